/** Ties the people of a workspace that came from elsewhere to accounts here, by their e-mail. */
import { randomBytes } from "node:crypto";
import { sql } from "#model/sql.ts";
import type { Context } from "../context.ts";
import { findAccount, putAccount } from "./accounts.ts";
import type { Auth } from "./auth.ts";

export interface Relinked {
  /** E-mails of those who had an account here and sign in as ever. */
  known: string[];
  /** E-mails of those for whom one was made: they need a link to set a password. */
  made: string[];
}

/** Ties are no part of the records: no event is written, and running it again ties nobody twice. */
export async function relinkPeople(ctx: Context, auth: Auth): Promise<Relinked> {
  const people = await ctx.db.query(sql<{ id: string; name: string | null; email: string }>`
    select id, name, email from users where auth_id is null and status = 'active' and deleted_at is null order by created_at, id`);
  const relinked: Relinked = { known: [], made: [] };
  for (const { id, name, email } of people) {
    const account = await findAccount(auth, email);
    const password = randomBytes(32).toString("base64url");
    const authId = account?.id ?? (await putAccount(auth, { name: name ?? email, email, password }));
    await ctx.db.query(sql`update users set auth_id = ${authId}, auth_id_key = ${authId} where id = ${id}::uuid`);
    relinked[account ? "known" : "made"].push(email);
  }
  return relinked;
}
