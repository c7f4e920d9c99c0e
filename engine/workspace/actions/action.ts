/** What an action is: plain data, made by an administrator or said by a module of the product, for records of one object. */
import { z } from "zod";
import type { Catalogue } from "#model/catalogue.ts";
import type { FieldDefinition } from "#model/field.ts";
import { filterSchema, type Filter } from "#model/filter.ts";
import type { Json } from "#model/json.ts";

const MOST_STEPS = 20;
const MOST_INPUTS = 20;

/**
 * A value that a step writes: as it stands, or one of `{ "input": name }`, `{ "me": true }`, `{ "now": true }`, `{ "record": true }`
 * (the record itself), `{ "field": name }` (what the record has there).
 */
const valuesSchema = z.record(z.string().max(40), z.json());

export const stepSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("update"), set: valuesSchema }),
  z.strictObject({ do: z.literal("create"), object: z.string().max(40), set: valuesSchema }),
  z.strictObject({ do: z.literal("webhook"), webhook: z.uuid() }),
  z.strictObject({ do: z.literal("step"), step: z.string().max(80), set: valuesSchema }),
]);
export const stepsSchema = z.array(stepSchema).min(1).max(MOST_STEPS);
export type Step = z.infer<typeof stepSchema>;

const INPUT_NAME = /^[a-z][a-zA-Z0-9]{0,29}$/;
const inputSchema = z.strictObject({
  name: z.string().regex(INPUT_NAME),
  type: z.string().max(40),
  label: z.record(z.enum(["en", "hi", "ur"]), z.string().min(1).max(80).optional()).optional(),
  required: z.boolean().optional(),
  settings: z.record(z.string(), z.json()).optional(),
});
export const inputsSchema = z.array(inputSchema).max(MOST_INPUTS);
export type ActionInput = z.infer<typeof inputSchema>;

export const PLACES = ["record", "list"] as const;

export interface ActionDefinition {
  object: string;
  name: string;
  /** By language; a product's own words stand in messages under `action.<object>.<name>`. */
  label?: Record<string, string>;
  icon: string | null;
  places: readonly (typeof PLACES)[number][];
  inputs: readonly ActionInput[];
  condition: Filter | null;
  steps: readonly Step[];
}

/** Says an action of the product. */
export const defineAction = (action: ActionDefinition): ActionDefinition => action;

const registries = new WeakMap<Catalogue, readonly ActionDefinition[]>();

/** Those of the product: said once at start-up. */
export function setActions(catalogue: Catalogue, actions: readonly ActionDefinition[]): void {
  registries.set(catalogue, actions);
}

export const productActions = (catalogue: Catalogue): readonly ActionDefinition[] =>
  registries.get(catalogue.base ?? catalogue) ?? [];

/** The input as a definition of a field says it. */
export const fieldOfInput = ({ type, settings, required }: ActionInput): FieldDefinition => ({
  ...settings,
  type,
  ...(required ? { required } : {}),
});

/** What of a value has to be worked out when the action runs. */
export type Meant = { input: string } | { me: true } | { now: true } | { record: true } | { field: string };

const meantSchema = z.union([
  z.strictObject({ input: z.string() }),
  z.strictObject({ me: z.literal(true) }),
  z.strictObject({ now: z.literal(true) }),
  z.strictObject({ record: z.literal(true) }),
  z.strictObject({ field: z.string() }),
]);

/** Undefined where the value is meant as it stands. */
export const meantBy = (value: Json): Meant | undefined => meantSchema.safeParse(value).data;

export const readCondition = (stored: Json): Filter | null => (stored === null ? null : filterSchema.parse(stored));
