//! Writes an item as one message, then reads it back: what comes back otherwise is told as lost.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::Offset;
use wirecopy_story::count::count;
use wirecopy_story::{ReleaseKind, Story, Urgency};

use super::header::{DC1, DC2, DC3, MAX_KEYWORD, US, version};
use super::{KEYWORD, NOTES, PRIORITY, SUBHEADS, decode, seven};
use crate::clean::{Cleaner, Shape};
use crate::dialect::DialectRow;
use crate::lines::fields::Fields;
use crate::lines::set::TABLE_ROW;
use crate::lines::special;
use crate::loss::LossKind;
use crate::profile::telegraph::Anpa1312;
use crate::profile::{Dashes, Profile};
use crate::settle::settle;
use crate::telegraph::{EOT, ETX, SOH, STX, tell_normal};
use crate::{EncodeError, Encoded, Reading, WireItem, spelled};

/// What a paragraph begins with.
pub(super) const PARAGRAPH: &str = "\t   ";
/// What marks a subhead until its line is written; no text has this character.
const SUBHEAD: &str = "\u{2}";
/// What opens a note to editors among the heading lines.
pub(super) const EDS: &str = "Eds: ";
/// What opens one among the paragraphs.
pub(super) const EDITORS_NOTE: &str = "EDITOR'S NOTE — ";

pub(super) fn encode(item: &WireItem, profile: &Profile, dialect: &DialectRow) -> Result<Encoded, EncodeError> {
    let wire = &profile.telegraph().anpa1312;
    let mut writer = Writer { fields: Fields::new(item, &wire.style), wire, dialect, text: String::new() };
    let message = writer.message(profile)?;
    let charset = wire.style.charset();
    let bytes = charset
        .encode(&message)
        .map_err(|letter| EncodeError::Charset { charset: charset.name().to_owned(), code: letter.into() })?;
    let mut losses = writer.fields.losses.into_list();
    let back = decode::decode(&bytes, &Reading::new(profile, item.envelope.sent_at));
    let back = back.map_err(|error| EncodeError::Unwritable { got: error.to_string() })?;
    tell_normal(item, &back.item, &mut losses);
    settle(item, writer.fields.parsed, &back.item, &mut losses);
    Ok(Encoded { bytes, charset: charset.name().to_owned(), losses })
}

struct Writer<'w> {
    fields: Fields<'w>,
    wire: &'w Anpa1312,
    dialect: &'w DialectRow,
    /// The text between STX and ETX behind its first line.
    text: String,
}

