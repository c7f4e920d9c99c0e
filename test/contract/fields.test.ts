/** The contract that every registered field type keeps, without a database. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import type { FieldDefinition, FieldType } from "#model/field.ts";
import { isObject } from "#model/json.ts";
import { OPERATORS } from "#model/operator.ts";
import { fieldTypes } from "#fields/index.ts";
import { sqlFaces } from "#fields/sql.ts";
import * as builders from "#fields/builders.ts";
import { fixturesOf, input, SETTINGS, settingsOf, valuesOf } from "./fields-samples.ts";

function fault(type: FieldType, field: FieldDefinition): string | undefined {
  const read = z.strictObject(type.settings).safeParse(settingsOf(field));
  return read.success ? type.check?.(field) : read.error.message;
}

test("every type has a PostgreSQL face and a builder, and no other name finds one", () => {
  const names = Object.keys(fieldTypes).toSorted();
  assert.deepEqual(Object.keys(sqlFaces).toSorted(), names);
  assert.deepEqual(Object.keys(builders).toSorted(), names);
  for (const name of names) assert.equal(fieldTypes[name]!.name, name);
  for (const name of ["constructor", "__proto__", "toString"])
    assert.equal(fieldTypes[name] ?? sqlFaces[name], undefined);
  assert.deepEqual(builders.relation({ to: "company", required: true }), {
    type: "relation",
    to: "company",
    required: true,
  });
});

for (const type of Object.values(fieldTypes)) {
  const fixtures = await fixturesOf(type);
  const [first] = fixtures.fields as [FieldDefinition];

  suite(type.name, () => {
    test("takes good definitions and refuses wrong ones", () => {
      for (const field of fixtures.fields) assert.equal(fault(type, field), undefined, JSON.stringify(field));
      for (const field of fixtures.refused ?? []) assert.ok(fault(type, field), `${JSON.stringify(field)} was taken`);
    });

    test("reads what it should, as it should", () => {
      for (const [given, value, settings] of fixtures.valid) {
        assert.deepEqual(type.parse(given, first, { ...SETTINGS, ...settings }), { value }, JSON.stringify(given));
      }
    });

    test("refuses what it should, in words", () => {
      for (const [given, code, settings] of fixtures.invalid) {
        const parsed = type.parse(given, first, { ...SETTINGS, ...settings });
        assert.ok("issue" in parsed, `${JSON.stringify(given)} was taken: ${JSON.stringify(parsed)}`);
        assert.equal(parsed.issue.code, code, `${JSON.stringify(given)}: ${parsed.issue.message}`);
        assert.doesNotMatch(parsed.issue.message, /\{\{|undefined|\[object/);
      }
    });

    test("never throws, and what it read it reads again as the same", () => {
      fc.assert(
        fc.property(input, fc.constantFrom(...fixtures.fields), (given, field) => {
          const parsed = type.parse(given, field, SETTINGS);
          if ("issue" in parsed || parsed.value === null) return;
          assert.deepEqual(type.parse(parsed.value, field, SETTINGS), parsed);
          if (type.storage !== "children") assert.deepEqual(JSON.parse(JSON.stringify(parsed.value)), parsed.value);
        }),
        { numRuns: 2000 },
      );
    });

    test("its values keep their schema, their keys are filled, their columns are those of the face", () => {
      for (const field of fixtures.fields) {
        const { read, write } = type.schema(field);
        assert.ok(z.toJSONSchema(read));
        assert.ok(z.toJSONSchema(write));
        const columns = Object.keys(sqlFaces[type.name]!.columns(field)).toSorted();
        assert.deepEqual(Object.keys(type.toColumns(null, field)).toSorted(), columns);
        assert.ok(Object.values(type.toColumns(null, field)).every((value) => value === null));
        for (const value of valuesOf(type, field, fixtures)) {
          if (!type.refersTo) read.parse(value);
          write.parse(value);
          assert.deepEqual(Object.keys(type.toColumns(value, field)).toSorted(), columns);
          for (const key of type.keys?.(value, field) ?? [])
            assert.ok(key.kind !== "" && key.key.length <= 2000 && key.key !== "", JSON.stringify(key));
        }
      }
    });

    test("writes text that it reads back as the same", () => {
      if (type.storage === "children") return;
      for (const field of fixtures.fields) {
        for (const value of valuesOf(type, field, fixtures)) {
          const parsed = type.parse(type.toText(value, field), field, SETTINGS);
          assert.deepEqual(
            comparable(type, "value" in parsed ? parsed.value : parsed),
            comparable(type, value),
            type.toText(value, field),
          );
        }
      }
    });

    test("offers operators that are, and refuses operands that do not fit", () => {
      for (const [operator, shape] of Object.entries(type.operators) as [(typeof OPERATORS)[number], string][]) {
        assert.ok(OPERATORS.includes(operator));
        assert.ok(type.readOperand);
        for (const wrong of [{ nonsense: [1] }, undefined, "\0", [{}], ["\ud800"]]) {
          const parsed = type.readOperand(operator, wrong, first, SETTINGS);
          assert.equal("issue" in parsed, shape !== "none", `${operator} ${JSON.stringify(wrong)}`);
        }
      }
    });

    test("recognises its columns in files and leaves others alone", () => {
      for (const { header, samples, settings } of fixtures.recognised ?? []) {
        const marks = Object.values(fieldTypes).map(
          (each) => [each.name, each.recognise?.(header, samples, { ...SETTINGS, ...settings }) ?? 0] as const,
        );
        const best = Math.max(...marks.map(([, mark]) => mark));
        assert.equal(
          type.recognise?.(header, samples, { ...SETTINGS, ...settings }),
          best,
          `${header}: ${JSON.stringify(marks.filter(([, mark]) => mark > 0))}`,
        );
        assert.ok(best > 0 && best <= 1);
      }
      for (const { header, samples } of fixtures.notRecognised ?? [])
        assert.ok((type.recognise?.(header, samples, SETTINGS) ?? 0) < 0.5, header);
    });
  });
}

/** What a cell of text keeps: of entries the values, of names and titles what is compared, of amounts no base. */
function comparable(type: FieldType, value: unknown): unknown {
  if (["emails", "phones"].includes(type.name) && Array.isArray(value))
    return value.map((entry: { value: string }) => entry.value);
  if (type.name === "personName" && isObject(value)) return value["full"];
  if (type.name === "money" && isObject(value)) return { amount: value["amount"], currency: value["currency"] };
  return value;
}
