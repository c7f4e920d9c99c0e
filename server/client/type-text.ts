/** JSON Schema as the text of a TypeScript type. */

export type JsonSchema = Record<string, unknown>;

const REFERENCE = "#/components/schemas/";
const NAME = /^[A-Za-z_$][\w$]*$/;

/** What stands for the schema in TypeScript; what cannot be told is `Json`. */
export function typeText(schema: unknown): string {
  if (typeof schema !== "object" || schema === null) return "Json";
  const of = schema as JsonSchema;
  if (typeof of["$ref"] === "string") return of["$ref"].replace(REFERENCE, "");
  if (Array.isArray(of["enum"])) return union(of["enum"].map((value) => JSON.stringify(value)));
  if ("const" in of) return JSON.stringify(of["const"]);
  const either = of["anyOf"] ?? of["oneOf"];
  if (Array.isArray(either)) return union(either.map(typeText));
  if (Array.isArray(of["allOf"])) return of["allOf"].map(typeText).join(" & ");
  const { type } = of;
  if (Array.isArray(type)) return union(type.map((each: unknown) => typeText({ ...of, type: each })));
  return plainText(type, of);
}

function plainText(type: unknown, of: JsonSchema): string {
  switch (type) {
    case "string":
      return "string";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return `${wrapped(typeText(of["items"]))}[]`;
    case "object":
      return objectText(of);
    default:
      return "Json";
  }
}

/** `{ name: string; website?: string | null }`, each with its description. */
export function objectText(of: JsonSchema): string {
  const required = new Set((of["required"] ?? []) as string[]);
  const lines = Object.entries((of["properties"] ?? {}) as Record<string, JsonSchema>).map(([name, property]) => {
    const words = typeof property["description"] === "string" ? property["description"] : undefined;
    return `${words ? `/** ${words.replaceAll("*/", "* /")} */ ` : ""}${key(name)}${required.has(name) ? "" : "?"}: ${typeText(property)};`;
  });
  const more = of["additionalProperties"];
  if (more === true || (typeof more === "object" && more !== null)) {
    const value = more === true || lines.length > 0 ? "Json | undefined" : typeText(more);
    lines.push(`[other: string]: ${value};`);
  }
  return lines.length === 0 ? "Record<string, Json>" : `{ ${lines.join("\n")} }`;
}

export const key = (name: string): string => (NAME.test(name) ? name : JSON.stringify(name));

export const union = (texts: readonly string[]): string => [...new Set(texts)].join(" | ") || "never";

const wrapped = (text: string): string => (/[ |&]/.test(text) && !text.startsWith("{") ? `(${text})` : text);
