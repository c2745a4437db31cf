// One catalogue, every word in it used, every word used in it.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import en from "../words/en.json";
import { say, speak, type Catalogue } from "./words";

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|svelte)$/.test(entry.name) && !entry.name.endsWith(".test.ts") ? [readFileSync(path, "utf8")] : [];
  });
}

const code = sources(join(__dirname, "..")).join("\n");

describe("the catalogue", () => {
  it("holds no word that nothing says", () => {
    // A key made of parts, `mark.${mark}`, uses every key that begins so. The application menu is the shell's.
    const beginnings = [...code.matchAll(/`([a-z]+(?:\.[a-z-]+)*[.-])\$\{/g)].map(([, beginning]) => beginning ?? "");
    const unused = Object.keys(en).filter(
      (key) =>
        !key.startsWith("menu.") &&
        !code.includes(`"${key}"`) &&
        !beginnings.some((beginning) => key.startsWith(beginning)),
    );
    expect(unused, "each word is said somewhere").toEqual([]);
  });

  it("has a form for every number where it counts", () => {
    const counting = Object.entries<unknown>(en).filter(([, text]) => typeof text === "object");
    for (const [key, forms] of counting) {
      expect(Object.keys(forms as object), `${key} has the forms of English`).toEqual(["one", "other"]);
    }
  });

  it("fills its places and counts by the rules of its language", () => {
    expect(say("status.words", { count: 1 })).toBe("1 word");
    expect(say("status.words", { count: 1204 })).toMatch(/^1.204 words$/);
    expect(say("told.exported", { count: 12, path: "a $& b" }), "a value is text, not a pattern").toBe(
      "Exported a $& b · 12 bytes",
    );
    const russian = { ...en, "status.words": { one: "{count} слово", few: "{count} слова", many: "{count} слов" } };
    speak("ru", russian as Catalogue);
    const forms = [1, 2, 5, 21].map((count) => say("status.words", { count }));
    speak("en", en);
    expect(forms, "Russian has three forms").toEqual(["1 слово", "2 слова", "5 слов", "21 слово"]);
  });
});
