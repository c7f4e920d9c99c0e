/** What must hold of an action that an administrator makes: it speaks of what is there. */
import { checkField } from "#model/catalogue-check.ts";
import type { CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import { filterSchema } from "#model/filter.ts";
import { isObject, plainText, type Json } from "#model/json.ts";
import { CUSTOM_NAME, isCustomName } from "#model/naming.ts";
import { sql } from "#model/sql.ts";
import { fieldTypes } from "#fields/index.ts";
import { fieldAccess } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import { assertMayGive } from "../../identity/membership.rules.ts";
import { compileFilter } from "../../query/filter.ts";
import type { Change } from "../../records/change.ts";
import { defineRules, type Rule } from "../../records/rules.ts";
import { nameFrom } from "../custom/name-from.ts";
import { fieldOfInput, inputsSchema, meantBy, stepsSchema, type ActionInput, type Step } from "./action.ts";
import { stepNamed } from "./step.ts";

const isSound: Rule = {
  on: ["create", "update"],
  before: async (ctx, changes) => {
    await nameAnew(ctx, changes);
    for (const change of changes) await check(ctx, change);
  },
};

/** Names are given once: from the words where none was said. */
async function nameAnew(ctx: Context, changes: readonly Change[]): Promise<void> {
  const rows = await ctx.db.query(sql<{ object: string; name: string }>`select object, name from custom_actions`);
  const taken = new Set(rows.map((row) => `${row.object} ${row.name}`));
  for (const change of changes) {
    const object = plainText(change.value("object"));
    if (change.kind === "update") {
      for (const fixed of ["name", "object"])
        if (change.changes(fixed)) change.refuse(fixed, "stays as it is; change the words", "shape.fixed");
      continue;
    }
    const isTaken = (name: string): boolean => taken.has(`${object} ${name}`);
    const label = change.value("label");
    const word = isObject(label) ? plainText((label["en"] ?? Object.values(label)[0]) as Json) : "";
    const said = plainText(change.value("name"));
    const name = said === "" ? nameFrom(word, isTaken) : isCustomName(said) ? said : `x_${said}`;
    if (!CUSTOM_NAME.test(name))
      change.refuse("name", "is x_ and a camelCase name of letters and digits, at most 30 in all", "shape.name");
    else if (isTaken(name)) change.refuse("name", "is taken, perhaps by one in the trash", "issue.taken");
    change.set("name", name);
    taken.add(`${object} ${name}`);
  }
}

async function check(ctx: Context, change: Change): Promise<void> {
  const label = change.value("label");
  const words = isObject(label) ? Object.values(label) : [];
  if (words.length === 0 || words.some((word) => typeof word !== "string" || word.trim() === "" || word.length > 80))
    change.refuse("label", "says the word in at least one language", "shape.label");
  const object = ctx.catalogue.objects.get(plainText(change.value("object")));
  if (!object || object.definition.childOf)
    return change.refuse("object", "there is no such object that takes actions", "server.noObject");
  await checkDeeds(ctx, change, object, checkInputs(ctx, change));
}

/** What is done under which condition: that of an action, and that of an automation. */
export async function checkDeeds(
  ctx: Context,
  change: Change,
  object: CatalogueObject,
  inputs: ReadonlySet<string>,
): Promise<void> {
  checkCondition(ctx, change, object);
  const steps = stepsSchema.safeParse(change.value("steps"));
  if (!steps.success)
    for (const issue of steps.error.issues) change.refuse(["steps", ...issue.path].join("."), issue.message);
  else {
    steps.data.forEach((step, place) => checkStep(ctx, change, object, inputs, step, `steps.${place}`));
    await checkWebhooks(ctx, change, steps.data);
  }
}

function checkInputs(ctx: Context, change: Change): ReadonlySet<string> {
  const parsed = inputsSchema.safeParse(change.value("inputs") ?? []);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) change.refuse(["inputs", ...issue.path].join("."), issue.message);
    return new Set();
  }
  const objects = new Set(ctx.catalogue.objects.keys());
  const names = new Set<string>();
  parsed.data.forEach((input: ActionInput, place) => {
    const path = `inputs.${place}`;
    if (names.has(input.name)) change.refuse(`${path}.name`, "is there twice", "issue.taken");
    names.add(input.name);
    const asked = fieldTypes[input.type];
    if (!asked || asked.storage === "children")
      return change.refuse(`${path}.type`, `there is no field type "${input.type}"`, "shape.type");
    for (const fault of checkField(input.name, fieldOfInput(input), objects, fieldTypes)) change.refuse(path, fault);
  });
  return names;
}

function checkCondition(ctx: Context, change: Change, object: CatalogueObject): void {
  const condition = change.value("condition");
  if (condition === null) return;
  const parsed = filterSchema.safeParse(condition);
  if (!parsed.success) return change.refuse("condition", "is no filter");
  try {
    compileFilter(ctx, object, parsed.data, "t");
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    for (const issue of error.issues) change.issues.push({ ...issue, path: `condition.${issue.path}` });
  }
}

