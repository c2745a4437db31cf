//! One story as a Loro document: three texts, and a map for the fields that are set as a whole.
//!
//! The texts are the root containers `headline`, `summary` and `body`; the map `fields` holds each other field as the
//! JSON text of its value (last writer wins per field) and `format`, so that a later program knows what it reads.
//! Offsets are UTF-16 code units, as the window counts them.

mod sharing;
mod unpacked;

use loro::{ExportMode, Frontiers, LoroDoc, LoroMap, LoroText, LoroValue, VersionVector};
use serde_json::{Value, json};
use thiserror::Error;
use wirecopy_story::{Change, FieldValue, Splice, SpliceError, Story, TextField};

use crate::chain::Hash;
use crate::table::desk::{SIDE_LINES, peer_of};

pub(crate) use sharing::{Spliced, knowledge};

/// Longest text, UTF-8 bytes: some two million words.
const LONGEST_TEXT: usize = 16 << 20;
/// Longest value of another field, bytes of JSON.
const LONGEST_FIELD: usize = 1 << 20;

const FIELDS: &str = "fields";
const FORMAT: &str = "format";
const EXTRA: &str = "extra";

/// An open document.
pub(crate) struct Document {
    doc: LoroDoc,
    peer: u64,
}

/// Why a document does not take or give something, as a clause.
#[derive(Debug, Error)]
pub(crate) enum Fault {
    /// The change does not fit; nothing was applied.
    #[error(transparent)]
    Splice(SpliceError),
    /// The text would be too long; nothing was applied.
    #[error("{field} has {got} bytes, more than {limit}")]
    TooLong { field: &'static str, limit: usize, got: usize },
    /// The document is not what it should be; it must be loaded again.
    #[error("{0}")]
    Broken(String),
}

fn broken(error: impl std::fmt::Display) -> Fault {
    Fault::Broken(error.to_string())
}

impl Document {
    /// A new document that says what `story` says, and the update that makes it.
    pub(crate) fn begin(story: &Story, peer: u64) -> Result<(Self, Vec<u8>), Fault> {
        let document = Self::with_peer(LoroDoc::new(), peer)?;
        document.fields().insert(FORMAT, 1).map_err(broken)?;
        for (field, text) in texts_of(story) {
            check_length(field.name(), text.len(), LONGEST_TEXT)?;
            document.text(field).insert(0, text).map_err(broken)?;
        }
        let unset = FieldValue::all(&Story::default());
        for (value, unset) in FieldValue::all(story).iter().zip(&unset) {
            if value != unset {
                document.set(value)?;
            }
        }
        if !story.extra.is_empty() {
            let text = serde_json::to_string(&story.extra).map_err(broken)?;
            check_length(EXTRA, text.len(), LONGEST_FIELD)?;
            document.fields().insert(EXTRA, text).map_err(broken)?;
        }
        document.doc.commit();
        let update = document.doc.export(ExportMode::all_updates()).map_err(broken)?;
        Ok((document, update))
    }

    /// The document from a snapshot and the updates since.
    pub(crate) fn load(snapshot: Option<&[u8]>, updates: &[Vec<u8>], peer: u64) -> Result<Self, Fault> {
        let doc = match snapshot {
            Some(bytes) => LoroDoc::from_snapshot(bytes).map_err(broken)?,
            None => LoroDoc::new(),
        };
        if !updates.is_empty() {
            let status = doc.import_batch(updates).map_err(broken)?;
            if status.pending.is_some() {
                return Err(Fault::Broken("a change is missing between two others".to_owned()));
            }
        }
        Self::with_peer(doc, peer)
    }

    fn with_peer(doc: LoroDoc, peer: u64) -> Result<Self, Fault> {
        doc.set_record_timestamp(false);
        doc.set_peer_id(peer).map_err(broken)?;
        Ok(Self { doc, peer })
    }

    /// Takes in an update that was made elsewhere.
    pub(crate) fn import(&self, update: &[u8]) -> Result<(), Fault> {
        match self.doc.import(update).map_err(broken)?.pending {
            None => Ok(()),
            Some(_) => Err(Fault::Broken("an update builds on a change that is not there".to_owned())),
        }
    }

    /// Applies `changes`, all or none, and gives the update they make; `None` when they change nothing.
    pub(crate) fn apply(&self, changes: &[Change]) -> Result<Option<Vec<u8>>, Fault> {
        self.check(changes)?;
        let before = self.doc.oplog_vv();
        for change in changes {
            match change {
                Change::Text { field, splices } => splices.iter().try_for_each(|splice| self.splice(*field, splice))?,
                Change::Field { set } => self.set(set)?,
            }
        }
        self.doc.commit();
        if self.doc.oplog_vv() == before {
            return Ok(None);
        }
        self.doc.export(ExportMode::updates(&before)).map(Some).map_err(broken)
    }

