/** A share of a hundred: `12.5` is 12.5 %. */
import { z } from "zod";
import type { FieldType, Parsed, ParseSettings } from "#model/field.ts";
import { asText } from "../reading/plain-text.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { ORDERED_OPERATORS } from "../comparing/ordered.ts";
import { DECIMAL, number, numberSettings, readNumber, refuseBeyond } from "../number/number.ts";

export const percentSettings = numberSettings;

const SIGN = /(?<=[^\s%٪﹪％])\s*[%٪﹪％]\s*$/;
const HEADERS = ["percent", "percentage", "rate", "share", "discount", "tax", "प्रतिशत", "فیصد"];
const read = (input: unknown, settings: ParseSettings): Parsed =>
  readNumber(typeof input === "string" ? input.replace(SIGN, "") : input, settings);

export const percent: FieldType = {
  ...number,
  name: "percent",
  settings: percentSettings,
  parse(input, field, settings) {
    const parsed = read(input, settings);
    return isRefusal(parsed) || parsed.value === null ? parsed : (refuseBeyond(asText(parsed.value), field) ?? parsed);
  },
  readOperand: (operator, operand, _field, settings) =>
    readByShape(ORDERED_OPERATORS[operator as keyof typeof ORDERED_OPERATORS], operand, (input) =>
      read(input, settings),
    ),
  toText: (value) => (value === null ? "" : `${asText(value)}%`),
  schema: () => ({ read: DECIMAL, write: z.union([DECIMAL, z.number()]).meta({ description: "12.5 is 12.5 %" }) }),
  recognise: (header, samples, settings) =>
    likeness(header, HEADERS, samples, (sample) => SIGN.test(sample) && !isRefusal(read(sample, settings)), 0.9),
};
