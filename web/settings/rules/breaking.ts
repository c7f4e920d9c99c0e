/** The records that break a rule as they stand: a rule leaves them alone, an administrator may want to see them. */
import type { Filter } from "#model/filter.ts";
import { optionValues } from "#model/option-values.ts";
import type { MetaObject } from "#web/api/meta.ts";
import type { OwnRule } from "./rules.queries.ts";

const empty = (field: string): Filter => ({ field, op: "empty" });
const all = (...parts: (Filter | null | undefined)[]): Filter => {
  const said = parts.filter((part) => part !== null && part !== undefined);
  return said.length === 1 ? said[0]! : { and: said };
};
const any = (parts: Filter[]): Filter => (parts.length === 1 ? parts[0]! : { or: parts });

/** @returns nothing for rules that no record can break by standing there */
export function breaking(object: MetaObject, { kind, fields, when, settings }: OwnRule): Filter | undefined {
  if (kind === "required" && fields.length > 0) return all(when, any(fields.map(empty)));
  if (kind === "valid" && settings?.must) return all(when, { not: settings.must });
  if (kind === "choices") {
    const others = notOffered(object, fields[0]!, settings?.offers ?? []);
    return others && all(when, others);
  }
  if (kind !== "moves") return undefined;
  const needs = Object.entries(settings?.needs ?? {}).filter(([, named]) => named.length > 0);
  if (needs.length === 0) return undefined;
  return all(
    when,
    any(needs.map(([value, named]) => all({ field: fields[0]!, op: "eq", value }, any(named.map(empty))))),
  );
}

/** Records with an option that the rule does not offer. */
function notOffered(object: MetaObject, name: string, offers: readonly string[]): Filter | undefined {
  const field = object.fields.find((each) => each.name === name);
  const others = field ? optionValues(field).filter((option) => !offers.includes(option)) : [];
  return field && others.length > 0
    ? { field: name, op: field.operators.in ? "in" : "hasAny", value: others }
    : undefined;
}
