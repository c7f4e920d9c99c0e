/** Builds the browser bundle from web/ into dist/web, and serves it in development with the API behind it. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The faces that a page of each language begins with: they are there before its text is, which then need not be set twice. */
const FACES: Record<string, RegExp> = {
  en: /noto-sans-latin-[456]00-normal-.*woff2$/,
  hi: /noto-sans-(latin-400|devanagari-[456]00)-normal-.*woff2$/,
  ur: /noto-sans-(latin-400|arabic-arabic-[456]00)-normal-.*woff2$/,
};

/** Tells early.js where the words and faces of each language stand, so that those of the reader's come beside the scripts. */
const wordsEarly: Plugin = {
  name: "words-early",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      const files = Object.values(bundle ?? {});
      const words = files.flatMap((chunk) => {
        const language = chunk.type === "chunk" && /words\.(\w+)\.ts$/.exec(chunk.facadeModuleId ?? "")?.[1];
        return language ? [` data-words-${language}="/${chunk.fileName}"`] : [];
      });
      const faces = Object.entries(FACES).map(([language, face]) => {
        const found = files.filter(({ fileName }) => face.test(fileName)).map(({ fileName }) => `/${fileName}`);
        return ` data-faces-${language}="${found.join(" ")}"`;
      });
      return html.replace('src="/early.js"', `src="/early.js"${[...words, ...faces].join("")}`);
    },
  },
};

export default defineConfig({
  root: here("web"),
  cacheDir: here("node_modules/.vite"),
  plugins: [react(), wordsEarly],
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
