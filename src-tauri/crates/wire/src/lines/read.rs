//! Chunks of plain text as blocks. A chunk is taken for a list or a quotation only when setting it again gives the
//! same lines, so nothing is bent to a shape that it does not have.

use std::borrow::Cow;

use wirecopy_story::{Block, BlockKind, Body, Inline, InlineKind, Item};

use super::set::Setter;
use crate::Profile;
use crate::clean::{Cleaner, Shape};
use crate::loss::Losses;

/// Lines without a blank one between them.
#[derive(Debug, Clone)]
pub(crate) struct Chunk<'t> {
    /// Number of the first line, from 1.
    pub(crate) line: usize,
    pub(crate) lines: Vec<&'t str>,
}

/// Lists and insertions nest no deeper than this.
const MAX_DEPTH: usize = 12;

/// A subhead is no longer than this, characters.
const MAX_SUBHEAD: usize = 80;

/// Lines parted at blank ones.
pub(crate) fn chunks<'t>(lines: &[&'t str]) -> Vec<Chunk<'t>> {
    let mut chunks: Vec<Chunk<'t>> = Vec::new();
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            open = false;
        } else if let (true, Some(chunk)) = (open, chunks.last_mut()) {
            chunk.lines.push(line);
        } else {
            chunks.push(Chunk { line: at + 1, lines: vec![line] });
            open = true;
        }
    }
    chunks
}

/// What stood before the first chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// No dateline.
    Nothing,
    /// A dateline of so many characters on the same line: what follows is a paragraph.
    SameLine(usize),
    /// A dateline on its own line: what follows is no paragraph, or the dateline would have opened it.
    OwnLine,
}

/// The body of `chunks`.
pub(crate) fn blocks(chunks: &[Chunk<'_>], profile: &Profile, opening: Opening) -> Body {
    let mut blocks = Vec::new();
    for (at, chunk) in chunks.iter().enumerate() {
        let inside = at > 0 && at + 1 < chunks.len();
        let kind = match opening {
            Opening::SameLine(taken) if at == 0 => paragraph(&chunk.lines, profile, 0, taken),
            Opening::OwnLine if at == 0 => no_paragraph(&chunk.lines, profile),
            Opening::Nothing | Opening::SameLine(_) | Opening::OwnLine => block(&chunk.lines, profile, inside),
        };
        blocks.push(Block { range: 0..0, kind });
    }
    Body { blocks, notes: Vec::new() }
}

fn no_paragraph(lines: &[&str], profile: &Profile) -> BlockKind {
    match (block(lines, profile, true), lines) {
        (BlockKind::Paragraph(_), [line]) => BlockKind::Subhead { level: 2, text: inlines(line, profile) },
        (BlockKind::Paragraph(_), lines) => BlockKind::Pre { info: String::new(), text: lines.join("\n") + "\n" },
        (kind, _) => kind,
    }
}

pub(crate) fn block(lines: &[&str], profile: &Profile, inside: bool) -> BlockKind {
    if lines == [profile.marks().rule.as_str()] {
        return BlockKind::Rule;
    }
    // Where lines are folded, paragraphs have single spaces: what has others is columns.
    let columns = |line: &str| {
        let mut gaps = line.trim_start().match_indices("  ");
        let sentence = |before: &str| {
            before.strip_suffix(['.', '?', '!', '"']).is_some_and(|rest| rest.ends_with(char::is_alphabetic))
        };
        gaps.any(|(at, _)| !sentence(&line.trim_start()[..at]))
    };
    if let ([line], true) = (lines, profile.line_width().is_some())
        && columns(line)
    {
        return BlockKind::Pre { info: String::new(), text: format!("{line}\n") };
    }
    for candidate in [list(lines, profile, 0, 0), quote(lines, profile)].into_iter().flatten() {
        if sets_as(&candidate, lines, profile) {
            return candidate;
        }
    }
    let spaced = |line: &&str| line.starts_with([' ', '\t']) || (lines.len() > 1 && line.contains("  "));
    if lines.iter().any(spaced) {
        return BlockKind::Pre { info: String::new(), text: lines.join("\n") + "\n" };
    }
    match lines {
        [line] if inside && is_subhead(line) => BlockKind::Subhead { level: 2, text: inlines(line, profile) },
        _ => paragraph(lines, profile, 0, 0),
    }
}

/// Whether the profile would set `kind` as exactly these lines.
fn sets_as(kind: &BlockKind, lines: &[&str], profile: &Profile) -> bool {
    let mut losses = Losses::default();
    let mut setter = Setter::new(profile, "", profile.language(), &mut losses);
    let set = setter.chunks(&[Block { range: 0..0, kind: kind.clone() }], "");
    let typed = lines.join("\n");
    let typed = Cleaner::Plain(profile).clean(&typed, Shape::Lines, |_| {});
    matches!(set.as_slice(), [one] if *one == typed)
}

/// A paragraph; line ends that the line width made are spaces, others are breaks. `taken` characters of the first
/// line went to the dateline.
pub(crate) fn paragraph(lines: &[&str], profile: &Profile, indent: usize, taken: usize) -> BlockKind {
    let mut line: Vec<Inline> = Vec::new();
    let mut words = String::new();
    for (at, one) in lines.iter().enumerate() {
        let one = one.trim();
        if at > 0 {
            let before = lines[at - 1].trim();
            let taken = if at == 1 { taken } else { 0 };
            if was_wrapped(before, one, profile.line_width(), indent + taken) {
                words.push(' ');
            } else {
                line.extend(inlines(&std::mem::take(&mut words), profile));
                line.push(inline(InlineKind::Break));
            }
        }
        words.push_str(one);
    }
    line.extend(inlines(&words, profile));
    BlockKind::Paragraph(line)
}

/// The lines as they were before the line width broke them.
pub(crate) fn unwrapped<'t>(lines: &[&'t str], profile: &Profile) -> Vec<Cow<'t, str>> {
    let mut whole: Vec<Cow<'t, str>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match whole.last_mut() {
            Some(before) if was_wrapped(lines[at - 1], line, profile.line_width(), 0) => {
                let before = before.to_mut();
                before.push(' ');
                before.push_str(line);
            }
            Some(_) | None => whole.push(Cow::Borrowed(line)),
        }
    }
    whole
}

