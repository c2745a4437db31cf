//! Getting texts out of a damaged desk, without writing a byte into it.
//!
//! The database and its log are copied first, as far as they read; the copy is opened with its log, then without, then
//! come the backups, newest first. Each story is taken in the newest version that proves right anywhere. It is sound
//! only when it is the version that the desk's list names, and the high-water mark says that nothing came after; for
//! anything less the reasons are told.

mod copy;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::chain::Hash;
use crate::connection::Use;
use crate::folder::Folder;
use crate::high_water::{self, Found};
use crate::key::{self, Key};
use crate::{BackupRow, KeyFault, Result, StoreError, Stored, StoryId, backups, holder};

use source::{Source, Taken};

/// Where a rescued story was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundIn {
    /// In the desk.
    Desk,
    /// In the desk as it was before the changes in its log.
    DeskWithoutLog,
    /// In a backup.
    Backup(BackupRow),
}

impl std::fmt::Display for FoundIn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Desk => formatter.write_str("the desk"),
            Self::DeskWithoutLog => formatter.write_str("the desk without its log"),
            Self::Backup(backup) => write!(formatter, "the backup {}", backup.name),
        }
    }
}

/// What could be had of one story.
#[derive(Debug, Clone, PartialEq)]
pub struct Rescued {
    /// Which story.
    pub id: StoryId,
    /// The newest version that proves right, and where it was; `None` when nothing of the story does.
    pub found: Option<(Stored, FoundIn)>,
    /// Why it may not be the newest, or why there is nothing, as clauses; empty for a sound story.
    pub doubts: Vec<String>,
}

/// A damaged desk, opened to be read for the last time.
pub struct Rescue {
    work: PathBuf,
    sources: Vec<Source>,
    remarks: Vec<String>,
    doubt: Option<String>,
}

impl Rescue {
    /// Opens what is left of the desk in `folder`. `work` is a folder that is made for the copy and removed with this
    /// value; it must not be there yet.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Held`], [`StoreError::Key`]; [`StoreError::Damaged`] when neither the
    /// desk nor a backup opens; what writing the copy may say.
    pub fn open(folder: &Path, work: &Path) -> Result<Self> {
        let desk = Folder::new(folder);
        let rows = backups(desk.path())?;
        if !desk.database().exists() && rows.is_empty() {
            return Err(StoreError::NotFound { what: "a desk", name: folder.display().to_string() });
        }
        if let Some(holder) = holder(desk.path()) {
            return Err(StoreError::Held { path: desk.path().to_owned(), holder: Some(holder) });
        }
        let keys = key::all(&desk)?;
        let mut rescue = Self { work: work.to_owned(), sources: Vec::new(), remarks: Vec::new(), doubt: None };
        rescue.copy(&desk)?;
        let mut failed = Vec::new();
        let found = high_water::read(&desk.high_water()).unwrap_or(Found::Unreadable);
        let copied = Folder::new(work);
        if copied.database().exists() {
            let log = fs::metadata(copied.wal()).is_ok_and(|log| log.len() > 0);
            let ways = [(FoundIn::Desk, Use::Read), (FoundIn::DeskWithoutLog, Use::Frozen)];
            for (found_in, way) in ways.into_iter().take(if log { 2 } else { 1 }) {
                // With no log there is nothing that SQLite's shared memory would be for.
                let way = if log { way } else { Use::Frozen };
                rescue.add(found_in, &copied.database(), way, &keys, &mut failed);
            }
        } else {
            failed.push("its database desk.sqlite is missing".to_owned());
        }
        rescue.doubt_desk(&found, &keys, desk.path());
        for row in rows {
            let path = desk.backups().join(&row.name);
            rescue.add(FoundIn::Backup(row), &path, Use::Frozen, &keys, &mut failed);
        }
        if rescue.sources.is_empty() {
            let what = format!("nothing of it can be read ({})", failed.join("; "));
            return Err(match &found {
                Found::Mark(mark) if keys.iter().all(|key| key.print() != mark.print) => StoreError::Key {
                    path: desk.path().to_owned(),
                    fault: KeyFault::Other {
                        expected: mark.print.to_string(),
                        got: keys.first().map(|key| key.print().to_string()).unwrap_or_default(),
                    },
                },
                Found::Mark(_) | Found::Unreadable | Found::Missing => StoreError::damaged(desk.path(), what),
            });
        }
        rescue.remarks.append(&mut failed);
        Ok(rescue)
    }

    /// What was found about the desk as a whole, as clauses.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Every story that is named anywhere, in the desk or in a backup.
    pub fn stories(&self) -> Vec<StoryId> {
        let ids: BTreeSet<_> = self.sources.iter().flat_map(|source| source.versions.keys()).collect();
        ids.into_iter().cloned().collect()
    }

