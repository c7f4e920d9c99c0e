/** Which facts stand beside a record's title in a row of another page. */
import type { JsonObject } from "#model/json.ts";
import { fieldOf, type MetaField, type MetaObject } from "../api/meta.ts";
import { isEmpty } from "./emptiness.ts";

const isDate = (field: MetaField) => field.type === "datetime" || field.type === "date";

/**
 * The filled columns of its list, without its title, its owner and what the page is about anyway; of amounts the first.
 * `dated`: the date by which the list is ordered comes first (where the row itself does not tell it).
 */
export function factsBeside(
  object: MetaObject,
  record: JsonObject,
  homeTitle: string,
  { dated = false } = {},
): MetaField[] {
  const sortName = object.list.sort.split(",")[0]!.replace("-", "");
  const filled = object.list.columns
    .flatMap((name) => fieldOf(object, name) ?? [])
    .filter(
      (field) =>
        !object.title.includes(field.name) && !["owner", "kind"].includes(field.name) && !isEmpty(record[field.name]),
    )
    .filter((field) => (record[field.name] as { title?: string }).title !== homeTitle);
  const date = filled.find((field) => field.name === sortName && isDate(field));
  const amount = filled.find((field) => field.type === "money");
  const others = filled.filter((field) => field !== date && field !== amount && field.type !== "money");
  return [...(dated && date ? [date] : []), ...(amount ? [amount] : []), ...others];
}
