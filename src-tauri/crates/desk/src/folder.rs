//! Where a desk lives when nobody says otherwise: the platform's folder for a program's own data.

use std::path::PathBuf;

use crate::face::Failure;

/// The desk's folder: `~/.local/share/wirecopy` on Linux, and what takes its place elsewhere.
///
/// # Errors
/// Code `no_home` when the system names no home folder for the user.
pub fn default() -> Result<PathBuf, Failure> {
    let dirs = directories::ProjectDirs::from("press", "Wirecopy", "wirecopy").ok_or_else(|| Failure {
        code: "no_home".to_owned(),
        message: "The system names no home folder for you; say where the desk is with --desk PATH.".to_owned(),
        place: None,
    })?;
    Ok(dirs.data_dir().to_owned())
}