function checkStep(
  ctx: Context,
  change: Change,
  object: CatalogueObject,
  inputs: ReadonlySet<string>,
  step: Step,
  path: string,
): void {
  if (step.do === "webhook") return;
  if (step.do === "step") return checkOwnStep(ctx, change, object, inputs, step, path);
  const target = step.do === "create" ? ctx.catalogue.objects.get(step.object) : object;
  if (!target || target.definition.governedBy || target.definition.written === "own" || target.definition.childOf)
    return change.refuse(`${path}.object`, "there is no such object that is written by hand", "server.noObject");
  if (Object.keys(step.set).length === 0) change.refuse(`${path}.set`, "says at least one field", "issue.required");
  for (const [name, value] of Object.entries(step.set)) {
    const field = target.fields.get(name);
    if (!field || fieldAccess(ctx.actor, target, field) !== "write") {
      change.refuse(`${path}.set.${name}`, `${target.name} has no field "${name}" to write`, "server.noField", {
        field: name,
      });
      continue;
    }
    checkValue(ctx, change, object, field, value, inputs, `${path}.set.${name}`);
  }
}

/** One that a module brings: its inputs are asked for as fields are, and nothing else. */
function checkOwnStep(
  ctx: Context,
  change: Change,
  object: CatalogueObject,
  inputs: ReadonlySet<string>,
  { step, set }: Step & { do: "step" },
  path: string,
): void {
  const own = stepNamed(ctx.catalogue, step, object.name);
  if (!own) return change.refuse(`${path}.step`, `there is no step "${step}" for ${object.name}`, "action.noStep");
  for (const { name, required } of own.inputs)
    if (required && (set[name] ?? null) === null) change.refuse(`${path}.set.${name}`, "is required", "issue.required");
  for (const [name, value] of Object.entries(set)) {
    const at = `${path}.set.${name}`;
    const input = own.inputs.find((each) => each.name === name);
    const meant = meantBy(value);
    if (!input) change.refuse(at, `the step asks for no "${name}"`, "server.noField", { field: name });
    if (meant && "input" in meant && !inputs.has(meant.input))
      change.refuse(at, `the action asks for no "${meant.input}"`);
    if (meant && "field" in meant) checkCopied(ctx, change, object, meant.field, at);
    const type = input && fieldTypes[input.type];
    if (!type || meant || value === null || value === "" || type.refersTo?.(fieldOfInput(input))) continue;
    const parsed = type.parse(value, fieldOfInput(input), ctx.workspace.settings);
    if ("issue" in parsed) change.issues.push({ ...parsed.issue, path: at });
  }
}

function checkValue(
  ctx: Context,
  change: Change,
  object: CatalogueObject,
  field: NonNullable<ReturnType<CatalogueObject["fields"]["get"]>>,
  value: Json,
  inputs: ReadonlySet<string>,
  path: string,
): void {
  const meant = meantBy(value);
  if (meant && "input" in meant && !inputs.has(meant.input))
    change.refuse(path, `the action asks for no "${meant.input}"`);
  if (meant && "field" in meant) checkCopied(ctx, change, object, meant.field, path);
  if (meant || value === null || value === "" || field.target || field.type.storage !== "columns") return;
  const parsed = field.type.parse(value, field.definition, ctx.workspace.settings);
  if ("issue" in parsed) change.issues.push({ ...parsed.issue, path });
}

/** What is copied stands in the record itself, and whoever makes the action may see it: else each press would show it to them. */
function checkCopied(ctx: Context, change: Change, object: CatalogueObject, name: string, path: string): void {
  const field = object.fields.get(name);
  if (!field || fieldAccess(ctx.actor, object, field) === "hidden")
    change.refuse(path, `${object.name} has no field "${name}"`, "server.noField", { field: name });
  else if (field.source === "statistics" || field.source === "computed" || field.type.storage === "children")
    change.refuse(path, `"${name}" does not stand in the record itself and cannot be copied`, "action.notCopied", {
      field: name,
    });
}

async function checkWebhooks(ctx: Context, change: Change, steps: readonly Step[]): Promise<void> {
  const called = steps.flatMap((step) => (step.do === "webhook" ? [step.webhook] : []));
  if (called.length === 0) return;
  const rows = await ctx.db.query(
    sql<{
      id: string;
      role: string;
    }>`select id, role_id as role from webhooks where id = any(${called}::uuid[]) and deleted_at is null`,
  );
  if (rows.length < new Set(called).size)
    change.refuse("steps", "call a webhook that is not there", "action.webhookOff");
  // It would send, whenever somebody presses, what who makes the action may not read.
  for (const role of new Set(rows.map((row) => row.role))) await assertMayGive(ctx, role);
}

export const customActionRules = defineRules("customAction", isSound);
