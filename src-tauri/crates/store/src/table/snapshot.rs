//! `snapshot`: a document with its whole history, and the trail of its versions. A newer one takes an older one's place.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::StoryId;
use crate::chain::{Hash, Link};
use crate::moment::Moment;

/// One snapshot, its story known from elsewhere.
pub(crate) struct Snapshot {
    /// The newest change it holds.
    pub n: u64,
    /// When that was made.
    pub at: Moment,
    /// Loro snapshot.
    pub bytes: Vec<u8>,
    /// Where the document stands (Loro frontiers).
    pub frontier: Vec<u8>,
    /// See [`crate::trail`].
    pub trail: Vec<u8>,
    /// Over all the rest.
    pub hash: Hash,
    /// Hash of change `n`: where the chain goes on.
    pub chain: Hash,
}

impl Snapshot {
    /// The hash that these contents must have.
    pub(crate) fn proof(&self, story: &StoryId) -> Hash {
        let link = Link {
            prev: self.chain,
            story,
            n: self.n,
            at: self.at.0.as_microsecond(),
            frontier: &self.frontier,
            bytes: &self.bytes,
        };
        Hash::snapshot(&link, &self.trail)
    }
}

pub(crate) fn insert(connection: &Connection, story: i64, snapshot: &Snapshot) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO snapshot (story, n, at, bytes, frontier, trail, hash, chain_hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let Snapshot { n, at, bytes, frontier, trail, hash, chain } = snapshot;
    statement.execute(params![story, n, at, bytes, frontier, trail, hash, chain]).map(|_| ())
}

pub(crate) fn newest(connection: &Connection, story: i64) -> rusqlite::Result<Option<Snapshot>> {
    let mut statement = connection.prepare_cached(
        "SELECT n, at, bytes, frontier, trail, hash, chain_hash FROM snapshot
         WHERE story = ?1 ORDER BY n DESC LIMIT 1",
    )?;
    statement.query_row([story], read).optional()
}

/// [`newest`] for when the index does not read.
pub(crate) fn newest_by_scan(connection: &Connection, story: i64) -> rusqlite::Result<Option<Snapshot>> {
    let mut statement = connection.prepare(
        "SELECT n, at, bytes, frontier, trail, hash, chain_hash FROM snapshot NOT INDEXED
         WHERE story = ?1 ORDER BY n DESC LIMIT 1",
    )?;
    statement.query_row([story], read).optional()
}

/// Removes the snapshots of `story` before the one at `n`.
pub(crate) fn fold(connection: &Connection, story: i64, n: u64) -> rusqlite::Result<usize> {
    connection.prepare_cached("DELETE FROM snapshot WHERE story = ?1 AND n < ?2")?.execute(params![story, n])
}

/// Removes every snapshot of `story`; only while it forgets.
pub(crate) fn forget(connection: &Connection, story: i64) -> rusqlite::Result<usize> {
    connection.prepare_cached("DELETE FROM snapshot WHERE story = ?1")?.execute([story])
}

fn read(row: &Row<'_>) -> rusqlite::Result<Snapshot> {
    Ok(Snapshot {
        n: row.get(0)?,
        at: row.get(1)?,
        bytes: row.get(2)?,
        frontier: row.get(3)?,
        trail: row.get(4)?,
        hash: row.get(5)?,
        chain: row.get(6)?,
    })
}
