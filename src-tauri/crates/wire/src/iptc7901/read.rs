//! The text between STX and ETX as the fields of an item: lead lines, headline, byline, body, notes, sign-off. The
//! headline ends with ` =`; paragraphs open with three spaces, so that what stands flush is something else.

use std::borrow::Cow;

use jiff::Timestamp;
use wirecopy_story::{Block, BlockKind, Body, Byline, ReleaseKind};

use super::encode::{INDENT, is_paragraph};
use crate::json::shortened;
use crate::lines::read::{self, Chunk, Opening};
use crate::lines::special;
use crate::profile::Profile;
use crate::profile::dateline::ReadDateline;
use crate::profile::telegraph::Iptc7901;
use crate::{DecodeNote, Reading, WireItem};

/// The most lines of a headline that neither ` =` nor an empty line ends.
const MAX_HEADLINE: usize = 3;

/// A line of another house that has so many characters was broken because the next word did not fit.
const FILLED: usize = 45;

/// What opens the notes to editors, whatever the profile calls it.
const NOTES: &[&str] = &[
    "The following information is not for publication",
    "The following information is not intended for publication",
    "# dpa NOTEBOOK",
    "Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt",
    "# dpa-Notizblock",
];

/// Words above the headline that real feeds have beside those of a profile, and what they mean.
const LEAD_WORDS: &[(&str, ReleaseKind)] = &[
    ("KILL", ReleaseKind::Kill),
    ("(ACHTUNG", ReleaseKind::Kill),
    ("HOLD", ReleaseKind::Hold),
    ("CORRECTION", ReleaseKind::Correction),
    ("(BERICHTIGUNG", ReleaseKind::Correction),
    ("REFILE", ReleaseKind::Refile),
    ("REPEAT", ReleaseKind::Repeat),
];

/// A line of the text.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// In the message, from 1.
    pub(super) number: usize,
    pub(super) text: Cow<'t, str>,
    /// It had bells.
    pub(super) rings: bool,
}

/// The item as far as it is read.
pub(super) struct Text<'r> {
    pub(super) item: WireItem,
    pub(super) notes: Vec<DecodeNote>,
    pub(super) wire: &'r Iptc7901,
    /// The styles that may have written it, the likelier first.
    pub(super) styles: [&'r Profile; 2],
    /// When it was filed: gives a dateline its year.
    pub(super) at: Timestamp,
    /// Its source is the profile's, so its lines end where this width ends them.
    pub(super) own: bool,
}

