// Links and insertions. A link over a selection waits for its address, over an address for its words; an insertion puts
// the selection, the word or nothing into brackets, and takes brackets away again.

import type { EditorState } from "@codemirror/state";
import { touching } from "../grammar/nodes";
import { prefixOf } from "../grammar/prefix";
import { STAY, type Edit } from "../keys/edit";
import { piecesOf, wordAt, type Piece } from "./pieces";

/** Addresses that a story may link to. */
const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i;

export function isAddress(text: string): boolean {
  return ADDRESS.test(text.trim());
}

/** An address as a link's target: in angle brackets where it would end the link. */
export function target(address: string): string {
  const clean = address.trim().replace(/\s/g, "%20");
  return /[()<>]/.test(clean) ? `<${clean.replace(/</g, "%3C").replace(/>/g, "%3E")}>` : clean;
}

export function linked(state: EditorState): Edit {
  const { main } = state.selection;
  const inside = touching(state, main.head, "Link");
  const address = inside?.getChild("URL");
  if (address) return { changes: [], anchor: address.from, head: address.to };
  const piece = pieceAt(state);
  if (!piece) return { changes: { from: main.head, insert: "[]()" }, anchor: main.head + 1 };
  const words = state.sliceDoc(piece.from, piece.to);
  if (isAddress(words)) {
    return { changes: { from: piece.from, to: piece.to, insert: `[](${target(words)})` }, anchor: piece.from + 1 };
  }
  const bare = words.startsWith("[") && words.endsWith("]") ? words.slice(1, -1) : words;
  const insert = `[${bare}]()`;
  return { changes: { from: piece.from, to: piece.to, insert }, anchor: piece.from + insert.length - 1 };
}

/** The selection becomes the words of a link to `address`; null when it cannot. */
export function linkedTo(state: EditorState, address: string): Edit | null {
  const { main } = state.selection;
  const [piece, more] = piecesOf(state, main.from, main.to);
  if (main.empty || !piece || more || !isAddress(address) || touching(state, piece.from, "Link")?.getChild("URL"))
    return null;
  const words = state.sliceDoc(piece.from, piece.to);
  if (isAddress(words)) return null;
  const insert = `[${words}](${target(address)})`;
  return { changes: { from: piece.from, to: piece.to, insert }, anchor: piece.from + insert.length };
}

export function inserted(state: EditorState): Edit {
  const { main } = state.selection;
  const around = touching(state, main.head, "Insertion") ?? bareLink(state, main.head);
  if (around && around.from <= main.from && main.to <= around.to) {
    const set = state.changes([
      { from: around.from, to: around.from + 1 },
      { from: around.to - 1, to: around.to },
    ]);
    return { changes: set, anchor: set.mapPos(main.anchor), head: set.mapPos(main.head) };
  }
  const empty = state.sliceDoc(main.head - 1, main.head + 1) === "[]";
  if (main.empty && empty) return { changes: { from: main.head - 1, to: main.head + 1 }, anchor: main.head - 1 };
  const piece = pieceAt(state);
  if (!piece) {
    const at = Math.max(main.head, prefixOf(state, state.doc.lineAt(main.head)).end);
    return main.empty ? { changes: { from: at, insert: "[]" }, anchor: at + 1 } : STAY;
  }
  const words = state.sliceDoc(piece.from, piece.to);
  const insert = `[${words}]`;
  const head = piece.from + 1 + words.length;
  return { changes: { from: piece.from, to: piece.to, insert }, anchor: main.empty ? head : piece.from + 1, head };
}

/** `[words](` that never became a link is brackets like any other. */
function bareLink(state: EditorState, at: number): Piece | null {
  const link = touching(state, at, "Link");
  return link && !link.getChild("URL") && !link.getChild("LinkLabel") && link.getChildren("LinkMark").length === 2
    ? link
    : null;
}

/** What is meant: the selection within one paragraph, or the word at the cursor. */
function pieceAt(state: EditorState): Piece | null {
  const { main } = state.selection;
  return main.empty ? wordAt(state, main.head) : (piecesOf(state, main.from, main.to)[0] ?? null);
}
