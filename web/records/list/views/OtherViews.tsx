/** The views for which there is no tab, as the entries of a menu. */
import { Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { OwnText } from "#ui/own-text.tsx";
import { LayoutIcon } from "./LayoutIcon.tsx";
import type { SavedView } from "./views.queries.ts";

export interface OtherViewsProps {
  views: SavedView[];
  href: (view: string) => string;
}

export const OtherViews = ({ views, href }: OtherViewsProps) =>
  views.map((view) => (
    <Menu.Item
      key={view.id}
      component={Link}
      leftSection={<LayoutIcon layout={view.definition.layout} />}
      {...{ to: href(view.id) }}
    >
      <OwnText>{view.name}</OwnText>
    </Menu.Item>
  ));
