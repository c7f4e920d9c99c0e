/** What a job is: a name, the shape of its input, and the work. */
import type { z } from "zod";
import type { Json } from "#model/json.ts";
import type { Context } from "../context.ts";
import type { Db } from "../database/database.ts";

export interface JobRun<I> {
  id: string;
  ctx: Context;
  /** For questions about PostgreSQL itself, such as what its other connections do: no workspace's role is told. */
  server: Db;
  input: I;
  /** Tells how far it is; written at most twice a second. */
  progress(done: number, total?: number | null, note?: Json): Promise<void>;
  /**
   * Has someone asked to stop? Ask at every border where stopping leaves nothing half done.
   * @throws JobPaused where the workspace's objects, fields or rules are others by now: the job goes on with these
   */
  cancelled(): Promise<boolean>;
  /** Ends when the process has to stop: pause at the next border, the job goes on elsewhere. */
  signal: AbortSignal;
}

export interface JobDefinition<I = never> {
  name: string;
  input: z.ZodType<I>;
  /** How often it is tried. Work must stand being begun again from its own records. */
  attempts?: number;
  /** Milliseconds without a sign of life (progress, a question whether to stop, a statement) after which it is cut; half an hour if not said. */
  silence?: number;
  /** Says in the job's own records that it was given up while no process worked on it. */
  givenUp?(ctx: Context, input: I, reason: string): Promise<void>;
  /** Clears away what an attempt left: where it is cancelled while it waits, in the transaction that cancels it, and where it has failed for good. */
  dropped?(ctx: Context, input: I): Promise<void>;
  /** @returns what is kept as the job's result. */
  run(job: JobRun<I>): Promise<Json>;
}

export function defineJob<I>(definition: JobDefinition<I>): JobDefinition {
  return definition as unknown as JobDefinition;
}

/** Thrown by a job that stopped because it was asked to. */
export class JobCancelled extends Error {}

/**
 * Thrown by a job that paused because its process stops, the workspace has another shape, or it has to wait and others may go before;
 * it is taken up again.
 */
export class JobPaused extends Error {
  readonly seconds: number;

  /** @param seconds until it is taken up again */
  constructor(seconds = 0) {
    super();
    this.seconds = seconds;
  }
}
