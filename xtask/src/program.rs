//! Running another program: says what it runs, waits, and turns a failure into one sentence. Everything runs from the
//! root of the repository unless it says otherwise.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// A program with its arguments, about to run.
pub struct Program {
    name: OsString,
    arguments: Vec<OsString>,
    settings: Vec<(&'static str, OsString)>,
    folder: PathBuf,
}

impl Program {
    /// `name` is looked up on the search path.
    pub fn new(name: impl AsRef<OsStr>) -> Self {
        Self { name: name.as_ref().to_owned(), arguments: Vec::new(), settings: Vec::new(), folder: root() }
    }

    /// The cargo that runs this task.
    pub fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// npm, in the folder of the interface.
    pub fn npm() -> Self {
        let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
        Self::new(name).folder(root().join("ui"))
    }

    /// Adds arguments.
    pub fn with<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    /// Sets a variable of its environment.
    pub fn set(mut self, name: &'static str, value: impl AsRef<OsStr>) -> Self {
        self.settings.push((name, value.as_ref().to_owned()));
        self
    }

    /// Runs it in another folder.
    pub fn folder(mut self, folder: PathBuf) -> Self {
        self.folder = folder;
        self
    }

    /// As a person would type it.
    fn line(&self) -> String {
        let name = Path::new(&self.name).file_stem().unwrap_or(&self.name);
        let settings = self.settings.iter().map(|(name, value)| format!("{name}={}", value.to_string_lossy()));
        let words = std::iter::once(name).chain(self.arguments.iter().map(OsString::as_os_str));
        let words = words.map(|word| word.to_string_lossy().into_owned());
        settings.chain(words).collect::<Vec<_>>().join(" ")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.name);
        command.args(&self.arguments).current_dir(&self.folder);
        // What cargo set for this task is about xtask, not about what it starts.
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(name);
            }
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs it in view of the user.
    ///
    /// # Errors
    /// A sentence when it could not start or ended with anything but success.
    pub fn run(self) -> Result<(), String> {
        let line = self.line();
        println!("\n$ {line}");
        match self.command().status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{line}` ended with {status}.")),
            Err(error) => Err(format!("`{line}` could not start: {error}.")),
        }
    }

    /// What it prints on standard output, whether it succeeds or not; `None` when it could not start.
    pub fn answer(self) -> Option<String> {
        let output = self.command().output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
