//! An earlier version put back, whole or in part: the ordinary changes that turn the story as it stands into it, so that
//! they can be made like typing and taken back like it. What the two share is not touched.

use thiserror::Error;

use crate::compare::{self, BlockChange, BlockDelta, Span};
use crate::{Change, FieldValue, Splice, Story, TextField, merge, splices};

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
    let none = |name: &str| RestoreError::Field { got: name.to_owned() };
    match part {
        Part::All => Ok(merge::changes(now, earlier)),
        Part::Field(name) => {
            if let Some(field) = TextField::ALL.into_iter().find(|field| field.name() == name) {
                return Ok(text(field, splices::between(field.of(now), field.of(earlier))).into_iter().collect());
            }
            let mut fields = FieldValue::all(earlier).into_iter().zip(FieldValue::all(now));
            let (then, now) = fields.find(|(then, _)| then.name() == name).ok_or_else(|| none(name))?;
            Ok((then != now).then_some(Change::Field { set: then }).into_iter().collect())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::arbitrary::{markdowns, sentences, stories};

    fn made(now: &Story, changes: &[Change]) -> Story {
        let mut story = now.clone();
        changes.iter().try_for_each(|change| change.apply(&mut story)).expect("each fits");
        story
    }

    fn story(body: &str) -> Story {
        Story { body: body.to_owned(), ..Story::default() }
    }

    /// Puts the block of `earlier` that begins with `start` back into `now`.
    fn put_back(earlier: &str, now: &str, start: &str) -> String {
        let at = crate::change::utf16_at(earlier, earlier.find(start).expect("it is there") + 1);
        let changes = changes(&story(earlier), &story(now), Part::Block(at)).expect("a block");
        made(&story(now), &changes).body
    }

    #[test]
    fn a_block_goes_back_to_where_its_counterpart_stands_now() {
        let earlier = "The harbour opened at dawn on Monday.\n\nNobody was hurt in the storm, police said.\n";
        let now = "Nobody was hurt in the storm, police said.\n\nThe harbour opened at noon on Monday.\n";
        let back = "Nobody was hurt in the storm, police said.\n\nThe harbour opened at dawn on Monday.\n";
        assert_eq!(put_back(earlier, now, "The harbour"), back, "the words, not the place");
        assert_eq!(put_back(earlier, now, "Nobody"), now, "it says that already");
    }

    #[test]
    fn a_block_that_went_goes_back_between_its_neighbours() {
        let (first, second, third) =
            ("Ships left at dawn.", "Grain prices fell by a tenth.", "Rain is expected later.");
        let earlier = format!("{first}\n\n{second}\n\n{third}\n");
        let back = |now: &str, start| put_back(&earlier, now, start);
        assert_eq!(back(&format!("{first}\n\n{third}\n"), "Grain"), earlier, "between them");
        assert_eq!(back(&format!("{second}\n\n{third}\n"), "Ships"), earlier, "before the first");
        assert_eq!(back(&format!("{first}\n\n{second}\n"), "Rain"), earlier, "behind the last");
        assert_eq!(back("", "Grain"), second, "into nothing");
        assert_eq!(back("Unlike all.\n", "Grain"), format!("{second}\n\nUnlike all.\n"), "among strangers, first");
    }

    #[test]
    fn what_is_no_field_or_block_is_told() {
        let one = story("A paragraph.\n");
        let error = changes(&one, &one, Part::Field("lead")).expect_err("no such field");
        assert!(error.to_string().contains("headline, summary, body, slug"), "{error}");
        let error = changes(&one, &one, Part::Block(99)).expect_err("behind the end");
        assert_eq!(error, RestoreError::Block { got: 99 }, "it says where");
    }

    proptest! {
        #[test]
        fn all_of_an_earlier_story_comes_back_and_only_what_differs_is_changed(earlier in stories(), now in stories()) {
            let told = changes(&earlier, &now, Part::All).expect("everything is a part");
            let mut expected = earlier.clone();
            // Not changed by any edit, so the same in every version of a story.
            expected.extra = now.extra.clone();
            prop_assert_eq!(made(&now, &told), expected, "by {:?}", told);
            prop_assert_eq!(changes(&now, &now, Part::All), Ok(Vec::new()), "nothing to do");
        }

        #[test]
        fn one_field_comes_back_and_no_other(earlier in stories(), now in stories(), at in 0usize..18) {
            let name = field_names()[at];
            let told = changes(&earlier, &now, Part::Field(name)).expect("a field");
            let back = made(&now, &told);
            let names_of = |one: &Story, other: &Story| {
                let texts = TextField::ALL.into_iter().filter(|field| field.of(one) != field.of(other));
                let fields = FieldValue::all(one).into_iter().zip(FieldValue::all(other));
                let fields = fields.filter(|(one, other)| one != other).map(|(one, _)| one.name());
                texts.map(TextField::name).chain(fields).collect::<Vec<_>>()
            };
            let others: Vec<_> = names_of(&now, &earlier).into_iter().filter(|other| *other != name).collect();
            prop_assert_eq!(names_of(&back, &earlier), others, "{} is as it was, the others as they are", name);
        }

        #[test]
        fn any_block_comes_back_as_it_was(earlier in markdowns(), now in markdowns(), more in sentences(), at: u32) {
            let units = u32::try_from(earlier.encode_utf16().count()).expect("short");
            let now = format!("{now}\n\n{more}");
            let (earlier, now) = (story(&earlier), story(&now));
            let at = at % (units + 1);
            let Ok(told) = changes(&earlier, &now, Part::Block(at)) else { return Ok(()) };
            let back = made(&now, &told).body;
            let blocks = compare::compare(&earlier, &now).body;
            let holds = |block: &&BlockDelta| {
                block.kind != BlockChange::Left
                    && block.old.is_some_and(|old| (old.span.from..=old.span.to).contains(&at))
            };
            let block = blocks.iter().find(holds).and_then(|block| block.old).expect("there is one");
            prop_assert!(back.contains(cut(&earlier.body, block.span)), "its text is there: {:?}", back);
        }
    }
}
