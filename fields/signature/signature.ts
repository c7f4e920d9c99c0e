/** What somebody signed: drawn, or the name in letters; a stored picture, which goes with the record when a person is erased. */
import type { FieldType } from "#model/field.ts";
import { image } from "../image/image.ts";

export const signatureSettings = {};

export const signature: FieldType = { ...image, name: "signature", settings: signatureSettings };
