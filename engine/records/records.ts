/** The verbs on records that the rest of the house calls. Sets first; one record is a set of one. */
import { InvalidInput, NotFound, RaabtaError, Unavailable } from "#model/errors.ts";
import type { JsonObject, RecordJson } from "#model/json.ts";
import type { Context } from "../context.ts";
import { read } from "../query/read.ts";
import { pass, type Ask, type Mode, type Outcome, type PassOptions } from "./door.ts";
import { findByKeys } from "./find.ts";
import { rulesOf } from "./rule-book.ts";

export interface Patch {
  id: string;
  patch: JsonObject;
  ifVersion?: number | undefined;
}

const SET = 1000;

/** Passes a long set in pieces of a thousand, all in one transaction. */
async function inSets(
  ctx: Context,
  object: string,
  kind: Ask["kind"],
  asks: readonly Ask[],
  mode: Mode,
  options: PassOptions = {},
): Promise<Outcome[]> {
  if (asks.length <= SET) return pass(ctx, rulesOf(ctx.catalogue), object, kind, asks, mode, options);
  return ctx.transaction(async (inner) => {
    const outcomes: Outcome[] = [];
    for (let from = 0; from < asks.length; from += SET)
      outcomes.push(
        ...(await pass(inner, rulesOf(ctx.catalogue), object, kind, asks.slice(from, from + SET), mode, options)),
      );
    return outcomes;
  });
}

/** Creates records. `collect` writes the sound ones and tells of the others; otherwise the first fault throws. */
export function createRecords(
  ctx: Context,
  object: string,
  inputs: readonly unknown[],
  options: { mode?: Mode } & Pick<PassOptions, "known"> = {},
): Promise<Outcome[]> {
  return inSets(
    ctx,
    object,
    "create",
    inputs.map((input) => ({ kind: "create", input })),
    options.mode ?? "strict",
    options,
  );
}

export function updateRecords(
  ctx: Context,
  object: string,
  patches: readonly Patch[],
  options: { mode?: Mode } & PassOptions = {},
): Promise<Outcome[]> {
  return inSets(
    ctx,
    object,
    "update",
    patches.map(({ id, patch, ifVersion }) => ({ kind: "update", id, input: patch, ifVersion })),
    options.mode ?? "strict",
    options,
  );
}

/** Puts records into the trash. */
export function deleteRecords(
  ctx: Context,
  object: string,
  ids: readonly string[],
  options: { mode?: Mode; ifVersion?: number | undefined } = {},
): Promise<Outcome[]> {
  return inSets(
    ctx,
    object,
    "delete",
    ids.map((id) => ({ kind: "delete", id, ifVersion: options.ifVersion })),
    options.mode ?? "strict",
  );
}

/** Takes records out of the trash. */
export function restoreRecords(
  ctx: Context,
  object: string,
  ids: readonly string[],
  options: { mode?: Mode; ifVersion?: number | undefined } = {},
): Promise<Outcome[]> {
  return inSets(
    ctx,
    object,
    "restore",
    ids.map((id) => ({ kind: "restore", id, ifVersion: options.ifVersion })),
    options.mode ?? "strict",
  );
}

/** Removes records that are in the trash for ever. */
export function purgeRecords(
  ctx: Context,
  object: string,
  ids: readonly string[],
  options: { mode?: Mode; ifVersion?: number | undefined } = {},
): Promise<Outcome[]> {
  return inSets(
    ctx,
    object,
    "purge",
    ids.map((id) => ({ kind: "purge", id, ifVersion: options.ifVersion })),
    options.mode ?? "strict",
  );
}

/** @returns the record as the actor may see it. @throws InvalidInput with an issue per field. */
export async function create(ctx: Context, object: string, input: unknown): Promise<RecordJson> {
  return ctx.transaction(
    async (inner) => outcomeId((await createRecords(inner, object, [input]))[0]!),
    (after, id) => read(after, object, id),
  );
}

/** @throws Conflict (412) where `ifVersion` is not the version that stands. */
export async function update(
  ctx: Context,
  object: string,
  id: string,
  patch: JsonObject,
  options: { ifVersion?: number | undefined } = {},
): Promise<RecordJson> {
  return ctx.transaction(
    (inner) => updateRecords(inner, object, [{ id, patch, ifVersion: options.ifVersion }]),
    (after) => read(after, object, id),
  );
}

export async function remove(
  ctx: Context,
  object: string,
  id: string,
  options: { ifVersion?: number | undefined } = {},
): Promise<void> {
  await deleteRecords(ctx, object, [id], options);
}

export async function restore(
  ctx: Context,
  object: string,
  id: string,
  options: { ifVersion?: number | undefined } = {},
): Promise<RecordJson> {
  return ctx.transaction(
    (inner) => restoreRecords(inner, object, [id], options),
    (after) => read(after, object, id),
  );
}

/** The id of what was written. @throws the problem where it was not. */
export function outcomeId(outcome: Outcome): string {
  if (!outcome.done) throw outcome.problem;
  return outcome.id;
}

/** One operation of a batch. */
export type Operation =
  | { op: "create"; data: JsonObject }
  | { op: "update"; id: string; data: JsonObject; ifVersion?: number | undefined }
  | { op: "delete"; id: string; ifVersion?: number | undefined }
  | { op: "upsert"; key: JsonObject; data: JsonObject };

