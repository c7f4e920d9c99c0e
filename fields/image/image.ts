/** A pointer to a stored picture: a file of which only images are taken. */
import type { FieldType } from "#model/field.ts";
import { file, fileSettings } from "../file/file.ts";

export const imageSettings = fileSettings;

export const image: FieldType = {
  ...file,
  name: "image",
  settings: imageSettings,
  check: (field) => {
    const other = ((field["accept"] ?? []) as string[]).find((type) => !type.startsWith("image/"));
    return other === undefined ? undefined : `a picture cannot be of type ${other}`;
  },
};
