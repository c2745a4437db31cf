//! `story`: one line per story for the list. Headline, slug and version are written with every change; words and the
//! search index follow when the writer pauses (`settled` says how far they are).

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::StoryId;
use crate::chain::Hash;
use crate::moment::Moment;
use crate::{State, values};

/// One line.
#[derive(Clone)]
pub(crate) struct Card {
    pub row: i64,
    pub id: StoryId,
    pub created_at: Moment,
    pub changed_at: Moment,
    pub headline: String,
    pub slug: String,
    pub words: u32,
    /// Number of its newest change.
    pub version: u64,
    /// Hash of that change.
    pub chain: Hash,
    pub exported_at: Option<Moment>,
    pub binned_at: Option<Moment>,
}

impl Card {
    pub(crate) fn state(&self) -> State {
        match (self.binned_at, self.exported_at) {
            (Some(_), _) => State::Binned,
            (None, Some(_)) => State::Exported,
            (None, None) => State::Draft,
        }
    }

    pub(crate) fn into_row(self) -> values::Row {
        values::Row {
            state: self.state(),
            id: self.id,
            headline: self.headline,
            slug: self.slug,
            words: self.words,
            changed_at: self.changed_at.0,
            exported_at: self.exported_at.map(|at| at.0),
            created_at: self.created_at.0,
        }
    }
}

/// What a change leaves in its story's line.
pub(crate) struct Touch<'a> {
    pub row: i64,
    pub changed_at: Moment,
    pub headline: &'a str,
    pub slug: &'a str,
    pub version: u64,
    pub chain: Hash,
}

/// A line for a new story, with nothing in it yet; [`touch`] fills it.
pub(crate) fn insert(connection: &Connection, id: &StoryId, created_at: Moment) -> rusqlite::Result<i64> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO story (id, created_at, changed_at, headline, slug, version, chain)
         VALUES (?1, ?2, ?2, '', '', 0, ?3)",
    )?;
    statement.insert(params![id.as_str(), created_at, Hash::ZERO])
}

pub(crate) fn touch(connection: &Connection, touch: &Touch<'_>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "UPDATE story SET changed_at = ?2, headline = ?3, slug = ?4, version = ?5, chain = ?6 WHERE row = ?1",
    )?;
    let Touch { row, changed_at, headline, slug, version, chain } = touch;
    statement.execute(params![row, changed_at, headline, slug, version, chain]).map(|_| ())
}

/// Words and search index are as of `version` now.
pub(crate) fn settle(connection: &Connection, row: i64, words: u32, version: u64) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("UPDATE story SET words = ?2, settled = ?3 WHERE row = ?1")?;
    statement.execute(params![row, words, version]).map(|_| ())
}

pub(crate) fn set_binned(connection: &Connection, row: i64, at: Option<Moment>) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE story SET binned_at = ?2 WHERE row = ?1")?.execute(params![row, at]).map(|_| ())
}

pub(crate) fn set_exported(connection: &Connection, row: i64, at: Moment) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE story SET exported_at = ?2 WHERE row = ?1")?.execute(params![row, at]).map(|_| ())
}

pub(crate) fn by_id(connection: &Connection, id: &StoryId) -> rusqlite::Result<Option<Card>> {
    let mut statement = connection.prepare_cached(
        "SELECT row, id, created_at, changed_at, headline, slug, words, version, chain, exported_at, binned_at
         FROM story WHERE id = ?1",
    )?;
    statement.query_row([id.as_str()], read).optional()
}

/// [`by_id`] for when the index does not read.
pub(crate) fn by_id_by_scan(connection: &Connection, id: &StoryId) -> rusqlite::Result<Option<Card>> {
    let mut statement = connection.prepare(
        "SELECT row, id, created_at, changed_at, headline, slug, words, version, chain, exported_at, binned_at
         FROM story NOT INDEXED WHERE id = ?1",
    )?;
    statement.query_row([id.as_str()], read).optional()
}

/// Every story, newest change first.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<Card>> {
    let mut statement = connection.prepare_cached(
        "SELECT row, id, created_at, changed_at, headline, slug, words, version, chain, exported_at, binned_at
         FROM story ORDER BY changed_at DESC, row DESC",
    )?;
    statement.query_map([], read)?.collect()
}

/// Four ways through the stories for when a page of them does not read: the table from both ends, and the index of the
/// ids, which lies in pages of its own.
pub(crate) const PARTS: [&str; 4] = [
    "SELECT id, version, chain FROM story NOT INDEXED ORDER BY row",
    "SELECT id, version, chain FROM story NOT INDEXED ORDER BY row DESC",
    "SELECT id, NULL, NULL FROM story ORDER BY id",
    "SELECT id, NULL, NULL FROM story ORDER BY id DESC",
];

/// Ids, versions and their hashes by one of [`PARTS`]; `found` has them up to the first that does not read.
pub(crate) fn part(
    connection: &Connection,
    sql: &str,
    found: &mut Vec<(StoryId, Option<(u64, Hash)>)>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(sql)?;
    let read = |row: &Row<'_>| {
        let (version, chain) = (row.get::<_, Option<u64>>(1)?, row.get::<_, Option<Hash>>(2)?);
        Ok((StoryId::new(row.get::<_, String>(0)?), version.zip(chain)))
    };
    for line in statement.query_map([], read)? {
        found.push(line?);
    }
    Ok(())
}

/// Stories whose words and search index are behind: the program ended before it settled them.
pub(crate) fn unsettled(connection: &Connection) -> rusqlite::Result<Vec<StoryId>> {
    let mut statement = connection.prepare("SELECT id FROM story WHERE settled < version")?;
    statement.query_map([], |row| row.get::<_, String>(0).map(StoryId::new))?.collect()
}

/// How many stories, and the sum of their versions.
pub(crate) fn totals(connection: &Connection) -> rusqlite::Result<(u32, u64)> {
    let sql = "SELECT count(*), coalesce(sum(version), 0) FROM story";
    connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Reads the columns of [`all`], which [`crate::table::search`] selects too.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Card> {
    Ok(Card {
        row: row.get(0)?,
        id: StoryId::new(row.get::<_, String>(1)?),
        created_at: row.get(2)?,
        changed_at: row.get(3)?,
        headline: row.get(4)?,
        slug: row.get(5)?,
        words: row.get(6)?,
        version: row.get(7)?,
        chain: row.get(8)?,
        exported_at: row.get(9)?,
        binned_at: row.get(10)?,
    })
}
