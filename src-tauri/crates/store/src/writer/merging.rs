//! Two copies of a desk: the bundle of another one comes in.
//!
//! Nothing is overwritten. Where the documents share their history the bundle's changes are spliced in; where they do
//! not (a bundle carries none unless its writer said so) the newest version that both know is the ground on which both
//! texts are brought together. What both sides changed becomes a card. What came is one change, with a revision before
//! it and after.

use jiff::Timestamp;
use loro::{Frontiers, VersionVector};
use wirecopy_story::compare::{Comparison, compare};
use wirecopy_story::merge::{self, Sides};
use wirecopy_story::{Story, clash, file};

use super::Writer;
use crate::bundle::{Kept, Received};
use crate::chain::Hash;
use crate::chance::draw;
use crate::document::{Document, Spliced, knowledge};
use crate::load::Loaded;
use crate::moment::{Moment, kept};
use crate::seal::Seal;
use crate::shelf::{Open, fault_of};
use crate::table::desk::SIDE_LINES;
use crate::table::meeting::Meeting;
use crate::table::revision::{self, Revision, Words};
use crate::table::snapshot;
use crate::table::{change, clash as cards, desk, meeting, seal, story};
use crate::trail::{self, Step};
use crate::{ClashRow, Landed, Landing, Result, StoreError, StoryId, Version, Why};

/// Most cards of one merging; of more, the first.
const MOST_CLASHES: usize = 500;

/// The story as it was before a bundle came.
struct Before {
    version: u64,
    frontier: Frontiers,
    content: Hash,
    story: Story,
}

/// How a bundle meets the story that is here.
enum Met {
    /// Everything in it is here already.
    Known,
    /// The document holds both now. `bytes`: the update that brought what came; `None` when both say the same.
    Together { bytes: Option<Vec<u8>>, base: Option<Box<Story>> },
    /// They have nothing in common that this desk still knows.
    Apart,
}

impl Writer {
    /// Takes a bundle in. `beside` names the story that it becomes when it cannot be merged.
    pub(crate) fn land(&mut self, received: Received, beside: &StoryId, at: Timestamp) -> Result<Landed> {
        let id = received.story.clone();
        let folder = self.folder.clone();
        let sql = |error| StoreError::sql("Reading a story", folder.path())(error);
        self.flush()?;
        if story::by_id(self.ledger.stand()?, &id).map_err(sql)?.is_none() {
            return self.arrive(&id, received, at).map(|landed| Landed { how: Landing::Added, ..landed });
        }
        self.part_peers(&id, &received)?;
        let row = self.opened(&id)?.card.row;
        let connection = self.ledger.stand()?;
        let meetings = meeting::all(connection, row).map_err(sql)?;
        let ours = Seal::of(&seal::secret(connection).map_err(sql)?).maker() == received.maker;
        let words = desk::peer_of(draw(folder.path())?);
        let open = self.opened(&id)?;
        let fault = |fault| fault_of(fault, &id, folder.path());
        let before = Before {
            version: open.card.version,
            frontier: open.document.frontier(),
            content: open.document.content(),
            story: open.document.story().map_err(fault)?,
        };
        let theirs = received.document.story().map_err(fault)?;
        let steps = open.steps(folder.path())?;
        let met =
            Common { open, steps: &steps, meetings: &meetings, ours, words }.meet(&received, &before.story, &theirs);
        let landed =
            |how, version| Landed { id: id.clone(), version: Version(version), how, maker: received.maker.print() };
        match met.map_err(fault) {
            Ok(Met::Known) => Ok(landed(Landing::Known, before.version)),
            Ok(Met::Together { bytes, base }) => {
                let sides = base.as_ref().map(|base| Sides { base, ours: &before.story, theirs: &theirs });
                let bound =
                    self.bind(&id, Came { bytes, sides, before: &before, theirs: &theirs, received: &received, at });
                if bound.is_err() {
                    // The document may hold what the database does not.
                    self.shelf.remove(&id);
                }
                let (how, version) = bound?;
                Ok(landed(how, version))
            }
            Ok(Met::Apart) => self.arrive(beside, received, at).map(|landed| Landed { how: Landing::Beside, ..landed }),
            Err(error) => {
                self.shelf.remove(&id);
                Err(error)
            }
        }
    }

