/** A card goes to another column: shown at once, written by the record's own door, and taken back by one click. */
import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import type { RecordJson } from "#model/json.ts";
import { toast } from "#ui/toast.tsx";
import { fieldOf, useMeta, type MetaField, type MetaObject } from "../../../api/meta.ts";
import { useSay } from "../../../insight/say.ts";
import { useIssueWords } from "../../issues.ts";
import { useRecordDoings } from "../../record-doings.ts";
import { keys, type ListPageData } from "../../records.queries.ts";
import { titleOf } from "../../titles.ts";
import { useWords } from "../../words.ts";
import { cardsKey, type BoardColumn } from "./board.queries.ts";

type Cards = InfiniteData<ListPageData>;

export function useMoving(object: MetaObject, field: MetaField, labelOf: (column: BoardColumn) => string) {
  const say = useSay();
  const queries = useQueryClient();
  const issues = useIssueWords();
  const words = useWords();
  const doings = useRecordDoings(object);
  const { slug } = useMeta().workspace;
  const shift = (record: RecordJson, from: BoardColumn, to: BoardColumn) => {
    queries.setQueriesData<Cards>(
      { queryKey: cardsKey(slug, object, field.name, from.key) },
      (cards) =>
        cards && {
          ...cards,
          pages: cards.pages.map((page) => ({ ...page, data: page.data.filter((one) => one.id !== record.id) })),
        },
    );
    queries.setQueriesData<Cards>(
      { queryKey: cardsKey(slug, object, field.name, to.key) },
      (cards) =>
        cards && {
          ...cards,
          pages: cards.pages.map((page, place) =>
            place === 0 ? { ...page, data: [{ ...record, [field.name]: to.value }, ...page.data] } : page,
          ),
        },
    );
  };
  const settle = (...columns: BoardColumn[]) =>
    Promise.all([
      queries.invalidateQueries({ queryKey: [...keys.object(slug, object.path), "sums"] }),
      ...columns.map((column) =>
        queries.invalidateQueries({ queryKey: cardsKey(slug, object, field.name, column.key) }),
      ),
    ]);
  return async function move(record: RecordJson, from: BoardColumn, to: BoardColumn): Promise<void> {
    shift(record, from, to);
    try {
      const said = say("board.moved", { title: titleOf(object, record) || "—", column: labelOf(to) });
      await doings.save(record, { [field.name]: to.value }, said);
    } catch (error) {
      toast.problem(
        issues.at(error, field.name) ??
          issues.all(error, (path) => words.field(object.name, fieldOf(object, path) ?? path)),
      );
    } finally {
      await settle(from, to);
    }
  };
}
