//! How one message is written: its line and version, and what the dialect says. The options of the formats stand here,
//! each with the ways it may be written, the strict one first.

use super::names::Line;
use super::term::{Coding, Terms};
use crate::Profile;
use crate::dialect::{Choice, DialectRow};
use crate::json::Layout;

/// Indented by two spaces, on one line, or with everything beyond ASCII escaped for receivers that read files in their
/// own character set.
pub(super) const LAYOUT: Choice = Choice { name: "layout", values: &["indented", "compact", "ascii"] };
/// The body as XHTML, or once more as plain text beside it.
pub(super) const BODIES: Choice = Choice { name: "bodies", values: &["xhtml", "xhtml-and-text"] };
/// An embargo in the offset that it was written in, or in UTC for receivers that read no other.
pub(super) const TIMES: Choice = Choice { name: "times", values: &["own-offset", "utc"] };
/// Terms by the URI of their scheme, or by bare code and name, Media Topics by their old subject codes.
pub(super) const TERMS: Choice = Choice { name: "terms", values: &["uris", "codes"] };
/// Ties to other items as associations, or left out for receivers that take each association for an item to print.
pub(super) const LINKS: Choice = Choice { name: "links", values: &["associations", "left-out"] };

/// Versions of each line with a table of rules, the strict one first.
pub(super) const VERSIONS_1: Choice = Choice { name: "version", values: &["1.6", "1.5", "1.4", "1.3"] };
pub(super) const VERSIONS_2: Choice = Choice { name: "version", values: &["2.2", "2.1"] };
pub(super) const VERSIONS_3: Choice = Choice { name: "version", values: &["3.1", "3.0"] };

/// Which bodies a message has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bodies {
    Xhtml,
    XhtmlAndText,
}

/// Whose offset an embargo has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    OwnOffset,
    Utc,
}

/// Whether ties to other items travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    Associations,
    LeftOut,
}

/// How one message is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style<'d> {
    pub(super) line: Line,
    /// `1.6`
    pub(super) version: &'d str,
    pub(super) layout: Layout,
    pub(super) bodies: Bodies,
    pub(super) times: Times,
    pub(super) coding: Coding,
    pub(super) links: Links,
}

impl<'d> Style<'d> {
    /// What `dialect` says of a message of `line`.
    pub(super) fn new(line: Line, versions: &Choice, dialect: &'d DialectRow) -> Self {
        Self {
            line,
            version: dialect.option(versions),
            layout: match dialect.option(&LAYOUT) {
                "compact" => Layout::Compact,
                "ascii" => Layout::Ascii,
                _ => Layout::Indented,
            },
            bodies: if dialect.option(&BODIES) == "xhtml" { Bodies::Xhtml } else { Bodies::XhtmlAndText },
            times: if dialect.option(&TIMES) == "utc" { Times::Utc } else { Times::OwnOffset },
            coding: if dialect.option(&TERMS) == "codes" { Coding::Codes } else { Coding::Uris },
            links: if dialect.option(&LINKS) == "left-out" { Links::LeftOut } else { Links::Associations },
        }
    }

    /// Writes the terms of the message.
    pub(super) fn terms<'p>(&self, profile: &'p Profile) -> Terms<'p> {
        Terms { line: self.line, coding: self.coding, schemes: profile.schemes() }
    }

    /// Its version for people: `ninjs 1.6`.
    pub(super) fn called(&self) -> String {
        format!("ninjs {}", self.version)
    }
}
