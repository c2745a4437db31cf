//! What a story may leave as now, judged by what left before: which kinds of release, which of them usually, under which
//! number.

use jiff::Timestamp;
use wirecopy_store::{ExportRecord, Version};
use wirecopy_story::ReleaseKind;
use wirecopy_wire::WireItem;

use crate::edge;
use crate::face::{Failure, Release};

/// What left of a story, newest first, and the version that it is now.
pub(crate) struct Trail<'e> {
    exports: &'e [ExportRecord],
    version: Version,
}

/// The kind of a record. A kind that this program does not know is some full text.
fn kind_of(record: &ExportRecord) -> ReleaseKind {
    let known = ReleaseKind::ALL.into_iter().find(|kind| kind.word() == record.kind);
    known.unwrap_or(ReleaseKind::Update)
}

impl<'e> Trail<'e> {
    pub(crate) fn new(exports: &'e [ExportRecord], version: Version) -> Self {
        Self { exports, version }
    }

    fn last(&self) -> Option<ReleaseKind> {
        self.exports.first().map(kind_of)
    }

    /// The text that left last is the text of now.
    fn unchanged(&self) -> bool {
        self.exports.first().is_some_and(|last| last.version == self.version)
    }

    /// Whether it would be the release that left last once more, in another format say. The text of a kill is none.
    fn is_again(&self, kind: ReleaseKind) -> bool {
        self.last() == Some(kind) && (self.unchanged() || kind == ReleaseKind::Kill)
    }

    fn may(&self, kind: ReleaseKind) -> bool {
        // A file is no proof that anybody got it, so a new story may leave anew until it was held or killed.
        let anew = kind == ReleaseKind::New && self.last().is_none_or(|last| last.status() == kind.status());
        let repeats = kind != ReleaseKind::Repeat || self.unchanged();
        self.is_again(kind) || anew || (kind.may_follow(self.last()) && repeats)
    }

    /// What it may leave as, in the order of a story's life.
    pub(crate) fn kinds(&self) -> Vec<ReleaseKind> {
        ReleaseKind::ALL.into_iter().filter(|kind| self.may(*kind)).collect()
    }

    /// What it leaves as where nobody says: the same once more while the text is the same, else what may follow first.
    pub(crate) fn usual(&self) -> ReleaseKind {
        match self.last() {
            None => ReleaseKind::New,
            Some(last) if self.is_again(last) => last,
            Some(ReleaseKind::Hold) => ReleaseKind::Correction,
            Some(_) => ReleaseKind::Update,
        }
    }

    /// The number of the version that goes out: receivers pass over one that is not higher than the one they have, so
    /// each release before this one counts. One release in several formats is one, and so is what is only repeated.
    pub(crate) fn number(&self, kind: ReleaseKind) -> u32 {
        let counts = |kind: &ReleaseKind| *kind != ReleaseKind::Repeat;
        let left = self.exports.iter().map(|record| (record.version, kind_of(record)));
        let now = std::iter::once((self.version, kind));
        let mut releases: Vec<_> = now.chain(left).filter(|(_, kind)| counts(kind)).collect();
        releases.dedup_by(|one, before| one.1 == before.1 && (one.0 == before.0 || one.1 == ReleaseKind::Kill));
        u32::try_from(releases.len()).unwrap_or(u32::MAX).max(1)
    }

    /// Makes `item` the release that is asked for.
    ///
    /// # Errors
    /// `release_kind` when such a release cannot follow what left; `bad_moment` when its time is none.
    pub(crate) fn apply(&self, item: &mut WireItem, release: &Release) -> Result<(), Failure> {
        let kind = release.kind.unwrap_or_else(|| self.usual());
        if !self.may(kind) {
            return Err(self.refused(kind));
        }
        (item.kind, item.version) = (kind, self.number(kind));
        item.note.clone_from(&release.note);
        // Where only the kind is new, its time is when the writer chose it, or when it left so.
        let chosen = match &release.at {
            Some(at) => Some(moment(at)?),
            None if kind != ReleaseKind::New && self.is_again(kind) => self.exports.first().map(|last| last.at),
            None => None,
        };
        item.version_created = chosen.map_or(item.version_created, |at| at.max(item.version_created));
        item.envelope.sent_at = item.version_created;
        Ok(())
    }

