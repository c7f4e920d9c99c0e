/** `raabta api-key create`: makes a key for programs and prints it, this once. */
import { createApiKey } from "#engine/identity/api-keys.ts";
import { type Command, optional, required, WrongUse } from "./command.ts";
import { withHouse } from "./house.ts";

export const command: Command = {
  usage: [
    "api-key create --name N --role R [--read-only] [--objects O,O]     (owner, admin, manager, sales, service, marketing, readOnly)",
  ],
  options: {
    name: { type: "string" },
    role: { type: "string" },
    "read-only": { type: "boolean" },
    objects: { type: "string" },
  },
  words: [1, 1],
  async run(given) {
    if (given.words[0] !== "create") throw new WrongUse("api-key knows only create; the screens list and revoke keys");
    const objects = optional(given, "objects")
      ?.split(",")
      .map((each) => each.trim());
    const scope = { ...(given.options["read-only"] ? { readOnly: true } : {}), ...(objects ? { objects } : {}) };
    const input = { name: required(given, "name"), role: required(given, "role"), scope };
    await withHouse(given.settings, async ({ engine }) => {
      const ctx = engine.systemContext(await engine.workspaces.only(given.workspace), "command");
      const made = await createApiKey(ctx, input);
      given.say(made.key, made);
    });
  },
};
