// Builds the bare page of `cargo xtask bench`: one plain script, because a page from a file may not load modules.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    target: "safari16",
    outDir: "../target/bench/pages",
    emptyOutDir: true,
    lib: { entry: "bench/codemirror.ts", formats: ["iife"], name: "bare", fileName: () => "codemirror.js" },
  },
  publicDir: "bench/pages",
});
