//! Characters that stand spelled as their codes, `(U+041F)`: what a story in a script that the wire does not carry is made
//! of. A code that is torn says nothing to anybody, so nothing is cut or broken inside one.

/// Bytes of the code that opens `text`; `None` where none does.
pub(crate) fn code(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("(U+")?;
    let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    ((4..=6).contains(&digits) && rest[digits..].starts_with(')')).then_some("(U+".len() + digits + 1)
}

/// Whether a code stands somewhere in `text`.
pub(crate) fn holds(text: &str) -> bool {
    text.match_indices("(U+").any(|(at, _)| code(&text[at..]).is_some())
}

/// The last place up to byte `at` of `text` that is not inside a code.
pub(crate) fn outside(text: &str, at: usize) -> usize {
    let open = text[..at].rfind("(U+").filter(|open| code(&text[*open..]).is_some_and(|length| open + length > at));
    // A cut may also fall inside the two signs that open a code.
    let torn = (1..3)
        .filter_map(|back| at.checked_sub(back))
        .find(|open| text.is_char_boundary(*open) && code(&text[*open..]).is_some());
    open.or(torn).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_from_other_brackets() {
        for (text, expected) in [
            ("(U+041F)", Some(8)),
            ("(U+1F600)x", Some(9)),
            ("(U+41)", None),
            ("(U+041F", None),
            ("(U+XYZW)", None),
            ("(UN)", None),
            ("", None),
        ] {
            assert_eq!(code(text), expected, "{text:?}");
        }
    }

    #[test]
    fn no_place_is_inside_a_code() {
        let text = "ab(U+041F)(U+0440)c";
        for (at, expected) in [(0, 0), (2, 2), (3, 2), (4, 2), (5, 2), (9, 2), (10, 10), (12, 10), (18, 18), (19, 19)] {
            assert_eq!(outside(text, at), expected, "byte {at}");
        }
        assert_eq!(outside("é(UN)", 4), 4, "other brackets are words");
    }
}
