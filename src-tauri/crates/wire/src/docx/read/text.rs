//! Paragraphs, runs and tables of a document (ECMA-376, 17.3 and 17.4), with the styles and list marks they name.

use std::collections::BTreeMap;

use wirecopy_story::Align;

use crate::paper::{Line, Link, MAX_LEVEL, Mark, Paragraph, Part, Run, Shape, Table};
use crate::xml::{Element, Node};

/// Elements nested deeper than this are passed over: the reader of XML allows a hundred.
const MAX_DEPTH: usize = 64;
/// Notes of different words.
const MAX_NOTES: usize = 50;
/// A table with more columns is none.
const MAX_COLUMNS: usize = 100;

/// What a style says.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    name: String,
    outline: Option<u8>,
    numbering: Option<(String, u8)>,
}

/// A list by its number: each level's first number, `None` for bullets.
pub(super) type Lists = BTreeMap<String, BTreeMap<u8, Option<u32>>>;

pub(super) struct Reader {
    pub(super) styles: BTreeMap<String, Style>,
    pub(super) lists: Lists,
    /// Targets by the id of their relationship.
    pub(super) links: BTreeMap<String, String>,
    /// The document is one of ours.
    pub(super) own: bool,
    /// The fields that are open, the innermost last.
    pub(super) fields: Vec<Field>,
    /// What was not read, and how often.
    pub(super) notes: BTreeMap<&'static str, usize>,
    pub(super) lines: Vec<Line>,
}

/// A field that was begun by a run and is ended by another (ECMA-376, 17.16.18).
#[derive(Debug)]
pub(super) enum Field {
    /// What it asks for is being read.
    Asked(String),
    /// What follows is shown.
    Shown(Option<Link>),
}

/// The longest instruction of a field, bytes.
const MAX_INSTRUCTION: usize = 4096;

/// `w:val` of the element, with or without its namespace.
fn value(element: &Element) -> Option<&str> {
    attribute(element, "val")
}

fn attribute<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.attributes.iter().find(|one| one.name == name).map(|one| one.value.as_str())
}

fn val<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.first(name).and_then(value)
}

fn is_on(element: &Element, name: &str) -> bool {
    element.first(name).is_some_and(|one| !matches!(value(one), Some("0" | "false" | "off" | "none")))
}

/// The styles by their ids.
pub(super) fn styles(root: &Element) -> BTreeMap<String, Style> {
    let one = |style: &Element| {
        let format = style.first("pPr");
        let numbering = format.and_then(|format| format.first("numPr")).and_then(numbered);
        let outline = format.and_then(|format| val(format, "outlineLvl")).and_then(|level| level.parse().ok());
        let name = val(style, "name").unwrap_or_default().to_lowercase();
        Some((attribute(style, "styleId")?.to_owned(), Style { name, outline, numbering }))
    };
    root.all("style").filter_map(one).collect()
}

