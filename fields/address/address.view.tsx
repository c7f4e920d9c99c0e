/** A postal address on the screen. */
import { useFormat } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { lateEditor } from "../editing.tsx";
import type { CellProps, FieldView } from "../view.ts";

export type Part = "street" | "city" | "region" | "postalCode" | "country";
export type Address = Partial<Record<Part, string | null>>;

function Cell({ value }: CellProps) {
  const format = useFormat();
  const { city, region, country, street } = value as Address;
  const parts = [city ?? region ?? street, country && format.country(country)].filter(Boolean);
  return <OwnText>{parts.join(", ")}</OwnText>;
}

function Detail({ value }: CellProps) {
  const format = useFormat();
  const { street, city, region, postalCode, country } = value as Address;
  const lines = [
    street,
    [postalCode, city].filter(Boolean).join(" "),
    region,
    country && format.country(country),
  ].filter(Boolean);
  return (
    <div>
      {lines.map((line) => (
        <div key={line} style={{ whiteSpace: "pre-line" }}>
          <OwnText>{line}</OwnText>
        </div>
      ))}
    </div>
  );
}

export const view: FieldView = { Cell, Detail, Editor: lateEditor("address"), width: 190, wide: true };
