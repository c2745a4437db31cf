//! What a message does not carry of its story, in words that a writer reads beside the story.

use std::borrow::Cow;
use std::ops::Range;

use wirecopy_story::{Body, NoteKind};

use crate::Place;

/// Something of the story that the message does not carry as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What sort of thing.
    pub kind: LossKind,
    /// One plain sentence without a final stop: `Curly quotes become straight quotes`.
    pub what: String,
    /// Where it stands in the story.
    pub place: Place,
    /// What it became; empty: it is gone.
    pub became: String,
}

/// The sorts of [`Loss`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LossKind {
    /// A character that the character set or the format does not carry.
    Character,
    /// A space of another kind or in a place where the wire has none.
    Space,
    /// A line end inside a one-line field.
    LineEnd,
    /// Quotes, dashes or dots set as the house sets them.
    Typography,
    /// The full stop at the end of a headline or summary.
    Stop,
    /// Bold, italics.
    Mark,
    /// The address of a link.
    Link,
    /// A picture.
    Image,
    /// The level of a heading.
    Heading,
    /// Rows and columns.
    Table,
    /// The info string of preformatted text.
    Info,
    /// The date of the dateline, the offset of an embargo.
    Date,
    /// A whole field.
    Field,
    /// The whole content, because the story is killed.
    Content,
    /// Words that will be read as something else.
    Ambiguous,
}

/// Losses while they are collected; typographic ones are told once per kind and unit (a field or a block).
#[derive(Debug, Default)]
pub(crate) struct Losses {
    list: Vec<Loss>,
    unit: usize,
}

impl Losses {
    /// A new field or block begins.
    pub(crate) fn begin_unit(&mut self) {
        self.unit = self.list.len();
    }

    /// Adds a loss in `field`.
    pub(crate) fn add(
        &mut self,
        kind: LossKind,
        field: impl Into<Cow<'static, str>>,
        range: Range<usize>,
        what: impl Into<String>,
        became: &str,
    ) {
        let what = what.into();
        let told = kind == LossKind::Typography && self.list[self.unit..].iter().any(|loss| loss.what == what);
        if !told {
            let place = Place::new(field, range);
            self.list.push(Loss { kind, what, place, became: became.to_owned() });
        }
    }

    /// What was typed inside a line and has no place in a body: only its words go out.
    pub(crate) fn tell_words_alone(&mut self, body: &Body) {
        for note in &body.notes {
            let (kind, what) = match note.kind {
                NoteKind::InlineImage => {
                    (LossKind::Image, "A picture inside a line is not carried: its words stand in the line")
                }
                NoteKind::CodeSpan => (LossKind::Mark, "Code marks in a line are not carried"),
                NoteKind::RawHtml | NoteKind::TopHeading | NoteKind::TooDeep => continue,
            };
            self.add(kind, "body", note.range.clone(), what, "");
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them, in the order they were met.
    pub(crate) fn into_list(self) -> Vec<Loss> {
        self.list
    }
}
