//! `head`: how far the desk has come. One row, rewritten by every commit; its twin outside is the high-water mark.

use rusqlite::{Connection, params};

use crate::chain::Hash;
use crate::high_water::Mark;
use crate::key::Print;

/// How far the desk has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Number of the newest change.
    pub n: u64,
    /// Chain over all changes.
    pub hash: Hash,
    /// Commits of what must not be lost.
    pub tick: u64,
    /// Sum of the versions of all stories.
    pub total: u64,
}

impl Head {
    pub(crate) const START: Self = Self { n: 0, hash: Hash::ZERO, tick: 0, total: 0 };

    /// The head after change `n`, which took its story from `before` (0: it is new).
    pub(crate) fn after(self, n: u64, before: u64, hash: Hash) -> Self {
        let total = self.total.wrapping_add(n).wrapping_sub(before);
        Self { n, hash: self.hash.head(hash), tick: self.tick, total }
    }

    pub(crate) fn mark(&self, print: Print) -> Mark {
        Mark { n: self.n, tick: self.tick, hash: self.hash, print }
    }
}

pub(crate) fn insert(connection: &Connection, head: &Head) -> rusqlite::Result<()> {
    let sql = "INSERT INTO head (one, n, hash, tick, total) VALUES (1, ?1, ?2, ?3, ?4)";
    connection.execute(sql, params![head.n, head.hash, head.tick, head.total]).map(|_| ())
}

pub(crate) fn put(connection: &Connection, head: &Head) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("UPDATE head SET n = ?1, hash = ?2, tick = ?3, total = ?4")?;
    statement.execute(params![head.n, head.hash, head.tick, head.total]).map(|_| ())
}

pub(crate) fn read(connection: &Connection) -> rusqlite::Result<Head> {
    let mut statement = connection.prepare_cached("SELECT n, hash, tick, total FROM head")?;
    statement.query_row([], |row| Ok(Head { n: row.get(0)?, hash: row.get(1)?, tick: row.get(2)?, total: row.get(3)? }))
}
