/** What the product tells the engine of imports: names of columns, and ways in which a file becomes records of several objects. */
import type { Catalogue } from "#model/catalogue.ts";
import type { Issue } from "#model/errors.ts";
import type { ParseSettings } from "#model/field.ts";
import type { JsonObject } from "#model/json.ts";
import type { Context } from "../context.ts";
import type { Mapping, Target } from "./mapping.ts";
import type { Column, Detected } from "./reading/detect.ts";

/** One import while it is worked on. */
export interface Work {
  /** Acts as the person who imports; all writes carry the import's operation. */
  ctx: Context;
  importId: string;
  mapping: Mapping;
  detected: Detected;
  columns: readonly Column[];
  /** How values of this file are read. */
  settings: ParseSettings;
  /** Name of the staging table; further tables begin with it. */
  staging: string;
  /** As the file was named. */
  fileName: string;
}

/** Something wrong with a cell: `column` is its index, null where it is about the row. */
export interface CellIssue extends Omit<Issue, "path"> {
  column: number | null;
  value?: string;
}

/** A row as it is staged, in the order of the staging columns, or why not. `group`: rows that must stand or fall together. */
export type StagedRow = { values: (string | null)[] } | { issues: CellIssue[]; group: string | null };

export interface ObjectCounts {
  create: number;
  update: number;
  unchanged: number;
}

export interface Reject {
  row: number;
  issues: CellIssue[];
}

/** What a chunk came to. `rows`: rows of the file that are in, or would be. */
export interface ChunkResult {
  position: number;
  rows: number;
  counts: Record<string, ObjectCounts>;
  rejects: Reject[];
}

/** A stretch of the work with its own positions, done in chunks that commit one by one. */
export interface Phase {
  name: string;
  /** The last position. */
  total(ctx: Context): Promise<number>;
  /** Does what comes after `position`; with `dry` it only reckons. The result's position is beyond it. */
  chunk(ctx: Context, position: number, dry: boolean): Promise<ChunkResult>;
}

export interface PreviewRecord {
  object: string;
  values: JsonObject;
}

export interface Survey {
  row(cells: readonly string[]): void;
  done(): Partial<Mapping>;
}

export interface Preset {
  name: Mapping["preset"];
  /** Objects whose creation and change it needs the right to. */
  objects(mapping: Mapping): string[];
  /** Fields that it fills or compares beside those that columns name. */
  fills?(mapping: Mapping, catalogue: Catalogue): Target[];
  /** `object.field` or `object.field.part` → names of columns; for presets of several objects. */
  names?: Record<string, readonly string[]>;
  /** The object that it is about, for presets of several. */
  mainObject?: string;
  /** Does a file with these targets look made for it? Only presets of several objects are asked. */
  fits?(targets: ReadonlySet<string>): boolean;
  /** What has to be counted over all rows before the mapping can be shown: fees. */
  survey?(mapping: Mapping, settings: ParseSettings): Survey | undefined;
  /** Sentences that say what is missing for a run; none where all is there. */
  faults(mapping: Mapping, catalogue: Catalogue): Issue[];
  /** Columns of the staging table beside `n`, the row's number, with their types. */
  staging(work: Work): Record<string, string>;
  reader(work: Work): (cells: readonly string[]) => StagedRow;
  /** After all rows are staged, in the same transaction: indexes, groups. `bad` are groups with a rejected row. */
  arrange(work: Work, ctx: Context, bad: readonly string[]): Promise<Reject[]>;
  /** Sums over what was staged. */
  measures?(work: Work, ctx: Context): Promise<{ measures: Record<string, string | number>; notes: JsonObject[] }>;
  phases(work: Work): Phase[];
  /** The tables that `arrange` made. */
  tables(work: Work): string[];
  preview(work: Work, rows: readonly string[][]): PreviewRecord[];
}

/** Names of columns in our languages and in exports of other systems. All compared folded. */
export interface ColumnNames {
  object: string;
  /** `field` or `field.part` → names. */
  fields: Record<string, readonly string[]>;
  /** Names that tell of another record or person: they are never taken by shape or likeness. */
  others?: readonly string[];
  /** Channel → names of columns that say "not by this way". */
  suppressions?: Record<string, readonly string[]>;
  /** Words that the file's or the columns' names carry where it is this object: `Person - ` */
  marks?: readonly string[];
}

/** Someone who must not be reached. */
export interface OptOut {
  object: string;
  id: string;
  channel: string;
  proof: string;
}

export interface ProductImports {
  presets: readonly Preset[];
  names: readonly ColumnNames[];
  /** Keeps opt-outs; those that stand already are left alone. @returns how many are new. */
  suppress?(ctx: Context, optOuts: readonly OptOut[]): Promise<number>;
}

const NONE: ProductImports = { presets: [], names: [] };
const known = new WeakMap<Catalogue, ProductImports>();

export function setImports(catalogue: Catalogue, imports: ProductImports | undefined): void {
  if (imports) known.set(catalogue, imports);
}

export function importsOf(catalogue: Catalogue): ProductImports {
  return known.get(catalogue.base ?? catalogue) ?? NONE;
}

export const noCounts = (): ObjectCounts => ({ create: 0, update: 0, unchanged: 0 });

/** A cell as a message may show it. */
export function shownCell(cell: string): string {
  return cell.length > 80 ? `${cell.slice(0, 79).toWellFormed()}…` : cell.toWellFormed();
}
