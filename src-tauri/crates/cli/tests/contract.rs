//! The contract of the command line: words, exit codes, what goes to which stream.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const STORY: &str = "---
slug: TESTLAND-GRAIN
headline: \"Ministry spokesman: Harbour reopened to grain ships\"
summary: The first convoy left at dawn, the spokesman said
section: World
dateline: {place: Port Testland, country: TL, date: 2026-11-23}
language: en
---
The harbour of Port Testland has reopened, he said.

\u{201c}The president [of Testland] has asked,\u{201d} he said.
";

fn wirecopy(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wirecopy"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its arguments never reads: a closed pipe is its right.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("the program ends")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("the folder can be written");
    path
}

#[test]
fn the_same_story_and_moment_are_the_same_bytes() {
    for format in ["text", "ninjs-3"] {
        let arguments = ["export", "-", "--format", format, "--at", "2026-11-23T09:00:00Z"];
        let (first, second) = (wirecopy(&arguments, STORY.as_bytes()), wirecopy(&arguments, STORY.as_bytes()));
        assert_eq!(code(&first), 0, "{format}: {}", err(&first));
        assert!(!first.stdout.is_empty(), "{format} has bytes");
        assert_eq!(first.stdout, second.stdout, "{format}: same input, same bytes");
    }
}

#[test]
fn the_dateline_opens_the_first_paragraph_and_losses_go_to_standard_error() {
    let exported = wirecopy(&["export", "-", "--format", "text"], STORY.as_bytes());
    assert!(out(&exported).contains("PORT TESTLAND, November 23. /TASS/. The harbour"), "{}", out(&exported));
    assert!(out(&exported).contains("[of Testland]"), "the insertion keeps its brackets");
    let losses = err(&exported);
    let loss = losses.lines().find(|line| line.starts_with("loss: body 3:1 ")).expect("curly quotes are a loss");
    assert!(loss.contains(" -> "), "it says what they became: {loss}");
}

#[test]
fn every_kind_goes_out_and_a_kill_has_no_body() {
    for kind in ["new", "update", "correction", "refile", "repeat", "hold", "release", "kill"] {
        let arguments =
            ["export", "-", "--format", "ninjs-3", "--kind", kind, "--version", "2", "--note", "Wrong name."];
        let exported = wirecopy(&arguments, STORY.as_bytes());
        assert_eq!(code(&exported), 0, "{kind}: {}", err(&exported));
        let message: serde_json::Value = serde_json::from_slice(&exported.stdout).expect("ninjs is JSON");
        let status = match kind {
            "kill" => "canceled",
            "hold" => "withheld",
            _ => "usable",
        };
        assert_eq!(message["pubStatus"], status, "{kind}");
        assert_eq!(message["version"], "2", "{kind}");
        assert_eq!(message.get("bodies").is_none(), kind == "kill", "only a kill drops its content: {kind}");
    }
}

#[test]
fn what_leaves_comes_back_by_import() {
    let exported = wirecopy(&["export", "-", "--format", "ninjs-3"], STORY.as_bytes());
    let imported = wirecopy(&["import", "-"], &exported.stdout);
    assert_eq!(code(&imported), 0, "{}", err(&imported));
    let text = out(&imported);
    for kept in ["TESTLAND-GRAIN", "Harbour reopened", "[of Testland]", "place: Port Testland"] {
        assert!(text.contains(kept), "{kept:?} came back: {text}");
    }
}

#[test]
fn what_a_message_says_of_its_release_goes_with_the_story_file() {
    let at = ["--at", "2026-11-23T09:15:00Z"];
    let options = ["--guid", "urn:x:1", "--version", "3", "--kind", "hold", "--note", "Wrong name."];
    for format in ["newsml-g2", "nitf", "ninjs-3", "newsml-1", "markdown"] {
        let held = wirecopy(&[&["export", "-", "--format", format], &options[..], &at].concat(), STORY.as_bytes());
        let imported = wirecopy(&["import", "-"], &held.stdout);
        assert!(out(&imported).contains("\nrelease: {guid: "), "{format}: {}", out(&imported));
        let again = wirecopy(&[&["export", "-", "--format", format], &at[..]].concat(), &imported.stdout);
        assert_eq!(out(&again), out(&held), "{format}: the same release again: {}", err(&again));
    }
    let held = wirecopy(&[&["export", "-", "--format", "ninjs-3"], &options[..], &at].concat(), STORY.as_bytes());
    let story = wirecopy(&["import", "-"], &held.stdout).stdout;
    let killed = wirecopy(&["export", "-", "--format", "ninjs-3", "--kind", "kill"], &story);
    let message: serde_json::Value = serde_json::from_slice(&killed.stdout).expect("ninjs is JSON");
    assert_eq!(
        (&message["uri"], &message["version"]),
        (&"urn:x:1".into(), &"4".into()),
        "one more version of the same"
    );
    assert_eq!(message["firstCreated"], "2026-11-23T09:15:00Z", "the first version stays where it was");
}

