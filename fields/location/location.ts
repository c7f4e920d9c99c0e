/** A place on earth by its latitude and longitude (WGS 84), found again by how far it is from another. */
import { z } from "zod";
import type { FieldType, Operand, Parsed } from "#model/field.ts";
import { isObject, type Json } from "#model/json.ts";
import type { Operator } from "#model/operator.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { metresBetween, placeOf, placeText, readPlace, type Place } from "./reading.ts";

export const locationSettings = {};

const OPERATORS = { near: "one", empty: "none", notEmpty: "none" } as const satisfies Partial<
  Record<Operator, Operand>
>;
const HEADERS = ["location", "coordinates", "coords", "gps", "geo", "latlng", "निर्देशांक", "स्थान", "مقام"];
/** Where a filter says no distance. */
const SOME_METRES = 1000;
/** Half way round. */
const MOST_METRES = 20_020_000;

/** @param given what else may stand beside the two */
function read(input: unknown, given: readonly string[] = []): Parsed {
  const refusal = refuse("issue.location", { value: shown(input) });
  if (typeof input === "string") {
    if (input.trim() === "") return { value: null };
    const place = readPlace(input);
    return place ? { value: { ...place } } : refusal;
  }
  if (!isObject(input)) return refusal;
  const { latitude, longitude, ...rest } = input;
  if (typeof latitude !== "number" || typeof longitude !== "number") return refusal;
  if (Object.keys(rest).some((name) => !given.includes(name))) return refusal;
  const place = placeOf(latitude, longitude);
  return place ? { value: { ...place } } : refusal;
}

/** `{ latitude, longitude, metres }`, or a text with the place alone. */
function readNear(input: unknown): Parsed {
  const parsed = read(input, ["metres"]);
  if (isRefusal(parsed) || parsed.value === null) return parsed;
  const metres = isObject(input) ? (input["metres"] ?? SOME_METRES) : SOME_METRES;
  return typeof metres === "number" && metres >= 0 && metres <= MOST_METRES
    ? { value: { ...(parsed.value as object), metres } }
    : refuse("issue.distance", { value: shown(metres) });
}

const asPlace = (value: Json): Place => value as unknown as Place;

export const location: FieldType = {
  name: "location",
  storage: "columns",
  settings: locationSettings,
  parse: (input) => read(input),
  toColumns: (value) => ({
    _latitude: value === null ? null : asPlace(value).latitude,
    _longitude: value === null ? null : asPlace(value).longitude,
  }),
  operators: OPERATORS,
  readOperand: (operator, operand) => readByShape(OPERATORS[operator as keyof typeof OPERATORS], operand, readNear),
  test(operator, value, operand) {
    if (operator !== "near") return (value === null) === (operator === "empty");
    const { metres, ...place } = operand as unknown as Place & { metres: number };
    return value !== null && metresBetween(asPlace(value), place) <= metres;
  },
  toText: (value) => (value === null ? "" : placeText(asPlace(value))),
  schema: () => {
    const place = z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });
    return {
      read: place,
      write: z.union([place, z.string().max(100)]).meta({
        description: "Degrees of WGS 84, or a text such as 28.61, 77.20 or 28°36'36\"N 77°12'0\"E or geo:28.61,77.20",
        examples: [{ latitude: 28.6139, longitude: 77.209 }],
      }),
    };
  },
  sortable: true,
  recognise: (header, samples) =>
    samples.some((sample) => /[.°:]/.test(sample))
      ? likeness(header, HEADERS, samples, (sample) => readPlace(sample) !== undefined, 0.9)
      : 0,
  example: (n) => ({ ...placeOf(28.6139 + n / 1000, 77.209 - n / 500)! }),
};
