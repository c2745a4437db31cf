//! Plain text to an item: the lines of the profile's layout are looked for, then the dateline, then the body's
//! chunks are read as what would have printed them. Nothing is refused but size: what fits nowhere is a paragraph,
//! and what had to be guessed is told.

use std::borrow::Cow;

use wirecopy_story::{Byline, ReleaseKind, Story};

use crate::charset::decode_unnamed;
use crate::coded::refuse_too_large;
use crate::json::shortened;
use crate::letters::{Letter, letter};
use crate::lines::read::{self, Chunk, Opening};
use crate::lines::{dropped, special};
use crate::profile::template::{Fit, Template};
use crate::{DecodeError, DecodeNote, Decoded, Profile, Reading, WireItem};

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    refuse_too_large(bytes)?;
    let mut notes = Vec::new();
    let text = text_of(bytes, reading.profile, &mut notes);
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let chunks = read::chunks(&lines);
    let item = WireItem::first(Story::default(), "", reading.at);
    let mut reader = Reader { reading, item, notes };
    let rest = reader.head(&chunks);
    let rest = reader.tail(rest);
    reader.body(rest);
    reader.missing();
    Ok(Decoded { item: reader.item, notes: reader.notes })
}

/// The characters, lines ended by `\n`, without what a text must not hold.
pub(super) fn text_of(bytes: &[u8], profile: &Profile, notes: &mut Vec<DecodeNote>) -> String {
    let (text, charset, clean) = decode_unnamed(bytes, profile.charset());
    if !charset.is_utf8() || !clean {
        let faulty = if clean { "" } else { "; bytes that it does not have became U+FFFD" };
        notes.push(DecodeNote::new("line 1", format!("Read as {}{faulty}", charset.name())));
    }
    plain_lines(&text, notes)
}

