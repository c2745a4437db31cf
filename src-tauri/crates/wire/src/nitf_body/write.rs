//! Writes a narrowed body as block content. Blocks stand on lines of their own where NITF allows no words beside them;
//! inside a list item, which may hold words, no white space is added.

use wirecopy_story::{Align, Block, BlockKind, Body, Inline, InlineKind, Item};

use crate::profile::dateline::Printed;
use crate::xhtml::lines::plain_words;
use crate::xml::Writer;

/// What opens the body beside its own words.
pub(crate) struct Opening<'o> {
    /// The dateline before the first paragraph.
    pub(crate) dateline: Option<&'o Printed>,
    /// Its date, ISO 8601 basic: `20261123`.
    pub(crate) day: &'o str,
    /// What opens and closes an insertion.
    pub(crate) insertion: &'o (String, String),
}

/// Writes the blocks of `body` into the element that `writer` has open.
pub(crate) fn write(writer: &mut Writer, body: &Body, opening: &Opening<'_>) {
    let mut blocks = Blocks { writer, insertion: opening.insertion, mixed: 0 };
    let mut rest = body.blocks.as_slice();
    if let Some(printed) = opening.dateline {
        blocks.writer.leaf("p");
        blocks.dateline(printed, opening.day);
        if let [Block { kind: BlockKind::Paragraph(line), .. }, tail @ ..] = rest {
            blocks.inlines(line);
            rest = tail;
        }
        blocks.writer.end();
    }
    blocks.all(rest);
}

struct Blocks<'w> {
    writer: &'w mut Writer,
    insertion: &'w (String, String),
    /// Elements around that may hold words.
    mixed: usize,
}

impl Blocks<'_> {
    fn dateline(&mut self, printed: &Printed, day: &str) {
        let (text, date) = (&printed.text, printed.date.clone());
        self.writer.begin("lang").attribute("class", "dateline").text(&text[..date.start]);
        if !date.is_empty() {
            self.writer.begin("chron").filled("norm", day).text(&text[date.clone()]).end();
        }
        self.writer.text(&text[date.end..]).end();
    }

    fn all(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Paragraph(line) => self.line("p", line),
            BlockKind::Subhead { text, .. } => self.line("hl2", text),
            BlockKind::Quote(blocks) => {
                self.open("bq");
                self.open("block");
                self.all(blocks);
                self.close();
                self.close();
            }
            BlockKind::List { start, items } => self.list(*start, items),
            BlockKind::Table { columns, head, rows } => self.table(columns, head, rows),
            BlockKind::Rule => {
                self.leaf("hr").end();
            }
            BlockKind::Pre { info, text } => {
                let class = if info.is_empty() { String::new() } else { format!("language-{info}") };
                let whole = text.is_empty() || text.ends_with('\n');
                self.leaf("pre").filled("class", &class).text(text).text(if whole { "" } else { "\n" }).end();
            }
            BlockKind::Figure { source, title, caption } => self.figure(source, title, caption),
        }
    }

    /// Starts an element that may hold words.
    fn leaf(&mut self, name: &'static str) -> &mut Writer {
        if self.mixed > 0 { self.writer.begin(name) } else { self.writer.leaf(name) }
    }

    /// Starts an element that holds elements only.
    fn open(&mut self, name: &'static str) -> &mut Writer {
        if self.mixed > 0 { self.writer.begin(name) } else { self.writer.open(name) }
    }

    fn close(&mut self) {
        if self.mixed > 0 {
            self.writer.end();
        } else {
            self.writer.close();
        }
    }

    fn line(&mut self, name: &'static str, line: &[Inline]) {
        self.leaf(name);
        self.inlines(line);
        self.writer.end();
    }

    fn list(&mut self, start: Option<u32>, items: &[Item]) {
        self.open(if start.is_some() { "ol" } else { "ul" });
        if let Some(first) = start.filter(|first| *first != 1) {
            self.writer.attribute("seqnum", &first.to_string());
        }
        for item in items {
            self.leaf("li");
            self.mixed += 1;
            match item.blocks.as_slice() {
                [Block { kind: BlockKind::Paragraph(line), .. }, rest @ ..] if rest.iter().all(is_list) => {
                    self.inlines(line);
                    self.all(rest);
                }
                blocks => self.all(blocks),
            }
            self.mixed -= 1;
            self.writer.end();
        }
        self.close();
    }

    fn table(&mut self, columns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.open("table");
        self.open("thead");
        self.row("th", columns, head);
        self.close();
        if !rows.is_empty() {
            self.open("tbody");
            for row in rows {
                self.row("td", columns, row);
            }
            self.close();
        }
        self.close();
    }

    fn row(&mut self, name: &'static str, columns: &[Align], cells: &[Vec<Inline>]) {
        self.open("tr");
        for (cell, align) in cells.iter().zip(columns) {
            let side = match align {
                Align::Unset => "",
                Align::Left => "left",
                Align::Center => "center",
                Align::Right => "right",
            };
            self.leaf(name).filled("align", side);
            self.inlines(cell);
            self.writer.end();
        }
        self.close();
    }

    /// The title has no attribute of its own.
    fn figure(&mut self, source: &str, title: &str, caption: &[Inline]) {
        self.open("media").attribute("media-type", "image");
        if !title.is_empty() {
            self.leaf("media-metadata").attribute("name", "title").attribute("value", title).end();
        }
        let mut words = String::new();
        plain_words(caption, &mut words);
        let reference = self.leaf("media-reference").filled("source", source);
        reference.filled("mime-type", mime_type(source)).filled("alternate-text", &words).end();
        if !caption.is_empty() {
            self.line("media-caption", caption);
        }
        self.close();
    }

    fn marked(&mut self, class: &str, line: &[Inline]) {
        self.writer.begin("em").attribute("class", class);
        self.inlines(line);
        self.writer.end();
    }

    fn inlines(&mut self, line: &[Inline]) {
        for inline in line {
            match &inline.kind {
                InlineKind::Text(words) => {
                    self.writer.text(words);
                }
                InlineKind::Strong(inner) => self.marked("bold", inner),
                InlineKind::Emphasis(inner) => self.marked("italic", inner),
                InlineKind::Link { target, title, text } => {
                    self.writer.begin("a").attribute("href", target).filled("title", title);
                    self.inlines(text);
                    self.writer.end();
                }
                InlineKind::Insertion(inner) => {
                    let (open, close) = self.insertion;
                    self.writer.begin("lang").attribute("class", "insertion").text(open);
                    self.inlines(inner);
                    self.writer.text(close).end();
                }
                InlineKind::Break => {
                    self.writer.begin("br").end();
                }
            }
        }
    }
}

