/** Keeps figures of related records right in the transaction that changes these, whoever changes them. */
import { sql } from "#model/sql.ts";
import { standingFields, type RollUp } from "#model/rollup.ts";
import { decimal, decimalText, negated, plus, type Decimal } from "#model/formula/decimal.ts";
import { isObject, type Json, type JsonObject } from "#model/json.ts";
import { matches } from "#model/matches.ts";
import type { Context } from "../context.ts";
import type { Change } from "../records/change.ts";
import { defineRules, type Rule } from "../records/rules.ts";
import { lockParents, recompute } from "./recompute.ts";
import { lineMoves, noteLines, type Move } from "./lines.ts";
import { rollUpsOn, rollUpsOnLines, type RollUpField } from "./rollups.ts";

const keepRollUps: Rule = {
  on: ["create", "update", "delete", "restore"],
  before: noteLines,
  after: async (ctx, changes) => {
    const { name } = changes[0]!.object;
    const fields = [...rollUpsOn(ctx.catalogue, name), ...rollUpsOnLines(ctx.catalogue, name)];
    if (fields.length === 0) return;
    for (const group of [...Map.groupBy(fields, ({ object }) => object.name)].sort(([a], [b]) => (a < b ? -1 : 1)))
      await keep(ctx, group[1], changes);
  },
};

/** What a change takes from one record and gives to another. */
interface Step {
  parent: string;
  count: number;
  amount: Decimal;
}

async function keep(ctx: Context, fields: readonly RollUpField[], changes: readonly Change[]): Promise<void> {
  const added = new Map<RollUpField, Map<string, Step>>();
  const anew = new Map<RollUpField, Set<string>>();
  for (const each of fields) {
    const moves = each.rollUp.lines
      ? changes.flatMap((change) => lineMoves(each.rollUp, change))
      : changes.filter((change) => touches(each.rollUp, change)).map(moveOf);
    if (canAdd(each.rollUp)) added.set(each, stepsOf(ctx, each.rollUp, moves));
    else anew.set(each, new Set(moves.flatMap((move) => parentsOf(each.rollUp, move))));
  }
  const all = new Set([...added.values()].flatMap((steps) => [...steps.keys()]));
  for (const ids of anew.values()) for (const id of ids) all.add(id);
  if (all.size === 0) return;
  const ids = [...all];
  const figured = [...anew].flatMap(([each, touched]) => (touched.size > 0 ? [each] : []));
  if (ids.length > 1 || figured.length > 0) await lockParents(ctx, fields[0]!.object.table, ids);
  await addAll(ctx, fields[0]!.object.table, added, ids);
  await recompute(ctx, figured, [...new Set(figured.flatMap((each) => [...anew.get(each)!]))]);
}

/** Does the change touch anything that the figure is reckoned from? */
function touches({ by, field, orderBy, filter, window }: RollUp, change: Change): boolean {
  if (change.kind !== "update") return true;
  // What is in the trash does not count, and may change there.
  if (typeof change.before?.["deletedAt"] === "string") return false;
  const names = [by, field, orderBy, window?.field].flatMap((each) => (each ? [each.name] : []));
  return names.some((name) => change.changes(name)) || (filter !== undefined && Object.keys(change.patch).length > 0);
}

/** Counts and sums go up and down by what changes; the others are reckoned from all records. */
const canAdd = ({ aggregate, window, filter, child, lines }: RollUp): boolean => {
  if ((aggregate !== "count" && aggregate !== "sum") || window) return false;
  // Fields of the system are known in the table only.
  const asked = filter ? (standingFields(filter, lines?.by.name) ?? []) : [];
  return asked.every((name) => child.fields.get(name)?.source !== "system");
};

/** The record as it counted before, and as it counts now. */
const moveOf = ({ kind, before, patch }: Change): Move => ({
  gone: before && kind !== "restore" ? [before] : [],
  come: kind === "delete" ? [] : [{ ...before, ...patch }],
});

/** By its id, or as the record itself. */
function idIn(value: Json | undefined): string | null {
  const id = isObject(value) ? value["id"] : value;
  return typeof id === "string" ? id : null;
}

const parentsOf = ({ by }: RollUp, { gone, come }: Move): string[] =>
  [...gone, ...come].map((record) => idIn(record[by.name])).filter((id) => id !== null);

function stepsOf(ctx: Context, rollUp: RollUp, moves: readonly Move[]): Map<string, Step> {
  const steps = new Map<string, Step>();
  const step = (record: JsonObject, sign: 1 | -1): void => {
    const parent = idIn(record[rollUp.by.name]);
    if (parent === null || !counts(ctx, rollUp, record)) return;
    const former = steps.get(parent) ?? { parent, count: 0, amount: decimal("0") };
    const amount = amountOf(rollUp, record);
    steps.set(parent, {
      parent,
      count: former.count + sign,
      amount: plus(former.amount, sign < 0 ? negated(amount) : amount),
    });
  };
  for (const { gone, come } of moves) {
    for (const record of gone) step(record, -1);
    for (const record of come) step(record, 1);
  }
  for (const [parent, { count, amount }] of steps)
    if (rollUp.aggregate === "count" ? count === 0 : amount.digits === 0n) steps.delete(parent);
  return steps;
}

function counts(ctx: Context, { child, filter }: RollUp, record: JsonObject): boolean {
  if (!filter) return true;
  return matches({ catalogue: ctx.catalogue, settings: ctx.workspace.settings, now: ctx.now() }, child, filter, record);
}

function amountOf({ field }: RollUp, record: JsonObject): Decimal {
  const value = field ? record[field.name] : null;
  const amount = isObject(value) ? value["base"] : value;
  return typeof amount === "string" || typeof amount === "number" ? decimal(String(amount)) : decimal("0");
}

/** A figure that is not filled yet stays empty until the job comes to it, which reckons from all. */
async function addAll(
  ctx: Context,
  table: string,
  added: ReadonlyMap<RollUpField, Map<string, Step>>,
  ids: readonly string[],
): Promise<void> {
  const moving = [...added].filter(([, steps]) => steps.size > 0);
  if (moving.length === 0) return;
  const given = moving.map(([{ rollUp }, steps]) =>
    ids.map((id) => {
      const step = steps.get(id);
      return step ? (rollUp.aggregate === "count" ? String(step.count) : decimalText(step.amount)) : "0";
    }),
  );
  const lists = given.map((list) => sql`${list}::numeric[]`);
  const sets = moving.flatMap(([{ field }], place) => {
    const suffixes = field.type.name === "money" ? ["_amount", "_base"] : [""];
    return suffixes.map((suffix) => {
      const column = sql.id(`${field.column}${suffix}`);
      return sql`${column} = t.${column} + ${sql.raw(`d.v${place}`)}`;
    });
  });
  const names = sql.raw(["id", ...given.map((_, place) => `v${place}`)].join(", "));
  await ctx.db.query(
    sql`update ${sql.id(table)} as t set ${sql.join(sets)} from unnest(${[...ids]}::uuid[], ${sql.join(lists)}) as d(${names}) where t.id = d.id`,
  );
}

export const rollUpRules = defineRules("*", keepRollUps);
