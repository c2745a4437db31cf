//! Writes a narrowed body as XHTML. Insertions and the dateline are spans with a class, so that they can be told from
//! words; an item of a list that is one paragraph has no `p` of its own. Blocks are parted by a line feed.

use wirecopy_story::{Align, Block, BlockKind, Body, Inline, InlineKind, Item};

use crate::profile::dateline::Printed;
use crate::xml::{escape_into, escape_value_into};

use super::lines::plain_words;

/// The blocks of `body`, its first paragraph opened by `dateline`; `insertion` is what opens and closes an insertion,
/// `day` the date of the dateline as `2026-11-23`.
pub(crate) fn write(body: &Body, dateline: Option<&Printed>, day: &str, insertion: &(String, String)) -> String {
    written(body, dateline, day, (insertion, Shape::Xhtml))
}

/// As [`write`], for a page of HTML that a browser opens: nothing that HTML 5 calls obsolete, and no picture that would
/// have to be fetched.
pub(crate) fn write_page(body: &Body, dateline: Option<&Printed>, day: &str, insertion: &(String, String)) -> String {
    written(body, dateline, day, (insertion, Shape::Page))
}

/// Which HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Xhtml,
    Page,
}

fn written(
    body: &Body,
    dateline: Option<&Printed>,
    day: &str,
    (insertion, shape): (&(String, String), Shape),
) -> String {
    let out = String::with_capacity(body.blocks.len() * 256 + 64);
    let mut writer = Writer { out, insertion, shape, level: 1 };
    let mut blocks = body.blocks.as_slice();
    if let Some(printed) = dateline {
        writer.out.push_str("<p>");
        writer.dateline(printed, day);
        if let [Block { kind: BlockKind::Paragraph(line), .. }, rest @ ..] = blocks {
            writer.inlines(line);
            blocks = rest;
        }
        writer.out.push_str("</p>");
        if !blocks.is_empty() {
            writer.out.push('\n');
        }
    }
    writer.blocks(blocks, "\n");
    writer.out
}

struct Writer<'w> {
    out: String,
    insertion: &'w (String, String),
    shape: Shape,
    /// Of the last heading; the headline has the first.
    level: u8,
}

