//! Brings an item down to what a format of markup holds, and tells each loss. What is carried is written to the
//! letter, so a message reads back as exactly this. A format takes the steps that it needs, in its own order; the
//! content goes first, because what a kill does not carry needs no cleaning.

use std::borrow::Cow;

use wirecopy_story::{Body, ReleaseKind, Term};

use crate::clean::{Cleaner, Shape};
use crate::loss::{LossKind, Losses};
use crate::place::{Place, field_text};
use crate::profile::Addresses;
use crate::profile::dateline::Printed;
use crate::{Profile, WireItem, ed_note};

/// An item on its way into a message.
pub(crate) struct Carrier<'i> {
    /// As it was typed.
    typed: &'i WireItem,
    profile: &'i Profile,
    /// As it is carried.
    pub(crate) item: Cow<'i, WireItem>,
    /// What is not carried as typed.
    pub(crate) losses: Losses,
}

impl<'i> Carrier<'i> {
    /// Nothing is lost yet.
    pub(crate) fn new(item: &'i WireItem, profile: &'i Profile) -> Self {
        Self { typed: item, profile, item: Cow::Borrowed(item), losses: Losses::default() }
    }

    /// The body, brought by `narrow` (the body, its Markdown text, the losses) to what the format has marks for;
    /// `None` for a kill, which carries headline and slug, so that receivers know what to take down, and no content
    /// (drop the content, give the reason).
    pub(crate) fn body(&mut self, narrow: impl FnOnce(&mut Body, &str, &mut Losses)) -> Option<Body> {
        let story = &self.item.story;
        if self.item.kind != ReleaseKind::Kill {
            let mut body = story.parsed();
            narrow(&mut body, &story.body, &mut self.losses);
            return Some(body);
        }
        self.drop_killed();
        None
    }

    /// A kill carries no content; nothing else is dropped here.
    pub(crate) fn drop_killed(&mut self) {
        if self.item.kind != ReleaseKind::Kill {
            return;
        }
        let story = &self.item.story;
        for (field, text) in [("summary", &story.summary), ("body", &story.body)] {
            if !text.is_empty() {
                self.losses.add(LossKind::Content, field, 0..text.len(), "A kill carries no content", "");
            }
        }
        if !story.summary.is_empty() || !story.body.is_empty() {
            let story = &mut self.item.to_mut().story;
            story.summary.clear();
            story.body.clear();
        }
    }

    /// The dateline as it is printed before a body that is carried.
    pub(crate) fn dateline(&self) -> Option<Printed> {
        let story = &self.item.story;
        let carried = self.item.kind != ReleaseKind::Kill;
        carried.then(|| self.profile.dateline_style(&story.language).print(&story.dateline)).flatten()
    }

    /// Authors' addresses stay on the desk, unless the house lets them travel.
    pub(crate) fn withhold_addresses(&mut self) {
        let none = self.item.story.byline.iter().all(|one| one.email.is_empty());
        if self.profile.addresses() == Addresses::Carried || none {
            return;
        }
        for (at, byline) in self.item.to_mut().story.byline.iter_mut().enumerate() {
            if !byline.email.is_empty() {
                let field = format!("byline[{at}].email");
                let what = "An author's address stays on the desk";
                self.losses.add(LossKind::Field, field, 0..byline.email.len(), what, "");
                byline.email.clear();
            }
        }
    }

    /// Every text of the item without what markup for the wire must not hold.
    pub(crate) fn clean_fields(&mut self) {
        let mut changed: Vec<(Place, String)> = Vec::new();
        let losses = &mut self.losses;
        each_text(&self.item, &mut |field, text, shape| {
            losses.begin_unit();
            let cleaned = Cleaner::Markup.clean(text, shape, |change| {
                losses.add(change.kind, field.to_owned(), change.range, change.what, change.became);
            });
            if let Cow::Owned(cleaned) = cleaned {
                changed.push((Place::new(field.to_owned(), 0..0), cleaned));
            }
        });
        for (place, text) in changed {
            put_text(self.item.to_mut(), &place.field, text);
        }
    }

