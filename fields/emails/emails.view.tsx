/** E-mail addresses on the screen. */
import { Anchor, Stack } from "@mantine/core";
import { Ltr } from "#ui/own-text.tsx";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

export interface Labelled {
  value: string;
  label?: string;
  extension?: string;
}

const asItIs = (one: string) => one;

/** The first value, and how many more there are. */
export function FirstOf({ value, write = asItIs }: CellProps & { write?: (one: string) => string }) {
  const values = value as unknown as Labelled[];
  return (
    <span>
      <Ltr className="tabular">{write(values[0]?.value ?? "")}</Ltr>
      {values.length > 1 && <span style={{ color: "var(--ink-faint)" }}> +{values.length - 1}</span>}
    </span>
  );
}

/** All values as links of that scheme. */
export function AllOf({
  value,
  scheme,
  write = asItIs,
}: CellProps & { scheme: "mailto" | "tel"; write?: (one: string) => string }) {
  return (
    <Stack gap={2}>
      {(value as unknown as Labelled[]).map((one) => (
        <Anchor key={one.value} size="sm" href={`${scheme}:${one.value}`}>
          <Ltr className="tabular">{one.extension ? `${write(one.value)} ×${one.extension}` : write(one.value)}</Ltr>
        </Anchor>
      ))}
    </Stack>
  );
}

const Detail = (props: CellProps) => <AllOf {...props} scheme="mailto" />;

export const view: FieldView = { Cell: FirstOf, Detail, Editor: lateEditor("emails"), width: 210 };
