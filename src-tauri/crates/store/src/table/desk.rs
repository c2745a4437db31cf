//! `desk`: which desk this is, and the peer under which its writer signs changes of documents.
//!
//! A peer's counter must never be used twice with other content. One desk has one writer, so it keeps its peer, which
//! keeps histories small; a desk that goes back in time (a backup put back, a lost end) gets a new one. The low eight
//! bits are left free for edits on older versions, see [`crate::document`].

use rusqlite::{Connection, params};

use crate::moment::Moment;

/// The peers of one desk: `0` in the low byte is the writer, the others are its side lines.
pub(crate) const SIDE_LINES: u64 = 0xff;

pub(crate) fn insert(connection: &Connection, id: [u8; 16], peer: u64, made_at: Moment) -> rusqlite::Result<()> {
    let sql = "INSERT INTO desk (one, id, peer, made_at) VALUES (1, ?1, ?2, ?3)";
    connection.execute(sql, params![id, peer.cast_signed(), made_at]).map(|_| ())
}

pub(crate) fn peer(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT peer FROM desk", [], |row| row.get::<_, i64>(0)).map(i64::cast_unsigned)
}

pub(crate) fn set_peer(connection: &Connection, peer: u64) -> rusqlite::Result<()> {
    connection.execute("UPDATE desk SET peer = ?1", [peer.cast_signed()]).map(|_| ())
}

/// A peer from random bytes: never `u64::MAX` (Loro's own), the low byte free.
pub(crate) fn peer_of(random: [u8; 8]) -> u64 {
    u64::from_le_bytes(random) & !SIDE_LINES & (u64::MAX >> 1)
}
