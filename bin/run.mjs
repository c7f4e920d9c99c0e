// Runs a TypeScript program of this package under the pinned Node as if it were this process: signals in, exit code out.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { childEnvironment, installPackages, pinnedNode } from "./packages.mjs";

/**
 * Garbage is collected sooner than Node would on a machine with much memory: an import or export then holds some 20 MB more
 * than the idle server, not 160, for a few percent more work. There is no cap to run into.
 */
const flags = ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "--heap-growing-percent=25"];

/** Replaces this process by `node program …` where the platform can, else stays as its parent until it ends. */
export function run(program, args) {
  installPackages();
  const node = pinnedNode();
  const words = [...flags, program, ...args];
  const env = childEnvironment(node);
  if (process.execve && process.platform !== "win32") {
    process.emitWarning = () => {};
    process.execve(node, [node, ...words], env);
  }
  // The channel tells the child when this process is gone, however it went (server/cli/main.ts listens).
  const child = spawn(node, words, { env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`The Node at ${node} cannot be run: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}
