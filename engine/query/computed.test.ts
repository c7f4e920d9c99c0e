/** Formulas: SQL and memory give the same answer for random formulas over random rows; what an index holds is what is read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "#model/sql.ts";
import { makeCatalogue } from "#model/catalogue.ts";
import type { FieldPath } from "#model/computed.ts";
import { fold } from "#model/folding.ts";
import { evaluate } from "#model/formula/evaluate.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { faceOf as faceByField } from "#fields/sql.ts";
import { fieldTypes } from "#fields/index.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { createRecords, create } from "../records/records.ts";
import { columnOf } from "./column-of.ts";
import { generatedExpression, sortSuffixOf } from "./columns.ts";
import { read } from "./read.ts";

const OBJECT = "x_thing";
const FIELDS: Record<string, [type: string, settings?: JsonObject]> = {
  n: ["number"],
  k: ["integer"],
  t: ["text"],
  c: ["choice", { options: ["won", "lost", "onHold"] }],
  yes: ["boolean"],
  d: ["date"],
  at: ["datetime"],
  m: ["money"],
  o: ["money"],
  other: ["relation", { to: OBJECT }],
};

/** The context as the next request would have it. */
const anew = async ({ engine, workspace }: TestWorkspace): Promise<Context> =>
  engine.systemContext(await engine.workspaces.get(workspace.slug));

const field = (object: string, name: string, type: string, settings: JsonObject = {}) => ({
  object,
  name,
  type,
  label: { en: name },
  settings,
});

async function things(at: TestWorkspace): Promise<Context> {
  await create(at.ctx, "customObject", { name: OBJECT, label: { en: { one: "Thing", many: "Things" } } });
  const ctx = await anew(at);
  await createRecords(
    ctx,
    "customField",
    Object.entries(FIELDS).map(([name, [type, settings]]) => field(OBJECT, name, type, settings)),
  );
  return anew(at);
}

const NUMBERS = ["0", "1", "-7.25", "0.000000000001", "123456789012345678.9", "3", "100", null];
const TEXTS = ["Élan  Vital", "अली ١٢", "علي ٹریڈرز", "straße", " ΣΟΦΟΣ ", "a", "𝒜b", null];
const DAYS = ["2024-02-29", "0001-01-01", "9999-12-31", "1999-12-31", "2026-06-15", null];

async function fill(ctx: Context): Promise<JsonObject[]> {
  const of = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
  const rows = Array.from({ length: 40 }, (_, n) => ({
    name: `thing ${n}`,
    x_n: of(NUMBERS, n),
    x_k: n % 5 === 0 ? null : n - 12,
    x_t: of(TEXTS, n * 3),
    x_c: of(["won", "lost", "onHold", null], n),
    x_yes: of([true, false, null], n),
    x_d: of(DAYS, n * 5),
    x_at: of(["2026-03-29T01:30:00.123Z", "2020-01-01T23:59:59Z", null], n),
    x_m: n % 4 === 0 ? null : { amount: `${n}.55` },
    x_o: n % 3 === 0 ? null : { amount: `${-n}.005` },
  }));
  const made = await createRecords(ctx, OBJECT, rows);
  const ids = made.map(({ id }) => id!);
  const table = sql.id(ctx.catalogue.object(OBJECT).table);
  const [other, m] = [
    ctx.catalogue.object(OBJECT).fields.get("x_other")!,
    ctx.catalogue.object(OBJECT).fields.get("x_m")!,
  ];
  await ctx.db.query(
    sql`update ${table} set ${sql.id(`${other.column}_id`)} = (${ids}::uuid[])[1 + (length(name) * 7 + ascii(right(name, 1))) % 40] where ascii(right(name, 1)) % 4 > 0`,
  );
  await ctx.db.query(
    sql`update ${table} set ${sql.id(`${m.column}_currency`)} = 'USD', ${sql.id(`${m.column}_base`)} = ${sql.id(`${m.column}_amount`)} * 83.1234 where ascii(right(name, 1)) % 2 = 0`,
  );
  return Promise.all(ids.map((id) => read(ctx, OBJECT, id)));
}

