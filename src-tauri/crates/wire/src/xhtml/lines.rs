//! What a line of inlines is in HTML: white space and breaks at its ends, and white space beside a break, are not
//! shown, so neither the writer nor the reader keeps them.

use std::borrow::Cow;

use wirecopy_story::{Inline, InlineKind};

/// Takes them off; the answer says whether there were any.
pub(crate) fn trim(line: &mut Vec<Inline>) -> bool {
    let space = [' ', '\t'];
    let (mut at, mut changed) = (0, false);
    while at < line.len() {
        let first = at == 0 || line[at - 1].kind == InlineKind::Break;
        let last = at + 1 == line.len() || line[at + 1].kind == InlineKind::Break;
        if let InlineKind::Text(text) = &mut line[at].kind {
            let mut kept = text.as_str();
            kept = if first { kept.trim_start_matches(space) } else { kept };
            kept = if last { kept.trim_end_matches(space) } else { kept };
            if kept.len() != text.len() {
                *text = kept.to_owned();
                changed = true;
            }
            if text.is_empty() {
                line.remove(at);
                at = at.saturating_sub(1);
                continue;
            }
        }
        at += 1;
    }
    while line.last().is_some_and(|one| one.kind == InlineKind::Break) {
        line.pop();
        changed = true;
    }
    let first = line.iter().position(|one| one.kind != InlineKind::Break).unwrap_or(line.len());
    line.drain(..first);
    changed || first > 0
}

pub(crate) fn inline(kind: InlineKind) -> Inline {
    Inline { range: 0..0, kind }
}

/// White space as HTML shows it where a line end is in it; plain runs of spaces stay as they are.
pub(crate) fn collapsed(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r', '\u{C}']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let space = |letter: char| matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{C}');
    while let Some(at) = rest.find(space) {
        out.push_str(&rest[..at]);
        let tail = rest[at..].trim_start_matches(space);
        let run = &rest[at..rest.len() - tail.len()];
        out.push_str(if run.contains(['\n', '\r', '\u{C}']) { " " } else { run });
        rest = tail;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

pub(crate) fn push_text(line: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline { kind: InlineKind::Text(before), .. }) = line.last_mut() {
        before.push_str(text);
    } else {
        line.push(inline(InlineKind::Text(text.to_owned())));
    }
}

/// The words of a line without marks, for attributes; a break is a space.
pub(crate) fn plain_words(line: &[Inline], out: &mut String) {
    for inline in line {
        match &inline.kind {
            InlineKind::Text(words) => out.push_str(words),
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) | InlineKind::Insertion(inner) => {
                plain_words(inner, out);
            }
            InlineKind::Link { text, .. } => plain_words(text, out),
            InlineKind::Break => out.push(' '),
        }
    }
}

/// Every break becomes a space: for headings, cells and captions, which are one line.
pub(crate) fn flatten_breaks(line: &mut Vec<Inline>) {
    let mut flat = Vec::with_capacity(line.len());
    for mut one in line.drain(..) {
        match &mut one.kind {
            InlineKind::Break => push_text(&mut flat, " "),
            InlineKind::Text(text) => push_text(&mut flat, text),
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) | InlineKind::Insertion(inner) => {
                flatten_breaks(inner);
                flat.push(one);
            }
            InlineKind::Link { text, .. } => {
                flatten_breaks(text);
                flat.push(one);
            }
        }
    }
    *line = flat;
}

/// The brackets that the writer put round an insertion.
pub(crate) fn strip_brackets(line: &mut Vec<Inline>) {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = line.first_mut()
        && text.starts_with(['[', '('])
    {
        text.remove(0);
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = line.last_mut()
        && text.ends_with([']', ')'])
    {
        text.pop();
    }
    line.retain(|one| !matches!(&one.kind, InlineKind::Text(text) if text.is_empty()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(parts: &[&str]) -> Vec<Inline> {
        let kind = |part: &&str| if *part == "/" { InlineKind::Break } else { InlineKind::Text((*part).to_owned()) };
        parts.iter().map(|part| Inline { range: 0..0, kind: kind(part) }).collect()
    }

    #[test]
    fn only_spaces_that_are_shown_stay() {
        for (parts, expected, changed) in [
            (&[" a ", "/", " b  c "][..], &["a", "/", "b  c"][..], true),
            (&["/", " ", "/", "a", "/"], &["a"], true),
            (&["a", "/", "b"], &["a", "/", "b"], false),
            (&[" "], &[], true),
        ] {
            let mut one = line(parts);
            assert_eq!(trim(&mut one), changed, "{parts:?}");
            assert_eq!(one, line(expected), "{parts:?}");
        }
    }
}