    /// Genre and subjects without what markup for the wire must not hold; a term of which too little is left is gone.
    pub(crate) fn clean_terms(&mut self) {
        let losses = &mut self.losses;
        let story = &self.item.story;
        let genre = story.genre.as_ref().and_then(|term| cleaned_term(term, "genre", losses));
        let mut subjects = Vec::new();
        for (at, term) in story.subjects.iter().enumerate() {
            let before = losses.len();
            let cleaned = cleaned_term(term, &format!("subjects[{at}]"), losses);
            if losses.len() > before {
                subjects.push((at, cleaned.flatten()));
            }
        }
        if let Some(genre) = genre {
            self.item.to_mut().story.genre = genre;
        }
        // From behind, so that the places before stay where they are.
        for (at, term) in subjects.into_iter().rev() {
            let all = &mut self.item.to_mut().story.subjects;
            match term {
                Some(term) => all[at] = term,
                None => drop(all.remove(at)),
            }
        }
    }

    /// A byline without a name is not printed, so it has no place.
    pub(crate) fn drop_nameless_bylines(&mut self) {
        let nameless = |name: &str| name.trim().is_empty();
        for at in (0..self.item.story.byline.len()).rev() {
            if nameless(&self.item.story.byline[at].name) {
                let what = "A byline without a name is not carried";
                self.losses.add(LossKind::Field, format!("byline[{at}].name"), 0..0, what, "");
                self.item.to_mut().story.byline.remove(at);
            }
        }
    }

    /// Every text without white space at its ends, where it stands between two tags and readers take it off.
    pub(crate) fn trim_ends(&mut self, kept: &[&str]) {
        let mut changed: Vec<(String, String)> = Vec::new();
        each_text(&self.item, &mut |field, text, _| {
            let trimmed = text.trim_matches([' ', '\t', '\n']);
            let name = field.split(['.', '[']).next().unwrap_or(field);
            if trimmed.len() != text.len() && !kept.contains(&name) {
                changed.push((field.to_owned(), trimmed.to_owned()));
            }
        });
        for (field, text) in changed {
            self.lose(LossKind::Space, &field, "Spaces at the ends of a field are not carried", "");
            put_text(self.item.to_mut(), &field, text);
        }
    }

    /// Tells that a whole field, as it was typed, is not carried or becomes something else.
    pub(crate) fn lose(&mut self, kind: LossKind, field: &str, what: impl Into<String>, became: &str) {
        let length = match field {
            "note" => self.typed.note.len(),
            "guid" => self.typed.guid.len(),
            field => field_text(&self.typed.story, field).map_or(0, |text| text.len()),
        };
        self.losses.add(kind, field.to_owned(), 0..length, what, became);
    }

    /// The date of the dateline travels inside the printed dateline or not at all.
    pub(crate) fn drop_unprinted_date(&mut self, printed: Option<&Printed>) {
        let carried = printed.is_some_and(|printed| !printed.date.is_empty());
        if let (Some(date), false) = (self.item.story.dateline.date, carried) {
            let killed = self.item.kind == ReleaseKind::Kill;
            let unprinted = "The date of the dateline is not printed, so it is not carried";
            let what = if killed { "A kill carries no content" } else { unprinted };
            self.losses.add(LossKind::Date, "dateline.date", 0..date.to_string().len(), what, "");
            self.item.to_mut().story.dateline.date = None;
        }
    }

    /// Keys of the story file that this version does not know.
    pub(crate) fn drop_unknown_keys(&mut self, format: &str) {
        if self.item.story.extra.is_empty() {
            return;
        }
        for (key, value) in std::mem::take(&mut self.item.to_mut().story.extra) {
            let what = format!("`{key}` of the story file has no place in {format}");
            self.losses.add(LossKind::Field, key, 0..value.len(), what, "");
        }
    }

