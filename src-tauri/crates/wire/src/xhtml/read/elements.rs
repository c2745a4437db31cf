//! What single elements say: class and kind, pictures, rows, preformatted text. Nothing here walks the tree.

use wirecopy_story::{Align, Block, BlockKind, Inline};

use super::tag::{Child, Tag};
use crate::xhtml::lines::{collapsed, push_text};
use crate::xhtml::narrow::carried_picture;

pub(super) fn block(kind: BlockKind) -> Block {
    Block { range: 0..0, kind }
}

pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "address"
            | "center"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "ul"
            | "ol"
            | "menu"
            | "dir"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "hr"
            | "pre"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "fieldset"
            | "html"
            | "body"
    )
}

/// Elements that play or ask for something; what stands inside is for who cannot see them.
pub(super) fn is_player(name: &str) -> bool {
    matches!(name, "audio" | "video" | "canvas" | "form" | "button" | "input")
}

pub(super) fn has_class<'t>(element: impl Tag<'t>, class: &str) -> bool {
    element.attr("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
}

/// The level of a subhead: as it was typed where a class says so, else the element's.
pub(super) fn heading<'t>(element: impl Tag<'t>) -> u8 {
    let level = |digits: &str| digits.parse::<u8>().ok().filter(|level| (2..=6).contains(level));
    let typed = element.attr("class").and_then(|class| level(class.strip_prefix("level-")?));
    typed.or_else(|| level(element.name().trim_start_matches('h'))).unwrap_or(2)
}

pub(super) fn pre<'t>(element: impl Tag<'t>) -> BlockKind {
    let mut classes = element.attr("class").unwrap_or("").split_ascii_whitespace();
    let info = classes.find_map(|class| class.strip_prefix("language-")).unwrap_or("").to_owned();
    let mut text = element.text();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    BlockKind::Pre { info, text }
}

/// The cells of a row on one line.
pub(super) fn joined(row: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut line = Vec::new();
    for cell in row.into_iter().filter(|cell| !cell.is_empty()) {
        if !line.is_empty() {
            push_text(&mut line, "; ");
        }
        line.extend(cell);
    }
    line
}

/// The picture of a paragraph that holds nothing else.
pub(super) fn alone_image<'t, T: Tag<'t>>(element: T) -> Option<T> {
    let mut only = None;
    for child in element.children() {
        match child {
            Child::Text(text) if text.trim().is_empty() => {}
            Child::Tag(one) if one.name() == "img" && only.is_none() => only = Some(one),
            Child::Tag(_) | Child::Text(_) => return None,
        }
    }
    only
}

pub(super) fn picture<'t>(image: impl Tag<'t>, mut caption: Vec<Inline>) -> BlockKind {
    let source = image.attr("src").unwrap_or("").to_owned();
    let source = if carried_picture(&source) { source } else { String::new() };
    if caption.is_empty() {
        push_text(&mut caption, collapsed(image.attr("alt").unwrap_or("")).trim());
    }
    BlockKind::Figure { source, title: image.attr("title").unwrap_or("").to_owned(), caption }
}

/// A picture that its page does not fetch.
pub(super) fn picture_elsewhere<'t>(figure: impl Tag<'t>, caption: Vec<Inline>) -> BlockKind {
    let source = figure.attr("data-source").unwrap_or("").to_owned();
    let source = if carried_picture(&source) { source } else { String::new() };
    BlockKind::Figure { source, title: figure.attr("title").unwrap_or("").to_owned(), caption }
}

/// The rows of this table and not of one inside its cells.
pub(super) fn own_rows<'t, T: Tag<'t>>(table: T) -> Vec<T> {
    let (mut rows, mut open) = (Vec::new(), vec![table.tags()]);
    while let Some(level) = open.last_mut() {
        match level.next() {
            None => drop(open.pop()),
            Some(one) if one.name() == "table" => {}
            Some(one) => {
                if one.name() == "tr" {
                    rows.push(one);
                }
                open.push(one.tags());
            }
        }
    }
    rows
}

pub(super) fn alignment<'t>(cell: impl Tag<'t>) -> Align {
    let style = cell.attr("style").unwrap_or("");
    let said = style.split(';').find_map(|rule| rule.trim().strip_prefix("text-align:"));
    let side = |class: &&str| matches!(*class, "left" | "center" | "right");
    let class = cell.attr("class").and_then(|classes| classes.split_ascii_whitespace().find(side));
    match said.or(cell.attr("align")).or(class).unwrap_or("").trim() {
        "left" => Align::Left,
        "center" => Align::Center,
        "right" => Align::Right,
        _ => Align::Unset,
    }
}
