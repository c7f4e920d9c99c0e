/** Which fields of an object a rule can speak of, and look at. */
import type { RuleKind } from "#model/business-rule.ts";
import { RECORD_TYPE } from "#model/record-type.ts";
import type { MetaField } from "#web/api/meta.ts";

/** People fill it. */
export const filled = (field: MetaField): boolean =>
  (field.source === "own" || field.source === "owner") && !field.readOnly && field.storage !== "children";

/** The fields that a rule of each kind can speak of. */
export const FITS: Record<RuleKind, (field: MetaField) => boolean> = {
  required: filled,
  valid: filled,
  visible: (field) => field.storage !== "children",
  readOnly: filled,
  default: filled,
  unique: (field) => filled(field) && field.storage === "columns" && (field.sortable || field.target !== undefined),
  moves: (field) => filled(field) && field["options"] !== undefined && field.sortable,
  choices: (field) => filled(field) && field["options"] !== undefined && field.name !== RECORD_TYPE,
};

/** What a condition of a rule can look at. */
export const canBeAsked = (field: MetaField): boolean =>
  field.source !== "statistics" && field.source !== "computed" && field.storage !== "children";
