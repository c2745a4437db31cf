// The element of role `arguments[0]` that is called `arguments[1]`, as a screen reader would find it: seen, named by
// aria-label, aria-labelledby, its label, or its own words. A name that ends in `*` is the beginning of one.
const [role, name] = arguments;
const tags = {
  button: "button, [role=button]",
  textbox: "input:not([type]), input[type=text], input[type=search], textarea, [role=textbox], [contenteditable=true]",
  combobox: "select, [role=combobox]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  dialog: "dialog[open], [role=dialog], [role=alertdialog]",
};
const words = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const named = (element) => {
  const ids = element.getAttribute("aria-labelledby")?.split(" ") ?? [];
  const label = element.labels?.[0]?.textContent;
  const by = ids.map((id) => document.getElementById(id)?.textContent).join(" ");
  return words(element.getAttribute("aria-label") || by || label || element.textContent || element.title);
};
const wanted = words(name.replace(/\*$/, ""));
const fits = (called) => (name.endsWith("*") ? called.startsWith(wanted) : called === wanted);
const seen = (element) => element.getClientRects().length > 0;
const all = [...document.querySelectorAll(tags[role] ?? `[role=${role}]`)];
return all.find((element) => seen(element) && fits(named(element))) ?? null;
