/** A migrated workspace on a fresh database, with people of every role, for tests of the engine and what stands on it. */
import type { Actor, Context, Workspace } from "#engine/context.ts";
import { openEngine, type Engine, type Product } from "#engine/open.ts";
import { createRecords, outcomeId } from "#engine/records/records.ts";
import { read } from "#engine/query/read.ts";
import type { Rights } from "#model/rights.ts";
import { product } from "#server/product.ts";
import { testDatabase, type TestDatabase } from "./database.ts";
import { TEST_WORKSPACE } from "./template.ts";
import { sql } from "#model/sql.ts";

export interface TestWorkspace {
  database: TestDatabase;
  engine: Engine;
  workspace: Workspace;
  /** Acts as the system: may do everything. */
  ctx: Context;
  /** A new person with a starter role (`sales`, `manager` …) and teams; acts through the API. */
  person(role: string, teamIds?: string[]): Promise<{ id: string; ctx: Context }>;
}

export async function testWorkspace(
  t: { after(hook: () => Promise<void>): void },
  own: Partial<Product> = {},
): Promise<TestWorkspace> {
  const database = await testDatabase();
  const engine = openEngine(database.config, { ...product, ...own });
  t.after(async () => {
    await engine.close();
    await database.close();
  });
  const workspace = await engine.workspaces.get(TEST_WORKSPACE);
  const ctx = engine.systemContext(workspace);
  let people = 0;
  const person = async (roleKey: string, teamIds: string[] = []) => {
    people += 1;
    const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = ${roleKey}`);
    const [outcome] = await createRecords(ctx, "user", [
      { name: `${roleKey} ${people}`, email: `${roleKey}${people}@example.com`, role: role!.id, teams: teamIds },
    ]);
    const id = outcomeId(outcome!);
    const { rights } = await read(ctx, "role", role!.id);
    const actor: Actor = { kind: "user", userId: id, roleId: role!.id, rights: rights as unknown as Rights, teamIds };
    return { id, ctx: engine.context(workspace, { actor, via: "api" }) };
  };
  return { database, engine, workspace, ctx, person };
}
