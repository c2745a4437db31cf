//! The advisory line of an update, drafted from the comparison with what went out before: what is new, and in which
//! paragraph of the newer text.
//!
//! A draft that the writer edits, so it is true before it is clever: it names a topic only where a word of it stands
//! by the figure, a speaker only where the text gives one a name. What a paragraph means, it does not know.

mod find;
mod read;
mod speaker;
mod tell;
#[cfg(test)]
mod tests;

use wirecopy_story::Story;
use wirecopy_story::compare::Comparison;

use crate::Profile;

/// The most lines of the note, and characters of each.
pub const LINES: usize = 2;
/// Characters of a line of the note.
pub const WIDTH: usize = 69;

/// Drafts the note that says what `newer` has that the story it was compared with had not, in the profile's words for
/// the story's language: `Adds quote from Ivanova in paragraph 3, updates death toll in paragraph 4`. No brackets, no
/// full stop; in brackets at most [`LINES`] lines of [`WIDTH`] characters: what matters least is left out, and the note
/// says that there is more. Empty when no word differs.
pub fn writethru(comparison: &Comparison, newer: &Story, profile: &Profile) -> String {
    let words = profile.advisory(&newer.language);
    tell::note(find::items(comparison, newer, &words.known), words)
}
