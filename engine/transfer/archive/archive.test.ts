/** A workspace goes out, comes in elsewhere, goes out again: the two archives hold the same. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { test, type TestContext } from "node:test";
import { createGunzip, gunzipSync, gzipSync } from "node:zlib";
import { sql } from "#model/sql.ts";
import { Files } from "../../files/files.ts";
import type { Context } from "../../context.ts";
import { read } from "../../query/read.ts";
import { create, remove, restore, update } from "../../records/records.ts";
import { brought, importWorkspace } from "#test/import/workspace.ts";
import { invoices } from "#test/import/invoices.ts";
import { isArchive, readArchive } from "./read.ts";
import { tarHead, tarMembers, tarPadding, TAR_END } from "./tar.ts";
import { writeArchive } from "./write.ts";

async function house(t: TestContext) {
  const made = await importWorkspace(t);
  const folder = await mkdtemp(join(tmpdir(), "raabta-archive-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const files = new Files(made.uploads);
  const write = async (ctx: Context, name: string) => {
    const path = join(folder, name);
    const written = await writeArchive(ctx, { files, release: "1.2.3", folder }, (bytes) =>
      pipeline(bytes, createWriteStream(path)),
    );
    return { path, written };
  };
  return { ...made, files, folder, write };
}

/** Members by name: hashes of what they hold. */
async function members(path: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { name, bytes } of tarMembers(
    createReadStream(path).pipe(createGunzip()) as AsyncIterable<Buffer>,
  )) {
    const hash = createHash("sha256");
    for await (const part of bytes) hash.update(part);
    found.set(name, hash.digest("hex"));
  }
  return found;
}

/** A bit of everything: records, lines, files, tags, a team, the trash, history, an import, a role of one's own. */
async function fill(ctx: Context, files: Files): Promise<string> {
  const bytes = "bytes of a picture";
  const stored = await files.put(ctx.workspace.id, Readable.from([Buffer.from(bytes)]), {
    maxBytes: 1e6,
    claimedType: "text/plain",
  });
  const file = await create(ctx, "file", { name: "note.txt", ...stored });
  const team = await create(ctx, "team", { name: "North" });
  const company = await create(ctx, "company", {
    name: 'Élan "& Söhne"\\',
    number: "C-1",
    logo: file.id,
    tags: ["vip", "=x"],
    team: team.id,
    address: { city: "Lahore", country: "PK" },
    notes: "two\nlines\twith \\n and \u0001",
  });
  const contact = await create(ctx, "contact", { name: "Ayesha Khan", company: company.id, phones: "+923001234567" });
  await create(ctx, "activity", { kind: "note", subject: "Called", company: company.id });
  await create(ctx, "order", { lines: [{ quantity: "2", unitPrice: "12345678901234.125" }] });
  await update(ctx, "contact", contact.id, { name: "Ayesha Khan Niazi" });
  await remove(ctx, "contact", contact.id);
  await brought(ctx, invoices(5).csv, "shop.csv");
  return stored.sha256;
}

test("out, in and out again: every member is the same, byte for byte", async (t) => {
  const { ctx, person, engine, files, write } = await house(t);
  const owner = await person("owner");
  const hash = await fill(ctx, files);
  await ctx.db.query(
    sql`update users set auth_id = 'account-1', auth_id_key = 'account-1' where id = ${owner.id}::uuid`,
  );

  const first = await write(ctx, "one.tar.gz");
  assert.ok(await isArchive(first.path));
  assert.equal(first.written.files, 2);
  const restored = await readArchive({ engine, files }, first.path, { slug: "again" });
  const there = engine.systemContext(restored.workspace);
  assert.deepEqual(restored.workspace.settings, ctx.workspace.settings);
  const second = await write(there, "two.tar.gz");

  const [one, two] = [await members(first.path), await members(second.path)];
  assert.ok(one.has(`files/${hash}`));
  assert.ok(one.size > 30);
  for (const side of [one, two]) side.delete("raabta.json");
  assert.deepEqual(two, one);
  assert.equal(restored.rows["companies"], await count(ctx, "companies"));
  assert.equal(await count(there, "events"), await count(ctx, "events"));
  assert.equal(await text(await files.open(restored.workspace.id, hash)), "bytes of a picture");

  // Nothing secret travels, and what comes next comes after what was.
  const plain = gunzipSync(await readFile(first.path)).toString("latin1");
  assert.ok(!plain.includes("account-1"));
  const next = await create(there, "order", { lines: [{ quantity: "1", unitPrice: "1" }] });
  const [sameNumber] = await ctx.db.query(
    sql<{ there: boolean }>`select exists (select 1 from orders where number = ${next["number"] as string}) as there`,
  );
  assert.equal(sameNumber!.there, false);
  await assert.rejects(readArchive({ engine, files }, first.path, { slug: "again" }), /There is a workspace/);
});