impl Writer<'_> {
    fn message(&mut self, profile: &Profile) -> Result<String, EncodeError> {
        let (item, wire) = (self.fields.item, self.wire);
        let headings = self.dialect.option(&SUBHEADS) == "headings";
        let chunks = self.fields.body(|setter| {
            setter.lead = PARAGRAPH;
            setter.head = if headings { SUBHEAD } else { "" };
        })?;
        let keyword = self.keyword();
        self.head()?;
        let head = self.text.len();
        chunks.iter().enumerate().for_each(|(at, chunk)| self.chunk(chunk, at == 0));
        self.sign_off(headings);
        // A sign-off counts, because it may be read as part of the body; a kill has no words.
        let body = self.text[head..].replace('—', "_");
        let words = count(&body, profile.word_rule()).words.min(9_999);
        let words = if item.kind == ReleaseKind::Kill { 0 } else { words };
        let form = if body.contains(TABLE_ROW) { DC2 } else { DC1 };
        let (version, spoken) = version(item);
        let between = if version.is_empty() { "   ".to_owned() } else { format!("{version}  ") };
        let day = profile.filing_date(item.envelope.sent_at);
        let sent = Offset::UTC.to_datetime(item.envelope.sent_at);
        let (service, selector, category) = (&wire.service, &wire.selector, category(item, wire));
        let number = item.envelope.sequence % 10_000;
        let priority = priority(item, self.dialect);
        let spoken = if spoken.is_empty() { spoken } else { format!(", {spoken}") };
        let mut out = String::with_capacity(self.text.len() + 256);
        let _ = write!(out, "\u{16}\u{16}{SOH}{service}{number:04}{US}{selector}\r\n");
        let _ = write!(out, "{priority} {category}{DC3}{form} {keyword} {between} ");
        let _ = write!(out, "{:02}-{:02} {words:04}\r\n", day.month(), day.day());
        let _ = write!(out, "{STX}^{keyword}{spoken},{words:04}<\r\n{}\r\n{PARAGRAPH}{ETX}", self.text);
        let (year, code) = (sent.year().rem_euclid(100), &wire.code);
        let _ = write!(out, "{code}-{:02}-{:02}-{year:02} ", sent.month(), sent.day());
        let _ = write!(out, "{:02}{:02}GMT<\r\n\r\n\u{C}\r\n{EOT}", sent.hour(), sent.minute());
        Ok(out)
    }

    /// The cycle and the slug: no spaces, cut at 24 characters.
    fn keyword(&mut self) -> String {
        let typed = &self.fields.item.story.slug;
        let slug = self.fields.field("slug", typed);
        let printed = self.dialect.option(&KEYWORD) == "printed";
        let fits = |one: char| {
            one.is_ascii_alphanumeric()
                || matches!(one, '.' | '-')
                || (printed && matches!(one, '/' | '&' | '+' | '\''))
        };
        let plain: String = slug.chars().map(|one| if fits(one) { one } else { '-' }).collect();
        let mut lose = |what: &str, became: &str| {
            self.fields.losses.add(LossKind::Character, "slug", 0..typed.len(), what, became);
        };
        if plain != slug {
            lose("A keyword has no spaces and few marks: they become hyphens", &plain);
        }
        let room = MAX_KEYWORD - self.wire.cycle.len() - 1;
        // One character of the keyword stands for each of the slug, in which a code is still to be seen.
        let end = slug.char_indices().nth(room).map_or(slug.len(), |(at, _)| at);
        let room = slug[..spelled::outside(&slug, end)].chars().count();
        let cut: String = plain.chars().take(room).collect();
        if cut != plain {
            lose("A keyword has 24 characters with its cycle: the rest is cut off", &cut);
        }
        format!("{}-{cut}", self.wire.cycle)
    }

    /// The heading lines, and what stands above the body where notes are paragraphs.
    fn head(&mut self) -> Result<(), EncodeError> {
        let story = &self.fields.item.story;
        let headline = self.fields.headline();
        if headline.is_empty() {
            return Err(EncodeError::Missing { missing: vec!["headline"] });
        }
        self.heading(&headline, '<');
        let summary = self.fields.summary();
        if special::told(&summary, self.fields.style, &mut WireItem::first(Story::default(), "", Timestamp::UNIX_EPOCH))
        {
            // A receiver would act on it.
            let what = "The lead reads as a line of the release, so it is not sent";
            self.fields.losses.add(LossKind::Ambiguous, "summary", 0..story.summary.len(), what, "");
        } else if !summary.is_empty() {
            self.heading(&summary, '<');
        }
        let special = [self.fields.kind(), self.fields.advice().to_owned(), self.fields.embargo()];
        let losses = &mut self.fields.losses;
        losses.begin_unit();
        let note = Cleaner::Plain(self.fields.style).clean(&story.ed_note, Shape::Lines, |change| {
            losses.add(change.kind, "ed_note", change.range, change.what, change.became);
        });
        let notes: Vec<&str> = note.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
        let special: Vec<&String> = special.iter().filter(|line| !line.is_empty()).collect();
        let byline = self.fields.byline();
        let headings = self.dialect.option(&NOTES) == "headings";
        if headings {
            for line in &special {
                self.heading(line, '<');
            }
            for line in &notes {
                self.heading(&format!("{EDS}{line}"), '<');
            }
        }
        if !byline.is_empty() {
            self.heading(&byline, '=');
            let affiliation = self.wire.affiliation.clone();
            self.heading(&affiliation, '=');
        }
        if !headings {
            let lines = special.into_iter().map(String::as_str).chain(notes);
            for line in lines {
                self.line(PARAGRAPH, &format!("{EDITORS_NOTE}{line}"), "");
            }
        }
        Ok(())
    }

    fn heading(&mut self, words: &str, end: char) {
        self.line("^", words, if end == '=' { "=" } else { "<" });
    }

    /// One line: its mark, the words in seven bits, its end.
    fn line(&mut self, mark: &str, words: &str, end: &str) {
        self.text.push_str(mark);
        let (opening, words) = words.strip_prefix(EDITORS_NOTE).map_or(("", words), |rest| (EDITORS_NOTE, rest));
        self.text.push_str(opening);
        let words = seven::set(words);
        // A lone `_` that was typed reads as a dash, and dashes are set as the house sets them.
        match self.wire.style.marks().dashes {
            Dashes::AsTyped => self.text.push_str(&words),
            Dashes::Hyphen => self.text.push_str(&words.replace('—', "-")),
            Dashes::DoubleHyphen => self.text.push_str(&words.replace('—', "--")),
        }
        self.text.push_str(end);
        self.text.push_str("\r\n");
    }

    /// The lines of a chunk. A subhead that opens the body would be read as one more heading of the message.
    fn chunk(&mut self, chunk: &str, opens: bool) {
        for line in chunk.split('\n') {
            if let Some(row) = line.strip_prefix(TABLE_ROW) {
                let (mark, row) = row.strip_prefix('^').map_or(("\u{8}", row), |head| ("\u{8}^", head));
                self.line(mark, row, "");
            } else if let (Some(head), false) = (line.strip_prefix(SUBHEAD), opens) {
                self.heading(head, '<');
            } else {
                let line = line.strip_prefix(PARAGRAPH).or(line.strip_prefix(SUBHEAD)).unwrap_or(line);
                self.line(PARAGRAPH, line, "");
            }
        }
    }

    fn sign_off(&mut self, headings: bool) {
        let typed = &self.fields.item.story.sign_off;
        let sign_off = self.fields.field("sign_off", typed);
        if sign_off.is_empty() {
            return;
        }
        if headings {
            self.heading(&sign_off, '<');
        } else {
            self.line(PARAGRAPH, &sign_off, "");
        }
    }
}