impl Writer<'_> {
    fn dateline(&mut self, printed: &Printed, day: &str) {
        let (text, date) = (&printed.text, printed.date.clone());
        self.out.push_str("<span class=\"dateline\">");
        escape_into(&mut self.out, &text[..date.start]);
        if !date.is_empty() {
            // A page has no time before the year 1 (HTML, 2.3.5.2).
            let early = self.shape == Shape::Page && (day.starts_with('-') || day.starts_with("0000"));
            let (name, key) = if early { ("span", "data-date") } else { ("time", "datetime") };
            self.out.push('<');
            self.out.push_str(name);
            self.attribute(key, day);
            self.out.push('>');
            escape_into(&mut self.out, &text[date.clone()]);
            self.end(name);
        }
        escape_into(&mut self.out, &text[date.end..]);
        self.out.push_str("</span>");
    }

    fn blocks(&mut self, blocks: &[Block], between: &str) {
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                self.out.push_str(between);
            }
            self.block(&block.kind);
        }
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Paragraph(line) => self.around("p", line),
            BlockKind::Subhead { level, text } => {
                self.subhead((*level).clamp(2, 6), text);
            }
            BlockKind::Quote(blocks) => {
                self.out.push_str("<blockquote>");
                self.blocks(blocks, "");
                self.out.push_str("</blockquote>");
            }
            BlockKind::List { start, items } => self.list(*start, items),
            BlockKind::Table { columns, head, rows } => self.table(columns, head, rows),
            BlockKind::Rule => self.void("hr"),
            BlockKind::Pre { info, text } => self.pre(info, text),
            BlockKind::Figure { source, title, caption } => self.figure(source, title, caption),
        }
    }

    /// A page may not skip a level (HTML, 4.3.11): the one that was typed is in a class.
    fn subhead(&mut self, typed: u8, line: &[Inline]) {
        let level = match self.shape {
            Shape::Xhtml => typed,
            Shape::Page => typed.min(self.level + 1),
        };
        self.level = level;
        let name = ["h2", "h3", "h4", "h5", "h6"][usize::from(level - 2)];
        self.out.push('<');
        self.out.push_str(name);
        if level != typed {
            self.attribute("class", &format!("level-{typed}"));
        }
        self.out.push('>');
        self.inlines(line);
        self.end(name);
    }

    fn around(&mut self, name: &str, line: &[Inline]) {
        self.tag(name);
        self.inlines(line);
        self.end(name);
    }

    fn tag(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element that never has an end.
    fn void(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.end_void();
    }

    fn end_void(&mut self) {
        self.out.push_str(match self.shape {
            Shape::Xhtml => "/>",
            Shape::Page => ">",
        });
    }

    fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_value_into(&mut self.out, value);
        self.out.push('"');
    }

    fn list(&mut self, start: Option<u32>, items: &[Item]) {
        let name = if start.is_some() { "ol" } else { "ul" };
        self.out.push('<');
        self.out.push_str(name);
        if let Some(first) = start.filter(|first| *first != 1) {
            self.attribute("start", &first.to_string());
        }
        self.out.push('>');
        for item in items {
            self.out.push_str("<li>");
            match item.blocks.as_slice() {
                [Block { kind: BlockKind::Paragraph(line), .. }, rest @ ..] if rest.iter().all(is_list) => {
                    self.inlines(line);
                    self.blocks(rest, "");
                }
                blocks => self.blocks(blocks, ""),
            }
            self.out.push_str("</li>");
        }
        self.end(name);
    }

    fn table(&mut self, columns: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        self.out.push_str("<table><thead>");
        self.row("th", columns, head);
        self.out.push_str("</thead>");
        if !rows.is_empty() {
            self.out.push_str("<tbody>");
            for row in rows {
                self.row("td", columns, row);
            }
            self.out.push_str("</tbody>");
        }
        self.out.push_str("</table>");
    }

    fn row(&mut self, name: &str, columns: &[Align], cells: &[Vec<Inline>]) {
        self.out.push_str("<tr>");
        for (cell, align) in cells.iter().zip(columns) {
            self.out.push('<');
            self.out.push_str(name);
            let side = match align {
                Align::Unset => "",
                Align::Left => "left",
                Align::Center => "center",
                Align::Right => "right",
            };
            match self.shape {
                _ if side.is_empty() => {}
                Shape::Xhtml => self.attribute("align", side),
                Shape::Page => self.attribute("class", side),
            }
            self.out.push('>');
            self.inlines(cell);
            self.end(name);
        }
        self.out.push_str("</tr>");
    }

    fn pre(&mut self, info: &str, text: &str) {
        self.out.push_str("<pre");
        if !info.is_empty() {
            self.attribute("class", &format!("language-{info}"));
        }
        self.out.push_str("><code>");
        escape_into(&mut self.out, text);
        if !text.is_empty() && !text.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str("</code></pre>");
    }

    fn figure(&mut self, source: &str, title: &str, caption: &[Inline]) {
        if self.shape == Shape::Page && !lies_beside(source) {
            return self.picture_elsewhere(source, title, caption);
        }
        self.out.push_str("<figure><img");
        self.attribute("src", source);
        let mut words = String::new();
        plain_words(caption, &mut words);
        self.attribute("alt", &words);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.end_void();
        if !caption.is_empty() {
            self.around("figcaption", caption);
        }
        self.out.push_str("</figure>");
    }

    /// A picture that a page would have to fetch: its place is kept, and a reader sees the caption.
    fn picture_elsewhere(&mut self, source: &str, title: &str, caption: &[Inline]) {
        self.out.push_str("<figure class=\"picture\"");
        for (name, value) in [("data-source", source), ("title", title)] {
            if !value.is_empty() {
                self.attribute(name, value);
            }
        }
        self.out.push('>');
        if !caption.is_empty() {
            self.around("figcaption", caption);
        }
        self.out.push_str("</figure>");
    }

    fn inlines(&mut self, line: &[Inline]) {
        for inline in line {
            match &inline.kind {
                InlineKind::Text(words) => escape_into(&mut self.out, words),
                InlineKind::Strong(inner) => self.around("strong", inner),
                InlineKind::Emphasis(inner) => self.around("em", inner),
                InlineKind::Link { target, title, text } => {
                    self.out.push_str("<a");
                    self.attribute("href", target);
                    if !title.is_empty() {
                        self.attribute("title", title);
                    }
                    self.out.push('>');
                    self.inlines(text);
                    self.out.push_str("</a>");
                }
                InlineKind::Insertion(inner) => {
                    let (open, close) = self.insertion;
                    self.out.push_str("<span class=\"insertion\">");
                    escape_into(&mut self.out, open);
                    self.inlines(inner);
                    escape_into(&mut self.out, close);
                    self.out.push_str("</span>");
                }
                InlineKind::Break => self.void("br"),
            }
        }
    }
}

