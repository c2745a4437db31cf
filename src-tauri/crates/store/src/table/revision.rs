//! `revision`: versions with a name. Append-only by triggers.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::chain::Hash;
use crate::moment::Moment;
use crate::{RevisionRow, Version, Why, migrate};

/// The format of the database that first counted the words of a revision.
const WORDS_SINCE: u32 = 4;

/// One revision with what proves it.
pub(crate) struct Revision {
    pub number: u32,
    pub version: u64,
    pub frontier: Vec<u8>,
    pub content: Hash,
    pub at: Moment,
    pub why: Why,
    pub label: String,
    /// Words that came and went since the revision before it; unknown for one made by an older program.
    pub words: Option<Words>,
}

/// Words that came and words that went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    pub added: u32,
    pub removed: u32,
}

impl Revision {
    pub(crate) fn into_row(self) -> RevisionRow {
        RevisionRow {
            number: self.number,
            at: self.at.0,
            why: self.why,
            label: self.label,
            version: Version(self.version),
            words_added: self.words.map(|words| words.added),
            words_removed: self.words.map(|words| words.removed),
        }
    }
}

pub(crate) fn insert(connection: &Connection, story: i64, revision: &Revision) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO revision (story, number, version, frontier, content, at, why, label, words_added, words_removed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let Revision { number, version, frontier, content, at, why, label, words } = revision;
    let (added, removed) = (words.map(|words| words.added), words.map(|words| words.removed));
    statement.execute(params![story, number, version, frontier, content, at, why, label, added, removed]).map(|_| ())
}

pub(crate) fn next_number(connection: &Connection, story: i64) -> rusqlite::Result<u32> {
    let sql = "SELECT coalesce(max(number), 0) + 1 FROM revision WHERE story = ?1";
    connection.prepare_cached(sql)?.query_row([story], |row| row.get(0))
}

/// The revisions of `story`, newest first.
pub(crate) fn all(connection: &Connection, story: i64) -> rusqlite::Result<Vec<Revision>> {
    let counted = "SELECT number, version, frontier, content, at, why, label, words_added, words_removed FROM revision
                   WHERE story = ?1 ORDER BY number DESC";
    let uncounted = "SELECT number, version, frontier, content, at, why, label, NULL, NULL FROM revision
                     WHERE story = ?1 ORDER BY number DESC";
    let sql = if migrate::format(connection)? < WORDS_SINCE { uncounted } else { counted };
    connection.prepare_cached(sql)?.query_map([story], read)?.collect()
}

/// The revision of `story` that stands at `version` or next before it, the newest of them.
pub(crate) fn before(connection: &Connection, story: i64, version: u64) -> rusqlite::Result<Option<Revision>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, version, frontier, content, at, why, label, words_added, words_removed FROM revision
         WHERE story = ?1 AND version <= ?2 ORDER BY version DESC, number DESC LIMIT 1",
    )?;
    statement.query_row(params![story, version], read).optional()
}

/// What the newest revision of `story` says.
pub(crate) fn newest_content(connection: &Connection, story: i64) -> rusqlite::Result<Option<Hash>> {
    let sql = "SELECT content FROM revision WHERE story = ?1 ORDER BY number DESC LIMIT 1";
    connection.prepare_cached(sql)?.query_row([story], |row| row.get(0)).optional()
}

/// What each revision of `story` at `version` says.
pub(crate) fn contents(connection: &Connection, story: i64, version: u64) -> rusqlite::Result<Vec<Hash>> {
    let sql = "SELECT content FROM revision WHERE story = ?1 AND version = ?2";
    connection.prepare_cached(sql)?.query_map(params![story, version], |row| row.get(0))?.collect()
}

/// Removes the revisions of versions before `version`; only while the story forgets them. How many they were.
pub(crate) fn forget(connection: &Connection, story: i64, version: u64) -> rusqlite::Result<usize> {
    let sql = "DELETE FROM revision WHERE story = ?1 AND version < ?2";
    connection.prepare_cached(sql)?.execute(params![story, version])
}

/// The revisions of `version` stand at another place of a document that was made anew; only while the story forgets.
pub(crate) fn move_to(connection: &Connection, story: i64, version: u64, frontier: &[u8]) -> rusqlite::Result<usize> {
    let sql = "UPDATE revision SET frontier = ?3 WHERE story = ?1 AND version = ?2";
    connection.prepare_cached(sql)?.execute(params![story, version, frontier])
}

fn read(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let (added, removed): (Option<u32>, Option<u32>) = (row.get(7)?, row.get(8)?);
    Ok(Revision {
        number: row.get(0)?,
        version: row.get(1)?,
        frontier: row.get(2)?,
        content: row.get(3)?,
        at: row.get(4)?,
        why: row.get(5)?,
        label: row.get(6)?,
        words: added.zip(removed).map(|(added, removed)| Words { added, removed }),
    })
}

impl ToSql for Why {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.word()))
    }
}

impl FromSql for Why {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::of(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}
