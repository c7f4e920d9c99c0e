/** What axe, and a look at the page's measure and words, find wrong with a screen. */
import { createRequire } from "node:module";
import { globSync, readFileSync } from "node:fs";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { join } from "node:path";
import { root } from "#test/harness/server.ts";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The violations, each with the first elements that have it. `rule` looks at that one alone. */
export async function violations(page: Page, rule?: string): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const options: RunOptions = {
    resultTypes: ["violations"],
    runOnly: rule ? { type: "rule", values: [rule] } : { type: "tag", values: LEVELS },
  };
  const found = await page.evaluate(
    (given) => (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(given),
    options,
  );
  return found.violations.filter(isBarrier).map(({ id, nodes }) => {
    const shown = nodes
      .slice(0, 3)
      .map(
        (node) =>
          `${node.target.join(" ")} (${node.html.slice(0, 140)}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""})`,
      );
    return `${id} ×${nodes.length}: ${shown.join(" | ")}`;
  });
}

/** All that keeps somebody from using or reading a screen as it stands. */
export async function barriers(page: Page): Promise<string[]> {
  return [...(await violations(page)), ...(await rawKeys(page))];
}

/** The open list of a select is scrolled by the arrow keys of its input; axe would believe it only of a role combobox. */
const isBarrier = ({ id, nodes }: AxeResults["violations"][number]): boolean =>
  id !== "scrollable-region-focusable" || nodes.some(({ html }) => !html.includes('role="listbox"'));

/** Pixels by which the page is wider than its window; 0 where it need not be scrolled sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

const areas = new Set(
  globSync("messages/*.en.json", { cwd: root }).flatMap((file) =>
    Object.keys(JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, string>).map(
      (key) => key.split(".")[0],
    ),
  ),
);

/** Keys of messages that stand on the screen, or in a name that is read out, in place of their words. */
export async function rawKeys(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => [
    document.title,
    document.body.innerText,
    ...[...document.querySelectorAll("[aria-label], [placeholder], [title]")].flatMap((each) =>
      ["aria-label", "placeholder", "title"].map((name) => each.getAttribute(name) ?? ""),
    ),
  ]);
  const words = texts.flatMap((text) => text.match(/(?<![\w@/.])[a-z][A-Za-z]*(\.[A-Za-z][\w-]*)+(?![\w@])/g) ?? []);
  const keys = words.filter((word) => areas.has(word.split(".")[0]) && !/\.(csv|xlsx|com|pk|uk)$/.test(word));
  return [...new Set(keys)].map((key) => `raw key: ${key}`);
}
