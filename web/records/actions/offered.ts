/** Which actions are offered for the records of an object, and their words. */
import { useMeta, type MetaAction, type MetaField, type MetaObject } from "../../api/meta.ts";
import { ownWord } from "../../language/own-words.ts";

export const useActions = (object: MetaObject, place: "record" | "list"): MetaAction[] =>
  useMeta().actions.filter((action) => action.object === object.name && action.places.includes(place));

/** What the button says: the administrator's word, or that of the messages. */
export const wordOf = (action: MetaAction, t: (key: string) => string): string =>
  ownWord(action.label) ?? t(`action.${action.object}.${action.name}`);

/** The input as the editors of fields know one. */
export const fieldOfInput = (input: MetaAction["inputs"][number]): MetaField => ({
  ...input.settings,
  name: input.name,
  type: input.type,
  ...(input.required ? { required: true } : {}),
  ...(input.label ? { label: input.label } : {}),
  source: "own",
  access: "write",
  operators: {},
  sortable: false,
  storage: Array.isArray(input.settings?.["links"]) ? "links" : "columns",
  ...(typeof input.settings?.["to"] === "string" ? { target: input.settings["to"] } : {}),
});
