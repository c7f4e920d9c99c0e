// Runs a TypeScript program of this package under the pinned Node as if it were this process: signals in, exit code out.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { childEnvironment, installPackages, pinnedNode } from "./packages.mjs";

/** Replaces this process by `node program …` where the platform can, else stays as its parent until it ends. */
export function run(program, args) {
  installPackages();
  const node = pinnedNode();
  const flags = ["--disable-warning=ExperimentalWarning", program, ...args];
  const env = childEnvironment(node);
  if (process.execve && process.platform !== "win32") {
    process.emitWarning = () => {};
    process.execve(node, [node, ...flags], env);
  }
  // The channel tells the child when this process is gone, however it went (server/cli/main.ts listens).
  const child = spawn(node, flags, { env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`The Node at ${node} cannot be run: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}
