//! `wirecopy desk log`: the life of a story, newest first, a line for each revision, and for each change when asked.

use std::path::Path;

use jiff::Timestamp;
use wirecopy_desk::Reading;
use wirecopy_desk::face::{History, Revision, RevisionWhy};

use crate::arguments::Log;
use crate::output::{self, End, Outcome};

pub(crate) fn run(folder: &Path, order: &Log) -> Outcome {
    let mut history = Reading::open(folder)?.history(&order.id)?;
    if order.json {
        if !order.all {
            history.changes = wirecopy_desk::face::Changes::default();
        }
        output::json(&history)?;
        return Ok(End::Done);
    }
    let lines = if order.all { everything(&history) } else { history.revisions.iter().map(revision).collect() };
    let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
    output::bytes(text.as_bytes())?;
    Ok(End::Done)
}

/// A revision in one line.
pub(crate) fn revision(revision: &Revision) -> String {
    let why = match revision.why {
        RevisionWhy::Manual => "manual",
        RevisionWhy::Idle => "idle",
        RevisionWhy::Filed => "filed",
        RevisionWhy::Imported => "imported",
        RevisionWhy::Restored => "restored",
    };
    let words = match (revision.words_added, revision.words_removed) {
        (Some(added), Some(removed)) => format!("+{added} -{removed}"),
        (_, None) | (None, _) => String::new(),
    };
    let Revision { number, version, at, label, .. } = revision;
    format!("r{number}\t{version}\t{at}\t{why}\t{words}\t{}", output::field(label))
}

/// Changes and revisions, newest first; a revision stands above the change that it names.
fn everything(history: &History) -> Vec<String> {
    let (mut version, mut millis) = (0, 0);
    let steps = history.changes.versions.iter().zip(&history.changes.millis);
    let mut changes: Vec<_> = steps
        .map(|(more, later)| {
            (version, millis) = (version + more, millis + later);
            (version, Timestamp::from_millisecond(millis).unwrap_or_default())
        })
        .collect();
    changes.reverse();
    let mut revisions: Vec<_> = history.revisions.iter().collect();
    revisions.sort_by_key(|revision| std::cmp::Reverse((revision.version, revision.number)));
    let mut revisions = revisions.into_iter().peekable();
    let mut lines = Vec::new();
    for (version, at) in changes {
        while let Some(named) = revisions.next_if(|revision| revision.version >= version) {
            lines.push(revision(named));
        }
        lines.push(format!("\t{version}\t{at}\t\t\t"));
    }
    lines
}
