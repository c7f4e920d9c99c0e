/** The operators of the filter language; each field type offers some of them. */
export const OPERATORS = [
  "eq",
  "ne",
  "in",
  "notIn",
  "contains",
  "notContains",
  "startsWith",
  "endsWith",
  "soundsLike",
  "lt",
  "lte",
  "gt",
  "gte",
  "between",
  "empty",
  "notEmpty",
  "before",
  "after",
  "on",
  "last",
  "next",
  "hasAny",
  "hasAll",
  "hasNone",
] as const;

export type Operator = (typeof OPERATORS)[number];
