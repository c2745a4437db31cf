// Names of fields for people: what the desk calls `dateline.place` the window calls Place.

import { say, type Word } from "../kit/words";

const NAMES: Record<string, Word> = {
  slug: "details.slug",
  headline: "write.headline",
  summary: "write.summary",
  section: "details.section",
  dateline: "details.dateline",
  "dateline.place": "details.dateline",
  "dateline.region": "details.dateline-region",
  "dateline.country": "details.dateline-country",
  "dateline.date": "details.dateline-date",
  byline: "details.byline",
  language: "details.language",
  urgency: "details.urgency",
  genre: "details.genre",
  subjects: "details.subjects",
  places: "details.places",
  keywords: "details.keywords",
  ed_note: "details.ed-note",
  embargo: "details.embargo",
  sign_off: "details.sign-off",
  rights: "details.rights",
  links: "details.links",
  body: "write.body",
};

/** The name of a field of the story file; one that the window does not know is said as it is. */
export function fieldWord(field: string): string {
  const word = NAMES[field] ?? NAMES[field.split(/[.[]/)[0] ?? ""];
  return word ? say(word) : field;
}
