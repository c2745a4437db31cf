// The dateline as an element, for the editor and for the sketch that is drawn before it. It has no say in the direction of
// the paragraph that it opens: a Latin dateline before an Arabic text leaves that text its own.

/** Words that run in their own direction, and that nobody who asks for the direction of the words around them reads. */
export function apart(text: string): HTMLElement {
  const words = document.createElement("bdi");
  words.textContent = text;
  return words;
}

/** The dateline where it will print: in the first paragraph, or on a line of its own above the story. */
export function datelinePill(text: string, label: string, place: "inline" | "above"): HTMLElement {
  const pill = document.createElement("span");
  pill.className = "wc-dateline";
  pill.append(apart(text));
  pill.setAttribute("role", "note");
  pill.setAttribute("aria-label", `${label}: ${text}`);
  if (place === "inline") return pill;
  const line = document.createElement("div");
  line.className = "wc-dateline-above";
  line.append(pill);
  return line;
}
