//! What an editor would say is new: a lead that was recast, quotes and reactions that came, figures that changed,
//! paragraphs that went. Each with the paragraphs of the newer text where it stands.

use std::collections::BTreeSet;

use wirecopy_story::Story;
use wirecopy_story::compare::{BlockChange, BlockDelta, BlockSort, Comparison, Piece, PieceKind};

use super::read::{Word, count, is_number, is_one, matches, quotes, words};
use super::speaker::{Names, speaker};
use crate::profile::advisory::Known;

/// One thing that is new.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// Most of the body is new.
    Rewrite,
    /// The first paragraph.
    Lead,
    /// The headline.
    Headline(Share),
    /// The lead of the wire.
    Summary(Share),
    /// A figure about this changed.
    Updates(String),
    /// A reaction, and whose.
    Reaction(Option<String>),
    /// A quote, and whose.
    Quote(Option<String>),
    /// Somebody's words, not quoted.
    Comment(String),
    /// A figure about this came.
    Adds(String),
    /// A figure changed, and nothing says what it is about.
    Figures,
    /// Words came that nothing is known of.
    Details,
    /// A table came.
    Table,
    /// A list came.
    List,
    /// Most of a paragraph is new.
    Rewritten,
    /// A paragraph about this went.
    RemovedAbout(String),
    /// A quote went, and whose.
    RemovedQuote(Option<String>),
    /// A paragraph went.
    Removed,
    /// A subhead came.
    Subhead,
    /// Paragraphs changed places.
    Moved,
    /// Other words.
    Edited,
}

/// How much of a line is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Share {
    /// Half of it or more.
    Most,
    /// Less.
    Some,
}

/// One thing that is new, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// What.
    pub what: What,
    /// Paragraphs of the newer text; none where that says nothing.
    pub paragraphs: BTreeSet<u32>,
    /// How often.
    pub times: usize,
}

/// A quotation of fewer words is a word that somebody used.
const QUOTE: usize = 4;

/// So many words that came are details.
const DETAILS: usize = 8;

/// A name or title longer than this is none; characters.
const LONGEST_NAME: usize = 30;

/// Everything that is new, each thing once.
pub(super) fn items(comparison: &Comparison, newer: &Story, known: &Known) -> Vec<Item> {
    let stands: Vec<&BlockDelta> = comparison.body.iter().filter(|delta| delta.kind != BlockChange::Left).collect();
    let mut found = Found::default();
    for (pieces, most, some) in [
        (&comparison.headline, What::Headline(Share::Most), What::Headline(Share::Some)),
        (&comparison.summary, What::Summary(Share::Most), What::Summary(Share::Some)),
    ] {
        let size = Size::of(pieces);
        if size.new > 0 && size.added + size.removed > 0 {
            found.put(if size.is_mostly_new() { most } else { some }, None);
        }
    }
    let body = stands.iter().fold(Size::default(), |size, delta| size.and(&Size::of(&delta.pieces)));
    if body.is_recast() {
        found.put(What::Rewrite, None);
        return found.items;
    }
    let older: String = stands.iter().map(|delta| text(&delta.pieces, PieceKind::Added) + "\n").collect();
    let reader = Reader { known, names: Names::of(&newer.body), older: &older };
    // Where two paragraphs were joined the first of its parts is the lead.
    let lead = stands.iter().find(|delta| is_lead(delta));
    let recast = body.old > 0 && lead.is_some_and(|delta| is_new(delta));
    if recast {
        found.put(What::Lead, None);
    }
    for delta in stands {
        let was_lead = delta.new.is_none() && delta.old.is_some_and(|place| place.paragraph == 1);
        if !(recast && (was_lead || is_lead(delta))) {
            reader.block(delta, &mut found);
        }
    }
    found.items
}

#[derive(Default)]
struct Found {
    items: Vec<Item>,
}

impl Found {
    fn put(&mut self, what: What, paragraph: Option<u32>) {
        let at = self.items.iter().position(|item| item.what == what).unwrap_or_else(|| {
            self.items.push(Item { what, paragraphs: BTreeSet::new(), times: 0 });
            self.items.len() - 1
        });
        self.items[at].paragraphs.extend(paragraph);
        self.items[at].times += 1;
    }
}

/// Words of two texts.
#[derive(Default)]
struct Size {
    old: usize,
    new: usize,
    added: usize,
    removed: usize,
}

impl Size {
    fn of(pieces: &[Piece]) -> Self {
        let sum =
            |kind: PieceKind| pieces.iter().filter(|piece| piece.kind == kind).map(|piece| count(&piece.text)).sum();
        let (same, added, removed): (usize, usize, usize) =
            (sum(PieceKind::Same), sum(PieceKind::Added), sum(PieceKind::Removed));
        Self { old: same + removed, new: same + added, added, removed }
    }

    fn and(&self, more: &Self) -> Self {
        Self {
            old: self.old + more.old,
            new: self.new + more.new,
            added: self.added + more.added,
            removed: self.removed + more.removed,
        }
    }

