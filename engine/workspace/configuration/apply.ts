/** Makes a workspace as files say: the plan first, then all of it in one transaction through the one door, or nothing. */
import { configurationOf, configuredFields } from "#model/configuration.ts";
import { InvalidInput, RaabtaError, type Issue } from "#model/errors.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import { differing, type Context, type WorkspaceSettings } from "../../context.ts";
import { rolledBack } from "../../database/rolled-back.ts";
import { createRecords, deleteRecords, restoreRecords, updateRecords } from "../../records/records.ts";
import type { Outcome } from "../../records/door.ts";
import { lockShape } from "../../schema/shape-lock.ts";
import { storedCatalogue } from "../custom/stored.ts";
import { changeWithin, lockedSettings } from "../directory.ts";
import { placeOf, readFiles, toFiles, type ConfigurationFiles, type Wanted } from "./files.ts";
import { keepApplied, type Source } from "./kept.ts";
import { Names, referenceIn, replaced } from "./names.ts";
import { patchOf, planOf, differences, type Deed, type Planned } from "./plan.ts";
import { readConfiguration } from "./read.ts";
import { configuredObjects, isShape, SETTINGS, type Thing } from "./thing.ts";

export interface Applied {
  /** Names what was applied, for going back; null where nothing had to change. */
  id: string | null;
  plan: Planned[];
}

/** What would change, and nothing else. @throws InvalidInput naming file and place of each fault */
export async function diffConfiguration(ctx: Context, files: ConfigurationFiles): Promise<Planned[]> {
  const deeds = await planOf(ctx, readFiles(ctx, files), await readConfiguration(ctx));
  return deeds.map(told);
}

/** All of it done as if it were meant and taken back: tells also what a plan does not see. */
export function tryConfiguration(
  ctx: Context,
  files: ConfigurationFiles,
  choices: Pick<Wanted, "active"> = {},
): Promise<Planned[]> {
  return rolledBack(ctx, async (inner) => (await applyConfiguration(inner, files, { kind: "files" }, choices)).plan);
}

/**
 * One operation, whole or not at all; a second time it changes nothing.
 * @throws InvalidInput naming file and place of each fault
 */
export function applyConfiguration(
  ctx: Context,
  files: ConfigurationFiles,
  source: Source,
  choices: Pick<Wanted, "active"> = {},
): Promise<Applied> {
  return ctx.transaction(async (open) => {
    await lockShape(open);
    let inner = await asItIs(open);
    const wanted = { ...readFiles(inner, files), ...choices };
    const before = await readConfiguration(inner);
    const deeds = await planOf(inner, wanted, before);
    if (deeds.length === 0) return { id: null, plan: [] };
    inner = await perform(inner, wanted, deeds);
    await refuseRemaining(inner, wanted);
    const plan = deeds.map(told);
    return { id: await keepApplied(inner, source, plan, toFiles(open, before)), plan };
  });
}

const told = ({ wanted: _wanted, id: _id, ...planned }: Deed): Planned => planned;

/** The objects, fields and settings that stand at this moment of the transaction. */
async function asItIs(ctx: Context): Promise<Context> {
  const catalogue = await storedCatalogue(ctx.db, ctx.catalogue.base ?? ctx.catalogue);
  const settings = await lockedSettings(ctx.db, ctx.workspace.slug);
  return differing(ctx, (each) => ({ ...each, catalogue, workspace: { ...each.workspace, catalogue, settings } }));
}

