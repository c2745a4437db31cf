// The words of the window. One catalogue per language holds every word; a key that is not in the English catalogue is
// an error of the compiler. A text may hold {places}; one that counts is an object of plural forms (`one`, `few`,
// `many`, `other`) and is chosen by `count` with the language's own rules.

import en from "../words/en.json";

export type Word = keyof typeof en;
type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Catalogue = Readonly<Record<Word, Text>>;
export type Values = Readonly<Record<string, string | number>>;

let language = "en";
let catalogue: Catalogue = en;
let plurals = new Intl.PluralRules(language);

/** Speaks another language from now on. */
export function speak(tag: string, words: Catalogue): void {
  language = tag;
  catalogue = words;
  plurals = new Intl.PluralRules(tag);
}

/** The language of the words, and of dates and numbers with them, in the reader's own region where it is the same. */
export function locale(): string {
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}

/** The text of `key` with its places filled; `count` chooses the plural form and reads as a number of the locale. */
export function say(key: Word, values: Values = {}): string {
  return filled(formOf(catalogue[key], Number(values["count"] ?? 0)), values);
}

function formOf(text: Text, count: number): string {
  if (typeof text === "string") return text;
  return text[plurals.select(count)] ?? text.other ?? "";
}

const numbers = new Map<string, Intl.NumberFormat>();

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === "number" ? numberOf(value) : value;
  });
}

/** A number as the locale writes it: 1,204. */
export function numberOf(value: number): string {
  const tag = locale();
  let format = numbers.get(tag);
  if (!format) numbers.set(tag, (format = new Intl.NumberFormat(tag)));
  return format.format(value);
}
