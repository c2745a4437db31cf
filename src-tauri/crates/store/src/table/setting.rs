//! `setting`: what the desk remembers of how it is used, one text per key.

use rusqlite::{Connection, OptionalExtension};

pub(crate) fn put(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?;
    statement.execute([key, value]).map(|_| ())
}

pub(crate) fn get(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?.query_row([key], |row| row.get(0)).optional()
}
