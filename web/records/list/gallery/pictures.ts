/** The fields whose values can be the picture on a card. */
import { viewOf } from "#fields/views.ts";
import type { MetaField, MetaObject } from "../../../api/meta.ts";

export const picturesOf = (object: MetaObject): MetaField[] =>
  object.fields.filter((field) => field.target === "file" && viewOf(field.type).Cover !== undefined);
