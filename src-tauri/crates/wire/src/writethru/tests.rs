//! Updates as they happen on a desk, and the line that an editor would find true of each.

use proptest::prelude::*;
use wirecopy_story::Story;
use wirecopy_story::compare::compare;

use super::{LINES, WIDTH, writethru};
use crate::Profile;

const LEAD: &str = "At least 12 people were killed when a ferry capsized off Port Testland on Sunday, officials said.";
const SEA: &str = "The vessel went down in heavy seas two miles from the harbour, the coast guard said.";
const RESCUE: &str = "Rescue crews pulled 30 survivors from the water and were searching for nine missing passengers.";
const OWNER: &str = "The ferry belongs to Sample Lines, which runs services to three islands in the bay.";
const PAST: &str = "A ferry sank on the same route in 2019, killing four people and prompting new rules on life vests.";

fn story(headline: &str, paragraphs: &[&str]) -> Story {
    let (headline, language) = (headline.to_owned(), "en".to_owned());
    Story { headline, language, body: paragraphs.join("\n\n"), ..Story::default() }
}

fn house(id: &str) -> &'static Profile {
    Profile::find(id).expect("built in")
}

/// The note between two bodies under the same headline.
fn note(old: &[&str], new: &[&str]) -> String {
    between(&story("Ferry sinks", old), &story("Ferry sinks", new))
}

fn between(old: &Story, new: &Story) -> String {
    writethru(&compare(old, new), new, house("reuters"))
}

#[test]
fn a_reaction_that_came_and_a_death_toll_that_rose() {
    let reaction = "Transport Minister Olga Ivanova welcomed the rescue effort and promised an inquiry.";
    let reaction_said = "Transport Minister Olga Ivanova said she welcomed the rescue effort and promised an inquiry.";
    let toll = PAST.replace("killing four", "killing five");
    let new = [LEAD, SEA, reaction, &toll];
    assert_eq!(
        note(&[LEAD, SEA, PAST], &new),
        "Adds reaction in paragraph 3, updates death toll in paragraph 4",
        "no verb of speech, so nobody is named"
    );
    assert_eq!(
        note(&[LEAD, SEA, PAST], &[LEAD, SEA, reaction_said, &toll]),
        "Adds reaction from Ivanova in paragraph 3, updates death toll in paragraph 4",
        "the speaker has a name"
    );
}

#[test]
fn a_toll_in_the_lead_is_an_update_and_no_recast() {
    let new = LEAD.replace("12", "15");
    let rescue = RESCUE.replace("30", "41").replace("nine", "six");
    assert_eq!(
        note(&[LEAD, SEA, RESCUE], &[&new, SEA, RESCUE]),
        "Updates death toll in paragraph 1",
        "killed stands by the figure"
    );
    assert_eq!(
        note(&[LEAD, SEA, RESCUE], &[&new, SEA, &rescue]),
        "Updates death toll in paragraph 1, updates number of missing in paragraph 3",
        "missing stands by the second of two figures"
    );
}

#[test]
fn a_figure_that_nothing_names_is_a_figure() {
    let new = OWNER.replace("three", "four");
    assert_eq!(note(&[LEAD, OWNER], &[LEAD, &new]), "Updates figure in paragraph 2", "islands are no topic");
    let two = "The ferry can carry 450 people and 60 cars.";
    let new = "The ferry can carry 480 people and 75 cars.";
    assert_eq!(note(&[LEAD, two], &[LEAD, new]), "Updates figures in paragraph 2", "two of them");
}

#[test]
fn a_new_quote_has_its_speaker_if_the_text_gives_one() {
    let named = "\"We did everything we could for these people,\" Ivanova told reporters at the pier.";
    let title = "\"We did everything we could for these people,\" the minister said at the pier.";
    let nobody = "\"We did everything we could for these people,\" he said at the pier.";
    let after = "\"We did everything we could for these people,\" said Harbour Master Ivan Primerov.";
    let known = "Transport Minister Olga Ivanova went to the scene, where Ivanova met relatives.";
    let adds = |quote: &str| note(&[LEAD, known, PAST], &[LEAD, known, quote, PAST]);
    assert_eq!(adds(named), "Adds quote from Ivanova in paragraph 3", "a surname before the verb");
    assert_eq!(adds(title), "Adds quote from minister in paragraph 3", "a title");
    assert_eq!(adds(nobody), "Adds quote in paragraph 3", "he is nobody's name");
    assert_eq!(adds(after), "Adds quote from Primerov in paragraph 3", "the name behind the verb");
}