#[test]
fn stories_of_one_event_are_not_one_story() {
    let export = |story: &str, more: &[&str]| {
        let at = ["export", "-", "--format", "ninjs-3", "--at", "2026-11-23T09:15:00Z"];
        let written = wirecopy(&[&at[..], more].concat(), story.as_bytes());
        let message: serde_json::Value = serde_json::from_slice(&written.stdout).expect("ninjs is JSON");
        (message["uri"].to_string(), err(&written))
    };
    let other = STORY.replace("Harbour reopened", "Wheat prices fall");
    let ((one, told), (two, _)) = (export(STORY, &[]), export(&other, &[]));
    assert_ne!(one, two, "one slug, two stories");
    assert!(!told.contains("guid"), "nothing is doubtful in a first version: {told}");
    let (_, told) = export(STORY, &["--kind", "correction"]);
    assert!(told.contains("note: guid: made of slug"), "a correction without the guid of what it corrects: {told}");
    let killed = STORY.replace("---\nslug", "---\nrelease: {guid: \"\", version: 2, kind: kill}\nslug");
    assert!(export(&killed, &[]).1.contains("note: guid: made of slug"), "nor a kill that came in without one");
}

#[test]
fn a_loss_is_one_line() {
    let story = STORY.replace("---\nslug", "---\ned_note: |\n  One line.\n  Another.\nslug");
    let exported = wirecopy(&["export", "-", "--format", "iptc7901"], story.as_bytes());
    assert!(err(&exported).contains("ed_note"), "the note is told: {}", err(&exported));
    let stray = err(&exported).lines().find(|line| !line.starts_with("loss: ")).map(ToOwned::to_owned);
    assert_eq!(stray, None, "every line is a loss");
}

#[test]
fn a_story_that_lacks_what_every_wire_needs_is_refused() {
    let exported = wirecopy(&["export", "-", "--format", "text"], b"---\nslug: A\n---\nOnly a body.\n");
    assert_eq!(code(&exported), 1, "refused by content");
    assert!(exported.stdout.is_empty(), "nothing leaves");
    assert!(err(&exported).contains("headline"), "it says what is missing: {}", err(&exported));
}

#[test]
fn bad_input_and_usage_end_with_two_and_a_sentence() {
    let bad: [(&[&str], &[u8], &str); 8] = [
        (&["validate", "-"], b"<?xml version=\"1.0\"?><rss/>", "NewsML-G2"),
        (&["export", "-", "--format", "ninjs-3", "--guid", ""], STORY.as_bytes(), "--guid"),
        (&["export", "-", "--format", "telex"], STORY.as_bytes(), "ninjs-3"),
        (&["export", "-", "--format", "text", "--profile", "none"], STORY.as_bytes(), "tass"),
        (&["export", "-", "--format", "text", "--dialect", "none"], STORY.as_bytes(), "strict"),
        (&["export", "-", "--format", "text"], b"---\nurgency: 12\n---\n", "urgency"),
        (&["export", "-", "--format", "text"], b"---\nslug: \xff\n---\n", "UTF-8"),
        (&["export", "/no/such/story.md", "--format", "text"], b"", "/no/such/story.md"),
    ];
    for (arguments, input, word) in bad {
        let refused = wirecopy(arguments, input);
        assert_eq!(code(&refused), 2, "{arguments:?}");
        assert!(err(&refused).contains(word), "{arguments:?} says {word:?}: {}", err(&refused));
        assert!(!err(&refused).contains("panicked"), "{arguments:?} is no panic");
    }
    assert_eq!(code(&wirecopy(&["export"], b"")), 2, "usage");
}

#[test]
fn validate_tells_valid_from_faulty_from_unreadable() {
    let exported = wirecopy(&["export", "-", "--format", "ninjs-3"], STORY.as_bytes());
    assert_eq!(code(&wirecopy(&["validate", "-"], &exported.stdout)), 0, "our own message is valid");
    let faulty = wirecopy(&["validate", "-", "--format", "ninjs-3"], b"{\"uri\": \"urn:x:1\", \"urgency\": 12}");
    assert_eq!(code(&faulty), 1, "faults");
    assert!(out(&faulty).contains("/urgency") && out(&faulty).contains("expected"), "{}", out(&faulty));
    let later = b"{\"uri\": \"urn:x:1\", \"headline\": \"A\", \"expires\": \"2026-12-22T00:00:00Z\"}";
    assert_eq!(code(&wirecopy(&["validate", "-"], later)), 0, "the newest version takes it");
    let older = wirecopy(&["validate", "-", "--dialect", "1.3"], later);
    assert_eq!(code(&older), 1, "a receiver of an older one does not");
    assert!(out(&older).contains("came with ninjs 1.4"), "{}", out(&older));
    assert_eq!(code(&wirecopy(&["validate", "-", "--dialect", "klingon"], later)), 2, "no dialect");
    assert_eq!(code(&wirecopy(&["validate", "/no/such/file"], b"")), 2, "not readable");
}

