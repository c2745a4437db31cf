//! Random bytes from the system: keys, the desk's identity, its writer's peer.

use std::path::Path;

use crate::{Result, StoreError};

/// `N` random bytes. `path` is named when the system has none to give.
pub(crate) fn draw<const N: usize>(path: &Path) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    let drawn = getrandom::fill(&mut bytes);
    drawn.map_err(|error| StoreError::Io {
        doing: "Drawing a random number",
        path: path.to_owned(),
        message: error.to_string(),
    })?;
    Ok(bytes)
}
