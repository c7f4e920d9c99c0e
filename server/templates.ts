/** Beginnings for kinds of companies: folders of configuration files that come with the product. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { ConfigurationFiles } from "#engine/workspace/configuration/files.ts";
import { NotFound } from "#model/errors.ts";
import { packageRoot } from "./settings.ts";
import { SAMPLE_FILE } from "./template-samples.ts";

const FOLDER = path.join(packageRoot, "templates");

export interface Template {
  name: string;
  /** By language. */
  title: Record<string, string>;
  about: Record<string, string>;
}

let known: Promise<Template[]> | undefined;

/** In the order of their names. */
export function listTemplates(): Promise<Template[]> {
  known ??= readTemplates();
  return known;
}

async function readTemplates(): Promise<Template[]> {
  const names = (await readdir(FOLDER, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return Promise.all(
    names
      .map((entry) => entry.name)
      .toSorted()
      .map(async (name) => {
        const head = JSON.parse(await readFile(path.join(FOLDER, name, "raabta.json"), "utf8")) as {
          name: Record<string, string>;
          about: Record<string, string>;
        };
        return { name, title: head.name, about: head.about };
      }),
  );
}

/** @throws NotFound naming those that there are */
export async function templateFiles(name: string): Promise<ConfigurationFiles> {
  const all = await listTemplates();
  if (!all.some((template) => template.name === name))
    throw new NotFound(`There is no template "${name}"; there are ${all.map((each) => each.name).join(", ")}`);
  const { [SAMPLE_FILE]: _records, ...files } = await filesIn(path.join(FOLDER, name));
  return files;
}

/** All JSON files of a folder, by their path within it. */
export async function filesIn(folder: string): Promise<ConfigurationFiles> {
  const files: ConfigurationFiles = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const name = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/");
    if (entry.isFile() && name.endsWith(".json") && !name.split("/").some((part) => part.startsWith(".")))
      files[name] = await readFile(path.join(folder, name), "utf8");
  }
  return files;
}
