//! The real window under test: an X screen out of sight, a session bus and a driver of our own, and the program that
//! `WIRECOPY_E2E` names. Everything that is started is ended again, however a test ends.
//!
//! Keys are real keys of the X server, as a keyboard sends them; what the window shows is read through WebKitWebDriver,
//! and pictures are taken of the whole screen into `target/e2e`.

mod page;
mod process;
mod screen;
mod stage;
mod trouble;

pub use page::Page;
pub use process::{Process, family_of, kill, named_below};
pub use screen::{Screen, Windows};
pub use stage::{Stage, program};
pub use trouble::{Outcome, Trouble, must};
