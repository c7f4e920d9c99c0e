/** An activity says something, ends after it began, and hangs on the customer of whoever it was with. */
import { sql } from "#model/sql.ts";
import { asSystem, type Context } from "#engine/context.ts";
import type { Change } from "#engine/records/change.ts";
import { updateRecords } from "#engine/records/records.ts";
import { defineRules } from "#engine/records/rules.ts";

interface Tie {
  id: string;
  company: string | null;
  contact: string | null;
  customer: string | null;
}

const idsIn = (changes: readonly Change[], field: string): string[] => [
  ...new Set(changes.map((change) => change.value(field)).filter((id) => typeof id === "string")),
];

/** Each tie names the customer row, company and contact that belong to a record of `field`. */
const TIES = {
  order: sql`select id, company_id as company, contact_id as contact, customer_id as customer from orders`,
  contact: sql`select c.id, c.company_id as company, c.id as contact, case when c.company_id is null
      then (select u.id from customers u where u.contact_id = c.id and u.deleted_at is null limit 1)
      else (select u.id from customers u where u.company_id = c.company_id and u.deleted_at is null limit 1) end as customer from contacts c`,
  company: sql`select c.id, c.id as company, null::uuid as contact, (select u.id from customers u where u.company_id = c.id and u.deleted_at is null limit 1) as customer from companies c`,
  customer: sql`select id, company_id as company, contact_id as contact, id as customer from customers`,
};

async function tie(ctx: Context, changes: readonly Change[]): Promise<void> {
  const touched = changes.filter(
    (change) =>
      change.kind === "create" || ["customer", "company", "contact", "order"].some((field) => change.changes(field)),
  );
  for (const field of ["order", "contact", "company", "customer"] as const) {
    const ids = idsIn(touched, field);
    if (ids.length === 0) continue;
    const rows = await ctx.db.query(sql<Tie>`select * from (${TIES[field]}) as t where t.id = any(${ids}::uuid[])`);
    const ties = new Map(rows.map((row) => [row.id, row]));
    for (const change of touched) {
      const found = ties.get(change.value(field) as string);
      if (!found) continue;
      for (const other of ["contact", "company", "customer"] as const)
        if (change.value(other) === null && found[other] !== null) change.set(other, found[other]);
    }
  }
}

function check(change: Change): void {
  if (change.value("subject") === null && change.value("body") === null)
    change.refuse("body", "An activity needs a subject or a text.", "activities.needsText");
  const [start, end] = [change.value("startsAt"), change.value("endsAt")];
  if (typeof start === "string" && typeof end === "string" && end < start)
    change.refuse("endsAt", "The end lies before the start.", "activities.endsBeforeStart");
  if (change.value("kind") === "task" && change.value("done") === null) change.set("done", false);
}

/** The next touch agreed in an activity is the next touch of the company, or of the contact who has none. */
async function carryNextTouch(ctx: Context, changes: readonly Change[]): Promise<void> {
  const agreed = changes.filter((change) => change.changes("nextTouchOn") && change.value("nextTouchOn") !== null);
  for (const object of ["company", "contact"] as const) {
    const days = new Map<string, string>();
    for (const change of agreed) {
      const id = change.value(object);
      if (typeof id === "string" && (object === "company" || change.value("company") === null))
        days.set(id, change.value("nextTouchOn") as string);
    }
    if (days.size > 0)
      await updateRecords(
        asSystem(ctx),
        object,
        [...days].map(([id, nextTouchOn]) => ({ id, patch: { nextTouchOn } })),
        { mode: "collect" },
      );
  }
}

export const activityRules = defineRules(
  "activity",
  {
    on: ["create", "update"],
    async before(ctx, changes) {
      changes.forEach(check);
      await tie(ctx, changes);
    },
  },
  { on: ["create", "update"], after: carryNextTouch },
);
