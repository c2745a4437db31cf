//! An earlier version put back, whole or in part: the ordinary changes that turn the story as it stands into it, so that
//! they can be made like typing and taken back like it. What the two share is not touched.

use thiserror::Error;

use crate::compare::{self, BlockChange, BlockDelta, Span};
use crate::{Change, FieldValue, Splice, Story, TextField, splices};

/// How much of an earlier version is put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Everything.
    All,
    /// The field of this name in the story file: `headline`, `dateline`, `body`.
    Field(&'a str),
    /// The block of the earlier body that this place is in, UTF-16.
    Block(u32),
}

/// The part that is asked for is none.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RestoreError {
    /// No such field.
    #[error("expected the name of a field ({}), got {got:?}", field_names().join(", "))]
    Field {
        /// The name.
        got: String,
    },
    /// No block there.
    #[error("expected a place inside a block of the earlier body, got {got}")]
    Block {
        /// The place, UTF-16.
        got: u32,
    },
}

/// The changes that put `part` of `earlier` back into `now`; none when nothing differs.
///
/// # Errors
/// [`RestoreError`] when there is no such field or block.
pub fn changes(earlier: &Story, now: &Story, part: Part<'_>) -> Result<Vec<Change>, RestoreError> {
    let texts = TextField::ALL.into_iter();
    let fields = || FieldValue::all(earlier).into_iter().zip(FieldValue::all(now));
    let set = |(then, now): (FieldValue, FieldValue)| (then != now).then_some(Change::Field { set: then });
    match part {
        Part::All => {
            let texts = texts.filter_map(|field| text(field, splices::between(field.of(now), field.of(earlier))));
            Ok(texts.chain(fields().filter_map(set)).collect())
        }
        Part::Field(name) => {
            if let Some(field) = TextField::ALL.into_iter().find(|field| field.name() == name) {
                return Ok(text(field, splices::between(field.of(now), field.of(earlier))).into_iter().collect());
            }
            let field = fields().find(|(then, _)| then.name() == name);
            let field = field.ok_or_else(|| RestoreError::Field { got: name.to_owned() })?;
            Ok(set(field).into_iter().collect())
        }
        Part::Block(at) => block(earlier, now, at).map(|splices| text(TextField::Body, splices).into_iter().collect()),
    }
}

fn text(field: TextField, splices: Vec<Splice>) -> Option<Change> {
    (!splices.is_empty()).then_some(Change::Text { field, splices })
}

fn field_names() -> Vec<&'static str> {
    let texts = TextField::ALL.map(TextField::name);
    let fields = FieldValue::all(&Story::default()).map(|field| field.name());
    texts.into_iter().chain(fields).collect()
}

/// Puts one block back: where its counterpart stands now, or between the neighbours that it had.
fn block(earlier: &Story, now: &Story, at: u32) -> Result<Vec<Splice>, RestoreError> {
    let blocks = compare::compare(earlier, now).body;
    let holds = |delta: &&BlockDelta| {
        delta.kind != BlockChange::Left && delta.old.is_some_and(|old| (old.span.from..=old.span.to).contains(&at))
    };
    let found = blocks.iter().find(holds).ok_or(RestoreError::Block { got: at })?;
    let Some(old) = found.old else { return Err(RestoreError::Block { got: at }) };
    let text = cut(&earlier.body, old.span);
    if let Some(new) = found.new {
        let shift =
            |splice: Splice| Splice { from: splice.from + new.span.from, to: splice.to + new.span.from, ..splice };
        return Ok(splices::between(cut(&now.body, new.span), text).into_iter().map(shift).collect());
    }
    let (from, insert) = between_neighbours(&blocks, old.span, text, &now.body);
    Ok(vec![Splice { from, to: from, insert }])
}

/// Where a block that has no counterpart goes, and with which lines around it.
fn between_neighbours(blocks: &[BlockDelta], old: Span, text: &str, body: &str) -> (u32, String) {
    let both = || blocks.iter().filter_map(|delta| Some((delta.old?.span, delta.new?.span)));
    let before = both().filter(|(then, _)| then.to <= old.from).max_by_key(|(then, _)| then.to);
    let behind = both().filter(|(then, _)| then.from >= old.to).min_by_key(|(then, _)| then.from);
    match (before, behind) {
        (Some((_, now)), _) => (now.to, format!("\n\n{text}")),
        (None, Some((_, now))) => (now.from, format!("{text}\n\n")),
        (None, None) if body.is_empty() => (0, text.to_owned()),
        (None, None) => (0, format!("{text}\n\n")),
    }
}

/// What stands at `span`.
fn cut(text: &str, span: Span) -> &str {
    let byte = |at| crate::change::byte_at(text, at).unwrap_or(text.len());
    text.get(byte(span.from)..byte(span.to)).unwrap_or_default()
}
