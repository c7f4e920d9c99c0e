/** A request that met tables which had just changed their shape is done once more, by what objects and fields are now. */
import type { Context } from "#engine/context.ts";
import type { Workspaces } from "#engine/workspace/workspaces.ts";

/** SQLSTATE: no such column, no such table, a kept plan that answers in another shape, a type that does not fit the operator. */
const OTHER_SHAPE = new Set(["42703", "42P01", "0A000", "42804", "42883"]);

/**
 * @param again runs it with the objects and fields of now
 * @throws what `once` threw, where nothing has changed its shape since or something of it stands already
 */
export async function withShapeOfNow<T>(
  workspaces: Workspaces,
  ctx: Context | null,
  once: () => Promise<T>,
  again: () => Promise<T>,
): Promise<T> {
  try {
    return await once();
  } catch (error) {
    if (!ctx || ctx.committed() || !OTHER_SHAPE.has((error as { code?: string }).code ?? "")) throw error;
    workspaces.forget();
    const { catalogue } = await workspaces.get(ctx.workspace.slug);
    if (catalogue === ctx.catalogue) throw error;
    return again();
  }
}
