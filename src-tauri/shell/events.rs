//! What the desk says unasked, on its way to the page. The desk opens before there is a window: what it says until
//! then waits here.

use std::sync::{Mutex, PoisonError};

use tauri::{AppHandle, Emitter};
use wirecopy_desk::face::DeskEvent;

/// Name of the one channel.
const CHANNEL: &str = "desk";

/// The way to the page, once there is one.
#[derive(Default)]
pub(crate) struct Events(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    app: Option<AppHandle>,
    unsaid: Vec<DeskEvent>,
}

impl Events {
    /// Says it now, or once there is a page.
    pub(crate) fn say(&self, event: DeskEvent) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &waiting.app {
            Some(app) => say(app, &event),
            None => waiting.unsaid.push(event),
        }
    }

    /// There is a page now.
    pub(crate) fn connect(&self, app: AppHandle) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for event in waiting.unsaid.drain(..) {
            say(&app, &event);
        }
        waiting.app = Some(app);
    }
}

/// Says something to the page.
pub(crate) fn say(app: &AppHandle, event: &DeskEvent) {
    if let Err(error) = app.emit(CHANNEL, event) {
        eprintln!("The page did not hear {event:?}: {error}");
    }
}
