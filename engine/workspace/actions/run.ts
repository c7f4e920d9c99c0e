/** Runs an action on records: in the name of who presses, through the one door, all of one record or nothing of it. */
import { sql } from "#model/sql.ts";
import { fieldTypes } from "#fields/index.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { Conflict, InvalidInput, NotFound, RaabtaError, Unavailable, type Issue } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { dayIn } from "#model/time-zone.ts";
import { assertMay } from "../../access/rights.ts";
import { rowCondition } from "../../access/record-rights.ts";
import type { Context } from "../../context.ts";
import { auditChanges } from "../../events/reading.ts";
import { filterUsesStatistics, fromObject } from "../../query/columns.ts";
import { compileFilter } from "../../query/filter.ts";
import { readValues, type RecordValues } from "../../query/read.ts";
import type { Outcome } from "../../records/door.ts";
import { at } from "../../records/parse.ts";
import { createRecords, outcomeId, updateRecords } from "../../records/records.ts";
import { fieldOfInput, meantBy, type ActionDefinition, type ActionInput, type Step } from "./action.ts";
import { callWebhook } from "./call-webhook.ts";
import { actionNamed, copiedBy } from "./offered.ts";
import { stepNamed, type Made } from "./step.ts";

export type { Made };

/** On one record. @throws what refused it; then nothing of it is done */
export function runAction(
  ctx: Context,
  objectName: string,
  name: string,
  id: string,
  given: JsonObject,
): Promise<{ made: Made[] }> {
  return ctx.transaction(async (inner) => {
    const object = inner.catalogue.object(objectName);
    const { action, inputs } = await preparedAction(inner, object, name, given);
    return { made: await runStrictly(inner, object, action, inputs, [id]) };
  });
}

/** The action with its inputs read. @throws InvalidInput naming `inputs.…`, NotFound */
export async function preparedAction(
  ctx: Context,
  object: CatalogueObject,
  name: string,
  given: JsonObject,
): Promise<{ action: ActionDefinition; inputs: JsonObject }> {
  assertMay(ctx.actor, object, "read");
  const action = await actionNamed(ctx, object.name, name);
  return { action, inputs: readInputs(ctx, action.inputs, given) };
}

/** On a set, each record by itself where the set as a whole cannot be done. Within a transaction. */
export async function runOnMany(
  ctx: Context,
  object: CatalogueObject,
  prepared: { action: ActionDefinition; inputs: JsonObject },
  ids: readonly string[],
): Promise<Outcome[]> {
  try {
    await ctx.db.open!.attempt(() => runStrictly(ctx, object, prepared.action, prepared.inputs, ids));
    return ids.map((id) => ({ id, done: true }));
  } catch (error) {
    if (!(error instanceof RaabtaError)) throw error;
    if (ids.length === 1 || error instanceof Unavailable)
      return ids.map((id) => ({ id, done: false as const, problem: error }));
  }
  const half = Math.ceil(ids.length / 2);
  return [
    ...(await runOnMany(ctx, object, prepared, ids.slice(0, half))),
    ...(await runOnMany(ctx, object, prepared, ids.slice(half))),
  ];
}

function readInputs(ctx: Context, asked: readonly ActionInput[], given: JsonObject): JsonObject {
  const issues: Issue[] = [];
  const read: JsonObject = {};
  const known = new Set(asked.map((input) => input.name));
  for (const name of Object.keys(given))
    if (!known.has(name)) issues.push({ path: `inputs.${name}`, message: `the action asks for no "${name}"` });
  for (const input of asked) {
    const value = given[input.name] ?? null;
    const path = `inputs.${input.name}`;
    const type = fieldTypes[input.type]!;
    if (value === null || value === "") {
      if (input.required) issues.push({ path, message: "is required", code: "issue.required" });
      read[input.name] = null;
      continue;
    }
    const definition = fieldOfInput(input);
    // A record that is named is found by the door, within the rights of who presses.
    const parsed = type.refersTo?.(definition) ? { value } : type.parse(value, definition, ctx.workspace.settings);
    if ("issue" in parsed) issues.push(at(path, parsed.issue));
    else read[input.name] = parsed.value;
  }
  if (issues.length > 0) throw new InvalidInput(issues);
  return read;
}

