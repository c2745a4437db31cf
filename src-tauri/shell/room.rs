//! The room that every command enters: the open desk, or why it could not be opened.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use wirecopy_desk::face::{Failure, Settings, Theme, WindowPlace};
use wirecopy_desk::{Desk, Opening, System};

use crate::events::Events;

/// State of the program.
pub(crate) struct Room {
    folder: PathBuf,
    desk: Result<Arc<Desk>, Failure>,
    place: Mutex<Option<WindowPlace>>,
    asked_to_leave: Mutex<Option<Instant>>,
    shut: Once,
}

impl Room {
    pub(crate) fn new(folder: PathBuf, desk: Result<Arc<Desk>, Failure>) -> Self {
        let place = desk.as_ref().ok().and_then(|desk| desk.settings().ok()).and_then(|settings| settings.window);
        Self { folder, desk, place: Mutex::new(place), asked_to_leave: Mutex::default(), shut: Once::new() }
    }

    /// Opens the desk; what it says unasked goes to `events`.
    pub(crate) fn open_desk(folder: &Path, events: &Arc<Events>) -> Result<Arc<Desk>, Failure> {
        let events = Arc::clone(events);
        let opening = Opening {
            folder: folder.to_owned(),
            clock: Box::new(System),
            ids: Box::new(System),
            listener: Box::new(move |event| events.say(event)),
        };
        Desk::open(opening).map(Arc::new)
    }

    /// The desk's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The open desk.
    ///
    /// # Errors
    /// Why it could not be opened.
    pub(crate) fn desk(&self) -> Result<Arc<Desk>, Failure> {
        self.desk.clone()
    }

    /// Where the window stood last.
    pub(crate) fn window_place(&self) -> Option<WindowPlace> {
        *self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The colours that the window wears.
    pub(crate) fn theme(&self) -> Theme {
        self.desk.as_ref().ok().and_then(|desk| desk.settings().ok()).map_or(Theme::System, |settings| settings.theme)
    }

    /// Remembers where the window stands, until the desk is shut.
    pub(crate) fn put_window_place(&self, place: WindowPlace) {
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
    }

    /// Remembers the settings of the page; where the window stands is the shell's own knowledge.
    pub(crate) fn put_settings(&self, settings: Settings) -> Result<(), Failure> {
        self.desk()?.put_settings(&Settings { window: self.window_place(), ..settings })
    }

    /// How long the page has left an earlier request to leave unheard; `None`: there is none, it is asked now.
    pub(crate) fn asked_to_leave(&self) -> Option<Duration> {
        let mut asked = self.asked_to_leave.lock().unwrap_or_else(PoisonError::into_inner);
        let before = asked.map(|asked| asked.elapsed());
        asked.get_or_insert_with(Instant::now);
        before
    }

    /// The page heard that it should leave.
    pub(crate) fn heard(&self) {
        *self.asked_to_leave.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Keeps the window's place and shuts the desk, once.
    pub(crate) fn shut(&self) {
        let Ok(desk) = &self.desk else { return };
        self.shut.call_once(|| {
            if let Ok(settings) = desk.settings() {
                // A place that is not remembered costs a look for the window, nothing more.
                let _ = desk.put_settings(&Settings { window: self.window_place(), ..settings });
            }
            if let Err(failure) = desk.shut() {
                eprintln!("{}", failure.message);
            }
        });
    }
}
