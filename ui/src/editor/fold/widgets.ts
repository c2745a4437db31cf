// The few things in the column that are drawn and not typed. None of them can be edited, loads anything or takes the
// keyboard.

import { WidgetType } from "@codemirror/view";
import { apart, datelinePill } from "./pill";

/** A bullet or number, hung before the text of its item; the `##` of a subhead, hung in the margin. */
export class Marker extends WidgetType {
  constructor(
    readonly text: string,
    readonly name: string,
  ) {
    super();
  }
  override eq(other: Marker): boolean {
    return other.text === this.text && other.name === this.name;
  }
  override toDOM(): HTMLElement {
    return span(this.name, this.text);
  }
}

/** A word of the window before the words of a line. */
export class Label extends Marker {
  override toDOM(): HTMLElement {
    const label = span(this.name, "");
    label.append(apart(this.text));
    return label;
  }
}

/** The dateline, where it will print. */
export class DatelinePill extends WidgetType {
  constructor(
    readonly text: string,
    readonly label: string,
    readonly place: "inline" | "above",
  ) {
    super();
  }
  override eq(other: DatelinePill): boolean {
    return other.text === this.text && other.label === this.label && other.place === this.place;
  }
  override toDOM(): HTMLElement {
    return datelinePill(this.text, this.label, this.place);
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

/** A thematic break. */
export class RuleLine extends WidgetType {
  override eq(): boolean {
    return true;
  }
  override toDOM(): HTMLElement {
    const rule = span("wc-rule", "");
    rule.setAttribute("role", "separator");
    return rule;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

/** Room that a table cell lacks to be as wide as its column, in letters of the monospaced font. */
export class CellRoom extends WidgetType {
  constructor(readonly letters: number) {
    super();
  }
  override eq(other: CellRoom): boolean {
    return other.letters === this.letters;
  }
  override toDOM(): HTMLElement {
    const room = span("wc-room", "");
    room.style.width = `${String(this.letters)}ch`;
    return room;
  }
}

/** The letter that an entity such as `&nbsp;` stands for. */
export class EntityLetter extends WidgetType {
  constructor(readonly letter: string) {
    super();
  }
  override eq(other: EntityLetter): boolean {
    return other.letter === this.letter;
  }
  override toDOM(): HTMLElement {
    return span("wc-entity", this.letter);
  }
}

function span(name: string, text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}
