/** What a standard object does, an object of a company's own does with a field of every kind; a kind that is added later is in by itself. */
import assert from "node:assert/strict";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { before, after, suite, test } from "node:test";
import { operatorsOf } from "#model/operand.ts";
import type { Operand } from "#model/field.ts";
import { isObject, type Json, type JsonObject, type RecordJson } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import { readArchive } from "#engine/transfer/archive/read.ts";
import { writeArchive } from "#engine/transfer/archive/write.ts";
import { read } from "#engine/query/read.ts";
import { sql } from "#model/sql.ts";
import { roleId } from "#server/http/house.fixtures.ts";
import { SETTINGS } from "./fields-samples.ts";
import { ok, parsed, upload, wholeObject, type Kind, type WholeObject } from "./whole-object.ts";

const THINGS = "/api/v1/x-things";

suite("an object with a field of every kind", { timeout: 120_000 }, () => {
  let at: WholeObject;
  const endings: (() => Promise<void>)[] = [];
  before(async () => {
    at = await wholeObject({ after: (hook) => void endings.push(hook) });
  });
  after(async () => {
    for (const end of endings.toReversed()) await end();
  });

  const get = (id: string) => ok(at.speak, "GET", `${THINGS}/${id}`, 200);
  const listed = async (query: string): Promise<RecordJson[]> =>
    ((await ok(at.speak, "GET", `${THINGS}?${query}`, 200)) as unknown as { data: RecordJson[] }).data;
  const plainly = ({ type }: Kind) => type.storage === "columns" && !type.refersTo;
  const values = (record: RecordJson, kinds: Kind[]) =>
    Object.fromEntries(kinds.map(({ name }) => [name, record[name]]));

  test("is made with all its values, which are read as their types read them", async () => {
    for (const [index, record] of at.made.entries()) {
      const asked = at.input(index + 1);
      const stored = await get(record.id);
      for (const kind of at.kinds) assert.ok(filled(stored[kind.name]), `${kind.name} is empty`);
      for (const kind of at.written.filter(plainly))
        assert.deepEqual(withoutBase(stored[kind.name]!), withoutBase(parsed(kind, asked[kind.name]!)), kind.name);
    }
    const numbers = at.made.map((record) => record["x_autoNumber"]);
    assert.equal(new Set(numbers).size, 3);
  });

  test("is changed field by field; the history tells it, and undo takes it back", async () => {
    const { id } = at.made[0]!;
    for (const kind of at.written) {
      const before = await get(id);
      const next = at.input(5)[kind.name]!;
      const operation = crypto.randomUUID();
      const answered = await at.speak(
        "PATCH",
        `${THINGS}/${id}`,
        { [kind.name]: next },
        { "raabta-operation": operation },
      );
      assert.equal(answered.status, 200, `${kind.name}: ${answered.text}`);
      const emptied = await ok(at.speak, "PATCH", `${THINGS}/${id}`, 200, { [kind.name]: null });
      assert.ok(!filled(emptied[kind.name]), kind.name);
      const history = (await at.speak("GET", `${THINGS}/${id}/history?limit=2`)).text;
      assert.ok(history.includes(`"${kind.name}"`), `${kind.name}: ${history.slice(0, 300)}`);
      const [last] = JSON.parse(history).data as { operation: { id: string } | string }[];
      const { data } = (await ok(at.speak, "GET", "/api/v1/operations?limit=2", 200)) as unknown as {
        data: { id: string }[];
      };
      assert.ok(last && data.length === 2);
      for (const done of data) await ok(at.speak, "POST", `/api/v1/operations/${done.id}/undo`, 200, {});
      assert.deepEqual(values(await get(id), [kind]), values(before, [kind]), kind.name);
    }
  });

  test("is found by every operator of every field, as memory finds it", async () => {
    const records = await Promise.all(at.made.map(({ id }) => get(id)));
    for (const kind of at.kinds.filter(({ type }) => type.storage !== "children"))
      for (const [op, shape] of Object.entries(operatorsOf(kind)) as [Operator, Operand][]) {
        const value = operandOf(op, shape, kind, records[0]![kind.name]!);
        const filter = encodeURIComponent(
          JSON.stringify({ field: kind.name, op, ...(shape === "none" ? {} : { value }) }),
        );
        const found = new Set((await listed(`filter=${filter}`)).map(({ id }) => id));
        if (!plainly(kind)) continue;
        const operand = kind.type.readOperand?.(
          op,
          shape === "days" ? { days: value } : value,
          kind.definition,
          SETTINGS,
        );
        assert.ok(operand && "value" in operand, `${kind.name} ${op} ${JSON.stringify(value)}`);
        const wanted = records.filter((record) =>
          kind.type.test(op, record[kind.name]!, operand.value, kind.definition),
        );
        assert.deepEqual(found, new Set(wanted.map(({ id }) => id)), `${kind.name} ${op} ${JSON.stringify(value)}`);
      }
  });

  test("is sorted both ways and counted in groups by every field that can be", async () => {
    for (const kind of at.kinds.filter(({ type }) => type.storage === "columns")) {
      if (kind.type.sortable) {
        const up = await listed(`sort=${kind.name}`);
        const down = await listed(`sort=-${kind.name}`);
        assert.equal(up.length, 3, kind.name);
        const distinct = new Set(up.map((record) => JSON.stringify(record[kind.name]))).size;
        if (distinct === 3)
          assert.deepEqual(
            down.map(({ id }) => id),
            up.map(({ id }) => id).toReversed(),
            kind.name,
          );
      }
      const { data } = (await ok(
        at.speak,
        "GET",
        `${THINGS}/aggregate?measures=count&groupBy=${kind.name}`,
        200,
      )) as unknown as { data: { count: number }[] };
      assert.equal(
        data.reduce((sum, group) => sum + Number(group.count), 0),
        3,
        kind.name,
      );
    }
  });

  test("is found by a word of every field that is searched", async () => {
    const [record] = await Promise.all(at.made.map(({ id }) => get(id)));
    for (const kind of at.kinds.filter((each) => plainly(each) && each.type.keys)) {
      const keys = kind.type.keys!(record![kind.name]!, kind.definition);
      const key = keys.find((each) => each.kind === "word" || each.kind === "email" || each.kind === "phone");
      if (!key) continue;
      const found = await listed(`q=${encodeURIComponent(key.key)}`);
      assert.ok(
        found.some(({ id }) => id === record!.id),
        `${kind.name}: ${JSON.stringify(key)}`,
      );
    }
  });

  const exported = async (body: object): Promise<string> => {
    const { id } = await ok(at.speak, "POST", "/api/v1/exports", 202, { object: "x_thing", bom: false, ...body });
    for (;;) {
      const now = (await ok(at.speak, "GET", `/api/v1/exports/${id}`, 200)) as unknown as {
        status: string;
        error: unknown;
      };
      if (now.status === "done") break;
      assert.notEqual(now.status, "failed", JSON.stringify(now.error));
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const file = await at.speak("GET", `/api/v1/exports/${id}/file`);
    assert.equal(file.status, 200);
    return file.text;
  };

  test("goes out as CSV and Excel, and its own file makes the same records again", async () => {
    const fields = ["name", ...at.kinds.map(({ name }) => name)];
    assert.ok((await exported({ format: "xlsx", fields })).length > 1000);
    const csv = await exported({ format: "csv", fields });
    const found = await upload(at.speak, "/api/v1/imports?object=x_thing", "things.csv", "text/csv", csv);
    assert.equal(found.status, 201, found.text);
    const import_ = found.body as { id: string; mapping: { columns: { target: { field: string } | null }[] } };
    const targets = new Set(
      import_.mapping.columns.flatMap(({ target }) => (target ? [target.field.split(".")[0]!] : [])),
    );
    const importable = at.written.filter(({ type, definition }) => type.refersTo?.(definition).object !== "file");
    for (const { name } of importable)
      assert.ok(targets.has(name), `no column goes to ${name}: ${[...targets].join()}`);
    await ok(at.speak, "PATCH", `/api/v1/imports/${import_.id}`, 200, {
      mapping: { ...found.body.mapping, key: null },
    });
    await ok(at.speak, "POST", `/api/v1/imports/${import_.id}/start`, 202);
    for (;;) {
      const now = (await ok(at.speak, "GET", `/api/v1/imports/${import_.id}`, 200)) as unknown as {
        status: string;
        error: unknown;
        counts: { rejected: number };
        issuesSample: unknown;
      };
      assert.notEqual(now.status, "failed", JSON.stringify(now.error));
      if (now.status === "done") {
        assert.equal(now.counts.rejected, 0, JSON.stringify(now.issuesSample));
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const all = await listed("sort=createdAt&limit=50");
    assert.equal(all.length, 6);
    const old = new Set(at.made.map(({ id }) => id));
    for (const again of all.filter(({ id }) => !old.has(id))) {
      const former = await get(all.find((record) => old.has(record.id) && record["name"] === again["name"])!.id);
      const fresh = await get(again.id);
      for (const kind of importable.filter(plainly)) {
        const text = (record: RecordJson) => kind.type.toText(record[kind.name]!, kind.definition);
        assert.equal(text(fresh), text(former), kind.name);
      }
      for (const { name } of importable) assert.ok(filled(fresh[name]), name);
      await ok(at.speak, "DELETE", `${THINGS}/${again.id}`, 204);
      await ok(at.speak, "POST", `${THINGS}/${again.id}/purge`, 204);
    }
  });

  test("goes to the trash and comes back whole; merged, the one that stays has what it lacked", async () => {
    const { id } = at.made[2]!;
    const before = await get(id);
    await ok(at.speak, "DELETE", `${THINGS}/${id}`, 204);
    await ok(at.speak, "POST", `${THINGS}/${id}/restore`, 200);
    assert.deepEqual(values(await get(id), at.kinds), values(before, at.kinds));
    const bare = await ok(at.speak, "POST", THINGS, 201, { name: "Bare" });
    await ok(at.speak, "POST", `${THINGS}/merge`, 200, { into: bare.id, from: [id] });
    assert.deepEqual(values(await get(bare.id), at.written), values(before, at.written));
    const { data } = (await ok(at.speak, "GET", "/api/v1/operations?limit=1", 200)) as unknown as {
      data: { id: string }[];
    };
    await ok(at.speak, "POST", `/api/v1/operations/${data[0]!.id}/undo`, 200, {});
    assert.deepEqual(values(await get(id), at.kinds), values(before, at.kinds));
    await ok(at.speak, "DELETE", `${THINGS}/${bare.id}`, 204);
  });

  test("hidden from a role, no field is read, asked by or written", async () => {
    const { ctx, house, person } = at.house;
    const { speak } = await person("service");
    const open = { read: "all", create: true, update: "all", delete: "all", export: true } as const;
    const fields = Object.fromEntries(at.kinds.map(({ name }) => [name, "hidden"]));
    const rights = { standard: open, objects: { x_thing: { ...open, fields } }, capabilities: [] };
    await ctx.db.query(
      sql`update roles set rights = ${JSON.stringify(rights)}::jsonb where id = ${await roleId(ctx, "service")}::uuid`,
    );
    house.identity.forgetRights("test");
    const { id } = at.made[0]!;
    const seen = (await speak("GET", `${THINGS}/${id}`)).text + (await speak("GET", `${THINGS}/${id}/history`)).text;
    for (const { name } of at.kinds) {
      assert.ok(!seen.includes(`"${name}"`), name);
      assert.equal((await speak("GET", `${THINGS}?sort=${name}`)).status, 422, name);
      const filter = encodeURIComponent(JSON.stringify({ field: name, op: "notEmpty" }));
      assert.equal((await speak("GET", `${THINGS}?filter=${filter}`)).status, 422, name);
      assert.equal((await speak("PATCH", `${THINGS}/${id}`, { [name]: null })).status, 422, name);
    }
  });

  test("stands in the API's own document, and what is read can be written again", async () => {
    const document = (await ok(at.speak, "GET", "/api/v1/workspace/openapi.json", 200)) as unknown as {
      components: { schemas: Record<string, { properties?: object }> };
    };
    const shapes = Object.values(document.components.schemas).filter(
      (shape) => shape.properties && "x_rating" in shape.properties,
    );
    assert.ok(shapes.length >= 2);
    for (const { name } of at.kinds)
      assert.ok(
        shapes.some((shape) => name in shape.properties!),
        name,
      );
    const stored = await get(at.made[1]!.id);
    const body = Object.fromEntries(at.written.map(({ name }) => [name, stored[name]!]));
    const again = await ok(at.speak, "PATCH", `${THINGS}/${stored.id}`, 200, body);
    assert.deepEqual(values(again, at.written), values(stored, at.written));
  });

  test("goes into an archive and comes out of it the same", async () => {
    const { house } = at.house;
    const folder = await mkdtemp(join(tmpdir(), "raabta-archive-"));
    endings.push(() => rm(folder, { recursive: true, force: true }));
    const { engine, files } = house;
    const here = engine.systemContext(await engine.workspaces.get(at.house.ctx.workspace.slug));
    const path = join(folder, "one.tar.gz");
    await writeArchive(here, { files, release: "1.2.3", folder }, (bytes) => pipeline(bytes, createWriteStream(path)));
    await readArchive({ engine, files }, path, { slug: "again" });
    const there = engine.systemContext(await engine.workspaces.get("again"));
    for (const { id } of at.made) {
      const [one, other] = [await read(here, "x_thing", id), await read(there, "x_thing", id)];
      assert.deepEqual(values(other, at.kinds), values(one, at.kinds));
    }
  });

  test("its fields are retired, and come back with their values", async () => {
    const before = await get(at.made[0]!.id);
    const { data } = (await ok(at.speak, "GET", "/api/v1/custom-fields?limit=200", 200)) as unknown as {
      data: { id: string }[];
    };
    for (const { id } of data) await ok(at.speak, "DELETE", `/api/v1/custom-fields/${id}`, 204);
    const bare = await get(at.made[0]!.id);
    for (const { name } of at.kinds) assert.ok(!(name in bare), name);
    for (const { id } of data) await ok(at.speak, "POST", `/api/v1/custom-fields/${id}/restore`, 200);
    assert.deepEqual(values(await get(at.made[0]!.id), at.kinds), values(before, at.kinds));
  });
});

const filled = (value: Json | undefined): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);

/** A rule gives money its base amount. */
function withoutBase(value: Json): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("base" in value)) return value;
  const { base: _base, ...rest } = value;
  return rest;
}

/** An operand of that shape, from a value that some record has, as the type takes it. */
function operandOf(op: Operator, shape: Operand, { type, definition }: Kind, value: Json): Json {
  if (shape === "none" || shape === "days") return 30;
  const [first] = [value].flat();
  const ways: Json[] = [
    type.toText(value, definition),
    ...(isObject(value) ? Object.values(value as JsonObject) : []),
    ...(isObject(first) ? Object.values(first as JsonObject) : [first ?? null]),
  ].toReversed();
  const shaped = (one: Json): Json =>
    shape === "many"
      ? Array.isArray(value) && !isObject(first)
        ? value
        : [one]
      : shape === "range"
        ? { from: one, to: one }
        : one;
  const taken = ways
    .map(shaped)
    .find((way) => "value" in (type.readOperand?.(op, way, definition, SETTINGS) ?? { value: null }));
  assert.ok(taken !== undefined, `${type.name} ${op}`);
  return taken;
}
