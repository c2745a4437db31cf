//! Takes out of a body what XHTML on the wire does not carry: addresses of schemes that no receiver should follow,
//! pictures on the writer's own disk, the first heading level, control characters. Each is a loss with its place.

use std::ops::Range;

use wirecopy_story::{Block, BlockKind, Body, Inline, InlineKind};

use crate::clean::{Cleaner, Shape};
use crate::loss::{LossKind, Losses};
use crate::source;

use super::lines::trim;

/// Addresses that a receiver may follow.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "ftp", "ftps", "urn"];

/// Narrows `body`, parsed from `markdown`, in place. Where something was lost the ranges of its blocks are gone.
pub(crate) fn narrow(body: &mut Body, markdown: &str, losses: &mut Losses) {
    losses.tell_words_alone(body);
    let before = losses.len();
    Narrower { markdown, losses }.blocks(&mut body.blocks);
    let mut changed = losses.len() > before;
    // What was taken out can leave empty marks, and spaces that now stand at an end: the parser's form again, until
    // nothing is left to take out. What goes on the way was told above.
    for _ in 0..4 {
        if !changed {
            break;
        }
        let written = body.to_markdown();
        *body = Body::parse(&written);
        let mut known = Losses::default();
        Narrower { markdown: &written, losses: &mut known }.blocks(&mut body.blocks);
        changed = known.len() > 0;
    }
}

struct Narrower<'n> {
    markdown: &'n str,
    losses: &'n mut Losses,
}

impl Narrower<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        for block in blocks {
            self.losses.begin_unit();
            let range = block.range.clone();
            match &mut block.kind {
                BlockKind::Paragraph(line) => self.line(&range, line),
                BlockKind::Subhead { level, text } => {
                    if *level < 2 {
                        let what = "A first-level heading becomes a subhead: the headline has a field of its own";
                        self.losses.add(LossKind::Heading, "body", range.clone(), what, "##");
                        *level = 2;
                    }
                    self.line(&range, text);
                }
                BlockKind::Quote(inner) => self.blocks(inner),
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.blocks(&mut item.blocks);
                    }
                }
                BlockKind::Table { head, rows, .. } => {
                    for cell in head.iter_mut().chain(rows.iter_mut().flatten()) {
                        self.line(&range, cell);
                    }
                }
                BlockKind::Rule => {}
                BlockKind::Pre { info, text } => self.pre(&range, info, text),
                BlockKind::Figure { source, title, caption } => {
                    self.figure(&range, source);
                    self.attribute(&range, title);
                    self.line(&range, caption);
                }
            }
        }
    }

    /// A whole line: HTML shows no space at its ends.
    fn line(&mut self, range: &Range<usize>, line: &mut Vec<Inline>) {
        self.inlines(line);
        if trim(line) {
            let what = "Spaces at the ends of a line are not carried";
            self.losses.add(LossKind::Space, "body", range.clone(), what, "");
        }
    }

    fn inlines(&mut self, line: &mut Vec<Inline>) {
        let mut at = 0;
        while let Some(inline) = line.get_mut(at) {
            let range = inline.range.clone();
            if let InlineKind::Text(_) = &inline.kind {
                self.words(inline);
            }
            match &mut inline.kind {
                InlineKind::Text(_) | InlineKind::Break => {}
                InlineKind::Strong(inner) | InlineKind::Emphasis(inner) | InlineKind::Insertion(inner) => {
                    self.inlines(inner);
                }
                InlineKind::Link { target, title, text } => {
                    self.inlines(text);
                    if carried_link(target) && !text.is_empty() {
                        self.attribute(&range, title);
                    } else {
                        let wordless = "A link without words is not carried".to_owned();
                        let what = if text.is_empty() { wordless } else { lost_address(target) };
                        self.losses.add(LossKind::Link, "body", range, what, "");
                        let words = std::mem::take(text);
                        line.splice(at..=at, words);
                        // Its words were narrowed already: go on behind them.
                        continue;
                    }
                }
            }
            at += 1;
        }
    }

    fn words(&mut self, inline: &mut Inline) {
        let InlineKind::Text(words) = &inline.kind else { return };
        let (markdown, losses) = (self.markdown, &mut *self.losses);
        let cleaned = Cleaner::Markup.clean(words, Shape::Line, |change| {
            let range = source::range_in(markdown, inline, words, &change.range);
            losses.add(change.kind, "body", range, change.what, change.became);
        });
        if let std::borrow::Cow::Owned(cleaned) = cleaned {
            inline.kind = InlineKind::Text(cleaned);
        }
    }

    fn pre(&mut self, range: &Range<usize>, info: &mut String, text: &mut String) {
        let first = info.split_whitespace().next().unwrap_or("").to_owned();
        if first != info.trim() {
            let what = format!("Only {first:?} of the label of preformatted text is carried");
            self.losses.add(LossKind::Info, "body", range.clone(), what, &first);
        }
        *info = first;
        self.attribute(range, info);
        let losses = &mut *self.losses;
        let cleaned = Cleaner::Markup.clean(text, Shape::Lines, |change| {
            losses.add(change.kind, "body", range.clone(), change.what, change.became);
        });
        if let std::borrow::Cow::Owned(cleaned) = cleaned {
            *text = cleaned;
        }
    }

    fn figure(&mut self, range: &Range<usize>, source: &mut String) {
        if !source.is_empty() && !carried_picture(source) {
            let what = format!("The picture's place {source} is not carried");
            self.losses.add(LossKind::Image, "body", range.clone(), what, "");
            source.clear();
        }
    }

    fn attribute(&mut self, range: &Range<usize>, value: &mut String) {
        let losses = &mut *self.losses;
        let cleaned = Cleaner::Markup.clean(value, Shape::Line, |change| {
            losses.add(change.kind, "body", range.clone(), change.what, change.became);
        });
        if let std::borrow::Cow::Owned(cleaned) = cleaned {
            *value = cleaned;
        }
    }
}

