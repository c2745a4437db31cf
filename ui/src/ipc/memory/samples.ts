// The stories that a desk in memory begins with: a TASS-style story, one in Russian, one already exported, one empty.
// All names and events are made up.

import { blankStory } from "../change";
import type { Story, StoryState } from "../bindings";

export interface Sample {
  id: string;
  story: Story;
  state: StoryState;
  /** How long ago it was changed, minutes. */
  age: number;
}

const harbour: Story = {
  ...blankStory(),
  slug: "TESTLAND-GRAIN",
  headline: "Ministry spokesman: Harbour reopened to grain ships",
  summary: "The first convoy left at dawn after three weeks of talks, the spokesman said",
  section: "World",
  dateline: { place: "Port Testland", region: "", country: "TL", date: "2026-11-23" },
  byline: [{ name: "Anna Primerova", role: "correspondent", email: "" }],
  language: "en",
  urgency: 4,
  genre: { scheme: "genre", code: "Current", label: "Current" },
  subjects: [{ scheme: "medtop", code: "20000343", label: "waterway and maritime transport" }],
  places: [{ name: "Port Testland", region: "", country: "TL" }],
  keywords: ["grain", "harbour", "convoy"],
  ed_note: "A picture of the convoy follows.",
  sign_off: "ap/iv",
  body: [
    "The harbour of Port Testland has reopened to grain ships, Ministry Spokesman Ivan Primerov told reporters on Monday.",
    "“The president [of Testland] has asked for guarantees that the corridor will stay open,” Primerov said. “Under the harbour convention the host country answers for the safety of every vessel,” he explained.",
    "## Three ships, one pilot",
    "Three vessels left on Monday with 41,000 tonnes of wheat on board, the port authority said. The pilot boat [Albatross](https://example.org/albatross) led them through **both** minefields.",
    "- The *Northern Star*, bound for Exampleville",
    "- The *Good Hope*, bound for Sampletown",
    "> No ship waits longer than two days, that is the promise.",
    "The next convoy is due to leave on Thursday, weather permitting.",
  ].join("\n\n"),
};

const rates: Story = {
  ...blankStory(),
  slug: "TESTLAND-RATES",
  headline: "Central bank holds rate, sees inflation easing by spring",
  section: "Economy",
  dateline: { place: "Testland City", region: "", country: "TL", date: "2026-11-23" },
  body: "The central bank of Testland left its key rate at 7.5% on Monday, as expected.\n\nInflation will ease to 4% by spring, Governor Maria Obraztsova told a briefing.",
};

const ferry: Story = {
  ...blankStory(),
  slug: "CAPE-FERRY",
  headline: "Ferry link to the islands resumes after storm",
  section: "Society",
  dateline: { place: "Cape Nord", region: "", country: "TL", date: "2026-11-22" },
  body: "The ferry between Cape Nord and the islands sailed again on Sunday morning after two days of storm.",
};

const russian: Story = {
  ...blankStory(),
  slug: "РЕЙС-МАЯК",
  headline: "Маяк на мысе Северном зажгли после ремонта, сообщили в администрации порта",
  summary: "Старую линзу сохранили, сообщил смотритель",
  section: "Общество",
  language: "ru",
  dateline: { place: "Мыс Северный", region: "", country: "TL", date: "2026-11-21" },
  body: "Маяк на мысе Северном снова работает после трех месяцев ремонта, сообщила в субботу администрация порта.\n\n«Линзу [девятнадцатого века] мы сохранили», — сказал смотритель Петр Образцов.",
};

export const SAMPLES: readonly Sample[] = [
  { id: "harbour", story: harbour, state: "draft", age: 0 },
  { id: "rates", story: rates, state: "draft", age: 41 },
  { id: "blank", story: blankStory(), state: "draft", age: 60 * 26 },
  { id: "ferry", story: ferry, state: "exported", age: 60 * 3 },
  { id: "lighthouse", story: russian, state: "exported", age: 60 * 49 },
  {
    id: "resign",
    story: { ...blankStory(), headline: "Minister to resign, aide says" },
    state: "binned",
    age: 60 * 96,
  },
];
