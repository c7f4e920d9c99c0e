/** The sums of an import of orders, by their names: sales, returns, anonymous sales, fees. */
import { useFormat } from "#ui/format.tsx";
import { useTranslation } from "#web/language/language.ts";
import type { Counts } from "./import.queries.ts";

const ORDER = ["sales", "returns", "adjustments", "net", "fees", "anonymous", "anonymousLines", "zeroPrices"];

export function MeasureList({ counts, currency }: { counts: Counts; currency: string }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const place = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const measures = Object.entries(counts.measures ?? {})
    .filter(([name, value]) => value !== null && i18n.exists(`import.measure.${name}`))
    .toSorted(([a], [b]) => place(a) - place(b));
  if (measures.length === 0) return null;
  // Sums of money come as decimal strings, counts as numbers.
  const words = (value: string | number): string =>
    typeof value === "number" ? format.number(value) : format.money(value, currency);
  return (
    <dl className="figures">
      {measures.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`import.measure.${name}`)}</dt>
          <dd>{words(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
