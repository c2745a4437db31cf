//! The text between STX and ETX as the fields of an item. The first character of a line says what it is: `^` a heading,
//! TAB a paragraph, BS a row of a table.

use jiff::Timestamp;
use wirecopy_story::{Align, Block, BlockKind, Body, Byline, Inline, ReleaseKind};

use super::decode::without_cycle;
use super::encode::{EDITORS_NOTE, EDS};
use super::{header, seven};
use crate::json::shortened;
use crate::lines::read;
use crate::lines::special;
use crate::profile::Profile;
use crate::profile::telegraph::Anpa1312;
use crate::telegraph;
use crate::{DecodeNote, Reading, WireItem};

/// Quotations nest no deeper than this.
const MAX_DEPTH: usize = 12;

/// A line of the text, its mark taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// `^`, and whether it is centred.
    Heading(String, bool),
    Paragraph(String),
    /// BS, and whether it is the head of its table.
    Row(String, bool),
}

/// The item as far as it is read.
pub(super) struct Text<'r> {
    pub(super) item: WireItem,
    pub(super) notes: Vec<DecodeNote>,
    pub(super) wire: &'r Anpa1312,
    /// When it was filed: gives a dateline its year.
    pub(super) at: Timestamp,
    /// Number of the first line of the text.
    pub(super) first: usize,
}

