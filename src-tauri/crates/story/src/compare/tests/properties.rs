//! What holds for any two stories: no letter is lost or made up, equal is equal, and the sides can change places.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::{BlockChange, Comparison, Piece, PieceKind, Span, compare, lines};
use super::story;
use crate::arbitrary::{markdowns, nasty, often, sentences, stories};

/// One thing that a writer does to a text of blocks.
#[derive(Debug, Clone)]
enum Edit {
    Remove(usize),
    Insert(usize, String),
    Move(usize, usize),
    Join(usize),
    Word(usize, usize, String),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = 0..40_usize;
    let edit = prop_oneof![
        at.clone().prop_map(Edit::Remove),
        (at.clone(), prop_oneof![sentences(), nasty()]).prop_map(|(at, text)| Edit::Insert(at, text)),
        (at.clone(), at.clone()).prop_map(|(from, to)| Edit::Move(from, to)),
        at.clone().prop_map(Edit::Join),
        (at.clone(), at, prop_oneof![Just(String::new()), "[a-zа-я]{1,6}", nasty()])
            .prop_map(|(at, word, text)| Edit::Word(at, word, text)),
    ];
    vec(edit, 0..8)
}

fn edited(body: &str, edits: &[Edit]) -> String {
    let mut blocks: Vec<String> = body.split("\n\n").map(str::to_owned).collect();
    for edit in edits {
        let count = blocks.len();
        match edit {
            Edit::Remove(at) if count > 1 => drop(blocks.remove(at % count)),
            Edit::Insert(at, text) => blocks.insert(at % (count + 1), text.clone()),
            Edit::Move(from, to) => {
                let block = blocks.remove(from % count);
                blocks.insert(to % count, block);
            }
            Edit::Join(at) if count > 1 => {
                let next = blocks.remove(at % (count - 1) + 1);
                blocks[at % (count - 1)].extend([" ", &next]);
            }
            Edit::Word(at, word, text) => {
                let block = &mut blocks[at % count];
                let mut words: Vec<&str> = block.split(' ').collect();
                let place = word % words.len();
                words[place] = text;
                *block = words.join(" ");
            }
            Edit::Remove(_) | Edit::Join(_) => {}
        }
    }
    blocks.join("\n\n")
}

/// A body and one that a writer made of it, or two that have nothing to do with each other.
fn pairs() -> impl Strategy<Value = (String, String)> {
    let prose = vec(sentences(), 1..10).prop_map(|all| all.join("\n\n"));
    let from = prop_oneof![2 => prose, 1 => markdowns()];
    prop_oneof![
        4 => (from, edits()).prop_map(|(old, edits)| { let new = edited(&old, &edits); (old, new) }),
        1 => (markdowns(), markdowns()),
    ]
}

fn slice(text: &str, span: Span) -> Option<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(units.get(span.from as usize..span.to as usize)?).ok()
}

/// Each piece says what stands at its places, and is nowhere where it does not stand.
fn true_pieces<'p>(pieces: impl IntoIterator<Item = &'p Piece>, old: &str, new: &str) -> Result<(), TestCaseError> {
    for piece in pieces {
        let (there, here) = match piece.kind {
            PieceKind::Same => (piece.text.as_str(), piece.text.as_str()),
            PieceKind::Removed => (piece.text.as_str(), ""),
            PieceKind::Added => ("", piece.text.as_str()),
        };
        prop_assert_eq!(slice(old, piece.old), Some(there.to_owned()), "the older place of {:?}", piece);
        prop_assert_eq!(slice(new, piece.new), Some(here.to_owned()), "the newer place of {:?}", piece);
        prop_assert!(!piece.text.is_empty(), "an empty piece says nothing");
    }
    Ok(())
}

/// The places are apart, in order, and between them is only white space.
fn all_of(text: &str, mut spans: Vec<Span>) -> Result<(), TestCaseError> {
    spans.sort_by_key(|span| (span.from, span.to));
    let mut at = 0;
    for span in spans {
        prop_assert!(span.from >= at, "{span:?} begins before {at}, where the one before ended");
        let gap = slice(text, Span { from: at, to: span.from });
        prop_assert!(gap.as_ref().is_some_and(|gap| gap.trim().is_empty()), "words between blocks: {gap:?}");
        at = span.to;
    }
    let length = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let rest = slice(text, Span { from: at, to: length });
    prop_assert!(rest.as_ref().is_some_and(|rest| rest.trim().is_empty()), "words behind the last block: {rest:?}");
    Ok(())
}

