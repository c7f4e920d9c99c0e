/** Pages and panels that modules bring: what they say of them, and the files of theirs that browsers fetch. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { mayUse, scopeOf } from "#engine/access/rights.ts";
import type { Context } from "#engine/context.ts";
import type { Capability } from "#model/rights.ts";
import type { Action } from "./http/route.ts";

type Said = Record<string, string>;

/** What the browser is to show; who may not see it, is not told of it. Its data is guarded by the routes it asks. */
interface Screen {
  /** In its address: lower case, with hyphens. */
  name: string;
  label: Said;
  /** Below the module's folder `web`, an ES module whose default export is `mount(element, raabta)`. */
  file: string;
  right?: { object: string; action: Action } | { capability: Capability };
}

export interface ModulePage extends Screen {
  icon?: string;
  /** Where the way to it stands; in the rail, if not said. */
  place?: "rail" | "settings";
}

/** On the page of each record of an object. */
export interface ModulePanel extends Screen {
  object: string;
}

export interface ModuleScreens {
  pages?: readonly ModulePage[];
  panels?: readonly ModulePanel[];
}

export interface ModuleFiles {
  /** Stands in the address, so that browsers may keep them for ever; changes with any of them. */
  hash: string;
  byPath: ReadonlyMap<string, { type: string; body: Buffer }>;
}

const FOLDER = "web";
const TYPES: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Those of kinds that browsers are meant to have; held in memory, as they are small and many ask for them. */
export async function readModuleFiles(folder: string): Promise<ModuleFiles> {
  const within = path.join(folder, FOLDER);
  const entries = await readdir(within, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  });
  const hash = createHash("sha256");
  const byPath = new Map<string, { type: string; body: Buffer }>();
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) {
    const type = TYPES[path.extname(file)];
    if (!type) continue;
    const body = await readFile(file);
    const name = path.relative(within, file).split(path.sep).join("/");
    hash.update(`${name}\0${body.length}\0`).update(body);
    byPath.set(name, { type, body });
  }
  return { hash: hash.digest("hex").slice(0, 16), byPath };
}

/** Why it cannot be shown, in words. */
export function checkScreens({ pages = [], panels = [] }: ModuleScreens, files: ModuleFiles): string | undefined {
  const met = new Set<string>();
  for (const { name, file, label } of [...pages, ...panels]) {
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) return `"${name}" is no name of a page: lower case, digits, hyphens`;
    if (met.has(name)) return `two pages or panels are called "${name}"`;
    met.add(name);
    if (!file.endsWith(".js") || !files.byPath.has(file)) return `the page "${name}" has no file ${FOLDER}/${file}`;
    if (Object.keys(label).length === 0) return `the page "${name}" has no word in any language`;
  }
  return undefined;
}

const mayOpen = (ctx: Context, { right }: Screen): boolean => {
  if (!right) return true;
  if ("capability" in right) return mayUse(ctx.actor, right.capability);
  const object = ctx.catalogue.objects.get(right.object);
  return object !== undefined && scopeOf(ctx.actor, object, right.action) !== "none";
};

interface Shown {
  name: string;
  files: ModuleFiles;
}

/** As `/api/v1/meta` tells it to this caller. */
export function offeredScreens(ctx: Context, modules: readonly (Shown & ModuleScreens)[]) {
  const shown = (module: Shown, screen: Screen) => ({
    module: module.name,
    name: screen.name,
    label: screen.label,
    url: `/modules/${module.name}/${module.files.hash}/${screen.file}`,
  });
  return {
    pages: modules.flatMap((module) =>
      (module.pages ?? [])
        .filter((page) => mayOpen(ctx, page))
        .map((page) => ({ ...shown(module, page), icon: page.icon ?? "box", place: page.place ?? "rail" })),
    ),
    panels: modules.flatMap((module) =>
      (module.panels ?? [])
        .filter((panel) => mayOpen(ctx, { ...panel, right: panel.right ?? { object: panel.object, action: "read" } }))
        .map((panel) => ({ ...shown(module, panel), object: panel.object })),
    ),
  };
}

/** Like the product's own scripts they are open to everyone, and say nothing of anybody. */
export function serveModuleFiles(app: FastifyInstance, modules: readonly Shown[]): void {
  const byName = new Map(modules.map((module) => [module.name, module.files]));
  app.get<{ Params: { module: string; hash: string; "*": string } }>("/modules/:module/:hash/*", (request, reply) => {
    const { module, hash, "*": name } = request.params;
    const files = byName.get(module);
    const found = files?.hash === hash ? files.byPath.get(name) : undefined;
    if (!found) return reply.callNotFound();
    return reply
      .header("cache-control", "public, max-age=31536000, immutable")
      .header("content-type", found.type)
      .send(found.body);
  });
}
