//! What a line of inlines is in HTML: white space and breaks at its ends, and white space beside a break, are not
//! shown, so neither the writer nor the reader keeps them.

use wirecopy_story::{Inline, InlineKind};

/// Takes them off; the answer says whether there were any.
pub(super) fn trim(line: &mut Vec<Inline>) -> bool {
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