/** Tables take shape before anything names them, and go when nothing does any more. */
async function perform(ctx: Context, wanted: Wanted, deeds: readonly Deed[]): Promise<Context> {
  const settings = deeds.find(({ object }) => object === SETTINGS);
  if (settings?.wanted) await settingsAs(ctx, settings.wanted);
  const order = configuredObjects(ctx);
  const [shape, rest] = [order.filter(isShape), order.filter((object) => !isShape(object))];
  const of = (name: string, ...steps: Deed["step"][]) =>
    deeds.filter(({ object, step }) => object === name && steps.includes(step));
  let inner = ctx;
  for (const { name } of shape) {
    const first = of(name, "create", "change", "restore").map((deed) => withoutPointing(ctx, deed));
    await make(inner, wanted, first);
    inner = await asItIs(inner);
  }
  for (const { name } of rest) await make(inner, wanted, of(name, "create", "change", "restore"));
  for (const { name } of shape) {
    if (of(name, "create", "change", "restore").every((deed) => withoutPointing(ctx, deed) === deed)) continue;
    inner = await asItIs(inner);
    const left = await planOf(inner, wanted, await readConfiguration(inner));
    await make(
      inner,
      wanted,
      left.filter(({ object, step }) => object === name && step === "change"),
    );
  }
  for (const { name } of rest.toReversed()) await retire(inner, name, of(name, "retire"));
  for (const { name } of shape.toReversed()) await retire(inner, name, of(name, "retire"));
  return asItIs(inner);
}

/** What shapes the tables comes first: what it says of others, such as roles, is said when these stand. */
function withoutPointing(ctx: Context, deed: Deed): Deed {
  const pointing = new Set(
    configuredFields(ctx.catalogue.object(deed.object))
      .filter(({ target }) => target !== undefined && !isShape({ name: target }))
      .map(({ name }) => name),
  );
  const { wanted } = deed;
  if (!wanted || !Object.keys(wanted.values).some((name) => pointing.has(name))) return deed;
  const values = Object.entries(wanted.values).filter(([name]) => !pointing.has(name));
  return {
    ...deed,
    wanted: { ...wanted, values: Object.fromEntries(values) },
    changes: deed.changes.filter(({ field }) => !pointing.has(field)),
  };
}

async function settingsAs(ctx: Context, thing: Thing): Promise<void> {
  try {
    const settings = thing.values as Partial<WorkspaceSettings>;
    await changeWithin(ctx.db, ctx.workspace.slug, { settings });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.issues.map((issue) => ({ ...issue, path: placeOf(thing, issue.path.replace(/^settings\./, "")) })),
    );
  }
  if (ctx.db.open) ctx.db.open.reshaped = true;
}

async function make(ctx: Context, wanted: Wanted, deeds: readonly Deed[]): Promise<void> {
  if (deeds.length === 0) return;
  const { object } = deeds[0]!;
  const issues: Issue[] = [];
  const [made, back, changed] = (["create", "restore", "change"] as const).map((step) =>
    deeds.filter((deed) => deed.step === step),
  ) as [Deed[], Deed[], Deed[]];
  if (back.length > 0)
    gather(
      issues,
      back,
      await restoreRecords(
        ctx,
        object,
        back.map((deed) => deed.id!),
        { mode: "collect" },
      ),
    );
  throwAny(issues);
  const inner = back.length > 0 ? await asItIs(ctx) : ctx;
  const names = new Names(inner);
  const [whole, later] = await inputsOf(inner, names, made, issues);
  const switched = switchedBy(inner, object, wanted);
  for (const input of whole) Object.assign(input, switched);
  throwAny(issues);
  const outcomes = await createRecords(inner, object, whole, { mode: "collect" });
  gather(issues, made, outcomes);
  throwAny(issues);
  names.forget();
  const patches = later.map(({ index, patch }) => ({ id: outcomes[index]!.id!, patch, deed: made[index]! }));
  for (const deed of [...changed, ...back]) {
    const changes = deed.step === "restore" ? await sinceTrash(inner, deed, wanted) : deed.changes;
    const also = deed.step === "restore" ? switched : {};
    if (changes.length > 0 || Object.keys(also).length > 0)
      patches.push({ id: deed.id!, patch: { ...patchOf(inner, deed.wanted!, changes), ...also }, deed });
  }
  for (const each of patches) each.patch = await withIds(inner, names, each.deed.wanted!, each.patch, issues);
  throwAny(issues);
  gather(
    issues,
    patches.map((each) => each.deed),
    await updateRecords(inner, object, patches, { mode: "collect", skipUnchanged: true }),
  );
  throwAny(issues);
}

/** On or off, where that was chosen for what is new. */
function switchedBy(ctx: Context, object: string, { active }: Wanted): JsonObject {
  const { off } = configurationOf(ctx.catalogue.object(object).definition)!;
  return off === undefined || active === undefined ? {} : { [off]: active };
}

