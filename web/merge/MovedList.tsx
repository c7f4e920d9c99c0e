/** What will point at the one that stays. */
import { useTranslation } from "react-i18next";
import { useFormat } from "#ui/format.tsx";
import { useWords } from "../records/words.ts";
import type { MergePreview } from "./merge.queries.ts";

/** Counted no further than this. */
const MOST = 2000;

export function MovedList({ moved }: Pick<MergePreview, "moved">) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  // A record that points at it in several ways is one thing to move.
  const most = new Map<string, number>();
  for (const { object, count } of moved) most.set(object, Math.max(most.get(object) ?? 0, count));
  if (most.size === 0) return <p className="merge-quiet">{t("merge.nothingMoves")}</p>;
  return (
    <section className="merge-moved">
      <h2>{t("merge.moves")}</h2>
      <ul>
        {[...most].map(([object, count]) => (
          <li key={object}>
            {words.many(object)} <b className="tabular">{`${format.number(count)}${count >= MOST ? "+" : ""}`}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
