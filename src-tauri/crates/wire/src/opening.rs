//! A dateline as bare words at the start of a body of marked copy, as other houses send it: `<b>ROME (AP)</b> — The
//! harbour`. It is told by the grammars of the style at hand and of the built-in ones, and belongs to the story's
//! dateline, not to its words. Our own messages mark theirs, so a body of ours is never taken apart.

use std::borrow::Cow;

use jiff::civil::Date;
use wirecopy_story::{Block, BlockKind, Body, Dateline, Inline, InlineKind, Story};

use crate::json::shortened;
use crate::profile::dateline::{Printed, ReadDateline};
use crate::{Profile, Reading};

/// So much of a paragraph is looked at, bytes: no dateline is longer.
const LONGEST: usize = 240;

/// A dateline that says nothing.
static NOTHING: Printed = Printed { text: String::new(), date: 0..0, slots: Vec::new() };

/// What a message of ours sets off before `body`: its dateline, or one that says nothing where the words would be taken
/// for one. Behind it they are words to every reader.
pub(crate) fn before<'p>(body: &Body, dateline: Option<&'p Printed>, profile: &Profile) -> Option<&'p Printed> {
    let looks_dated = || {
        let line = first_line(&body.blocks)?;
        found(&words(line), profile, Date::constant(2000, 1, 1))
    };
    dateline.or_else(|| looks_dated().map(|_| &NOTHING))
}

/// A dateline that stands by itself, with or without the dash that leads to the text.
pub(crate) fn alone(printed: &str, reading: &Reading<'_>) -> Option<ReadDateline> {
    let printed = printed.trim_end();
    ["", " ", " - ", " — ", " – "].iter().find_map(|dash| {
        let line = format!("{printed}{dash}");
        found(&line, reading.profile, reading.today()).map(|(read, _)| read).filter(|read| read.length >= printed.len())
    })
}

/// [`take`] from a body that came as words.
pub(crate) fn take_from_words(story: &mut Story, reading: &Reading<'_>) -> Vec<String> {
    let mut body = story.parsed();
    let whole = body.clone();
    let notes = take(&mut body, story, reading);
    if body != whole {
        story.body = body.into_markdown();
    }
    notes
}

/// Takes a dateline off the first paragraph of `body`, unless the message told another place; the answer is what an
/// editor must look at.
pub(crate) fn take(body: &mut Body, story: &mut Story, reading: &Reading<'_>) -> Vec<String> {
    let Some(line) = first_line(&body.blocks) else { return Vec::new() };
    let words = words(line);
    let Some((read, language)) = found(&words, reading.profile, reading.today()) else { return Vec::new() };
    let told = !story.dateline.place.is_empty();
    let (place, printed) = (story.dateline.place.to_lowercase(), read.dateline.place.to_lowercase());
    if told && place != printed {
        // Some feeds tell all that is printed as the name of the place.
        let rest = place.strip_prefix(&printed).and_then(|rest| rest.strip_prefix(','));
        let parts = [&read.dateline.region, &read.dateline.country].map(|part| part.to_lowercase());
        if !rest.is_some_and(|rest| parts.iter().any(|part| !part.is_empty() && rest.trim() == part)) {
            return Vec::new();
        }
        story.dateline.place.clone_from(&read.dateline.place);
    }
    let mut notes = Vec::new();
    if read.from_capitals && !told {
        let place = shortened(&read.dateline.place);
        notes.push(format!("{place:?} was printed in capitals: check its spelling"));
    }
    if let (true, Some(date), None) = (read.year_guessed, read.dateline.date, story.dateline.date) {
        notes.push(format!("The dateline has no year: {} is taken", date.year()));
    }
    let mut length = read.length.min(words.len());
    fill(&mut story.dateline, read.dateline);
    if story.language.is_empty() {
        language.clone_into(&mut story.language);
    }
    if let Some(Block { kind: BlockKind::Paragraph(line), .. }) = body.blocks.first_mut() {
        drop_start(line, &mut length);
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = line.first_mut() {
            *text = text.trim_start().to_owned();
        }
    }
    body.blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(line) if line.is_empty()));
    notes
}

/// What the message did not tell.
fn fill(told: &mut Dateline, read: Dateline) {
    for (told, read) in
        [(&mut told.place, read.place), (&mut told.region, read.region), (&mut told.country, read.country)]
    {
        if told.is_empty() {
            *told = read;
        }
    }
    told.date = told.date.or(read.date);
}

fn first_line(blocks: &[Block]) -> Option<&[Inline]> {
    match blocks.first() {
        Some(Block { kind: BlockKind::Paragraph(line), .. }) => Some(line),
        Some(_) | None => None,
    }
}

