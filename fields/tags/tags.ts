/** Tags: relations to the object `tag`, for which a plain name is enough. */
import type { FieldType } from "#model/field.ts";
import { likeness } from "../reading/recognition.ts";
import { referencesType } from "../relations/relations.ts";

export const tagsSettings = {};

const HEADERS = ["tag", "tags", "label", "labels", "keywords", "टैग", "ٹیگ"];

export const tags: FieldType = {
  ...referencesType("tags", tagsSettings, () => "tag", "name"),
  recognise: (header, samples) => likeness(header, HEADERS, samples, () => true, 0),
};
