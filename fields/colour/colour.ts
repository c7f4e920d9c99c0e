/** A colour of sRGB, as `#rrggbb`. */
import { z } from "zod";
import { fold } from "#model/folding.ts";
import type { FieldType, Parsed } from "#model/field.ts";
import { asText } from "../reading/plain-text.ts";
import { likeness } from "../reading/recognition.ts";
import { isRefusal, refuse, shown } from "../reading/refusal.ts";
import { readByShape } from "../comparing/operand.ts";
import { compareSame, SAME_OPERATORS, testOrdered } from "../comparing/ordered.ts";

export const colourSettings = {};

/** The sixteen names of HTML 4 and those that people write beside them, as CSS Color 4 has them. */
const NAMED: Readonly<Record<string, string>> = {
  black: "#000000",
  silver: "#c0c0c0",
  gray: "#808080",
  grey: "#808080",
  white: "#ffffff",
  maroon: "#800000",
  red: "#ff0000",
  purple: "#800080",
  fuchsia: "#ff00ff",
  magenta: "#ff00ff",
  green: "#008000",
  lime: "#00ff00",
  olive: "#808000",
  yellow: "#ffff00",
  navy: "#000080",
  blue: "#0000ff",
  teal: "#008080",
  aqua: "#00ffff",
  cyan: "#00ffff",
  orange: "#ffa500",
  pink: "#ffc0cb",
  brown: "#a52a2a",
  gold: "#ffd700",
  beige: "#f5f5dc",
  turquoise: "#40e0d0",
  violet: "#ee82ee",
  indigo: "#4b0082",
  लाल: "#ff0000",
  हरा: "#008000",
  नीला: "#0000ff",
  पीला: "#ffff00",
  काला: "#000000",
  सफेद: "#ffffff",
  سرخ: "#ff0000",
  لال: "#ff0000",
  سبز: "#008000",
  نیلا: "#0000ff",
  پیلا: "#ffff00",
  کالا: "#000000",
  سیاہ: "#000000",
  سفید: "#ffffff",
};
const BY_NAME = new Map(Object.entries(NAMED).map(([name, hex]) => [fold(name), hex]));

const HEADERS = ["colour", "color", "hex", "रंग", "رنگ"];
const HEX = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i;
const RGB = /^rgb\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*\)$/i;

/** `#1A2B3C`, `#abc`, `1a2b3c`, `rgb(26, 43, 60)`, `navy`. */
function read(input: unknown): Parsed {
  const refusal = refuse("issue.colour", { value: shown(input) });
  if (typeof input !== "string" || input.length > 60) return refusal;
  const text = input.trim();
  if (text === "") return { value: null };
  const hex = HEX.exec(text)?.[1]?.toLowerCase();
  if (hex) return { value: `#${hex.length === 3 ? hex.replace(/./g, "$&$&") : hex}` };
  const parts = RGB.exec(text)?.slice(1).map(Number);
  if (parts?.every((part) => part < 256))
    return { value: `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}` };
  const named = BY_NAME.get(fold(text));
  return named === undefined ? refusal : { value: named };
}

export const colour: FieldType = {
  name: "colour",
  formula: "text",
  storage: "columns",
  settings: colourSettings,
  parse: read,
  toColumns: (value) => ({ "": value }),
  operators: SAME_OPERATORS,
  readOperand: (operator, operand) =>
    readByShape(SAME_OPERATORS[operator as keyof typeof SAME_OPERATORS], operand, read),
  test: (operator, value, operand) => testOrdered(operator, value, operand, compareSame),
  toText: asText,
  schema: () => ({
    read: z.string().regex(/^#[0-9a-f]{6}$/),
    write: z
      .string()
      .meta({ description: "A colour as #rrggbb, #rgb, rgb(r, g, b) or its English name", examples: ["#1a7f64"] }),
  }),
  sortable: true,
  recognise: (header, samples) => {
    const mark = likeness(header, HEADERS, samples, (sample) => !isRefusal(read(sample)), 0.5);
    return samples.some((sample) => /[#a-z]/i.test(sample)) || samples.length === 0 ? mark : 0;
  },
  example: (n) => `#${((n * 0x3b9ac7 + 0x1a7f64) % 0x1000000).toString(16).padStart(6, "0")}`,
};
