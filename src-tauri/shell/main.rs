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
    let desk = Room::open_desk(&folder, &events);
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
    match run(room, events) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The window cannot be opened: {error}");
            ExitCode::FAILURE
        }
    }
}

fn refuse(failure: &Failure) -> ExitCode {
    eprintln!("{}", failure.message);
    ExitCode::from(2)
}

fn run(room: Room, events: Arc<events::Events>) -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_clipboard_manager::init())
        .invoke_handler(commands::handler())
        .menu(menu::build)
        .on_menu_event(|app, event| menu::chosen(app, event.id().as_ref()))
        .on_window_event(window::heard)
        .setup(move |app| {
            let place = room.window_place();
            raise::listen(room.folder(), app.handle().clone());
            app.manage(room);
            events.connect(app.handle().clone());
            window::open(app, place)?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
