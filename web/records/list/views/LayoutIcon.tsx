/** What a view looks like, in small. */
import {
  IconCalendar,
  IconChartBar,
  IconLayoutGrid,
  IconLayoutKanban,
  IconTable,
  type Icon as TablerIcon,
} from "@tabler/icons-react";
import { createElement } from "react";
import type { Layout } from "#model/view-parts.ts";

const ICONS: Record<Layout, TablerIcon> = {
  table: IconTable,
  board: IconLayoutKanban,
  calendar: IconCalendar,
  gallery: IconLayoutGrid,
  chart: IconChartBar,
};

export function LayoutIcon({ layout = "table", size = 15 }: { layout?: Layout | undefined; size?: number }) {
  return createElement(ICONS[layout], { size, stroke: 1.6, "aria-hidden": true });
}
