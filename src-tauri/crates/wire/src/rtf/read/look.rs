//! How text looks at one place of the document, and where it goes; both end with their group.

use wirecopy_story::Align;

use crate::paper::Link;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Text,
    Fonts,
    Styles,
    /// Name of a property.
    Name,
    /// Its value.
    Value,
    /// The instruction of a field.
    Field,
    /// The mark of an item of a list.
    Mark,
    Nowhere,
}

/// What a style of paragraphs says.
#[derive(Debug, Clone, Default)]
pub(super) struct Kind {
    /// In small letters.
    pub(super) name: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

/// The look of text.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "RTF has a switch for each")]
pub(super) struct Look {
    pub(super) place: Place,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) insertion: bool,
    pub(super) hidden: bool,
    pub(super) link: Option<Link>,
    pub(super) font: Option<i32>,
    /// Characters behind a `\u` that stand for it.
    pub(super) fallback: usize,
    pub(super) style: i32,
    pub(super) character: Option<i32>,
    pub(super) kind: Kind,
    /// Twentieths of a point.
    pub(super) indent: i32,
    pub(super) level: Option<u8>,
    pub(super) in_table: bool,
    pub(super) align: Align,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            place: Place::Text,
            bold: false,
            italic: false,
            insertion: false,
            hidden: false,
            link: None,
            font: None,
            fallback: 1,
            style: 0,
            character: None,
            kind: Kind::default(),
            indent: 0,
            level: None,
            in_table: false,
            align: Align::Unset,
        }
    }
}

impl Look {
    /// The marks of words are those of none.
    pub(super) fn plain(&mut self) {
        (self.bold, self.italic, self.insertion, self.hidden) = (false, false, false, false);
    }

    /// The marks of a paragraph are those of none.
    pub(super) fn paragraph(&mut self) {
        (self.style, self.indent, self.level, self.in_table) = (0, 0, None, false);
        (self.kind, self.align) = (Kind::default(), Align::Unset);
    }
}

/// The name of a code page.
pub(super) fn page_name(page: i32) -> String {
    match page {
        65001 => "utf-8".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        866 => "ibm866".to_owned(),
        page => format!("windows-{page}"),
    }
}

/// The character set of a font by its number.
pub(super) fn font_set(number: i32) -> Option<&'static str> {
    Some(match number {
        128 => "shift_jis",
        129 => "euc-kr",
        134 => "gbk",
        136 => "big5",
        161 => "windows-1253",
        162 => "windows-1254",
        163 => "windows-1258",
        177 => "windows-1255",
        178 => "windows-1256",
        186 => "windows-1257",
        204 => "windows-1251",
        222 => "windows-874",
        238 => "windows-1250",
        _ => return None,
    })
}

/// The number of an item that begins with a mark and a tab, and the length of both.
pub(super) fn mark(text: &str) -> Option<(Option<u32>, usize)> {
    let (mark, _) = text.split_once('\t')?;
    let number = mark.strip_suffix('.').and_then(|digits| digits.parse().ok());
    let bullet = mark.chars().count() == 1;
    (bullet || number.is_some()).then_some((number, mark.len() + 1))
}