    /// Applies `changes` to the document as it was at `base`, and merges what comes of it: both sides stay.
    pub(crate) fn apply_at(&self, base: &Frontiers, changes: &[Change]) -> Result<Option<Vec<u8>>, Fault> {
        let fork = self.at(base)?;
        // A fork has a peer that Loro drew: as a desk's own it must not be one of words.
        let peer = self.side_line(&fork.knows()).unwrap_or_else(|| peer_of(fork.doc.peer_id().to_le_bytes()));
        let fork = Self::with_peer(fork.doc, peer)?;
        let update = fork.apply(changes)?;
        if let Some(update) = &update {
            self.import(update)?;
        }
        Ok(update)
    }

    /// A peer for edits on an older version. Each (peer, counter) may mean one thing only, so a side line can be taken
    /// again exactly when all that was ever written under it is part of that version.
    fn side_line(&self, base: &VersionVector) -> Option<u64> {
        let now = self.doc.oplog_vv();
        (1..=SIDE_LINES).map(|line| self.peer | line).find(|peer| base.get(peer) == now.get(peer))
    }

    /// Refuses what would be refused half-way: after this, applying does not fail.
    fn check(&self, changes: &[Change]) -> Result<(), Fault> {
        let splices: Vec<_> = changes.iter().flat_map(splices_of).collect();
        for field in TextField::ALL {
            let grown: usize =
                splices.iter().filter(|(of, _)| *of == field).map(|(_, splice)| splice.insert.len()).sum();
            if grown > 0 {
                check_length(field.name(), self.text(field).len_utf8() + grown, LONGEST_TEXT)?;
            }
        }
        // One splice alone is refused by the document itself before it changes anything; anything before it would stay.
        if !splices.is_empty() && (changes.len() > 1 || splices.len() > 1) {
            let mut texts = TextField::ALL.map(|field| (field, None::<String>));
            for (field, splice) in splices {
                let slot = texts.iter_mut().find(|(of, _)| *of == field).map(|(_, text)| text);
                let text = slot.ok_or_else(|| broken("a text field without a name"))?;
                let text = text.get_or_insert_with(|| self.text(field).to_string());
                splice.apply(field, text).map_err(Fault::Splice)?;
            }
        }
        for change in changes {
            if let Change::Field { set } = change {
                let (name, json) = field_json(set)?;
                check_length(known_name(&name), json.len(), LONGEST_FIELD)?;
            }
        }
        Ok(())
    }

    fn splice(&self, field: TextField, splice: &Splice) -> Result<(), Fault> {
        let text = self.text(field);
        let refused = || {
            let Splice { from, to, .. } = *splice;
            Fault::Splice(SpliceError { field: field.name(), length: text.len_utf16(), from, to })
        };
        let length = splice.to.checked_sub(splice.from).ok_or_else(refused)?;
        let (from, to, length) = (splice.from as usize, splice.to as usize, length as usize);
        if to > text.len_utf16() {
            return Err(refused());
        }
        if length == 0 && splice.insert.is_empty() {
            // Loro takes an empty splice anywhere; the rule for places holds all the same.
            let mut whole = text.to_string();
            return splice.apply(field, &mut whole).map_err(Fault::Splice);
        }
        text.splice_utf16(from, length, &splice.insert).map_err(|_| refused())
    }

    fn set(&self, value: &FieldValue) -> Result<(), Fault> {
        let (name, json) = field_json(value)?;
        self.fields().insert(&name, json).map_err(broken)
    }

    /// What the document says.
    pub(crate) fn story(&self) -> Result<Story, Fault> {
        let mut story = Story {
            headline: self.text(TextField::Headline).to_string(),
            summary: self.text(TextField::Summary).to_string(),
            body: self.text(TextField::Body).to_string(),
            ..Story::default()
        };
        for (name, json) in self.field_texts() {
            if name == EXTRA {
                story.extra = serde_json::from_str(&json).map_err(broken)?;
                continue;
            }
            let value: Value = serde_json::from_str(&json).map_err(broken)?;
            let set: FieldValue = serde_json::from_value(json!({ "field": name, "value": value })).map_err(broken)?;
            set.put(&mut story);
        }
        Ok(story)
    }

    /// Bytes of the body.
    pub(crate) fn size(&self) -> usize {
        self.text(TextField::Body).len_utf8()
    }

    /// Headline and slug, for the list.
    pub(crate) fn title(&self) -> (String, String) {
        let slug = self.fields().get("slug").and_then(|value| value.into_value().ok());
        let slug = match slug {
            Some(LoroValue::String(json)) => serde_json::from_str(&json).unwrap_or_default(),
            _ => String::new(),
        };
        (self.text(TextField::Headline).to_string(), slug)
    }

