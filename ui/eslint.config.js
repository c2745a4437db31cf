// The rules that keep the window's plan: app -> panels -> {state, editor} -> {ipc, kit}; the editor knows neither
// ipc nor state; `@tauri-apps/*` is spoken in src/ipc alone. A broken rule fails with the sentence of the rule.
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const tauri = { group: ["@tauri-apps/*"], message: "Only src/ipc speaks to Tauri." };

/** A layer and the layers above or beside it that it must not know. */
const layers = {
  kit: ["ipc", "editor", "state", "panels", "app"],
  ipc: ["kit", "editor", "state", "panels", "app"],
  editor: ["ipc", "state", "panels", "app"],
  state: ["editor", "panels", "app"],
  panels: ["app"],
  app: [],
};

const walls = Object.entries(layers).map(([layer, forbidden]) => ({
  name: `wirecopy/${layer}`,
  files: [`src/${layer}/**/*.{ts,svelte}`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          ...(layer === "ipc" ? [] : [tauri]),
          ...forbidden.map((other) => ({
            group: [`../${other}`, `../${other}/**`, `../../${other}`, `../../${other}/**`, `**/src/${other}/**`],
            message: `${layer} does not know ${other}: app -> panels -> {state, editor} -> {ipc, kit}.`,
          })),
        ],
      },
    ],
  },
}));

export default ts.config(
  { ignores: ["dist", "node_modules", "src/ipc/bindings.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs["flat/recommended"],
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "off",
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
    rules: {
      "svelte/no-at-html-tags": "error",
      "prefer-const": "off",
      "svelte/prefer-const": "error",
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  { files: ["*.{js,ts}", "tests/**"], languageOptions: { globals: { ...globals.node } } },
  ...walls,
);
