/** `raabta migrate`: brings all workspaces up to this release, and says what it did. */
import type { Command } from "./command.ts";
import { upgrade, withDatabase } from "./database.ts";

export const command: Command = {
  usage: ["migrate"],
  async run({ settings, say }) {
    const applied = await withDatabase(settings, (database) => upgrade(settings, database));
    const lines = Object.entries(applied).map(([slug, names]) => `${slug}: ${names.join(", ") || "nothing to do"}`);
    say(lines.join("\n") || "All workspaces are up to date", { applied });
  },
};
