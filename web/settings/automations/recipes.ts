/** Automations to begin with, for the objects that they fit: read from the catalogue, so that a company's own objects have them too. */
import type { Meta, MetaObject } from "#web/api/meta.ts";
import { fieldOf, objectByName } from "#web/api/meta.ts";
import type { JsonObject } from "#model/json.ts";
import type { Automation } from "./automations.queries.ts";

export type Recipe = Pick<Automation, "object" | "trigger" | "condition" | "steps">;

/** As it is to be called. */
export type NamedRecipe = Recipe & Pick<Automation, "name">;

const HOUR = 8;

/** A task for the owner of what was not touched by the day agreed. */
export function untouched(meta: Meta, object: MetaObject): Recipe | undefined {
  const task = objectByName(meta, "activity");
  const agreed = fieldOf(object, "nextTouchOn");
  const pointing = task?.fields.find((field) => field.target === object.name);
  if (!task || task === object || !agreed || !pointing) return undefined;
  const subject = object.fields.find((field) => field.name === "name");
  const set: JsonObject = { kind: "task", [pointing.name]: { record: true }, dueOn: { now: true } };
  if (subject) set["subject"] = { field: subject.name };
  if (fieldOf(object, "owner") && fieldOf(task, "owner")) set["owner"] = { field: "owner" };
  return {
    object: object.name,
    trigger: { on: "time", every: "day", hour: HOUR },
    condition: { field: agreed.name, op: "before", value: { relative: "today" } },
    steps: [{ do: "create", object: task.name, set }],
  };
}
