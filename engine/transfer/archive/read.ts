/** Brings an archive back as a workspace of its own: all of it, or nothing. */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { z } from "zod";
import { sql } from "#model/sql.ts";
import type { Catalogue } from "#model/catalogue.ts";
import { Conflict, InvalidInput, RaabtaError } from "#model/errors.ts";
import type { Workspace } from "../../context.ts";
import type { Db } from "../../database/database.ts";
import { translateFailure } from "../../database/failure.ts";
import type { Files } from "../../files/files.ts";
import { summing } from "../../files/sum.ts";
import type { Engine } from "../../open.ts";
import { migrateSchema, readMigrations } from "../../schema/migrate.ts";
import { ensurePartitionsFrom } from "../../schema/partitions.ts";
import { SHAPE_TABLES, takeShape } from "../../workspace/custom/stored.ts";
import { claimWorkspace, dropWorkspaceTables, setState } from "../../workspace/directory.ts";
import { LIMITS, refuseFile, UnpackedMeter } from "../reading/limits.ts";
import { FORMAT, HEAD, LINES, MANIFEST, headSchema, manifestSchema, type Head, type Manifest } from "./shape.ts";
import { broken, tarMembers, type TarMember } from "./tar.ts";

/** Bytes of the first and the last member, at most. */
const MOST_JSON = 64 * 1024 * 1024;

export interface Restored {
  workspace: Workspace;
  /** The workspace that it was taken from, and when. */
  from: Head;
  rows: Record<string, number>;
  files: number;
  missing: number;
}

/** Is this file an archive of a workspace? Looked at, not believed from its name. */
export async function isArchive(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    if (bytesRead < 2 || buffer[0] !== 0x1f || buffer[1] !== 0x8b) return false;
  } finally {
    await file.close();
  }
  try {
    for await (const { name } of tarMembers(
      createReadStream(path, { end: 65_535 }).pipe(createGunzip()) as AsyncIterable<Buffer>,
    ))
      return name === HEAD;
  } catch {
    // A packed file of another kind is no archive; whoever reads it says what is wrong with it.
  }
  return false;
}

/**
 * Makes the workspace, fills its tables in one transaction, stores its files, and brings it up to this release.
 * It appears when all of it stands; where anything fails, nothing is left.
 * @throws Conflict where the name is taken; InvalidInput where the archive is damaged, not whole, or of a later release.
 */
export async function readArchive(
  { engine, files }: { engine: Engine; files: Files },
  path: string,
  name: { slug?: string | undefined } = {},
): Promise<Restored> {
  const meter = new UnpackedMeter((await stat(path)).size, Number.MAX_SAFE_INTEGER);
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  const unpacked = createGunzip({ chunkSize: 256 * 1024 });
  // Its fault reaches the reader of what is unpacked.
  void pipeline(source, unpacked).catch(() => undefined);
  try {
    return await fromMembers({ engine, files }, tarMembers(metered(unpacked as AsyncIterable<Buffer>, meter)), name);
  } catch (error) {
    if (error instanceof RaabtaError) throw error;
    if (/^(Z_|ERR_STREAM_PREMATURE)/.test((error as { code?: string }).code ?? "")) return broken();
    throw error;
  } finally {
    source.destroy();
  }
}

async function* metered(bytes: AsyncIterable<Buffer>, meter: UnpackedMeter): AsyncGenerator<Buffer> {
  for await (const piece of bytes) {
    meter.add(piece.length);
    yield piece;
  }
}

