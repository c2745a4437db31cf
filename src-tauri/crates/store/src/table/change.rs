//! `change`: every edit until a snapshot holds it. Append-only by triggers, chained per story by hash.

use rusqlite::{Connection, Row, params};

use crate::StoryId;
use crate::chain::{Hash, Link};
use crate::moment::Moment;
use crate::table::By;

/// One change, its story known from elsewhere.
#[derive(Clone)]
pub(crate) struct Change {
    pub n: u64,
    pub at: Moment,
    /// Loro update.
    pub bytes: Vec<u8>,
    /// Where the document stood after it (Loro frontiers).
    pub frontier: Vec<u8>,
    pub prev: Hash,
    pub hash: Hash,
}

impl Change {
    /// The hash that these contents must have.
    pub(crate) fn proof(&self, story: &StoryId) -> Hash {
        Hash::change(&Link {
            prev: self.prev,
            story,
            n: self.n,
            at: self.at.0.as_microsecond(),
            frontier: &self.frontier,
            bytes: &self.bytes,
        })
    }
}

pub(crate) fn insert(connection: &Connection, story: i64, change: &Change) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO change (n, story, at, bytes, frontier, prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let Change { n, at, bytes, frontier, prev, hash } = change;
    statement.execute(params![n, story, at, bytes, frontier, prev, hash]).map(|_| ())
}

/// The changes of `story` with a number above `n`, in order.
pub(crate) fn after(connection: &Connection, story: i64, n: u64) -> rusqlite::Result<Vec<Change>> {
    let mut statement = connection.prepare_cached(
        "SELECT n, at, bytes, frontier, prev_hash, hash FROM change WHERE story = ?1 AND n > ?2 ORDER BY n",
    )?;
    statement.query_map(params![story, n], read)?.collect()
}

/// [`after`], up to the first row that does not read, and why it does not.
pub(crate) fn after_as_far_as_it_reads(
    connection: &Connection,
    story: i64,
    n: u64,
    by: By,
) -> (Vec<Change>, Option<rusqlite::Error>) {
    let mut changes = Vec::new();
    let mut collect = || {
        let mut statement = connection.prepare(match by {
            By::Index => {
                "SELECT n, at, bytes, frontier, prev_hash, hash FROM change WHERE story = ?1 AND n > ?2 ORDER BY n"
            }
            By::Scan => {
                "SELECT n, at, bytes, frontier, prev_hash, hash FROM change NOT INDEXED
                 WHERE story = ?1 AND n > ?2 ORDER BY n"
            }
        })?;
        for change in statement.query_map(params![story, n], read)? {
            changes.push(change?);
        }
        Ok(())
    };
    let ended = collect().err();
    (changes, ended)
}

/// Numbers and hashes of all changes above `n`, in order: the desk's own chain.
pub(crate) fn chain_after(connection: &Connection, n: u64) -> rusqlite::Result<Vec<(u64, Hash)>> {
    let mut statement = connection.prepare_cached("SELECT n, hash FROM change WHERE n > ?1 ORDER BY n")?;
    statement.query_map([n], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Removes what a snapshot at `n` holds.
pub(crate) fn fold(connection: &Connection, story: i64, n: u64) -> rusqlite::Result<usize> {
    connection.prepare_cached("DELETE FROM change WHERE story = ?1 AND n <= ?2")?.execute(params![story, n])
}

/// How many there are that no snapshot holds.
pub(crate) fn count(connection: &Connection) -> rusqlite::Result<u64> {
    let sql = "SELECT count(*) FROM change
               WHERE NOT EXISTS (SELECT 1 FROM snapshot WHERE snapshot.story = change.story AND snapshot.n >= change.n)";
    connection.query_row(sql, [], |row| row.get(0))
}

/// Largest number anywhere: no new change may have one at or below it.
pub(crate) fn newest(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT coalesce(max(n), 0) FROM change", [], |row| row.get(0))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Change> {
    Ok(Change {
        n: row.get(0)?,
        at: row.get(1)?,
        bytes: row.get(2)?,
        frontier: row.get(3)?,
        prev: row.get(4)?,
        hash: row.get(5)?,
    })
}
