// `npm test` and `npm run verify`: installs what is missing, then runs test/run.ts under the pinned Node.
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { installPackages, root } from "./packages.mjs";
import { run } from "./run.mjs";

installPackages();
const args = process.argv.slice(2);
const wantsBrowser =
  !args.includes("--fast") && (args.every((arg) => arg.startsWith("-")) || args.some((arg) => /e2e|verify/.test(arg)));
if (wantsBrowser) {
  const browser = findBrowser();
  if (browser) process.env.RAABTA_TEST_BROWSER = browser;
}
run(join(root, "test", "run.ts"), args);
