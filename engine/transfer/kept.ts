/** The list of records that an import made or changed and that still stand so: what taking it back has left, and why. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { rowCondition } from "../access/record-rights.ts";
import type { Context } from "../context.ts";
import { titleOf } from "../query/title.ts";
import { csvLine } from "./rejects.ts";
import { isChangedByHand, type Deeds } from "./undo-changes.ts";

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

/** In order of object and id; only what the viewer may see. */
export async function* keptRecords(ctx: Context, deeds: Deeds): AsyncGenerator<KeptRecord[]> {
  const objects = await ctx.db.query(sql<{ object: string }>`
    select distinct object from events where operation_id = ${deeds.operationId}::uuid and type in ('created', 'updated') and id < ${deeds.until}::uuid order by object`);
  for (const { object: name } of objects) {
    const object = ctx.catalogue.objects.get(name);
    if (!object || !isChangedByHand(object) || object.definition.internal) continue;
    for (let after = "00000000-0000-0000-0000-000000000000"; ;) {
      const rows = await page(ctx, object, deeds, after);
      if (rows.length === 0) break;
      after = rows.at(-1)!.id;
      yield rows.map(({ id, title, created, same }) => ({
        object: name,
        id,
        title: title ?? "",
        deed: created ? "created" : "changed",
        reason: same ? "inUse" : "edited",
      }));
    }
  }
}

interface Row {
  id: string;
  title: string | null;
  created: boolean;
  same: boolean;
}

/** A changed record that nobody has touched stands as it did before once it was taken back, so only touched ones are told. */
function page(ctx: Context, object: CatalogueObject, { operationId, until }: Deeds, after: string): Promise<Row[]> {
  return ctx.db.query(sql<Row>`
    select t.id, ${titleOf(ctx, object, "t")} as title, d.created, t.operation_id = ${operationId}::uuid as same
    from ${sql.id(object.table)} as t
    join (select e.record_id, bool_or(e.type = 'created') as created from events e
      where e.operation_id = ${operationId}::uuid and e.object = ${object.name} and e.type in ('created', 'updated') and e.id < ${until}::uuid
      group by e.record_id) as d on d.record_id = t.id
    where t.id > ${after}::uuid and t.deleted_at is null and (d.created or t.operation_id <> ${operationId}::uuid) and ${rowCondition(ctx, object, "t")}
    order by t.id limit ${AT_ONCE}`);
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
