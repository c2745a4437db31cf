//! The desk and those that it is measured against. Each opens the same text in a window that fills the screen.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wirecopy_desk::face::{Failure, RightPanel, Settings};
use wirecopy_desk::{Desk, Opening, System};
use wirecopy_e2e::{Outcome, Screen, Trouble};

use crate::text;

/// Where the programs lie that were built for this.
pub struct Built {
    /// The desk.
    pub desktop: PathBuf,
    /// The bare window.
    pub bare: PathBuf,
    /// The folder with its pages.
    pub pages: PathBuf,
}

/// A program that shows a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    /// The desk.
    Wirecopy,
    /// The desk while it shows the message as it would leave.
    WirecopyWire,
    /// A bare window with `CodeMirror`: the floor of starting and of memory.
    BareCodeMirror,
    /// A bare window with an editable page: the floor of keys.
    BareEditable,
    /// `LibreOffice` Writer.
    Writer,
    /// ghostwriter.
    Ghostwriter,
}

impl Peer {
    /// All, in the order of the report.
    pub const ALL: [Self; 6] =
        [Self::Wirecopy, Self::WirecopyWire, Self::BareCodeMirror, Self::BareEditable, Self::Writer, Self::Ghostwriter];

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wirecopy => "Wirecopy",
            Self::WirecopyWire => "Wirecopy, panel Wire shown",
            Self::BareCodeMirror => "bare WebKitGTK window, CodeMirror",
            Self::BareEditable => "bare WebKitGTK window, contenteditable",
            Self::Writer => "LibreOffice Writer",
            Self::Ghostwriter => "ghostwriter",
        }
    }

    /// Lays out in `folder` what the program opens: a text of `words` words.
    ///
    /// # Errors
    /// When a file cannot be written or the story cannot be brought in.
    pub fn lay_out(self, built: &Built, folder: &Path, words: usize) -> Outcome {
        fs::create_dir_all(folder)?;
        match self {
            Self::Wirecopy => desk(folder, words, RightPanel::Details),
            Self::WirecopyWire => desk(folder, words, RightPanel::Wire),
            Self::BareCodeMirror | Self::BareEditable => {
                for file in fs::read_dir(&built.pages)?.flatten() {
                    fs::copy(file.path(), folder.join(file.file_name()))?;
                }
                let text = serde_json::Value::String(text::of(words));
                Ok(fs::write(folder.join("text.js"), format!("window.text = {text};"))?)
            }
            Self::Writer => Ok(fs::write(folder.join("text.txt"), text::of(words))?),
            Self::Ghostwriter => Ok(fs::write(folder.join("text.md"), text::of(words))?),
        }
    }

    /// The command that opens what was laid out in `folder`, in a home of its own there.
    pub fn command(self, built: &Built, folder: &Path, screen: &Screen) -> Command {
        let mut command = match self {
            Self::Wirecopy | Self::WirecopyWire => {
                let mut command = Command::new(&built.desktop);
                command.arg("--desk").arg(folder.join("desk"));
                command
            }
            Self::BareCodeMirror => page(built, folder, "codemirror.html"),
            Self::BareEditable => page(built, folder, "editable.html"),
            Self::Writer => {
                let mut command = Command::new("soffice");
                let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
                command.args([&profile, "--writer", "--nologo", "--norestore", "--nolockcheck"]);
                command.arg(folder.join("text.txt"));
                command
            }
            Self::Ghostwriter => {
                let mut command = Command::new("ghostwriter");
                // Its web engine does not start for root with one, and only our own text is shown.
                command.arg(folder.join("text.md")).env("QTWEBENGINE_DISABLE_SANDBOX", "1");
                command
            }
        };
        command.envs(screen.settings()).current_dir(folder).env("HOME", folder);
        if matches!(self, Self::Wirecopy | Self::WirecopyWire) {
            // The desk decides by itself whether it needs this; that is part of its start.
            command.env_remove("WEBKIT_DISABLE_DMABUF_RENDERER");
        }
        for (name, place) in [("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config")] {
            command.env(name, folder.join(place));
        }
        command.env("XDG_RUNTIME_DIR", folder).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

/// A desk whose open story has `words` words.
fn desk(folder: &Path, words: usize, right_panel: RightPanel) -> Outcome {
    let trouble = |failure: Failure| Trouble::new("laying out the desk", failure.message);
    let story = folder.join("story.md");
    fs::write(&story, text::story(words))?;
    let (clock, ids) = (Box::new(System), Box::new(System));
    let opening = Opening { folder: folder.join("desk"), clock, ids, listener: Box::new(|_| ()) };
    let desk = Desk::open(opening).map_err(trouble)?;
    let settings = desk.settings().map_err(trouble)?;
    let story = desk.story_import(&story, &settings.profile).map_err(trouble)?.story;
    let settings = Settings { last_story: Some(story.id), right_panel, ..settings };
    desk.put_settings(&settings).map_err(trouble)?;
    desk.shut().map_err(trouble)
}

fn page(built: &Built, folder: &Path, name: &str) -> Command {
    let mut command = Command::new(&built.bare);
    command.arg(format!("file://{}", folder.join(name).display()));
    command
}
