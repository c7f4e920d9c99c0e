/** The sending side of webhooks in a process that works on jobs, and who is told when one was switched off. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { outboundOf } from "#engine/outbound/kept.ts";
import { readRights } from "#engine/identity/members.ts";
import { WebhookSender } from "#engine/workspace/webhooks/sender.ts";
import type { House } from "./assemble.ts";
import { faultOf } from "./faults.ts";

export function startWebhooks(house: House): WebhookSender {
  const { engine, identity } = house;
  return new WebhookSender({
    workspaces: () => engine.workspaces.list(),
    context: (workspace) => engine.systemContext(workspace),
    notices: identity.notices,
    fault: faultOf("webhooks"),
    outbound: outboundOf(engine.catalogue),
    tellOff: (ctx, webhook) => tellAdministrators(house, ctx, webhook),
  });
}

/** By mail, where there is a mail server; the settings show it in any case. */
async function tellAdministrators(
  house: House,
  ctx: Context,
  { name, address }: { name: string; address: string },
): Promise<void> {
  const { mailer } = house.identity;
  if (!mailer) return;
  const people = await ctx.db.query(sql<{ email: string; language: string | null; rights: string }>`
    select u.email, u.language, r.rights::text as rights from users u join roles r on r.id = u.role_id
    where u.status = 'active' and u.deleted_at is null and r.deleted_at is null order by u.id`);
  const { slug, name: company, settings } = ctx.workspace;
  const values = { name, address, company, link: `${house.publicUrl}/w/${encodeURIComponent(slug)}/settings/webhooks` };
  const told = people
    .filter((person) => readRights(person.rights).capabilities.includes("settings"))
    .map((person) =>
      mailer.send(
        person.email,
        "webhookOff",
        (person.language ?? settings.language) as typeof settings.language,
        values,
      ),
    );
  // Whom the mail server did not take stays with the settings, which say it too.
  await Promise.allSettled(told);
}
