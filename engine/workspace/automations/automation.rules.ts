/** What must hold of an automation: it speaks of what is there, and does nothing that who switches it on may not do. */
import { sql } from "#model/sql.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { filterSchema } from "#model/filter.ts";
import { plainText } from "#model/json.ts";
import { seesPath } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import { placeOfNow } from "../../events/feed.ts";
import { AUTOMATIONS_CHANNEL } from "../../identity/notices.ts";
import { askerOf } from "../../identity/on-behalf.ts";
import type { Change } from "../../records/change.ts";
import { defineRules, type Rule } from "../../records/rules.ts";
import { checkDeeds } from "../actions/custom-action.rules.ts";
import { mayPress } from "../actions/offered.ts";
import { ownFieldsIn, triggerSchema, type Trigger } from "./automation.ts";
import { actionOf } from "./standing.ts";

/** Actions show who runs them what they ask; an automation asks nobody. */
const NO_INPUTS: ReadonlySet<string> = new Set();

const isSound: Rule = {
  on: ["create", "update"],
  before: async (ctx, changes) => {
    for (const change of changes) {
      if (takesOver(ctx, change)) change.set("inNameOf", ctx.actor.userId);
      if (change.changes("active") && change.value("active") === true) change.set("offReason", null);
      if (isAnew(change)) await check(ctx, change);
    }
  },
};

const SPOKEN = ["object", "trigger", "condition", "steps"];

const isSwitchedOn = (change: Change): boolean => change.changes("active") && change.value("active") === true;

const isAnew = (change: Change): boolean => isSwitchedOn(change) || SPOKEN.some((name) => change.changes(name));

/** Whoever says what it does, or switches it on, answers for it. Another name or place in the list lends it nobody's rights. */
const takesOver = (ctx: Context, change: Change): boolean => ctx.actor.kind !== "system" && isAnew(change);

async function check(ctx: Context, change: Change): Promise<void> {
  const object = ctx.catalogue.objects.get(plainText(change.value("object")));
  if (!object || object.definition.childOf || object.definition.internal)
    return change.refuse("object", "there is no such object that takes automations", "server.noObject");
  const trigger = triggerSchema.safeParse(change.value("trigger"));
  if (!trigger.success)
    for (const issue of trigger.error.issues) change.refuse(["trigger", ...issue.path].join("."), issue.message);
  else checkTrigger(ctx, change, object, trigger.data);
  await checkDeeds(ctx, change, object, NO_INPUTS);
  if (change.issues.length > 0) return;
  const action = actionOf({
    name: plainText(change.value("name")),
    object: object.name,
    condition: change.value("condition"),
    steps: change.value("steps"),
  });
  if (!mayPress(ctx, action)) change.refuse("steps", "do what your role may not do", "automation.above");
}

function checkTrigger(ctx: Context, change: Change, object: CatalogueObject, trigger: Trigger): void {
  if (trigger.on === "updated")
    for (const name of trigger.fields ?? [])
      if (!seesPath(ctx, object, name))
        change.refuse("trigger.fields", `${object.name} has no field "${name}"`, "server.noField", { field: name });
  if (trigger.on !== "becomes" && trigger.on !== "time") return;
  const condition = filterSchema.safeParse(change.value("condition"));
  if (!condition.success) return change.refuse("condition", "is needed: when it comes to hold", "issue.required");
  if (trigger.on === "becomes" && !ownFieldsIn(object, condition.data))
    change.refuse(
      "condition",
      "asks for what no change of the record tells of: let it look by time instead",
      "automation.ownFieldsOnly",
    );
}

/** It hears of what is done from the moment on in which it was switched on; what it remembers of before counts no more. */
const beginsNow: Rule = {
  on: ["create", "update", "restore"],
  after: async (ctx, changes) => {
    for (const change of changes) if (change.kind !== "update" || isAnew(change)) await begin(ctx, change);
  },
};

async function begin(ctx: Context, change: Change): Promise<void> {
  const { id } = change;
  const asker = JSON.stringify(askerOf(ctx.actor));
  const { xid } = await placeOfNow(ctx);
  const trigger = triggerSchema.safeParse(change.value("trigger")).data;
  const due = trigger?.on === "time" ? ctx.now().toISOString() : null;
  await ctx.db.query(sql`insert into automation_states (automation_id, asker, xid, due_at)
    values (${id}::uuid, ${asker}::jsonb, ${xid}::xid8, ${due}::timestamptz)
    on conflict (automation_id) do update set asker = case when ${takesOver(ctx, change)} then excluded.asker else automation_states.asker end,
      failures = 0, xid = excluded.xid, due_at = excluded.due_at, position = null`);
  if (change.kind === "update" && SPOKEN.some((name) => change.changes(name)))
    await ctx.db.query(sql`delete from automation_matches where automation_id = ${id}::uuid`);
}

const leavesNothing: Rule = {
  on: ["purge"],
  after: async (ctx, changes) => {
    const ids = changes.map((change) => change.id);
    for (const table of ["automation_runs", "automation_matches", "automation_states"])
      await ctx.db.query(sql`delete from ${sql.id(table)} where automation_id = any(${ids}::uuid[])`);
  },
};

const isHeardOf: Rule = {
  on: ["create", "update", "delete", "restore", "purge"],
  after: async (ctx) => {
    await ctx.db.query(sql`select pg_notify(${AUTOMATIONS_CHANNEL}, ${ctx.workspace.slug})`);
  },
};

export const automationRules = defineRules("automation", isSound, beginsNow, leavesNothing, isHeardOf);