async function fromMembers(
  { engine, files }: { engine: Engine; files: Files },
  members: AsyncGenerator<TarMember>,
  name: { slug?: string | undefined },
): Promise<Restored> {
  const first = await members.next();
  if (first.done || first.value.name !== HEAD) return refuseFile("is no archive of a workspace", "transfer.badArchive");
  const head = readJson(headSchema, await whole(first.value));
  const migrations = await readMigrations();
  if (head.format > FORMAT || head.schema > migrations.length)
    refuseFile(
      `was written by Raabta ${head.version}, which is later than this one; update first`,
      "transfer.laterArchive",
      { version: head.version },
    );
  const { database } = engine;
  const slug = name.slug ?? head.workspace.slug;
  const claim = () => claimWorkspace(database, { ...head.workspace, slug });
  // What an earlier attempt left unfinished is cleared away.
  await dropWorkspaceTables(database, await claim());
  const row = await claim();
  try {
    await migrateSchema(database, row.schema, migrations.slice(0, head.schema));
    const filled = await database.transaction(row.schema, (db) =>
      new Filling(db, files, row.id, head, engine.catalogue).run(members),
    );
    await migrateSchema(database, row.schema, migrations);
    await setState(database, slug, "ready");
    engine.workspaces.forget();
    return { workspace: await engine.workspaces.get(slug), from: head, ...filled };
  } catch (error) {
    await dropWorkspaceTables(database, row);
    await files.removeWorkspace(row.id);
    throw error;
  }
}

/** One pass through the members, in one transaction. */
class Filling {
  readonly #db: Db;
  readonly #files: Files;
  readonly #workspaceId: string;
  readonly #head: Head;
  readonly #product: Catalogue;
  readonly #seen = new Map<string, Manifest["tables"][number]>();
  #stored = { count: 0, bytes: 0 };

  constructor(db: Db, files: Files, workspaceId: string, head: Head, product: Catalogue) {
    this.#db = db;
    this.#files = files;
    this.#workspaceId = workspaceId;
    this.#head = head;
    this.#product = product;
  }

  async run(members: AsyncGenerator<TarMember>): Promise<Pick<Restored, "rows" | "files" | "missing">> {
    await this.#prepare();
    for await (const member of members) {
      if (member.name === MANIFEST) {
        await this.#count();
        return this.#compare(readJson(manifestSchema, await whole(member)));
      }
      const [folder, name = ""] = member.name.split("/");
      if (folder === "tables") await this.#table(name.replace(/\.ndjson$/, ""), member);
      else if (folder === "files") await this.#file(name, member);
      else refuseFile(`holds ${member.name}, which no archive of ours holds`, "transfer.badArchive");
    }
    return broken();
  }

  async #prepare(): Promise<void> {
    await this.#db.query(sql`set constraints all deferred`);
    await this.#db.query(sql`set local time zone 'UTC'`);
    await this.#db.query(sql`create temp table arriving (line json) on commit drop`);
    if (this.#head.eventsFrom) await ensurePartitionsFrom(this.#db, this.#head.eventsFrom, new Date());
  }

