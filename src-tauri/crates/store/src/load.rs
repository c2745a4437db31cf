//! A story from the database, proven before anything of it is shown: the snapshot's hash, each change's hash, the
//! chain from one to the next, and that it ends where the story's line says.

use loro::Frontiers;
use rusqlite::Connection;

use crate::chain::Hash;
use crate::document::Document;
use crate::shelf::fault_of;
use crate::table::By;
use crate::table::change::{self, Change};
use crate::table::snapshot::{self, Snapshot};
use crate::table::story::{self, Card};
use crate::trail::Step;
use crate::{Result, StoreError, Stored, StoryId, Version};

/// A story that proved right.
pub(crate) struct Loaded {
    pub card: Card,
    pub document: Document,
    /// Trail of what the snapshot holds, and its last step.
    pub trail: Vec<u8>,
    pub folded: Option<Step>,
    /// What came after the snapshot.
    pub recent: Vec<Step>,
}

/// Loads story `id`. The caller holds a transaction, or is the only writer.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Damaged`] when anything does not prove right.
pub(crate) fn load(connection: &Connection, id: &StoryId, peer: u64, folder: &std::path::Path) -> Result<Loaded> {
    let sql = |error| StoreError::sql("Reading a story", folder)(error);
    let card = story::by_id(connection, id).map_err(sql)?;
    let card = card.ok_or_else(|| StoreError::NotFound { what: "a story", name: id.to_string() })?;
    let snapshot = snapshot::newest(connection, card.row).map_err(sql)?;
    let from = snapshot.as_ref().map_or(0, |snapshot| snapshot.n);
    let changes = change::after(connection, card.row, from).map_err(sql)?;
    prove(&card, snapshot.as_ref(), &changes)
        .and_then(|()| read(card, snapshot, changes, peer))
        .map_err(|what| StoreError::damaged(folder, format!("the story {id} does not prove right ({what})")))
}

/// As much of story `id` as proves right: the snapshot and the changes up to the first that does not, and why it ends
/// there. For a story that is whole there is no such reason.
///
/// # Errors
/// As for [`load`], when nothing of it proves right.
pub(crate) fn load_what_proves(
    connection: &Connection,
    id: &StoryId,
    by: By,
    folder: &std::path::Path,
) -> Result<(Loaded, Option<String>)> {
    let sql = |error| StoreError::sql("Reading a story", folder)(error);
    let card = match by {
        By::Index => story::by_id(connection, id),
        By::Scan => story::by_id_by_scan(connection, id),
    };
    let mut card = card.map_err(sql)?.ok_or_else(|| StoreError::NotFound { what: "a story", name: id.to_string() })?;
    let snapshot = match by {
        By::Index => snapshot::newest(connection, card.row),
        By::Scan => snapshot::newest_by_scan(connection, card.row),
    };
    let snapshot = snapshot.map_err(sql)?;
    let from = snapshot.as_ref().map_or(0, |snapshot| snapshot.n);
    let (mut changes, unread) = change::after_as_far_as_it_reads(connection, card.row, from, by);
    let wrong = |what: String| StoreError::damaged(folder, format!("the story {id} does not prove right ({what})"));
    let end = prove(&card, snapshot.as_ref(), &changes).err().map(|what| match unread {
        Some(error) => error.to_string(),
        None => what,
    });
    if end.is_some() {
        changes.truncate(proven(&card.id, snapshot.as_ref(), &changes).map_err(wrong)?);
        let last = changes.last().map(|change| (change.n, change.hash, change.at));
        let last = last.or_else(|| snapshot.as_ref().map(|snapshot| (snapshot.n, snapshot.chain, snapshot.at)));
        (card.version, card.chain, card.changed_at) = last.ok_or_else(|| wrong("nothing of it reads".to_owned()))?;
    }
    let loaded = read(card, snapshot, changes, 1).map_err(wrong)?;
    Ok((loaded, end))
}

/// What a story that proved right says.
pub(crate) fn stored(loaded: &Loaded, folder: &std::path::Path) -> Result<Stored> {
    let story = loaded.document.story().map_err(|fault| fault_of(fault, &loaded.card.id, folder))?;
    Ok(Stored {
        story,
        version: Version(loaded.card.version),
        state: loaded.card.state(),
        created_at: loaded.card.created_at.0,
        changed_at: loaded.card.changed_at.0,
    })
}

/// How many of `changes` prove right, from the first on.
fn proven(id: &StoryId, snapshot: Option<&Snapshot>, changes: &[Change]) -> std::result::Result<usize, String> {
    if snapshot.is_some_and(|snapshot| snapshot.proof(id) != snapshot.hash) {
        return Err("its snapshot is not what was written".to_owned());
    }
    let mut last = snapshot.map_or(Hash::start(id), |snapshot| snapshot.chain);
    let sound = |change: &&Change| {
        let follows = change.prev == last && change.proof(id) == change.hash;
        last = change.hash;
        follows
    };
    Ok(changes.iter().take_while(sound).count())
}

fn prove(card: &Card, snapshot: Option<&Snapshot>, changes: &[Change]) -> std::result::Result<(), String> {
    if snapshot.is_some_and(|snapshot| snapshot.proof(&card.id) != snapshot.hash) {
        return Err("its snapshot is not what was written".to_owned());
    }
    follow(card, snapshot.map_or((0, Hash::start(&card.id)), |snapshot| (snapshot.n, snapshot.chain)), changes)
}

/// Whether `changes` lead from change `last`, of which the hash is known, to where the story's line says.
pub(crate) fn follow(card: &Card, mut last: (u64, Hash), changes: &[Change]) -> std::result::Result<(), String> {
    for change in changes {
        if change.prev != last.1 {
            return Err(format!("change {} does not follow change {}", change.n, last.0));
        }
        if change.proof(&card.id) != change.hash {
            return Err(format!("change {} is not what was written", change.n));
        }
        last = (change.n, change.hash);
    }
    if last != (card.version, card.chain) {
        return Err(format!("its newest change is {}, expected {}", last.0, card.version));
    }
    Ok(())
}

fn read(
    card: Card,
    snapshot: Option<Snapshot>,
    changes: Vec<Change>,
    peer: u64,
) -> std::result::Result<Loaded, String> {
    let step = |n, at: crate::moment::Moment, frontier: &[u8]| {
        let frontier = Frontiers::decode(frontier).map_err(|error| error.to_string())?;
        Ok::<_, String>(Step { n, at: at.0, frontier })
    };
    let recent: Vec<_> = changes
        .iter()
        .map(|change| step(change.n, change.at, &change.frontier))
        .collect::<std::result::Result<_, _>>()?;
    let updates: Vec<_> = changes.into_iter().map(|change| change.bytes).collect();
    let bytes = snapshot.as_ref().map(|snapshot| snapshot.bytes.as_slice());
    let document = Document::load(bytes, &updates, peer).map_err(|fault| fault.to_string())?;
    let folded = snapshot.as_ref().map(|snapshot| step(snapshot.n, snapshot.at, &snapshot.frontier)).transpose()?;
    let expected = recent.last().or(folded.as_ref()).map(|step| &step.frontier);
    if expected != Some(&document.frontier()) {
        return Err("its document ends elsewhere than its last change".to_owned());
    }
    let trail = snapshot.map(|snapshot| snapshot.trail).unwrap_or_default();
    Ok(Loaded { card, document, trail, folded, recent })
}
