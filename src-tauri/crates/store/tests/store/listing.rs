//! The list and the search: right at once where it matters, in every script, whatever is typed.

use std::time::{Duration, Instant};

use wirecopy_store::{State, StoreEvent};
use wirecopy_story::{Story, TextField};

use crate::common::{Bench, at, body, id, slug, story, text};

fn found(bench: &Bench, typed: &str) -> Vec<String> {
    let hits = bench.store.search(typed).expect("any query is answered");
    hits.into_iter().map(|(row, _)| row.id.to_string()).collect()
}

#[test]
fn the_list_is_right_at_once_and_newest_first() {
    let bench = Bench::new();
    for (n, name) in ["a", "b", "c"].into_iter().enumerate() {
        let moment = at(i64::try_from(n).expect("small"));
        bench.store.create(id(name), &story(name, "two words"), moment).expect("a new story");
    }
    let version = bench.store.read(&id("a")).expect("it is there").version;
    let changes = vec![text(TextField::Headline, 1, 1, "-new"), slug("SLUG"), body(9, 9, " and three more")];
    bench.edit(&id("a"), version, changes, 10).expect("it is taken");
    let rows = bench.store.rows().expect("the list");
    let order: Vec<_> = rows.iter().map(|row| row.id.to_string()).collect();
    assert_eq!(order, ["a", "c", "b"], "newest change first");
    assert_eq!((rows[0].headline.as_str(), rows[0].slug.as_str()), ("a-new", "SLUG"), "as typed");
    assert_eq!((rows[0].words, rows[1].words), (5, 2), "words are counted before the list is given");
    assert_eq!((rows[0].created_at, rows[0].changed_at), (at(0), at(10)), "moments");
}

#[test]
fn the_bin_takes_and_gives_back() {
    let bench = Bench::new();
    bench.store.create(id("a"), &story("h", "b"), at(1)).expect("a new story");
    bench.store.bin(&id("a"), at(2)).expect("binned");
    assert_eq!(bench.store.rows().expect("the list")[0].state, State::Binned, "it is in the bin");
    let bench = bench.reopen();
    assert_eq!(bench.store.read(&id("a")).expect("it is there").state, State::Binned, "and stays there");
    bench.store.unbin(&id("a"), at(3)).expect("brought back");
    assert_eq!(bench.store.rows().expect("the list")[0].state, State::Draft, "it is a draft again");
    assert_eq!(bench.store.bin(&id("x"), at(4)).expect_err("no such story").code(), "not_found", "an unknown story");
}

#[test]
fn search_finds_beginnings_of_words_in_every_script() {
    let bench = Bench::new();
    let texts = [
        ("en", "Grain exports", "Testland raised its **grain** exports. Café naïve."),
        ("ru", "Экспорт зерна", "Вырос объём перевалки, сообщил Пётр Йорданов."),
        ("zh", "粮食出口", "测试国提高了粮食出口，部长在北京说。"),
        ("ja", "穀物の輸出", "テストランドは輸出を増やした。東京で発表。"),
        ("th", "การส่งออก", "ประเทศทดสอบเพิ่มการส่งออกธัญพืช"),
        ("ar", "صادرات الحبوب", "رفعت البلاد صادرات الحبوب"),
        ("hi", "अनाज निर्यात", "देश ने अनाज का निर्यात बढ़ाया"),
    ];
    for (name, headline, text) in texts {
        bench.store.create(id(name), &story(headline, text), at(1)).expect("a new story");
    }
    let expected = [
        ("grain exp", "en"),
        ("CAFE", "en"),
        ("naive", "en"),
        ("зерн", "ru"),
        ("ОБЪЕМ", "ru"),
        ("объём", "ru"),
        ("пётр йорд", "ru"),
        ("петр", "ru"),
        ("北京", "zh"),
        ("粮食出", "zh"),
        ("東京", "ja"),
        ("ランド", "ja"),
        ("ส่งออก", "th"),
        ("الحبوب", "ar"),
        ("निर्यात", "hi"),
    ];
    for (typed, name) in expected {
        assert_eq!(found(&bench, typed), [name], "{typed:?} is in {name} alone");
    }
    assert!(found(&bench, "grain zebra").is_empty(), "all words must be there");
    assert!(found(&bench, "rain").is_empty(), "the middle of a word is no beginning");
}

