//! Plain text to an item: the bytes become characters, the page is read by its lines. Nothing is refused but size, and
//! what had to be guessed is told.

use crate::charset::decode_unnamed;
use crate::coded::refuse_too_large;
use crate::lines::copy;
use crate::{DecodeError, DecodeNote, Decoded, Reading};

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    refuse_too_large(bytes)?;
    let mut notes = Vec::new();
    let (text, charset, clean) = decode_unnamed(bytes, reading.profile.charset());
    if !charset.is_utf8() || !clean {
        let faulty = if clean { "" } else { "; bytes that it does not have became U+FFFD" };
        notes.push(DecodeNote::new("line 1", format!("Read as {}{faulty}", charset.name())));
    }
    Ok(copy::read(&text, reading, notes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;

    #[test]
    fn eight_bit_text_is_read_by_the_profile_or_told() {
        let profile = Profile::find("tass").expect("built in");
        let at = "2026-11-24T08:00:00Z".parse().expect("an RFC 3339 time");
        let read = decode(b"Caf\xE9 opens\n\nText.\n", &Reading::new(profile, at)).expect("text is never refused");
        assert_eq!(read.item.story.headline, "Café opens");
        assert_eq!(read.notes[0].what, "Read as windows-1252");
    }
}
