/** Sums and counts over a list, in groups, within the viewer's rights. */
import { sql } from "#model/sql.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import { InvalidInput } from "#model/errors.ts";
import { DATE_STEPS, type DateStep } from "#model/view-parts.ts";
import type { Sql } from "#fields/sql-face.ts";
import type { Context } from "../context.ts";
import { assertMay, fieldAccess } from "../access/rights.ts";
import { rowCondition } from "../access/record-rights.ts";
import { compile } from "../database/statement.ts";
import { auditFigures, markedInFilter } from "../events/reading.ts";
import { columnOf } from "./column-of.ts";
import { faceOf, fromObject } from "./columns.ts";
import { keptAnswer } from "./kept-counts.ts";
import { askedCondition, readAsked, type Asked } from "./page.ts";
import { summary } from "./select.ts";
import { holdsViews } from "./view-seen.ts";

export interface AggregateQuery extends Asked {
  /** A field, or a date in steps of the workspace's calendar: `orderedAt:month`; its group is the first day of the step. */
  groupBy?: string | undefined;
  /** `count`, `sum:total`, `avg:total`, `min:total`, `max:total` */
  measures: readonly string[];
}

const MEASURE = /^(sum|avg|min|max):(\w+)$/;
const MAX_GROUPS = 1000;

/** @returns `{ "data": [{ "group": …, "count": n, "sum:total": "…" }] }` as text; amounts in the base currency. */
export async function aggregate(ctx: Context, objectName: string, query: AggregateQuery): Promise<string> {
  const object = ctx.catalogue.object(objectName);
  assertMay(ctx.actor, object, "read");
  if (query.measures.length === 0)
    throw new InvalidInput([{ path: "measures", message: "names at least one measure, such as count" }]);
  const measures = [...new Set(query.measures)].map(
    (measure) => sql`${measureOf(ctx, object, measure)} as ${sql.id(measure)}`,
  );
  const group = query.groupBy === undefined ? undefined : readGrouping(ctx, object, query.groupBy);
  const related = group?.field.target === undefined ? undefined : seenRelated(ctx, group.field);
  const asked = await readAsked(ctx, object, query);
  const named = [group?.field.name, ...query.measures.map((measure) => measure.split(":")[1])];
  await auditFigures(ctx, object, [
    ...named.flatMap((name) => (name !== undefined && object.fields.get(name)?.definition.sensitive ? [name] : [])),
    ...markedInFilter(ctx, object, query.filter),
  ]);
  const statement = compile(sql`
    select coalesce(json_agg(g), '[]')::text as data from (
      select ${sql.join([...(group ? [sql`${related?.by ?? group.by} as "group"`] : []), ...measures])}
      from ${fromObject(object, "t", true)}${related?.join ?? sql``} where ${askedCondition(ctx, object, asked, "t")} and ${rowCondition(ctx, object, "t")}
      ${group ? sql`group by 1 order by ${group.step ? sql`1 desc nulls last` : sql`2 desc`} limit ${MAX_GROUPS}` : sql``}) as g`);
  const data = await keptAnswer(ctx, statement, async () => (await ctx.db.query<{ data: string }>(statement))[0]!.data);
  return group?.field.target ? withTitles(ctx, group.field, data) : `{"data":${data}}`;
}

/**
 * The related record as lists tell it: what is in the trash, or not for the viewer to see, is nothing there. How such records
 * are spread over others would tell of them.
 */
function seenRelated(ctx: Context, field: CatalogueField): { by: Sql; join: Sql } {
  const target = ctx.catalogue.object(field.target!);
  const id = sql.ref("g.id");
  const seen = sql`${sql.ref("g.deleted_at")} is null and ${rowCondition(ctx, target, "g")}`;
  const join = sql` left join ${sql.id(target.table)} as g on ${id} = ${columnOf(ctx, "t", field)("_id")} and ${seen}`;
  return { by: id, join };
}

function visibleField(ctx: Context, object: CatalogueObject, name: string, path: string): CatalogueField {
  const field = object.fields.get(name);
  if (!field || fieldAccess(ctx.actor, object, field) === "hidden")
    throw new InvalidInput([{ path, message: `${object.name} has no field "${name}"` }]);
  return field;
}

export interface Grouping {
  field: CatalogueField;
  step: DateStep | undefined;
  by: Sql;
}

/** @throws InvalidInput where the viewer knows no such field, or it makes no groups. */
export function readGrouping(ctx: Context, object: CatalogueObject, text: string, path = "groupBy"): Grouping {
  const [name = "", step] = text.split(":");
  const field = visibleField(ctx, object, name, path);
  const column = columnOf(ctx, "t", field);
  if (field.type.storage !== "columns" || holdsViews(field))
    throw new InvalidInput([{ path, message: `${field.name} cannot be grouped by` }]);
  if (step !== undefined) return { field, step: readStep(field, step, path), by: stepOf(ctx, field, step) };
  const by = field.target ? column("_id") : (faceOf(field).sort?.(column, field.definition).by ?? column(""));
  return { field, step: undefined, by };
}

function readStep(field: CatalogueField, step: string, path: string): DateStep {
  const known = DATE_STEPS.find((each) => each === step);
  if (known && faceOf(field).clock) return known;
  throw new InvalidInput([
    { path, message: known ? `${field.name} is no date` : `"${step}" is none of ${DATE_STEPS.join(", ")}` },
  ]);
}

/** The first day of the step. Weeks begin where the workspace's weeks do. */
function stepOf(ctx: Context, field: CatalogueField, step: string): Sql {
  const { timeZone, weekStart } = ctx.workspace.settings;
  const clock = faceOf(field).clock?.(columnOf(ctx, "t", field), timeZone) ?? sql`null::timestamp`;
  if (step !== "week") return sql`date_trunc(${step}::text, ${clock})::date`;
  const shift = weekStart - 1;
  return sql`(date_trunc('week', ${clock} - make_interval(days => ${shift}::int))::date + ${shift}::int)`;
}

/** @throws InvalidInput where it is no measure of the object as the viewer knows it. */
export function measureOf(ctx: Context, object: CatalogueObject, measure: string, path = "measures"): Sql {
  if (measure === "count") return sql`count(*)`;
  const [, kind, name] = MEASURE.exec(measure) ?? [];
  if (!kind || !name)
    throw new InvalidInput([
      { path, message: `"${measure}" is none of count, sum:field, avg:field, min:field, max:field` },
    ]);
  const field = visibleField(ctx, object, name, path);
  const amount = faceOf(field).amount;
  if (!amount) throw new InvalidInput([{ path, message: `${name} is no amount` }]);
  return sql`${sql.raw(kind)}(${amount(columnOf(ctx, "t", field), field.definition)})::text`;
}

/** Groups by a relation carry the names of the records. */
async function withTitles(ctx: Context, field: CatalogueField, data: string): Promise<string> {
  const groups = JSON.parse(data) as { group: string | null }[];
  const target = ctx.catalogue.object(field.target!);
  const ids = groups.map((each) => each.group).filter((id) => id !== null);
  const rows = await ctx.db.query<{ id: string; summary: string }>(sql`
    select t.id, ${summary(ctx, target, "t")}::text as summary from ${fromObject(target, "t", false)} where t.id = any(${ids}::uuid[])`);
  const names = new Map(rows.map((row) => [row.id, JSON.parse(row.summary) as unknown]));
  return JSON.stringify({
    data: groups.map((each) => ({ ...each, group: each.group === null ? null : (names.get(each.group) ?? null) })),
  });
}