/// Whether the next line's first word did not fit any more.
pub(super) fn was_wrapped(before: &str, next: &str, width: Option<usize>, indent: usize) -> bool {
    let Some(width) = width else { return false };
    let word = next.split(' ').next().unwrap_or("").chars().count();
    before.chars().count() + 1 + word > width.saturating_sub(indent)
}

fn quote(lines: &[&str], profile: &Profile) -> Option<BlockKind> {
    let prefix = &profile.marks().quote;
    let inner: Option<Vec<&str>> = lines.iter().map(|line| line.strip_prefix(prefix.as_str())).collect();
    let kind = block(&inner?, profile, false);
    Some(BlockKind::Quote(vec![Block { range: 0..0, kind }]))
}

/// A list; `indent` is how far it stands to the right already.
fn list(lines: &[&str], profile: &Profile, indent: usize, depth: usize) -> Option<BlockKind> {
    let first = lines.first()?;
    let bullet = profile.marks().bullet.as_str();
    let start = number(first);
    let bulleted = first.starts_with(bullet) || *first == bullet.trim_end();
    if depth > MAX_DEPTH || !(bulleted || start.is_some_and(|(number, _)| number <= 99)) {
        return None;
    }
    let start = if bulleted { None } else { start.map(|(number, _)| number) };
    let mut items: Vec<(usize, Vec<&str>)> = Vec::new();
    for line in lines {
        let expected = start.map(|first| first + u32::try_from(items.len()).unwrap_or(0));
        let marker = match expected {
            None => Some(bullet.to_owned()),
            Some(expected) => Some(format!("{expected}. ")),
        };
        let marker = marker.filter(|marker| line.starts_with(marker.as_str()) || *line == marker.trim_end());
        match (marker, items.last_mut()) {
            (Some(marker), _) => {
                let hang = marker.chars().count();
                items.push((hang, vec![line.get(marker.len()..).unwrap_or("")]));
            }
            (None, Some((hang, inner))) => {
                let margin = " ".repeat(*hang);
                inner.push(line.strip_prefix(margin.as_str())?);
            }
            (None, None) => return None,
        }
    }
    if start.is_some_and(|first| first != 1) && items.len() < 2 {
        return None;
    }
    let items = items
        .into_iter()
        .map(|(hang, lines)| Item { range: 0..0, blocks: item(&lines, profile, indent + hang, depth + 1) });
    Some(BlockKind::List { start, items: items.collect() })
}

/// The words of an item, then the list below them.
fn item(lines: &[&str], profile: &Profile, indent: usize, depth: usize) -> Vec<Block> {
    let begins = |line: &&str| line.starts_with(profile.marks().bullet.as_str()) || number(line).is_some();
    let below = (1..lines.len()).find(|at| begins(&lines[*at])).unwrap_or(lines.len());
    let mut blocks = Vec::new();
    let (words, rest) = lines.split_at(below);
    if words.iter().any(|line| !line.is_empty()) {
        blocks.push(Block { range: 0..0, kind: paragraph(words, profile, indent, 0) });
    }
    if let Some(kind) = list(rest, profile, indent, depth) {
        blocks.push(Block { range: 0..0, kind });
    } else if !rest.is_empty() {
        blocks.push(Block { range: 0..0, kind: paragraph(rest, profile, indent, 0) });
    }
    blocks
}

