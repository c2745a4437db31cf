// Plain text that comes in: line ends become `\n`, what nobody sees goes, and paragraphs that came as single lines stand
// apart. A non-breaking space between two words stays (`41 000`, `А. С.`): it was typed for a reason; beside another
// blank or at the end of a line it is debris of a word processor.

/** Below this a line is too short to have been wrapped by a machine. */
const SHORTEST_WRAPPED = 40;
const LONGEST_WRAPPED = 100;
const STRUCTURE =
  /^(?:[ \t]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]|[ \t]{0,3}(?:#{1,6}[ \t]|>|```|~~~|\||(?:[-*_][ \t]*){3,}$)|(?: {4}|\t))/;

/** One kind of line end; no byte-order marks, soft hyphens, zero-width spaces, control characters. */
export function cleaned(text: string): string {
  return (
    text
      .replace(/\r\n?|[\u2028\v\f]|\u0085/g, "\n")
      .replace(/\u2029/g, "\n\n")
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\ufeff\ufffc]/g, "")
      .replace(/[ \t\u00a0]*\u00a0[ \t\u00a0]*/g, (blanks) => (blanks === "\u00a0" ? blanks : " "))
      .replace(/^\u00a0|\u00a0$/gm, "")
  );
}

/** Text as it is pasted between paragraphs. */
export function paragraphs(text: string): string {
  const clean = cleaned(text).replace(/[ \t]+$/gm, "");
  const lines = clean.split("\n");
  const body = lines.filter((line) => line !== "");
  if (body.length < 2 || /\n[ \t]*\n/.test(clean.trim()) || body.some((line) => STRUCTURE.test(line)))
    return clean.replace(/\n{3,}/g, "\n\n");
  return isWrapped(body) ? clean : lines.join("\n\n").replace(/\n{3,}/g, "\n\n");
}

/** Text as it is pasted into a subhead or a cell: one line. */
export function oneLine(text: string): string {
  return cleaned(text)
    .trim()
    .replace(/[ \t]*\n[ \t\n]*/g, " ");
}

/** Lines of nearly one length, broken by a machine and not by the writer. */
function isWrapped(lines: string[]): boolean {
  const full = lines.slice(0, -1);
  if (full.length < 2) return false;
  const longest = Math.max(...full.map((line) => line.length));
  return (
    longest <= LONGEST_WRAPPED && full.every((line) => line.length >= SHORTEST_WRAPPED && line.length > longest - 22)
  );
}
