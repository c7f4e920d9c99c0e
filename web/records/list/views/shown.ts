/** What a list shows, put together of a saved view and what the reader changed since. */
import type { MetaObject } from "../../../api/meta.ts";
import { ARRANGEMENT, type ListSearch } from "../../../paths.ts";
import type { ViewDefinition } from "#model/view.ts";

/** Changes to a view: a part that is undefined is taken away. */
export type Draft = { [Part in keyof ViewDefinition]?: ViewDefinition[Part] | undefined };

/** Without what says nothing, its parts in one order: two that show the same are equal as text. */
export function plainView(view: Draft, object: MetaObject): ViewDefinition {
  const { filter, q, sort, columns, pinned, totals, groupBy, layout, boardField } = view;
  const { calendarField, span, galleryField, chart } = view;
  const standard =
    object.list.columns.length === columns?.length &&
    columns.every((column, place) => column.width === undefined && column.field === object.list.columns[place]);
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(q ? { q } : {}),
    ...(sort && sort !== object.list.sort ? { sort } : {}),
    ...(columns && !standard
      ? {
          columns: columns.map(({ field, width }) =>
            width === undefined ? { field } : { field, width: Math.round(width) },
          ),
        }
      : {}),
    ...(pinned !== undefined && pinned !== 1 ? { pinned } : {}),
    ...(totals && Object.keys(totals).length > 0
      ? { totals: Object.fromEntries(Object.entries(totals).sort(([a], [b]) => a.localeCompare(b))) }
      : {}),
    ...(groupBy && (layout === undefined || layout === "table") ? { groupBy } : {}),
    ...(layout === "board" ? { layout, ...(boardField ? { boardField } : {}) } : {}),
    ...(layout === "calendar" && calendarField ? { layout, calendarField, ...(span === "week" ? { span } : {}) } : {}),
    ...(layout === "gallery" ? { layout, ...(galleryField ? { galleryField } : {}) } : {}),
    ...(layout === "chart" && chart ? { layout, chart } : {}),
  };
}

/** Keys of an object that came from the database stand in another order than they were sent in. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, part]) => [key, inOrder(part)]),
  );
}

export const sameView = (one: Draft, other: Draft, object: MetaObject): boolean =>
  JSON.stringify(inOrder(plainView(one, object))) === JSON.stringify(inOrder(plainView(other, object)));

/** Between its new neighbours, so that only the one that moves is written. */
export function placeBetween(views: { position: string | null }[], from: number, step: -1 | 1): number | undefined {
  const others = views.filter((_, place) => place !== from).map((view) => Number(view.position ?? 0));
  const at = from + step;
  if (at < 0 || at > others.length) return undefined;
  const [before, after] = [others[at - 1], others[at]];
  if (before === undefined) return (after ?? 1) - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}

/** An address that says how records are laid out says all of it. */
export const isArranged = (search: ListSearch): boolean => search.layout !== undefined || search.groupBy !== undefined;

/** What an address says of a list, over whatever is saved or kept. Columns that the reader does not know fall away. */
export function saidBy(search: ListSearch, object: MetaObject): Draft {
  const { filter, q, sort } = search;
  const columns = (search.columns ?? "")
    .split(",")
    .filter((name) => object.fields.some((field) => field.name === name));
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(q === undefined ? {} : { q }),
    ...(sort === undefined ? {} : { sort }),
    ...(isArranged(search) ? Object.fromEntries(ARRANGEMENT.map((name) => [name, search[name]])) : {}),
    ...(columns.length > 0 ? { columns: columns.map((field) => ({ field })) } : {}),
  };
}

/** What an address says of how a list is laid out, and of its columns where they are not the object's own. */
export function sayOf(shown: Draft, object: MetaObject): ListSearch {
  const plain = plainView(shown, object);
  const names = shown.columns?.map(({ field }) => field).join();
  return {
    ...Object.fromEntries(ARRANGEMENT.map((name) => [name, plain[name]])),
    ...(plain.layout === undefined && plain.groupBy === undefined ? { layout: "table" } : {}),
    columns: names === object.list.columns.join() ? undefined : names,
  };
}
