//! A moment in a story's life as people name it: a version, a revision (`r4`), or a point in time.

use std::str::FromStr;

use jiff::Timestamp;
use wirecopy_store::{Life, Version};

use crate::edge;
use crate::face::Failure;

/// A moment in a story's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The version with this number.
    Version(u64),
    /// The revision with this number.
    Revision(u32),
    /// The last version at or before this point in time.
    Time(Timestamp),
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let version = || text.parse().ok().map(Self::Version);
        let revision = || text.strip_prefix('r')?.parse().ok().map(Self::Revision);
        let time = || text.parse().ok().map(Self::Time);
        let wrong =
            || format!("expected a version (412), a revision (r4) or a moment (2026-11-23T09:00:00Z), got {text:?}");
        version().or_else(revision).or_else(time).ok_or_else(wrong)
    }
}

impl Moment {
    /// The version that stood then.
    ///
    /// # Errors
    /// `no_moment`: there is no such version or revision, or the story was not there yet.
    pub(crate) fn version(self, life: &Life) -> Result<Version, Failure> {
        let found = match self {
            Self::Version(version) => Some(Version(version)).filter(|version| knows(life, *version)),
            Self::Revision(number) => {
                life.revisions.iter().find(|revision| revision.number == number).map(|revision| revision.version)
            }
            // The clock may have been put back: the last one counts, not the latest.
            Self::Time(time) => life.versions.iter().rfind(|(_, at)| *at <= time).map(|(version, _)| *version),
        };
        found.ok_or_else(|| edge::failure("no_moment", self.missing(life)))
    }

    fn missing(self, life: &Life) -> String {
        match (self, life.versions.first(), life.versions.last()) {
            (Self::Version(got), Some((first, _)), Some((last, _))) => {
                format!("expected a version of the story from {first} to {last} (see log --all), got {got}")
            }
            (Self::Revision(got), ..) => {
                let newest = life.revisions.iter().map(|revision| revision.number).max().unwrap_or(0);
                format!("expected a revision of the story up to r{newest} (see log), got r{got}")
            }
            (Self::Time(got), Some((_, first)), _) => {
                format!("expected a moment at which the story was there ({first} or later), got {got}")
            }
            (Self::Version(_) | Self::Time(_), ..) => "expected a story with a version".to_owned(),
        }
    }
}

fn knows(life: &Life, version: Version) -> bool {
    life.versions.binary_search_by_key(&version, |(version, _)| *version).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life() -> Life {
        let at = |second| Timestamp::from_second(second).expect("within jiff's range");
        let versions = vec![(Version(3), at(10)), (Version(5), at(20)), (Version(9), at(15)), (Version(11), at(40))];
        Life { versions, revisions: Vec::new(), filed: None }
    }

    #[test]
    fn a_moment_is_read_as_people_write_it() {
        assert_eq!("412".parse(), Ok(Moment::Version(412)), "a version");
        assert_eq!("r4".parse(), Ok(Moment::Revision(4)), "a revision");
        let time = "2026-11-23T09:00:00Z";
        assert_eq!(time.parse(), Ok(Moment::Time(time.parse().expect("RFC 3339"))), "a point in time");
        for wrong in ["", "r", "r-1", "-3", "yesterday", "2026-11-23"] {
            let said = wrong.parse::<Moment>().expect_err("that names nothing");
            assert!(said.contains(&format!("{wrong:?}")), "it says what it got: {said}");
        }
    }

    #[test]
    fn the_last_version_at_or_before_a_time_is_meant() {
        let at = |second| Moment::Time(Timestamp::from_second(second).expect("within jiff's range"));
        let version = |moment: Moment| moment.version(&life()).map(|version| version.0).map_err(|failure| failure.code);
        assert_eq!(version(at(10)), Ok(3), "at the very moment");
        assert_eq!(version(at(39)), Ok(9), "between two, the clock having been put back meanwhile");
        assert_eq!(version(at(1_000)), Ok(11), "after all");
        assert_eq!(version(at(9)), Err("no_moment".to_owned()), "before all");
        assert_eq!(version(Moment::Version(5)), Ok(5), "a version");
        assert_eq!(version(Moment::Version(6)), Err("no_moment".to_owned()), "one of another story");
        assert_eq!(version(Moment::Revision(1)), Err("no_moment".to_owned()), "no revision yet");
    }
}
