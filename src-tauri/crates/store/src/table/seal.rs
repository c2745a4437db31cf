//! `seal`: the key with which this desk signs, and a print of the file it lies in.

use rusqlite::{Connection, OptionalExtension, params};

pub(crate) fn place(connection: &Connection) -> rusqlite::Result<Option<[u8; 32]>> {
    connection.query_row("SELECT place FROM seal", [], |row| row.get(0)).optional()
}

pub(crate) fn secret(connection: &Connection) -> rusqlite::Result<[u8; 32]> {
    connection.query_row("SELECT secret FROM seal", [], |row| row.get(0))
}

pub(crate) fn put(connection: &Connection, secret: &[u8; 32], place: &[u8; 32]) -> rusqlite::Result<()> {
    let sql = "INSERT INTO seal (one, secret, place) VALUES (1, ?1, ?2)
               ON CONFLICT (one) DO UPDATE SET secret = excluded.secret, place = excluded.place";
    connection.execute(sql, params![secret, place]).map(|_| ())
}
