//! A message to an item: header, keyword lines, day and time; the text is [`super::read`]'s. Read leniently: what real
//! feeds leave out or do otherwise is told.

use jiff::Timestamp;
use wirecopy_story::{ReleaseKind, Story, Urgency};

use super::FILL;
use super::encode::is_language;
use super::header::{self, Header};
use super::read::{Line, Text};
use crate::charset::{Charset, decode_unnamed};
use crate::coded::refuse_too_large;
use crate::json::shortened;
use crate::profile::Profile;
use crate::profile::telegraph::{Iptc7901, section_of};
use crate::telegraph::{self, Frame, quoted};
use crate::{DecodeError, DecodeNote, Decoded, Reading, WireItem};

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    refuse_too_large(bytes)?;
    let mut notes = Vec::new();
    let frame = Frame::cut(bytes, &mut notes)?;
    let wire = &reading.profile.telegraph().iptc7901;
    if frame.before.iter().any(|one| !FILL.contains(one) && !matches!(one, b'\r' | b'\n')) {
        notes.push(DecodeNote::new("line 1", format!("{} before SOH is not read", quoted(frame.before))));
    }
    let charset = charset(bytes, wire, &mut notes);
    let (head, _) = charset.decode(frame.head);
    let (text, _) = charset.decode(frame.text);
    let tail = String::from_utf8_lossy(frame.tail);
    let at = filed_at(&tail, frame.tail_line(), reading.at, &mut notes);
    let mut item = WireItem::first(Story::default(), "", at);
    let own = read_head(&head, wire, &mut item, &mut notes);
    let lines = text_lines(&text, frame.text_line(), &mut notes);
    let latin = !bytes.is_ascii() && !charset.is_utf8();
    let eight_bit = wire.style.charset().is_utf8() || wire.style.charset().name() == "us-ascii";
    let styles: [&Profile; 2] =
        if latin && eight_bit { [&wire.latin, &wire.style] } else { [&wire.style, &wire.latin] };
    let mut text = Text { item, notes, wire, styles, at, own };
    text.read(&lines);
    let pulled = matches!(text.item.kind, ReleaseKind::Hold | ReleaseKind::Kill);
    if pulled && text.item.story.urgency == urgency(wire.priorities[1], wire) {
        // That is the priority of its kind.
        text.item.story.urgency = None;
    }
    Ok(Decoded { item: text.item, notes: text.notes })
}

/// The character set: UTF-8 where all bytes are, else the profile's or the field's.
fn charset(bytes: &[u8], wire: &Iptc7901, notes: &mut Vec<DecodeNote>) -> Charset {
    let (_, charset, clean) = decode_unnamed(bytes, wire.style.charset());
    let usual = charset.is_utf8() || charset == *wire.style.charset() || charset.name() == "windows-1252";
    if !usual || !clean {
        let faulty = if clean { "" } else { "; bytes that it does not have became U+FFFD" };
        notes.push(DecodeNote::new("line 1", format!("Read as {}{faulty}", charset.name())));
    }
    charset
}

/// The moment of the day and time group; without one the moment of reading.
fn filed_at(tail: &str, line: usize, now: Timestamp, notes: &mut Vec<DecodeNote>) -> Timestamp {
    let group = tail.trim_matches(['\r', '\n', '\u{7F}', '\0', ' ']);
    let place = format!("line {line}");
    let Some(read) = header::read_day_time(group) else {
        let what = format!("No day and time group was found in {:?}", shortened(group));
        notes.push(DecodeNote::new(place, what));
        return now;
    };
    if read.guessed {
        notes.push(DecodeNote::new(&place, format!("{group:?} is read as GMT")));
    }
    if read.at.is_none() {
        notes.push(DecodeNote::new(&place, format!("{group:?} is no day of the calendar")));
    }
    read.at.unwrap_or(now)
}

/// Reads header and keyword lines; whether the source is the profile's own.
fn read_head(head: &str, wire: &Iptc7901, item: &mut WireItem, notes: &mut Vec<DecodeNote>) -> bool {
    let mut lines = telegraph::lines(head).map(str::trim_end);
    let first = lines.next().unwrap_or("");
    let header = Header::read(first);
    match &header {
        Some(header) => read_header(header, wire, item, notes),
        None => {
            notes.push(DecodeNote::new("line 1", format!("{:?} is no header that could be read", shortened(first))));
        }
    }
    let mut keywords = lines.filter(|line| !line.trim().is_empty()).map(str::trim);
    let slug = keywords.next().unwrap_or("");
    slug.strip_suffix('/').unwrap_or(slug).trim().clone_into(&mut item.story.slug);
    for line in keywords {
        let words = line.strip_suffix('/').unwrap_or(line).split('/');
        item.story.keywords.extend(words.map(|word| word.trim().to_owned()));
    }
    header.is_some_and(|header| header.source == wire.source)
}

fn read_header(header: &Header<'_>, wire: &Iptc7901, item: &mut WireItem, notes: &mut Vec<DecodeNote>) {
    item.envelope.sequence = header.number.parse().unwrap_or(0);
    header.category.clone_into(&mut item.envelope.category);
    if let Some(section) = section_of(&wire.sections, header.category, &wire.category) {
        section.clone_into(&mut item.story.section);
    }
    match header.priority.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
        Some(priority @ 1..=9) => item.story.urgency = urgency(priority, wire),
        Some(_) | None => {
            notes.push(DecodeNote::new("line 1", format!("{:?} is no priority", header.priority)));
        }
    }
    if header.words.is_empty() {
        notes.push(DecodeNote::new("line 1", "The header has no word count"));
    }
    let mut words: Vec<&str> = header.optional.split(' ').filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.bytes().all(|one| one.is_ascii_digit());
    if let [.., number, language] = words.as_slice()
        && is_number(number)
        && is_language(language)
    {
        (*language).clone_into(&mut item.story.language);
        words.pop();
    }
    words.pop_if(|word| is_number(&&**word));
    item.envelope.provider = words.join(" ");
}

/// The urgency that a priority stands for: the one nearest to normal. Normal is what a story says that says nothing.
fn urgency(priority: u8, wire: &Iptc7901) -> Option<Urgency> {
    let usual = wire.priorities[4];
    if priority == usual {
        return None;
    }
    let levels = (1..=9u8).filter(|level| wire.priorities[usize::from(*level) - 1] == priority);
    let level = levels.min_by_key(|level| level.abs_diff(5)).unwrap_or(priority);
    Urgency::new(level).ok()
}

/// Lines without what a text does not hold; a line with bells is marked.
fn text_lines<'t>(text: &'t str, first: usize, notes: &mut Vec<DecodeNote>) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    let mut odd: Option<usize> = None;
    for (at, line) in telegraph::lines(text).enumerate() {
        let number = first + at;
        let rings = line.contains('\u{7}');
        let keep = |one: char| !one.is_control() || one == '\t';
        let text = if line.chars().all(keep) {
            line.into()
        } else {
            let bell = |one: char| one == '\u{7}';
            let seen = |one: char| one == '\u{1F}' || one == '\r';
            if line.chars().any(|one| !keep(one) && !bell(one) && !seen(one)) {
                odd.get_or_insert(number);
            }
            // US parts the columns of a table in revision 5.
            let column = line.replace('\u{1F}', "  ");
            column.chars().filter(|one| keep(*one)).collect::<String>().into()
        };
        lines.push(Line { number, text, rings });
    }
    if let Some(line) = odd {
        notes.push(DecodeNote::new(format!("line {line}"), "Control characters are not read"));
    }
    lines
}
