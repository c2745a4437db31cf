//! Writes a sheet as RTF: every character beyond ASCII as `\u`, list marks as text with a hanging indent, links as
//! fields, tables as rows.

use std::fmt::Write as _;

use wirecopy_story::Align;

use super::style::{self, CHARACTERS, DATELINE, INDENT, INSERTION, LINK, STYLES, Style};
use crate::language::{Side, side};
use crate::paper::{Paragraph, Part, Run, Shape, Sheet, Table, properties};
use crate::{Profile, ed_note};

/// Twentieths of a point between the margins of an A4 page.
const WIDTH: usize = 9026;

pub(super) fn write(sheet: &Sheet<'_>, profile: &Profile) -> String {
    let item = &sheet.carrier.item;
    let story = &item.story;
    let room = String::with_capacity(story.body.len() * 3 + 4096);
    let mut out = Writer { out: room, language: &story.language, after_table: false };
    out.head();
    for property in properties(item) {
        out.put("{\\propname ");
        out.text(&property.name);
        out.put("}\\proptype30{\\staticval ");
        // A line end in a property is a paragraph to some readers.
        out.text(&property.value.replace('\\', "\\\\").replace('\n', "\\n"));
        out.put("}\n");
    }
    out.put("}\n\\paperw11906\\paperh16838\\margl1440\\margr1440\\margt1440\\margb1440\n");
    out.line("Notice", &ed_note::release(item, profile));
    if let Some(embargo) = story.embargo {
        let months = profile.dateline_style(&story.language).months();
        out.line("Embargo", &profile.embargo_line().print(embargo, months));
    }
    out.line("Notice", &story.ed_note);
    out.line("Section", &story.section);
    out.line("Title", &story.headline);
    out.line("Subtitle", &story.summary);
    out.line("Byline", &profile.byline(&story.byline));
    let printed = sheet.carrier.dateline().map(|printed| printed.text);
    out.body(&sheet.parts, printed.as_deref());
    out.line("Sign-off", &story.sign_off);
    out.line("Copyright", &story.rights.notice);
    out.line("Copyright", &story.rights.usage);
    out.put("}\n");
    out.out
}

struct Writer<'w> {
    out: String,
    /// Of the story.
    language: &'w str,
    /// The last thing was a table: what follows keeps its distance.
    after_table: bool,
}

