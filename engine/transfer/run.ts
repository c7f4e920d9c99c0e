/** The job of an import: reads the file into staging, then passes chunk after chunk through the door, each with its progress row. */
import { z } from "zod";
import type { ParseSettings } from "#model/field.ts";
import type { Json } from "#model/json.ts";
import type { Context } from "../context.ts";
import { isStorageFull } from "../space.ts";
import { defineJob, JobCancelled, JobPaused, type JobRun } from "../jobs/definition.ts";
import { actingAs, actorOf, askerSchema } from "../identity/on-behalf.ts";
import { assertMayImport } from "./importer.ts";
import { changeRow, readRow, type Counts, type ImportRow } from "./import-row.ts";
import { importsOf, noCounts, type ChunkResult, type Phase, type Preset, type Work } from "./preset.ts";
import type { Detected } from "./reading/detect.ts";
import { remember } from "./remember.ts";
import { countRejects, fillCells, issuesSample, keepRejects } from "./rejects.ts";
import { removeCreated, type Watch } from "./remove-created.ts";
import { dropStaging, isStaged, stage } from "./staging.ts";
import { deedsOf } from "./deeds.ts";
import { undoChanges, type Undone } from "./undo-changes.ts";
import { withUpload } from "./uploads.ts";

const inputSchema = z.strictObject({
  importId: z.uuid(),
  act: z.enum(["check", "run", "remove", "undo"]),
  by: askerSchema,
});
type Input = z.infer<typeof inputSchema>;
type Job = JobRun<Input>;

export const IMPORT_JOB = "import";

export const importJob = defineJob<Input>({
  name: IMPORT_JOB,
  input: inputSchema as z.ZodType<Input>,
  attempts: 5,
  givenUp: (ctx, input, reason) => noteEnd({ ctx, input }, new Error(reason)),
  async run(job) {
    const { importId, act, by } = job.input;
    try {
      const row = await readRow(job.ctx, importId);
      const ctx = actingAs(job.ctx, await actorOf(job.ctx, by), "import", row.operationId);
      if (act === "remove" || act === "undo") return await takeBack(job, ctx, row, act === "undo");
      return await new Run(job, ctx, row, act === "check").run();
    } catch (error) {
      await noteEnd(job, error);
      throw error;
    }
  },
});

/** A person has said that it shall wait: the job ends, and another goes on from the row. */
class ImportPaused extends JobCancelled {}

/** The import says why it stopped; a pause, a full disk or a lost connection leaves it as it is, for it goes on. */
async function noteEnd(job: Pick<Job, "ctx" | "input">, error: unknown): Promise<void> {
  if (error instanceof JobPaused || error instanceof ImportPaused || isStorageFull(error)) return;
  // What was brought in stays brought in, whatever became of taking it back.
  if (job.input.act === "remove" || job.input.act === "undo")
    return error instanceof JobCancelled
      ? undefined
      : changeRow(job.ctx, job.input.importId, { error: (error as Error).message });
  const check = job.input.act === "check";
  if (error instanceof JobCancelled)
    await changeRow(job.ctx, job.input.importId, { status: check ? "read" : "cancelled", finishedAt: new Date() });
  else
    await changeRow(job.ctx, job.input.importId, {
      status: "failed",
      error: (error as Error).message,
      finishedAt: new Date(),
    });
}

/** The table's name is short enough for the names of indexes and of tables beside it. */
export const stagingName = (importId: string): string => `import_${importId.replaceAll("-", "")}`;

/** How values of a file are read where its mapping says nothing. */
export const settingsFor = (ctx: Context, { dateOrder, decimal }: Detected): ParseSettings => ({
  ...ctx.workspace.settings,
  decimal,
  ...(dateOrder === null ? {} : { dateOrder }),
});

