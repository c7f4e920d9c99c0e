/** Computed fields in SQL: what stands where a column would, within the rights of who reads. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { FieldPath } from "#model/computed.ts";
import type { Typed } from "#model/formula/check.ts";
import { MOST_DAYS, MOST_MONTHS } from "#model/formula/evaluate.ts";
import type { Kind } from "#model/formula/kind.ts";
import { carriedBy } from "#model/formula/money.ts";
import { folded } from "#fields/comparing/folded.sql.ts";
import type { ColumnOf, Sql } from "#fields/sql-face.ts";
import { sqlFaces } from "#fields/sql.ts";

/** What the expressions need of the world around the row. */
export interface Around {
  timeZone: string;
  baseCurrency: string;
  /** The column of a field of the row with that alias. */
  column: (alias: string, field: CatalogueField) => ColumnOf;
  /** The related record's row, as far as who reads may see it. */
  seen: (target: CatalogueObject, alias: string) => Sql;
  target: (field: CatalogueField) => CatalogueObject;
  /** Rows of the object under that alias, statistics beside them. */
  from: (object: CatalogueObject, alias: string) => Sql;
}

/** Which of the amounts of money: in its own currency, or the company's. */
type Mode = "amount" | "base";

/** The columns that a computed field would have, by suffix. */
export function computedColumns(around: Around, alias: string, field: CatalogueField): ColumnOf {
  const { formula, lookup } = field.computed!;
  if (lookup) return (suffix) => reached(around, alias, lookup, (at, found) => around.column(at, found)(suffix));
  if (!formula) return (suffix) => blank(field, suffix);
  const compiler = new Compiler(around, alias);
  const { tree, decimals } = formula;
  return (suffix) => {
    switch (tree.kind) {
      case "number":
        return shown(compiler.of(tree, "base"), decimals);
      case "text":
        return suffix === "_key" ? folded(compiler.of(tree, "base")) : compiler.of(tree, "base");
      case "money":
        return moneyColumn(compiler, tree, decimals, suffix);
      default:
        return compiler.of(tree, "base");
    }
  };
}

/** What cannot be reckoned is blank, in the type of its column. */
function blank(field: CatalogueField, suffix: string): Sql {
  const cast = sqlFaces[field.type.name]!.columns(field.definition)[suffix]?.cast ?? "text";
  return sql`null::${sql.raw(cast)}`;
}

function moneyColumn(compiler: Compiler, tree: Typed<FieldPath>, decimals: number, suffix: string): Sql {
  const carried = carriedBy(tree);
  const mode = carried ? "amount" : "base";
  if (suffix === "_base") return shown(compiler.of(tree, "base"), decimals);
  const amount = shown(compiler.of(tree, mode), decimals);
  if (suffix === "_amount") return amount;
  return sql`(case when ${amount} is not null then ${compiler.currency(carried)} end)`;
}

/** As the value of a field: thirty digits at most, else nothing. */
const shown = (value: Sql, decimals: number): Sql =>
  sql`round(${within(value, sql`1e30::numeric`, sql`-1e30::numeric`)}, ${sql.lit(decimals)})`;

/** The value where it is between both bounds, else null. The value is written once, so that formulas upon formulas do not double. */
const within = (value: Sql, top: Sql, bottom: Sql): Sql =>
  sql`nullif(nullif(greatest(least(${value}, ${top}), ${bottom}), ${top}), ${bottom})`;

/** What `give` makes of the row at the end of the path; null where there is none, or none that may be seen. */
function reached(
  around: Around,
  alias: string,
  path: FieldPath,
  give: (alias: string, field: CatalogueField) => Sql,
): Sql {
  const step = (place: number, from: string): Sql => {
    const hop = path.hops[place];
    if (!hop) return give(from, path.field);
    const at = `${from}f`;
    const target = around.target(hop.field);
    return sql`(select ${step(place + 1, at)} from ${around.from(target, at)}
      where ${sql.ref(`${at}.id`)} = ${around.column(from, hop.field)("_id")} and ${sql.ref(`${at}.deleted_at`)} is null and ${around.seen(target, at)})`;
  };
  return step(0, alias);
}

