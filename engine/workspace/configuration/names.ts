/** Names instead of ids: what files say of a role, a team or a person, and who is meant by it here. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { configurationOf, keyOf } from "#model/configuration.ts";
import { columnText, isObject, type Json } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { UUID } from "../../records/uuid.ts";

/** `@role:sales`: stands where a definition names a record by its id. */
const REFERENCE = /^@([A-Za-z_]\w*):(.+)$/su;

/** The columns that name a record of the object; none where only an id does. */
function namingFields(object: CatalogueObject): CatalogueField[] {
  const said = configurationOf(object.definition);
  const names = said ? [...said.key, ...(said.productKey ? [said.productKey] : [])] : uniqueField(object);
  return names.map((name) => object.fields.get(name)!);
}

const uniqueField = (object: CatalogueObject): string[] =>
  [...object.fields.values()]
    .filter(({ definition, source, type }) => {
      const plain = definition.type === "text" && source === "own" && type.storage === "columns";
      return plain && definition.unique === true && !definition.secret && !definition.readOnly;
    })
    .slice(0, 1)
    .map((field) => field.name);

const joined = (key: readonly string[]): string => (key.length === 1 ? key[0]! : JSON.stringify(key));

/** Reads names as they are needed, each object once; `forget` after records were written. */
export class Names {
  readonly #ctx: Context;
  readonly #byName = new Map<string, Map<string, string>>();
  readonly #plain = new Map<string, string>();
  readonly #references = new Map<string, string>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  forget(): void {
    this.#byName.clear();
  }

  /** Finds out what these ids are called; `object` says whose they are, where that is known. */
  async learn(ids: ReadonlySet<string>, object?: string): Promise<void> {
    const objects = object ? [this.#ctx.catalogue.object(object)] : [...this.#ctx.catalogue.objects.values()];
    const known = object ? this.#plain : this.#references;
    for (const each of objects) {
      const missing = [...ids].filter((id) => !known.has(id));
      const fields = namingFields(each);
      if (missing.length === 0) return;
      if (fields.length === 0) continue;
      for (const row of await this.#rows(each, fields, missing))
        known.set(row.id, object ? row.name : `@${each.name}:${row.name}`);
    }
  }

  /** The name that `learn` found; the id where there is none. `within`: for a place where anything may be named. */
  nameOf(id: string, within: boolean): string {
    return (within ? this.#references : this.#plain).get(id) ?? id;
  }

  /** @returns undefined where there is no such record */
  async idOf(object: string, name: string): Promise<string | undefined> {
    let known = this.#byName.get(object);
    if (!known) {
      const found = this.#ctx.catalogue.object(object);
      const fields = namingFields(found);
      const rows = fields.length === 0 ? [] : await this.#rows(found, fields);
      this.#byName.set(object, (known = new Map(rows.toReversed().map((row) => [row.name, row.id]))));
    }
    return known.get(name);
  }

  async #rows(object: CatalogueObject, fields: readonly CatalogueField[], ids?: readonly string[]) {
    const columns = fields.map((field) => sql`${sql.id(field.column)} as ${sql.id(field.name)}`);
    const rows = await this.#ctx.db.query(sql<{ id: string; values: string }>`
      select id, (select to_json(r) from (select ${sql.join(columns)}) as r)::text as values from ${sql.id(object.table)}
      where deleted_at is null and ${ids ? sql`id = any(${[...ids]}::uuid[])` : sql`true`} order by id`);
    return rows.map(({ id, values }) => ({ id, name: this.#joined(object, JSON.parse(values) as never) }));
  }

  #joined(object: CatalogueObject, values: Record<string, Json>): string {
    if (configurationOf(object.definition)) return joined(keyOf(object, values));
    return columnText(values[uniqueField(object)[0]!]);
  }
}

/** All ids that stand in a definition. */
export function idsIn(value: Json, found = new Set<string>()): Set<string> {
  if (typeof value === "string") {
    if (UUID.test(value)) found.add(value);
  } else if (Array.isArray(value)) for (const part of value) idsIn(part, found);
  else if (isObject(value)) for (const part of Object.values(value)) idsIn(part as Json, found);
  return found;
}

/** The definition with other texts: each is asked for once, in turn. */
export async function replaced(value: Json, replace: (text: string) => string | Promise<string>): Promise<Json> {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) {
    const parts: Json[] = [];
    for (const part of value) parts.push(await replaced(part, replace));
    return parts;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries: [string, Json][] = [];
  for (const [name, part] of Object.entries(value)) entries.push([name, await replaced(part, replace)]);
  return Object.fromEntries(entries);
}

/** Who is meant by `@role:sales`; undefined where the text is no such name. */
export function referenceIn(text: string): { object: string; name: string } | undefined {
  const found = REFERENCE.exec(text);
  return found ? { object: found[1]!, name: found[2]! } : undefined;
}
