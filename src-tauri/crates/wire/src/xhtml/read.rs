//! Reads the HTML or XHTML body of a message into blocks. A body that means the same to XML and HTML is read as it
//! stands; any other is parsed by html5ever, behind a guard. What has no place in a story is told in a note, its words
//! are kept.

use std::cell::Cell;

use jiff::civil::Date;
use scraper::{ElementRef, Html};
use wirecopy_story::{Block, BlockKind, Body, Inline, InlineKind, Item};

mod elements;
mod tag;
#[cfg(test)]
mod tests;
mod well_formed;

use elements::{
    alignment, alone_image, block, has_class, heading, is_block, is_player, joined, own_rows, picture,
    picture_elsewhere, pre,
};
use tag::{Child, Tag};

use super::guard::guarded;
use super::lines::{collapsed, flatten_breaks, inline, push_text, strip_brackets, trim};

/// Elements nested deeper than this are read as their words alone. A body of [`Body::MAX_DEPTH`] levels takes
/// three elements a level at most.
const MAX_DEPTH: usize = 3 * Body::MAX_DEPTH + 32;

/// A table with more columns is none: each row would be filled up to the widest.
const MAX_COLUMNS: usize = 100;

/// Elements inside those of lines that are looked at, again at each level: far more than a story has.
const MAX_LOOKS: usize = 2_000_000;

/// A body as it was read.
#[derive(Debug, Default)]
pub(crate) struct ReadBody {
    pub(crate) body: Body,
    /// Words of the span that carries the dateline.
    pub(crate) dateline: Option<String>,
    /// The date that the span's `time` element gives.
    pub(crate) date: Option<Date>,
    /// What could not be read, in plain words.
    pub(crate) notes: Vec<String>,
}

/// Reads `html`; never fails: what is no HTML at all is words.
pub(crate) fn read(html: &str) -> ReadBody {
    if let Some(tree) = well_formed::parse(html) {
        return read_tag(tree.root());
    }
    read_html(html)
}

/// Reads whatever a browser would read.
fn read_html(html: &str) -> ReadBody {
    match guarded(html) {
        Ok(safe) => read_below(Html::parse_fragment(&safe).root_element()),
        Err(why) => {
            let text = format!("{}\n", html.trim_end());
            let blocks = vec![block(BlockKind::Pre { info: String::new(), text })];
            ReadBody {
                body: Body { blocks, notes: Vec::new() },
                notes: vec![format!("The body has {why} and is read as bare words")],
                ..ReadBody::default()
            }
        }
    }
}

/// A page as a tree that is safe to walk.
///
/// # Errors
/// Why the page is refused.
pub(crate) fn page(html: &str) -> Result<Html, &'static str> {
    guarded(html).map(|safe| Html::parse_fragment(&safe))
}

/// Reads what stands below `element` of a [`page`].
pub(crate) fn read_below(element: ElementRef<'_>) -> ReadBody {
    read_tag(element)
}

fn read_tag<'t>(element: impl Tag<'t>) -> ReadBody {
    let mut reader = Reader { dateline: None, date: None, notes: Vec::new(), looks: MAX_LOOKS };
    let blocks = reader.blocks(element, 0);
    ReadBody {
        body: Body { blocks, notes: Vec::new() },
        dateline: reader.dateline,
        date: reader.date,
        notes: reader.notes,
    }
}

struct Reader {
    dateline: Option<String>,
    date: Option<Date>,
    notes: Vec<String>,
    /// Elements that may still be looked at to find blocks where none should be.
    looks: usize,
}

/// A run of inlines that becomes a paragraph when a block begins.
#[derive(Default)]
struct Run {
    line: Vec<Inline>,
}

impl Reader {
    fn note(&mut self, what: String) {
        if !self.notes.contains(&what) && self.notes.len() < 100 {
            self.notes.push(what);
        }
    }