    /// Writes down what came: the change, revisions before and after it, the cards, and that the two desks met.
    fn bind(&mut self, id: &StoryId, came: Came<'_>) -> Result<(Landing, u64)> {
        let Came { bytes, sides, before, theirs, received, at } = came;
        let folder = self.folder.clone();
        let next = self.next;
        let at = Moment(kept(at));
        let open = self.opened(id)?;
        let row = open.card.row;
        let merged = open.document.story().map_err(|fault| fault_of(fault, id, folder.path()))?;
        let change = bytes.map(|bytes| open.link(next, at, bytes));
        let (frontier, content) = (open.document.frontier(), open.document.content());
        let (headline, slug, version) = (open.card.headline.clone(), open.card.slug.clone(), open.card.version);
        let meeting = Meeting {
            at,
            version,
            maker: received.maker,
            knows: received.knows.clone(),
            said: Some(file::write(theirs)),
        };
        // Where what came gave way in every field there is no change, but what it said is told.
        let cards = sides.as_ref().map(|sides| found(sides, &merged, at)).unwrap_or_default();
        let Comparison { words_added, words_removed, .. } = compare(&before.story, &merged);
        let mut words = (None, None);
        if change.is_some() {
            self.next += 1;
            let before = self.words_since(id, (Version(before.version), &before.story))?;
            words = (Some(before), Some(Words { added: words_added, removed: words_removed }));
        }
        let revision = |version, frontier: &Frontiers, content| Revision {
            number: 0,
            version,
            frontier: frontier.encode(),
            content,
            at,
            why: Why::Imported,
            label: String::new(),
            words: None,
        };
        self.record(|transaction, after| {
            if let Some(change) = &change {
                if !revision::all(transaction, row)?.iter().any(|revision| revision.version == before.version) {
                    let number = revision::next_number(transaction, row)?;
                    let was = Revision {
                        number,
                        words: words.0,
                        ..revision(before.version, &before.frontier, before.content)
                    };
                    revision::insert(transaction, row, &was)?;
                }
                change::insert(transaction, row, change)?;
                let touch = story::Touch {
                    row,
                    changed_at: change.at,
                    headline: &headline,
                    slug: &slug,
                    version: change.n,
                    chain: change.hash,
                };
                story::touch(transaction, &touch)?;
                *after = after.after(change.n, before.version, change.hash);
                let number = revision::next_number(transaction, row)?;
                let is = Revision { number, words: words.1, ..revision(change.n, &frontier, content) };
                revision::insert(transaction, row, &is)?;
            }
            cards.iter().try_for_each(|card| cards::insert(transaction, row, card))?;
            meeting::insert(transaction, row, &meeting)
        })?;
        self.unsettled.insert(id.clone());
        self.last_at = Some(at.0);
        self.top = Some(id.clone());
        self.listed = true;
        let clashes = u32::try_from(cards.len()).unwrap_or(u32::MAX);
        let how = if change.is_none() && clashes == 0 {
            Landing::Known
        } else {
            Landing::Merged { words_added, words_removed, clashes }
        };
        Ok((how, version))
    }

