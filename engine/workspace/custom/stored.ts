/** What a company added to its workspace, as it stands in the tables. */
import { sql, type Sql } from "#model/sql.ts";
import { makeCatalogue, type Catalogue } from "#model/catalogue.ts";
import type { ObjectDefinition } from "#model/object.ts";
import { fieldTypes } from "#fields/index.ts";
import type { Db } from "../../database/database.ts";
import { planReshaping, type Reshaping } from "../../schema/reshape.ts";
import { withLayouts, type StoredLayout } from "../layouts/stored-layouts.ts";
import { withRules, type StoredRule } from "../rules/stored-rules.ts";
import { withTypes, type StoredType } from "../record-types/stored-types.ts";
import { withCustom, type CustomField, type CustomObject } from "./definitions.ts";

/** The product's own catalogue below a company's. */
export const productOf = (catalogue: Catalogue): Catalogue => catalogue.base ?? catalogue;

export interface StoredShape {
  /** What people work with. */
  shown: ObjectDefinition[];
  /** With the objects that are retired: what must have tables. */
  kept: ObjectDefinition[];
  /** The rules that are switched on; `shown` does not have them yet, for they are checked against it. */
  rules: StoredRule[];
  layouts: StoredLayout[];
}

export interface StoredRows {
  objects: CustomObject[];
  fields: CustomField[];
  /** Columns that a change of kind fills, or left. */
  beside: CustomField[];
  rules: StoredRule[];
  layouts: StoredLayout[];
  types: StoredType[];
}

const OBJECTS = sql`(select coalesce(json_agg(json_build_object('name', name, 'label', label, 'icon', icon, 'ownership', ownership,
  'position', coalesce(position, 0), 'since', id, 'retired', deleted_at is not null)), '[]') from custom_objects)`;
const FIELDS = sql`(select coalesce(json_agg(json_build_object('object', object, 'name', name, 'type', type, 'label', label, 'help', help,
  'settings', settings, 'position', coalesce(position, 0), 'number', number, 'since', id, 'retired', deleted_at is not null)), '[]') from custom_fields)`;
const BESIDE = sql`(select coalesce(json_agg(json_build_object('object', f.object, 'name', f.name || '_' || c.number, 'type', c.type,
  'label', '{}'::json, 'help', null, 'settings', c.settings, 'position', 0, 'number', c.number, 'retired', true)), '[]')
  from field_conversions as c join custom_fields as f on f.id = c.field_id)`;
const RULES = sql`(select coalesce(json_agg(json_build_object('id', id, 'object', object, 'kind', kind, 'fields', fields, 'when', condition,
  'settings', settings, 'message', message) order by coalesce(position, 0), id), '[]')
  from business_rules where deleted_at is null and active)`;
const LAYOUTS = sql`(select coalesce(json_agg(json_build_object('id', id, 'object', object, 'role', for_role_id, 'team', for_team_id,
  'type', for_type, 'groups', groups, 'without', without, 'create', asked) order by id), '[]') from page_layouts where deleted_at is null)`;
const TYPES = sql`(select coalesce(json_agg(json_build_object('id', id, 'object', object, 'name', name, 'label', label, 'color', color,
  'default', is_default, 'choices', choices, 'position', position, 'retired', deleted_at is not null,
  'roles', (select coalesce(json_agg(r.to_id order by r.position), '[]') from record_type_roles as r where r.from_id = t.id))), '[]')
  from record_types as t)`;

/**
 * All rows that say the shape, in one question.
 * @param there the tables to read; all where not said. An archive of an earlier release has fewer.
 */
export async function storedRows(db: Db, there?: ReadonlySet<string>): Promise<StoredRows> {
  const from = (table: string, rows: Sql): Sql => (there === undefined || there.has(table) ? rows : sql`'[]'::json`);
  const [row] = await db.query(sql<Record<keyof StoredRows, string>>`
    select ${from("custom_objects", OBJECTS)}::text as objects, ${from("custom_fields", FIELDS)}::text as fields,
      ${from("field_conversions", BESIDE)}::text as beside, ${from("business_rules", RULES)}::text as rules,
      ${from("page_layouts", LAYOUTS)}::text as layouts, ${from("record_types", TYPES)}::text as types`);
  return Object.fromEntries(
    Object.entries(row!).map(([name, text]) => [name, JSON.parse(text)]),
  ) as unknown as StoredRows;
}

/**
 * @param product the product's own catalogue
 * @param proposals fields as they shall stand, instead of what stands or beside it
 * @param there the tables to read; all where not said
 */
export async function storedShape(
  db: Db,
  product: Catalogue,
  proposals: readonly CustomField[] = [],
  there?: ReadonlySet<string>,
): Promise<StoredShape> {
  const { objects, fields: standing, beside, rules, layouts, types } = await storedRows(db, there);
  const own = [...product.objects.values()].map((object) => object.definition);
  const nameOf = ({ object, name }: CustomField): string => `${object} ${name}`;
  const replaced = new Set(proposals.map(nameOf));
  const fields = [...standing.filter((field) => !replaced.has(nameOf(field))), ...proposals];
  return {
    shown: withTypes(withCustom(own, objects, fields), types),
    kept: withTypes(
      withCustom(
        own,
        objects.map((object) => ({ ...object, retired: false })),
        // Columns that a change of kind fills, or left, are kept like those of a field in the trash.
        [...fields, ...beside],
      ),
      types,
    ),
    rules,
    layouts,
  };
}

/** How the tables are led there, within a transaction that holds the shape. */
export const reshapingTo = (db: Db, product: Catalogue, { kept, rules }: StoredShape): Promise<Reshaping> =>
  planReshaping(db, product, makeCatalogue(withRules(kept, rules), fieldTypes, product));

/** The catalogue that the people of the workspace work with. */
export async function storedCatalogue(db: Db, product: Catalogue): Promise<Catalogue> {
  const { shown, rules, layouts } = await storedShape(db, product);
  return makeCatalogue(withLayouts(withRules(shown, rules), layouts), fieldTypes, product);
}

/** Where it stands: what comes first where a workspace is filled from elsewhere, for other tables are shaped by it. */
export const SHAPE_TABLES: readonly string[] = [
  "custom_objects",
  "custom_fields",
  "field_conversions",
  "business_rules",
  "page_layouts",
  "record_types",
];

/** Makes the tables and columns that what stands in these tables asks for: filled from elsewhere, or made by an earlier release. */
export async function takeShape(db: Db, product: Catalogue): Promise<void> {
  const tables = await db.query(sql<{ name: string }>`
    select relname::text as name from pg_class where relnamespace = current_schema()::regnamespace and relname = any(${[...SHAPE_TABLES]})`);
  const some = tables.map(({ name }) => sql`select 1 from ${sql.id(name)}`);
  const [any] = await db.query(sql`select 1 where exists (${sql.join(some, sql` union all `)})`);
  if (!any) return;
  // Layouts shape no tables, and their own table may be that of an earlier release.
  const there = new Set(tables.map(({ name }) => name).filter((name) => name !== "page_layouts"));
  await (await reshapingTo(db, product, await storedShape(db, product, [], there))).take();
  const numbered = ["custom_fields", "field_conversions"].filter((name) => there.has(name));
  const given = sql.join(
    numbered.map((name) => sql`select number from ${sql.id(name)}`),
    sql` union all `,
  );
  await db.query(
    sql`update custom_schema set last_number = greatest(last_number, (select coalesce(max(number), 0) from (${given}) as given))`,
  );
  await db.query(
    sql`update raabta.workspaces set catalogue_version = catalogue_version + 1 where schema = current_schema()`,
  );
}
