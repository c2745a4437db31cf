//! Character sets by their IANA or WHATWG names, and strictly: what a set does not carry is an error here, never a
//! `?`. `us-ascii` and `iso-8859-1` are taken at their word (7 bits; U+0000 to U+00FF without the C1 controls),
//! although the web reads both as windows-1252; everything else is the WHATWG Encoding Standard's.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// Sets of Latin letters that text is guessed to be in.
const LATIN: &[&str] = &["windows-1250", "windows-1254", "windows-1257", "windows-1258", "ISO-8859-2", "ISO-8859-4"];

/// So many bytes tell the set of a message, or none do.
const GUESSED_FROM: usize = 64 * 1024;

/// A character set that messages are written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charset {
    name: String,
    table: Table,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Utf8,
    Ascii,
    Anpa,
    Latin1,
    Web(&'static Encoding),
}

impl Default for Charset {
    fn default() -> Self {
        Self { name: "utf-8".to_owned(), table: Table::Utf8 }
    }
}

impl Charset {
    /// The set `name` (`utf-8`, `us-ascii`, `iso-8859-1`, `windows-1251`, `koi8-r` ...), upper or lower case; `None`
    /// for an unknown name and for sets that cannot be written (UTF-16 and the web's placeholders).
    pub fn by_name(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let table = match name.as_str() {
            "us-ascii" | "ascii" | "iso646-us" => Table::Ascii,
            "iso-8859-1" | "latin1" | "iso_8859-1" => Table::Latin1,
            _ => {
                let encoding = Encoding::for_label_no_replacement(name.as_bytes())?;
                match encoding.name() {
                    "UTF-8" => Table::Utf8,
                    "UTF-16LE" | "UTF-16BE" | "x-user-defined" => return None,
                    _ => Table::Web(encoding),
                }
            }
        };
        let name = match table {
            Table::Utf8 => "utf-8".to_owned(),
            Table::Ascii | Table::Anpa => "us-ascii".to_owned(),
            Table::Latin1 => "iso-8859-1".to_owned(),
            Table::Web(encoding) => encoding.name().to_ascii_lowercase(),
        };
        Some(Self { name, table })
    }

    /// The 7 bits of ANPA 1312, in which `_` is the dash.
    pub(crate) fn anpa() -> Self {
        Self { name: "us-ascii".to_owned(), table: Table::Anpa }
    }

    /// Its IANA name in lower case.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is UTF-8 and so carries every character.
    pub fn is_utf8(&self) -> bool {
        self.table == Table::Utf8
    }

    /// Whether it carries `letter`.
    pub fn carries(&self, letter: char) -> bool {
        match self.table {
            Table::Utf8 => true,
            Table::Ascii => letter.is_ascii(),
            Table::Anpa => letter.is_ascii() || letter == '—',
            Table::Latin1 => matches!(u32::from(letter), 0..=0x7F | 0xA0..=0xFF),
            Table::Web(_) if letter.is_ascii_graphic() || letter == ' ' => true,
            Table::Web(encoding) => {
                let (mut four, mut out) = ([0; 4], [0; 16]);
                let mut encoder = encoding.new_encoder();
                let text = letter.encode_utf8(&mut four);
                let (result, _, _) = encoder.encode_from_utf8_without_replacement(text, &mut out, true);
                matches!(result, encoding_rs::EncoderResult::InputEmpty)
            }
        }
    }

    /// Whether it carries every character of `text`.
    pub fn carries_all(&self, text: &str) -> bool {
        text.chars().all(|letter| self.carries(letter))
    }

    /// The bytes of `text`.
    ///
    /// # Errors
    /// The first character that the set does not carry.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, char> {
        let narrow = || text.chars().map(|letter| u8::try_from(u32::from(letter)).map_err(|_| letter)).collect();
        match self.table {
            Table::Utf8 => Ok(text.as_bytes().to_vec()),
            Table::Anpa => Self { name: String::new(), table: Table::Ascii }.encode(&text.replace('—', "_")),
            Table::Ascii | Table::Latin1 => match text.chars().find(|letter| !self.carries(*letter)) {
                Some(letter) => Err(letter),
                None => narrow(),
            },
            Table::Web(encoding) => web(encoding, text),
        }
    }

    /// The text of `bytes`, and whether every byte was of the set (others read as U+FFFD).
    pub fn decode(&self, bytes: &[u8]) -> (String, bool) {
        let encoding = match self.table {
            Table::Utf8 => encoding_rs::UTF_8,
            Table::Ascii | Table::Anpa | Table::Latin1 => encoding_rs::WINDOWS_1252,
            Table::Web(encoding) => encoding,
        };
        let (text, faulty) = encoding.decode_without_bom_handling(bytes);
        let strict = match self.table {
            Table::Ascii | Table::Anpa => bytes.is_ascii(),
            Table::Utf8 | Table::Latin1 | Table::Web(_) => !faulty,
        };
        (text.into_owned(), strict)
    }
}

fn web(encoding: &'static Encoding, text: &str) -> Result<Vec<u8>, char> {
    let mut encoder = encoding.new_encoder();
    let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len());
    let mut out = vec![0; room.unwrap_or(text.len().saturating_mul(4))];
    let (result, _, written) = encoder.encode_from_utf8_without_replacement(text, &mut out, true);
    match result {
        encoding_rs::EncoderResult::InputEmpty => {
            out.truncate(written);
            Ok(out)
        }
        encoding_rs::EncoderResult::Unmappable(letter) => Err(letter),
        encoding_rs::EncoderResult::OutputFull => Err(char::REPLACEMENT_CHARACTER),
    }
}