type Texts = fc.Arbitrary<string>;
const call = (name: string, ...parts: Texts[]): Texts =>
  fc.tuple(...parts).map((said) => `${name}(${said.join(", ")})`);
const sign = (signs: string[], a: Texts, b: Texts): Texts =>
  fc.tuple(a, fc.constantFrom(...signs), b).map(([x, s, y]) => `(${x} ${s} ${y})`);

const formulas = fc.letrec<Record<"number" | "text" | "boolean" | "date" | "money", string>>((tie) => {
  const [number, text, boolean, date, money] = [tie("number"), tie("text"), tie("boolean"), tie("date"), tie("money")];
  const any = fc.oneof(number, text, boolean, date, money);
  const path = (...names: string[]) =>
    fc
      .tuple(fc.constantFrom("", "", "", "x_other.", "x_other.x_other."), fc.constantFrom(...names))
      .map((at) => at.join(""));
  const choosing = (of: Texts): Texts[] => [
    call("if", boolean, of, of),
    call("if", boolean, of),
    call("ifBlank", of, of),
  ];
  const few = { maxDepth: 4, depthIdentifier: "f" } as const;
  return {
    number: fc.oneof(
      few,
      fc.oneof(path("x_n", "x_k"), fc.constantFrom("0", "2", "0.5", "33.333", "1000000")),
      sign(["+", "-", "*", "/"], number, number),
      call("round", number, fc.constantFrom("0", "3")),
      ...["abs", "floor", "ceiling", "-"].map((name) => call(name, number)),
      ...["mod", "min", "max"].map((name) => call(name, number, number)),
      call("length", text),
      ...["year", "month", "day", "weekday"].map((name) => call(name, date)),
      call("daysBetween", date, date),
      call("hoursBetween", path("x_at"), path("x_at", "createdAt")),
      call("amount", money),
      sign(["/"], money, money),
      ...choosing(number),
    ),
    text: fc.oneof(
      few,
      fc.oneof(path("x_t", "x_c", "name"), fc.constantFrom('"Ünter  Ali"', "'won'", '"  x"')),
      sign(["&"], any, any),
      call("concat", any, any, any),
      ...["upper", "lower", "trim"].map((name) => call(name, text)),
      ...["left", "right"].map((name) => call(name, text, fc.constantFrom("1", "3"))),
      call("text", any),
      call("currency", money),
      ...choosing(text),
    ),
    boolean: fc.oneof(
      few,
      fc.oneof(path("x_yes"), fc.constantFrom("true", "false")),
      ...[number, text, date, money].map((of) => sign(["=", "<>", "<", "<=", ">", ">="], of, of)),
      sign(["and", "or"], boolean, boolean),
      call("not", boolean),
      call("isBlank", any),
      ...["contains", "startsWith", "endsWith"].map((name) => call(name, text, text)),
      ...choosing(boolean),
    ),
    date: fc.oneof(
      few,
      fc.oneof(path("x_d"), fc.constant('date("2025-01-31")')),
      call("addDays", date, number),
      call("addMonths", date, number),
      call("date", path("x_at")),
      call("max", date, date),
      ...choosing(date),
    ),
    money: fc.oneof(
      few,
      path("x_m", "x_o"),
      sign(["*", "/"], money, number),
      sign(["+", "-"], money, money),
      call("round", money, fc.constant("2")),
      call("money", number),
      ...choosing(money),
    ),
  };
});

/** The catalogue with these formulas beside what stands. */
function withFormulas(ctx: Context, texts: readonly string[]): Context {
  const added = Object.fromEntries(
    texts.map((expression, n) => [`x_f${n}`, { type: "formula", expression, index: true, column: `xf${n}` }]),
  );
  const definitions = [...ctx.catalogue.objects.values()].map(({ name, definition }) =>
    name === OBJECT ? { ...definition, fields: { ...definition.fields, ...added } } : definition,
  );
  return { ...ctx, catalogue: makeCatalogue(definitions, fieldTypes, ctx.catalogue) };
}

