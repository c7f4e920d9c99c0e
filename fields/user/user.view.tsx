/** A colleague on the screen: initials and name. */
import { Avatar } from "@mantine/core";
import { OwnText } from "#ui/own-text.tsx";
import type { Found } from "../lookup.ts";
import { view as relation } from "../relation/relation.view.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  const user = value as unknown as Found;
  return (
    <span style={{ display: "inline-flex", verticalAlign: "middle", alignItems: "center", gap: "0.4rem", minWidth: 0 }}>
      <Avatar name={user.title} size={20} color="gray" aria-hidden styles={{ placeholder: { fontSize: 9 } }} />
      <OwnText>{user.title}</OwnText>
    </span>
  );
}

export const view: FieldView = { ...relation, Cell, width: 160 };
