//! The styles of the document. RTF applies nothing by itself, so each paragraph repeats what its style says.

/// A style of paragraphs.
pub(super) struct Style {
    /// Its number.
    pub(super) number: u8,
    /// Its name, which every word processor knows or takes over.
    pub(super) name: &'static str,
    /// What each paragraph repeats.
    pub(super) words: &'static str,
    /// The words are bold of themselves.
    pub(super) bold: bool,
    /// The words are in italics of themselves.
    pub(super) italic: bool,
}

const fn style(number: u8, name: &'static str, words: &'static str) -> Style {
    Style { number, name, words, bold: false, italic: false }
}

const fn bold(number: u8, name: &'static str, words: &'static str) -> Style {
    Style { bold: true, ..style(number, name, words) }
}

/// Every style of paragraphs.
pub(super) const STYLES: &[Style] = &[
    style(0, "Normal", "\\sa120"),
    bold(1, "Title", "\\sb120\\sa120\\fs36\\b"),
    style(2, "Subtitle", "\\sa120\\fs28"),
    bold(3, "heading 2", "\\keepn\\sb240\\sa120\\fs28\\b"),
    bold(4, "heading 3", "\\keepn\\sb200\\sa120\\fs26\\b"),
    bold(5, "heading 4", "\\keepn\\sb200\\sa120\\fs24\\b"),
    Style { italic: true, ..bold(6, "heading 5", "\\keepn\\sb200\\sa120\\fs24\\b\\i") },
    Style { italic: true, ..style(7, "heading 6", "\\keepn\\sb200\\sa120\\fs24\\i") },
    style(8, "Quote", "\\li567\\ri567\\sa120"),
    style(9, "List Paragraph", "\\fi-425\\sa60"),
    style(10, "List Continue", "\\sa60"),
    Style { italic: true, ..style(11, "caption", "\\sa120\\fs20\\i") },
    style(12, "HTML Preformatted", "\\sa120\\f1\\fs20"),
    style(13, "Rule", "\\brdrb\\brdrs\\brdrw15\\sa120"),
    style(14, "Notice", "\\brdrl\\brdrs\\brdrw45\\brsp120\\sa120"),
    bold(15, "Embargo", "\\sa120\\b"),
    style(16, "Section", "\\sa120"),
    style(17, "Byline", "\\sa120"),
    style(18, "Sign-off", "\\sa120"),
    style(19, "Copyright", "\\sa120\\fs18"),
];

/// Number and name of each style of characters.
pub(super) const CHARACTERS: &[(u8, &str)] = &[(DATELINE, "Dateline"), (INSERTION, "Insertion"), (LINK, "Hyperlink")];
pub(super) const DATELINE: u8 = 30;
pub(super) const INSERTION: u8 = 31;
pub(super) const LINK: u8 = 32;

/// Twentieths of a point that a level of a list stands in.
pub(super) const INDENT: u32 = 425;

/// The style of this name.
pub(super) fn named(name: &str) -> &'static Style {
    STYLES.iter().find(|style| style.name == name).unwrap_or(&STYLES[0])
}
