//! Characters that must not travel unseen: controls, direction overrides, invisible characters, spaces that are no
//! plain space. What is dropped or replaced is named, so that the writer can find it.

/// What a character is to the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letter {
    /// Travels.
    Plain,
    /// A tab.
    Tab,
    /// Ends a line: LF, CR, NEL, U+2028, U+2029, vertical tab, form feed.
    LineEnd,
    /// A control or a code point that XML does not allow.
    Control,
    /// Turns the reading direction of what follows, so that what is read is not what is written.
    Direction,
    /// Not seen at all.
    Invisible,
    /// A space that is not U+0020.
    OddSpace,
}

/// What `letter` is. ZWJ, ZWNJ, LRM and RLM are plain: Persian, Hindi, Hebrew and Arabic are not written without
/// them. The ideographic space is plain in its own script.
pub(crate) fn letter(letter: char) -> Letter {
    // English and Russian first: this is asked of every character of a story.
    if matches!(letter, ' '..='~' | '\u{400}'..='\u{52F}') { Letter::Plain } else { rare(letter) }
}

fn rare(letter: char) -> Letter {
    match letter {
        '\t' => Letter::Tab,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Letter::LineEnd,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' | '\u{FDD0}'..='\u{FDEF}' => Letter::Control,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Letter::Direction,
        '\u{AD}'
        | '\u{34F}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => Letter::Invisible,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Letter::OddSpace,
        _ => Letter::Plain,
    }
}

/// [`describe`] at the start of a sentence; the character itself is never changed.
pub(crate) fn describe_first(letter: char) -> String {
    let text = describe(letter);
    if known(letter).is_none() && self::letter(letter) == Letter::Plain {
        return text;
    }
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A name that a writer can look for: `soft hyphen (U+00AD)`, `“ (U+201C)`.
pub(crate) fn describe(letter: char) -> String {
    let code = u32::from(letter);
    match known(letter) {
        Some(name) => format!("{name} (U+{code:04X})"),
        None if self::letter(letter) == Letter::Plain => format!("{letter} (U+{code:04X})"),
        None => format!("character U+{code:04X}"),
    }
}

fn known(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\t' => "tab",
        '\u{85}' => "next-line control",
        '\u{A0}' => "no-break space",
        '\u{AD}' => "soft hyphen",
        '\u{2002}' => "en space",
        '\u{2003}' => "em space",
        '\u{2007}' => "figure space",
        '\u{2009}' => "thin space",
        '\u{200A}' => "hair space",
        '\u{200B}' => "zero-width space",
        '\u{200C}' => "zero-width non-joiner",
        '\u{200D}' => "zero-width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202A}' | '\u{202B}' => "direction embedding",
        '\u{202C}' => "end of direction override",
        '\u{202D}' | '\u{202E}' => "direction override",
        '\u{202F}' => "narrow no-break space",
        '\u{2060}' => "word joiner",
        '\u{2066}'..='\u{2069}' => "direction isolate",
        '\u{FEFF}' => "byte order mark",
        '\u{7F}' => "delete control",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_told_apart() {
        let cases = [
            ('\u{7}', Letter::Control),
            ('\u{202E}', Letter::Direction),
            ('\u{AD}', Letter::Invisible),
            ('\u{FEFF}', Letter::Invisible),
            ('\u{A0}', Letter::OddSpace),
            ('\r', Letter::LineEnd),
            ('\u{200C}', Letter::Plain),
            ('я', Letter::Plain),
            ('—', Letter::Plain),
        ];
        for (one, expected) in cases {
            assert_eq!(letter(one), expected, "U+{:04X}", u32::from(one));
        }
    }

    #[test]
    fn a_description_gives_name_and_code() {
        assert_eq!(describe('\u{AD}'), "soft hyphen (U+00AD)");
        assert_eq!(describe('“'), "“ (U+201C)");
        assert_eq!(describe_first('é'), "é (U+00E9)", "the letter is the one that stands there");
        assert_eq!(describe_first('\u{AD}'), "Soft hyphen (U+00AD)");
        assert_eq!(describe('\u{1}'), "character U+0001", "a control is not printed");
    }
}