/// What a writer reads when an address stays behind.
pub(crate) fn lost_address(target: &str) -> String {
    if target.is_empty() {
        return "A link without an address becomes its words".to_owned();
    }
    format!("Link address {target} is not carried")
}

/// A scheme that may travel, and nothing in the address that breaks out of it.
pub(crate) fn carried_link(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| SCHEMES.contains(&scheme.as_str())) && is_clean(target)
}

/// On the web, or a file that travels beside the story; never a path on the writer's machine.
pub(crate) fn carried_picture(source: &str) -> bool {
    let own_disk = source.starts_with(['/', '~']) || source.contains(['\\', ':']) || source.contains("..");
    let on_web = ["http://", "https://"].iter().any(|web| source.to_ascii_lowercase().starts_with(web));
    is_clean(source) && (on_web || !own_disk)
}

fn is_clean(address: &str) -> bool {
    !address
        .chars()
        .any(|letter| letter.is_whitespace() || crate::letters::letter(letter) != crate::letters::Letter::Plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_a_receiver_may_follow_travel() {
        for good in
            ["https://port.example/7", "HTTP://x.example", "mailto:desk@x.example", "tel:+100", "urn:newsml:x:1"]
        {
            assert!(carried_link(good), "{good} travels");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "smb://x/y",
            "file:///home/x",
            "notices/7",
            "#top",
            "",
            "http\u{0}:x",
        ] {
            assert!(!carried_link(bad), "{bad:?} stays");
        }
    }

    #[test]
    fn a_picture_inside_a_line_is_told_where_it_was_typed() {
        let markdown = "One was ![the Zephyr](zephyr.jpg) and fast.";
        let (mut body, mut losses) = (Body::parse(markdown), Losses::default());
        narrow(&mut body, markdown, &mut losses);
        let told: Vec<_> =
            losses.into_list().into_iter().map(|loss| (loss.kind, &markdown[loss.place.range])).collect();
        assert_eq!(told, [(LossKind::Image, "![the Zephyr](zephyr.jpg)")]);
        assert_eq!(body.plain_text(), "One was the Zephyr and fast.", "its words stay");
    }

    #[test]
    fn no_picture_tells_where_the_writer_keeps_it() {
        for good in ["harbour.jpg", "pictures/harbour.jpg", "https://x.example/a.jpg"] {
            assert!(carried_picture(good), "{good} travels");
        }
        for bad in ["/home/anna/a.jpg", "C:\\a.jpg", "~/a.jpg", "../a.jpg", "file:///a.jpg", "data:image/png;base64,x"]
        {
            assert!(!carried_picture(bad), "{bad} stays");
        }
    }
}
