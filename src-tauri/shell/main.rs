//! The Tauri face of the desk: one window, one file of commands per noun, the application menu, and what happens when
//! something dies. No logic: every command is typed arguments, one call of the desk, an answer.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod commands;
mod display;
mod events;
mod menu;
mod raise;
mod room;
mod window;

use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use clap::Parser;
use tauri::Manager;
use wirecopy_desk::face::Failure;

use crate::arguments::Arguments;
use crate::room::Room;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(sentence) = display::prepare() {
        eprintln!("{sentence}");
        return ExitCode::from(2);
    }
    let folder = match arguments.folder() {
        Ok(folder) => folder,
        Err(failure) => return refuse(&failure),
    };
    let events = Arc::new(events::Events::default());
    // The desk is opened and proved while the screen is.
    let opening = thread::spawn({
        let (folder, events) = (folder.clone(), Arc::clone(&events));
        move || Room::open_desk(&folder, &events)
    });
    let app = match build() {
        Ok(app) => app,
        Err(error) => return fail(&error),
    };
    let desk = opening.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    if let Err(failure) = &desk
        && failure.code == "desk_held"
        && raise::ask(&folder)
    {
        eprintln!("Wirecopy is open already; its window was raised.");
        return ExitCode::SUCCESS;
    }
    if let Err(failure) = &desk {
        eprintln!("{}", failure.message);
    }
    let room = Room::new(folder, desk);
    let (place, theme) = (room.window_place(), room.theme());
    raise::listen(room.folder(), app.handle().clone());
    app.manage(room);
    events.connect(app.handle().clone());
    if let Err(error) = window::open(&app, place, theme) {
        return fail(&error);
    }
    app.run(|_, _| {});
    ExitCode::SUCCESS
}

fn refuse(failure: &Failure) -> ExitCode {
    eprintln!("{}", failure.message);
    ExitCode::from(2)
}

fn fail(error: &tauri::Error) -> ExitCode {
    eprintln!("The window cannot be opened: {error}");
    ExitCode::FAILURE
}

/// Everything but the window, which opens once the desk is there.
fn build() -> tauri::Result<tauri::App> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_clipboard_manager::init())
        .invoke_handler(commands::handler())
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .on_window_event(window::heard)
        .build(tauri::generate_context!())
}
