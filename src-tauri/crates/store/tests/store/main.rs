//! The store as the desk uses it: kept, listed, found, named, backed up, put back.

mod backups;
mod common;
mod desks;
mod drafting;
mod forgetting;
mod history;
mod hostile;
mod listing;
mod migrating;
mod opening;
mod property;
mod size;
mod vocabularies;
