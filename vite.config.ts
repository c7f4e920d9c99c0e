/** Builds the browser bundle from web/ into dist/web, and serves it in development with the API behind it. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type IndexHtmlTransformContext, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The faces that a page of each language begins with: they are there before its text is, which then need not be set twice. */
const FACES: Record<string, RegExp> = {
  en: /noto-sans-latin-[456]00-normal-.*woff2$/,
  hi: /noto-sans-(latin-400|devanagari-[456]00)-normal-.*woff2$/,
  ur: /noto-sans-(latin-400|arabic-arabic-[456]00)-normal-.*woff2$/,
};

/** Pages that are come to from outside, by their files: what they are made of comes beside the first script, not after it. */
const PAGES: Record<string, string> = { insight: "InsightPage", record: "RecordPage" };

/** Tells early.js where the words and faces of each language stand, and the scripts of pages, so that the reader's come beside the first one. */
const sentForEarly: Plugin = {
  name: "sent-for-early",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      const files = Object.values(bundle ?? {});
      const attribute = (name: string, names: Iterable<string>) =>
        ` data-${name}="${[...names].map((file) => `/${file}`).join(" ")}"`;
      const of = (module: RegExp) => withImports(bundle ?? {}, module, html);
      const found = Object.entries(FACES).flatMap(([language, face]) => [
        attribute(`words-${language}`, of(new RegExp(`/words\\.${language}\\.ts$`))),
        attribute(`more-${language}`, of(new RegExp(`/more\\.${language}\\.ts$`))),
        attribute(
          `faces-${language}`,
          files.flatMap(({ fileName }) => (face.test(fileName) ? [fileName] : [])),
        ),
      ]);
      const pages = Object.entries(PAGES).map(([page, file]) =>
        attribute(`page-${page}`, of(new RegExp(`/${file}\\.tsx$`))),
      );
      return html.replace('src="/early.js"', `src="/early.js"${[...found, ...pages].join("")}`);
    },
  },
};

type Bundle = NonNullable<IndexHtmlTransformContext["bundle"]>;

/** The script that a module became, with those it imports that the page itself does not name. */
function withImports(bundle: Bundle, module: RegExp, html: string): Set<string> {
  const names = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || names.has(name) || html.includes(name)) return;
    names.add(name);
    chunk.imports.forEach(add);
  };
  for (const file of Object.values(bundle))
    if (file.type === "chunk" && module.test(file.facadeModuleId ?? "")) add(file.fileName);
  return names;
}

export default defineConfig({
  root: here("web"),
  cacheDir: here("node_modules/.vite"),
  plugins: [react(), sentForEarly],
  // react-i18next speaks to our own translator; the library it imports is held out of the bundle.
  resolve: { alias: [{ find: /^i18next$/, replacement: here("web/language/i18next.ts") }] },
  build: {
    outDir: here("dist/web"),
    emptyOutDir: true,
    target: "es2023",
    // A page must not wait for fonts and pictures inside its styles, and the content security policy has no data: fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the first list needs is one file: packed in a hundred small ones it would be a sixth larger.
            { name: "first", tags: ["$initial"], priority: 2 },
          ],
        },
      },
    },
  },
  // The screens' own modules under web/api end in .ts; what does not belongs to the server.
  server: {
    port: 5173,
    proxy: {
      "^/api/(?!.*\\.tsx?($|\\?))": {
        target: `http://localhost:${process.env["PORT"] ?? 3000}`,
        changeOrigin: false,
      },
    },
  },
});
