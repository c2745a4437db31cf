// How the window is built. The target is WebKitGTK 2.40, which speaks what Safari 16 speaks. What the first paint
// does not need is imported lazily where it is used; what it needs comes in few files, because each costs a way to the
// program and back. No inline script: the window's CSP is `default-src 'self'`.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Chunks that the first paint needs, or the editor right behind it, and that the page would learn of late: they are asked
 * for with the page itself. */
const FIRST_CHUNKS = ["begin", "room", "editor"];
/** So are the letters of the copy and of the window: without them the first lines would be laid out twice. */
const FIRST_LETTERS = /(source-serif-4-latin-opsz-normal|inter-latin-wght-normal)-[^/]*\.woff2$/;

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
        const letters = files
          .filter(({ fileName }) => FIRST_LETTERS.test(fileName))
          .map(({ fileName }) => ({
            rel: "preload",
            as: "font",
            type: "font/woff2",
            crossorigin: true,
            href: `./${fileName}`,
          }));
        return [...chunks, ...letters].map((attrs) => ({ tag: "link", attrs, injectTo: "head" as const }));
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
    // One sheet: each is a way to the program and back before anything is painted.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "desk",
              priority: 3,
              test: /(src\/(ipc\/(index|tauri|desk|change|hearing)\.ts|never\.ts)|@tauri-apps\/|vite\/preload-helper)/,
            },
            {
              name: "editor",
              priority: 1,
              test: new RegExp(
                [
                  "node_modules/(@codemirror/(?!search|merge)|@lezer/|style-mod/|crelt/|w3c-keyname/|@marijn/)",
                  "src/editor/(?!sketch|fold/pill|look/|find/(find|panel)|paste/(html|inlines|word)|past-body|clean)",
                ].join("|"),
              ),
            },
            {
              name: "room",
              priority: 2,
              test: new RegExp(
                [
                  "node_modules/(svelte/|esm-env/|clsx/)",
                  "src/editor/(sketch|fold/pill)",
                  "src/panels/texts",
                  "src/(state/(?!compar|sides|settle|note|slider|days|then|revision-menu|fields|terms)|kit/(?!MenuHost|DayPicker|Signs|CameWent|Chips|Rows)|words).*(ts|svelte|json)$",
                ].join("|"),
              ),
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