#[test]
fn a_quote_put_into_a_paragraph_is_new_and_one_that_moved_is_not() {
    let plain = "Survivors described a sudden lurch before the ferry rolled over, Captain Pavel Testov said.";
    let quoted = "Survivors described a sudden lurch before the ferry rolled over, Captain Pavel Testov said. \"It took \
        less than two minutes,\" he said.";
    assert_eq!(note(&[LEAD, plain], &[LEAD, quoted]), "Adds quote from Testov in paragraph 2", "in mid-paragraph");
    let quote = "\"It took less than two minutes and nobody had time,\" Testov said.";
    assert_eq!(
        note(&[LEAD, SEA, RESCUE, quote], &[LEAD, quote, SEA, RESCUE]),
        "Reorders paragraphs",
        "the same words elsewhere"
    );
}

#[test]
fn a_recast_lead_and_a_new_headline_stand_first() {
    let lead =
        "Divers recovered the bodies of three more passengers on Monday from a ferry that sank off Port Testland.";
    let old = story("Ferry sinks off Port Testland, 12 dead", &[LEAD, SEA, RESCUE, OWNER]);
    let new = story("Divers find three more bodies in sunken ferry", &[lead, SEA, RESCUE, OWNER]);
    assert_eq!(between(&old, &new), "Recasts lead, new headline", "in this order");
    let new = story("Ferry sinks off Port Testland, 15 dead", &[LEAD, SEA, RESCUE, OWNER]);
    assert_eq!(between(&old, &new), "Edits headline", "one figure in it");
}

#[test]
fn a_lead_that_was_split_or_joined_is_no_new_lead() {
    let whole = format!("{LEAD} {SEA}");
    assert_eq!(note(&[&whole, RESCUE], &[LEAD, SEA, RESCUE]), "", "no word changed");
    assert_eq!(note(&[LEAD, SEA, RESCUE], &[&whole, RESCUE]), "", "nor here");
    let toll = whole.replace("12", "15");
    assert_eq!(note(&[LEAD, SEA, RESCUE], &[&toll, RESCUE]), "Updates death toll in paragraph 1", "but for the toll");
    let other = "Navy divers searched the hull until dark on Sunday.";
    assert_eq!(note(&[LEAD, SEA, RESCUE], &[other, LEAD, SEA, RESCUE]), "Recasts lead", "another paragraph opens it");
}

#[test]
fn a_text_written_anew_rewrites_throughout() {
    let new = [
        "The captain of a ferry that sank with the loss of 15 lives was charged with negligence on Tuesday.",
        "Prosecutors in Port Testland said the vessel had sailed against a storm warning.",
        "A judge ordered that Pavel Testov be held until a hearing next week.",
        "His lawyer denied the charge.",
    ];
    let old = story("Ferry sinks", &[LEAD, SEA, RESCUE, OWNER]);
    let new = story("Ferry captain charged", &new);
    assert_eq!(between(&old, &new), "Rewrites throughout, new headline", "little of the old text is left");
}

#[test]
fn an_urgent_that_grew_into_a_story_adds_details() {
    let new =
        [LEAD, SEA, OWNER, "Helicopters and navy divers joined the search before dark.", "The weather was calm later."];
    assert_eq!(note(&[LEAD], &new), "Adds details in paragraphs 2-5", "the coast guard is nobody's title");
}

