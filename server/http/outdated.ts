/** A request that met tables which had just changed their shape is done anew, by what objects and fields are now. */
import type { Context } from "#engine/context.ts";
import { metOtherShape } from "#engine/database/failure.ts";
import type { Workspaces } from "#engine/workspace/workspaces.ts";

/** Of changes one after the other, so many are met. */
const MOST = 5;

/**
 * @param ctx whose objects and fields it is done by
 * @param renew gives it those of now
 * @throws what `once` threw, where nothing has changed its shape since or something of it stands already
 */
export async function withShapeOfNow<T>(
  workspaces: Workspaces,
  ctx: () => Context | null,
  once: () => Promise<T>,
  renew: () => Promise<void>,
): Promise<T> {
  for (let met = 1; ; met += 1) {
    const by = ctx();
    try {
      return await once();
    } catch (error) {
      if (!by || by.committed() || !metOtherShape(error) || met > MOST) throw error;
      const { catalogue } = await workspaces.ofNow(by.workspace.slug);
      if (catalogue === by.catalogue) throw error;
      await renew();
    }
  }
}
