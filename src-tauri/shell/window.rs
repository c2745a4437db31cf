//! The one window: made in the place where it stood, never led astray, brought back when its web process dies, and
//! closed only after the page has handed over its last keystroke.

use std::time::Duration;

use tauri::webview::NewWindowResponse;
use tauri::{
    App, AppHandle, Manager, PhysicalPosition, PhysicalSize, Url, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent,
};
use wirecopy_desk::face::{DeskEvent, Theme, WindowPlace};

use crate::room::Room;
use crate::{display, events, menu};

/// Label of the window; the capability file names it.
pub(crate) const LABEL: &str = "desk";

/// A page that was asked to hand over and did not answer for so long is taken for dead when the window is closed once
/// more. It is never cut off by itself: it may be asking the writer what to do with text that is not on disk.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the window.
pub(crate) fn open(app: &App, place: Option<WindowPlace>, theme: Theme) -> tauri::Result<()> {
    display::painting();
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Wirecopy")
        .inner_size(1280.0, 820.0)
        .min_inner_size(720.0, 480.0)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .disable_drag_drop_handler()
        .general_autofill_enabled(false)
        .build()?;
    // Behind the window: its web process, which takes longest, starts meanwhile.
    app.set_menu(menu::build(app.handle())?)?;
    wear(app.handle(), theme);
    if let Some(place) = place.filter(|place| place.width >= 400 && place.height >= 300) {
        window.set_size(PhysicalSize::new(place.width, place.height))?;
        if on_a_screen(&window, place) {
            window.set_position(PhysicalPosition::new(place.x, place.y))?;
        }
        if place.maximized {
            window.maximize()?;
        }
    }
    #[cfg(target_os = "linux")]
    {
        leave_keys_to_page(&window)?;
        webkit::guard(&window)?;
    }
    Ok(())
}

/// The menu and the page's own boxes wear the colours of the page.
pub(crate) fn wear(app: &AppHandle, theme: Theme) {
    // Colours that stay as they were are no reason to stop.
    let _ = menu::show_theme(app, theme);
    #[cfg(target_os = "linux")]
    let _ = app.run_on_main_thread(move || colours::wear(theme));
    #[cfg(not(target_os = "linux"))]
    app.set_theme(match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    });
}

/// Keys go to the page, which hears them in the order in which they were pressed; the menu only shows them. A key that
/// GTK takes for the menu overtakes the letters that still wait for the page: Ctrl+Q would quit before the last word.
#[cfg(target_os = "linux")]
fn leave_keys_to_page(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use gtk::prelude::GtkWindowExt;

    let window = window.gtk_window()?;
    for keys in gtk::accel_groups_from_object(&window) {
        window.remove_accel_group(&keys);
    }
    Ok(())
}

/// Whether the window's top left corner would be seen: a screen may have been unplugged.
fn on_a_screen(window: &tauri::WebviewWindow, place: WindowPlace) -> bool {
    let Ok(screens) = window.available_monitors() else { return false };
    screens.iter().any(|screen| {
        let (at, size) = (screen.position(), screen.size());
        let inside = |value: i32, from: i32, length: u32| {
            value >= from && i64::from(value) < i64::from(from) + i64::from(length)
        };
        inside(place.x, at.x, size.width) && inside(place.y, at.y, size.height)
    })
}

/// The page never leaves its own files.
fn is_ours(url: &Url) -> bool {
    let own = url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost");
    own || (cfg!(debug_assertions) && url.host_str() == Some("localhost")) || url.as_str() == "about:blank"
}

/// Hears what happens to the window.
pub(crate) fn heard(window: &Window, event: &WindowEvent) {
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            remember_place(window);
            hand_over(window.app_handle());
        }
        WindowEvent::Resized(_) | WindowEvent::Moved(_) => remember_place(window),
        _ => {}
    }
}

/// Asks the page for its last keystroke; it answers with `app_quit`.
fn hand_over(app: &AppHandle) {
    let room = app.try_state::<Room>();
    let dead =
        room.is_none_or(|room| room.desk().is_err() || room.asked_to_leave().is_some_and(|asked| asked > PATIENCE));
    if dead {
        quit(app);
    } else {
        events::say(app, &DeskEvent::Command { id: "app.quit".to_owned() });
    }
}

