/** Proposes what becomes of a file: invoice lines, or records of the object whose columns it has most of. */
import type { ParseSettings } from "#model/field.ts";
import type { Context } from "../context.ts";
import { matchColumns, matchShapes, NameIndex, readTarget, tellsOfOthers } from "./column-names.ts";
import type { Mapping, Target } from "./mapping.ts";
import { importsOf } from "./preset.ts";
import type { Found } from "./reading/detect.ts";

/** Tells names of columns that any of our tables knows: by them a header is recognised. */
export function knownNames(ctx: Context): (name: string) => boolean {
  const { names, presets } = importsOf(ctx.catalogue);
  const indexes = [
    ...names.map((each) => new NameIndex(each.fields)),
    ...presets.map((preset) => new NameIndex(preset.names ?? {})),
  ];
  return (name) => indexes.some((index) => index.find(name) !== undefined);
}

/** @param object the object that the person named; else the likeliest. */
export async function propose(
  ctx: Context,
  found: Pick<Found, "columns" | "values" | "detected">,
  object?: string,
): Promise<Mapping> {
  const headers = found.columns.map((column) => (found.detected.header ? column.name : ""));
  return (object === undefined ? bySeveral(ctx, headers) : undefined) ?? byObject(ctx, headers, found, object);
}

function blank(ctx: Context): Mapping {
  const { baseCurrency, timeZone } = ctx.workspace.settings;
  return {
    preset: "records",
    object: "",
    mode: "both",
    key: null,
    repeats: "merge",
    trashed: "new",
    columns: [],
    constants: [],
    customerKind: "company",
    currency: baseCurrency,
    timeZone,
    returns: { cancelledPrefix: "C" },
    fees: [],
    suppressions: [],
  };
}

/** A preset of several objects, where the columns it lives on are there. */
function bySeveral(ctx: Context, headers: readonly string[]): Mapping | undefined {
  for (const preset of importsOf(ctx.catalogue).presets) {
    if (!preset.names || !preset.fits) continue;
    const index = new NameIndex(preset.names);
    const used = new Set<string>();
    const columns = headers.map((header, position) => {
      const key = tellsOfOthers(header) ? undefined : index.find(header);
      if (key === undefined || used.has(key)) return { index: position, target: null };
      used.add(key);
      const [object = "", ...rest] = key.split(".");
      return { index: position, target: readTarget(rest.join("."), object) };
    });
    if (preset.fits(used)) return { ...blank(ctx), preset: preset.name, object: preset.mainObject ?? "", columns };
  }
  return undefined;
}

function byObject(
  ctx: Context,
  headers: readonly string[],
  found: Pick<Found, "columns" | "values">,
  wanted: string | undefined,
): Mapping {
  const tables = importsOf(ctx.catalogue).names.filter((names) => wanted === undefined || names.object === wanted);
  const named = wanted === undefined || tables.length > 0 ? tables : [{ object: wanted, fields: {} }];
  const matches = named.map((names) => ({
    names,
    object: ctx.catalogue.object(names.object),
    match: matchColumns(headers, names, ctx.catalogue.object(names.object)),
  }));
  const best = matches.toSorted((a, b) => b.match.score - a.match.score)[0];
  if (!best) return blank(ctx);
  const settings: ParseSettings = ctx.workspace.settings;
  matchShapes(headers, found.values, best.object, best.match.columns, settings);
  const optedOut = new Set(best.match.suppressions.map((each) => each.index));
  const columns = best.match.columns.map((key, index): { index: number; target: Target | null } => ({
    index,
    target: key === null || optedOut.has(index) ? null : readTarget(key, best.object.name),
  }));
  const filled = new Set(columns.flatMap(({ target }) => (target ? [target.field] : [])));
  return {
    ...blank(ctx),
    object: best.object.name,
    columns,
    key: keyOf(best.object, filled),
    suppressions: best.match.suppressions,
  };
}

/** Foreign ids first: they never change; then numbers, then addresses, then names, where a name is what the object is looked up by. */
function keyOf(
  object: {
    fields: ReadonlyMap<
      string,
      { name: string; definition: { unique?: boolean | undefined; index?: boolean | undefined; type: string } }
    >;
    definition: { title: string[] };
  },
  filled: ReadonlySet<string>,
): string | null {
  const fields = [...object.fields.values()].filter((field) => filled.has(field.name));
  const unique = fields.filter((field) => field.definition.unique === true);
  const found =
    unique.find((field) => field.definition.type === "externalId") ??
    unique[0] ??
    fields.find((field) => field.definition.type === "emails") ??
    fields.find(
      (field) =>
        field.name === object.definition.title[0] &&
        field.definition.type === "text" &&
        field.definition.index === true,
    );
  return found?.name ?? null;
}
