/** `npm run migration NAME`: writes the next numbered file from what the definitions ask for, and the schema dump. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalogue } from "#model/catalogue.ts";
import { desiredSchema, type Schema } from "./desired.ts";
import { MIGRATIONS, readMigrations } from "./migrate.ts";
import { schemaChange } from "./statements.ts";

const DUMP = join(MIGRATIONS, "schema.json");

/** The dump that stands in the repository; a reviewer reads its diff. */
export async function readDump(): Promise<Schema> {
  const text = await readFile(DUMP, "utf8").catch(() => "{}");
  return JSON.parse(text) as Schema;
}

/** @returns the file written and what a person has to write by hand, or undefined where nothing has changed. */
export async function writeMigration(
  catalogue: Catalogue,
  name: string,
): Promise<{ file: string; lost: string[] } | undefined> {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error(`A migration's name is small letters, digits and _: "${name}" is not`);
  await mkdir(MIGRATIONS, { recursive: true });
  const desired = desiredSchema(catalogue);
  const change = schemaChange(await readDump(), desired);
  if (change.statements.length === 0 && change.lost.length === 0) return undefined;
  const number = String((await readMigrations()).length + 1).padStart(4, "0");
  const file = join(MIGRATIONS, `${number}_${name}.sql`);
  const byHand = change.lost.map((what) => `-- By hand, if it is meant: ${what}`);
  await writeFile(file, `${[...byHand, ...change.statements].join("\n\n")}\n`);
  await writeFile(DUMP, `${JSON.stringify(desired, null, 2)}\n`);
  return { file, lost: change.lost };
}