/// Shuts the desk and ends the program.
pub(crate) fn quit(app: &AppHandle) {
    if let Some(room) = app.try_state::<Room>() {
        room.shut();
    }
    app.exit(0);
}

fn remember_place(window: &Window) {
    let Some(room) = window.try_state::<Room>() else { return };
    let maximized = window.is_maximized().unwrap_or(false);
    if let (Some(before), true) = (room.window_place(), maximized) {
        // The size to come back to is the one before it filled the screen.
        return room.put_window_place(WindowPlace { maximized, ..before });
    }
    let (Ok(at), Ok(size)) = (window.outer_position(), window.inner_size()) else { return };
    let place = WindowPlace { x: at.x, y: at.y, width: size.width, height: size.height, maximized };
    room.put_window_place(place);
}

/// Brings the window to the front.
pub(crate) fn raise(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    // Each may be refused by the window manager; the next one still helps.
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
}

/// Cut, copy, paste or select all, as the web view does it for the text that has the focus.
pub(crate) fn edit(app: &AppHandle, deed: &str) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    #[cfg(target_os = "linux")]
    webkit::edit(&window, deed);
    #[cfg(not(target_os = "linux"))]
    if deed != "paste" {
        let verb = if deed == "select-all" { "selectAll" } else { deed };
        // The deed's name comes from the menu's own table.
        let _ = window.eval(format!("document.execCommand({verb:?})"));
    }
}

#[cfg(target_os = "linux")]
mod colours {
    //! GTK's own colours. What the system says is GTK's again once nobody else says it.

    use std::cell::Cell;

    use gtk::prelude::GtkSettingsExt;
    use wirecopy_desk::face::Theme;

    thread_local! {
        static WORN: Cell<Theme> = const { Cell::new(Theme::System) };
    }

    /// Only on GTK's thread.
    pub(super) fn wear(theme: Theme) {
        let Some(settings) = gtk::Settings::default().filter(|_| WORN.replace(theme) != theme) else { return };
        settings.reset_property("gtk-application-prefer-dark-theme");
        settings.reset_property("gtk-theme-name");
        if theme == Theme::System {
            return;
        }
        let name = settings.gtk_theme_name().map(|name| name.to_string()).unwrap_or_default();
        if let Some(base) = name.strip_suffix("-dark").filter(|_| theme == Theme::Light) {
            // `Adwaita-dark` has no light side.
            settings.set_gtk_theme_name(Some(base));
        }
        settings.set_gtk_application_prefer_dark_theme(theme == Theme::Dark);
    }
}

#[cfg(target_os = "linux")]
mod webkit {
    //! A dead web process looks like a frozen window: load the page again, at most three times a minute.

    use std::cell::RefCell;
    use std::time::{Duration, Instant};

    use webkit2gtk::{SettingsExt, WebViewExt};

    /// The web view's own editing commands.
    pub(super) fn edit(window: &tauri::WebviewWindow, deed: &str) {
        let command = match deed {
            "cut" => "Cut",
            "copy" => "Copy",
            "paste" => "Paste",
            "select-all" => "SelectAll",
            _ => return,
        };
        // A window that is gone has nothing to edit.
        let _ = window.with_webview(move |platform| platform.inner().execute_editing_command(command));
    }

    const MOST: usize = 3;
    const MINUTE: Duration = Duration::from_mins(1);

    pub(super) fn guard(window: &tauri::WebviewWindow) -> tauri::Result<()> {
        window.with_webview(|platform| {
            let view = platform.inner();
            if let Some(settings) = view.settings() {
                settings.set_enable_webgl(false);
                settings.set_enable_webaudio(false);
                settings.set_enable_media(false);
                settings.set_enable_page_cache(false);
            }
            let deaths = RefCell::new(Vec::<Instant>::new());
            view.connect_web_process_terminated(move |view, reason| {
                let mut deaths = deaths.borrow_mut();
                deaths.retain(|death| death.elapsed() < MINUTE);
                deaths.push(Instant::now());
                eprintln!("The page's process ended ({reason:?}); the text is on the desk.");
                if deaths.len() <= MOST {
                    view.reload();
                }
            });
        })
    }
}
