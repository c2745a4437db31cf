//! A document that leaves for another desk, comes from one, or forgets how it came about.
//!
//! What comes from outside is hostile: it is read apart from every document of the desk, its state is made anew from
//! its changes where it has them all, and a reader that fails on it takes nothing along. Loro compares what both sides
//! have of the same peer and refuses to splice in what differs.

use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};

use loro::{EncodedBlobMode, ExportMode, Frontiers, LoroDoc, LoroValue, VersionVector};
use wirecopy_story::{Change, FieldValue, Story, TextField, splices};

use super::{Document, FIELDS, FORMAT, Fault, LONGEST_FIELD, LONGEST_TEXT, broken, check_length, known_name, unpacked};
use crate::chain::Hash;

/// The format of a document that this program knows.
const KNOWN_FORMAT: i64 = 1;
/// Set to a number that rises, so that a document with several ends has one again.
const JOINED: &str = "joined";
/// Most changes of a document from outside.
const MOST_CHANGES: u32 = 4_000_000;

/// Set in the peer of changes that bring no knowledge of their own: they say in words what others wrote under their own
/// peers. Two desks that brought the same texts together know the same then, each by its own changes.
const OF_WORDS: u64 = 1 << 63;

fn is_of_words(peer: u64) -> bool {
    peer & OF_WORDS != 0
}

/// What somebody who has the changes of `version` knows.
pub(crate) fn knowledge(version: &VersionVector) -> VersionVector {
    let mut knowledge = VersionVector::new();
    for (peer, counter) in version.iter().filter(|(peer, _)| !is_of_words(**peer)) {
        knowledge.insert(*peer, *counter);
    }
    knowledge
}

/// A document without its history.
pub(crate) struct Present {
    /// Snapshot.
    pub bytes: Vec<u8>,
    /// Where it stands.
    pub frontier: Frontiers,
    /// What is in it, by its own changes or by those that they stand for.
    pub knows: VersionVector,
}

/// What came of putting another document's changes into one.
#[derive(Debug)]
pub(crate) enum Spliced {
    /// The update that brought them; it is in the document already.
    In(Vec<u8>),
    /// They were all there.
    Nothing,
    /// They do not fit: they build on what is not here, or are others under the same numbers.
    Refused,
}

impl Document {
    /// Applies `changes` that say in words what another desk wrote, under a peer of their own: see [`knowledge`].
    pub(crate) fn apply_words(&self, changes: &[Change], peer: u64) -> Result<Option<Vec<u8>>, Fault> {
        self.doc.set_peer_id(peer | OF_WORDS).map_err(broken)?;
        let made = self.apply(changes);
        self.doc.set_peer_id(self.peer).map_err(broken)?;
        made
    }

    /// Everything that it holds or builds on.
    pub(crate) fn knows(&self) -> VersionVector {
        self.doc.oplog_vv()
    }

    /// What it knew at an earlier version; `None` for one that it does not hold any more.
    pub(crate) fn knew(&self, version: &Frontiers) -> Option<VersionVector> {
        let knew = self.doc.try_frontiers_to_vv(version).ok().flatten()?;
        self.holds(&knew).then_some(knew)
    }

    /// Whether it can show the version `knew`, which must be one.
    fn holds(&self, knew: &VersionVector) -> bool {
        knew.includes_vv(&self.root())
    }

    /// Where its history begins; nothing for one that has all of it.
    fn root(&self) -> VersionVector {
        let root = self.doc.shallow_since_frontiers();
        self.doc.try_frontiers_to_vv(&root).ok().flatten().unwrap_or_default()
    }

    /// Whether it has its history from the beginning.
    pub(crate) fn is_whole(&self) -> bool {
        !self.doc.is_shallow()
    }

    /// What it said where it knew `common`; `None` when it does not hold that any more.
    pub(crate) fn story_where(&self, common: &VersionVector) -> Option<Story> {
        let version = self.doc.try_vv_to_frontiers(common).ok()?;
        if !self.holds(common) {
            return None;
        }
        self.at(&version).ok()?.story().ok()
    }

