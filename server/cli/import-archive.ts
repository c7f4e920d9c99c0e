/** `raabta import FILE.raabta.tar.gz`: brings an archive back as a workspace of its own. */
import { relinkPeople } from "#engine/identity/relink.ts";
import { readArchive } from "#engine/transfer/archive/read.ts";
import type { House } from "../assemble.ts";
import type { Given } from "./command.ts";

export async function importArchive({ engine, files, identity }: House, given: Given, path: string): Promise<void> {
  const restored = await readArchive({ engine, files }, path, { slug: given.workspace });
  const { workspace, from, rows, missing } = restored;
  const people = await relinkPeople(engine.systemContext(workspace, "command"), identity.auth);
  identity.forgetRights(workspace.slug);
  const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
  given.say(
    [
      `The workspace ${workspace.slug} is here again as it was on ${from.exportedAt}, from Raabta ${from.version}`,
      `  ${all} rows of ${Object.keys(rows).length} tables and ${restored.files} files, each compared with the archive's own list`,
      ...Object.entries(rows).flatMap(([name, count]) => (count > 0 ? [`  ${name}: ${count}`] : [])),
      ...(missing > 0 ? [`  ${missing} files were not in the archive: they were missing where it was made`] : []),
      ...people.known.map((email) => `${email} signs in as here before`),
      ...people.made.map((email) => `${email} needs a link: raabta user reset --email ${email}`),
      "API keys do not travel: make new ones with raabta api-key create",
    ].join("\n"),
    { workspace: workspace.slug, from, rows, files: restored.files, missing, people },
  );
}