fn is_list(block: &Block) -> bool {
    matches!(block.kind, BlockKind::List { .. })
}

/// The media type that the name of a picture tells; empty where it tells none.
fn mime_type(source: &str) -> &'static str {
    let end = source.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    match end.as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "tif" | "tiff" => "image/tiff",
        "svg" => "image/svg+xml",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(markdown: &str, dateline: Option<&Printed>) -> String {
        let mut writer = Writer::message(0);
        writer.open("body.content");
        let insertion = ("[".to_owned(), "]".to_owned());
        let opening = Opening { dateline, day: "20260509", insertion: &insertion };
        write(&mut writer, &Body::parse(markdown), &opening);
        writer.close();
        let text = String::from_utf8(writer.into_bytes()).expect("text");
        let (_, inside) = text.split_once("<body.content>").expect("it was opened");
        let (inside, _) = inside.split_once("</body.content>").expect("it was closed");
        inside.split('\n').map(str::trim_start).collect::<Vec<_>>().concat()
    }

    #[test]
    fn each_construct_has_one_form() {
        for (markdown, expected) in [
            (
                "a *b **c*** [d]",
                "<p>a <em class=\"italic\">b <em class=\"bold\">c</em></em> <lang class=\"insertion\">[d]</lang></p>",
            ),
            ("## A", "<hl2>A</hl2>"),
            ("> a\n>\n> > b", "<bq><block><p>a</p><bq><block><p>b</p></block></bq></block></bq>"),
            ("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
            ("3. a\n\n   b", "<ol seqnum=\"3\"><li><p>a</p><p>b</p></li></ol>"),
            ("a\\\nb", "<p>a<br/>b</p>"),
            ("***", "<hr/>"),
            ("```rust\na < b\n```", "<pre class=\"language-rust\">a &lt; b</pre>"),
            (
                "[a](https://x.example/?a=1&b=2 \"T\")",
                "<p><a href=\"https://x.example/?a=1&amp;b=2\" title=\"T\">a</a></p>",
            ),
            (
                "![a *b*](c.jpg)",
                "<media media-type=\"image\"><media-reference source=\"c.jpg\" mime-type=\"image/jpeg\" alternate-text=\"a \
                 b\"/><media-caption>a <em class=\"italic\">b</em></media-caption></media>",
            ),
            (
                "| a | b |\n|---|--:|\n| c | d |",
                "<table><thead><tr><th>a</th><th align=\"right\">b</th></tr></thead><tbody><tr><td>c</td><td \
                 align=\"right\">d</td></tr></tbody></table>",
            ),
        ] {
            assert_eq!(written(markdown, None), expected, "{markdown:?}");
        }
    }

    #[test]
    fn the_dateline_opens_the_first_paragraph_or_stands_before_the_first_block() {
        let printed = Printed { text: "ROME, May 9. /X/. ".to_owned(), date: 6..11, ..Printed::default() };
        let lang = "<lang class=\"dateline\">ROME, <chron norm=\"20260509\">May 9</chron>. /X/. </lang>";
        assert_eq!(written("The harbour.", Some(&printed)), format!("<p>{lang}The harbour.</p>"));
        assert_eq!(written("- a", Some(&printed)), format!("<p>{lang}</p><ul><li>a</li></ul>"));
    }

    #[test]
    fn a_list_item_gets_no_white_space_that_was_not_typed() {
        let mut writer = Writer::message(0);
        writer.open("body.content");
        let insertion = ("[".to_owned(), "]".to_owned());
        let opening = Opening { dateline: None, day: "", insertion: &insertion };
        write(&mut writer, &Body::parse("- a\n  - b\n\n    c"), &opening);
        let text = String::from_utf8(writer.into_bytes()).expect("text");
        assert!(text.contains("  <ul>\n    <li>a<ul><li><p>b</p><p>c</p></li></ul></li>\n  </ul>"), "{text}");
    }
}
