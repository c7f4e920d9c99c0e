/** Tells a webhook again what was changed within a range of time, with the ids that the messages had or would have had. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import { Conflict, InvalidInput, NotFound } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import type { Context } from "../../context.ts";
import { CHANGE_TYPES } from "../../events/append.ts";
import type { ToldRow } from "../../events/feed.ts";
import { defineJob, JobCancelled, JobPaused, type JobRun } from "../../jobs/definition.ts";
import { enqueue } from "../../jobs/queue.ts";
import { read } from "../../query/read.ts";
import { userSummary } from "../../query/select.ts";
import { uuidFloor } from "../../records/uuid.ts";
import { addMessages } from "./deliveries.ts";
import { messagesOf } from "./fan-out.ts";
import { readerOf, readingAs } from "./reader.ts";
import { assertReadsAsMuch } from "./reads-as-much.ts";
import { readTopics } from "./topics.ts";
import { wakeSenders } from "./webhook.rules.ts";

const REPLAY_JOB = "webhookReplay";
const AT_ONCE = 500;
/** More than these wait to be sent already: the rest is made when there is room. */
const ROOM = 5_000;
const ROOM_AGAIN_SECONDS = 10;

const input = z.strictObject({ webhook: z.uuid(), from: z.iso.datetime(), to: z.iso.datetime() });
type Input = z.output<typeof input>;

/** @returns the job's id. @throws InvalidInput where the range is none, Conflict where the webhook is off, Forbidden where its role may do more than the actor's */
export async function startReplay(ctx: Context, asked: Input): Promise<string> {
  const webhook = await read(ctx, "webhook", asked.webhook, { fields: ["active"] });
  await assertReadsAsMuch(ctx, asked.webhook);
  if (asked.from >= asked.to)
    throw new InvalidInput([{ path: "to", message: "is later than from", code: "webhook.range" }]);
  if (webhook["active"] !== true) throw new Conflict("The webhook is switched off");
  return enqueue(ctx, REPLAY_JOB, asked);
}

/** Each set of messages is committed together with the word how far it is. */
export const replayJob = defineJob<Input>({
  name: REPLAY_JOB,
  input,
  async run(job): Promise<Json> {
    const [first, last] = [job.input.from, job.input.to].map((at) => uuidFloor(new Date(at)));
    const reached = await reachedBefore(job);
    let place: string | undefined = reached.place ?? first!;
    let done = reached.done;
    while (place !== undefined) {
      if (job.signal.aborted) throw new JobPaused();
      if (await job.cancelled()) throw new JobCancelled();
      if (!(await hasRoom(job.ctx, job.input.webhook))) throw new JobPaused(ROOM_AGAIN_SECONDS);
      const step: { place: string | undefined; made: number } = await replaySome(job, place, last!, done);
      place = step.place;
      done += step.made;
      await job.progress(done);
    }
    return { sent: done };
  },
});

/** A job that was begun again goes on where it was: what it has made stands in its note. */
async function reachedBefore(job: JobRun<Input>): Promise<{ place?: string; done: number }> {
  const [row] = await job.ctx.db.query(
    sql<{ note: string | null }>`select note::text as note from job_runs where id = ${job.id}::uuid`,
  );
  const note = JSON.parse(row?.note ?? "null") as { place?: string; done?: number } | null;
  return { ...(note?.place ? { place: note.place } : {}), done: note?.done ?? 0 };
}

/** @throws NotFound where nothing is sent any more, and so no room would ever come */
async function hasRoom(ctx: Context, webhook: string): Promise<boolean> {
  const [row] = await ctx.db.query(sql<{ waiting: number }>`
    select coalesce(p.waiting, 0) as waiting from webhooks w left join webhook_places p on p.webhook_id = w.id
    where w.id = ${webhook}::uuid and w.active and w.deleted_at is null`);
  if (!row) throw gone();
  return row.waiting < ROOM;
}

const gone = (): NotFound => new NotFound("The webhook is gone or switched off");

function replaySome(
  job: JobRun<Input>,
  from: string,
  until: string,
  before: number,
): Promise<{ place: string | undefined; made: number }> {
  return job.ctx.transaction(async (ctx) => {
    const [row] = await ctx.db.query(sql<{ topics: string; role: string; in_name_of: string | null }>`
      select topics::text as topics, role_id as role, in_name_of_id as in_name_of from webhooks where id = ${job.input.webhook}::uuid and active and deleted_at is null`);
    if (!row) throw gone();
    const reader = await readerOf(ctx, { role: row.role, inNameOf: row.in_name_of });
    if (typeof reader === "string") throw new Conflict("The webhook has lost its rights");
    const topics = readTopics(JSON.parse(row.topics) as Json);
    const reading = readingAs(ctx, reader);
    const rows = await changesWithin(
      reading,
      topics.map((topic) => topic.object),
      from,
      until,
    );
    const messages = await messagesOf(reading, topics, rows);
    await addMessages(ctx, job.input.webhook, messages);
    const place = rows.length < AT_ONCE ? undefined : rows.at(-1)!.id;
    const note = JSON.stringify({ place: place ?? until, done: before + messages.length });
    await ctx.db.query(sql`update job_runs set note = ${note}::jsonb where id = ${job.id}::uuid`);
    await wakeSenders(ctx);
    return { place, made: messages.length };
  });
}

/** Changes of these objects by the time of their ids. */
function changesWithin(ctx: Context, objects: string[], from: string, until: string): Promise<ToldRow[]> {
  return ctx.db.query<ToldRow>(sql`
    select e.id, e.object, e.record_id, e.version, e.type, e.via, e.operation_id, ${userSummary(ctx, sql.ref("e.by_id"))} as by,
      ${sql.instant("e.at")} as at, e.before::text as before, e.after::text as after
    from events e where e.id > ${from}::uuid and e.id < ${until}::uuid and e.object = any(${objects}) and e.type = any(${[...CHANGE_TYPES]})
    order by e.id limit ${AT_ONCE}`);
}
