//! Which of the four forms a file has, and its bytes as text: UTF-8, or UTF-16 with its mark as spreadsheets save it.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::{MAX_FILE, Vocabulary, VocabularyError, csv, json, quoted, xml};

/// What the reader of a file is told beside its bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The alias that its codes get, whatever the file says.
    pub scheme: Option<&'a str>,
    /// Name of the file without its extension: the alias where nothing else tells one.
    pub stem: &'a str,
}

/// Reads a vocabulary.
///
/// # Errors
/// [`VocabularyError`]; a fault in the file says where, what was expected and what stands there.
pub fn read(bytes: &[u8], asked: &Asked<'_>) -> Result<Vocabulary, VocabularyError> {
    if bytes.len() > MAX_FILE {
        return Err(VocabularyError::TooMuch { what: "bytes", most: MAX_FILE });
    }
    let text = text(bytes)?;
    let draft = match text.trim_start().chars().next() {
        Some('{') => json::read(&text)?,
        Some('<') => xml::read(&text)?,
        _ if csv::is_header(text.lines().next().unwrap_or_default()) => csv::read(&text)?,
        _ => return Err(VocabularyError::Form { got: quoted(&text) }),
    };
    draft.finished(asked)
}

fn text(bytes: &[u8]) -> Result<Cow<'_, str>, VocabularyError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if broken {
            Err(VocabularyError::fault("the file", format!("{} as its mark says", encoding.name()), "other bytes"))
        } else {
            Ok(text)
        };
    }
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes[..at].split(|byte| *byte == b'\n').count();
        let got = format!("the byte {:#04x}", bytes.get(at).copied().unwrap_or_default());
        VocabularyError::fault(format!("line {line}"), "UTF-8", got)
    })
}
