/** The job that builds what large tables still lack, beside the work of others: indexes, and the check of keys made without one. */
import { sql } from "#model/sql.ts";
import { z } from "zod";
import type { Context } from "../context.ts";
import { defineJob, JobCancelled, JobPaused } from "../jobs/definition.ts";
import { enqueue } from "../jobs/queue.ts";
import type { Schema } from "./desired.ts";

const JOB = "schema.indexes";

export const askForIndexes = (ctx: Context): Promise<string> => enqueue(ctx, JOB, {}, { key: JOB });

/** Begun again it goes on where it was: what stands and is valid is left alone. */
export const indexesJob = defineJob({
  name: JOB,
  input: z.strictObject({}),
  async run({ ctx, progress, cancelled, signal }) {
    const missing = await missingIndexes(ctx);
    let built = 0;
    for (const { name, definition, broken } of missing) {
      if (signal.aborted) throw new JobPaused();
      if (await cancelled()) throw new JobCancelled();
      if (broken) await ctx.db.query(sql`drop index concurrently if exists ${sql.id(name)}`);
      await ctx.db.query({ text: createStatement(name, definition), values: [] });
      built += 1;
      await progress(built, missing.length);
    }
    for (const { table, name } of await uncheckedKeys(ctx))
      await ctx.db.query(sql`alter table ${sql.id(table)} validate constraint ${sql.id(name)}`);
    return { indexes: built };
  },
});

function createStatement(name: string, definition: string): string {
  const unique = definition.startsWith("unique ");
  return `create ${unique ? "unique " : ""}index concurrently ${name} ${unique ? definition.slice(7) : definition}`;
}

interface Missing {
  name: string;
  definition: string;
  /** An attempt that broke off left it there, unused. */
  broken: boolean;
}

async function missingIndexes(ctx: Context): Promise<Missing[]> {
  const [row] = await ctx.db.query(sql<{ shape: string }>`select shape::text as shape from custom_schema`);
  const wanted = Object.values(row ? (JSON.parse(row.shape) as Schema) : {}).flatMap((shape) =>
    Object.entries(shape.indexes),
  );
  const standing = await ctx.db.query(sql<{ name: string; valid: boolean }>`
    select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = ${ctx.workspace.schema}::regnamespace`);
  const valid = new Map(standing.map((each) => [each.name, each.valid]));
  return wanted
    .filter(([name]) => valid.get(name) !== true)
    .map(([name, definition]) => ({ name, definition, broken: valid.get(name) === false }));
}

const uncheckedKeys = (ctx: Context) =>
  ctx.db.query(sql<{ table: string; name: string }>`
    select r.relname as table, c.conname as name from pg_constraint c join pg_class r on r.oid = c.conrelid
    where c.connamespace = ${ctx.workspace.schema}::regnamespace and c.contype = 'f' and not c.convalidated`);