fn plain_lines(text: &str, notes: &mut Vec<DecodeNote>) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut removed, mut first, mut line) = (0usize, 0, 1);
    let mut letters = text.chars().peekable();
    while let Some(one) = letters.next() {
        match letter(one) {
            Letter::LineEnd => {
                if one == '\r' && letters.peek() == Some(&'\n') {
                    letters.next();
                }
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
}

impl Reader<'_> {
    fn note(&mut self, line: usize, what: impl Into<String>) {
        self.notes.push(DecodeNote::new(format!("line {line}"), what));
    }

    /// Reads everything before the body; the answer is what is left.
    fn head<'c, 't>(&mut self, chunks: &'c [Chunk<'t>]) -> &'c [Chunk<'t>] {
        let profile = self.reading.profile;
        let before: Vec<&Template> = profile.layout().iter().take_while(|line| !is_body(line)).collect();
        let mut titled = false;
        for (at, chunk) in chunks.iter().enumerate() {
            let lines = read::unwrapped(&chunk.lines, profile);
            let mut bare = Vec::new();
            for line in &lines {
                if !special::told(line, self.reading.profile, &mut self.item) && !self.keyed(line, &before, titled) {
                    bare.push(line.as_ref());
                }
            }
            if bare.is_empty() {
                continue;
            }
            let opens_body = special::dateline(bare[0], self.reading).is_some();
            if titled || opens_body || bare.len() > 3 {
                return &chunks[at..];
            }
            titled = true;
            self.title(&bare, &before);
        }
        &[]
    }

    /// A line whose own words say which field it is. The byline stands below the headline only.
    fn keyed(&mut self, line: &str, layout: &[&Template], titled: bool) -> bool {
        for template in layout {
            if template.is_bare() && template.slots().eq(["byline"]) {
                if let Some(authors) = self.reading.profile.read_byline(line).filter(|_| titled) {
                    self.item.story.byline = authors;
                    return true;
                }
            } else if !template.is_bare()
                && template.slots().next().is_some()
                && let Some((found, _)) = template.read(line, Fit::Whole, &|_, _| true)
            {
                for (slot, value) in found {
                    self.put(slot, value);
                }
                return true;
            }
        }
        false
    }

    fn put(&mut self, slot: &str, value: &str) {
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
            "byline" => {
                story.byline = vec![Byline { name: value.to_owned(), ..Byline::default() }];
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
        let slots: &[&str] = match (lines.len(), bare("section"), bare("summary")) {
            (0, ..) => &[],
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
            let story = &mut self.item.story;
            if !story.summary.is_empty() {
                story.summary.push(' ');
            }
            story.summary.push_str(line);
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
            if let [line] = last.lines.as_slice() {
                let bare = layout.iter().any(|line| line.is_bare() && line.slots().eq(["sign_off"]));
                if bare && self.item.story.sign_off.is_empty() && (body == 0 || special::is_sign_off(line)) {
                    self.put("sign_off", line);
                    rest = &rest[..rest.len() - 1];
                    continue;
                }
            }
            let lines = read::unwrapped(&last.lines, self.reading.profile);
            let fits = |line: &Cow<'_, str>| {
                let keyed = layout.iter().filter(|one| !one.is_bare() && one.slots().next().is_some());
                keyed.into_iter().any(|one| one.read(line, Fit::Whole, &|_, _| true).is_some())
            };
            if !lines.iter().all(fits) {
                break;
            }
            for line in &lines {
                self.keyed(line, &layout, false);
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
        self.item.story.body = body.to_markdown();
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
    read::blocks(&read::chunks(&lines), profile, Opening::Nothing).to_markdown()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(profile: &str, text: &str) -> Decoded {
        let profile = Profile::find(profile).expect("built in");
        let at = "2026-11-24T08:00:00Z".parse().expect("an RFC 3339 time");
        decode(text.as_bytes(), &Reading::new(profile, at)).expect("text is never refused")
    }

    const TASS: &str = "World\nMinistry spokesman: Harbour reopened\nThe first convoy left at dawn\n\n\
        PORT TESTLAND, November 23. /TASS/. The harbour has reopened.\n\n\
        \"The president [of Testland] has asked,\" he said.\n\nThree ships\n\n- Aurora\n- Boreas\n\nap/iv\n";

    #[test]
    fn a_tass_text_falls_apart_into_its_fields() {
        let story = decoded("tass", TASS).item.story;
        assert_eq!(story.section, "World");
        assert_eq!(story.headline, "Ministry spokesman: Harbour reopened");
        assert_eq!(story.summary, "The first convoy left at dawn");
        assert_eq!(story.dateline.place, "Port Testland");
        assert_eq!(story.dateline.date.map(|date| date.to_string()).as_deref(), Some("2026-11-23"));
        assert_eq!(story.sign_off, "ap/iv");
        let expected = "The harbour has reopened.\n\n\"The president [of Testland] has asked,\" he said.\n\n\
            ## Three ships\n\n- Aurora\n- Boreas";
        assert_eq!(story.body.trim_end(), expected);
    }

    #[test]
    fn two_lines_are_headline_and_lead_unless_the_first_is_a_section() {
        let story = decoded("tass", "Harbour reopened\nThe convoy left\n\nText of it.\n").item.story;
        assert_eq!((story.headline.as_str(), story.summary.as_str()), ("Harbour reopened", "The convoy left"));
        let story = decoded("tass", "World\nHarbour reopened\n\nText of it.\n").item.story;
        assert_eq!((story.section.as_str(), story.headline.as_str()), ("World", "Harbour reopened"));
    }

    #[test]
    fn what_is_guessed_is_told() {
        let notes = decoded("tass", TASS).notes;
        let told: Vec<_> = notes.iter().map(|note| format!("{}: {}", note.place, note.what)).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("line 5: \"Port Testland\" was printed in capitals"), "{}", told[0]);
        assert!(told[1].contains("2026 is taken"), "{}", told[1]);
    }

    #[test]
    fn weird_text_is_read_and_told() {
        for text in
            ["", "\n\n\n", "\u{1}\u{2}", "one line", "PORT X, November 31. /TASS/. no such day", "[[[[ ]] - - -"]
        {
            let _ = decoded("tass", text);
        }
        assert!(
            decoded("tass", "").notes.iter().any(|note| note.what == "No headline was found"),
            "nothing is nothing"
        );
    }

    #[test]
    fn eight_bit_text_is_read_by_the_profile_or_told() {
        let profile = Profile::find("tass").expect("built in");
        let at = "2026-11-24T08:00:00Z".parse().expect("an RFC 3339 time");
        let read = decode(b"Caf\xE9 opens\n\nText.\n", &Reading::new(profile, at)).expect("text is never refused");
        assert_eq!(read.item.story.headline, "Café opens");
        assert_eq!(read.notes[0].what, "Read as windows-1252");
    }
}
