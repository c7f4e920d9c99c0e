/** The verbs of imports: take a file in, correct what was found, check, start, cancel, take back. */
import type { Readable } from "node:stream";
import { sql } from "#model/sql.ts";
import { Conflict, InvalidInput } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { askerOf } from "../identity/on-behalf.ts";
import { enqueue, cancelJob, readJob } from "../jobs/queue.ts";
import { principalOf, type Context } from "../context.ts";
import { uuidv7 } from "../records/uuid.ts";
import { assertMayImport, closedTargets, withinRights } from "./importer.ts";
import {
  changeRow,
  listRows,
  readRow,
  requireStatus,
  shown,
  type Counts,
  type Import,
  type ImportRow,
} from "./import-row.ts";
import { withLikelyFields } from "./likely-field.ts";
import { mappingSchema, type Mapping } from "./mapping.ts";
import { importsOf, type PreviewRecord } from "./preset.ts";
import { knownNames, propose } from "./propose.ts";
import { dataRows } from "./reading/data-rows.ts";
import { inspect, shapeOf, type Correction, type Found } from "./reading/detect.ts";
import { keptCsv } from "./kept.ts";
import { transferWords } from "./issue-words.ts";
import { deedsOf } from "./deeds.ts";
import { LIMITS } from "./reading/limits.ts";
import type { SourceFile } from "./reading/source-file.ts";
import { rejectedBy, remembered } from "./remember.ts";
import { IMPORT_JOB, settingsFor, workOf } from "./run.ts";
import { dropForgotten } from "./staging.ts";
import { uploadsOf, withUpload } from "./uploads.ts";

/** Only here is the month before the day. */
const MONTH_FIRST = new Set(["US", "FM", "MH", "PH", "PW"]);

export interface NewImport {
  name: string;
  stream: Readable & { truncated?: boolean };
  object?: string | undefined;
  mapping?: Mapping | undefined;
}

/** Stores the file, looks through it and proposes a mapping. Nothing else is stored. */
export async function createImport(ctx: Context, input: NewImport): Promise<Import> {
  const stored = await uploadsOf(ctx.catalogue).put(ctx.workspace.id, input.stream, {
    maxBytes: LIMITS.fileBytes,
    claimedType: "text/csv",
  });
  const { found, mapping, source, origin } = await withUpload(ctx, stored.sha256, async (file) => {
    const found = await look(ctx, file, {});
    // Rows that an import rejected come back in that import's sense, whatever has been remembered since.
    const source = input.object === undefined ? await rejectedBy(ctx, found.columns) : undefined;
    const known = source?.mapping ?? (await remembered(ctx, found, input.object));
    const mapping = input.mapping ?? withinRights(ctx, known ?? (await propose(ctx, found, input.object)));
    const origin = input.mapping ? "given" : source ? "rejects" : known ? "remembered" : "proposed";
    return { found, source, origin, mapping: await surveyed(ctx, file, found, mapping) };
  });
  await dropForgotten(ctx);
  const id = uuidv7();
  await ctx.db
    .query(sql`insert into imports (id, status, file_name, file_hash, file_size, detected, columns, row_count, mapping, questions, mapped_by, rejects_of, operation_id, created_by)
    values (${id}::uuid, 'read', ${fileName(input.name)}, ${stored.sha256}, ${stored.size}, ${json(found.detected)}::jsonb, ${json(found.columns)}::jsonb, ${found.rows},
      ${json(mapping)}::jsonb, ${json(found.questions)}::jsonb, ${origin}, ${source?.id ?? null}::uuid, ${uuidv7()}::uuid, ${principalOf(ctx.actor)}::uuid)`);
  return shown(await readRow(ctx, id));
}

const json = (value: unknown): string => JSON.stringify(value).replaceAll("\\u0000", "\u2400");
const fileName = (name: string): string =>
  name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\p{Cc}/gu, "")
    .toWellFormed()
    .slice(0, 300) || "file";

async function look(ctx: Context, file: SourceFile, correction: Correction): Promise<Found> {
  const { dateOrder, country } = ctx.workspace.settings;
  const order = dateOrder ?? (MONTH_FIRST.has(country) ? "mdy" : "dmy");
  const found = await inspect(file, knownNames(ctx), order, correction);
  return withLikelyFields(found, settingsFor(ctx, found.detected));
}