impl Writer<'_> {
    fn put(&mut self, words: &str) {
        self.out.push_str(words);
    }

    fn head(&mut self) {
        self.put("{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1\n");
        self.put("{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f1\\fmodern\\fcharset0 Courier New;}}\n");
        self.put("{\\stylesheet\n");
        for Style { number, name, words, .. } in STYLES {
            let _ = writeln!(self.out, "{{\\s{number}{words} {name};}}");
        }
        for (number, name) in CHARACTERS {
            let _ = writeln!(self.out, "{{\\*\\cs{number} {name};}}");
        }
        self.put("}\n{\\*\\userprops\n");
    }

    /// Words, so that none of them is read as a command.
    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '\\' | '{' | '}' => {
                    self.out.push('\\');
                    self.out.push(letter);
                }
                '\n' => self.put("\\line "),
                '\t' => self.put("\\tab "),
                ' '..='~' => self.out.push(letter),
                _ => {
                    for unit in letter.encode_utf16(&mut [0; 2]) {
                        let _ = write!(self.out, "\\u{}?", i16::from_ne_bytes(unit.to_ne_bytes()));
                    }
                }
            }
        }
    }

    /// A paragraph of bare words; nothing for none.
    fn line(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            let style = style::named(name);
            self.begin(style, self.side([text]));
            self.runs(&[Run::plain(text)], style);
            self.put("\\par}\n");
        }
    }

    /// What says on which side the words of a paragraph begin.
    fn side<'t>(&self, words: impl IntoIterator<Item = &'t str>) -> &'static str {
        match side(words, self.language) {
            Side::Left => "",
            Side::Right => "\\rtlpar",
        }
    }

    fn begin(&mut self, style: &Style, more: &str) {
        let distance = if std::mem::take(&mut self.after_table) { "\\sb120" } else { "" };
        let _ = write!(self.out, "{{\\pard\\plain\\s{}\\f0\\fs24{distance}{}{more} ", style.number, style.words);
    }

    fn body(&mut self, parts: &[Part], dateline: Option<&str>) {
        let mut dateline = dateline;
        let plain = |part: &Part| matches!(part, Part::Paragraph(Paragraph { shape: Shape::Plain, .. }));
        if let Some(text) = dateline.filter(|_| !parts.first().is_some_and(plain)) {
            self.begin(style::named("Normal"), self.side([text]));
            self.dateline(text);
            self.put("\\par}\n");
            dateline = None;
        }
        for part in parts {
            match part {
                Part::Paragraph(paragraph) => self.paragraph(paragraph, dateline.take()),
                Part::Table(table) => {
                    if self.after_table {
                        // Two tables without a paragraph between them would be one.
                        self.put("{\\pard\\plain\\par}\n");
                    }
                    self.table(table);
                }
            }
            self.after_table = matches!(part, Part::Table(_));
        }
        if self.after_table {
            self.put("{\\pard\\plain\\par}\n");
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, dateline: Option<&str>) {
        let (name, level) = match paragraph.shape {
            Shape::Plain => ("Normal", None),
            Shape::Subhead(level) => (
                ["heading 2", "heading 3", "heading 4", "heading 5", "heading 6"][usize::from(level.clamp(2, 6) - 2)],
                None,
            ),
            Shape::Quote => ("Quote", None),
            Shape::Item(mark) => ("List Paragraph", Some(mark.level)),
            Shape::Continued(level) => ("List Continue", Some(level)),
            Shape::Pre => ("HTML Preformatted", None),
            Shape::Rule => ("Rule", None),
            Shape::Caption => ("caption", None),
        };
        let style = style::named(name);
        let words = dateline.into_iter().chain(paragraph.runs.iter().map(|run| run.text.as_str()));
        let indent = level.map_or(String::new(), |level| format!("\\li{}", INDENT * (u32::from(level) + 1)));
        self.begin(style, &format!("{indent}{}", self.side(words)));
        if let Shape::Item(mark) = paragraph.shape {
            self.text(&mark.number.map_or("\u{2022}".to_owned(), |number| format!("{number}.")));
            self.put("\\tab ");
        }
        if let Some(text) = dateline {
            self.dateline(text);
        }
        self.runs(&paragraph.runs, style);
        self.put("\\par}\n");
    }

    fn dateline(&mut self, text: &str) {
        let _ = write!(self.out, "{{\\cs{DATELINE}\\b ");
        self.text(text);
        self.put("}");
    }

    fn runs(&mut self, runs: &[Run], style: &Style) {
        let mut rest = runs;
        while let Some(first) = rest.first() {
            let end = rest.iter().position(|run| run.link != first.link).unwrap_or(rest.len());
            if let Some(link) = &first.link {
                self.put("{\\field{\\*\\fldinst HYPERLINK \"");
                // Quotes and backslashes mean something to a field.
                self.text(&link.target.replace('"', "%22").replace('\\', "%5C"));
                self.put("\"}{\\fldrslt ");
            }
            rest[..end].iter().for_each(|run| self.run(run, style));
            if first.link.is_some() {
                self.put("}}");
            }
            rest = &rest[end..];
        }
    }

    fn run(&mut self, run: &Run, style: &Style) {
        let mut marks = String::new();
        if run.link.is_some() && !run.insertion {
            let _ = write!(marks, "\\cs{LINK}\\ul");
        }
        if run.insertion {
            let _ = write!(marks, "\\cs{INSERTION}");
        }
        // In a heading that is bold of itself, what is bold stands out by being not.
        for (on, own, (set, unset)) in
            [(run.bold, style.bold, ("\\b", "\\b0")), (run.italic, style.italic, ("\\i", "\\i0"))]
        {
            if on {
                marks.push_str(if own { unset } else { set });
            }
        }
        if !marks.is_empty() {
            self.put("{");
            self.put(&marks);
            self.put(" ");
        }
        for (at, line) in run.text.split('\n').enumerate() {
            if at > 0 {
                self.put("\\line ");
            }
            self.text(line);
        }
        if !marks.is_empty() {
            self.put("}");
        }
    }

    fn table(&mut self, table: &Table) {
        let width = WIDTH / table.columns.len().max(1);
        let words = table.head.iter().chain(table.rows.iter().flatten()).flatten().map(|run| run.text.as_str());
        let right = !self.side(words).is_empty();
        for (at, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            self.put("{\\trowd\\trgaph108\\trleft0");
            self.put(if at == 0 { "\\trhdr" } else { "" });
            self.put(if right { "\\rtlrow" } else { "" });
            for column in 1..=table.columns.len() {
                for side in ['t', 'l', 'b', 'r'] {
                    let _ = write!(self.out, "\\clbrdr{side}\\brdrs\\brdrw10");
                }
                let _ = write!(self.out, "\\cellx{}", width * column);
            }
            self.put("\n");
            for (cell, align) in row.iter().zip(&table.columns) {
                let aligned = match align {
                    Align::Unset => "",
                    Align::Left => "\\ql",
                    Align::Center => "\\qc",
                    Align::Right => "\\qr",
                };
                let begins = self.side(cell.iter().map(|run| run.text.as_str()));
                let _ = write!(self.out, "{{\\pard\\plain\\intbl\\f0\\fs24{begins}{aligned} ");
                self.runs(cell, style::named("Normal"));
                self.put("\\cell}\n");
            }
            self.put("\\row}\n");
        }
    }
}
