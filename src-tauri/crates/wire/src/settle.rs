//! The last step of the formats that are lines of text: the message is read back, and every field that comes back
//! otherwise without having been told is told now. Words can be read in more than one way, so only the reading says
//! what was carried.
//!
//! Held to it are the story, the kind of release and its note. Identity, version and times of an item are not copy: a
//! telegraph or a page of text has no place for them, and a loss in every message would only be noise.

mod body;

use std::borrow::Cow;
use std::collections::HashMap;

use wirecopy_story::{Body, Byline, Dateline, ReleaseKind, Rights, Story, Term};

use crate::json::shortened;
use crate::loss::LossKind;
use crate::{Loss, Place, WireItem};

/// Completes `losses` so that a field of `item` differs from `back` exactly where a loss names it. `parsed` is the body of
/// `item` where it was parsed already.
pub(crate) fn settle(item: &WireItem, parsed: Option<Body>, back: &WireItem, losses: &mut Vec<Loss>) {
    let told = body::ToldPlaces::of(losses);
    join_letters(losses);
    let mut ledger = Ledger { losses };
    let (typed, read) = (&item.story, &back.story);
    for (field, name, typed, read) in [
        ("note", "note of the release is", &item.note, &back.note),
        ("slug", "slug is", &typed.slug, &read.slug),
        ("headline", "headline is", &typed.headline, &read.headline),
        ("summary", "lead is", &typed.summary, &read.summary),
        ("section", "section is", &typed.section, &read.section),
        ("language", "language is", &typed.language, &read.language),
        ("ed_note", "note to editors is", &typed.ed_note, &read.ed_note),
        ("sign_off", "sign-off is", &typed.sign_off, &read.sign_off),
    ] {
        ledger.text(field, name, typed, read);
    }
    if item.kind != back.kind {
        let what = format!("The kind of the release is read back as {}", back.kind.word());
        ledger.add(LossKind::Ambiguous, "kind", 0, what, back.kind.word());
    }
    let embargo = |story: &Story| story.embargo.map(|one| one.to_string()).unwrap_or_default();
    ledger.text("embargo", "embargo is", &embargo(typed), &embargo(read));
    let urgency = |story: &Story| story.urgency.map(|one| one.level().to_string()).unwrap_or_default();
    ledger.text("urgency", "urgency is", &urgency(typed), &urgency(read));
    let genres = (typed.genre.as_slice(), read.genre.as_slice());
    ledger.list("genre", "genre is", genres, |_| "genre".into(), Term::qcode);
    ledger.group("dateline", "dateline is", &dateline(&typed.dateline), &dateline(&read.dateline));
    ledger.group("rights", "rights are", &rights(&typed.rights), &rights(&read.rights));
    let nth = |field: &'static str| move |at: usize| format!("{field}[{at}]");
    ledger.byline(&typed.byline, &read.byline);
    let subjects = (typed.subjects.as_slice(), read.subjects.as_slice());
    ledger.list("subjects", "subjects are", subjects, nth("subjects"), Term::qcode);
    let places = (typed.places.as_slice(), read.places.as_slice());
    ledger.list("places", "places are", places, nth("places"), |one| one.name.clone());
    let keywords = (typed.keywords.as_slice(), read.keywords.as_slice());
    ledger.list("keywords", "keywords are", keywords, nth("keywords"), Clone::clone);
    let links = (typed.links.as_slice(), read.links.as_slice());
    ledger.list("links", "ties to other items are", links, nth("links"), |one| one.guid.clone());
    if item.kind != ReleaseKind::Kill {
        body::settle((&typed.body, parsed), &read.body, told, ledger.losses);
    }
    for (key, value) in &typed.extra {
        let what = format!("`{key}` of the story file is not carried");
        ledger.losses.push(loss(LossKind::Field, key.clone(), value.len(), what, ""));
    }
}

