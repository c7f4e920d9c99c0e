/** How a kind of event is taken back; what of it cannot be is a conflict, told and left alone. */
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import { describeChanges } from "../events/history.ts";
import type { Ask, Outcome, PassOptions } from "../records/door.ts";
import { passSafely } from "../records/records.ts";

export interface UndoEvent {
  id: string;
  record: string;
  /** When it was done. */
  at: string;
  before: JsonObject;
  after: JsonObject;
}

/** Why something stays: `changed` since, `gone` meanwhile, `used` by other records, `refused` by the door. */
export type ConflictReason = "changed" | "gone" | "used" | "refused";

export interface Conflict {
  object: string;
  id: string;
  title: string | null;
  /** Null where it is about the record as a whole. */
  field: string | null;
  reason: ConflictReason;
  /** What stands now, and what would stand again. */
  theirs: Json;
  was: Json;
  /** Who changed it since, where that is known and may be. */
  by: Json;
  at: string | null;
  message: string;
  code: string | null;
}

export interface Reversed {
  undone: number;
  /** It stood like that already. */
  unchanged: number;
  conflicts: Conflict[];
}

/** Takes events of one type and one object back, newest first, each of another record, through the door. */
export type Reversal = (ctx: Context, object: CatalogueObject, events: readonly UndoEvent[]) => Promise<Reversed>;

export const nothing = (): Reversed => ({ undone: 0, unchanged: 0, conflicts: [] });

export const conflict = (
  object: CatalogueObject,
  id: string,
  reason: ConflictReason,
  more: Partial<Conflict> = {},
): Conflict => ({
  object: object.name,
  id,
  title: null,
  field: null,
  reason,
  theirs: null,
  was: null,
  by: null,
  at: null,
  message: MESSAGES[reason],
  code: `undo.${reason}`,
  ...more,
});

const MESSAGES: Record<ConflictReason, string> = {
  changed: "has been changed since",
  gone: "is not there any more",
  used: "is used by other records",
  refused: "cannot be put back",
};

/** Passes the asks and adds up what became of them. */
export async function passAll(
  ctx: Context,
  object: CatalogueObject,
  asks: readonly Ask[],
  result: Reversed,
  options: PassOptions = {},
): Promise<Reversed> {
  if (asks.length === 0) return result;
  const outcomes = await passSafely(ctx, object.name, asks, { ...options, skipUnchanged: true });
  outcomes.forEach((outcome, index) => add(object, asks[index]!.id!, outcome, result));
  return result;
}

function add(object: CatalogueObject, id: string, outcome: Outcome, result: Reversed): void {
  if (outcome.done) {
    if (outcome.unchanged) result.unchanged += 1;
    else result.undone += 1;
    return;
  }
  const [issue] = outcome.problem.issues;
  result.conflicts.push(
    conflict(object, id, "refused", {
      field: issue && object.fields.has(issue.path.split(".")[0]!) ? issue.path.split(".")[0]! : null,
      message: issue?.message ?? outcome.problem.message,
      code: issue?.code ?? outcome.problem.code,
    }),
  );
}

/** A conflict of one field with its values, related records by name. Of what is hidden from the actor only that it is there is told. */
export async function fieldConflicts(
  ctx: Context,
  object: CatalogueObject,
  found: readonly { id: string; field: string; theirs: Json; was: Json }[],
): Promise<Conflict[]> {
  const told = await describeChanges(
    ctx,
    object,
    found.map(({ field, theirs, was }) => ({
      type: "updated",
      before: JSON.stringify({ [field]: was }),
      after: JSON.stringify({ [field]: theirs }),
    })),
  );
  return found.map(({ id, field }, index) => {
    const [change] = told[index]!;
    return conflict(object, id, "changed", change ? { field, theirs: change.to, was: change.from } : {});
  });
}
