//! A place in a story: a field and a range of bytes in its text; and the way from there to lines and to the UTF-16
//! offsets that the window counts in.

use std::borrow::Cow;
use std::ops::Range;

use wirecopy_story::{Story, Term};

/// A place in a story.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Name of the field as in the story file: `body`, `dateline.place`, `byline[0].email`; `note` and `kind` are the
    /// release's.
    pub field: Cow<'static, str>,
    /// Half-open, bytes in the field's text.
    pub range: Range<usize>,
}

/// A place as people and windows count it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spot {
    /// Line inside the field, from 1.
    pub line: u32,
    /// Column inside the line, characters, from 1.
    pub column: u32,
    /// First UTF-16 code unit inside the field.
    pub from: u32,
    /// First UTF-16 code unit after it.
    pub to: u32,
}

impl Place {
    /// `range` of `field`.
    pub fn new(field: impl Into<Cow<'static, str>>, range: Range<usize>) -> Self {
        Self { field: field.into(), range }
    }

    /// The place as lines and UTF-16 units; the start of the field when the story has no such field.
    pub fn spot(&self, story: &Story) -> Spot {
        let text = field_text(story, &self.field).unwrap_or_default();
        Ruler::new(&text).spot(&self.range)
    }
}

/// The spots of many places; each field is measured once.
pub fn spots<'p>(story: &Story, places: impl IntoIterator<Item = &'p Place>) -> Vec<Spot> {
    let body = Ruler::new(&story.body);
    let spot = |place: &Place| if place.field == "body" { body.spot(&place.range) } else { place.spot(story) };
    places.into_iter().map(spot).collect()
}

/// A text whose lines were measured, so that each place costs one line.
#[derive(Debug)]
pub struct Ruler<'t> {
    text: &'t str,
    /// First byte and first UTF-16 unit of each line.
    lines: Vec<(usize, u32)>,
}

impl<'t> Ruler<'t> {
    /// Measures `text`; lines end with a line feed.
    pub fn new(text: &'t str) -> Self {
        let mut lines = vec![(0, 0)];
        let (mut at, mut units) = (0, 0);
        for line in text.split_inclusive('\n') {
            at += line.len();
            units += utf16(line);
            if line.ends_with('\n') {
                lines.push((at, units));
            }
        }
        Self { text, lines }
    }

    /// The spot of a range of bytes; ends outside the text or inside a character are moved back to the one before.
    pub fn spot(&self, range: &Range<usize>) -> Spot {
        let start = self.floor(range.start);
        let end = self.floor(range.end).max(start);
        let (line, first, units) = self.line_of(start);
        let before = &self.text[first..start];
        let (_, last, last_units) = self.line_of(end);
        Spot {
            line: count(line + 1),
            column: count(before.chars().count() + 1),
            from: units + utf16(before),
            to: last_units + utf16(&self.text[last..end]),
        }
    }

    fn line_of(&self, byte: usize) -> (usize, usize, u32) {
        let line = self.lines.partition_point(|(first, _)| *first <= byte).saturating_sub(1);
        let (first, units) = self.lines[line];
        (line, first, units)
    }

    fn floor(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}

fn utf16(text: &str) -> u32 {
    if text.is_ascii() { count(text.len()) } else { count(text.encode_utf16().count()) }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The text of a field by its name in the story file, empty where nothing is set or a list is meant as a whole; `None`
/// for a field or an entry that the story does not have.
pub fn field_text<'s>(story: &'s Story, field: &str) -> Option<Cow<'s, str>> {
    let (name, rest) = field.split_at(field.find(['.', '[']).unwrap_or(field.len()));
    let text = match name {
        "byline" | "keywords" | "places" | "subjects" | "links" if rest.is_empty() => return Some("".into()),
        "slug" => &story.slug,
        "headline" => &story.headline,
        "summary" => &story.summary,
        "section" => &story.section,
        "language" => &story.language,
        "ed_note" => &story.ed_note,
        "sign_off" => &story.sign_off,
        "body" => &story.body,
        "dateline" => return dateline_text(story, rest),
        "byline" => return byline_text(story, rest),
        "rights" => return rights_text(story, rest),
        "keywords" => story.keywords.get(index(rest)?.0)?,
        "places" => return place_text(story, rest),
        "subjects" => return Some(story.subjects.get(index(rest)?.0)?.qcode().into()),
        "genre" => return Some(story.genre.as_ref().map(Term::qcode).unwrap_or_default().into()),
        "urgency" => return Some(story.urgency.map(|one| one.level().to_string()).unwrap_or_default().into()),
        "embargo" => return Some(story.embargo.map(|one| one.to_string()).unwrap_or_default().into()),
        "links" => {
            let (at, key) = index(rest)?;
            let link = story.links.get(at)?;
            return Some(if key == ".rel" { &link.rel } else { &link.guid }.as_str().into());
        }
        _ => &story.extra.iter().find(|(key, _)| key == field)?.1,
    };
    Some(text.as_str().into())
}

