//! One story as one text file: YAML front matter between `---` lines, then the body in Markdown.
//!
//! The front matter is hostile until read: at most [`MAX_FRONT_MATTER`] bytes and [`MAX_DEPTH`] levels, no anchors,
//! aliases or tags, no key twice. A byte order mark and either line end are taken; the body is kept byte for byte.
//! Keys that this version does not know are kept at the top level and written back last; inside a known key an
//! unknown one is an error, because dropping it would be silent. Comments are not kept.

mod fields;
mod scalar;
#[cfg(test)]
mod tests;
mod write;
mod yaml;

pub use self::write::write;
pub(crate) use self::write::{rank, values};

use crate::{Story, StoryError};

/// Longest front matter that is read, bytes.
pub const MAX_FRONT_MATTER: usize = 1 << 20;

/// Deepest nesting of lists and maps in the front matter.
pub const MAX_DEPTH: usize = 32;

/// Reads a story file. Without front matter the whole text is the body.
///
/// # Errors
/// [`StoryError::Field`] and [`StoryError::File`], each with line, expected and got.
pub fn read(text: &str) -> Result<Story, StoryError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some((front, body)) = part(text)? else {
        return Ok(Story { body: text.to_owned(), ..Story::default() });
    };
    let mut story = fields::story(&yaml::parse(front, 2)?)?;
    body.clone_into(&mut story.body);
    Ok(story)
}

/// Reads a story file from its bytes.
///
/// # Errors
/// As [`read`], and [`StoryError::File`] where the bytes are not UTF-8.
pub fn read_bytes(bytes: &[u8]) -> Result<Story, StoryError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        StoryError::File {
            line: good.split(|byte| *byte == b'\n').count(),
            expected: "UTF-8 text".to_owned(),
            got: bytes.get(good.len()).map_or_else(String::new, |byte| format!("byte 0x{byte:02x}")),
        }
    })?;
    read(text)
}

/// A map of texts as one value of [`Story::extra`]: `{guid: "urn:x:1", version: 2}`.
pub fn map(entries: &[(&str, &str)]) -> String {
    let entry = |(key, value): &(&str, &str)| {
        format!("{}: {}", scalar::text(key, scalar::Context::Flow), scalar::text(value, scalar::Context::Flow))
    };
    format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
}

/// The texts of a value of [`Story::extra`] that is a map; `None` when it is none, or holds more than texts.
pub fn entries(value: &str) -> Option<Vec<(String, String)>> {
    let yaml::Kind::Map(entries) = yaml::parse(value, 1).ok()?.kind else { return None };
    let text = |entry: yaml::Entry| match entry.value.kind {
        yaml::Kind::Text { text, .. } => Some((entry.key, text)),
        yaml::Kind::List(_) | yaml::Kind::Map(_) => None,
    };
    entries.into_iter().map(text).collect()
}

/// Front matter and body; `None` when the first line is no `---`.
fn part(text: &str) -> Result<Option<(&str, &str)>, StoryError> {
    let fence = |line: &str| line.trim_end_matches([' ', '\t', '\r', '\n']) == "---";
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| fence(line)) else { return Ok(None) };
    let mut end = first.len();
    for line in lines {
        if fence(line) {
            return Ok(Some((&text[first.len()..end], &text[end + line.len()..])));
        }
        end += line.len();
        if end > MAX_FRONT_MATTER {
            return Err(StoryError::File {
                line: text[..end].matches('\n').count(),
                expected: format!("front matter of at most {MAX_FRONT_MATTER} bytes"),
                got: "more".to_owned(),
            });
        }
    }
    Err(StoryError::File {
        line: text.lines().count().max(1),
        expected: "a line `---` that ends the front matter".to_owned(),
        got: "the end of the file".to_owned(),
    })
}
