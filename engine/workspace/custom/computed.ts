/** What must hold of the fields that are reckoned from others, when they are made and when something changes that they need. */
import { checkDefinitions } from "#model/catalogue-check.ts";
import { makeCatalogue, type Catalogue } from "#model/catalogue.ts";
import { COMPUTED } from "#model/computed.ts";
import { InvalidInput } from "#model/errors.ts";
import { plainText } from "#model/json.ts";
import { fieldTypes } from "#fields/index.ts";
import type { Context } from "../../context.ts";
import { FilterCompiler } from "../../query/filter-compiler.ts";
import type { Change } from "../../records/change.ts";
import { allRollUps } from "../../rollup/rollups.ts";
import { proposed } from "./proposed.ts";
import { productOf, storedShape } from "./stored.ts";

/** What is reckoned from others is refused at the place in its text, before anything is written. */
export async function checkComputed(ctx: Context, changes: readonly Change[]): Promise<void> {
  const asked = changes.filter((change) => plainText(change.value("type")) in COMPUTED);
  if (asked.length === 0) return;
  const product = productOf(ctx.catalogue);
  const { shown } = await storedShape(ctx.db, product, changes.map(proposed));
  // What else is wrong with the definitions is told when all of them stand.
  if (checkDefinitions(shown, fieldTypes).length > 0) return;
  const catalogue = makeCatalogue(shown, fieldTypes, product);
  for (const change of asked) {
    const { object, name, type } = proposed(change);
    const fault = catalogue.object(object).fields.get(name)?.computed?.fault;
    if (!fault) continue;
    const { message, code, params, from, to } = fault;
    const place = { lookup: "path", rollUp: "object" }[type] ?? "expression";
    change.refuse(`settings.${place}`, message, code, { ...params, from, to });
  }
}

/** Formulas that would lose what they are reckoned from, or need themselves, by a change of something else. */
export function refuseBreaking(before: Catalogue, after: Catalogue): void {
  const issues = [...after.objects.values()].flatMap((object) =>
    [...object.fields.values()].flatMap(({ name, computed }) => {
      if (!computed?.fault || before.objects.get(object.name)?.fields.get(name)?.computed?.fault) return [];
      const params = { formula: `${object.name}.${name}`, reason: computed.fault.message };
      return [
        { path: "", message: `${params.formula} is reckoned from it: ${params.reason}`, code: "formula.used", params },
      ];
    }),
  );
  if (issues.length > 0) throw new InvalidInput(issues);
}

/** A filter of a figure that could not be asked would stand in the way of every record that it is of. */
export function refuseFilters(ctx: Context): void {
  for (const { object, field, rollUp } of allRollUps(ctx.catalogue)) {
    if (!rollUp.filter) continue;
    try {
      new FilterCompiler(ctx, undefined, "c").compile(rollUp.child, rollUp.filter, "c");
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const where = `${object.name}.${field.name}`;
      throw new InvalidInput(
        error.issues.map((issue) => ({ ...issue, path: "settings.filter", message: `${where}: ${issue.message}` })),
      );
    }
  }
}
