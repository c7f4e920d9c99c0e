/** Each company, and each contact without one, has a customer row; it follows them in name, number, country, owner, and to the trash. */
import { sql } from "#model/sql.ts";
import { asSystem, type Context } from "#engine/context.ts";
import { reading } from "#engine/database/statement.ts";
import type { Change } from "#engine/records/change.ts";
import { createRecords, deleteRecords, purgeRecords, restoreRecords, updateRecords } from "#engine/records/records.ts";
import { defineRules, type ObjectRules } from "#engine/records/rules.ts";
import { customersOf, type Side } from "./customer-rows.queries.ts";
import { customerValues, MIRRORED } from "./customer-values.ts";
import { joinCompanies } from "./joining.ts";

/** Numbers are unique over companies and contacts together, for a customer has one. */
async function refuseTakenNumbers(ctx: Context, changes: readonly Change[]): Promise<void> {
  const concerned = changes.filter(
    (change) =>
      change.value("number") !== null &&
      (change.kind !== "update" || change.changes("number") || change.changes("company")) &&
      !hasCompany(change),
  );
  if (concerned.length === 0) return;
  const side = sql.id(`${concerned[0]!.object.name}_id`);
  const type = ctx.catalogue.object("customer").fields.get("number")!;
  const keyOf = (change: Change): string =>
    type.type.toColumns(change.value("number"), type.definition)["_key"] as string;
  const rows = await ctx.db.query<{ key: string; of: string | null }>(
    reading(sql`
    select number_key as key, ${side} as of from customers where number_key = any(${concerned.map(keyOf)}) and deleted_at is null`),
  );
  const holder = new Map(rows.map((row) => [row.key, row.of]));
  for (const change of concerned) {
    const held = holder.get(keyOf(change));
    if (held === undefined || held === change.id) continue;
    const number = change.value("number") as string;
    change.refuse("number", `Another customer already has the number ${number}.`, "customers.numberTaken", { number });
  }
}

const hasCompany = (change: Change): boolean => change.object.name === "contact" && change.value("company") !== null;

async function makeRows(ctx: Context, changes: readonly Change[]): Promise<void> {
  const standing = changes.filter((change) => !hasCompany(change));
  if (standing.length > 0) await createRecords(asSystem(ctx), "customer", standing.map(customerValues));
}

async function followRows(ctx: Context, side: Side, changes: readonly Change[]): Promise<void> {
  const concerned = changes.filter(
    (change) =>
      !hasCompany(change) &&
      !(side === "contact" && change.changes("company")) &&
      MIRRORED.some((field) => change.changes(field)),
  );
  const rows = await customersOf(
    ctx,
    side,
    concerned.map((change) => change.id),
  );
  const patches = concerned.flatMap((change) => {
    const id = rows.get(change.id);
    if (id === undefined) return [];
    const { kind: _kind, company: _company, contact: _contact, ...patch } = customerValues(change);
    return [{ id, patch }];
  });
  if (patches.length > 0) await updateRecords(asSystem(ctx), "customer", patches);
}

/** Into the trash and out of it with the record. A contact who has a company has no row to move. */
async function moveRows(ctx: Context, side: Side, changes: readonly Change[]): Promise<void> {
  const out = changes.filter((change) => change.kind === "delete");
  const gone = await customersOf(
    ctx,
    side,
    out.map((change) => change.id),
  );
  if (gone.size > 0) await deleteRecords(asSystem(ctx), "customer", [...gone.values()]);
  const back = changes.filter((change) => change.kind === "restore" && !hasCompany(change));
  const former = await customersOf(
    ctx,
    side,
    back.map((change) => change.id),
    true,
  );
  if (former.size > 0) await restoreRecords(asSystem(ctx), "customer", [...former.values()]);
  await makeRows(
    ctx,
    back.filter((change) => !former.has(change.id)),
  );
}

async function keepRows(ctx: Context, changes: readonly Change[]): Promise<void> {
  const side = changes[0]!.object.name as Side;
  await makeRows(
    ctx,
    changes.filter((change) => change.kind === "create"),
  );
  const updates = changes.filter((change) => change.kind === "update");
  await followRows(ctx, side, updates);
  if (side === "contact")
    await joinCompanies(
      ctx,
      updates.filter((change) => change.changes("company")),
    );
  await moveRows(ctx, side, changes);
}

/** Who is deleted for ever is so as a customer too; what they bought stays, with nobody's name on it. */
async function purgeCustomers(ctx: Context, changes: readonly Change[]): Promise<void> {
  const rows = await customersOf(
    ctx,
    changes[0]!.object.name as Side,
    changes.map((change) => change.id),
    true,
  );
  if (rows.size > 0) await purgeRecords(asSystem(ctx), "customer", [...rows.values()]);
}

const always = ["create", "update", "delete", "restore"] as const;

export const companyRules = defineRules(
  "company",
  {
    on: ["create", "update", "restore"],
    async before(ctx, changes) {
      for (const change of changes) {
        if (change.value("name") === null && change.value("legalName") === null && change.value("number") === null) {
          change.refuse("name", "A company needs a name or a number.", "customers.needsNameOrNumber");
        }
        if (change.value("parent") === change.id)
          change.refuse("parent", "A company cannot be its own parent.", "customers.parentLoop");
      }
      await refuseTakenNumbers(ctx, changes);
    },
  },
  { on: always, after: keepRows },
  { on: ["purge"], before: purgeCustomers },
);

const isEmpty = (change: Change, field: string): boolean => {
  const value = change.value(field);
  return value === null || (Array.isArray(value) && value.length === 0);
};

/** What a contact bought alone goes to the customer of the company that the other contact is at. */
async function customersOfCompanies(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db.query(sql<{ contact: string; customer: string }>`
    select t.id as contact, c.id as customer from contacts t join customers c on c.company_id = t.company_id and c.deleted_at is null
    where t.id = any(${[...ids]}::uuid[])`);
  return new Map(rows.map((row) => [row.contact, row.customer]));
}

export const contactRules: ObjectRules = {
  ...defineRules(
    "contact",
    {
      on: ["create", "update", "restore"],
      async before(ctx, changes) {
        for (const change of changes) {
          if (["name", "number", "emails", "phones"].every((field) => isEmpty(change, field))) {
            change.refuse(
              "name",
              "A contact needs a name, a number, an e-mail address or a phone.",
              "customers.needsSomeName",
            );
          }
        }
        await refuseTakenNumbers(ctx, changes);
      },
    },
    { on: always, after: keepRows },
    { on: ["purge"], before: purgeCustomers },
  ),
  heirs: [{ object: "customer", find: customersOfCompanies }],
};
