/** Doings of our own that write what no role may, in the name of the person who caused them. */
import { differing, type Context } from "../context.ts";

/** The same person, with all rights: for fields that only the system writes. Check the person's right before. */
export function withAllRights(ctx: Context): Context {
  return differing(ctx, (each) => ({ ...each, actor: { ...each.actor, rights: null } }));
}
