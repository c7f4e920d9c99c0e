/** `raabta client`: writes a typed client of a workspace as an npm package. */
import { resolve } from "node:path";
import { InvalidInput } from "#model/errors.ts";
import { type Command, optional, required } from "./command.ts";
import { withHouse } from "./house.ts";

export const command: Command = {
  usage: ["client --out DIR [--name raabta-client]     (then: npm pack DIR)"],
  options: { out: { type: "string" }, name: { type: "string" } },
  async run(given) {
    const folder = resolve(required(given, "out"));
    const name = optional(given, "name") ?? "raabta-client";
    if (!/^(@[a-z0-9-]+\/)?[a-z0-9-]{1,100}$/.test(name))
      throw new InvalidInput([{ path: "--name", message: "is a name as npm takes it, such as @company/raabta" }]);
    const { writeClient } = await import("../client/package.ts");
    await withHouse(given.settings, async ({ engine }) => {
      const { catalogue } = await engine.workspaces.only(given.workspace);
      const made = await writeClient(catalogue, folder, name);
      given.say(`The client ${made.name} stands in ${made.folder}`, made);
    });
  },
};
