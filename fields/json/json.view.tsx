/** Any JSON on the screen, as it is. */
import { Code } from "@mantine/core";
import { Ltr } from "#ui/own-text.tsx";
import type { CellProps, FieldView } from "../view.ts";

function Cell({ value }: CellProps) {
  return <Ltr>{typeof value === "string" ? value : JSON.stringify(value)}</Ltr>;
}

function Detail({ value }: CellProps) {
  return (
    <Code block dir="ltr">
      {JSON.stringify(value, null, 2)}
    </Code>
  );
}

export const view: FieldView = { Cell, Detail, width: 160, inner: true };
