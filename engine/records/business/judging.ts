/** What judging a change takes: whose question it is, and the record as plain values. */
import type { JsonObject } from "#model/json.ts";
import type { Judging } from "#model/matches.ts";
import type { Context } from "../../context.ts";
import type { Change } from "../change.ts";

export const judgingOf = (ctx: Context): Judging => ({
  catalogue: ctx.catalogue,
  settings: ctx.workspace.settings,
  now: ctx.now(),
  userId: ctx.actor.userId,
});

/** A record that is being made has its maker and its hour, though they are written later. */
export const newRecord = (ctx: Context, change: Change): JsonObject => ({
  id: change.id,
  createdAt: ctx.now().toISOString(),
  createdBy: ctx.actor.userId,
  ...change.patch,
});

export const changedRecord = (change: Change): JsonObject => ({ ...change.before, ...change.patch });
