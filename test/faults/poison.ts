/** Jobs that never end well, and one that does; run as a program it works on the jobs of the database in DATABASE_URL. */
import { z } from "zod";
import { sql } from "#model/sql.ts";
import { defineJob } from "#engine/jobs/definition.ts";
import { openEngine } from "#engine/open.ts";
import { product } from "#server/product.ts";

const input = z.strictObject({});

export const poison = [
  defineJob({ name: "throws", input, run: () => Promise.reject(new Error("It never works")) }),
  defineJob({
    name: "hangs",
    input,
    silence: 400,
    run: ({ ctx }) =>
      ctx.transaction(async (inner) => {
        await inner.db.query(sql`select from roles for update`);
        return new Promise<never>(() => undefined);
      }),
  }),
  defineJob({
    name: "hangs in the database",
    input,
    silence: 400,
    run: async ({ ctx }) => {
      await ctx.db.query(sql`select pg_sleep(3600)`);
      return null;
    },
  }),
  defineJob({
    name: "kills",
    input,
    run: async () => {
      process.kill(process.pid, "SIGKILL");
      return new Promise<never>(() => undefined);
    },
  }),
  defineJob({
    name: "good",
    input: z.strictObject({ n: z.int() }),
    // A process may end between the deed and the word that it is done: the deed knows whether it was done.
    run: async ({ id, ctx, input: { n } }) => {
      await ctx.db.query(sql`insert into done (job, n) values (${id}::uuid, ${n}) on conflict do nothing`);
      return null;
    },
  }),
];

if (import.meta.main) {
  const engine = openEngine({ connectionString: process.env["DATABASE_URL"] }, { ...product, jobs: poison });
  await engine.jobs.start(3);
}
