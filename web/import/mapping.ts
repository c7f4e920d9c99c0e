/** The mapping of an import as a value: what each change makes of it, and what it still lacks. */
import type { Meta } from "#web/api/meta.ts";
import type { Column, Mapping, Target } from "./import.queries.ts";

/** A target as one word, for a select: `company.address.city`; empty means left out. */
export const targetKey = (target: Target | null): string =>
  target === null ? "" : [target.object, target.field, target.part].filter(Boolean).join(".");

export function readTarget(key: string): Target | null {
  const [object, field, part] = key.split(".");
  if (!object || !field) return null;
  return part === undefined ? { object, field } : { object, field, part };
}

export const targetOf = (mapping: Mapping, index: number): Target | null =>
  mapping.columns.find((column) => column.index === index)?.target ?? null;

/** A column with the field that was made for it. */
export interface Filling {
  index: number;
  target: Target;
}

/** Sends a column elsewhere. Another column that had the same target is left out: a field is filled once. */
export function withTarget(mapping: Mapping, index: number, target: Target | null): Mapping {
  const key = targetKey(target);
  const columns = mapping.columns
    .filter((column) => column.index !== index)
    .map((column) => (key !== "" && targetKey(column.target) === key ? { ...column, target: null } : column));
  return {
    ...mapping,
    columns: [...columns, { index, target }].toSorted((a, b) => a.index - b.index),
    suppressions: mapping.suppressions.filter((entry) => entry.index !== index),
  };
}

/** Without what is there no more: a field may have been taken back since a column was sent to it. */
export function withinMeta(mapping: Mapping, meta: Pick<Meta, "objects">): Mapping {
  const known = new Map(
    meta.objects.map((object) => [object.name, new Set(object.fields.map((field) => field.name))] as const),
  );
  const isThere = (target: Target | null): boolean =>
    target === null || known.get(target.object)?.has(target.field) !== false;
  const keyed = mapping.key === null || mapping.key === "id" || known.get(mapping.object)?.has(mapping.key) !== false;
  if (keyed && mapping.columns.every(({ target }) => isThere(target))) return mapping;
  return {
    ...mapping,
    key: keyed ? mapping.key : null,
    columns: mapping.columns.map((column) => (isThere(column.target) ? column : { ...column, target: null })),
  };
}

/** The column becomes a suppression of the channel: people who must not be written to. */
export const withSuppression = (mapping: Mapping, index: number, channel: string): Mapping => ({
  ...withTarget(mapping, index, null),
  suppressions: [...mapping.suppressions.filter((entry) => entry.index !== index), { index, channel }],
});

export const withFee = (mapping: Mapping, code: string, fee: boolean): Mapping => ({
  ...mapping,
  fees: mapping.fees.map((entry) => (entry.code === code ? { ...entry, fee } : entry)),
});

/** Columns that go nowhere. */
export const leftOut = (columns: Column[], mapping: Mapping): Column[] =>
  columns.filter(
    (column) =>
      targetOf(mapping, column.index) === null && !mapping.suppressions.some((entry) => entry.index === column.index),
  );

/** What an hour, a minute, a second of work is still to come, in seconds; undefined while it cannot be told. */
export function secondsLeft(done: number, total: number, elapsed: number): number | undefined {
  if (done <= 0 || total <= 0 || elapsed < 2 || done > total) return undefined;
  return Math.ceil((elapsed / done) * (total - done));
}
