//! `search`: the full text of every story (FTS5). What goes in and what is asked for comes through [`crate::words`].

use rusqlite::{Connection, params};

use crate::table::story::{self, Card};

/// The texts of one story, ready for the index.
pub(crate) struct Entry {
    pub headline: String,
    pub slug: String,
    pub summary: String,
    pub body: String,
    /// Everything else that is words: byline, section, keywords, place.
    pub other: String,
}

pub(crate) fn remove(connection: &Connection, row: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([row]).map(|_| ())
}

pub(crate) fn insert(connection: &Connection, row: i64, entry: &Entry) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO search (rowid, headline, slug, summary, body, other) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let Entry { headline, slug, summary, body, other } = entry;
    statement.execute(params![row, headline, slug, summary, body, other]).map(|_| ())
}

/// Writes the index anew: FTS5 keeps what was removed until its parts are merged.
pub(crate) fn rewrite(connection: &Connection) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT INTO search (search) VALUES ('optimize')")?.execute([]).map(|_| ())
}

/// Stories that match the FTS5 expression `query`, newest change first, each with text around a hit.
pub(crate) fn find(connection: &Connection, query: &str, limit: u32) -> rusqlite::Result<Vec<(Card, String)>> {
    // The hits are chosen first: SQLite would make a snippet of every match before it sorts them.
    let mut statement = connection.prepare_cached(
        "SELECT story.row, story.id, story.created_at, story.changed_at, story.headline, story.slug, story.words,
                story.version, story.chain, story.exported_at, story.binned_at,
                snippet(search, -1, '', '', '…', 16)
         FROM (
             SELECT story.row AS row
             FROM search JOIN story ON story.row = search.rowid
             WHERE search MATCH ?1 ORDER BY story.changed_at DESC, story.row DESC LIMIT ?2
         ) AS hit
         JOIN search ON search.rowid = hit.row
         JOIN story ON story.row = hit.row
         WHERE search MATCH ?1 ORDER BY story.changed_at DESC, story.row DESC",
    )?;
    statement.query_map(params![query, limit], |row| Ok((story::read(row)?, row.get(11)?)))?.collect()
}