    fn is_mostly_new(&self) -> bool {
        self.added > 0 && self.added * 2 >= self.new
    }

    /// Little of the old text is left, and little of the new one was there.
    fn is_recast(&self) -> bool {
        let kept = self.old - self.removed;
        self.old > 0 && kept * 100 < self.old * 35 && self.added * 100 >= self.new * 60
    }
}

/// A side of the pieces, without those of `not`.
fn text(pieces: &[Piece], not: PieceKind) -> String {
    pieces.iter().filter(|piece| piece.kind != not).map(|piece| piece.text.as_str()).collect()
}

/// Whether it is the first paragraph of the newer text.
fn is_lead(delta: &BlockDelta) -> bool {
    counts(delta.block) && delta.new.is_some_and(|place| place.paragraph == 1)
}

/// Whether the first paragraph was another one, or hardly this one.
fn is_new(delta: &BlockDelta) -> bool {
    delta.old.is_none_or(|place| place.paragraph != 1) || Size::of(&delta.pieces).is_mostly_new()
}

fn counts(block: BlockSort) -> bool {
    match block {
        BlockSort::Paragraph | BlockSort::Quote | BlockSort::List | BlockSort::Table | BlockSort::Pre => true,
        BlockSort::Subhead | BlockSort::Rule | BlockSort::Figure => false,
    }
}

struct Reader<'a> {
    known: &'a Known,
    names: Names,
    /// The older body.
    older: &'a str,
}

