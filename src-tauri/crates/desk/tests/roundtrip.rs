//! In and out again: a story file that is opened and left alone is written as the same bytes, whatever is in its text.
//! The desk keeps text and no tree, so there is nothing that could be written back in other words.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::Timestamp;
use wirecopy_desk::{Clock, Desk, Ids, Opening, Reading, Replace};
use wirecopy_soak::{Tried, size, tell};
use wirecopy_store::StoryId;

struct Still(AtomicU32);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        "2026-11-23T09:00:00Z".parse().expect("a moment")
    }
}

impl Ids for Still {
    fn story(&self) -> StoryId {
        StoryId::new(format!("{:032x}", self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

fn desk(folder: &Path, first: u32) -> Desk {
    Desk::open(Opening {
        folder: folder.to_owned(),
        clock: Box::new(Still(AtomicU32::new(0))),
        ids: Box::new(Still(AtomicU32::new(first))),
        listener: Box::new(|_| {}),
    })
    .expect("the desk opens")
}

/// The constructs of Markdown, each in the ways in which writers and other programs write it.
const CONSTRUCTS: [&str; 44] = [
    "Plain words.",
    "Two lines\nof one paragraph.",
    "A line with two spaces at its end  \nand another.",
    "A line with a backslash at its end\\\nand another.",
    "# Heading",
    "## Heading with closing marks ##",
    "Heading with a line under it\n===",
    "Another\n---",
    "####### Not a heading",
    "* star\n* star",
    "- hyphen\n\n- with a gap",
    "+ plus\n    + nested",
    "1. one\n2. two",
    "7) seven\n8) eight",
    "- [ ] open\n- [x] done",
    "> quoted\n> on",
    "> quoted\nand lazily on",
    "> > twice",
    "    four spaces of code",
    "```\nfenced\n```",
    "~~~~ language\n~~~\n~~~~",
    "`code` and ``co`de``",
    "*one* _two_ **three** __four__ ***five***",
    "snake_case_word and 5*3*2",
    "[link](http://example.org \"title\")",
    "[reference][a]\n\n[a]: <http://example.org>  'title'",
    "![picture](a.png)",
    "<http://example.org> and http://example.org",
    "<b>raw</b> <!-- comment -->",
    "<div>\nraw block\n</div>",
    "&amp; &nbsp; &#8212; &nosuch;",
    "\\* \\# \\\\ \\a",
    "***",
    "- - -",
    "| a | b |\n|---|:-:|\n| c | d |",
    "Note[^1].\n\n[^1]: The note.",
    "\tTab first",
    "Tab\tinside",
    "“Quoted,” he said — ‘yes’…",
    "Зерно, 粮食, 😀, e\u{301}, עברית",
    "A\u{a0}hard space, a\u{ad}soft hyphen, a\u{200b}zero width space",
    "The [president of Testland] said.",
    "--- not a fence",
    "~~gone~~ and ==marked==",
];

/// What stands around a construct.
const AROUND: [(&str, &str); 12] = [
    ("", ""),
    ("", "\n"),
    ("\n", "\n\n\n"),
    ("Before.\n\n", "\n\nAfter."),
    ("Before.\n", "\nAfter.\n"),
    ("> ", "\n"),
    ("- ", "\n- next\n"),
    ("1. ", ""),
    ("  ", "  \n"),
    ("\r\n", "\r\n"),
    ("# Above\n", "\n# Below\n"),
    ("*", "*"),
];

/// The corpus: every construct in every surrounding, and pairs of constructs, as many as are wanted.
fn corpus(most: usize) -> Vec<String> {
    let singles = CONSTRUCTS.iter().flat_map(|one| AROUND.map(|(before, after)| format!("{before}{one}{after}")));
    let pairs = CONSTRUCTS.iter().flat_map(|one| CONSTRUCTS.map(|other| format!("{one}\n\n{other}\n")));
    let all: Vec<_> = singles.chain(pairs).collect();
    let step = (all.len() / most.max(1)).max(1);
    all.into_iter().step_by(step).take(most).collect()
}

#[test]
fn a_story_that_is_opened_and_left_alone_is_written_as_it_was() {
    let texts = corpus(size(120, 2_400));
    let place = tempfile::tempdir().expect("a folder for the test");
    let (folder, file) = (place.path().join("desk"), place.path().join("story.md"));
    let first = desk(&folder, 1);
    let mut stories = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let whole = format!("---\nslug: ROUND-{number}\nheadline: Headline {number}\n---\n{text}");
        fs::write(&file, &whole).expect("it can be written");
        let id = first.story_import(&file, "generic").expect("a story file").story.id;
        first.story_close(&id).expect("it closes");
        stories.push((id, whole));
    }
    first.shut().expect("it shuts");
    drop(first);
    let second = desk(&folder, 1_000_000);
    for (number, (id, whole)) in stories.iter().enumerate() {
        let opened = second.story_open(id, "generic").expect("it opens");
        assert_eq!(&opened.story.body, whole.split_once("\n---\n").expect("front matter").1, "the page gets the text");
        second.story_close(id).expect("it closes");
        let copy = place.path().join(format!("copy-{number}.md"));
        second.story_save_copy(id, &copy, Replace::No).expect("it is written");
        let written = fs::read_to_string(&copy).expect("it reads");
        assert_eq!(&written, whole, "text {number} is written as it was");
        fs::remove_file(&copy).expect("it is there");
    }
    second.shut().expect("it shuts");
    assert_eq!(
        &Reading::open(&folder).expect("it reads").story_text(&stories[0].0).expect("it is there"),
        &stories[0].1
    );
    let what = "Story files imported, opened, left alone and written again: the constructs of Markdown, alone, in each other's company, in twelve surroundings";
    tell(&Tried { what, times: stories.len(), lost: 0, found: "every file equal to the last byte" });
}
