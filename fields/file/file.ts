/** A pointer to a stored file, which goes with the record when a person is erased. */
import { z } from "zod";
import type { FieldType } from "#model/field.ts";
import { idOf } from "../reading/reference.ts";
import { referenceType } from "../relation/relation.ts";

export const fileSettings = {
  /** Content types that are taken: `application/pdf`, `image/*`; any where nothing is said. */
  accept: z
    .array(z.string().regex(/^[a-z]+\/([a-z0-9.+-]+|\*)$/))
    .min(1)
    .readonly()
    .optional(),
  /** In bytes. */
  maxSize: z.int().min(1).optional(),
};

export const file: FieldType = {
  ...referenceType("file", fileSettings, () => "file"),
  erase: (value) => ({ files: [idOf(value)].filter((id) => id !== null) }),
};
