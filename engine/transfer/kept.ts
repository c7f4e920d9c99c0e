/** The list of records that an import made or changed and that still stand so: what taking it back has left, and why. */
import { sql } from "#model/sql.ts";
import { standsAlone, type CatalogueObject } from "#model/catalogue.ts";
import { rowCondition } from "../access/record-rights.ts";
import type { Context } from "../context.ts";
import { titleOf } from "../query/title.ts";
import { deedsAfter, firstDeeds, type Deed, type Deeds } from "./deeds.ts";
import { csvLine } from "./rejects.ts";
import { NO_ID } from "../records/uuid.ts";

const AT_ONCE = 1000;

export interface KeptRecord {
  object: string;
  id: string;
  title: string;
  /** What the import did with it. */
  deed: "created" | "changed";
  /** Someone has changed it since; or it is as the import left it, for other records stand on it or the door refused. */
  reason: "edited" | "inUse";
}

/** In the order in which the import did it; only what the viewer may see. */
async function* keptRecords(ctx: Context, deeds: Deeds): AsyncGenerator<KeptRecord[]> {
  for (let after = NO_ID; ;) {
    const done = await deedsAfter(ctx, deeds, after, AT_ONCE);
    if (done.length === 0) return;
    after = done.at(-1)!.id;
    const firsts = await firstDeeds(
      ctx,
      deeds.operationId,
      done.map((deed) => deed.record),
    );
    const once = done.filter((deed) => firsts.get(deed.record)?.id === deed.id);
    for (const [name, group] of Map.groupBy(once, (deed) => deed.object)) {
      const object = ctx.catalogue.objects.get(name);
      if (object && standsAlone(object) && object.definition.internal !== true)
        yield await standing(ctx, object, deeds.operationId, group);
    }
  }
}

/** A changed record that nobody has touched stands as it did before once it was taken back, so only touched ones are told. */
async function standing(
  ctx: Context,
  object: CatalogueObject,
  operationId: string,
  deeds: readonly Deed[],
): Promise<KeptRecord[]> {
  const rows = await ctx.db.query(sql<{ id: string; title: string | null; same: boolean }>`
    select t.id, ${titleOf(ctx, object, "t")} as title, t.operation_id = ${operationId}::uuid as same from ${sql.id(object.table)} as t
    where t.id = any(${deeds.map((deed) => deed.record)}::uuid[]) and t.deleted_at is null and ${rowCondition(ctx, object, "t")}`);
  const found = new Map(rows.map((row) => [row.id, row]));
  return deeds.flatMap(({ record, type }): KeptRecord[] => {
    const row = found.get(record);
    if (!row || (row.same && type === "updated")) return [];
    return [
      {
        object: object.name,
        id: record,
        title: row.title ?? "",
        deed: type === "created" ? "created" : "changed",
        reason: row.same ? "inUse" : "edited",
      },
    ];
  });
}

/** The list as a file. `say` gives the words of the columns and of the reasons. */
export async function* keptCsv(ctx: Context, deeds: Deeds, say: (word: string) => string): AsyncGenerator<string> {
  yield `\ufeff${csvLine(["object", "title", "id", "deed", "reason"].map((column) => say(`transfer.kept.${column}`)))}`;
  for await (const records of keptRecords(ctx, deeds))
    yield records
      .map(({ object, id, title, deed, reason }) =>
        csvLine([object, title, id, say(`transfer.kept.${deed}`), say(`transfer.kept.${reason}`)]),
      )
      .join("");
}
