// The bare page that the desk's start and memory are measured against: CodeMirror with the Markdown parser that the
// desk's editor has too, and nothing else.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { defaultHighlightStyle, defineLanguageFacet, Language, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { parser } from "@lezer/markdown";

declare global {
  interface Window {
    /** The text to show; a script before this one sets it. */
    text: string;
  }
}

const markdown = new Language(defineLanguageFacet(), parser, [], "markdown");
const extensions = [
  history(),
  keymap.of([...defaultKeymap, ...historyKeymap]),
  markdown,
  syntaxHighlighting(defaultHighlightStyle),
  EditorView.lineWrapping,
];
new EditorView({ state: EditorState.create({ doc: window.text, extensions }), parent: document.body });
