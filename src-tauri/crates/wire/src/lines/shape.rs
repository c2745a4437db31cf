//! The shape of a page before its lines are read: by which style, where its paragraphs begin, at which width its lines
//! were broken. Foreign copy comes indented, without blank lines, folded at 69; our own pages pass as they stand.

use std::borrow::Cow;

use super::read::{self, Chunk};
use crate::profile::Profile;
use crate::profile::template::Piece;
use crate::{DecodeNote, Reading};

/// A page ready to be read.
pub(super) struct Shape<'t, 'p> {
    pub(super) style: Cow<'p, Profile>,
    pub(super) chunks: Vec<Chunk<'t>>,
    /// A dateline was found.
    pub(super) dated: bool,
}

/// A dateline is looked for in so many lines.
const MAX_LINES: usize = 60;

/// A paragraph is indented by at most so many bytes.
const MAX_INDENT: usize = 8;

/// Widths at which wires fold their lines.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// Characters that a feed may leave free at the end of a folded line.
const SLACK: usize = 4;

/// The shape of a page of `lines`.
pub(super) fn of<'t, 'p>(lines: &[&'t str], reading: &Reading<'p>, notes: &mut Vec<DecodeNote>) -> Shape<'t, 'p> {
    let opening = dateline_line(lines, reading.profile, reading);
    let foreign = || {
        let head: usize = lines.iter().take(MAX_LINES).map(|line| line.len().min(240)).sum();
        let mut text = String::with_capacity(head + MAX_LINES);
        for line in lines.iter().take(MAX_LINES) {
            text.push_str(line.get(..240).unwrap_or(line));
            text.push('\n');
        }
        let named = |style: &&Profile| style.dateline_styles().iter().any(|one| text.contains(one.agency()));
        let others = Profile::builtin().iter().filter(|style| style.id() != reading.profile.id()).filter(named);
        others.into_iter().find_map(|style| Some((dateline_line(lines, style, reading)?, style)))
    };
    let (opening, style) = match opening {
        Some(at) => (Some(at), reading.profile),
        None => match foreign() {
            Some((at, style)) => {
                let what = format!("Read as {}, whose dateline it has", style.label());
                notes.push(DecodeNote::new(format!("line {}", at + 1), what));
                (Some(at), style)
            }
            None => (None, reading.profile),
        },
    };
    let chunks = chunks(lines, opening, style);
    let width = opening.and_then(|at| folded_at(&chunks, at + 1, style));
    let style = width.map_or(Cow::Borrowed(style), |width| Cow::Owned(style.wrapped_at(width)));
    Shape { style, chunks, dated: opening.is_some() }
}

/// The first line that a dateline of `style` opens.
fn dateline_line(lines: &[&str], style: &Profile, reading: &Reading<'_>) -> Option<usize> {
    let today = style.filing_date(reading.at);
    lines.iter().take(MAX_LINES).position(|line| style.read_dateline(line.trim_start(), today).is_some())
}

/// Chunks of the page. A dateline begins one; where it is indented, so does every line that is indented like it.
fn chunks<'t>(lines: &[&'t str], opening: Option<usize>, style: &Profile) -> Vec<Chunk<'t>> {
    let Some(opening) = opening else { return read::chunks(lines) };
    let line = lines[opening];
    let indent = &line[..line.len() - line.trim_start().len()];
    let indented = !indent.is_empty() && indent.len() <= MAX_INDENT;
    let before = opening.checked_sub(1).map_or("", |at| lines[at]);
    let crowded = !before.is_empty() && !read::was_wrapped(before, line, style.line_width(), 0);
    if !indented && !crowded {
        return read::chunks(lines);
    }
    let (mut parted, mut numbers) = (Vec::with_capacity(lines.len() * 2), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let rest = line.strip_prefix(indent).filter(|rest| indented && !rest.starts_with([' ', '\t']));
        if at == opening || (at > opening && rest.is_some()) {
            parted.push("");
            numbers.push(at + 1);
        }
        parted.push(rest.unwrap_or(line));
        numbers.push(at + 1);
    }
    let mut chunks = read::chunks(&parted);
    for chunk in &mut chunks {
        chunk.line = numbers.get(chunk.line - 1).copied().unwrap_or(chunk.line);
    }
    chunks
}

/// The width at which the lines from line `from` on were folded, where it is not the style's own.
fn folded_at(chunks: &[Chunk<'_>], from: usize, style: &Profile) -> Option<usize> {
    let body = || chunks.iter().filter(|chunk| chunk.line >= from);
    let long = |line: &&str| line.chars().count();
    // A word alone on its line stands out at any width, so it tells none.
    let folded = |line: &&&str| line.trim().contains(' ');
    let widest = body().flat_map(|chunk| chunk.lines.iter()).filter(folded).map(long).max()?;
    if !WIDTHS.contains(&widest) || style.line_width().is_some_and(|own| widest <= own) {
        return None;
    }
    let width = widest - SLACK;
    // A line that opens with the name of its field goes on with nothing.
    let named = |line: &str| {
        let names = style.layout().iter().filter_map(|template| match template.pieces().next() {
            Some(Piece::Words(name)) if name.contains(char::is_alphabetic) => Some(name),
            _ => None,
        });
        names.into_iter().any(|name| line.starts_with(name))
    };
    let (mut full, mut short) = (0, 0);
    for pair in body().flat_map(|chunk| chunk.lines.windows(2)) {
        let word = pair[1].split(' ').next().unwrap_or("").chars().count();
        let goes_on = !pair[1].starts_with([' ', '-', '*']) && !named(pair[1]);
        let full_line = goes_on && long(&pair[0]) + 1 + word > width;
        if full_line { full += 1 } else { short += 1 }
    }
    (full >= 2 && full > 2 * short).then_some(width)
}