#[test]
fn check_ends_with_one_only_when_a_finding_blocks() {
    assert_eq!(code(&wirecopy(&["check", "-"], STORY.as_bytes())), 0, "nothing blocks");
    let blocked = wirecopy(&["check", "-", "--json"], b"---\nslug: A\n---\nBody.\n");
    assert_eq!(code(&blocked), 1, "a story without a headline");
    let findings: serde_json::Value = serde_json::from_slice(&blocked.stdout).expect("JSON");
    assert_eq!(findings[0]["severity"], "block", "the heaviest first: {findings}");
}

#[test]
fn formats_and_profiles_are_listed() {
    assert!(out(&wirecopy(&["formats"], b"")).lines().any(|line| line.starts_with("ninjs-3\t")));
    let rows: serde_json::Value = serde_json::from_slice(&wirecopy(&["profiles", "--json"], b"").stdout).expect("JSON");
    let ids: Vec<_> = rows.as_array().expect("a list").iter().map(|row| row["id"].clone()).collect();
    assert!(ids.contains(&"tass".into()) && ids.contains(&"generic".into()), "{ids:?}");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let long = STORY.to_owned() + &"\nA paragraph of the story.\n".repeat(20_000);
    let path = written(folder.path(), "long.md", &long);
    let mut child = Command::new(env!("CARGO_BIN_EXE_wirecopy"))
        .args(["export", "--format", "text"])
        .arg(path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert!(!err(&ended).contains("panicked"), "{}", err(&ended));
    assert_eq!(code(&ended), 0, "the reader had enough");
}

#[test]
fn a_story_lives_on_a_desk_without_a_window() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = folder.path().join("desk");
    let desk = desk.to_str().expect("a plain path");
    let added = wirecopy(&["desk", "--desk", desk, "new", "-"], STORY.as_bytes());
    assert_eq!(code(&added), 0, "{}", err(&added));
    let id = out(&added).trim().to_owned();

    let listed = out(&wirecopy(&["desk", "--desk", desk, "ls"], b""));
    assert!(listed.contains(&id) && listed.contains("TESTLAND-GRAIN"), "it is listed: {listed}");
    let shown = wirecopy(&["desk", "--desk", desk, "show", &id], b"");
    assert!(out(&shown).contains("has reopened, he said."), "it is shown: {}", out(&shown));
    let arguments = ["desk", "--desk", desk, "export", &id, "--format", "ninjs-3"];
    let (first, second) = (wirecopy(&arguments, b""), wirecopy(&arguments, b""));
    assert_eq!(code(&first), 0, "{}", err(&first));
    assert_eq!(first.stdout, second.stdout, "the desk's own clock of a message stands still");

    let verified = wirecopy(&["desk", "--desk", desk, "verify"], b"");
    assert_eq!(code(&verified), 0, "{}{}", out(&verified), err(&verified));
    let backup = wirecopy(&["desk", "--desk", desk, "backup"], b"");
    assert_eq!(code(&backup), 0, "{}", err(&backup));
    let name = out(&backup).split('\t').next().expect("a name").to_owned();
    let restored = wirecopy(&["desk", "--desk", desk, "restore", &name], b"");
    assert_eq!(code(&restored), 0, "{}", err(&restored));
    let listed = out(&wirecopy(&["desk", "--desk", desk, "ls"], b""));
    assert!(listed.contains(&id), "the story came back with the backup: {listed}");
}

#[test]
fn a_desk_that_is_not_there_is_not_made_by_looking() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = folder.path().join("none");
    let listed = wirecopy(&["desk", "--desk", desk.to_str().expect("a plain path"), "ls"], b"");
    assert_eq!(code(&listed), 2, "there is none");
    assert!(!desk.exists(), "looking makes nothing");
}

/// A command of the desk in `folder`.
fn on(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let desk = folder.to_str().expect("a plain path");
    wirecopy(&[["desk", "--desk", desk].as_slice(), arguments].concat(), input)
}

