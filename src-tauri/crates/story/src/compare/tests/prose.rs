//! Real changes of real copy: what the comparison says about each is what an editor would say.

use super::super::{BlockSort, compare, lines};
use super::{bodies, marked, story, told, unified};
use crate::{Dateline, Story};

const LEAD: &str =
    "The harbour of Port Testland has reopened to grain ships after three weeks, the ministry said on Monday.";
const SHIPS: &str = "Three vessels left at dawn with 41,000 tonnes of wheat bound for two ports in the south.";
const QUOTE: &str = "\"The host country answers for every vessel,\" Transport Minister Ivan Primerov told reporters.";
const RULES: &str = "Insurers had refused to cover the passage since a mine was found near the second buoy in October.";

fn copy(paragraphs: &[&str]) -> String {
    paragraphs.join("\n\n") + "\n"
}

#[test]
fn a_paragraph_that_moved_up_with_another_figure_moved_and_changed_one_figure() {
    let new = copy(&[LEAD, &RULES.replace("second", "third"), SHIPS, QUOTE]);
    let comparison = bodies(&copy(&[LEAD, SHIPS, QUOTE, RULES]), &new);
    let moved = RULES.replace("second", "[-second-]{+third+}");
    let expected = vec![
        format!("same 1>1 {LEAD}"),
        format!("moved 4>2 {moved}"),
        format!("same 2>3 {SHIPS}"),
        format!("same 3>4 {QUOTE}"),
        format!("left 4>2 [-{RULES}-]"),
    ];
    assert_eq!(told(&comparison), expected, "it moved, once, and nothing else did");
    assert_eq!((comparison.words_added, comparison.words_removed), (1, 1), "one word for another");
}

#[test]
fn a_figure_changes_as_a_whole_and_the_sentence_stays() {
    let new = SHIPS.replace("41,000", "52,500").replace("Three", "Four");
    let expected = SHIPS.replace("Three", "[-Three-]{+Four+}").replace("41,000", "[-41,000-]{+52,500+}");
    assert_eq!(told(&bodies(SHIPS, &new)), [format!("changed 1>1 {expected}")], "two figures");
}

#[test]
fn a_quote_that_was_cut_reads_as_a_quote_that_was_cut() {
    let long = "\"The host country answers for every vessel. We asked for one thing only: that captains know the depth. \
        The rest is up to them,\" Primerov said.";
    let short = "\"The host country answers for every vessel. The rest is up to them,\" Primerov said.";
    let expected = "changed 1>1 \"The host country answers for every vessel. [-We asked for one thing only: that captains \
        know the depth. -]The rest is up to them,\" Primerov said.";
    assert_eq!(told(&bodies(long, short)), [expected], "one sentence went, from its capital to the next");
}

#[test]
fn a_headline_written_anew_is_no_confetti() {
    let old = Story { headline: "Harbour reopens to grain ships, ministry says".to_owned(), ..Story::default() };
    let new = Story { headline: "Minister vows to keep port open for the winter".to_owned(), ..Story::default() };
    let comparison = compare(&old, &new);
    let expected = format!("[-{}-]{{+{}+}}", old.headline, new.headline);
    assert_eq!(marked(&comparison.headline), expected, "a common `to` is no reason to keep it");
    let small = Story { headline: "Harbour reopens to grain ships, minister says".to_owned(), ..Story::default() };
    let expected = "Harbour reopens to grain ships, [-ministry-]{+minister+} says";
    assert_eq!(marked(&compare(&old, &small).headline), expected, "one word is one word");
}

#[test]
fn a_small_word_between_two_changes_goes_along() {
    let old = "The owners sold the boats on Monday.";
    let new = "The owners bought the houses on Monday.";
    let expected = "changed 1>1 The owners [-sold the boats-]{+bought the houses+} on Monday.";
    assert_eq!(told(&bodies(old, new)), [expected], "a word of the language is no island");
    let old = "Officials promised relief for the fishermen on Monday.";
    let new = "Officials promised compensation for the shipowners on Monday.";
    let expected =
        "changed 1>1 Officials promised [-relief-]{+compensation+} for the [-fishermen-]{+shipowners+} on Monday.";
    assert_eq!(told(&bodies(old, new)), [expected], "two of them hold two changes apart");
    let names = ("Relief for Ivanov and his men.", "Compensation for Ivanov and her crew.");
    let told = told(&bodies(names.0, names.1));
    assert!(told[0].contains("Ivanov and [-"), "a name that stayed is seen to stay: {told:?}");
}

