//! From comrak's lines and columns back to bytes of the Markdown text.
//!
//! comrak counts columns in bytes, ends included, and in a table cell as if `\|` were one. Where it is off (behind a
//! link definition) the words themselves are sought. A range is always in bounds and on letter boundaries.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use comrak::nodes::{LineColumn, NodeValue, Sourcepos};
use comrak::{Arena, Options, parse_document};

use super::definitions::Shielded;

/// The Markdown text, its lines and its entities.
pub(super) struct Source<'t> {
    pub text: &'t str,
    stand_in: Option<char>,
    /// Whether the text holds a NUL.
    nul: bool,
    line_starts: Vec<usize>,
    /// Where comrak took a backslash out of the current cell, as it counts.
    shifts: Vec<usize>,
    entities: HashMap<String, String>,
}

/// One letter of a parsed text and where it came from.
pub(super) struct Letter {
    /// Bytes of the Markdown text.
    pub range: Range<usize>,
    /// Typed as itself; an entity such as `&#91;` is not.
    pub typed: bool,
}

impl<'t> Source<'t> {
    pub(super) fn new(shielded: &'t Shielded<'t>) -> Self {
        let text: &str = &shielded.text;
        Self {
            text,
            stand_in: shielded.stand_in,
            nul: text.contains('\0'),
            line_starts: line_starts(text),
            shifts: Vec::new(),
            entities: HashMap::new(),
        }
    }

    /// The range of a node, inside that of its parent.
    pub(super) fn range(&self, position: Sourcepos, within: &Range<usize>) -> Range<usize> {
        let end = LineColumn { line: position.end.line, column: position.end.column + 1 };
        let start = self.floor(self.byte(position.start)).clamp(within.start, within.end);
        let end = self.ceil(self.byte(end)).clamp(start, within.end);
        start..end
    }

    fn byte(&self, place: LineColumn) -> usize {
        let start = self.line_starts.get(place.line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let byte = start + place.column.saturating_sub(1);
        (byte + self.shifts.partition_point(|shift| *shift < byte)).min(self.text.len())
    }

    /// The cell that starts at `start` of a row; until [`Self::leave_cell`] columns are read as those of the cell,
    /// where `\|` has become `|` (GFM 4.10).
    pub(super) fn enter_cell(&mut self, start: usize, row_end: usize) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < row_end && bytes[at] != b'|' {
            let pair = bytes[at] == b'\\' && at + 1 < row_end;
            if pair && bytes[at + 1] == b'|' {
                self.shifts.push(at - self.shifts.len());
            }
            at += if pair { 2 } else { 1 };
        }
        start..self.ceil(at.min(row_end))
    }

    pub(super) fn leave_cell(&mut self) {
        self.shifts.clear();
    }

    fn floor(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn ceil(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }

    /// Colons that were swapped come back; NUL is the replacement character (`CommonMark` 2.3).
    pub(super) fn words<'w>(&self, text: impl Into<Cow<'w, str>>) -> String {
        let text = text.into();
        let text = if self.nul { text.replace('\0', "\u{fffd}") } else { text.into_owned() };
        match self.stand_in {
            Some(letter) if text.contains(letter) => text.replace(letter, ":"),
            Some(_) | None => text,
        }
    }

    /// Where each letter of `text` came from, when it stands at `start` (not past `end`). `None` when it does not.
    pub(super) fn trace(&mut self, text: &str, start: usize, end: usize) -> Option<Vec<Letter>> {
        let mut letters = Vec::with_capacity(text.len());
        let (mut at, mut rest) = (start, text);
        while let Some(letter) = rest.chars().next() {
            let source = self.text.get(at..end)?;
            if source.starts_with('&')
                && let Some((meaning, length)) = self.entity(source)
            {
                let mut known = meaning.chars();
                rest = rest.strip_prefix(meaning.as_str())?;
                known.by_ref().for_each(|_| letters.push(Letter { range: at..at + length, typed: false }));
                at += length;
                continue;
            }
            let escape = usize::from(source.starts_with("\\|") && letter == '|');
            if !source[escape..].starts_with(letter) {
                return None;
            }
            letters.push(Letter { range: at..at + escape + letter.len_utf8(), typed: true });
            at += escape + letter.len_utf8();
            rest = &rest[letter.len_utf8()..];
        }
        Some(letters)
    }

    /// What the entity at the start of `source` means, and its length. comrak says, once for each name.
    fn entity(&mut self, source: &str) -> Option<(String, usize)> {
        let end = source.bytes().take(34).position(|byte| byte == b';')?;
        let name = &source[..=end];
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'#';
        if name.len() < 4 || !name.bytes().skip(1).take(end - 1).all(fits) {
            return None;
        }
        let meaning = self.entities.entry(name.to_owned()).or_insert_with(|| meaning(name));
        (meaning != name).then(|| (meaning.clone(), name.len()))
    }
}

/// Where each line starts: behind `\n`, `\r\n` or `\r`.
fn line_starts(text: &str) -> Vec<usize> {
    let first = std::iter::once(0);
    if !text.contains('\r') {
        return first.chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
    }
    let bytes = text.as_bytes();
    let ends = (0..bytes.len()).filter(|&at| match bytes[at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    first.chain(ends.map(|end| end + 1)).collect()
}

fn meaning(entity: &str) -> String {
    let arena = Arena::new();
    // A letter in front keeps an entity for a space from being trimmed away.
    let root = parse_document(&arena, &format!("x{entity}x"), &Options::default());
    let mut text = String::new();
    for node in root.descendants() {
        if let NodeValue::Text(words) = &node.data().value {
            text.push_str(words);
        }
    }
    text.strip_prefix('x').and_then(|text| text.strip_suffix('x')).unwrap_or(entity).to_owned()
}

/// One line out of several: line ends and the white space around them become one space.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    Cow::Owned(lines.collect::<Vec<_>>().join(" "))
}
