/** Letting someone in: a link that works once, for seven days, made by an administrator. */
import { sql } from "#model/sql.ts";
import { Conflict, InvalidInput, NotFound } from "#model/errors.ts";
import type { JsonObject } from "#model/json.ts";
import { makeContext, SYSTEM_ACTOR, type Context, type Workspace } from "../context.ts";
import type { Database } from "../database/database.ts";
import { create, update } from "../records/records.ts";
import { checkPerson, findAccount, isPassword, putAccount } from "./accounts.ts";
import { withAllRights } from "./acting.ts";
import type { Identity } from "./identity.ts";
import { assertMayGive } from "./membership.rules.ts";
import { hashOf, newSecret } from "./secrets.ts";

const VALID_MS = 7 * 86_400_000;
const FORM = /^([a-z][a-z0-9-]{0,39})\.([a-z0-9]{20,60})$/;

export interface Invited {
  id: string;
  link: string;
  expiresAt: string;
  /** Whether the link has been mailed; otherwise it must be handed over. */
  mailed: boolean;
}

/** @throws InvalidInput where the person is a member already. The caller's right to invite has been checked. */
export async function invite(
  ctx: Context,
  identity: Identity,
  input: { email: string; role: string; teams?: string[] | undefined },
): Promise<Invited> {
  const email = input.email.trim().toLowerCase();
  await assertMayGive(ctx, input.role);
  const [member] = await ctx.db.query(
    sql<{ id: string }>`select id from users where lower(email) = ${email} and deleted_at is null`,
  );
  if (member) throw new InvalidInput([{ path: "email", message: "is a member already", code: "server.memberAlready" }]);
  const token = newSecret(32);
  const expiresAt = new Date(ctx.now().getTime() + VALID_MS).toISOString();
  const values: JsonObject = { email, role: input.role, teams: input.teams ?? [], tokenHash: hashOf(token), expiresAt };
  const made = await create(withAllRights(ctx), "invitation", values);
  const link = new URL(`/invite/${ctx.workspace.slug}.${token}`, identity.publicUrl).href;
  const mail = identity.mailer?.send(email, "invitation", ctx.workspace.settings.language, {
    company: ctx.workspace.name,
    link,
  });
  // A mail that cannot be sent does not undo the invitation: its link is handed over instead.
  const mailed = await (mail?.then(
    () => true,
    () => false,
  ) ?? false);
  return { id: made.id, link, expiresAt, mailed };
}

interface Open {
  id: string;
  email: string;
  role_id: string;
  team_ids: string[];
  accepted_by_id: string | null;
}

export interface Invitation {
  email: string;
  workspace: { slug: string; name: string };
  language: string;
  /** Someone with this e-mail signs in here already: their password is asked for, no new one is made. */
  hasAccount: boolean;
}

/** What the person who follows the link is shown. @throws NotFound where the link is unknown, used or too old. */
export async function readInvitation(
  database: Database,
  identity: Identity,
  findWorkspace: (slug: string) => Promise<Workspace | undefined>,
  token: string,
): Promise<Invitation> {
  const { workspace, invitation } = await find(database, findWorkspace, token);
  return {
    email: invitation.email,
    workspace: { slug: workspace.slug, name: workspace.name },
    language: workspace.settings.language,
    hasAccount: await entersSomewhere(identity, invitation.email),
  };
}

/**
 * Makes the account, then the member; may be repeated after a stop in between.
 * @throws InvalidInput naming `password` where the person has an account and this is not its password.
 */
export async function acceptInvitation(
  database: Database,
  identity: Identity,
  findWorkspace: (slug: string) => Promise<Workspace | undefined>,
  token: string,
  person: { name: string; password: string },
): Promise<{ workspace: Workspace; email: string }> {
  const { workspace, invitation } = await find(database, findWorkspace, token);
  const accountId = await accountFor(identity, { ...person, email: invitation.email });
  const ctx = makeContext(database, workspace, { actor: SYSTEM_ACTOR, via: "screen" });
  await ctx.transaction(async (inner) => {
    const [open] = await inner.db.query(
      sql<{ id: string }>`select id from invitations where id = ${invitation.id} and accepted_at is null for update`,
    );
    if (!open) throw new Conflict("This invitation has been used in the meantime.");
    const values: JsonObject = {
      name: person.name.trim(),
      email: invitation.email,
      authId: accountId,
      role: invitation.role_id,
      teams: invitation.team_ids,
      language: workspace.settings.language,
    };
    const made = await create(inner, "user", values);
    await update(inner, "invitation", invitation.id, { acceptedAt: ctx.now().toISOString(), acceptedBy: made.id });
  });
  identity.forgetRights(workspace.slug);
  return { workspace, email: invitation.email };
}

async function find(
  database: Database,
  findWorkspace: (slug: string) => Promise<Workspace | undefined>,
  token: string,
): Promise<{ workspace: Workspace; invitation: Open }> {
  const [, slug, secret] = FORM.exec(token) ?? [];
  const workspace = slug === undefined ? undefined : await findWorkspace(slug);
  if (!workspace || secret === undefined) throw gone();
  const [invitation] = await database.within(workspace.schema).query(sql<Open>`
    select id, email, role_id, accepted_by_id, array(select to_id from invitation_teams where from_id = i.id) as team_ids
    from invitations i where token_hash = ${hashOf(secret)} and accepted_at is null and expires_at > now() and deleted_at is null`);
  if (!invitation) throw gone();
  return { workspace, invitation };
}

/** An account that enters no workspace is what a stop half-way left behind: it takes the password given now. */
async function accountFor(
  identity: Identity,
  person: { name: string; email: string; password: string },
): Promise<string> {
  checkPerson(person);
  const account = await findAccount(identity.auth, person.email);
  if (!account || !(await entersSomewhere(identity, person.email))) return putAccount(identity.auth, person);
  identity.attempts.begin(person.email, "invitation");
  if (await isPassword(identity.auth, account.id, person.password)) {
    identity.attempts.succeeded(person.email, "invitation");
    return account.id;
  }
  throw new InvalidInput([
    { path: "password", message: "is not the one you sign in with here", code: "server.wrongPassword" },
  ]);
}

async function entersSomewhere(identity: Identity, email: string): Promise<boolean> {
  const account = await findAccount(identity.auth, email);
  return account !== undefined && (await identity.members.workspacesOf(account.id)).length > 0;
}

const gone = (): NotFound => new NotFound("This invitation is unknown, used or too old. Ask for a new one.");
