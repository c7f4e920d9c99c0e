/** Finds which field a column means: by its name in many languages and systems, then by the shape of its values. */
import { fold } from "#model/folding.ts";
import { sql } from "#model/sql.ts";
import { faceOf } from "../query/columns.ts";
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { ParseSettings } from "#model/field.ts";
import type { Target } from "./mapping.ts";
import type { ColumnNames } from "./preset.ts";
import { REASON } from "./rejects.ts";

/** `InvoiceNo`, `invoice_no`, `Invoice No.*` → `invoice no`; `NAME__C` → `name`; `Phone (2)` stays apart. */
export function plainName(header: string): string {
  const spaced = header
    .replace(/__c$/i, "")
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  return fold(spaced.replace(/[:*"'.?#№_]+/g, " ").replace(/[/\\|&,()[\]{}–—-]+/g, " "))
    .replace(/ +/g, " ")
    .trim();
}

/** Names with and without spaces: `zip code`, `zipcode`. */
export class NameIndex {
  readonly #targets = new Map<string, string>();

  constructor(names: Record<string, readonly string[]>) {
    for (const [target, list] of Object.entries(names)) {
      for (const name of list)
        for (const form of forms(name)) if (!this.#targets.has(form)) this.#targets.set(form, target);
    }
  }

  find(header: string): string | undefined {
    for (const form of forms(header)) {
      const found = this.#targets.get(form);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function forms(name: string): string[] {
  const plain = plainName(name);
  return plain === "" ? [] : [plain, plain.replaceAll(" ", "")];
}

/** Names that tell of another person or record wherever they stand (`Account Owner`, `Assistant Phone`, `Created By.id`). */
const OTHERS =
  /\b(owner|assistant|asst|reports? to|reporting to|created by|modified by|creator|parent|manager|referred by|master record|last modified|assigned (to|user)|system modstamp)\b/;

export const tellsOfOthers = (header: string): boolean => header === REASON || OTHERS.test(plainName(header));

export function readTarget(key: string, object: string): Target {
  const [field = "", part] = key.split(".");
  return part === undefined ? { object, field } : { object, field, part };
}

export interface Match {
  /** Column → key of a target, `field` or `field.part`. */
  columns: (string | null)[];
  suppressions: { index: number; channel: string }[];
  /** How sure it is that the file is about this object. */
  score: number;
}

/** What the columns would mean for one object; each field is filled once, but for lists of addresses and numbers. */
export function matchColumns(headers: readonly string[], names: ColumnNames, object: CatalogueObject): Match {
  const own: Record<string, readonly string[]> = Object.fromEntries(
    [...object.fields.values()].filter(isWritable).flatMap((field) => namesOf(field)),
  );
  const index = new NameIndex(merged(names.fields, own));
  const opt = new NameIndex(names.suppressions ?? {});
  const others = new NameIndex({ others: names.others ?? [] });
  const used = new Set<string>();
  const match: Match = { columns: [], suppressions: [], score: 0 };
  headers.forEach((header, position) => {
    const marked = withoutMark(header, names.marks ?? []);
    const channel = opt.find(marked.name);
    const key = channel === undefined && others.find(marked.name) === undefined ? index.find(marked.name) : undefined;
    const taken =
      key !== undefined &&
      ((used.has(key) && !isList(object, key)) || (tellsOfOthers(marked.name) && !isNamed(names, key, marked.name)));
    if (channel !== undefined) match.suppressions.push({ index: position, channel });
    match.columns.push(key === undefined || taken ? null : key);
    if (key !== undefined && !taken) used.add(key);
    match.score += (key === undefined || taken ? 0 : 1) + (marked.found ? 2 : 0) + (channel === undefined ? 0 : 0.5);
  });
  return match;
}

/** A field by its name and its words, and where an export gives it in several columns, each of its parts. */
function namesOf(field: CatalogueField): [string, string[]][] {
  const said = [field.name, ...Object.values(field.definition.label ?? {})];
  const parts = field.target ? undefined : faceOf(field).parts?.(() => sql``, field.definition);
  return [
    [field.name, said],
    ...Object.keys(parts ?? {}).map((part): [string, string[]] => [
      `${field.name}.${part}`,
      said.flatMap((word) => [`${word}.${part}`, `${word} (${part})`]),
    ]),
  ];
}

const isList = (object: CatalogueObject, key: string): boolean =>
  ["emails", "phones"].includes(object.fields.get(key)?.type.name ?? "");

const merged = (
  first: Record<string, readonly string[]>,
  second: Record<string, readonly string[]>,
): Record<string, readonly string[]> => {
  const all = { ...first };
  for (const [key, list] of Object.entries(second)) all[key] = [...(all[key] ?? []), ...list];
  return all;
};

/** A trap's name is taken where the table names it outright. */
const isNamed = (names: ColumnNames, key: string, header: string): boolean =>
  (names.fields[key] ?? []).some((name) => plainName(name) === plainName(header));

export const isWritable = (field: CatalogueField): boolean =>
  field.definition.readOnly !== true &&
  (field.source === "own" || field.source === "owner") &&
  !["children", "json"].includes(field.type.name) &&
  field.target !== "file";

/** `Person - Name` is `Name` of a person. */
function withoutMark(header: string, marks: readonly string[]): { name: string; found: boolean } {
  for (const mark of marks) {
    if (header.toLowerCase().startsWith(mark.toLowerCase())) return { name: header.slice(mark.length), found: true };
  }
  return { name: header, found: false };
}

const SURE = 0.85;

/** Gives columns without a place to fields whose values look just so: e-mails, phones, addresses of the web. */
export function matchShapes(
  headers: readonly string[],
  values: readonly (readonly string[])[],
  object: CatalogueObject,
  taken: (string | null)[],
  settings: ParseSettings,
): void {
  const free = [...object.fields.values()].filter(
    (field) =>
      isWritable(field) && ["emails", "phones", "url"].includes(field.type.name) && !taken.includes(field.name),
  );
  for (const field of free) {
    const scores = headers.map((header, index) =>
      taken[index] !== null || tellsOfOthers(header)
        ? 0
        : (field.type.recognise?.(header, [...(values[index] ?? [])], settings) ?? 0),
    );
    const best = scores.indexOf(Math.max(...scores));
    if (best !== -1 && scores[best]! >= SURE) taken[best] = field.name;
  }
}
