//! Rescue: every story that can be had from a damaged desk becomes a story file, and a list says what is doubtful.
//!
//! The desk is only read. A list for people (`RESCUE.txt`) lies beside the stories, and the same values go to programs.

use std::fs;
use std::path::Path;

use wirecopy_delivery::{Existing, folder};
use wirecopy_store::{Rescue, Rescued, StoreError, StoryId};

use crate::edge;
use crate::face::{Failure, RescuedDesk, RescuedStory, Verdict};

/// The list beside the stories.
const LIST: &str = "RESCUE.txt";
/// Where the copy lies that is read; gone when the rescue is done.
const COPY: &str = ".copy";

/// Writes every story that can be had from the desk in `desk` into the folder `out`, which must be new or empty.
///
/// # Errors
/// `nothing_readable` when neither the desk nor one of its backups opens; `desk_key`, `desk_held`, `not_found`;
/// `not_empty` for a folder that has files in it, and what writing may say.
pub fn rescue(desk: &Path, out: &Path) -> Result<RescuedDesk, Failure> {
    make(desk, out)?;
    let mut rescue = Rescue::open(desk, &out.join(COPY)).map_err(|error| refused(&error, desk))?;
    let mut stories = Vec::new();
    for id in rescue.stories() {
        stories.push(save(rescue.story(&id), out)?);
    }
    // What needs a second look comes first.
    stories.sort_by_key(|story| std::cmp::Reverse(story.verdict));
    let rescued = RescuedDesk { desk: desk.display().to_string(), remarks: rescue.remarks().to_vec(), stories };
    put(&out.join(LIST), &list(&rescued))?;
    Ok(rescued)
}

fn make(desk: &Path, out: &Path) -> Result<(), Failure> {
    let (within, own) = (absolute(out), absolute(desk));
    if within.starts_with(&own) {
        let message = format!("expected a folder outside the desk, which is not touched, got {}", out.display());
        return Err(edge::failure("not_empty", message));
    }
    if !desk.is_dir() {
        return Err(edge::failure("not_found", format!("expected the folder of a desk, got {}", desk.display())));
    }
    let fault = |error: std::io::Error| edge::failure("io", format!("{}: {error}", out.display()));
    fs::create_dir_all(out).map_err(fault)?;
    if fs::read_dir(out).map_err(fault)?.next().is_none() {
        return Ok(());
    }
    let message = format!("expected a new or empty folder for the stories, got {} with files in it", out.display());
    Err(edge::failure("not_empty", message))
}

/// With links resolved as far as the path is there.
fn absolute(path: &Path) -> std::path::PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = whole.ancestors().find_map(|part| Some((part, fs::canonicalize(part).ok()?)));
    match there {
        Some((part, real)) => real.join(whole.strip_prefix(part).unwrap_or(Path::new(""))),
        None => whole,
    }
}

fn refused(error: &StoreError, desk: &Path) -> Failure {
    match error {
        StoreError::Damaged(damage) => {
            edge::failure("nothing_readable", format!("The desk in {}: {}.", desk.display(), damage.what))
        }
        error => edge::store(error),
    }
}

fn save(rescued: Rescued, out: &Path) -> Result<RescuedStory, Failure> {
    let Rescued { id, found, doubts } = rescued;
    let Some((stored, found_in)) = found else {
        return Ok(RescuedStory { id: id.to_string(), verdict: Verdict::Lost, why: doubts, ..RescuedStory::default() });
    };
    let file = file_name(&stored.story.slug, &id);
    put(&out.join(&file), &wirecopy_story::file::write(&stored.story))?;
    Ok(RescuedStory {
        id: id.to_string(),
        verdict: if doubts.is_empty() { Verdict::Sound } else { Verdict::Doubtful },
        why: doubts,
        file: Some(file),
        slug: stored.story.slug,
        headline: stored.story.headline,
        version: Some(stored.version.0),
        changed_at: Some(stored.changed_at.to_string()),
        found_in: Some(found_in.to_string()),
    })
}

/// `slug-id.md`; an id that is no plain name becomes one.
fn file_name(slug: &str, id: &StoryId) -> String {
    let id = wirecopy_wire::file_stem(&[id.as_str()]);
    match slug {
        "" => format!("story-{id}.md"),
        slug => format!("{}-{id}.md", wirecopy_wire::file_stem(&[slug])),
    }
}

fn put(path: &Path, text: &str) -> Result<(), Failure> {
    folder::put(path, text.as_bytes(), Existing::Refuse).map(|_| ()).map_err(|error| edge::delivery(&error))
}

fn list(rescued: &RescuedDesk) -> String {
    let count = |verdict| rescued.stories.iter().filter(|story| story.verdict == verdict).count();
    let mut text = format!(
        "Rescued from {}: {} stories sound, {} doubtful, {} lost.\n\
         Sound: as it was written, to the last change. Doubtful: as it was written, but perhaps not the newest.\n",
        rescued.desk,
        count(Verdict::Sound),
        count(Verdict::Doubtful),
        count(Verdict::Lost)
    );
    for remark in &rescued.remarks {
        text.extend(["The desk: ", remark, ".\n"]);
    }
    for story in &rescued.stories {
        let said = |part: &Option<String>| part.clone().unwrap_or_default();
        let entry = match (&story.file, story.version) {
            (Some(file), Some(version)) => format!(
                "\n{} {file}\n  version {version} of {}, from {}: {}\n",
                story.verdict,
                said(&story.changed_at),
                said(&story.found_in),
                story.headline
            ),
            _ => format!("\n{} {}\n", story.verdict, story.id),
        };
        text.push_str(&entry);
        for why in &story.why {
            text.extend(["  ", why, "\n"]);
        }
    }
    text
}
