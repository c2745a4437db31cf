//! A story leaves for another desk: what goes into its bundle, and what does not.
//!
//! Without history the document is cut at its newest version: nothing that was ever taken out of the text is in it. What
//! this desk knows goes along as numbers, so that two desks find their common ground when they meet again.

use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use crate::bundle::{self, Header, MOST_REVISIONS, Named, Packed};
use crate::chance::draw;
use crate::document::knowledge;
use crate::load::load;
use crate::seal::Seal;
use crate::shelf::{Open, fault_of};
use crate::table::revision::{self, Revision};
use crate::table::{desk, forgotten, meeting, seal};
use crate::trail::{self, Step};
use crate::{Reach, Result, StoreError, StoryId, hex, migrate};

/// What is asked of a bundle that is made.
pub(crate) struct Order {
    pub id: StoryId,
    pub reach: Reach,
    pub at: Timestamp,
    /// Version of the program.
    pub program: String,
}

/// The story as one file for another desk. The caller holds a transaction.
pub(crate) fn bundle(connection: &Connection, order: &Order, folder: &Path) -> Result<Vec<u8>> {
    let sql = |error| StoreError::sql("Reading a story", folder)(error);
    // Its seal comes with the next start of the desk.
    let unsealed = || StoreError::NotFound { what: "the seal", name: "a desk of an older program".to_owned() };
    if migrate::format(connection).map_err(sql)? < forgotten::SINCE {
        return Err(unsealed());
    }
    let peer = desk::peer_of(draw(folder)?);
    let open = Open::new(load(connection, &order.id, peer, folder)?);
    let meetings = meeting::all(connection, open.card.row).map_err(sql)?;
    let seal = Seal::of(&seal::secret(connection).optional().map_err(sql)?.ok_or_else(unsealed)?);
    let fault = |fault| fault_of(fault, &order.id, folder);
    let mut header = Header {
        story: order.id.to_string(),
        at: order.at,
        created_at: open.card.created_at.0,
        program: order.program.clone(),
        desk: hex::encode(&seal.maker().0),
        frontier: String::new(),
        knows: String::new(),
        history: order.reach == Reach::History,
        revisions: Vec::new(),
    };
    let mut trail = Vec::new();
    let (document, frontier, mut knows) = match order.reach {
        Reach::Present => {
            let present = open.document.present(peer).map_err(fault)?;
            (present.bytes, present.frontier, present.knows)
        }
        Reach::History => {
            let steps = open.steps(folder)?;
            header.revisions = named(revision::all(connection, open.card.row).map_err(sql)?, &steps);
            trail::extend(&mut trail, None, &steps);
            (open.document.snapshot().map_err(fault)?, open.document.frontier(), open.document.knows())
        }
    };
    for meeting in &meetings {
        knows.merge(&meeting.knows);
    }
    header.frontier = hex::encode(&frontier.encode());
    header.knows = hex::encode(&knowledge(&knows).encode());
    Ok(bundle::pack(&Packed { header, trail: &trail, document: &document }, &seal)?)
}

/// Revisions as they travel: the newest of them, oldest first, those whose version the trail has.
fn named(revisions: Vec<Revision>, steps: &[Step]) -> Vec<Named> {
    let known = |revision: &Revision| steps.binary_search_by_key(&revision.version, |step| step.n).is_ok();
    let mut newest: Vec<_> = revisions.into_iter().filter(known).take(MOST_REVISIONS).collect();
    newest.reverse();
    let name = |revision: Revision| Named {
        at: revision.at.0,
        why: revision.why.word().to_owned(),
        label: revision.label.chars().take(1_000).collect(),
        version: revision.version,
    };
    newest.into_iter().map(name).collect()
}
