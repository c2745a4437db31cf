//! Where each story was last typed in since the desk was opened. A page that comes back after its process died puts the
//! cursor there, so that keys which the writer never stopped pressing go on where they were, and so does a story that is
//! opened again.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use wirecopy_story::Change;

use crate::face::TypedAt;

/// The last place of each story.
#[derive(Default)]
pub(crate) struct Typing(Mutex<HashMap<String, TypedAt>>);

impl Typing {
    /// Remembers where the last of `changes` to a text ends.
    pub(crate) fn note(&self, id: &str, changes: &[Change]) {
        let Some(place) = changes.iter().rev().find_map(end) else { return };
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = places.get_mut(id) {
            *known = place;
        } else {
            places.insert(id.to_owned(), place);
        }
    }

    pub(crate) fn place(&self, id: &str) -> Option<TypedAt> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).copied()
    }
}

/// Where the words that a change brought end.
fn end(change: &Change) -> Option<TypedAt> {
    let Change::Text { field, splices } = change else { return None };
    let splice = splices.last()?;
    let came = u32::try_from(splice.insert.encode_utf16().count()).unwrap_or(u32::MAX);
    Some(TypedAt { field: *field, at: splice.from.saturating_add(came) })
}

#[cfg(test)]
mod tests {
    use wirecopy_story::{FieldValue, Splice, TextField};

    use super::*;

    fn typed(field: TextField, from: u32, insert: &str) -> Change {
        Change::Text { field, splices: vec![Splice { from, to: from, insert: insert.to_owned() }] }
    }

    #[test]
    fn the_last_words_typed_say_where() {
        let typing = Typing::default();
        assert_eq!(typing.place("a"), None, "nothing was typed");
        typing.note("a", &[typed(TextField::Headline, 0, "Port"), typed(TextField::Body, 7, "\u{1F6A2} left")]);
        let field = Change::Field { set: FieldValue::Slug("PORT".to_owned()) };
        typing.note("a", &[field]);
        typing.note("b", &[typed(TextField::Summary, 1, "x")]);
        assert_eq!(typing.place("a"), Some(TypedAt { field: TextField::Body, at: 14 }), "in UTF-16, behind the words");
    }
}
