//! comrak's inlines to ours, with insertions found among the brackets that are left as text.

use std::borrow::Cow;
use std::ops::Range;

use comrak::nodes::{Node, NodeValue};

use super::brackets::{Role, Side, pair};
use super::source::one_line;
use super::{NoteKind, Reader};
use crate::body::{Body, Inline, InlineKind};

/// A line of inlines before it is known which brackets are insertions.
enum Token<'a> {
    Text(Range<usize>, String),
    Bracket(Range<usize>, Side),
    Node(Range<usize>, Node<'a>),
}

/// What each token's bracket turned out to be; nothing when there is none.
fn roles(tokens: &[Token<'_>], room: usize) -> Vec<Role> {
    let side = |token: &Token<'_>| match token {
        Token::Bracket(_, side) => Some(*side),
        Token::Text(..) | Token::Node(..) => None,
    };
    if tokens.iter().any(|token| side(token).is_some()) {
        pair(&tokens.iter().map(side).collect::<Vec<_>>(), room)
    } else {
        Vec::new()
    }
}

impl Reader<'_> {
    /// The inlines of `node`; they stand at `depth`, 1 for those of a block.
    pub(super) fn inlines(&mut self, node: Node<'_>, within: &Range<usize>, depth: usize) -> Vec<Inline> {
        let tokens = self.tokens(node, within);
        let roles = roles(&tokens, Body::MAX_DEPTH.saturating_sub(depth));
        let mut open: Vec<(usize, Vec<Inline>)> = Vec::new();
        let mut line = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.into_iter().enumerate() {
            let role = roles.get(at).copied().unwrap_or(Role::Plain);
            match (token, role) {
                (Token::Bracket(range, Side::Open), Role::Mark) => {
                    open.push((range.start, std::mem::take(&mut line)));
                }
                (Token::Bracket(range, Side::Close), Role::Mark) => {
                    // `pair` hands out marks in pairs only.
                    let (start, before) = open.pop().unwrap_or_default();
                    let inside = std::mem::replace(&mut line, before);
                    line.push(Inline { range: start..range.end, kind: InlineKind::Insertion(inside) });
                }
                (Token::Bracket(range, side), role) => {
                    if role == Role::TooDeep && side == Side::Open {
                        self.note(&range, NoteKind::TooDeep);
                    }
                    let bracket = if side == Side::Open { "[" } else { "]" };
                    line.push(Inline { range, kind: InlineKind::Text(bracket.to_owned()) });
                }
                (Token::Text(range, text), _) => line.push(Inline { range, kind: InlineKind::Text(text) }),
                (Token::Node(range, node), _) => self.node(node, range, depth + open.len(), &mut line),
            }
        }
        line
    }

    fn tokens<'a>(&mut self, node: Node<'a>, within: &Range<usize>) -> Vec<Token<'a>> {
        let mut tokens = Vec::new();
        for child in node.children() {
            let mut data = child.data_mut();
            let range = self.source.range(data.sourcepos, within);
            match &mut data.value {
                // Nobody reads the tree again: its words are ours.
                NodeValue::Text(text) => self.text(std::mem::take(text), range, within.end, &mut tokens),
                NodeValue::Escaped => {
                    drop(data);
                    self.cursor = range.end;
                    tokens.push(Token::Text(range, self.flat(child)));
                }
                NodeValue::SoftBreak => tokens.push(Token::Text(range, " ".to_owned())),
                _ => tokens.push(Token::Node(range, child)),
            }
        }
        tokens
    }

    /// Parts a text at its brackets. comrak may have misplaced it: then it is sought behind the words before it.
    fn text(&mut self, text: Cow<'_, str>, range: Range<usize>, end: usize, tokens: &mut Vec<Token<'_>>) {
        if self.source.text.get(range.clone()) == Some(&*text) {
            self.cursor = self.cursor.max(range.end);
            self.typed(text, range, tokens);
            return;
        }
        self.traced(&text, range, end, tokens);
    }

    /// A text that stands at `range` letter by letter.
    fn typed(&self, text: Cow<'_, str>, range: Range<usize>, tokens: &mut Vec<Token<'_>>) {
        let mut from = 0;
        if text.contains('[') || text.contains(']') {
            for (at, byte) in text.bytes().enumerate() {
                let side = match byte {
                    b'[' => Side::Open,
                    b']' => Side::Close,
                    _ => continue,
                };
                if from < at {
                    let words = self.source.words(&text[from..at]);
                    tokens.push(Token::Text(range.start + from..range.start + at, words));
                }
                from = at + 1;
                tokens.push(Token::Bracket(range.start + at..range.start + from, side));
            }
        }
        if from == 0 {
            tokens.push(Token::Text(range, self.source.words(text)));
        } else if from < text.len() {
            tokens.push(Token::Text(range.start + from..range.end, self.source.words(&text[from..])));
        }
    }

    /// A text that is not what stands at `range`: it holds entities, or stands elsewhere.
    fn traced(&mut self, text: &str, range: Range<usize>, end: usize, tokens: &mut Vec<Token<'_>>) {
        let mut letters = self.source.trace(text, range.start, end);
        if letters.is_none() {
            let from = self.cursor.min(end);
            let sought = self.source.text.get(from..end).and_then(|rest| rest.find(text));
            letters = sought.and_then(|at| self.source.trace(text, from + at, end));
        }
        let Some(letters) = letters else {
            // Not found at all: right words, the best range there is.
            tokens.push(Token::Text(range, self.source.words(text)));
            return;
        };
        let mut piece = String::new();
        let mut start = letters.first().map_or(range.start, |letter| letter.range.start);
        let mut stop = start;
        for (letter, place) in text.chars().zip(letters) {
            let side = match letter {
                '[' if place.typed => Some(Side::Open),
                ']' if place.typed => Some(Side::Close),
                _ => None,
            };
            let Some(side) = side else {
                piece.push(letter);
                stop = place.range.end;
                continue;
            };
            if !piece.is_empty() {
                tokens.push(Token::Text(start..stop, self.source.words(&piece)));
                piece.clear();
            }
            (start, stop) = (place.range.end, place.range.end);
            tokens.push(Token::Bracket(place.range, side));
        }
        if !piece.is_empty() {
            tokens.push(Token::Text(start..stop, self.source.words(&piece)));
        }
        self.cursor = stop.max(self.cursor);
    }

    fn node(&mut self, node: Node<'_>, range: Range<usize>, depth: usize, line: &mut Vec<Inline>) {
        let value = &node.data().value;
        let kind = match value {
            NodeValue::LineBreak => InlineKind::Break,
            NodeValue::Code(code) => {
                self.note(&range, NoteKind::CodeSpan);
                InlineKind::Text(self.source.words(&code.literal))
            }
            NodeValue::HtmlInline(html) => {
                self.note(&range, NoteKind::RawHtml);
                InlineKind::Text(self.source.words(one_line(html)))
            }
            NodeValue::Strong | NodeValue::Emph | NodeValue::Link(_) | NodeValue::Image(_)
                if depth >= Body::MAX_DEPTH =>
            {
                self.note(&range, NoteKind::TooDeep);
                InlineKind::Text(self.flat(node))
            }
            NodeValue::Strong => InlineKind::Strong(self.inlines(node, &range, depth + 1)),
            NodeValue::Emph => InlineKind::Emphasis(self.inlines(node, &range, depth + 1)),
            NodeValue::Link(to) => InlineKind::Link {
                target: self.source.words(&to.url),
                title: self.source.words(&to.title),
                text: self.inlines(node, &range, depth + 1),
            },
            NodeValue::Image(_) => {
                self.note(&range, NoteKind::InlineImage);
                self.cursor = self.cursor.max(range.start);
                let caption = self.inlines(node, &range, depth + 1);
                self.cursor = self.cursor.max(range.end);
                line.extend(caption);
                return;
            }
            _ => InlineKind::Text(self.flat(node)),
        };
        self.cursor = self.cursor.max(range.end);
        line.push(Inline { range, kind });
    }

    /// Every word below `node`, without marks. Iterative: `node` may be nested as deep as its text is long.
    pub(super) fn flat(&self, node: Node<'_>) -> String {
        let mut text = String::new();
        for below in node.descendants() {
            match &below.data().value {
                NodeValue::Text(words) => text.push_str(words),
                NodeValue::Code(code) => text.push_str(&code.literal),
                NodeValue::HtmlInline(html) => text.push_str(&one_line(html)),
                NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
                _ => {}
            }
        }
        self.source.words(text)
    }
}
