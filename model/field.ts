/** What a field is: a line of an object's definition, and the faces that every kind of value must show. */
import type { ZodType } from "zod";
import type { Issue } from "./errors.ts";
import type { Json } from "./json.ts";
import type { Kind } from "./formula/kind.ts";
import type { Operator } from "./operator.ts";

/** The options that every field has, whatever its type. The type's own settings stand beside them. */
export interface FieldOptions {
  required?: boolean;
  /** No two living records have the same value (compared folded). Such a field can name a record in a relation or an import. */
  unique?: boolean;
  /** Only rules and the system write it. */
  readOnly?: boolean;
  /** Given to a new record where nothing was said. `{ me: true }` is the acting user, `{ now: true }` this moment. */
  default?: Json;
  /** `q` finds the record by the beginning of its words. */
  search?: boolean;
  /** Kept ready for sorting and filtering at any size. */
  index?: boolean;
  /** Tells of a person: counts in access and erasure requests. */
  personal?: boolean;
  /** Reading it is written to the audit. */
  sensitive?: boolean;
  /** For the machine alone: hidden from every role. */
  secret?: boolean;
  /** Words of an administrator by language, for fields made at run time; the product's own are in messages/. */
  label?: Record<string, string>;
  /** What it is for, in the administrator's words by language. */
  help?: Record<string, string>;
  /** Name of its column where that is not its own name: fields made at run time, whose names never reach SQL. */
  column?: string;
  /** Id of what made it at run time: changes that are older speak of another field of its name, which is no more. */
  since?: string;
}

/** A field as data: survives JSON. `type` names an entry of the field type registry. */
export interface FieldDefinition extends FieldOptions {
  type: string;
  [setting: string]: unknown;
}

/** What parsing may need to know of the workspace. */
export interface ParseSettings {
  /** ISO 3166 alpha-2; phones without a country code are read in it. */
  country: string;
  /** ISO 4217; money without a currency is in it. */
  baseCurrency: string;
  /** IANA name; a local time without an offset is read in it. */
  timeZone: string;
  /** Order of day and month in written dates, as an import found it. */
  dateOrder?: "dmy" | "mdy" | "ymd";
  /** Decimal sign in written numbers, as an import found it. */
  decimal?: "." | ",";
  /** 1 = Monday … 7 = Sunday; Monday if not said. */
  weekStart?: number;
  /** `MM-DD` of the first day of the fiscal year; 1 January if not said. */
  fiscalYearStart?: string;
}

export type Parsed = { value: Json } | { issue: Omit<Issue, "path"> & { path?: string } };

/** How a type puts its value into the tables. */
export type Storage =
  /** in columns of the object's own table */
  | "columns"
  /** in a link table: many related records */
  | "links"
  /** in the child object's table: lines that live and die with this record */
  | "children";

/** A way to find the record: by search, and where it identifies also by a row of `record_keys`. */
export interface RecordKey {
  /** `word` and `name` (a word of a name, found in any script) are for search alone; `email`, `phone`, `number`, `external` identify. */
  kind: string;
  key: string;
}

/** The pure face of a kind of value. No I/O; runs in server and browser. */
export interface FieldType {
  name: string;
  storage: Storage;
  /** The settings a definition may carry beside the options that all have; others are refused at start-up. */
  settings: Record<string, ZodType>;
  /** Refuses nonsense in the definition, in a sentence. */
  check?(field: FieldDefinition): string | undefined;
  /** Reads a value of the API or a cell of an import (text). Empty text and null never come here. */
  parse(input: unknown, field: FieldDefinition, settings: ParseSettings): Parsed;
  /** The stored columns by suffix: `""` is the field's own column, `_key` and the like stand beside it. `null` value: all null. */
  toColumns(value: Json, field: FieldDefinition): Record<string, Json>;
  /** Operators offered, each with the shape of its operand. */
  operators: Partial<Record<Operator, Operand>>;
  /** Does a field with these settings offer the operator? Default: all that the type offers. */
  offers?(operator: Operator, field: FieldDefinition): boolean;
  /** Does the value pass? The same answer as the SQL face gives. `operand` has been read by `readOperand`. */
  test(operator: Operator, value: Json, operand: Json, field: FieldDefinition): boolean;
  /** Reads the operand of a filter once, so that both interpreters get the same. Relative dates are resolved before. */
  readOperand?(operator: Operator, operand: unknown, field: FieldDefinition, settings: ParseSettings): Parsed;
  /** Ways to find a record by this value. */
  keys?(value: Json, field: FieldDefinition): RecordKey[];
  /** Both values as one, where the type is a list: for records that are merged. */
  unite?(one: Json, other: Json): Json;
  /** For a cell of an export: language-neutral and readable back by `parse`. */
  toText(value: Json, field: FieldDefinition): string;
  /** The value's shape in the API, for validation documents; `write` may accept more forms. */
  schema(field: FieldDefinition): { read: ZodType; write: ZodType };
  /** What it is in a formula; nothing where formulas cannot reckon with it. Its API value is then of that kind, or `toFormula` makes it so. */
  formula?: Kind;
  toFormula?(value: Json): Json;
  sortable: boolean;
  /** Where the value points: a relation, a user, a file. The engine then compiles its reading. */
  refersTo?(field: FieldDefinition): { object: string; many: boolean };
  /** A name that no record has yet makes one: tags. */
  makesByName?: boolean;
  /** How well a column of an import looks like this type, 0 to 1, by its name and by its values. */
  recognise?(header: string, samples: string[], settings: ParseSettings): number;
  /** Values that the contract suite and the factories use. `n` varies them. */
  example(n: number, field: FieldDefinition): Json;
  /** Options that every field of the type has, whatever its definition says. */
  implies?: Pick<FieldOptions, "readOnly" | "unique">;
  /** The machine gives each new record a value by a count that never comes twice; `day` is today in the company's time zone. */
  numbered?: {
    start(field: FieldDefinition): number;
    value(count: string, field: FieldDefinition, day: string): Json;
  };
  /** What must be removed beside the row when a person is erased (files, say). */
  erase?(value: Json): { files: string[] };
}

/** The shape of a filter's operand. */
export type Operand = "none" | "one" | "many" | "range" | "text" | "days";