fn dateline(one: &Dateline) -> [(&'static str, String); 4] {
    let date = one.date.map(|date| date.to_string()).unwrap_or_default();
    let (place, region, country) = (one.place.clone(), one.region.clone(), one.country.clone());
    [("dateline.place", place), ("dateline.region", region), ("dateline.country", country), ("dateline.date", date)]
}

fn rights(one: &Rights) -> [(&'static str, String); 3] {
    let (holder, notice, usage) = (one.holder.clone(), one.notice.clone(), one.usage.clone());
    [("rights.holder", holder), ("rights.notice", notice), ("rights.usage", usage)]
}

struct Ledger<'l> {
    losses: &'l mut Vec<Loss>,
}

impl Ledger<'_> {
    /// Whether a loss names the field or something inside it.
    fn told(&self, field: &str) -> bool {
        self.losses.iter().any(|loss| {
            let rest = loss.place.field.strip_prefix(field);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        })
    }

    fn add(
        &mut self,
        kind: LossKind,
        field: impl Into<Cow<'static, str>>,
        length: usize,
        what: impl Into<String>,
        became: &str,
    ) {
        self.losses.push(loss(kind, field, length, what, became));
    }

    /// One field; `name` is its name with its verb.
    fn text(&mut self, field: &'static str, name: &str, typed: &str, read: &str) {
        if typed != read && !self.told(field) {
            self.otherwise(field, name, typed.len(), read);
        }
    }

    fn otherwise(&mut self, field: impl Into<Cow<'static, str>>, name: &str, length: usize, read: &str) {
        if read.is_empty() {
            self.add(LossKind::Field, field, length, format!("The {name} not carried"), "");
        } else {
            let what = format!("The {name} read back as {:?}", shortened(read));
            self.add(LossKind::Ambiguous, field, length, what, &shortened(read));
        }
    }

    /// Fields that belong together: one loss when nothing of them is carried.
    fn group(&mut self, field: &str, name: &str, typed: &[(&'static str, String)], read: &[(&'static str, String)]) {
        if self.told(field) {
            return;
        }
        if read.iter().all(|(_, text)| text.is_empty()) {
            if let Some((first, text)) = typed.iter().find(|(_, text)| !text.is_empty()) {
                self.otherwise(*first, name, text.len(), "");
            }
            return;
        }
        for ((part, typed), (_, read)) in typed.iter().zip(read) {
            let key = part.rsplit('.').next().unwrap_or(part);
            self.text(part, &format!("{key} of the {field} is"), typed, read);
        }
    }

    /// The authors; addresses are seldom printed, and where nothing else is missing that is the loss.
    fn byline(&mut self, typed: &[Byline], read: &[Byline]) {
        let bare = |authors: &[Byline]| -> Vec<(String, String)> {
            authors.iter().map(|one| (one.name.clone(), one.role.clone())).collect()
        };
        let unsaid = typed.iter().zip(read).position(|(one, other)| one.email != other.email);
        if let (Some(at), true, false) = (unsaid, bare(typed) == bare(read), self.told("byline")) {
            let what = "The address of an author is not carried";
            self.add(LossKind::Field, format!("byline[{at}].email"), typed[at].email.len(), what, "");
            return;
        }
        self.list("byline", "byline is", (typed, read), |at| format!("byline[{at}].name"), |one| one.name.clone());
    }

    /// One loss for a list, at the first entry that comes back otherwise.
    fn list<T: PartialEq>(
        &mut self,
        field: &'static str,
        name: &str,
        (typed, read): (&[T], &[T]),
        place: impl Fn(usize) -> String,
        show: impl Fn(&T) -> String,
    ) {
        if typed == read || self.told(field) {
            return;
        }
        let at = typed.iter().zip(read).position(|(one, other)| one != other).unwrap_or(typed.len().min(read.len()));
        let (place, length) = match typed.get(at) {
            Some(entry) => (Cow::Owned(place(at)), show(entry).len()),
            None => (Cow::Borrowed(field), 0),
        };
        let read: Vec<String> = read.iter().map(show).collect();
        if read.is_empty() {
            self.add(LossKind::Field, place, length, format!("The {name} not carried"), "");
        } else {
            let read = shortened(&read.join(", "));
            self.add(LossKind::Ambiguous, place, length, format!("The {name} read back as {read:?}"), &read);
        }
    }
}

