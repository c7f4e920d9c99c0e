/** The job that rehearses an automation; it writes nothing but its result, which names records by id alone. */
import { z } from "zod";
import { Forbidden, NotFound } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { principalOf, type Context } from "../../context.ts";
import { visibleIds } from "../../access/visible.ts";
import { actingAs, actorOf, askerOf, askerSchema } from "../../identity/on-behalf.ts";
import { defineJob, JobCancelled, JobPaused } from "../../jobs/definition.ts";
import { enqueue, readJob, type JobRow } from "../../jobs/queue.ts";
import { read } from "../../query/read.ts";
import { titlesOf } from "../../query/titles.ts";
import { mayPress } from "../actions/offered.ts";
import { triggerSchema, type Automation } from "./automation.ts";
import { rehearseChanges } from "./rehearse-changes.ts";
import { rehearseTime } from "./rehearse-time.ts";
import { DAYS, type Rehearsed } from "./rehearsal.ts";
import { actionOf } from "./standing.ts";

const JOB = "automationRehearsal";

/** In the rights of who asks: in whose name it would be switched on. @returns the job's id. @throws Forbidden where they may not do all that it does */
export async function startRehearsal(ctx: Context, automation: string): Promise<string> {
  assertMayAll(ctx, await automationNamed(ctx, automation));
  const key = `${automation} ${principalOf(ctx.actor)}`;
  return enqueue(ctx, JOB, { automation, asker: askerOf(ctx.actor) } as unknown as Json, { key });
}

export const rehearsalJob = defineJob({
  name: JOB,
  input: z.strictObject({ automation: z.uuid(), asker: askerSchema }),
  attempts: 2,
  async run(job): Promise<Json> {
    const ctx = actingAs(job.ctx, await actorOf(job.ctx, job.input.asker), "system", job.ctx.operationId);
    const automation = await automationNamed(ctx, job.input.automation);
    assertMayAll(ctx, automation);
    const byTime = automation.trigger.on === "time";
    const border = async (done: number): Promise<void> => {
      await job.progress(done, byTime ? DAYS : null);
      if (job.signal.aborted) throw new JobPaused();
      if (await job.cancelled()) throw new JobCancelled();
    };
    const rehearsed = await (byTime ? rehearseTime : rehearseChanges)(ctx, automation, border);
    return { automation: automation.id, ...rehearsed };
  },
});

/** What comes out would tell whoever asks how records stand in fields that they may not see. */
function assertMayAll(ctx: Context, { action }: Automation): void {
  if (!mayPress(ctx, action)) throw new Forbidden("You may not see or do all that the automation asks and does");
}

async function automationNamed(ctx: Context, id: string): Promise<Automation> {
  const { name, object, trigger, condition, steps, dailyLimit } = await read(ctx, "automation", id);
  return {
    id,
    name: name as string,
    trigger: triggerSchema.parse(trigger),
    dailyLimit: dailyLimit as number,
    action: actionOf({ name: name as string, object: object as string, condition: condition!, steps: steps! }),
  };
}

interface Named {
  id: string | null;
  title: string | null;
}

export interface Rehearsal {
  status: JobRow["status"];
  progress: JobRow["progress"];
  error: string | null;
  result:
    | (Omit<Rehearsed, "records" | "whom"> & {
        records: (Named & { day: string })[];
        whom: (Named & { count: number })[];
      })
    | null;
}

/** How far it is, and what came out, with the names of what the viewer may see. @throws NotFound where it is another's */
export async function readRehearsal(ctx: Context, automationId: string, jobId: string): Promise<Rehearsal> {
  const { object } = await read(ctx, "automation", automationId, { fields: ["object"] });
  const job = await readJob(ctx, jobId);
  if (job.name !== JOB || job.createdBy !== principalOf(ctx.actor)) throw new NotFound("There is no such rehearsal");
  const { status, progress, error } = job;
  if (job.result === null) return { status, progress, error, result: null };
  const { automation, records, whom, ...rest } = job.result as unknown as Rehearsed & { automation: string };
  if (automation !== automationId) throw new NotFound("There is no such rehearsal");
  const name = object as string;
  const seen = await visibleIds(ctx, new Map([[name, records.map(({ id }) => id)]]));
  const shown = records.filter(({ id }) => seen.has(id));
  const titles = await titlesOf(
    ctx,
    name,
    shown.map(({ id }) => id),
  );
  const people = await titlesOf(
    ctx,
    "user",
    whom.flatMap(({ id }) => id ?? []),
  );
  const result = {
    ...rest,
    records: shown.map((each) => ({ ...each, title: titles.get(each.id) ?? null })),
    whom: whom.map((each) => ({ ...each, title: each.id === null ? null : (people.get(each.id) ?? null) })),
  };
  return { status, progress, error, result };
}