/** Up to a thousand operations, each with its own outcome, in order; each sees what those before it did. */
export async function batch(ctx: Context, object: string, operations: readonly Operation[]): Promise<Outcome[]> {
  if (operations.length > SET) throw new InvalidInput([{ path: "operations", message: `are at most ${SET}` }]);
  return ctx.transaction(async (inner) => {
    const outcomes = Array.from<Outcome>({ length: operations.length });
    const perform = async (run: readonly number[]) => {
      const done = await performRun(
        inner,
        object,
        run.map((index) => operations[index]!),
      );
      done.forEach((outcome, place) => (outcomes[run[place]!] = outcome));
    };
    for (const run of runsOf(operations)) {
      await perform(run);
      // Another was faster with the same key, in another batch or earlier in this one: now the record stands.
      const late = run.filter((index) => isLate(operations[index]!, outcomes[index]!));
      if (late.length > 0) await perform(late);
    }
    return outcomes;
  });
}

async function performRun(ctx: Context, object: string, run: readonly Operation[]): Promise<Outcome[]> {
  const asked = await asksOf(ctx, object, run);
  const outcomes = asked.map((ask): Outcome => ({ id: null, done: false, problem: ask as RaabtaError }));
  // Brought again as it stands, a record is not changed: so a copy of another system can be sent as often as one likes.
  const options = run[0]?.op === "upsert" ? { skipUnchanged: true } : {};
  const sound = asked.flatMap((ask, place) => (ask instanceof RaabtaError ? [] : [{ ask, place }]));
  for (const group of Map.groupBy(sound, ({ ask }) => ask.kind).values()) {
    const done = await passSafely(
      ctx,
      object,
      group.map(({ ask }) => ask),
      options,
    );
    done.forEach((outcome, index) => (outcomes[group[index]!.place] = outcome));
  }
  return outcomes;
}

/** An upsert refused at its own key, by the index or by a rule of the object. */
const isLate = (operation: Operation, outcome: Outcome): boolean =>
  operation.op === "upsert" && !outcome.done && outcome.problem.issues.some((issue) => issue.path in operation.key);

/** Neighbours that can go together: of one kind, no record or key named twice. */
function runsOf(operations: readonly Operation[]): number[][] {
  const runs: number[][] = [];
  let named = new Set<string>();
  operations.forEach((operation, index) => {
    const name =
      operation.op === "upsert"
        ? JSON.stringify(operation.key)
        : operation.op === "create"
          ? `new ${index}`
          : operation.id;
    if (operations[index - 1]?.op !== operation.op || named.has(name)) {
      runs.push([]);
      named = new Set();
    }
    named.add(name);
    runs.at(-1)!.push(index);
  });
  return runs;
}

/**
 * What fails as a whole (a right, a clash with another's write) leaves the rest of the batch as it was: the set is
 * halved until the one at fault stands alone.
 */
export async function passSafely(
  ctx: Context,
  object: string,
  asks: readonly Ask[],
  options: PassOptions = {},
): Promise<Outcome[]> {
  try {
    return await ctx.db.open!.attempt(() =>
      pass(ctx, rulesOf(ctx.catalogue), object, asks[0]!.kind, asks, "collect", options),
    );
  } catch (error) {
    if (!(error instanceof RaabtaError)) throw error;
    if (asks.length === 1 || error instanceof Unavailable)
      return asks.map((ask) => ({ id: ask.id ?? null, done: false as const, problem: error }));
  }
  const half = Math.ceil(asks.length / 2);
  return [
    ...(await passSafely(ctx, object, asks.slice(0, half), options)),
    ...(await passSafely(ctx, object, asks.slice(half), options)),
  ];
}

/** What each operation asks of the door, or what is wrong with its key. */
async function asksOf(ctx: Context, object: string, operations: readonly Operation[]): Promise<(Ask | RaabtaError)[]> {
  const upserts = operations.filter((operation) => operation.op === "upsert");
  const found = await findByKeys(
    ctx,
    object,
    upserts.map((operation) => operation.key),
  );
  const standing = new Map(upserts.map((operation, index) => [operation, found[index]!]));
  return operations.map((operation) => {
    switch (operation.op) {
      case "create":
        return { kind: "create", input: operation.data };
      case "update":
        return { kind: "update", id: operation.id, input: operation.data, ifVersion: operation.ifVersion };
      case "delete":
        return { kind: "delete", id: operation.id, ifVersion: operation.ifVersion };
      case "upsert":
        return askOfUpsert(object, operation, standing.get(operation) ?? null);
    }
  });
}

/** An id is given by us: where there is no record of that id, none can be made with it. */
function askOfUpsert(
  object: string,
  { key, data }: { key: JsonObject; data: JsonObject },
  found: string | null | InvalidInput,
): Ask | RaabtaError {
  if (found instanceof InvalidInput) return found;
  if (found !== null) return { kind: "update", id: found, input: data };
  if ("id" in key) return new NotFound(`There is no such ${object}`);
  return { kind: "create", input: { ...key, ...data } };
}
