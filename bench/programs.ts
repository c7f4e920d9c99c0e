/** Starts the programs that are measured, each a process of its own, and ends them. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { packageRoot } from "#server/settings.ts";
import type { BareServer } from "./bare/server.ts";

export interface Program {
  url: string;
  pid: number;
  /** Milliseconds from its start to its word that it listens. */
  startedIn: number;
  stop(): Promise<void>;
}

/** `raabta start` on the data folder, as a process of its own, under the flags that the launcher gave this one. */
export async function startOurs(data: string, environment: Record<string, string> = {}): Promise<Program> {
  const port = await freePort();
  const env = {
    ...process.env,
    RAABTA_DATA: data,
    PORT: `${port}`,
    HOST: "127.0.0.1",
    DATABASE_URL: "",
    RAABTA_URL: "",
    // Who is measured is not held back, but counted as everybody is.
    RAABTA_RATE_LIMIT: "1000000",
  };
  const program = join(packageRoot, "server", "cli", "main.ts");
  return start(
    [...process.execArgv, program, "start"],
    { ...env, ...environment },
    /ready at (http:\/\/\S+)/,
    (url) => url,
  );
}

export function startBare(options: BareServer): Promise<Program> {
  const program = join(packageRoot, "bench", "bare", "server.ts");
  const env = process.env;
  return start([SILENT, program, JSON.stringify(options)], env, /"port":(\d+)/, (port) => `http://127.0.0.1:${port}`);
}

export function startBareLive(connection: BareServer["connection"]): Promise<Program> {
  const program = join(packageRoot, "bench", "bare", "live.ts");
  const env = process.env;
  return start(
    [SILENT, program, JSON.stringify(connection)],
    env,
    /"port":(\d+)/,
    (port) => `http://127.0.0.1:${port}`,
  );
}

/** What is beside us has Node as it comes. */
const SILENT = "--disable-warning=ExperimentalWarning";

async function start(
  args: string[],
  env: NodeJS.ProcessEnv,
  ready: RegExp,
  urlOf: (found: string) => string,
): Promise<Program> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  const found = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const match = ready.exec(said)?.[1];
      if (match) resolve(match);
    };
    child.stdout!.on("data", listen);
    child.stderr!.on("data", listen);
    child.once("exit", () => reject(new Error(`${args.join(" ")} ended at its start: ${said}`)));
  });
  return {
    url: urlOf(found),
    pid: child.pid!,
    startedIn: performance.now() - begun,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
