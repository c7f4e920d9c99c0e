/** What a field type shows of itself to the contract suite: definitions, inputs and what becomes of them. */
import type { FieldDefinition, ParseSettings } from "#model/field.ts";
import type { Json } from "#model/json.ts";

export interface Fixtures {
  /** Definitions that stand; the suite runs through with each. The valid and invalid inputs are read with the first. */
  fields: FieldDefinition[];
  /** Definitions that `settings` or `check` must refuse. */
  refused?: FieldDefinition[];
  /** Input, the value it becomes, and the workspace's settings where they matter. */
  valid: [input: unknown, value: Json, settings?: Partial<ParseSettings>][];
  /** Input and the code of its refusal. */
  invalid: [input: unknown, code: string, settings?: Partial<ParseSettings>][];
  /** Columns of files: the header, values, and this type must be the best or at least not claim it. */
  recognised?: { header: string; samples: string[]; settings?: Partial<ParseSettings> }[];
  notRecognised?: { header: string; samples: string[] }[];
}