#[test]
fn a_paragraph_split_in_two_is_not_new() {
    let whole = format!("{SHIPS} {QUOTE}");
    let comparison = bodies(&copy(&[LEAD, &whole, RULES]), &copy(&[LEAD, SHIPS, QUOTE, RULES]));
    let expected = vec![
        format!("same 1>1 {LEAD}"),
        format!("changed 2>2 {SHIPS}"),
        format!("changed 2>3 {QUOTE}"),
        format!("same 3>4 {RULES}"),
    ];
    assert_eq!(told(&comparison), expected, "each half has its half");
    assert_eq!((comparison.words_added, comparison.words_removed), (0, 0), "no word came or went");
}

#[test]
fn two_paragraphs_joined_with_an_edit_show_the_edit_alone() {
    let whole = format!("{} {QUOTE}", SHIPS.replace("dawn", "night"));
    let comparison = bodies(&copy(&[LEAD, SHIPS, QUOTE, RULES]), &copy(&[LEAD, &whole, RULES]));
    let expected = vec![
        format!("same 1>1 {LEAD}"),
        format!("changed 2>2 {}", SHIPS.replace("dawn", "[-dawn-]{+night+}")),
        format!("changed 3>2 {QUOTE}"),
        format!("same 4>3 {RULES}"),
    ];
    assert_eq!(told(&comparison), expected, "both old paragraphs stand in the new one");
}

#[test]
fn a_new_paragraph_and_one_that_went_stay_apart_when_they_share_only_small_words() {
    let old = "The ministry of the interior declined to comment on the report.";
    let new = "Opposition leaders in the capital called for a vote of the assembly.";
    let comparison = bodies(&copy(&[LEAD, old, SHIPS]), &copy(&[LEAD, new, SHIPS]));
    let expected = vec![
        format!("same 1>1 {LEAD}"),
        format!("removed 2>- [-{old}-]"),
        format!("added ->2 {{+{new}+}}"),
        format!("same 3>3 {SHIPS}"),
    ];
    assert_eq!(told(&comparison), expected, "they have `the` and `of` in common");
}

#[test]
fn subheads_and_rules_have_the_number_of_the_paragraph_before() {
    let comparison = bodies(&copy(&[LEAD, SHIPS]), &copy(&["## Open again", LEAD, "## Background", "---", SHIPS]));
    let expected = vec![
        "added ->0 {+## Open again+}".to_owned(),
        format!("same 1>1 {LEAD}"),
        "added ->1 {+## Background+}".to_owned(),
        "added ->1 {+---+}".to_owned(),
        format!("same 2>2 {SHIPS}"),
    ];
    assert_eq!(told(&comparison), expected, "they do not count");
    assert_eq!(comparison.body[0].block, BlockSort::Subhead, "and are known for what they are");
}

#[test]
fn an_item_added_to_a_list_is_one_line() {
    let old = "- open the gate\n- count the ships\n- close the gate\n";
    let new = "- open the gate\n- count the ships\n- weigh the grain\n- close the gate\n";
    let expected = ["changed 1>1 - open the gate\n- count the ships\n{+- weigh the grain\n+}- close the gate"];
    assert_eq!(told(&bodies(old, new)), expected, "from line to line");
}

#[test]
fn a_cell_of_a_table_changes_alone() {
    let old = "| Port | Tonnes |\n|---|---:|\n| Testland | 41,000 |\n| Sampleton | 9,000 |\n";
    let new = old.replace("41,000", "52,500").replace("Sampleton", "Exampleton");
    let told = told(&bodies(old, &new));
    let expected = "| Testland | [-41,000-]{+52,500+} |\n| [-Sampleton-]{+Exampleton+} | 9,000 |";
    assert!(told[0].ends_with(expected), "two cells, and the bars between them stay: {told:?}");
}

#[test]
fn russian_copy_is_compared_by_its_words() {
    let old = "Порт вновь открыт для судов, сообщил Иван Примеров. Отгружено 12 500 тонн, цена выросла на 3,5%.";
    let new = "Порт вновь закрыт для судов, сообщил Иван Примеров. Отгружено 13 700 тонн, цена выросла на 4,1%.";
    let expected = "changed 1>1 Порт вновь [-открыт-]{+закрыт+} для судов, сообщил Иван Примеров. Отгружено \
        [-12 500-]{+13 700+} тонн, цена выросла на [-3,5%-]{+4,1%+}.";
    assert_eq!(told(&bodies(old, new)), [expected], "numbers with their groups and signs");
}

