/** What must hold of a webhook: an address outside, things that its role may read, and no more rights than who sets it up. */
import { sql } from "#model/sql.ts";
import { InvalidInput, RaabtaError } from "#model/errors.ts";
import { plainText } from "#model/json.ts";
import { fieldAccess, scopeOf } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import { placeOfNow } from "../../events/feed.ts";
import { assertMayGive } from "../../identity/membership.rules.ts";
import { WEBHOOKS_CHANNEL } from "../../identity/notices.ts";
import { readAddress } from "../../outbound/address.ts";
import { outboundOf } from "../../outbound/kept.ts";
import { compileFilter } from "../../query/filter.ts";
import type { Change } from "../../records/change.ts";
import { defineRules, type Rule } from "../../records/rules.ts";
import { readerOf, readingAs } from "./reader.ts";
import { topicsSchema, type Topic } from "./topics.ts";

/** Whoever sets it up answers for it from then on, so no change of theirs may send what they could not read. */
const givesNoMoreThanOwn: Rule = {
  on: ["create", "update", "restore"],
  before: async (ctx, changes) => {
    for (const change of changes) {
      const role = plainText(change.value("role"));
      if (role !== "") await assertMayGive(ctx, role);
      const isDeed = ctx.actor.kind !== "system" && Object.keys(change.patch).length > 0;
      if (change.kind !== "restore" && isDeed) change.set("inNameOf", ctx.actor.userId);
      if (change.changes("active") && change.value("active") === true) change.set("offReason", null);
    }
  },
};

const isSound: Rule = {
  on: ["create", "update"],
  before: async (ctx, changes) => {
    for (const change of changes) {
      if (change.changes("address")) checkAddress(ctx, change);
      if (change.changes("topics") || change.changes("role")) await checkTopics(ctx, change);
    }
  },
};

function checkAddress(ctx: Context, change: Change): void {
  collecting(change, () => {
    change.set("address", readAddress(plainText(change.value("address")), outboundOf(ctx.catalogue).trusted).href);
  });
}

function collecting(change: Change, check: () => unknown, at = ""): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof RaabtaError)) throw error;
    const issues = error instanceof InvalidInput ? error.issues : [{ path: "", message: error.message }];
    change.issues.push(...issues.map((issue) => ({ ...issue, path: [at, issue.path].filter(Boolean).join(".") })));
  }
}

async function checkTopics(ctx: Context, change: Change): Promise<void> {
  const parsed = topicsSchema.safeParse(change.value("topics"));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) change.refuse(["topics", ...issue.path].join("."), issue.message);
    return;
  }
  const reader = await readerOf(ctx, { role: plainText(change.value("role")), inNameOf: ctx.actor.userId });
  if (typeof reader === "string") return change.refuse("role", "may do more than you", "webhook.role.above");
  const seen = readingAs(ctx, reader);
  parsed.data.forEach((topic, place) => checkTopic(seen, change, topic, `topics.${place}`));
}

/** As its role sees it. */
function checkTopic(ctx: Context, change: Change, topic: Topic, at: string): void {
  const object = ctx.catalogue.objects.get(topic.object);
  if (!object || scopeOf(ctx.actor, object, "read") === "none")
    return change.refuse(`${at}.object`, `the role may read no "${topic.object}"`, "webhook.object");
  for (const name of topic.fields ?? []) {
    const field = object.fields.get(name);
    if (!field || fieldAccess(ctx.actor, object, field) === "hidden")
      change.refuse(`${at}.fields`, `${object.name} has no field "${name}"`, "webhook.field", { field: name });
  }
  const { filter } = topic;
  if (filter) collecting(change, () => compileFilter(ctx, object, filter, "t"), at);
}

/** It is told from the moment on in which it was switched on. */
const beginsNow: Rule = {
  on: ["create", "update", "restore"],
  after: async (ctx, changes) => {
    const begun = changes.filter((change) => change.kind !== "update" || change.changes("active"));
    if (begun.length > 0)
      await beginFromNow(
        ctx,
        begun.map((change) => change.id),
      );
  },
};

/** Also forgets how the address did before; what waits for it is sent at once. */
export async function beginFromNow(ctx: Context, ids: readonly string[]): Promise<void> {
  const { xid, id } = await placeOfNow(ctx);
  await ctx.db.query(sql`insert into webhook_places (webhook_id, xid, event_id)
    select w, ${xid}::xid8, ${id}::uuid from unnest(${[...ids]}::uuid[]) as w
    on conflict (webhook_id) do update set xid = excluded.xid, event_id = excluded.event_id, failures = 0, failing_since = null, paused_until = null`);
  await ctx.db.query(sql`update webhook_deliveries set due_at = ${ctx.now().toISOString()}::timestamptz
    where webhook_id = any(${[...ids]}::uuid[]) and status = 'waiting' and head and not claimed`);
}

const leavesNothing: Rule = {
  on: ["purge"],
  after: async (ctx, changes) => {
    const ids = changes.map((change) => change.id);
    for (const table of ["webhook_deliveries", "webhook_places", "webhook_secrets"])
      await ctx.db.query(sql`delete from ${sql.id(table)} where webhook_id = any(${ids}::uuid[])`);
  },
};

const isHeardOf: Rule = {
  on: ["create", "update", "delete", "restore", "purge"],
  after: wakeSenders,
};

/** With the commit. */
export async function wakeSenders(ctx: Context): Promise<void> {
  await ctx.db.query(sql`select pg_notify(${WEBHOOKS_CHANNEL}, ${ctx.workspace.slug})`);
}

export const webhookRules = defineRules("webhook", givesNoMoreThanOwn, isSound, beginsNow, leavesNothing, isHeardOf);
