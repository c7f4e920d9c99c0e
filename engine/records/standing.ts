/** Records of which a transaction knows that they stand, since it made them or has looked: they are not looked for again. */
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import type { Change } from "./change.ts";

interface Known {
  standing: Set<string>;
  made: Set<string>;
}

const known = new WeakMap<object, Known>();
/** Long transactions begin to remember anew. */
const MOST = 1000;

function knownTo({ db: { open } }: Context): Known | undefined {
  if (!open) return undefined;
  let found = known.get(open.memory);
  if (!found || found.standing.size > MOST || found.made.size > MOST)
    known.set(open.memory, (found = { standing: new Set(), made: new Set() }));
  return found;
}

const nameOf = (object: string, id: string): string => `${object}/${id}`;

export function noteStanding(ctx: Context, object: CatalogueObject, ids: readonly string[]): void {
  const { standing } = knownTo(ctx) ?? {};
  if (ids.length <= MOST) for (const id of ids) standing?.add(nameOf(object.name, id));
}

/** Notes what was written, and what it points at: a rule that follows may point there too. */
export function noteWritten(ctx: Context, changes: readonly Change[]): void {
  const { standing, made } = knownTo(ctx) ?? {};
  if (!standing || !made || changes.length > MOST) return;
  for (const change of changes) {
    const name = nameOf(change.object.name, change.id);
    if (change.kind === "delete" || change.kind === "purge") {
      standing.delete(name);
      made.delete(name);
      continue;
    }
    standing.add(name);
    if (change.kind === "create") made.add(name);
    for (const field of change.object.fields.values()) {
      const value = field.target && field.type.storage === "columns" ? change.value(field.name) : null;
      if (typeof value === "string") standing.add(nameOf(field.target!, value));
    }
  }
}

/** Only the system may go by it: others may not see what stands. */
export const stands = (ctx: Context, object: CatalogueObject, id: string): boolean =>
  ctx.actor.rights === null && knownTo(ctx)?.standing.has(nameOf(object.name, id)) === true;

/** Nothing but this transaction can point at it. */
export const madeHere = (ctx: Context, object: string, id: string): boolean =>
  knownTo(ctx)?.made.has(nameOf(object, id)) === true;
