/** Accounts that can sign in: made by set-up, invitation or the command line, never by strangers. */
import { InvalidInput } from "#model/errors.ts";
import { type Auth, PASSWORD_LENGTH } from "./auth.ts";

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** @throws InvalidInput naming the field under `at`. */
export function checkPerson(person: Person, at = ""): void {
  const path = (field: string) => (at ? `${at}.${field}` : field);
  const issues = [];
  if (person.name.trim() === "") issues.push({ path: path("name"), message: "is needed", code: "issue.required" });
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$|^[^\s@]+@localhost$/.test(person.email))
    issues.push({
      path: path("email"),
      message: "is no e-mail address",
      code: "issue.email",
      params: { value: person.email },
    });
  const { min, max } = PASSWORD_LENGTH;
  if (person.password.length < min || person.password.length > max) {
    issues.push({
      path: path("password"),
      message: `has ${min} to ${max} characters`,
      code: "server.passwordLength",
      params: { min, max },
    });
  }
  if (issues.length > 0) throw new InvalidInput(issues);
}

export async function findAccount(
  auth: Auth,
  email: string,
): Promise<{ id: string; name: string; email: string } | undefined> {
  const { internalAdapter } = await (await auth.instance()).$context;
  const found = await internalAdapter.findUserByEmail(email.trim().toLowerCase());
  return found ? { id: found.user.id, name: found.user.name, email: found.user.email } : undefined;
}

/** A new account, or the password of an existing one set. @returns its id */
export async function putAccount(auth: Auth, person: Person): Promise<string> {
  const { internalAdapter, password } = await (await auth.instance()).$context;
  const email = person.email.trim().toLowerCase();
  const hashed = await password.hash(person.password);
  const existing = await internalAdapter.findUserByEmail(email, { includeAccounts: true });
  const id =
    existing?.user.id ??
    (
      await internalAdapter.createUser(
        { email, name: person.name.trim(), emailVerified: true },
        { method: "email-password" },
      )
    ).id;
  if (existing?.accounts.some((account) => account.providerId === "credential"))
    await internalAdapter.updatePassword(id, hashed);
  else await internalAdapter.linkAccount({ userId: id, providerId: "credential", accountId: id, password: hashed });
  return id;
}

/** Is this the account's password? */
export async function isPassword(auth: Auth, accountId: string, given: string): Promise<boolean> {
  const { internalAdapter, password } = await (await auth.instance()).$context;
  const credential = (await internalAdapter.findAccounts(accountId)).find(
    (account) => account.providerId === "credential",
  );
  return credential?.password ? password.verify({ hash: credential.password, password: given }) : false;
}

/** Ends all sessions of an account, on all devices. */
export async function endSessions(auth: Auth, accountId: string): Promise<void> {
  const { internalAdapter } = await (await auth.instance()).$context;
  await internalAdapter.deleteUserSessions(accountId);
}
