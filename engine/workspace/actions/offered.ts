/** Which actions there are: those of the product and those that the company made, as far as somebody may press them. */
import { sql } from "#model/sql.ts";
import { NotFound, RaabtaError } from "#model/errors.ts";
import type { Json } from "#model/json.ts";
import { fieldAccess, scopeOf } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import { compileFilter } from "../../query/filter.ts";
import { stepNamed } from "./step.ts";
import { inputsSchema, meantBy, productActions, readCondition, stepsSchema, type ActionDefinition } from "./action.ts";

interface Row {
  object: string;
  name: string;
  label: string;
  icon: string | null;
  places: string[] | null;
  inputs: string | null;
  condition: string | null;
  steps: string;
}

const json = (text: string | null): Json => (text === null ? null : (JSON.parse(text) as Json));

/** In the order in which they are shown; one statement. @param of only those of this object, or the one of it by that name */
export async function allActions(ctx: Context, of?: { object: string; name?: string }): Promise<ActionDefinition[]> {
  const wanted = ({ object, name }: { object: string; name: string }): boolean =>
    (of === undefined || of.object === object) && (of?.name === undefined || of.name === name);
  const rows = await ctx.db.query(sql<Row>`
    select object, name, label::text as label, icon, places, inputs::text as inputs, condition::text as condition, steps::text as steps
    from custom_actions where deleted_at is null and active and ${of ? sql`object = ${of.object}` : sql`true`}
      and ${of?.name === undefined ? sql`true` : sql`name = ${of.name}`} order by position, name`);
  const own = rows.map((row): ActionDefinition => ({
    object: row.object,
    name: row.name,
    label: json(row.label) as Record<string, string>,
    icon: row.icon,
    places: (row.places ?? []) as ActionDefinition["places"],
    inputs: inputsSchema.parse(json(row.inputs) ?? []),
    condition: readCondition(json(row.condition)),
    steps: stepsSchema.parse(json(row.steps)),
  }));
  return [...productActions(ctx.catalogue).filter(wanted), ...own];
}

/** @throws NotFound also where the actor may not press it */
export async function actionNamed(ctx: Context, object: string, name: string): Promise<ActionDefinition> {
  const [found] = await allActions(ctx, { object, name });
  if (!found || !mayPress(ctx, found)) throw new NotFound(`There is no action "${name}" here`);
  return found;
}

/** The actions that the actor may press. */
export async function offeredActions(ctx: Context): Promise<ActionDefinition[]> {
  return (await allActions(ctx)).filter((action) => mayPress(ctx, action));
}

/** The field of the record that a value is copied from. */
export function copiedBy(value: Json): string[] {
  const meant = meantBy(value);
  return meant && "field" in meant ? [meant.field] : [];
}

/** May everything that it does be done by the actor, as far as the role alone can tell? */
export function mayPress(ctx: Context, { object: name, steps, condition }: ActionDefinition): boolean {
  const object = ctx.catalogue.objects.get(name);
  if (!object || scopeOf(ctx.actor, object, "read") === "none") return false;
  if (condition !== null) {
    try {
      compileFilter(ctx, object, condition, "t");
    } catch (error) {
      if (error instanceof RaabtaError) return false;
      throw error;
    }
  }
  return steps.every((step) => {
    if (step.do === "webhook") return true;
    if (step.do === "step") {
      const fields = Object.values(step.set).flatMap((value) => copiedBy(value));
      const seen = fields.every((name) => {
        const field = object.fields.get(name);
        return field !== undefined && fieldAccess(ctx.actor, object, field) !== "hidden";
      });
      return seen && stepNamed(ctx.catalogue, step.step, object.name) !== undefined;
    }
    const target = step.do === "create" ? ctx.catalogue.objects.get(step.object) : object;
    if (!target || scopeOf(ctx.actor, target, step.do) === "none") return false;
    return Object.entries(step.set).every(([field, value]) => {
      const known = target.fields.get(field);
      const meant = meantBy(value);
      // Who may not see a field does not copy it to where they may.
      const copied = meant && "field" in meant ? object.fields.get(meant.field) : known;
      return (
        known !== undefined &&
        copied !== undefined &&
        fieldAccess(ctx.actor, target, known) === "write" &&
        (copied === known || fieldAccess(ctx.actor, object, copied) !== "hidden")
      );
    });
  });
}
