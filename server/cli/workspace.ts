/** `raabta workspace`: lists, creates and drops workspaces. */
import { findAccount } from "#engine/identity/accounts.ts";
import { settingsFor } from "#engine/identity/setup.ts";
import { NotFound } from "#model/errors.ts";
import { createSandbox } from "../sandbox.ts";
import { type Command, type Given, optional, required, WrongUse } from "./command.ts";
import { withHouse } from "./house.ts";
import { languageOf } from "./setup.ts";

export const command: Command = {
  usage: [
    "workspace list",
    "workspace create SLUG --name N --country CC [--language en|hi|ur] [--currency C] [--time-zone Z]",
    "workspace create SLUG --from SLUG [--name N] [--email E] [--sample]   (a sandbox with that configuration; whose e-mail is said owns it)",
    "workspace drop SLUG --yes     (all its data goes; make a backup first)",
  ],
  options: {
    name: { type: "string" },
    country: { type: "string" },
    language: { type: "string" },
    currency: { type: "string" },
    from: { type: "string" },
    email: { type: "string" },
    sample: { type: "boolean" },
    "time-zone": { type: "string" },
    yes: { type: "boolean" },
  },
  words: [1, 2],
  async run(given) {
    const [act = "", slug = given.workspace] = given.words;
    if (act === "list") return list(given);
    if (!slug) throw new WrongUse(`workspace ${act} needs the short name of the workspace`);
    const from = optional(given, "from");
    if (act === "create") return from === undefined ? create(given, slug) : createFrom(given, slug, from);
    if (act === "drop") return drop(given, slug);
    throw new WrongUse(`workspace ${act} is none of list, create, drop`);
  },
};

function list({ settings, say }: Given): Promise<void> {
  return withHouse(settings, async ({ engine }) => {
    const all = await engine.workspaces.list();
    const shown = all.map(({ slug, name, settings: { country, language, sample } }) => ({
      slug,
      name,
      country,
      language,
      sample,
    }));
    say(
      shown.map((each) => `${each.slug}  ${each.name}${each.sample ? "  (sample)" : ""}`).join("\n") ||
        "There is no workspace yet",
      shown,
    );
  });
}

function create(given: Given, slug: string): Promise<void> {
  const name = required(given, "name");
  const settings = settingsFor({
    country: required(given, "country"),
    language: languageOf(given),
    baseCurrency: optional(given, "currency")?.toUpperCase(),
    timeZone: optional(given, "time-zone"),
  });
  return withHouse(given.settings, async ({ engine }) => {
    const made = await engine.workspaces.create({ slug, name, settings });
    given.say(`The workspace ${made.slug} is created`, { slug: made.slug, name: made.name });
  });
}

function createFrom(given: Given, slug: string, from: string): Promise<void> {
  return withHouse(given.settings, async (house) => {
    const { engine, identity } = house;
    const email = optional(given, "email");
    const account = email === undefined ? undefined : await findAccount(identity.auth, email);
    if (email !== undefined && !account) throw new NotFound(`Nobody signs in with ${email}`);
    const ctx = engine.systemContext(await engine.workspaces.get(from), "command");
    const made = await createSandbox(house, ctx, account, {
      slug,
      name: optional(given, "name"),
      sample: given.options["sample"] === true,
    });
    const words = `The sandbox ${made.slug} is created with the configuration of ${from}`;
    given.say(account ? words : `${words}. raabta user add --workspace ${made.slug} lets people in`, {
      slug: made.slug,
      name: made.name,
      sandboxOf: from,
    });
  });
}

function drop(given: Given, slug: string): Promise<void> {
  if (given.options["yes"] !== true) throw new WrongUse(`All data of ${slug} would go. Say --yes if it shall`);
  return withHouse(given.settings, async ({ engine }) => {
    await engine.workspaces.drop(slug);
    given.say(`The workspace ${slug} is dropped`, { slug });
  });
}
