//! The backups of a desk: what they are called, which there are, and which are kept.
//!
//! `desk-20261220T061500Z-12-s48.sqlite`: when, how many stories, and the commit it was made at, so that a list needs
//! no key. Kept are the last 4, the newest of each of the last 24 hours that have one, and of the last 14 days.

use std::collections::HashSet;
use std::path::Path;

use jiff::Timestamp;

use crate::folder::Folder;
use crate::table::forgotten::Forgotten;
use crate::{BackupRow, Result, StoreError};

const LATEST: usize = 4;
const HOURS: usize = 24;
const DAYS: usize = 14;
const WRITTEN: &str = "%Y%m%dT%H%M%SZ";

/// A backup by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub at: Timestamp,
    pub stories: u32,
    pub tick: u64,
}

impl Named {
    pub(crate) fn file_name(&self) -> String {
        format!("desk-{}-{}-s{}.sqlite", self.at.strftime(WRITTEN), self.stories, self.tick)
    }

    fn parse(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix("desk-")?.strip_suffix(".sqlite")?.split('-');
        let at = jiff::civil::DateTime::strptime(WRITTEN, parts.next()?).ok()?;
        let at = jiff::tz::TimeZone::UTC.to_timestamp(at).ok()?;
        let stories = parts.next()?.parse().ok()?;
        let tick = parts.next()?.strip_prefix('s')?.parse().ok()?;
        let named = Self { at, stories, tick };
        // One spelling only: what is listed can be found again under its name.
        (parts.next().is_none() && named.file_name() == name).then_some(named)
    }
}

/// The backups of the desk in `folder`, newest first. Needs neither key nor lock.
///
/// # Errors
/// What reading the folder may say.
pub fn backups(folder: &Path) -> Result<Vec<BackupRow>> {
    let path = Folder::new(folder).backups();
    let fault = |error| StoreError::io("Listing the backups", &path)(error);
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fault(error)),
    };
    let mut rows = Vec::new();
    for entry in entries {
        let entry = entry.map_err(fault)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if let (Some(named), Ok(file)) = (Named::parse(&name), entry.metadata()) {
            rows.push((named.tick, BackupRow { name, at: named.at, bytes: file.len(), stories: named.stories }));
        }
    }
    rows.sort_by(|(tick, row), (other_tick, other)| (other.at, other_tick).cmp(&(row.at, tick)));
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// The commit at which the newest backup was made.
pub(crate) fn newest_tick(folder: &Folder) -> Option<u64> {
    let rows = backups(folder.path()).ok()?;
    Named::parse(&rows.first()?.name).map(|named| named.tick)
}

/// The names that need not be kept, of `rows` sorted newest first.
pub(crate) fn surplus(rows: &[BackupRow]) -> Vec<String> {
    let mut kept: HashSet<&str> = rows.iter().take(LATEST).map(|row| row.name.as_str()).collect();
    for (span, most) in [(3_600, HOURS), (86_400, DAYS)] {
        let mut spans = HashSet::new();
        for row in rows {
            if spans.len() < most && spans.insert(row.at.as_second().div_euclid(span)) {
                kept.insert(&row.name);
            }
        }
    }
    rows.iter().filter(|row| !kept.contains(row.name.as_str())).map(|row| row.name.clone()).collect()
}

/// The names of backups that still hold what was forgotten: made before it, by the desk's count or by the clock (a desk
/// that was put back counts some numbers twice).
pub(crate) fn holding(rows: &[BackupRow], forgotten: &Forgotten) -> Vec<String> {
    let holds = |row: &&BackupRow| {
        let earlier = row.at.as_second() < forgotten.at.0.as_second();
        earlier || Named::parse(&row.name).is_none_or(|named| named.tick < forgotten.tick)
    };
    rows.iter().filter(holds).map(|row| row.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(minutes: i64) -> BackupRow {
        let at = Timestamp::from_second(1_800_000_000 - minutes * 60).expect("in range");
        BackupRow { name: Named { at, stories: 3, tick: 7 }.file_name(), at, bytes: 1, stories: 3 }
    }

    #[test]
    fn a_name_says_when_and_how_much_and_nothing_else_is_a_backup() {
        let named = Named { at: Timestamp::from_second(1_800_000_000).expect("in range"), stories: 12, tick: 48 };
        assert_eq!(named.file_name(), "desk-20270115T080000Z-12-s48.sqlite", "readable, sortable");
        assert_eq!(Named::parse(&named.file_name()), Some(named), "the way back");
        for name in
            ["desk.key", "desk-1-2-s3.sqlite", "desk-20270115T080000Z-012-s48.sqlite", "../desk.sqlite", ".making-a"]
        {
            assert_eq!(Named::parse(name), None, "{name}");
        }
    }

    #[test]
    fn the_last_the_hourly_and_the_daily_are_kept() {
        let rows: Vec<_> = (0..96 * 30).map(|quarter| row(quarter * 15)).collect();
        let gone: HashSet<_> = surplus(&rows).into_iter().collect();
        let kept: Vec<_> = rows.iter().filter(|row| !gone.contains(&row.name)).collect();
        assert!(kept.len() <= LATEST + HOURS + DAYS, "{} are kept", kept.len());
        assert!(rows[..LATEST].iter().all(|row| !gone.contains(&row.name)), "the last four");
        let oldest = kept.last().expect("some are kept");
        let days = (rows[0].at.as_second() - oldest.at.as_second()) / 86_400;
        assert!((12..=14).contains(&days), "the oldest is {days} days old");
        assert!(surplus(&rows[..4]).is_empty(), "four backups are never too many");
    }
}
