/** A custom field as a change would leave it. */
import { plainText, type JsonObject } from "#model/json.ts";
import type { Change } from "../../records/change.ts";
import type { CustomField } from "./definitions.ts";

/** The row as it will stand. */
export function proposed(change: Change): CustomField {
  const value = (name: string) => change.value(name);
  return {
    object: plainText(value("object")),
    name: plainText(value("name")),
    type: plainText(value("type")),
    label: value("label") as Record<string, string>,
    help: value("help") as Record<string, string> | null,
    settings: value("settings") as JsonObject | null,
    position: Number(value("position") ?? 0),
    number: Number(value("number") ?? 0),
    retired: false,
  };
}
