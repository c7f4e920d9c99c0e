/** People of a benchmark workspace who are signed in as with a browser, so that sessions and rights cost what they cost. */
import { sql } from "#model/sql.ts";
import type { Context, Workspace } from "#engine/context.ts";
import { putAccount } from "#engine/identity/accounts.ts";
import { addOwner } from "#engine/identity/setup.ts";
import { update } from "#engine/records/records.ts";
import type { House } from "#server/assemble.ts";

/** Of everyone. */
export const PASSWORD = "a long and dull password";

export interface Colleague {
  id: string;
  email: string;
  teamIds: string[];
  /** What each request carries. */
  headers: Record<string, string>;
}

/** Signs in one of the workspace's users; gives them a role first where one is said. */
export async function signIn(
  house: House,
  workspace: Workspace,
  url: string,
  email: string,
  role?: string,
): Promise<Colleague> {
  const ctx = house.engine.systemContext(workspace);
  const user = await findUser(ctx, email);
  const authId = await putAccount(house.identity.auth, { name: email, email, password: PASSWORD });
  const roleId = role === undefined ? user.role : await roleOf(ctx, role);
  if (user.auth !== authId || user.role !== roleId) await update(ctx, "user", user.id, { authId, role: roleId });
  return { id: user.id, email, teamIds: user.teams, headers: await session(workspace, url, email) };
}

/** The owner of a workspace that has no people yet. */
export async function makeOwner(house: House, workspace: Workspace, url: string): Promise<Colleague> {
  const email = "owner@bench.example";
  const accountId = await putAccount(house.identity.auth, { name: "Owner", email, password: PASSWORD });
  const id = await addOwner(house.engine, workspace, { name: "Owner", email, accountId, language: "en" });
  return { id, email, teamIds: [], headers: await session(workspace, url, email) };
}

/** What a browser sends with each request after it has signed in. */
async function session(workspace: Workspace, url: string, email: string): Promise<Record<string, string>> {
  const origin = url.replace("127.0.0.1", "localhost");
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0]!)
    .join("; ");
  return { cookie, origin, "raabta-workspace": workspace.slug };
}

async function findUser(ctx: Context, email: string) {
  const [user] = await ctx.db.query(sql<{ id: string; auth: string | null; role: string; teams: string[] }>`
    select u.id, u.auth_id as auth, u.role_id as role, array(select to_id from user_teams where from_id = u.id) as teams
    from users u where u.email_key = ${email}`);
  if (!user) throw new Error(`There is no user ${email}`);
  return user;
}

async function roleOf(ctx: Context, key: string): Promise<string> {
  const [role] = await ctx.db.query(sql<{ id: string }>`select id from roles where key = ${key}`);
  if (!role) throw new Error(`There is no role ${key}`);
  return role.id;
}
