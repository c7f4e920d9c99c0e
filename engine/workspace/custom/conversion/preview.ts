/** What would become of a field's values if it were of another kind: how many stay, which are lost, and what options they would need. */
import { sql } from "#model/sql.ts";
import { checkField } from "#model/catalogue-check.ts";
import { InvalidInput, NotFound } from "#model/errors.ts";
import type { FieldDefinition } from "#model/field.ts";
import type { JsonObject } from "#model/json.ts";
import { fieldTypes } from "#fields/index.ts";
import { fieldAccess, scopeOf } from "../../../access/rights.ts";
import type { Context } from "../../../context.ts";
import { read } from "../../../query/read.ts";
import { definitionOf, type CustomField } from "../definitions.ts";
import { convertAll, isConvertible, textOf } from "./reading.ts";
import { filledColumn, readColumns, type Columns } from "./moving.ts";
import { NO_ID } from "../../../records/uuid.ts";

export interface Wanted {
  type: string;
  settings: JsonObject;
}

export interface ConversionPreview {
  /** Records with a value, those in the trash too; at most `MOST_JUDGED` were looked at. */
  judged: number;
  /** Were those all? */
  complete: boolean;
  kept: number;
  lost: number;
  /** Values that the other kind cannot read, the most frequent first; nothing where the caller may not read them all. */
  examples: { text: string; count: number }[];
  /** For a choice without options: those that the values ask for, the most frequent first. */
  options: string[];
}

/** A field that is to be of another kind. */
export interface Conversion {
  id: string;
  object: string;
  field: CustomField;
  from: Columns;
  after: FieldDefinition;
}

const MOST_JUDGED = 50_000;
const CHUNK = 5_000;
const MOST_SHOWN = 10;
const MOST_OPTIONS = 50;

/** @throws NotFound where there is no such field for the actor; InvalidInput where its values can never be read as the other kind */
export async function conversionOf(ctx: Context, id: string, { type, settings }: Wanted): Promise<Conversion> {
  const row = await read(ctx, "customField", id);
  const field = { ...row, retired: false } as unknown as CustomField;
  const object = ctx.catalogue.objects.get(field.object);
  const shown = object?.fields.get(field.name);
  // Which values another kind can read would tell what they are.
  if (!object || (shown && fieldAccess(ctx.actor, object, shown) === "hidden"))
    throw new NotFound(`There is no object "${field.object}" with such a field`);
  const before = definitionOf(field);
  if (!(type in fieldTypes))
    throw new InvalidInput([{ path: "type", message: `there is no field type "${type}"`, code: "shape.type" }]);
  const after = definitionOf({ ...field, type, settings });
  if (!isConvertible(before, after) || after.unique || before.unique)
    throw new InvalidInput([
      { path: "type", message: `values of ${before.type} are never read as ${type}`, code: "shape.notConvertible" },
    ]);
  return { id, object: field.object, field, from: { table: object.table, definition: before }, after };
}

/** @throws InvalidInput where the settings are none of the kind. What makes a choice without options is told its options by the answer. */
export function checkWanted(ctx: Context, { field, after }: Conversion): void {
  const faults = checkField(field.name, after, new Set(ctx.catalogue.objects.keys()), fieldTypes);
  if (faults.length > 0) throw new InvalidInput(faults.map((message) => ({ path: "settings", message })));
}

/** Reads up to 50,000 values; nothing is written. */
export async function previewConversion(ctx: Context, id: string, wanted: Wanted): Promise<ConversionPreview> {
  const conversion = await conversionOf(ctx, id, wanted);
  const proposes = "options" in fieldTypes[wanted.type]!.settings && !hasOptions(conversion.after);
  const found = await judge(ctx, conversion, proposes);
  const told = ctx.catalogue.object(conversion.object);
  const open = told.fields.has(conversion.field.name) && scopeOf(ctx.actor, told, "read") === "all";
  const frequent = (counts: Map<string, number>) => [...counts].sort((a, b) => b[1] - a[1]);
  if (!proposes) checkWanted(ctx, conversion);
  return {
    judged: found.judged,
    complete: found.complete,
    kept: found.judged - found.lost,
    lost: found.lost,
    examples: open
      ? frequent(found.examples)
          .slice(0, MOST_SHOWN)
          .map(([text, count]) => ({ text, count }))
      : [],
    options:
      open && proposes
        ? frequent(found.texts)
            .slice(0, MOST_OPTIONS)
            .map(([text]) => text)
        : [],
  };
}

const hasOptions = (definition: FieldDefinition): boolean => ((definition["options"] ?? []) as unknown[]).length > 0;

/** @param proposes then nothing is lost yet: each value may become an option */
async function judge(ctx: Context, { from, after }: Conversion, proposes: boolean) {
  const [examples, texts] = [new Map<string, number>(), new Map<string, number>()];
  const filled = sql.ref(`t.${filledColumn(from)}`);
  let [judged, lost, last, complete] = [0, 0, NO_ID, false];
  while (!complete && judged < MOST_JUDGED) {
    const values = await readColumns(ctx, from, sql`t.id > ${last}::uuid and ${filled} is not null`, CHUNK);
    const converted = proposes
      ? []
      : await convertAll(
          ctx,
          from.definition,
          after,
          values.map(({ value }) => value),
        );
    for (const [place, { value }] of values.entries()) {
      const text = textOf(from.definition, value).slice(0, 200);
      if (proposes) count(texts, text);
      else if (converted[place]!.lost) {
        lost += 1;
        count(examples, text);
      }
    }
    judged += values.length;
    complete = values.length < CHUNK;
    last = values.at(-1)?.id ?? last;
  }
  return { judged, lost, complete, examples, texts };
}

/** Of many different texts the first thousand are counted. */
function count(counts: Map<string, number>, text: string): void {
  if (counts.has(text) || counts.size < 1_000) counts.set(text, (counts.get(text) ?? 0) + 1);
}