    fn refused(&self, kind: ReleaseKind) -> Failure {
        let words: Vec<_> = self.kinds().iter().map(|kind| kind.word()).collect();
        let after = self.exports.first().map_or("before anything has left".to_owned(), |last| {
            let changed = if self.unchanged() { "" } else { " whose text was changed since" };
            format!("after {} {}{changed}", article(&last.kind), last.kind)
        });
        edge::failure("release_kind", format!("expected {} {after}, got {}", words.join(", "), kind.word()))
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

fn moment(text: &str) -> Result<Timestamp, Failure> {
    let wrong = |_| edge::failure("bad_moment", format!("expected an RFC 3339 time of the release, got {text:?}"));
    text.parse().map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ReleaseKind::{Correction, Hold, Kill, New, Refile, Release as Lifted, Repeat, Update};

    fn left(all: &[(u64, ReleaseKind)]) -> Vec<ExportRecord> {
        let record = |(version, kind): &(u64, ReleaseKind)| ExportRecord {
            at: Timestamp::UNIX_EPOCH,
            format: String::new(),
            profile: String::new(),
            kind: kind.word().to_owned(),
            version: Version(*version),
            sha256: String::new(),
            file_name: String::new(),
            bytes: 0,
        };
        all.iter().rev().map(record).collect()
    }

    /// What left, the version of now, the usual kind, every kind.
    type Row<'r> = (&'r [(u64, ReleaseKind)], u64, ReleaseKind, &'r [ReleaseKind]);

    #[test]
    fn what_may_leave_follows_what_left() {
        let rows: [Row<'_>; 6] = [
            (&[], 5, New, &[New]),
            (&[(5, New)], 5, New, &[New, Update, Correction, Refile, Repeat, Hold, Kill]),
            (&[(5, New)], 6, Update, &[New, Update, Correction, Refile, Hold, Kill]),
            (&[(5, New), (5, Hold)], 6, Correction, &[Correction, Refile, Lifted, Kill]),
            (&[(5, New), (5, Hold)], 5, Hold, &[Correction, Refile, Hold, Lifted, Kill]),
            (&[(5, New), (5, Kill)], 9, Kill, &[Kill]),
        ];
        for (exports, version, usual, kinds) in rows {
            let exports = left(exports);
            let trail = Trail::new(&exports, Version(version));
            assert_eq!((trail.usual(), trail.kinds().as_slice()), (usual, kinds), "{exports:?} at {version}");
        }
    }

    #[test]
    fn each_release_has_the_next_number() {
        for (exports, version, kind, number) in [
            (&[][..], 5, New, 1),
            (&[(5, New), (5, New)], 5, New, 1),
            (&[(5, New)], 6, Update, 2),
            (&[(5, New)], 6, New, 2),
            (&[(5, New), (6, Update), (6, Update)], 6, Update, 2),
            (&[(5, New)], 5, Kill, 2),
            (&[(5, New), (5, Kill)], 7, Kill, 2),
            (&[(5, New)], 5, Repeat, 1),
            (&[(5, New), (6, Correction), (6, Repeat)], 6, Hold, 3),
        ] {
            let exports = left(exports);
            assert_eq!(Trail::new(&exports, Version(version)).number(kind), number, "{exports:?} at {version}");
        }
    }

    #[test]
    fn a_kind_that_cannot_follow_is_named_with_those_that_can() {
        let exports = left(&[(5, Update)]);
        let refused = Trail::new(&exports, Version(6)).refused(Lifted).message;
        let expected = "expected new, update, correction, refile, hold, kill after an update whose text was changed \
            since, got release";
        assert_eq!(refused, expected);
    }
}