    /// Puts the story of a bundle on the desk under `id`, with the history that it brought.
    fn arrive(&mut self, id: &StoryId, received: Received, at: Timestamp) -> Result<Landed> {
        let folder = self.folder.clone();
        let at = Moment(kept(at));
        let sql = |error| StoreError::sql("Reading a story", folder.path())(error);
        if story::by_id(self.ledger.stand()?, id).map_err(sql)?.is_some() {
            return Err(StoreError::Exists { id: id.clone() });
        }
        let fault = |fault| fault_of(fault, id, folder.path());
        let Received { maker, created_at, knows, document, bytes, steps, revisions, .. } = received;
        let bytes_came = Hash(*blake3::hash(&bytes).as_bytes());
        let document = document.taken_over(self.peer).map_err(fault)?;
        // The versions that came get numbers of this desk.
        let number = |place: usize| self.next + place as u64;
        let mut steps: Vec<_> =
            steps.into_iter().enumerate().map(|(place, step)| Step { n: number(place), ..step }).collect();
        if steps.is_empty() {
            steps.push(Step { n: self.next, at: at.0, frontier: document.frontier() });
        }
        let last = steps.last().cloned().ok_or(StoreError::Shut)?;
        self.next = last.n + 1;
        let came = |Kept { named, why, place, content }| Revision {
            number: 0,
            version: steps[place].n,
            frontier: steps[place].frontier.encode(),
            content,
            at: Moment(kept(named.at)),
            why,
            label: named.label,
            words: None,
        };
        let mut named: Vec<_> = revisions.into_iter().map(came).collect();
        // Without earlier ones all of its words came; else nobody counted.
        let words = named.is_empty().then(|| document.story().map(|story| compare(&Story::default(), &story)));
        let words = words.transpose().map_err(fault)?;
        named.push(Revision {
            number: 0,
            version: last.n,
            frontier: last.frontier.encode(),
            content: document.content(),
            at,
            why: Why::Imported,
            label: String::new(),
            words: words.map(|compared| Words { added: compared.words_added, removed: 0 }),
        });
        for (number, revision) in (1..).zip(&mut named) {
            revision.number = number;
        }
        let mut trail = Vec::new();
        trail::extend(&mut trail, None, &steps);
        let snapshot = document.snapshot().map_err(fault)?;
        let card = super::verbs::blank(id, created_at);
        let loaded = Loaded { card, document, trail: trail.clone(), folded: Some(last.clone()), recent: Vec::new() };
        let mut open = Open::new(loaded);
        // The row of the change says what came; the words stand in the snapshot beside it.
        let change = open.arrived(last.n, at, bytes_came.0.to_vec());
        let snapshot = open.proven(&last, snapshot, trail);
        let meeting = Meeting { at, version: last.n, maker, knows, said: None };
        let row = self.record(|transaction, after| {
            let row = story::insert(transaction, id, Moment(kept(created_at)))?;
            change::insert(transaction, row, &change)?;
            snapshot::insert(transaction, row, &snapshot)?;
            let (headline, slug) = (open.card.headline.as_str(), open.card.slug.as_str());
            let (version, chain) = (change.n, change.hash);
            story::touch(transaction, &story::Touch { row, changed_at: at, headline, slug, version, chain })?;
            named.iter().try_for_each(|revision| revision::insert(transaction, row, revision))?;
            meeting::insert(transaction, row, &meeting)?;
            *after = after.after(change.n, 0, change.hash);
            Ok(row)
        })?;
        open.card.row = row;
        self.shelf.put(open);
        self.make_room();
        self.unsettled.insert(id.clone());
        self.last_at = Some(at.0);
        self.top = Some(id.clone());
        self.listed = true;
        Ok(Landed { id: id.clone(), version: Version(last.n), how: Landing::Added, maker: maker.print() })
    }

    /// Gives this desk another peer when a bundle holds changes under its own that it never made: a copy of the desk
    /// made them, and what both write from now on must not have one name.
    fn part_peers(&mut self, id: &StoryId, received: &Received) -> Result<()> {
        let peer = self.peer;
        let known = self.opened(id)?.document.knows();
        let foreign = received
            .knows
            .iter()
            .any(|(maker, counter)| maker & !SIDE_LINES == peer && known.get(maker).copied().unwrap_or(0) < *counter);
        if foreign { self.change_peer() } else { Ok(()) }
    }

    /// Signs what is written from now on under another peer.
    pub(super) fn change_peer(&mut self) -> Result<()> {
        let peer = desk::peer_of(draw(self.folder.path())?);
        self.record(|transaction, _| desk::set_peer(transaction, peer))?;
        self.peer = peer;
        for id in self.shelf.ids() {
            self.shelf.remove(&id);
        }
        Ok(())
    }

    pub(crate) fn settle_clash(&mut self, id: &StoryId, number: u32) -> Result<()> {
        let row = self.opened(id)?.card.row;
        if self.record(|transaction, _| cards::settle(transaction, row, number))? {
            Ok(())
        } else {
            Err(StoreError::NotFound { what: "an open clash of the story", name: number.to_string() })
        }
    }
}

/// What came, on its way into the database.
struct Came<'c> {
    bytes: Option<Vec<u8>>,
    sides: Option<Sides<'c>>,
    before: &'c Before,
    theirs: &'c Story,
    received: &'c Received,
    at: Timestamp,
}

/// What a story and a bundle may have in common.
struct Common<'c> {
    open: &'c Open,
    steps: &'c [Step],
    meetings: &'c [Meeting],
    /// Whether this very desk signed the bundle.
    ours: bool,
    /// A peer for changes that say in words what came.
    words: u64,
}

