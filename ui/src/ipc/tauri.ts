// The desk of the program: each method is one command, the names are the shell's. The only file that knows Tauri.

import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Desk, DeskEvent } from "./desk";

export const tauriDesk: Desk = {
  start: () => invoke("desk_start"),
  painted: () => invoke("app_painted"),
  putSettings: (settings) => invoke("settings_put", { settings }),
  showUsable: (usable) => invoke("menu_show", { usable }),
  stories: (query) => invoke("story_list", { query }),
  newStory: () => invoke("story_new"),
  openStory: (id) => invoke("story_open", { id }),
  closeStory: (id) => invoke("story_close", { id }),
  binStory: (id) => invoke("story_bin", { id }),
  unbinStory: (id) => invoke("story_unbin", { id }),
  measure: (id, profile) => invoke("story_measure", { id, profile }),
  importStory: () => invoke("story_import"),
  saveCopy: (id) => invoke("story_save_copy", { id }),
  saveOriginal: (id, name) => invoke("story_save_original", { id, name }),
  saveBundle: (id, history) => invoke("story_save_bundle", { id, history }),
  settleClash: (id, number) => invoke("story_settle", { id, number }),
  edit: (id, base, changes) => invoke("draft_edit", { id, base, changes }),
  saveRevision: (id, label, why = "manual", version = null) => invoke("revision_save", { id, label, why, version }),
  history: (id) => invoke("story_history", { id }),
  storyAt: (id, version) => invoke("story_at", { id, version }),
  compare: (id, older, newer) => invoke("story_compare", { id, old: older, new: newer }),
  compareWire: (id, older, newer, way) => invoke("wire_compare", { id, old: older, new: newer, way }),
  restoration: (id, version, part) => invoke("story_restoration", { id, version, part }),
  writethru: (id) => invoke("story_writethru", { id }),
  undoTrail: (id) => invoke("story_undo_trail", { id }),
  forget: (id, version) => invoke("story_forget", { id, version }),
  preview: (id, release) => invoke("wire_preview", { id, release }),
  copyWire: (id, release) => invoke("wire_copy", { id, release }),
  exportWire: (id, release, seen) => invoke("wire_export", { id, release, seen }),
  loadVocabulary: () => invoke("vocabulary_load"),
  vocabularies: () => invoke("vocabulary_list"),
  removeVocabulary: (scheme) => invoke("vocabulary_remove", { scheme }),
  searchTerms: (query) => invoke("vocabulary_search", { query }),
  backups: () => invoke("backup_list"),
  backUp: () => invoke("backup_now"),
  restore: (name) => invoke("backup_restore", { name }),
  quit: () => invoke("app_quit"),
  on(handler) {
    const stop = listen<DeskEvent>("desk", ({ payload }) => {
      // Only a page that is heard of may keep the writer from leaving.
      if (payload.kind === "command" && payload.id === "app.quit") void invoke("app_heard");
      handler(payload);
    });
    return () =>
      void stop.then((off) => {
        off();
      });
  },
};
