/** Records to look around in, for the objects of a template: made up, in the workspace's language, and taken back as one operation. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Context, Workspace } from "#engine/context.ts";
import { actingAs } from "#engine/identity/on-behalf.ts";
import type { Engine } from "#engine/open.ts";
import { create } from "#engine/records/records.ts";
import { uuidv7 } from "#engine/records/uuid.ts";
import type { Conflict } from "#engine/undo/reversal.ts";
import { undoOperation } from "#engine/undo/undo.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import { packageRoot } from "./settings.ts";

export const SAMPLE_FILE = "sample.json";

interface SampleRecord {
  object: string;
  /** What others name it by: `@name`. */
  as?: string;
  /** As the API takes them, with what is only known where they are made: see `filled`. */
  values: JsonObject;
}

interface Making {
  ctx: Context;
  /** Id by name, `me` among them. */
  ids: Map<string, string>;
  today: number;
}

const DAY = 86_400_000;
/** A dollar in the money of the books, roughly and in round figures: the amounts are made up. */
const WORTH: Record<string, number> = { PKR: 280, INR: 80 };

/** @returns the operation that made them @throws InvalidInput where the configuration of the template has been changed against them */
export async function addSamples(
  engine: Engine,
  workspace: Workspace,
  template: string,
  userId: string,
): Promise<string> {
  const text = await readFile(path.join(packageRoot, "templates", template, SAMPLE_FILE), "utf8");
  const records = JSON.parse(text) as SampleRecord[];
  const system = engine.systemContext(workspace, "sample");
  const ctx = actingAs(system, system.actor, "sample", uuidv7());
  await ctx.transaction(async (inner) => {
    const making: Making = { ctx: inner, ids: new Map([["me", userId]]), today: inner.now().getTime() };
    for (const { object, as, values } of records) {
      const made = await create(inner, object, {
        ...owned(inner, object, userId),
        ...(filled(making, values) as JsonObject),
      });
      if (as !== undefined) making.ids.set(as, made.id);
    }
  });
  await engine.workspaces.change(workspace.slug, { settings: { sampleOperation: ctx.operationId } });
  return ctx.operationId;
}

/** Takes them back. What somebody has changed or used since stays, and is told. */
export async function removeSamples(
  engine: Engine,
  ctx: Context,
): Promise<{ undone: number; stayed: number; conflicts: Conflict[] }> {
  const operation = ctx.workspace.settings.sampleOperation;
  if (operation === undefined) return { undone: 0, stayed: 0, conflicts: [] };
  const { undone, conflictCount, conflicts } = await undoOperation(ctx, operation);
  await engine.workspaces.change(ctx.workspace.slug, { settings: { sampleOperation: undefined } });
  return { undone, stayed: conflictCount, conflicts };
}

const owned = ({ catalogue }: Context, object: string, userId: string): JsonObject =>
  catalogue.object(object).fields.get("owner")?.source === "owner" ? { owner: userId } : {};

/** Words by language, `@name` of a record, days from today, and money in the workspace's own. */
function filled(making: Making, value: Json): Json {
  const { baseCurrency: currency, language } = making.ctx.workspace.settings;
  const amount = (dollars: number) => String(Math.round(dollars * (WORTH[currency] ?? 1)));
  if (Array.isArray(value)) return value.map((part) => filled(making, part));
  if (typeof value === "string") return value.startsWith("@") ? making.ids.get(value.slice(1))! : value;
  if (!isObject(value)) return value;
  if (typeof value["en"] === "string") return (value[language] ?? value["en"]) as Json;
  if (typeof value["money"] === "number") return { amount: amount(value["money"]), currency };
  if (typeof value["amount"] === "number") return amount(value["amount"]);
  if (typeof value["day"] === "number") {
    const day = new Date(making.today + value["day"] * DAY).toISOString().slice(0, 10);
    return typeof value["time"] === "string" ? `${day}T${value["time"]}:00Z` : day;
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filled(making, part as Json)]));
}
