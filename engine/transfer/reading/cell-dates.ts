/** Which numbers of a workbook are dates, and what they say: by the formats of its styles and the system of its days. */
import type { XmlSink } from "./xml.ts";
import { attribute } from "./xml.ts";

const DAY = 86_400_000;
/** Excel counts 1900 as a leap year; before March of that year its days are one off, which no business file has. */
const SINCE_1900 = Date.UTC(1899, 11, 30);
const SINCE_1904 = Date.UTC(1904, 0, 1);
const LAST_DAY = 2_958_466;

/** Formats that every workbook has without naming them. */
const isBuiltIn = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Reads `xl/styles.xml`; afterwards tells which styles show dates. */
export class DateStyles implements XmlSink {
  readonly #formats = new Map<number, boolean>();
  readonly #styles: boolean[] = [];
  #inStyles = false;

  open(name: string, attributes: string): void {
    if (name === "numFmt")
      this.#formats.set(
        Number(attribute(attributes, "numFmtId")),
        isDateFormat(attribute(attributes, "formatCode") ?? ""),
      );
    else if (name === "cellXfs") this.#inStyles = true;
    else if (name === "xf" && this.#inStyles) {
      const id = Number(attribute(attributes, "numFmtId") ?? 0);
      this.#styles.push(this.#formats.get(id) ?? isBuiltIn(id));
    }
  }

  text(): void {}

  close(name: string): void {
    if (name === "cellXfs") this.#inStyles = false;
  }

  has(style: string | undefined): boolean {
    return style !== undefined && this.#styles[Number(style)] === true;
  }
}

/** `[Red]d. mmm yyyy "o'clock"` has a day in it, `0.00 "days"` has not; colours and quoted words say nothing. */
const isDateFormat = (code: string): boolean =>
  /[dyhs]|m/i.test(
    code
      .replace(/"[^"]*"|\\.|_.|\*./g, "")
      .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
      .replace(/general/gi, "")
      .replace(/e[+-]/gi, ""),
  );

/** Excel knows no zones: the wall clock's time, without an offset. A number beyond the year 9999 stays one. */
export function dayText(serial: number, since1904: boolean): string {
  if (!(serial >= 0 && serial < LAST_DAY)) return String(serial);
  const at = (since1904 ? SINCE_1904 : SINCE_1900) + serial * DAY;
  const rounded = new Date(Math.round(at / 1000) * 1000).toISOString();
  return rounded.endsWith("T00:00:00.000Z") ? rounded.slice(0, 10) : rounded.slice(0, 19).replace("T", " ");
}
