#!/usr/bin/env node
// The command `raabta`: installs what is missing and runs the command line under the pinned Node.
import { join } from "node:path";
import { root } from "./packages.mjs";
import { run } from "./run.mjs";

run(join(root, "server", "cli", "main.ts"), process.argv.slice(2));