const COMPARE: Record<string, string> = { eq: "=", ne: "<>", lt: "<", lte: "<=", gt: ">", gte: ">=" };
const RECKON: Record<string, string> = { add: "+", sub: "-", mul: "*" };
const CAST: Record<Kind, string> = {
  number: "numeric",
  money: "numeric",
  text: "text",
  boolean: "boolean",
  date: "date",
  datetime: "timestamptz",
};
/** Days are counted from here. */
const EPOCH = sql`date '2000-01-01'`;

/** Texts carry collation "C" throughout: one is always needed, and no two may differ. */
const plain = (text: Sql): Sql => sql`(${text} collate "C")`;
const orBlank = (text: Sql): Sql => plain(sql`nullif(${plain(text)}, '')`);

class Compiler {
  readonly #around: Around;
  readonly #alias: string;

  constructor(around: Around, alias: string) {
    this.#around = around;
    this.#alias = alias;
  }

  of(tree: Typed<FieldPath>, mode: Mode): Sql {
    if (tree.is === "value") {
      const value = sql`${tree.value}::${sql.raw(CAST[tree.kind])}`;
      return tree.kind === "text" ? plain(value) : value;
    }
    if (tree.is === "field")
      return reached(this.#around, this.#alias, tree.field, (at, field) => this.#leaf(at, field, tree.kind, mode));
    return this.#call(tree, mode);
  }

  /** Of the money that comes from that field, or of the company. */
  currency(carried: FieldPath | undefined): Sql {
    if (!carried) return plain(sql`${this.#around.baseCurrency}::text`);
    return reached(this.#around, this.#alias, carried, (at, field) =>
      plain(this.#around.column(at, field)("_currency")),
    );
  }

  #leaf(alias: string, field: CatalogueField, kind: Kind, mode: Mode): Sql {
    const column = this.#around.column(alias, field);
    if (kind === "money") return column(`_${mode}`);
    if (kind === "number") return sql`${column("")}::numeric`;
    if (kind !== "text") return column("");
    const face = sqlFaces[field.type.name]!;
    return plain(face.text ? face.text(column, field.definition) : column(""));
  }

  #call(tree: Typed<FieldPath> & { is: "call" }, mode: Mode): Sql {
    const { name, parts } = tree;
    const inner: Mode = tree.kind === "money" ? mode : "base";
    const all = (): Sql[] => parts.map((part) => this.of(part, inner));
    const [a, b] = [() => this.of(parts[0]!, inner), () => this.of(parts[1]!, inner)] as const;
    const sign = COMPARE[name] ?? RECKON[name];
    if (sign !== undefined) return sql`(${a()} ${sql.raw(sign)} ${b()})`;
    switch (name) {
      case "if":
        return this.#text(
          tree,
          sql`(case when ${this.of(parts[0]!, "base")} then ${b()} else ${parts[2] ? this.of(parts[2], inner) : sql`null::${sql.raw(CAST[tree.kind])}`} end)`,
        );
      case "ifBlank":
        return this.#text(tree, sql`coalesce(${sql.join(all())})`);
      case "isBlank":
        return sql`(${a()} is null)`;
      case "and":
      case "or":
        return sql`(${a()} ${sql.raw(name)} ${b()})`;
      case "not":
        return sql`(not ${a()})`;
      case "neg":
        return sql`(- ${a()})`;
      case "div":
        return sql`(${a()} / nullif(${b()}, 0))`;
      case "mod":
        return sql`mod(${a()}, nullif(${b()}, 0))`;
      case "abs":
        return sql`abs(${a()})`;
      case "floor":
        return sql`floor(${a()})`;
      case "ceiling":
        return sql`ceil(${a()})`;
      case "round":
        return sql`round(${a()}, ${sql.lit(wholeOf(parts[1]))})`;
      case "min":
        return sql`least(${sql.join(all())})`;
      case "max":
        return sql`greatest(${sql.join(all())})`;
      case "money":
        return a();
      case "amount":
        return this.of(parts[0]!, carriedBy(parts[0]!) ? "amount" : "base");
      case "currency":
        return plain(sql`(case when ${a()} is not null then ${this.currency(carriedBy(parts[0]!))} end)`);
      case "text":
        return plain(this.#written(parts[0]!));
      default:
        return this.#textual(name, parts, a, b) ?? this.#dated(name, a, b);
    }
  }

