//! The desk itself: opening it, what it remembers of its use, shutting it.

use std::path::{Path, PathBuf};

use wirecopy_store::{OpenOptions, Store, StoreEvent};
use wirecopy_wire::{Format, Profile};

use crate::clock::{Clock, Ids};
use crate::edge;
use crate::face::{DeskEvent, DialectRow, Failure, FormatRow, ProfileRow, Settings, Start, Versions};
use crate::typing::Typing;
use crate::vocabularies::Shelf;

/// Hears what the desk says unasked. Called from the store's own thread: hand on, do not work.
pub type Listener = Box<dyn Fn(DeskEvent) + Send + Sync>;

/// How to open a desk.
pub struct Opening {
    /// Its folder; made when it is not there.
    pub folder: PathBuf,
    /// Tells the time.
    pub clock: Box<dyn Clock>,
    /// Gives identities.
    pub ids: Box<dyn Ids>,
    /// Hears what the desk says unasked.
    pub listener: Listener,
}

/// Who holds a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Process.
    pub pid: u32,
    /// Machine.
    pub host: String,
}

/// An open desk. Dropping it without [`Desk::shut`] loses nothing that was acknowledged.
pub struct Desk {
    pub(crate) store: Store,
    pub(crate) folder: PathBuf,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) ids: Box<dyn Ids>,
    pub(crate) shelf: Shelf,
    pub(crate) typing: Typing,
}

const SETTINGS: &str = "settings";
const FURNISHED: &str = "furnished";

impl Desk {
    /// Opens the desk in `opening.folder`, and makes it when there is none. A new desk gets the sample story.
    ///
    /// # Errors
    /// `desk_held`, `desk_newer`, `desk_key`, `desk_damaged`, `desk_network`, `disk_full`, `read_only`: nothing was
    /// touched.
    pub fn open(opening: Opening) -> Result<Self, Failure> {
        let Opening { folder, clock, ids, listener } = opening;
        let options =
            OpenOptions { create: true, at: clock.now(), listener: Box::new(move |event| listener(said(event))) };
        let store = Store::open(&folder, options).map_err(|error| edge::store(&error))?;
        let desk = Self { store, folder, clock, ids, shelf: Shelf::default(), typing: Typing::default() };
        desk.furnish()?;
        Ok(desk)
    }

    /// Who holds the desk in `folder`, if anybody does.
    pub fn holder(folder: &Path) -> Option<Holder> {
        wirecopy_store::holder(folder).map(|holder| Holder { pid: holder.pid, host: holder.host })
    }

    /// The folder of this desk.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Everything that the first paint needs. `webkit` is the version of the window's engine, empty without one.
    ///
    /// # Errors
    /// What reading the desk may say; a story that cannot be opened is left closed, not an error.
    pub fn start(&self, webkit: &str) -> Result<Start, Failure> {
        let mut settings = self.settings()?;
        let opened = settings.last_story.as_deref().and_then(|id| self.story_open(id, &settings.profile).ok());
        settings.last_story = opened.as_ref().map(|story| story.id.clone());
        Ok(Start {
            desk_path: self.folder.display().to_string(),
            stories: self.story_list("")?,
            opened,
            profiles: profiles(),
            versions: versions(webkit),
            settings,
        })
    }

    /// What was remembered; the defaults where nothing was, or where it cannot be read.
    ///
    /// # Errors
    /// What reading the desk may say.
    pub fn settings(&self) -> Result<Settings, Failure> {
        let kept = self.store.setting(SETTINGS).map_err(|error| edge::store(&error))?;
        let mut settings: Settings = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        settings.scale = settings.scale.clamp(100, 200);
        if Profile::find(&settings.profile).is_none() {
            settings.profile = Settings::default().profile;
        }
        Ok(settings)
    }

