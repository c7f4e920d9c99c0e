/** Finds records by a field that identifies them. */
import { InvalidInput } from "#model/errors.ts";
import type { CatalogueField } from "#model/catalogue.ts";
import type { JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import { resolveRelations, type Meant } from "./relations.ts";

/** @returns for each key the id, null where there is none, or what is wrong with the key; one statement for all. */
export async function findByKeys(
  ctx: Context,
  object: string,
  keys: readonly JsonObject[],
): Promise<(string | null | InvalidInput)[]> {
  const found: (string | null | InvalidInput)[] = keys.map(() => null);
  const pointing = { target: object } as CatalogueField;
  const meant = keys.map((key, index): Meant => ({
    field: pointing,
    value: key,
    path: "key",
    put: (id) => {
      found[index] = id;
    },
    refuse: (issue) => {
      if (issue.code !== "issue.noRecord") found[index] = new InvalidInput([issue]);
    },
  }));
  await resolveRelations(ctx, meant);
  return found;
}
