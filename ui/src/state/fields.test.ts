// What is typed into Details is read or refused with a sentence that says what was expected and what was got.

import { describe, expect, it } from "vitest";
import {
  embargoParts,
  offsetOf,
  offsets,
  readDate,
  readEmbargo,
  readLanguage,
  readLink,
  readTerm,
  soon,
  today,
  versionFault,
  type Read,
} from "./fields";

const value = <T>(read: Read<T>): T | undefined => ("value" in read ? read.value : undefined);
const fault = <T>(read: Read<T>): string => ("fault" in read ? read.fault : "");

describe("a field of Details", () => {
  it("takes a day that is in the calendar", () => {
    expect(value(readDate("2026-12-20"))).toBe("2026-12-20");
    expect(value(readDate(" ")), "nothing is no date").toBeNull();
    for (const wrong of ["2026-02-30", "20.12.2026", "2026-1-2", "tomorrow"])
      expect(fault(readDate(wrong)), `${wrong} is no day`).toContain(wrong);
  });

  it("takes a term as scheme and code, and keeps the label it had", () => {
    const known = { scheme: "medtop", code: "04000000", label: "economy" };
    expect(value(readTerm("medtop:04000000", [known])), "the label stays").toBe(known);
    expect(value(readTerm("a:b:c")), "a code may hold a colon").toEqual({ scheme: "a", code: "b:c", label: "" });
    for (const wrong of ["", "medtop", ":1", "medtop:", "med top:1"])
      expect(fault(readTerm(wrong)), `${wrong} is no term`).toContain("scheme:code");
  });

  it("takes an embargo only with the offset it is spoken in", () => {
    const read = readEmbargo({ when: "2026-12-20 12:00", offset: "+03:00" });
    expect(value(read)).toBe("2026-12-20T12:00:00+03:00");
    expect(value(readEmbargo({ when: "2026-12-20T12:00", offset: "+00:00" })), "UTC is Z").toBe("2026-12-20T12:00:00Z");
    for (const kept of ["2026-11-23T12:00:00+03:00", "2026-11-23T12:00:00Z", "2026-02-28T23:59:59-09:30"])
      expect(value(readEmbargo(embargoParts(kept))), `${kept} reads back as it was`).toBe(kept);
    for (const wrong of ["2026-12-20", "2026-12-20 24:00", "2026-13-01 10:00", "noon"])
      expect(fault(readEmbargo({ when: wrong, offset: "+00:00" })), `${wrong} is no moment`).toContain(wrong);
  });

  it("begins an embargo at a full hour that is not over, where the agency is", () => {
    const begun = (timeZone: string, now: string): Record<string, string> => ({ ...soon(timeZone, new Date(now)) });
    expect(begun("Europe/Moscow", "2026-11-27T15:20:00Z")).toEqual({ when: "2026-11-27 20:00", offset: "+03:00" });
    expect(begun("UTC", "2026-12-31T22:00:00Z"), "an hour away").toEqual({
      when: "2026-12-31 23:00",
      offset: "+00:00",
    });
    expect(begun("Asia/Kolkata", "2026-12-31T17:10:00Z"), "a full hour there, in the new year").toEqual({
      when: "2027-01-01 00:00",
      offset: "+05:30",
    });
    expect(begun("America/New_York", "2026-12-20T03:10:00Z")).toEqual({ when: "2026-12-20 00:00", offset: "-05:00" });
  });

  it("offers every offset in use, and the story's own", () => {
    expect(offsets("+03:00")).toEqual(expect.arrayContaining(["-12:00", "-09:30", "+00:00", "+05:45", "+14:00"]));
    expect(offsets("+03:07"), "an odd one that the story has").toContain("+03:07");
    expect(offsetOf("Europe/Moscow", new Date("2026-12-20"))).toBe("+03:00");
    expect(offsetOf("UTC", new Date("2026-12-20"))).toBe("+00:00");
  });

  it("counts the day in the agency's time zone", () => {
    expect(today("Europe/Moscow", new Date("2026-12-20T22:30:00Z")), "past midnight in Moscow").toBe("2026-12-21");
    expect(today("America/New_York", new Date("2026-12-20T03:00:00Z")), "still the day before").toBe("2026-12-19");
  });

  it("takes a language tag and a version", () => {
    expect(value(readLanguage("pt-br"))).toBe("pt-BR");
    expect(fault(readLanguage("english please"))).toContain("english please");
    expect(readLink({ rel: "see-also", guid: "urn:x", version: "2" }).version).toBe(2);
    expect(readLink({ rel: "", guid: "", version: "two" }).version, "no number is no version").toBeNull();
    expect([versionFault("0"), versionFault("1"), versionFault("")].map((sentence) => sentence === "")).toEqual([
      false,
      true,
      true,
    ]);
  });
});
