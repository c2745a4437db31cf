//! Whether a database is what was written: pages, structure, chains, hashes, and how far it should have come.

use std::collections::HashSet;
use std::path::Path;

use loro::Frontiers;
use rusqlite::Connection;
use wirecopy_story::file;

use crate::chain::Hash;
use crate::folder::Folder;
use crate::high_water::{Found, Mark};
use crate::load::{Loaded, load};
use crate::shelf::fault_of;
use crate::table::head::{self, Head};
use crate::table::{change, clash, forgotten, meeting, revision, seal, story};
use crate::{Result, StoreError, StoryId, Verified, log, migrate, trail};

/// How many stories are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Every one, and every revision.
    All,
    /// The ones changed last, at most this many; no revisions.
    Newest(usize),
}

/// Whether the head of the database is at or after the mark outside, on the same line of history. The answer is a
/// clause for people.
pub(crate) fn compare(mark: &Mark, head: &Head, chain: &[(u64, Hash)]) -> std::result::Result<(), String> {
    if head.n < mark.n {
        let lost = mark.n - head.n;
        let changes = if lost == 1 { "the last change is".to_owned() } else { format!("the last {lost} changes are") };
        return Err(format!("{changes} missing (expected change {}, got {})", mark.n, head.n));
    }
    if head.tick < mark.tick {
        return Err(format!("its end is missing (expected commit {}, got {})", mark.tick, head.tick));
    }
    let since = chain.iter().filter(|(n, _)| *n > mark.n);
    let (n, hash) = since.fold((mark.n, mark.hash), |(_, hash), (n, change)| (*n, hash.head(*change)));
    if (n, hash) != (head.n, head.hash) {
        return Err(format!("it is another one than at change {}: an older copy was put in its place", mark.n));
    }
    Ok(())
}

/// Whether the counts in the head are those of the tables.
pub(crate) fn totals(connection: &Connection, folder: &Path) -> Result<()> {
    let sql = |error| StoreError::sql("Counting the stories", folder)(error);
    let head = head::read(connection).map_err(sql)?;
    let (_, total) = story::totals(connection).map_err(sql)?;
    let newest = change::newest(connection).map_err(sql)?;
    if total != head.total || newest > head.n {
        return Err(StoreError::damaged(folder, "the list of stories is older than their changes"));
    }
    Ok(())
}

/// SQLite's own check: `quick_check` or `integrity_check`.
pub(crate) fn structure(connection: &Connection, pragma: &str, folder: &Path) -> Result<()> {
    let said = connection.query_row(&format!("PRAGMA {pragma}(1)"), [], |row| row.get::<_, String>(0));
    match said.map_err(StoreError::sql("Checking the database", folder))?.as_str() {
        "ok" => Ok(()),
        fault => Err(StoreError::damaged(folder, format!("SQLite's {pragma} says: {fault}"))),
    }
}

/// Recomputes the HMAC of every page in the file; gives their number. Reads past SQLite's locks, so nobody may
/// checkpoint meanwhile.
pub(crate) fn pages(connection: &Connection, folder: &Path) -> Result<u64> {
    let (pages, faults) = damaged_pages(connection, folder)?;
    match faults.first() {
        None => Ok(pages),
        Some(first) => Err(StoreError::damaged(folder, first.as_str())),
    }
}

/// As [`pages`], with every page that is wrong.
pub(crate) fn damaged_pages(connection: &Connection, folder: &Path) -> Result<(u64, Vec<String>)> {
    let sql = |error| StoreError::sql("Checking the pages", folder)(error);
    let pages = connection.query_row("PRAGMA page_count", [], |row| row.get(0)).map_err(sql)?;
    let mut statement = connection.prepare("PRAGMA cipher_integrity_check").map_err(sql)?;
    let faults = statement.query_map([], |row| row.get::<_, String>(0)).and_then(Iterator::collect);
    let mut faults: Vec<String> = faults.map_err(sql)?;
    if !faults.is_empty() {
        // Looked at after the pages: what is moved out of the log meanwhile is whole in the database.
        let in_log = log::pages(&Folder::new(folder).wal());
        let torn = |fault: &str| fault.split("page ").nth(1)?.split(' ').next()?.parse().ok();
        faults.retain(|fault| torn(fault).is_none_or(|page| !in_log.contains(&page)));
    }
    Ok((pages, faults.into_iter().map(|fault| format!("SQLCipher says: {fault}")).collect()))
}