impl Text<'_> {
    pub(super) fn read(&mut self, lines: &[Line<'_>]) {
        let texts: Vec<&str> =
            lines.iter().map(|line| if self.is_flash(line) { "" } else { line.text.trim_end() }).collect();
        let first = lines.first().map_or(1, |line| line.number);
        let opens = |line: &&str| **line == *self.wire.notes || NOTES.iter().any(|known| line.starts_with(known));
        let above = texts.iter().position(|line| is_paragraph(line) || opens(line)).unwrap_or(texts.len());
        let from = match self.headline_end(&texts[..above]) {
            Some(end) => self.titled(&texts, end, first),
            None => self.untitled(&texts[..above]),
        };
        let rest = &texts[from..];
        let opens = |line: &&str| **line == *self.wire.notes || NOTES.iter().any(|known| line.starts_with(known));
        let (body, notes) = rest.split_at(rest.iter().position(opens).unwrap_or(rest.len()));
        self.foot(notes);
        let joined = if self.own { Vec::new() } else { joined(body, &self.styles[0].marks().bullet) };
        let joined: Vec<&str> = joined.iter().map(String::as_str).collect();
        self.body(if self.own { body } else { &joined }, first + from, notes.is_empty());
        if self.item.story.headline.is_empty() {
            self.note(first, "No headline was found");
        }
        if self.item.story.body.is_empty() && self.item.kind != ReleaseKind::Kill {
            self.note(first, "No body was found");
        }
    }

    /// The line whose ` =` ends the headline: of its wording above or of the body below it none is taken.
    fn headline_end(&self, texts: &[&str]) -> Option<usize> {
        let chunks = read::chunks(texts);
        let mut first = None;
        for (nth, chunk) in chunks.iter().enumerate() {
            let ends = |line: &&str| *line == "=" || line.ends_with(" =");
            if let Some(at) = chunk.lines.iter().position(ends) {
                if !self.is_lead(&chunk.lines[..=at].join(" ")) {
                    return Some(chunk.line - 1 + at);
                }
                // Lead words may stand on the lines of the headline itself.
                first = first.or((nth == 0 || at > 0).then_some(chunk.line - 1 + at));
            }
            if !self.is_lead(&chunk.lines.join(" ")) {
                return first;
            }
        }
        first
    }

    /// Whether a chunk may stand above the headline: the wording of the styles, or of other houses in capitals.
    fn is_lead(&self, chunk: &str) -> bool {
        let own = self.styles.iter().any(|style| {
            let embargo =
                style.dateline_styles().iter().any(|one| style.embargo_line().read(chunk, one.months()).is_some());
            let advice = ReleaseKind::ALL.iter().any(|kind| style.wording().advice(*kind) == chunk);
            embargo || advice || style.wording().read(chunk).is_some()
        });
        let large = chunk.to_uppercase();
        let plain = |one: char| one.is_alphanumeric() || matches!(one, ' ' | '.' | '-');
        own || LEAD_WORDS.iter().any(|(word, _)| large.starts_with(word))
            || (large == chunk && chunk.chars().all(plain))
    }

    fn note(&mut self, line: usize, what: impl Into<String>) {
        self.notes.push(DecodeNote::new(format!("line {line}"), what));
    }

    /// The word above a flash: where bells ring, or as the profile has it.
    fn is_flash(&self, line: &Line<'_>) -> bool {
        let word = line.text.trim();
        line.rings && (word.chars().count() <= 30 || self.wire.flash.iter().any(|flash| flash == word))
    }

    /// The head of a message whose headline ends in line `end`; the answer is where the rest begins.
    fn titled(&mut self, texts: &[&str], end: usize, first: usize) -> usize {
        let mut chunks = read::chunks(&texts[..=end]);
        let last = chunks.pop();
        for chunk in &chunks {
            self.lead_line(&chunk.lines.join(" "), first + chunk.line - 1);
        }
        let mut headline = last.map(|chunk| chunk.lines).unwrap_or_default();
        while let [lead, _, ..] = headline.as_slice()
            && (self.told(lead) || self.lead_word(lead))
        {
            headline.remove(0);
        }
        without_end(&headline.join(" ")).clone_into(&mut self.item.story.headline);
        let rest = &texts[end + 1..];
        let blank = rest.iter().take_while(|line| line.is_empty()).count();
        let block = rest[blank..].iter().take_while(|line| !line.is_empty() && !is_paragraph(line));
        let block: Vec<&str> = block.copied().collect();
        let ended = block.iter().position(|line| *line == "=" || line.ends_with(" ="));
        let byline = match (ended, blank) {
            (Some(at), _) => &block[..=at],
            (None, 0) => &block[..],
            (None, _) => &[],
        };
        let line = byline.join(" ");
        if !byline.is_empty() && self.byline(without_end(&line), ended.is_some()) {
            return end + 1 + blank + byline.len();
        }
        end + 1
    }

    /// The head of a message whose headline no ` =` ends: its first lines, then the lead lines.
    fn untitled(&mut self, texts: &[&str]) -> usize {
        let chunks = read::chunks(texts);
        let Some(chunk) = chunks.first() else { return 0 };
        let mut lines = chunk.lines.as_slice();
        let mut from = chunk.line - 1 + lines.len();
        // A head that no empty line parts from what follows is not one of ours.
        let unending = from == texts.len() && lines.len() > MAX_HEADLINE;
        if unending {
            lines = &lines[..1];
            from = chunk.line;
        }
        let byline = (1..lines.len()).find(|at| self.byline(&lines[*at..].join(" "), false));
        self.item.story.headline = lines[..byline.unwrap_or(lines.len())].join(" ");
        for chunk in &chunks[1..] {
            if unending || !self.told(&chunk.lines.join(" ")) {
                break;
            }
            from = chunk.line - 1 + chunk.lines.len();
        }
        from
    }

    fn told(&mut self, line: &str) -> bool {
        self.styles.iter().any(|style| special::told(line, style, &mut self.item))
    }

    /// A line above the headline.
    fn lead_line(&mut self, line: &str, number: usize) {
        if self.told(line) || self.lead_word(line) {
            return;
        }
        self.note(number, format!("{:?} above the headline is kept as a note to editors", shortened(line)));
        let note = &mut self.item.story.ed_note;
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(line);
    }

    /// `1ST LEAD`, `KILL KILL KILL`, `(Berichtigung: ...)`: as other houses word it.
    fn lead_word(&mut self, line: &str) -> bool {
        let large = line.to_uppercase();
        let known = LEAD_WORDS.iter().find(|(word, _)| large.starts_with(word)).map(|(_, kind)| *kind);
        if self.item.kind != ReleaseKind::New {
            // `(Achtung)` is followed by `KILL KILL KILL`.
            return known == Some(self.item.kind) && large.split(' ').all(|word| Some(word) == large.split(' ').next());
        }
        let bare = large.trim_end_matches([' ', '-']);
        let lead = [" LEAD", " NET", " ZUSAMMENFASSUNG"].iter().find_map(|word| bare.strip_suffix(word));
        let numbered =
            lead.is_some_and(|number| number.len() <= 4 && number.starts_with(|one: char| one.is_ascii_digit()));
        let Some(kind) = known.or(numbered.then_some(ReleaseKind::Update)) else { return false };
        (self.item.kind, self.item.version) = (kind, 2);
        line.clone_into(&mut self.item.note);
        true
    }

    /// Reads a byline; one of another house is read where ` =` ends it.
    fn byline(&mut self, line: &str, ended: bool) -> bool {
        let own = self.styles.iter().find_map(|style| style.read_byline(line));
        let foreign = || {
            let names = ["By ", "Von ", "Par "].iter().find_map(|by| line.strip_prefix(by)).filter(|_| ended)?;
            let (name, role) = names.split_once(", ").unwrap_or((names, ""));
            Some(vec![Byline { name: name.to_owned(), role: role.to_owned(), ..Byline::default() }])
        };
        let Some(authors) = own.or_else(foreign) else { return false };
        self.item.story.byline = authors;
        true
    }

    /// Notes to editors, then the sign-off.
    fn foot(&mut self, lines: &[&str]) {
        let Some((opening, rest)) = lines.split_first() else { return };
        let mut chunks = read::chunks(rest);
        if let [_, .., last] = chunks.as_slice()
            && let [line] = read::unwrapped(&last.lines, self.styles[0]).as_slice()
        {
            line.as_ref().clone_into(&mut self.item.story.sign_off);
            chunks.pop();
        }
        let chunk = |chunk: &Chunk<'_>| read::unwrapped(&chunk.lines, self.styles[0]).join("\n");
        let mut note: Vec<String> = chunks.iter().map(chunk).collect();
        if opening.starts_with('#') {
            note.insert(0, (*opening).to_owned());
        }
        let before = std::mem::take(&mut self.item.story.ed_note);
        let parts: Vec<&str> = std::iter::once(before.as_str()).chain(note.iter().map(String::as_str)).collect();
        self.item.story.ed_note = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    }

    fn body(&mut self, lines: &[&str], number: usize, unsigned: bool) {
        let mut chunks = read::chunks(lines);
        let indented = chunks.iter().any(|chunk| is_paragraph(chunk.lines[0]));
        if self.item.kind == ReleaseKind::Kill {
            self.rest_of_kill(&chunks);
            return;
        }
        if unsigned && let Some(sign_off) = self.sign_off(&chunks, indented) {
            self.item.story.sign_off = sign_off;
            chunks.pop();
        }
        let Some(opening) = chunks.first().map(|chunk| chunk.lines[0].trim_start().to_owned()) else { return };
        let mut stood = Opening::Nothing;
        if let Some((read, _)) = self.dateline(&opening) {
            if read.from_capitals {
                let place = shortened(&read.dateline.place);
                self.note(
                    number + chunks[0].line - 1,
                    format!("{place:?} was printed in capitals: check its spelling"),
                );
            }
            stood = cut_opening(&mut chunks, &opening, read.length, lines);
            self.item.story.dateline = read.dateline;
        }
        let style = self.styles[0];
        let body = if indented {
            Body { blocks: blocks(&chunks, style, stood), notes: Vec::new() }
        } else {
            read::blocks(&chunks, style, stood)
        };
        self.item.story.body = body.into_markdown();
    }

    fn dateline(&self, line: &str) -> Option<(ReadDateline, String)> {
        self.styles.iter().find_map(|style| special::dateline(line, &Reading::new(style, self.at)))
    }

    /// What follows the headline of a kill is a sign-off, or words of another house that are kept.
    fn rest_of_kill(&mut self, chunks: &[Chunk<'_>]) {
        let mut words: Vec<String> = chunks
            .iter()
            .map(|chunk| chunk.lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "))
            .collect();
        if self.item.story.sign_off.is_empty()
            && let flush = chunks.last().is_some_and(|last| !is_paragraph(last.lines[0]))
            && let Some(last) = words.pop_if(|last| flush || special::is_sign_off(last, self.styles[0]))
        {
            self.item.story.sign_off = last;
        }
        for line in words {
            let note = &mut self.item.story.ed_note;
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&line);
        }
    }

    /// The last chunk, where it is a sign-off: initials, or a flush line below indented paragraphs, because a subhead
    /// is never last.
    fn sign_off(&self, chunks: &[Chunk<'_>], indented: bool) -> Option<String> {
        let [before @ .., last] = chunks else { return None };
        let style = self.styles[0];
        let lines = read::unwrapped(&last.lines, style);
        let [line] = lines.as_slice() else { return None };
        let dateline_alone = |chunk: &Chunk<'_>| {
            let [line] = chunk.lines.as_slice() else { return false };
            self.dateline(line.trim_start()).is_some_and(|(read, _)| read.length >= line.trim_start().len())
        };
        let first = match before {
            [] => true,
            [one] => dateline_alone(one),
            [..] => false,
        };
        let plain = |lines: &[&str]| matches!(read::block(lines, style, false), BlockKind::Paragraph(_));
        // Lists and quotations alone show no indentation; beside paragraphs that are not indented it would be one more.
        let flush = !line.starts_with(' ') && (indented || before.iter().all(|chunk| !plain(&chunk.lines)));
        let plain = plain(&last.lines) && !line.contains("  ");
        (!first && (flush && plain || is_initials(line))).then(|| line.clone().into_owned())
    }
}

/// Lines of another house, whose width is not known: one that is not short goes on in the next.
fn joined(lines: &[&str], bullet: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    let mut before = 0;
    for line in lines {
        let words = !line.is_empty() && !line.starts_with([' ', '\t', '-', '*']) && !line.starts_with(bullet);
        match out.last_mut().filter(|_| words && before >= FILLED) {
            Some(open) => {
                open.push(' ');
                open.push_str(line);
            }
            None => out.push((*line).to_owned()),
        }
        before = line.chars().count();
    }
    out
}

/// Takes a dateline of `length` bytes off the first chunk.
fn cut_opening<'t>(chunks: &mut Vec<Chunk<'t>>, opening: &str, length: usize, lines: &[&'t str]) -> Opening {
    let Some(chunk) = chunks.first_mut() else { return Opening::Nothing };
    let line = lines.get(chunk.line - 1).copied().unwrap_or("");
    let lead = line.len() - line.trim_start().len();
    let rest = line.get(lead + length..).unwrap_or("");
    let taken = opening.chars().count() - rest.chars().count() + line[..lead].chars().count();
    if !rest.is_empty() {
        chunk.lines[0] = rest;
        return Opening::SameLine(taken);
    }
    chunk.lines.remove(0);
    if !chunk.lines.is_empty() {
        return Opening::SameLine(0);
    }
    chunks.remove(0);
    Opening::OwnLine
}

/// Blocks of a text whose paragraphs are indented.
fn blocks(chunks: &[Chunk<'_>], style: &Profile, stood: Opening) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        let mut rest = chunk.lines.as_slice();
        if let (0, Opening::SameLine(taken)) = (at, stood) {
            let end = rest.iter().skip(1).position(|line| is_paragraph(line)).map_or(rest.len(), |end| end + 1);
            blocks.push(read::paragraph(&rest[..end], style, 0, taken));
            rest = &rest[end..];
        } else if !is_paragraph(rest[0]) {
            blocks.push(flush(rest, style));
            continue;
        }
        while !rest.is_empty() {
            let end = rest.iter().skip(1).position(|line| is_paragraph(line)).map_or(rest.len(), |end| end + 1);
            blocks.push(read::paragraph(&rest[..end], style, 0, INDENT.len()));
            rest = &rest[end..];
        }
    }
    blocks.into_iter().map(|kind| Block { range: 0..0, kind }).collect()
}

/// What stands flush among indented paragraphs: a list, a quotation, a rule, a subhead, or lines as they stand.
fn flush(lines: &[&str], style: &Profile) -> BlockKind {
    match read::block(lines, style, false) {
        BlockKind::Paragraph(_) => match read::unwrapped(lines, style).as_slice() {
            [line] if !line.contains("  ") => BlockKind::Subhead { level: 2, text: read::inlines(line, style) },
            _ => BlockKind::Pre { info: String::new(), text: lines.join("\n") + "\n" },
        },
        kind => kind,
    }
}

/// `dpa wsz jln npr`, `hh/ph/ts`: nothing but short words in small letters.
fn is_initials(line: &str) -> bool {
    let mut parts = 0;
    line.split(['/', ' ']).all(|part| {
        parts += 1;
        (1..=4).contains(&part.chars().count()) && part.chars().all(char::is_lowercase)
    }) && (2..=8).contains(&parts)
}

/// A headline or byline without the ` =` that ends it.
fn without_end(line: &str) -> &str {
    line.strip_suffix('=').unwrap_or(line).trim()
}
