//! The story itself: every field a correspondent fills, and the body as the Markdown text that was typed.
//!
//! Empty text means "not given"; there is no second way to say it. Keys of the story file that this version does
//! not know are kept in `extra` and written back.

use serde::{Deserialize, Serialize};

use crate::{Body, Byline, Dateline, Embargo, Place, Rights, StoryLink, Term, Urgency};

/// One story as a value. Equality is equality of content.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Story {
    /// The short name that ties all items of an event: `TESTLAND-GRAIN`.
    pub slug: String,
    /// One line, no final stop.
    pub headline: String,
    /// The lead of the wire: one sentence, printed between headline and dateline.
    pub summary: String,
    /// Section or running theme: `World`.
    pub section: String,
    /// Where and when it was written.
    pub dateline: Dateline,
    /// Who wrote it, as printed.
    pub byline: Vec<Byline>,
    /// BCP 47 tag, empty when not given.
    pub language: String,
    /// 1 flash to 9 routine.
    pub urgency: Option<Urgency>,
    /// What kind of text it is: `genre:Current`.
    pub genre: Option<Term>,
    /// What it is about.
    pub subjects: Vec<Term>,
    /// Where it happened.
    pub places: Vec<Place>,
    /// Free keywords.
    pub keywords: Vec<String>,
    /// Note to editors, not for publication.
    pub ed_note: String,
    /// Not to be published before this moment.
    pub embargo: Option<Embargo>,
    /// Initials of reporter and editors, the last line on some wires: `ap/iv`.
    pub sign_off: String,
    /// Who holds the rights.
    pub rights: Rights,
    /// Ties to other items.
    pub links: Vec<StoryLink>,
    /// The body as Markdown, exactly as typed.
    pub body: String,
    /// Keys of the story file that this version does not know, in order, each value as YAML text.
    pub extra: Vec<(String, String)>,
}

impl Story {
    /// The body as blocks and inlines. Parses anew at each call: a body of 800 words takes well under a millisecond.
    pub fn parsed(&self) -> Body {
        Body::parse(&self.body)
    }
}
