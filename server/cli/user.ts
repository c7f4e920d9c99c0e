/** `raabta user`: lists users, invites one, or prints a link with which one sets a new password. */
import { sql } from "#model/sql.ts";
import { findRole } from "#engine/identity/api-keys.ts";
import { invite } from "#engine/identity/invitations.ts";
import { createResetLink } from "#engine/identity/reset.ts";
import { type Command, type Given, required, WrongUse } from "./command.ts";
import { withHouse } from "./house.ts";

export const command: Command = {
  usage: [
    "user list",
    "user add --email E --role R     (prints the link of the invitation)",
    "user reset --email E            (prints a link that works once)",
  ],
  options: { email: { type: "string" }, role: { type: "string" } },
  words: [1, 1],
  async run(given) {
    const [act] = given.words;
    if (act === "list") return list(given);
    if (act === "add") return add(given, required(given, "email"), required(given, "role"));
    if (act === "reset") return reset(given, required(given, "email"));
    throw new WrongUse(`user ${act} is none of list, add, reset`);
  },
};

interface Row {
  id: string;
  name: string | null;
  email: string;
  role: string | null;
  status: string;
}

function list(given: Given): Promise<void> {
  return withHouse(given.settings, async ({ engine }) => {
    const ctx = engine.systemContext(await engine.workspaces.only(given.workspace), "command");
    const users = await ctx.db.query(sql<Row>`
      select u.id, to_jsonb(u) #>> '{name,full}' as name, u.email, r.name as role, u.status
      from users u left join roles r on r.id = u.role_id where u.deleted_at is null order by u.created_at, u.id`);
    const lines = users.map(
      ({ email, role, status }) => `${email}  ${role ?? ""}${status === "active" ? "" : `  (${status})`}`,
    );
    given.say(lines.join("\n") || "There is no user yet", users);
  });
}

function add(given: Given, email: string, role: string): Promise<void> {
  return withHouse(given.settings, async ({ engine, identity }) => {
    const ctx = engine.systemContext(await engine.workspaces.only(given.workspace), "command");
    const invited = await invite(ctx, identity, { email, role: await findRole(ctx, role) });
    given.say(`${email} comes in by ${invited.link}`, invited);
  });
}

function reset(given: Given, email: string): Promise<void> {
  return withHouse(given.settings, async ({ identity }) => {
    const { url, expiresAt } = await createResetLink(identity, email);
    given.say(`${email} sets a new password at ${url}`, { url, expiresAt });
  });
}
