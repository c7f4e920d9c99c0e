/** The two interpreters of the filter language give the same answer: random filters over random records. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import type { Filter } from "#model/filter.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import { KNOWN_NAMES } from "#model/name-key/known-names.ts";
import { matches } from "#model/matches.ts";
import { operatorsOf } from "#model/operand.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import type { Context } from "../context.ts";
import { createRecords } from "../records/records.ts";
import { compileFilter } from "./filter.ts";
import { fromObject } from "./columns.ts";
import { list } from "./list.ts";

const RUNS = 400;
const NAMES = [
  "Ali Traders",
  "अली ट्रेडर्स",
  "علی ٹریڈرز",
  "Élan Vital",
  "élan  vital",
  "100% Pure_Cotton",
  "ali",
  "Zed",
  ...KNOWN_NAMES.slice(0, 4).flatMap((name, n) =>
    name.map((part, script) => `${part} ${KNOWN_NAMES[n + 20]![script]}`),
  ),
];

async function fill(ctx: Context): Promise<void> {
  const industries = (ctx.catalogue.object("company").fields.get("industry")!.definition["options"] as
    | string[]
    | undefined) ?? ["retail"];
  const companies = Array.from({ length: 30 }, (_, n) => ({
    name: NAMES[n % NAMES.length],
    ...(n % 4 === 0 ? {} : { number: String(1000 + n) }),
    ...(n % 3 === 0 ? {} : { industry: industries[n % industries.length] }),
    ...(n % 2 === 0 ? { nextTouchOn: `2026-11-${String((n % 28) + 1).padStart(2, "0")}` } : {}),
    ...(n % 5 === 0 ? {} : { emails: [`sales${n}@example.com`, `x${n}@example.org`] }),
    tags: n % 3 === 0 ? [{ name: "vip" }] : n % 3 === 1 ? [{ name: "vip" }, { name: "late" }] : [],
  }));
  await createRecords(ctx, "tag", [{ name: "vip" }, { name: "late" }]);
  const made = await createRecords(ctx, "company", companies);
  await createRecords(
    ctx,
    "contact",
    Array.from({ length: 40 }, (_, n) => ({
      name: NAMES[(n * 3) % NAMES.length],
      ...(n % 4 === 0 ? {} : { company: made[n % 20]!.id }),
      ...(n % 3 === 0 ? { birthday: `19${60 + n}-02-28` } : {}),
    })),
  );
}

/** Every record with its related records inside, as the interpreter in memory wants them. */
async function everything(ctx: Context): Promise<{ company: RecordJson[]; contact: RecordJson[] }> {
  const all = async (object: string, include: string[]) =>
    (JSON.parse(await list(ctx, object, { limit: 200, include })) as { data: RecordJson[] }).data;
  const company = await all("company", []);
  const contact = await all("contact", ["company"]);
  for (const record of company)
    record["contacts"] = contact.filter((each) => (each["company"] as JsonObject | null)?.["id"] === record.id);
  return { company, contact };
}

function operandsOf(object: CatalogueObject, fieldName: string, records: RecordJson[]): fc.Arbitrary<Json> {
  const field = object.fields.get(fieldName)!;
  const seen = records.map((record) => record[fieldName]).filter((value) => value !== null && value !== undefined);
  const flat = seen.map((value) =>
    Array.isArray(value) ? ((value[0] as JsonObject | undefined)?.["value"] ?? value[0]) : value,
  ) as Json[];
  return fc.constantFrom<Json>(
    ...flat.slice(0, 20),
    field.type.example(3, field.definition),
    "ali",
    "a",
    "%",
    "_",
    "2026-11-10",
    30,
  );
}

function filters(
  objects: Record<string, CatalogueObject>,
  records: { company: RecordJson[]; contact: RecordJson[] },
): (name: "company" | "contact") => fc.Arbitrary<Filter> {
  const condition = (name: "company" | "contact", prefix = ""): fc.Arbitrary<Filter> =>
    fc
      .constantFrom(
        ...[...objects[name]!.fields.values()].filter(
          (field) => field.source === "own" && Object.keys(field.type.operators).length > 0,
        ),
      )
      .chain((field) =>
        fc.constantFrom(...Object.entries(operatorsOf(field))).chain(([op, shape]) => {
          const one = operandsOf(objects[name]!, field.name, records[name]);
          const value: fc.Arbitrary<Json> =
            shape === "none"
              ? fc.constant(null)
              : shape === "many"
                ? fc.array(one, { maxLength: 3 })
                : shape === "range"
                  ? fc.record({ from: one, to: one })
                  : one;
          return value.map(
            (each) => ({ field: `${prefix}${field.name}`, op, ...(shape === "none" ? {} : { value: each }) }) as Filter,
          );
        }),
      );
  return (name) => {
    const leaf =
      name === "contact"
        ? fc.oneof(condition("contact"), condition("company", "company."))
        : fc.oneof(
            condition("company"),
            fc.record({
              has: fc.constant("contacts"),
              where: condition("contact"),
              count: fc.record({
                op: fc.constantFrom("eq", "gte", "lt", "lte", "gt", "ne"),
                value: fc.integer({ min: 0, max: 3 }),
              }),
            }) as fc.Arbitrary<Filter>,
          );
    return fc.letrec<{ node: Filter }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 2 },
        leaf,
        fc.record({ not: tie("node") }),
        fc.record({ and: fc.array(tie("node"), { maxLength: 3 }) }),
        fc.record({ or: fc.array(tie("node"), { maxLength: 3 }) }),
      ),
    })).node;
  };
}

test("SQL and memory agree on every filter, and refuse the same ones", async (t) => {
  const { ctx } = await testWorkspace(t);
  await fill(ctx);
  const records = await everything(ctx);
  const judging = { catalogue: ctx.catalogue, settings: ctx.workspace.settings, now: new Date("2026-11-22T10:00:00Z") };
  const fixed: Context = { ...ctx, now: () => judging.now };
  const objects = { company: ctx.catalogue.object("company"), contact: ctx.catalogue.object("contact") };
  const make = filters(objects, records);
  let judged = 0;
  for (const name of ["company", "contact"] as const) {
    await fc.assert(
      fc.asyncProperty(make(name), async (filter) => {
        let expected: string[];
        try {
          expected = records[name]
            .filter((record) => matches(judging, objects[name], filter, record))
            .map((record) => record.id);
        } catch (error) {
          assert.ok(error instanceof InvalidInput);
          return;
        }
        let condition;
        try {
          condition = compileFilter(fixed, objects[name], filter, "t");
        } catch (error) {
          // Memory stops at the first part that decides; SQL reads all of them, and may find one that does not fit.
          assert.ok(error instanceof InvalidInput);
          return;
        }
        const rows = await ctx.db.query<{ id: string }>(
          sql`select t.id from ${fromObject(objects[name], "t", true)} where t.deleted_at is null and ${condition}`,
        );
        assert.deepEqual(rows.map((row) => row.id).sort(), expected.sort());
        judged += 1;
      }),
      { numRuns: RUNS },
    );
  }
  assert.ok(judged > RUNS, `only ${judged} filters were judged`);
});
