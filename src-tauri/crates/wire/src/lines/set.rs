//! Blocks and inlines as lines of plain text. Each block becomes one chunk or more; a chunk holds no blank line, and
//! chunks are parted by one, so that what is read back falls apart at the same places.

use std::ops::Range;

use wirecopy_story::{Align, Block, BlockKind, Inline, InlineKind, Item};

use crate::clean::{Cleaner, Shape};
use crate::loss::{LossKind, Losses};
use crate::profile::{Links, Profile, Subheads, Tables, capitals};
use crate::{source, spelled, wrap};

/// What opens a row of a table where rows are marked (ANPA 1312: backspace).
pub(crate) const TABLE_ROW: &str = "\u{8}";
/// What opens the head of such a table.
pub(crate) const TABLE_HEAD: &str = "\u{8}^";

/// Writes blocks by a profile and collects what is lost on the way.
pub(crate) struct Setter<'s> {
    profile: &'s Profile,
    /// The Markdown text that the blocks were parsed from.
    markdown: &'s str,
    /// Language of the story, for capitals.
    language: &'s str,
    losses: &'s mut Losses,
    /// Characters that lists and quotations take from the line width.
    indent: usize,
    /// What a paragraph that stands by itself begins with.
    pub(crate) lead: &'static str,
    /// What a subhead that stands by itself begins with.
    pub(crate) head: &'static str,
}

impl<'s> Setter<'s> {
    /// A setter for blocks that were parsed from `markdown`.
    pub(crate) fn new(profile: &'s Profile, markdown: &'s str, language: &'s str, losses: &'s mut Losses) -> Self {
        Self { profile, markdown, language, losses, indent: 0, lead: "", head: "" }
    }

