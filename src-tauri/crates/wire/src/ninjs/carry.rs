//! Brings an item down to what ninjs holds, and tells each loss. What is carried is written to the letter, so a
//! message reads back as exactly this.

use std::borrow::Cow;

use wirecopy_story::{Body, ReleaseKind};

use super::note;
use crate::clean::{Cleaner, Shape};
use crate::loss::{LossKind, Losses};
use crate::place::Place;
use crate::profile::Addresses;
use crate::profile::dateline::Printed;
use crate::{Loss, Profile, WireItem, xhtml};

/// What ninjs carries of an item.
pub(super) struct Carried<'i> {
    pub(super) item: Cow<'i, WireItem>,
    /// `None`: the story is killed.
    pub(super) body: Option<Body>,
    pub(super) dateline: Option<Printed>,
    pub(super) losses: Losses,
}

pub(super) fn carried(item: &WireItem, profile: &Profile) -> (WireItem, Vec<Loss>) {
    let carried = carry(item, profile);
    let mut item = carried.item.into_owned();
    item.story.body = carried.body.map(|body| body.to_markdown()).unwrap_or_default();
    (item, carried.losses.into_list())
}

/// Brings the item down to what ninjs holds.
pub(super) fn carry<'i>(item: &'i WireItem, profile: &Profile) -> Carried<'i> {
    let mut losses = Losses::default();
    let typed = item;
    let mut item = Cow::Borrowed(item);
    let body = if item.kind == ReleaseKind::Kill {
        drop_content(&mut item, &mut losses);
        None
    } else {
        let mut body = item.story.parsed();
        xhtml::narrow(&mut body, &item.story.body, &mut losses);
        Some(body)
    };
    withhold_addresses(&mut item, profile, &mut losses);
    clean_fields(&mut item, &mut losses);
    let style = profile.dateline_style(&item.story.language);
    let printed = body.as_ref().and(style.print(&item.story.dateline));
    drop_unprinted_date(&mut item, printed.as_ref(), &mut losses);
    drop_unknown_keys(&mut item, &mut losses);
    settle_note(&mut item, typed, profile, &mut losses);
    Carried { item, body, dateline: printed, losses }
}

/// A kill carries headline and slug, so that receivers know what to take down, and no content (FORMATS: drop the
/// content set, give the reason).
fn drop_content(item: &mut Cow<'_, WireItem>, losses: &mut Losses) {
    for (field, text) in [("summary", &item.story.summary), ("body", &item.story.body)] {
        if !text.is_empty() {
            losses.add(LossKind::Content, field, 0..text.len(), "A kill carries no content", "");
        }
    }
    if !item.story.summary.is_empty() || !item.story.body.is_empty() {
        let story = &mut item.to_mut().story;
        story.summary.clear();
        story.body.clear();
    }
}

/// Every text of the item without what JSON for the wire must not hold.
fn clean_fields(item: &mut Cow<'_, WireItem>, losses: &mut Losses) {
    let mut changed: Vec<(Place, String)> = Vec::new();
    each_text(item, &mut |field, text, shape| {
        losses.begin_unit();
        let cleaned = Cleaner::Markup.clean(text, shape, |change| {
            losses.add(change.kind, field.to_owned(), change.range, change.what, change.became);
        });
        if let Cow::Owned(cleaned) = cleaned {
            changed.push((Place::new(field.to_owned(), 0..0), cleaned));
        }
    });
    for (place, text) in changed {
        put_text(item.to_mut(), &place.field, text);
    }
}

/// Calls `look` with each text field of the item.
fn each_text(item: &WireItem, look: &mut dyn FnMut(&str, &str, Shape)) {
    let story = &item.story;
    let mut line = |field: &str, text: &str| look(field, text, Shape::Line);
    line("note", &item.note);
    line("guid", &item.guid);
    line("slug", &story.slug);
    line("headline", &story.headline);
    line("summary", &story.summary);
    line("section", &story.section);
    line("dateline.place", &story.dateline.place);
    line("dateline.region", &story.dateline.region);
    line("dateline.country", &story.dateline.country);
    for (at, byline) in story.byline.iter().enumerate() {
        line(&format!("byline[{at}].name"), &byline.name);
        line(&format!("byline[{at}].role"), &byline.role);
        line(&format!("byline[{at}].email"), &byline.email);
    }
    line("language", &story.language);
    for (at, place) in story.places.iter().enumerate() {
        line(&format!("places[{at}].name"), &place.name);
        line(&format!("places[{at}].region"), &place.region);
        line(&format!("places[{at}].country"), &place.country);
    }
    for (at, keyword) in story.keywords.iter().enumerate() {
        line(&format!("keywords[{at}]"), keyword);
    }
    line("sign_off", &story.sign_off);
    line("rights.holder", &story.rights.holder);
    line("rights.notice", &story.rights.notice);
    for (at, link) in story.links.iter().enumerate() {
        line(&format!("links[{at}].rel"), &link.rel);
        line(&format!("links[{at}].guid"), &link.guid);
    }
    look("ed_note", &story.ed_note, Shape::Lines);
    look("rights.usage", &story.rights.usage, Shape::Lines);
}

