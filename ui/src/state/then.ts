// The fields of an earlier moment that read otherwise now, each on one line.

import type { FieldValue, Story } from "../ipc";
import { SET_FIELDS } from "../ipc/change";
import { moment } from "../kit/format";
import { fieldWord } from "./places";
import type { Fields } from "./story.svelte";

type Name = FieldValue["field"];

export interface Then {
  field: Name;
  name: string;
  /** As it was, on one line; empty when it was not set. */
  value: string;
}

export function otherThen(past: Story, now: Fields): Then[] {
  return SET_FIELDS.filter((field) => JSON.stringify(past[field]) !== JSON.stringify(now[field])).map((field) => ({
    field,
    name: fieldWord(field),
    value: field === "embargo" && past.embargo !== null ? moment(past.embargo) : onOneLine(past[field]),
  }));
}

/** A term goes by its label, an author by the name. */
function onOneLine(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(onOneLine).filter(Boolean).join(", ");
  if (typeof value !== "object") return String(value);
  if ("label" in value) return String(value.label) || Object.values(value).map(String).join("");
  if ("name" in value && value.name !== "") return String(value.name);
  return Object.values(value).map(onOneLine).filter(Boolean).join(", ");
}