    /// The chunks of `blocks`; `opening` stands before the first paragraph's words.
    pub(crate) fn chunks(&mut self, blocks: &[Block], opening: &str) -> Vec<String> {
        let mut chunks = Vec::new();
        let opening = if self.lead.is_empty() { opening } else { opening.trim_start() };
        let closed = self.profile.longest_word().map(|longest| wrap::broken(opening.trim_end(), longest) + " ");
        let opening = closed.as_deref().filter(|_| !opening.is_empty()).unwrap_or(opening);
        let whole = opening;
        let opens = matches!(blocks.first(), Some(Block { kind: BlockKind::Paragraph(_), .. }));
        if !opening.is_empty() && !opens {
            chunks.push(format!("{}{}", self.lead, opening.trim_end()));
        }
        for (at, block) in blocks.iter().enumerate() {
            self.losses.begin_unit();
            let lead = self.lead;
            let mut opening = if at == 0 && opens { opening } else { "" };
            let words = chunks.last().map_or("", String::as_str);
            if !lead.is_empty()
                && chunks.len() == 1
                && !whole.is_empty()
                && words.split_whitespace().eq(whole.split_whitespace())
            {
                // Below a dateline that stands alone only a paragraph is set as one, and the dateline opens it.
                if matches!(block.kind, BlockKind::Paragraph(_)) {
                    chunks.clear();
                    opening = whole;
                } else {
                    self.lead = "";
                }
            }
            let from = chunks.len();
            self.block(block, opening, &mut chunks);
            while chunks.len() > from && chunks.last().is_some_and(|chunk| chunk.trim().is_empty()) {
                // Nothing of it prints, so nothing stands between what is above and below.
                chunks.pop();
            }
            self.lead = lead;
            let set_apart = !matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Figure { .. });
            if set_apart && self.indent == 0 && !lead.is_empty() {
                chunks[from..].iter_mut().for_each(|chunk| keep_apart(chunk, lead));
            }
        }
        chunks.retain(|chunk| !chunk.trim().is_empty());
        chunks
    }

    fn block(&mut self, block: &Block, opening: &str, chunks: &mut Vec<String>) {
        let range = &block.range;
        match &block.kind {
            BlockKind::Paragraph(line) => {
                let words = self.words(line, range);
                let words = format!("{opening}{words}");
                chunks.push(self.wrapped(words.trim_end()));
            }
            BlockKind::Subhead { level, text } => chunks.push(self.subhead(*level, text, range)),
            BlockKind::Quote(inner) => {
                let prefix = self.profile.marks().quote.clone();
                let inner = self.inside(&prefix, inner);
                chunks.extend(inner.iter().map(|chunk| indented(chunk, &prefix, &prefix)));
            }
            BlockKind::List { start, items } => chunks.push(self.list(*start, items)),
            BlockKind::Table { columns, head, rows } => chunks.push(self.table(columns, head, rows, range)),
            BlockKind::Rule => chunks.push(self.profile.marks().rule.clone()),
            BlockKind::Pre { info, text } => self.pre(info, text, range, chunks),
            BlockKind::Figure { source, title, caption } => self.figure(source, title, caption, range, chunks),
        }
    }

    /// Chunks that will stand to the right of `marker`.
    fn inside(&mut self, marker: &str, blocks: &[Block]) -> Vec<String> {
        let width = marker.chars().count();
        self.indent += width;
        let chunks = self.chunks(blocks, "");
        self.indent -= width;
        chunks
    }

    fn lose(&mut self, kind: LossKind, range: &Range<usize>, what: impl Into<String>, became: &str) {
        self.losses.add(kind, "body", range.clone(), what, became);
    }

    fn subhead(&mut self, level: u8, text: &[Inline], range: &Range<usize>) -> String {
        if level != 2 {
            self.lose(LossKind::Heading, range, "The level of a subhead is not carried", "");
        }
        let words = self.words(text, range).replace('\n', " ");
        let words = match self.profile.marks().subhead {
            Subheads::AsTyped => words,
            Subheads::Capitals => {
                let large = capitals(&words, self.language);
                if large != words {
                    self.lose(LossKind::Typography, range, "Subheads are set in capitals", &large);
                }
                large
            }
        };
        let head = if self.indent == 0 && !words.is_empty() { self.head } else { "" };
        format!("{head}{words}")
    }

    /// Items without blank lines between or inside them.
    fn list(&mut self, start: Option<u32>, items: &[Item]) -> String {
        let mut lines = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let number = |first: u32| format!("{}. ", first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)));
            let marker = start.map_or_else(|| self.profile.marks().bullet.clone(), number);
            let inner = self.inside(&marker, &item.blocks).join("\n");
            let hanging = " ".repeat(marker.chars().count());
            lines.push(indented(&inner, &marker, &hanging).trim_end().to_owned());
        }
        lines.join("\n")
    }

    fn table(
        &mut self,
        columns: &[Align],
        head: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
        range: &Range<usize>,
    ) -> String {
        let marked = self.profile.marks().table == Tables::Marked;
        // A row inside a list or a quotation cannot open its line.
        let style = if marked && self.indent > 0 { Tables::Semicolons } else { self.profile.marks().table };
        let what = match style {
            Tables::Semicolons => Some("The table becomes lines with semicolons"),
            Tables::Aligned => Some("The table becomes lines with columns of spaces"),
            Tables::Marked => None,
        };
        if let Some(what) = what {
            self.lose(LossKind::Table, range, what, "");
        }
        let mut lines: Vec<Vec<String>> = Vec::new();
        for row in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)) {
            lines.push(row.iter().map(|cell| self.words(cell, range).replace('\n', " ")).collect());
        }
        if style == Tables::Marked && lines.iter().flatten().any(|cell| cell.contains(';')) {
            self.lose(LossKind::Character, range, "A semicolon inside a table becomes a comma", ",");
            lines.iter_mut().flatten().for_each(|cell| *cell = cell.replace(';', ","));
        }
        if style == Tables::Marked {
            let marked = lines.iter().enumerate();
            let marked = marked
                .map(|(at, cells)| format!("{}{}", if at == 0 { TABLE_HEAD } else { TABLE_ROW }, cells.join(";")));
            return marked.collect::<Vec<_>>().join("\n");
        }
        let line = |cells: &Vec<String>| match style {
            Tables::Semicolons | Tables::Marked => cells.join("; ").trim().to_owned(),
            Tables::Aligned => aligned(cells, columns, &widths(&lines)),
        };
        let text: Vec<String> = lines.iter().map(line).filter(|line| !line.trim().is_empty()).collect();
        text.join("\n")
    }

    fn pre(&mut self, info: &str, text: &str, range: &Range<usize>, chunks: &mut Vec<String>) {
        if !info.is_empty() {
            self.lose(LossKind::Info, range, "The label of preformatted text is not carried", "");
        }
        let losses = &mut *self.losses;
        let cleaned = Cleaner::Plain(self.profile).clean(text, Shape::Lines, |change| {
            losses.add(change.kind, "body", range.clone(), change.what, change.became);
        });
        let mut trimmed = false;
        let mut chunk: Vec<&str> = Vec::new();
        for line in cleaned.split('\n') {
            let kept = line.trim_end();
            trimmed |= kept.len() != line.len();
            if kept.is_empty() {
                chunks.push(std::mem::take(&mut chunk).join("\n"));
            } else {
                chunk.push(kept);
            }
        }
        chunks.push(chunk.join("\n"));
        let body = cleaned.trim_end_matches('\n');
        if trimmed || body.starts_with('\n') || body.contains("\n\n\n") {
            self.lose(LossKind::Space, range, "White space at line ends and double blank lines are not carried", "");
        }
    }

    fn figure(
        &mut self,
        source: &str,
        title: &str,
        caption: &[Inline],
        range: &Range<usize>,
        chunks: &mut Vec<String>,
    ) {
        let words = self.words(caption, range).replace('\n', " ");
        let line = self.profile.marks().figure.render(|_| Some(words.as_str().into())).unwrap_or_default();
        let named = if source.is_empty() {
            "A picture is not carried".to_owned()
        } else {
            format!("The picture {source} is not carried")
        };
        self.lose(LossKind::Image, range, named, &line);
        if !title.is_empty() {
            self.lose(LossKind::Image, range, "The title of a picture is not carried", "");
        }
        chunks.push(self.wrapped(&line));
    }

    fn wrapped(&self, text: &str) -> String {
        let lead = if self.indent == 0 && !text.is_empty() { self.lead } else { "" };
        let Some(width) = self.profile.line_width().map(|width| width.saturating_sub(self.indent)) else {
            return format!("{lead}{text}");
        };
        let mut out = String::with_capacity(text.len() + text.len() / 32);
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                out.push('\n');
            }
            let line = match self.profile.longest_word() {
                Some(longest) => wrap::broken(line, longest),
                None => line.into(),
            };
            let line = if at == 0 && !lead.is_empty() { format!("{lead}{line}").into() } else { line };
            wrap::wrap_into(&mut out, &line, width, "");
        }
        out
    }

    /// The words of a line; breaks are line feeds, no line is empty or begins or ends with a space.
    fn words(&mut self, line: &[Inline], range: &Range<usize>) -> String {
        let mut out = String::new();
        self.inlines(line, &mut out);
        if out.starts_with([' ', '\n'])
            || out.ends_with([' ', '\n'])
            || out.contains(" \n")
            || out.contains("\n ")
            || out.contains("\n\n")
        {
            self.lose(LossKind::Space, range, "Spaces at the ends of a line are not carried", "");
            let lines: Vec<&str> = out.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
            out = lines.join("\n");
        }
        if let Some(longest) = self.profile.longest_word() {
            // A word of letters that are spelled as codes was told with its letters.
            let typed = |word: &str| wrap::is_beyond(word, longest) && !spelled::holds(word);
            if out.split([' ', '\n']).any(typed) {
                self.lose(LossKind::Space, range, "A word longer than the line is broken", "");
            }
            let lines: Vec<_> = out.split('\n').map(|line| wrap::broken(line, longest)).collect();
            out = lines.join("\n");
        }
        out
    }

    fn inlines(&mut self, line: &[Inline], out: &mut String) {
        for inline in line {
            match &inline.kind {
                InlineKind::Text(words) => self.text(inline, words, out),
                InlineKind::Strong(inner) => {
                    self.lose(LossKind::Mark, &inline.range, "Bold is not carried", "");
                    self.inlines(inner, out);
                }
                InlineKind::Emphasis(inner) => {
                    self.lose(LossKind::Mark, &inline.range, "Italics are not carried", "");
                    self.inlines(inner, out);
                }
                InlineKind::Link { target, title, text } => self.link(target, title, text, &inline.range, out),
                InlineKind::Insertion(inner) => {
                    let (open, close) = self.profile.marks().insertion.clone();
                    if open != "[" {
                        let what = "Editorial insertions are set without square brackets";
                        self.lose(LossKind::Typography, &inline.range, what, &open);
                    }
                    out.push_str(&open);
                    self.inlines(inner, out);
                    out.push_str(&close);
                }
                InlineKind::Break => out.push('\n'),
            }
        }
    }

    fn text(&mut self, inline: &Inline, words: &str, out: &mut String) {
        let (markdown, losses) = (self.markdown, &mut *self.losses);
        let cleaned = Cleaner::Plain(self.profile).clean(words, Shape::Line, |change| {
            let range = source::range_in(markdown, inline, words, &change.range);
            losses.add(change.kind, "body", range, change.what, change.became);
        });
        out.push_str(&cleaned);
    }

    fn link(&mut self, target: &str, title: &str, text: &[Inline], range: &Range<usize>, out: &mut String) {
        let from = out.len();
        self.inlines(text, out);
        if !title.is_empty() {
            self.lose(LossKind::Link, range, "The title of a link is not carried", "");
        }
        let named = out[from..] == *target || target.strip_prefix("mailto:") == Some(&out[from..]);
        if named {
            return;
        }
        match self.profile.marks().links {
            Links::Words => {
                let words = out[from..].to_owned();
                self.lose(LossKind::Link, range, crate::xhtml::lost_address(target), &words);
            }
            Links::Address => {
                let losses = &mut *self.losses;
                let address = Cleaner::Plain(self.profile).clean(target, Shape::Line, |change| {
                    losses.add(change.kind, "body", range.clone(), change.what, change.became);
                });
                if !address.trim().is_empty() {
                    out.push_str(" (");
                    out.push_str(address.trim());
                    out.push(')');
                }
            }
        }
    }
}

