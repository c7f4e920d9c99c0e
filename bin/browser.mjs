// Finds the browser for the browser tests; on Debian as root installs Chromium from its packages.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "chrome",
  "msedge",
];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The path of an installed browser (RAABTA_TEST_BROWSER first), installing Chromium where that can be done; else undefined. */
export function findBrowser() {
  const found = process.env.RAABTA_TEST_BROWSER ?? installed();
  if (found || !existsSync("/etc/debian_version") || process.getuid?.() !== 0) return found;
  console.log("Installing Chromium for the browser tests (needed once) ...");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => spawnSync("apt-get", ["-q", ...args], { env, stdio: "ignore" }).status === 0;
  const packages = ["install", "-y", "--no-install-recommends", "chromium"];
  if (!apt(...packages) && apt("update")) apt(...packages);
  return installed();
}

function installed() {
  const paths = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...paths, ...places].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
