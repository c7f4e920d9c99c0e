/** The views that stand in a person's rail: those they pinned, in their order, then those pinned for their role. */
import { sql } from "#model/sql.ts";
import { InvalidInput } from "#model/errors.ts";
import { isObject, plainText, type Json, type JsonObject, type RecordJson } from "#model/json.ts";
import type { ViewDefinition } from "#model/view.ts";
import { LAYOUTS, MOST_PINS, type Pin } from "#model/view-parts.ts";
import { scopeOf } from "../../access/rights.ts";
import type { Context } from "../../context.ts";
import { list } from "../../query/list.ts";

/** As the user's record keeps it: the order, and what was pinned for the role and taken away. */
interface Kept {
  views: string[];
  without: string[];
}

const idsIn = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map((id) => plainText(id)) : []);

const keptIn = (value: Json | undefined): Kept =>
  isObject(value)
    ? { views: idsIn(value["views"] as Json), without: idsIn(value["without"] as Json) }
    : { views: [], without: [] };

/** Ids of the views pinned for the actor's role, in order. */
async function ofRole(ctx: Context): Promise<string[]> {
  const found = await ctx.db.query(sql<{ id: string }>`
    select v.id from view_pinned_for as l join views as v on v.id = l.from_id
    where l.to_id = ${ctx.actor.roleId}::uuid and v.deleted_at is null
    order by v.position, v.id limit ${MOST_PINS}`);
  return found.map(({ id }) => id);
}

/** Those of the views that the actor may read, of objects whose records they may read. */
async function readable(ctx: Context, ids: readonly string[]): Promise<Map<string, Pin>> {
  if (ids.length === 0) return new Map();
  const filter = { field: "id", op: "in" as const, value: [...ids] };
  const fields = ["name", "object", "definition"];
  const page = JSON.parse(await list(ctx, "view", { filter, fields, limit: ids.length, count: "none" })) as {
    data: RecordJson[];
  };
  const pins = page.data.map((view): Pin => {
    const { layout = LAYOUTS[0] } = view["definition"] as ViewDefinition;
    return { id: view.id, name: plainText(view["name"]), object: plainText(view["object"]), layout };
  });
  const seen = pins.filter((pin) => {
    const object = ctx.catalogue.objects.get(pin.object);
    return object !== undefined && scopeOf(ctx.actor, object, "read") !== "none";
  });
  return new Map(seen.map((pin) => [pin.id, pin]));
}

/**
 * What stands in the actor's rail. A view that is gone, or that they may no longer read, is left out.
 * @param pins of the user's record; nothing where the actor looks as a role
 */
export async function pinsOf(ctx: Context, pins: Json | undefined): Promise<Pin[]> {
  const { views, without } = keptIn(pins);
  const wanted = [...new Set([...views, ...(await ofRole(ctx)).filter((id) => !without.includes(id))])];
  const found = await readable(ctx, wanted);
  return wanted.flatMap((id) => found.get(id) ?? []).slice(0, MOST_PINS);
}

/**
 * What the user's record keeps where exactly these views are to stand in the rail, in this order.
 * @throws InvalidInput for one that the actor may not read
 */
export async function pinsToKeep(ctx: Context, views: readonly string[]): Promise<JsonObject> {
  const found = await readable(ctx, views);
  const issues = views.flatMap((id, place) =>
    found.has(id) ? [] : [{ path: `pins.${place}`, message: "there is no such view", code: "server.noView" }],
  );
  if (issues.length > 0) throw new InvalidInput(issues);
  return { views: [...views], without: (await ofRole(ctx)).filter((id) => !views.includes(id)) };
}