    /// Hash of what the document says: the same for the same words and fields, however they came about.
    pub(crate) fn content(&self) -> Hash {
        let texts = TextField::ALL.map(|field| self.text(field).to_string());
        let fields = self.field_texts();
        let fields = fields.iter().flat_map(|(name, json)| [name.as_bytes(), json.as_bytes()]);
        let parts: Vec<_> = texts.iter().map(String::as_bytes).chain(fields).collect();
        Hash::content(&parts)
    }

    /// A document that stands at an earlier version and knows nothing of what came after. Costs as much as the story
    /// is long; to look at many versions take a document of one's own and [`Self::go`] from one to the next.
    pub(crate) fn at(&self, version: &Frontiers) -> Result<Self, Fault> {
        let doc = if self.doc.is_shallow() {
            // Loro does not fork a document that begins later at a version of it.
            let only = ExportMode::StateOnly(Some(std::borrow::Cow::Borrowed(version)));
            let bytes = self.doc.fork().export(only).map_err(broken)?;
            LoroDoc::from_snapshot(&bytes).map_err(broken)?
        } else {
            self.doc.fork_at(version).map_err(broken)?
        };
        if doc.oplog_frontiers() != *version {
            return Err(Fault::Broken("an earlier version does not read".to_owned()));
        }
        Ok(Self { doc, peer: self.peer })
    }

    /// Shows an earlier or a later version from now on. Not for a document that is edited.
    pub(crate) fn go(&self, version: &Frontiers) -> Result<(), Fault> {
        self.doc.checkout(version).map_err(broken)
    }

    /// Where the document stands.
    pub(crate) fn frontier(&self) -> Frontiers {
        self.doc.oplog_frontiers()
    }

    /// The document with its whole history. It was read back and says the same: it may take the place of the changes.
    pub(crate) fn snapshot(&self) -> Result<Vec<u8>, Fault> {
        let bytes = self.doc.export(ExportMode::Snapshot).map_err(broken)?;
        let copy = LoroDoc::from_snapshot(&bytes).map_err(broken)?;
        if copy.oplog_vv() != self.doc.oplog_vv() || copy.oplog_frontiers() != self.doc.oplog_frontiers() {
            return Err(Fault::Broken("a snapshot does not hold the whole history".to_owned()));
        }
        if (Self { doc: copy, peer: self.peer }).content() != self.content() {
            return Err(Fault::Broken("a snapshot does not read back as the text".to_owned()));
        }
        Ok(bytes)
    }

    fn text(&self, field: TextField) -> LoroText {
        self.doc.get_text(field.name())
    }

    fn fields(&self) -> LoroMap {
        self.doc.get_map(FIELDS)
    }

    /// Name and JSON of every field that was ever set, by name.
    fn field_texts(&self) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        self.fields().for_each(|name, value| {
            if let Ok(LoroValue::String(json)) = value.into_value() {
                fields.push((name.to_owned(), json.to_string()));
            }
        });
        fields.sort();
        fields
    }
}

fn splices_of(change: &Change) -> Vec<(TextField, &Splice)> {
    match change {
        Change::Text { field, splices } => splices.iter().map(|splice| (*field, splice)).collect(),
        Change::Field { .. } => Vec::new(),
    }
}

fn texts_of(story: &Story) -> [(TextField, &str); 3] {
    TextField::ALL.map(|field| match field {
        TextField::Headline => (field, story.headline.as_str()),
        TextField::Summary => (field, story.summary.as_str()),
        TextField::Body => (field, story.body.as_str()),
    })
}

/// A field's name and its value as JSON.
fn field_json(value: &FieldValue) -> Result<(String, String), Fault> {
    let mut tagged = serde_json::to_value(value).map_err(broken)?;
    match (tagged["field"].take(), tagged["value"].take()) {
        (Value::String(name), value) => Ok((name, value.to_string())),
        _ => Err(Fault::Broken("a field without a name".to_owned())),
    }
}

fn known_name(name: &str) -> &'static str {
    const NAMES: [&str; 15] = [
        "slug", "section", "dateline", "byline", "language", "urgency", "genre", "subjects", "places", "keywords",
        "ed_note", "embargo", "sign_off", "rights", "links",
    ];
    NAMES.into_iter().find(|known| *known == name).unwrap_or("a field")
}

fn check_length(field: &'static str, got: usize, limit: usize) -> Result<(), Fault> {
    if got > limit { Err(Fault::TooLong { field, limit, got }) } else { Ok(()) }
}
