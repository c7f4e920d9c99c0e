/** The columns of an exported list: which there are, what they are called, and the text of their cells in SQL. */
import { sql } from "#model/sql.ts";
import { parentField, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import type { CellKind, Sql } from "#fields/sql-face.ts";
import { assertMay, fieldAccess } from "../../access/rights.ts";
import { rowCondition } from "../../access/record-rights.ts";
import type { Context } from "../../context.ts";
import { columnOf } from "../../query/column-of.ts";
import { faceOf, fromObject } from "../../query/columns.ts";
import { titleOf } from "../../query/title.ts";
import { linkTable } from "../../schema/desired.ts";
import type { ListSpec } from "./list-spec.ts";

export interface ExportColumn {
  /** As it is asked for: `name`, `total.amount`, `customer.name`. */
  name: string;
  /** Objects and fields from the list to the value, for the words over the column. */
  way: { object: CatalogueObject; field: CatalogueField | undefined; part?: string }[];
  text: Sql;
  cell: CellKind;
}

export interface ExportColumns {
  columns: ExportColumn[];
  /** The field whose lines make a row each, where one of its fields is asked for. */
  lines: CatalogueField | undefined;
}

/** The alias of the list's rows, and of their lines. */
export const ROW = "t";
export const LINE = "tl";

/** @throws InvalidInput naming the column that does not exist for the viewer; Forbidden where they may not export its object. */
export function exportColumns(ctx: Context, object: CatalogueObject, spec: ListSpec): ExportColumns {
  const builder = new Builder(ctx, object, spec);
  if (spec.fields) for (const name of spec.fields) builder.asked(name);
  else builder.all();
  return { columns: builder.columns, lines: builder.lines };
}

class Builder {
  readonly columns: ExportColumn[] = [];
  lines: CatalogueField | undefined;
  readonly #ctx: Context;
  readonly #object: CatalogueObject;
  readonly #keys: boolean;

  constructor(ctx: Context, object: CatalogueObject, spec: ListSpec) {
    this.#ctx = ctx;
    this.#object = object;
    this.#keys = spec.references === "keys";
  }

  all(): void {
    this.#add("id", [], this.#object, undefined, ROW);
    for (const field of this.#object.fields.values())
      if (this.#visible(this.#object, field) && field.type.storage !== "children")
        this.#add(field.name, [], this.#object, field, ROW);
  }

  asked(path: string): void {
    const [name = "", ...rest] = path.split(".");
    if (name === "id" && rest.length === 0) return this.#add("id", [], this.#object, undefined, ROW);
    const field = this.#object.fields.get(name);
    if (!field || !this.#visible(this.#object, field)) this.#refuse(path);
    if (rest.length === 0 || !field.target) return this.#add(path, [], this.#object, field, ROW, rest[0]);
    const target = this.#ctx.catalogue.object(field.target);
    const [inner = "", part] = rest;
    const innerField = target.fields.get(inner);
    if (field.type.storage === "links" || (inner !== "id" && (!innerField || !this.#visible(target, innerField))))
      this.#refuse(path);
    assertMay(this.#ctx.actor, target, "export");
    const way = [{ object: this.#object, field }];
    if (field.type.storage === "columns") return this.#add(path, way, target, innerField, "tx", part, field);
    if (innerField?.source === "statistics") this.#refuse(path);
    if (this.lines && this.lines !== field)
      throw new InvalidInput([
        { path: "fields", message: `rows are made of ${this.lines.name} or of ${name}, not of both` },
      ]);
    this.lines = field;
    return this.#add(path, way, target, innerField, LINE, part);
  }

  /** What only the machine may know is in no file, whoever asks. */
  #visible(object: CatalogueObject, field: CatalogueField): boolean {
    return field.definition.secret !== true && fieldAccess(this.#ctx.actor, object, field) !== "hidden";
  }

  #refuse(path: string): never {
    throw new InvalidInput([{ path: "fields", message: `${this.#object.name} has no column "${path}"` }]);
  }

  /** @param hop the relation over which the value is reached. */
  #add(
    name: string,
    way: ExportColumn["way"],
    object: CatalogueObject,
    field: CatalogueField | undefined,
    alias: string,
    part?: string,
    hop?: CatalogueField,
  ): void {
    const push = (text: Sql, cell: CellKind = "text", inner?: string): void => {
      const step = { object, field, ...(inner === undefined ? {} : { part: inner }) };
      const ending = inner === undefined || part !== undefined ? "" : `.${inner}`;
      const reached = hop ? this.#over(hop, object, alias, field?.source === "statistics", text) : text;
      this.columns.push({ name: `${name}${ending}`, way: [...way, step], text: reached, cell });
    };
    if (!field) return push(sql`${sql.ref(`${alias}.id`)}::text`);
    if (field.target && part === undefined) return push(this.#related(object, field, alias));
    const face = faceOf(field);
    const column = columnOf(this.#ctx, alias, field);
    const parts = field.target ? undefined : face.parts?.(column, field.definition);
    const wanted = Object.entries(parts ?? {}).filter(([each]) => part === undefined || part === each);
    if (part !== undefined && wanted.length === 0) this.#refuse(name);
    if (parts) for (const [each, { text, cell }] of wanted) push(text, cell, each);
    else push(face.exportText?.(column, field.definition) ?? sql`${column("")}::text`, face.cell);
  }

  #over(hop: CatalogueField, target: CatalogueObject, alias: string, statistics: boolean, value: Sql): Sql {
    return sql`(select ${value} from ${fromObject(target, alias, statistics)} where ${sql.ref(`${alias}.id`)} = ${columnOf(this.#ctx, ROW, hop)("_id")} and ${this.#seen(target, alias)})`;
  }

  #seen(target: CatalogueObject, alias: string): Sql {
    return sql`${sql.ref(`${alias}.deleted_at`)} is null and ${rowCondition(this.#ctx, target, alias)}`;
  }

  /** Related records that the viewer may see, by name; lines by their number. */
  #related(object: CatalogueObject, field: CatalogueField, alias: string): Sql {
    const target = this.#ctx.catalogue.object(field.target!);
    const hop = `${alias}r`;
    const id = sql.ref(`${hop}.id`);
    const from = fromObject(target, hop, false);
    if (field.type.storage === "columns")
      return sql`(select ${this.#called(target, hop)} from ${from} where ${id} = ${columnOf(this.#ctx, alias, field)("_id")} and ${this.#seen(target, hop)})`;
    const own = sql.ref(`${alias}.id`);
    if (field.type.storage === "links")
      return sql`(select string_agg(${this.#called(target, hop)}, '; ' order by l.position) from ${sql.id(linkTable(object, field))} as l
        join ${from} on ${id} = l.to_id where l.from_id = ${own} and ${this.#seen(target, hop)})`;
    const by = parentField(this.#ctx.catalogue, target);
    return sql`(select count(*)::text from ${from} where ${columnOf(this.#ctx, hop, by)("_id")} = ${own} and ${this.#seen(target, hop)})`;
  }

  #called(target: CatalogueObject, alias: string): Sql {
    const id = sql`${sql.ref(`${alias}.id`)}::text`;
    if (!this.#keys) return sql`coalesce(${titleOf(this.#ctx, target, alias)}, ${id})`;
    const key = [...target.fields.values()].find(
      (field) =>
        field.definition.unique &&
        field.definition.sensitive !== true &&
        !field.target &&
        field.source === "own" &&
        this.#visible(target, field),
    );
    return key ? sql`coalesce(${columnOf(this.#ctx, alias, key)("")}::text, ${id})` : id;
  }
}
