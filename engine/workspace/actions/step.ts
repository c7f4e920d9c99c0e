/** Steps that a module defines in code, to stand in actions and automations beside those of the product. */
import { checkField } from "#model/catalogue-check.ts";
import type { Catalogue } from "#model/catalogue.ts";
import type { JsonObject } from "#model/json.ts";
import { fieldTypes } from "#fields/index.ts";
import type { Context } from "../../context.ts";
import { fieldOfInput, inputsSchema, type ActionInput } from "./action.ts";

/** What a step has made, to be told to who pressed. */
export interface Made {
  object: string;
  id: string;
}

export interface StepDefinition {
  /** The module's name, a point, its own: `garage.book`. */
  name: string;
  label: Record<string, string>;
  /** For records of this object alone; of every object if not said. */
  object?: string;
  /** What it wants to be told, as fields. */
  inputs: readonly ActionInput[];
  /**
   * In the transaction of the action, as who presses: what it throws takes all of it back. Write through `records`, with this `ctx`.
   * May run for up to a thousand records at once, and again for fewer of them where it failed.
   */
  run(
    ctx: Context,
    on: { object: string; records: readonly { id: string; inputs: JsonObject }[] },
  ): Promise<readonly Made[] | void>;
}

/** Says a step. */
export const defineStep = (step: StepDefinition): StepDefinition => step;

const registries = new WeakMap<Catalogue, ReadonlyMap<string, StepDefinition>>();

/** @throws Error in sentences where one is called twice, is for an object that is not there, or asks for what is no field */
export function setSteps(catalogue: Catalogue, steps: readonly StepDefinition[]): void {
  const known = new Map<string, StepDefinition>();
  const objects = new Set(catalogue.objects.keys());
  for (const step of steps) {
    if (known.has(step.name)) throw new Error(`Two steps are called "${step.name}"`);
    if (step.object !== undefined && !objects.has(step.object))
      throw new Error(`The step "${step.name}" is for "${step.object}", which is no object`);
    for (const input of inputsSchema.parse(step.inputs)) {
      const type = fieldTypes[input.type];
      const faults =
        !type || type.storage === "children"
          ? [`has no type that can be asked for: "${input.type}"`]
          : checkField(input.name, fieldOfInput(input), objects, fieldTypes);
      if (faults.length > 0) throw new Error(`The step "${step.name}": ${input.name} ${faults.join("; ")}`);
    }
    known.set(step.name, step);
  }
  registries.set(catalogue, known);
}

export const stepsOf = (catalogue: Catalogue): readonly StepDefinition[] => [
  ...(registries.get(catalogue.base ?? catalogue)?.values() ?? []),
];

/** Undefined where no module that is loaded has it for this object. */
export function stepNamed(catalogue: Catalogue, name: string, object: string): StepDefinition | undefined {
  const step = registries.get(catalogue.base ?? catalogue)?.get(name);
  return step && (step.object ?? object) === object ? step : undefined;
}
