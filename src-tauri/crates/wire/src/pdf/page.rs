//! Puts lines on pages: head line, headline, summary, byline, copy, foot. A4, one column, a page number below.

use wirecopy_story::Align;

use super::lay::{Piece, Row, Setting};
use crate::paper::{Paragraph, Part, Run, Shape, Sheet, Table};
use crate::{Profile, ed_note};

/// Points of an A4 page.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
/// Points round the copy.
const MARGIN: f32 = 72.0;
/// Between the margins, points.
const MEASURE: f32 = WIDTH - 2.0 * MARGIN;
/// Size of the copy, points.
const COPY: f32 = 11.0;
/// From line to line, in parts of the size.
const LEADING: f32 = 1.36;
/// What a level of a list or quotation stands in, points.
const INDENT: f32 = 18.0;
const BOLD: usize = 1;
const ITALIC: usize = 2;
/// Width of a letter where columns must stand below each other, in parts of the size.
const PITCH: f32 = 0.6;

/// What stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// Letters: left end of their base line, size.
    Words { x: f32, y: f32, size: f32, piece: Piece },
    /// A line: left, top, width, height.
    Bar { x: f32, y: f32, width: f32, height: f32 },
}

/// The marks of one page.
pub(super) type Page = Vec<Mark>;

/// The pages of a sheet.
pub(super) fn set(sheet: &Sheet<'_>, profile: &Profile) -> Vec<Page> {
    let item = &sheet.carrier.item;
    let story = &item.story;
    let mut out = Setter { pages: vec![Page::new()], y: MARGIN, left: 0.0 };
    let time = jiff::tz::Offset::UTC.to_datetime(item.version_created).strftime("%Y-%m-%d %H:%M UTC").to_string();
    let version = format!("v{}", item.version);
    let head: Vec<&str> = [story.slug.as_str(), &version, &time].into_iter().filter(|part| !part.is_empty()).collect();
    out.words(&head.join("  ·  "), (8.5, 0));
    out.bar(1.0);
    out.y += 10.0;
    out.notice(&ed_note::release(item, profile));
    if let Some(embargo) = story.embargo {
        let months = profile.dateline_style(&story.language).months();
        out.words(&profile.embargo_line().print(embargo, months), (COPY, BOLD));
        out.y += 6.0;
    }
    out.notice(&story.ed_note);
    out.words(&story.section, (10.0, 0));
    out.words(&story.headline, (20.0, BOLD));
    out.y += 4.0;
    out.words(&story.summary, (13.0, ITALIC));
    out.y += 4.0;
    out.words(&profile.byline(&story.byline), (10.0, 0));
    out.y += 8.0;
    let printed = sheet.carrier.dateline().map(|printed| Run { bold: true, ..Run::plain(&printed.text) });
    out.copy(&sheet.parts, printed);
    out.y += 4.0;
    out.words(&story.sign_off, (COPY, 0));
    if !story.keywords.is_empty() {
        out.words(&story.keywords.join(", "), (8.5, ITALIC));
    }
    out.words(&story.rights.notice, (8.5, 0));
    out.words(&story.rights.usage, (8.5, 0));
    out.numbered()
}

struct Setter {
    pages: Vec<Page>,
    /// Top of the next line, points from the top of the page.
    y: f32,
    /// What the lines stand in, points.
    left: f32,
}