/** All that a preset needs to know of one import. */
export function workOf(ctx: Context, row: ImportRow): { work: Work; preset: Preset } {
  const preset = importsOf(ctx.catalogue).presets.find((each) => each.name === row.mapping.preset);
  if (!preset) throw new Error(`There is no way to import "${row.mapping.preset}"`);
  const { timeZone, currency } = row.mapping;
  const settings = { ...settingsFor(ctx, row.detected), timeZone, baseCurrency: currency };
  return {
    preset,
    work: {
      ctx,
      importId: row.id,
      mapping: row.mapping,
      detected: row.detected,
      columns: row.columns,
      settings,
      staging: stagingName(row.id),
      fileName: row.file.name,
    },
  };
}

class Run {
  readonly #job: Job;
  readonly #ctx: Context;
  readonly #row: ImportRow;
  readonly #dry: boolean;
  readonly #work: Work;
  readonly #preset: Preset;

  constructor(job: Job, ctx: Context, row: ImportRow, dry: boolean) {
    this.#job = job;
    this.#ctx = ctx;
    this.#row = row;
    this.#dry = dry;
    ({ work: this.#work, preset: this.#preset } = workOf(ctx, row));
  }

  async run(): Promise<Json> {
    assertMayImport(this.#ctx, this.#preset, this.#row.mapping);
    await this.#waitIfPaused({ status: this.#dry ? "checking" : "running", error: null, finishedAt: null });
    const counts = await this.#staged();
    if (this.#dry) await this.#reckon(counts);
    else await this.#write();
    return await this.#finish();
  }

  /** Reads the file anew for every check, and where a run finds nothing staged. */
  async #staged(): Promise<Counts> {
    const begun = this.#row.counts;
    if (!this.#dry && begun && (await isStaged(this.#ctx, this.#work.staging))) return begun;
    if (this.#dry)
      await changeRow(this.#ctx, this.#row.id, { phase: "staging", position: 0, total: this.#row.rows ?? 0 });
    const { rows } = await withUpload(this.#ctx, this.#row.fileHash, (file) =>
      stage(this.#work, this.#preset, file, {
        keepRejects: begun !== null && !this.#dry,
        progress: (done) => this.#job.progress(done, this.#row.rows, { phase: "staging" }),
        cancelled: () => this.#stopped(),
      }),
    );
    const told = await this.#preset.measures?.(this.#work, this.#ctx);
    const counts: Counts = {
      rows,
      accepted: 0,
      rejected: await countRejects(this.#ctx, this.#row.id),
      objects: {},
      ...told,
    };
    if (this.#dry || !begun) await changeRow(this.#ctx, this.#row.id, { counts });
    return counts;
  }

  /** A check plans every chunk and writes nothing but its counts. */
  async #reckon(counts: Counts): Promise<void> {
    for (const phase of this.#preset.phases(this.#work)) {
      const total = await phase.total(this.#ctx);
      // Not the phase's own name: a run must not take it for its own progress.
      await changeRow(this.#ctx, this.#row.id, { phase: "checking", position: 0, total });
      for (let position = 0; position < total;) {
        await this.#border();
        const result = await phase.chunk(this.#ctx, position, true);
        position = result.position;
        add(counts, result);
        await keepRejects(this.#ctx, this.#row.id, result.rejects);
        await this.#job.progress(position, total, { phase: "checking" });
      }
    }
    await changeRow(this.#ctx, this.#row.id, { counts });
  }

  async #write(): Promise<void> {
    const phases = this.#preset.phases(this.#work);
    const names = phases.map((phase) => phase.name);
    // Where a run begins, its row says "ready"; where one goes on, the phase it had come to.
    const from = Math.max(0, names.indexOf(this.#row.phase ?? ""));
    for (const phase of phases.slice(from))
      await this.#pass(phase, phase.name === this.#row.phase ? this.#row.position : 0);
  }

  async #pass(phase: Phase, from: number): Promise<void> {
    const total = await phase.total(this.#ctx);
    await changeRow(this.#ctx, this.#row.id, { phase: phase.name, position: from, total });
    // What an earlier run has done counts, though it may have died before it could say so.
    await this.#job.progress(from, total, { phase: phase.name });
    for (let position = from; position < total;) {
      await this.#border();
      position = await this.#chunk(phase, position);
      await this.#job.progress(position, total, { phase: phase.name });
    }
  }

  /** The chunk and the word that it is done stand or fall together. */
  #chunk(phase: Phase, position: number): Promise<number> {
    return this.#ctx.transaction(async (ctx) => {
      const row = await readRow(ctx, this.#row.id, { lock: true });
      if (row.phase !== phase.name || row.position !== position)
        throw new Error("Another worker has gone on with this import");
      const result = await phase.chunk(ctx, position, false);
      const counts = row.counts ?? { rows: 0, accepted: 0, rejected: 0, objects: {} };
      add(counts, result);
      await keepRejects(ctx, row.id, result.rejects);
      await changeRow(ctx, row.id, { position: result.position, counts });
      return result.position;
    });
  }

  /** Between two chunks nothing is half done. */
  async #border(): Promise<void> {
    if (this.#job.signal.aborted) throw new JobPaused();
    if (await this.#stopped()) throw new JobCancelled();
  }

  async #stopped(): Promise<boolean> {
    if (!this.#dry) await this.#waitIfPaused();
    return this.#job.cancelled();
  }

  /** The row is let go under its lock, so that whoever lets it go on knows whether a job is still at it. */
  async #waitIfPaused(change: Parameters<typeof changeRow>[2] = {}): Promise<void> {
    const paused = await this.#ctx.transaction(async (ctx) => {
      const row = await readRow(ctx, this.#row.id, { lock: true });
      await changeRow(ctx, row.id, row.status === "paused" ? { jobId: null } : change);
      return row.status === "paused";
    });
    if (paused) throw new ImportPaused();
  }

  async #finish(): Promise<Json> {
    await withUpload(this.#ctx, this.#row.fileHash, (file) =>
      fillCells(this.#ctx, this.#row.id, file, this.#row.detected),
    );
    return this.#ctx.transaction(async (ctx) => {
      const row = await readRow(ctx, this.#row.id);
      const issues = await issuesSample(ctx, row.id, row.columns);
      const counts = { ...row.counts!, rejected: await countRejects(ctx, row.id) };
      await changeRow(ctx, row.id, {
        status: this.#dry ? "checked" : "done",
        counts,
        issuesSample: issues,
        phase: this.#dry ? "ready" : row.phase,
        ...(this.#dry ? { position: 0 } : {}),
        finishedAt: this.#dry ? null : new Date(),
      });
      if (!this.#dry) {
        await dropStaging(ctx, [this.#work.staging, ...this.#preset.tables(this.#work)]);
        await remember(ctx, row);
      }
      return counts as unknown as Json;
    });
  }
}

function add(counts: Counts, result: ChunkResult): void {
  counts.accepted += result.rows;
  for (const [object, found] of Object.entries(result.counts)) {
    const sum = (counts.objects[object] ??= noCounts());
    sum.create += found.create;
    sum.update += found.update;
    sum.unchanged += found.unchanged;
  }
}

/** Changes first: what a standing record was given by the import must not hold what the import made. */
async function takeBack(job: Job, ctx: Context, row: ImportRow, changes: boolean): Promise<Json> {
  const watch = (phase: string): Watch => ({
    progress: (done, total) => job.progress(done, total, { phase }),
    cancelled: () => job.cancelled(),
  });
  const deeds = deedsOf(row);
  let undone: Undone = { restored: {}, edited: {} };
  if (changes) {
    await changeRow(ctx, row.id, { phase: "undoing", position: 0 });
    undone = await undoChanges(ctx, deeds, watch("undoing"));
  }
  await changeRow(ctx, row.id, { phase: "removing", position: 0 });
  const removed = await removeCreated(ctx, deeds, watch("removing"));
  return { ...undone, ...removed } as unknown as Json;
}
