/** Builds the browser bundle into dist/web when what it is made from has changed. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { brotliCompress } from "node:zlib";
import { Unavailable } from "#model/errors.ts";
import { packageRoot } from "../settings.ts";

/** Where the bundle stands. */
export const bundleFolder = join(packageRoot, "dist", "web");

const inputs = [
  "web/**/*",
  "ui/**/*",
  "model/**/*",
  "fields/**/*",
  "messages/**/*",
  "vite.config.ts",
  "tsconfig.json",
  "package-lock.json",
];
const packed = promisify(brotliCompress);
const MOST_TRIES = 10;
const stamp = ".made-from";

/** Builds unless the bundle is made from what stands here; true where it built. Throws Unavailable with Vite's words. */
export async function buildBundle(options: { always?: boolean; before?: () => void } = {}): Promise<boolean> {
  const wanted = inputHash();
  const made = join(bundleFolder, stamp);
  if (!options.always && existsSync(made) && readFileSync(made, "utf8") === wanted) return false;
  options.before?.();
  // Built aside and renamed: a server that runs from the old one, or a build cut short, never shows half a bundle.
  const fresh = `${bundleFolder}.${process.pid}`;
  mkdirSync(join(packageRoot, "dist"), { recursive: true });
  try {
    await runVite(fresh);
    await pack(fresh);
    writeFileSync(join(fresh, stamp), wanted);
    putInPlace(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return true;
}

/** Another process may have put its own there in between, made from the same: the last one stands. */
function putInPlace(fresh: string): void {
  for (let tries = 1; ; tries++) {
    rmSync(bundleFolder, { recursive: true, force: true });
    try {
      renameSync(fresh, bundleFolder);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (tries === MOST_TRIES || (code !== "ENOTEMPTY" && code !== "EEXIST")) throw error;
    }
  }
}

function inputHash(): string {
  const hash = createHash("sha256");
  const files = globSync(inputs, { cwd: packageRoot, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|fixtures)\.tsx?$|\.sql\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.toSorted())
    hash.update(file.slice(packageRoot.length)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Scripts and styles, packed once as small as they get, are sent so to every browser. */
async function pack(folder: string): Promise<void> {
  const files = globSync("**/*.{js,css,svg}", { cwd: folder }).map((name) => join(folder, name));
  await Promise.all(
    files.map(async (file) => {
      const content = readFileSync(file);
      await writeFile(`${file}.br`, await packed(content));
    }),
  );
}

/** Vite in a process of its own: its memory is not needed afterwards. */
function runVite(folder: string): Promise<void> {
  const vite = join(packageRoot, "node_modules", "vite", "bin", "vite.js");
  const args = [vite, "build", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"];
  const env = { ...process.env, NODE_ENV: "production" };
  const child = spawn(process.execPath, args, { cwd: packageRoot, env, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (words += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0
        ? resolve()
        : reject(new Unavailable(`The screens could not be built:\n${stripVTControlCharacters(words).trim()}`)),
    );
  });
}
