//! The life of a story: its changes and revisions.

use wirecopy_store::{RevisionRow, Why};

use crate::face::{Revision, RevisionWhy};

pub(crate) fn revision(row: RevisionRow) -> Revision {
    Revision {
        number: row.number,
        at: row.at.to_string(),
        why: match row.why {
            Why::Manual => RevisionWhy::Manual,
            Why::Idle => RevisionWhy::Idle,
            Why::Filed => RevisionWhy::Filed,
            Why::Imported => RevisionWhy::Imported,
            Why::Restored => RevisionWhy::Restored,
        },
        label: row.label,
        version: row.version.0,
        words_added: None,
        words_removed: None,
    }
}
