//! Text on its way from a field to the wire. What may not travel unseen is dropped, what the house sets otherwise
//! is set so, what the character set does not carry is replaced by the profile's table, by its base letters or by
//! its code spelled out; each with a loss that names the character and its place.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, is_combining_mark};

use crate::Profile;
use crate::charset::Charset;
use crate::letters::{Letter, describe_first, letter};
use crate::loss::LossKind;
use crate::profile::Marks;

/// How a format takes text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cleaner<'p> {
    /// Bare characters in the profile's character set and typography: nothing invisible, one kind of space.
    Plain(&'p Profile),
    /// Unicode inside JSON or XML: only controls and direction overrides stay behind.
    Markup,
}

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One line: line ends and tabs become spaces.
    Line,
    /// Lines ended by `\n`.
    Lines,
}

/// One replacement.
#[derive(Debug)]
pub(crate) struct Change<'c> {
    /// Bytes of the text that was cleaned.
    pub(crate) range: Range<usize>,
    pub(crate) kind: LossKind,
    pub(crate) what: String,
    pub(crate) became: &'c str,
}

impl Cleaner<'_> {
    /// `text` as it may travel; `tell` hears of every replacement.
    pub(crate) fn clean(self, text: &str, shape: Shape, mut tell: impl FnMut(Change<'_>)) -> Cow<'_, str> {
        let Some(first) = self.first_odd(text, shape) else { return Cow::Borrowed(text) };
        let mut out = String::with_capacity(text.len() + 8);
        out.push_str(&text[..first]);
        let mut at = first;
        while let Some(one) = text[at..].chars().next() {
            let range = at..at + one.len_utf8();
            at = self.step(text, one, range, shape, &mut out, &mut tell);
            let rest = &text[at..];
            let copied = self.first_odd(rest, shape).unwrap_or(rest.len());
            out.push_str(&rest[..copied]);
            at += copied;
        }
        Cow::Owned(out)
    }

    /// Byte of the first character that is not simply copied.
    fn first_odd(self, text: &str, shape: Shape) -> Option<usize> {
        let plain = |byte: &u8| (b' '..=b'~').contains(byte) || (*byte == b'\n' && shape == Shape::Lines);
        let from = text.bytes().position(|byte| !plain(&byte))?;
        let odd = match self {
            Self::Plain(profile) if profile.charset().is_utf8() => {
                let marks = profile.marks();
                text[from..].find(|one| letter(one) != Letter::Plain || typography(marks, one).is_some())
            }
            Self::Plain(_) => return Some(before(text, from)),
            Self::Markup => text[from..].find(|one| !travels(one, shape)),
        };
        odd.map(|at| from + at)
    }

    /// Writes the character at `range`; the answer is where to go on.
    fn step(
        self,
        text: &str,
        one: char,
        range: Range<usize>,
        shape: Shape,
        out: &mut String,
        tell: &mut impl FnMut(Change<'_>),
    ) -> usize {
        let end = range.end;
        let mut put = |range, kind, what, became: &str, out: &mut String| {
            out.push_str(became);
            tell(Change { range, kind, what, became });
        };
        match letter(one) {
            Letter::LineEnd => {
                let end = if one == '\r' && text[end..].starts_with('\n') { end + 1 } else { end };
                let became = if shape == Shape::Line { " " } else { "\n" };
                if shape == Shape::Lines && one == '\n' {
                    out.push('\n');
                } else {
                    let what = if shape == Shape::Line {
                        "Line end becomes a space"
                    } else {
                        "Odd line end becomes a plain one"
                    };
                    put(range.start..end, LossKind::LineEnd, what.to_owned(), became, out);
                }
                return end;
            }
            Letter::Tab if travels(one, shape) && matches!(self, Self::Markup) => out.push(one),
            Letter::Tab => put(range, LossKind::Space, "Tab becomes a space".to_owned(), " ", out),
            Letter::Control | Letter::Direction => {
                put(range, LossKind::Character, gone(one), "", out);
            }
            Letter::Invisible | Letter::OddSpace | Letter::Plain => match self {
                Self::Markup => out.push(one),
                Self::Plain(profile) => return plain(profile, text, one, range, out, tell),
            },
        }
        end
    }
}

/// Whether a format of markup copies the character.
fn travels(one: char, shape: Shape) -> bool {
    match letter(one) {
        Letter::Plain | Letter::Invisible | Letter::OddSpace => true,
        Letter::Tab => shape == Shape::Lines,
        Letter::LineEnd => one == '\n' && shape == Shape::Lines,
        Letter::Control | Letter::Direction => false,
    }
}

/// One visible or invisible character of plain text.
fn plain(
    profile: &Profile,
    text: &str,
    one: char,
    range: Range<usize>,
    out: &mut String,
    tell: &mut impl FnMut(Change<'_>),
) -> usize {
    let end = range.end;
    let (kind, what, became) = match letter(one) {
        Letter::Invisible => (LossKind::Character, gone(one), ""),
        Letter::OddSpace => (LossKind::Space, format!("{} becomes a plain space", describe_first(one)), " "),
        Letter::Plain | Letter::Tab | Letter::LineEnd | Letter::Control | Letter::Direction => {
            let charset = profile.charset();
            if let Some((mark, whole)) = composed(charset, text, one, end) {
                out.push(whole);
                return end + mark.len_utf8();
            }
            match typography(profile.marks(), one) {
                Some((what, became)) => (LossKind::Typography, what.to_owned(), became),
                None if charset.carries(one) => {
                    out.push(one);
                    return end;
                }
                None => {
                    uncarried(profile, text, range, out, tell);
                    return end;
                }
            }
        }
    };
    out.push_str(became);
    tell(Change { range, kind, what, became });
    end
}

/// A character that the set does not carry: by the profile's table, by its base letters, or spelled out.
fn uncarried(profile: &Profile, text: &str, range: Range<usize>, out: &mut String, tell: &mut impl FnMut(Change<'_>)) {
    let charset = profile.charset();
    let Some(one) = text[range.start..].chars().next() else { return };
    let became = profile
        .substitute(one)
        .map(|letters| if in_capitals(text, &range) { letters.to_uppercase() } else { letters.to_owned() })
        .or_else(|| base_letters(charset, one))
        .unwrap_or_else(|| profile.spelled(one));
    let verb = if became.is_empty() { "is removed: it is" } else { "is replaced: it is" };
    let what = format!("{} {verb} not in {}", describe_first(one), charset.name());
    out.push_str(&became);
    tell(Change { range, kind: LossKind::Character, what, became: &became });
}

/// Whether the letter stands in a word of capitals.
fn in_capitals(text: &str, range: &Range<usize>) -> bool {
    let after = text[range.end..].chars().next().filter(|one| one.is_alphabetic());
    let beside = after.or_else(|| text[..range.start].chars().next_back());
    text[range.clone()].chars().all(char::is_uppercase) && beside.is_some_and(char::is_uppercase)
}

/// A letter and the mark after it as the one letter that they are. Only sets that are not UTF-8 need it; in UTF-8
/// text stays as it was typed.
fn composed(charset: &Charset, text: &str, one: char, at: usize) -> Option<(char, char)> {
    if charset.is_utf8() {
        return None;
    }
    let mark = text[at..].chars().next().filter(|mark| is_combining_mark(*mark))?;
    compose(one, mark).filter(|whole| charset.carries(*whole)).map(|whole| (mark, whole))
}

/// `é` in 7 bits is `e`: the compatibility decomposition without its marks, when the set carries all of it.
fn base_letters(charset: &Charset, one: char) -> Option<String> {
    let base: String = std::iter::once(one)
        .nfkd()
        .filter(|part| !is_combining_mark(*part))
        .map(|part| if part == '\u{2044}' { '/' } else { part })
        .collect();
    (!base.trim().is_empty() && !base.contains(one) && charset.carries_all(&base)).then_some(base)
}

/// What the house sets in place of `one`.
fn typography(marks: &Marks, one: char) -> Option<(&'static str, &'static str)> {
    use crate::profile::{Dashes, Dots, Quotes};
    match one {
        '“' | '”' | '„' | '‟' if marks.quotes == Quotes::Straight => {
            Some(("Curly quotes become straight quotes", "\""))
        }
        '‘' | '’' | '‚' | '‛' if marks.quotes == Quotes::Straight => {
            Some(("Curly apostrophes become straight ones", "'"))
        }
        '—' | '–' | '―' => match marks.dashes {
            Dashes::AsTyped => None,
            Dashes::Hyphen => Some(("Dashes become hyphens", "-")),
            Dashes::DoubleHyphen => Some(("Dashes become double hyphens", "--")),
        },
        '…' if marks.dots == Dots::Three => Some(("The ellipsis becomes three dots", "...")),
        _ => None,
    }
}

fn gone(one: char) -> String {
    format!("{} is removed", describe_first(one))
}

/// The start of the character before `at`: a combining mark belongs to the letter before it.
fn before(text: &str, at: usize) -> usize {
    text[..at].char_indices().next_back().map_or(at, |(start, _)| start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(charset: &str) -> Profile {
        let text = include_str!("../profiles/generic.toml").replace("\"utf-8\"", &format!("\"{charset}\""));
        Profile::parse(&text).expect("the generic profile in another character set")
    }

    fn cleaned(cleaner: Cleaner<'_>, text: &str, shape: Shape) -> (String, Vec<String>) {
        let mut told = Vec::new();
        let out = cleaner.clean(text, shape, |change| {
            told.push(format!("{} {:?} -> {:?}", change.what, &text[change.range.clone()], change.became));
        });
        (out.into_owned(), told)
    }

    #[test]
    fn nothing_invisible_leaves_as_plain_text() {
        let profile = profile("utf-8");
        let text = "a\u{AD}b\u{200B}c\u{FEFF}d\u{202E}e\u{A0}f\u{7}g\th";
        let (out, told) = cleaned(Cleaner::Plain(&profile), text, Shape::Line);
        assert_eq!(out, "abcde fg h");
        assert_eq!(told.len(), 7, "each is told: {told:?}");
        assert_eq!(told[0], "Soft hyphen (U+00AD) is removed \"\\u{ad}\" -> \"\"");
    }

    #[test]
    fn markup_keeps_what_unicode_means_and_drops_what_xml_forbids() {
        let (out, told) = cleaned(Cleaner::Markup, "a\u{AD}b\u{A0}c\u{202E}d\u{0}", Shape::Line);
        assert_eq!((out.as_str(), told.len()), ("a\u{AD}b\u{A0}cd", 2), "{told:?}");
    }

    #[test]
    fn a_character_set_never_makes_a_question_mark() {
        let profile = profile("us-ascii");
        let (out, told) = cleaned(Cleaner::Plain(&profile), "Zoë paid €5 ½ of 3 😀 — ok", Shape::Line);
        assert_eq!(out, "Zoe paid EUR5 1/2 of 3 (U+1F600) - ok");
        assert_eq!(told.len(), 5, "{told:?}");
        assert!(told[1].starts_with("€ (U+20AC) is replaced: it is not in us-ascii"), "{}", told[1]);
    }

    #[test]
    fn a_letter_typed_in_two_parts_is_one_letter() {
        let profile = profile("windows-1252");
        let (out, told) = cleaned(Cleaner::Plain(&profile), "Zoe\u{308} 2e\u{301}", Shape::Line);
        assert_eq!((out.as_str(), told.len()), ("Zoë 2é", 0), "composed, not lost: {told:?}");
    }

    #[test]
    fn line_ends_are_spaces_in_a_line_and_plain_in_lines() {
        let profile = profile("utf-8");
        let (line, told) = cleaned(Cleaner::Plain(&profile), "a\r\nb\nc", Shape::Line);
        assert_eq!((line.as_str(), told.len()), ("a b c", 2), "a pair is one line end");
        let (lines, told) = cleaned(Cleaner::Markup, "a\r\nb\nc", Shape::Lines);
        assert_eq!((lines.as_str(), told.len()), ("a\nb\nc", 1), "only the odd one is told");
    }

    /// Without the short way: a step for every character.
    fn stepped(cleaner: Cleaner<'_>, text: &str, shape: Shape) -> (String, Vec<String>) {
        let (mut out, mut told, mut at) = (String::new(), Vec::new(), 0);
        while let Some(one) = text[at..].chars().next() {
            let mut tell = |change: Change<'_>| {
                told.push(format!("{} {:?} -> {:?}", change.what, &text[change.range.clone()], change.became));
            };
            at = cleaner.step(text, one, at..at + one.len_utf8(), shape, &mut out, &mut tell);
        }
        (out, told)
    }

    proptest::proptest! {
        #![proptest_config(wirecopy_story::arbitrary::often())]

        #[test]
        fn what_is_copied_in_runs_is_what_each_step_copies(text in wirecopy_story::arbitrary::texts()) {
            let profiles = ["utf-8", "windows-1251", "us-ascii"].map(profile);
            for cleaner in profiles.iter().map(Cleaner::Plain).chain([Cleaner::Markup]) {
                for shape in [Shape::Line, Shape::Lines] {
                    let expected = stepped(cleaner, &text, shape);
                    proptest::prop_assert_eq!(cleaned(cleaner, &text, shape), expected, "{:?} cleaned", text);
                }
            }
        }
    }
}