impl Setter {
    /// Words to editors, with a bar beside them; nothing for none.
    fn notice(&mut self, note: &str) {
        if note.is_empty() {
            return;
        }
        let (top, page) = (self.y, self.pages.len());
        self.left = 10.0;
        self.words(note, (10.0, 0));
        self.left = 0.0;
        if page == self.pages.len() {
            let bottom = self.y;
            self.mark(Mark::Bar { x: MARGIN, y: top, width: 2.0, height: bottom - top });
        }
        self.y += 8.0;
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// A new page when less than `height` is left on this one.
    fn room(&mut self, height: f32) {
        if self.y + height > HEIGHT - MARGIN && self.y > MARGIN {
            self.pages.push(Page::new());
            self.y = MARGIN;
        }
    }

    fn bar(&mut self, height: f32) {
        let (x, y) = (MARGIN + self.left, self.y + 3.0);
        self.mark(Mark::Bar { x, y, width: MEASURE - self.left, height: height / 2.0 });
        self.y += 6.0;
    }

    /// Bare words in a size and a cut; nothing for none.
    fn words(&mut self, text: &str, (size, cut): (f32, usize)) {
        if !text.is_empty() {
            self.lines(&[Run::plain(text)], (size, cut));
        }
    }

    fn setting(&self, (size, cut): (f32, usize)) -> Setting {
        Setting { size, width: MEASURE - self.left, cut, pitch: None }
    }

    fn lines(&mut self, runs: &[Run], look: (f32, usize)) {
        let rows = self.setting(look).rows(runs);
        self.rows(rows, look.0);
    }

    fn rows(&mut self, rows: Vec<Row>, size: f32) {
        for row in rows {
            let height = size * LEADING;
            self.room(height);
            self.row(row, (MARGIN + self.left, self.y + size), size);
            self.y += height;
        }
    }

    /// One line, its base line at `y`.
    fn row(&mut self, row: Row, (x, y): (f32, f32), size: f32) {
        for piece in row.pieces {
            self.mark(Mark::Words { x: x + piece.x, y, size, piece });
        }
    }

    fn copy(&mut self, parts: &[Part], mut dateline: Option<Run>) {
        let plain = |part: &Part| matches!(part, Part::Paragraph(Paragraph { shape: Shape::Plain, .. }));
        if !parts.first().is_some_and(plain)
            && let Some(run) = dateline.take()
        {
            self.lines(&[run], (COPY, 0));
            self.y += 6.0;
        }
        for part in parts {
            match part {
                Part::Paragraph(paragraph) => {
                    let mut runs: Vec<Run> = dateline.take().into_iter().collect();
                    runs.extend(paragraph.runs.iter().cloned());
                    self.paragraph(paragraph.shape, &runs);
                }
                Part::Table(table) => self.table(table),
            }
        }
    }

    fn paragraph(&mut self, shape: Shape, runs: &[Run]) {
        let mut after = 6.0;
        match shape {
            Shape::Plain => self.lines(runs, (COPY, 0)),
            Shape::Subhead(level) => {
                let size = if level == 2 { 13.0 } else { 12.0 };
                self.y += 6.0;
                // A subhead does not stand alone at the foot of a page.
                self.room(size * LEADING + 3.0 * COPY * LEADING);
                self.lines(runs, (size, if level < 6 { BOLD } else { ITALIC }));
                after = 3.0;
            }
            Shape::Quote => self.inside(INDENT, |out| out.lines(runs, (COPY, 0))),
            Shape::Item(mark) => {
                let left = INDENT * (f32::from(mark.level) + 1.0);
                self.inside(left, |out| {
                    let sign = mark.number.map_or("•".to_owned(), |number| format!("{number}."));
                    out.room(COPY * LEADING);
                    let sign = out.setting((COPY, 0)).rows(&[Run::plain(&sign)]);
                    let (page, y) = (out.pages.len(), out.y + COPY);
                    for row in sign {
                        let x = MARGIN + left - (row.width + 5.0).max(12.0);
                        out.row(row, (x, y), COPY);
                    }
                    out.lines(runs, (COPY, 0));
                    // An empty item still takes its line.
                    if runs.is_empty() && page == out.pages.len() && out.y < y {
                        out.y = y + COPY * (LEADING - 1.0);
                    }
                });
                after = 3.0;
            }
            Shape::Continued(level) => self.inside(INDENT * (f32::from(level) + 1.0), |out| out.lines(runs, (COPY, 0))),
            Shape::Pre => {
                let setting = Setting { pitch: Some(PITCH), ..self.setting((9.0, 0)) };
                let rows = setting.rows(runs);
                self.rows(rows, 9.0);
            }
            Shape::Rule => {
                self.room(20.0);
                self.y += 6.0;
                self.bar(1.0);
            }
            Shape::Caption => self.lines(runs, (9.5, ITALIC)),
        }
        self.y += after;
    }

    fn inside(&mut self, left: f32, set: impl FnOnce(&mut Self)) {
        self.left = left;
        set(self);
        self.left = 0.0;
    }

    fn table(&mut self, table: &Table) {
        const SIZE: f32 = 10.0;
        const PAD: f32 = 5.0;
        let widths = widths(table, (SIZE, PAD));
        self.y += 4.0;
        self.bar(1.0);
        for (at, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            let cut = if at == 0 { BOLD } else { 0 };
            let cells: Vec<Vec<Row>> = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| Setting { size: SIZE, width: width - 2.0 * PAD, cut, pitch: None }.rows(cell))
                .collect();
            let lines = cells.iter().map(Vec::len).max().unwrap_or(1);
            let mut left = MARGIN;
            let mut top = self.y;
            for line in 0..lines {
                self.room(SIZE * LEADING);
                top = self.y;
                left = MARGIN;
                for ((cell, width), align) in cells.iter().zip(&widths).zip(&table.columns) {
                    if let Some(row) = cell.get(line) {
                        let free = width - 2.0 * PAD - row.width;
                        let x = left
                            + PAD
                            + match align {
                                Align::Unset | Align::Left => 0.0,
                                Align::Center => free / 2.0,
                                Align::Right => free,
                            };
                        self.row(row.clone(), (x, top + SIZE), SIZE);
                    }
                    left += width;
                }
                self.y = top + SIZE * LEADING;
            }
            let _ = (left, top);
            if at == 0 {
                self.bar(0.8);
            }
        }
        self.bar(1.0);
        self.y += 8.0;
    }