/// Structure, counts and hashes of a whole database. The caller holds a transaction or is alone. Pages are not
/// counted: see [`pages`].
pub(crate) fn whole(connection: &Connection, depth: Depth, folder: &Path) -> Result<Verified> {
    structure(connection, "integrity_check", folder)?;
    totals(connection, folder)?;
    desks(connection, folder)?;
    let sql = |error| StoreError::sql("Reading the stories", folder)(error);
    let ids: Vec<_> = story::all(connection).map_err(sql)?.into_iter().map(|card| card.id).collect();
    let most = match depth {
        Depth::All => ids.len(),
        Depth::Newest(most) => most,
    };
    let mut verified = Verified { stories: 0, changes: 0, pages: 0, revisions: 0 };
    for id in ids.iter().take(most) {
        let (changes, revisions) = one(connection, id, depth, folder)?;
        verified.stories += 1;
        verified.changes += changes;
        verified.revisions += revisions;
    }
    let rows = change::count(connection).map_err(sql)?;
    if depth == Depth::All && rows != verified.changes {
        return Err(StoreError::damaged(folder, format!("{} changes belong to no story", rows - verified.changes)));
    }
    Ok(verified)
}

/// What concerns other desks and what was forgotten: the seal is one, and no forgetting was left half done.
fn desks(connection: &Connection, folder: &Path) -> Result<()> {
    let sql = |error| StoreError::sql("Reading the seal", folder)(error);
    if migrate::format(connection).map_err(sql)? < forgotten::SINCE {
        return Ok(());
    }
    if forgotten::under_way(connection).map_err(sql)? > 0 {
        return Err(StoreError::damaged(folder, "a story is half forgotten"));
    }
    seal::place(connection).map_err(sql).map(|_| ())
}

/// That every version of a story's trail is one of its document, nothing from before what was forgotten is left, and
/// what came from other desks reads.
fn history(connection: &Connection, loaded: &Loaded, folder: &Path) -> Result<()> {
    let id = &loaded.card.id;
    let sql = |error| StoreError::sql("Reading a story", folder)(error);
    let wrong = |what: &str| StoreError::damaged(folder, format!("the story {id} {what}"));
    let mut steps = trail::read(&loaded.trail).ok_or_else(|| wrong("has a trail that does not read"))?;
    steps.extend_from_slice(&loaded.recent);
    if !steps.windows(2).all(|pair| pair[0].n < pair[1].n) {
        return Err(wrong("has versions out of order"));
    }
    // A trail is a thousand times longer than what can go wrong in its middle alone: hashes cover that.
    let looked_at = steps.iter().step_by(steps.len() / 64 + 1).chain(steps.last());
    if looked_at.into_iter().any(|step| loaded.document.knew(&step.frontier).is_none()) {
        return Err(wrong("has a version that its document does not have"));
    }
    if migrate::format(connection).map_err(sql)? < forgotten::SINCE {
        return Ok(());
    }
    let first = steps.first().map_or(0, |step| step.n);
    let forgotten = forgotten::of(connection, loaded.card.row).map_err(sql)?;
    if let Some(forgotten) = forgotten {
        let revisions = revision::all(connection, loaded.card.row).map_err(sql)?;
        let earlier = revisions.iter().any(|revision| revision.version < forgotten.before);
        if first < forgotten.before || earlier || loaded.document.is_whole() && first != forgotten.before {
            return Err(wrong("still has what was forgotten"));
        }
    }
    let meetings = meeting::all(connection, loaded.card.row).map_err(sql)?;
    let unread = meetings.iter().filter_map(|meeting| meeting.said.as_deref()).any(|said| file::read(said).is_err());
    if unread || meetings.iter().any(|meeting| meeting.version > loaded.card.version) {
        return Err(wrong("met another desk in a way that does not read"));
    }
    let cards = clash::open(connection, loaded.card.row).map_err(sql)?;
    if cards.iter().any(|card| card.shown.is_empty() && card.clash.ours.is_empty() && card.clash.theirs.is_empty()) {
        return Err(wrong("has a clash without words"));
    }
    Ok(())
}

