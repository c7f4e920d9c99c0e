/** How much a file may ask of us: beyond that it is refused with a sentence, before memory or disk are gone. */
import { InvalidInput } from "#model/errors.ts";

export const LIMITS = {
  /** Bytes as uploaded. */
  fileBytes: 2 * 1024 ** 3,
  /** Bytes after unpacking a .gz or .zip. */
  unpackedBytes: 8 * 1024 ** 3,
  /** How many times larger than packed; a bomb is a thousand times and more. */
  ratio: 200,
  /** Bytes below which the ratio says nothing. */
  smallBytes: 16 * 1024 ** 2,
  /** Bytes of an Excel workbook after unpacking. */
  workbookBytes: 4 * 1024 ** 3,
  /** Characters of one row. */
  rowLength: 1_000_000,
  /** Characters of one cell of a spreadsheet. */
  cellLength: 100_000,
  columns: 500,
  rows: 50_000_000,
};

export function refuseFile(
  message: string,
  code: string,
  params: Record<string, string | number> = {},
  status = 422,
): never {
  throw new InvalidInput([{ path: "file", message, code, params }], status);
}

/** Counts what comes out of unpacking and refuses what grows out of all measure. */
export class UnpackedMeter {
  readonly #packed: number;
  readonly #limit: number;
  #bytes = 0;

  constructor(packedBytes: number, limit = LIMITS.unpackedBytes) {
    this.#packed = packedBytes;
    this.#limit = limit;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    const bomb = this.#bytes > LIMITS.smallBytes && this.#bytes > this.#packed * LIMITS.ratio;
    if (bomb || this.#bytes > this.#limit) {
      refuseFile(
        `unpacks to more than ${Math.floor((bomb ? this.#packed * LIMITS.ratio : this.#limit) / 1024 ** 2)} MB; that is refused`,
        "transfer.tooLarge",
        {},
        413,
      );
    }
  }
}