fn numbered(properties: &Element) -> Option<(String, u8)> {
    let level = val(properties, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    Some((val(properties, "numId")?.to_owned(), level))
}

/// The lists by their numbers.
pub(super) fn lists(root: &Element) -> Lists {
    let level = |level: &Element| {
        let bullets = matches!(val(level, "numFmt"), Some("bullet" | "none"));
        let start = val(level, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
        Some((attribute(level, "ilvl")?.parse::<u8>().ok()?, if bullets { None } else { Some(start) }))
    };
    let kinds: BTreeMap<_, BTreeMap<u8, Option<u32>>> = root
        .all("abstractNum")
        .filter_map(|one| Some((attribute(one, "abstractNumId")?, one.all("lvl").filter_map(level).collect())))
        .collect();
    let list = |list: &Element| {
        let mut levels = kinds.get(val(list, "abstractNumId")?).cloned().unwrap_or_default();
        for change in list.all("lvlOverride") {
            let at: u8 = attribute(change, "ilvl")?.parse().ok()?;
            let start = val(change, "startOverride").and_then(|start| start.parse().ok());
            if let (Some(start), Some(slot @ Some(_))) = (start, levels.get_mut(&at)) {
                *slot = Some(start);
            }
        }
        Some((attribute(list, "numId")?.to_owned(), levels))
    };
    root.all("num").filter_map(list).collect()
}

impl Reader {
    fn note(&mut self, what: &'static str) {
        if self.notes.len() < MAX_NOTES || self.notes.contains_key(what) {
            *self.notes.entry(what).or_default() += 1;
        }
    }

    pub(super) fn blocks(&mut self, parent: &Element) {
        self.blocks_in(parent, 0);
    }

    fn blocks_in(&mut self, parent: &Element, depth: usize) {
        if depth > MAX_DEPTH {
            return self.note("What is nested too deep is not read");
        }
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => {
                    if let Some(line) = self.paragraph(element) {
                        self.lines.push(line);
                    }
                }
                "tbl" => self.table(element, depth),
                "del" | "moveFrom" => self.note("A tracked deletion is left out"),
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => {
                    self.blocks_in(element, depth + 1);
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element) -> Option<Line> {
        let format = paragraph.first("pPr");
        if format.and_then(|format| format.at(&["rPr", "ins"])).is_some() {
            self.note("A tracked insertion is kept");
        }
        let id = format.and_then(|format| val(format, "pStyle")).unwrap_or_default();
        let style = self.styles.get(id).cloned().unwrap_or_default();
        let name = if style.name.is_empty() { id.to_lowercase() } else { style.name.clone() };
        // No instruction goes on in another paragraph; one that was never ended must not hide the text.
        self.fields.retain(|field| matches!(field, Field::Shown(_)));
        let mut runs = Vec::new();
        self.inside(paragraph, &Run::default(), (&mut runs, 0));
        let shape = self.shape(format, &style, &name);
        if shape != Shape::Pre && !self.own {
            for run in &mut runs {
                run.text = run.text.replace('\t', " ");
            }
        }
        let dateline_alone = self.own && runs.is_empty() && shape == Shape::Plain && name.is_empty();
        if dateline_alone && self.lines.last().is_none_or(|line| !matches!(line.part, Part::Table(_))) {
            return None;
        }
        Some(Line { style: name, part: Part::Paragraph(Paragraph { shape, runs }) })
    }

    fn shape(&self, format: Option<&Element>, style: &Style, name: &str) -> Shape {
        let direct = format.and_then(|format| format.first("numPr")).and_then(numbered);
        if let Some((list, level)) = direct.or_else(|| style.numbering.clone()).filter(|(list, _)| list != "0") {
            let level = level.min(MAX_LEVEL);
            let start = self.lists.get(&list).and_then(|levels| levels.get(&level).copied()).flatten();
            return Shape::Item(Mark { list: list.parse().unwrap_or(0), level, number: start });
        }
        let outline = format.and_then(|format| val(format, "outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        let heading = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
        let level = heading.or(outline.or(style.outline).filter(|level| *level < 9).map(|level| level + 1));
        let trailing =
            |prefix: &str| name.strip_prefix(prefix).map(|rest| rest.trim().parse::<u8>().unwrap_or(1).max(1) - 1);
        if let Some(level) = level.filter(|_| name != "title") {
            return Shape::Subhead(level.clamp(2, 6));
        }
        if let Some(level) = trailing("list continue") {
            return Shape::Continued(level.min(MAX_LEVEL));
        }
        if let Some(level) = trailing("list bullet") {
            return Shape::Item(Mark { list: usize::MAX, level: level.min(MAX_LEVEL), number: None });
        }
        if let Some(level) = trailing("list number") {
            return Shape::Item(Mark { list: usize::MAX - 1, level: level.min(MAX_LEVEL), number: Some(1) });
        }
        match name {
            "quote" | "intense quote" | "quotations" => Shape::Quote,
            "caption" => Shape::Caption,
            "html preformatted" | "preformatted text" | "plain text" => Shape::Pre,
            "rule" | "horizontal line" => Shape::Rule,
            _ => Shape::Plain,
        }
    }

    /// The runs below `parent`.
    fn inside(&mut self, parent: &Element, marks: &Run, (runs, depth): (&mut Vec<Run>, usize)) {
        if depth > MAX_DEPTH {
            return self.note("What is nested too deep is not read");
        }
        for element in parent.elements() {
            match element.name.as_str() {
                "r" => self.run(element, marks, runs),
                "hyperlink" => {
                    let target = attribute(element, "id").and_then(|id| self.links.get(id)).cloned();
                    let title = attribute(element, "tooltip").unwrap_or_default().to_owned();
                    let link = target.map(|target| Link { target, title });
                    self.inside(element, &Run { link, ..marks.clone() }, (runs, depth + 1));
                }
                "del" | "moveFrom" => self.note("A tracked deletion is left out"),
                "ins" | "moveTo" => {
                    self.note("A tracked insertion is kept");
                    self.inside(element, marks, (runs, depth + 1));
                }
                "fldSimple" => {
                    let link = attribute(element, "instr").and_then(Link::of_field).or_else(|| marks.link.clone());
                    self.inside(element, &Run { link, ..marks.clone() }, (runs, depth + 1));
                }
                "sdt" | "sdtContent" | "customXml" | "smartTag" | "bdo" | "dir" => {
                    self.inside(element, marks, (runs, depth + 1));
                }
                "commentRangeStart" => self.note("A comment is left out"),
                "oMath" | "oMathPara" => self.note("A formula is not read"),
                _ => {}
            }
        }
    }

    fn run(&mut self, element: &Element, marks: &Run, runs: &mut Vec<Run>) {
        let format = element.first("rPr");
        let style = format.and_then(|format| val(format, "rStyle")).unwrap_or_default();
        let style = self.styles.get(style).map_or(style.to_lowercase(), |style| style.name.clone());
        if self.own && style == "dateline" {
            return;
        }
        let on = |name: &str| format.is_some_and(|format| is_on(format, name));
        if on("vanish") {
            return self.note("Hidden words are left out");
        }
        let mut run =
            Run { bold: on("b") || style == "strong", italic: on("i") || style == "emphasis", ..marks.clone() };
        run.insertion = style == "insertion";
        run.link = self.field_link().or(run.link);
        for node in &element.children {
            let Node::Element(piece) = node else { continue };
            match piece.name.as_str() {
                "fldChar" => {
                    let before = Run { text: std::mem::take(&mut run.text), ..run.clone() };
                    crate::paper::push(runs, before);
                    self.field(attribute(piece, "fldCharType").unwrap_or_default());
                    run.link = self.field_link().or_else(|| marks.link.clone());
                }
                "instrText" => {
                    if let Some(Field::Asked(words)) = self.fields.last_mut()
                        && words.len() < MAX_INSTRUCTION
                    {
                        words.push_str(&piece.text());
                    }
                }
                _ if matches!(self.fields.last(), Some(Field::Asked(_))) => {}
                "t" => run.text.push_str(&piece.text()),
                "tab" | "ptab" => run.text.push('\t'),
                "br" if matches!(attribute(piece, "type"), Some("page" | "column")) => {}
                "br" | "cr" => run.text.push('\n'),
                "noBreakHyphen" => run.text.push('\u{2011}'),
                "drawing" | "pict" | "object" | "AlternateContent" => self.note("A picture or drawing is not read"),
                "footnoteReference" | "endnoteReference" => self.note("A footnote is left out"),
                "sym" => self.note("A character of a symbol font is left out"),
                _ => {}
            }
        }
        crate::paper::push(runs, run);
    }

    /// Where the innermost field that leads anywhere leads.
    fn field_link(&self) -> Option<Link> {
        self.fields.iter().rev().find_map(|field| match field {
            Field::Shown(link) => link.clone(),
            Field::Asked(_) => None,
        })
    }

    /// A field begins, shows what it stands for, or ends.
    fn field(&mut self, mark: &str) {
        match mark {
            "begin" if self.fields.len() < MAX_DEPTH => self.fields.push(Field::Asked(String::new())),
            "begin" => self.note("What is nested too deep is not read"),
            "separate" => {
                if let Some(field) = self.fields.last_mut()
                    && let Field::Asked(words) = field
                {
                    *field = Field::Shown(Link::of_field(words));
                }
            }
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }

    fn table(&mut self, table: &Element, depth: usize) {
        let mut rows: Vec<Vec<(Vec<Run>, Align)>> = Vec::new();
        for row in table.elements().filter(|one| matches!(one.name.as_str(), "tr" | "sdt" | "ins")) {
            let row = row.at(&["sdtContent", "tr"]).unwrap_or(row);
            let mut cells = Vec::new();
            for cell in row.all("tc") {
                if cell.at(&["tcPr", "gridSpan"]).is_some() || cell.at(&["tcPr", "vMerge"]).is_some() {
                    self.note("Cells that span several are read as one cell");
                }
                cells.push(self.cell(cell, depth));
            }
            if !cells.is_empty() {
                rows.push(cells);
            }
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 || width > MAX_COLUMNS {
            return self.note("A table without columns, or with more than any has, is not read");
        }
        let aligned = |cells: &Vec<(Vec<Run>, Align)>| -> Vec<Align> {
            (0..width).map(|at| cells.get(at).map(|(_, align)| *align).unwrap_or_default()).collect()
        };
        let columns = rows.first().map(aligned).unwrap_or_default();
        let mut rows = rows.into_iter().map(|cells| {
            let mut cells: Vec<Vec<Run>> = cells.into_iter().map(|(runs, _)| runs).collect();
            cells.resize(width, Vec::new());
            cells
        });
        let head = rows.next().unwrap_or_default();
        let part = Part::Table(Table { columns, head, rows: rows.collect() });
        self.lines.push(Line { style: String::new(), part });
    }

    /// The words of a cell on one line, and how it is aligned.
    fn cell(&mut self, cell: &Element, depth: usize) -> (Vec<Run>, Align) {
        let (mut runs, mut align) = (Vec::new(), Align::Unset);
        if cell.first("tbl").is_some() {
            self.note("A table inside a table is not read");
        }
        for (at, paragraph) in cell.all("p").enumerate() {
            if at == 0 {
                align = match paragraph.first("pPr").and_then(|format| val(format, "jc")) {
                    Some("left" | "start") => Align::Left,
                    Some("center") => Align::Center,
                    Some("right" | "end") => Align::Right,
                    Some(_) | None => Align::Unset,
                };
            } else {
                crate::paper::push(&mut runs, Run::plain(" "));
            }
            self.inside(paragraph, &Run::default(), (&mut runs, depth + 1));
        }
        (runs, align)
    }
}
