//! `forgotten`: up to where a story's history was removed at the writer's wish, and by which commit.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::backups::holding;
use crate::moment::Moment;
use crate::{BackupRow, ForgottenRow, Version};

/// The format that brought the table.
pub(crate) const SINCE: u32 = 5;

/// One story's forgetting, the last of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Forgotten {
    pub at: Moment,
    /// The oldest version that is still there.
    pub before: u64,
    /// The desk's commit that removed the rest.
    pub tick: u64,
}

impl Forgotten {
    /// For people: with how many of the backups `rows` still hold it.
    pub(crate) fn row(&self, rows: &[BackupRow]) -> ForgottenRow {
        let holding = u32::try_from(holding(rows, self).len()).unwrap_or(u32::MAX);
        ForgottenRow { at: self.at.0, before: Version(self.before), backups: holding }
    }
}

/// Begins to forget: until [`end`] the tables let go of what lies before.
pub(crate) fn begin(connection: &Connection, story: i64, forgotten: &Forgotten) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO forgotten (story, at, before, tick, under_way) VALUES (?1, ?2, ?3, ?4, 1)
         ON CONFLICT (story) DO UPDATE SET
             at = excluded.at, before = excluded.before, tick = excluded.tick, under_way = 1",
    )?;
    let Forgotten { at, before, tick } = forgotten;
    statement.execute(params![story, at, before, tick]).map(|_| ())
}

pub(crate) fn end(connection: &Connection, story: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE forgotten SET under_way = 0 WHERE story = ?1")?.execute([story]).map(|_| ())
}

pub(crate) fn of(connection: &Connection, story: i64) -> rusqlite::Result<Option<Forgotten>> {
    let sql = "SELECT at, before, tick FROM forgotten WHERE story = ?1";
    connection.prepare_cached(sql)?.query_row([story], read).optional()
}

/// The last forgetting of any story: a backup of an earlier commit holds what was forgotten.
pub(crate) fn newest(connection: &Connection) -> rusqlite::Result<Option<Forgotten>> {
    let sql = "SELECT at, before, tick FROM forgotten ORDER BY tick DESC LIMIT 1";
    connection.prepare_cached(sql)?.query_row([], read).optional()
}

/// How many are under way: none, but inside the transaction that forgets.
pub(crate) fn under_way(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("SELECT count(*) FROM forgotten WHERE under_way <> 0", [], |row| row.get(0))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Forgotten> {
    Ok(Forgotten { at: row.get(0)?, before: row.get(1)?, tick: row.get(2)? })
}