/** Counts over all rows what a person has to confirm: which codes are fees. */
async function surveyed(
  ctx: Context,
  file: SourceFile,
  found: Pick<Found, "detected">,
  mapping: Mapping,
): Promise<Mapping> {
  const preset = importsOf(ctx.catalogue).presets.find((each) => each.name === mapping.preset);
  const survey = preset?.survey?.(mapping, settingsFor(ctx, found.detected));
  if (!survey) return mapping;
  for await (const { rows } of dataRows(file, shapeOf(found.detected))) for (const row of rows) survey.row(row);
  return { ...mapping, ...survey.done() };
}

export async function listImports(ctx: Context): Promise<Import[]> {
  return (await listRows(ctx)).map(shown);
}

export async function readImport(ctx: Context, id: string): Promise<Import> {
  return shown(await readRow(ctx, id));
}

/** Corrects how the file is read, or what becomes of its columns; what was reckoned before holds no more. */
export async function changeImport(
  ctx: Context,
  id: string,
  change: { mapping?: Mapping | undefined; detected?: Correction | undefined },
): Promise<Import> {
  const row = await readRow(ctx, id);
  requireStatus(row, ["read", "checked", "failed", "cancelled"], "changed");
  if (row.counts && hasWritten(row))
    throw new Conflict("This import has written records already; begin another one with the file");
  if (change.detected) await lookAgain(ctx, row, change.detected, change.mapping);
  else if (change.mapping) await changeRow(ctx, id, { mapping: normal(ctx, row, change.mapping), mappedBy: "given" });
  await changeRow(ctx, id, { status: "read", counts: null, phase: null, position: 0, issuesSample: [], error: null });
  return readImport(ctx, id);
}

/** A run that stopped has begun to write; a check never does. */
const hasWritten = (row: ImportRow): boolean => !BEFORE_WRITING.has(row.phase ?? "");
const BEFORE_WRITING = new Set(["", "waiting", "staging", "checking", "ready"]);

async function lookAgain(
  ctx: Context,
  row: ImportRow,
  correction: Correction,
  mapping: Mapping | undefined,
): Promise<void> {
  await withUpload(ctx, row.fileHash, async (file) => {
    const { encoding, separator, header, dateOrder, decimal, sheet } = row.detected;
    // What depends on the encoding or the sheet is found anew with them; what a person said stays said.
    const anew =
      correction.sheet !== undefined || correction.encoding !== undefined || correction.separator !== undefined;
    const found = await look(
      ctx,
      file,
      anew
        ? { ...(sheet === undefined ? {} : { sheet }), ...correction }
        : { encoding, separator, header, dateOrder, decimal, ...(sheet === undefined ? {} : { sheet }), ...correction },
    );
    const same =
      found.columns.length === row.columns.length &&
      found.columns.every((column, index) => column.name === row.columns[index]!.name);
    const anyone = async () => (await remembered(ctx, found)) ?? (await propose(ctx, found));
    const next = mapping ? normal(ctx, found, mapping) : same ? row.mapping : withinRights(ctx, await anyone());
    await changeRow(ctx, row.id, {
      detected: found.detected,
      columns: found.columns,
      rows: found.rows,
      questions: found.questions,
      mapping: await surveyed(ctx, file, found, next),
    });
  });
}

/** Refuses columns that the file has not, and targets that are not there for the actor or not theirs to write. */
function normal(ctx: Context, { columns }: Pick<ImportRow, "columns">, mapping: Mapping): Mapping {
  const issues = mapping.columns.flatMap(({ index }, position) =>
    index < columns.length
      ? []
      : [{ path: `mapping.columns.${position}.index`, message: `the file has ${columns.length} columns` }],
  );
  issues.push(...closedTargets(ctx, mapping));
  if (issues.length > 0) throw new InvalidInput(issues);
  return mappingSchema.parse(mapping);
}

async function begin(
  ctx: Context,
  row: ImportRow,
  act: "check" | "run" | "remove" | "undo",
  change: Parameters<typeof changeRow>[2],
): Promise<Import> {
  return ctx.transaction(async (inner) => {
    const jobId = await enqueue(
      inner,
      IMPORT_JOB,
      { importId: row.id, act, by: askerOf(ctx.actor) as unknown as Json },
      { attempts: 5 },
    );
    await changeRow(inner, row.id, { ...change, jobId });
    return shown(await readRow(inner, row.id));
  });
}

function readyToWork(ctx: Context, row: ImportRow): void {
  const { preset } = workOf(ctx, row);
  assertMayImport(ctx, preset, row.mapping);
  const faults = preset.faults(row.mapping, ctx.catalogue);
  if (faults.length > 0) throw new InvalidInput(faults);
}

