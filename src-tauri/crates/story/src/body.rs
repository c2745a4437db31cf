//! The body as the formats see it: blocks and inlines, each with the range of Markdown text it came from.
//!
//! comrak parses (in `parse`); an editorial insertion `[of Testland]` is an inline of its own, a link stays a link,
//! raw HTML is text and a note. Ranges are half-open and in bytes of the Markdown text.

use std::ops::Range;

mod markdown;
mod parse;
mod plain;
#[cfg(test)]
mod tests;
mod tidy;

/// A parsed body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// What the parser met that the writer should know.
    pub notes: Vec<BodyNote>,
}

/// One block and where it stands in the Markdown text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Half-open, bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
}

impl Block {
    /// Equal words and marks, whatever the ranges, of two blocks as the parser builds them.
    pub fn same_parsed(&self, other: &Self) -> bool {
        plain::same_block(&self.kind, &other.kind)
    }
}

/// The blocks of a wire story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A subhead; `level` is 1..=6 as typed (`##` is 2).
    Subhead {
        /// Number of `#`, 1..=6.
        level: u8,
        /// The words.
        text: Vec<Inline>,
    },
    /// A quotation set off on its own.
    Quote(Vec<Block>),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// `None`: bullets.
        start: Option<u32>,
        /// The items.
        items: Vec<Item>,
    },
    /// A table.
    Table {
        /// One per column.
        columns: Vec<Align>,
        /// The head row's cells.
        head: Vec<Vec<Inline>>,
        /// The other rows' cells; each row has as many as `columns`.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A thematic break.
    Rule,
    /// Preformatted text, no inlines inside.
    Pre {
        /// The info string of a code fence.
        info: String,
        /// The text, lines ended by `\n`.
        text: String,
    },
    /// An image alone in a paragraph.
    Figure {
        /// Where the image is.
        source: String,
        /// Its title, empty when not given.
        title: String,
        /// What Markdown calls alternative text: the caption.
        caption: Vec<Inline>,
    },
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Half-open, bytes.
    pub range: Range<usize>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// Alignment of a table column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Not said.
    #[default]
    Unset,
    /// `:---`
    Left,
    /// `:---:`
    Center,
    /// `---:`
    Right,
}

/// One inline and where it stands in the Markdown text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// Half-open, bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: InlineKind,
}

/// The inlines of a wire story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineKind {
    /// Words. A soft line break of the source is one space.
    Text(String),
    /// `**strong**`.
    Strong(Vec<Inline>),
    /// `*emphasis*`.
    Emphasis(Vec<Inline>),
    /// A link.
    Link {
        /// Address as typed.
        target: String,
        /// Title, empty when not given.
        title: String,
        /// The words it stands under.
        text: Vec<Inline>,
    },
    /// An editorial insertion; the brackets are not part of the content.
    Insertion(Vec<Inline>),
    /// A hard line break.
    Break,
}

/// Something in the body that the writer should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyNote {
    /// Half-open, bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: NoteKind,
}

/// The kinds of [`BodyNote`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoteKind {
    /// Raw HTML was typed; it is text.
    RawHtml,
    /// `#` in the body: it is a subhead, the headline has a field of its own.
    TopHeading,
    /// A code span inside a line became plain text.
    CodeSpan,
    /// An image inside a paragraph became its caption's words.
    InlineImage,
    /// Nested deeper than [`Body::MAX_DEPTH`]; what lies below is text.
    TooDeep,
}

impl Body {
    /// Blocks nested deeper than this become paragraphs, and inlines nested deeper inside one block become text, each
    /// with a [`NoteKind::TooDeep`].
    pub const MAX_DEPTH: usize = 32;

    /// Parses Markdown text. Never fails: everything that Markdown allows is a body.
    ///
    /// `CommonMark` with tables (GFM 4.10). A link definition that nothing links to is words, not a definition, so that
    /// `[Ivanov]: yes` is printed. Nothing in the result is empty except the cells of a table and an item of a list;
    /// adjacent texts are one. Time grows with the length of the text, whatever its
    /// nesting: 100,000 words take tens of milliseconds.
    pub fn parse(markdown: &str) -> Self {
        parse::body(markdown)
    }

    /// Writes the blocks as Markdown text that parses to the same blocks (ranges and notes aside).
    pub fn to_markdown(&self) -> String {
        self.clone().into_markdown()
    }

    /// [`Body::to_markdown`] of a body that is needed no longer.
    pub fn into_markdown(self) -> String {
        markdown::write(self.blocks)
    }

    /// The words alone, without marks: one line a block, item, table row or hard break; insertions keep their
    /// brackets, the cells of a row are parted by a space.
    pub fn plain_text(&self) -> String {
        plain::text(&self.blocks)
    }

    /// Equal blocks, whatever their ranges and however their words are cut into inlines: adjacent texts are one text.
    pub fn same_content(&self, other: &Self) -> bool {
        plain::same(&self.blocks, &other.blocks)
    }
}
