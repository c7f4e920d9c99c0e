/** An object of a company's own with a field of every kind that the registry knows, in a house of its own, for the suite that takes it through everything. */
import assert from "node:assert/strict";
import type { FieldDefinition, FieldType } from "#model/field.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import { fieldTypes } from "#fields/index.ts";
import { testHouse, type Speak } from "#server/http/house.fixtures.ts";
import { fixturesOf, SETTINGS, settingsOf } from "./fields-samples.ts";

/** Lines, machine data and ids of other systems are made in code. */
const IN_CODE = new Set(["children", "json", "externalId"]);

export interface Kind {
  /** In the API: `x_autoNumber`. */
  name: string;
  type: FieldType;
  definition: FieldDefinition;
}

/** Kinds that stand by themselves; what is computed from other fields has suites of its own. */
export const KINDS: FieldType[] = Object.values(fieldTypes).filter(
  (type) => !IN_CODE.has(type.name) && !("computed" in type),
);

export interface WholeObject {
  house: Awaited<ReturnType<typeof testHouse>>;
  speak: Speak;
  kinds: Kind[];
  /** Those that people write. */
  written: Kind[];
  /** What is asked for in the record of that number. */
  input(n: number): JsonObject;
  made: RecordJson[];
}

export async function wholeObject(t: { after(hook: () => Promise<void>): void }): Promise<WholeObject> {
  const house = await testHouse(t);
  await house.house.engine.jobs.start(1);
  const { speak, id: me } = await house.person("owner");
  const said = await ok(speak, "POST", "/api/v1/custom-objects", 201, {
    name: "thing",
    label: { en: { one: "Thing", many: "Things" } },
  });
  assert.equal(said["name"], "x_thing");
  await ok(speak, "POST", "/api/v1/currency-rates", 201, { currency: "GBP", rate: "300", validFrom: "2021-01-01" });
  const kinds: Kind[] = [];
  for (const type of KINDS) {
    const [first] = (await fixturesOf(type)).fields as [FieldDefinition];
    const settings = { ...settingsOf(first), index: true, ...(type.keys ? { search: true } : {}) };
    kinds.push({ name: `x_${type.name}`, type, definition: { ...settings, type: type.name } });
  }
  const { results } = (await ok(speak, "POST", "/api/v1/custom-fields/batch", 200, {
    operations: kinds.map(({ type, definition: { type: _type, ...settings } }) => ({
      op: "create",
      data: { object: "x_thing", name: type.name, type: type.name, label: { en: type.name }, settings },
    })),
  })) as unknown as { results: { status: number }[] };
  for (const [place, result] of results.entries())
    assert.ok(result.status < 300, `${kinds[place]!.name}: ${JSON.stringify(result)}`);
  const companies: RecordJson[] = [];
  for (const name of ["One", "Two", "Three"])
    companies.push(await ok(speak, "POST", "/api/v1/companies", 201, { name }));
  const file = await picture(speak);
  const target = (kind: Kind, n: number): Json => {
    const { object, many } = kind.type.refersTo!(kind.definition);
    const one =
      object === "user" ? me : object === "file" ? file : object === "tag" ? `tag ${n}` : companies[n % 3]!.id;
    return many ? [one] : one;
  };
  const written = kinds.filter(({ type }) => !type.implies?.readOnly);
  const input = (n: number): JsonObject => ({
    name: `Thing ${n}`,
    ...Object.fromEntries(
      written.map((kind) => [kind.name, kind.type.refersTo ? target(kind, n) : kind.type.example(n, kind.definition)]),
    ),
  });
  const made: RecordJson[] = [];
  for (const n of [1, 2, 3]) made.push(await ok(speak, "POST", "/api/v1/x-things", 201, input(n)));
  return { house, speak, kinds, written, input, made };
}

/** @returns the answer's body, which must come with that status */
export async function ok(
  speak: Speak,
  method: string,
  path: string,
  status: number,
  body?: unknown,
): Promise<RecordJson> {
  const answered = await speak(method, path, body);
  assert.equal(answered.status, status, `${method} ${path}: ${answered.text.slice(0, 2000)}`);
  return answered.body as RecordJson;
}

export function upload(speak: Speak, path: string, name: string, type: string, content: string) {
  const boundary = "----test";
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n--${boundary}--\r\n`;
  return speak("POST", path, body, { "content-type": `multipart/form-data; boundary=${boundary}` });
}

async function picture(speak: Speak): Promise<string> {
  const answered = await upload(speak, "/api/v1/files", "a.gif", "image/gif", "GIF89a-and-so-on");
  assert.equal(answered.status, 201, answered.text);
  return answered.body.id as string;
}

export const parsed = (kind: Kind, given: Json): Json => {
  const read = kind.type.parse(given, kind.definition, SETTINGS);
  assert.ok("value" in read, kind.name);
  return read.value;
};