fn loss(
    kind: LossKind,
    field: impl Into<Cow<'static, str>>,
    length: usize,
    what: impl Into<String>,
    became: &str,
) -> Loss {
    Loss { kind, what: what.into(), place: Place::new(field, 0..length), became: became.to_owned() }
}

/// More places than this in one field are one loss: who writes in another script knows that letter by letter.
const MAX_PLACES: usize = 8;

/// Losses of characters, and how many characters each stands for.
struct Letters {
    loss: Loss,
    /// 0: a loss of another sort.
    count: usize,
}

/// What became of a character, without the character: its set, or nothing where none is named. `None`: another sort of
/// loss, which is told by itself.
fn fate(loss: &Loss) -> Option<&str> {
    if loss.kind != LossKind::Character {
        return None;
    }
    let set = loss.what.rsplit_once(" not in ").map(|(_, set)| set);
    set.or_else(|| loss.what.ends_with(" not carried").then_some(""))
}

/// What is told of several characters: `where_they_are` is empty or ` in a row`.
fn told_of(count: usize, where_they_are: &str, fate: &str) -> String {
    match fate {
        "" => format!("{count} characters{where_they_are} are not carried"),
        set => format!("{count} characters{where_they_are} are replaced: they are not in {set}"),
    }
}

/// Characters in a row that the set does not carry are one loss: a word in another script is one thing to its writer,
/// and so is a whole text of such words.
fn join_letters(losses: &mut Vec<Loss>) {
    let mut joined: Vec<Letters> = Vec::with_capacity(losses.len());
    for loss in losses.drain(..) {
        let goes_on = |before: &&mut Letters| {
            let (one, other) = (&before.loss.place, &loss.place);
            // A printed field has one place for all that it loses.
            let near = other.range == one.range
                || (other.range.start >= one.range.end && other.range.start - one.range.end <= 1);
            let alike = fate(&loss).is_some_and(|of_it| Some(of_it) == fate(&before.loss));
            one.field == other.field && alike && near
        };
        let Some(before) = joined.last_mut().filter(goes_on) else {
            let count = usize::from(fate(&loss).is_some());
            joined.push(Letters { loss, count });
            continue;
        };
        before.count += 1;
        if loss.place.range.start > before.loss.place.range.end {
            before.loss.became.push(' ');
        }
        before.loss.place.range.end = loss.place.range.end;
        before.loss.became.push_str(&loss.became);
        before.loss.what = told_of(before.count, " in a row", fate(&loss).unwrap_or(""));
    }
    *losses = join_places(joined);
}

/// Where a field has many places, one loss at the first of them reaches over all.
fn join_places(joined: Vec<Letters>) -> Vec<Loss> {
    let key = |loss: &Loss| (loss.place.field.clone(), fate(loss).map(ToOwned::to_owned));
    let mut fields: HashMap<_, Field> = HashMap::new();
    for one in joined.iter().filter(|one| one.count > 0) {
        let field = fields.entry(key(&one.loss)).or_insert_with(|| Field { places: 0, count: 0, end: 0 });
        field.places += 1;
        field.count += one.count;
        field.end = field.end.max(one.loss.place.range.end);
    }
    fields.retain(|_, field| field.places > MAX_PLACES);
    let mut out = Vec::with_capacity(joined.len());
    for Letters { mut loss, count } in joined {
        if let Some(field) = fields.get_mut(&key(&loss)).filter(|_| count > 0) {
            if std::mem::take(&mut field.places) == 0 {
                continue;
            }
            loss.what = told_of(field.count, "", fate(&loss).unwrap_or(""));
            loss.place.range.end = field.end;
            loss.became = shortened(&loss.became);
        }
        out.push(loss);
    }
    out
}

