/** The same request sent again, because its answer got lost, is done once: Idempotency-Key, kept for 24 hours. */
import { createHash } from "node:crypto";
import { sql } from "#model/sql.ts";
import type { Database } from "#engine/database/database.ts";
import type { Context } from "#engine/context.ts";
import { InvalidInput } from "#model/errors.ts";
import { OWN_ID, showOwnRows } from "#engine/workspace/openings.ts";
import { Answer } from "./answer.ts";
import type { Call, Route } from "./route.ts";

const FORM = /^[\x21-\x7e]{1,200}$/;

interface Kept {
  request: string;
  status: number;
  headers: string;
  body: string | null;
}

/** The table of answers given; safe at every start. */
export async function prepareIdempotency(database: Database): Promise<void> {
  await database.transaction("public", async (db) => {
    await db.query(sql`create table if not exists raabta.answers (
      workspace_id uuid not null, caller uuid not null, key text not null, request text not null, status integer, headers jsonb, body text,
      at timestamptz(3) not null default now(), primary key (workspace_id, caller, key))`);
    await db.query(sql`create index if not exists answers_at on raabta.answers (workspace_id, at)`);
    await showOwnRows(db, "answers", `workspace_id = ${OWN_ID}`, "select, insert, update, delete");
  });
}

/** Key of the call where there is one and it counts. @throws InvalidInput (400) where it reads badly. */
export function idempotencyKey(route: Route, call: Call<unknown, unknown, unknown>): string | undefined {
  const key = call.header("idempotency-key");
  if (key === undefined || route.method === "GET" || route.multipart || route.unkept) return undefined;
  if (!FORM.test(key))
    throw new InvalidInput([{ path: "Idempotency-Key", message: "has 1 to 200 visible ASCII characters" }], 400);
  return key;
}

/**
 * Runs the route in one transaction with the note that it was run: both stand, or neither. A twin waits for the first
 * and gets its answer. What failed is not kept and may be tried again.
 */
export function runOnce(route: Route, call: Call<undefined, undefined, undefined>, key: string): Promise<Answer> {
  const { workspace, actor } = call.ctx;
  const caller = actor.apiKeyId ?? actor.userId;
  const request = createHash("sha256")
    .update(JSON.stringify([route.method, call.raw.url, call.body ?? null, call.header("if-match") ?? null]))
    .digest("base64url");
  return call.ctx.transaction(async (inner) => {
    await inner.db.query(
      sql`delete from raabta.answers where workspace_id = ${workspace.id}::uuid and at < now() - interval '24 hours'`,
    );
    const [claimed] = await inner.db.query(sql<{
      key: string;
    }>`insert into raabta.answers (workspace_id, caller, key, request)
      values (${workspace.id}::uuid, ${caller}::uuid, ${key}, ${request}) on conflict do nothing returning key`);
    if (!claimed) return givenBefore(inner, caller, key, request);
    const answer = asAnswer(route, await route.run(withContext(call, inner)));
    await inner.db
      .query(sql`update raabta.answers set status = ${answer.status ?? route.status ?? 200}::int, headers = ${JSON.stringify(answer.headers)}::jsonb, body = ${answer.body as string | null}
      where workspace_id = ${workspace.id}::uuid and caller = ${caller}::uuid and key = ${key}`);
    return answer;
  });
}

async function givenBefore(ctx: Context, caller: string | null, key: string, request: string): Promise<Answer> {
  const [kept] = await ctx.db.query(sql<Kept>`select request, status, headers::text as headers, body from raabta.answers
    where workspace_id = ${ctx.workspace.id}::uuid and caller = ${caller}::uuid and key = ${key}`);
  if (kept?.request !== request)
    throw new InvalidInput([{ path: "Idempotency-Key", message: "was used for another request" }]);
  const options = {
    status: kept.status,
    headers: { ...(JSON.parse(kept.headers) as Record<string, string>), "idempotency-replayed": "true" },
  };
  return kept.body === null ? Answer.empty(options) : Answer.bytes(kept.body, options);
}

function asAnswer(route: Route, result: unknown): Answer {
  if (!(result instanceof Answer)) return result === undefined ? Answer.empty() : Answer.json(result);
  if (result.body !== null && typeof result.body !== "string")
    throw new Error(`The answer of ${route.path} is no text and cannot be kept`);
  return result;
}

/** The call as it was, within the transaction. `ctx` of a call is computed, so it is not copied. */
const withContext = (
  call: Call<undefined, undefined, undefined>,
  ctx: Context,
): Call<undefined, undefined, undefined> =>
  Object.defineProperty(Object.create(call) as typeof call, "ctx", { value: ctx });
