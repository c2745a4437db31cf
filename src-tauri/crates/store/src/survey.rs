//! Everything that is wrong with a desk, not only what is met first: each part is looked at on its own, because a
//! connection that met a damaged page reads nothing more.

use std::path::Path;

use crate::check::{self, Depth};
use crate::high_water::{self, Found};
use crate::reader::{Demand, Reading};
use crate::table::story;
use crate::{Reader, Result, StoreError, Verified};

/// What a look through a whole desk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// What proved right.
    pub verified: Verified,
    /// Stories that are named in the list.
    pub listed: u32,
    /// The change up to which the high-water mark says that the desk must go; `None` without a mark that reads.
    pub mark: Option<u64>,
    /// Every fault, as a sentence that says where; none when the desk is sound.
    pub faults: Vec<String>,
}

impl Reader {
    /// Looks through the whole desk in `folder`, beside whoever holds it.
    ///
    /// # Errors
    /// As for [`crate::Store::rescue`]: there is nothing to look through.
    pub fn survey(folder: &Path) -> Result<Survey> {
        let reader = Self::open(folder, Demand::EachStory)?;
        let found = high_water::read(&reader.folder().high_water()).unwrap_or(Found::Unreadable);
        let mark = match &found {
            Found::Mark(mark) => Some(mark.n),
            Found::Unreadable | Found::Missing => None,
        };
        match reader.verify() {
            Ok(verified) => Ok(Survey { verified, listed: verified.stories, mark, faults: Vec::new() }),
            Err(first) => {
                let (verified, listed, mut faults) = one_by_one(reader.reading(), &found);
                if faults.is_empty() {
                    // Whatever it was, it was there when everything was looked at in one piece.
                    faults.push(clause(first));
                }
                Ok(Survey { verified, listed, mark, faults })
            }
        }
    }
}

fn one_by_one(reading: &Reading, found: &Found) -> (Verified, u32, Vec<String>) {
    let mut verified = Verified { stories: 0, changes: 0, pages: 0, revisions: 0 };
    let mut faults = Vec::new();
    let mut note = |result: Result<()>, where_at: &str| {
        if let Err(error) = result {
            faults.push(format!("{where_at}: {}", clause(error)));
        }
    };
    match reading.with(check::damaged_pages) {
        Ok((pages, damaged)) => {
            verified.pages = pages - (damaged.len() as u64).min(pages);
            for fault in damaged {
                note(Err(StoreError::damaged(Path::new(""), fault)), "pages");
            }
        }
        Err(error) => note(Err(error), "pages"),
    }
    note(reading.with(|connection, folder| check::structure(connection, "integrity_check", folder)), "structure");
    note(reading.with(|connection, folder| check::mark(found, connection, folder)), "high-water mark");
    note(reading.with(check::totals), "counts");
    let ids = reading.with(|connection, folder| {
        let cards = story::all(connection).map_err(StoreError::sql("Listing the stories", folder))?;
        Ok(cards.into_iter().map(|card| card.id).collect::<Vec<_>>())
    });
    let ids = ids.unwrap_or_else(|error| {
        note(Err(error), "list of stories");
        Vec::new()
    });
    for id in &ids {
        match reading.with(|connection, folder| check::one(connection, id, Depth::All, folder)) {
            Ok((changes, revisions)) => {
                verified.stories += 1;
                verified.changes += changes;
                verified.revisions += revisions;
            }
            Err(error) => note(Err(error), &format!("story {id}")),
        }
    }
    (verified, u32::try_from(ids.len()).unwrap_or(u32::MAX), faults)
}

/// What is wrong, without the desk around it.
fn clause(error: StoreError) -> String {
    match error {
        StoreError::Damaged(damage) => damage.what.replace('\n', " "),
        error => error.to_string(),
    }
}
