//! The document itself: the lines beside the copy, headline, summary, then the body's paragraphs and tables.

use super::style::W;
use super::write::aligned;
use crate::language::{Side, side};
use crate::paper::{Link, Mark, Paragraph, Part, Run, Shape, Sheet, Table};
use crate::xml::Writer;
use crate::{Profile, ed_note};

/// Twentieths of a point between the margins of an A4 page.
const WIDTH: usize = 9026;

/// The document and what stands in other parts for it.
pub(super) struct Written {
    pub(super) document: Vec<u8>,
    /// Addresses by their number, from 1.
    pub(super) links: Vec<String>,
    /// Lists by their number, from 1: level and first number.
    pub(super) lists: Vec<(u8, Option<u32>)>,
}

pub(super) fn write(sheet: &Sheet<'_>, profile: &Profile) -> Written {
    let item = &sheet.carrier.item;
    let story = &item.story;
    let mut writer = Writer::message(story.body.len() * 4 + 4096);
    writer.open("w:document").attribute("xmlns:w", W);
    writer.attribute("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
    writer.open("w:body");
    let language = &story.language;
    let mut page = Page { writer, language, links: Vec::new(), lists: Vec::new(), after_table: false };
    page.line("Notice", &ed_note::release(item, profile));
    if let Some(embargo) = story.embargo {
        let months = profile.dateline_style(&story.language).months();
        page.line("Embargo", &profile.embargo_line().print(embargo, months));
    }
    page.line("Notice", &story.ed_note);
    page.line("Section", &story.section);
    page.line("Title", &story.headline);
    page.line("Subtitle", &story.summary);
    page.line("Byline", &profile.byline(&story.byline));
    let printed = sheet.carrier.dateline().map(|printed| printed.text);
    page.body(&sheet.parts, printed.as_deref());
    page.line("SignOff", &story.sign_off);
    page.line("Copyright", &story.rights.notice);
    page.line("Copyright", &story.rights.usage);
    page.writer.leaf("w:sectPr").begin("w:pgSz").attribute("w:w", "11906").attribute("w:h", "16838").end();
    page.writer.begin("w:pgMar");
    for edge in ["w:top", "w:right", "w:bottom", "w:left"] {
        page.writer.attribute(edge, "1440");
    }
    for edge in ["w:header", "w:footer"] {
        page.writer.attribute(edge, "708");
    }
    page.writer.attribute("w:gutter", "0").end().end();
    Written { document: page.writer.into_bytes(), links: page.links, lists: page.lists }
}

struct Page<'p> {
    writer: Writer,
    /// Of the story.
    language: &'p str,
    links: Vec<String>,
    lists: Vec<(u8, Option<u32>)>,
    /// The last thing was a table: what follows keeps its distance.
    after_table: bool,
}

