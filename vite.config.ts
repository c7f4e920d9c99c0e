/** Builds the browser bundle from web/ into dist/web, and serves it in development with the API behind it. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tells early.js where the words of each language stand, so that those of the reader's come beside the scripts. */
const wordsEarly: Plugin = {
  name: "words-early",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle }) {
      const words = Object.values(bundle ?? {}).flatMap((chunk) => {
        const language = chunk.type === "chunk" && /words\.(\w+)\.ts$/.exec(chunk.facadeModuleId ?? "")?.[1];
        return language ? [` data-words-${language}="/${chunk.fileName}"`] : [];
      });
      return html.replace('src="/early.js"', `src="/early.js"${words.join("")}`);
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
