//! The desk's memory: stories as Loro documents, every change of them in one SQLCipher database.
//!
//! [`Store`] is the only way in. One writer thread owns the only connection that writes and the open documents; an
//! edit is acknowledged as on disk only when its row is (WAL, `synchronous = FULL`). Damage is told, never shown: page
//! HMACs catch changed pages, a hash chain catches changed rows, a high-water mark beside the database catches a lost
//! end. The crate reads no clock and draws no identities of stories: both come in as arguments.

mod backup;
mod backups;
mod ballast;
mod bundle;
mod chain;
mod chance;
mod check;
mod connection;
mod document;
mod error;
mod folder;
mod hex;
mod high_water;
mod identity;
mod key;
mod ledger;
mod load;
mod lock;
mod log;
mod migrate;
mod moment;
mod network;
mod open;
mod past;
mod place;
mod reader;
mod rescue;
mod restore;
mod seal;
mod sending;
mod shelf;
mod store;
mod survey;
mod table;
mod trail;
mod undo;
mod values;
mod words;
mod writer;

pub use backups::backups;
pub use bundle::{BundleFault, Reach, is_bundle};
pub use error::{Damage, KeyFault, StoreError};
pub use identity::{StoryId, Version};
pub use lock::{Holder, holder};
pub use reader::Reader;
pub use rescue::{FoundIn, Rescue, Rescued};
pub use restore::restore;
pub use store::{OpenOptions, Reply, Store};
pub use survey::Survey;
pub use values::{
    Ack, BackupRow, ClashRow, ExportRecord, Farewell, ForgottenRow, Gone, Landed, Landing, LastSteps, Life, Naming,
    Original, OriginalCard, Past, RevisionRow, Row, State, StoreEvent, Stored, TextStep, Verified, VocabularyRow, Why,
};

/// What every verb of the store answers.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Versions of SQLite and SQLCipher: `("3.54.1", "4.20.0 community")`. SQLCipher's is empty when it cannot be asked.
pub fn versions() -> (String, String) {
    (rusqlite::version().to_owned(), connection::cipher_version().unwrap_or_default())
}
