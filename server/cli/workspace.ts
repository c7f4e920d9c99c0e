/** `raabta workspace`: lists, creates and drops workspaces. */
import { settingsFor } from "#engine/identity/setup.ts";
import { type Command, type Given, optional, required, WrongUse } from "./command.ts";
import { withHouse } from "./house.ts";
import { languageOf } from "./setup.ts";

export const command: Command = {
  usage: [
    "workspace list",
    "workspace create SLUG --name N --country CC [--language en|hi|ur] [--currency C] [--time-zone Z]",
    "workspace drop SLUG --yes     (all its data goes; make a backup first)",
  ],
  options: {
    name: { type: "string" },
    country: { type: "string" },
    language: { type: "string" },
    currency: { type: "string" },
    "time-zone": { type: "string" },
    yes: { type: "boolean" },
  },
  words: [1, 2],
  async run(given) {
    const [act = "", slug = given.workspace] = given.words;
    if (act === "list") return list(given);
    if (!slug) throw new WrongUse(`workspace ${act} needs the short name of the workspace`);
    if (act === "create") return create(given, slug);
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

function drop(given: Given, slug: string): Promise<void> {
  if (given.options["yes"] !== true) throw new WrongUse(`All data of ${slug} would go. Say --yes if it shall`);
  return withHouse(given.settings, async ({ engine }) => {
    await engine.workspaces.drop(slug);
    given.say(`The workspace ${slug} is dropped`, { slug });
  });
}
