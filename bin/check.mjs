// `npm run check`: format, lint with types, the type check and the walls between the rooms; ends with 1 where any is broken.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { childEnvironment, installPackages, pinnedNode, root } from "./packages.mjs";

const checks = [
  ["format", ["node_modules/oxfmt/bin/oxfmt", "--check"]],
  ["lint", ["node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings"]],
  ["types", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]],
];
const walls = ["walls", ["--test", "--test-reporter=dot", "test/boundaries.test.ts", "test/architecture.test.ts"]];

/** Runs the checks at once and prints the words of those that are broken; the number passed and failed. */
export async function check({ withWalls }) {
  const node = pinnedNode();
  const run = ([name, args]) =>
    new Promise((resolve) => {
      const child = spawn(node, args, { cwd: root, env: childEnvironment(node), stdio: ["ignore", "pipe", "pipe"] });
      let words = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (words += chunk));
      child.on("exit", (code) => {
        console.log(code === 0 ? `✔ ${name}` : `✖ ${name}\n${words.trim()}`);
        resolve(code === 0);
      });
    });
  const results = await Promise.all([...checks, ...(withWalls ? [walls] : [])].map(run));
  return { passed: results.filter(Boolean).length, failed: results.filter((result) => !result).length };
}

if (process.argv[1] === fileURLToPath(import.meta.url) || process.argv[1] === join(root, "bin", "check")) {
  installPackages();
  const { failed } = await check({ withWalls: true });
  process.exit(failed ? 1 : 0);
}
