/** Tags on the screen. */
import { Label, Labels } from "#ui/Label.tsx";
import type { Found } from "../lookup.ts";
import { view as relations } from "../relations/relations.view.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  return (
    <Labels>
      {(value as unknown as (Found & { color?: string })[]).map((tag) => (
        <Label key={tag.id} color={tag.color}>
          {tag.title}
        </Label>
      ))}
    </Labels>
  );
}

export const view: FieldView = { ...relations, Cell };
