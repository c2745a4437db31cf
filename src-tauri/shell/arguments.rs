//! What can be said when the desk is started.

use std::path::PathBuf;

use clap::Parser;
use wirecopy_desk::face::Failure;

/// Wirecopy: an offline workstation for wire journalists.
#[derive(Debug, Parser)]
#[command(name = "wirecopy-desktop", version)]
pub(crate) struct Arguments {
    /// Folder of the desk; the platform's folder for your data when not given
    #[arg(long, value_name = "PATH")]
    desk: Option<PathBuf>,
}

impl Arguments {
    /// The desk's folder, absolute.
    pub(crate) fn folder(&self) -> Result<PathBuf, Failure> {
        let folder = match &self.desk {
            Some(path) => path.clone(),
            None => wirecopy_desk::folder::default()?,
        };
        std::path::absolute(&folder).map_err(|error| Failure {
            code: "io".to_owned(),
            message: format!("{} is no place for a desk: {error}", folder.display()),
            place: None,
        })
    }
}
