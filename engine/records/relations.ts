/** Finds the records that written relations mean: by id, or by any field that identifies; a set at a time. */
import { sql } from "#model/sql.ts";
import { reading } from "../database/statement.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Issue } from "#model/errors.ts";
import { columnText, isObject, type Json } from "#model/json.ts";
import type { Context } from "../context.ts";
import { rowCondition } from "../access/record-rights.ts";
import { fieldAccess } from "../access/rights.ts";
import { columnOf } from "../query/column-of.ts";
import { faceOf, sortSuffixOf } from "../query/columns.ts";
import { noteStanding, stands } from "./standing.ts";
import { UUID } from "./uuid.ts";

/** One place where a record is meant; `put` gets its id. */
export interface Meant {
  field: CatalogueField;
  value: Json;
  path: string;
  put(id: string): void;
  refuse(issue: Issue): void;
}

interface Lookup {
  target: CatalogueObject;
  field: string;
  /** Compared key → places that mean it. */
  wanted: Map<string, Meant[]>;
}

/** Makes records by their names, for fields that allow it; an id for each name. */
export type MakeByName = (object: CatalogueObject, field: string, names: readonly string[]) => Promise<string[]>;

/**
 * Resolves all places with one statement per target and identifying field. What the viewer may not see does not exist.
 * @param trash what is in the trash is found too
 */
export async function resolveRelations(
  ctx: Context,
  places: readonly Meant[],
  make?: MakeByName,
  trash = false,
): Promise<void> {
  const lookups = new Map<string, Lookup>();
  for (const place of places) {
    const target = ctx.catalogue.object(place.field.target!);
    const named = identifier(ctx, target, place);
    if (!named) continue;
    const name = `${target.name}.${named.field}`;
    let lookup = lookups.get(name);
    if (!lookup) lookups.set(name, (lookup = { target, field: named.field, wanted: new Map() }));
    const same = lookup.wanted.get(named.key);
    if (same) same.push(place);
    else lookup.wanted.set(named.key, [place]);
  }
  for (const lookup of lookups.values()) await find(ctx, lookup, make, trash);
}

function identifier(ctx: Context, target: CatalogueObject, place: Meant): { field: string; key: string } | undefined {
  const { value } = place;
  const id =
    typeof value === "string" ? value : isObject(value) && typeof value["id"] === "string" ? value["id"] : undefined;
  if (id !== undefined && UUID.test(id.toLowerCase())) return { field: "id", key: id.toLowerCase() };
  const [name, written] =
    typeof value === "string"
      ? [nameField(target), value]
      : isObject(value)
        ? (Object.entries(value).find(([key]) => key !== "title") ?? [])
        : [];
  const field = name === undefined ? undefined : target.fields.get(name);
  if (!field || !identifies(ctx, target, field) || written === undefined) {
    place.refuse({
      path: place.path,
      message: `names no ${target.name}: an id is needed, or a field that identifies (${identifying(ctx, target).join(", ") || "none here"})`,
      code: "issue.relation",
    });
    return undefined;
  }
  const parsed = field.type.parse(written, field.definition, ctx.workspace.settings);
  if ("issue" in parsed) {
    place.refuse({ ...parsed.issue, path: place.path });
    return undefined;
  }
  return { field: field.name, key: keyOf(field, parsed.value) };
}

/** A field that is hidden from the viewer tells them nothing, not even that a guess was right. */
function identifies(ctx: Context, target: CatalogueObject, field: CatalogueField): boolean {
  return field.definition.unique === true && fieldAccess(ctx.actor, target, field) !== "hidden";
}

function identifying(ctx: Context, target: CatalogueObject): string[] {
  return [...target.fields.values()].filter((field) => identifies(ctx, target, field)).map((field) => field.name);
}

/** A plain text names a record by its title, where that is unique: a tag's name. */
function nameField(target: CatalogueObject): string | undefined {
  return target.definition.title.find((name) => target.fields.get(name)?.definition.unique);
}

/** The stored form by which the field is compared. */
function keyOf(field: CatalogueField, value: Json): string {
  const columns = field.type.toColumns(value, field.definition);
  const suffix = sortSuffixOf(field);
  return columnText(columns[suffix] ?? columns[""] ?? value);
}

async function find(ctx: Context, lookup: Lookup, make: MakeByName | undefined, trash: boolean): Promise<void> {
  const { target, wanted } = lookup;
  if (lookup.field === "id")
    for (const [id, places] of wanted) {
      if (!stands(ctx, target, id)) continue;
      for (const place of places) place.put(id);
      wanted.delete(id);
    }
  if (wanted.size === 0) return;
  const keys = [...wanted.keys()];
  const by = lookup.field === "id" ? sql`t.id` : sortColumnOf(ctx, target.fields.get(lookup.field)!);
  const list = lookup.field === "id" ? sql`${keys}::uuid[]` : sql`${keys}::text[]`;
  const rows = await ctx.db.query<{ id: string; key: string }>(
    reading(sql`
    select t.id, ${by}::text as key from ${sql.id(target.table)} as t
    where ${by} = any(${list}) and ${trash ? sql`true` : sql`t.deleted_at is null`} and ${rowCondition(ctx, target, "t")}`),
  );
  noteStanding(
    ctx,
    target,
    rows.map((row) => row.id),
  );
  const found = new Map(rows.map((row) => [row.key, row.id]));
  const fresh =
    make === undefined || lookup.field === "id"
      ? []
      : keys.filter((key) => !found.has(key) && wanted.get(key)!.some((place) => place.field.type.makesByName));
  if (fresh.length > 0) {
    const made = await make!(
      target,
      lookup.field,
      fresh.map((key) => nameOf(wanted.get(key)![0]!)),
    );
    fresh.forEach((key, index) => found.set(key, made[index]!));
  }
  for (const [key, places] of wanted) {
    const id = found.get(key);
    for (const place of places) {
      if (id !== undefined) place.put(id);
      else
        place.refuse({
          path: place.path,
          message: `there is no ${target.name} with ${lookup.field} "${key}"`,
          code: "issue.noRecord",
          params: { object: target.name, key },
        });
    }
  }
}

function sortColumnOf(ctx: Context, field: CatalogueField) {
  const column = columnOf(ctx, "t", field);
  return faceOf(field).sort?.(column, field.definition).by ?? column("");
}

/** The name as it was written: `"VIP"` or `{ name: "VIP" }`. */
function nameOf(place: Meant): string {
  const written = isObject(place.value)
    ? Object.entries(place.value).find(([key]) => key !== "title")?.[1]
    : place.value;
  return columnText(written as Json).trim();
}