/// Moves a chunk that begins as a paragraph does, but is none, one character to the right.
fn keep_apart(chunk: &mut String, lead: &str) {
    if chunk.strip_prefix(lead).is_some_and(|rest| !rest.starts_with(' ')) {
        chunk.insert(0, ' ');
    }
}

/// `first` before the first line of `chunk`, `other` before the others.
fn indented(chunk: &str, first: &str, other: &str) -> String {
    let mut out = String::with_capacity(chunk.len() + first.len());
    for (at, line) in chunk.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(if at == 0 { first } else { other });
        out.push_str(line);
    }
    out
}

fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..columns)
        .map(|at| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0))
        .collect()
}

/// Cells filled up to their column's width, two spaces between columns, none at the end.
fn aligned(cells: &[String], columns: &[Align], widths: &[usize]) -> String {
    let mut out = String::new();
    for (at, cell) in cells.iter().enumerate() {
        let room = widths.get(at).copied().unwrap_or(0).saturating_sub(cell.chars().count());
        let before = match columns.get(at).copied().unwrap_or_default() {
            Align::Unset | Align::Left => 0,
            Align::Center => room / 2,
            Align::Right => room,
        };
        if at > 0 {
            out.push_str("  ");
        }
        out.extend(std::iter::repeat_n(' ', before));
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', room - before));
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests;
