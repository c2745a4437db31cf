//! A file name for a message that every file system takes: slug, version, extension. Letters of every script are
//! kept; what Windows, macOS or a shell would trip over becomes a hyphen.

use unicode_normalization::UnicodeNormalization;

use crate::letters::{Letter, letter};
use crate::{Format, Profile, WireItem};

/// The longest name without its extension, bytes. Encrypted home folders allow 143 for the whole name.
const MAX_STEM: usize = 120;

/// Names that Windows keeps for devices, whatever the extension.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// `TESTLAND-GRAIN-v2.txt`. A story without a slug takes its headline, one without both is `story`.
pub fn file_name(item: &WireItem, _profile: &Profile, format: &dyn Format) -> String {
    let version = format!("-v{}", item.version);
    let mut stem = file_stem(&[&item.story.slug, &item.story.headline]);
    shorten(&mut stem, MAX_STEM - version.len());
    format!("{stem}{version}.{}", format.extension())
}

/// The first of `texts` that makes a name, without version and extension; `story` when none does.
pub fn file_stem(texts: &[&str]) -> String {
    let named = texts.iter().map(|text| safe(text)).find(|stem| !stem.is_empty());
    let mut stem = named.unwrap_or_else(|| "story".to_owned());
    shorten(&mut stem, MAX_STEM);
    stem
}

/// Only what a name may hold, without white space at the ends, runs of hyphens as one.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.nfc() {
        let kept = match letter(one) {
            Letter::Plain => !"<>:\"/\\|?*'`$&;!#%{}()[]~^=,@+".contains(one) && !one.is_whitespace(),
            Letter::Invisible | Letter::Direction => continue,
            Letter::Tab | Letter::LineEnd | Letter::Control | Letter::OddSpace => false,
        };
        if kept {
            out.push(one);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    let trimmed = out.trim_matches(['-', '.', ' ']);
    if is_device(trimmed) { trimmed.replace('.', "-") } else { trimmed.to_owned() }
}

/// `con.old`, `LPT¹.x`: Windows opens a device instead of a file, whatever follows the first dot.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let numbered = |kind: &str| {
        let mut rest = stem.strip_prefix(kind).unwrap_or("").chars();
        matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

/// Cuts at a character that is not a combining one, so that no accent is torn from its letter.
fn shorten(stem: &mut String, max: usize) {
    if stem.len() <= max {
        return;
    }
    let combining = |at: usize| {
        let next = stem[at..].chars().next();
        next.is_some_and(unicode_normalization::char::is_combining_mark)
    };
    let cut = (1..=max).rev().find(|at| stem.is_char_boundary(*at) && !combining(*at));
    stem.truncate(cut.unwrap_or(0));
    let kept = stem.trim_end_matches(['-', '.']).len();
    stem.truncate(kept);
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use wirecopy_story::Story;

    use super::*;

    fn name(slug: &str, headline: &str) -> String {
        let story = Story { slug: slug.to_owned(), headline: headline.to_owned(), ..Story::default() };
        let item = WireItem::first(story, "urn:x", Timestamp::UNIX_EPOCH);
        file_name(&item, &Profile::builtin()[0], &crate::text::Text)
    }

    #[test]
    fn a_slug_is_the_name() {
        assert_eq!(name("TESTLAND-GRAIN", ""), "TESTLAND-GRAIN-v1.txt");
        assert_eq!(name("ЗЕРНО-порт", ""), "ЗЕРНО-порт-v1.txt", "Cyrillic stays");
        assert_eq!(name("", "Harbour: open?"), "Harbour-open-v1.txt", "the headline stands in");
        assert_eq!(name("", " "), "story-v1.txt");
    }

    #[test]
    fn no_name_leaves_its_folder_or_reaches_a_device() {
        for (slug, expected) in [
            ("../../etc/passwd", "etc-passwd-v1.txt"),
            ("C:\\Windows", "C-Windows-v1.txt"),
            ("con", "con-v1.txt"),
            ("COM¹.x", "COM¹-x-v1.txt"),
            ("lpt1.old", "lpt1-old-v1.txt"),
            (".hidden.", "hidden-v1.txt"),
            ("-rf", "rf-v1.txt"),
            ("a\u{202E}gpj.exe", "agpj.exe-v1.txt"),
            ("a\0\r\nb", "a-b-v1.txt"),
            ("$(reboot)", "reboot-v1.txt"),
        ] {
            assert_eq!(name(slug, ""), expected, "{slug:?}");
        }
    }

    #[test]
    fn a_long_slug_is_cut_between_letters() {
        let long = name(&"щ".repeat(300), "");
        assert!(long.len() <= MAX_STEM + 4, "{} bytes fit every file system", long.len());
        assert!(long.ends_with("щ-v1.txt"), "cut after a whole letter: {long}");
    }
}
