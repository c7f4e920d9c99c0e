/** `raabta build`: builds the browser bundle, whether or not it is up to date. */
import { buildBundle, bundleFolder } from "./bundle.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  usage: ["build"],
  async run({ say }) {
    await buildBundle({ always: true });
    say(`The screens are built in ${bundleFolder}`, { folder: bundleFolder });
  },
};
