//! A screen out of sight: an X server, a window manager and a session bus that nobody else shares. Its keyboard and
//! its pictures.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::process::{Process, answer};
use crate::{Outcome, Trouble};

/// A bus on which nobody is started on request: an accessibility bus that does not answer costs a minute at start.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=FOLDER</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;

/// Rules of the window manager by which every window fills the screen.
const MAXIMISED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <applications><application class="*"><decor>no</decor><maximized>yes</maximized></application></applications>
</openbox_config>"#;

/// How windows come onto the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Windows {
    /// As large as they ask for.
    AsTheyCome,
    /// Filling the screen.
    Maximised,
}

/// 1440 x 900 points, out of sight.
pub struct Screen {
    display: String,
    bus: String,
    // Ended in this order: the manager before the server that it draws on.
    _manager: Process,
    _bus: Process,
    _server: Process,
    _folder: TempDir,
}

impl Screen {
    /// Starts everything.
    ///
    /// # Errors
    /// When one of the programs is missing.
    pub fn start(windows: Windows) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let server = ["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"];
        let (server, display) = Process::start_for_line(Command::new("Xvfb").args(server).stderr(Stdio::null()))?;
        let display = format!(":{display}");
        let configuration = folder.path().join("bus.conf");
        std::fs::write(&configuration, BUS.replace("FOLDER", &folder.path().display().to_string()))?;
        let bus = ["--nofork", "--print-address=1", "--config-file"];
        let (bus, address) =
            Process::start_for_line(Command::new("dbus-daemon").args(bus).arg(configuration).stderr(Stdio::null()))?;
        let mut manager = Command::new("openbox");
        if windows == Windows::Maximised {
            let rules = folder.path().join("rc.xml");
            std::fs::write(&rules, MAXIMISED)?;
            manager.arg("--config-file").arg(rules);
        }
        manager.arg("--sm-disable").env("DISPLAY", &display).env("HOME", folder.path());
        manager.stdout(Stdio::null()).stderr(Stdio::null());
        let manager = Process::start(&mut manager)?;
        Ok(Self { display, bus: address, _manager: manager, _bus: bus, _server: server, _folder: folder })
    }

    /// Its name, as `DISPLAY` has it.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Variables that lead a program to this screen and keep it from asking for others.
    pub fn settings(&self) -> [(&'static str, String); 8] {
        [
            ("DISPLAY", self.display.clone()),
            ("DBUS_SESSION_BUS_ADDRESS", self.bus.clone()),
            ("GDK_BACKEND", "x11".to_owned()),
            ("NO_AT_BRIDGE", "1".to_owned()),
            ("GSETTINGS_BACKEND", "memory".to_owned()),
            ("WEBKIT_DISABLE_DMABUF_RENDERER", "1".to_owned()),
            ("LC_ALL", "C.UTF-8".to_owned()),
            ("TZ", "UTC".to_owned()),
        ]
    }

    /// Types text with real keys, a thousand words a minute.
    ///
    /// # Errors
    /// When xdotool is missing.
    pub fn type_text(&self, text: &str) -> Outcome {
        self.xdotool(&["type", "--clearmodifiers", "--delay", "12", "--", text]).map(|_| ())
    }

    /// Types text with real keys, about a hundred and sixty words a minute, and goes on while the test does something else.
    ///
    /// # Errors
    /// When xdotool is missing.
    pub fn start_typing(&self, text: &str) -> Outcome<Process> {
        let arguments = ["type", "--clearmodifiers", "--delay", "150", "--", text];
        Process::start(Command::new("xdotool").args(arguments).env("DISPLAY", &self.display))
    }

    /// Presses keys one after the other, each as xdotool names it: `Return`, `ctrl+b`.
    ///
    /// # Errors
    /// When xdotool is missing or does not know a key.
    pub fn press(&self, keys: &[&str]) -> Outcome {
        let arguments = [&["key", "--clearmodifiers", "--delay", "30", "--"], keys].concat();
        self.xdotool(&arguments).map(|_| ())
    }

    /// Waits up to ten seconds for a window whose title holds `title`, and gives it the keyboard.
    ///
    /// # Errors
    /// When there is none by then.
    pub fn focus(&self, title: &str) -> Outcome {
        let mut last = Trouble::new("xdotool", "found no window");
        for _ in 0..100 {
            match self.xdotool(&["search", "--onlyvisible", "--name", title, "windowactivate", "--sync"]) {
                Ok(_) => return Ok(()),
                Err(trouble) => last = trouble,
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err(Trouble::new(&format!("expected a window called `{title}`"), last))
    }

    /// Takes the window whose title holds `title` from the screen, as its minimise button does.
    ///
    /// # Errors
    /// When there is none.
    pub fn hide(&self, title: &str) -> Outcome {
        self.xdotool(&["search", "--onlyvisible", "--name", title, "windowminimize", "--sync"]).map(|_| ())
    }

    /// Titles of all windows that are seen, one a line.
    ///
    /// # Errors
    /// When xdotool is missing.
    pub fn titles(&self) -> Outcome<Vec<String>> {
        // Without any window xdotool says no, in no words.
        let ids = self.xdotool(&["search", "--onlyvisible", "--name", ".+"]).unwrap_or_default();
        ids.lines().map(|id| self.xdotool(&["getwindowname", id])).collect()
    }

    /// Title of the window that has the keyboard; empty when none has.
    pub fn active_title(&self) -> String {
        self.xdotool(&["getactivewindow", "getwindowname"]).unwrap_or_default()
    }

    /// Where pictures and logs go: `target/e2e`.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn folder(&self) -> Outcome<PathBuf> {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder = target.unwrap_or_else(|| root.join("target")).join("e2e");
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Takes a picture of the whole screen: `target/e2e/NAME.png`.
    ///
    /// # Errors
    /// When ImageMagick is missing.
    pub fn photograph(&self, name: &str) -> Outcome<PathBuf> {
        let file = self.folder()?.join(format!("{name}.png"));
        answer(Command::new("import").args(["-display", &self.display, "-window", "root"]).arg(&file))?;
        Ok(file)
    }

    /// How many points differ between two pictures of the screen.
    ///
    /// # Errors
    /// When `ImageMagick` is missing.
    pub fn differs(one: &Path, other: &Path) -> Outcome<usize> {
        let compared = Command::new("compare").args(["-metric", "AE"]).arg(one).arg(other).arg("null:").output()?;
        // It says the number on standard error, and no with its status when there is a difference.
        let said = String::from_utf8_lossy(&compared.stderr).into_owned();
        // From a million on it writes `1.00188e+06`.
        let points: f64 = said.trim().parse().map_err(|_| Trouble::new("compare", said.clone()))?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of points on a screen")]
        let points = points as usize;
        Ok(points)
    }

    /// Runs xdotool on this screen; what it prints.
    ///
    /// # Errors
    /// When it is missing or says no.
    pub fn xdotool(&self, arguments: &[&str]) -> Outcome<String> {
        answer(Command::new("xdotool").args(arguments).env("DISPLAY", &self.display))
    }
}
