/** Modules from outside the product: folders that RAABTA_MODULES names, each with a `module.ts` that says what it adds. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import * as fields from "#fields/builders.ts";
import { enqueue } from "#engine/jobs/queue.ts";
import { defineJob } from "#engine/jobs/definition.ts";
import type { Module } from "#engine/open.ts";
import { defineAction } from "#engine/workspace/actions/action.ts";
import { defineStep } from "#engine/workspace/actions/step.ts";
import { list } from "#engine/query/list.ts";
import { read } from "#engine/query/read.ts";
import { create, createRecords, deleteRecords, outcomeId, update, updateRecords } from "#engine/records/records.ts";
import { defineRules, eachChange } from "#engine/records/rules.ts";
import * as errors from "#model/errors.ts";
import { defineObject } from "#model/object.ts";
import { sql } from "#model/sql.ts";
import { defineRoute, type Route } from "./http/route.ts";
import { checkScreens, readModuleFiles, type ModuleFiles, type ModuleScreens } from "./module-screens.ts";

/** What a module is given to say its parts with: the same that the product's own areas use. */
export const tools = {
  defineObject,
  defineRules,
  eachChange,
  defineJob,
  defineRoute,
  defineAction,
  defineStep,
  fields,
  records: { list, read, create, update, createRecords, updateRecords, deleteRecords, outcomeId },
  enqueue,
  sql,
  errors,
  z,
};
export type Tools = typeof tools;

export interface LoadedModule extends Module, ModuleScreens {
  folder: string;
  routes: readonly Route[];
  /** What browsers may fetch of its folder. */
  files: ModuleFiles;
}

/** What `module.ts` exports as its default. */
export type DefineModule = (
  tools: Tools,
) => Omit<LoadedModule, "folder" | "routes" | "files"> & { routes?: readonly Route[] };

const PARTS = new Set(["name", "objects", "rules", "jobs", "roles", "routes", "actions", "steps", "pages", "panels"]);

/** @throws Error that names the folder where it holds no module, or one that says something unknown */
export async function loadModules(folders: readonly string[]): Promise<LoadedModule[]> {
  const loaded: LoadedModule[] = [];
  for (const folder of folders) {
    const file = path.join(path.resolve(folder), "module.ts");
    const { default: define } = (await import(pathToFileURL(file).href).catch((cause: unknown) => {
      throw new Error(`RAABTA_MODULES: ${file} cannot be loaded: ${(cause as Error).message}`, { cause });
    })) as { default?: unknown };
    if (typeof define !== "function") throw new Error(`RAABTA_MODULES: ${file} exports no function as its default`);
    const said = (define as DefineModule)(tools);
    const unknown = Object.keys(said).find((part) => !PARTS.has(part));
    if (unknown) throw new Error(`RAABTA_MODULES: ${file} says "${unknown}"; a module says ${[...PARTS].join(", ")}`);
    if (loaded.some(({ name }) => name === said.name))
      throw new Error(`RAABTA_MODULES: two modules are called "${said.name}"`);
    const files = await readModuleFiles(path.resolve(folder));
    const fault = checkScreens(said, files);
    if (fault) throw new Error(`RAABTA_MODULES: ${file}: ${fault}`);
    loaded.push({
      ...said,
      folder,
      files,
      routes: (said.routes ?? []).map((route) => ({ documents: { tag: "Modules" }, ...route })),
    });
  }
  return loaded;
}

const named = (process.env["RAABTA_MODULES"] ?? "").split(path.delimiter).filter((folder) => folder !== "");

/** Those of this installation, loaded once at the start. */
export const modules = await loadModules(named);
