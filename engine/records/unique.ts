/** Values that no two living records may share: looked for before the index has to refuse them. */
import { sql } from "#model/sql.ts";
import { reading } from "../database/statement.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { Conflict } from "#model/errors.ts";
import { columnText } from "#model/json.ts";
import type { Context } from "../context.ts";
import { columnOf } from "../query/column-of.ts";
import { faceOf } from "../query/columns.ts";
import type { Change } from "./change.ts";
import { madeHere } from "./standing.ts";

/** Notes an issue with every change whose value is taken, in the base or earlier in the set. */
export async function checkUnique(ctx: Context, object: CatalogueObject, changes: readonly Change[]): Promise<void> {
  for (const field of object.fields.values()) {
    if (!field.definition.unique || field.source === "statistics") continue;
    const concerned = changes.filter((change) => isAsked(ctx, field, change));
    if (concerned.length > 0) await checkField(ctx, object, field, concerned);
  }
}

/** What points at a record that is as new as itself shares that with nobody; within a set the index sees to it. */
function isAsked(ctx: Context, field: CatalogueField, change: Change): boolean {
  const value = change.value(field.name);
  if (value === null || (change.kind === "update" && !change.changes(field.name))) return false;
  return field.target === undefined || !madeHere(ctx, field.target, columnText(value));
}

async function checkField(
  ctx: Context,
  object: CatalogueObject,
  field: CatalogueField,
  changes: readonly Change[],
): Promise<void> {
  const column = columnOf(ctx, "t", field);
  const suffix = field.target ? "_id" : (faceOf(field).sort?.(column, field.definition).suffix ?? "");
  const keyOf = (change: Change): string => {
    const value = change.value(field.name);
    return columnText(field.target ? value : field.type.toColumns(value, field.definition)[suffix]);
  };
  const cast = faceOf(field).columns(field.definition)[suffix]!.cast;
  const keys = [...new Set(changes.map(keyOf))];
  const rows = await ctx.db.query<{ id: string; key: string }>(
    reading(sql`
    select t.id, ${column(suffix)}::text as key from ${sql.id(object.table)} as t
    where ${column(suffix)} = any(${keys}::${sql.raw(cast)}[]) and t.deleted_at is null`),
  );
  const holder = new Map(rows.map((row) => [row.key, row.id]));
  for (const change of changes) {
    const key = keyOf(change);
    const holds = holder.get(key);
    if (holds !== undefined && holds !== change.id)
      change.refuse(field.name, `is taken by another ${object.name}`, "issue.taken");
    else holder.set(key, change.id);
  }
}

/** Where another was faster, the index refuses: its field is named, not the index. */
export function namingField(object: CatalogueObject, error: unknown): unknown {
  const [issue] = error instanceof Conflict ? error.issues : [];
  const field = [...object.fields.values()].find((each) => issue?.path === `${object.table}_${each.column}_unique`);
  if (!field || !issue) return error;
  const issues = [{ ...issue, path: field.name, message: `is taken by another ${object.name}` }];
  return Object.assign(new Conflict(`Another ${object.name} has this ${field.name} already`, { issues }), {
    cause: (error as Error).cause,
  });
}
