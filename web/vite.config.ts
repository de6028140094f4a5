// Builds one of the two apps into the gateway. Names carry no hash: freshness is by ETag, and the history stays small.
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const app = process.env["APP"] === "portal" ? "portal" : "app";
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: process.env["VITEST"] ? here(".") : here(`./${app}`),
  base: `/${app}/`,
  plugins: [react(), { ...optimizeLocales.vite({ locales: ["fr-FR", "nl-NL", "en-US"] }), enforce: "pre" }],
  resolve: { alias: { "@kit": here("./kit"), "@api": here("./api"), "@screens": here("./screens") } },
  build: {
    outDir: here(`../services/gateway/web/${app}`),
    emptyOutDir: true,
    target: "es2023",
    modulePreload: false,
    rollupOptions: {
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
  server: { proxy: { "/v1": process.env["GATEWAY"] ?? "http://127.0.0.1:8080" } },
});
