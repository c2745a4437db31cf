//! What is new, in the profile's words: the most important first where not all has room, in the order of the text where
//! it has.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::find::{Item, Share, What};
use super::{LINES, WIDTH};
use crate::profile::advisory::{Advisory, Forms};
use crate::profile::template::Template;
use crate::wrap;

/// A list of more places than this reads as throughout.
const PLACES: usize = 4;

/// The note; empty for no items.
pub(super) fn note(mut items: Vec<Item>, words: &Advisory) -> String {
    // What only edits paragraphs is said where there is nothing better to say.
    if items.iter().any(|item| !is_small(&item.what)) {
        items.retain(|item| !is_small(&item.what));
    }
    items.sort_by_key(|item| item.what.clone());
    let all = items.len();
    // Not even one letter each would have room.
    items.truncate(LINES * WIDTH);
    loop {
        let note = capital(&sentence(&items, all, words));
        if items.is_empty() || fits(&note) {
            return note;
        }
        items.pop();
    }
}

fn is_small(what: &What) -> bool {
    match what {
        What::Edited | What::Moved => true,
        What::Rewrite
        | What::Lead
        | What::Headline(_)
        | What::Summary(_)
        | What::Updates(_)
        | What::Reaction(_)
        | What::Quote(_)
        | What::Comment(_)
        | What::Adds(_)
        | What::Figures
        | What::Details
        | What::Table
        | What::List
        | What::Rewritten
        | What::RemovedAbout(_)
        | What::RemovedQuote(_)
        | What::Removed
        | What::Subhead => false,
    }
}

/// What the whole text has stands first, then what stands in its paragraphs, then what stands nowhere.
fn sentence(items: &[Item], all: usize, words: &Advisory) -> String {
    let mut ordered: Vec<&Item> = items.iter().collect();
    ordered.sort_by_key(|item| match (&item.what, item.paragraphs.first()) {
        (What::Rewrite | What::Lead | What::Headline(_) | What::Summary(_), _) => 0,
        (_, Some(paragraph)) => *paragraph,
        (_, None) => u32::MAX,
    });
    let mut phrases: Vec<String> = ordered.into_iter().map(|item| phrase(item, words)).collect();
    if items.len() < all {
        phrases.push(words.more.clone());
    }
    phrases.join(&words.between)
}

fn phrase(item: &Item, words: &Advisory) -> String {
    let plain = |text: &String| text.clone();
    let whose = |who: &Option<String>, from: &Forms, bare: &Forms| match who {
        Some(who) => filled(item, from, words, who),
        None => filled(item, bare, words, ""),
    };
    match &item.what {
        What::Rewrite => plain(&words.rewrite),
        What::Lead => plain(&words.lead),
        What::Headline(Share::Most) => plain(&words.headline),
        What::Headline(Share::Some) => plain(&words.headline_edited),
        What::Summary(Share::Most) => plain(&words.summary),
        What::Summary(Share::Some) => plain(&words.summary_edited),
        What::Updates(what) => filled(item, &words.updates, words, what),
        What::Adds(what) => filled(item, &words.adds, words, what),
        What::Reaction(who) => whose(who, &words.reaction_from, &words.reaction),
        What::Quote(who) => whose(who, &words.quote_from, &words.quote),
        What::Comment(who) => filled(item, &words.comment_from, words, who),
        What::Figures => filled(item, &words.figures, words, ""),
        What::Details => filled(item, &words.details, words, ""),
        What::Table => filled(item, &words.table, words, ""),
        What::List => filled(item, &words.list, words, ""),
        What::Rewritten => filled(item, &words.rewritten, words, ""),
        What::Edited => filled(item, &words.edited, words, ""),
        What::RemovedAbout(what) => filled(item, &words.removed_what, words, what),
        What::RemovedQuote(who) => whose(who, &words.removed_quote_from, &words.removed_quote),
        What::Removed => filled(item, &words.removed, words, ""),
        What::Subhead => filled(item, &words.subhead, words, ""),
        What::Moved => plain(&words.moved),
    }
}

fn filled(item: &Item, forms: &Forms, words: &Advisory, what: &str) -> String {
    let template = if item.times > 1 { &forms.several } else { &forms.one };
    let slot = |slot: &'static str| -> Cow<'_, str> {
        match slot {
            "place" => place(&item.paragraphs, &words.at, words).into(),
            "paragraph" => place(&item.paragraphs, &words.bare, words).into(),
            _ => what.into(),
        }
    };
    template.render(|name| Some(slot(name))).unwrap_or_default()
}

/// `in paragraphs 2, 4 and 6-8`
fn place(paragraphs: &BTreeSet<u32>, forms: &Forms, words: &Advisory) -> String {
    let numbers: Vec<u32> = paragraphs.iter().copied().collect();
    let mut places: Vec<String> = Vec::new();
    for run in numbers.chunk_by(|one, two| one + 1 == *two) {
        match run {
            [first, .., last] if run.len() > 2 => places.push(format!("{first}{}{last}", words.range)),
            run => places.extend(run.iter().map(u32::to_string)),
        }
    }
    if places.len() > PLACES {
        return words.throughout.clone();
    }
    let list = match places.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => rest.join(", ") + &words.last + last,
        None => String::new(),
    };
    let render = |template: &Template| template.render(|_| Some(Cow::Borrowed(list.as_str())));
    render(if numbers.len() > 1 { &forms.several } else { &forms.one }).unwrap_or_default()
}

/// Whether it has room in brackets.
fn fits(note: &str) -> bool {
    let mut lines = String::new();
    wrap::wrap_into(&mut lines, &format!("({note})"), WIDTH, "");
    let mut lines = lines.split('\n');
    lines.clone().count() <= LINES && lines.all(|line| line.chars().count() <= WIDTH)
}

fn capital(note: &str) -> String {
    let mut letters = note.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
