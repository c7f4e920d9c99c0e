/** The texts that the cells of a workbook share: kept as bytes in few large pieces, so that a million of them stay small. */
import { refuseFile } from "./limits.ts";
import type { XmlSink } from "./xml.ts";

const PIECE = 64 * 1024;
const MOST_BYTES = 96 * 1024 ** 2;
const MOST_TEXTS = 10_000_000;
const REMEMBERED = 4096;

export class SharedTexts implements XmlSink {
  readonly #pieces: Buffer[] = [];
  #used = PIECE + 1;
  #bytes = 0;
  /** Piece × PIECE + offset of each; a long one has a piece of its own. */
  #starts = new Float64Array(1024);
  #lengths = new Uint32Array(1024);
  #count = 0;
  readonly #known: (string | undefined)[] = [];
  #text = "";
  #inText = false;
  /** How a text is pronounced is no part of it. */
  #spoken = false;

  open(name: string): void {
    if (name === "si") this.#text = "";
    else if (name === "t") this.#inText = !this.#spoken;
    else if (name === "rPh") this.#spoken = true;
  }

  text(text: string): void {
    if (this.#inText) this.#text += text;
  }

  close(name: string): void {
    if (name === "t") this.#inText = false;
    else if (name === "rPh") this.#spoken = false;
    else if (name === "si") this.#keep(plainText(this.#text));
  }

  get(index: number): string {
    if (!(Number.isInteger(index) && index >= 0 && index < this.#count))
      refuseFile("names a text that it does not hold", "transfer.badWorkbook");
    const known = this.#known[index];
    if (known !== undefined) return known;
    const start = this.#starts[index]!;
    const piece = this.#pieces[Math.floor(start / PIECE)]!;
    const offset = start % PIECE;
    const text = piece.toString("utf8", offset, offset + this.#lengths[index]!);
    if (index < REMEMBERED) this.#known[index] = text;
    return text;
  }

  #keep(text: string): void {
    const length = Buffer.byteLength(text);
    this.#bytes += length;
    if (this.#bytes > MOST_BYTES || this.#count >= MOST_TEXTS)
      refuseFile(
        `holds more than ${MOST_BYTES / 1024 ** 2} MB of text; save a workbook of that size as CSV`,
        "transfer.workbookTooLarge",
        { megabytes: MOST_BYTES / 1024 ** 2 },
        413,
      );
    if (this.#used + length > PIECE) {
      this.#pieces.push(Buffer.allocUnsafe(Math.max(PIECE, length)));
      this.#used = 0;
    }
    this.#pieces.at(-1)!.write(text, this.#used);
    if (this.#count === this.#lengths.length) this.#grow();
    this.#starts[this.#count] = (this.#pieces.length - 1) * PIECE + this.#used;
    this.#lengths[this.#count] = length;
    this.#count += 1;
    this.#used += length;
  }

  #grow(): void {
    const [starts, lengths] = [new Float64Array(this.#count * 2), new Uint32Array(this.#count * 2)];
    starts.set(this.#starts);
    lengths.set(this.#lengths);
    this.#starts = starts;
    this.#lengths = lengths;
  }
}

/** `_x000D_` is how Excel writes signs that XML cannot. */
export const plainText = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