    /// The document as it stands and nothing of how it came about.
    pub(crate) fn present(&self, peer: u64) -> Result<Present, Fault> {
        let copy = Self::with_peer(self.doc.fork(), peer | OF_WORDS)?;
        if copy.frontier().len() > 1 {
            let next = match copy.fields().get(JOINED).and_then(|value| value.into_value().ok()) {
                Some(LoroValue::I64(joined)) => joined.wrapping_add(1),
                _ => 1,
            };
            copy.fields().insert(JOINED, next).map_err(broken)?;
            copy.doc.commit();
        }
        let frontier = copy.frontier();
        if let Some(bytes) = copy.since(&frontier)? {
            return Ok(Present { bytes, frontier, knows: copy.knows() });
        }
        // It cannot be cut there: a new document says the same.
        let (anew, _) = Self::begin(&self.story()?, peer | OF_WORDS)?;
        let mut knows = self.knows();
        knows.merge(&anew.knows());
        Ok(Present { bytes: anew.snapshot()?, frontier: anew.frontier(), knows })
    }

    /// A document that went through `steps` by itself, in its own changes, and where each of them stands in it. It says
    /// the same at each, and holds nothing of what was before the first.
    pub(crate) fn retrace(&self, steps: &[Frontiers], peer: u64) -> Result<(Self, Vec<Frontiers>), Fault> {
        let past = Self { doc: self.doc.fork(), peer: self.peer };
        let anew = Self::with_peer(LoroDoc::new(), peer)?;
        anew.fields().insert(FORMAT, KNOWN_FORMAT).map_err(broken)?;
        let mut places = Vec::with_capacity(steps.len());
        for step in steps {
            past.doc.checkout(step).map_err(broken)?;
            let known = anew.field_texts();
            for (name, json) in past.field_texts().into_iter().filter(|field| !known.contains(field)) {
                anew.fields().insert(&name, json).map_err(broken)?;
            }
            for field in TextField::ALL {
                let (old, new) = (anew.text(field).to_string(), past.text(field).to_string());
                splices::between(&old, &new).iter().try_for_each(|splice| anew.splice(field, splice))?;
            }
            anew.doc.commit();
            if anew.content() != past.content() {
                return Err(Fault::Broken("a document made anew does not say the same".to_owned()));
            }
            places.push(anew.frontier());
        }
        Ok((anew, places))
    }

    /// A snapshot of the document from `version` on, without what came before; `None` when changes beside `version`
    /// would keep more of it.
    pub(crate) fn since(&self, version: &Frontiers) -> Result<Option<Vec<u8>>, Fault> {
        let bytes = self.doc.export(ExportMode::shallow_snapshot(version)).map_err(broken)?;
        let copy = Self { doc: LoroDoc::from_snapshot(&bytes).map_err(broken)?, peer: self.peer };
        if copy.doc.shallow_since_frontiers() != *version {
            return Ok(None);
        }
        if copy.knows() != self.knows() || copy.frontier() != self.frontier() || copy.content() != self.content() {
            return Err(Fault::Broken("a shortened document does not read back as the text".to_owned()));
        }
        Ok(Some(bytes))
    }

    /// A document of another desk, from outside.
    pub(crate) fn receive(bytes: &[u8]) -> Result<Self, String> {
        let received = catch_unwind(AssertUnwindSafe(|| received(bytes)));
        received.unwrap_or_else(|_| Err("a document that makes its reader fail".to_owned()))
    }

    /// Puts the changes of `other`, whose snapshot is `bytes`, into this document, all or none.
    pub(crate) fn splice_in(&self, other: &Self, bytes: &[u8]) -> Result<Spliced, Fault> {
        let known = self.knows();
        if known.includes_vv(&other.knows()) {
            return Ok(Spliced::Nothing);
        }
        if !known.includes_vv(&VersionVector::from_im_vv(&other.doc.shallow_since_vv())) {
            return Ok(Spliced::Refused);
        }
        let tried = catch_unwind(AssertUnwindSafe(|| {
            // A document that failed half-way may not even be dropped.
            let copy = ManuallyDrop::new(self.doc.fork());
            if copy.import(bytes).ok()?.pending.is_some() {
                return None;
            }
            let update = copy.export(ExportMode::updates(&known)).ok()?;
            let copy = Self { doc: ManuallyDrop::into_inner(copy), peer: self.peer };
            copy.judged().ok().map(|()| update)
        }));
        match tried {
            Ok(Some(update)) => {
                self.import(&update)?;
                Ok(Spliced::In(update))
            }
            Ok(None) | Err(_) => Ok(Spliced::Refused),
        }
    }

