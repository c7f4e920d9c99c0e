/** The contract between the two interpreters: PostgreSQL stores, reads, sorts and compares each kind of value as memory does. */
import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import fc from "fast-check";
import { sql, type Sql } from "#model/sql.ts";
import pg from "pg";
import { compile } from "#engine/database/statement.ts";
import type { FieldDefinition, FieldType, Operand } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { operatorsOf } from "#model/operand.ts";
import type { Operator } from "#model/operator.ts";
import { fieldTypes } from "#fields/index.ts";
import { faceOf } from "#fields/sql.ts";
import type { ColumnOf } from "#fields/sql-face.ts";
import { testServer } from "../harness/server.ts";
import { fixturesOf, operandFor, SETTINGS, valuesOf } from "./fields-samples.ts";

let client: pg.Client;

before(async () => {
  client = new pg.Client((await testServer()).connection);
  await client.connect();
  await client.query("set time zone 'Asia/Karachi'; set datestyle to 'German'");
});
after(() => client.end());

async function query<Row extends object>(fragment: Sql): Promise<Row[]> {
  const { text, values } = compile(fragment);
  return (await client.query<Row>(text, values)).rows;
}

const columnOf: ColumnOf = (suffix) => sql.ref(`t.v${suffix}`);

/** A temporary table with the values, one a row by number; empty ones at its beginning and end. */
async function store(type: FieldType, field: FieldDefinition, values: Json[]): Promise<void> {
  const columns = Object.entries(faceOf(field).columns(field));
  const shape = columns.map(([suffix, column]) => `"v${suffix}" ${column.type}`).join(", ");
  const casts = columns.map(([suffix, column]) => `"v${suffix}" ${column.cast}`).join(", ");
  const rows = values.map((value, n) => ({
    n,
    ...Object.fromEntries(Object.entries(type.toColumns(value, field)).map(([suffix, part]) => [`v${suffix}`, part])),
  }));
  await client.query(`drop table if exists pg_temp.t; create temp table t (n int, ${shape})`);
  await client.query(`insert into t select * from json_to_recordset($1::json) as r(n int, ${casts})`, [
    JSON.stringify(rows),
  ]);
}

/** A rule gives money its base amount; no file brings it. */
function withoutBase(value: Json): Json {
  return isObject(value) && "base" in value ? { amount: value["amount"]!, currency: value["currency"]! } : value;
}

for (const type of Object.values(fieldTypes).filter((each) => each.storage === "columns")) {
  const fixtures = await fixturesOf(type);
  for (const [index, field] of fixtures.fields.entries()) {
    const values = [null, ...valuesOf(type, field, fixtures), null];

    suite(`${type.name} ${index + 1}`, () => {
      before(() => store(type, field, values));

      if (!type.refersTo) {
        test("is read as it was written", async () => {
          const rows = await query<{ row: { value: Json } }>(
            sql`select to_json(r) as row from (select ${faceOf(field).read(columnOf, field)} as value from t order by n) r`,
          );
          assert.deepEqual(
            rows.map(({ row }) => row.value),
            values,
          );
        });

        test("is written into files as memory writes it", async () => {
          const face = faceOf(field);
          const text = face.exportText?.(columnOf, field) ?? columnOf("");
          const rows = await query<{ text: string | null }>(sql`select (${text})::text as text from t order by n`);
          rows.forEach(({ text: written }, n) => {
            const value = values[n]!;
            if (type.name === "json" && value !== null) return assert.deepEqual(JSON.parse(written!), value);
            assert.equal(written ?? "", value === null ? "" : type.toText(value, field), JSON.stringify(value));
          });
        });

        const parts = faceOf(field).parts?.(columnOf, field);
        if (parts) {
          test("its parts in several columns come to the same value", async () => {
            const named = Object.entries(parts).map(([name, part]) => sql`${part.text} as ${sql.id(name)}`);
            const rows = await query<{ parts: Record<string, string | null> }>(
              sql`select to_json(r) as parts from (select ${sql.join(named)} from t order by n) as r`,
            );
            rows.forEach(({ parts: written }, n) => {
              assert.deepEqual(type.parse(written, field, SETTINGS), { value: withoutBase(values[n]!) });
            });
          });
        }

        test("has a text for titles where it is filled", async () => {
          const face = faceOf(field);
          const text = face.text
            ? face.text(columnOf, field)
            : sql`${columnOf(Object.keys(face.columns(field))[0]!)}::text`;
          const rows = await query<{ text: string | null }>(sql`select ${text} as text from t order by n`);
          rows.forEach(({ text: title }, n) =>
            assert.equal(title === null || title === "", values[n] === null, JSON.stringify(values[n])),
          );
        });
      }

      const sort = faceOf(field).sort?.(columnOf, field);
      test(
        "is sortable where it says so, empty ones last, and a cursor divides the list in two",
        { skip: !type.sortable },
        async () => {
          assert.ok(sort);
          assert.ok(sort.suffix in faceOf(field).columns(field));
          const sorted = await query<{ n: number; at: string | null }>(
            sql`select n, (${sort.by})::text as at from t order by ${sort.by} nulls last, n`,
          );
          const filled = sorted.filter(({ at }) => at !== null);
          assert.ok(sorted.slice(0, filled.length).every(({ at }) => at !== null));
          const middle = filled[Math.floor(filled.length / 2)]!;
          const rest = await query<{ n: number }>(
            sql`select n from t where (${sort.by}, n) > (${middle.at}::${sql.raw(sort.cast)}, ${middle.n}::int) order by ${sort.by}, n`,
          );
          assert.deepEqual(
            rest.map(({ n }) => n),
            filled.slice(filled.indexOf(middle) + 1).map(({ n }) => n),
          );
          if ("gt" in type.operators) {
            for (let n = 1; n < filled.length; n += 1)
              assert.ok(
                !type.test("gt", values[filled[n - 1]!.n]!, filled[n]!.at, field) || typeof filled[n]!.at !== "string",
              );
          }
        },
      );

      for (const [operator, shape] of Object.entries(operatorsOf({ type, definition: field })) as [
        Operator,
        Operand,
      ][]) {
        test(`${operator} says the same in PostgreSQL and in memory, and never null`, async () => {
          await fc.assert(
            fc.asyncProperty(operandFor(shape, type, field, values.slice(1, -1)), async (given) => {
              const operand = type.readOperand!(operator, given, field, SETTINGS);
              if ("issue" in operand) return;
              const rows = await query<{ passes: boolean | null }>(
                sql`select ${faceOf(field).condition(operator, columnOf, operand.value, field)} as passes from t order by n`,
              );
              const inMemory = values.map((value) => type.test(operator, value, operand.value, field));
              const other = rows.findIndex(({ passes }, n) => passes !== inMemory[n]);
              assert.equal(
                other,
                -1,
                `${JSON.stringify(values[other])} ${operator} ${JSON.stringify(operand.value)}: PostgreSQL ${rows[other]?.passes}, memory ${inMemory[other]}`,
              );
            }),
            { numRuns: shape === "none" ? 1 : 40 },
          );
        });
      }
    });
  }
}
