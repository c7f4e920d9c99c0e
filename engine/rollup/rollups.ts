/** Which figures hang on which records: found once for each catalogue. */
import type { Catalogue, CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { RollUp } from "#model/rollup.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";

export interface RollUpField {
  /** The object that has the figure. */
  object: CatalogueObject;
  field: CatalogueField;
  rollUp: RollUp;
}

const found = new WeakMap<
  Catalogue,
  { all: RollUpField[]; byChild: Map<string, RollUpField[]>; byHolder: Map<string, RollUpField[]> }
>();

function rollUpsIn(catalogue: Catalogue) {
  let known = found.get(catalogue);
  if (known) return known;
  const all = [...catalogue.objects.values()].flatMap((object) =>
    [...object.fields.values()].flatMap((field) =>
      field.computed?.rollUp ? [{ object, field, rollUp: field.computed.rollUp }] : [],
    ),
  );
  const [ofLines, ofRecords] = [all.filter(({ rollUp }) => rollUp.lines), all.filter(({ rollUp }) => !rollUp.lines)];
  known = {
    all,
    byChild: Map.groupBy(ofRecords, ({ rollUp }) => rollUp.child.name),
    byHolder: Map.groupBy(ofLines, ({ rollUp }) => rollUp.lines!.of.name),
  };
  found.set(catalogue, known);
  return known;
}

export const allRollUps = (catalogue: Catalogue): readonly RollUpField[] => rollUpsIn(catalogue).all;

/** Those that are reckoned of records of this object. */
export const rollUpsOn = (catalogue: Catalogue, child: string): readonly RollUpField[] =>
  rollUpsIn(catalogue).byChild.get(child) ?? [];

/** Those that are reckoned of the lines of this object's records. */
export const rollUpsOnLines = (catalogue: Catalogue, holder: string): readonly RollUpField[] =>
  rollUpsIn(catalogue).byHolder.get(holder) ?? [];

/** Nothing is counted of a record that is new; undefined where the object has no such figures. */
export function rollUpsBegin(ctx: Context, object: CatalogueObject): JsonObject | undefined {
  const own = rollUpsIn(ctx.catalogue).all.filter((each) => each.object.name === object.name);
  if (own.length === 0) return undefined;
  return Object.fromEntries(own.map(({ field, rollUp }) => [field.name, beginning(ctx, field, rollUp)]));
}

function beginning(ctx: Context, field: CatalogueField, { aggregate }: RollUp): Json {
  if (aggregate === "count") return 0;
  if (aggregate !== "sum") return null;
  return field.type.name === "money" ? { amount: "0", currency: ctx.workspace.settings.baseCurrency, base: "0" } : "0";
}