impl Text<'_> {
    pub(super) fn read(&mut self, text: &str) {
        let lines = self.lines(text);
        let head = lines.iter().take_while(|line| matches!(line, Line::Heading(..))).count();
        let (headings, mut body) = lines.split_at(head);
        self.headings(headings);
        while let [Line::Paragraph(words), rest @ ..] = body
            && let Some(note) = words.strip_prefix(EDITORS_NOTE)
        {
            if !self.told(note) {
                self.ed_note(note);
            }
            body = rest;
        }
        if self.item.kind == ReleaseKind::Kill {
            self.rest_of_kill(body);
        } else {
            self.body(body);
        }
        if self.item.story.headline.is_empty() {
            self.note(self.first, "No headline was found");
        }
        if self.item.story.body.is_empty() && self.item.kind != ReleaseKind::Kill {
            self.note(self.first, "No body was found");
        }
    }

    pub(super) fn note(&mut self, line: usize, what: impl Into<String>) {
        self.notes.push(DecodeNote::new(format!("line {line}"), what));
    }

    /// The lines by their marks; one without a mark goes on with the one before it.
    fn lines(&mut self, text: &str) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut odd = None;
        for (at, line) in telegraph::lines(text).enumerate() {
            let kept = |one: char| !one.is_control() || matches!(one, '\t' | '\u{8}');
            if !line.chars().all(kept) {
                odd.get_or_insert(self.first + at);
            }
            // The space bands and fixed spaces of tables are spaces.
            let spaced = line.replace(['\u{10}', '\u{19}', '\u{1D}', '\u{1E}', '\u{1F}'], " ");
            let line: String = spaced.chars().filter(|one| kept(*one)).collect();
            let plain = |words: &str| seven::read(words.trim_end()).into_owned();
            if line.trim().is_empty() {
                continue;
            }
            if let Some(row) = line.strip_prefix('\u{8}') {
                let head = row.strip_prefix('^');
                lines.push(Line::Row(plain(head.unwrap_or(row)), head.is_some()));
            } else if let Some(words) = line.strip_prefix('^') {
                let words = words.trim_end();
                let bare = words.strip_suffix(['<', '=']).unwrap_or(words);
                lines.push(Line::Heading(plain(bare), words.ends_with('=')));
            } else if let Some(words) = line.strip_prefix('\t') {
                let words = words.strip_prefix("   ").unwrap_or(words.trim_start());
                lines.push(Line::Paragraph(plain(words)));
            } else if let Some(Line::Paragraph(before) | Line::Heading(before, _)) = lines.last_mut() {
                before.push(' ');
                before.push_str(&plain(line.trim()));
            } else {
                lines.push(Line::Paragraph(plain(line.trim())));
            }
        }
        if let Some(line) = odd {
            self.note(line, "Control characters are not read, spaces of tables are plain spaces");
        }
        lines
    }

    fn told(&mut self, line: &str) -> bool {
        // The header may have told the kind already; the line has the note.
        let (kind, version) = (self.item.kind, self.item.version);
        let noted = self.wire.style.wording().read(line).is_some_and(|(said, _)| said == kind);
        if noted && self.item.note.is_empty() {
            self.item.kind = ReleaseKind::New;
        }
        let told = special::told(line, &self.wire.style, &mut self.item);
        if noted {
            (self.item.kind, self.item.version) = (kind, version);
        }
        told
    }

    fn ed_note(&mut self, line: &str) {
        let note = &mut self.item.story.ed_note;
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(line);
    }

    fn headings(&mut self, lines: &[Line]) {
        let mut words = lines.iter().filter_map(|line| match line {
            Line::Heading(words, centred) => Some((words.as_str(), *centred)),
            Line::Paragraph(_) | Line::Row(..) => None,
        });
        if let Some((slug, _)) = words.clone().next().filter(|(line, _)| self.is_slug_line(line)) {
            self.slug_line(slug);
            words.next();
        }
        for (line, centred) in words {
            let story = &mut self.item.story;
            if let Some(note) = line.strip_prefix(EDS.trim_end()) {
                // Some houses open the line of a release like a note to editors; it stands above the others.
                let first = self.item.story.embargo.is_none() && self.item.story.ed_note.is_empty();
                if !(first && self.told(line)) {
                    self.ed_note(note.trim_start());
                }
            } else if story.headline.is_empty() && !centred {
                line.clone_into(&mut story.headline);
            } else if centred {
                self.centred(line);
            } else if self.told(line) {
            } else if self.item.kind == ReleaseKind::Kill && self.item.story.sign_off.is_empty() {
                line.clone_into(&mut self.item.story.sign_off);
            } else if self.item.story.summary.is_empty() && self.item.kind != ReleaseKind::Kill {
                line.clone_into(&mut self.item.story.summary);
            } else {
                self.note(self.first, format!("{:?} is kept as a note to editors", shortened(line)));
                self.ed_note(line);
            }
        }
    }

    /// Whether the first line is that of the slug: other houses begin with the headline.
    fn is_slug_line(&self, line: &str) -> bool {
        let counted = line.rsplit_once(',').is_some_and(|(_, count)| !count.is_empty() && is_number(count));
        let slug = self.item.story.slug.as_str();
        counted || !line.contains(' ') || (!slug.is_empty() && without_cycle(line).starts_with(slug))
    }

    /// The first line: the slug in full, version words, the word count.
    fn slug_line(&mut self, line: &str) {
        let mut parts: Vec<&str> = line.split(',').map(str::trim).collect();
        parts.pop_if(|part| !part.is_empty() && is_number(part));
        let slug = without_cycle(parts.first().copied().unwrap_or(""));
        let story = &mut self.item.story;
        // AP cuts the keyword of the header; the line has the whole of it.
        if slug.starts_with(story.slug.as_str()) {
            slug.clone_into(&mut story.slug);
        }
        if self.item.kind == ReleaseKind::New
            && let Some((kind, version)) = parts.get(1).and_then(|words| header::read_version(words))
        {
            (self.item.kind, self.item.version) = (kind, version);
        }
    }

    /// A byline; the centred line below it is who the authors work for.
    fn centred(&mut self, line: &str) {
        let story = &mut self.item.story;
        if !story.byline.is_empty() {
            if line != self.wire.affiliation && story.byline.iter().all(|author| author.role.is_empty()) {
                story.byline.iter_mut().for_each(|author| line.clone_into(&mut author.role));
            }
            return;
        }
        let own = self.wire.style.read_byline(line);
        let name = line.strip_prefix("By ").unwrap_or(line).to_owned();
        story.byline = own.unwrap_or_else(|| vec![Byline { name, ..Byline::default() }]);
    }

    /// What follows the headings of a kill are a sign-off at its end, or words of another house that are kept.
    fn rest_of_kill(&mut self, lines: &[Line]) {
        for (at, line) in lines.iter().enumerate() {
            let (Line::Heading(words, _) | Line::Paragraph(words) | Line::Row(words, _)) = line;
            let last = at + 1 == lines.len() && self.item.story.sign_off.is_empty();
            let signs = lines.len() == 1 || special::is_sign_off(words, &self.wire.style);
            if last && (signs || matches!(line, Line::Heading(..))) {
                words.clone_into(&mut self.item.story.sign_off);
            } else {
                self.ed_note(words);
            }
        }
    }

    fn body(&mut self, lines: &[Line]) {
        let mut lines = lines.to_vec();
        // `^END<` closes lists and notes.
        lines.pop_if(|line| matches!(line, Line::Heading(words, _) if words == "END"));
        let style = &self.wire.style;
        let reading = Reading::new(style, self.at);
        let opening = match lines.first() {
            Some(Line::Paragraph(words)) => special::dateline(words, &reading).map(|(read, _)| (read, words.clone())),
            Some(Line::Heading(..) | Line::Row(..)) | None => None,
        };
        let mut alone = false;
        if let Some((read, words)) = opening {
            let rest = words.get(read.length..).unwrap_or("");
            alone = rest.is_empty();
            if alone {
                lines.remove(0);
            } else {
                lines[0] = Line::Paragraph(rest.to_owned());
            }
            if read.from_capitals {
                let place = shortened(&read.dateline.place);
                self.note(self.first, format!("{place:?} was printed in capitals: check its spelling"));
            }
            self.item.story.dateline = read.dateline;
            if !alone {
                // What follows a dateline is words, whatever it looks like.
                let first = lines.remove(0);
                self.sign_off(&mut lines, 0);
                let Line::Paragraph(words) = first else { return };
                let mut all = vec![block(read::paragraph(&[words.as_str()], style, 0, 0))];
                all.extend(blocks(&lines, style));
                self.item.story.body = Body { blocks: all, notes: Vec::new() }.into_markdown();
                return;
            }
        }
        self.sign_off(&mut lines, 1);
        let mut all = blocks(&lines, style);
        if let (true, Some(first)) = (alone, all.first_mut())
            && let (BlockKind::Paragraph(_), Some(Line::Paragraph(words))) = (&first.kind, lines.first())
        {
            first.kind = BlockKind::Pre { info: String::new(), text: format!("{words}\n") };
        }
        self.item.story.body = Body { blocks: all, notes: Vec::new() }.into_markdown();
    }

    /// Takes the sign-off off the end: a heading below the body, or initials; `least` lines stay.
    fn sign_off(&mut self, lines: &mut Vec<Line>, least: usize) {
        let style = &self.wire.style;
        let found = match lines.last() {
            Some(Line::Heading(words, _)) if lines.len() > least => words,
            Some(Line::Paragraph(words)) if lines.len() > least && special::is_sign_off(words, style) => words,
            Some(Line::Heading(..) | Line::Paragraph(_) | Line::Row(..)) | None => return,
        };
        if self.item.story.sign_off.is_empty() {
            found.clone_into(&mut self.item.story.sign_off);
            lines.pop();
        }
    }
}

