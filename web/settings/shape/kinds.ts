/** Kinds of field that an administrator can choose, and what each is asked besides its words. */
import { fieldTypes } from "#fields/index.ts";
import { isOffered } from "#fields/offered.ts";
import { COMPUTED } from "#model/computed.ts";

const offered = Object.keys(fieldTypes).filter(isOffered);

/** By what people mean, the frequent ones first; what reckons itself stands last. */
const GROUPS: Record<string, string[]> = {
  text: ["text", "longText", "richText"],
  numbers: ["number", "integer", "money", "percent", "duration", "rating", "autoNumber"],
  dates: ["date", "datetime"],
  choice: ["choice", "choices", "boolean", "tags", "colour"],
  relation: ["relation", "relations", "user"],
  reach: ["phones", "emails", "address", "url", "location", "personName"],
  files: ["file", "image", "signature"],
};
const grouped = new Set(Object.values(GROUPS).flat());

/** Each group with its kinds; a type that came later stands among the others. */
export const KIND_GROUPS: { name: string; kinds: string[] }[] = [
  ...Object.entries(GROUPS).map(([name, kinds]) => ({ name, kinds: kinds.filter((kind) => offered.includes(kind)) })),
  { name: "other", kinds: offered.filter((kind) => !grouped.has(kind)) },
  { name: "computed", kinds: Object.keys(COMPUTED) },
].filter(({ kinds }) => kinds.length > 0);

export const KINDS: string[] = KIND_GROUPS.flatMap(({ kinds }) => kinds);

/** Reckoned from other fields: nobody writes it. */
export const isReckoned = (kind: string): boolean => kind in COMPUTED;

/** What the type may be told, beside what all may: settings of another kind do not stay when the kind changes. */
export const settingsOf = (kind: string): string[] => Object.keys(told(kind));

const told = (kind: string): object => COMPUTED[kind] ?? fieldTypes[kind]?.settings ?? {};

/** Is it told to fields of some kinds alone? */
export const isOfKinds = (setting: string): boolean => KINDS.some((kind) => hasSetting(kind, setting));

const hasSetting = (kind: string, setting: string): boolean => setting in told(kind);

export const hasOptions = (kind: string): boolean => hasSetting(kind, "options");
export const hasTarget = (kind: string): boolean => hasSetting(kind, "to");
/** Values of other kinds are rarely one record's alone. */
export const canBeUnique = (kind: string): boolean => ["text", "number", "integer", "url"].includes(kind);
export const canBeSearched = (kind: string): boolean => fieldTypes[kind]?.keys !== undefined;
/** The machine gives the value: nobody is asked for it. */
export const isGiven = (kind: string): boolean => isReckoned(kind) || fieldTypes[kind]?.numbered !== undefined;
/** What a cell of a file can fill: nothing that is given, and no file. */
export const canBeRead = (kind: string): boolean =>
  !isGiven(kind) && fieldTypes[kind]?.refersTo?.({ type: kind }).object !== "file";
