//! Reads block content of any feed into blocks. Names of HTML are understood where feeds mix them in; what has no place
//! in a story is told in a note, its words are kept.

use jiff::civil::Date;
use wirecopy_story::{Align, Block, BlockKind, Body, Inline, InlineKind, Item};

use crate::json::shortened;
use crate::moment;
use crate::xhtml::lines::{collapsed, flatten_breaks, inline, push_text, strip_brackets, trim};
use crate::xhtml::{ReadBody, carried_link, carried_picture, lost_address};
use crate::xml::{Element, Node};

/// A table with more columns is none: each row would be filled up to the widest.
const MAX_COLUMNS: usize = 100;
/// What cannot be read is told this often.
const MAX_NOTES: usize = 100;

/// Reads the blocks inside each of `parents` (`body.content`, `block`); never fails.
pub(crate) fn read<'e>(parents: impl IntoIterator<Item = &'e Element>) -> ReadBody {
    let mut reader = Reader::default();
    let mut blocks = Vec::new();
    for parent in parents {
        reader.blocks_into(parent, &mut blocks);
    }
    ReadBody {
        body: Body { blocks, notes: Vec::new() },
        dateline: reader.dateline,
        date: reader.date,
        notes: reader.notes,
    }
}

#[derive(Default)]
struct Reader {
    dateline: Option<String>,
    date: Option<Date>,
    notes: Vec<String>,
}

fn block(kind: BlockKind) -> Block {
    Block { range: 0..0, kind }
}

/// A run of inlines becomes a paragraph when a block begins.
fn flush(line: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    let mut line = std::mem::take(line);
    trim(&mut line);
    if !line.is_empty() {
        blocks.push(block(BlockKind::Paragraph(line)));
    }
}

fn has_class(element: &Element, class: &str) -> bool {
    element.attribute("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "hl1"
            | "hl2"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "nitf-table"
            | "media"
            | "ol"
            | "ul"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "bq"
            | "blockquote"
            | "fn"
            | "note"
            | "pre"
            | "hr"
            | "block"
            | "body.content"
            | "div"
            | "section"
            | "article"
            | "abstract"
            | "hedline"
            | "byline"
            | "dateline"
            | "copyrite"
            | "credit"
            | "datasource"
            | "tobject"
            | "key-list"
    )
}

impl Reader {
    fn note(&mut self, what: String) {
        if self.notes.len() < MAX_NOTES && !self.notes.contains(&what) {
            self.notes.push(what);
        }
    }

