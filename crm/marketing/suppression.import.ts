/** Opt-outs of an imported file become suppressions, with the file as their proof; absence is no consent. */
import { sql } from "#model/sql.ts";
import { asSystem, type Context } from "#engine/context.ts";
import { createRecords } from "#engine/records/records.ts";
import type { ColumnNames, OptOut } from "#engine/transfer/preset.ts";

export const suppressionNames: ColumnNames = {
  object: "suppression",
  fields: {
    address: ["Suppressed Address", "Unsubscribed Address", "Blocked Email", "Bounced Email", "Do Not Contact Address"],
    channel: ["Channel", "Suppressed Channel"],
    reason: ["Reason", "Suppression Reason"],
    since: ["Unsubscribed At", "Unsubscribed On", "Unsubscribed Time", "Suppressed At", "Opt Out Date"],
    contact: ["Contact"],
    company: ["Company"],
  },
};

/** Kept by the system: who may import must not be able to lose an opt-out. */
export async function suppressImported(ctx: Context, optOuts: readonly OptOut[]): Promise<number> {
  const known = optOuts.filter(({ object }) => object === "contact" || object === "company");
  if (known.length === 0) return 0;
  const ids = known.map(({ id }) => id);
  const standing = await ctx.db.query(sql<{ id: string; channel: string }>`
    select coalesce(contact_id, company_id) as id, channel from suppressions where deleted_at is null and (contact_id = any(${ids}::uuid[]) or company_id = any(${ids}::uuid[]))`);
  const there = new Set(standing.map(({ id, channel }) => `${id}/${channel}`));
  const fresh = new Map(
    known
      .filter(({ id, channel }) => !there.has(`${id}/${channel}`))
      .map((optOut) => [`${optOut.id}/${optOut.channel}`, optOut]),
  );
  await createRecords(
    asSystem(ctx),
    "suppression",
    [...fresh.values()].map(({ object, id, channel, proof }) => ({ [object]: id, channel, source: "import", proof })),
  );
  return fresh.size;
}
