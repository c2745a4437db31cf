//! What a soak consists of: for each part the tests that do it, and how long it takes at full size on a machine with
//! two cores, for sharing out minutes.

use clap::ValueEnum;

/// Packages and features of the tests that open a window.
pub const WITH_WINDOW: [&str; 3] = ["--workspace", "--features", "wirecopy-desktop/embedded"];

/// One part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The store's program killed while it types, makes a desk, brings one up
    Kill,
    /// Power cut, on a disk in a file
    Power,
    /// Crash states: writes that never came, came torn or in another order
    States,
    /// Each call to the disk failing in turn
    Failing,
    /// Disk full, read-only, locked, moved, replaced
    Disk,
    /// Flipped bits, zeroed pages, cut files
    Corruption,
    /// Many programs on one desk
    Starts,
    /// Clock put back and forward
    Clock,
    /// Every older desk brought up, with kills in between
    Migrations,
    /// Ten thousand stories backed up, lost and restored
    Drill,
    /// Random edits against a plain story
    Property,
    /// Texts that go in and come out
    Roundtrip,
    /// Eight hours of a desk
    Shift,
    /// The window's program and its page killed
    Window,
}

impl Part {
    /// Every part, the quick ones first.
    pub fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// As the command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::Power => "power",
            Self::States => "states",
            Self::Failing => "failing",
            Self::Disk => "disk",
            Self::Corruption => "corruption",
            Self::Starts => "starts",
            Self::Clock => "clock",
            Self::Migrations => "migrations",
            Self::Drill => "drill",
            Self::Property => "property",
            Self::Roundtrip => "roundtrip",
            Self::Shift => "shift",
            Self::Window => "window",
        }
    }

    /// Seconds at full size.
    pub fn seconds(self) -> f64 {
        match self {
            Self::Kill => 800.0,
            Self::Power => 220.0,
            Self::States => 1_800.0,
            Self::Failing => 1_200.0,
            Self::Disk | Self::Corruption | Self::Migrations => 150.0,
            Self::Starts => 20.0,
            Self::Clock => 90.0,
            Self::Drill => 250.0,
            Self::Property => 900.0,
            Self::Roundtrip => 120.0,
            Self::Shift => 1_300.0,
            Self::Window => 3_000.0,
        }
    }

    /// Arguments of `cargo test`, one list for each time that it runs.
    pub fn runs(self) -> Vec<Vec<&'static str>> {
        const STORE: [&str; 3] = ["-p", "wirecopy-store", "--test"];
        let store = |tests: &[&'static str]| [&STORE[..], tests].concat();
        match self {
            Self::Kill => vec![store(&["kill"])],
            Self::Power => vec![store(&["faults", "power::"])],
            Self::States => vec![store(&["faults", "states::"])],
            Self::Failing => vec![store(&["faults", "failing::"])],
            Self::Disk => vec![store(&["faults", "disk::"]), store(&["faults", "standing::"])],
            Self::Corruption => vec![store(&["faults", "corruption::"])],
            Self::Starts => vec![store(&["faults", "starts::"])],
            Self::Clock => vec![store(&["faults", "clock::"])],
            Self::Migrations => vec![store(&["faults", "older::"])],
            Self::Drill => vec![store(&["faults", "drill::"])],
            Self::Property => vec![store(&["store", "property::"])],
            Self::Roundtrip => vec![vec!["-p", "wirecopy-desk", "--test", "roundtrip"]],
            Self::Shift => vec![store(&["faults", "shift::"])],
            Self::Window => {
                vec![[&WITH_WINDOW[..], &["--test", "window", "soak", "--", "--test-threads=1"]].concat()]
            }
        }
    }
}
