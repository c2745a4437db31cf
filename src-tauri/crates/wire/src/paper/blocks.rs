//! Blocks to paragraphs in a row, and back. Two lists beside each other are told apart by their number on the sheet; a
//! paragraph that is no item ends every list.

use wirecopy_story::{Block, BlockKind, Body, Inline, Item};

use super::run::{inlines, runs};
use super::{MAX_LEVEL, MAX_NUMBER, Mark, Paragraph, Part, Run, Shape, Table};

/// The paragraphs of `body`; `marks` open and close an insertion.
pub(crate) fn parts(body: &Body, marks: &(String, String)) -> Vec<Part> {
    let mut writer = Writer { marks, out: Vec::new(), lists: 0 };
    writer.blocks(&body.blocks, Around::default());
    writer.out
}

struct Writer<'w> {
    marks: &'w (String, String),
    out: Vec<Part>,
    lists: usize,
}

/// What a block stands in.
#[derive(Clone, Copy, Default)]
struct Around {
    quoted: bool,
    /// Level of the item.
    item: Option<u8>,
}

impl Writer<'_> {
    fn put(&mut self, shape: Shape, line: &[Inline]) {
        let runs = runs(line, self.marks);
        self.out.push(Part::Paragraph(Paragraph { shape, runs }));
    }

    fn in_list(&self) -> bool {
        let last = self.out.last();
        matches!(last, Some(Part::Paragraph(Paragraph { shape: Shape::Item(_) | Shape::Continued(_), .. })))
    }

    fn blocks(&mut self, blocks: &[Block], around: Around) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(line) => {
                    let shape = match around.item {
                        Some(level) if self.in_list() => Shape::Continued(level),
                        Some(_) | None if around.quoted => Shape::Quote,
                        Some(_) | None => Shape::Plain,
                    };
                    self.put(shape, line);
                }
                BlockKind::Subhead { level, text } => self.put(Shape::Subhead((*level).clamp(2, 6)), text),
                BlockKind::Quote(inner) => self.blocks(inner, Around { quoted: true, item: None }),
                BlockKind::List { start, items } => self.list(*start, items, around),
                BlockKind::Table { columns, head, rows } => {
                    let row = |cells: &Vec<Vec<Inline>>| cells.iter().map(|cell| runs(cell, self.marks)).collect();
                    let (head, rows) = (row(head), rows.iter().map(row).collect());
                    self.out.push(Part::Table(Table { columns: columns.clone(), head, rows }));
                }
                BlockKind::Rule => self.put(Shape::Rule, &[]),
                BlockKind::Pre { text, .. } => {
                    let runs = vec![Run::plain(text.strip_suffix('\n').unwrap_or(text))];
                    self.out.push(Part::Paragraph(Paragraph { shape: Shape::Pre, runs }));
                }
                BlockKind::Figure { caption, .. } => self.put(Shape::Caption, caption),
            }
        }
    }

    fn list(&mut self, start: Option<u32>, items: &[Item], around: Around) {
        let level = around.item.map_or(0, |level| (level + 1).min(MAX_LEVEL));
        let list = self.lists;
        self.lists += 1;
        for (at, item) in items.iter().enumerate() {
            let number = start.map(|start| start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)).min(MAX_NUMBER));
            let shape = Shape::Item(Mark { list, level, number });
            let rest = match item.blocks.as_slice() {
                [Block { kind: BlockKind::Paragraph(line), .. }, rest @ ..] => {
                    self.put(shape, line);
                    rest
                }
                all => {
                    self.put(shape, &[]);
                    all
                }
            };
            self.blocks(rest, Around { item: Some(level), ..around });
        }
    }
}

/// The blocks of paragraphs in a row.
pub(crate) fn body(parts: &[Part], marks: &(String, String)) -> Body {
    let mut reader = Reader { marks, blocks: Vec::new(), open: Vec::new() };
    for part in parts {
        match part {
            Part::Paragraph(paragraph) => reader.paragraph(paragraph),
            Part::Table(table) => {
                let row = |cells: &Vec<Vec<Run>>| cells.iter().map(|cell| one_line(cell, marks)).collect();
                let (head, rows) = (row(&table.head), table.rows.iter().map(row).collect());
                reader.alone(BlockKind::Table { columns: table.columns.clone(), head, rows });
            }
        }
    }
    reader.close_to(0);
    Body { blocks: reader.blocks, notes: Vec::new() }
}