    /// Remembers.
    ///
    /// # Errors
    /// What writing to the desk may say.
    pub fn put_settings(&self, settings: &Settings) -> Result<(), Failure> {
        let text = serde_json::to_string(settings).map_err(|error| edge::failure("settings", error.to_string()))?;
        self.store.put_setting(SETTINGS, &text).map_err(|error| edge::store(&error))
    }

    /// Folds, backs up and lets go of the folder. Nothing may be called afterwards.
    ///
    /// # Errors
    /// `not_on_disk` when the disk refused text to the very end; what else went wrong on the way lost nothing.
    pub fn shut(&self) -> Result<(), Failure> {
        let farewell = self.store.shut(self.clock.now());
        let why = farewell.error.as_ref().map(edge::store);
        if farewell.unsaved.is_empty() {
            return why.map_or(Ok(()), Err);
        }
        let reason = why.map(|why| format!(": {}", why.message)).unwrap_or_default();
        let count = farewell.unsaved.len();
        Err(edge::failure("not_on_disk", format!("Text of {count} stories never reached the disk{reason}")))
    }

    /// Puts the sample story on a desk that never had one, so that the first day starts with something to try.
    fn furnish(&self) -> Result<(), Failure> {
        if self.store.setting(FURNISHED).map_err(|error| edge::store(&error))?.is_some() {
            return Ok(());
        }
        let sample = wirecopy_story::file::read(include_str!("../../../../tests/fixtures/stories/tass-anatomy.md"))
            .map_err(|error| edge::story(&error))?;
        let id = self.ids.story();
        let kept = self.store.create(id.clone(), &sample, self.clock.now());
        kept.map_err(|error| edge::store(&error))?;
        self.put_settings(&Settings { last_story: Some(id.to_string()), ..Settings::default() })?;
        self.store.put_setting(FURNISHED, "yes").map_err(|error| edge::store(&error))
    }

    /// The date where the profile's datelines are dated.
    pub(crate) fn today(&self, profile: &Profile) -> jiff::civil::Date {
        profile.filing_date(self.clock.now())
    }
}

/// Every agency style.
pub(crate) fn profiles() -> Vec<ProfileRow> {
    let row = |profile: &Profile| ProfileRow {
        id: profile.id().to_owned(),
        label: profile.label().to_owned(),
        time_zone: profile.time_zone().to_owned(),
        sections: profile.sections().to_vec(),
        formats: formats_of(profile),
    };
    Profile::builtin().iter().map(row).collect()
}

/// Every wire format as `profile` files it, its usual ones first.
pub(crate) fn formats_of(profile: &Profile) -> Vec<FormatRow> {
    let usual = |format: &dyn Format| profile.default_formats().iter().position(|id| id == format.id());
    let mut formats = wirecopy_wire::formats().to_vec();
    // Stable: the others keep their order.
    formats.sort_by_key(|format| usual(*format).unwrap_or(usize::MAX));
    let dialect = |row: &wirecopy_wire::DialectRow| DialectRow { id: row.id.clone(), label: row.label.clone() };
    let row = |format: &dyn Format| FormatRow {
        id: format.id().to_owned(),
        label: format.label().to_owned(),
        extension: format.extension().to_owned(),
        usual: usual(format).is_some(),
        dialects: format.dialects().iter().chain(profile.dialects(format.id())).map(dialect).collect(),
    };
    formats.into_iter().map(row).collect()
}

fn versions(webkit: &str) -> Versions {
    let (sqlite, sqlcipher) = wirecopy_store::versions();
    Versions { program: env!("CARGO_PKG_VERSION").to_owned(), sqlite, sqlcipher, webkit: webkit.to_owned() }
}

fn said(event: StoreEvent) -> DeskEvent {
    match event {
        StoreEvent::Saved { story, version } => DeskEvent::Saved { story: story.to_string(), version: version.0 },
        StoreEvent::SaveFailed { error } => DeskEvent::SaveFailed { failure: edge::store(&error) },
        StoreEvent::StoriesChanged => DeskEvent::StoriesChanged,
    }
}