#[test]
fn chinese_copy_is_compared_by_its_characters() {
    let old = "交通部周一宣布，港口重新开放，三艘船已经离港。";
    let new = "交通部周二宣布，港口重新开放，四艘船已经离港。";
    let expected = "changed 1>1 交通部周[-一-]{+二+}宣布，港口重新开放，[-三-]{+四+}艘船已经离港。";
    assert_eq!(told(&bodies(old, new)), [expected], "no spaces are needed");
}

#[test]
fn arabic_copy_is_compared_in_reading_order() {
    let old = "أعيد فتح الميناء أمام سفن الحبوب يوم الاثنين، وغادرت ثلاث سفن.";
    let new = "أعيد فتح الميناء أمام سفن الحبوب يوم الثلاثاء، وغادرت ثلاث سفن.";
    let expected = "changed 1>1 أعيد فتح الميناء أمام سفن الحبوب يوم [-الاثنين-]{+الثلاثاء+}، وغادرت ثلاث سفن.";
    assert_eq!(told(&bodies(old, new)), [expected], "one day for another");
}

#[test]
fn what_stands_between_blocks_is_not_lost() {
    let old = "See [the report][r] of today.\n\n[r]: https://a.example/one\n";
    let new = "See [the report][r] of today.\n\n[r]: https://a.example/two\n";
    let told = told(&bodies(old, new));
    assert_eq!(told.len(), 2, "the link's definition is no block, and is shown: {told:?}");
    assert!(told[1].contains("[-one-]{+two+}"), "its change is seen: {told:?}");
}

#[test]
fn fields_are_told_as_the_file_writes_them() {
    let old = Story { slug: "GRAIN".to_owned(), ed_note: "Eds: more".to_owned(), ..Story::default() };
    let dateline = Dateline { place: "Moscow".to_owned(), ..Dateline::default() };
    let new = Story {
        slug: "GRAIN-PORT".to_owned(),
        dateline,
        extra: vec![("x".to_owned(), "1".to_owned())],
        ..Story::default()
    };
    let fields: Vec<_> =
        compare(&old, &new).fields.into_iter().map(|delta| (delta.field, delta.old, delta.new)).collect();
    let expected = [
        ("slug", "GRAIN", "GRAIN-PORT"),
        ("dateline", "", "place: Moscow"),
        ("ed_note", "\"Eds: more\"", ""),
        ("x", "", "1"),
    ];
    let expected = expected.map(|(field, old, new)| (field.to_owned(), old.to_owned(), new.to_owned()));
    assert_eq!(fields, expected, "in the order of the file");
}

#[test]
fn a_story_filled_from_nothing_is_all_new() {
    let comparison = compare(&Story::default(), &story(&copy(&[LEAD, SHIPS])));
    assert_eq!(told(&comparison), [format!("added ->1 {{+{LEAD}+}}"), format!("added ->2 {{+{SHIPS}+}}")], "two came");
    assert!(comparison.headline.is_empty() && comparison.fields.is_empty(), "what is empty in both is not told");
    assert_eq!((comparison.words_added, comparison.words_removed), (35, 0), "every word came");
}

#[test]
fn lines_of_a_message_show_the_words_that_changed() {
    let old = "<title>Port open</title>\r\n<p>One ship left.</p>\r\n<p>Two ships stay.</p>\r\n";
    let new = "<title>Port open</title>\n<p>Three ships left.</p>\n<p>New.</p>\n<p>Two ships stay.</p>\n";
    let expected = [
        " <title>Port open</title>",
        "-<p>[-One ship-] left.</p>",
        "+<p>{+Three ships+} left.</p>",
        "+{+<p>New.</p>+}",
        " <p>Two ships stay.</p>",
    ];
    let told = lines(old, new);
    assert_eq!(unified(&told), expected, "line ends are not compared, counterparts stand together");
    assert_eq!((told[1].old, told[1].new, told[2].new, told[4].old), (Some(2), None, Some(2), Some(3)), "numbers");
}
