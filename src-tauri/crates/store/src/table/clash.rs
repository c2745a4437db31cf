//! `clash`: sentences that two desks changed differently, until the writer settles them.

use rusqlite::{Connection, Row, params};
use wirecopy_story::compare::{Clash, Span};

use crate::ClashRow;
use crate::moment::{Moment, kept};

pub(crate) fn insert(connection: &Connection, story: i64, row: &ClashRow) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO clash (story, number, at, field, base, ours, theirs, shown, place_from, place_to)
         SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM clash WHERE story = ?1",
    )?;
    let ClashRow { at, clash: Clash { field, base, ours, theirs, place }, shown, .. } = row;
    let at = Moment(kept(*at));
    statement.execute(params![story, at, field, base, ours, theirs, shown, place.from, place.to]).map(|_| ())
}

/// The clashes of `story` that are not settled, oldest first.
pub(crate) fn open(connection: &Connection, story: i64) -> rusqlite::Result<Vec<ClashRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, at, field, base, ours, theirs, shown, place_from, place_to FROM clash
         WHERE story = ?1 AND settled = 0 ORDER BY number",
    )?;
    statement.query_map([story], read)?.collect()
}

/// Settles one; whether there was one to settle.
pub(crate) fn settle(connection: &Connection, story: i64, number: u32) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached(
        "UPDATE clash SET settled = 1, base = '', ours = '', theirs = '', shown = ''
         WHERE story = ?1 AND number = ?2 AND settled = 0",
    )?;
    statement.execute(params![story, number]).map(|rows| rows > 0)
}

/// Lets the words of all of them go.
pub(crate) fn forget(connection: &Connection, story: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE clash SET settled = 1, base = '', ours = '', theirs = '', shown = '' WHERE story = ?1";
    connection.prepare_cached(sql)?.execute([story]).map(|_| ())
}

fn read(row: &Row<'_>) -> rusqlite::Result<ClashRow> {
    Ok(ClashRow {
        number: row.get(0)?,
        at: row.get::<_, Moment>(1)?.0,
        clash: Clash {
            field: row.get(2)?,
            base: row.get(3)?,
            ours: row.get(4)?,
            theirs: row.get(5)?,
            place: Span { from: row.get(7)?, to: row.get(8)? },
        },
        shown: row.get(6)?,
    })
}
