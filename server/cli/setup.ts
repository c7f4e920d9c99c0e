/** `raabta setup`: creates the first workspace and its owner, without a browser. */
import { setup } from "#engine/identity/setup.ts";
import { templateFiles } from "../templates.ts";
import { type Command, type Given, optional, required, WrongUse } from "./command.ts";
import { fillSample } from "./demo.ts";
import { withHouse } from "./house.ts";

const countryOf = { en: "GB", hi: "IN", ur: "PK" };

export const command: Command = {
  usage: [
    "setup --workspace NAME --name N --email E --password P [--language en|hi|ur] [--country CC] [--template T] [--sample]",
  ],
  options: {
    name: { type: "string" },
    email: { type: "string" },
    password: { type: "string" },
    language: { type: "string" },
    country: { type: "string" },
    template: { type: "string" },
    sample: { type: "boolean" },
  },
  async run(given) {
    if (!given.workspace) throw new WrongUse("--workspace is needed: the company's name");
    const company = { name: given.workspace };
    const owner = {
      name: required(given, "name"),
      email: required(given, "email"),
      password: required(given, "password"),
    };
    const language = languageOf(given);
    const country = optional(given, "country") ?? countryOf[language ?? "en"];
    const template = optional(given, "template");
    const beginning = template === undefined ? undefined : { name: template, files: await templateFiles(template) };
    await withHouse(given.settings, async (house) => {
      const { workspace } = await setup(house, { owner, company, country, language, beginning });
      const sample = given.options["sample"] === true ? await fillSample(house, owner.email) : undefined;
      const words = `The workspace ${workspace.slug} is created, and ${owner.email} may sign in`;
      given.say(sample ? `${words}. The sample company is ${sample.slug}` : words, {
        workspace: workspace.slug,
        sample: sample?.slug,
      });
    });
  },
};

/** The language asked for; undefined leaves it to the country. */
export function languageOf(given: Given): "en" | "hi" | "ur" | undefined {
  const language = optional(given, "language");
  if (language === undefined || language === "en" || language === "hi" || language === "ur") return language;
  throw new WrongUse("--language is one of en, hi, ur");
}
