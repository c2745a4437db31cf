// The dateline as an element, for the editor and for the sketch that is drawn before it.

/** The dateline where it will print: in the first paragraph, or on a line of its own above the story. */
export function datelinePill(text: string, label: string, place: "inline" | "above"): HTMLElement {
  const pill = document.createElement("span");
  pill.className = "wc-dateline";
  pill.textContent = text;
  pill.setAttribute("role", "note");
  pill.setAttribute("aria-label", `${label}: ${text}`);
  if (place === "inline") return pill;
  const line = document.createElement("div");
  line.className = "wc-dateline-above";
  line.append(pill);
  return line;
}
