//! The key of a desk: 32 random bytes in `desk.key`, readable by the user alone, with a spare beside the backups.
//!
//! The file is four lines of text. The first names the format and the second how the key is locked, so that a
//! passphrase can come later without a new place; the last is the key's print, which tells a damaged key file from the
//! key of another desk. A key is only drawn where no desk is.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::chance::draw;
use crate::folder::{Folder, create_private, sync_dir};
use crate::{KeyFault, Result, StoreError, hex};

const FORMAT: u32 = 1;
const TITLE: &str = "wirecopy desk key ";

/// The key. Never shown, not even by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key([u8; 32]);

/// What may be told of a key: enough to tell two apart, nothing that helps to guess one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Print(pub [u8; 8]);

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Key(print {})", self.print())
    }
}

impl std::fmt::Display for Print {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&hex::encode(&self.0))
    }
}

impl Key {
    /// Draws a new key.
    fn draw(folder: &Folder) -> Result<Self> {
        draw(folder.path()).map(Self)
    }

    /// For `PRAGMA key`: the raw key, not a passphrase.
    pub(crate) fn pragma(&self) -> String {
        format!("PRAGMA key = \"x'{}'\";", hex::encode(&self.0))
    }

    pub(crate) fn print(&self) -> Print {
        let hash = blake3::derive_key("wirecopy 2026 key print", &self.0);
        let mut print = [0; 8];
        print.copy_from_slice(&hash[..8]);
        Print(print)
    }

    fn text(&self) -> String {
        let (key, print) = (hex::encode(&self.0), self.print());
        format!("{TITLE}{FORMAT}\nlock: none\nkey: {key}\nprint: {print}\n")
    }

    fn parse(text: &str, folder: &Folder) -> Result<Self> {
        let path = || folder.path().to_owned();
        let unreadable =
            |line, expected| StoreError::Key { path: path(), fault: KeyFault::Unreadable { line, expected } };
        let mut lines = text.lines();
        let format = lines.next().and_then(|line| line.strip_prefix(TITLE)).and_then(|format| format.parse().ok());
        match format.ok_or_else(|| unreadable(1, "`wirecopy desk key 1`"))? {
            FORMAT => {}
            got => return Err(StoreError::Newer { path: path(), known: FORMAT, got }),
        }
        match lines.next().and_then(|line| line.strip_prefix("lock: ")).ok_or_else(|| unreadable(2, "`lock: none`"))? {
            "none" => {}
            lock => return Err(StoreError::Key { path: path(), fault: KeyFault::Locked { lock: lock.to_owned() } }),
        }
        let key = lines.next().and_then(|line| line.strip_prefix("key: ")).and_then(hex::decode);
        let key = Self(key.ok_or_else(|| unreadable(3, "`key: ` and 64 hex digits"))?);
        let print = lines.next().and_then(|line| line.strip_prefix("print: ")).and_then(hex::decode).map(Print);
        if print != Some(key.print()) {
            return Err(unreadable(4, "the print of the key in line 3"));
        }
        Ok(key)
    }
}

/// The key of the desk in `folder`: the one in `desk.key`, or its spare when that is gone or damaged.
///
/// # Errors
/// [`StoreError::Key`] when neither reads, [`StoreError::Newer`] for a newer key file.
pub(crate) fn read(folder: &Folder) -> Result<Key> {
    let first = read_file(&folder.key(), folder);
    match first {
        Err(StoreError::Key { fault: KeyFault::Missing | KeyFault::Unreadable { .. }, .. }) => {
            read_file(&folder.spare_key(), folder).or(first)
        }
        Ok(_) | Err(_) => first,
    }
}

/// Every key that lies by the desk in `folder`, for a rescue: which of them fits is found by trying.
///
/// # Errors
/// As for [`read`], when there is none.
pub(crate) fn all(folder: &Folder) -> Result<Vec<Key>> {
    let first = read(folder)?;
    let spare = read_file(&folder.spare_key(), folder).ok().filter(|spare| *spare != first);
    Ok(std::iter::once(first).chain(spare).collect())
}

/// Draws a key for a new desk and writes it twice. A key that is there already (the program ended between its key and
/// its database) is used.
pub(crate) fn make(folder: &Folder) -> Result<Key> {
    folder.make_backups()?;
    let key = match read(folder) {
        Ok(key) => key,
        Err(StoreError::Key { fault: KeyFault::Missing, .. }) => Key::draw(folder)?,
        Err(error) => return Err(error),
    };
    heal(folder, &key)?;
    Ok(key)
}

/// Writes the file and its spare where they are missing. A file that is there is never written over.
pub(crate) fn heal(folder: &Folder, key: &Key) -> Result<()> {
    folder.make_backups()?;
    for path in [folder.key(), folder.spare_key()] {
        if !path.exists() {
            write(&path, key).map_err(StoreError::io("Writing the key", &path))?;
        }
    }
    Ok(())
}

fn write(path: &Path, key: &Key) -> std::io::Result<()> {
    // Under another name first: a key file that is there is a whole one.
    let making = path.with_extension("key.making");
    let _ = fs::remove_file(&making);
    let mut file = create_private(&making)?;
    file.write_all(key.text().as_bytes())?;
    file.sync_all()?;
    fs::rename(&making, path)?;
    sync_dir(path.parent().unwrap_or(path))
}

fn read_file(path: &Path, folder: &Folder) -> Result<Key> {
    let missing = || StoreError::Key { path: folder.path().to_owned(), fault: KeyFault::Missing };
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => missing(),
        _ => StoreError::io("Reading the key", path)(error),
    })?;
    Key::parse(&String::from_utf8_lossy(&bytes), folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> Folder {
        Folder::new(Path::new("/nowhere"))
    }

    #[test]
    fn a_key_file_reads_back_and_each_line_is_checked() {
        let key = Key([7; 32]);
        let text = key.text();
        assert_eq!(Key::parse(&text, &folder()).ok(), Some(key), "the way back");
        for line in 1..=4 {
            let cut = text.lines().take(line - 1).collect::<Vec<_>>().join("\n");
            let error = Key::parse(&cut, &folder()).expect_err("a line is missing");
            assert_eq!(error.code(), "desk_key", "a cut key file is a key fault");
            assert!(error.to_string().contains(&format!("line {line}")), "{error} names the line {line}");
        }
    }

    #[test]
    fn a_changed_digit_is_seen_by_the_print() {
        let text = Key([7; 32]).text().replacen("07", "17", 1);
        let error = Key::parse(&text, &folder()).expect_err("the print does not fit");
        assert!(error.to_string().contains("line 4"), "{error}");
    }

    #[test]
    fn a_lock_or_format_of_a_newer_program_is_refused_by_name() {
        let text = Key([7; 32]).text();
        let locked = Key::parse(&text.replace("none", "passphrase"), &folder()).expect_err("an unknown lock");
        assert!(locked.to_string().contains("passphrase"), "{locked}");
        let newer = Key::parse(&text.replace("key 1", "key 2"), &folder()).expect_err("an unknown format");
        assert_eq!(newer.code(), "desk_newer", "{newer}");
    }

    #[test]
    fn a_key_is_never_shown() {
        let key = Key([0xab; 32]);
        assert!(!format!("{key:?}").contains("abab"), "Debug shows the print only");
    }
}