fn dateline_text<'s>(story: &'s Story, rest: &str) -> Option<Cow<'s, str>> {
    let dateline = &story.dateline;
    match rest {
        ".place" => Some(dateline.place.as_str().into()),
        ".region" => Some(dateline.region.as_str().into()),
        ".country" => Some(dateline.country.as_str().into()),
        ".date" => Some(dateline.date.map(|date| date.to_string()).unwrap_or_default().into()),
        _ => None,
    }
}

fn byline_text<'s>(story: &'s Story, rest: &str) -> Option<Cow<'s, str>> {
    let (at, key) = index(rest)?;
    let byline = story.byline.get(at)?;
    match key {
        "" | ".name" => Some(byline.name.as_str().into()),
        ".role" => Some(byline.role.as_str().into()),
        ".email" => Some(byline.email.as_str().into()),
        _ => None,
    }
}

fn place_text<'s>(story: &'s Story, rest: &str) -> Option<Cow<'s, str>> {
    let (at, key) = index(rest)?;
    let place = story.places.get(at)?;
    match key {
        "" | ".name" => Some(place.name.as_str().into()),
        ".region" => Some(place.region.as_str().into()),
        ".country" => Some(place.country.as_str().into()),
        _ => None,
    }
}

fn rights_text<'s>(story: &'s Story, rest: &str) -> Option<Cow<'s, str>> {
    match rest {
        ".holder" => Some(story.rights.holder.as_str().into()),
        ".notice" => Some(story.rights.notice.as_str().into()),
        ".usage" => Some(story.rights.usage.as_str().into()),
        _ => None,
    }
}

/// `[3].name` is `(3, ".name")`.
fn index(rest: &str) -> Option<(usize, &str)> {
    let (number, key) = rest.strip_prefix('[')?.split_once(']')?;
    Some((number.parse().ok()?, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_counts_lines_characters_and_utf16_units() {
        let story = Story { body: "a😀\nбв\n".to_owned(), ..Story::default() };
        let spot = Place::new("body", 6..8).spot(&story);
        assert_eq!(spot, Spot { line: 2, column: 1, from: 4, to: 5 }, "б opens line 2; the pair counts two units");
        let spot = Place::new("body", 1..5).spot(&story);
        assert_eq!(spot, Spot { line: 1, column: 2, from: 1, to: 3 }, "the pair stands in line 1");
    }

    #[test]
    fn a_place_outside_its_field_is_moved_inside() {
        let story = Story { headline: "яя".to_owned(), ..Story::default() };
        let spot = Place::new("headline", 3..99).spot(&story);
        assert_eq!((spot.from, spot.to), (1, 2), "byte 3 is inside the second letter");
        assert_eq!(Place::new("nothing", 0..9).spot(&story).line, 1, "an unknown field is its own start");
    }

    #[test]
    fn fields_inside_lists_are_found() {
        let mut story = Story { keywords: vec!["grain".into(), "harbour".into()], ..Story::default() };
        story.dateline.place = "Port".to_owned();
        assert_eq!(field_text(&story, "keywords[1]").as_deref(), Some("harbour"));
        assert_eq!(field_text(&story, "dateline.place").as_deref(), Some("Port"));
        assert_eq!(field_text(&story, "keywords[7]"), None, "there is no eighth keyword");
        assert_eq!(field_text(&story, "keywords").as_deref(), Some(""), "the list as a whole has no text");
        assert_eq!(field_text(&story, "urgency").as_deref(), Some(""), "what is not set is empty");
    }
}
