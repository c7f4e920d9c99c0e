/** The list of jobs does not grow for ever by what the machine does for itself. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "#model/sql.ts";
import { testWorkspace } from "#test/harness/workspace.ts";
import { uuidv7 } from "../records/uuid.ts";
import { tidyJobs } from "./tidy.ts";

test("what the machine did long ago is forgotten; what people asked for, what is under way and what something hangs on is not", async (t) => {
  const { ctx, person } = await testWorkspace(t);
  const { id: someone } = await person("sales");
  const job = async (name: string, daysAgo: number | null, by: string | null = null): Promise<string> => {
    const id = uuidv7();
    await ctx.db.query(sql`insert into job_runs (id, name, input, status, via, operation_id, created_by, finished_at)
      values (${id}::uuid, ${name}, '{}', ${daysAgo === null ? "queued" : "done"}, 'system', ${id}::uuid, ${by}::uuid, now() - make_interval(days => ${daysAgo}::int))`);
    return id;
  };
  await job("old", 91);
  await job("young", 89);
  await job("waits", null);
  await job("asked for", 91, someone);
  const held = await job("held", 91);
  await ctx.db
    .query(sql`insert into imports (id, status, file_name, file_hash, file_size, detected, columns, job_id, operation_id)
    values (${uuidv7()}::uuid, 'done', 'a.csv', 'x', 1, '{}', '[]', ${held}::uuid, ${uuidv7()}::uuid)`);
  await tidyJobs(ctx);
  const left = await ctx.db.query(sql<{ name: string }>`select name from job_runs order by name`);
  assert.deepEqual(
    left.map(({ name }) => name),
    ["asked for", "held", "waits", "young"],
  );
});
