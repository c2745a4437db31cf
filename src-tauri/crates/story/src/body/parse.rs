//! Markdown to blocks, by comrak.
//!
//! `CommonMark` plus tables; no strikethrough, autolinks, footnotes or task lists: on the wire `[x]` is an insertion.
//! comrak's own parse is iterative, and linear but for one case that [`guard`] keeps away; what is ours recurses no
//! deeper than [`Body::MAX_DEPTH`] blocks and as many inlines inside a block, so hostile nesting ends as text with a
//! note, never as an overflow.

mod blocks;
mod brackets;
mod definitions;
mod guard;
mod inlines;
mod source;

use comrak::{Arena, Options, parse_document};

use self::source::Source;
use super::{Body, BodyNote, NoteKind};

pub(super) fn body(markdown: &str) -> Body {
    if guard::hopeless(markdown) {
        return guard::plain(markdown);
    }
    let shielded = definitions::shield(markdown);
    let arena = Arena::new();
    let root = parse_document(&arena, &shielded.text, &options());
    let mut reader = Reader { source: Source::new(&shielded), cursor: 0, notes: Vec::new() };
    let blocks = reader.blocks(root, &(0..markdown.len()), 1);
    let mut notes = reader.notes;
    notes.sort_by_key(|note| (note.range.start, note.range.end));
    Body { blocks, notes }
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    // Without it `\[` and `[` are the same text, and only one of them is an insertion.
    options.parse.escaped_char_spans = true;
    options
}

/// Walks comrak's tree once, from the first byte to the last.
struct Reader<'t> {
    source: Source<'t>,
    /// Where the last words ended: the next ones are sought from here when comrak misplaces them.
    cursor: usize,
    notes: Vec<BodyNote>,
}

impl Reader<'_> {
    fn note(&mut self, range: &std::ops::Range<usize>, kind: NoteKind) {
        self.notes.push(BodyNote { range: range.clone(), kind });
    }
}
