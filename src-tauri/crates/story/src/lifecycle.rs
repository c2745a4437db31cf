//! The life of a story on the wire: what kind of release it is and the status that subscribers must give it.

use serde::{Deserialize, Serialize};

/// Why a message goes out. Each but [`ReleaseKind::New`] follows an earlier release of the same guid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ReleaseKind {
    /// First filing.
    #[default]
    New,
    /// Full replacement with news in it.
    Update,
    /// Full replacement that puts something right.
    Correction,
    /// Full replacement with a minor fix.
    Refile,
    /// The same text once more.
    Repeat,
    /// Stop use while we check.
    Hold,
    /// A held story may be used again.
    Release,
    /// Must not be used; final.
    Kill,
}

impl ReleaseKind {
    /// Every kind, in the order of a story's life.
    pub const ALL: [Self; 8] =
        [Self::New, Self::Update, Self::Correction, Self::Refile, Self::Repeat, Self::Hold, Self::Release, Self::Kill];

    /// The status that a release of this kind gives the story.
    pub fn status(self) -> PubStatus {
        match self {
            Self::New | Self::Update | Self::Correction | Self::Refile | Self::Repeat | Self::Release => {
                PubStatus::Usable
            }
            Self::Hold => PubStatus::Withheld,
            Self::Kill => PubStatus::Canceled,
        }
    }

    /// Whether `self` may go out after `last` (`None`: nothing has gone out yet). A kill is final; a hold is lifted
    /// only by a release, a correction, a refile or a kill; a release only lifts a hold.
    pub fn may_follow(self, last: Option<Self>) -> bool {
        match last {
            None => self == Self::New,
            Some(Self::Kill) => false,
            Some(Self::Hold) => matches!(self, Self::Release | Self::Correction | Self::Refile | Self::Kill),
            Some(_) => !matches!(self, Self::New | Self::Release),
        }
    }

    /// The word on the command line and in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Update => "update",
            Self::Correction => "correction",
            Self::Refile => "refile",
            Self::Repeat => "repeat",
            Self::Hold => "hold",
            Self::Release => "release",
            Self::Kill => "kill",
        }
    }
}

/// IPTC publishing status (pubstatusg2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum PubStatus {
    /// May be published.
    #[default]
    Usable,
    /// Must not be published until further notice.
    Withheld,
    /// Must not be published at all. One l, as IPTC spells it.
    Canceled,
}

impl PubStatus {
    /// The IPTC code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Usable => "usable",
            Self::Withheld => "withheld",
            Self::Canceled => "canceled",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_starts_with_new_and_ends_with_kill() {
        for kind in ReleaseKind::ALL {
            assert_eq!(kind.may_follow(None), kind == ReleaseKind::New, "{kind:?} as the first release");
            assert!(!kind.may_follow(Some(ReleaseKind::Kill)), "{kind:?} after a kill");
        }
    }

    #[test]
    fn only_a_hold_is_lifted_by_a_release() {
        for last in ReleaseKind::ALL {
            let lifts = ReleaseKind::Release.may_follow(Some(last));
            assert_eq!(lifts, last == ReleaseKind::Hold, "a release after {last:?}");
        }
    }
}