test("what a company made itself comes along, retired or not", async (t) => {
  const { ctx, engine, files, write } = await house(t);
  const anew = async (slug: string) => engine.systemContext(await engine.workspaces.get(slug));
  const said = { type: "text", label: { en: "Colour" } };
  await create(ctx, "customObject", { name: "x_vehicle", label: { en: { one: "Vehicle", many: "Vehicles" } } });
  const gone = await create(ctx, "customField", { ...said, object: "company", name: "x_gone" });
  await create(ctx, "customField", { ...said, object: "company", name: "x_colour" });
  const to = { ...said, type: "relation", settings: { to: "company" } };
  await create(ctx, "customField", { ...to, object: "x_vehicle", name: "x_keeper" });
  const shaped = await anew(ctx.workspace.slug);
  const company = await create(shaped, "company", { name: "Keeper", x_colour: "Blue", x_gone: "Red" });
  const car = await create(shaped, "x_vehicle", { name: "Car", x_keeper: company.id });
  await remove(shaped, "customField", gone.id);
  const first = await write(await anew(ctx.workspace.slug), "own.tar.gz");
  await readArchive({ engine, files }, first.path, { slug: "own" });
  const there = await anew("own");
  assert.equal((await read(there, "company", company.id))["x_colour"], "Blue");
  assert.deepEqual((await read(there, "x_vehicle", car.id))["x_keeper"], { id: company.id, title: "Keeper" });
  await restore(there, "customField", gone.id);
  const whole = await anew("own");
  assert.equal((await read(whole, "company", company.id))["x_gone"], "Red");
  const next = await create(whole, "customField", { ...said, object: "company", name: "x_next" });
  assert.equal(next["number"], 4);
});

const count = async (ctx: Context, table: string): Promise<number> => {
  const [row] = await ctx.db.query(sql<{ count: number }>`select count(*)::int as count from ${sql.id(table)}`);
  return row!.count;
};

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** Unpacks an archive, changes its members, and packs it again. */
async function changed(
  path: string,
  change: (name: string, bytes: Buffer) => [string, Buffer] | undefined,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const { name, bytes } of tarMembers(
    createReadStream(path).pipe(createGunzip()) as AsyncIterable<Buffer>,
  )) {
    const made = change(name, Buffer.from(await text(bytes)));
    if (made) parts.push(tarHead(made[0], made[1].length), made[1], tarPadding(made[1].length));
  }
  return gzipSync(Buffer.concat([...parts, TAR_END]));
}

test("an archive that is damaged, cut, forged or from later is refused in words, and nothing is left of it", async (t) => {
  const { ctx, engine, database, files, folder, write } = await house(t);
  await create(ctx, "company", { name: "One" });
  const { path } = await write(ctx, "sound.tar.gz");
  const sound = await readFile(path);
  const half = Buffer.from(sound);
  half.fill(0, half.length >> 1, (half.length >> 1) + 200);
  const json =
    (edit: (value: Record<string, unknown>) => void) =>
    (name: string, bytes: Buffer): [string, Buffer] => {
      if (name !== "raabta.json") return [name, bytes];
      const value = JSON.parse(bytes.toString()) as Record<string, unknown>;
      edit(value);
      return [name, Buffer.from(JSON.stringify(value))];
    };
  const slipped = Buffer.from(gunzipSync(sound));
  slipped.write("../../../etc/passwd\0", 0);
  const wrong: [string, Buffer, RegExp][] = [
    ["cut", sound.subarray(0, sound.length - 500), /damaged|no whole archive/],
    ["damaged", half, /damaged|no whole archive/],
    [
      "without its list",
      await changed(path, (name, bytes) => (name === "manifest.json" ? undefined : [name, bytes])),
      /no whole archive/,
    ],
    [
      "another's row",
      await changed(path, (name, bytes) => [
        name,
        Buffer.from(bytes.toString().replace('"name":"One"', '"name":"Two"')),
      ]),
      /does not hold what it says: companies/,
    ],
    [
      "a row that fits nowhere",
      await changed(path, (name, bytes) => [
        name,
        name === "tables/companies.ndjson" ? Buffer.from('{"id":"none"}\n') : bytes,
      ]),
      /rows of companies that do not fit/,
    ],
    [
      "a file that lies",
      await changed(path, (name, bytes) =>
        name === "manifest.json" ? [`files/${"a".repeat(64)}`, Buffer.from("x")] : [name, bytes],
      ),
      /not what its name says/,
    ],
    [
      "from later",
      await changed(
        path,
        json((head) => (head["schema"] = 9999)),
      ),
      /update first/,
    ],
    [
      "a column that nobody knows",
      await changed(
        path,
        json((head) => (head["tables"] as { columns: string[] }[])[0]!.columns.push("surprise")),
      ),
      /does not know: \w+\.surprise/,
    ],
    ["a path outside", gzipSync(slipped), /damaged|holds something/],
    ["something else", gzipSync(Buffer.from("number,name\n1,One\n")), /archive/],
    ["a bomb", gzipSync(Buffer.alloc(64 * 1024 * 1024)), /archive|unpacks to/],
  ];
  for (const [what, bytes, words] of wrong) {
    const place = join(folder, "wrong.tar.gz");
    await writeFile(place, bytes);
    await assert.rejects(readArchive({ engine, files }, place, { slug: "wrong" }), words, what);
    const { rows } = await database.pool.query(
      "select 1 from raabta.workspaces where slug = 'wrong' union all select 1 from pg_namespace where nspname = 'w_wrong'",
    );
    assert.deepEqual(rows, [], what);
  }
  assert.equal(await isArchive(join(folder, "wrong.tar.gz")), false);
  assert.equal((await readArchive({ engine, files }, path, { slug: "wrong" })).rows["companies"], 1);
});
