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

/** Undefined while it is not known how a value is written. */
type Write = (one: string) => string | undefined;

const asItIs: Write = (one) => one;

/** Keeps its room until it is known how it is written, so that nothing moves and nothing is read twice. */
function Written({ one: { value, extension }, write }: { one: Labelled; write: Write }) {
  const text = write(value);
  return (
    <Ltr className="tabular">
      {text === undefined ? <span style={{ visibility: "hidden" }}>{value}</span> : text}
      {extension && ` ×${extension}`}
    </Ltr>
  );
}

/** The first value, and how many more there are. */
export function FirstOf({ value, write = asItIs }: CellProps & { write?: Write }) {
  const [first, ...others] = value as unknown as Labelled[];
  return (
    <span>
      {first && <Written one={{ value: first.value }} write={write} />}
      {others.length > 0 && <span style={{ color: "var(--ink-faint)" }}> +{others.length}</span>}
    </span>
  );
}

/** All values as links of that scheme. */
export function AllOf({ value, scheme, write = asItIs }: CellProps & { scheme: "mailto" | "tel"; write?: Write }) {
  return (
    <Stack gap={2}>
      {(value as unknown as Labelled[]).map((one) => (
        <Anchor key={one.value} size="sm" href={`${scheme}:${one.value}`}>
          <Written one={one} write={write} />
        </Anchor>
      ))}
    </Stack>
  );
}

const Detail = (props: CellProps) => <AllOf {...props} scheme="mailto" />;

export const view: FieldView = { Cell: FirstOf, Detail, Editor: lateEditor("emails"), width: 210 };
