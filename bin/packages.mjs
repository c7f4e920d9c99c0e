// Installs the packages that package-lock.json names and finds the pinned Node; plain JavaScript, for it runs under Node 20 before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the package, whatever the current one is. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const modules = join(root, "node_modules");

/** What differs between the lock file and the installed packages, as words; undefined when they agree. */
function staleness() {
  const installed = join(modules, ".package-lock.json");
  if (!existsSync(installed)) return "first start";
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(installed, "utf8")).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    const there = present[path];
    if (path === "" || entry.link || (entry.optional && !there)) continue;
    if (there?.version !== entry.version || (!entry.optional && !existsSync(join(root, path)))) return path;
  }
}

/** Installs what is missing or out of date with `npm ci`; says so in one line; ends the process with 1 where npm fails. */
export function installPackages() {
  if (!staleness()) return;
  const unlock = lock();
  try {
    if (!staleness()) return;
    console.log("Installing packages (needed once) ...");
    const npm = process.env.npm_execpath;
    const flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const options = { cwd: root, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, NODE_ENV: "" } };
    const done = npm
      ? spawnSync(process.execPath, [npm, ...flags], options)
      : spawnSync("npm", flags, { ...options, shell: process.platform === "win32" });
    if (done.status === 0) return;
    console.error(
      `npm ci did not succeed in ${root}; its message stands above. Raabta needs npm and, this once, the package registry.`,
    );
    process.exitCode = 1;
  } finally {
    unlock();
  }
  if (process.exitCode) process.exit();
}

/** Keeps two first starts in one folder from installing over each other; a lock whose holder is gone is taken over. */
function lock() {
  const path = join(tmpdir(), `raabta-install-${createHash("sha256").update(root).digest("hex").slice(0, 10)}`);
  for (;;) {
    try {
      const file = openSync(path, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") return () => {};
    }
    if (!holderLives(path)) rmSync(path, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

function holderLives(path) {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** The path of the Node that Raabta is made for: the pinned one, or this one where it is new enough; ends with a clear message otherwise. */
export function pinnedNode() {
  const system = process.platform === "win32" ? "win" : process.platform;
  const binary = process.platform === "win32" ? "node.exe" : "node";
  const pinned = join(modules, `node-${system}-${process.arch}`, "bin", binary);
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  console.error(
    `Raabta needs Node 24. There is no packaged one for ${process.platform} ${process.arch}, and this is Node ${process.versions.node}.\n` +
      "Install Node 24 or newer from https://nodejs.org and start again.",
  );
  process.exit(1);
}

/** The environment of a child under the pinned Node: its bin folder first in PATH, compiled code kept between starts. */
export function childEnvironment(node) {
  return {
    ...process.env,
    PATH: `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${process.env.PATH ?? ""}`,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, ".cache", "node"),
  };
}
