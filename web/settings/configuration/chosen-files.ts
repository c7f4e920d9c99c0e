/** What a person chose on their disk, as the server takes it: a tar, or the files of a folder. */
import type { Given } from "./configuration.queries.ts";

export async function chosenFiles(files: readonly File[]): Promise<Given> {
  const [first] = files;
  if (files.length === 1 && first && !first.name.endsWith(".json")) return { archive: await base64(first) };
  const texts = files
    .filter((file) => file.name.endsWith(".json"))
    .map(async (file) => [file.webkitRelativePath || file.name, await file.text()] as const);
  return { files: Object.fromEntries(await Promise.all(texts)) };
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
