//! Golden messages: whole stories in every format, byte for byte, with what was lost beside them. Each file was read
//! as a wire editor reads copy before it was kept.
//!
//! `WIRECOPY_GOLDEN=write cargo test -p wirecopy-wire --test golden` writes them anew; read the difference.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use wirecopy_story::{ReleaseKind, file};
use wirecopy_wire::{Dialect, Encoded, Format, Profile, WireItem, file_name, format, formats};

/// A story, and the profile and kind it goes out with.
struct Case {
    name: &'static str,
    story: &'static str,
    profile: &'static str,
    kind: ReleaseKind,
    note: &'static str,
}

/// Twelve stories in every format.
const CASES: &[Case] = &[
    case("alert", "golden/stories/alert.md", "tass"),
    case("anatomy", "../../../../tests/fixtures/stories/tass-anatomy.md", "tass"),
    case("tables", "golden/stories/tables.md", "generic"),
    case("lists", "golden/stories/lists.md", "generic"),
    case("russian", "../../../../tests/fixtures/stories/russian.md", "russian"),
    case("arabic", "golden/stories/arabic.md", "generic"),
    case("chinese", "golden/stories/chinese.md", "generic"),
    case("long", "golden/stories/long.md", "tass"),
    case("embargo", "golden/stories/embargo.md", "tass"),
    Case {
        kind: ReleaseKind::Correction,
        note: "Corrects the tonnage in paragraph 1 to 41,000 (not 14,000)",
        ..case("correction", "golden/stories/correction.md", "tass")
    },
    Case {
        kind: ReleaseKind::Kill,
        note: "The ministry denies the report; no replacement will follow",
        ..case("kill", "golden/stories/kill.md", "tass")
    },
    case("everything", "../../../../tests/fixtures/stories/everything.md", "generic"),
];

/// What only plain text does with a story.
const TEXT_CASES: &[Case] = &[
    case("everything-tass", "../../../../tests/fixtures/stories/everything.md", "tass"),
    case("characters", "golden/stories/characters.md", "tass"),
    case("characters-russian", "golden/stories/characters.md", "russian"),
];

const fn case(name: &'static str, story: &'static str, profile: &'static str) -> Case {
    Case { name, story, profile, kind: ReleaseKind::New, note: "" }
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn profile(id: &str) -> Profile {
    Profile::find(id).cloned().unwrap_or_else(|| {
        let text = std::fs::read_to_string(here().join(format!("golden/{id}.toml"))).expect("the test's own profile");
        Profile::parse(&text).expect("the test's own profile is good")
    })
}

fn item(case: &Case) -> WireItem {
    let text = std::fs::read_to_string(here().join(case.story)).expect("the story is in the repository");
    let at: Timestamp = "2026-11-23T09:15:00Z".parse().expect("an RFC 3339 time");
    let guid = "urn:newsml:wirecopy.example:20261123:42";
    let mut item = WireItem::first(file::read(&text).expect("a story file"), guid, at);
    if case.kind != ReleaseKind::New {
        (item.version, item.version_created) = (2, "2026-11-23T10:02:00Z".parse().expect("an RFC 3339 time"));
        item.envelope.sent_at = item.version_created;
    }
    (item.kind, item.note) = (case.kind, case.note.to_owned());
    item
}

/// One line a loss: field, line and column, what, what it became.
fn losses(item: &WireItem, encoded: &Encoded) -> String {
    let mut out = String::new();
    for loss in &encoded.losses {
        let spot = loss.place.spot(&item.story);
        let _ = writeln!(out, "{} {}:{} {} -> {:?}", loss.place.field, spot.line, spot.column, loss.what, loss.became);
    }
    out
}

fn compare(path: &Path, bytes: &[u8]) {
    if std::env::var_os("WIRECOPY_GOLDEN").is_some_and(|mode| mode == "write") {
        let folder = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(path, bytes))
            .expect("the golden folder can be written");
    }
    let kept = std::fs::read(path).unwrap_or_default();
    let (kept, got) = (String::from_utf8_lossy(&kept), String::from_utf8_lossy(bytes));
    assert_eq!(got, kept, "{} is what was read and kept", path.display());
}

/// The message and its losses, in the folder of the format.
fn held(case: &Case, format: &dyn Format) {
    let (item, profile) = (item(case), profile(case.profile));
    let encoded = format.encode(&item, &profile, &Dialect::strict()).expect("a whole story");
    let folder = here().join("golden").join(format.id());
    compare(&folder.join(format!("{}.{}", case.name, format.extension())), &encoded.bytes);
    compare(&folder.join(format!("{}.losses", case.name)), losses(&item, &encoded).as_bytes());
    assert_eq!(format.validate(&encoded.bytes, &profile), [], "{} is a valid {}", case.name, format.id());
    assert!(file_name(&item, &profile, format).ends_with(format.extension()), "{}", case.name);
}

#[test]
fn every_message_is_what_an_editor_read_and_kept() {
    for format in formats() {
        for case in CASES {
            held(case, *format);
        }
    }
    let text = format("text").expect("the table has it");
    for case in TEXT_CASES {
        held(case, text);
    }
}

#[test]
fn an_eight_bit_message_reads_back_in_its_own_profile() {
    let case = CASES.iter().find(|case| case.name == "russian").expect("it is in the table");
    let (item, profile) = (item(case), profile(case.profile));
    let format = format("text").expect("the table has it");
    let bytes = format.encode(&item, &profile, &Dialect::strict()).expect("a whole story").bytes;
    assert!(std::str::from_utf8(&bytes).is_err(), "it is windows-1251, not UTF-8");
    let reading = wirecopy_wire::Reading::new(&profile, item.version_created);
    let back = format.decode(&bytes, &reading).expect("text is never refused").item;
    assert_eq!(back.story.headline, item.story.headline);
    assert_eq!(back.story.dateline.date, item.story.dateline.date);
    let (read, typed) = (back.story.parsed(), item.story.parsed());
    assert!(read.same_content(&typed), "wrapped lines are joined again: {}", back.story.body);
    let again = format.encode(&back, &profile, &Dialect::strict()).expect("a whole story").bytes;
    assert_eq!(again, bytes, "and wrap at the same places");
}