  /** Counters go on where they were; those of the company's own fields are there once the shape is. */
  async #count(): Promise<void> {
    for (const { name, last, called } of this.#head.sequences) {
      const [there] = await this.#db.query(
        sql<{ there: boolean }>`select to_regclass(${`"${name}"`}) is not null as there`,
      );
      if (!there?.there) refuseFile(`holds the sequence ${name}, which is not known here`, "transfer.badArchive");
      await this.#db.query(sql`select setval(${`"${name}"`}::regclass, ${last}::bigint, ${called})`);
    }
  }

  /** Lines go in as they are, and PostgreSQL reads them by the table's own types. */
  async #table(name: string, member: TarMember): Promise<void> {
    const said = this.#head.tables.find((table) => table.name === name);
    if (!said || this.#seen.has(name))
      return refuseFile(`holds a table ${name} that it does not list`, "transfer.badArchive");
    const unknown = await this.#unknownColumns(name, said.columns);
    if (unknown.length > 0)
      refuseFile(`has what this release does not know: ${unknown.join(", ")}`, "transfer.badArchive");
    const sum = summing();
    const client = await this.#db.open!.stream();
    try {
      await pipeline(
        Readable.from(member.bytes),
        sum.stream,
        client.query(copyFrom(`copy arriving from stdin (${LINES})`)),
      );
    } catch (error) {
      throw dataFailure(error, name);
    }
    const columns = sql.join(said.columns.map((column) => sql.id(column)));
    const values = sql.join(said.columns.map((column) => sql`r.${sql.id(column)}`));
    const [count] = await this.#db
      .query(sql<{
        rows: string;
      }>`with filled as (insert into ${sql.id(name)} (${columns}) select ${values} from arriving, json_populate_record(null::${sql.id(name)}, line) as r returning 1)
        select count(*)::text as rows from filled`)
      .catch((error: unknown) => Promise.reject(dataFailure(error, name)));
    await this.#db.query(sql`truncate arriving`);
    const { size, sha256 } = sum.result();
    this.#seen.set(name, { name, rows: Number(count!.rows), bytes: size, sha256 });
    const shaping = SHAPE_TABLES.filter((each) => this.#head.tables.some((table) => table.name === each));
    if (shaping.includes(name) && shaping.every((each) => this.#seen.has(each))) await this.#shape();
  }

  /** The tables that follow have what the company added to them. */
  async #shape(): Promise<void> {
    await takeShape(this.#db, this.#product);
    await this.#db.query(sql`set constraints all deferred`);
  }

  async #unknownColumns(table: string, columns: readonly string[]): Promise<string[]> {
    const rows = await this.#db.query(sql<{ name: string }>`
      select a.attname as name from pg_attribute a where a.attrelid = to_regclass(${pg.escapeIdentifier(table)}) and a.attnum > 0 and not a.attisdropped`);
    const known = new Set(rows.map((row) => row.name));
    return columns.filter((column) => !known.has(column)).map((column) => `${table}.${column}`);
  }

  /** Stored under what its bytes come to; a name that says otherwise is a fault. */
  async #file(name: string, member: TarMember): Promise<void> {
    const stored = await this.#files.put(this.#workspaceId, Readable.from(member.bytes), {
      maxBytes: LIMITS.fileBytes,
      claimedType: "application/octet-stream",
    });
    if (stored.sha256 !== name)
      refuseFile(`holds a file that is not what its name says: ${name}`, "transfer.badArchive");
    this.#stored = { count: this.#stored.count + 1, bytes: this.#stored.bytes + stored.size };
  }

  /** What has come in is what was sent, row for row and byte for byte. */
  #compare(manifest: Manifest): Pick<Restored, "rows" | "files" | "missing"> {
    const wrong = [...manifest.tables, ...this.#seen.values()].filter(({ name }) => {
      const said = manifest.tables.find((table) => table.name === name);
      const seen = this.#seen.get(name);
      return !said || !seen || said.rows !== seen.rows || said.sha256 !== seen.sha256;
    });
    const listed = this.#head.tables.length === manifest.tables.length;
    if (
      wrong.length > 0 ||
      !listed ||
      manifest.files.count !== this.#stored.count ||
      manifest.files.bytes !== this.#stored.bytes
    )
      refuseFile(`does not hold what it says: ${wrong[0]?.name ?? "its files"}`, "transfer.badArchive");
    return {
      rows: Object.fromEntries([...this.#seen.values()].map(({ name, rows }) => [name, rows])),
      files: this.#stored.count,
      missing: manifest.missing.length,
    };
  }
}

/** Data that PostgreSQL cannot take is the archive's fault, not the program's. */
function dataFailure(error: unknown, table: string): unknown {
  const translated = translateFailure(error);
  const code = (error as { code?: string }).code ?? "";
  if (translated instanceof Conflict || translated instanceof InvalidInput || /^(22|23)/.test(code))
    return new InvalidInput([
      {
        path: "file",
        message: `holds rows of ${table} that do not fit: ${(error as Error).message}`,
        code: "transfer.badArchive",
      },
    ]);
  return translated;
}

async function whole({ size, bytes }: TarMember): Promise<string> {
  if (size > MOST_JSON) return broken();
  const parts: Buffer[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function readJson<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return broken();
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return refuseFile(
      `is no archive that can be read here: ${parsed.error.issues[0]!.path.join(".")} ${parsed.error.issues[0]!.message}`,
      "transfer.badArchive",
    );
  return parsed.data;
}
