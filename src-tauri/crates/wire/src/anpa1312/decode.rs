//! A message to an item: the header lines and the transmission line; the text is [`super::read`]'s. Read leniently: what
//! real feeds leave out or do otherwise is told.

use jiff::Timestamp;
use wirecopy_story::{ReleaseKind, Story, Urgency};

use super::FILL;
use super::header::{self, First, Second};
use super::read::Text;
use crate::charset::decode_unnamed;
use crate::coded::refuse_too_large;
use crate::json::shortened;
use crate::profile::telegraph::{Anpa1312, section_of};
use crate::telegraph::{self, Frame, quoted};
use crate::{DecodeError, DecodeNote, Decoded, Reading, WireItem};

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    refuse_too_large(bytes)?;
    let mut notes = Vec::new();
    let frame = Frame::cut(bytes, &mut notes)?;
    let wire = &reading.profile.telegraph().anpa1312;
    if frame.before.iter().any(|one| !FILL.contains(one) && !matches!(one, b'\r' | b'\n')) {
        notes.push(DecodeNote::new("line 1", format!("{} before SOH is not read", quoted(frame.before))));
    }
    let (text, charset, clean) = decode_unnamed(frame.text, wire.style.charset());
    if !frame.text.is_ascii() {
        let faulty = if clean { "" } else { "; bytes that it does not have became U+FFFD" };
        let what = format!("More than seven bits: read as {}{faulty}", charset.name());
        notes.push(DecodeNote::new(format!("line {}", frame.text_line()), what));
    }
    let head = String::from_utf8_lossy(frame.head);
    let tail = String::from_utf8_lossy(frame.tail);
    let at = filed_at(&tail, frame.tail_line(), reading.at, &mut notes);
    let item = WireItem::first(Story::default(), "", at);
    let mut text_reader = Text { item, notes, wire, at, first: frame.text_line() };
    let letter = read_head(&head, wire, &mut text_reader);
    text_reader.read(&text);
    let Text { mut item, notes, .. } = text_reader;
    item.story.urgency = urgency(letter, item.kind);
    Ok(Decoded { item, notes })
}

/// The moment of the transmission line; without one the moment of reading.
fn filed_at(tail: &str, line: usize, now: Timestamp, notes: &mut Vec<DecodeNote>) -> Timestamp {
    let found = tail.trim_matches(['\r', '\n', '\u{C}', '\t', ' ']);
    let mut note = |what: String| notes.push(DecodeNote::new(format!("line {line}"), what));
    let Some(read) = header::read_transmission(found) else {
        note(format!("No transmission line was found in {:?}", shortened(found)));
        return now;
    };
    match read.at {
        None => note(format!("{found:?} gives no moment that could be read")),
        Some(_) if read.local => note(format!("{found:?} is read as GMT")),
        Some(_) => {}
    }
    read.at.unwrap_or(now)
}

/// Reads the header lines; the answer is the priority letter.
fn read_head(head: &str, wire: &Anpa1312, text: &mut Text<'_>) -> char {
    let mut lines = telegraph::lines(head).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("");
    match First::read(first) {
        Some(first) => {
            text.item.envelope.sequence = first.number.parse().unwrap_or(0);
            first.extra.trim().clone_into(&mut text.item.envelope.provider);
        }
        None => text.note(1, format!("{:?} is no header that could be read", shortened(first))),
    }
    let second = lines.next().unwrap_or("");
    let Some(second) = Second::read(second) else {
        text.note(2, format!("{:?} is no second header line that could be read", shortened(second)));
        return 'r';
    };
    second.category.clone_into(&mut text.item.envelope.category);
    if let Some(section) = section_of(&wire.sections, second.category, &wire.category) {
        section.clone_into(&mut text.item.story.section);
    }
    without_cycle(second.keyword).clone_into(&mut text.item.story.slug);
    if let Some((kind, version)) = second.between.first().and_then(|words| header::read_version(words)) {
        (text.item.kind, text.item.version) = (kind, version);
    } else if !second.between.is_empty() {
        text.note(2, format!("{:?} is no version that could be read", second.between.join(" ")));
    }
    second.priority.to_ascii_lowercase()
}

/// A keyword without `BC-`.
pub(super) fn without_cycle(keyword: &str) -> &str {
    let cycle = keyword
        .get(..3)
        .filter(|start| ["AM-", "PM-", "BC-", "AP-"].iter().any(|cycle| cycle.eq_ignore_ascii_case(start)));
    &keyword[cycle.map_or(0, str::len)..]
}

/// The urgency of a letter; normal is what a story says that says nothing, and the letter of a hold, a kill or a
/// correction is its kind's.
fn urgency(letter: char, kind: ReleaseKind) -> Option<Urgency> {
    let level = match (letter, kind) {
        ('b', ReleaseKind::Hold | ReleaseKind::Kill) | ('u', ReleaseKind::Correction) => return None,
        ('f', _) => 1,
        ('b', _) => 2,
        ('u', _) => 3,
        ('d', _) => 6,
        _ => return None,
    };
    Urgency::new(level).ok()
}
