//! Reading without the writer: the list, the search, and stories proven before they are shown.

use std::cmp::Ordering;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use jiff::Timestamp;
use rusqlite::Connection;

use crate::connection::{self, Use};
use crate::folder::Folder;
use crate::key::{self, Key};
use crate::load;
use crate::past::{Lookback, Moment};
use crate::table::{clash, export, forgotten, original, revision, search, setting, story, vocabulary};
use crate::trail::Step;
use crate::undo::{self, Most};
use crate::{
    BackupRow, ClashRow, ExportRecord, ForgottenRow, LastSteps, Life, Original, OriginalCard, Past, Reach, Result,
    RevisionRow, Row, StoreError, Stored, StoryId, Verified, Version, VocabularyRow, check, high_water, migrate,
    sending, words,
};

/// Most hits of a search that are shown.
const MOST_HITS: u32 = 200;

/// A connection that only reads; made when it is needed, and made again after it failed.
pub(crate) struct Reading {
    folder: Folder,
    key: Key,
    connection: Mutex<Option<Connection>>,
    lookback: Lookback,
}

impl Reading {
    pub(crate) fn new(folder: &Folder, key: Key) -> Self {
        Self { folder: folder.clone(), key, connection: Mutex::new(None), lookback: Lookback::default() }
    }

