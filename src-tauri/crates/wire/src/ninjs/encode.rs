//! Brings an item down to what the line, the version and the dialect carry; `message` writes what is left.

use jiff::tz::Offset;
use wirecopy_story::{Embargo, Term};

use super::message::{self, Carried};
use super::names::Line;
use super::style::{Links, Style, Times};
use super::term::{Coding, List, Terms};
use crate::carry::Carrier;
use crate::loss::LossKind;
use crate::{EncodeError, Encoded, Profile, WireItem, newscodes, xhtml};

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
    settle_subjects(&mut carrier, style.terms(profile));
    settle_genre(&mut carrier, style.terms(profile));
    carrier.settle_note();
    let content = Carried { item: &carrier.item, body, dateline };
    let bytes = message::write(&content, profile, style);
    Ok(Encoded { bytes, charset: "utf-8".to_owned(), losses: carrier.losses.into_list() })
}

/// Before 1.5 a source is a name: no address has a place in it.
fn drop_addresses(carrier: &mut Carrier<'_>, style: Style<'_>) {
    let has_place = style.line != Line::One || style.version >= "1.5";
    if has_place || carrier.item.story.byline.iter().all(|one| one.email.is_empty()) {
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

/// A receiver of bare codes takes each subject for a code and each association for one more item to print.
fn leave_out(carrier: &mut Carrier<'_>, style: Style<'_>) {
    let reader = "what the receiver reads";
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

/// Subjects as the receiver reads them: by their old subject codes where only those are known, no label that would be
/// taken for a code.
fn settle_subjects(carrier: &mut Carrier<'_>, terms: Terms<'_>) {
    let item = &carrier.item;
    let old = |term: &Term| if terms.coding == Coding::Codes { subject_code(item, term) } else { None };
    let old: Vec<_> = item.story.subjects.iter().map(old).collect();
    let hidden = |term: &Term| terms.hides_label(term, List::Subjects);
    if old.iter().all(Option::is_none) && !item.story.subjects.iter().any(hidden) {
        return;
    }
    let typed = std::mem::take(&mut carrier.item.to_mut().story.subjects);
    let mut kept: Vec<Term> = Vec::with_capacity(typed.len());
    for (at, (mut term, old)) in typed.into_iter().zip(old).enumerate() {
        let (field, length) = (format!("subjects[{at}]"), term.qcode().len());
        if let Some(code) = old {
            let what = format!("An old subject code stands for {}", term.qcode());
            carrier.losses.add(LossKind::Field, field.clone(), 0..length, what, code.code());
            if kept.iter().any(|one| (one.scheme(), one.code()) == (code.scheme(), code.code())) {
                continue;
            }
            term = code;
        }
        if hidden(&term) {
            carrier.losses.add(LossKind::Ambiguous, field, 0..length, HIDDEN, "");
            term = term.labelled("");
        }
        kept.push(term);
    }
    carrier.item.to_mut().story.subjects = kept;
}

/// The genre without a label that would be taken for its code.
fn settle_genre(carrier: &mut Carrier<'_>, terms: Terms<'_>) {
    let hidden = carrier.item.story.genre.clone().filter(|genre| terms.hides_label(genre, List::Genres));
    if let Some(genre) = hidden {
        carrier.losses.add(LossKind::Ambiguous, "genre", 0..genre.qcode().len(), HIDDEN, "");
        carrier.item.to_mut().story.genre = Some(genre.labelled(""));
    }
}

const HIDDEN: &str = "A label that repeats the code is read as none";

/// The old subject code of a term that is not one itself. A receiver shows names, so a Media Topic that has no label
/// brings the one that IPTC gives it.
fn subject_code(item: &WireItem, term: &Term) -> Option<Term> {
    let code = item.subject_code(term).filter(|_| term.scheme() != "subj")?;
    let label = if term.label().is_empty() { newscodes::name(term).unwrap_or("") } else { term.label() };
    Term::new("subj", code).ok().map(|code| code.labelled(label))
}
