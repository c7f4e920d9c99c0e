/** Lines do not pass the door by themselves: what a change of their record takes from figures and gives to them. */
import type { JsonObject } from "#model/json.ts";
import { standingFields, type RollUp } from "#model/rollup.ts";
import type { Context } from "../context.ts";
import { readValues } from "../query/read.ts";
import type { Change } from "../records/change.ts";
import { rollUpsOnLines } from "./rollups.ts";

/** What stopped counting and what counts now, as values. */
export interface Move {
  gone: JsonObject[];
  come: JsonObject[];
}

/** Lines by their field, as they stood before the change; lines are replaced as a whole, and gone when rules follow. */
const former = new WeakMap<Change, JsonObject>();

/** Notes the lines that stand now, where figures hang on them: one statement for the set, none where there are no such figures. */
export async function noteLines(ctx: Context, changes: readonly Change[]): Promise<void> {
  const { object, kind } = changes[0]!;
  if (kind === "create" || rollUpsOnLines(ctx.catalogue, object.name).length === 0) return;
  const ids = changes.map((change) => change.id);
  const standing = await readValues(ctx, object, ids, { trash: true, children: true });
  for (const change of changes) {
    const values = standing.get(change.id);
    if (values) former.set(change, values);
  }
}

/** What the change moves of one figure, a line at a time; nothing where the figure does not hang on what is changed. */
export function lineMoves(rollUp: RollUp, change: Change): Move[] {
  const { by, lines } = rollUp;
  const { name } = lines!.field;
  if (change.kind === "update" && !(name in change.patch) && !asksAbove(rollUp).some((each) => change.changes(each)))
    return [];
  const own = by === lines!.by;
  // A record in the trash keeps its own figures.
  if (own && (change.kind === "delete" || change.kind === "restore")) return [];
  const stood = former.get(change);
  const inTrash = typeof change.before?.["deletedAt"] === "string";
  const before = asList(stood?.[name]);
  const after = name in change.patch ? asList(change.patch[name]) : before;
  const of = (record: JsonObject, list: readonly JsonObject[]): JsonObject[] =>
    list.map((line) => ({ ...line, [lines!.by.name]: { ...record, id: change.id } }));
  const counted = own || !inTrash;
  return [
    {
      gone: change.before && counted ? of(change.before, before) : [],
      come:
        change.kind !== "delete" && (counted || change.kind === "restore")
          ? of({ ...change.before, ...change.patch }, after)
          : [],
    },
  ];
}

const asList = (value: unknown): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);

/** Fields of the record that decide which of its lines count. */
function asksAbove({ filter, window, lines }: RollUp): string[] {
  const start = `${lines!.by.name}.`;
  const asked = filter ? (standingFields(filter, lines!.by.name) ?? []) : [];
  return [
    ...asked.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length)),
    ...(window?.above ? [window.field.name] : []),
  ];
}
