// Find and replace is fetched when it is first asked for: the first paint does not need it.

import type { EditorView } from "@codemirror/view";

export async function openFind(view: EditorView): Promise<void> {
  const { showFind } = await import("./find");
  if (view.dom.isConnected) showFind(view);
}
