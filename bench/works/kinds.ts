/** A field of every kind that a company can add, as its contract suite describes one. */
import type { FieldDefinition } from "#model/field.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { kebabCase } from "#model/naming.ts";
import { fieldTypes } from "#fields/index.ts";

/** Lines, machine data and ids of other systems are made in code. */
const IN_CODE = new Set(["children", "json", "externalId"]);

export interface Kind {
  type: string;
  settings: JsonObject;
}

/** Those that stand by themselves; what is computed from other fields has no values of its own to store. */
export function kinds(): Promise<Kind[]> {
  const offered = Object.values(fieldTypes).filter((type) => !IN_CODE.has(type.name) && !("computed" in type));
  return Promise.all(
    offered.map(async ({ name }) => {
      const { fixtures } = (await import(`../../fields/${kebabCase(name)}/fixtures.ts`)) as {
        fixtures: { fields: FieldDefinition[] };
      };
      const { type, ...settings } = fixtures.fields[0]!;
      return { type, settings: settings as Record<string, Json> };
    }),
  );
}
