//! What a message may say of its language: readers choose fonts, hyphens and the side on which a line begins by it.
//! Only what is registered is named to a browser (RFC 5646), because a checker refuses the rest.

/// Languages with two letters (ISO 639-1).
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
                         de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy \
                         hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg \
                         li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or \
                         os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta \
                         te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Scripts that change how a text is set.
const SCRIPTS: &[&str] = &["Arab", "Cyrl", "Hans", "Hant", "Latn"];

/// Languages written from right to left.
const RIGHT_TO_LEFT: &[&str] = &["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// The tag for a page; `None` when the language is not known.
pub(crate) fn tag(language: &str) -> Option<String> {
    let mut parts = language.split('-');
    let first = parts.next()?.to_ascii_lowercase();
    let known = first.len() == 2 && LANGUAGES.split_ascii_whitespace().any(|one| one == first);
    let script = parts.next().and_then(|part| SCRIPTS.iter().find(|script| script.eq_ignore_ascii_case(part)));
    known.then(|| script.map_or(first.clone(), |script| format!("{first}-{script}")))
}

/// Whether a language is read from right to left; one that is not known is not.
pub(crate) fn is_right_to_left(language: &str) -> bool {
    let Some(tag) = tag(language) else { return false };
    let (language, script) = tag.split_once('-').unwrap_or((&tag, ""));
    script == "Arab" || (script.is_empty() && RIGHT_TO_LEFT.contains(&language))
}

/// The side on which the lines of a paragraph begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

/// The side on which words begin: that of their first letter (UAX #9, P2 and P3), else that of their language.
pub(crate) fn side<'t>(words: impl IntoIterator<Item = &'t str>, language: &str) -> Side {
    let first = words.into_iter().flat_map(str::chars).find(|one| one.is_alphabetic());
    let right = first.map_or_else(|| is_right_to_left(language), is_of_right);
    if right { Side::Right } else { Side::Left }
}

/// Whether a letter is in one of the blocks whose characters are right to left unless Unicode says otherwise
/// (`DerivedBidiClass.txt`, the values of unassigned code points).
fn is_of_right(letter: char) -> bool {
    matches!(u32::from(letter), 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_begins_where_its_first_letter_does() {
        for (words, language, expected) in [
            (&["12 سفن"][..], "en", Side::Right),
            (&["", "(שלום)"], "en", Side::Right),
            (&["Reuters قال"], "ar", Side::Left),
            (&["12,500"], "ar", Side::Right),
            (&["12,500"], "en", Side::Left),
            (&[], "he", Side::Right),
        ] {
            assert_eq!(side(words.iter().copied(), language), expected, "{words:?}");
        }
    }

    #[test]
    fn only_known_languages_are_written() {
        for (language, expected) in [
            ("en", Some("en")),
            ("en-GB", Some("en")),
            ("zh-hans-CN", Some("zh-Hans")),
            ("RU", Some("ru")),
            ("xx", None),
            ("english", None),
            ("", None),
        ] {
            assert_eq!(tag(language).as_deref(), expected, "{language:?}");
        }
        assert!(is_right_to_left("ar-EG") && is_right_to_left("ku-Arab"), "Arabic script");
        assert!(!is_right_to_left("en") && !is_right_to_left("ar-Latn"), "Latin script");
        assert!(!is_right_to_left("") && !is_right_to_left("arabic"), "no language that is known");
    }
}
