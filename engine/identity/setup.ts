/** The first set-up: the first workspace and its owner, once. */
import { sql } from "#model/sql.ts";
import { isCurrency } from "#fields/money/currency.ts";
import { Conflict, InvalidInput } from "#model/errors.ts";
import { fold } from "#model/folding.ts";
import type { Workspace, WorkspaceSettings } from "../context.ts";
import type { Engine } from "../open.ts";
import { applyConfiguration } from "../workspace/configuration/apply.ts";
import type { ConfigurationFiles } from "../workspace/configuration/files.ts";
import { create } from "../records/records.ts";
import { checkPerson, putAccount, type Person } from "./accounts.ts";
import { proposalFor } from "./country.ts";
import type { Identity } from "./identity.ts";
import { OWNER } from "./owner.ts";

export interface SetupInput {
  owner: Person;
  company: { name: string; slug?: string | undefined };
  /** ISO 3166 alpha-2; what is not said follows from it. */
  country: string;
  language?: "en" | "hi" | "ur" | undefined;
  baseCurrency?: string | undefined;
  timeZone?: string | undefined;
  weekStart?: number | undefined;
  fiscalYearStart?: string | undefined;
  /** Files that the workspace begins with, and what they are called. */
  beginning?: { name: string; files: ConfigurationFiles } | undefined;
}

interface Parts {
  engine: Engine;
  identity: Identity;
}

/**
 * Makes the first workspace and its owner; what a stop in the middle left is taken up again by the same call.
 * @throws Conflict where it has been done, InvalidInput naming the field.
 */
export async function setup(
  { engine, identity }: Parts,
  input: SetupInput,
): Promise<{ workspace: Workspace; userId: string; accountId: string }> {
  checkPerson(input.owner, "owner");
  const name = input.company.name.trim();
  if (name === "") throw new InvalidInput([{ path: "company.name", message: "is needed", code: "issue.required" }]);
  const slug = input.company.slug ?? slugOf(name);
  const settings = settingsFor(input);
  return once(engine, async () => {
    if (await identity.members.anyone()) throw new Conflict("This installation has been set up already.");
    const workspace = await firstWorkspace(engine, { slug, name, settings });
    const { beginning } = input;
    if (beginning)
      await applyConfiguration(engine.systemContext(workspace), beginning.files, {
        kind: "template",
        name: beginning.name,
      });
    const accountId = await putAccount(identity.auth, input.owner);
    const userId = await addOwner(engine, workspace, { ...input.owner, accountId, language: settings.language });
    identity.forgetRights(workspace.slug);
    return { workspace, userId, accountId };
  });
}

/** Makes an account the owner in a workspace. @returns the id of the user record */
export async function addOwner(
  engine: Engine,
  workspace: Workspace,
  person: { name: string; email: string; accountId: string; language: string },
): Promise<string> {
  const ctx = engine.systemContext(workspace);
  const [role] = await ctx.db.query(
    sql<{ id: string }>`select id from roles where key = ${OWNER} and deleted_at is null`,
  );
  if (!role) throw new Error(`The workspace "${workspace.slug}" has no role of owner`);
  const values = {
    name: person.name.trim(),
    email: person.email.trim().toLowerCase(),
    authId: person.accountId,
    role: role.id,
    language: person.language,
  };
  return (await create(ctx, "user", values)).id;
}

/** Settings of a workspace: what was said, and what follows from the country. */
export function settingsFor(input: Omit<SetupInput, "owner" | "company" | "beginning">): WorkspaceSettings {
  const proposed = proposalFor(input.country);
  const language = input.language ?? proposed.language;
  if (input.baseCurrency !== undefined && !isCurrency(input.baseCurrency))
    throw new InvalidInput([{ path: "baseCurrency", message: "is no currency", code: "server.noCurrency" }]);
  return {
    country: input.country.toUpperCase(),
    language,
    baseCurrency: input.baseCurrency ?? proposed.baseCurrency,
    timeZone: input.timeZone ?? proposed.timeZone,
    weekStart: input.weekStart ?? proposed.weekStart,
    fiscalYearStart: input.fiscalYearStart ?? proposed.fiscalYearStart,
    numberingSystem: "latn",
    sample: false,
  };
}

/** A company's name as a part of an address: `Élan Traders (Pvt) Ltd` → `elan-traders-pvt-ltd`. */
function slugOf(name: string): string {
  const plain = fold(name)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return plain === "" ? "company" : plain;
}

/** A workspace without anyone in it is what an earlier, broken set-up left: it is used. */
async function firstWorkspace(
  engine: Engine,
  input: { slug: string; name: string; settings: WorkspaceSettings },
): Promise<Workspace> {
  const [left] = await engine.workspaces.list();
  return left
    ? engine.workspaces.change(left.slug, { name: input.name, settings: input.settings })
    : engine.workspaces.create(input);
}

/** Two at the same time would make two owners of the first workspace. */
async function once<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  const client = await engine.database.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      "select pg_try_advisory_lock(hashtext('raabta.setup')) as taken",
    );
    if (!rows[0]?.taken) throw new Conflict("Someone else is setting this installation up at this moment.");
    try {
      return await work();
    } finally {
      await client.query("select pg_advisory_unlock(hashtext('raabta.setup'))");
    }
  } finally {
    client.release();
  }
}
