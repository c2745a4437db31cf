//! The life of a story without a window: its log, its moments, and one of them put back.

use std::path::Path;
use std::pin::pin;
use std::process::{Command, Output};
use std::task::{Context, Poll, Waker};

use serde_json::json;
use wirecopy_desk::face::{Change, RevisionWhy};
use wirecopy_desk::{Desk, Name, Opening, System, message};

fn wirecopy(desk: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wirecopy"));
    command.args(["desk", "--desk"]).arg(desk).args(arguments).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Waits by looking again: the desk's answer comes from a thread of its own.
fn wait<T>(answer: impl Future<Output = T>) -> T {
    let mut answer = pin!(answer);
    loop {
        match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => return answer,
            Poll::Pending => std::thread::yield_now(),
        }
    }
}

/// A story of three versions, the second one with a name: its id and their numbers.
fn written(folder: &Path) -> (String, Vec<u64>) {
    let (clock, ids, listener) = (Box::new(System), Box::new(System), Box::new(|_| {}));
    let desk = Desk::open(Opening { folder: folder.to_owned(), clock, ids, listener }).expect("the desk opens");
    let story = b"---\nheadline: Grain leaves\n---\nOne ship left.\n";
    let begun = desk.story_add(&message::story(story).expect("a story file"), "tass").expect("a story");
    let edit = |base, from: u32, to: u32, insert: &str, slug: &str| {
        let text =
            json!({ "kind": "text", "field": "body", "splices": [{ "from": from, "to": to, "insert": insert }] });
        let slug = json!({ "kind": "field", "set": { "field": "slug", "value": slug } });
        let changes: Vec<Change> = serde_json::from_value(json!([text, slug])).expect("as the window sends them");
        wait(desk.draft_edit(&begun.id, base, changes)).expect("it fits").version
    };
    let second = edit(begun.version, 0, 8, "Two ships", "GRAIN");
    let name = Name { label: "as filed", why: RevisionWhy::Manual, version: None };
    desk.revision_save(&begun.id, name).expect("a revision");
    let third = edit(second, 0, 3, "Twenty", "SHIPS");
    desk.shut().expect("it shuts");
    (begun.id, vec![begun.version, second, third])
}

#[test]
fn the_log_lists_revisions_and_with_all_every_change() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (id, versions) = written(folder.path());
    let log = out(&wirecopy(folder.path(), &["log", &id]));
    let fields: Vec<_> = log.trim_end().split('\t').collect();
    let version = versions[1].to_string();
    assert_eq!((fields[0], fields[1]), ("r1", version.as_str()), "{log}");
    assert_eq!(fields[3..], ["manual", "+5 -0", "as filed"], "{log}");

    let all = out(&wirecopy(folder.path(), &["log", &id, "--all"]));
    let second: Vec<_> = all.lines().map(|line| line.split('\t').nth(1).unwrap_or_default()).collect();
    let expected = [versions[2], versions[1], versions[1], versions[0]].map(|version| version.to_string());
    assert_eq!(second, expected, "newest first, the revision above its change: {all}");

    let json = out(&wirecopy(folder.path(), &["log", &id, "--all", "--json"]));
    let history: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(history["version"], versions[2], "{json}");
    assert_eq!(history["changes"]["versions"][0], versions[0], "as differences, the first to nothing: {json}");
    assert_eq!(history["revisions"][0]["label"], "as filed", "{json}");
    assert_eq!(refused(&wirecopy(folder.path(), &["log", "nobody"]), 2).lines().count(), 1, "a sentence");
}

#[test]
fn a_story_is_shown_as_it_was_at_a_version_a_revision_or_a_moment() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (id, versions) = written(folder.path());
    let show = |at: &str| out(&wirecopy(folder.path(), &["show", &id, "--at", at]));
    assert!(show(&versions[0].to_string()).contains("One ship left."), "the first version");
    assert!(show("r1").contains("Two ships left."), "the revision");
    assert!(show("2100-01-01T00:00:00Z").contains("Twenty ships left."), "the last one before a moment to come");
    let early = refused(&wirecopy(folder.path(), &["show", &id, "--at", "2020-01-01T00:00:00Z"]), 2);
    assert!(early.contains("expected a moment at which the story was there"), "{early}");
    let none = refused(&wirecopy(folder.path(), &["show", &id, "--at", "r7"]), 2);
    assert!(none.contains("up to r1") && none.contains("got r7"), "{none}");
    let other = refused(&wirecopy(folder.path(), &["show", &id, "--at", "99999"]), 2);
    assert!(other.contains("got 99999"), "{other}");
    let wrong = refused(&wirecopy(folder.path(), &["show", &id, "--at", "noon"]), 2);
    assert!(wrong.contains("expected a version (412), a revision (r4)"), "{wrong}");
}

#[test]
fn an_earlier_version_is_put_back_whole_or_one_field_of_it_and_nothing_is_removed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (id, versions) = written(folder.path());
    let show = || out(&wirecopy(folder.path(), &["show", &id]));
    let restored = out(&wirecopy(folder.path(), &["restore", &id, "--at", "r1", "--field", "slug"]));
    assert!(restored.starts_with("r2\t") && restored.contains("\trestored\t"), "{restored}");
    assert!(show().contains("slug: GRAIN") && show().contains("Twenty ships left."), "only the slug: {}", show());
    let at = versions[0].to_string();
    out(&wirecopy(folder.path(), &["restore", &id, "--at", &at]));
    assert!(show().contains("One ship left.") && !show().contains("GRAIN"), "all of it: {}", show());
    assert_eq!(out(&wirecopy(folder.path(), &["restore", &id, "--at", &at])), "", "nothing to do the second time");
    let third = versions[2].to_string();
    let kept = out(&wirecopy(folder.path(), &["show", &id, "--at", &third]));
    assert!(kept.contains("Twenty ships left."), "what it replaced is still there: {kept}");
    assert_eq!(out(&wirecopy(folder.path(), &["log", &id])).lines().count(), 3, "each restoration has a name");
    let wrong = refused(&wirecopy(folder.path(), &["restore", &id, "--at", "r1", "--field", "head"]), 2);
    assert!(wrong.contains("headline, summary, body, slug") && wrong.contains("\"head\""), "{wrong}");
    refused(&wirecopy(folder.path(), &["restore", "--at", "r1"]), 2);
    assert!(out(&wirecopy(folder.path(), &["verify"])).contains("sound"), "the desk is sound");
}
