//! `wirecopy vocabulary` and `wirecopy desk vocabulary`: load, list, remove and search. A retired term says so in its
//! label, and what was found behind a label stands after it.

use std::path::{Path, PathBuf};

use wirecopy_desk::face::{Failure, VocabularyHit, VocabularyQuery, VocabularyRow, VocabularyScope};
use wirecopy_desk::{Reading, message};

use crate::arguments::{DeskVocabularyVerb, List, Search, Vocabulary, VocabularyVerb};
use crate::desk;
use crate::output::{self, End, Outcome};

pub(crate) fn run(order: &Vocabulary) -> Outcome {
    match &order.verb {
        VocabularyVerb::Search(search) => show(&message::vocabulary_search(&query(search)), search),
    }
}

pub(crate) fn on_desk(folder: PathBuf, verb: &DeskVocabularyVerb) -> Outcome {
    match verb {
        DeskVocabularyVerb::Load { file, scheme } => load(folder, file, scheme.as_deref()),
        DeskVocabularyVerb::List(list) => rows(&folder, list),
        DeskVocabularyVerb::Remove { alias } => remove(folder, alias),
        DeskVocabularyVerb::Search(search) => show(&Reading::open(&folder)?.vocabulary_search(&query(search))?, search),
    }
}

fn load(folder: PathBuf, file: &Path, scheme: Option<&str>) -> Outcome {
    let desk = desk::open(folder)?;
    let loaded = desk.vocabulary_load(file, scheme);
    desk.shut()?;
    line(&loaded?)?;
    Ok(End::Done)
}

fn remove(folder: PathBuf, alias: &str) -> Outcome {
    let desk = desk::open(folder)?;
    let removed = desk.vocabulary_remove(alias);
    desk.shut()?;
    removed?;
    Ok(End::Done)
}

fn rows(folder: &Path, list: &List) -> Outcome {
    let rows = Reading::open(folder)?.vocabulary_list()?;
    if list.json {
        output::json(&rows)?;
    } else {
        rows.iter().try_for_each(line)?;
    }
    Ok(End::Done)
}

fn line(row: &VocabularyRow) -> Result<(), Failure> {
    let from = row.file_name.as_deref().unwrap_or("built in");
    output::line(&format!("{}\t{from}\t{} terms, {} retired\t{}", row.scheme, row.concepts, row.retired, row.title))
}

fn query(search: &Search) -> VocabularyQuery {
    let scope = match &search.scheme {
        Some(scheme) => VocabularyScope::Scheme { scheme: scheme.clone() },
        None => VocabularyScope::All,
    };
    VocabularyQuery { words: search.words.join(" "), scope, language: search.language.clone(), limit: search.limit }
}

fn show(hits: &[VocabularyHit], search: &Search) -> Outcome {
    if search.json {
        output::json(&hits)?;
        return Ok(End::Done);
    }
    for hit in hits {
        let found = hit.matched.as_ref().map(|found| format!(" ({found})")).unwrap_or_default();
        let retired = hit.retired.as_ref().map(|since| format!(" [retired {since}]")).unwrap_or_default();
        let (term, path) = (hit.term.qcode(), hit.path.join(" > "));
        output::line(&format!("{term}\t{}{found}{retired}\t{path}", hit.term.label()))?;
    }
    Ok(End::Done)
}
