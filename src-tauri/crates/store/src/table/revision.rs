//! `revision`: versions with a name. Append-only by triggers.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, params};

use crate::chain::Hash;
use crate::moment::Moment;
use crate::{RevisionRow, Version, Why};

/// One revision with what proves it.
pub(crate) struct Revision {
    pub number: u32,
    pub version: u64,
    pub frontier: Vec<u8>,
    pub content: Hash,
    pub at: Moment,
    pub why: Why,
    pub label: String,
}

impl Revision {
    pub(crate) fn into_row(self) -> RevisionRow {
        RevisionRow {
            number: self.number,
            at: self.at.0,
            why: self.why,
            label: self.label,
            version: Version(self.version),
        }
    }
}

pub(crate) fn insert(connection: &Connection, story: i64, revision: &Revision) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO revision (story, number, version, frontier, content, at, why, label)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let Revision { number, version, frontier, content, at, why, label } = revision;
    statement.execute(params![story, number, version, frontier, content, at, why, label]).map(|_| ())
}

pub(crate) fn next_number(connection: &Connection, story: i64) -> rusqlite::Result<u32> {
    let sql = "SELECT coalesce(max(number), 0) + 1 FROM revision WHERE story = ?1";
    connection.prepare_cached(sql)?.query_row([story], |row| row.get(0))
}

/// The revisions of `story`, newest first.
pub(crate) fn all(connection: &Connection, story: i64) -> rusqlite::Result<Vec<Revision>> {
    let mut statement = connection.prepare_cached(
        "SELECT number, version, frontier, content, at, why, label FROM revision WHERE story = ?1 ORDER BY number DESC",
    )?;
    statement.query_map([story], read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Revision> {
    Ok(Revision {
        number: row.get(0)?,
        version: row.get(1)?,
        frontier: row.get(2)?,
        content: row.get(3)?,
        at: row.get(4)?,
        why: row.get(5)?,
        label: row.get(6)?,
    })
}

impl ToSql for Why {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.word()))
    }
}

impl FromSql for Why {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::of(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}
