/** Puts an order where it belongs: customer, company, contact, country, owner. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";

interface Customer {
  id: string;
  company: string | null;
  contact: string | null;
  country: string | null;
  owner: string | null;
  team: string | null;
}

const idsIn = (changes: readonly Change[], field: string): string[] => [
  ...new Set(changes.map((change) => change.value(field)).filter((id) => typeof id === "string")),
];

/** Where only the person who ordered is said, the customer is their company or they themselves. */
async function customerOfContact(ctx: Context, changes: readonly Change[]): Promise<void> {
  const concerned = changes.filter((change) => change.value("customer") === null && change.value("contact") !== null);
  if (concerned.length === 0) return;
  const rows = await ctx.db.query(sql<{ contact: string; customer: string | null }>`
    select c.id as contact, case when c.company_id is null then (select u.id from customers u where u.contact_id = c.id and u.deleted_at is null limit 1)
      else (select u.id from customers u where u.company_id = c.company_id and u.deleted_at is null limit 1) end as customer
    from contacts c where c.id = any(${idsIn(concerned, "contact")}::uuid[])`);
  const found = new Map(rows.map((row) => [row.contact, row.customer]));
  for (const change of concerned) {
    const customer = found.get(change.value("contact") as string);
    if (customer) change.set("customer", customer);
  }
}

/** What comes in bulk belongs to whoever looks after the customer, not to whoever pressed the button. */
function setOwner(ctx: Context, change: Change, customer: Customer): void {
  const owner = change.value("owner");
  const inBulk = ctx.via !== "screen" && ctx.via !== "api";
  if (customer.owner !== null && (owner === null || (inBulk && owner === ctx.actor.userId))) {
    change.set("owner", customer.owner);
    change.set("team", customer.team);
  } else if (change.value("team") === null && customer.team !== null) change.set("team", customer.team);
}

/** For new orders and those whose customer or contact changes. */
export async function placeOrders(ctx: Context, changes: readonly Change[]): Promise<void> {
  const moved = changes.filter(
    (change) => change.kind === "create" || change.changes("customer") || change.changes("contact"),
  );
  if (moved.length === 0) return;
  await customerOfContact(ctx, moved);
  const rows = await ctx.db.query(sql<Customer>`
    select id, company_id as company, contact_id as contact, country, owner_id as owner, team_id as team from customers where id = any(${idsIn(moved, "customer")}::uuid[])`);
  const customers = new Map(rows.map((row) => [row.id, row]));
  for (const change of moved) {
    const customer = customers.get(change.value("customer") as string);
    change.set("anonymous", customer === undefined);
    change.set("company", customer?.company ?? null);
    if (!customer) continue;
    if (change.value("contact") === null && customer.contact !== null) change.set("contact", customer.contact);
    if (change.value("country") === null && customer.country !== null) change.set("country", customer.country);
    if (change.kind === "create") setOwner(ctx, change, customer);
  }
}
