/** What a file really is, and how it may be shown: senders and names are not believed. */

export const SNIFFED_BYTES = 16;

const SIGNATURES: [string, (head: Buffer) => boolean][] = [
  ["image/png", (head) => head.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))],
  ["image/jpeg", (head) => head.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex"))],
  ["image/gif", (head) => /^GIF8[79]a/.test(head.toString("latin1"))],
  ["image/webp", (head) => head.toString("latin1", 0, 4) === "RIFF" && head.toString("latin1", 8, 12) === "WEBP"],
  ["application/pdf", (head) => head.toString("latin1", 0, 5) === "%PDF-"],
];

const IMAGES = /^image\/(png|jpeg|gif|webp)$/;

/** By the first bytes; where they say nothing, the sender's word, unless it claims a picture that it is not. */
export function trueType(head: Buffer, claimed: string): string {
  const found = SIGNATURES.find(([, matches]) => matches(head));
  if (found) return found[0];
  const plain = claimed.split(";")[0]!.trim().toLowerCase();
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,100}$/.test(plain) && !plain.startsWith("image/")
    ? plain
    : "application/octet-stream";
}

/** Headers under which a stored file may leave: pictures are shown, everything else is only ever saved. */
export function deliveryHeaders(file: {
  name: string;
  contentType: string;
  size: number;
  sha256: string;
}): Record<string, string> {
  const shown = IMAGES.test(file.contentType);
  return {
    "content-type": shown ? file.contentType : "application/octet-stream",
    "content-disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${encodeName(file.name)}`,
    "content-length": String(file.size),
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    etag: `"${file.sha256}"`,
    "cache-control": "private, max-age=3600",
  };
}

/** RFC 8187: all that is no plain letter or digit is percent-encoded; half characters are dropped. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
