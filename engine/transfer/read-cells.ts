/** Reads the cells of a row as fields of one object: parts put together, values read by their types, every fault named by its column. */
import type { CatalogueField, CatalogueObject } from "#model/catalogue.ts";
import type { Parsed, ParseSettings } from "#model/field.ts";
import { columnText, type Json, type JsonObject } from "#model/json.ts";
import { optionValues } from "#model/option-values.ts";
import { unguarded } from "./export/formula-safe.ts";
import type { Mapping } from "./mapping.ts";
import { shownCell, type CellIssue } from "./preset.ts";

interface Source {
  index: number;
  part: string | undefined;
}

interface Filled {
  field: CatalogueField;
  sources: Source[];
  constant: Json;
  /** Cells met before and what they came to: columns repeat themselves. */
  memo: Map<string, Parsed>;
}

const MEMO = 5000;
const MEMO_LENGTH = 60;
const UNSTORABLE: Parsed = {
  issue: { message: "holds a character that cannot be stored (NUL)", code: "issue.unstorable" },
};

export class CellReader {
  readonly #fields: Filled[] = [];
  readonly #settings: ParseSettings;

  constructor(object: CatalogueObject, mapping: Mapping, settings: ParseSettings) {
    this.#settings = settings;
    const filled = (name: string): Filled => {
      const found = this.#fields.find(({ field }) => field.name === name);
      if (found) return found;
      const made = { field: object.fields.get(name)!, sources: [], constant: null, memo: new Map<string, Parsed>() };
      this.#fields.push(made);
      return made;
    };
    for (const { index, target } of mapping.columns)
      if (target?.object === object.name) filled(target.field).sources.push({ index, part: target.part });
    for (const { target, value } of mapping.constants)
      if (target.object === object.name) filled(target.field).constant = value;
  }

  get fields(): string[] {
    return this.#fields.map(({ field }) => field.name);
  }

  /** Empty cells give no value. */
  read(cells: readonly string[], issues: CellIssue[]): JsonObject {
    const values: JsonObject = {};
    for (const filled of this.#fields) {
      const value =
        filled.sources.length === 1 && filled.sources[0]!.part === undefined
          ? this.#plain(filled, cells, issues)
          : this.#joined(filled, cells, issues);
      if (value !== null) values[filled.field.name] = value;
      else if (filled.constant !== null) values[filled.field.name] = filled.constant;
    }
    return values;
  }

  #plain(filled: Filled, cells: readonly string[], issues: CellIssue[]): Json {
    const { index } = filled.sources[0]!;
    const cell = cells[index] ?? "";
    if (cell === "") return null;
    let parsed = filled.memo.get(cell);
    if (parsed === undefined) {
      const kept = filled.memo.size < MEMO && cell.length <= MEMO_LENGTH;
      // What is kept must not hold the piece of the file either: most values are cut from their cell.
      const text = kept ? ownCopy(cell) : cell;
      parsed = this.#parse(filled.field, text);
      if (kept) filled.memo.set(text, parsed);
    }
    if (!("issue" in parsed)) return parsed.value;
    issues.push(issueOf(parsed, index, cell));
    return null;
  }

  #parse(field: CatalogueField, cell: string): Parsed {
    const text = unguarded(cell.trim());
    if (text === "") return { value: null };
    if (text.includes("\0")) return UNSTORABLE;
    if (field.target !== undefined) return { value: text };
    const parsed = field.type.parse(
      field.type.name === "externalId" ? plainId(text) : text,
      field.definition,
      this.#settings,
    );
    return "issue" in parsed ? this.#byOption(field, text, parsed) : parsed;
  }

  /** A choice is written in any case: `Paid` is `paid`. */
  #byOption(field: CatalogueField, text: string, refusal: Parsed): Parsed {
    if (field.type.name !== "choice") return refusal;
    const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    const option = optionValues(field.definition).find((each) => each.toLowerCase() === plain);
    return option === undefined ? refusal : { value: option };
  }

  /** Street, city, country of one address; several e-mails of one person. */
  #joined(filled: Filled, cells: readonly string[], issues: CellIssue[]): Json {
    const parts: Record<string, string> = {};
    const list: string[] = [];
    for (const { index, part } of filled.sources) {
      const cell = unguarded((cells[index] ?? "").trim());
      if (cell === "") continue;
      if (part === undefined) list.push(cell);
      else parts[part] = cell;
    }
    if (Object.keys(parts).length === 0 && list.length === 0) return null;
    const input: Json =
      Object.keys(parts).length > 0
        ? list[0] === undefined || filled.field.type.name !== "personName"
          ? parts
          : { full: list[0], ...parts }
        : list.length === 1
          ? list[0]!
          : list;
    const key = JSON.stringify(input);
    let parsed = filled.memo.get(key);
    if (parsed === undefined) {
      const kept = filled.memo.size < MEMO && key.length <= 2 * MEMO_LENGTH;
      parsed = key.includes("\\u0000")
        ? UNSTORABLE
        : filled.field.type.parse(
            named(filled.field, kept ? (JSON.parse(key) as Json) : input),
            filled.field.definition,
            this.#settings,
          );
      if (kept) filled.memo.set(key, parsed);
    }
    if (!("issue" in parsed)) return parsed.value;
    const at = parsed.issue.path;
    const source = filled.sources.find(({ part }) => part === at) ?? filled.sources[0]!;
    issues.push(issueOf(parsed, source.index, cells[source.index] ?? ""));
    return null;
  }
}

/** Parts of a name without the whole: the whole is said too. */
function named(field: CatalogueField, input: Json): Json {
  if (
    field.type.name !== "personName" ||
    typeof input !== "object" ||
    input === null ||
    Array.isArray(input) ||
    input["full"] !== undefined
  )
    return input;
  const full = ["prefix", "given", "middle", "family", "suffix"]
    .map((part) => columnText(input[part]))
    .filter(Boolean)
    .join(" ");
  return { full, ...input };
}

function issueOf(parsed: Extract<Parsed, { issue: unknown }>, column: number, cell: string): CellIssue {
  const { path: _path, ...issue } = parsed.issue;
  return { ...issue, column, value: shownCell(cell.replaceAll("\0", "\u2400")) };
}

/** One id, however it is dressed: `zcrm_123`, `{GUID}` in capitals, a Salesforce id with its three letters of check. */
function plainId(text: string): string {
  const id = text.replace(/^zcrm_/, "");
  if (/^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(id)) return id.replace(/[{}]/g, "").toLowerCase();
  return /^[a-zA-Z0-9]{15}[A-Z0-5]{3}$/.test(id) && /\d/.test(id) ? id.slice(0, 15) : id;
}

/** A copy that does not hold the piece of the file that it was cut from. */
export function ownCopy(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
