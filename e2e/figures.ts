/** Figures as the screens write them, for comparing with what they should be. */
import type { Page } from "playwright-core";

/** The terms and values of the figures over Insight. */
export async function keyFigures(page: Page): Promise<Record<string, string>> {
  // Their room stands before they do.
  await page.locator("dl.figures dd").filter({ hasText: /\d/ }).first().waitFor({ timeout: 60_000 });
  return Object.fromEntries(
    await page
      .locator("dl.figures > div")
      .evaluateAll((all) =>
        all.map((each) => [each.querySelector("dt")?.textContent ?? "", each.querySelector("dd")?.textContent ?? ""]),
      ),
  ) as Record<string, string>;
}

/** The number in words such as `£8,300,066` or `1,234 customers`. */
export function numberIn(words: string | null | undefined): number {
  return Number((words ?? "").replaceAll(/[^\d.-]/g, ""));
}