/** A thing that came back is as it was when it went. */
async function sinceTrash(ctx: Context, deed: Deed, wanted: Wanted): Promise<Deed["changes"]> {
  const now = (await readConfiguration(ctx)).find(({ id }) => id === deed.id);
  return now ? differences(ctx, now, deed.wanted!, wanted.whole) : [];
}

/** What is made, and what can be said of it only when all of its kind stand: what points at its own kind. */
async function inputsOf(ctx: Context, names: Names, deeds: readonly Deed[], issues: Issue[]) {
  const whole: JsonObject[] = [];
  const later: { index: number; patch: JsonObject }[] = [];
  for (const [index, { wanted }] of deeds.entries()) {
    const patch = patchOf(ctx, wanted!, undefined);
    const own = configuredFields(ctx.catalogue.object(wanted!.object)).filter(
      ({ target, name }) => target === wanted!.object && name in patch,
    );
    if (own.length > 0) later.push({ index, patch: Object.fromEntries(own.map(({ name }) => [name, patch[name]!])) });
    for (const { name } of own) delete patch[name];
    whole.push(await withIds(ctx, names, wanted!, patch, issues));
  }
  return [whole, later] as const;
}

/** Names as the records that they mean here. */
async function withIds(
  ctx: Context,
  names: Names,
  thing: Thing,
  values: JsonObject,
  issues: Issue[],
): Promise<JsonObject> {
  const object = ctx.catalogue.object(thing.object);
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(values)) {
    const field = object.fields.get(name)!;
    const find = async (target: string, written: string, text: string) => {
      const id = await names.idOf(target, written);
      if (id === undefined)
        issues.push({
          path: placeOf(thing, name),
          message: `there is no ${target} "${written}" in this workspace`,
          code: "issue.noRecord",
          params: { object: target, key: written },
        });
      return id ?? text;
    };
    if (field.target) result[name] = await replaced(value, (text) => find(field.target!, text, text));
    else if (field.type.name === "json")
      result[name] = await replaced(value, (text) => {
        const meant = referenceIn(text);
        return meant && ctx.catalogue.objects.has(meant.object) ? find(meant.object, meant.name, text) : text;
      });
    else result[name] = value;
  }
  return result;
}

async function retire(ctx: Context, object: string, deeds: readonly Deed[]): Promise<void> {
  if (deeds.length === 0) return;
  const issues: Issue[] = [];
  gather(
    issues,
    deeds,
    await deleteRecords(
      ctx,
      object,
      deeds.map((deed) => deed.id!),
      { mode: "collect" },
    ),
  );
  throwAny(issues);
}

function gather(issues: Issue[], deeds: readonly Deed[], outcomes: readonly Outcome[]): void {
  outcomes.forEach((outcome, index) => {
    if (!outcome.done) issues.push(...located(outcome.problem, deeds[index]!).issues);
  });
}

function throwAny(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InvalidInput([...issues]);
}

/** The same fault, by file and place. */
function located(error: unknown, at: Pick<Thing, "file" | "place">): InvalidInput {
  if (!(error instanceof RaabtaError)) throw error;
  const own = error.issues.map((issue) => ({ ...issue, path: placeOf(at, issue.path) }));
  return new InvalidInput(own.length > 0 ? own : [{ path: placeOf(at), message: error.message }]);
}

/** Whatever rules made of it: what stands now is what the files say, or nothing is kept. */
async function refuseRemaining(ctx: Context, wanted: Wanted): Promise<void> {
  const left = await planOf(ctx, wanted, await readConfiguration(ctx));
  if (left.length === 0) return;
  throw new InvalidInput(
    left.flatMap((deed) => {
      const fields = deed.changes.map(({ field }) => field);
      return (fields.length > 0 ? fields : [""]).map((field) => ({
        path: placeOf(deed, field),
        message: "does not stay as it is written here",
      }));
    }),
  );
}

/** Whether a value may stand for files: path → text. */
export const isFiles = (value: Json | undefined): value is ConfigurationFiles =>
  isObject(value) && Object.values(value).every((text) => typeof text === "string");
