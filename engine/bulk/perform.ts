/** A deed on a set of records, through the door: what of it can be done is done, the rest is told one by one. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import type { Context } from "../context.ts";
import type { Ask, Outcome } from "../records/door.ts";
import { createRecords, outcomeId, passSafely } from "../records/records.ts";
import { resolveRelations, type Meant } from "../records/relations.ts";
import { linkTable } from "../schema/desired.ts";
import { preparedAction, runOnMany } from "../workspace/actions/run.ts";
import { linkField, patchOf, type Deed } from "./deed.ts";

/** Within a transaction. What stands as it should already is left alone and told as unchanged. */
export async function perform(
  ctx: Context,
  object: CatalogueObject,
  deed: Deed,
  ids: readonly string[],
): Promise<Outcome[]> {
  if (ids.length === 0) return [];
  // What each of its steps may do is asked at the door.
  if (deed.act === "action")
    return runOnMany(ctx, object, await preparedAction(ctx, object, deed.action, deed.inputs), ids);
  return passSafely(ctx, object.name, await asksOf(ctx, object, deed, ids), { skipUnchanged: true });
}

async function asksOf(ctx: Context, object: CatalogueObject, deed: Deed, ids: readonly string[]): Promise<Ask[]> {
  switch (deed.act) {
    case "delete":
    case "restore":
    case "purge":
      return ids.map((id) => ({ kind: deed.act, id }));
    case "add":
    case "remove":
      return relink(ctx, object, deed, ids);
    default: {
      const input = patchOf(deed);
      return ids.map((id) => ({ kind: "update", id, input }));
    }
  }
}

/** The links as they are with some more, or without some. The records are locked first, so that nobody's change between is lost. */
async function relink(
  ctx: Context,
  object: CatalogueObject,
  deed: Extract<Deed, { act: "add" | "remove" }>,
  ids: readonly string[],
): Promise<Ask[]> {
  const field = linkField(object, deed.field);
  const named = await linked(ctx, field, deed.values as Json[], deed.act === "add");
  await ctx.db.query(
    sql`select from ${sql.id(object.table)} where id = any(${[...ids]}::uuid[]) order by id for update`,
  );
  const rows = await ctx.db.query<{ id: string; links: string[] }>(sql`
    select from_id as id, array_agg(to_id::text order by position) as links from ${sql.id(linkTable(object, field))}
    where from_id = any(${[...ids]}::uuid[]) group by from_id`);
  const standing = new Map(rows.map((row) => [row.id, row.links]));
  return ids.map((id) => {
    const links = standing.get(id) ?? [];
    const next =
      deed.act === "add" ? [...new Set([...links, ...named])] : links.filter((each) => !named.includes(each));
    return { kind: "update", id, input: { [field.name]: next } };
  });
}

/** Ids of the records meant; those added by a name that is new are made, as the field allows. */
async function linked(ctx: Context, field: CatalogueField, values: readonly Json[], make: boolean): Promise<string[]> {
  const ids = new Set<string>();
  const issues: InvalidInput["issues"] = [];
  const meant = values.map((value, index): Meant => ({
    field,
    value,
    path: `values.${index}`,
    put: (id) => ids.add(id),
    // What is not there can be taken from nobody.
    refuse: (issue) => void (make || issue.code !== "issue.noRecord" ? issues.push(issue) : undefined),
  }));
  await resolveRelations(
    ctx,
    meant,
    make
      ? async (target, by, names) =>
          (
            await createRecords(
              ctx,
              target.name,
              names.map((name) => ({ [by]: name })),
            )
          ).map(outcomeId)
      : undefined,
  );
  if (issues.length > 0) throw new InvalidInput(issues);
  return [...ids];
}