#[test]
fn a_snippet_is_plain_text_around_the_hit() {
    let bench = Bench::new();
    let long = "word ".repeat(200) + "needle in the hay " + &"word ".repeat(200);
    bench.store.create(id("a"), &story("h", &long), at(1)).expect("a new story");
    bench.store.create(id("b"), &story("h", "部长在北京说。"), at(2)).expect("a new story");
    let hits = bench.store.search("needle").expect("an answer");
    assert!(hits[0].1.contains("needle in the hay"), "{}", hits[0].1);
    assert!(hits[0].1.len() < 200, "a snippet is short: {}", hits[0].1);
    let hits = bench.store.search("北京").expect("an answer");
    assert!(hits[0].1.contains("部长在北京说"), "shown as it was written: {:?}", hits[0].1);
}

#[test]
fn what_is_typed_is_never_an_operator() {
    let bench = Bench::new();
    bench.store.create(id("a"), &story("or near", "a \"quoted\" not* word"), at(1)).expect("a new story");
    for typed in [
        "\"",
        "'",
        "* ",
        "a OR",
        "NEAR(",
        "headline:x",
        "^a",
        "-a",
        "a\0b",
        "\u{feff}",
        "(((",
        "a AND b NOT",
        "'; DROP TABLE story; --",
        "{a b}:",
        "a+b",
        "\\",
        "𝕏",
        "\u{200b}",
    ] {
        bench.store.search(typed).expect("any query is answered");
    }
    bench.store.search(&"x ".repeat(100_000)).expect("a long one too");
    bench.store.search(&"\"".repeat(100_000)).expect("and one of quotes");
    assert_eq!(found(&bench, "OR NEAR"), ["a"], "operators are words");
    assert_eq!(found(&bench, "\"quot"), ["a"], "quotes are dropped");
    assert!(found(&bench, "headline:near").is_empty(), "columns cannot be named");
}

#[test]
fn search_sees_what_was_typed_just_now_and_not_what_was_deleted() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("h", "alpha"), at(1)).expect("a new story");
    bench.edit(&id("a"), version, vec![body(0, 5, "omega")], 2).expect("it is taken");
    assert_eq!(found(&bench, "omega"), ["a"], "typed just now");
    assert!(found(&bench, "alpha").is_empty(), "deleted just now");
    let bench = bench.drop_and_reopen();
    assert_eq!(found(&bench, "omega"), ["a"], "after opening again");
}

#[test]
fn newest_change_comes_first_in_a_search() {
    let bench = Bench::new();
    for (n, name) in ["a", "b", "c"].into_iter().enumerate() {
        let story = Story { keywords: vec!["wheat".to_owned()], ..story(name, "") };
        bench.store.create(id(name), &story, at(i64::try_from(n).expect("small"))).expect("a new story");
    }
    assert_eq!(found(&bench, "whe"), ["c", "b", "a"], "newest first, and keywords are searched");
}

#[test]
fn the_listener_hears_when_the_list_changes() {
    let bench = Bench::new();
    let version = bench.store.create(id("a"), &story("h", "b"), at(1)).expect("a new story");
    let ack = bench.edit(&id("a"), version, vec![body(1, 1, "c")], 2).expect("it is taken");
    let heard = || bench.events.lock().expect("no listener died").len();
    let began = Instant::now();
    while heard() < 2 && began.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let events = bench.events.lock().expect("no listener died").clone();
    assert!(events.len() >= 2, "one for the new story, one for its words: {events:?}");
    assert!(events.iter().all(|event| *event == StoreEvent::StoriesChanged), "and nothing else: {events:?}");
    assert!(ack.on_disk, "it was saved");
}

#[test]
fn settings_are_kept() {
    let bench = Bench::new();
    assert_eq!(bench.store.setting("k").expect("it can be asked"), None, "nothing yet");
    for value in ["one", "два", ""] {
        bench.store.put_setting("k", value).expect("kept");
        assert_eq!(bench.store.setting("k").expect("it can be asked").as_deref(), Some(value), "the last one");
    }
    let bench = bench.drop_and_reopen();
    assert_eq!(bench.store.setting("k").expect("it can be asked").as_deref(), Some(""), "on disk");
}