impl Page<'_> {
    /// A paragraph of bare words; nothing for none.
    fn line(&mut self, style: &str, text: &str) {
        if !text.is_empty() {
            self.begin(style, side([text], self.language));
            self.runs(&[Run::plain(text)]);
            self.writer.end();
        }
    }

    fn body(&mut self, parts: &[Part], dateline: Option<&str>) {
        let mut dateline = dateline;
        let plain = |part: &Part| matches!(part, Part::Paragraph(Paragraph { shape: Shape::Plain, .. }));
        if let Some(text) = dateline.filter(|_| !parts.first().is_some_and(plain)) {
            self.begin("", side([text], self.language));
            self.dateline(text);
            self.writer.end();
            dateline = None;
        }
        for part in parts {
            match part {
                Part::Paragraph(paragraph) => self.paragraph(paragraph, dateline.take()),
                Part::Table(table) => {
                    if self.after_table {
                        // Two tables without a paragraph between them would be one.
                        self.writer.leaf("w:p").end();
                    }
                    self.table(table);
                }
            }
            self.after_table = matches!(part, Part::Table(_));
        }
        if self.after_table {
            // The last thing of a document is a paragraph.
            self.writer.leaf("w:p").end();
        }
    }

    fn begin(&mut self, style: &str, side: Side) {
        self.writer.leaf("w:p");
        if !style.is_empty() || self.after_table || side == Side::Right {
            self.writer.begin("w:pPr");
            if !style.is_empty() {
                self.writer.begin("w:pStyle").attribute("w:val", style).end();
            }
            self.side(side);
            self.distance();
            self.writer.end();
        }
    }

    /// Stands before the distance in the order of the schema.
    fn side(&mut self, side: Side) {
        if side == Side::Right {
            self.writer.begin("w:bidi").end();
        }
    }

    fn distance(&mut self) {
        if std::mem::take(&mut self.after_table) {
            self.writer.begin("w:spacing").attribute("w:before", "120").end();
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, dateline: Option<&str>) {
        let words = dateline.into_iter().chain(paragraph.runs.iter().map(|run| run.text.as_str()));
        let side = side(words, self.language);
        match paragraph.shape {
            Shape::Plain => self.begin("", side),
            Shape::Subhead(level) => self.begin(&format!("Heading{level}"), side),
            Shape::Quote => self.begin("Quote", side),
            Shape::Item(mark) => self.item(mark, side),
            Shape::Continued(level) => self.begin(&format!("ListContinue{}", level + 1), side),
            Shape::Pre => self.begin("HTMLPreformatted", side),
            Shape::Rule => self.begin("Rule", side),
            Shape::Caption => self.begin("Caption", side),
        }
        if let Some(text) = dateline {
            self.dateline(text);
        }
        self.runs(&paragraph.runs);
        self.writer.end();
    }

    fn item(&mut self, mark: Mark, side: Side) {
        while self.lists.len() <= mark.list {
            self.lists.push((mark.level, mark.number));
        }
        self.writer.leaf("w:p").begin("w:pPr").begin("w:pStyle").attribute("w:val", "ListParagraph").end();
        self.writer.begin("w:numPr").begin("w:ilvl").attribute("w:val", &mark.level.to_string()).end();
        self.writer.begin("w:numId").attribute("w:val", &(mark.list + 1).to_string()).end().end();
        self.side(side);
        self.distance();
        self.writer.end();
    }

    fn dateline(&mut self, text: &str) {
        self.writer.begin("w:r").begin("w:rPr").begin("w:rStyle").attribute("w:val", "Dateline").end();
        if side([text], "") == Side::Right {
            self.writer.begin("w:rtl").end();
        }
        self.writer.end();
        self.text(text);
        self.writer.end();
    }

    fn runs(&mut self, runs: &[Run]) {
        let mut rest = runs;
        while let Some(first) = rest.first() {
            let end = rest.iter().position(|run| run.link != first.link).unwrap_or(rest.len());
            if let Some(Link { target, title }) = &first.link {
                self.links.push(target.clone());
                let id = format!("rId{}", self.links.len());
                self.writer.begin("w:hyperlink").attribute("r:id", &id).filled("w:tooltip", title);
            }
            rest[..end].iter().for_each(|run| self.run(run));
            if first.link.is_some() {
                self.writer.end();
            }
            rest = &rest[end..];
        }
    }

    fn run(&mut self, run: &Run) {
        self.writer.begin("w:r");
        let style = if run.insertion { "Insertion" } else { "Hyperlink" };
        let styled = run.insertion || run.link.is_some();
        // Letters of Arabic and Hebrew have marks of their own beside those of the others (ECMA-376, 17.3.2.26).
        let right = side([run.text.as_str()], "") == Side::Right;
        if styled || run.bold || run.italic || right {
            self.writer.begin("w:rPr");
            if styled {
                self.writer.begin("w:rStyle").attribute("w:val", style).end();
            }
            let (bold, italic) = (run.bold, run.italic);
            for (name, on) in
                [("w:b", bold), ("w:bCs", bold && right), ("w:i", italic), ("w:iCs", italic && right), ("w:rtl", right)]
            {
                if on {
                    self.writer.begin(name).end();
                }
            }
            self.writer.end();
        }
        self.text(&run.text);
        self.writer.end();
    }

    /// Words of a run: tabs and line ends are elements.
    fn text(&mut self, text: &str) {
        for piece in text.split_inclusive(['\n', '\t']) {
            let words = piece.trim_end_matches(['\n', '\t']);
            if !words.is_empty() {
                self.writer.begin("w:t").attribute("xml:space", "preserve").text(words).end();
            }
            match piece[words.len()..].chars().next() {
                Some('\n') => drop(self.writer.begin("w:br").end()),
                Some(_) => drop(self.writer.begin("w:tab").end()),
                None => {}
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.writer.open("w:tbl").leaf("w:tblPr").begin("w:tblStyle").attribute("w:val", "TableGrid").end();
        let words = table.head.iter().chain(table.rows.iter().flatten()).flatten().map(|run| run.text.as_str());
        if side(words, self.language) == Side::Right {
            self.writer.begin("w:bidiVisual").end();
        }
        self.writer.begin("w:tblW").attribute("w:w", "5000").attribute("w:type", "pct").end();
        self.writer.begin("w:tblLook").attribute("w:firstRow", "1").end().end();
        self.writer.leaf("w:tblGrid");
        let width = (WIDTH / table.columns.len().max(1)).to_string();
        for _ in &table.columns {
            self.writer.begin("w:gridCol").attribute("w:w", &width).end();
        }
        self.writer.end();
        for (at, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            self.writer.leaf("w:tr");
            if at == 0 {
                self.writer.begin("w:trPr").begin("w:tblHeader").end().end();
            }
            for (cell, align) in row.iter().zip(&table.columns) {
                self.writer.begin("w:tc").begin("w:tcPr").begin("w:tcW").attribute("w:w", &width);
                self.writer.attribute("w:type", "dxa").end().end().begin("w:p");
                let (align, side) = (aligned(*align), side(cell.iter().map(|run| run.text.as_str()), self.language));
                if !align.is_empty() || side == Side::Right {
                    self.writer.begin("w:pPr");
                    self.side(side);
                    if !align.is_empty() {
                        self.writer.begin("w:jc").attribute("w:val", align).end();
                    }
                    self.writer.end();
                }
                self.runs(cell);
                self.writer.end().end();
            }
            self.writer.end();
        }
        self.writer.close();
    }
}