/// What one field loses to one character set.
struct Field {
    /// Places that it loses something in; 0: told.
    places: usize,
    /// Characters.
    count: usize,
    /// Where the last of them ends.
    end: usize,
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn item(story: Story) -> WireItem {
        WireItem::first(story, "urn:x", Timestamp::UNIX_EPOCH)
    }

    fn told(typed: Story, read: Story) -> Vec<String> {
        let mut losses = Vec::new();
        settle(&item(typed), None, &item(read), &mut losses);
        losses.iter().map(|loss| format!("{} {:?}: {}", loss.place.field, loss.place.range, loss.what)).collect()
    }

    #[test]
    fn what_comes_back_equal_is_no_loss() {
        let story = Story { slug: "GRAIN".into(), body: "a\n\nb".into(), ..Story::default() };
        assert_eq!(told(story.clone(), story), [""; 0]);
    }

    #[test]
    fn a_field_is_told_once_and_calmly() {
        let typed = Story {
            slug: "A/B".into(),
            language: "en".into(),
            keywords: vec!["x".into(), "y".into()],
            rights: Rights { holder: "W".into(), notice: "(c)".into(), usage: String::new() },
            ..Story::default()
        };
        let read = Story { slug: "A".into(), keywords: vec!["x".into(), "z".into()], ..Story::default() };
        let expected = [
            "slug 0..3: The slug is read back as \"A\"",
            "language 0..2: The language is not carried",
            "rights.holder 0..1: The rights are not carried",
            "keywords[1] 0..1: The keywords are read back as \"x, z\"",
        ];
        assert_eq!(told(typed, read), expected);
    }

    #[test]
    fn a_body_names_the_block_that_reads_as_another() {
        let body = |text: &str| Story { body: text.to_owned(), ..Story::default() };
        let expected = ["body 3..7: A subhead is read back as a paragraph"];
        assert_eq!(told(body("a\n\n## b\n\nc"), body("a\n\nb\n\nc")), expected);
        assert_eq!(told(body("a *b*"), body("a *b*\n")), [""; 0], "a line end more is no other body");
    }

    #[test]
    fn a_word_in_another_script_is_one_loss() {
        let letter = |at: usize| Loss {
            kind: LossKind::Character,
            what: "я (U+044F) is replaced: it is not in us-ascii".into(),
            place: Place::new("slug", at..at + 2),
            became: "(U+044F)".into(),
        };
        let mut losses = vec![letter(0), letter(2), letter(9)];
        join_letters(&mut losses);
        assert_eq!(losses.len(), 2, "{losses:?}");
        assert_eq!(losses[0].what, "2 characters in a row are replaced: they are not in us-ascii");
        assert_eq!((losses[0].place.range.clone(), losses[0].became.as_str()), (0..4, "(U+044F)(U+044F)"));
        let cut = Loss { what: "The rest is cut off".into(), ..letter(0) };
        let mut losses = vec![letter(0), cut.clone()];
        join_letters(&mut losses);
        assert_eq!(losses, [letter(0), cut], "what befalls the whole field is told by itself");
    }

    #[test]
    fn a_text_in_another_script_is_one_loss() {
        let word = |field: &str, at: usize| Loss {
            kind: LossKind::Character,
            what: "я (U+044F) is replaced: it is not in us-ascii".into(),
            place: Place::new(field.to_owned(), at..at + 2),
            became: "(U+044F)".into(),
        };
        let cut = Loss { what: "The rest is cut off".into(), ..word("slug", 0) };
        let mut losses: Vec<Loss> = (0..2000).map(|at| word("body", 10 * at)).collect();
        losses.extend([word("slug", 0), word("slug", 40), cut.clone()]);
        join_letters(&mut losses);
        let told: Vec<_> = losses.iter().map(|loss| (loss.what.as_str(), loss.place.range.clone())).collect();
        assert_eq!(told[0], ("2000 characters are replaced: they are not in us-ascii", 0..19_992));
        assert_eq!(losses[1..], [word("slug", 0), word("slug", 40), cut], "a field with two places keeps both");
    }
}
