//! A page of plain text to an item: the lines of the style's layout are looked for, then the dateline, then the body's
//! chunks are read as what would have printed them. Nothing is refused: what fits nowhere is a paragraph, and what had
//! to be guessed is told.

use std::borrow::Cow;

use wirecopy_story::{ReleaseKind, Story};

use super::read::{self, Chunk, Opening};
use super::shape::{self, Shape};
use super::{dropped, special};
use crate::json::shortened;
use crate::letters::{Letter, letter};
use crate::profile::template::{Fit, Template};
use crate::{DecodeNote, Decoded, Profile, Reading, WireItem, wrap};

/// Reads a page by the profile, or by the built-in style whose dateline it has.
pub(crate) fn read(text: &str, reading: &Reading<'_>, notes: Vec<DecodeNote>) -> Decoded {
    read_titled(text, "", reading, notes)
}

/// Reads a page whose headline ends `subject`: that tells it from a section and a lead.
pub(crate) fn read_titled(text: &str, subject: &str, reading: &Reading<'_>, mut notes: Vec<DecodeNote>) -> Decoded {
    let text = plain_lines(text, &mut notes);
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let Shape { style, chunks, dated } = shape::of(&lines, reading, &mut notes);
    let reading = Reading::new(&style, reading.at);
    let item = WireItem::first(Story::default(), "", reading.at);
    let mut reader = Reader { reading: &reading, item, notes, dated, tagged: false, subject };
    let rest = reader.head(&chunks);
    let rest = reader.tail(rest);
    reader.body(rest);
    reader.missing();
    Decoded { item: reader.item, notes: reader.notes }
}

/// The text with lines ended by `\n`, without what it must not hold.
fn plain_lines(text: &str, notes: &mut Vec<DecodeNote>) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut removed, mut first, mut line) = (0usize, 0, 1);
    let mut letters = text.chars();
    while let Some(one) = letters.next() {
        match letter(one) {
            Letter::LineEnd => {
                // CR CR LF is what a line end becomes that was translated twice.
                let rest = letters.as_str();
                let behind =
                    if one == '\r' { rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) } else { None };
                letters = behind.unwrap_or(rest).chars();
                out.push('\n');
                line += 1;
            }
            Letter::Control | Letter::Direction => {
                removed += 1;
                first = if removed == 1 { line } else { first };
            }
            Letter::Plain | Letter::Tab | Letter::Invisible | Letter::OddSpace => out.push(one),
        }
    }
    if removed > 0 {
        let what = format!("{removed} control characters are not read");
        notes.push(DecodeNote::new(format!("line {first}"), what));
    }
    out
}

struct Reader<'r> {
    reading: &'r Reading<'r>,
    item: WireItem,
    notes: Vec<DecodeNote>,
    /// A dateline stands somewhere in the page.
    dated: bool,
    /// The headline had the tag of a release.
    tagged: bool,
    /// What the headline is known to end; empty where nothing is known.
    subject: &'r str,
}

