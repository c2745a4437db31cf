//! A desk that is only read: works beside an open window, takes no lock, writes nothing.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use wirecopy_store::{Life, Reader, Store, StoryId, Survey, Verified};
use wirecopy_wire::Catalogue;

use crate::desks::Leaving;
use crate::edge;
use crate::face::{Failure, History, Inspection, StoryCard, VocabularyHit, VocabularyQuery, VocabularyRow};
use crate::import::begun_here;
use crate::message::{self, Order, Written};
use crate::moment::Moment;
use crate::release::Trail;
use crate::{desks, history, stories, vocabularies, wire};

/// A desk opened for reading.
pub struct Reading(pub(crate) Reader);

impl Reading {
    /// Opens the desk in `folder`.
    ///
    /// # Errors
    /// `not_found`, `desk_newer`, `desk_key`, `desk_damaged`, `desk_network`.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        Store::open_read_only(folder).map(Self).map_err(|error| edge::store(&error))
    }

    /// Every story, newest change first.
    ///
    /// # Errors
    /// What reading the desk may say.
    pub fn story_list(&self) -> Result<Vec<StoryCard>, Failure> {
        let rows = self.0.rows().map_err(|error| edge::store(&error))?;
        Ok(rows.into_iter().map(|row| stories::card(row, String::new())).collect())
    }

    /// The story as one text file.
    ///
    /// # Errors
    /// `not_found`, `ambiguous`, `desk_damaged`.
    pub fn story_text(&self, start: &str) -> Result<String, Failure> {
        Ok(wirecopy_story::file::write(&self.stored(start)?.1.story))
    }

    /// The file that the story was imported from.
    ///
    /// # Errors
    /// `not_found` (no such story, or it was begun on the desk), `ambiguous`.
    pub fn original(&self, start: &str) -> Result<Vec<u8>, Failure> {
        let (id, _) = self.stored(start)?;
        let original = self.0.original(&StoryId::new(&id)).map_err(|error| edge::store(&error))?;
        original.map(|original| original.bytes).ok_or_else(|| begun_here(&id))
    }

    /// The story as a bundle for another desk.
    ///
    /// # Errors
    /// `not_found`, `ambiguous`, `bundle` (it is too large), `desk_damaged`.
    pub fn bundle(&self, start: &str, leaving: Leaving, at: Timestamp) -> Result<Vec<u8>, Failure> {
        let id = self.id(start)?;
        let made = self.0.bundle(&StoryId::new(id), leaving.into(), env!("CARGO_PKG_VERSION"), at);
        made.map_err(|error| edge::store(&error))
    }

    /// When the story was changed last.
    ///
    /// # Errors
    /// `not_found`, `ambiguous`, `desk_damaged`.
    pub fn changed_at(&self, start: &str) -> Result<Timestamp, Failure> {
        Ok(self.stored(start)?.1.changed_at)
    }

    /// Writes the story as a message, under the guid that the window gives it unless `order` has one.
    ///
    /// # Errors
    /// As [`message::encode`]; `not_found`, `ambiguous`, `desk_damaged`.
    pub fn encode(&self, start: &str, order: &Order) -> Result<Written, Failure> {
        let (id, stored) = self.stored(start)?;
        let profile = edge::profile(&order.profile)?;
        let mut item = wire::item(&id, &stored, profile);
        let exports = self.0.exports(&StoryId::new(&id)).map_err(|error| edge::store(&error))?;
        let trail = Trail::new(&exports, stored.version);
        item.kind = trail.usual();
        vocabularies::resolve(&mut item, || Ok(Arc::new(self.catalogue()?)))?;
        let version = order.version.unwrap_or_else(|| trail.number(order.kind.unwrap_or(item.kind)));
        let order = Order { version: Some(version), ..order.clone() };
        message::encode_item(&order.applied_to(item), &order)
    }

    /// Goes through the whole desk in `folder`: pages, structure, high-water mark, counts, and the chains, hashes and
    /// revisions of each story. Every fault is told, not only the first.
    ///
    /// # Errors
    /// As for [`Self::open`], where there is nothing to go through.
    pub fn verify(folder: &Path) -> Result<Inspection, Failure> {
        let Survey { verified, listed, mark, faults } = Reader::survey(folder).map_err(|error| edge::store(&error))?;
        let Verified { stories, changes, pages, revisions } = verified;
        let stories =
            if stories == listed { format!("{stories} stories") } else { format!("{stories} of {listed} stories") };
        let mark = mark.map_or("no high-water mark, so a lost end would not show".to_owned(), |mark| {
            format!("high-water mark at change {mark}")
        });
        let verdict = if faults.is_empty() { "sound" } else { "damaged" };
        let checked = format!("{stories}, {changes} changes, {revisions} revisions, {pages} pages; {mark}: {verdict}");
        Ok(Inspection { checked, faults })
    }

    /// Every vocabulary: those that were loaded, by alias, then the built-in ones.
    ///
    /// # Errors
    /// As [`crate::Desk::vocabulary_list`].
    pub fn vocabulary_list(&self) -> Result<Vec<VocabularyRow>, Failure> {
        vocabularies::listed(&self.0.vocabularies().map_err(|error| edge::store(&error))?)
    }

    /// Terms whose code, name or synonym has what was typed, the best first.
    ///
    /// # Errors
    /// What reading the desk may say.
    pub fn vocabulary_search(&self, query: &VocabularyQuery) -> Result<Vec<VocabularyHit>, Failure> {
        Ok(vocabularies::found(&self.catalogue()?, query))
    }

    pub(crate) fn catalogue(&self) -> Result<Catalogue, Failure> {
        Ok(vocabularies::catalogue(&self.0.vocabularies().map_err(|error| edge::store(&error))?))
    }

    /// Every version and every revision of the story.
    ///
    /// # Errors
    /// `not_found`, `ambiguous`, `desk_damaged`.
    pub fn history(&self, start: &str) -> Result<History, Failure> {
        let id = self.id(start)?;
        let forgotten = self.0.forgotten(&StoryId::new(&id)).map_err(|error| edge::store(&error))?;
        Ok(History { forgotten: forgotten.map(desks::forgotten), ..history::history(self.life(&id)?) })
    }

    /// The story as it was, as one text file.
    ///
    /// # Errors
    /// `not_found`, `ambiguous`, `no_moment` (it was not there then), `desk_damaged`.
    pub fn story_text_at(&self, start: &str, at: Moment) -> Result<String, Failure> {
        let id = self.id(start)?;
        let version = at.version(&self.life(&id)?)?;
        let past = self.0.at(&StoryId::new(&id), version).map_err(|error| edge::store(&error))?;
        Ok(wirecopy_story::file::write(&past.story))
    }

    pub(crate) fn life(&self, id: &str) -> Result<Life, Failure> {
        self.0.life(&StoryId::new(id)).map_err(|error| edge::store(&error))
    }

    /// The one story whose id starts with `start`.
    pub(crate) fn stored(&self, start: &str) -> Result<(String, wirecopy_store::Stored), Failure> {
        let id = self.id(start)?;
        let stored = self.0.read(&StoryId::new(&id)).map_err(|error| edge::store(&error))?;
        Ok((id, stored))
    }

    /// The whole id of the story whose id starts with `start`.
    ///
    /// # Errors
    /// `not_found`, `ambiguous`, and what reading the desk may say.
    pub fn id(&self, start: &str) -> Result<String, Failure> {
        let rows = self.0.rows().map_err(|error| edge::store(&error))?;
        whole_id(rows.into_iter().map(|row| row.id.to_string()), start)
    }
}

/// The one of `ids` that starts with `start`.
pub(crate) fn whole_id(ids: impl Iterator<Item = String>, start: &str) -> Result<String, Failure> {
    let mut hits = ids.filter(|id| id.starts_with(start));
    match (hits.next(), hits.next()) {
        (Some(id), None) => Ok(id),
        (None, _) => Err(edge::failure("not_found", format!("expected the id of a story (see ls), got {start:?}"))),
        (Some(_), Some(_)) => {
            Err(edge::failure("ambiguous", format!("expected the id of one story, but several start with {start:?}")))
        }
    }
}
