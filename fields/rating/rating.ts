/** How good something is, in stars: a whole number from 1 to the field's `max`. No star at all is no value. */
import { z } from "zod";
import { columnText } from "#model/json.ts";
import { asciiDigits } from "#model/folding.ts";
import type { FieldType, Parsed } from "#model/field.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { compareSame, ORDERED_OPERATORS, testOrdered } from "../comparing/ordered.ts";
import { MOST_STARS, starsOf } from "./stars.ts";

export const ratingSettings = {
  /** How many stars there are; 5 where nothing is said. */
  max: z.int().min(1).max(MOST_STARS).optional(),
};

const HEADERS = ["rating", "stars", "score", "satisfaction", "रेटिंग", "درجہ بندی", "ریٹنگ"];
const STARS = /^(?:[★⭐☆\s]|\ufe0f)+$/u;
const WRITTEN = /^(\d{1,2})(?:\.0+)?(?:\s*(?:\/|of|out of)\s*(\d{1,2}))?\s*(?:stars?|★|⭐)?$/i;

/** `4`, `4/5`, `4 of 5`, `4 stars`, `★★★★☆`; of another number of stars than `max` only where that is said. */
function read(input: unknown, max: number): Parsed {
  const refusal = refuse("issue.rating", { value: shown(input), max });
  const within = (stars: number, of = max): Parsed =>
    stars > max || of !== max ? refusal : { value: stars === 0 ? null : stars };
  if (typeof input === "number") return Number.isInteger(input) && input >= 0 ? within(input) : refusal;
  if (typeof input !== "string" || input.length > 40) return refusal;
  const text = asciiDigits(input).trim();
  if (text === "") return { value: null };
  if (STARS.test(text)) return within([...text].filter((sign) => sign === "★" || sign === "⭐").length);
  const written = WRITTEN.exec(text);
  return written ? within(Number(written[1]), written[2] === undefined ? max : Number(written[2])) : refusal;
}

/** None is less than one, so that `gt 0` can be asked; a scale that was longer once can be too. */
function readCompared(input: unknown): Parsed {
  const parsed = read(input, MOST_STARS);
  return isRefusal(parsed) || parsed.value !== null ? parsed : { value: 0 };
}

export const rating: FieldType = {
  name: "rating",
  formula: "number",
  storage: "columns",
  settings: ratingSettings,
  parse: (input, field) => read(input, starsOf(field)),
  toColumns: (value) => ({ "": value }),
  operators: ORDERED_OPERATORS,
  readOperand: (operator, operand) =>
    readByShape(ORDERED_OPERATORS[operator as keyof typeof ORDERED_OPERATORS], operand, readCompared),
  test: (operator, value, operand) => testOrdered(operator, value, operand, compareSame),
  toText: columnText,
  schema: (field) => {
    const read = z.int().min(1).max(starsOf(field));
    return { read, write: z.union([read, z.string().max(40)]).meta({ examples: [starsOf(field)] }) };
  },
  sortable: true,
  recognise: (header, samples) => {
    const drawn = samples.some((sample) => STARS.test(sample));
    return likeness(header, HEADERS, samples, (sample) => !isRefusal(read(sample, 5)), drawn ? 0.9 : 0.3);
  },
  example: (n, field) => (n % starsOf(field)) + 1,
};
