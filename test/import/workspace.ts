/** A workspace whose uploads lie in a folder of its own, with jobs that run in this process. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Context } from "#engine/context.ts";
import { Files } from "#engine/files/files.ts";
import { checkImport, createImport, readImport, startImport } from "#engine/transfer/imports.ts";
import type { Import } from "#engine/transfer/import-row.ts";
import { keepUploadsIn } from "#engine/transfer/uploads.ts";
import { testWorkspace, type TestWorkspace } from "#test/harness/workspace.ts";

export interface ImportWorkspace extends TestWorkspace {
  uploads: string;
}

export async function importWorkspace(
  t: { after(hook: () => Promise<void>): void },
  options: { worker?: boolean } = {},
): Promise<ImportWorkspace> {
  const uploads = await mkdtemp(join(tmpdir(), "raabta-uploads-"));
  t.after(() => rm(uploads, { recursive: true, force: true }));
  const made = await testWorkspace(t);
  keepUploadsIn(made.engine.catalogue, new Files(uploads));
  await made.engine.jobs.prepare();
  if (options.worker !== false) await made.engine.jobs.start(1);
  return { ...made, uploads };
}

export const upload = (ctx: Context, content: string | Buffer, name = "file.csv", object?: string): Promise<Import> =>
  createImport(ctx, { name, stream: Readable.from([Buffer.from(content)]), object });

/** Waits until the import has come to one of these states. */
export async function until(ctx: Context, id: string, ...states: Import["status"][]): Promise<Import> {
  for (;;) {
    const now = await readImport(ctx, id);
    if (states.includes(now.status)) return now;
    if (now.status === "failed") throw new Error(`The import failed: ${now.error}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function checked(ctx: Context, id: string): Promise<Import> {
  await checkImport(ctx, id);
  return until(ctx, id, "checked");
}

export async function done(ctx: Context, id: string): Promise<Import> {
  await startImport(ctx, id);
  return until(ctx, id, "done");
}

/** From the file to the end. */
export async function brought(ctx: Context, content: string | Buffer, name?: string, object?: string): Promise<Import> {
  const found = await upload(ctx, content, name, object);
  return done(ctx, found.id);
}
