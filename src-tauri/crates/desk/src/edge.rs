//! Where the crates' own values become the edge's: errors to [`Failure`], places to places, names to values.

use wirecopy_delivery::DeliveryError;
use wirecopy_store::StoreError;
use wirecopy_story::StoryError;
use wirecopy_wire::{Format, Profile, Spot};

use crate::face::{Failure, TextPlace};

/// A failure with no place.
pub(crate) fn failure(code: &str, message: impl Into<String>) -> Failure {
    Failure { code: code.to_owned(), message: message.into(), place: None }
}

pub(crate) fn store(error: &StoreError) -> Failure {
    failure(error.code(), error.to_string())
}

pub(crate) fn story(error: &StoryError) -> Failure {
    let place = match error {
        StoryError::Field { line, field, .. } => Some(format!("{field}, line {line}")),
        StoryError::File { line, .. } => Some(format!("line {line}")),
        _ => None,
    };
    Failure { code: "story_file".to_owned(), message: error.to_string(), place }
}

pub(crate) fn delivery(error: &DeliveryError) -> Failure {
    failure(error.code(), error.to_string())
}

/// The profile with this id.
pub(crate) fn profile(id: &str) -> Result<&'static Profile, Failure> {
    Profile::find(id).ok_or_else(|| {
        let known: Vec<_> = Profile::builtin().iter().map(Profile::id).collect();
        failure("no_profile", format!("expected a profile ({}), got {id:?}", known.join(", ")))
    })
}

/// The format with this id.
pub(crate) fn format(id: &str) -> Result<&'static dyn Format, Failure> {
    wirecopy_wire::format(id).ok_or_else(|| {
        let known: Vec<_> = wirecopy_wire::formats().iter().map(|format| format.id()).collect();
        failure("no_format", format!("expected a format ({}), got {id:?}", known.join(", ")))
    })
}

/// A place in a story as the edge counts it.
pub(crate) fn place(field: &str, spot: Spot) -> TextPlace {
    TextPlace { field: field.to_owned(), line: spot.line, column: spot.column, from: spot.from, to: spot.to }
}