const AT_ONCE = 25;

test("SQL and memory reckon any formula alike, and an index holds what is read", async (t) => {
  const at = await testWorkspace(t);
  const ctx = await things(at);
  const rows = await fill(ctx);
  const byId = new Map(rows.map((row) => [row["id"] as string, row]));
  const { timeZone, baseCurrency } = ctx.workspace.settings;
  const any = fc.oneof(formulas.number, formulas.text, formulas.boolean, formulas.date, formulas.money);
  await fc.assert(
    fc.asyncProperty(fc.array(any, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (texts) => {
      const seeing = withFormulas(ctx, texts);
      const object = seeing.catalogue.object(OBJECT);
      const fields = texts.map((_, n) => object.fields.get(`x_f${n}`)!).filter(({ computed }) => !computed!.fault);
      for (const [n, text] of texts.entries()) {
        const { fault } = object.fields.get(`x_f${n}`)!.computed!;
        assert.ok(!fault || ["formula.deep", "formula.long"].includes(fault.code), `${text}: ${fault?.message}`);
      }
      // As it is read where nothing stands ready for it.
      for (const each of fields) each.computed!.generated = false;
      const parts = fields.flatMap((each) => {
        const column = columnOf(seeing, "t", each);
        const suffix = sortSuffixOf(each);
        const key = sql`(${column(suffix)})::text as ${sql.id(`${each.name}_sort`)}`;
        const ready = each.computed!.steady
          ? [sql`(${sql.raw(generatedExpression(each)(suffix))})::text as ${sql.id(`${each.name}_ready`)}`]
          : [];
        return [
          sql`${faceByField(each.definition).read(column, each.definition)} as ${sql.id(each.name)}`,
          key,
          ...ready,
        ];
      });
      const answers = await ctx.db.query(sql<{ id: string; row: string }>`
        select id, (select to_json(r) from (select ${sql.join(parts)}) as r)::text as row from ${sql.id(object.table)} as t`);
      const valueIn = (row: Json | undefined, path: FieldPath): Json => {
        let inside = row as JsonObject | undefined;
        for (const hop of path.hops)
          inside = byId.get((inside?.[hop.field.name] as JsonObject | null)?.["id"] as string);
        return inside?.[path.field.name] ?? null;
      };
      for (const each of fields) {
        const { tree, decimals } = each.computed!.formula!;
        const text = texts[Number(each.name.slice(3))]!;
        for (const { id, row: written } of answers) {
          const row = JSON.parse(written) as JsonObject;
          const env = {
            value: (path: FieldPath) => valueIn(byId.get(id), path),
            now: ctx.now(),
            timeZone,
            baseCurrency,
          };
          const wanted = evaluate(tree, env, decimals);
          const got = row[each.name]!;
          const where = `${text} of ${JSON.stringify(byId.get(id))}`;
          if (tree.kind === "money" && wanted !== null) sameMoney(got, wanted as JsonObject, where);
          else assert.equal(got, wanted, where);
          if (tree.kind === "text")
            assert.equal(row[`${each.name}_sort`], wanted === null ? null : fold(wanted as string), where);
          if (each.computed!.steady)
            assert.equal(row[`${each.name}_ready`], row[`${each.name}_sort`], `ready: ${where}`);
        }
      }
    }),
    { numRuns: 10, endOnFailure: true },
  );
});

/** Read with the decimals that its currency is written with. */
function sameMoney(got: Json, wanted: JsonObject, where: string): void {
  const money = got as JsonObject;
  assert.equal(Number(money["amount"]), Number(wanted["amount"]), where);
  assert.equal(money["currency"], wanted["currency"], where);
  assert.equal(money["base"] === undefined, wanted["base"] === undefined, where);
}
