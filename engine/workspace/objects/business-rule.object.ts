/** A rule that a company gives the records of an object: what they need, what they may become, what they begin with. */
import { boolean, choice, integer, json, text } from "#fields/builders.ts";
import { RULE_KINDS } from "#model/business-rule.ts";
import { defineObject } from "#model/object.ts";

export const businessRule = defineObject({
  name: "businessRule",
  area: "workspace",
  icon: "checklist",
  title: ["name"],
  fields: {
    object: text({ required: true, index: true, caseSensitive: true, maxLength: 40 }),
    /** Known by in files of the configuration; given where nobody says it. */
    name: text({ index: true, caseSensitive: true, maxLength: 80 }),
    kind: choice({ options: [...RULE_KINDS], required: true }),
    /** Names of the fields that it speaks of. */
    fields: json({ required: true }),
    /** A filter: only records that pass are judged. */
    when: json({ column: "condition", shape: "filter" }),
    /** What a rule of this kind says besides. */
    settings: json(),
    /** What who is refused reads, by language. */
    message: json(),
    active: boolean({ default: true }),
    position: integer({ default: 0 }),
  },
  ownership: { by: "none" },
  governedBy: "settings",
  configuration: { key: ["object", "name"] },
  list: { columns: ["object", "name", "kind", "fields", "active", "updatedAt"], sort: "object" },
  layout: [
    { name: "main", fields: ["object", "name", "kind", "fields", "when", "settings", "message", "active", "position"] },
  ],
  internal: true,
});