/// A file beside the page, under a name that every server takes.
fn lies_beside(source: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/".contains(letter);
    source.starts_with(|first: char| first.is_ascii_alphanumeric()) && source.chars().all(plain)
}

fn is_list(block: &Block) -> bool {
    matches!(block.kind, BlockKind::List { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brackets() -> (String, String) {
        ("[".to_owned(), "]".to_owned())
    }

    fn written(markdown: &str) -> String {
        write(&Body::parse(markdown), None, "", &brackets())
    }

    #[test]
    fn each_construct_has_one_form() {
        for (markdown, expected) in [
            ("a *b* **c** [d]", "<p>a <em>b</em> <strong>c</strong> <span class=\"insertion\">[d]</span></p>"),
            ("## A", "<h2>A</h2>"),
            ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
            ("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
            ("3. a", "<ol start=\"3\"><li>a</li></ol>"),
            ("a\\\nb", "<p>a<br/>b</p>"),
            ("***", "<hr/>"),
            ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
            (
                "[a](https://x.example/?a=1&b=\"2\" \"T\")",
                "<p><a href=\"https://x.example/?a=1&amp;b=&quot;2&quot;\" title=\"T\">a</a></p>",
            ),
            (
                "![a *b*](c.jpg)",
                "<figure><img src=\"c.jpg\" alt=\"a b\"/><figcaption>a <em>b</em></figcaption></figure>",
            ),
        ] {
            assert_eq!(written(markdown), expected, "{markdown:?}");
        }
    }

    #[test]
    fn a_page_has_nothing_obsolete_and_fetches_nothing() {
        let page = |markdown| write_page(&Body::parse(markdown), None, "", &brackets());
        assert_eq!(page("a\\\nb\n\n***"), "<p>a<br>b</p>\n<hr>");
        assert!(page("| a |\n|--:|").contains("<th class=\"right\">a</th>"), "alignment is a class");
        assert_eq!(page("#### A"), "<h2 class=\"level-4\">A</h2>", "no level is skipped");
        assert_eq!(page("![](c.jpg)"), "<figure><img src=\"c.jpg\" alt=\"\"></figure>", "a file beside the page");
        let elsewhere = "<figure class=\"picture\" data-source=\"https://x.example/a.jpg\">\
                         <figcaption>b</figcaption></figure>";
        assert_eq!(page("![b](https://x.example/a.jpg)"), elsewhere, "a picture on the web is not fetched");
    }

    #[test]
    fn a_table_keeps_head_and_alignment() {
        let html = written("| a | b |\n|---|--:|\n| c | d |");
        let expected = "<table><thead><tr><th>a</th><th align=\"right\">b</th></tr></thead>\
                        <tbody><tr><td>c</td><td align=\"right\">d</td></tr></tbody></table>";
        assert_eq!(html, expected);
    }

    #[test]
    fn words_never_become_markup() {
        let html = written("a <script>alert(1)</script> & b");
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("&lt;script&gt;"), "{html}");
    }

    #[test]
    fn the_dateline_opens_the_first_paragraph_or_stands_before_the_first_block() {
        let printed = Printed { text: "ROME, May 9. /X/. ".to_owned(), date: 6..11, ..Printed::default() };
        let span = "<span class=\"dateline\">ROME, <time datetime=\"2026-05-09\">May 9</time>. /X/. </span>";
        let body = Body::parse("The harbour.");
        let html = write(&body, Some(&printed), "2026-05-09", &brackets());
        assert_eq!(html, format!("<p>{span}The harbour.</p>"));
        let html = write(&Body::parse("- a"), Some(&printed), "2026-05-09", &brackets());
        assert_eq!(html, format!("<p>{span}</p>\n<ul><li>a</li></ul>"));
    }
}
