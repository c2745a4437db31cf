//! `wirecopy desk bundle`, `merge` and `forget`: two copies of a desk, and history that is private.

use std::path::{Path, PathBuf};

use wirecopy_desk::face::{Arrival, Settings};
use wirecopy_desk::{Clock, Leaving, Reading, System};

use crate::desk::open;
use crate::output::{self, End, Outcome};

pub(crate) fn bundle(folder: &Path, id: &str, history: bool, out: &Path) -> Outcome {
    let leaving = if history { Leaving::History } else { Leaving::Present };
    output::to(out, &Reading::open(folder)?.bundle(id, leaving, System.now())?)?;
    Ok(End::Done)
}

pub(crate) fn merge(folder: PathBuf, file: &Path) -> Outcome {
    let desk = open(folder)?;
    let arrival = desk.story_merge(file, &Settings::default().profile);
    desk.shut()?;
    let arrival = arrival?;
    output::line(&arrival.story.id)?;
    if let Some(came) = came(&arrival) {
        output::line(&came)?;
    }
    Ok(End::Done)
}

pub(crate) fn forget(folder: PathBuf, id: &str, before: u64) -> Outcome {
    let id = Reading::open(&folder)?.id(id)?;
    let desk = open(folder)?;
    let forgetting = desk.story_forget(&id, before);
    // The end makes a backup, and with it the older ones go.
    desk.shut()?;
    let forgetting = forgetting?;
    output::line(&forgetting.went)?;
    output::line("cannot be promised:")?;
    forgetting.remains.iter().try_for_each(|remains| output::line(&format!("- {remains}")))?;
    Ok(End::Done)
}

/// What a bundle brought, in one line; `None` for a file that is no bundle.
pub(crate) fn came(arrival: &Arrival) -> Option<String> {
    let bundle = arrival.bundle.as_ref()?;
    let clashes = arrival.story.clashes.len();
    let came = match (&arrival.merged, bundle.beside) {
        (Some(merged), _) => {
            format!("merged: {} words came, {} went, {clashes} open clashes", merged.words_added, merged.words_removed)
        }
        (None, true) => "put beside the story that is here: nothing that both still know".to_owned(),
        (None, false) => "added".to_owned(),
    };
    Some(format!("{came}; signed by the desk {}", bundle.maker))
}
