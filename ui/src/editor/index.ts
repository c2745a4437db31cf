// The editor as the window sees it: the body of a story, its headline and summary. It knows neither ipc nor state.

export { BodyEditor } from "./body";
export { LineField } from "./line-field";
export { BODY_COMMANDS } from "./options";
export type {
  ActiveMark,
  BodyCommand,
  BodyEditorOptions,
  BodySelection,
  EditorFinding,
  EditorSplice,
  EditorWords,
  FindWords,
  LineFieldOptions,
  Recalled,
  Trail,
  TrailStep,
} from "./options";
