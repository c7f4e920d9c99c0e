/** Taking a filter apart into the chips of the bar, and putting it together again. */
import type { Filter } from "#model/filter.ts";
import { isCondition, isRelated } from "#model/filter-kind.ts";

/** The parts that all must hold. */
export function partsOf(filter: Filter | undefined): Filter[] {
  if (filter === undefined) return [];
  return "and" in filter ? filter.and : [filter];
}

export function joined(parts: Filter[]): Filter | undefined {
  if (parts.length === 0) return undefined;
  return parts.length === 1 && !("and" in parts[0]!) ? parts[0] : { and: parts };
}

/** Leaves out what is not finished: conditions without a value, empty groups. */
export function finished(filter: Filter, needsValue: (filter: Filter) => boolean): Filter | undefined {
  if (isCondition(filter)) return needsValue(filter) && isBlank(filter.value) ? undefined : filter;
  if (isRelated(filter)) {
    const where = filter.where && finished(filter.where, () => true);
    const { where: _, ...rest } = filter;
    return where ? { ...rest, where } : rest;
  }
  if ("not" in filter) {
    const inner = finished(filter.not, needsValue);
    return inner && { not: inner };
  }
  const key = "and" in filter ? "and" : "or";
  const parts = (("and" in filter ? filter.and : filter.or) as Filter[]).flatMap(
    (part) => finished(part, needsValue) ?? [],
  );
  return parts.length === 0 ? undefined : key === "and" ? { and: parts } : { or: parts };
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value).every(isBlank);
}