    /// Leaves out fields that `format` has no place for; a list as a whole.
    pub(crate) fn leave_out(&mut self, fields: &[&'static str], format: &str) {
        for field in fields {
            let first = if LISTS.contains(field) { format!("{field}[0]") } else { (*field).to_owned() };
            let text = field_text(&self.item.story, &first).unwrap_or_default().into_owned();
            let there = !text.is_empty() || (LISTS.contains(field) && field_text(&self.item.story, &first).is_some());
            if there {
                let what = format!("The {} no place in {format}", spoken(field));
                self.losses.add(LossKind::Field, first, 0..text.len(), what, "");
                clear(self.item.to_mut(), field);
            }
        }
    }

    /// [`Carrier::settle_note`] for a format that sets the writer's own note apart from the line of the release.
    pub(crate) fn settle_release(&mut self) {
        if self.item.story.ed_note.is_empty() {
            return self.settle_note();
        }
        let apart = std::mem::take(&mut self.item.to_mut().story.ed_note);
        self.settle_note();
        self.item.to_mut().story.ed_note = apart;
    }

    /// What the note to editors cannot tell apart is settled here, so that it reads back as it is carried.
    pub(crate) fn settle_note(&mut self) {
        let item = &self.item;
        let story = &item.story;
        let text = ed_note::write(item, &item.note, &story.ed_note, self.profile);
        let back = ed_note::read(&text, item.status(), item.version, self.profile);
        if back.kind == item.kind && back.reason == item.note && back.ed_note == story.ed_note {
            return;
        }
        if back.reason == item.note && back.ed_note == story.ed_note && item.kind == ReleaseKind::New {
            // A later version that says nothing of itself is an update to every reader.
            self.item.to_mut().kind = back.kind;
            return;
        }
        let of_note = back.ed_note == story.ed_note;
        let typed = self.typed;
        let (field, length) = if of_note { ("note", typed.note.len()) } else { ("ed_note", typed.story.ed_note.len()) };
        let what = format!("The note to editors reads as: {}", back.kind.word());
        self.losses.add(LossKind::Ambiguous, field, 0..length, what, &back.ed_note);
        let item = self.item.to_mut();
        item.kind = back.kind;
        item.note = back.reason;
        item.story.ed_note = back.ed_note;
    }
}

/// The term without what markup must not hold; `None` when it is clean, `Some(None)` when no term is left.
#[allow(clippy::option_option, reason = "unchanged and gone are two things")]
fn cleaned_term(term: &Term, field: &str, losses: &mut Losses) -> Option<Option<Term>> {
    losses.begin_unit();
    let before = losses.len();
    let mut clean = |text: &str, field: String, offset: Option<usize>| {
        let cleaned = Cleaner::Markup.clean(text, Shape::Line, |change| {
            let range = offset.map_or(0..0, |offset| offset + change.range.start..offset + change.range.end);
            losses.add(change.kind, field.clone(), range, change.what, change.became);
        });
        cleaned.into_owned()
    };
    let scheme = clean(term.scheme(), field.to_owned(), Some(0));
    let code = clean(term.code(), field.to_owned(), Some(term.scheme().len() + 1));
    let label = clean(term.label(), field.to_owned(), None);
    (losses.len() > before).then(|| Term::new(&scheme, &code).ok().map(|term| term.labelled(&label)))
}

const LISTS: &[&str] = &["byline", "subjects", "places", "keywords", "links"];

/// A field as the subject of a sentence, with its verb.
fn spoken(field: &str) -> &'static str {
    match field {
        "slug" => "slug has",
        "summary" => "lead has",
        "section" => "section has",
        "dateline.region" => "region of the dateline has",
        "dateline.country" => "country of the dateline has",
        "byline" => "byline has",
        "language" => "language has",
        "urgency" => "urgency has",
        "genre" => "genre has",
        "subjects" => "subjects have",
        "places" => "places have",
        "keywords" => "keywords have",
        "ed_note" => "note to editors has",
        "embargo" => "embargo has",
        "sign_off" => "sign-off has",
        "rights.holder" => "holder of the rights has",
        "rights.notice" => "rights notice has",
        "rights.usage" => "terms of use have",
        "links" => "ties to other items have",
        _ => "field has",
    }
}

fn clear(item: &mut WireItem, field: &str) {
    let story = &mut item.story;
    match field {
        "byline" => story.byline.clear(),
        "urgency" => story.urgency = None,
        "genre" => story.genre = None,
        "subjects" => story.subjects.clear(),
        "places" => story.places.clear(),
        "keywords" => story.keywords.clear(),
        "embargo" => story.embargo = None,
        "links" => story.links.clear(),
        text => put_text(item, text, String::new()),
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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use wirecopy_story::Story;

    use super::*;

    #[test]
    fn a_field_without_a_place_is_told_once_and_gone() {
        let story = Story { slug: "GRAIN".into(), keywords: vec![String::new(), "a".into()], ..Story::default() };
        let item = WireItem::first(story, "urn:x", Timestamp::UNIX_EPOCH);
        let profile = Profile::find("generic").expect("built in");
        let mut carrier = Carrier::new(&item, profile);
        carrier.leave_out(&["slug", "summary", "keywords", "genre"], "the telegraph");
        assert_eq!(carrier.item.story, Story::default(), "nothing is left");
        let told: Vec<_> = carrier.losses.into_list().into_iter().map(|loss| loss.what).collect();
        assert_eq!(told, ["The slug has no place in the telegraph", "The keywords have no place in the telegraph"]);
    }
}
