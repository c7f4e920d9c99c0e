/** Two servers and two workers on one database and one folder of files: each can be killed while the others go on. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "#engine/context.ts";
import { openDatabase } from "#engine/database/embedded/keeper.ts";
import { createApiKey } from "#engine/identity/api-keys.ts";
import { settingsFor } from "#engine/identity/setup.ts";
import { openEngine } from "#engine/open.ts";
import { product } from "#server/product.ts";
import { urlOf } from "../harness/database.ts";
import { Program } from "./program.ts";

interface Ending {
  after(hook: () => Promise<void>): void;
}

/** A company's workspace and a key that may do everything in it. */
export interface Company {
  ctx: Context;
  key: string;
}

export class Several {
  readonly webs: Program[];
  readonly workers: Program[];
  readonly #company: (slug: string) => Promise<Company>;

  private constructor(webs: Program[], workers: Program[], company: (slug: string) => Promise<Company>) {
    this.webs = webs;
    this.workers = workers;
    this.#company = company;
  }

  /** All four begin at the same moment on a database in which there is nothing yet. */
  static async begin(t: Ending): Promise<Several> {
    const folder = mkdtempSync(join(tmpdir(), "raabta-several-"));
    const database = await openDatabase({ data: join(folder, "database") });
    const engine = openEngine(database.connection, product);
    const data = join(folder, "files-of-all");
    mkdirSync(data, { mode: 0o700 });
    const two = (role: string): Program[] =>
      [0, 1].map((place) => {
        // PostgreSQL knows by this name who is who.
        const url = `${urlOf(database.connection)}&application_name=${role}${place}`;
        const given = { RAABTA_DATA: data, DATABASE_URL: url, RAABTA_RATE_LIMIT: "0", RAABTA_ROLE: role };
        return new Program(t, given);
      });
    const [webs, workers] = [two("web"), two("worker")];
    // After the programs have ended.
    t.after(async () => {
      await engine.close();
      await database.release();
      rmSync(folder, { recursive: true, force: true });
    });
    await Promise.all([...webs, ...workers].map((each) => each.start()));
    return new Several(webs, workers, async (slug) => {
      const settings = settingsFor({ country: "PK", language: "en" });
      const workspace = await engine.workspaces.create({ slug, name: slug, settings });
      const ctx = engine.systemContext(workspace);
      return { ctx, key: (await createApiKey(ctx, { name: "Writers", role: "owner" })).key };
    });
  }

  company(slug: string): Promise<Company> {
    return this.#company(slug);
  }

  get all(): Program[] {
    return [...this.webs, ...this.workers];
  }

  complaints(): string {
    return this.all.map((each) => each.complaints()).join("\n");
  }
}
