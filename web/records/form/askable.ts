/** Which fields a person can be asked for: not what is counted, reckoned or written by the system. */
import { viewOf } from "#fields/views.ts";
import type { MetaField } from "../../api/meta.ts";

export const isAskable = (field: MetaField): boolean =>
  (field.source === "own" || field.source === "owner") &&
  !field.readOnly &&
  (field.storage === "children" || viewOf(field.type).Editor !== undefined);
