//! What a format may know of a story that goes out: the story, its identity and version, why it goes, and the
//! envelope. Private notes and contacts have no place in it, so no export can reach them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use wirecopy_story::{Embargo, PubStatus, ReleaseKind, Story, Term};

use crate::newscodes;

/// One story on its way to the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct WireItem {
    /// The content.
    pub story: Story,
    /// The same for every version of the story: `urn:newsml:wirecopy.example:20261123:42`.
    pub guid: String,
    /// 1 and up; each release of the story raises it.
    pub version: u32,
    /// Why it goes out.
    pub kind: ReleaseKind,
    /// What is new, was wrong, or why it is killed; one line, may be empty.
    pub note: String,
    /// When version 1 was made. Formats carry it to the second.
    pub first_created: Timestamp,
    /// When this version was made. Formats carry it to the second.
    pub version_created: Timestamp,
    /// The release before this one.
    pub previous: Option<Previous>,
    /// What the wire needs beside the story. Formats without a header leave it out; that is no loss.
    pub envelope: Envelope,
}

/// The release that a later one replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Previous {
    /// Its version.
    pub version: u32,
    /// What it was.
    pub kind: ReleaseKind,
    /// When it was made.
    pub version_created: Timestamp,
}

/// The envelope of one delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The agency as receivers know it; empty: the profile's provider.
    pub provider: String,
    /// Number of the message at its destination; 0: none was taken.
    pub sequence: u32,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Priority of the transmission where it is not the story's urgency.
    pub priority: Option<u8>,
    /// Category code of the wire.
    pub category: String,
    /// Old subject codes of the story's terms by their `scheme:code`, as the desk's vocabularies name them. Resolved
    /// before encoding, because a format looks nothing up; see [`WireItem::subject_code`].
    pub subject_codes: BTreeMap<String, String>,
}

impl WireItem {
    /// A first filing of `story` made at `at`.
    pub fn first(story: Story, guid: &str, at: Timestamp) -> Self {
        Self {
            story,
            guid: guid.to_owned(),
            version: 1,
            kind: ReleaseKind::New,
            note: String::new(),
            first_created: at,
            version_created: at,
            previous: None,
            envelope: Envelope { sent_at: at, ..Envelope::default() },
        }
    }

    /// The status that subscribers must give the story.
    pub fn status(&self) -> PubStatus {
        self.kind.status()
    }

    /// The embargo that a usable story still waits for when the message leaves; one that is over is a fact, no order.
    pub fn waits(&self) -> Option<Embargo> {
        self.story.embargo.filter(|embargo| self.status() == PubStatus::Usable && embargo.at() > self.envelope.sent_at)
    }

    /// The old IPTC subject code of a term, for receivers that still read those: what the desk's vocabularies say, else
    /// what is built in. `None` where nothing says so; none is ever made up.
    pub fn subject_code(&self, term: &Term) -> Option<&str> {
        let known = self.envelope.subject_codes.get(&term.qcode()).map(String::as_str);
        known.or_else(|| newscodes::subject_code(term.code()).filter(|_| term.scheme() == "medtop"))
    }

    /// The kind that status and version alone tell: what a reader takes a message for that says nothing else.
    pub fn implied_kind(status: PubStatus, version: u32) -> ReleaseKind {
        match status {
            PubStatus::Usable if version > 1 => ReleaseKind::Update,
            PubStatus::Usable => ReleaseKind::New,
            PubStatus::Withheld => ReleaseKind::Hold,
            PubStatus::Canceled => ReleaseKind::Kill,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_subject_codes_come_with_the_item_and_else_from_the_house() {
        let mut item = WireItem::first(Story::default(), "urn:x", Timestamp::UNIX_EPOCH);
        let code = |item: &WireItem, qcode| item.subject_code(&Term::parse(qcode).expect("a term")).map(str::to_owned);
        assert_eq!(code(&item, "medtop:04000000").as_deref(), Some("04000000"), "a topic of the upper levels");
        assert_eq!(code(&item, "medtop:20000343"), None, "a deeper one is in no table of the house");
        assert_eq!(code(&item, "house:04000000"), None, "nor is another vocabulary");
        item.envelope.subject_codes.insert("medtop:20000343".to_owned(), "04015004".to_owned());
        assert_eq!(code(&item, "medtop:20000343").as_deref(), Some("04015004"), "what the desk resolved");
    }

    #[test]
    fn a_kill_is_implied_by_its_status_whatever_the_version() {
        for version in [1, 2, 9] {
            assert_eq!(WireItem::implied_kind(PubStatus::Canceled, version), ReleaseKind::Kill, "version {version}");
        }
        assert_eq!(WireItem::implied_kind(PubStatus::Usable, 1), ReleaseKind::New, "a first version is new");
        assert_eq!(WireItem::implied_kind(PubStatus::Usable, 2), ReleaseKind::Update, "a later one is an update");
    }
}
