//! The table of rules.

mod characters;
mod dateline;
mod headline;
mod lede;
mod markup;
mod pairs;
mod placeholder;
mod required;
mod slug;
mod summary;

use wirecopy_story::{Body, Story};

use crate::{Finding, House};

/// A rule adds its findings about a story.
pub(crate) type Rule = fn(&Story, &Body, &House, &mut Vec<Finding>);

/// Every rule, in the order in which a story is read.
pub(crate) const ALL: [Rule; 10] = [
    required::rule,
    slug::rule,
    headline::rule,
    summary::rule,
    dateline::rule,
    lede::rule,
    markup::rule,
    pairs::rule,
    placeholder::rule,
    characters::rule,
];

/// Characters as a reader counts them.
fn letters(text: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    text.graphemes(true).count()
}

/// Byte offset of the grapheme `at`, or the end.
fn letter_at(text: &str, at: usize) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    text.grapheme_indices(true).nth(at).map_or(text.len(), |(start, _)| start)
}

#[cfg(test)]
pub(crate) mod sample {
    //! A sound story that each rule's tests spoil in one place.

    use wirecopy_story::{Dateline, Story};

    use crate::{Finding, House, Stop};

    pub(crate) fn story() -> Story {
        Story {
            slug: "TESTLAND-GRAIN".to_owned(),
            headline: "Ministry spokesman: Harbour reopened to grain ships".to_owned(),
            summary: "The first convoy left at dawn, the spokesman said".to_owned(),
            dateline: Dateline {
                place: "Port Testland".to_owned(),
                date: Some(jiff::civil::date(2026, 11, 23)),
                ..Dateline::default()
            },
            body: "The harbour has reopened, Ivan Primerov said.\n\n\"We [the port] are open,\" he said.".to_owned(),
            ..Story::default()
        }
    }

    pub(crate) fn house() -> House {
        House {
            name: "TASS".to_owned(),
            headline: Some(64),
            slug: Some(24),
            summary: Some(160),
            headline_stop: Stop::Never,
            summary_stop: Stop::Never,
            dateline: true,
            now: "2026-11-23T09:00:00Z".parse().expect("a moment"),
        }
    }

    /// Ids of the rules that speak up about `story`.
    pub(crate) fn rules(story: &Story) -> Vec<&'static str> {
        findings(story).iter().map(|finding| finding.rule).collect()
    }

    pub(crate) fn findings(story: &Story) -> Vec<Finding> {
        crate::check(story, &house())
    }

    #[test]
    fn a_sound_story_has_no_findings() {
        assert_eq!(findings(&story()), [], "nothing is wrong with it");
    }
}
