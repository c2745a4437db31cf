//! One change of a story: text spliced into headline, summary or body, or another field set as a whole.
//!
//! This is what the window sends for each keystroke and what the store applies to the story's document.
//! Offsets are UTF-16 code units, half-open, as the window counts them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Byline, Dateline, Embargo, Place, Rights, Story, StoryLink, Term, Urgency};

/// One change of a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Change {
    /// Text was typed, pasted or deleted.
    Text {
        /// In which text.
        field: TextField,
        /// One after the other, each in the text that the one before left.
        splices: Vec<Splice>,
    },
    /// Another field got a new value.
    Field {
        /// Field and value.
        set: FieldValue,
    },
}

/// The texts that are edited character by character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum TextField {
    /// [`Story::headline`]
    Headline,
    /// [`Story::summary`]
    Summary,
    /// [`Story::body`]
    Body,
}

impl TextField {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Headline, Self::Summary, Self::Body];

    /// Its name in the story file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Summary => "summary",
            Self::Body => "body",
        }
    }

    /// What `story` says there.
    pub fn of(self, story: &Story) -> &str {
        match self {
            Self::Headline => &story.headline,
            Self::Summary => &story.summary,
            Self::Body => &story.body,
        }
    }
}

/// Replaces `from..to` (UTF-16 code units) by `insert`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
pub struct Splice {
    /// First code unit that goes.
    pub from: u32,
    /// First code unit that stays; equal to `from` when nothing goes.
    pub to: u32,
    /// What comes in.
    pub insert: String,
}

/// A field that is set as a whole, and its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(tag = "field", content = "value", rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the field of `Story` with the same name")]
pub enum FieldValue {
    Slug(String),
    Section(String),
    Dateline(Dateline),
    Byline(Vec<Byline>),
    Language(String),
    Urgency(Option<Urgency>),
    Genre(Option<Term>),
    Subjects(Vec<Term>),
    Places(Vec<Place>),
    Keywords(Vec<String>),
    EdNote(String),
    Embargo(Option<Embargo>),
    SignOff(String),
    Rights(Rights),
    Links(Vec<StoryLink>),
}

/// A splice that does not fit its text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("expected a place inside the {field} (0 to {length} UTF-16 units, no half of a pair), got {from}..{to}")]
pub struct SpliceError {
    /// `headline`, `summary` or `body`.
    pub field: &'static str,
    /// Length of the text, UTF-16 code units.
    pub length: usize,
    /// First code unit asked for.
    pub from: u32,
    /// End asked for.
    pub to: u32,
}

impl Change {
    /// Applies the change to a plain story.
    ///
    /// # Errors
    /// [`SpliceError`] when a splice lies outside its text or would cut a surrogate pair; the story may then hold the
    /// splices before it, so apply to a copy where that matters.
    pub fn apply(&self, story: &mut Story) -> Result<(), SpliceError> {
        match self {
            Self::Text { field, splices } => {
                let text = match field {
                    TextField::Headline => &mut story.headline,
                    TextField::Summary => &mut story.summary,
                    TextField::Body => &mut story.body,
                };
                splices.iter().try_for_each(|splice| splice.apply(*field, text))
            }
            Self::Field { set } => {
                set.clone().put(story);
                Ok(())
            }
        }
    }
}

impl Splice {
    /// Applies the splice to `text`, which is the story's `field`.
    ///
    /// # Errors
    /// [`SpliceError`] when it lies outside the text or would cut a surrogate pair.
    pub fn apply(&self, field: TextField, text: &mut String) -> Result<(), SpliceError> {
        let (from, to) = (byte_at(text, self.from), byte_at(text, self.to));
        match (from, to) {
            (Some(from), Some(to)) if from <= to => {
                text.replace_range(from..to, &self.insert);
                Ok(())
            }
            _ => Err(SpliceError {
                field: field.name(),
                length: text.encode_utf16().count(),
                from: self.from,
                to: self.to,
            }),
        }
    }
}

