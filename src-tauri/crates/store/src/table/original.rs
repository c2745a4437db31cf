//! `original`: the file that a story was imported from. What is in it is the desk's business.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::moment::{Moment, kept};
use crate::{Original, OriginalCard};

/// The format that brought the table.
pub(crate) const SINCE: u32 = 3;

pub(crate) fn insert(connection: &Connection, story: i64, original: &Original) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO original (story, at, file_name, format, notes, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let OriginalCard { at, file_name, format, notes } = &original.card;
    statement.execute(params![story, Moment(kept(*at)), file_name, format, notes, original.bytes]).map(|_| ())
}

/// Where the story came from, without the bytes; `None` when it was begun on the desk.
pub(crate) fn card(connection: &Connection, story: i64) -> rusqlite::Result<Option<OriginalCard>> {
    let sql = "SELECT at, file_name, format, notes FROM original WHERE story = ?1";
    connection.prepare_cached(sql)?.query_row([story], read).optional()
}

pub(crate) fn whole(connection: &Connection, story: i64) -> rusqlite::Result<Option<Original>> {
    let sql = "SELECT at, file_name, format, notes, bytes FROM original WHERE story = ?1";
    let whole = |row: &Row<'_>| Ok(Original { card: read(row)?, bytes: row.get(4)? });
    connection.prepare_cached(sql)?.query_row([story], whole).optional()
}

/// Removes it; only while its story forgets. Whether there was one.
pub(crate) fn forget(connection: &Connection, story: i64) -> rusqlite::Result<bool> {
    connection.prepare_cached("DELETE FROM original WHERE story = ?1")?.execute([story]).map(|rows| rows > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<OriginalCard> {
    Ok(OriginalCard { at: row.get::<_, Moment>(0)?.0, file_name: row.get(1)?, format: row.get(2)?, notes: row.get(3)? })
}
