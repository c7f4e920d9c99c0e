/** The choices of an object that types of its records can narrow. */
import type { FieldDefinition } from "#model/field.ts";
import { RECORD_TYPE } from "#model/record-type.ts";

/** Does the field hold options that people choose among? */
export const offersOptions = (field: FieldDefinition): boolean =>
  Array.isArray(field["options"]) && field.readOnly !== true && field.secret !== true;

export const canNarrow = (name: string, field: FieldDefinition | undefined): field is FieldDefinition =>
  field !== undefined && name !== RECORD_TYPE && offersOptions(field);