/// `3. words` is `(3, " words")`.
fn number(line: &str) -> Option<(u32, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=9).contains(&digits) {
        return None;
    }
    let rest = line[digits..].strip_prefix('.')?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(())?;
    Some((line[..digits].parse().ok()?, rest))
}

/// One short line without a full stop.
fn is_subhead(line: &str) -> bool {
    let first = line.chars().next().is_some_and(|letter| letter.is_alphanumeric() && !letter.is_lowercase());
    let last = line.chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || letter == ')');
    first && last && line.chars().count() <= MAX_SUBHEAD
}

/// Words and insertions: an opening square bracket and the next closing one, where the house sets them so. No line opens with what Markdown
/// would take for a mark, because the blocks are written as Markdown by the story's own writer.
pub(crate) fn inlines(words: &str, profile: &Profile) -> Vec<Inline> {
    if profile.marks().insertion.0 != "[" {
        let text = Some(words).filter(|words| !words.is_empty());
        return text.map(|words| inline(InlineKind::Text(words.to_owned()))).into_iter().collect();
    }
    let mut stack: Vec<Vec<Inline>> = vec![Vec::new()];
    let mut rest = words;
    while let Some(at) = rest.find(['[', ']']) {
        push(&mut stack, &rest[..at]);
        let opens = rest[at..].starts_with('[');
        rest = &rest[at + 1..];
        if opens && stack.len() <= MAX_DEPTH {
            stack.push(Vec::new());
        } else if !opens && stack.len() > 1 {
            let inner = stack.pop().unwrap_or_default();
            let kind = if inner.is_empty() { InlineKind::Text("[]".to_owned()) } else { InlineKind::Insertion(inner) };
            if let Some(line) = stack.last_mut() {
                line.push(inline(kind));
            }
        } else {
            push(&mut stack, if opens { "[" } else { "]" });
        }
    }
    push(&mut stack, rest);
    // Brackets that were never closed are words.
    while stack.len() > 1 {
        let inner = stack.pop().unwrap_or_default();
        push(&mut stack, "[");
        if let Some(line) = stack.last_mut() {
            line.extend(inner);
        }
    }
    stack.pop().unwrap_or_default()
}

fn push(stack: &mut [Vec<Inline>], words: &str) {
    let Some(line) = stack.last_mut() else { return };
    match line.last_mut() {
        _ if words.is_empty() => {}
        Some(Inline { kind: InlineKind::Text(before), .. }) => before.push_str(words),
        Some(_) | None => line.push(inline(InlineKind::Text(words.to_owned()))),
    }
}

fn inline(kind: InlineKind) -> Inline {
    Inline { range: 0..0, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(text: &str) -> String {
        let lines: Vec<&str> = text.split('\n').collect();
        let profile = Profile::find("tass").expect("built in");
        blocks(&chunks(&lines), profile, Opening::Nothing).into_markdown().trim_end().to_owned()
    }

    #[test]
    fn chunks_are_read_as_what_prints_them() {
        for (text, expected) in [
            ("First.\n\nThree ships\n\nText.", "First.\n\n## Three ships\n\nText."),
            ("- a\n- b\n  - c", "- a\n- b\n  - c"),
            ("1. a\n2. b", "1. a\n2. b"),
            ("    quoted words", "> quoted words"),
            ("* * *", "---"),
            ("he [the spokesman] said", "he [the spokesman] said"),
        ] {
            let same = Body::parse(&markdown(text)).same_content(&Body::parse(expected));
            assert!(same, "{text:?} is {expected:?}, not {:?}", markdown(text));
        }
    }

    #[test]
    fn a_year_that_opens_a_sentence_is_no_list() {
        let body = Body::parse(&markdown("2026. It was a good year."));
        assert!(matches!(body.blocks[0].kind, BlockKind::Paragraph(_)), "{:?}", body.blocks[0].kind);
    }

    #[test]
    fn columns_stay_as_they_stand() {
        let body = Body::parse(&markdown("Ship    Tonnes\nAurora  18,000"));
        assert!(matches!(body.blocks[0].kind, BlockKind::Pre { .. }), "{:?}", body.blocks[0].kind);
    }
}
