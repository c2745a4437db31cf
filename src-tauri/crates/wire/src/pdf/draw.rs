//! Draws the marks of the pages into the document.

use jiff::tz::Offset;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use super::face::face;
use super::lay::Piece;
use super::page::{HEIGHT, Mark, Page, WIDTH};
use crate::{EncodeError, WireItem};

pub(super) fn write(pages: &[Page], item: &WireItem) -> Result<Vec<u8>, EncodeError> {
    let settings = SerializeSettings { enable_tagging: false, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(item));
    for marks in pages {
        let Some(size) = PageSettings::from_wh(WIDTH, HEIGHT) else { continue };
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        let mut links = Vec::new();
        for mark in marks {
            match mark {
                Mark::Words { x, y, size, piece } => {
                    let glyphs = glyphs(piece);
                    let font = face(piece.cut).font.clone();
                    surface.draw_glyphs(Point::from_xy(*x, *y), &glyphs, font, &piece.text, *size, false);
                    if let Some(target) = &piece.link {
                        // A link is underlined, so that it is seen on paper too.
                        bar(&mut surface, (*x, y + size * 0.12, piece.width, size * 0.05));
                        links.push(((*x, y - size, piece.width, size * 1.3), target.clone()));
                    }
                }
                Mark::Bar { x, y, width, height } => bar(&mut surface, (*x, *y, *width, *height)),
            }
        }
        surface.finish();
        for ((x, y, width, height), target) in links {
            if let Some(rect) = Rect::from_xywh(x, y, width, height) {
                let action = Target::Action(Action::Link(LinkAction::new(target)));
                page.add_annotation(Annotation::new_link(LinkAnnotation::new(rect, action), None));
            }
        }
        page.finish();
    }
    document.finish().map_err(|error| EncodeError::Unwritable { got: format!("{error:?}") })
}

/// Title, time and identifier of the item; no name of a program or a person.
fn metadata(item: &WireItem) -> Metadata {
    let at = Offset::UTC.to_datetime(item.version_created);
    let small = |number: i8| number.unsigned_abs();
    let created = DateTime::new(at.year().unsigned_abs())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(item.story.headline.clone())
        .creation_date(created)
        .document_id(format!("{}:{}", item.guid, item.version))
}

fn glyphs(piece: &Piece) -> Vec<KrillaGlyph> {
    let face = face(piece.cut);
    let whole = piece.text.chars().count() == 1 && piece.text == " ";
    let one = |(at, letter): (usize, char)| {
        let (id, width) = face.glyph(letter);
        let advance = if whole { width } else { piece.pitch.unwrap_or(width) };
        // Letters of one pitch stand in the middle of their place.
        let aside = (advance - width) / 2.0;
        KrillaGlyph::new(GlyphId::new(id), advance, aside, 0.0, 0.0, at..at + letter.len_utf8(), None)
    };
    piece.text.char_indices().map(one).collect()
}

fn bar(surface: &mut krilla::surface::Surface<'_>, (x, y, width, height): (f32, f32, f32, f32)) {
    let Some(rect) = Rect::from_xywh(x, y, width, height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}
