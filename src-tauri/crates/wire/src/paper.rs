//! A story as a sheet of paper: the body as paragraphs in a row, each with its shape and its runs, which is all that a
//! word processor or a printed page knows; and the fields that have no line on the sheet as two properties.
//!
//! What paragraphs in a row cannot say (a table inside a list, a quotation inside a quotation) is brought down to what
//! they can before anything is written, so that a sheet reads back as exactly what stands on it.

mod blocks;
mod line;
mod property;
mod run;

use wirecopy_story::{Align, Block, BlockKind, Body};

use crate::carry::Carrier;
use crate::loss::{LossKind, Losses};
use crate::{EncodeError, Profile, WireItem, xhtml};

pub(crate) use blocks::{body, parts};
pub(crate) use line::{Line, foreign, own};
pub(crate) use property::{Property, properties, restored};
pub(crate) use run::{Link, Run, push};

/// The deepest level of a list; items below it stand on it.
pub(crate) const MAX_LEVEL: u8 = 8;

/// The highest number of an item: Markdown has none above (`CommonMark`, 5.2).
pub(crate) const MAX_NUMBER: u32 = 999_999_999;

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) shape: Shape,
    pub(crate) runs: Vec<Run>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    /// Level 2 to 6.
    Subhead(u8),
    Quote,
    Item(Mark),
    /// One more paragraph of the item before it, on its level.
    Continued(u8),
    /// Preformatted text, its lines parted by `\n`.
    Pre,
    Rule,
    /// The words below a picture that is not there.
    Caption,
}

/// The mark of an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Which list of the sheet, from 0.
    pub(crate) list: usize,
    /// 0 to [`MAX_LEVEL`].
    pub(crate) level: u8,
    /// Its number; `None`: a bullet.
    pub(crate) number: Option<u32>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Align>,
    pub(crate) head: Vec<Vec<Run>>,
    pub(crate) rows: Vec<Vec<Vec<Run>>>,
}

/// An item brought down to a sheet.
pub(crate) struct Sheet<'i> {
    pub(crate) carrier: Carrier<'i>,
    /// Nothing for a kill.
    pub(crate) parts: Vec<Part>,
    /// What the parts were made of.
    body: Option<Body>,
}

impl<'i> Sheet<'i> {
    /// Brings `item` down; what the sheet cannot say of the body beyond pictures and labels is told by whoever reads
    /// the message back.
    ///
    /// # Errors
    /// [`EncodeError::Missing`] when nothing of the body can be printed.
    pub(crate) fn new(item: &'i WireItem, profile: &'i Profile) -> Result<Self, EncodeError> {
        let mut carrier = Carrier::new(item, profile);
        let body = carrier.body(|body, markdown, losses| {
            bare(&mut body.blocks, losses);
            xhtml::narrow(body, markdown, losses);
        });
        carrier.withhold_addresses();
        carrier.clean_fields();
        let parts = body.as_ref().map_or(Vec::new(), |body| settled(body, profile));
        if parts.is_empty() && item.kind != wirecopy_story::ReleaseKind::Kill {
            return Err(EncodeError::Missing { missing: vec!["body"] });
        }
        Ok(Self { carrier, parts, body })
    }

    /// Tells what paragraphs in a row could not say, block by block: formats that are read back need it told.
    pub(crate) fn tell_flattened(&mut self, item: &WireItem, profile: &Profile) {
        let Some(body) = &self.body else { return };
        let typed = item.story.parsed();
        let losses = &mut self.carrier.losses;
        for (at, block) in body.blocks.iter().enumerate() {
            let alone = Body { blocks: vec![block.clone()], notes: Vec::new() };
            let back = blocks::body(&settled(&alone, profile), &profile.marks().insertion);
            if Body::parse(&back.to_markdown()).same_content(&alone) {
                continue;
            }
            // Narrowing keeps the number of blocks in all but the oddest bodies.
            let same = typed.blocks.get(at).filter(|_| typed.blocks.len() == body.blocks.len());
            let range = same.map_or(0..item.story.body.len(), |block| block.range.clone());
            let what = match &block.kind {
                BlockKind::Quote(_) | BlockKind::List { .. } => {
                    "What stands inside this quotation or list is set below it"
                }
                BlockKind::Paragraph(_)
                | BlockKind::Subhead { .. }
                | BlockKind::Table { .. }
                | BlockKind::Rule
                | BlockKind::Pre { .. }
                | BlockKind::Figure { .. } => "Marks inside each other are set on the same words in one order",
            };
            losses.add(LossKind::Ambiguous, "body", range, what, "");
        }
    }
}

/// Takes off what no sheet shows: where a picture lies, what a fence is labelled.
fn bare(blocks: &mut [Block], losses: &mut Losses) {
    for block in blocks {
        let range = block.range.clone();
        match &mut block.kind {
            BlockKind::Quote(inner) => bare(inner, losses),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| bare(&mut item.blocks, losses)),
            BlockKind::Pre { info, .. } if !info.is_empty() => {
                let what = format!("The label {info:?} of preformatted text is not printed");
                losses.add(LossKind::Info, "body", range, what, "");
                info.clear();
            }
            BlockKind::Figure { source, title, .. } if !(source.is_empty() && title.is_empty()) => {
                let what = format!("The picture {source} is not embedded: its caption stands in its place");
                losses.add(LossKind::Image, "body", range, what, "");
                source.clear();
                title.clear();
            }
            BlockKind::Paragraph(_)
            | BlockKind::Subhead { .. }
            | BlockKind::Table { .. }
            | BlockKind::Rule
            | BlockKind::Pre { .. }
            | BlockKind::Figure { .. } => {}
        }
    }
}

/// The paragraphs that read back as themselves: written and read until nothing changes any more.
fn settled(body: &Body, profile: &Profile) -> Vec<Part> {
    let marks = &profile.marks().insertion;
    let mut last = parts(body, marks);
    for _ in 0..6 {
        let next = parts(&Body::parse(&blocks::body(&last, marks).to_markdown()), marks);
        if next == last {
            return last;
        }
        last = next;
    }
    // Marks that never come to rest: the words alone do.
    let words = Body::parse(&body.plain_text());
    let plain = |line: &str| Part::Paragraph(Paragraph { shape: Shape::Plain, runs: vec![Run::plain(line)] });
    words.plain_text().lines().filter(|line| !line.trim().is_empty()).map(|line| plain(line.trim())).collect()
}
