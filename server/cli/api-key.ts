/** `raabta api-key create`: makes a key for programs and prints it, this once. */
import { createApiKey } from "#engine/identity/api-keys.ts";
import { type Command, required, WrongUse } from "./command.ts";
import { withHouse } from "./house.ts";

export const command: Command = {
  usage: ["api-key create --name N --role R     (owner, admin, manager, sales, service, marketing, readOnly)"],
  options: { name: { type: "string" }, role: { type: "string" } },
  words: [1, 1],
  async run(given) {
    if (given.words[0] !== "create") throw new WrongUse("api-key knows only create; the screens list and revoke keys");
    const input = { name: required(given, "name"), role: required(given, "role") };
    await withHouse(given.settings, async ({ engine }) => {
      const ctx = engine.systemContext(await engine.workspaces.only(given.workspace), "command");
      const made = await createApiKey(ctx, input);
      given.say(made.key, made);
    });
  },
};
