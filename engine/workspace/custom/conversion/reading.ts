/** What a value of one kind is as a value of another: as the other kind reads it, or what it is as text. */
import type { FieldDefinition, ParseSettings } from "#model/field.ts";
import { isComputed } from "#model/computed.ts";
import { fieldTypes } from "#fields/index.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { Context } from "../../../context.ts";
import { worthOf, type Amount } from "../../../records/worth.ts";

/** `lost`: there was a value, and the other kind knows none for it. */
export interface Converted {
  value: Json;
  lost: boolean;
}

/** Can values of the one be read as the other at all? What points at records or files, or is given by the machine, is of its own kind alone. */
export function isConvertible(before: FieldDefinition, after: FieldDefinition): boolean {
  return [before, after].every((definition) => {
    if (isComputed(definition)) return false;
    const { storage, refersTo, numbered } = fieldTypes[definition.type]!;
    return storage === "columns" && !refersTo?.(definition) && !numbered;
  });
}

/** @param values as they are read, of the kind `before`. What is an amount then is kept where it is known what it is worth, as in every write. */
export async function convertAll(
  ctx: Context,
  before: FieldDefinition,
  after: FieldDefinition,
  values: readonly Json[],
): Promise<Converted[]> {
  const converted = values.map(converter(before, after, ctx.workspace.settings));
  if (fieldTypes[after.type]!.formula !== "money") return converted;
  const filled = converted.filter(({ value }) => value !== null);
  const worths = await worthOf(ctx.catalogue)(
    ctx,
    filled.map(({ value }) => value as unknown as Amount),
  );
  for (const [place, each] of filled.entries()) {
    const base = worths[place];
    if (base === undefined) Object.assign(each, { value: null, lost: true });
    else each.value = { ...(each.value as JsonObject), base };
  }
  return converted;
}

function converter(
  before: FieldDefinition,
  after: FieldDefinition,
  settings: ParseSettings,
): (value: Json) => Converted {
  const [from, to] = [fieldTypes[before.type]!, fieldTypes[after.type]!];
  const read = (input: unknown): Json | undefined => {
    const parsed = to.parse(input, after, settings);
    return "value" in parsed ? parsed.value : undefined;
  };
  return (value) => {
    if (value === null) return { value: null, lost: false };
    const text = textOf(before, value);
    const found = text === "" ? null : (read(text) ?? read(value) ?? readPart(from.name, value, read));
    return { value: found ?? null, lost: (found ?? null) === null && text !== "" };
  };
}

/** As people write it: of a choice the words that stand for it, so that a text says what people read. */
export function textOf(definition: FieldDefinition, value: Json): string {
  return value === null ? "" : fieldTypes[definition.type]!.toText(value, definition);
}

/** Of an amount with its currency, a share with its sign: the number alone. */
function readPart(type: string, value: Json, read: (input: unknown) => Json | undefined): Json | undefined {
  if (type === "money" && typeof value === "object" && value !== null && "amount" in value)
    return read(value["amount"]);
  return undefined;
}