#[test]
fn a_story_goes_to_another_desk_and_comes_back_merged() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let (ours, theirs) = (home.path().join("ours"), home.path().join("theirs"));
    let id = out(&on(&ours, &["new", "-"], STORY.as_bytes())).trim().to_owned();
    let file = home.path().join("grain.wirecopy");
    let file = file.to_str().expect("a plain path");
    let made = on(&ours, &["bundle", &id[..20], "--out", file], b"");
    assert_eq!(code(&made), 0, "{}", err(&made));
    let piped = on(&ours, &["bundle", &id, "--history", "--out", "-"], b"");
    assert!(piped.stdout.starts_with(b"\x8fWCPY"), "a bundle to standard output");

    let merged = on(&theirs, &["merge", file], b"");
    assert_eq!(code(&merged), 0, "{}", err(&merged));
    let said = out(&merged);
    assert!(said.starts_with(&format!("{id}\nadded; signed by the desk ")), "its id, and that it is new: {said}");
    let again = out(&on(&theirs, &["merge", file], b""));
    assert!(again.contains("merged: 0 words came, 0 went, 0 open clashes"), "a second time brings nothing: {again}");
    let imported = on(&ours, &["import", file], b"");
    assert_eq!((code(&imported), out(&imported).trim()), (0, id.as_str()), "import takes it as well");
    assert!(err(&imported).contains("note: merged"), "and says what came: {}", err(&imported));

    let broken = written(home.path(), "broken.wirecopy", "no bundle");
    let refused = on(&theirs, &["merge", broken.to_str().expect("a plain path")], b"");
    assert_eq!(code(&refused), 2, "{}", err(&refused));
    assert!(err(&refused).contains("expected the first bytes of a bundle"), "it says why: {}", err(&refused));
}

#[test]
fn history_is_forgotten_and_what_cannot_be_promised_is_said() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let desk = home.path().join("desk");
    let id = out(&on(&desk, &["new", "-"], STORY.as_bytes())).trim().to_owned();
    let none = on(&desk, &["forget", &id, "--before", "9999"], b"");
    assert_eq!(code(&none), 2, "there is no such version: {}", err(&none));
    let done = on(&desk, &["forget", &id[..20], "--before", "2"], b"");
    assert_eq!(code(&done), 0, "{}", err(&done));
    let said = out(&done);
    assert!(said.starts_with("gone before version 2: 0 versions, 0 revisions\n"), "what went: {said}");
    for promise in ["backup of before", "given away", "kept elsewhere", "the drive itself"] {
        assert!(said.contains(promise), "{promise:?} is said: {said}");
    }
    let verified = on(&desk, &["verify"], b"");
    assert_eq!(code(&verified), 0, "{}{}", out(&verified), err(&verified));
}

#[test]
fn two_versions_are_compared_in_a_terminal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let desk = folder.path().join("desk");
    let desk = desk.to_str().expect("a plain path");
    let added = wirecopy(&["desk", "--desk", desk, "new", "-"], STORY.as_bytes());
    let id = out(&added).trim().to_owned();
    let never = wirecopy(&["desk", "--desk", desk, "diff", &id], b"");
    assert_eq!(code(&never), 2, "there is nothing to compare with");
    assert!(err(&never).contains("never left"), "and it says so: {}", err(&never));
    let revised = wirecopy(&["desk", "--desk", desk, "diff", &id, "r1"], b"");
    assert_eq!(code(&revised), 2, "there is no such revision: {}", err(&revised));
    let version = serde_json::from_slice::<serde_json::Value>(
        &wirecopy(&["desk", "--desk", desk, "diff", &id, "2026-01-01T00:00:00Z"], b"").stdout,
    );
    assert!(version.is_err(), "the story was not there then");
    let same = wirecopy(&["desk", "--desk", desk, "diff", &id, "2100-01-01T00:00:00Z"], b"");
    assert_eq!(code(&same), 0, "{}", err(&same));
    assert!(out(&same).contains("   1-2  unchanged\nwords: 0 came, 0 went\n"), "{}", out(&same));
    let wire = wirecopy(&["desk", "--desk", desk, "diff", &id, "2100-01-01T00:00:00Z", "--wire", "nitf"], b"");
    assert_eq!((code(&wire), out(&wire).as_str()), (0, ""), "a message does not differ from itself: {}", err(&wire));
    let json = wirecopy(&["desk", "--desk", desk, "diff", &id, "2100-01-01T00:00:00Z", "--json"], b"");
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json["body"][0]["kind"], "same", "as the window has it");
    let note = wirecopy(&["desk", "--desk", desk, "writethru", &id], b"");
    assert_eq!((code(&note), out(&note).as_str()), (0, ""), "no note for a story that never left");
    assert!(err(&note).contains("never left"), "and it says why: {}", err(&note));
}