    /// The newest version of a story that proves right.
    pub fn story(&mut self, id: &StoryId) -> Rescued {
        let mut places: Vec<_> = (0..self.sources.len())
            .filter_map(|place| self.sources[place].versions.get(id).map(|version| (place, *version)))
            .collect();
        // A version that could not be read in the list may be any: it is looked at first.
        places.sort_by_key(|(place, version)| {
            (std::cmp::Reverse(version.map_or(u64::MAX, |(version, _)| version)), *place)
        });
        let newest = places.iter().filter_map(|(_, version)| version.map(|(version, _)| version)).max();
        let mut best: Option<(Taken, usize)> = None;
        let mut doubts = Vec::new();
        for (place, version) in places {
            if let (Some((taken, _)), Some((version, _))) = (&best, version)
                && taken.stored.version.0 >= version
            {
                break;
            }
            match self.sources[place].take(id) {
                Ok(taken) => {
                    doubts.extend(
                        taken.doubt.clone().map(|doubt| format!("in {}: {doubt}", self.sources[place].found_in)),
                    );
                    if best.as_ref().is_none_or(|(other, _)| taken.stored.version > other.stored.version) {
                        best = Some((taken, place));
                    }
                }
                Err(error) => doubts.push(format!("in {}: {error}", self.sources[place].found_in)),
            }
        }
        let Some((taken, place)) = best else {
            return Rescued { id: id.clone(), found: None, doubts };
        };
        let found_in = self.sources[place].found_in.clone();
        let got = taken.stored.version.0;
        if self.doubt.is_none() && self.in_desk(id) == Some((got, taken.chain)) {
            // The desk's list, which proved right, names just this version with just this hash: wherever it was found.
            return Rescued { id: id.clone(), found: Some((taken.stored, found_in)), doubts: Vec::new() };
        }
        match newest {
            Some(newest) if newest > got => doubts.push(format!("this is version {got}, the newest was {newest}")),
            Some(_) | None if found_in != FoundIn::Desk => {
                doubts.push(format!("what was written after {found_in} was made is not in it"));
            }
            Some(_) | None => {}
        }
        doubts.extend(self.doubt.clone());
        Rescued { id: id.clone(), found: Some((taken.stored, found_in)), doubts }
    }

    /// The version that the desk's own list names, with its hash.
    fn in_desk(&self, id: &StoryId) -> Option<(u64, Hash)> {
        let desk = self.sources.iter().find(|source| source.found_in == FoundIn::Desk)?;
        *desk.versions.get(id)?
    }

    /// Copies database and log into the working folder. What is missing stays missing.
    fn copy(&mut self, desk: &Folder) -> Result<()> {
        let copied = Folder::new(&self.work);
        fs::create_dir(&self.work).map_err(StoreError::io("Making a folder for the copy", &self.work))?;
        for (from, to) in [(desk.database(), copied.database()), (desk.wal(), copied.wal())] {
            if !from.exists() {
                continue;
            }
            let unread = copy::what_reads(&from, &to).map_err(StoreError::io("Copying the desk", &from))?;
            if unread > 0 {
                self.remarks.push(format!("{unread} bytes of {} cannot be read from the disk", from.display()));
            }
        }
        Ok(())
    }

    fn add(&mut self, found_in: FoundIn, path: &Path, way: Use, keys: &[Key], failed: &mut Vec<String>) {
        let name = found_in.to_string();
        match Source::open(found_in, path, way, keys) {
            Ok(source) => {
                if !source.whole {
                    self.remarks.push(format!("the list of stories in {} reads only in part", source.found_in));
                }
                self.sources.push(source);
            }
            Err(error) => failed.push(format!("{name} does not open: {error}")),
        }
    }

    /// Whether the desk's end is where the mark says. If not, any of its stories may be older than it was.
    fn doubt_desk(&mut self, found: &Found, keys: &[Key], folder: &Path) {
        let Some(desk) = self.sources.iter_mut().find(|source| source.found_in == FoundIn::Desk) else { return };
        let unknown = match found {
            Found::Mark(mark) if keys.iter().all(|key| key.print() != mark.print) => {
                Some("the high-water mark hwm is that of another desk")
            }
            Found::Mark(_) => None,
            Found::Unreadable => Some("the high-water mark hwm does not read"),
            Found::Missing => Some("the high-water mark hwm is missing"),
        };
        let wrong = match unknown {
            Some(unknown) => Some(format!("{unknown}, so a lost end would not show")),
            None => desk.ends_where(found, folder).err(),
        };
        if let Some(wrong) = wrong {
            self.doubt = Some(format!("this may not be the newest: {wrong}"));
            self.remarks.push(wrong);
        }
    }
}

impl Drop for Rescue {
    fn drop(&mut self) {
        self.sources.clear();
        // A copy that stays behind is as closed to others as the desk: the key is not in it.
        let _ = fs::remove_dir_all(&self.work);
    }
}
