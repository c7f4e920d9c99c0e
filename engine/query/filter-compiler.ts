/** The filter language in SQL. Values are parameters, names come from the catalogue, rights hold on every hop. */
import { sql } from "#model/sql.ts";
import { parentField, type CatalogueField, type CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import { isCondition, isRelated, withinBounds, type Condition, type Filter, type Related } from "#model/filter.ts";
import { readOperand, withMe } from "#model/operand.ts";
import type { Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import type { ColumnOf, Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { fieldAccess } from "../access/rights.ts";
import { linkTable } from "../schema/desired.ts";
import { columnWith, faceOf, fromObject } from "./columns.ts";

/** The viewer's rights on a related record, as a condition on the row with that alias. */
export type Reach = (target: CatalogueObject, alias: string) => Sql;

const COMPARE = { eq: "=", ne: "<>", lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;
/** Operators that hold for a record which has nothing there; over a hop they are "not (the opposite)". */
const NEGATIONS: Partial<Record<Operator, Operator>> = {
  ne: "eq",
  notIn: "in",
  notContains: "contains",
  empty: "notEmpty",
  hasNone: "hasAny",
};

/**
 * Compiles one filter. Without `reach` it is a condition of the rights themselves: fields hidden from the viewer may decide
 * what the viewer sees, and related records count whoever may see them.
 */
export class FilterCompiler {
  readonly #ctx: Context;
  readonly #reach: Reach | undefined;
  /** Aliases of an inner filter begin with the outer alias, so that they never shadow it. */
  readonly #prefix: string;
  #hops = 0;

  constructor(ctx: Context, reach: Reach | undefined, prefix: string) {
    this.#ctx = ctx;
    this.#reach = reach;
    this.#prefix = prefix;
  }

  /** @throws InvalidInput naming the place in the filter. */
  compile(object: CatalogueObject, filter: Filter, alias: string, path = "filter"): Sql {
    if (path === "filter" && !withinBounds(filter))
      throw new InvalidInput([{ path, message: "is too deep or too wide: 8 levels and 100 conditions at most" }]);
    if (isCondition(filter)) return this.#condition(object, filter, alias, path);
    if (isRelated(filter)) return this.#related(object, filter, alias, path);
    if ("not" in filter) return sql`not ${this.compile(object, filter.not, alias, `${path}.not`)}`;
    const [word, parts] = "and" in filter ? (["and", filter.and] as const) : (["or", filter.or] as const);
    if (parts.length === 0) return word === "and" ? sql`true` : sql`false`;
    const compiled = parts.map((part, index) => this.compile(object, part, alias, `${path}.${word}.${index}`));
    return sql`(${sql.join(compiled, word === "and" ? sql` and ` : sql` or `)})`;
  }

  #condition(object: CatalogueObject, condition: Condition, alias: string, path: string): Sql {
    const [name, ...rest] = condition.field.split(".");
    if (name === "id" && rest.length === 0) return this.#byId(condition, alias, path);
    const field = this.#visible(object, name!, `${path}.field`);
    if (rest.length > 0) return this.#hop(field, { ...condition, field: rest.join(".") }, alias, path);
    const operand = readOperand(
      field,
      condition.op,
      withMe(condition.value ?? null, this.#ctx.actor.userId),
      this.#ctx.workspace.settings,
      this.#ctx.now(),
      path,
    );
    if (field.type.storage !== "columns") return this.#linked(object, field, condition.op, operand, alias);
    return faceOf(field).condition(condition.op, this.#column(alias, field), operand, field.definition);
  }

  #byId(condition: Condition, alias: string, path: string): Sql {
    const ids = Array.isArray(condition.value) ? condition.value : [condition.value ?? null];
    const good = ids.every((id) => typeof id === "string" && /^[0-9a-f-]{36}$/.test(id));
    if (!good || !["eq", "in", "ne", "notIn"].includes(condition.op))
      throw new InvalidInput([{ path, message: "id takes eq, ne, in or notIn with ids" }]);
    const among = sql`${sql.ref(`${alias}.id`)} = any(${ids}::uuid[])`;
    return condition.op === "ne" || condition.op === "notIn" ? sql`not ${among}` : among;
  }

  /** `customer.country`: a condition on the record that a relation to one points at. */
  #hop(field: CatalogueField, condition: Condition, alias: string, path: string): Sql {
    if (!field.target)
      throw new InvalidInput([{ path: `${path}.field`, message: `${field.name} points at no other record` }]);
    const positive = NEGATIONS[condition.op];
    if (positive) return sql`not ${this.#hop(field, { ...condition, op: positive }, alias, path)}`;
    const target = this.#ctx.catalogue.object(field.target);
    const many = field.type.storage !== "columns";
    return many
      ? this.#exists(this.#joined(field, alias), target, condition, path)
      : this.#exists(
          (hop) => sql`${sql.ref(`${hop}.id`)} = ${this.#column(alias, field)("_id")}`,
          target,
          condition,
          path,
        );
  }

  #joined(field: CatalogueField, alias: string): (hop: string) => Sql {
    if (field.type.storage === "children") {
      const by = parentField(this.#ctx.catalogue, this.#ctx.catalogue.object(field.target!));
      return (hop) => sql`${this.#column(hop, by)("_id")} = ${sql.ref(`${alias}.id`)}`;
    }
    const table = linkTable(this.#ctx.catalogue.objectOf(field), field);
    return (hop) =>
      sql`${sql.ref(`${hop}.id`)} in (select to_id from ${sql.id(table)} where from_id = ${sql.ref(`${alias}.id`)})`;
  }

  #exists(join: (hop: string) => Sql, target: CatalogueObject, condition: Filter, path: string): Sql {
    const { from, where } = this.#rows(join, target, condition, path);
    return sql`exists (select 1 from ${from} where ${where})`;
  }

  #rows(
    join: (hop: string) => Sql,
    target: CatalogueObject,
    condition: Filter | undefined,
    path: string,
  ): { from: Sql; where: Sql } {
    this.#hops += 1;
    const hop = `${this.#prefix}h${this.#hops}`;
    const inner = condition ? this.compile(target, condition, hop, path) : sql`true`;
    const rights = this.#reach ? this.#reach(target, hop) : sql`true`;
    return {
      from: fromObject(target, hop, true),
      where: sql`${join(hop)} and ${sql.ref(`${hop}.deleted_at`)} is null and ${rights} and ${inner}`,
    };
  }

  #column(alias: string, field: CatalogueField): ColumnOf {
    return columnWith(this.#ctx, this.#reach ?? (() => sql`true`), alias, field);
  }

  /** Related records, counted: children, links, or another object's relation seen from here. */
  #related(object: CatalogueObject, related: Related, alias: string, path: string): Sql {
    const { target, join } = this.#relation(object, related.has, alias, `${path}.has`);
    const { from, where } = this.#rows(join, target, related.where, `${path}.where`);
    const count = related.count ?? { op: "gte", value: 1 };
    if (count.op === "gte" && count.value === 1) return sql`exists (select 1 from ${from} where ${where})`;
    if (count.op === "eq" && count.value === 0) return sql`not exists (select 1 from ${from} where ${where})`;
    const enough = sql`select 1 from ${from} where ${where} limit ${count.value + 1}`;
    return sql`(select count(*) from (${enough}) as counted) ${sql.raw(COMPARE[count.op])} ${count.value}`;
  }

  #relation(
    object: CatalogueObject,
    name: string,
    alias: string,
    path: string,
  ): { target: CatalogueObject; join: (hop: string) => Sql } {
    const inverse = object.inverse.get(name);
    if (inverse) {
      const target = this.#ctx.catalogue.object(inverse.object);
      const field = this.#visible(target, inverse.field, path);
      return { target, join: (hop) => sql`${this.#column(hop, field)("_id")} = ${sql.ref(`${alias}.id`)}` };
    }
    const field = this.#visible(object, name, path);
    if (!field.target) throw new InvalidInput([{ path, message: `${name} points at no other records` }]);
    const target = this.#ctx.catalogue.object(field.target);
    if (field.type.storage !== "columns") return { target, join: this.#joined(field, alias) };
    return { target, join: (hop) => sql`${sql.ref(`${hop}.id`)} = ${this.#column(alias, field)("_id")}` };
  }

  #linked(object: CatalogueObject, field: CatalogueField, op: Operator, operand: Json, alias: string): Sql {
    const target = this.#ctx.catalogue.object(field.target!);
    const any = (ids: Json | null): Sql => {
      const { from, where } = this.#rows(
        this.#joined(field, alias),
        target,
        ids === null ? undefined : { field: "id", op: "in", value: ids },
        "filter",
      );
      return sql`exists (select 1 from ${from} where ${where})`;
    };
    switch (op) {
      case "empty":
        return sql`not ${any(null)}`;
      case "notEmpty":
        return any(null);
      case "hasAny":
        return any(operand);
      case "hasNone":
        return sql`not ${any(operand)}`;
      case "hasAll":
        return sql`(${sql.join([any(null), ...(operand as Json[]).map((id) => any([id]))], sql` and `)})`;
      default:
        throw new InvalidInput([{ path: "filter.op", message: `${object.name}.${field.name} does not take ${op}` }]);
    }
  }

  #visible(object: CatalogueObject, name: string, path: string): CatalogueField {
    const field = this.#ctx.catalogue.field(object, name, path);
    if (this.#reach && fieldAccess(this.#ctx.actor, object, field) === "hidden") {
      throw new InvalidInput([{ path, message: `${object.name} has no field "${name}"` }]);
    }
    return field;
  }
}