    fn blocks(&mut self, parent: &Element) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.blocks_into(parent, &mut blocks);
        blocks
    }

    fn blocks_into(&mut self, parent: &Element, blocks: &mut Vec<Block>) {
        let mut line = Vec::new();
        for child in &parent.children {
            match child {
                Node::Element(element) if is_block(&element.name) => {
                    flush(&mut line, blocks);
                    self.block(element, blocks);
                }
                Node::Element(_) | Node::Text(_) => self.inline(child, &mut line),
            }
        }
        flush(&mut line, blocks);
    }

    fn block(&mut self, element: &Element, blocks: &mut Vec<Block>) {
        let kind = match element.name.as_str() {
            // A headline in the body has been read where headlines are.
            "hedline" => return,
            "tobject" | "key-list" | "datasource" => {
                return self.note(format!("`{}` inside the body is not read", element.name));
            }
            "dateline" if self.dateline.is_none() => return self.read_dateline(element),
            "hl1" | "hl2" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                BlockKind::Subhead { level: 2, text: self.one_line(element) }
            }
            "bq" | "blockquote" => BlockKind::Quote(self.blocks(element)),
            "ul" | "ol" => self.list(element),
            "table" => match self.table(element, blocks) {
                Some(table) => table,
                None => return,
            },
            "hr" => BlockKind::Rule,
            "pre" => pre(element),
            "media" => match self.media(element, blocks) {
                Some(figure) => figure,
                None => return,
            },
            _ => return self.blocks_into(element, blocks),
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

    fn list(&mut self, element: &Element) -> BlockKind {
        let first = element.attribute("seqnum").or(element.attribute("start"));
        let first = first.and_then(|first| first.trim().parse().ok()).unwrap_or(1);
        let mut items: Vec<Item> = Vec::new();
        for child in element.elements() {
            let inner = if matches!(child.name.as_str(), "ul" | "ol") { None } else { Some(self.blocks(child)) };
            match (inner, items.last_mut()) {
                (Some(blocks), _) => items.push(Item { range: 0..0, blocks }),
                // A list right inside a list belongs to the item before it.
                (None, Some(item)) => self.block(child, &mut item.blocks),
                (None, None) => {
                    let mut blocks = Vec::new();
                    self.block(child, &mut blocks);
                    items.push(Item { range: 0..0, blocks });
                }
            }
        }
        BlockKind::List { start: (element.name == "ol").then_some(first), items }
    }

    /// A table; its caption is a paragraph before it. `None` when it has no cell.
    fn table(&mut self, element: &Element, blocks: &mut Vec<Block>) -> Option<BlockKind> {
        let (mut head, mut rows, mut columns) = (None, Vec::new(), Vec::new());
        let bodies = element.elements().filter(|one| matches!(one.name.as_str(), "thead" | "tbody" | "tfoot" | "tr"));
        let all = bodies.flat_map(|one| {
            let inside = one.all("tr");
            std::iter::once(one).filter(|one| one.name == "tr").chain(inside)
        });
        for row in all {
            let cells: Vec<_> = row.elements().filter(|cell| matches!(cell.name.as_str(), "td" | "th")).collect();
            let is_head =
                head.is_none() && rows.is_empty() && !cells.is_empty() && cells.iter().all(|cell| cell.name == "th");
            for (at, cell) in cells.iter().enumerate() {
                let span = cell.attribute("colspan").or(cell.attribute("rowspan"));
                if span.is_some_and(|span| span.trim() != "1") {
                    self.note("Cells that span several are read as one cell".to_owned());
                }
                if at >= columns.len() {
                    columns.push(alignment(cell));
                }
            }
            let cells: Vec<_> = cells.into_iter().map(|cell| self.one_line(cell)).collect();
            if is_head { head = Some(cells) } else { rows.push(cells) }
        }
        if let Some(caption) = element.first("caption") {
            let mut line = self.one_line(caption);
            flush(&mut line, blocks);
        }
        if columns.is_empty() {
            return None;
        }
        let mut head = head.unwrap_or_default();
        if columns.len() > MAX_COLUMNS {
            self.note("A table with more columns than any has is read as paragraphs".to_owned());
            for row in std::iter::once(head).chain(rows) {
                flush(&mut joined(row), blocks);
            }
            return None;
        }
        head.resize(columns.len(), Vec::new());
        for row in &mut rows {
            row.resize(columns.len(), Vec::new());
        }
        Some(BlockKind::Table { columns, head, rows })
    }

    /// A picture; other media leave their caption as a paragraph.
    fn media(&mut self, element: &Element, blocks: &mut Vec<Block>) -> Option<BlockKind> {
        let kind = element.attribute("media-type").unwrap_or("image").to_ascii_lowercase();
        let captions: Vec<_> = element.all("media-caption").collect();
        let mut caption = captions.first().map(|one| self.one_line(one)).unwrap_or_default();
        let picture = ["image", "photo", "graphic", "picture"].iter().any(|one| kind.contains(one));
        if !picture {
            self.note(format!("Media of type {:?} is not read", shortened(&kind)));
            flush(&mut caption, blocks);
            return None;
        }
        if captions.len() > 1 || element.all("media-reference").count() > 1 || element.first("media-producer").is_some()
        {
            self.note("Of a picture its first place and its first caption are read".to_owned());
        }
        let reference = element.first("media-reference");
        let value = |name: &str| reference.and_then(|one| one.attribute(name)).unwrap_or("");
        if caption.is_empty() {
            push_text(&mut caption, collapsed(value("alternate-text")).trim());
        }
        let source = value("source");
        if !source.is_empty() && !carried_picture(source) {
            self.note(format!("The picture's place {} is not carried", shortened(source)));
        }
        let source = if carried_picture(source) { source.to_owned() } else { String::new() };
        let title = element.all("media-metadata").find(|one| one.attribute("name") == Some("title"));
        let title = title.and_then(|one| one.attribute("value")).unwrap_or("").to_owned();
        Some(BlockKind::Figure { source, title, caption })
    }

    /// The inlines below `element` on one line: breaks and blocks are spaces.
    fn one_line(&mut self, element: &Element) -> Vec<Inline> {
        let mut line = self.inside(element);
        flatten_breaks(&mut line);
        trim(&mut line);
        line
    }

    fn inside(&mut self, element: &Element) -> Vec<Inline> {
        let mut line = Vec::new();
        for child in &element.children {
            self.inline(child, &mut line);
        }
        line
    }

    fn inline(&mut self, node: &Node, line: &mut Vec<Inline>) {
        let element = match node {
            Node::Text(text) => return push_text(line, &collapsed(text)),
            Node::Element(element) => element,
        };
        match element.name.as_str() {
            "br" => line.push(inline(InlineKind::Break)),
            "em" | "strong" | "b" | "i" | "span" | "lang" => self.marked(element, line),
            "a" => self.link(element, line),
            "q" => self.quoted(element, line),
            "alt-code" => {}
            name => {
                let inner = self.inside(element);
                if is_block(name) && !line.is_empty() && !inner.is_empty() {
                    push_text(line, " ");
                }
                line.extend(inner);
            }
        }
    }

    /// Bold and italics, and the runs of words that a class tells apart.
    fn marked(&mut self, element: &Element, line: &mut Vec<Inline>) {
        if has_class(element, "dateline") && self.dateline.is_none() {
            return self.read_dateline(element);
        }
        let mut inner = self.inside(element);
        if inner.is_empty() {
            return;
        }
        if has_class(element, "insertion") || has_class(element, "insert") {
            strip_brackets(&mut inner);
            return line.push(inline(InlineKind::Insertion(inner)));
        }
        let class = element.attribute("class").unwrap_or("").to_ascii_lowercase();
        let name = element.name.as_str();
        let bold = matches!(name, "strong" | "b") || class.contains("bold") || class.contains("strong");
        let italic = matches!(name, "em" | "i") && (!bold || class.contains("ital"));
        if bold {
            inner = vec![inline(InlineKind::Strong(inner))];
        }
        if italic {
            inner = vec![inline(InlineKind::Emphasis(inner))];
        }
        line.extend(inner);
    }

    fn link(&mut self, element: &Element, line: &mut Vec<Inline>) {
        let text = self.inside(element);
        let target = element.attribute("href").unwrap_or("").trim().to_owned();
        if carried_link(&target) && !text.is_empty() {
            let title = element.attribute("title").unwrap_or("").to_owned();
            return line.push(inline(InlineKind::Link { target, title, text }));
        }
        if !target.is_empty() {
            self.note(lost_address(&shortened(&target)));
        }
        line.extend(text);
    }

    /// A receiver sets quotation marks round `q`; they are words here.
    fn quoted(&mut self, element: &Element, line: &mut Vec<Inline>) {
        let inner = self.inside(element);
        let marks = ['"', '“', '”', '„', '«', '\'', '‘'];
        let has_own = matches!(inner.first(), Some(Inline { kind: InlineKind::Text(text), .. }) if text.trim_start().starts_with(marks));
        let mark = if has_own || inner.is_empty() { "" } else { "\"" };
        push_text(line, mark);
        line.extend(inner);
        push_text(line, mark);
    }

    fn read_dateline(&mut self, element: &Element) {
        self.dateline = Some(element.text());
        let norm = element.elements().find_map(|one| one.attribute("norm"));
        self.date = norm.and_then(moment::read).map(|told| told.clock.date());
    }
}

fn pre(element: &Element) -> BlockKind {
    let mut classes = element.attribute("class").unwrap_or("").split_ascii_whitespace();
    let info = classes.find_map(|class| class.strip_prefix("language-")).unwrap_or("").to_owned();
    let mut text = element.text();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    BlockKind::Pre { info, text }
}

fn alignment(cell: &Element) -> Align {
    match cell.attribute("align").unwrap_or("").trim() {
        "left" => Align::Left,
        "center" => Align::Center,
        "right" => Align::Right,
        _ => Align::Unset,
    }
}

/// The cells of a row on one line.
fn joined(row: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut line = Vec::new();
    for cell in row.into_iter().filter(|cell| !cell.is_empty()) {
        if !line.is_empty() {
            push_text(&mut line, "; ");
        }
        line.extend(cell);
    }
    line
}

#[cfg(test)]
mod tests;
