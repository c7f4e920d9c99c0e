/** The order of a list, and the place in it that a cursor names. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { fieldAccess } from "../access/rights.ts";
import { columnOf } from "./column-of.ts";
import { faceOf } from "./columns.ts";

export interface SortKey {
  field: CatalogueField;
  descending: boolean;
  /** Never empty: no place for nulls is needed. */
  filled: boolean;
}

const MAX_KEYS = 3;

/** Reads `-createdAt,name`. @throws InvalidInput where a field cannot be sorted by or does not exist for the viewer. */
export function readSort(ctx: Context, object: CatalogueObject, text: string | undefined, trash = false): SortKey[] {
  const asked = partsOf(text ?? "");
  const names = asked.length > 0 ? asked : trash ? ["-deletedAt"] : visibleDefault(ctx, object);
  if (names.length > MAX_KEYS) throw new InvalidInput([{ path: "sort", message: `takes at most ${MAX_KEYS} fields` }]);
  return names.map((part) => {
    const name = part.replace(/^[-+]/, "");
    const field = trash && name === "deletedAt" ? deletedAt(object) : object.fields.get(name);
    if (!field || fieldAccess(ctx.actor, object, field) === "hidden")
      throw new InvalidInput([{ path: "sort", message: `${object.name} has no field "${name}"` }]);
    if (!field.type.sortable || !faceOf(field).sort)
      throw new InvalidInput([{ path: "sort", message: `${name} cannot be sorted by` }]);
    return { field, descending: part.startsWith("-"), filled: field.source === "system" && field.name.endsWith("At") };
  });
}

/** Only what is in the trash has it: the last to go come first there. */
const deletedAt = (object: CatalogueObject): CatalogueField => ({
  ...object.fields.get("createdAt")!,
  name: "deletedAt",
  column: "deleted_at",
});

const partsOf = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

/** The object's own order, as far as the viewer may know it: nobody asked for a field that is hidden from them. */
function visibleDefault(ctx: Context, object: CatalogueObject): string[] {
  const seen = (part: string) =>
    fieldAccess(ctx.actor, object, object.fields.get(part.replace(/^-/, ""))!) !== "hidden";
  return partsOf(object.definition.list.sort).filter(seen);
}

export function sortExpression(ctx: Context, key: SortKey, alias: string): { by: Sql; cast: string; suffix: string } {
  return faceOf(key.field).sort!(columnOf(ctx, alias, key.field), key.field.definition);
}

/** Where a page begins: behind (or before) the record with these sort values and this id. */
export interface Place {
  values: (string | null)[];
  id: string;
}

export type Cursor =
  | { kind: "start" }
  | { kind: "end" }
  | { kind: "at"; value: Json }
  | { kind: "after" | "before"; place: Place };

const encoded = z.strictObject({
  d: z.enum(["after", "before"]),
  s: z.string(),
  v: z.array(z.string().nullable()),
  i: z.uuid(),
});

export function writeCursor(direction: "after" | "before", sort: SortKey[], place: Place): string {
  return Buffer.from(JSON.stringify({ d: direction, s: sortName(sort), v: place.values, i: place.id })).toString(
    "base64url",
  );
}

/** @throws InvalidInput where it is none of ours or belongs to another order. */
export function readCursor(text: string | undefined, sort: SortKey[]): Cursor {
  if (text === undefined || text === "") return { kind: "start" };
  if (text === "end") return { kind: "end" };
  if (text.startsWith("at:")) return { kind: "at", value: parseJson(text.slice(3)) };
  const parsed = encoded.safeParse(parseJson(Buffer.from(text, "base64url").toString("utf8")));
  if (!parsed.success || parsed.data.s !== sortName(sort) || parsed.data.v.length !== sort.length) {
    throw new InvalidInput([{ path: "cursor", message: "is no cursor of this list in this order" }], 400);
  }
  return { kind: parsed.data.d, place: { values: parsed.data.v, id: parsed.data.i } };
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new InvalidInput([{ path: "cursor", message: "cannot be read" }], 400);
  }
}

const sortName = (sort: SortKey[]) => sort.map((key) => `${key.descending ? "-" : ""}${key.field.name}`).join(",");

/** Direction of the tie-break by id: that of the first key, so that one index serves both. */
export const idDescending = (sort: SortKey[]) => sort[0]?.descending ?? false;

/** Rows strictly behind the place in the (possibly reversed) order, nulls last (reversed: first). */
export function beyond(ctx: Context, sort: SortKey[], alias: string, place: Place, reverse: boolean): Sql {
  const terms: Sql[] = [];
  const same: Sql[] = [];
  const and = (parts: Sql[]) => sql`(${sql.join(parts, sql` and `)})`;
  sort.forEach((key, index) => {
    const { by, cast } = sortExpression(ctx, key, alias);
    const value = place.values[index] ?? null;
    const further = stepBeyond(key, by, cast, value, reverse);
    if (further) terms.push(and([...same, further]));
    same.push(value === null ? sql`${by} is null` : sql`${by} = ${value}::${sql.raw(cast)}`);
  });
  const up = idDescending(sort) === reverse;
  terms.push(and([...same, sql`${sql.ref(`${alias}.id`)} ${sql.raw(up ? ">" : "<")} ${place.id}::uuid`]));
  return sql`(${sql.join(terms, sql` or `)})`;
}

function stepBeyond(key: SortKey, by: Sql, cast: string, value: string | null, reverse: boolean): Sql | undefined {
  if (value === null) return reverse ? sql`${by} is not null` : undefined;
  const up = key.descending === reverse;
  const compare = sql`${by} ${sql.raw(up ? ">" : "<")} ${value}::${sql.raw(cast)}`;
  return reverse || key.filled ? compare : sql`(${compare} or ${by} is null)`;
}