    /// The blocks below `parent`; inlines between them are paragraphs.
    fn blocks<'t>(&mut self, parent: impl Tag<'t>, depth: usize) -> Vec<Block> {
        let (mut blocks, mut run) = (Vec::new(), Run::default());
        for child in parent.children() {
            match child {
                Child::Tag(element) if is_block(element.name()) => {
                    run.flush(&mut blocks);
                    self.block(element, depth + 1, &mut blocks);
                }
                // Whatever a feed wraps round its paragraphs, they are paragraphs.
                Child::Tag(element) if depth < MAX_DEPTH && self.wraps_blocks(element) => {
                    run.flush(&mut blocks);
                    self.unwrapped(element);
                    blocks.extend(self.blocks(element, depth + 1));
                }
                Child::Tag(_) | Child::Text(_) => self.inline(child, depth + 1, &mut run.line),
            }
        }
        run.flush(&mut blocks);
        blocks
    }

    /// Whether blocks stand inside an element of a line; of a player they are words for who cannot see it.
    fn wraps_blocks<'t>(&mut self, element: impl Tag<'t>) -> bool {
        let left = Cell::new(self.looks);
        let found = !is_player(element.name())
            && element
                .find(|one| {
                    left.set(left.get().saturating_sub(1));
                    left.get() == 0 || is_block(one.name())
                })
                .is_some();
        self.looks = left.get();
        found && self.looks > 0
    }

    /// Tells what an element round whole paragraphs said of them.
    fn unwrapped<'t>(&mut self, element: impl Tag<'t>) {
        match element.name() {
            "a" => {
                let target = element.attr("href").unwrap_or("").trim();
                if !target.is_empty() {
                    self.note(super::narrow::lost_address(&crate::json::shortened(target)));
                }
            }
            name @ ("b" | "strong" | "i" | "em" | "cite") => {
                self.note(format!("`{name}` round whole paragraphs is not read"));
            }
            _ => {}
        }
    }

    fn block<'t>(&mut self, element: impl Tag<'t>, depth: usize, blocks: &mut Vec<Block>) {
        if depth > MAX_DEPTH {
            self.note("Elements nested too deep are read as their words".to_owned());
            let mut run = Run::default();
            push_text(&mut run.line, &collapsed(&element.text()));
            run.flush(blocks);
            return;
        }
        let name = element.name();
        let kind = match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                BlockKind::Subhead { level: heading(element), text: self.one_line(element, depth) }
            }
            "blockquote" => BlockKind::Quote(self.blocks(element, depth)),
            "ul" | "ol" | "menu" | "dir" => self.list(element, depth),
            "table" => match self.table(element, depth, blocks) {
                Some(table) => table,
                None => return,
            },
            "hr" => BlockKind::Rule,
            "pre" => pre(element),
            "figure" => match self.figure(element, depth) {
                Some(figure) => figure,
                None => return blocks.extend(self.blocks(element, depth)),
            },
            _ => match alone_image(element).filter(|_| name == "p") {
                Some(image) => picture(image, Vec::new()),
                None => return blocks.extend(self.blocks(element, depth)),
            },
        };
        let empty = match &kind {
            BlockKind::Subhead { text, .. } => text.is_empty(),
            BlockKind::Quote(inner) => inner.is_empty(),
            BlockKind::List { items, .. } => items.is_empty(),
            BlockKind::Paragraph(_)
            | BlockKind::Table { .. }
            | BlockKind::Rule
            | BlockKind::Pre { .. }
            | BlockKind::Figure { .. } => false,
        };
        if !empty {
            blocks.push(block(kind));
        }
    }

    fn list<'t>(&mut self, element: impl Tag<'t>, depth: usize) -> BlockKind {
        let first = element.attr("start").and_then(|start| start.trim().parse().ok());
        let start = (element.name() == "ol").then(|| first.unwrap_or(1));
        let mut items = Vec::new();
        for child in element.tags() {
            // A list right inside a list belongs to the item before it, as browsers show it.
            if matches!(child.name(), "ul" | "ol") {
                let mut inner = Vec::new();
                self.block(child, depth + 1, &mut inner);
                match items.last_mut() {
                    Some(Item { blocks, .. }) => blocks.extend(inner),
                    None => items.push(Item { range: 0..0, blocks: inner }),
                }
            } else {
                items.push(Item { range: 0..0, blocks: self.blocks(child, depth + 1) });
            }
        }
        BlockKind::List { start, items }
    }

    /// A table; its caption is a paragraph before it. `None` when it has no cell.
    fn table<'t>(&mut self, element: impl Tag<'t>, depth: usize, blocks: &mut Vec<Block>) -> Option<BlockKind> {
        let (mut head, mut rows, mut columns) = (None, Vec::new(), Vec::new());
        for row in own_rows(element) {
            let cells: Vec<_> = row.tags().filter(|cell| matches!(cell.name(), "td" | "th")).collect();
            let is_head =
                head.is_none() && rows.is_empty() && !cells.is_empty() && cells.iter().all(|cell| cell.name() == "th");
            for (at, cell) in cells.iter().enumerate() {
                if cell.attr("colspan").or(cell.attr("rowspan")).is_some_and(|span| span.trim() != "1") {
                    self.note("Cells that span several are read as one cell".to_owned());
                }
                if at >= columns.len() {
                    columns.push(alignment(*cell));
                }
            }
            let cells: Vec<_> = cells.into_iter().map(|cell| self.one_line(cell, depth + 3)).collect();
            if is_head { head = Some(cells) } else { rows.push(cells) }
        }
        if let Some(caption) = element.tags().find(|one| one.name() == "caption") {
            let mut run = Run { line: self.one_line(caption, depth + 1) };
            run.flush(blocks);
        }
        if columns.is_empty() {
            return None;
        }
        let mut head = head.unwrap_or_default();
        if columns.len() > MAX_COLUMNS {
            self.note("A table with more columns than any has is read as paragraphs".to_owned());
            for row in std::iter::once(head).chain(rows) {
                let mut run = Run { line: joined(row) };
                run.flush(blocks);
            }
            return None;
        }
        head.resize(columns.len(), Vec::new());
        for row in &mut rows {
            row.resize(columns.len(), Vec::new());
        }
        Some(BlockKind::Table { columns, head, rows })
    }

    fn figure<'t>(&mut self, element: impl Tag<'t>, depth: usize) -> Option<BlockKind> {
        let image = element.find(|one| one.name() == "img");
        let caption = element.find(|one| one.name() == "figcaption");
        let caption = caption.map(|caption| self.one_line(caption, depth + 1)).unwrap_or_default();
        match image {
            Some(image) => Some(picture(image, caption)),
            None => has_class(element, "picture").then(|| picture_elsewhere(element, caption)),
        }
    }

    /// The inlines below `element` on one line: breaks and blocks are spaces.
    fn one_line<'t>(&mut self, element: impl Tag<'t>, depth: usize) -> Vec<Inline> {
        let mut line = Vec::new();
        for child in element.children() {
            self.inline(child, depth + 1, &mut line);
        }
        flatten_breaks(&mut line);
        trim(&mut line);
        line
    }

    fn inline<'t>(&mut self, node: Child<'t, impl Tag<'t>>, depth: usize, line: &mut Vec<Inline>) {
        let element = match node {
            Child::Text(text) => return push_text(line, &collapsed(text)),
            Child::Tag(element) => element,
        };
        let name = element.name();
        if depth > MAX_DEPTH {
            self.note("Elements nested too deep are read as their words".to_owned());
            return push_text(line, &collapsed(&element.text()));
        }
        match name {
            "br" => line.push(inline(InlineKind::Break)),
            "strong" | "b" => self.marked(element, depth, line, InlineKind::Strong),
            "em" | "i" | "cite" => self.marked(element, depth, line, InlineKind::Emphasis),
            "a" => self.link(element, depth, line),
            "span" if has_class(element, "dateline") && self.dateline.is_none() => self.read_dateline(element),
            "span" if has_class(element, "insertion") => {
                let mut inner = self.children(element, depth);
                strip_brackets(&mut inner);
                line.push(inline(InlineKind::Insertion(inner)));
            }
            "img" => {
                self.note("A picture inside a paragraph is read as its caption".to_owned());
                push_text(line, &collapsed(element.attr("alt").unwrap_or("")));
            }
            _ if is_player(name) => self.note(format!("`{name}` has no place in a story")),
            _ => {
                let inner = self.children(element, depth);
                let parts = (is_block(name) || matches!(name, "td" | "th")) && !line.is_empty() && !inner.is_empty();
                if parts {
                    push_text(line, " ");
                }
                line.extend(inner);
            }
        }
    }

    fn children<'t>(&mut self, element: impl Tag<'t>, depth: usize) -> Vec<Inline> {
        let mut inner = Vec::new();
        for child in element.children() {
            self.inline(child, depth + 1, &mut inner);
        }
        inner
    }

    fn marked<'t>(
        &mut self,
        element: impl Tag<'t>,
        depth: usize,
        line: &mut Vec<Inline>,
        mark: fn(Vec<Inline>) -> InlineKind,
    ) {
        let inner = self.children(element, depth);
        if !inner.is_empty() {
            line.push(inline(mark(inner)));
        }
    }

    fn link<'t>(&mut self, element: impl Tag<'t>, depth: usize, line: &mut Vec<Inline>) {
        let text = self.children(element, depth);
        let target = element.attr("href").unwrap_or("").trim().to_owned();
        if super::narrow::carried_link(&target) && !text.is_empty() {
            let title = element.attr("title").unwrap_or("").to_owned();
            return line.push(inline(InlineKind::Link { target, title, text }));
        }
        if !target.is_empty() {
            self.note(super::narrow::lost_address(&crate::json::shortened(&target)));
        }
        line.extend(text);
    }

    fn read_dateline<'t>(&mut self, span: impl Tag<'t>) {
        self.dateline = Some(span.text());
        let day = |one: &dyn Fn(&str) -> Option<&'t str>| one("datetime").or(one("data-date"));
        let time = span.find(|one| day(&|name| one.attr(name)).is_some()).and_then(|one| day(&|name| one.attr(name)));
        self.date = time.and_then(|time| time.split('T').next()?.trim().parse().ok());
    }
}

impl Run {
    fn flush(&mut self, blocks: &mut Vec<Block>) {
        let mut line = std::mem::take(&mut self.line);
        trim(&mut line);
        if !line.is_empty() {
            blocks.push(block(BlockKind::Paragraph(line)));
        }
    }
}
