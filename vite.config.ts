/** Builds the browser bundle from web/ into dist/web, and serves it in development with the API behind it. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("web"),
  cacheDir: here("node_modules/.vite"),
  plugins: [react()],
  build: {
    outDir: here("dist/web"),
    emptyOutDir: true,
    target: "es2023",
    // A page must not wait for fonts and pictures inside its styles, and the content security policy has no data: fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
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