#[test]
fn paragraphs_that_went_are_told_by_what_they_were_about() {
    assert_eq!(
        note(&[LEAD, SEA, RESCUE, PAST], &[LEAD, SEA, RESCUE]),
        "Removes paragraph on death toll",
        "a figure in it says what it was about"
    );
    assert_eq!(note(&[LEAD, SEA, OWNER], &[LEAD, SEA]), "Removes paragraph", "nothing says what it was about");
    let quote = "\"We will get to the bottom of this,\" Transport Minister Olga Ivanova said.";
    assert_eq!(note(&[LEAD, quote, SEA], &[LEAD, SEA]), "Removes quote from Ivanova", "a quote and whose");
}

#[test]
fn subheads_lists_and_tables_are_named_as_such() {
    let list = "- Jan 2017: eight dead\n- March 2019: four dead";
    let table = "| Year | Dead |\n|---|---|\n| 2017 | 8 |\n| 2019 | 4 |";
    let new = [LEAD, SEA, "## Earlier accidents", list, table];
    assert_eq!(
        note(&[LEAD, SEA], &new),
        "Adds list in paragraph 3, adds table in paragraph 4, new subhead",
        "numbers as a desk counts"
    );
}

#[test]
fn three_paragraphs_in_a_row_are_a_range() {
    let more = [
        "Navy divers searched the hull until dark.",
        "Fishing boats joined them from two villages along the coast.",
        "The harbour was closed to all other traffic.",
    ];
    let new = [LEAD, SEA, more[0], more[1], more[2], OWNER];
    assert_eq!(note(&[LEAD, SEA, OWNER], &new), "Adds details in paragraphs 3-5", "first and last");
    let new = [LEAD, more[0], SEA, more[1], OWNER];
    assert_eq!(note(&[LEAD, SEA, OWNER], &new), "Adds details in paragraphs 2 and 4", "not in a row");
}

#[test]
fn a_small_edit_is_said_only_where_it_is_all() {
    let edited = SEA.replace("heavy", "rough");
    assert_eq!(note(&[LEAD, SEA], &[LEAD, &edited]), "Edits paragraph 2", "one word");
    let toll = LEAD.replace("12", "13");
    assert_eq!(note(&[LEAD, SEA], &[&toll, &edited]), "Updates death toll in paragraph 1", "the toll matters more");
    assert_eq!(note(&[LEAD, SEA], &[LEAD, SEA]), "", "nothing");
    assert_eq!(note(&[LEAD, SEA], &[LEAD, &SEA.replace("harbour,", "harbour -")]), "", "a dash for a comma is no word");
}

#[test]
fn a_changed_day_is_a_date_and_no_toll() {
    let old = "The funeral of those killed will be held on Nov 3 in the cathedral.";
    let new = old.replace('3', "5");
    assert_eq!(note(&[LEAD, old], &[LEAD, &new]), "Updates dates in paragraph 2", "the month stands right before it");
}

#[test]
fn what_matters_least_is_left_out_and_the_note_says_so() {
    let quotes: Vec<String> = ["Ivanova", "Primerov", "Testov", "Sampleton", "Placeholder"]
        .iter()
        .map(|name| format!("\"This must never be allowed to happen again,\" Deputy Minister Ivan {name} said."))
        .collect();
    let mut new = vec![LEAD, SEA];
    new.extend(quotes.iter().map(String::as_str));
    let note = note(&[LEAD, SEA], &new);
    assert!(note.ends_with(", other changes"), "it says that there is more: {note}");
    assert!(note.chars().count() <= LINES * WIDTH, "it has room: {note}");
}

