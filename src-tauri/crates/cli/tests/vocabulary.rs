//! The contract of `wirecopy vocabulary` and `wirecopy desk vocabulary`.

use std::process::{Command, Output};

const BEATS: &str = "code,parent,name,synonyms,retired\n\
    city,,City,town hall,\n\
    trams,city,Trams,streetcars,\n\
    gaslight,city,Gaslight,,1931\n";

fn wirecopy(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wirecopy")).args(arguments).output().expect("the program starts")
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

#[test]
fn the_built_in_vocabularies_are_searched_without_a_desk() {
    let found = wirecopy(&["vocabulary", "search", "economy"]);
    assert_eq!(code(&found), 0, "{}", err(&found));
    let text = out(&found);
    let lines: Vec<_> = text.lines().take(2).collect();
    let (whole, top) =
        ("medtop:20000344\teconomy\teconomy, business and finance", "medtop:04000000\teconomy, business and finance\t");
    assert_eq!(lines, [whole, top], "the whole name first; the top has nothing above it");
    let line = out(&wirecopy(&["vocabulary", "search", "arts", "and", "entertainment", "--limit", "1"]));
    assert_eq!(line, "medtop:20000002\tarts and entertainment\tarts, culture, entertainment and media\n");
    let genres = wirecopy(&["vocabulary", "search", "fact", "--scheme", "genre", "--json"]);
    let hits: serde_json::Value = serde_json::from_slice(&genres.stdout).expect("JSON");
    assert_eq!(hits[0]["term"]["code"], "ListingOfFacts", "{hits}");
    let retired = out(&wirecopy(&["vocabulary", "search", "wrapup"]));
    assert_eq!(retired, "genre:Wrapup\tWrapup [retired 2021-04-28]\t\n", "a retired one says so");
    let none = wirecopy(&["vocabulary", "search", "xyzzy"]);
    assert_eq!((code(&none), out(&none).as_str()), (0, ""), "nothing found is no failure");
    assert_eq!(code(&wirecopy(&["vocabulary", "search"])), 2, "words are needed");
}

#[test]
fn a_vocabulary_is_loaded_listed_searched_and_removed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (desk, file) = (folder.path().join("desk"), folder.path().join("beats.csv"));
    std::fs::write(&file, BEATS).expect("it can be written");
    let (desk, file) = (desk.to_str().expect("a plain path"), file.to_str().expect("a plain path"));
    let verb = |arguments: &[&str]| wirecopy(&[&["desk", "--desk", desk, "vocabulary"], arguments].concat());

    let loaded = verb(&["load", file, "--scheme", "wb"]);
    assert_eq!(
        (code(&loaded), out(&loaded).as_str()),
        (0, "wb\tbeats.csv\t3 terms, 1 retired\t\n"),
        "{}",
        err(&loaded)
    );
    let list = out(&verb(&["list"]));
    assert!(list.starts_with("wb\tbeats.csv\t"), "loaded ones first: {list}");
    assert!(list.contains("medtop\tbuilt in\t148 terms, 11 retired\tMedia Topic\n"), "{list}");
    let found = out(&verb(&["search", "STREET"]));
    assert_eq!(found, "wb:trams\tTrams (streetcars)\tCity\n", "with what was found and what stands above it");
    assert_eq!(out(&verb(&["search", "gas"])), "wb:gaslight\tGaslight [retired 1931]\tCity\n", "retired");

    assert_eq!(code(&verb(&["remove", "wb"])), 0, "removed");
    assert_eq!(out(&verb(&["search", "STREET"])), "", "and gone");
    let again = verb(&["remove", "wb"]);
    assert_eq!(code(&again), 2, "there is none");
    assert!(err(&again).contains("expected a loaded vocabulary"), "{}", err(&again));
}

#[test]
fn a_file_that_is_no_vocabulary_ends_with_two_and_its_place() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (desk, file) = (folder.path().join("desk"), folder.path().join("beats.csv"));
    std::fs::write(&file, "code,name\nok,Fine\n,Nameless\n").expect("it can be written");
    let (desk, file) = (desk.to_str().expect("a plain path"), file.to_str().expect("a plain path"));
    let refused = wirecopy(&["desk", "--desk", desk, "vocabulary", "load", file]);
    assert_eq!(code(&refused), 2, "bad input");
    assert!(err(&refused).contains("line 3, column 1: expected a code"), "{}", err(&refused));
}
