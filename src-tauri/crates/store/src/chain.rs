//! The hash chain: each change is bound to the one before it, so that nothing can be changed, dropped or moved unseen.
//!
//! blake3 in its key-derivation mode, one context per use; every part of variable length is preceded by its length, so
//! that no two inputs read alike.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::StoryId;

/// A blake3 hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hash(pub [u8; 32]);

/// What one change is bound to.
pub(crate) struct Link<'a> {
    pub prev: Hash,
    pub story: &'a StoryId,
    pub n: u64,
    pub at: i64,
    pub frontier: &'a [u8],
    pub bytes: &'a [u8],
}

impl Hash {
    pub(crate) const ZERO: Self = Self([0; 32]);

    /// Where the chain of a story begins.
    pub(crate) fn start(story: &StoryId) -> Self {
        of("wirecopy 2026 story start", &[story.as_str().as_bytes()])
    }

    /// The hash of one change.
    pub(crate) fn change(link: &Link<'_>) -> Self {
        of(
            "wirecopy 2026 change",
            &[
                &link.prev.0,
                link.story.as_str().as_bytes(),
                &link.n.to_le_bytes(),
                &link.at.to_le_bytes(),
                link.frontier,
                link.bytes,
            ],
        )
    }

    /// The hash of a snapshot: everything that was folded into it.
    pub(crate) fn snapshot(link: &Link<'_>, trail: &[u8]) -> Self {
        of(
            "wirecopy 2026 snapshot",
            &[
                &link.prev.0,
                link.story.as_str().as_bytes(),
                &link.n.to_le_bytes(),
                &link.at.to_le_bytes(),
                link.frontier,
                link.bytes,
                trail,
            ],
        )
    }

    /// The desk's own chain, over all changes of all stories.
    pub(crate) fn head(self, change: Self) -> Self {
        of("wirecopy 2026 head", &[&self.0, &change.0])
    }

    /// The hash of what a document says.
    pub(crate) fn content(parts: &[&[u8]]) -> Self {
        of("wirecopy 2026 content", parts)
    }
}

fn of(context: &str, parts: &[&[u8]]) -> Hash {
    let mut hasher = blake3::Hasher::new_derive_key(context);
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    Hash(*hasher.finalize().as_bytes())
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&crate::hex::encode(&self.0[..4]))
    }
}

impl ToSql for Hash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Hash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        <[u8; 32]>::column_result(value).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(of("x", &[b"ab", b"c"]), of("x", &[b"a", b"bc"]), "lengths keep the parts apart");
        assert_ne!(of("x", &[b"a"]), of("y", &[b"a"]), "each use has its own hashes");
    }
}