/// The dateline that opens `words`, and the language of its grammar: by the style at hand, else by a built-in one whose
/// agency is named.
fn found<'p>(words: &str, profile: &'p Profile, today: Date) -> Option<(ReadDateline, &'p str)> {
    let named = |style: &&Profile| style.dateline_styles().iter().any(|one| words.contains(one.agency()));
    let others = Profile::builtin().iter().filter(|style| style.id() != profile.id()).filter(named);
    profile.read_dateline(words, today).or_else(|| {
        let mut others = others;
        others.find_map(|style| style.read_dateline(words, today))
    })
}

/// The first words of a line, up to what no dateline holds.
fn words(line: &[Inline]) -> Cow<'_, str> {
    if let [Inline { kind: InlineKind::Text(text), .. }, ..] = line
        && text.len() >= LONGEST
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    gather(line, &mut out);
    Cow::Owned(out)
}

/// Whether all of the line was gathered.
fn gather(line: &[Inline], out: &mut String) -> bool {
    line.iter().all(|one| {
        out.len() < LONGEST
            && match &one.kind {
                InlineKind::Text(text) => {
                    out.push_str(text);
                    true
                }
                InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => gather(inner, out),
                InlineKind::Link { text, .. } => gather(text, out),
                InlineKind::Insertion(_) | InlineKind::Break => false,
            }
    })
}

/// Takes `length` bytes of words off the start; marks round nothing go with them.
fn drop_start(line: &mut Vec<Inline>, length: &mut usize) {
    while *length > 0
        && let Some(first) = line.first_mut()
    {
        let inner = match &mut first.kind {
            InlineKind::Text(text) if text.len() > *length => {
                text.drain(..std::mem::take(length));
                return;
            }
            InlineKind::Text(text) => {
                *length -= text.len();
                line.remove(0);
                continue;
            }
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => inner,
            InlineKind::Link { text, .. } => text,
            InlineKind::Insertion(_) | InlineKind::Break => return,
        };
        drop_start(inner, length);
        if inner.is_empty() {
            line.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(place: &str, markdown: &str) -> (Story, String, Vec<String>) {
        let profile = Profile::find("generic").expect("built in");
        let reading = Reading::new(profile, "2026-11-24T08:00:00Z".parse().expect("an RFC 3339 time"));
        let mut body = Body::parse(markdown);
        let mut story = Story::default();
        place.clone_into(&mut story.dateline.place);
        let notes = take(&mut body, &mut story, &reading);
        let body = body.to_markdown().trim_end().to_owned();
        (story, body, notes)
    }

    #[test]
    fn a_dateline_of_any_house_is_taken_off_whatever_marks_it_has() {
        for markdown in [
            "CHATHAM, Mass. (AP) — The harbour *reopened*.",
            "**CHATHAM, Mass. (AP) —** The harbour *reopened*.",
            "**CHATHAM, Mass. (AP)** — The harbour *reopened*.",
            "[CHATHAM](https://x.example), Mass. (AP) — The harbour *reopened*.",
        ] {
            let (story, body, notes) = taken("", markdown);
            assert_eq!((story.dateline.place.as_str(), story.dateline.region.as_str()), ("Chatham", "Massachusetts"));
            assert_eq!(body, "The harbour *reopened*.", "{markdown}");
            assert_eq!(notes, ["\"Chatham\" was printed in capitals: check its spelling"], "{markdown}");
        }
        let (story, body, notes) = taken("", "Paris, 23 nov 2026 (AFP) - Le port a rouvert.");
        assert_eq!((story.language.as_str(), story.dateline.place.as_str()), ("fr", "Paris"));
        assert_eq!((body.as_str(), notes.len()), ("Le port a rouvert.", 0));
    }

    #[test]
    fn what_the_message_told_stands() {
        let (story, body, notes) = taken("Chatham", "CHATHAM, Mass. (AP) — The harbour.");
        assert_eq!((story.dateline.place.as_str(), story.dateline.region.as_str()), ("Chatham", "Massachusetts"));
        assert_eq!((body.as_str(), notes.len()), ("The harbour.", 0), "the spelling is the message's");
        let other = "CHATHAM, Mass. (AP) — The harbour.";
        let (story, body, _) = taken("Boston", other);
        assert_eq!((story.dateline.place.as_str(), body.as_str()), ("Boston", other), "another place is left alone");
    }

    #[test]
    fn words_that_are_no_dateline_stay() {
        for markdown in ["The harbour (AP) reopened.", "## CHATHAM (AP) —", "", "- CHATHAM, Mass. (AP) — The", "[a] b"]
        {
            let (story, body, notes) = taken("", markdown);
            assert!(story.dateline.is_empty() && notes.is_empty(), "{markdown}");
            assert!(Body::parse(&body).same_content(&Body::parse(markdown)), "{markdown} is left alone: {body}");
        }
    }
}
