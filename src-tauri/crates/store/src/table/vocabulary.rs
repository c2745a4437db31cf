//! `vocabulary`: vocabularies that were loaded from files. What is in one is the desk's business.

use rusqlite::{Connection, Row, params};

use crate::VocabularyRow;
use crate::moment::Moment;

/// The format that brought the table.
pub(crate) const SINCE: u32 = 2;

/// One that is there is replaced.
pub(crate) fn put(connection: &Connection, row: &VocabularyRow) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO vocabulary (scheme, loaded_at, file_name, value) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (scheme) DO UPDATE SET
             loaded_at = excluded.loaded_at, file_name = excluded.file_name, value = excluded.value",
    )?;
    let VocabularyRow { scheme, loaded_at, file_name, value } = row;
    statement.execute(params![scheme, Moment(*loaded_at), file_name, value]).map(|_| ())
}

/// Whether there was one.
pub(crate) fn remove(connection: &Connection, scheme: &str) -> rusqlite::Result<bool> {
    connection.prepare_cached("DELETE FROM vocabulary WHERE scheme = ?1")?.execute([scheme]).map(|rows| rows > 0)
}

/// All of them, by alias.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<VocabularyRow>> {
    let mut statement =
        connection.prepare_cached("SELECT scheme, loaded_at, file_name, value FROM vocabulary ORDER BY scheme")?;
    statement.query_map([], read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<VocabularyRow> {
    Ok(VocabularyRow {
        scheme: row.get(0)?,
        loaded_at: row.get::<_, Moment>(1)?.0,
        file_name: row.get(2)?,
        value: row.get(3)?,
    })
}