/** Reads every row and stores nothing but counts and reasons. */
export async function checkImport(ctx: Context, id: string): Promise<Import> {
  const row = await readRow(ctx, id);
  requireStatus(row, ["read", "checked", "failed", "cancelled"], "checked");
  if (hasWritten(row)) throw new Conflict("This import has written records already; start it again to go on");
  readyToWork(ctx, row);
  return begin(ctx, row, "check", {
    status: "checking",
    counts: null,
    phase: "waiting",
    position: 0,
    issuesSample: [],
    error: null,
  });
}

/** Starts, or goes on where a run stopped. */
export async function startImport(ctx: Context, id: string): Promise<Import> {
  const row = await readRow(ctx, id);
  requireStatus(row, ["read", "checked", "failed", "cancelled"], "started");
  readyToWork(ctx, row);
  if (hasWritten(row)) return begin(ctx, row, "run", { status: "running", error: null, finishedAt: null });
  const counts: Counts | null =
    row.status === "checked" && row.counts ? { ...row.counts, accepted: 0, objects: {} } : null;
  return begin(ctx, row, "run", {
    status: "running",
    phase: "ready",
    position: 0,
    counts,
    error: null,
    finishedAt: null,
  });
}

/** At once where it waits or is paused, else at the border of the next chunk. */
export async function cancelImport(ctx: Context, id: string): Promise<Import> {
  const row = await readRow(ctx, id);
  requireStatus(row, ["checking", "running", "paused"], "cancelled");
  const ended = row.job ? (await cancelJob(ctx, row.job.id)).status : "cancelled";
  if (row.status === "paused" || ended === "cancelled")
    await changeRow(ctx, id, { status: row.status === "checking" ? "read" : "cancelled", finishedAt: new Date() });
  return readImport(ctx, id);
}

/** Lets a run wait from the border of the next chunk until somebody lets it go on; a restart changes nothing in this. */
export function pauseImport(ctx: Context, id: string): Promise<Import> {
  return ctx.transaction(async (inner) => {
    requireStatus(await readRow(inner, id, { lock: true }), ["running"], "paused");
    await changeRow(inner, id, { status: "paused" });
    return readImport(inner, id);
  });
}

/** Goes on behind the last chunk that is in. */
export function resumeImport(ctx: Context, id: string): Promise<Import> {
  return ctx.transaction(async (inner) => {
    const row = await readRow(inner, id, { lock: true });
    requireStatus(row, ["paused"], "resumed");
    // A job that has not come to the border yet has not noticed anything.
    if (row.job === null) return begin(inner, row, "run", { status: "running", error: null });
    await changeRow(inner, id, { status: "running" });
    return readImport(inner, id);
  });
}

/** Takes back what it created and nobody has touched since. */
export const removeImported = (ctx: Context, id: string): Promise<Import> => takeBack(ctx, id, "remove");

/** Takes back what it created and what it changed, but for what somebody has touched since: `keptOf` lists that. */
export const undoImport = (ctx: Context, id: string): Promise<Import> => takeBack(ctx, id, "undo");

async function takeBack(ctx: Context, id: string, act: "remove" | "undo"): Promise<Import> {
  const row = await readRow(ctx, id);
  requireStatus(row, ["done", "failed", "cancelled"], "taken back");
  readyToWork(ctx, row);
  if (row.job && ["queued", "running"].includes((await readJob(ctx, row.job.id)).status))
    throw new Conflict("This import is at work already");
  return begin(ctx, row, act, { phase: "removing", undoFrom: row.undoFrom ?? uuidv7() });
}

/** What taking it back leaves, or has left, as a file. */
export async function keptOf(ctx: Context, id: string): Promise<AsyncGenerator<string>> {
  return keptCsv(ctx, deedsOf(await readRow(ctx, id)), transferWords(ctx.workspace.settings.language));
}

const PREVIEWED = 200;

/** Some of the records that would come in, as they would be stored. */
export async function previewImport(ctx: Context, id: string): Promise<PreviewRecord[]> {
  const row = await readRow(ctx, id);
  const { work, preset } = workOf(ctx, row);
  return withUpload(ctx, row.fileHash, async (file) => {
    const rows: string[][] = [];
    for await (const batch of dataRows(file, shapeOf(row.detected))) {
      rows.push(...batch.rows);
      if (rows.length >= PREVIEWED) break;
    }
    return preset.preview(work, rows.slice(0, PREVIEWED));
  });
}
