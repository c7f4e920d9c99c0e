/** What bytes come to: how many they are, and their hash. */
import { createHash, hash } from "node:crypto";
import { Transform } from "node:stream";

export interface Sum {
  /** In bytes. */
  size: number;
  sha256: string;
}

export function sumOf(bytes: Buffer): Sum {
  return { size: bytes.length, sha256: hash("sha256", bytes) };
}

/** Passes bytes on, and says at their end what they came to. */
export function summing(): { stream: Transform; result(): Sum } {
  const running = createHash("sha256");
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      running.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ size, sha256: running.digest("hex") }) };
}
