/** In which file a thing stands: named by what it is called, safe on every system. */
import { createHash } from "node:crypto";
import type { CatalogueObject } from "#model/catalogue.ts";
import { configurationOf } from "#model/configuration.ts";

const LONGEST = 60;

/** `Élan & Söhne` → `elan-sohne`; what has other letters gets a mark of its own, so that no two share a file. */
function plain(text: string): string {
  if (/^[a-z][A-Za-z0-9_]*$/.test(text)) return text;
  const slug = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, LONGEST);
  const lossless = !text.includes("-") && text.toLowerCase().replaceAll(" ", "-") === slug;
  const mark = createHash("sha256").update(text).digest("hex").slice(0, 6);
  return lossless ? slug : [slug, mark].filter((part) => part !== "").join("-");
}

/** The folder of an object's files: its address, and `objects` for what people make themselves. */
export const folderOf = (object: Pick<CatalogueObject, "name" | "path">): string =>
  object.name === "customObject" ? "objects" : object.path;

/** @returns where the thing of this key stands; `nth` counts others of the same name before it */
export function fileNames(object: CatalogueObject): (key: string[], nth: number) => { file: string; place: string } {
  const { within } = configurationOf(object.definition)!;
  if (within)
    return ([owner = "", ...key]) => ({ file: `objects/${plain(owner)}.json`, place: `${within.as}.${key.join(".")}` });
  const folder = folderOf(object);
  return (key, nth) => {
    const parts = [...key.map(plain), ...(nth > 0 ? [String(nth + 1)] : [])];
    return { file: `${folder}/${parts.join(".")}.json`, place: "" };
  };
}
