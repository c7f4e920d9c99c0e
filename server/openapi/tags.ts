/** The headings that routes stand under in the document, with a sentence on each. */
import { pluralOf } from "#model/naming.ts";

const SENTENCES: Record<string, string> = {
  "Signing in": "Accounts, passwords and sessions of people, for the browser.",
  "First run": "The first workspace and its owner, and the sample company.",
  Workspace: "What the workspace is, what the caller may do in it, and the search over all objects.",
  Bulk: "One act on many records, as a job with preview and undo.",
  Changes: "What has changed, to be read on from a place or told as it happens, and who looks at a record.",
  Exports: "Lists as files, and the archive of the whole workspace.",
  Imports: "Files that become records: read, mapped, checked, started, paused and taken back.",
  Configuration: "What the company has shaped, as files: taken away, compared, applied, gone back to.",
  Insight: "Figures over customers and orders.",
  Installation: "How the installation stands, and this document.",
  Jobs: "Work that goes on in the background.",
  "Objects of one's own":
    "Objects that the company made itself have the addresses of all others, under their own name: `/api/v1/x-vehicles`.",
  Modules: "What modules from outside the product add.",
  Operations: "What was done, the trash, and taking back.",
};

/** `orderLine` → `Order lines`: an object's name as people write it; a heading stays as it is. */
export function headingOf(tag: string): string {
  if (!isObjectName(tag)) return tag;
  const words = pluralInWords(tag);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Each heading once, in the order given. @throws where a heading has no sentence */
export function describedTags(tags: string[]): { name: string; description: string }[] {
  return [...new Set(tags)].map((tag) => {
    const description = SENTENCES[tag] ?? (isObjectName(tag) ? `What can be done with ${pluralInWords(tag)}.` : "");
    if (description === "") throw new Error(`The heading "${tag}" of the API document needs a sentence.`);
    return { name: headingOf(tag), description };
  });
}

const isObjectName = (tag: string): boolean => /^[a-z]/.test(tag);

const pluralInWords = (tag: string): string =>
  pluralOf(tag)
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/^api /, "API ");