impl Reader<'_> {
    fn note(&mut self, line: usize, what: impl Into<String>) {
        self.notes.push(DecodeNote::new(format!("line {line}"), what));
    }

    /// Reads everything before the body; the answer is what is left.
    fn head<'c, 't>(&mut self, chunks: &'c [Chunk<'t>]) -> &'c [Chunk<'t>] {
        let profile = self.reading.profile;
        let before: Vec<&Template> = profile.layout().iter().take_while(|line| !is_body(line)).collect();
        let below = |slot: &str| before.iter().any(|line| line.is_bare() && line.slots().eq([slot]));
        let alone = !below("section") && !below("summary");
        let mut titled = false;
        for (at, chunk) in chunks.iter().enumerate() {
            let lines = read::unwrapped(&chunk.lines, profile);
            let mut bare = Vec::new();
            let untitled = self.item.story.headline.is_empty();
            let before_it = self.item.clone();
            for line in lines.iter().map(|line| line.trim_start()) {
                // Where a headline stands alone, a line below it may be the byline.
                let titled = titled || (alone && !bare.is_empty());
                let above = at == 0 && chunks.len() > 1 && bare.is_empty();
                let known = (above && special::alert(line, &mut self.item))
                    || self.below_tag(line)
                    || special::told(line, profile, &mut self.item)
                    || special::lead_line(line, &mut self.item)
                    || self.keyed(line, &before, titled)
                    || self.below_byline(line);
                if !known {
                    bare.push(line);
                }
            }
            // A headline that its own end tells, ` =`, is the title whatever stands beside it.
            let keyed = untitled && !self.item.story.headline.is_empty();
            titled |= keyed;
            if bare.is_empty() {
                continue;
            }
            let opens_body = special::dateline(bare[0], self.reading).is_some();
            if keyed && !opens_body {
                for line in bare {
                    self.add_to_lead(line);
                }
                continue;
            }
            if titled || opens_body || bare.len() > 3 {
                // A chunk that begins as body is body: nothing in it says a field.
                if lines.first().is_some_and(|line| line.trim_start() == bare[0]) {
                    self.item = before_it;
                }
                return &chunks[at..];
            }
            titled = true;
            self.title(&bare, &before);
        }
        &[]
    }

    /// A line whose own words say which field it is. The byline stands below the headline only. Bullets above a
    /// dateline are the lead, however many there are.
    fn keyed(&mut self, line: &str, layout: &[&Template], titled: bool) -> bool {
        let titled = titled || !self.item.story.headline.is_empty();
        let tidy = |_: &str, value: &str| value.trim() == value;
        for template in layout {
            if template.slots().eq(["byline"]) {
                let found = template.read(line, Fit::Whole, &|_, _| true);
                let found = found.filter(|_| titled && !self.filled("byline"));
                let printed = found.and_then(|(found, _)| found.first().map(|(_, printed)| *printed));
                if let Some(authors) = printed.and_then(|printed| self.reading.profile.read_byline(printed)) {
                    self.item.story.byline = authors;
                    return true;
                }
            } else if !template.is_bare()
                && template.slots().next().is_some()
                && *line != *self.reading.profile.marks().rule
                && let Some((found, _)) = template.read(line, Fit::Whole, &tidy)
            {
                let more = self.dated && titled && template.slots().eq(["summary"]);
                if let (true, [(_, bullet)]) = (more, found.as_slice()) {
                    // Bullets have no full stops of their own.
                    if self.item.story.summary.ends_with(char::is_alphanumeric) {
                        self.item.story.summary.push(';');
                    }
                    self.add_to_lead(bullet);
                    return true;
                }
                // A lead stands below the headline.
                if template.slots().any(|slot| self.filled(slot) || (slot == "summary" && !titled)) {
                    continue;
                }
                for (slot, value) in found {
                    self.put(slot, value);
                }
                return true;
            }
        }
        false
    }

    /// The note between a headline that has a tag and the byline.
    fn below_tag(&mut self, line: &str) -> bool {
        let item = &mut self.item;
        if !self.tagged || !item.note.is_empty() || !item.story.byline.is_empty() {
            return false;
        }
        let note = self.reading.profile.wording().note_below_tag(item.kind, line);
        note.is_some_and(|note| {
            note.clone_into(&mut item.note);
            true
        })
    }

    /// `Associated Press Writer`: what the only author is.
    fn below_byline(&mut self, line: &str) -> bool {
        let [author] = self.item.story.byline.as_mut_slice() else { return false };
        let below = author.role.is_empty() && self.reading.profile.stands_below_byline(line);
        if below {
            line.clone_into(&mut author.role);
        }
        below
    }

    /// One more line of the lead.
    fn add_to_lead(&mut self, line: &str) {
        let summary = &mut self.item.story.summary;
        if !summary.is_empty() {
            summary.push(' ');
        }
        summary.push_str(line);
    }

    /// Whether the field of a slot was read already: a second line like its own is something else.
    fn filled(&self, slot: &str) -> bool {
        let story = &self.item.story;
        match slot {
            "slug" => !story.slug.is_empty(),
            "section" => !story.section.is_empty(),
            "headline" => !story.headline.is_empty(),
            "summary" => !story.summary.is_empty(),
            "byline" => !story.byline.is_empty(),
            "sign_off" => !story.sign_off.is_empty(),
            "ed_note" => !story.ed_note.is_empty(),
            "keywords" => !story.keywords.is_empty(),
            "rights_holder" => !story.rights.holder.is_empty(),
            "rights_notice" => !story.rights.notice.is_empty(),
            "rights_usage" => !story.rights.usage.is_empty(),
            _ => false,
        }
    }

    fn put(&mut self, slot: &str, value: &str) {
        let mut value = value;
        if slot == "headline"
            && let Some(rest) = special::untagged(value, self.reading.profile, &mut self.item)
        {
            (value, self.tagged) = (rest, true);
        }
        let story = &mut self.item.story;
        let field = match slot {
            "slug" => &mut story.slug,
            "section" => &mut story.section,
            "headline" => &mut story.headline,
            "summary" => &mut story.summary,
            "sign_off" => &mut story.sign_off,
            "ed_note" => &mut story.ed_note,
            "rights_holder" => &mut story.rights.holder,
            "rights_notice" => &mut story.rights.notice,
            "rights_usage" => &mut story.rights.usage,
            "keywords" => {
                let words: Vec<String> = value.split(", ").map(str::to_owned).collect();
                let tidy = words.iter().all(|word| word.trim() == word);
                story.keywords = if tidy { words } else { vec![value.to_owned()] };
                return;
            }
            _ => return,
        };
        value.clone_into(field);
    }

    /// Section, headline and lead, as far as the layout prints them bare.
    fn title(&mut self, lines: &[&str], layout: &[&Template]) {
        let profile = self.reading.profile;
        let bare = |slot: &str| layout.iter().any(|line| line.is_bare() && line.slots().eq([slot]));
        // A kill has no lead; a headline has no full stop.
        let killed = self.item.kind == ReleaseKind::Kill;
        let is_section = |line: &str| {
            let stopped = dropped(line, profile.marks().headline_stop, profile.marks()).is_some();
            killed || stopped || profile.sections().iter().any(|section| section == line)
        };
        let known = |line: &str| {
            let before = self.subject.strip_suffix(&*wrap::broken(line, usize::MAX));
            before.is_some_and(|before| before.is_empty() || before.ends_with(": "))
        };
        let slots: &[&str] = match (lines.len(), bare("section"), bare("summary")) {
            (0, ..) => &[],
            (2, true, true) if known(lines[1]) != known(lines[0]) => {
                if known(lines[1]) {
                    &["section", "headline"]
                } else {
                    &["headline", "summary"]
                }
            }
            (2, true, _) if is_section(lines[0]) => &["section", "headline"],
            (3, true, true) => &["section", "headline", "summary"],
            (2, true, false) => &["section", "headline"],
            (1..=3, ..) => &["headline", "summary"],
            _ => &["section", "headline", "summary"],
        };
        for (slot, line) in slots.iter().zip(lines) {
            self.put(slot, line);
        }
        for line in lines.iter().skip(slots.len()) {
            self.add_to_lead(line);
        }
    }

    /// Takes the lines that stand behind the body off the end.
    fn tail<'c, 't>(&mut self, chunks: &'c [Chunk<'t>]) -> &'c [Chunk<'t>] {
        let layout: Vec<&Template> =
            self.reading.profile.layout().iter().skip_while(|line| !is_body(line)).skip(1).collect();
        let mut rest = chunks;
        // The first chunk left is the body's, whatever it looks like; a kill has none.
        let body = usize::from(self.item.kind != ReleaseKind::Kill);
        while let [.., last] = rest
            && rest.len() > body
        {
            let lines = read::unwrapped(&last.lines, self.reading.profile);
            let before_it = self.item.story.clone();
            if !lines.iter().all(|line| self.keyed(line, &layout, false)) {
                self.item.story = before_it;
                let bare = layout.iter().any(|line| line.is_bare() && line.slots().eq(["sign_off"]));
                let signed = match lines.as_slice() {
                    [line] => body == 0 || special::is_sign_off(line, self.reading.profile),
                    _ => body == 0,
                };
                if !bare || !signed || self.filled("sign_off") {
                    break;
                }
                self.put("sign_off", &lines.join(" "));
            }
            rest = &rest[..rest.len() - 1];
        }
        rest
    }

    fn body(&mut self, chunks: &[Chunk<'_>]) {
        let Some(first) = chunks.first() else { return };
        let mut chunks: Vec<Chunk<'_>> = chunks.to_vec();
        let opening = special::dateline(first.lines[0], self.reading);
        let mut stood = Opening::Nothing;
        if let Some((read, language)) = opening {
            if read.from_capitals {
                let what = format!("{:?} was printed in capitals: check its spelling", shortened(&read.dateline.place));
                self.note(first.line, what);
            }
            if let (true, Some(date)) = (read.year_guessed, read.dateline.date) {
                self.note(first.line, format!("The dateline has no year: {} is taken", date.year()));
            }
            self.item.story.dateline = read.dateline;
            self.item.story.language = language;
            let line = first.lines[0].get(read.length..).unwrap_or("");
            chunks[0].lines[0] = line;
            let taken = first.lines[0].chars().count() - line.chars().count();
            let alone = line.is_empty() && chunks[0].lines.len() == 1;
            stood = if alone { Opening::OwnLine } else { Opening::SameLine(taken) };
            if line.is_empty() {
                chunks[0].lines.remove(0);
            }
            chunks.retain(|chunk| !chunk.lines.is_empty());
        }
        let body = read::blocks(&chunks, self.reading.profile, stood);
        self.item.story.body = body.into_markdown();
    }

    fn missing(&mut self) {
        if self.item.story.headline.is_empty() {
            self.note(1, "No headline was found");
        }
        if self.item.story.body.is_empty() && self.item.kind != ReleaseKind::Kill {
            self.note(1, "No body was found");
        }
    }
}

fn is_body(line: &Template) -> bool {
    line.is_bare() && line.slots().eq(["body"])
}

/// The body of a message that gives it as bare text.
pub(crate) fn body_of(text: &str, profile: &Profile) -> String {
    let text: Cow<'_, str> = plain_lines(text, &mut Vec::new()).into();
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    read::blocks(&read::chunks(&lines), profile, Opening::Nothing).into_markdown()
}

#[cfg(test)]
mod tests;
