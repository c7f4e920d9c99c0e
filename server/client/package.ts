/** The package of a workspace's client: a few files that need nothing else, ready for `npm pack`. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalogue } from "#model/catalogue.ts";
import { release } from "../settings.ts";
import { schemaText } from "./schema-text.ts";

const runtime = (name: string): Promise<string> => readFile(new URL(`runtime/${name}`, import.meta.url), "utf8");

export interface ClientPackage {
  name: string;
  folder: string;
  files: string[];
}

/** Writes the files; those of an earlier one are replaced. */
export async function writeClient(catalogue: Catalogue, folder: string, name: string): Promise<ClientPackage> {
  const paths = Object.fromEntries([...catalogue.objects.values()].map((object) => [object.name, object.path]));
  const manifest = {
    name,
    version: release,
    description: "Typed client of a Raabta workspace",
    type: "module",
    license: "Apache-2.0",
    sideEffects: false,
    exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
    types: "./index.d.ts",
    files: ["*.js", "*.d.ts", "README.md"],
    engines: { node: ">=18" },
  };
  const files: Record<string, string> = {
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "README.md": readme(name),
    "client.js": await runtime("client.js"),
    "client.d.ts": await runtime("client.d.ts"),
    "schema.d.ts": schemaText(catalogue),
    "index.js": `import { Client } from "./client.js";\nexport * from "./client.js";\n\nconst PATHS = ${JSON.stringify(paths, null, 2)};\n\nexport const createClient = (options) => new Client(options, PATHS);\n`,
    "index.d.ts": `import type { Client, ClientOptions } from "./client.js";\nimport type { Schema } from "./schema.js";\nexport * from "./client.js";\nexport type * from "./schema.js";\n\nexport type Raabta = Client<Schema>;\nexport declare function createClient(options: ClientOptions): Raabta;\n`,
  };
  await mkdir(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return { name, folder, files: Object.keys(files) };
}

const readme = (name: string): string => `# ${name}

Speaks to a Raabta workspace with its objects and fields as types. Made by \`raabta client\`; make it anew when fields are added.

\`\`\`ts
import { createClient } from "${name}";

const raabta = createClient({ url: "https://crm.example.com", key: process.env.RAABTA_KEY });
const made = await raabta.records.company.create({ name: "Chenab Mills" });
for await (const company of raabta.records.company.list({ filter: { field: "name", op: "contains", value: "mill" }, sort: "-createdAt" }))
  console.log(company.id, company.name);
await raabta.records.company.update(made.id, { website: "https://chenab.example" }, { version: made.version });
\`\`\`
`;
