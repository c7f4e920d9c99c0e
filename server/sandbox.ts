/** A workspace for trying things out: with the configuration of another, without its data. */
import type { Context, Workspace } from "#engine/context.ts";
import { addOwner } from "#engine/identity/setup.ts";
import type { Account } from "#engine/identity/sessions.ts";
import { enqueue } from "#engine/jobs/queue.ts";
import { applyConfiguration } from "#engine/workspace/configuration/apply.ts";
import { toFiles } from "#engine/workspace/configuration/files.ts";
import { readConfiguration } from "#engine/workspace/configuration/read.ts";
import { updateRecords } from "#engine/records/records.ts";
import { configurationOf } from "#model/configuration.ts";
import { sql } from "#model/sql.ts";
import type { House } from "./assemble.ts";
import { SAMPLE_JOB } from "./sample.ts";

export interface SandboxInput {
  slug?: string | undefined;
  name?: string | undefined;
  /** With the customers of the sample company. */
  sample?: boolean | undefined;
}

/**
 * Who makes it is its owner; where nobody is said, people are let in by `raabta user`. What goes wrong leaves nothing behind.
 * @param ctx of the workspace that is the pattern, with rights to see its configuration
 */
export async function createSandbox(
  { engine, identity }: Pick<House, "engine" | "identity">,
  ctx: Context,
  account: Pick<Account, "id" | "name" | "email"> | undefined,
  input: SandboxInput,
): Promise<Workspace> {
  const from = ctx.workspace;
  const files = toFiles(ctx, await readConfiguration(ctx));
  const made = await engine.workspaces.createSandbox({
    slug: input.slug,
    stem: `${from.slug.slice(0, 28)}-sandbox`,
    name: input.name ?? `${from.name} (sandbox)`,
    settings: { ...from.settings, sample: false, sampleOperation: undefined, sandboxOf: from.slug },
  });
  try {
    await applyConfiguration(engine.systemContext(made), files, { kind: "workspace", name: from.slug });
    const workspace = await engine.workspaces.get(made.slug);
    await restIn(engine.systemContext(workspace));
    if (account) {
      const { name, email, id } = account;
      await addOwner(engine, workspace, { name, email, accountId: id, language: workspace.settings.language });
      identity.forgetRights(workspace.slug);
    }
    if (input.sample)
      await enqueue(engine.systemContext(workspace, "sample"), SAMPLE_JOB, {}, { key: SAMPLE_JOB, attempts: 2 });
    return workspace;
  } catch (error) {
    await engine.workspaces.drop(made.slug);
    throw error;
  }
}

/** Nothing that is tried out reaches others: what would is switched off, and by hand on again. */
async function restIn(ctx: Context): Promise<void> {
  for (const object of ctx.catalogue.objects.values()) {
    const { off } = configurationOf(object.definition) ?? {};
    if (off === undefined) continue;
    const rows = await ctx.db.query(
      sql<{ id: string }>`select id from ${sql.id(object.table)} where deleted_at is null`,
    );
    await updateRecords(
      ctx,
      object.name,
      rows.map(({ id }) => ({ id, patch: { [off]: false } })),
    );
  }
}
