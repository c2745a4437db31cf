//! One database of a rescue: the desk's copy or a backup. A connection that met a damaged page reads nothing more, so
//! each question that failed is the last of its connection.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::FoundIn;
use crate::chain::Hash;
use crate::connection::{self, Use};
use crate::high_water::Found;
use crate::key::Key;
use crate::load::{load_what_proves, stored};
use crate::table::{By, story};
use crate::{Result, StoreError, Stored, StoryId, check, migrate};

pub(super) struct Source {
    pub found_in: FoundIn,
    /// Every story in it, and its version with the hash of that, where the list could be read.
    pub versions: BTreeMap<StoryId, Option<(u64, Hash)>>,
    /// The list read to its end.
    pub whole: bool,
    path: PathBuf,
    way: Use,
    key: Key,
    connection: Option<Connection>,
}

/// A story, as much of it as proved right.
pub(super) struct Taken {
    pub stored: Stored,
    /// The hash of its newest change.
    pub chain: Hash,
    /// Why it is not all of it.
    pub doubt: Option<String>,
}

impl Source {
    /// Opens it with the first key that fits, and lists its stories.
    pub(super) fn open(found_in: FoundIn, path: &Path, way: Use, keys: &[Key]) -> Result<Self> {
        let folder = path.parent().unwrap_or(path);
        let mut fault = StoreError::damaged(folder, "there is no key for it");
        for key in keys {
            match opened(path, way, key) {
                Ok(connection) => {
                    let mut source = Self {
                        found_in,
                        versions: BTreeMap::new(),
                        whole: true,
                        path: path.to_owned(),
                        way,
                        key: key.clone(),
                        connection: Some(connection),
                    };
                    source.list();
                    return Ok(source);
                }
                Err(error) => fault = error,
            }
        }
        Err(fault)
    }

    fn with<T>(&mut self, read: impl FnOnce(&Connection, &Path) -> Result<T>) -> Result<T> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => connection::open(&self.path, &self.key, self.way)?,
        };
        let answer = read(&connection, self.path.parent().unwrap_or(&self.path));
        if answer.is_ok() {
            self.connection = Some(connection);
        }
        answer
    }

    /// The list of stories; where it is damaged, what can be had of it from both of its ends and from its index.
    fn list(&mut self) {
        let all = self.with(|connection, folder| story::all(connection).map_err(StoreError::sql("", folder)));
        if let Ok(cards) = all {
            self.versions = cards.into_iter().map(|card| (card.id, Some((card.version, card.chain)))).collect();
            return;
        }
        self.whole = false;
        for sql in story::PARTS {
            let mut found = Vec::new();
            // The error is why this is done at all.
            let _ = self.with(|connection, folder| {
                story::part(connection, sql, &mut found).map_err(StoreError::sql("", folder))
            });
            for (id, version) in found {
                let known = self.versions.entry(id).or_default();
                *known = known.or(version);
            }
        }
    }

    /// Whether its head is where the mark says and its counts agree; if not, how, as a clause.
    pub(super) fn ends_where(&mut self, found: &Found, folder: &Path) -> std::result::Result<(), String> {
        let checked = self
            .with(|connection, _| check::mark(found, connection, folder))
            .and_then(|()| self.with(|connection, _| check::totals(connection, folder)));
        checked.map_err(|error| match error {
            StoreError::Damaged(damage) => damage.what,
            error => error.to_string(),
        })
    }

    /// A story, proven. Where it is not whole by the index, the table itself may have more of it.
    pub(super) fn take(&mut self, id: &StoryId) -> std::result::Result<Taken, String> {
        let taken = match self.take_by(id, By::Index) {
            Ok(whole) if whole.doubt.is_none() => Ok(whole),
            by_index => match (by_index, self.take_by(id, By::Scan)) {
                (Ok(part), Ok(other)) if part.stored.version > other.stored.version => Ok(part),
                (Ok(part), Err(_)) => Ok(part),
                (Ok(_) | Err(_), Ok(other)) => Ok(other),
                (Err(error), Err(_)) => Err(error),
            },
        };
        taken.map_err(|error| match error {
            StoreError::Damaged(damage) => damage.what,
            error => error.to_string(),
        })
    }

    fn take_by(&mut self, id: &StoryId, by: By) -> Result<Taken> {
        let taken = self.with(|connection, folder| {
            let (loaded, doubt) = load_what_proves(connection, id, by, folder)?;
            Ok(Taken { stored: stored(&loaded, folder)?, chain: loaded.card.chain, doubt })
        });
        if taken.as_ref().is_ok_and(|taken| taken.doubt.is_some()) {
            // It may have met a damaged page on the way.
            self.connection = None;
        }
        taken
    }
}

fn opened(path: &Path, way: Use, key: &Key) -> Result<Connection> {
    let folder = path.parent().unwrap_or(path);
    let connection = connection::open(path, key, way)?;
    let sql = |error| StoreError::sql("Opening it", folder)(error);
    connection::unlocks(&connection).map_err(sql)?;
    let (got, known) = (migrate::format(&connection).map_err(sql)?, migrate::newest());
    match got {
        0 => Err(StoreError::damaged(folder, "it has no tables")),
        got if got > known => Err(StoreError::Newer { path: folder.to_owned(), known, got }),
        _ => Ok(connection),
    }
}
