/** What a formula that is not made yet would give, on some records that the caller may see. */
import type { Context } from "../../context.ts";
import { scopeOf } from "../../access/rights.ts";
import { list } from "../../query/list.ts";
import { fieldTypes } from "#fields/index.ts";
import { checkField } from "#model/catalogue-check.ts";
import { makeCatalogue } from "#model/catalogue.ts";
import type { FormulaFault } from "#model/formula/kind.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import { InvalidInput, NotFound } from "#model/errors.ts";

export interface Proposal {
  object: string;
  /** The field that would be changed; a new one where none is said. */
  name?: string | undefined;
  type: string;
  settings: JsonObject;
}

export interface Preview {
  /** Kind of value that comes out; null where it cannot be reckoned. */
  type: string | null;
  /** Its definition, as screens need it to show the values. */
  field: JsonObject | null;
  fault: FormulaFault | null;
  records: { id: string; title: string | null; value: Json }[];
}

const SOME = 5;
const UNNAMED = "x_preview";

/** @throws NotFound where the caller knows no such object; InvalidInput where the settings are none of a computed field. */
export async function previewComputed(
  ctx: Context,
  { object: of, name = UNNAMED, type, settings }: Proposal,
): Promise<Preview> {
  const standing = ctx.catalogue.objects.get(of);
  if (!standing || scopeOf(ctx.actor, standing, "read") === "none") throw new NotFound(`There is no object "${of}"`);
  const proposed = { ...settings, type, index: false };
  const faults = checkField(name, proposed, new Set(ctx.catalogue.objects.keys()), fieldTypes);
  if (faults.length > 0) throw new InvalidInput(faults.map((message) => ({ path: "settings", message })));
  const definitions = [...ctx.catalogue.objects.values()].map(({ definition }) =>
    definition.name === of ? { ...definition, fields: { ...definition.fields, [name]: proposed } } : definition,
  );
  const catalogue = makeCatalogue(definitions, fieldTypes, ctx.catalogue.base ?? ctx.catalogue);
  const field = catalogue.object(of).fields.get(name)!;
  const fault = field.computed?.fault;
  if (fault) return { type: null, field: null, fault, records: [] };
  const text = await list({ ...ctx, catalogue }, of, { limit: SOME, fields: [name], count: "none", trash: false });
  const records = (JSON.parse(text) as { data: RecordJson[] }).data;
  const { column: _column, ...definition } = field.definition;
  return {
    type: field.type.name,
    field: definition as JsonObject,
    fault: null,
    records: records.map((record) => ({
      id: record.id,
      title: record["title"] as string | null,
      value: record[name] ?? null,
    })),
  };
}
