//! The desk's own seal: an Ed25519 key (RFC 8032) that it makes for itself, keeps in its encrypted database and signs
//! its bundles with. It says which desk made a bundle, not who sat at it; a print short enough to be read out over the
//! telephone is what people compare.
//!
//! A desk's folder can be copied, and two desks with one peer would give two texts one name. So the seal remembers the
//! file that it lies in; found in another file, desk and copy alike get a new seal and a new peer.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use rusqlite::Connection;

use crate::chance::draw;
use crate::folder::Folder;
use crate::table::{desk, seal};
use crate::{Result, StoreError, hex};

/// The signing key of one desk. Never shown.
#[derive(Clone)]
pub(crate) struct Seal(SigningKey);

/// Which desk: its public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Maker(pub [u8; 32]);

impl Seal {
    pub(crate) fn of(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    pub(crate) fn maker(&self) -> Maker {
        Maker(self.0.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl Maker {
    /// Whether this desk signed `bytes`. Strict: no weak keys, one signature per text.
    pub(crate) fn signed(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        let key = VerifyingKey::from_bytes(&self.0);
        key.is_ok_and(|key| key.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok())
    }

    /// Four groups of four digits, for people: `3f2a 90c1 77de 04b8`.
    pub(crate) fn print(&self) -> String {
        let hash = blake3::derive_key("wirecopy 2026 desk print", &self.0);
        hash[..8].chunks(2).map(hex::encode).collect::<Vec<_>>().join(" ")
    }
}

/// Gives the desk its seal, and a new one and a new peer when it lies in another file than the seal remembers.
///
/// # Errors
/// What drawing and writing may say.
pub(crate) fn settle(connection: &mut Connection, folder: &Folder) -> Result<()> {
    let place = place_of(folder);
    let sql = |error| StoreError::sql("Sealing the desk", folder.path())(error);
    if seal::place(connection).map_err(sql)? == Some(place) {
        return Ok(());
    }
    let (secret, peer) = (draw(folder.path())?, desk::peer_of(draw(folder.path())?));
    let write = |connection: &mut Connection| {
        let transaction = connection.transaction()?;
        seal::put(&transaction, &secret, &place)?;
        desk::set_peer(&transaction, peer)?;
        transaction.commit()
    };
    write(connection).map_err(sql)
}

/// A print of the database's file: another one for every copy, the same for as long as it stays where it is.
fn place_of(folder: &Folder) -> [u8; 32] {
    let path = folder.database();
    let mut hasher = blake3::Hasher::new_derive_key("wirecopy 2026 place");
    let born = std::fs::metadata(&path).and_then(|file| file.created()).ok();
    match born.and_then(|born| born.duration_since(std::time::UNIX_EPOCH).ok()) {
        Some(born) => hasher.update(&born.as_nanos().to_le_bytes()),
        // A file system that does not tell when: at least its name.
        None => hasher.update(path.as_os_str().as_encoded_bytes()),
    };
    #[cfg(unix)]
    if let Ok(file) = std::fs::metadata(&path) {
        hasher.update(&std::os::unix::fs::MetadataExt::ino(&file).to_le_bytes());
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_text_and_its_desk_only() {
        let (seal, other) = (Seal::of(&[7; 32]), Seal::of(&[8; 32]));
        let signature = seal.sign(b"copy");
        assert!(seal.maker().signed(b"copy", &signature), "its own");
        assert!(!seal.maker().signed(b"Copy", &signature), "another text");
        assert!(!other.maker().signed(b"copy", &signature), "another desk");
        assert!(!Maker([0; 32]).signed(b"copy", &signature), "no key at all");
        assert_eq!(seal.maker().print().len(), 19, "short enough to read out");
        assert_ne!(seal.maker().print(), other.maker().print(), "each its own");
    }
}
