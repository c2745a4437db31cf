// The stories that a desk in memory begins with: a TASS-style story, one in Russian, one already exported, one that two
// desks changed, one empty; and how each was written. All names and events are made up.

import { blankStory } from "../change";
import type { Clash, Story, StoryState } from "../bindings";
import type { Stop } from "./typed";

export interface Sample {
  id: string;
  story: Story;
  state: StoryState;
  /** How long ago it was changed, minutes. */
  age: number;
  /** How it was written; without it, it came at once. */
  stops?: readonly Stop[];
  clash?: Clash;
}

const DAY = 60 * 24;

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

const [opening = "", guarantees = "", subhead = "", vessels = "", ...rest] = harbour.body.split("\n\n");

const harbourStops: readonly Stop[] = [
  {
    before: 2 * DAY + 190,
    story: { slug: "TESTLAND-GRAIN", headline: "Harbour may reopen, ministry says", section: "World", language: "en" },
    why: "idle",
  },
  {
    before: 2 * DAY + 150,
    story: {
      dateline: harbour.dateline,
      body: "The harbour of Port Testland may reopen to grain ships this week, a ministry spokesman said.",
    },
    why: "manual",
    label: "First take",
  },
  {
    before: DAY + 310,
    story: {
      headline: "Harbour to reopen to grain ships on Monday",
      byline: harbour.byline,
      body: [
        "The harbour of Port Testland will reopen to grain ships on Monday, Ministry Spokesman Ivan Primerov told reporters.",
        "The port authority expects two vessels. No time was given.",
      ].join("\n\n"),
    },
    why: "filed",
  },
  {
    before: DAY + 65,
    story: { body: [opening, "The port authority expects two vessels. No time was given.", guarantees].join("\n\n") },
    why: "idle",
  },
  {
    before: 170,
    story: {
      headline: harbour.headline,
      summary: "The first convoy left at dawn",
      urgency: 4,
      body: [opening, guarantees, vessels.replace("41,000", "38,000")].join("\n\n"),
    },
    why: "manual",
    label: "Convoy left",
  },
  {
    before: 35,
    story: {
      summary: harbour.summary,
      keywords: harbour.keywords,
      subjects: harbour.subjects,
      body: [opening, guarantees, subhead, vessels, ...rest.slice(0, 2)].join("\n\n"),
    },
    why: "idle",
  },
];

const RATES_CLASH: Clash = {
  field: "body",
  base: "Inflation will ease to 4% by summer, the bank said.",
  ours: "Inflation will ease to 4% by spring, Governor Maria Obraztsova told a briefing.",
  theirs: "Inflation will slow to 4.2% by summer, the governor said.",
  place: { from: 80, to: 217 },
};

const rates: Story = {
  ...blankStory(),
  slug: "TESTLAND-RATES",
  headline: "Central bank holds rate, sees inflation easing by spring",
  section: "Economy",
  dateline: { place: "Testland City", region: "", country: "TL", date: "2026-11-23" },
  body: `The central bank of Testland left its key rate at 7.5% on Monday, as expected.\n\n${RATES_CLASH.ours} ${RATES_CLASH.theirs}`,
};

const ratesStops: readonly Stop[] = [
  {
    before: 95,
    story: { ...rates, body: rates.body.replace(/\n\n.*/, `\n\n${RATES_CLASH.base}`) },
    why: "idle",
  },
  { before: 12, story: { body: rates.body.replace(` ${RATES_CLASH.theirs}`, "") }, why: "idle" },
  { before: 0, story: { body: rates.body }, why: "imported" },
];

const ferry: Story = {
  ...blankStory(),
  slug: "CAPE-FERRY",
  headline: "Ferry link to the islands resumes after storm",
  section: "Society",
  dateline: { place: "Cape Nord", region: "", country: "TL", date: "2026-11-22" },
  body: "The ferry between Cape Nord and the islands sailed again on Sunday morning after two days of storm.",
};

const ferryStops: readonly Stop[] = [
  {
    before: 140,
    story: { ...ferry, body: "The ferry between Cape Nord and the islands may sail again on Sunday, its owner said." },
    why: "filed",
  },
  { before: 0, story: { body: ferry.body }, why: "filed" },
];

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
  { id: "harbour", story: harbour, state: "draft", age: 0, stops: harbourStops },
  { id: "rates", story: rates, state: "draft", age: 41, stops: ratesStops, clash: RATES_CLASH },
  { id: "blank", story: blankStory(), state: "draft", age: 60 * 26 },
  { id: "ferry", story: ferry, state: "exported", age: 60 * 3, stops: ferryStops },
  { id: "lighthouse", story: russian, state: "exported", age: 60 * 49 },
  {
    id: "resign",
    story: { ...blankStory(), headline: "Minister to resign, aide says" },
    state: "binned",
    age: 60 * 96,
  },
];
