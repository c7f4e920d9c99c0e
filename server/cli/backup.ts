/** `raabta backup`: copies the embedded database, the stored files and the secret, while they are in use. */
import { createBackup, listBackups } from "#engine/database/backup/backup.ts";
import { release } from "../settings.ts";
import type { Command } from "./command.ts";
import { withDatabase } from "./database.ts";

export const command: Command = {
  usage: ["backup", "backup --list"],
  options: { list: { type: "boolean" } },
  async run({ options, settings, say }) {
    if (options["list"]) {
      const backups = listBackups(settings.data);
      const lines = backups.map(
        ({ name, automatic, size }) => `${name}  ${megabytes(size)}${automatic ? "  before a migration" : ""}`,
      );
      return say(lines.join("\n") || "There is no backup yet", backups);
    }
    await withDatabase(settings, async ({ connection }) => {
      const backup = await createBackup({ data: settings.data, connection, release });
      say(`The backup is in ${backup.folder} (${megabytes(backup.size)} before compression)`, backup);
    });
  },
};

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
