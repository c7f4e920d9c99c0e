/** Which encoding a text file is written in, and its bytes as text. */

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** By its byte order mark, or by where zero bytes stand; undefined: UTF-8 or an old one-byte encoding. */
function encodingOfHead(head: Buffer): Encoding | undefined {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return "utf-32le";
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "utf-32be";
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    // Some exporters write the short mark before four-byte text.
    const wide = byZeros(head.subarray(2, 4096));
    return wide?.startsWith("utf-32") ? wide : a === 0xff ? "utf-16le" : "utf-16be";
  }
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  return byZeros(head.subarray(0, 4096));
}

/** Text of mostly Latin letters has its zero bytes always in the same places. */
function byZeros(head: Buffer): Encoding | undefined {
  const zeros = [0, 0, 0, 0];
  // Whole characters of four bytes only.
  head = head.subarray(0, head.length & ~3);
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 4]! += 1;
  const quarter = head.length / 4;
  if (quarter < 2) return undefined;
  const often = zeros.map((count) => count > quarter * 0.4);
  if (often[1] && often[2] && often[3] && zeros[0] === 0) return "utf-32le";
  if (often[0] && often[1] && often[2] && zeros[3] === 0) return "utf-32be";
  if (often[1] && often[3] && zeros[0]! + zeros[2]! < quarter * 0.1) return "utf-16le";
  if (often[0] && often[2] && zeros[1]! + zeros[3]! < quarter * 0.1) return "utf-16be";
  return undefined;
}

/** What the beginning tells, for a first look. */
export async function encodingOfStart(pieces: AsyncIterable<Buffer>): Promise<Encoding> {
  for await (const piece of pieces) return encodingOfHead(piece) ?? "utf-8";
  return "utf-8";
}

/** UTF-8 where every byte of the file fits, else Windows-1252, in which anything can be read. */
export async function encodingOfBytes(pieces: AsyncIterable<Buffer>): Promise<Encoding> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let first = true;
  try {
    for await (const piece of pieces) {
      const known = first ? encodingOfHead(piece) : undefined;
      if (known !== undefined && known !== "utf-8") return known;
      first = false;
      decoder.decode(piece, { stream: true });
    }
    decoder.decode();
    return "utf-8";
  } catch (error) {
    if (error instanceof TypeError) return "windows-1252";
    throw error;
  }
}

/** Text of the pieces, without a byte order mark. Bytes that fit nowhere become U+FFFD. */
export async function* decoded(pieces: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  if (encoding === "utf-32le" || encoding === "utf-32be") {
    yield* fromFourBytes(pieces, encoding === "utf-32le");
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function* fromFourBytes(pieces: AsyncIterable<Buffer>, little: boolean): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  let first = true;
  for await (const piece of pieces) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    if (
      first &&
      ((bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] !== 0))
    )
      bytes = bytes.subarray(2);
    const whole = bytes.length & ~3;
    let text = "";
    for (let at = 0; at < whole; at += 4) {
      const point = little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
      if (first && point === 0xfeff) continue;
      first = false;
      text += point > 0x10ffff ? "\ufffd" : String.fromCodePoint(point);
    }
    rest = Buffer.from(bytes.subarray(whole));
    yield text;
  }
}
