/** `raabta migration NAME`: writes the next numbered migration from what the definitions ask for, and the schema dump. */
import { writeMigration } from "#engine/schema/write-migration.ts";
import { fieldTypes } from "#fields/index.ts";
import { makeCatalogue } from "#model/catalogue.ts";
import { product } from "../product.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  usage: ["migration NAME     (small letters, digits and _)"],
  words: [1, 1],
  async run({ words: [name = ""], say }) {
    const written = await writeMigration(makeCatalogue(product.objects, fieldTypes), name);
    if (!written) return say("The definitions ask for nothing that the migrations do not have", {});
    const byHand = written.lost.map((what) => `\n  to be decided by hand: ${what}`);
    say(`${written.file} is written; read it before it is used${byHand.join("")}`, written);
  },
};