  #text(tree: Typed<FieldPath>, value: Sql): Sql {
    return tree.kind === "text" ? plain(value) : value;
  }

  #written(part: Typed<FieldPath>): Sql {
    const value = this.of(part, "base");
    switch (part.kind) {
      case "number":
        return sql`trim_scale(${value})::text`;
      case "boolean":
        return sql`${value}::text`;
      case "date":
        return sql`(lpad(extract(year from ${value})::text, 4, '0') || '-' || lpad(extract(month from ${value})::text, 2, '0') || '-' || lpad(extract(day from ${value})::text, 2, '0'))`;
      case "datetime":
        return sql.instant(value);
      case "money": {
        const carried = carriedBy(part);
        return sql`(${plain(sql`trim_scale(${this.of(part, carried ? "amount" : "base")})::text`)} || ' ' || ${this.currency(carried)})`;
      }
      case "text":
        return value;
    }
  }

  #textual(name: string, parts: readonly Typed<FieldPath>[], a: () => Sql, b: () => Sql): Sql | undefined {
    switch (name) {
      case "join":
        return plain(sql`(${a()} || ${b()})`);
      case "concat":
        return orBlank(
          sql`(${sql.join(
            parts.map((part) => sql`coalesce(${this.of(part, "base")}, '')`),
            sql` || `,
          )})`,
        );
      case "length":
        return sql`length(${a()})::numeric`;
      case "upper":
      case "lower":
        return plain(sql`${sql.raw(name)}(${a()} collate "und-x-icu")`);
      case "trim":
        return orBlank(sql`btrim(${a()}, E' \\t\\n\\r')`);
      case "left":
      case "right":
        return plain(sql`${sql.raw(name)}(${a()}, ${sql.lit(wholeOf(parts[1]))})`);
      case "contains":
        return sql`(strpos(${a()}, ${b()}) > 0)`;
      case "startsWith":
        return sql`starts_with(${a()}, ${b()})`;
      case "endsWith":
        return sql`(right(${a()}, length(${b()})) = ${b()})`;
    }
    return undefined;
  }

  #dated(name: string, a: () => Sql, b: () => Sql): Sql {
    const { timeZone } = this.#around;
    const count = (most: number): Sql =>
      sql`${within(sql`trunc(${b()})`, sql`${sql.lit(most)}::numeric`, sql`${sql.lit(-most)}::numeric`)}::int`;
    switch (name) {
      case "today":
        return sql`(now() at time zone ${timeZone}::text)::date`;
      case "now":
        return sql`now()::timestamptz(3)`;
      case "date":
        return sql`(${a()} at time zone ${timeZone}::text)::date`;
      case "year":
      case "month":
      case "day":
        return sql`extract(${sql.raw(name)} from ${a()})`;
      case "weekday":
        return sql`extract(isodow from ${a()})`;
      case "addDays":
        return sql`(${EPOCH} + ${within(sql`((${a()} - ${EPOCH}) + ${count(MOST_DAYS)})`, sql.lit(AFTER_LAST), sql.lit(BEFORE_FIRST))})`;
      case "addMonths":
        return within(
          sql`(${a()} + make_interval(months => ${count(MOST_MONTHS)}))::date`,
          sql`date '10000-01-01'`,
          sql`date '0001-12-31 BC'`,
        );
      case "daysBetween":
        return sql`(${b()} - ${a()})::numeric`;
      case "hoursBetween":
        return sql`(extract(epoch from (${b()} - ${a()})) / 3600)`;
    }
    throw new Error(`no function "${name}"`);
  }
}

/** 10000-01-01 and the day before 0001-01-01, in days from the epoch. */
const AFTER_LAST = 2_921_940;
const BEFORE_FIRST = -730_120;

/** A number that the checks have found to be written out. */
const wholeOf = (part: Typed<FieldPath> | undefined): number => (part?.is === "value" ? Number(part.value) : 0);