impl Common<'_> {
    fn meet(
        &self,
        received: &Received,
        ours: &Story,
        theirs: &Story,
    ) -> std::result::Result<Met, crate::document::Fault> {
        let document = &self.open.document;
        let (known, came) = (document.knows(), received.document.knows());
        if known.includes_vv(&came) {
            // Nothing new by number; a copy of this desk could have given its numbers to other words.
            let same = document.story_where(&came).is_none_or(|said| said == *theirs);
            return Ok(if same { Met::Known } else { Met::Apart });
        }
        if self.knew(&known, u64::MAX).includes_vv(&received.knows) {
            return Ok(Met::Known);
        }
        let shared = document.story_where(&known.intersection(&came)).filter(|_| !known.intersection(&came).is_empty());
        // Without its history a bundle is met by its words even where its last change would fit: the other desk has no
        // other way either, and both must come to the same text.
        if !received.steps.is_empty() && self.holds_once(&known, &came, received) {
            match document.splice_in(&received.document, &received.bytes)? {
                Spliced::In(update) => return Ok(Met::Together { bytes: Some(update), base: shared.map(Box::new) }),
                Spliced::Nothing => return Ok(Met::Known),
                Spliced::Refused => {}
            }
        }
        // A bundle of this very desk with what this desk never wrote: its numbers say nothing.
        let Some(base) = self.ground(&received.knows).filter(|_| !self.ours) else { return Ok(Met::Apart) };
        let merged = merge::merge(&Sides { base: &base, ours, theirs });
        let bytes = document.apply_words(&merge::changes(ours, &merged), self.words)?;
        Ok(Met::Together { bytes, base: Some(Box::new(base)) })
    }

    /// What the story knew at version `n`, where its document knew `document`: by its changes, and by the words of
    /// bundles.
    fn knew(&self, document: &VersionVector, n: u64) -> VersionVector {
        let mut knew = knowledge(document);
        self.meetings.iter().filter(|meeting| meeting.version <= n).for_each(|meeting| knew.merge(&meeting.knows));
        knew
    }

    /// Whether every change of either side stands in one of the documents only as itself: what was taken in by its
    /// words once would come a second time as a change.
    fn holds_once(&self, known: &VersionVector, came: &VersionVector, received: &Received) -> bool {
        let once = |own: &VersionVector, knows: &VersionVector| {
            knows.iter().all(|(peer, counter)| {
                let of = |knows: &VersionVector| knows.get(peer).copied().unwrap_or(0);
                of(own) >= *counter || of(known).max(of(came)) <= of(own)
            })
        };
        once(known, &self.knew(known, u64::MAX)) && once(came, &received.knows)
    }

    /// What the story said at the newest version that the other desk knew, or what the other desk said when they met
    /// last, whichever is more.
    fn ground(&self, theirs: &VersionVector) -> Option<Story> {
        let document = &self.open.document;
        let at = |step: &Step| document.knew(&step.frontier).map(|knew| (self.knew(&knew, step.n), knew));
        // What a story knows only grows.
        let newer = self.steps.partition_point(|step| at(step).is_none_or(|(knew, _)| theirs.includes_vv(&knew)));
        let here = newer.checked_sub(1).and_then(|newest| at(&self.steps[newest]));
        let here = here.filter(|(knew, _)| theirs.includes_vv(knew));
        let said =
            self.meetings.iter().rev().find(|meeting| theirs.includes_vv(&meeting.knows) && meeting.said.is_some());
        match (here, said) {
            (Some((knew, own)), Some(said)) if knew.includes_vv(&said.knows) => document.story_where(&own),
            (_, Some(said)) => file::read(said.said.as_deref().unwrap_or_default()).ok(),
            (Some((_, own)), None) => document.story_where(&own),
            (None, None) => None,
        }
    }
}

/// The cards of a merging.
fn found(sides: &Sides<'_>, merged: &Story, at: Moment) -> Vec<ClashRow> {
    let row = |clash: wirecopy_story::compare::Clash| ClashRow {
        number: 0,
        at: at.0,
        shown: clash::text_at(merged, &clash.field, clash.place).to_owned(),
        clash,
    };
    clash::clashes(sides, merged).into_iter().take(MOST_CLASHES).map(row).collect()
}

impl Document {
    /// The document of another desk, written on by this one.
    fn taken_over(self, peer: u64) -> std::result::Result<Self, crate::document::Fault> {
        let bytes = self.snapshot()?;
        Self::load(Some(&bytes), &[], peer)
    }
}
