//! A second start on the same desk raises the window of the first.
//!
//! The first listens on a Unix socket named after the desk's folder; the second says one word and waits for the
//! answer, at most two seconds. Where there are no Unix sockets the second start only says who holds the desk.

use std::path::Path;

use tauri::AppHandle;

/// Asks the program that holds the desk in `folder` to raise its window. `true`: it did.
pub(crate) fn ask(folder: &Path) -> bool {
    #[cfg(unix)]
    return unix::ask(folder);
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

/// Listens for later starts.
pub(crate) fn listen(folder: &Path, app: AppHandle) {
    #[cfg(unix)]
    unix::listen(folder, app);
    #[cfg(not(unix))]
    let _ = (folder, app);
}

#[cfg(unix)]
mod unix {
    use std::collections::hash_map::DefaultHasher;
    use std::env;
    use std::hash::{Hash, Hasher};
    use std::io::{Read, Write};
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use tauri::AppHandle;

    const WORD: &[u8; 5] = b"raise";
    const PATIENCE: Duration = Duration::from_secs(2);

    /// Socket paths are limited to about 100 bytes, a desk's folder is not: so a short name in the runtime folder.
    fn socket(folder: &Path) -> PathBuf {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let mut hasher = DefaultHasher::new();
        folder.hash(&mut hasher);
        let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_dir());
        match runtime {
            Some(runtime) => runtime.join(format!("wirecopy-{:016x}.sock", hasher.finish())),
            None => folder.join("raise.sock"),
        }
    }

    pub(super) fn ask(folder: &Path) -> bool {
        let ask = || -> std::io::Result<bool> {
            let mut stream = UnixStream::connect(socket(folder))?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            stream.write_all(WORD)?;
            let mut answer = [0; 1];
            stream.read_exact(&mut answer)?;
            Ok(answer == *b"y")
        };
        ask().unwrap_or(false)
    }

    pub(super) fn listen(folder: &Path, app: AppHandle) {
        let path = socket(folder);
        // This program holds the desk's lock, so a socket that is there was left by one that died.
        let _ = std::fs::remove_file(&path);
        let listener = match UnixListener::bind(&path) {
            Ok(listener) => listener,
            Err(error) => {
                eprintln!("A second start will not raise this window ({}: {error}).", path.display());
                return;
            }
        };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(stream, &app);
            }
        });
    }

    fn answer(mut stream: UnixStream, app: &AppHandle) {
        let mut word = [0; WORD.len()];
        let heard = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.read_exact(&mut word));
        if heard.is_ok() && word == *WORD {
            crate::window::raise(app);
            // Whoever asked may be gone; the window is raised all the same.
            let _ = stream.write_all(b"y");
        }
    }
}
