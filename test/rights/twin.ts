/** A second workspace with all that the first holds: the same ids, e-mails, numbers, keys and versions, and another word where the canary stood. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { sql } from "#model/sql.ts";
import { SHAPE_TABLES, takeShape } from "#engine/workspace/custom/stored.ts";
import type { Workspace } from "#engine/context.ts";
import type { House } from "#server/assemble.ts";

interface Column {
  table: string;
  column: string;
  type: string;
}

/** @param words the canary of the first, and what stands in the twin instead: of one length, so that nothing else changes */
export async function makeTwin(house: House, of: Workspace, slug: string, words: [string, string]): Promise<Workspace> {
  const twin = await house.engine.workspaces.create({ slug, name: of.name, settings: { ...of.settings } });
  await house.engine.database.transaction(twin.schema, async (db) => {
    // No role sees both. What stands in the first holds together; it is copied without asking again.
    await db.query(sql`set local role none`);
    await db.query(sql`set local session_replication_role = replica`);
    const tables = await db.query(sql<{ name: string }>`select relname::text as name from pg_class
      where relnamespace = ${of.schema}::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> 'migrations'`);
    const columns =
      await db.query(sql<Column>`select table_name::text as table, column_name::text as column, udt_name::text as type
      from information_schema.columns where table_schema = ${of.schema} and is_generated = 'NEVER'`);
    for (const { name } of tables.filter((table) => SHAPE_TABLES.includes(table.name)))
      await db.query(sql`insert into ${sql.id(twin.schema, name)} select * from ${sql.id(of.schema, name)}`);
    await takeShape(db, house.engine.catalogue);
    for (const { name } of tables) {
      const own = columns.filter(({ table }) => table === name);
      const list = sql.join(own.map(({ column }) => sql.id(column)));
      await db.query(sql`delete from ${sql.id(twin.schema, name)}`);
      await db.query(
        sql`insert into ${sql.id(twin.schema, name)} (${list}) overriding system value select ${list} from ${sql.id(of.schema, name)}`,
      );
      await replace(db, own, words);
    }
    for (const [before, after] of await copyFiles(house, of, twin, words))
      for (const { name } of tables)
        await replace(
          db,
          columns.filter(({ table }) => table === name),
          [before, after],
        );
  });
  // What the login made meanwhile goes to the role.
  await house.engine.workspaces.prepare();
  house.engine.workspaces.forget();
  return house.engine.workspaces.get(slug);
}

const TEXTS = new Set(["text", "varchar", "jsonb", "json", "tsvector", "_text"]);

async function replace(
  db: Parameters<Parameters<House["engine"]["database"]["transaction"]>[1]>[0],
  columns: Column[],
  [from, to]: [string, string],
): Promise<void> {
  for (const { table, column, type } of columns.filter((each) => TEXTS.has(each.type)))
    await db.query(sql`update ${sql.id(table)} set ${sql.id(column)} = replace(${sql.id(column)}::text, ${from}, ${to})::${sql.raw(type === "_text" ? "text[]" : type)}
      where ${sql.id(column)}::text like ${`%${from}%`}`);
}

/** @returns the hashes of what was stored, and of its twin. */
async function copyFiles(
  house: House,
  of: Workspace,
  twin: Workspace,
  [from, to]: [string, string],
): Promise<[string, string][]> {
  const folder = path.join(house.files.folder, of.id);
  const found = existsSync(folder) ? await readdir(folder, { recursive: true, withFileTypes: true }) : [];
  const hashes: [string, string][] = [];
  for (const file of found.filter((each) => each.isFile())) {
    const at = path.join(file.parentPath, file.name);
    const text = (await readFile(at, "latin1")).replaceAll(from, to);
    const { sha256 } = await house.files.put(twin.id, Readable.from([Buffer.from(text, "latin1")]), {
      maxBytes: 1_000_000,
      claimedType: "text/plain",
    });
    hashes.push([`${path.basename(path.dirname(at))}${file.name}`, sha256]);
  }
  return hashes;
}
