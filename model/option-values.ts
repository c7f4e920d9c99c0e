/** The options of a choice by their values, in their order, whichever way the definition says them. */
import type { FieldDefinition } from "./field.ts";

export const optionValues = (field: FieldDefinition): string[] =>
  ((field["options"] ?? []) as (string | { value: string })[]).map((option) =>
    typeof option === "string" ? option : option.value,
  );
