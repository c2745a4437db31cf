//! The texts of a message as one list, whichever way its line writes them: `headlines[role=main]` or `headline`.

use super::Reader;
use crate::json::{Json, shortened};
use crate::ninjs::names::{self, Line, Name};
use crate::xhtml;

/// One text.
pub(super) struct Text<'j> {
    /// Pointer of the member: `/bodies/0`, `/body_xhtml`.
    pub(super) place: String,
    /// Pointer of the words themselves.
    pub(super) value_place: String,
    pub(super) role: &'j str,
    /// Content type in lower case; empty where the message does not say.
    pub(super) kind: String,
    pub(super) value: &'j str,
}

impl Text<'_> {
    pub(super) fn is_html(&self) -> bool {
        self.kind.contains("html")
    }
}

impl<'r> Reader<'r> {
    /// The texts of `name`; `stem` begins their names in 1.x.
    pub(super) fn texts(&mut self, name: Name, stem: &str) -> Vec<Text<'r>> {
        if self.line == Line::One {
            return self.open_texts(stem);
        }
        let key = name.of(self.line);
        let kind = names::CONTENT_TYPE.of(self.line);
        let text = |item: &'r Json, key: &str| item.get(key).and_then(Json::text);
        let read = |(at, item): (usize, &'r Json)| Text {
            place: format!("/{key}/{at}"),
            value_place: format!("/{key}/{at}/value"),
            role: text(item, "role").unwrap_or_default(),
            kind: text(item, kind).unwrap_or_default().to_ascii_lowercase(),
            value: text(item, "value").unwrap_or_default(),
        };
        self.items(name).iter().enumerate().map(read).collect()
    }

    /// `headline`, `headline_seo`: what stands behind the stem says what the text is, or how it is written.
    fn open_texts(&mut self, stem: &str) -> Vec<Text<'r>> {
        let mut texts = Vec::new();
        for (key, value) in self.json.members() {
            let whole = key == stem && stem == names::HEADLINE_STEM;
            let Some(suffix) = names::suffix(key, stem).or(whole.then_some("")) else { continue };
            let place = format!("/{}", shortened(key));
            let Json::Text(value) = value else {
                self.note(place, format!("A string was expected, {} is not read", value.describe()));
                continue;
            };
            let (role, kind) = match (stem, suffix) {
                (names::HEADLINE_STEM, "") => ("main", "text/plain"),
                (names::DESCRIPTION_STEM, "text") => ("summary", "text/plain"),
                (names::BODY_STEM, "text") => ("plain", "text/plain"),
                (_, "xhtml" | "html") => ("", "text/html"),
                (_, other) => (other, ""),
            };
            texts.push(Text { value_place: place.clone(), place, role, kind: kind.to_owned(), value });
        }
        texts
    }

    pub(super) fn headline(&mut self) -> String {
        let texts = self.texts(names::HEADLINE, names::HEADLINE_STEM);
        self.words(&texts, "main")
    }

    pub(super) fn summary(&mut self) -> String {
        let texts = self.texts(names::DESCRIPTION, names::DESCRIPTION_STEM);
        self.words(&texts, "summary")
    }

    /// The words with `role`, or the first; the others are told.
    fn words(&mut self, texts: &[Text<'r>], role: &str) -> String {
        let chosen = texts.iter().position(|text| text.role == role).unwrap_or(0);
        for (_, text) in texts.iter().enumerate().filter(|(at, text)| *at != chosen && !text.value.is_empty()) {
            self.note(text.place.as_str(), format!("One more is not read: {:?}", shortened(text.value)));
        }
        match texts.get(chosen) {
            Some(text) if text.is_html() => xhtml::read(text.value).body.plain_text(),
            Some(text) => text.value.to_owned(),
            None => String::new(),
        }
    }
}