    /// The pages, each with its number where there is more than one.
    fn numbered(mut self) -> Vec<Page> {
        let count = self.pages.len();
        if count < 2 {
            return self.pages;
        }
        for (at, page) in self.pages.iter_mut().enumerate() {
            let setting = Setting { size: 9.0, width: MEASURE, cut: 0, pitch: None };
            for row in setting.rows(&[Run::plain(&format!("{} / {count}", at + 1))]) {
                let x = (WIDTH - row.width) / 2.0;
                page.extend(row.pieces.into_iter().map(|piece| Mark::Words {
                    x: x + piece.x,
                    y: HEIGHT - MARGIN / 2.0,
                    size: 9.0,
                    piece,
                }));
            }
        }
        self.pages
    }
}

/// The columns' widths: as wide as their words, and as wide as the page together.
fn widths(table: &Table, (size, pad): (f32, f32)) -> Vec<f32> {
    let mut natural = vec![2.0 * pad + size; table.columns.len()];
    for row in std::iter::once(&table.head).chain(&table.rows) {
        for (cell, width) in row.iter().zip(&mut natural) {
            let setting = Setting { size, width: MEASURE, cut: BOLD, pitch: None };
            *width = width.max(setting.natural(cell) + 2.0 * pad);
        }
    }
    let least = (MEASURE / 8.0).min(MEASURE / f32::from(u16::try_from(table.columns.len().max(1)).unwrap_or(u16::MAX)));
    let total: f32 = natural.iter().sum();
    if total > MEASURE {
        // Wide columns give way; narrow ones keep their words whole.
        let wide: f32 = natural.iter().filter(|width| **width > least).sum();
        let narrow = total - wide;
        let part = if narrow < MEASURE && wide > 0.0 { (MEASURE - narrow) / wide } else { MEASURE / total };
        let all = narrow >= MEASURE;
        for width in natural.iter_mut().filter(|width| all || **width > least) {
            *width = (*width * part).max(1.0);
        }
    } else {
        let part = (MEASURE / total).min(1.6);
        for width in &mut natural {
            *width *= part;
        }
    }
    natural
}
