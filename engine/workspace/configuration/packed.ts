/** The files of a configuration as one tar, so that a browser can save them, and any program unpack them. */
import { InvalidInput } from "#model/errors.ts";
import { octalOf, tarHead, tarPadding, TAR_END } from "../../transfer/archive/tar.ts";
import type { ConfigurationFiles } from "./files.ts";

const BLOCK = 512;
/** Far more than the things of any configuration. */
const MOST_MEMBERS = 5_000;

export function packFiles(files: ConfigurationFiles): Buffer {
  const parts = Object.entries(files).flatMap(([name, text]) => {
    const bytes = Buffer.from(text);
    return [tarHead(name, bytes.length), bytes, tarPadding(bytes.length)];
  });
  return Buffer.concat([...parts, TAR_END]);
}

/**
 * Files of any tar, also one that other programs made of an unpacked folder: folders and marks of systems are passed over, a folder
 * around everything is left away.
 * @throws InvalidInput where it is none
 */
export function unpackFiles(tar: Buffer): ConfigurationFiles {
  const found: [string, string][] = [];
  let members = 0;
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const text = (from: number, length: number) => tar.toString("utf8", at + from, at + from + length).split("\0")[0]!;
    const size = octalOf(text(124, 12));
    const kind = text(156, 1);
    const from = at + BLOCK;
    members += 1;
    if (text(257, 5) !== "ustar" || size === undefined || from + size > tar.length || members > MOST_MEMBERS)
      return refuse();
    const name = [text(345, 155), text(0, 100)].filter((part) => part !== "").join("/");
    if (["", "0"].includes(kind) && name.endsWith(".json") && !/(^|\/)\.[^/]/.test(name.replace(/^\.\//, "")))
      found.push([name.replace(/^\.\//, ""), tar.toString("utf8", from, from + size)]);
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (found.length === 0) return refuse();
  return withoutFolder(Object.fromEntries(found));
}

/** Where all files stand in one folder, as they do in one that was packed with its name. */
export function withoutFolder(files: ConfigurationFiles): ConfigurationFiles {
  const heads = new Set(Object.keys(files).map((name) => name.split("/")[0]!));
  if (heads.size !== 1 || "raabta.json" in files) return files;
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name.slice(name.indexOf("/") + 1), text]));
}

const refuse = (): never => {
  throw new InvalidInput([
    { path: "archive", message: "is no tar with files of a configuration", code: "configuration.noTar" },
  ]);
};
