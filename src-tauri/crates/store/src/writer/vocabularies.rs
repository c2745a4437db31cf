//! Loading and removing vocabularies: each its own transaction, after everything typed before it.

use super::Writer;
use crate::moment::kept;
use crate::table::vocabulary;
use crate::{Result, StoreError, VocabularyRow};

impl Writer {
    pub(crate) fn put_vocabulary(&mut self, row: VocabularyRow) -> Result<()> {
        let row = VocabularyRow { loaded_at: kept(row.loaded_at), ..row };
        self.record(|transaction, _| vocabulary::put(transaction, &row))
    }

    pub(crate) fn remove_vocabulary(&mut self, scheme: &str) -> Result<()> {
        if self.record(|transaction, _| vocabulary::remove(transaction, scheme))? {
            Ok(())
        } else {
            Err(StoreError::NotFound { what: "a loaded vocabulary", name: scheme.to_owned() })
        }
    }
}
