//! The end of a paragraph, a cell or a table: the runs that were collected become a line of the sheet.

use super::look::{self, Place};
use super::{MAX_COLUMNS, Reader};
use crate::paper::{Line, MAX_LEVEL, MAX_NUMBER, Mark, Paragraph, Part, Run, Shape, Table};
use crate::rtf::style::INDENT;

impl Reader {
    /// A paragraph ends.
    pub(super) fn paragraph(&mut self) {
        self.flush();
        if self.look.place != Place::Text {
            return;
        }
        if self.look.in_table {
            // A paragraph inside a cell goes on on the same line.
            return self.add(" ");
        }
        self.end_table();
        let mut runs = std::mem::take(&mut self.runs);
        let mark = std::mem::take(&mut self.mark);
        let shape = self.shape(&mut runs, &mark);
        if !matches!(shape, Shape::Item(_) | Shape::Continued(_)) {
            self.lists.clear();
        }
        let ours = !self.properties.is_empty();
        if shape != Shape::Pre && !ours {
            for run in &mut runs {
                run.text = run.text.replace('\t', " ");
            }
        }
        self.lines.push(Line { style: self.look.kind.name.clone(), part: Part::Paragraph(Paragraph { shape, runs }) });
    }

    pub(super) fn shape(&mut self, runs: &mut Vec<Run>, mark: &str) -> Shape {
        let name = self.look.kind.name.as_str();
        let indent = self.look.indent.max(0).unsigned_abs() / INDENT;
        let level = self
            .look
            .level
            .unwrap_or_else(|| u8::try_from(indent.saturating_sub(1)).unwrap_or(MAX_LEVEL))
            .min(MAX_LEVEL);
        if let Some(heading) = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()) {
            return Shape::Subhead(heading.clamp(2, 6));
        }
        let listed = name == "list paragraph" && mark.is_empty();
        if let Some((number, length)) = runs.first().filter(|_| listed).and_then(|run| look::mark(&run.text)) {
            if let Some(first) = runs.first_mut() {
                first.text.drain(..length);
            }
            runs.retain(|run| !run.text.is_empty());
            return Shape::Item(self.item(level, number));
        }
        if !mark.is_empty() {
            let number = mark.trim().trim_end_matches(['.', ')']).parse().ok();
            return Shape::Item(self.item(level, number));
        }
        match name {
            "quote" | "intense quote" => Shape::Quote,
            "list continue" => Shape::Continued(level),
            "caption" => Shape::Caption,
            "html preformatted" | "preformatted text" | "plain text" => Shape::Pre,
            "rule" | "horizontal line" => Shape::Rule,
            _ => Shape::Plain,
        }
    }

    /// An item of the list that is open on its level, or of a new one.
    pub(super) fn item(&mut self, level: u8, number: Option<u32>) -> Mark {
        self.lists.retain(|(other, ..)| *other <= level);
        let goes_on = self.lists.last().copied().filter(|(other, _, last)| {
            *other == level
                && number == last.map(|last| (last.saturating_add(1)).min(MAX_NUMBER))
                && number.is_some() == last.is_some()
        });
        let list = goes_on.map_or_else(
            || {
                self.last_list += 1;
                self.last_list
            },
            |(_, list, _)| list,
        );
        self.lists.retain(|(other, ..)| *other < level);
        self.lists.push((level, list, number));
        Mark { list, level, number }
    }

    pub(super) fn cell(&mut self) {
        self.flush();
        if self.look.place == Place::Text && self.row.len() <= MAX_COLUMNS {
            let runs = std::mem::take(&mut self.runs);
            self.row.push((runs, self.look.align));
        }
    }

    pub(super) fn end_row(&mut self) {
        self.flush();
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() {
            self.rows.push(row);
        }
    }

    pub(super) fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return;
        }
        self.lists.clear();
        if width > MAX_COLUMNS {
            return self.note("A table with more columns than any has is not read");
        }
        let columns = rows
            .first()
            .map(|row| (0..width).map(|at| row.get(at).map(|(_, align)| *align).unwrap_or_default()).collect());
        let mut rows = rows.into_iter().map(|row| {
            let mut cells: Vec<Vec<Run>> = row.into_iter().map(|(runs, _)| runs).collect();
            cells.resize(width, Vec::new());
            cells
        });
        let head = rows.next().unwrap_or_default();
        let table = Table { columns: columns.unwrap_or_default(), head, rows: rows.collect() };
        self.lines.push(Line { style: String::new(), part: Part::Table(table) });
    }
}