impl Reader<'_> {
    fn block(&self, delta: &BlockDelta, found: &mut Found) {
        let paragraph = delta.new.map(|place| place.paragraph);
        match delta.kind {
            BlockChange::Added => {
                if let Some(what) = self.came(delta) {
                    // A subhead has no number of its own.
                    let place = paragraph.filter(|_| counts(delta.block));
                    found.put(what, place);
                }
            }
            BlockChange::Removed => {
                if let Some(what) = self.went(delta) {
                    found.put(what, None);
                }
            }
            BlockChange::Moved => {
                if counts(delta.block) {
                    found.put(What::Moved, None);
                }
                self.changed(delta, found);
            }
            BlockChange::Changed => self.changed(delta, found),
            BlockChange::Same | BlockChange::Left => {}
        }
    }

    fn speaker(&self, text: &str) -> Option<String> {
        speaker(text, self.known, &self.names).filter(|who| who.chars().count() <= LONGEST_NAME)
    }

    /// What a block is that came.
    fn came(&self, delta: &BlockDelta) -> Option<What> {
        let text = text(&delta.pieces, PieceKind::Removed);
        Some(match delta.block {
            BlockSort::Subhead => What::Subhead,
            BlockSort::List => What::List,
            BlockSort::Table => What::Table,
            BlockSort::Pre => What::Details,
            BlockSort::Quote => What::Quote(self.speaker(&text)),
            BlockSort::Rule | BlockSort::Figure => return None,
            BlockSort::Paragraph => {
                let who = self.speaker(&text);
                let quote = self.new_quote(&text, &[(0, text.len())]);
                let reaction = self.reacts(&text);
                match (quote, reaction, who) {
                    (_, true, who) => What::Reaction(who),
                    (true, false, who) => What::Quote(who),
                    (false, false, who) => match (self.figure_in(&text), who) {
                        (Some(what), _) => What::Adds(what),
                        (None, Some(who)) => What::Comment(who),
                        (None, None) => What::Details,
                    },
                }
            }
        })
    }

    /// What a block was that went.
    fn went(&self, delta: &BlockDelta) -> Option<What> {
        let text = text(&delta.pieces, PieceKind::Added);
        if !counts(delta.block) {
            return None;
        }
        if delta.block == BlockSort::Quote || quotes(&text).into_iter().any(|range| count(&text[range]) >= QUOTE) {
            return Some(What::RemovedQuote(self.speaker(&text)));
        }
        Some(self.figure_in(&text).map_or(What::Removed, What::RemovedAbout))
    }

    /// What is new in a block that stood there before.
    fn changed(&self, delta: &BlockDelta, found: &mut Found) {
        let paragraph = delta.new.map(|place| place.paragraph);
        let text = text(&delta.pieces, PieceKind::Removed);
        let (figures, rest) = self.figures(&delta.pieces, &text);
        let updated = !figures.is_empty();
        let topics: Vec<String> = figures.iter().flatten().cloned().collect();
        if topics.is_empty() {
            for _ in &figures {
                found.put(What::Figures, paragraph);
            }
        }
        let topics: BTreeSet<String> = topics.into_iter().collect();
        for what in topics {
            found.put(What::Updates(what), paragraph);
        }
        let size = Size::of(&delta.pieces);
        if self.new_quote(&text, &added(&delta.pieces)) {
            found.put(What::Quote(self.speaker(&text)), paragraph);
        } else if rest.added >= DETAILS && rest.added >= 2 * rest.removed {
            found.put(What::Details, paragraph);
        } else if size.is_mostly_new() && size.added > 0 && !updated {
            found.put(What::Rewritten, paragraph);
        } else if rest.added + rest.removed > 0 && !updated {
            found.put(What::Edited, paragraph);
        }
    }

    /// The figures that took another's place, each with what it is about if a word near says so; and the words that
    /// changed beside them.
    fn figures(&self, pieces: &[Piece], text: &str) -> (Vec<Option<String>>, Size) {
        let words = words(text);
        let (mut figures, mut rest, mut at) = (Vec::new(), Size::default(), 0);
        let mut removed: Option<&Piece> = None;
        for piece in pieces {
            let range = at..at + if piece.kind == PieceKind::Removed { 0 } else { piece.text.len() };
            match piece.kind {
                PieceKind::Same => {}
                PieceKind::Removed => rest.removed += count(&piece.text),
                PieceKind::Added => {
                    let gone = removed.map_or("", |piece| piece.text.as_str());
                    let new = self.new_figures(&words, (&range, gone));
                    if new.is_empty() {
                        rest.added += count(&piece.text);
                    } else {
                        rest.removed -= count(gone);
                        figures.extend(new.into_iter().map(|at| self.topic(&words, at)));
                    }
                }
            }
            removed = Some(piece).filter(|piece| piece.kind == PieceKind::Removed);
            at = range.end;
        }
        (figures, rest)
    }

    /// Numbers in `range` that stand where other numbers stood; none when the words that went had no number.
    fn new_figures(&self, words: &[Word<'_>], (range, gone): (&std::ops::Range<usize>, &str)) -> Vec<usize> {
        let old = super::read::words(gone);
        let number = |words: &[Word<'_>], at: usize| is_number(words, at, &self.known.numbers);
        if !(0..old.len()).any(|at| number(&old, at)) {
            return Vec::new();
        }
        let before = |byte: usize| words.partition_point(|word| word.at < byte);
        let fresh = |at: &usize| !old.iter().any(|word| word.text == words[*at].text);
        (before(range.start)..before(range.end)).filter(|at| number(words, *at)).filter(fresh).collect()
    }

    /// What the number at `at` is about: the topic with the nearest word in its sentence.
    fn topic(&self, words: &[Word<'_>], at: usize) -> Option<String> {
        let mut best: Option<(usize, &str)> = None;
        for topic in &self.known.topics {
            let low = at.saturating_sub(topic.within + 2);
            for place in low..words.len().min(at + topic.within + 1) {
                let hit = topic.words.iter().filter_map(|pattern| matches(words, place, pattern)).max();
                let Some(long) = hit.filter(|_| words[place].sentence == words[at].sentence) else { continue };
                let steps = if place > at { place - at } else { (at + 1).saturating_sub(place + long) };
                if place != at && steps <= topic.within && best.is_none_or(|(least, _)| steps < least) {
                    best = Some((steps, &topic.what));
                }
            }
        }
        best.map(|(_, what)| what.to_owned())
    }

    /// What the first figure of `text` that is about anything is about. A date alone is no news.
    fn figure_in(&self, text: &str) -> Option<String> {
        let words = words(text);
        let known = |at: usize| self.topic(&words, at).filter(|what| !self.is_close(what));
        (0..words.len()).filter(|at| is_number(&words, *at, &self.known.numbers)).find_map(known)
    }

    /// Whether a topic's words must stand right beside the figure: they say what kind of number it is, not its news.
    fn is_close(&self, what: &str) -> bool {
        self.known.topics.iter().any(|topic| topic.what == what && topic.within <= 1)
    }

    /// Whether words outside of the quotes make it a reaction.
    fn reacts(&self, text: &str) -> bool {
        let quotes = quotes(text);
        let words = words(text);
        let outside = |at: &usize| !quotes.iter().any(|range| range.contains(&words[*at].at));
        (0..words.len()).filter(outside).any(|at| is_one(&words, at, &self.known.reacts))
    }

    /// Whether something is quoted that the older body had not: most of it among the bytes that came.
    fn new_quote(&self, text: &str, came: &[(usize, usize)]) -> bool {
        quotes(text).into_iter().any(|range| {
            let quote = &text[range.clone()];
            let new: usize =
                came.iter().map(|(from, to)| range.end.min(*to).saturating_sub(range.start.max(*from))).sum();
            count(quote) >= QUOTE
                && new * 10 >= quote.len() * 7
                && !self.older.contains(quote.trim_end_matches([',', '.']))
        })
    }
}

/// Where the pieces that came stand in the newer text of a block, bytes.
fn added(pieces: &[Piece]) -> Vec<(usize, usize)> {
    let (mut came, mut at) = (Vec::new(), 0);
    for piece in pieces {
        match piece.kind {
            PieceKind::Removed => {}
            PieceKind::Same => at += piece.text.len(),
            PieceKind::Added => {
                came.push((at, at + piece.text.len()));
                at += piece.text.len();
            }
        }
    }
    came
}