impl FieldValue {
    /// Puts the value into its field.
    pub fn put(self, story: &mut Story) {
        match self {
            Self::Slug(value) => story.slug = value,
            Self::Section(value) => story.section = value,
            Self::Dateline(value) => story.dateline = value,
            Self::Byline(value) => story.byline = value,
            Self::Language(value) => story.language = value,
            Self::Urgency(value) => story.urgency = value,
            Self::Genre(value) => story.genre = value,
            Self::Subjects(value) => story.subjects = value,
            Self::Places(value) => story.places = value,
            Self::Keywords(value) => story.keywords = value,
            Self::EdNote(value) => story.ed_note = value,
            Self::Embargo(value) => story.embargo = value,
            Self::SignOff(value) => story.sign_off = value,
            Self::Rights(value) => story.rights = value,
            Self::Links(value) => story.links = value,
        }
    }

    /// Its name in the story file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Slug(_) => "slug",
            Self::Section(_) => "section",
            Self::Dateline(_) => "dateline",
            Self::Byline(_) => "byline",
            Self::Language(_) => "language",
            Self::Urgency(_) => "urgency",
            Self::Genre(_) => "genre",
            Self::Subjects(_) => "subjects",
            Self::Places(_) => "places",
            Self::Keywords(_) => "keywords",
            Self::EdNote(_) => "ed_note",
            Self::Embargo(_) => "embargo",
            Self::SignOff(_) => "sign_off",
            Self::Rights(_) => "rights",
            Self::Links(_) => "links",
        }
    }

    /// Every field of `story` that is set as a whole.
    pub fn all(story: &Story) -> [Self; 15] {
        [
            Self::Slug(story.slug.clone()),
            Self::Section(story.section.clone()),
            Self::Dateline(story.dateline.clone()),
            Self::Byline(story.byline.clone()),
            Self::Language(story.language.clone()),
            Self::Urgency(story.urgency),
            Self::Genre(story.genre.clone()),
            Self::Subjects(story.subjects.clone()),
            Self::Places(story.places.clone()),
            Self::Keywords(story.keywords.clone()),
            Self::EdNote(story.ed_note.clone()),
            Self::Embargo(story.embargo),
            Self::SignOff(story.sign_off.clone()),
            Self::Rights(story.rights.clone()),
            Self::Links(story.links.clone()),
        ]
    }
}

/// Byte offset of UTF-16 offset `at`; `None` outside the text or inside a surrogate pair.
pub fn byte_at(text: &str, at: u32) -> Option<usize> {
    let mut units = 0u32;
    for (byte, letter) in text.char_indices() {
        if units == at {
            return Some(byte);
        }
        units = units.checked_add(u32::try_from(letter.len_utf16()).ok()?)?;
        if units > at {
            return None;
        }
    }
    (units == at).then_some(text.len())
}

/// UTF-16 offset of byte offset `byte`, which must be a character boundary (rounded down otherwise).
pub fn utf16_at(text: &str, byte: usize) -> u32 {
    let units = text.char_indices().take_while(|(start, letter)| start + letter.len_utf8() <= byte);
    units.map(|(_, letter)| if letter.len_utf16() == 2 { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn splice(from: u32, to: u32, insert: &str) -> Splice {
        Splice { from, to, insert: insert.to_owned() }
    }

    #[test]
    fn splices_apply_one_after_the_other_in_utf16() {
        let mut story = Story { body: "a😀б".to_owned(), ..Story::default() };
        let change = Change::Text {
            field: TextField::Body,
            splices: vec![splice(3, 4, "в"), splice(1, 3, ""), splice(2, 2, "!")],
        };
        change.apply(&mut story).expect("each splice lies inside the text it meets");
        assert_eq!(story.body, "aв!", "the pair counts as two units");
    }

    #[test]
    fn a_splice_outside_the_text_says_how_long_the_text_is() {
        let mut text = "a😀".to_owned();
        for (from, to) in [(2, 3), (0, 4), (3, 1), (u32::MAX, u32::MAX)] {
            let error = splice(from, to, "x").apply(TextField::Body, &mut text).expect_err("it does not fit");
            assert_eq!(error.length, 3, "a and a pair are three units");
            assert_eq!(text, "a😀", "a refused splice changes nothing");
        }
    }

    #[test]
    fn offsets_convert_both_ways() {
        let text = "aя😀z";
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(byte_at(text, utf16_at(text, byte)), Some(byte), "byte {byte}");
        }
        assert_eq!(byte_at(text, 3), None, "the middle of a pair is no place");
    }
}
