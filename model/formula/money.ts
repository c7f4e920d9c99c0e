/**
 * Money within formulas. Where all of it comes from one field, amounts are reckoned in that field's currency; where it comes from several, in the
 * company's, by what each is worth in it. Comparisons always go by the latter.
 */
import type { Typed } from "./check.ts";

interface Keyed {
  key: string;
}

/** The field whose currency the money of this part has; undefined: the company's. */
export function carriedBy<F extends Keyed>(tree: Typed<F>): F | undefined {
  const found = new Map<string, F | undefined>();
  gather(tree, found);
  return found.size === 1 ? [...found.values()][0] : undefined;
}

function gather<F extends Keyed>(tree: Typed<F>, found: Map<string, F | undefined>): void {
  if (tree.kind !== "money" || tree.is === "value") return;
  if (tree.is === "field") found.set(tree.field.key, tree.field);
  else if (tree.name === "money") found.set("", undefined);
  else for (const part of tree.parts) gather(part, found);
}
