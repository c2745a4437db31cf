//! A folder: the bytes go to a temporary file beside the target, are synced, and get their name by one rename.
//!
//! A crash leaves either no file or the whole file under the final name; on Unix the folder is synced too, so the
//! name survives a power cut. A file that is there is replaced only when the caller says so.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::DeliveryError;

/// What to do with a file that has the name already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Leave it and refuse.
    Refuse,
    /// Put the new one in its place.
    Replace,
}

/// Proof that the bytes are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Writes `bytes` as the file `path`, whole or not at all.
///
/// # Errors
/// [`DeliveryError`] says why not; then nothing new stands under `path`.
pub fn put(path: &Path, bytes: &[u8], existing: Existing) -> Result<Receipt, DeliveryError> {
    let failed = |source| DeliveryError::of(path, source);
    if path.file_name().is_none() || path.is_dir() {
        return Err(DeliveryError::NoFolder { path: path.to_owned() });
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = unnamed(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    let named = match existing {
        Existing::Refuse => file.persist_noclobber(path),
        Existing::Replace => file.persist(path),
    };
    named.map_err(|refused| failed(refused.error))?;
    sync_folder(folder).map_err(failed)?;
    Ok(Receipt { path: path.to_owned(), bytes: bytes.len() as u64 })
}

/// The temporary file; its mode is what the user's umask makes of a new file, not the private one of a secret.
fn unnamed(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".wirecopy-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_file_has_the_bytes_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("TESTLAND-GRAIN-1.txt");
        let receipt = put(&path, b"copy\r\n", Existing::Refuse).expect("a new name in a good folder");
        assert_eq!(receipt.bytes, 6, "the receipt gives the size");
        assert_eq!(fs::read(&path).expect("the file is there"), b"copy\r\n", "byte for byte");
        assert_eq!(names(folder.path()), ["TESTLAND-GRAIN-1.txt"], "no temporary file stays");
    }

    #[test]
    fn a_file_that_is_there_stays_unless_it_may_be_replaced() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.txt");
        put(&path, b"old", Existing::Refuse).expect("a new name");
        let refused = put(&path, b"new", Existing::Refuse).expect_err("the name is taken");
        assert_eq!(refused.code(), "file_exists", "{refused}");
        assert_eq!(fs::read(&path).expect("the file is there"), b"old", "a refusal changes nothing");
        assert_eq!(names(folder.path()), ["a.txt"], "a refusal leaves nothing behind");
        put(&path, b"new", Existing::Replace).expect("it may be replaced");
        assert_eq!(fs::read(&path).expect("the file is there"), b"new", "the new bytes stand");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for path in [folder.path().join("none/a.txt"), folder.path().to_owned()] {
            let refused = put(&path, b"x", Existing::Replace).expect_err("there is no place for it");
            assert_eq!(refused.code(), "no_folder", "{refused}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_what_the_umask_lets_them_read() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (ours, plain) = (folder.path().join("a"), folder.path().join("b"));
        put(&ours, b"x", Existing::Refuse).expect("a new name");
        fs::write(&plain, b"x").expect("a new file");
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode();
        assert_eq!(mode(&ours), mode(&plain), "an export is no private temporary file");
    }
}
