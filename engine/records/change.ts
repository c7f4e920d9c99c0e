/** A proposed change of one record, as rules see it: what stood, what shall stand, what is wrong with it. */
import type { CatalogueObject } from "#model/catalogue.ts";
import type { Issue } from "#model/errors.ts";
import type { Json, JsonObject } from "#model/json.ts";
import type { RecordValues } from "../query/read.ts";

export type ChangeKind = "create" | "update" | "delete" | "restore" | "purge";

export class Change {
  readonly object: CatalogueObject;
  readonly kind: ChangeKind;
  readonly id: string;
  /** Place in the set that was handed in: the row of an import, the operation of a batch. */
  readonly index: number;
  /** As it stood; null for a new record. Relations are ids. */
  readonly before: RecordValues | null;
  /** Only what was asked for or set by rules. */
  readonly patch: JsonObject = {};
  /** What the statistics of a new record begin with, where a rule says so; they are no part of what is asked for. */
  statistics: JsonObject | undefined;
  readonly issues: Issue[] = [];

  constructor(object: CatalogueObject, kind: ChangeKind, id: string, index: number, before: RecordValues | null) {
    this.object = object;
    this.kind = kind;
    this.id = id;
    this.index = index;
    this.before = before;
  }

  /** The value as it will stand; null where there is none. */
  value(field: string): Json {
    return field in this.patch ? this.patch[field]! : (this.before?.[field] ?? null);
  }

  set(field: string, value: Json): void {
    if (!this.object.fields.has(field))
      throw new Error(`A rule sets ${this.object.name}.${field}, and there is no such field`);
    this.patch[field] = value;
  }

  /** Does this change touch the field with another value than before? */
  changes(field: string): boolean {
    return field in this.patch && JSON.stringify(this.patch[field]) !== JSON.stringify(this.before?.[field] ?? null);
  }

  refuse(path: string, message: string, code?: string, params?: Record<string, string | number>): void {
    this.issues.push({
      path,
      message,
      ...(code === undefined ? {} : { code }),
      ...(params === undefined ? {} : { params }),
    });
  }

  get sound(): boolean {
    return this.issues.length === 0;
  }
}