#[test]
fn each_house_drafts_in_the_language_of_the_story() {
    let german = [
        "Bei einem Fährunglück vor Port Testland sind am Sonntag mindestens 12 Menschen getötet worden.",
        "Die Fähre kenterte zwei Meilen vor dem Hafen.",
    ];
    let quote = "«Wir haben alles getan, was wir konnten», sagte Verkehrsministerin Olga Ivanova.";
    let said = |id: &str, language: &str, old: &[&str], new: &[&str]| {
        let story = |paragraphs: &[&str]| Story { language: language.to_owned(), ..story("", paragraphs) };
        let new = story(new);
        writethru(&compare(&story(old), &new), &new, house(id))
    };
    let toll = german[0].replace("12", "15");
    assert_eq!(
        said("dpa", "de", &german, &[&toll, german[1], quote]),
        "Aktualisiert: Zahl der Toten in Absatz 1, neu: Zitat von Ivanova in Absatz 3",
        "dpa, German"
    );
    let russian =
        ["Не менее 12 человек погибли в воскресенье при крушении парома.", "Паром затонул в двух милях от гавани."];
    let toll = russian[0].replace("12", "15");
    let quote = "«Мы сделали все, что могли сделать», - сказал министр транспорта Иван Примеров.";
    assert_eq!(
        said("interfax", "ru", &russian, &[&toll, russian[1], quote]),
        "Обновлены данные о погибших в абзаце 1, добавлена цитата (министр) в абзаце 3",
        "Interfax, Russian: what follows a title in small letters is not its name"
    );
    let spanish = [
        "Al menos 12 muertos dejó el domingo el naufragio de un transbordador.",
        "La nave se hundió cerca del puerto.",
    ];
    let toll = spanish[0].replace("12", "15");
    let quote = "«Hicimos todo lo que pudimos por ellos», dijo la ministra Olga Ivanova.";
    assert_eq!(
        said("efe", "es", &spanish, &[&toll, spanish[1], quote]),
        "Actualiza cifra de muertos en el párrafo 1, añade cita de Ivanova en el párrafo 3",
        "EFE, Spanish"
    );
}

/// Words of a body that a note may name.
fn copy() -> impl Strategy<Value = Vec<String>> {
    let paragraph = prop::sample::select(vec![
        LEAD,
        SEA,
        RESCUE,
        OWNER,
        PAST,
        "## Background",
        "- one\n- two",
        "\"We did everything we could,\" Transport Minister Olga Ivanova said.",
        "\"Nobody told us anything at all,\" said Ivan Primerov.",
        "The index fell 3.4% to 2,045 points, according to Sample Bank.",
    ]);
    let number =
        (1..99_u32).prop_map(|number| format!("About {number} people were injured, Mayor Anna Sampleton said."));
    proptest::collection::vec(prop_oneof![3 => paragraph.prop_map(str::to_owned), 1 => number], 0..8)
}

proptest! {
    #![proptest_config(wirecopy_story::arbitrary::often())]

    #[test]
    fn the_note_is_short_and_names_only_what_is_there(old in copy(), new in copy()) {
        let body = |paragraphs: &[String]| story("", &paragraphs.iter().map(String::as_str).collect::<Vec<_>>());
        let (old, new) = (body(&old), body(&new));
        for profile in Profile::builtin() {
            let note = writethru(&compare(&old, &new), &new, profile);
            let mut lines = String::new();
            crate::wrap::wrap_into(&mut lines, &format!("({note})"), WIDTH, "");
            prop_assert!(lines.split('\n').count() <= LINES, "{}: {:?}", profile.id(), note);
            for name in ["Ivanova", "Primerov", "Sampleton", "Bank"].into_iter().filter(|name| note.contains(name)) {
                prop_assert!(new.body.contains(name) || old.body.contains(name), "{} is in neither text: {}", name, note);
            }
            let count = new.parsed().blocks.len();
            let numbers = note.split(|letter: char| !letter.is_ascii_digit()).filter_map(|number| number.parse().ok());
            prop_assert!(numbers.into_iter().all(|number: usize| (1..=count).contains(&number)), "{note:?} of {count}");
        }
    }

    #[test]
    fn any_two_stories_have_a_note((old, new) in (wirecopy_story::arbitrary::stories(), wirecopy_story::arbitrary::stories())) {
        for id in ["tass", "dpa", "efe", "interfax"] {
            let note = writethru(&compare(&old, &new), &new, house(id));
            prop_assert!(!note.contains('\n'), "one text: {note:?}");
        }
        prop_assert_eq!(writethru(&compare(&new, &new), &new, house("tass")), "", "nothing is new in the same story");
    }
}