    /// Whether it is the document of a story that this desk could have written.
    fn judged(&self) -> Result<(), String> {
        let Ok(LoroValue::Map(roots)) = catch_unwind(AssertUnwindSafe(|| self.doc.get_deep_value())) else {
            return Err("a document that makes its reader fail".to_owned());
        };
        let known = ["headline", "summary", "body", FIELDS];
        if let Some(other) = roots.keys().find(|name| !known.contains(&name.as_str())) {
            return Err(format!("a part {other:?} that no story has"));
        }
        match self.fields().get(FORMAT).and_then(|value| value.into_value().ok()) {
            Some(LoroValue::I64(KNOWN_FORMAT)) => {}
            got => return Err(format!("a document of format {got:?}, expected {KNOWN_FORMAT}")),
        }
        let said = |fault: Fault| fault.to_string();
        for field in TextField::ALL {
            check_length(field.name(), self.text(field).len_utf8(), LONGEST_TEXT).map_err(said)?;
        }
        for (name, json) in self.field_texts() {
            check_length(known_name(&name), json.len(), LONGEST_FIELD).map_err(said)?;
        }
        let story = self.story().map_err(said)?;
        // Every field reads back as it is written.
        FieldValue::all(&story).iter().try_for_each(|value| super::field_json(value).map(|_| ()).map_err(said))
    }

    /// Hash of what it said at each of `places`, which may be those of another desk.
    pub(crate) fn contents(&self, places: &[&Frontiers]) -> Result<Vec<Hash>, String> {
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let walked = catch_unwind(AssertUnwindSafe(|| {
            // One that goes from each to the next: a fork for each costs as much as the whole history.
            let past = ManuallyDrop::new(Self { doc: self.doc.fork(), peer: self.peer });
            let said = places.iter().map(|place| past.go(place).map(|()| past.content())).collect();
            drop(ManuallyDrop::into_inner(past));
            said
        }));
        let said: Result<_, Fault> = walked.unwrap_or_else(|_| Err(broken("a version that makes its reader fail")));
        said.map_err(|fault| fault.to_string())
    }
}

fn received(bytes: &[u8]) -> Result<Document, String> {
    unpacked::check(bytes)?;
    let told = LoroDoc::decode_import_blob_meta(bytes, true).map_err(|error| error.to_string())?;
    if !matches!(told.mode, EncodedBlobMode::Snapshot | EncodedBlobMode::ShallowSnapshot) {
        return Err("changes without the document that they belong to".to_owned());
    }
    if told.change_num > MOST_CHANGES {
        return Err(format!("a document of {} changes, more than {MOST_CHANGES}", told.change_num));
    }
    let doc = ManuallyDrop::new(LoroDoc::new());
    let status = doc.import(bytes).map_err(|error| error.to_string())?;
    if status.pending.is_some() {
        return Err("a document in which a change is missing".to_owned());
    }
    let updates = doc.export(ExportMode::all_updates()).map_err(|error| error.to_string())?;
    let doc = ManuallyDrop::into_inner(doc);
    doc.set_record_timestamp(false);
    let read = Document { peer: doc.peer_id(), doc };
    read.judged()?;
    if !read.is_whole() {
        return kept(read);
    }
    // The state is made of the changes: it cannot say what they do not.
    let anew = ManuallyDrop::new(LoroDoc::new());
    anew.import(&updates).map_err(|error| error.to_string())?;
    let anew = ManuallyDrop::into_inner(anew);
    anew.set_record_timestamp(false);
    let anew = Document { peer: anew.peer_id(), doc: anew };
    if anew.knows() != read.knows() || anew.content() != read.content() {
        return Err("a text that is not what its changes say".to_owned());
    }
    kept(anew)
}

/// A document that this desk could keep: tried here, where a reader that fails on it takes nothing along.
fn kept(document: Document) -> Result<Document, String> {
    document.snapshot().map_err(|fault| fault.to_string())?;
    Ok(document)
}