    /// Reads in one transaction: everything is of one moment.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&Connection, &Path) -> Result<T>) -> Result<T> {
        let mut slot = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.path();
        let connection = match slot.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let sql = |error| StoreError::sql("Reading the desk", path)(error);
        let transaction = connection.unchecked_transaction().map_err(sql)?;
        let answer = read(&transaction, path);
        let ended = transaction.finish().map_err(sql);
        if ended.is_ok() && !matches!(answer, Err(StoreError::Io { .. } | StoreError::Damaged(_))) {
            *slot = Some(connection);
        }
        answer
    }

    pub(crate) fn key(&self) -> Key {
        self.key.clone()
    }

    fn connect(&self) -> Result<Connection> {
        let database = self.folder.database();
        match connection::open(&database, &self.key, Use::Read) {
            // A medium that cannot be written has no place for SQLite's shared memory; with no log it needs none.
            Err(error) if std::fs::metadata(self.folder.wal()).map_or(0, |log| log.len()) == 0 => {
                connection::open(&database, &self.key, Use::Frozen).map_err(|_| error)
            }
            result => result,
        }
    }

    /// Closes the connection; the next reader makes another.
    pub(crate) fn let_go(&self) {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    pub(crate) fn rows(&self) -> Result<Vec<Row>> {
        self.with(|connection, folder| {
            let cards = story::all(connection).map_err(StoreError::sql("Listing the stories", folder))?;
            Ok(cards.into_iter().map(story::Card::into_row).collect())
        })
    }

    pub(crate) fn search(&self, typed: &str) -> Result<Vec<(Row, String)>> {
        let Some(query) = words::query(typed) else { return Ok(Vec::new()) };
        self.with(|connection, folder| {
            let hits = search::find(connection, &query, MOST_HITS).map_err(StoreError::sql("Searching", folder))?;
            Ok(hits.into_iter().map(|(card, snippet)| (card.into_row(), words::shown(&snippet))).collect())
        })
    }

    pub(crate) fn story(&self, id: &StoryId) -> Result<Stored> {
        self.with(|connection, folder| load::stored(&load::load(connection, id, 1, folder)?, folder))
    }

    /// The story at one of its versions on disk.
    pub(crate) fn at(&self, id: &StoryId, version: Version) -> Result<Moment> {
        self.lookback.with(self, (id, Some(version)), |machine, kept| machine.at(version, kept))
    }

    /// The last steps of typing on disk.
    pub(crate) fn last_steps(&self, id: &StoryId, most: Most) -> Result<LastSteps> {
        self.lookback.with(self, (id, None), |machine, _| undo::last_steps(machine, most))
    }

    /// Every version on disk, oldest first.
    pub(crate) fn versions(&self, id: &StoryId) -> Result<Vec<(Version, Timestamp)>> {
        let of = |step: &Step| (Version(step.n), step.at);
        self.lookback.with(self, (id, None), |machine, _| Ok(machine.steps().iter().map(of).collect()))
    }

    /// What the story looked back into was is not to be shown any more, or its writer closed it.
    pub(crate) fn forget(&self, id: &StoryId) {
        self.lookback.let_go(id);
    }

    /// Lets go of what nobody looked back into lately.
    pub(crate) fn tidy(&self, now: Instant) {
        self.lookback.tidy(now);
    }

    pub(crate) fn revisions(&self, id: &StoryId) -> Result<Vec<RevisionRow>> {
        self.with(|connection, folder| {
            let row = row_of(connection, id, folder)?;
            let rows = revision::all(connection, row).map_err(StoreError::sql("Reading the revisions", folder))?;
            Ok(rows.into_iter().map(revision::Revision::into_row).collect())
        })
    }

    /// The revisions, and what left, beside `versions`.
    pub(crate) fn life(&self, id: &StoryId, versions: Vec<(Version, Timestamp)>) -> Result<Life> {
        let revisions = self.revisions(id)?;
        // What left may have been forgotten here since.
        let known = |filed: &Version| versions.binary_search_by_key(filed, |(version, _)| *version).is_ok();
        let filed = self.exports(id)?.first().map(|record| record.version).filter(known);
        Ok(Life { versions, revisions, filed })
    }

    pub(crate) fn exports(&self, id: &StoryId) -> Result<Vec<ExportRecord>> {
        self.with(|connection, folder| {
            let row = row_of(connection, id, folder)?;
            export::all(connection, row).map_err(StoreError::sql("Reading the exports", folder))
        })
    }

    pub(crate) fn original_card(&self, id: &StoryId) -> Result<Option<OriginalCard>> {
        self.origin(id, original::card)
    }

    pub(crate) fn original(&self, id: &StoryId) -> Result<Option<Original>> {
        self.origin(id, original::whole)
    }

    fn origin<T>(
        &self,
        id: &StoryId,
        read: impl FnOnce(&Connection, i64) -> rusqlite::Result<Option<T>>,
    ) -> Result<Option<T>> {
        self.with(|connection, folder| {
            let sql = |error| StoreError::sql("Reading an original", folder)(error);
            let row = row_of(connection, id, folder)?;
            if migrate::format(connection).map_err(sql)? < original::SINCE {
                return Ok(None);
            }
            read(connection, row).map_err(sql)
        })
    }

    pub(crate) fn bundle(&self, order: &sending::Order) -> Result<Vec<u8>> {
        self.with(|connection, folder| sending::bundle(connection, order, folder))
    }

    pub(crate) fn clashes(&self, id: &StoryId) -> Result<Vec<ClashRow>> {
        self.with(|connection, folder| {
            let sql = |error| StoreError::sql("Reading the clashes", folder)(error);
            let row = row_of(connection, id, folder)?;
            if migrate::format(connection).map_err(sql)? < forgotten::SINCE {
                return Ok(Vec::new());
            }
            clash::open(connection, row).map_err(sql)
        })
    }

    pub(crate) fn forgotten(&self, id: &StoryId) -> Result<Option<ForgottenRow>> {
        let rows = crate::backups(self.folder.path())?;
        self.with(|connection, folder| {
            let sql = |error| StoreError::sql("Reading what was forgotten", folder)(error);
            let row = row_of(connection, id, folder)?;
            if migrate::format(connection).map_err(sql)? < forgotten::SINCE {
                return Ok(None);
            }
            let forgotten = forgotten::of(connection, row).map_err(sql)?;
            Ok(forgotten.map(|forgotten| forgotten.row(&rows)))
        })
    }

    pub(crate) fn setting(&self, key: &str) -> Result<Option<String>> {
        self.with(|connection, folder| {
            setting::get(connection, key).map_err(StoreError::sql("Reading a setting", folder))
        })
    }

    pub(crate) fn vocabularies(&self) -> Result<Vec<VocabularyRow>> {
        self.with(|connection, folder| {
            let sql = |error| StoreError::sql("Reading the vocabularies", folder)(error);
            if migrate::format(connection).map_err(sql)? < vocabulary::SINCE {
                return Ok(Vec::new());
            }
            vocabulary::all(connection).map_err(sql)
        })
    }

    /// Structure, chains, hashes, revisions and the mark; not the pages.
    pub(crate) fn verify(&self) -> Result<Verified> {
        // Read before the database: the writer writes it after.
        let found = high_water::read(&self.folder.high_water());
        let found = found.map_err(StoreError::io("Reading the mark", &self.folder.high_water()))?;
        // FTS5 compares the index with the shape it remembers: a connection that has seen the search before another
        // one wrote to it would cry wolf.
        self.let_go();
        self.with(|connection, folder| {
            check::mark(&found, connection, folder)?;
            check::whole(connection, check::Depth::All, folder)
        })
    }
}

fn row_of(connection: &Connection, id: &StoryId, folder: &Path) -> Result<i64> {
    let card = story::by_id(connection, id).map_err(StoreError::sql("Reading a story", folder))?;
    card.map(|card| card.row).ok_or_else(|| StoreError::NotFound { what: "a story", name: id.to_string() })
}

fn known_format(connection: &Connection, folder: &Path) -> Result<()> {
    let got = migrate::format(connection).map_err(StoreError::sql("Reading the desk", folder))?;
    match (got, got.cmp(&migrate::newest())) {
        (0, _) => Err(StoreError::damaged(folder, "its database has no tables")),
        // A step so far only adds: what is asked for here reads in an older desk as well. The next start of the desk
        // brings it up.
        (_, Ordering::Equal | Ordering::Less) => Ok(()),
        (_, Ordering::Greater) => Err(StoreError::Newer { path: folder.to_owned(), known: migrate::newest(), got }),
    }
}

