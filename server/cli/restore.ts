/** `raabta restore`: checks a backup to the last byte and puts it back; the old database goes only when the new one runs. */
import { findBackup, restoreBackup, verifyBackup } from "#engine/database/backup/restore.ts";
import { beginNewEpochs } from "#engine/workspace/directory.ts";
import { Unavailable } from "#model/errors.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  usage: [
    "restore BACKUP            (a name that backup --list shows, a folder, or latest)",
    "restore BACKUP --check    (only looks whether it is sound)",
  ],
  options: { check: { type: "boolean" } },
  words: [1, 1],
  async run({ words: [given = ""], options, settings, say }) {
    if (settings.databaseUrl) {
      throw new Unavailable(
        "A restore replaces the embedded database. For the one of DATABASE_URL use the tool that made its backup.",
      );
    }
    const folder = findBackup(settings.data, given);
    const checkOnly = options["check"] === true;
    const manifest = checkOnly
      ? await verifyBackup(folder)
      : await restoreBackup(settings.data, folder, beginNewEpochs);
    const { madeAt, files, release } = manifest;
    const done = checkOnly ? "is sound" : "is restored";
    say(`The backup of ${madeAt} (release ${release}, ${files.length} files) ${done}`, {
      folder,
      madeAt,
      release,
      files: files.length,
    });
  },
};
