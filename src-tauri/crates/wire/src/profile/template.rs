//! A line of agency wording with places to fill: `{CITY}, {Month} {D}. /{AGENCY}/. `. The same template writes the
//! line and reads it back; `{{` writes a brace.

use std::borrow::Cow;

/// Words and slots in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    Slot(&'static str),
}

/// One part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    Words(&'t str),
    Slot(&'static str),
}

/// Whether the text may go on after the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Whole,
    Start,
}

/// What was found in the slots, and where the template ended.
pub(crate) type Found<'t> = (Vec<(&'static str, &'t str)>, usize);

impl Template {
    /// Reads a template whose slots are among `known`.
    pub(crate) fn parse(text: &str, known: &[&'static str]) -> Result<Self, String> {
        let mut parts: Vec<Part> = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            words.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if let Some(tail) = rest.strip_prefix('{') {
                words.push('{');
                rest = tail;
                continue;
            }
            let (name, tail) = rest.split_once('}').ok_or("a `{` without its `}`")?;
            let slot = known.iter().find(|slot| **slot == name);
            let slot = slot.ok_or_else(|| format!("{{{name}}}, which is none of {{{}}}", known.join("} {")))?;
            if !words.is_empty() {
                parts.push(Part::Words(std::mem::take(&mut words)));
            } else if matches!(parts.last(), Some(Part::Slot(_))) {
                return Err(format!("{{{name}}} right after another slot, so that none could be read back"));
            }
            parts.push(Part::Slot(slot));
            rest = tail;
        }
        words.push_str(rest);
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        Ok(Self { parts })
    }

    /// The same slots between other words.
    pub(crate) fn reworded(&self, word: &dyn Fn(&str) -> String) -> Self {
        let part = |part: &Part| match part {
            Part::Words(words) => Part::Words(word(words)),
            Part::Slot(name) => Part::Slot(name),
        };
        Self { parts: self.parts.iter().map(part).collect() }
    }

    /// Names of the slots in order.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.parts.iter().filter_map(|part| match part {
            Part::Words(_) => None,
            Part::Slot(name) => Some(*name),
        })
    }

    /// Words and slots in turn.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        self.parts.iter().map(|part| match part {
            Part::Words(words) => Piece::Words(words),
            Part::Slot(name) => Piece::Slot(name),
        })
    }

    /// Whether it is one slot and nothing else.
    pub(crate) fn is_bare(&self) -> bool {
        matches!(self.parts.as_slice(), [Part::Slot(_)])
    }

    /// The filled line; `None` when a slot has nothing to fill it.
    pub(crate) fn render<'v>(&self, mut fill: impl FnMut(&'static str) -> Option<Cow<'v, str>>) -> Option<String> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                Part::Words(words) => out.push_str(words),
                Part::Slot(name) => out.push_str(&fill(name).filter(|value| !value.is_empty())?),
            }
        }
        Some(out)
    }

    /// Reads a line back: each slot takes the shortest text that `accept` takes and that lets the rest fit.
    pub(crate) fn read<'t>(&self, text: &'t str, fit: Fit, accept: &dyn Fn(&str, &str) -> bool) -> Option<Found<'t>> {
        let mut found = Vec::new();
        let end = fits(&self.parts, text, 0, fit, accept, &mut found)?;
        Some((found, end))
    }
}

fn fits<'t>(
    parts: &[Part],
    text: &'t str,
    at: usize,
    fit: Fit,
    accept: &dyn Fn(&str, &str) -> bool,
    found: &mut Vec<(&'static str, &'t str)>,
) -> Option<usize> {
    match parts {
        [] => (fit == Fit::Start || at == text.len()).then_some(at),
        [Part::Words(words), rest @ ..] => {
            let next = text[at..].starts_with(words.as_str()).then_some(at + words.len())?;
            fits(rest, text, next, fit, accept, found)
        }
        [Part::Slot(name), rest @ ..] => {
            let stops: Box<dyn Iterator<Item = usize>> = match rest.first() {
                Some(Part::Words(words)) => Box::new(text[at..].match_indices(words.as_str()).map(|(stop, _)| stop)),
                Some(Part::Slot(_)) | None => Box::new(std::iter::once(text.len() - at)),
            };
            for stop in stops {
                let value = &text[at..at + stop];
                if value.is_empty() || !accept(name, value) {
                    continue;
                }
                found.push((name, value));
                if let Some(end) = fits(rest, text, at + stop, fit, accept, found) {
                    return Some(end);
                }
                found.pop();
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOTS: &[&str] = &["CITY", "D", "note"];

    fn template(text: &str) -> Template {
        Template::parse(text, SLOTS).expect("the tests write good templates")
    }

    #[test]
    fn what_is_written_is_read_back() {
        let pattern = template("{CITY}, {D}. /X/. ");
        let line = pattern.render(|slot| Some(if slot == "D" { "9" } else { "ROME, Italy" }.into()));
        let line = line.expect("both slots are filled") + "The harbour";
        let digits = |slot: &str, value: &str| slot != "D" || value.parse::<u8>().is_ok();
        let (found, end) = pattern.read(&line, Fit::Start, &digits).expect("its own line fits");
        assert_eq!(found, [("CITY", "ROME, Italy"), ("D", "9")], "the comma inside the city is no end");
        assert_eq!(&line[end..], "The harbour");
    }

    #[test]
    fn an_empty_slot_gives_no_line() {
        assert_eq!(template("NOTE: {note}").render(|_| None), None);
    }

    #[test]
    fn a_wrong_template_says_what_is_wrong() {
        let error = |text| Template::parse(text, SLOTS).expect_err("it is wrong");
        assert!(error("{city}").contains("{city}"), "the unknown slot is named");
        assert!(error("{CITY").contains("without its"), "the open brace is named");
        assert!(error("{CITY}{D}").contains("right after"), "two slots need words between");
        assert_eq!(template("{{x}").render(|_| None).as_deref(), Some("{x}"), "a doubled brace is one");
    }
}
