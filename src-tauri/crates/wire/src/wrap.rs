//! Lines of at most so many characters, for wires with a line width. Words stay whole: one that is longer than the
//! line stands alone, because a torn name is worse than a long line.

/// Appends `text` to `out`, broken at spaces so that no line is longer than `width` characters; every line but the
/// first starts with `indent`, which counts.
pub(crate) fn wrap_into(out: &mut String, text: &str, width: usize, indent: &str) {
    let mut used = 0;
    for (at, word) in text.split(' ').enumerate() {
        let long = word.chars().count();
        if at > 0 && used + 1 + long > width {
            out.push('\n');
            out.push_str(indent);
            used = indent.chars().count();
        } else if at > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += long;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize, indent: &str) -> String {
        let mut out = String::new();
        wrap_into(&mut out, text, width, indent);
        out
    }

    #[test]
    fn lines_are_filled_and_words_stay_whole() {
        assert_eq!(wrapped("one two three", 7, ""), "one two\nthree");
        assert_eq!(wrapped("extraordinary a", 5, ""), "extraordinary\na", "a long word stands alone");
        assert_eq!(wrapped("- один два", 6, "  "), "- один\n  два", "characters count, not bytes");
    }
}
