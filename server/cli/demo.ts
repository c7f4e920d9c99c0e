/** `raabta demo`: creates the sample company in a workspace of its own, and waits until it is filled. */
import { sql } from "#model/sql.ts";
import { findAccount } from "#engine/identity/accounts.ts";
import type { Workspace } from "#engine/context.ts";
import { NotFound } from "#model/errors.ts";
import type { House } from "../assemble.ts";
import { createSample } from "../sample.ts";
import { type Command, optional } from "./command.ts";
import { withHouse } from "./house.ts";
import { jobEnd } from "./job-end.ts";

export const command: Command = {
  usage: ["demo [--email E]     (whose company it is; the owner of the first workspace unless told)"],
  options: { email: { type: "string" } },
  async run(given) {
    await withHouse(given.settings, async (house) => {
      const email =
        optional(given, "email") ?? (await ownerOf(house, await house.engine.workspaces.only(given.workspace)));
      const { slug } = await fillSample(house, email);
      given.say(`The sample company is at /w/${slug}`, { slug });
    });
  },
};

/** Creates the sample company for the person with this address, and returns when it is filled. */
export async function fillSample(house: House, email: string): Promise<Workspace> {
  const account = await findAccount(house.identity.auth, email);
  if (!account) throw new NotFound(`Nobody here has the address ${email}`);
  const { workspace, jobId } = await createSample(house, { ...account, sessionId: "" });
  await jobEnd(house, workspace, jobId);
  return workspace;
}

async function ownerOf({ engine }: House, workspace: Workspace): Promise<string> {
  const [owner] = await engine.systemContext(workspace, "command").db.query(sql<{ email: string }>`
    select u.email from users u join roles r on r.id = u.role_id
    where r.key = 'owner' and u.auth_id is not null and u.deleted_at is null order by u.created_at, u.id limit 1`);
  if (!owner) throw new NotFound(`${workspace.slug} has no owner yet: raabta setup makes one`);
  return owner.email;
}
