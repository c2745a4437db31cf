//! What the screen needs before GTK starts. It is told by environment variables, which may only be changed while no
//! other thread can read them: where one might, the program starts itself over in its own place.
//!
//! WebKitGTK's DMABUF renderer leaves the window blank on some machines and is five times slower where there is no
//! GPU, so it is switched off there. An accessibility bus that does not answer costs most of a minute at start, so
//! the bridge is off where there is no session bus at all.

/// Makes the program ready for its window.
///
/// # Errors
/// One sentence when there is no screen to open a window on.
pub(crate) fn prepare() -> Result<(), String> {
    #[cfg(target_os = "linux")]
    linux::prepare()?;
    Ok(())
}

/// Remembers that a page is about to be painted; forgotten again by [`painted`].
pub(crate) fn painting() {
    #[cfg(target_os = "linux")]
    linux::painting();
}

/// The page was painted: the renderer works here.
pub(crate) fn painted() {
    #[cfg(target_os = "linux")]
    linux::painted();
}

#[cfg(target_os = "linux")]
mod linux {
    use std::env;
    use std::ffi::OsString;
    use std::fs;
    use std::os::unix::process::CommandExt;
    use std::path::PathBuf;
    use std::process::Command;

    use gtk::glib;

    const PREPARED: &str = "WIRECOPY_PREPARED";
    const DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    const BRIDGE: &str = "NO_AT_BRIDGE";
    const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";

    pub(super) fn prepare() -> Result<(), String> {
        let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        if !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
            return Err("There is no display to open the desk on; use the command line `wirecopy`, or start the desk \
                        under `xvfb-run`."
                .to_owned());
        }
        let mut wanted: Vec<(&str, OsString)> = Vec::new();
        if !set(DMABUF) && (!has_gpu() || never_painted()) {
            wanted.push((DMABUF, "1".into()));
        }
        if !has_session_bus() {
            // Everybody who asks for a bus would try to start one, five times over, before the page is loaded.
            wanted.push((BUS, "disabled:".into()));
            if !set(BRIDGE) {
                wanted.push((BRIDGE, "1".into()));
            }
        }
        if wanted.is_empty() || set(PREPARED) {
            return Ok(());
        }
        if alone() && wanted.iter().all(|(name, value)| glib::setenv(name, value, true).is_ok()) {
            return Ok(());
        }
        let Ok(program) = env::current_exe() else { return Ok(()) };
        let error = Command::new(program).args(env::args_os().skip(1)).envs(wanted).env(PREPARED, "1").exec();
        // Coming back means that it could not be started over: go on as it is.
        eprintln!("The display could not be prepared ({error}); the desk opens all the same.");
        Ok(())
    }

    /// Nobody reads the environment while it changes: there is this thread, and at most the one by which the engine's
    /// allocator gives memory back, which it starts while the program is loaded. That one only waits and frees.
    fn alone() -> bool {
        fs::read_dir("/proc/self/task").is_ok_and(|threads| threads.count() <= 2)
    }

    /// A render node that this user may open.
    fn has_gpu() -> bool {
        let Ok(entries) = fs::read_dir("/dev/dri") else { return false };
        entries.flatten().any(|entry| {
            entry.file_name().to_string_lossy().starts_with("renderD")
                && fs::OpenOptions::new().read(true).write(true).open(entry.path()).is_ok()
        })
    }

    fn has_session_bus() -> bool {
        env::var_os(BUS).is_some_and(|address| !address.is_empty())
            || env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| PathBuf::from(folder).join("bus").exists())
    }

    fn mark() -> Option<PathBuf> {
        let dirs = directories::ProjectDirs::from("press", "Wirecopy", "wirecopy")?;
        Some(dirs.cache_dir().join("painting"))
    }

    fn never_painted() -> bool {
        mark().is_some_and(|mark| mark.exists())
    }

    pub(super) fn painting() {
        let Some(mark) = mark() else { return };
        if let Some(folder) = mark.parent() {
            // Without the mark a blank window is not noticed next time; nothing else depends on it.
            let _ = fs::create_dir_all(folder);
        }
        let _ = fs::write(mark, "");
    }

    pub(super) fn painted() {
        if let Some(mark) = mark() {
            let _ = fs::remove_file(mark);
        }
    }
}