/// Puts back a text that [`each_text`] gave out.
fn put_text(item: &mut WireItem, field: &str, text: String) {
    let story = &mut item.story;
    let (name, rest) = field.split_at(field.find(['.', '[']).unwrap_or(field.len()));
    let at: usize = rest.trim_start_matches('[').split(']').next().and_then(|at| at.parse().ok()).unwrap_or(0);
    let key = field.rsplit('.').next().unwrap_or("");
    let slot = match (name, key) {
        ("note", _) => Some(&mut item.note),
        ("guid", _) => Some(&mut item.guid),
        ("slug", _) => Some(&mut story.slug),
        ("headline", _) => Some(&mut story.headline),
        ("summary", _) => Some(&mut story.summary),
        ("section", _) => Some(&mut story.section),
        ("dateline", "place") => Some(&mut story.dateline.place),
        ("dateline", "region") => Some(&mut story.dateline.region),
        ("dateline", _) => Some(&mut story.dateline.country),
        ("byline", "name") => story.byline.get_mut(at).map(|one| &mut one.name),
        ("byline", "role") => story.byline.get_mut(at).map(|one| &mut one.role),
        ("byline", _) => story.byline.get_mut(at).map(|one| &mut one.email),
        ("language", _) => Some(&mut story.language),
        ("places", "name") => story.places.get_mut(at).map(|one| &mut one.name),
        ("places", "region") => story.places.get_mut(at).map(|one| &mut one.region),
        ("places", _) => story.places.get_mut(at).map(|one| &mut one.country),
        ("keywords", _) => story.keywords.get_mut(at),
        ("sign_off", _) => Some(&mut story.sign_off),
        ("rights", "holder") => Some(&mut story.rights.holder),
        ("rights", "notice") => Some(&mut story.rights.notice),
        ("rights", _) => Some(&mut story.rights.usage),
        ("links", "rel") => story.links.get_mut(at).map(|one| &mut one.rel),
        ("links", _) => story.links.get_mut(at).map(|one| &mut one.guid),
        _ => Some(&mut story.ed_note),
    };
    if let Some(slot) = slot {
        *slot = text;
    }
}

/// The date of the dateline travels inside the printed dateline or not at all.
fn drop_unprinted_date(item: &mut Cow<'_, WireItem>, printed: Option<&Printed>, losses: &mut Losses) {
    let carried = printed.is_some_and(|printed| !printed.date.is_empty());
    if let (Some(date), false) = (item.story.dateline.date, carried) {
        let killed = item.kind == ReleaseKind::Kill;
        let unprinted = "The date of the dateline is not printed, so it is not carried";
        let what = if killed { "A kill carries no content" } else { unprinted };
        losses.add(LossKind::Date, "dateline.date", 0..date.to_string().len(), what, "");
        item.to_mut().story.dateline.date = None;
    }
}

fn withhold_addresses(item: &mut Cow<'_, WireItem>, profile: &Profile, losses: &mut Losses) {
    if profile.addresses() == Addresses::Carried || item.story.byline.iter().all(|one| one.email.is_empty()) {
        return;
    }
    for (at, byline) in item.to_mut().story.byline.iter_mut().enumerate() {
        if !byline.email.is_empty() {
            let field = format!("byline[{at}].email");
            let what = "An author's address stays on the desk";
            losses.add(LossKind::Field, field, 0..byline.email.len(), what, "");
            byline.email.clear();
        }
    }
}

fn drop_unknown_keys(item: &mut Cow<'_, WireItem>, losses: &mut Losses) {
    if item.story.extra.is_empty() {
        return;
    }
    for (key, value) in std::mem::take(&mut item.to_mut().story.extra) {
        let what = format!("`{key}` of the story file has no place in ninjs");
        losses.add(LossKind::Field, key, 0..value.len(), what, "");
    }
}

/// What `edNote` cannot tell apart is settled here, so that it reads back as it is carried.
fn settle_note(item: &mut Cow<'_, WireItem>, typed: &WireItem, profile: &Profile, losses: &mut Losses) {
    let story = &item.story;
    let text = note::write(item, &item.note, &story.ed_note, profile);
    let back = note::read(&text, item.status(), item.version, profile);
    if back.kind == item.kind && back.reason == item.note && back.ed_note == story.ed_note {
        return;
    }
    if back.reason == item.note && back.ed_note == story.ed_note && item.kind == ReleaseKind::New {
        // A later version that says nothing of itself is an update to every reader.
        item.to_mut().kind = back.kind;
        return;
    }
    let of_note = back.ed_note == story.ed_note;
    let (field, length) = if of_note { ("note", typed.note.len()) } else { ("ed_note", typed.story.ed_note.len()) };
    let what = format!("The note to editors reads as: {}", back.kind.word());
    losses.add(LossKind::Ambiguous, field, 0..length, what, &back.ed_note);
    let item = item.to_mut();
    item.kind = back.kind;
    item.note = back.reason;
    item.story.ed_note = back.ed_note;
}
