/** Lines that live and die with the record: full records of a child object, written whole through it. */
import { z } from "zod";
import type { FieldType, Parsed } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import { isName } from "#model/naming.ts";
import { isSafeName } from "../reading/reference.ts";
import { refuse, shown } from "../reading/refusal.ts";

export const childrenSettings = {
  /** The child object, and its relation field that points back. */
  object: z.string().refine(isName, "is the name of an object"),
  by: z.string().refine(isName, "is the name of a field"),
};

const MAX_LINES = 10_000;

/** The shape alone; the engine reads each line by the child object's definition. */
function read(input: unknown): Parsed {
  if (!Array.isArray(input)) return refuse("issue.list", { value: shown(input) });
  if (input.length > MAX_LINES) return refuse("issue.tooMany", { count: input.length, max: MAX_LINES });
  for (const [index, line] of input.entries()) {
    if (!isObject(line)) return refuse("issue.object", { value: shown(line) }, String(index));
    const unsafe = Object.keys(line).find((name) => !isSafeName(name));
    if (unsafe !== undefined) return refuse("issue.jsonKey", { value: unsafe }, String(index));
  }
  return { value: input as Json[] };
}

export const children: FieldType = {
  name: "children",
  storage: "children",
  settings: childrenSettings,
  parse: read,
  toColumns: () => ({}),
  operators: {},
  test: () => false,
  toText: (value) => (Array.isArray(value) ? String(value.length) : ""),
  schema: () => {
    const lines = z.array(z.record(z.string(), z.unknown()));
    return {
      read: lines,
      write: lines.meta({ description: "Written whole: lines that are not given again are removed" }),
    };
  },
  sortable: false,
  refersTo: (field) => ({ object: String(field["object"]), many: true }),
  example: () => [],
};