fn is_number(text: &str) -> bool {
    text.trim().bytes().all(|one| one.is_ascii_digit())
}

fn block(kind: BlockKind) -> Block {
    Block { range: 0..0, kind }
}

fn blocks(lines: &[Line], style: &Profile) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = lines;
    while let Some(first) = rest.first() {
        match first {
            Line::Heading(words, _) => {
                blocks.push(block(BlockKind::Subhead { level: 2, text: read::inlines(words, style) }));
                rest = &rest[1..];
            }
            Line::Row(..) => {
                let more = rest[1..].iter().take_while(|line| matches!(line, Line::Row(_, false))).count();
                blocks.push(block(table(&rest[..=more], style)));
                rest = &rest[more + 1..];
            }
            Line::Paragraph(_) => {
                let words: Vec<&str> = rest
                    .iter()
                    .map_while(|line| match line {
                        Line::Paragraph(words) => Some(words.as_str()),
                        Line::Heading(..) | Line::Row(..) => None,
                    })
                    .collect();
                rest = &rest[words.len()..];
                blocks.extend(paragraphs(&words, style, 0));
            }
        }
    }
    blocks
}

fn table(rows: &[Line], style: &Profile) -> BlockKind {
    let cells = |line: &Line| -> Vec<Vec<Inline>> {
        let (Line::Heading(words, _) | Line::Paragraph(words) | Line::Row(words, _)) = line;
        words.split(';').map(|cell| read::inlines(cell.trim(), style)).collect()
    };
    let mut rows: Vec<Vec<Vec<Inline>>> = rows.iter().map(cells).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0).min(1_000);
    for row in &mut rows {
        row.resize_with(width, Vec::new);
    }
    let head = rows.remove(0);
    BlockKind::Table { columns: vec![Align::Unset; width], head, rows }
}

/// Paragraphs, lists and quotations of lines that are one paragraph each.
fn paragraphs(lines: &[&str], style: &Profile, depth: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let quote = style.marks().quote.as_str();
    let mut rest = lines;
    while let Some(first) = rest.first() {
        let quoted: Vec<&str> = rest.iter().map_while(|line| line.strip_prefix(quote)).collect();
        if !quoted.is_empty() && depth < MAX_DEPTH && quoted.iter().all(|line| !line.is_empty()) {
            blocks.push(block(BlockKind::Quote(paragraphs(&quoted, style, depth + 1))));
            rest = &rest[quoted.len()..];
            continue;
        }
        let run = list_run(rest, style);
        if run > 1
            && let kind @ BlockKind::List { .. } = read::block(&rest[..run], style, false)
        {
            blocks.push(block(kind));
            rest = &rest[run..];
            continue;
        }
        if first.starts_with(' ') {
            let run = rest.iter().take_while(|line| line.starts_with(' ')).count();
            let text = rest[..run].join("\n") + "\n";
            blocks.push(block(BlockKind::Pre { info: String::new(), text }));
            rest = &rest[run..];
            continue;
        }
        blocks.push(block(read::block(&[first], style, false)));
        rest = &rest[1..];
    }
    blocks
}

/// How many lines from the first may be one list: they open with its mark or stand to the right of it.
fn list_run(lines: &[&str], style: &Profile) -> usize {
    let bullet = style.marks().bullet.trim_end();
    let numbered = |line: &str| {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && line[digits..].starts_with('.')
    };
    let bulleted = |line: &str| line.starts_with(bullet);
    let Some(first) = lines.first().filter(|line| bulleted(line) || numbered(line)) else { return 0 };
    let goes_on = |line: &&&str| line.starts_with(' ') || if bulleted(first) { bulleted(line) } else { numbered(line) };
    lines.iter().take_while(goes_on).count()
}
