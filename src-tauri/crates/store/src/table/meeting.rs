//! `meeting`: what was taken in from other desks. Append-only by triggers, but for words that are forgotten.

use loro::VersionVector;
use rusqlite::{Connection, Row, params};

use crate::moment::Moment;
use crate::seal::Maker;

/// One bundle that was taken in.
pub(crate) struct Meeting {
    pub at: Moment,
    /// The version of the story that holds what came.
    pub version: u64,
    pub maker: Maker,
    /// What the other desk knew: everything that this story holds now, by changes or by words.
    pub knows: VersionVector,
    /// What it said, as a story file; `None` once forgotten.
    pub said: Option<String>,
}

pub(crate) fn insert(connection: &Connection, story: i64, meeting: &Meeting) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO meeting (story, number, at, version, maker, knows, said)
         SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6 FROM meeting WHERE story = ?1",
    )?;
    let Meeting { at, version, maker, knows, said } = meeting;
    statement.execute(params![story, at, version, maker.0, knows.encode(), said]).map(|_| ())
}

/// The meetings of `story`, oldest first.
pub(crate) fn all(connection: &Connection, story: i64) -> rusqlite::Result<Vec<Meeting>> {
    let mut statement = connection
        .prepare_cached("SELECT at, version, maker, knows, said FROM meeting WHERE story = ?1 ORDER BY number")?;
    statement.query_map([story], read)?.collect()
}

/// Lets the words go.
pub(crate) fn forget(connection: &Connection, story: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE meeting SET said = NULL WHERE story = ?1 AND said IS NOT NULL";
    connection.prepare_cached(sql)?.execute([story]).map(|_| ())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Meeting> {
    let knows: Vec<u8> = row.get(3)?;
    let knows = VersionVector::decode(&knows).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(3, 0))?;
    Ok(Meeting { at: row.get(0)?, version: row.get(1)?, maker: Maker(row.get(2)?), knows, said: row.get(4)? })
}
