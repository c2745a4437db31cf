//! The package (ECMA-376 part 2): a zip file of parts. Written in one order with one time, so that the same story makes
//! the same bytes; read within limits, in memory only, so that no name inside can lead anywhere.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::json::shortened;
use crate::{DecodeError, EncodeError};

/// The most parts of a package.
const MAX_PARTS: usize = 2_000;
/// The most that all parts of a package may unpack to, bytes.
const MAX_UNPACKED: u64 = 32 * 1024 * 1024;
/// A part that unpacks to more than this many times its size is made to fill the memory.
const MAX_RATIO: u64 = 500;
/// Parts smaller than this may be packed as tightly as they like, bytes.
const SMALL: u64 = 1024 * 1024;

/// Packs `parts`: names and texts, in the order they stand.
pub(super) fn write(parts: &[(&'static str, Vec<u8>)]) -> Result<Vec<u8>, EncodeError> {
    let unwritable = |error: &dyn std::fmt::Display| EncodeError::Unwritable { got: error.to_string() };
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .system(zip::System::Dos);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, options).map_err(|error| unwritable(&error))?;
        writer.write_all(bytes).map_err(|error| unwritable(&error))?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|error| unwritable(&error))
}

/// A package that was opened.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// What may still be unpacked, bytes.
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens a package.
    ///
    /// # Errors
    /// [`DecodeError::NotThis`] when it is no zip file or has too many parts.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, DecodeError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal("package", "a zip file", &error))?;
        if archive.len() > MAX_PARTS {
            return Err(refusal("package", &format!("at most {MAX_PARTS} parts"), &archive.len()));
        }
        Ok(Self { archive, left: MAX_UNPACKED })
    }

    /// The names of all parts, as they stand.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.archive.file_names().flatten().map(String::from).collect();
        names.sort();
        names
    }

    /// The bytes of a part; `None` when there is none of this name.
    ///
    /// # Errors
    /// [`DecodeError::NotThis`] when it cannot be unpacked, or unpacks to more than any document has.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, DecodeError> {
        let Some(at) = self.archive.index_for_name(name) else { return Ok(None) };
        let file = self.archive.by_index(at).map_err(|error| refusal(name, "a part that can be unpacked", &error))?;
        let packed = file.compressed_size();
        let mut bytes = Vec::new();
        let most = self.left.min(packed.saturating_mul(MAX_RATIO).max(SMALL));
        let read = file.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| refusal(name, "a part that can be unpacked", &error))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > most {
            let expected = format!("a package of at most {MAX_UNPACKED} bytes, no part packed {MAX_RATIO} times");
            return Err(refusal(name, &expected, &"more"));
        }
        self.left -= size;
        Ok(Some(bytes))
    }
}

pub(super) fn refusal(place: &str, expected: &str, got: &dyn std::fmt::Display) -> DecodeError {
    DecodeError::NotThis { place: shortened(place), expected: expected.to_owned(), got: got.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_make_the_same_bytes_and_come_back() {
        let parts = [("a.xml", b"<a/>".to_vec()), ("b/c.xml", vec![b'x'; 5000])];
        let bytes = write(&parts).expect("they can be packed");
        assert_eq!(write(&parts).as_ref(), Ok(&bytes), "no clock is in it");
        let mut package = Package::open(&bytes).expect("our own package");
        assert_eq!(package.names(), ["a.xml", "b/c.xml"]);
        assert_eq!(package.part("b/c.xml"), Ok(Some(vec![b'x'; 5000])));
        assert_eq!(package.part("d.xml"), Ok(None));
    }

    #[test]
    fn a_part_made_to_fill_the_memory_is_refused() {
        for size in [16, 40] {
            let bytes = write(&[("a.xml", vec![0; size * 1024 * 1024])]).expect("it can be packed");
            let told = Package::open(&bytes).expect("a zip file").part("a.xml").expect_err("too much").to_string();
            assert!(told.contains("a.xml: expected a package of at most"), "{told}");
        }
        assert!(Package::open(b"PK\x03\x04").is_err(), "a stump is no package");
    }
}
