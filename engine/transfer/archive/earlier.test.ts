/** An archive that an earlier release wrote, with what its company had made by then, comes in whole. */
import assert from "node:assert/strict";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";
import { createGunzip, gzipSync } from "node:zlib";
import { importWorkspace } from "#test/import/workspace.ts";
import type { WorkspaceSettings } from "../../context.ts";
import type { Database } from "../../database/database.ts";
import { Files } from "../../files/files.ts";
import { read } from "../../query/read.ts";
import { create } from "../../records/records.ts";
import { migrateSchema, readMigrations } from "../../schema/migrate.ts";
import { claimWorkspace } from "../../workspace/directory.ts";
import { readArchive } from "./read.ts";
import { tarHead, tarMembers, tarPadding, TAR_END } from "./tar.ts";
import { writeArchive } from "./write.ts";

interface Table {
  name: string;
  columns: string[];
}

/** `table.column` of the product's own tables as the first `count` migrations leave them. */
async function columnsAt(
  { database, settings }: { database: Database; settings: WorkspaceSettings },
  count: number,
): Promise<Set<string>> {
  const { schema } = await claimWorkspace(database, { slug: `at-${count}`, name: "At", settings });
  await migrateSchema(database, schema, (await readMigrations()).slice(0, count));
  const { rows } = await database.loginPool.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = $1`,
    [schema],
  );
  return new Set(rows.map(({ name }) => name));
}

test("an archive of each release that could be shaped comes in with its shape", async (t) => {
  const { ctx, engine, uploads } = await importWorkspace(t);
  const folder = await mkdtemp(join(tmpdir(), "raabta-earlier-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const files = new Files(uploads);
  await create(ctx, "customField", { object: "company", label: { en: "Colour" }, type: "text" });
  const shaped = engine.systemContext(await engine.workspaces.get(ctx.workspace.slug));
  const company = await create(shaped, "company", { name: "One", x_colour: "red" });
  await create(shaped, "pageLayout", { object: "company", groups: [] });
  const path = join(folder, "now.tar.gz");
  await writeArchive(shaped, { files, release: "1.2.3", folder }, (bytes) => pipeline(bytes, createWriteStream(path)));

  const at = { database: engine.database, settings: ctx.workspace.settings };
  const all = (await readMigrations()).length;
  const now = await columnsAt(at, all);
  // Those after which something of the shape came.
  for (const count of [22, 24, all - 1]) {
    const then = await columnsAt(at, count);
    const known = ({ name, columns }: Table) => ({
      name,
      columns: columns.filter((column) => then.has(`${name}.${column}`) || !now.has(`${name}.${column}`)),
    });
    const has = (columns: Set<string>, name: string) => [...columns].some((column) => column.startsWith(`${name}.`));
    const there = ({ name }: { name: string }) => has(then, name) || !has(now, name);
    const parts: Buffer[] = [];
    for await (const { name, bytes } of tarMembers(
      createReadStream(path).pipe(createGunzip()) as AsyncIterable<Buffer>,
    )) {
      let body = await text(bytes);
      if (name.startsWith("tables/") && !there({ name: name.slice(7, -7) })) continue;
      if (name === "raabta.json") {
        const head = JSON.parse(body) as { schema: number; tables: Table[] };
        body = JSON.stringify({ ...head, schema: count, tables: head.tables.filter(there).map(known) });
      }
      if (name === "manifest.json") {
        const manifest = JSON.parse(body) as { tables: { name: string }[] };
        body = JSON.stringify({ ...manifest, tables: manifest.tables.filter(there) });
      }
      const size = Buffer.byteLength(body);
      parts.push(tarHead(name, size), Buffer.from(body), tarPadding(size));
    }
    const earlier = join(folder, `${count}.tar.gz`);
    await writeFile(earlier, gzipSync(Buffer.concat([...parts, TAR_END])));
    const { workspace } = await readArchive({ engine, files }, earlier, { slug: `from-${count}` });
    const found = await read(engine.systemContext(workspace), "company", company.id);
    assert.equal(found["x_colour"], "red", `written after migration ${count}`);
  }
});

test("pages that a company arranged, and nothing else, are arranged where they come in", async (t) => {
  const { ctx, engine, uploads } = await importWorkspace(t);
  const folder = await mkdtemp(join(tmpdir(), "raabta-arranged-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const files = new Files(uploads);
  const groups = [{ label: { en: "All" }, fields: ["name"] }];
  await create(ctx, "pageLayout", { object: "company", groups });
  const path = join(folder, "now.tar.gz");
  await writeArchive(ctx, { files, release: "1.2.3", folder }, (bytes) => pipeline(bytes, createWriteStream(path)));
  const { workspace } = await readArchive({ engine, files }, path, { slug: "arranged" });
  assert.deepEqual(
    workspace.catalogue
      .object("company")
      .definition.layouts?.map((layout) => layout.groups?.map(({ fields }) => fields)),
    [[["name"]]],
  );
});
