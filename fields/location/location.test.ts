/** Distances against known ones, and the two interpreters against each other at any distance. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import pg from "pg";
import { sql } from "#model/sql.ts";
import { compile } from "#engine/database/statement.ts";
import { testServer } from "#test/harness/server.ts";
import { location } from "./location.ts";
import { location as face } from "./location.sql.ts";
import { metresBetween } from "./reading.ts";

const FIELD = { type: "location" };
let client: pg.Client;
before(async () => {
  client = new pg.Client((await testServer()).connection);
  await client.connect();
});
after(() => client.end());

test("the distance is that of the great circle", () => {
  const paris = { latitude: 48.8566, longitude: 2.3522 };
  const london = { latitude: 51.5074, longitude: -0.1278 };
  assert.ok(Math.abs(metresBetween(paris, london) - 343_556) < 100);
  const [fiji, samoa] = [
    { latitude: 0, longitude: 179.5 },
    { latitude: 0, longitude: -179.5 },
  ];
  assert.ok(Math.abs(metresBetween(fiji, samoa) - 111_195) < 10);
});

test("near says the same in PostgreSQL and in memory, at the poles and over the date line too", async () => {
  const degree = (most: number) =>
    fc.oneof(fc.integer({ min: -most, max: most }), fc.double({ min: -most, max: most, noNaN: true }));
  const places = fc.array(fc.record({ latitude: degree(90), longitude: degree(180) }), { minLength: 1, maxLength: 30 });
  const metres = fc.oneof(fc.integer({ min: 0, max: 20_020_000 }), fc.integer({ min: 0, max: 2_000_000 }));
  await fc.assert(
    fc.asyncProperty(places, degree(90), degree(180), metres, async (given, latitude, longitude, far) => {
      const values = given.map((place) => (location.parse(place, FIELD, {} as never) as { value: never }).value);
      const operand = location.readOperand!("near", { latitude, longitude, metres: far }, FIELD, {} as never) as {
        value: never;
      };
      const condition = face.condition("near", (suffix) => sql.ref(`t.v${suffix}`), operand.value, FIELD);
      const rows = values.map((value) => location.toColumns(value, FIELD));
      const { text, values: bound } = compile(
        sql`select ${condition} as passes from json_to_recordset(${JSON.stringify(rows)}::json) as r(_latitude float8, _longitude float8), lateral (select r._latitude as v_latitude, r._longitude as v_longitude) as t`,
      );
      const { rows: found } = await client.query<{ passes: boolean }>(text, bound);
      assert.deepEqual(
        found.map((row) => row.passes),
        values.map((value) => location.test("near", value, operand.value, FIELD)),
      );
    }),
    { numRuns: 150 },
  );
});
