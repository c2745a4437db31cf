//! The real window, end to end: what a correspondent does, and what must not be lost when something dies. Run by
//! `cargo xtask test`; without `WIRECOPY_E2E` each test says that it was not played.

mod copy;
mod crash;
mod desk;
mod disk;
mod export;
mod history;
mod keys;
mod soak;
mod twice;
mod two_desks;
