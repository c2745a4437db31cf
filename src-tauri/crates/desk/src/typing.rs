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
    /// Remembers that `id` was typed in at `place`.
    pub(crate) fn note(&self, id: &str, place: TypedAt) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = places.get_mut(id) {
            *known = place;
        } else {
            places.insert(id.to_owned(), place);
        }
    }

    /// Another text stands there now.
    pub(crate) fn forget(&self, id: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }

    pub(crate) fn place(&self, id: &str) -> Option<TypedAt> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).copied()
    }
}

/// Where the last of `changes` to a text ends.
pub(crate) fn end_of(changes: &[Change]) -> Option<TypedAt> {
    changes.iter().rev().find_map(end)
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
        assert_eq!(end_of(&[]), None, "nothing was typed");
        let field = Change::Field { set: FieldValue::Slug("PORT".to_owned()) };
        let changes = [typed(TextField::Headline, 0, "Port"), typed(TextField::Body, 7, "\u{1F6A2} left"), field];
        let place = TypedAt { field: TextField::Body, at: 14 };
        assert_eq!(end_of(&changes), Some(place), "in UTF-16, behind the words");
        let typing = Typing::default();
        typing.note("a", TypedAt { field: TextField::Summary, at: 1 });
        typing.note("a", place);
        assert_eq!((typing.place("a"), typing.place("b")), (Some(place), None), "each story has its own, the last");
        typing.forget("a");
        assert_eq!(typing.place("a"), None, "another text stands there");
    }
}
