//! The full stop that headlines and leads do not have on the wire. The dots of an ellipsis and of an abbreviation stay.

use crate::profile::{Marks, Stop};

/// `line` without its full stop; `None` when it keeps what it has.
pub(crate) fn dropped<'l>(line: &'l str, stop: Stop, marks: &Marks) -> Option<&'l str> {
    let kept = line.strip_suffix('.').filter(|_| stop == Stop::Drop)?;
    let last = line.rsplit(' ').next().unwrap_or("");
    let kept = kept.trim_end();
    let inside = last.trim_end_matches('.').contains('.') || kept.ends_with('.');
    let known = marks.abbreviations.iter().any(|short| short == last);
    (!inside && !known && !kept.is_empty()).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;

    #[test]
    fn only_the_stop_of_a_sentence_is_dropped() {
        let marks = Profile::find("tass").expect("built in").marks();
        for (line, expected) in [
            ("Harbour reopened.", Some("Harbour reopened")),
            ("Harbour reopened", None),
            ("Talks with the U.S.", None),
            ("A deal with Acme Inc.", None),
            ("And then...", None),
            ("Really?", None),
            (".", None),
        ] {
            assert_eq!(dropped(line, Stop::Drop, marks), expected, "{line}");
            assert_eq!(dropped(line, Stop::Keep, marks), None, "{line} where stops stay");
        }
    }
}
