//! `wirecopy desk`: the stories of a desk. What only reads works beside an open window; what writes says who holds
//! the desk.

use std::path::{Path, PathBuf};

use wirecopy_desk::face::{Failure, Part, Settings, StoryState};
use wirecopy_desk::{Desk, Moment, Opening, Reading, System, message};

use crate::arguments::{Desk as Order, DeskVerb, List, Message, Restore};
use crate::output::{self, End, Outcome};
use crate::{desks, diff, export, log, vocabulary};

pub(crate) fn run(order: &Order) -> Outcome {
    let folder = match &order.desk {
        Some(folder) => folder.clone(),
        None => wirecopy_desk::folder::default()?,
    };
    match &order.verb {
        DeskVerb::Ls(list) => ls(&folder, list),
        DeskVerb::Show { id, at } => show(&folder, id, *at),
        DeskVerb::Log(order) => log::run(&folder, order),
        DeskVerb::New { story } => new(folder, story),
        DeskVerb::Import { file, profile } => import(folder, file, profile),
        DeskVerb::Original { id } => original(&folder, id),
        DeskVerb::Export { id, message } => export_story(&folder, id, message),
        DeskVerb::Bundle { id, history, out } => desks::bundle(&folder, id, *history, out),
        DeskVerb::Merge { file } => desks::merge(folder, file),
        DeskVerb::Forget { id, before } => desks::forget(folder, id, *before),
        DeskVerb::Diff(order) => diff::run(&folder, order),
        DeskVerb::Writethru { id, profile, json } => writethru(&folder, (id, profile), *json),
        DeskVerb::Vocabulary { verb } => vocabulary::on_desk(folder, verb),
        DeskVerb::Backup => backup(folder),
        DeskVerb::Restore(Restore { name: Some(name), at: None, .. }) => restore(&folder, name),
        DeskVerb::Restore(Restore { name: Some(id), at: Some(at), field }) => {
            restore_story(folder, (id, *at), field.as_deref())
        }
        DeskVerb::Restore(Restore { name: None, .. }) => backups(&folder),
        DeskVerb::Verify => verify(&folder),
    }
}

fn ls(folder: &Path, list: &List) -> Outcome {
    let cards = Reading::open(folder)?.story_list()?;
    if list.json {
        output::json(&cards)?;
        return Ok(End::Done);
    }
    for card in cards {
        let state = match card.state {
            StoryState::Draft => "draft",
            StoryState::Exported => "exported",
            StoryState::Binned => "binned",
        };
        let (id, at, words) = (card.id, card.changed_at, card.words);
        let (slug, headline) = (output::field(&card.slug), output::field(&card.headline));
        output::line(&format!("{id}\t{state}\t{at}\t{words}\t{slug}\t{headline}"))?;
    }
    Ok(End::Done)
}

fn show(folder: &Path, id: &str, at: Option<Moment>) -> Outcome {
    let desk = Reading::open(folder)?;
    let text = at.map_or_else(|| desk.story_text(id), |at| desk.story_text_at(id, at))?;
    output::bytes(text.as_bytes())?;
    Ok(End::Done)
}

fn export_story(folder: &Path, id: &str, order: &Message) -> Outcome {
    let mut asked = export::asked(order);
    if order.at.is_none() {
        // The window's clock of a message is the story's last change; the same story gives the same bytes here.
        asked.at = Reading::open(folder)?.changed_at(id)?;
    }
    export::write(&Reading::open(folder)?.encode(id, &asked)?, order)
}

fn new(folder: PathBuf, story: &Path) -> Outcome {
    let story = message::story(&output::input(story)?)?;
    let desk = open(folder)?;
    let added = desk.story_add(&story, &Settings::default().profile);
    desk.shut()?;
    output::line(&added?.id)?;
    Ok(End::Done)
}

fn import(folder: PathBuf, file: &Path, profile: &str) -> Outcome {
    let desk = open(folder)?;
    let added = desk.story_import(file, profile);
    desk.shut()?;
    let added = added?;
    output::line(&added.story.id)?;
    if let Some(came) = desks::came(&added) {
        output::complain(&format!("note: {came}"));
    }
    let notes = added.story.origin.map(|origin| origin.notes).unwrap_or_default();
    for note in notes {
        output::complain(&format!("note: {note}"));
    }
    Ok(End::Done)
}

fn original(folder: &Path, id: &str) -> Outcome {
    output::bytes(&Reading::open(folder)?.original(id)?)?;
    Ok(End::Done)
}

fn writethru(folder: &Path, (id, profile): (&str, &str), json: bool) -> Outcome {
    let drafted = Reading::open(folder)?.writethru(id, profile)?;
    if json {
        output::json(&drafted)?;
    } else if drafted.since.is_none() {
        output::complain("nothing to compare with: the story never left the desk, or what left was forgotten");
    } else if drafted.note.is_empty() {
        output::complain("nothing is new since the story was filed");
    } else {
        output::line(&drafted.note)?;
    }
    Ok(End::Done)
}

fn backup(folder: PathBuf) -> Outcome {
    let desk = open(folder)?;
    let made = desk.back_up();
    desk.shut()?;
    let made = made?;
    output::line(&format!("{}\t{}\t{} bytes\t{} stories", made.name, made.at, made.bytes, made.stories))?;
    Ok(End::Done)
}

fn backups(folder: &Path) -> Outcome {
    for row in Desk::backups(folder)? {
        output::line(&format!("{}\t{}\t{} bytes\t{} stories", row.name, row.at, row.bytes, row.stories))?;
    }
    Ok(End::Done)
}

fn restore(folder: &Path, name: &str) -> Outcome {
    Desk::restore(folder, name)?;
    output::line(&format!("{name} is the desk now; what it replaced is kept beside it"))?;
    Ok(End::Done)
}

fn restore_story(folder: PathBuf, (id, at): (&str, Moment), field: Option<&str>) -> Outcome {
    let part = field.map_or(Part::All, |name| Part::Field { name: name.to_owned() });
    let desk = open(folder)?;
    let made = desk.story_restore(id, at, &part);
    desk.shut()?;
    match made? {
        Some(revision) => output::line(&log::revision(&revision))?,
        None => output::complain("nothing differs: the story says that already"),
    }
    Ok(End::Done)
}

fn verify(folder: &Path) -> Outcome {
    let inspected = Reading::verify(folder)?;
    for fault in &inspected.faults {
        output::line(fault)?;
    }
    output::line(&inspected.checked)?;
    if inspected.faults.is_empty() {
        return Ok(End::Done);
    }
    output::complain(&format!(
        "wirecopy: `wirecopy rescue {} --out FOLDER` writes out every story that can be had.",
        folder.display()
    ));
    Ok(End::Refused)
}

pub(crate) fn open(folder: PathBuf) -> Result<Desk, Failure> {
    Desk::open(Opening {
        folder,
        clock: Box::new(System),
        ids: Box::new(System),
        listener: Box::new(|event| {
            if let wirecopy_desk::face::DeskEvent::SaveFailed { failure } = event {
                output::complain(&format!("wirecopy: {}", failure.message));
            }
        }),
    })
}