fn whole(comparison: &Comparison, old: &str, new: &str) -> Result<(), TestCaseError> {
    let stands = || comparison.body.iter().filter(|delta| delta.kind != BlockChange::Left);
    for delta in stands() {
        true_pieces(&delta.pieces, old, new)?;
    }
    let pieces = || stands().flat_map(|delta| &delta.pieces);
    let spans = |not: PieceKind, side: fn(&Piece) -> Span| {
        pieces().filter(|piece| piece.kind != not).map(side).collect::<Vec<Span>>()
    };
    all_of(old, spans(PieceKind::Added, |piece| piece.old))?;
    all_of(new, spans(PieceKind::Removed, |piece| piece.new))?;
    // In order, too: the newer body from top to bottom.
    let order: Vec<u32> =
        pieces().filter(|piece| piece.kind != PieceKind::Removed).map(|piece| piece.new.from).collect();
    prop_assert!(order.is_sorted(), "the newer pieces are not in the order of the newer body: {order:?}");
    for left in comparison.body.iter().filter(|delta| delta.kind == BlockChange::Left) {
        let twin = |delta: &&super::super::BlockDelta| delta.kind == BlockChange::Moved && delta.old == left.old;
        prop_assert!(comparison.body.iter().any(|delta| twin(&delta)), "{left:?} went nowhere");
    }
    Ok(())
}

proptest! {
    #![proptest_config(often())]

    #[test]
    fn both_bodies_can_be_read_off_the_comparison((old, new) in pairs()) {
        whole(&compare(&story(&old), &story(&new)), &old, &new)?;
    }

    #[test]
    fn a_story_is_equal_to_itself(story in stories()) {
        let comparison = compare(&story, &story);
        let kinds = comparison.body.iter().map(|delta| delta.kind);
        prop_assert!(kinds.clone().all(|kind| kind == BlockChange::Same), "{:?}", kinds.collect::<Vec<_>>());
        let pieces = comparison.headline.iter().chain(&comparison.summary);
        prop_assert!(pieces.clone().all(|piece| piece.kind == PieceKind::Same), "headline or lead differ");
        prop_assert!(comparison.fields.is_empty(), "fields differ: {:?}", comparison.fields);
        prop_assert_eq!((comparison.words_added, comparison.words_removed), (0, 0), "words came or went");
    }

    #[test]
    fn when_the_sides_change_places_what_came_went((old, new) in pairs()) {
        let (there, back) = (compare(&story(&old), &story(&new)), compare(&story(&new), &story(&old)));
        prop_assert_eq!(
            (there.words_added, there.words_removed),
            (back.words_removed, back.words_added),
            "of {:?} and {:?}", old, new
        );
    }

    #[test]
    fn paragraphs_in_another_order_moved_and_no_word_came_or_went(
        order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle()
    ) {
        let paragraph = |at: &usize| format!("Ship number {at} left pier {at} of the harbour at dawn, the master of ship {at} said.");
        let old: Vec<String> = (0..12).map(|at| paragraph(&at)).collect();
        let new: Vec<String> = order.iter().map(paragraph).collect();
        let comparison = compare(&story(&old.join("\n\n")), &story(&new.join("\n\n")));
        for delta in &comparison.body {
            let moved = matches!(delta.kind, BlockChange::Same | BlockChange::Moved | BlockChange::Left);
            prop_assert!(moved, "{:?}", delta);
        }
        prop_assert_eq!((comparison.words_added, comparison.words_removed), (0, 0), "words came or went");
    }

    #[test]
    fn every_line_of_both_messages_is_told((old, new) in pairs()) {
        let told = lines(&old, &new);
        let side = |not: PieceKind| {
            let lines = told.iter().filter(|line| line.kind != not);
            let text = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
            lines.map(|line| text(&line.pieces) + "\n").collect::<String>()
        };
        let ends = |text: &str| text.split_inclusive('\n').map(|line| line.trim_end_matches(['\r', '\n']).to_owned() + "\n").collect::<String>();
        prop_assert_eq!(side(PieceKind::Added), ends(&old), "the older lines");
        prop_assert_eq!(side(PieceKind::Removed), ends(&new), "the newer lines");
    }

    #[test]
    fn fields_that_differ_are_told_and_others_not(old in stories(), new in stories()) {
        let comparison = compare(&old, &new);
        for delta in &comparison.fields {
            prop_assert_ne!(&delta.old, &delta.new, "{} is told though it is equal", delta.field);
        }
        let told = |name: &str| comparison.fields.iter().any(|delta| delta.field == name);
        prop_assert_eq!(told("dateline"), old.dateline != new.dateline, "dateline");
        prop_assert_eq!(told("keywords"), old.keywords != new.keywords, "keywords");
        prop_assert_eq!(told("slug"), old.slug != new.slug, "slug");
    }
}