/// The text of a message that names no character set: a byte order mark decides, then UTF-8 if it is, then `hint`,
/// then what the frequency of its bytes speaks for. The answer names the set that was used and whether all bytes were of it.
pub(crate) fn decode_unnamed(bytes: &[u8], hint: &Charset) -> (String, Charset, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, faulty) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let named = Charset { name: encoding.name().to_ascii_lowercase(), table: Table::Web(encoding) };
        return (text.into_owned(), named, !faulty);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Charset::default(), true);
    }
    let set = if hint.is_utf8() || hint.table == Table::Ascii { guessed(bytes) } else { hint.clone() };
    let (text, clean) = set.decode(bytes);
    (text, set, clean)
}

/// The likeliest set of text that is not UTF-8. Sets of Latin letters differ in too few of them to be told apart in a
/// story: what is written in Latin letters is read as windows-1252.
fn guessed(bytes: &[u8]) -> Charset {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let start = &bytes[..bytes.len().min(GUESSED_FROM)];
    // A cut may fall inside a character.
    detector.feed(start, start.len() == bytes.len());
    let encoding = match detector.guess(None, Utf8Detection::Deny) {
        latin if LATIN.contains(&latin.name()) => encoding_rs::WINDOWS_1252,
        other => other,
    };
    Charset { name: encoding.name().to_ascii_lowercase(), table: Table::Web(encoding) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(name: &str) -> Charset {
        Charset::by_name(name).expect("the tests name known sets")
    }

    #[test]
    fn seven_bits_are_seven_bits() {
        let ascii = set("US-ASCII");
        assert_eq!(ascii.name(), "us-ascii");
        assert_eq!(ascii.encode("naïve"), Err('ï'), "the web would call this windows-1252");
        assert_eq!(ascii.encode("plain"), Ok(b"plain".to_vec()));
    }

    #[test]
    fn latin_1_has_no_curly_quotes() {
        let latin = set("iso-8859-1");
        assert_eq!(latin.encode("é“"), Err('“'), "windows-1252 would carry the quote");
        assert_eq!(latin.encode("é"), Ok(vec![0xE9]));
    }

    #[test]
    fn cyrillic_sets_write_and_read() {
        for (name, first) in [("windows-1251", 0xCC), ("koi8-r", 0xED)] {
            let bytes = set(name).encode("Москва").expect("a Cyrillic set carries Moscow");
            assert_eq!(bytes[0], first, "М in {name}");
            assert_eq!(set(name).decode(&bytes), ("Москва".to_owned(), true), "{name} reads back");
            assert!(!set(name).carries('é'), "{name} has no é");
        }
    }

    #[test]
    fn every_answer_of_carries_is_the_truth_of_encode() {
        for name in ["us-ascii", "iso-8859-1", "windows-1251", "windows-1252", "koi8-r", "shift_jis", "gbk"] {
            let set = set(name);
            for letter in (0x20..0x3100u32).chain([0x4E00, 0xFF21, 0x1F600]).filter_map(char::from_u32) {
                let encoded = set.encode(&letter.to_string()).is_ok();
                assert_eq!(set.carries(letter), encoded, "{name} and U+{:04X}", u32::from(letter));
            }
        }
    }

    #[test]
    fn what_cannot_be_written_is_no_charset() {
        for name in ["utf-16", "utf-16le", "replacement", "x-user-defined", "", "klingon"] {
            assert!(Charset::by_name(name).is_none(), "{name:?} is refused");
        }
    }

    #[test]
    fn an_unnamed_message_is_read_by_mark_then_utf8_then_hint() {
        let cyrillic = set("windows-1251");
        assert_eq!(decode_unnamed("Москва".as_bytes(), &cyrillic).0, "Москва", "UTF-8 is told by itself");
        assert_eq!(decode_unnamed(&[0xCC, 0xEE], &cyrillic).0, "Мо", "the hint is taken");
        assert_eq!(decode_unnamed(b"\xEF\xBB\xBFa", &cyrillic).0, "a", "a mark is not text");
        assert_eq!(decode_unnamed(b"\xFF\xFEa\0", &cyrillic).0, "a", "UTF-16 by its mark");
    }

    #[test]
    fn bytes_of_no_named_set_are_read_by_their_letters() {
        for (name, text) in [
            ("windows-1251", "МОЛНИЯ\n\nПорт вновь открыт для судов с зерном, сообщил представитель министерства."),
            ("koi8-u", "Порт вновь открыт для судов с зерном, сообщил представитель министерства."),
            ("windows-1252", "Das Präsidium tagte in Köln; die Gespräche über Getreide laufen weiter."),
            ("windows-1252", "Café opens"),
        ] {
            let bytes = set(name).encode(text).expect("the set carries it");
            let (read, by, clean) = decode_unnamed(&bytes, &Charset::default());
            assert_eq!((read.as_str(), by.name(), clean), (text, name, true));
        }
    }
    #[test]
    fn a_long_text_is_told_by_its_beginning_wherever_that_ends() {
        let text = "港口在三周后重新开放，部长发言人周一对记者说。".repeat(4_000);
        for cut in ["", "a"] {
            let bytes = set("gbk").encode(&format!("{cut}{text}")).expect("the set carries it");
            assert!(bytes.len() > GUESSED_FROM, "it goes on behind what is looked at");
            assert_eq!(decode_unnamed(&bytes, &Charset::default()).1.name(), "gbk", "cut behind {cut:?}");
        }
    }
}
