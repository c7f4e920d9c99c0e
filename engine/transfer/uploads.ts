/** Where files to be imported lie: in the file store of the installation, by the hash of their content. */
import { NotFound } from "#model/errors.ts";
import type { Catalogue } from "#model/catalogue.ts";
import type { Context } from "../context.ts";
import type { Files } from "../files/files.ts";
import { SourceFile } from "./reading/source-file.ts";

const stores = new WeakMap<Catalogue, Files>();

/** Said once at start-up. */
export function keepUploadsIn(catalogue: Catalogue, files: Files): void {
  stores.set(catalogue, files);
}

export function uploadsOf(catalogue: Catalogue): Files {
  const store = stores.get(catalogue.base ?? catalogue);
  if (!store)
    throw new Error("Nobody has said where uploads are kept: call keepUploadsIn(catalogue, files) at the start");
  return store;
}

/** Opens an upload for reading, for as long as `work` takes. @param hash none where it was forgotten. @throws NotFound */
export async function withUpload<T>(ctx: Context, hash: string, work: (file: SourceFile) => Promise<T>): Promise<T> {
  if (hash === "") throw new NotFound("The file of this import is not kept any more: hand it in again");
  const stream = await uploadsOf(ctx.catalogue).open(ctx.workspace.id, hash);
  const path = String(stream.path);
  stream.destroy();
  const file = await SourceFile.open(path);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