/// Kill notes are bulletins, and so is what stops a story; all corrections are urgent; else by the envelope or the
/// urgency.
fn priority(item: &WireItem, dialect: &DialectRow) -> char {
    let level = item.envelope.priority.or(item.story.urgency.map(Urgency::level)).unwrap_or(5);
    let letter = match item.kind {
        ReleaseKind::Hold | ReleaseKind::Kill => 'b',
        ReleaseKind::Correction => 'u',
        ReleaseKind::New | ReleaseKind::Update | ReleaseKind::Refile | ReleaseKind::Repeat | ReleaseKind::Release => {
            match level {
                0 | 1 => 'f',
                2 => 'b',
                3 | 4 => 'u',
                5 => 'r',
                _ => 'd',
            }
        }
    };
    if dialect.option(&PRIORITY) == "fbuz" && matches!(letter, 'r' | 'd') { 'z' } else { letter }
}

/// The envelope's letter, else the section's, else the usual one.
fn category<'c>(item: &'c WireItem, wire: &'c Anpa1312) -> &'c str {
    let named = item.envelope.category.trim();
    let good = named.len() == 1 && named.bytes().all(|one| one.is_ascii_alphabetic());
    let section = wire.sections.get(item.story.section.trim()).unwrap_or(&wire.category);
    if good { named } else { section }
}
