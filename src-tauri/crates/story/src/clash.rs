//! Sentences that two desks changed, each in its own way. Both texts stand in the merged story; what is found here lets
//! the writer see where, and choose.
//!
//! Sentences are those of UAX #29 inside one line. A sentence that only one side changed, or both in the same way, is
//! no clash; nor are two new sentences at the same place, since neither takes the place of the other.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::compare::{Clash, Span};
use crate::file;
use crate::merge::{Hunk, Sides, hunks, is_word, pieces};
use crate::{Story, TextField};

/// Every clash, texts first, in the order of the story.
pub fn clashes(sides: &Sides<'_>, merged: &Story) -> Vec<Clash> {
    let mut found = Vec::new();
    for field in TextField::ALL {
        let [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map(|story| Text::of(field.of(story)));
        found.extend(of_text(field, &[base, ours, theirs], field.of(merged)));
    }
    let all = |side| file::values(side).into_iter().collect::<HashMap<_, _>>();
    let values = [sides.base, sides.ours, sides.theirs].map(all);
    let mut names: Vec<_> = values.iter().flat_map(HashMap::keys).collect();
    names.sort_by_key(|name| (file::rank(name), *name));
    names.dedup();
    for name in names {
        let [base, ours, theirs] = values.each_ref().map(|values| values.get(name).cloned().unwrap_or_default());
        if ours != base && theirs != base && ours != theirs {
            found.push(Clash { field: name.clone(), base, ours, theirs, place: Span::default() });
        }
    }
    found
}

/// What stands at `place` of the text `field`; nothing where that is no text or no place in it.
pub fn text_at<'s>(story: &'s Story, field: &str, place: Span) -> &'s str {
    let Some(field) = TextField::ALL.into_iter().find(|text| text.name() == field) else { return "" };
    let text = field.of(story);
    let at = |units| crate::change::byte_at(text, units);
    at(place.from).zip(at(place.to)).and_then(|(from, to)| text.get(from..to)).unwrap_or_default()
}

/// Where a clash is found again in `text`, which was edited since: the nearest place of any of `wanted`, tried in turn;
/// the empty place nearest to where it was when none of them is left.
pub fn find_again(text: &str, wanted: &[&str], place: Span) -> Span {
    for wanted in wanted.iter().filter(|wanted| !wanted.is_empty()) {
        let (mut units, mut byte) = (0u32, 0);
        let mut best: Option<Span> = None;
        for (at, hit) in text.match_indices(wanted) {
            units += length(&text[byte..at]);
            byte = at;
            let span = Span { from: units, to: units + length(hit) };
            let far = |span: Span| span.from.abs_diff(place.from);
            if best.is_none_or(|best| far(span) < far(best)) {
                best = Some(span);
            }
        }
        if let Some(best) = best {
            return best;
        }
    }
    let mut at = place.from.min(length(text));
    // Never inside a surrogate pair.
    while crate::change::byte_at(text, at).is_none() && at > 0 {
        at -= 1;
    }
    Span { from: at, to: at }
}

/// A text and its sentences, without the white space around them.
struct Text<'t> {
    text: &'t str,
    sentences: Vec<Range<usize>>,
}

impl<'t> Text<'t> {
    fn of(text: &'t str) -> Self {
        let mut sentences = Vec::new();
        for (at, sentence) in text.split_sentence_bound_indices() {
            let core = sentence.trim();
            if !core.is_empty() {
                let from = at + (sentence.len() - sentence.trim_start().len());
                sentences.push(from..from + core.len());
            }
        }
        Self { text, sentences }
    }

    fn all(&self) -> Vec<&'t str> {
        self.sentences.iter().map(|range| &self.text[range.clone()]).collect()
    }

    /// Bytes of a run of sentences; empty, at the place where they would stand, for none.
    fn bytes(&self, run: Range<usize>) -> Range<usize> {
        match (self.sentences.get(run.start), run.is_empty()) {
            (Some(first), false) => first.start..self.sentences[run.end - 1].end,
            (Some(next), true) => next.start..next.start,
            (None, _) => self.text.len()..self.text.len(),
        }
    }
}

