//! The faces of the page: a serif of Latin and Cyrillic in four cuts (fonts/OFL.txt). Characters that they lack are drawn
//! as a box and told.

use std::sync::LazyLock;

use krilla::text::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::WireItem;
use crate::letters::{Letter, describe_first, letter};
use crate::loss::{LossKind, Losses};

const FILES: [&[u8]; 4] = [
    include_bytes!("../../fonts/WireSerif-Regular.ttf"),
    include_bytes!("../../fonts/WireSerif-Bold.ttf"),
    include_bytes!("../../fonts/WireSerif-Italic.ttf"),
    include_bytes!("../../fonts/WireSerif-BoldItalic.ttf"),
];

/// What a character lacks in the font is drawn as.
const BOX: &str = "\u{25A1}";

/// One cut.
pub(super) struct Face {
    pub(super) font: Font,
    file: FontRef<'static>,
}

static FACES: LazyLock<[Face; 4]> = LazyLock::new(|| {
    FILES.map(|bytes| Face {
        font: Font::new(bytes.into(), 0).expect("the program's own font is one"),
        file: FontRef::new(bytes).expect("the program's own font is one"),
    })
});

/// The cut for bold (1) and italics (2), by their sum.
pub(super) fn face(cut: usize) -> &'static Face {
    &FACES[cut & 3]
}

impl Face {
    /// Number of the glyph, 0 for a character that the font lacks, and its width in parts of the size.
    pub(super) fn glyph(&self, letter: char) -> (u32, f32) {
        // Spaces and hyphens that the font lacks are drawn as those it has.
        let drawn = match letter {
            '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{200A}' | '\u{202F}' | '\t' => ' ',
            '\u{2011}' => '-',
            other => other,
        };
        let id = self.file.charmap().map(drawn).unwrap_or_default();
        let metrics = self.file.glyph_metrics(Size::new(1.0), LocationRef::default());
        (id.to_u32(), metrics.advance_width(id).unwrap_or(0.5))
    }
}

/// Whether a character takes no place at all.
pub(super) fn unseen(one: char) -> bool {
    matches!(letter(one), Letter::Invisible | Letter::Control | Letter::Direction)
        || matches!(one, '\u{200C}'..='\u{200F}')
}

/// Tells characters that the font lacks; those in a row once.
pub(super) fn tell_missing(item: &WireItem, losses: &mut Losses) {
    let story = &item.story;
    let mut texts = vec![("headline".to_owned(), story.headline.as_str())];
    let mut add = |field: &str, text| texts.push((field.to_owned(), text));
    for (field, text) in [
        ("section", story.section.as_str()),
        ("slug", &story.slug),
        ("dateline.place", &story.dateline.place),
        ("ed_note", &story.ed_note),
        ("note", &item.note),
        ("sign_off", &story.sign_off),
        ("rights.notice", &story.rights.notice),
        ("rights.usage", &story.rights.usage),
    ] {
        add(field, text);
    }
    story.byline.iter().enumerate().for_each(|(at, one)| add(&format!("byline[{at}].name"), &one.name));
    story.keywords.iter().enumerate().for_each(|(at, one)| add(&format!("keywords[{at}]"), one));
    if item.kind != wirecopy_story::ReleaseKind::Kill {
        add("summary", &story.summary);
        add("body", &story.body);
    }
    for (field, text) in texts {
        missing(&field, text, losses);
    }
}

fn missing(field: &str, text: &str, losses: &mut Losses) {
    // First and one behind the last byte, how many, the first.
    let mut run: Option<(usize, usize, usize, char)> = None;
    let mut tell = |(start, end, count, first): (usize, usize, usize, char)| {
        let what = if count == 1 {
            format!("{} is not in the font of the page", describe_first(first))
        } else {
            format!("{count} characters in a row are not in the font of the page")
        };
        losses.add(LossKind::Character, field.to_owned(), start..end, what, BOX);
    };
    for (at, one) in text.char_indices() {
        let lacks = !one.is_whitespace() && !unseen(one) && face(0).glyph(one).0 == 0;
        run = match run {
            Some((start, _, count, first)) if lacks => Some((start, at + one.len_utf8(), count + 1, first)),
            Some(whole) if !one.is_whitespace() => {
                tell(whole);
                None
            }
            None if lacks => Some((at, at + one.len_utf8(), 1, one)),
            other => other,
        };
    }
    if let Some(whole) = run {
        tell(whole);
    }
}
