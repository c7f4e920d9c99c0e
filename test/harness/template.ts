/** Fills the template database from which each test's database is cloned. */
import type pg from "pg";
import { openEngine } from "#engine/open.ts";
import { product } from "#server/product.ts";

/** Slug of the workspace that every test database has. */
export const TEST_WORKSPACE = "test";

/** Runs once per state of the sources (test/harness/database.ts says which). */
export async function prepareTemplate(pool: pg.Pool): Promise<void> {
  const engine = openEngine({ ...pool.options, max: 2 }, product);
  try {
    await engine.jobs.prepare();
    await engine.workspaces.create({
      slug: TEST_WORKSPACE,
      name: "Test",
      settings: {
        country: "PK",
        language: "en",
        baseCurrency: "PKR",
        timeZone: "Asia/Karachi",
        weekStart: 1,
        fiscalYearStart: "07-01",
        numberingSystem: "latn",
        sample: false,
      },
    });
  } finally {
    await engine.close();
  }
}