fn of_text(field: TextField, [base, ours, theirs]: &[Text<'_>; 3], merged: &str) -> Vec<Clash> {
    if ours.text == base.text || theirs.text == base.text || ours.text == theirs.text {
        return Vec::new();
    }
    let (by_us, by_them) = (changed(base, ours), changed(base, theirs));
    let mut runs = runs(&by_us, &by_them);
    // A headline that was written twice where there was none has no sentence to share.
    if field != TextField::Body && base.sentences.is_empty() {
        runs.push(0..0);
    }
    let (in_ours, in_theirs) = (Meeting::of(ours.text, merged), Meeting::of(theirs.text, merged));
    let places = Places::of(merged);
    let clash = |run: Range<usize>| {
        let (our, their) = (ours.bytes(mapped(&by_us, &run)), theirs.bytes(mapped(&by_them, &run)));
        let place = places.of_seen([in_ours.seen(&our), in_theirs.seen(&their)], in_ours.point(our.start));
        let clash = Clash {
            field: field.name().to_owned(),
            base: base.text[base.bytes(run)].to_owned(),
            ours: ours.text[our].to_owned(),
            theirs: theirs.text[their].to_owned(),
            place,
        };
        (clash.ours != clash.theirs).then_some(clash)
    };
    runs.into_iter().filter_map(clash).collect()
}

/// Which sentences one side changed; as many for as many are taken one by one.
fn changed(base: &Text<'_>, side: &Text<'_>) -> Vec<Hunk> {
    let mut changed = Vec::new();
    for hunk in hunks(&base.all(), &side.all()) {
        if hunk.old.len() == hunk.new.len() {
            let pairs = hunk.old.zip(hunk.new);
            changed.extend(pairs.map(|(old, new)| Hunk { old: old..old + 1, new: new..new + 1 }));
        } else {
            changed.push(hunk);
        }
    }
    changed
}

/// Runs of the base's sentences that both sides changed.
fn runs(by_us: &[Hunk], by_them: &[Hunk]) -> Vec<Range<usize>> {
    let taken = |hunks: &[Hunk], ours: bool| {
        let old = hunks.iter().filter(|hunk| !hunk.old.is_empty());
        old.map(|hunk| (hunk.old.clone(), ours)).collect::<Vec<_>>()
    };
    let mut all = [taken(by_us, true), taken(by_them, false)].concat();
    all.sort_by_key(|(old, _)| (old.start, old.end));
    let mut runs: Vec<(Range<usize>, bool, bool)> = Vec::new();
    for (old, ours) in all {
        match runs.last_mut() {
            Some((run, by_us, by_them)) if old.start < run.end => {
                run.end = run.end.max(old.end);
                *by_us |= ours;
                *by_them |= !ours;
            }
            _ => runs.push((old, ours, !ours)),
        }
    }
    runs.into_iter().filter(|(_, by_us, by_them)| *by_us && *by_them).map(|(run, ..)| run).collect()
}

/// The sentences of a side that stand for `run` of the base. No hunk of the side crosses the ends of the run.
fn mapped(hunks: &[Hunk], run: &Range<usize>) -> Range<usize> {
    if run.is_empty() {
        return hunks.iter().find(|hunk| hunk.old.start == run.start).map_or(0..0, |hunk| hunk.new.clone());
    }
    let behind = |at: usize, all: &dyn Fn(&Hunk) -> bool| {
        let before = hunks.iter().filter(|hunk| all(hunk));
        before.fold(at, |at, hunk| at + hunk.new.len() - hunk.old.len().min(at + hunk.new.len()))
    };
    let from = behind(run.start, &|hunk| hunk.old.end <= run.start);
    let to = behind(run.end, &|hunk| hunk.old.end <= run.end && hunk.old.start < run.end);
    from..to.max(from)
}

/// Which words of a side stand where in the merged text.
struct Meeting {
    /// Byte places of words that stand in both: in the side, in the merged text.
    words: Vec<(Range<usize>, Range<usize>)>,
}

impl Meeting {
    fn of(side: &str, merged: &str) -> Self {
        let (old, new) = (pieces(side), pieces(merged));
        let (old_at, new_at) = (starts(&old), starts(&new));
        let mut words = Vec::new();
        let (mut from, mut other) = (0, 0);
        let ends = Hunk { old: old.len()..old.len(), new: new.len()..new.len() };
        for hunk in hunks(&old, &new).into_iter().chain([ends]) {
            for (one, two) in (from..hunk.old.start).zip(other..hunk.new.start) {
                if is_word(old[one]) {
                    words.push((old_at[one]..old_at[one + 1], new_at[two]..new_at[two + 1]));
                }
            }
            (from, other) = (hunk.old.end, hunk.new.end);
        }
        Self { words }
    }

    /// From the first to the last word of `range` that is there.
    fn seen(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let from = self.words.partition_point(|(old, _)| old.start < range.start);
        let to = self.words.partition_point(|(old, _)| old.end <= range.end);
        let seen = self.words.get(from..to)?;
        Some(seen.first()?.1.start..seen.last()?.1.end)
    }

    /// Behind the last word before `at` that is there.
    fn point(&self, at: usize) -> usize {
        let before = self.words.partition_point(|(old, _)| old.end <= at);
        before.checked_sub(1).map_or(0, |last| self.words[last].1.end)
    }
}

fn starts(pieces: &[&str]) -> Vec<usize> {
    let mut starts = vec![0];
    starts.extend(pieces.iter().scan(0, |at, piece| {
        *at += piece.len();
        Some(*at)
    }));
    starts
}

/// The merged text, cut once for all its clashes: two desks may have changed every sentence of a long story.
struct Places<'t> {
    merged: Text<'t>,
    /// Where each sentence begins, UTF-16.
    units: Vec<u32>,
}

