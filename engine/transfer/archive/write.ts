/** Writes a workspace into one archive: every table as it stood at one moment, every file, and what must be there. */
import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { sql } from "#model/sql.ts";
import { NotFound } from "#model/errors.ts";
import type { Context } from "../../context.ts";
import type { Files } from "../../files/files.ts";
import { summing } from "../../files/sum.ts";
import { copyOut } from "../export/copy-out.ts";
import { archivedTables, schemaNumber, sequences, tableRows, type ArchivedTable } from "./tables.ts";
import { FORMAT, HEAD, LINES, MANIFEST, fileMember, tableMember, type Head, type Manifest } from "./shape.ts";
import { TAR_END, tarHead, tarPadding } from "./tar.ts";

export interface ArchiveOptions {
  files: Files;
  /** Of the product, as it names itself. */
  release: string;
  /** A folder for what is on its way into the archive: one table at a time. */
  folder: string;
  /** Tells how many rows and files are written. */
  progress?: (done: number) => Promise<void>;
  signal?: AbortSignal;
}

export interface Written {
  rows: number;
  files: number;
  missing: number;
}

/** @param write takes the bytes of the archive, to their end. */
export async function writeArchive(
  ctx: Context,
  options: ArchiveOptions,
  write: (bytes: Readable) => Promise<void>,
): Promise<Written> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  return ctx.transaction(async (inner) => {
    await inner.db.query(sql`set transaction isolation level repeatable read`);
    await inner.db.query(sql`set local time zone 'UTC'`);
    const writer = new ArchiveWriter(inner, options);
    const packed = createGzip({ level: 4 });
    const [made, kept] = await Promise.allSettled([pipeline(Readable.from(writer.members()), packed), write(packed)]);
    // Where the reader fails, the writer only finds its stream closed.
    for (const end of made.status === "rejected" && !isClosed(made.reason) ? [made, kept] : [kept, made])
      if (end.status === "rejected") throw end.reason;
    return writer.written;
  });
}

const isClosed = (error: unknown): boolean => (error as { code?: string }).code === "ERR_STREAM_PREMATURE_CLOSE";

class ArchiveWriter {
  readonly written: Written = { rows: 0, files: 0, missing: 0 };
  readonly #ctx: Context;
  readonly #options: ArchiveOptions;
  readonly #manifest: Manifest = { tables: [], files: { count: 0, bytes: 0 }, missing: [] };

  constructor(ctx: Context, options: ArchiveOptions) {
    this.#ctx = ctx;
    this.#options = options;
  }

  async *members(): AsyncGenerator<Buffer> {
    const tables = await archivedTables(this.#ctx);
    yield* json(HEAD, await this.#head(tables));
    for (const table of tables) yield* this.#table(table);
    yield* this.#files();
    yield* json(MANIFEST, this.#manifest);
    yield TAR_END;
  }

  async #head(tables: readonly ArchivedTable[]): Promise<Head> {
    const { slug, name, settings } = this.#ctx.workspace;
    const [oldest] = await this.#ctx.db.query(
      sql<{
        month: string | null;
      }>`select to_char(uuid_extract_timestamp(id) at time zone 'UTC', 'YYYY-MM') as month from events order by id limit 1`,
    );
    return {
      format: FORMAT,
      product: "raabta",
      version: this.#options.release,
      schema: await schemaNumber(this.#ctx),
      exportedAt: new Date().toISOString(),
      workspace: { slug, name, settings },
      tables: tables.map((table) => ({ name: table.name, columns: table.columns })),
      sequences: await sequences(this.#ctx),
      eventsFrom: oldest?.month ?? null,
    };
  }

  /** A tar says the size before the bytes, so a table waits beside until its size is known. */
  async *#table(table: ArchivedTable): AsyncGenerator<Buffer> {
    const place = join(this.#options.folder, `${randomUUID()}.making`);
    try {
      const sum = summing();
      const rows = await copyOut(this.#ctx, tableRows(table), LINES, (stream) =>
        pipeline(stream, sum.stream, createWriteStream(place, { mode: 0o600 }), this.#stop()),
      );
      const { size, sha256 } = sum.result();
      this.#manifest.tables.push({ name: table.name, rows, bytes: size, sha256 });
      yield* member(tableMember(table.name), size, createReadStream(place));
      await this.#count("rows", rows);
    } finally {
      await rm(place, { force: true });
    }
  }

  /** Under the hash of their content, each once. */
  async *#files(): AsyncGenerator<Buffer> {
    const found = await this.#ctx.db.query(sql<{ hash: string }>`
      select sha256 as hash from files where sha256 is not null union select file_hash from imports where file_hash <> '' order by 1`);
    for (const { hash } of found) {
      const opened = await this.#options.files.open(this.#ctx.workspace.id, hash).catch((error: unknown) => {
        if (error instanceof NotFound) return undefined;
        throw error;
      });
      if (!opened) {
        this.#manifest.missing.push(hash);
        this.written.missing += 1;
        continue;
      }
      const size = await this.#options.files.sizeOf(this.#ctx.workspace.id, hash);
      yield* member(fileMember(hash), size, opened);
      this.#manifest.files.count += 1;
      this.#manifest.files.bytes += size;
      await this.#count("files", 1);
    }
  }

  async #count(what: "rows" | "files", by: number): Promise<void> {
    this.written[what] += by;
    await this.#options.progress?.(this.written.rows + this.written.files);
  }

  #stop(): { signal?: AbortSignal } {
    return this.#options.signal ? { signal: this.#options.signal } : {};
  }
}

async function* member(name: string, size: number, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield tarHead(name, size);
  yield* bytes;
  yield tarPadding(size);
}

async function* json(name: string, value: unknown): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  yield* member(name, bytes.length, Readable.from([bytes]));
}
