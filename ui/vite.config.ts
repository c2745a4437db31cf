// How the window is built. The target is WebKitGTK 2.40, which speaks what Safari 16 speaks. What the first paint
// does not need is imported lazily where it is used; the editor's libraries are a chunk of their own so that the
// engine fetches and compiles them beside the program. No inline script: the window's CSP is `default-src 'self'`.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Chunks that the first paint needs and the page would learn of late: they are asked for with the page itself. */
const FIRST_CHUNKS = ["begin", "window", "editor", "writing"];

function firstPaint(): Plugin {
  return {
    name: "wirecopy-first-paint",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const files = Object.values(bundle ?? {});
        const chunks = files
          .filter((file) => file.type === "chunk" && FIRST_CHUNKS.includes(file.name))
          .map(({ fileName }) => ({ rel: "modulepreload", crossorigin: true, href: `./${fileName}` }));
        const sheets = files
          .filter(({ fileName }) => FIRST_CHUNKS.some((name) => new RegExp(`/${name}-[^/]*\\.css$`).test(fileName)))
          .map(({ fileName }) => ({ rel: "stylesheet", crossorigin: true, href: `./${fileName}` }));
        return [...chunks, ...sheets].map((attrs) => ({ tag: "link", attrs, injectTo: "head" as const }));
      },
    },
  };
}

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [svelte(), firstPaint(), ...(mode === "test" ? [svelteTesting()] : [])],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    target: "safari16",
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "editor",
              test: /node_modules\/(@codemirror\/(?!search)|@lezer\/|style-mod\/|crelt\/|w3c-keyname\/)/,
            },
            {
              name: "desk",
              priority: 2,
              test: /(src\/(ipc\/(index|tauri|desk|change|hearing)\.ts|never\.ts)|@tauri-apps\/|vite\/preload-helper)/,
            },
            { name: "writing", test: /src\/editor\/(?!find\/(find|panel)|paste\/(html|inlines|word))/ },
            {
              name: "window",
              test: /(src\/(state|kit\/(?!MenuHost|DayPicker)|words).*(ts|svelte|json)$|node_modules\/(svelte|esm-env|clsx)\/)/,
            },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    testTimeout: 60_000,
  },
}));