/// A desk open for reading only, beside whoever holds it. Sees what is on disk; the list's words and the search may be
/// a moment behind.
pub struct Reader {
    reading: Reading,
    folder: Folder,
}

/// What a reader demands of a desk before it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Demand {
    /// Its end is where the mark says, its counts agree.
    Whole,
    /// Nothing: each story is proven on its own.
    EachStory,
}

impl Reader {
    pub(crate) fn open(path: &Path, demand: Demand) -> Result<Self> {
        let folder = Folder::new(path);
        if !folder.database().exists() {
            return Err(StoreError::NotFound { what: "a desk", name: path.display().to_string() });
        }
        crate::network::refuse(path)?;
        let reading = Reading::new(&folder, key::read(&folder)?);
        let found = high_water::read(&folder.high_water());
        let found = found.map_err(StoreError::io("Reading the mark", &folder.high_water()))?;
        let reader = Self { reading, folder };
        let opened = reader.reading.with(|connection, folder| {
            known_format(connection, folder)?;
            if demand == Demand::Whole {
                check::mark(&found, connection, folder)?;
                check::totals(connection, folder)?;
            }
            Ok(())
        });
        match opened {
            Ok(()) => Ok(reader),
            Err(error) => Err(crate::open::explain(&reader.folder, &reader.reading, &found, error)),
        }
    }

    pub(crate) fn reading(&self) -> &Reading {
        &self.reading
    }

    pub(crate) fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Every story, newest change first.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], and what reading may say.
    pub fn rows(&self) -> Result<Vec<Row>> {
        self.reading.rows()
    }

    /// Stories that have all words of `typed`, each as the beginning of a word; newest change first, with text around
    /// a hit.
    ///
    /// # Errors
    /// As for [`Self::rows`].
    pub fn search(&self, typed: &str) -> Result<Vec<(Row, String)>> {
        self.reading.search(typed)
    }

    /// A story as it is on disk.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`].
    pub fn read(&self, id: &StoryId) -> Result<Stored> {
        self.reading.story(id)
    }

    /// The story as it was at `version`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Base`], [`StoreError::Damaged`].
    pub fn at(&self, id: &StoryId, version: Version) -> Result<Past> {
        self.reading.at(id, version).map(|moment| moment.past)
    }

    /// Every version and every revision of a story.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`].
    pub fn life(&self, id: &StoryId) -> Result<Life> {
        let versions = self.reading.versions(id)?;
        self.reading.life(id, versions)
    }

    /// The revisions of a story, newest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what reading may say.
    pub fn revisions(&self, id: &StoryId) -> Result<Vec<RevisionRow>> {
        self.reading.revisions(id)
    }

    /// The exports of a story, newest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what reading may say.
    pub fn exports(&self, id: &StoryId) -> Result<Vec<ExportRecord>> {
        self.reading.exports(id)
    }

    /// The file that a story was imported from; `None` for one that was begun on the desk.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what reading may say.
    pub fn original(&self, id: &StoryId) -> Result<Option<Original>> {
        self.reading.original(id)
    }

    /// The story as one file for another desk; see [`crate::Store::bundle`].
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Bundle`] when it is too large.
    pub fn bundle(&self, id: &StoryId, reach: Reach, program: &str, at: Timestamp) -> Result<Vec<u8>> {
        self.reading.bundle(&sending::Order { id: id.clone(), reach, at, program: program.to_owned() })
    }

    /// What was forgotten of a story; `None` when nothing was.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], and what reading may say.
    pub fn forgotten(&self, id: &StoryId) -> Result<Option<ForgottenRow>> {
        self.reading.forgotten(id)
    }

    /// What was remembered under `key`.
    ///
    /// # Errors
    /// What reading may say.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        self.reading.setting(key)
    }

    /// The vocabularies that were loaded, by alias; none in a desk that is older than they are.
    ///
    /// # Errors
    /// What reading may say.
    pub fn vocabularies(&self) -> Result<Vec<VocabularyRow>> {
        self.reading.vocabularies()
    }

    /// The backups of this desk, newest first.
    ///
    /// # Errors
    /// What reading the folder may say.
    pub fn backups(&self) -> Result<Vec<BackupRow>> {
        crate::backups(self.folder.path())
    }

    /// Checks everything: pages, structure, chains, hashes, revisions, high-water mark.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with what is wrong first.
    pub fn verify(&self) -> Result<Verified> {
        let verified = self.reading.verify()?;
        // The holder may move its log into the database while its pages are read: look again before crying.
        let mut pages = self.reading.with(check::pages);
        for _ in 0..2 {
            if pages.is_err() {
                std::thread::sleep(std::time::Duration::from_millis(100));
                pages = self.reading.with(check::pages);
            }
        }
        Ok(Verified { pages: pages?, ..verified })
    }
}
