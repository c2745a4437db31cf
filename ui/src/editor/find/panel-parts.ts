// What the find panel is built of: fields, buttons, rows. None of it knows what is sought.

export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type !== "checkbox";
}

export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

export function element(tag: string, name: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

export function row(...parts: HTMLElement[]): HTMLElement {
  const made = element("div", "wc-find-row");
  made.append(...parts);
  return made;
}

export function field(label: string, value: string): HTMLInputElement {
  const input = document.createElement("input");
  input.className = "wc-find-field";
  input.placeholder = label;
  input.setAttribute("aria-label", label);
  input.setAttribute("autocorrect", "off");
  input.autocomplete = "off";
  input.spellcheck = false;
  input.value = value;
  return input;
}

export function checkbox(checked: boolean): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "checkbox";
  input.checked = checked;
  return input;
}

export function button(text: string, label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "wc-find-button";
  made.textContent = text;
  if (label !== text) {
    made.title = label;
    made.setAttribute("aria-label", label);
  }
  made.addEventListener("click", press);
  return made;
}