async function runStrictly(
  ctx: Context,
  object: CatalogueObject,
  action: ActionDefinition,
  inputs: JsonObject,
  ids: readonly string[],
): Promise<Made[]> {
  await assertOffered(ctx, object, action, ids);
  const made: Made[] = [];
  for (const step of action.steps) made.push(...(await runStep(ctx, object, action, step, inputs, ids)));
  return made;
}

/** The records are locked, so that the condition holds until the action has run. @throws Conflict, NotFound */
async function assertOffered(
  ctx: Context,
  object: CatalogueObject,
  { condition }: ActionDefinition,
  ids: readonly string[],
): Promise<void> {
  await ctx.db.query(
    sql`select from ${sql.id(object.table)} where id = any(${[...ids]}::uuid[]) order by id for update`,
  );
  const holds = condition === null ? sql`true` : compileFilter(ctx, object, condition, "t");
  const statistics = condition !== null && filterUsesStatistics(object, condition);
  const rows = await ctx.db.query<{ id: string; holds: boolean }>(sql`
    select t.id, (${holds}) is true as holds from ${fromObject(object, "t", statistics)}
    where t.id = any(${[...ids]}::uuid[]) and t.deleted_at is null and ${rowCondition(ctx, object, "t")}`);
  if (rows.length < new Set(ids).size) throw new NotFound(`There is no such ${object.name}`);
  if (rows.some((row) => !row.holds))
    throw new Conflict("The action is not for this record as it stands now", {
      issues: [{ path: "", message: "the condition does not hold", code: "action.notNow" }],
    });
}

async function runStep(
  ctx: Context,
  object: CatalogueObject,
  action: ActionDefinition,
  step: Step,
  inputs: JsonObject,
  ids: readonly string[],
): Promise<Made[]> {
  if (step.do === "webhook") {
    await callWebhook(ctx, object, { action, inputs, webhook: step.webhook }, ids);
    return [];
  }
  const target = step.do === "create" ? ctx.catalogue.object(step.object) : object;
  const own = step.do === "step" ? stepNamed(ctx.catalogue, step.step, object.name) : undefined;
  const typeOf = (name: string): string | undefined =>
    step.do === "step" ? own?.inputs.find((each) => each.name === name)?.type : target.fields.get(name)?.type.name;
  // What the step before has written counts; nothing is looked at where no value asks for it.
  const copied = Object.values(step.set).flatMap((value) => copiedBy(value));
  const standing = copied.length > 0 ? await readValues(ctx, object, ids) : new Map<string, RecordValues>();
  // What is copied is read, by whoever presses.
  if (copied.length > 0)
    await auditChanges(
      ctx,
      ids.map((id) => ({ object, id, fields: copied })),
    );
  const valuesFor = (id: string): JsonObject =>
    Object.fromEntries(
      Object.entries(step.set).map(([name, value]) => [
        name,
        valueOf(ctx, typeOf(name), value, { id, inputs, standing: standing.get(id) }),
      ]),
    );
  if (step.do === "update") {
    const patches = ids.map((id) => ({ id, patch: valuesFor(id) }));
    await updateRecords(ctx, object.name, patches, { skipUnchanged: true });
    return [];
  }
  if (step.do === "step") {
    if (!own)
      throw new Conflict("The module that brings this step is not loaded", {
        issues: [{ path: "", message: `there is no step "${step.step}"`, code: "action.noStep" }],
      });
    const records = ids.map((id) => ({ id, inputs: readInputs(ctx, own.inputs, valuesFor(id)) }));
    return [...((await own.run(ctx, { object: object.name, records })) ?? [])];
  }
  const outcomes = await createRecords(ctx, step.object, ids.map(valuesFor));
  return outcomes.map((outcome) => ({ object: step.object, id: outcomeId(outcome) }));
}

function valueOf(
  ctx: Context,
  type: string | undefined,
  value: Json,
  from: { id: string; inputs: JsonObject; standing: RecordValues | undefined },
): Json {
  const meant = meantBy(value);
  if (meant === undefined) return value;
  if ("input" in meant) return from.inputs[meant.input] ?? null;
  if ("me" in meant) return ctx.actor.userId;
  if ("record" in meant) return from.id;
  if ("field" in meant) return from.standing?.[meant.field] ?? null;
  const day = dayIn(ctx.workspace.settings.timeZone, ctx.now());
  return type === "date" ? day : ctx.now().toISOString();
}
