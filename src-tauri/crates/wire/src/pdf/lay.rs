//! Sets runs of words into lines of a width, as a typesetter of plain copy does: greedy, ragged right, a word that is
//! wider than its line is cut.

use unicode_normalization::UnicodeNormalization;

use super::face::{face, unseen};
use crate::paper::Run;

/// Letters in one cut that stand together on a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) cut: usize,
    /// Where it leads.
    pub(super) link: Option<String>,
    /// Points from the start of the line.
    pub(super) x: f32,
    /// Points.
    pub(super) width: f32,
    /// Width of each letter where all have the same, in parts of the size.
    pub(super) pitch: Option<f32>,
}

/// A line and its width in points.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Row {
    pub(super) pieces: Vec<Piece>,
    pub(super) width: f32,
}

/// How words are set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Points.
    pub(super) size: f32,
    /// Points.
    pub(super) width: f32,
    /// The cut of words without marks.
    pub(super) cut: usize,
    /// Width of each letter, in parts of the size, where columns must stand below each other.
    pub(super) pitch: Option<f32>,
}

impl Setting {
    fn measure(&self, text: &str, cut: usize) -> f32 {
        let one = |letter| self.pitch.unwrap_or_else(|| face(cut).glyph(letter).1);
        text.chars().map(one).sum::<f32>() * self.size
    }

    fn cut_of(&self, run: &Run) -> usize {
        self.cut ^ (usize::from(run.bold) + 2 * usize::from(run.italic))
    }

    /// The lines of `runs`.
    pub(super) fn rows(&self, runs: &[Run]) -> Vec<Row> {
        let mut setter = Setter { setting: *self, rows: vec![Row::default()], gap: None };
        // A word may go on in the next run, so words are gathered first.
        let mut word: Vec<Piece> = Vec::new();
        for run in runs {
            let cut = self.cut_of(run);
            let link = run.link.as_ref().map(|link| link.target.clone());
            let text: String = run.text.nfc().filter(|letter| *letter == '\n' || !unseen(*letter)).collect();
            let mut rest = text.as_str();
            while let Some(first) = rest.chars().next() {
                let space = |letter: char| matches!(letter, ' ' | '\n' | '\t');
                if space(first) {
                    setter.word(std::mem::take(&mut word));
                    rest = &rest[1..];
                    if first == '\n' {
                        setter.end_row();
                    } else {
                        setter.space(first, cut);
                    }
                    continue;
                }
                let end = rest.find(space).unwrap_or(rest.len());
                let text = rest[..end].to_owned();
                let width = self.measure(&text, cut);
                word.push(Piece { text, cut, link: link.clone(), x: 0.0, width, pitch: self.pitch });
                rest = &rest[end..];
            }
        }
        setter.word(word);
        setter.rows
    }

    /// The width of `runs` on one line.
    pub(super) fn natural(&self, runs: &[Run]) -> f32 {
        let wide = Self { width: f32::MAX, ..*self };
        wide.rows(runs).iter().map(|row| row.width).fold(0.0, f32::max)
    }
}

struct Setter {
    setting: Setting,
    rows: Vec<Row>,
    /// Width of the space before the next word, with its cut.
    gap: Option<(f32, usize)>,
}

impl Setter {
    fn end_row(&mut self) {
        self.gap = None;
        self.rows.push(Row::default());
    }

    fn space(&mut self, letter: char, cut: usize) {
        let times = if letter == '\t' { 4.0 } else { 1.0 };
        let width = self.setting.measure(" ", cut) * times;
        // In columns every space counts; elsewhere a run of them is one.
        let before = if self.setting.pitch.is_some() { self.gap.map_or(0.0, |(width, _)| width) } else { 0.0 };
        self.gap = Some((before + width, cut));
    }

    fn word(&mut self, pieces: Vec<Piece>) {
        if pieces.is_empty() {
            return;
        }
        let width: f32 = pieces.iter().map(|piece| piece.width).sum();
        let (gap, cut) = self.gap.take().unwrap_or((0.0, 0));
        let line = self.rows.last().map_or(0.0, |row| row.width);
        if line > 0.0 && line + gap + width > self.setting.width {
            self.end_row();
        } else if gap > 0.0 && (line > 0.0 || self.setting.pitch.is_some()) {
            let before = self.rows.last().and_then(|row| row.pieces.last()?.link.clone());
            let same = before.filter(|link| pieces[0].link.as_ref() == Some(link));
            self.put(Piece { text: " ".to_owned(), cut, link: same, x: 0.0, width: gap, pitch: self.setting.pitch });
        }
        for piece in pieces {
            self.fitted(piece);
        }
    }

    /// Puts a piece on the line, cut where it is wider than a line.
    fn fitted(&mut self, piece: Piece) {
        if piece.width <= self.setting.width {
            return self.put(piece);
        }
        let mut part = Piece { text: String::new(), width: 0.0, ..piece.clone() };
        for letter in piece.text.chars() {
            let width = self.setting.measure(letter.encode_utf8(&mut [0; 4]), piece.cut);
            let line = self.rows.last().map_or(0.0, |row| row.width);
            if line + part.width + width > self.setting.width && !(part.text.is_empty() && line <= 0.0) {
                self.put(std::mem::replace(&mut part, Piece { text: String::new(), width: 0.0, ..piece.clone() }));
                self.end_row();
            }
            part.text.push(letter);
            part.width += width;
        }
        self.put(part);
    }

    fn put(&mut self, mut piece: Piece) {
        if let Some(row) = self.rows.last_mut().filter(|_| !piece.text.is_empty()) {
            piece.x = row.width;
            row.width += piece.width;
            row.pieces.push(piece);
        }
    }
}
