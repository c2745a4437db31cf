//! `export`: what left the desk. Append-only by triggers.

use rusqlite::{Connection, Row, params};

use crate::moment::Moment;
use crate::{ExportRecord, Version};

pub(crate) fn insert(connection: &Connection, story: i64, number: u32, record: &ExportRecord) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO export (story, number, at, format, profile, kind, version, sha256, file_name, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    let ExportRecord { at, format, profile, kind, version, sha256, file_name, bytes } = record;
    let (at, version) = (Moment(*at), version.0);
    statement.execute(params![story, number, at, format, profile, kind, version, sha256, file_name, bytes]).map(|_| ())
}

pub(crate) fn next_number(connection: &Connection, story: i64) -> rusqlite::Result<u32> {
    let sql = "SELECT coalesce(max(number), 0) + 1 FROM export WHERE story = ?1";
    connection.prepare_cached(sql)?.query_row([story], |row| row.get(0))
}

/// The exports of `story`, newest first.
pub(crate) fn all(connection: &Connection, story: i64) -> rusqlite::Result<Vec<ExportRecord>> {
    let mut statement = connection.prepare_cached(
        "SELECT at, format, profile, kind, version, sha256, file_name, bytes FROM export
         WHERE story = ?1 ORDER BY number DESC",
    )?;
    statement.query_map([story], read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<ExportRecord> {
    Ok(ExportRecord {
        at: row.get::<_, Moment>(0)?.0,
        format: row.get(1)?,
        profile: row.get(2)?,
        kind: row.get(3)?,
        version: Version(row.get(4)?),
        sha256: row.get(5)?,
        file_name: row.get(6)?,
        bytes: row.get(7)?,
    })
}
