/** What a formula that is not made yet would give, on some records that the caller may see. */
import type { Context } from "../../context.ts";
import { scopeOf } from "../../access/rights.ts";
import { list } from "../../query/list.ts";
import { fieldTypes } from "#fields/index.ts";
import { checkField } from "#model/catalogue-check.ts";
import { makeCatalogue, type Catalogue, type CatalogueObject } from "#model/catalogue.ts";
import type { FieldDefinition } from "#model/field.ts";
import type { FormulaFault } from "#model/formula/kind.ts";
import type { Json, JsonObject, RecordJson } from "#model/json.ts";
import { InvalidInput, NotFound } from "#model/errors.ts";
import { CUSTOM_NAME } from "#model/naming.ts";
import { takesFields } from "./definitions.ts";

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
  /** Follows from the record alone, so that an index can hold it; null where it cannot be reckoned. */
  steady: boolean | null;
  records: { id: string; title: string | null; value: Json }[];
}

const SOME = 5;
const UNNAMED = "x_preview";

/**
 * The field stands under a name that nothing else speaks of when records are read: rights and other fields look at what stands now.
 * @throws NotFound where the caller knows no such object; InvalidInput where it takes no fields, the name is that of a field that
 * is not a computed one of the company, or the settings are none of a computed field.
 */
export async function previewComputed(ctx: Context, { object: of, name, type, settings }: Proposal): Promise<Preview> {
  const standing = ctx.catalogue.objects.get(of);
  if (!standing || scopeOf(ctx.actor, standing, "read") === "none") throw new NotFound(`There is no object "${of}"`);
  refusePlace(standing, name);
  const free = freeName(standing);
  const proposed = { ...settings, type, index: false };
  const faults = checkField(name ?? free, proposed, new Set(ctx.catalogue.objects.keys()), fieldTypes);
  if (faults.length > 0) throw new InvalidInput(faults.map((message) => ({ path: "settings", message })));
  // Whether it would need itself is seen under its own name alone.
  const fault = withField(ctx, of, name ?? free, proposed)
    .object(of)
    .fields.get(name ?? free)!.computed?.fault;
  if (fault) return { type: null, field: null, fault, steady: null, records: [] };
  const catalogue = withField(ctx, of, free, proposed);
  const field = catalogue.object(of).fields.get(free)!;
  const text = await list({ ...ctx, catalogue }, of, { limit: SOME, fields: [free], count: "none", trash: false });
  const records = (JSON.parse(text) as { data: RecordJson[] }).data;
  const { column: _column, ...definition } = field.definition;
  return {
    type: field.type.name,
    field: definition as JsonObject,
    fault: null,
    steady: field.computed!.steady,
    records: records.map((record) => ({
      id: record.id,
      title: record["title"] as string | null,
      value: record[free] ?? null,
    })),
  };
}

function refusePlace({ name: object, definition, fields }: CatalogueObject, name: string | undefined): void {
  if (!takesFields(definition))
    throw new InvalidInput([
      { path: "object", message: `there is no object "${object}" that takes fields`, code: "server.noObject" },
    ]);
  if (name === undefined) return;
  const taken = fields.get(name);
  if (!CUSTOM_NAME.test(name))
    throw new InvalidInput([
      {
        path: "name",
        message: "is x_ and a camelCase name of letters and digits, at most 30 in all",
        code: "shape.name",
      },
    ]);
  if (taken && !taken.computed)
    throw new InvalidInput([
      { path: "name", message: "is taken by a field that is not reckoned", code: "issue.taken" },
    ]);
}

function freeName({ definition, fields }: CatalogueObject): string {
  let name = UNNAMED;
  for (let n = 2; fields.has(name) || name in (definition.retired ?? {}); n += 1) name = `${UNNAMED}${n}`;
  return name;
}

function withField({ catalogue }: Context, of: string, name: string, field: FieldDefinition): Catalogue {
  const definitions = [...catalogue.objects.values()].map(({ definition }) =>
    definition.name === of ? { ...definition, fields: { ...definition.fields, [name]: field } } : definition,
  );
  return makeCatalogue(definitions, fieldTypes, catalogue.base ?? catalogue);
}
