//! The document itself: the lines beside the copy, headline, summary, then the body's paragraphs and tables.

use super::style::W;
use super::write::side;
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
    let mut page = Page { writer, links: Vec::new(), lists: Vec::new(), after_table: false };
    page.line("Notice", &ed_note::write(item, &item.note, &story.ed_note, profile));
    if let Some(embargo) = story.embargo {
        let months = profile.dateline_style(&story.language).months();
        page.line("Embargo", &profile.embargo_line().print(embargo, months));
    }
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

struct Page {
    writer: Writer,
    links: Vec<String>,
    lists: Vec<(u8, Option<u32>)>,
    /// The last thing was a table: what follows keeps its distance.
    after_table: bool,
}

impl Page {
    /// A paragraph of bare words; nothing for none.
    fn line(&mut self, style: &str, text: &str) {
        if !text.is_empty() {
            self.begin(style);
            self.runs(&[Run::plain(text)]);
            self.writer.end();
        }
    }

    fn body(&mut self, parts: &[Part], dateline: Option<&str>) {
        let mut dateline = dateline;
        let plain = |part: &Part| matches!(part, Part::Paragraph(Paragraph { shape: Shape::Plain, .. }));
        if let Some(text) = dateline.filter(|_| !parts.first().is_some_and(plain)) {
            self.begin("");
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

    fn begin(&mut self, style: &str) {
        self.writer.leaf("w:p");
        if !style.is_empty() || self.after_table {
            self.writer.begin("w:pPr");
            if !style.is_empty() {
                self.writer.begin("w:pStyle").attribute("w:val", style).end();
            }
            self.distance();
            self.writer.end();
        }
    }

    fn distance(&mut self) {
        if std::mem::take(&mut self.after_table) {
            self.writer.begin("w:spacing").attribute("w:before", "120").end();
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, dateline: Option<&str>) {
        match paragraph.shape {
            Shape::Plain => self.begin(""),
            Shape::Subhead(level) => self.begin(&format!("Heading{level}")),
            Shape::Quote => self.begin("Quote"),
            Shape::Item(mark) => self.item(mark),
            Shape::Continued(level) => self.begin(&format!("ListContinue{}", level + 1)),
            Shape::Pre => self.begin("HTMLPreformatted"),
            Shape::Rule => self.begin("Rule"),
            Shape::Caption => self.begin("Caption"),
        }
        if let Some(text) = dateline {
            self.dateline(text);
        }
        self.runs(&paragraph.runs);
        self.writer.end();
    }

    fn item(&mut self, mark: Mark) {
        while self.lists.len() <= mark.list {
            self.lists.push((mark.level, mark.number));
        }
        self.writer.leaf("w:p").begin("w:pPr").begin("w:pStyle").attribute("w:val", "ListParagraph").end();
        self.writer.begin("w:numPr").begin("w:ilvl").attribute("w:val", &mark.level.to_string()).end();
        self.writer.begin("w:numId").attribute("w:val", &(mark.list + 1).to_string()).end().end();
        self.distance();
        self.writer.end();
    }

    fn dateline(&mut self, text: &str) {
        self.writer.begin("w:r").begin("w:rPr").begin("w:rStyle").attribute("w:val", "Dateline").end().end();
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
        if styled || run.bold || run.italic {
            self.writer.begin("w:rPr");
            if styled {
                self.writer.begin("w:rStyle").attribute("w:val", style).end();
            }
            for (name, on) in [("w:b", run.bold), ("w:i", run.italic)] {
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
                let side = side(*align);
                if !side.is_empty() {
                    self.writer.begin("w:pPr").begin("w:jc").attribute("w:val", side).end().end();
                }
                self.runs(cell);
                self.writer.end().end();
            }
            self.writer.end();
        }
        self.writer.close();
    }
}
