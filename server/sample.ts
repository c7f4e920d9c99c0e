/** The sample company: a workspace to look around in, filled by a job. */
import { z } from "zod";
import type { Workspace } from "#engine/context.ts";
import { addOwner, settingsFor } from "#engine/identity/setup.ts";
import type { Account } from "#engine/identity/sessions.ts";
import { defineJob } from "#engine/jobs/definition.ts";
import { enqueue, listJobs } from "#engine/jobs/queue.ts";
import type { Engine } from "#engine/open.ts";
import { Forbidden } from "#model/errors.ts";
import type { House } from "./assemble.ts";

const SAMPLE = { slug: "sample", name: "Sample company", country: "PK" };
export const SAMPLE_JOB = "sample";

export const sampleJob = defineJob({
  name: SAMPLE_JOB,
  input: z.strictObject({}),
  attempts: 2,
  run: async (job) => {
    const { loadSampleCompany } = await import("#demo/load.ts");
    await loadSampleCompany(job.ctx, { progress: job.progress });
    return null;
  },
});

/** @throws Forbidden for who administers no workspace here. */
export async function createSample(
  { engine, identity }: House,
  account: Account,
): Promise<{ workspace: Workspace; jobId: string }> {
  const mine = await identity.members.workspacesOf(account.id);
  const rights = await Promise.all(mine.map((workspace) => identity.members.find(workspace, account.id)));
  if (!rights.some((actor) => actor?.rights?.capabilities.includes("settings")))
    throw new Forbidden("Only who may change the settings of a workspace may create the sample company.");
  const language = mine[0]?.settings.language ?? "en";
  const there = (await engine.workspaces.list()).find((workspace) => workspace.settings.sample);
  const workspace =
    there ??
    (await engine.workspaces.create({
      slug: await freeSlug(engine),
      name: SAMPLE.name,
      settings: { ...settingsFor({ country: SAMPLE.country, language }), sample: true },
    }));
  if (!(await identity.members.find(workspace, account.id))) {
    await addOwner(engine, workspace, { name: account.name, email: account.email, accountId: account.id, language });
    identity.forgetRights(workspace.slug);
  }
  const ctx = engine.systemContext(workspace, "sample");
  const [done] = (await listJobs(ctx, { limit: 50 })).filter(
    (job) => job.name === SAMPLE_JOB && job.status !== "failed" && job.status !== "cancelled",
  );
  return { workspace, jobId: done?.id ?? (await enqueue(ctx, SAMPLE_JOB, {}, { key: SAMPLE_JOB, attempts: 2 })) };
}

/** A company of one's own may be called Sample. */
async function freeSlug(engine: Engine): Promise<string> {
  const taken = new Set((await engine.workspaces.list()).map((workspace) => workspace.slug));
  let slug = SAMPLE.slug;
  for (let n = 2; taken.has(slug); n += 1) slug = `${SAMPLE.slug}-${n}`;
  return slug;
}