/// A cell has no line breaks.
fn one_line(cell: &[Run], marks: &(String, String)) -> Vec<Inline> {
    let runs: Vec<_> = cell.iter().map(|run| Run { text: run.text.replace('\n', " "), ..run.clone() }).collect();
    inlines(&runs, marks)
}

struct Reader<'r> {
    marks: &'r (String, String),
    blocks: Vec<Block>,
    /// Lists that may go on, the outermost first.
    open: Vec<OpenList>,
}

struct OpenList {
    mark: Mark,
    start: Option<u32>,
    items: Vec<Item>,
}

impl Reader<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let line = inlines(&paragraph.runs, self.marks);
        match paragraph.shape {
            Shape::Item(mark) => self.item(mark, line),
            Shape::Continued(level) if !self.open.is_empty() => {
                let depth = self.open.iter().position(|list| list.mark.level > level).unwrap_or(self.open.len());
                self.close_to(depth.max(1));
                if let Some(item) = self.open.last_mut().and_then(|list| list.items.last_mut()) {
                    item.blocks.push(block(BlockKind::Paragraph(line)));
                }
            }
            Shape::Plain | Shape::Continued(_) if line.is_empty() => self.close_to(0),
            Shape::Plain | Shape::Continued(_) => self.alone(BlockKind::Paragraph(line)),
            Shape::Subhead(level) => self.alone(BlockKind::Subhead { level, text: line }),
            Shape::Quote => {
                self.close_to(0);
                let paragraph = block(BlockKind::Paragraph(line));
                match self.blocks.last_mut() {
                    Some(Block { kind: BlockKind::Quote(inner), .. }) => inner.push(paragraph),
                    Some(_) | None => self.blocks.push(block(BlockKind::Quote(vec![paragraph]))),
                }
            }
            Shape::Pre => {
                let mut text: String = paragraph.runs.iter().map(|run| run.text.as_str()).collect();
                text.push('\n');
                self.alone(BlockKind::Pre { info: String::new(), text });
            }
            Shape::Rule => self.alone(BlockKind::Rule),
            Shape::Caption => {
                let (source, title) = (String::new(), String::new());
                self.alone(BlockKind::Figure { source, title, caption: line });
            }
        }
    }

    fn alone(&mut self, kind: BlockKind) {
        self.close_to(0);
        self.blocks.push(block(kind));
    }

    fn item(&mut self, mark: Mark, line: Vec<Inline>) {
        while self.open.last().is_some_and(|list| {
            list.mark.level > mark.level || (list.mark.level == mark.level && list.mark.list != mark.list)
        }) {
            self.close_to(self.open.len() - 1);
        }
        if self.open.last().is_none_or(|list| list.mark.level < mark.level) {
            self.open.push(OpenList { mark, start: mark.number, items: Vec::new() });
        }
        let blocks = if line.is_empty() { Vec::new() } else { vec![block(BlockKind::Paragraph(line))] };
        if let Some(list) = self.open.last_mut() {
            list.items.push(Item { range: 0..0, blocks });
        }
    }

    /// Closes lists until `depth` of them are open.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(OpenList { start, items, .. }) = self.open.pop() else { return };
            let list = block(BlockKind::List { start, items });
            match self.open.last_mut().and_then(|outer| outer.items.last_mut()) {
                Some(item) => item.blocks.push(list),
                None => self.blocks.push(list),
            }
        }
    }
}

fn block(kind: BlockKind) -> Block {
    Block { range: 0..0, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sheet_can_say_comes_back() {
        let marks = ("[".to_owned(), "]".to_owned());
        for markdown in [
            "a **b *c*** [d] [e](https://x.example)\\\nf\n",
            "- a\n- b\n\n  more\n\n  1. c\n  2. d\n- e\n",
            "> a\n>\n> b\n",
            "## A\n\n***\n\n| a | b |\n|---|--:|\n| c | d |\n",
            "```\na\n  b\n```\n",
        ] {
            let typed = Body::parse(markdown);
            let back = body(&parts(&typed, &marks), &marks);
            let back = Body::parse(&back.to_markdown());
            assert!(back.same_content(&typed), "{markdown}\n{}", back.to_markdown());
        }
    }
}