impl<'t> Places<'t> {
    fn of(merged: &'t str) -> Self {
        let merged = Text::of(merged);
        let units = merged.sentences.iter().scan((0, 0), |(byte, units), sentence| {
            *units += length(&merged.text[*byte..sentence.start]);
            *byte = sentence.start;
            Some(*units)
        });
        Self { units: units.collect(), merged }
    }

    fn units(&self, byte: usize) -> u32 {
        let begun = self.merged.sentences.partition_point(|sentence| sentence.start <= byte);
        let last = begun.checked_sub(1).map(|last| (self.merged.sentences[last].start, self.units[last]));
        let (from, units) = last.unwrap_or_default();
        units + length(&self.merged.text[from..byte])
    }

    /// The sentences that hold what was seen of either side.
    fn of_seen(&self, seen: [Option<Range<usize>>; 2], point: usize) -> Span {
        let hull = seen.into_iter().flatten().reduce(|one, two| one.start.min(two.start)..one.end.max(two.end));
        let Some(hull) = hull else {
            let at = self.units(point);
            return Span { from: at, to: at };
        };
        let sentences = &self.merged.sentences;
        let from = sentences.partition_point(|sentence| sentence.end <= hull.start);
        let to = sentences.partition_point(|sentence| sentence.start < hull.end);
        let touched = sentences.get(from..to).unwrap_or_default();
        let start = touched.first().map_or(hull.start, |first| first.start.min(hull.start));
        let end = touched.last().map_or(hull.end, |last| last.end.max(hull.end));
        Span { from: self.units(start), to: self.units(end) }
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Urgency;
    use crate::arbitrary::{often, stories};
    use crate::merge::merge;

    fn story(body: &str) -> Story {
        Story { body: body.to_owned(), ..Story::default() }
    }

    fn met(base: &str, ours: &str, theirs: &str) -> (String, Vec<Clash>) {
        let (base, ours, theirs) = (story(base), story(ours), story(theirs));
        let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
        let merged = merge(&sides);
        let found = clashes(&sides, &merged);
        (merged.body, found)
    }

    fn at(text: &str, span: Span) -> String {
        let units: Vec<_> = text.encode_utf16().collect();
        String::from_utf16(&units[span.from as usize..span.to as usize]).expect("no half of a pair")
    }

    #[test]
    fn a_sentence_that_both_changed_is_found_with_its_place() {
        let (merged, found) = met(
            "Ships came. Three left on Monday. The port is calm.\n\nHe left.",
            "😀 Ships came. Four left on Monday. The port is calm.\n\nHe left.",
            "Ships came. Three left on Tuesday. The port is calm.\n\nHe left early.",
        );
        let [clash]: [Clash; 1] = found.try_into().expect("one clash");
        assert_eq!(clash.base, "Three left on Monday.", "what both began with");
        assert_eq!(clash.ours, "Four left on Monday.", "what it became here");
        assert_eq!(clash.theirs, "Three left on Tuesday.", "what it became there");
        assert_eq!(at(&merged, clash.place), "Four left on Tuesday.", "where it stands in {merged:?}");
    }

    #[test]
    fn one_side_alone_the_same_twice_and_two_new_sentences_are_no_clash() {
        for (base, ours, theirs) in [
            ("One. Two.", "One. Two, changed.", "One. Two."),
            ("One. Two.", "One. Three.", "One. Three."),
            ("One. Two.", "One, here. Two.", "One. Two, there."),
            ("One.", "One. Ours.", "One. Theirs."),
        ] {
            assert_eq!(met(base, ours, theirs).1, [], "{base:?} became {ours:?} and {theirs:?}");
        }
    }

    #[test]
    fn a_sentence_taken_out_here_and_changed_there_is_a_clash() {
        let (merged, found) = met("One. Two stays. Three.", "One. Three.", "One. Two stays put. Three.");
        let [clash]: [Clash; 1] = found.try_into().expect("one clash");
        assert_eq!((clash.ours.as_str(), clash.theirs.as_str()), ("", "Two stays put."), "taken out against changed");
        assert!(at(&merged, clash.place).contains("put"), "its place in {merged:?}");
    }

    #[test]
    fn a_field_and_a_headline_that_were_set_twice_are_clashes() {
        let base = Story::default();
        let side = |level: u8, headline: &str| Story {
            urgency: Urgency::new(level).ok(),
            headline: headline.to_owned(),
            ..Story::default()
        };
        let (ours, theirs) = (side(2, "Harbour opens"), side(3, "Port opens"));
        let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
        let found = clashes(&sides, &merge(&sides));
        let fields: Vec<_> = found.iter().map(|clash| clash.field.as_str()).collect();
        assert_eq!(fields, ["headline", "urgency"], "both are told");
        assert_eq!((found[1].ours.as_str(), found[1].theirs.as_str()), ("2", "3"), "as the story file writes them");
    }

    #[test]
    fn a_card_is_found_again_or_stays_near() {
        let place = Span { from: 6, to: 10 };
        assert_eq!(
            find_again("xx One. Two. One.", &["One."], Span { from: 12, to: 16 }),
            Span { from: 13, to: 17 },
            "the nearest"
        );
        assert_eq!(find_again("Only ours left", &["gone", "ours"], place), Span { from: 5, to: 9 }, "the next text");
        assert_eq!(
            find_again("😀😀", &["gone"], Span { from: 3, to: 9 }),
            Span { from: 2, to: 2 },
            "no half of a pair"
        );
        assert_eq!(find_again("", &["gone", ""], place), Span::default(), "an empty text has one place");
    }

    proptest! {
        #![proptest_config(often())]

        #[test]
        fn every_place_lies_in_the_merged_text(base in stories(), ours in stories(), theirs in stories()) {
            let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
            let merged = merge(&sides);
            for clash in clashes(&sides, &merged) {
                prop_assert_ne!(&clash.ours, &clash.theirs, "they differ");
                let text = match clash.field.as_str() {
                    "headline" => &merged.headline,
                    "summary" => &merged.summary,
                    "body" => &merged.body,
                    _ => continue,
                };
                let inside = |at| crate::change::byte_at(text, at).is_some();
                prop_assert!(inside(clash.place.from) && inside(clash.place.to), "{:?} in {:?}", clash.place, text);
                let again = find_again(text, &[&at(text, clash.place)], clash.place);
                prop_assert_eq!(again, clash.place, "found where it stands");
            }
        }
    }
}
