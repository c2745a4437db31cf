//! Brings an item down to what the line, the version and the dialect carry; `message` writes what is left.

use jiff::tz::Offset;
use wirecopy_story::{Embargo, Term};

use super::message::{self, Carried};
use super::names::Line;
use super::style::{Links, Style, Times};
use super::term::{Coding, List, Terms};
use crate::carry::Carrier;
use crate::loss::LossKind;
use crate::{EncodeError, Encoded, Profile, WireItem, xhtml};

pub(super) fn encode(item: &WireItem, profile: &Profile, style: Style<'_>) -> Result<Encoded, EncodeError> {
    let mut carrier = Carrier::new(item, profile);
    let body = carrier.body(xhtml::narrow);
    if body.as_ref().is_some_and(|body| body.blocks.is_empty()) {
        return Err(EncodeError::Missing { missing: vec!["body"] });
    }
    carrier.withhold_addresses();
    drop_addresses(&mut carrier, style);
    leave_out(&mut carrier, style);
    carrier.clean_fields();
    let dateline = carrier.dateline();
    carrier.drop_unprinted_date(dateline.as_ref());
    carrier.drop_unknown_keys("ninjs");
    settle_embargo(&mut carrier, style.times);
    settle_terms(&mut carrier, style.terms(profile));
    carrier.settle_note();
    let carried = Carried { item: &carrier.item, body, dateline };
    let bytes = message::write(&carried, profile, style);
    Ok(Encoded { bytes, charset: "utf-8".to_owned(), losses: carrier.losses.into_list() })
}

/// Before 1.5 a source is a name: no address has a place in it.
fn drop_addresses(carrier: &mut Carrier<'_>, style: Style<'_>) {
    let carries = style.line != Line::One || style.version >= "1.5";
    if carries || carrier.item.story.byline.iter().all(|one| one.email.is_empty()) {
        return;
    }
    for (at, byline) in carrier.item.to_mut().story.byline.iter_mut().enumerate() {
        let length = std::mem::take(&mut byline.email).len();
        if length > 0 {
            let what = format!("An author's address has no place in {}", style.called());
            carrier.losses.add(LossKind::Field, format!("byline[{at}].email"), 0..length, what, "");
        }
    }
}

/// What a receiver of bare codes would take for something else: subjects without a code, and items that are only
/// named.
fn leave_out(carrier: &mut Carrier<'_>, style: Style<'_>) {
    let reader = "the receiver's ninjs";
    if style.coding == Coding::Codes {
        carrier.leave_out(&["section", "keywords"], reader);
    }
    if style.links == Links::LeftOut {
        carrier.leave_out(&["links"], reader);
    }
}

/// The same moment in UTC, where no other offset is read.
fn settle_embargo(carrier: &mut Carrier<'_>, times: Times) {
    let spoken = carrier.item.story.embargo.filter(|embargo| embargo.offset() != Offset::UTC);
    let (Some(embargo), Times::Utc) = (spoken, times) else { return };
    let utc = Embargo::new(embargo.at(), Offset::UTC);
    let what = "The embargo is written in UTC, the same moment without its own offset";
    carrier.losses.add(LossKind::Date, "embargo", 0..embargo.to_string().len(), what, &utc.to_string());
    carrier.item.to_mut().story.embargo = Some(utc);
}

/// Media Topics as subject codes where only those are read, and labels that would be taken for codes.
fn settle_terms(carrier: &mut Carrier<'_>, terms: Terms<'_>) {
    if terms.line != Line::One {
        return;
    }
    let mut subjects = std::borrow::Cow::Borrowed(carrier.item.story.subjects.as_slice());
    for at in 0..subjects.len() {
        let typed = &subjects[at];
        let field = || format!("subjects[{at}]");
        let length = typed.qcode().len();
        if let (Coding::Codes, Some(code)) = (terms.coding, old_code(typed)) {
            let what = format!("The subject code stands for {}", typed.qcode());
            carrier.losses.add(LossKind::Field, field(), 0..length, what, code.code());
            subjects.to_mut()[at] = code;
        }
        if terms.hides_label(&subjects[at], List::Subjects) {
            carrier.losses.add(LossKind::Ambiguous, field(), 0..length, HIDDEN, "");
            let bare = subjects[at].clone().labelled("");
            subjects.to_mut()[at] = bare;
        }
    }
    if let std::borrow::Cow::Owned(subjects) = subjects {
        carrier.item.to_mut().story.subjects = subjects;
    }
    let hidden = carrier.item.story.genre.as_ref().filter(|genre| terms.hides_label(genre, List::Genres));
    if let Some(genre) = hidden {
        let length = genre.qcode().len();
        carrier.losses.add(LossKind::Ambiguous, "genre", 0..length, HIDDEN, "");
        let genre = genre.clone().labelled("");
        carrier.item.to_mut().story.genre = Some(genre);
    }
}

const HIDDEN: &str = "A label that repeats the code is read as none";

/// The old subject code of a Media Topic.
fn old_code(_term: &Term) -> Option<Term> {
    None
}