/// Changes and revisions of one story that proved right.
pub(crate) fn one(connection: &Connection, id: &StoryId, depth: Depth, folder: &Path) -> Result<(u64, u64)> {
    let loaded = load(connection, id, 1, folder)?;
    let changes = loaded.recent.len() as u64;
    if depth != Depth::All {
        return Ok((changes, 0));
    }
    history(connection, &loaded, folder)?;
    let sql = |error| StoreError::sql("Reading the revisions", folder)(error);
    let mut proven = HashSet::new();
    let revisions = revision::all(connection, loaded.card.row).map_err(sql)?;
    for revision in &revisions {
        // Revisions of one version say the same and need one look.
        if !proven.insert((revision.version, revision.content.0)) {
            continue;
        }
        let wrong = || {
            StoreError::damaged(folder, format!("revision {} of the story {id} is not what was kept", revision.number))
        };
        let version = Frontiers::decode(&revision.frontier).map_err(|_| wrong())?;
        loaded.document.go(&version).map_err(|fault| fault_of(fault, id, folder))?;
        if loaded.document.content() != revision.content {
            return Err(wrong());
        }
    }
    Ok((changes, revisions.len() as u64))
}

/// Compares the mark at `path` with the database. A file that does not read is no finding: a mark can be made again
/// from a database that is whole.
pub(crate) fn mark(found: &Found, connection: &Connection, folder: &Path) -> Result<()> {
    let Found::Mark(mark) = found else { return Ok(()) };
    let sql = |error| StoreError::sql("Reading the head", folder)(error);
    let head = head::read(connection).map_err(sql)?;
    let chain = change::chain_after(connection, mark.n).map_err(sql)?;
    compare(mark, &head, &chain).map_err(|what| StoreError::damaged(folder, what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Print;

    fn head(n: u64, tick: u64, hash: Hash) -> Head {
        Head { n, tick, hash, total: 0 }
    }

    #[test]
    fn a_head_behind_the_mark_or_on_another_line_is_told() {
        let (a, b, c) = (Hash([1; 32]), Hash([2; 32]), Hash([3; 32]));
        let mark = Mark { n: 5, tick: 9, hash: a, print: Print([0; 8]) };
        assert_eq!(compare(&mark, &head(5, 9, a), &[]), Ok(()), "the same place");
        assert_eq!(compare(&mark, &head(7, 11, a.head(b).head(c)), &[(6, b), (7, c)]), Ok(()), "two changes on");
        assert_eq!(compare(&mark, &head(5, 12, a), &[]), Ok(()), "commits without a change");
        let lost = compare(&mark, &head(3, 7, b), &[]).expect_err("two changes are gone");
        assert!(lost.contains("last 2 changes"), "{lost}");
        compare(&mark, &head(5, 8, a), &[]).expect_err("a commit is gone");
        compare(&mark, &head(5, 9, b), &[]).expect_err("another history of the same length");
        compare(&mark, &head(7, 11, a.head(c).head(b)), &[(6, b), (7, c)]).expect_err("another history, longer");
        compare(&mark, &head(7, 11, a.head(b).head(c)), &[(7, c)]).expect_err("a change on the way is gone");
    }
}
