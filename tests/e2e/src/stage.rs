//! Where one test plays: a screen, a home and a desk of its own, and the program on it, which may be ended and started
//! again as often as the test wants.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

use crate::process::{answer, kill};
use crate::{Outcome, Page, Process, Screen, Trouble, Windows, family_of, must, named_below};

/// How long a start may take on a machine that is busy with something else.
const START: Duration = Duration::from_secs(40);

/// The program under test; `None` when `WIRECOPY_E2E` does not name one.
pub fn program() -> Option<PathBuf> {
    std::env::var_os("WIRECOPY_E2E").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// One test's world.
pub struct Stage {
    name: String,
    program: PathBuf,
    driver: Option<Process>,
    screen: Screen,
    home: TempDir,
    /// Name of the desk's folder.
    desk: String,
}

impl Stage {
    /// Plays `act` on a stage of its own. When it fails, the last picture of the screen is `target/e2e/NAME-failed.png`
    /// and what the program said is in `NAME.log` beside it.
    ///
    /// # Errors
    /// What `act` failed with.
    pub async fn play(name: &str, act: impl AsyncFnOnce(&mut Self) -> Outcome) -> Outcome {
        let Some(program) = program() else {
            println!("`{name}` was not played: WIRECOPY_E2E does not name the program (`cargo xtask test` does).");
            return Ok(());
        };
        let mut stage = Self {
            name: name.to_owned(),
            program,
            driver: None,
            screen: Screen::start(Windows::AsTheyCome)?,
            home: home()?,
            desk: "desk".to_owned(),
        };
        let outcome = act(&mut stage).await;
        if outcome.is_err() {
            stage.screen.photograph(&format!("{name}-failed"))?;
        }
        outcome
    }

    /// The screen.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Folder of the desk.
    pub fn desk(&self) -> PathBuf {
        self.home.path().join(&self.desk)
    }

    /// Goes to another desk, as to another machine: it is opened and asked from here on.
    pub fn sit_at(&mut self, desk: &str) {
        desk.clone_into(&mut self.desk);
    }

    /// A folder for what the test writes.
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("out")
    }

    /// Starts the program and waits until its page can be talked to.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open(&mut self) -> Outcome<Page> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = self.screen.folder()?.join(format!("{}.log", self.name));
        let log = fs::OpenOptions::new().create(true).append(true).open(log)?;
        let mut driver = self.command("WebKitWebDriver");
        driver
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(log.try_clone()?)
            .stderr(log);
        self.driver = Some(Process::start(&mut driver)?);
        let capabilities = json!({
            "browserName": "wry",
            "webkitgtk:browserOptions": { "binary": self.program, "args": ["--desk", self.desk()] },
        });
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.as_object().cloned().unwrap_or_default());
        let address = format!("http://127.0.0.1:{port}");
        let opened = async {
            loop {
                // The driver itself needs a moment until it listens.
                match builder.connect(&address).await {
                    Ok(client) => return Page::new(client),
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
        };
        let page = tokio::time::timeout(START, opened).await;
        let page = page.map_err(|_| Trouble::new("the program", format!("opened no page within {START:?}")))?;
        self.screen.focus("Wirecopy")?;
        Ok(page)
    }

    /// Kills the program at once, as the kernel does when memory is short, with everything that it started.
    ///
    /// # Errors
    /// When it does not run.
    pub fn kill_program(&mut self) -> Outcome {
        let (program, _) = self.running()?;
        kill(program)?;
        // The driver's session died with the program.
        self.driver = None;
        Ok(())
    }

    /// Kills only the process that holds the page; its number.
    ///
    /// # Errors
    /// When it does not run.
    pub fn kill_page(&self) -> Outcome<u32> {
        let page = self.page_process()?;
        kill(page)?;
        Ok(page)
    }

    /// Waits until another process holds the page than the one numbered `dead`.
    ///
    /// # Errors
    /// When the program does not bring the page back within ten seconds.
    pub async fn page_returned(&self, dead: u32) -> Outcome {
        for _ in 0..100 {
            if self.page_process().is_ok_and(|alive| alive != dead) {
                return self.screen.focus("Wirecopy");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Trouble::new("the page", "expected it to return within ten seconds"))
    }

    /// Number of the process that holds the page.
    ///
    /// # Errors
    /// When it does not run.
    pub fn page_process(&self) -> Outcome<u32> {
        let (program, _) = self.running()?;
        let pages = named_below(program, "WebKitWebProcess");
        pages.first().copied().ok_or_else(|| Trouble::new("WebKitWebProcess", "is not running"))
    }

    /// Waits until the program has ended by itself.
    ///
    /// # Errors
    /// When it still runs after ten seconds.
    pub async fn ended(&mut self) -> Outcome {
        for _ in 0..100 {
            if self.running().is_err() {
                self.driver = None;
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Trouble::new("the program", "expected it to end within ten seconds"))
    }

    /// Numbers of the program and of the driver that started it.
    fn running(&self) -> Outcome<(u32, u32)> {
        let Some(driver) = &self.driver else { return Err(Trouble::new("the program", "was not started")) };
        let name = self.program.file_name().unwrap_or_default().to_string_lossy();
        let programs = named_below(driver.id(), &name);
        let program = programs.first().ok_or_else(|| Trouble::new("the program", "is not running"))?;
        Ok((*program, driver.id()))
    }

    /// Starts the program once more on the same desk, as a user does who forgot that it is open.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&self) -> Outcome<Process> {
        let mut again = self.command(&self.program);
        Process::start(again.arg("--desk").arg(self.desk()).stdout(Stdio::null()).stderr(Stdio::piped()))
    }

    /// What the command line beside the program prints.
    ///
    /// # Errors
    /// When it says no.
    pub fn command_line(&self, arguments: &[&str]) -> Outcome<String> {
        let program = self.program.with_file_name("wirecopy");
        must(program.is_file(), format!("expected the command line at {}", program.display()))?;
        answer(self.command(program).args(arguments))
    }

    /// A program on this stage's screen, in this stage's home.
    fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        let home = self.home.path();
        command.envs(self.screen.settings()).current_dir(home).env("HOME", home);
        for (name, folder) in FOLDERS {
            command.env(name, home.join(folder));
        }
        command
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // The driver would leave the program behind.
        let family = self.driver.as_ref().map_or_else(Vec::new, |driver| family_of(driver.id()));
        for process in family {
            // Some go with the first of them.
            let _ = kill(process);
        }
    }
}

/// The folders of a home that programs ask for, inside the stage's own.
const FOLDERS: [(&str, &str); 4] =
    [("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config"), ("XDG_RUNTIME_DIR", "run")];

fn home() -> Outcome<TempDir> {
    let home = tempfile::Builder::new().prefix("wirecopy-").tempdir()?;
    for (_, folder) in FOLDERS {
        fs::create_dir(home.path().join(folder))?;
    }
    fs::create_dir(home.path().join("out"))?;
    Ok(home)
}
