/** What an object is: plain data that survives JSON, from which table, API, screens and rights are derived. */
import type { BusinessRule } from "./business-rule.ts";
import type { FieldDefinition } from "./field.ts";
import type { Json } from "./json.ts";
import type { PageLayout } from "./page-layout.ts";
import type { RecordType } from "./record-type.ts";
import type { Capability } from "./rights.ts";

/** Who a record belongs to, for the rights on records. */
export type Ownership =
  /** has the fields `owner` (user) and `team`; own, team, all, by filter */
  | { by: "owner" }
  /** has the rights of the record that this relation field points to */
  | { by: "parent"; field: string }
  /** belongs to the company as a whole: all or none, or by filter */
  | { by: "none" };

/** How records that shape the workspace are written into files, and known again in another workspace. */
export interface Configuration {
  /** Fields that together name one of them, in every workspace: `["object", "name"]`. */
  key: string[];
  /** A field that marks what came with the product: where it is filled it names the record alone. */
  productKey?: string;
  /** Only those whose field has this value: views that are shared. */
  only?: { field: string; value: Json };
  /** Fields that are each workspace's own matter. */
  without?: string[];
  /** A flag that is each workspace's own matter, and off in a sandbox: of what reaches out to others. */
  off?: string;
  /** Those that the files do not name stay: more than configuration hangs on them. */
  stays?: boolean;
  /** They stand as the list `as` in the file of the object that their field `by` names. */
  within?: { object: string; by: string; as: string };
}

export interface ObjectDefinition {
  /** camelCase singular: `orderLine`. */
  name: string;
  /** Only where English is irregular. camelCase. */
  plural?: string;
  /** Words of an administrator by language, for objects made at run time; the product's own are in messages/. */
  label?: Record<string, { one: string; many: string }>;
  /** The line of business it stands in; the rail groups by it. */
  area: string;
  /** Icon of the Tabler set, by name without prefix: `building`. */
  icon: string;
  /** Fields that name a record for people; the first that is filled wins. */
  title: string[];
  fields: Record<string, FieldDefinition>;
  /** Computed facts, one row beside each record, filtered and sorted like fields and written by the system alone. */
  statistics?: Record<string, FieldDefinition>;
  ownership: Ownership;
  /** What the list shows first. `sort` as in the API: `-createdAt,name`. */
  list: { columns: string[]; sort: string };
  /** Groups of fields on the record page and in the create form. */
  layout: { name: string; fields: string[] }[];
  /** The few fields asked for when one is created; default: the required ones and the title. */
  create?: string[];
  /** Where its happenings show: relation fields whose records' timelines tell of it; `self` for its own. */
  timeline?: { subjects: string[]; at: string };
  /** Its records can be about any object that the company makes: each brings a relation of its own name, and shows them on its pages. */
  aboutOwn?: boolean;
  /** Lines within another object, written only through it. */
  childOf?: { object: string; field: string };
  /** Also read by who may read a record that points at it, by a field they may see: files. */
  readByRelation?: boolean;
  /**
   * The owner's alone, whatever roles say. Where the field has the value, everyone reads it, and who has the capability
   * changes it too: saved views.
   */
  shared?: { field: string; value: string; by: Capability };
  /** For those who have the capability, whatever roles say of objects. */
  governedBy?: Capability;
  /** Part of the configuration as files. What the capability `settings` governs is so unless it says `false`. */
  configuration?: Configuration | false;
  /** What the company asks of its records beyond this. */
  rules?: readonly BusinessRule[];
  /** The types of its records, the one that new ones begin with first. The field `recordType` says which a record has. */
  types?: readonly RecordType[];
  /** Layouts for some, beside the object's own. */
  layouts?: readonly PageLayout[];
  /** Fields that nobody sees any more, whose columns and values stay until they are deleted for good. */
  retired?: Record<string, FieldDefinition>;
  /** Not in the rooms of the rail: settings and machinery. */
  internal?: boolean;
  /** Not written through the general routes; an own route or rule does (users by invitation, keys by their maker). */
  written?: "generic" | "own";
}

/** Says an object; the name is kept as a literal, the rest is checked by the catalogue at start-up. */
export function defineObject<const D extends ObjectDefinition>(definition: D): D {
  return definition;
}

/** Fields that every record has, beside its own. They can be read, filtered and sorted. */
export const SYSTEM_FIELDS: Record<string, FieldDefinition> = {
  createdAt: { type: "datetime", readOnly: true },
  updatedAt: { type: "datetime", readOnly: true },
  createdBy: { type: "user", readOnly: true },
  updatedBy: { type: "user", readOnly: true },
};

/** Fields that an object with an owner has. */
export const OWNER_FIELDS: Record<string, FieldDefinition> = {
  owner: { type: "user", default: { me: true } },
  team: { type: "relation", to: "team" },
};
