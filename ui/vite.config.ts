// How the window is built. The target is WebKitGTK 2.40, which speaks what Safari 16 speaks. What the first paint
// does not need is imported lazily where it is used; the editor's libraries are a chunk of their own so that the
// engine fetches and compiles them beside the program. No inline script: the window's CSP is `default-src 'self'`.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [svelte(), ...(mode === "test" ? [svelteTesting()] : [])],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    target: "safari16",
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rollupOptions: {
      output: {
        manualChunks(id: string) {
          if (/node_modules\/(@codemirror|@lezer|style-mod|crelt|w3c-keyname)\//.test(id)) return "editor";
          return undefined;
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
  },
}));
