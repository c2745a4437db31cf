//! Generated stories and bodies for property tests, here and in the crates that print them.
//!
//! Half of every text is news copy (English and Russian), half is what breaks printers: marks, brackets, entities,
//! control characters, emoji, lone combining marks, spaces at the ends. NUL is left out: no Markdown can carry it.

use jiff::{Timestamp, civil::Date, tz::Offset};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::body::{Align, Block, BlockKind, Body, Inline, InlineKind, Item};
use crate::{Byline, Dateline, Embargo, Place, Rights, Story, StoryLink, Term, Urgency};

/// Sentences of news copy, one to four.
pub fn sentences() -> impl Strategy<Value = String> {
    let sentence = prop::sample::select(
        &[
            "The harbour of Port Testland has reopened to grain ships, Ministry Spokesman Ivan Primerov told reporters.",
            "\"The host country answers for every vessel,\" he noted.",
            "Three vessels left on Monday with 41,000 tonnes of wheat - the first since October.",
            "Глава порта сообщил, что «движение восстановлено» — впервые за три недели.",
            "По его словам, 12 500 тонн уже отгружены; цена выросла на 3,5 %.",
            "The index rose 1.2% to 2,045 points.",
        ][..],
    );
    vec(sentence, 1..4).prop_map(|all| all.join(" "))
}

/// What breaks printers.
pub fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(&[
            "*", "**", "_", "__", "`", "```", "[", "]", "](", "[a]", "[a](b)", "![", "\\", "\\\\", "|", "||", "<", "<b>", "<!--",
            ">", "#", "## ", "-", "- ", "---", "===", "+ ", "1. ", "1)", "2026. ", "~~~", "&amp;", "&", "&#91;", "&nbsp;", ";", "!",
            "\t", "  ", "\n", "\r\n", "\r", "\u{a0}", "\u{ad}", "\u{feff}", "\u{2028}", "\u{85}", "\u{1}", "\u{7f}", "\u{b}",
            "«", "»", "—", "…", "№", "€", "😀", "👩\u{200d}🚒", "e\u{301}", "\u{301}", "漢字", "שלום", ": ", "]:", "\"", "'", "%", "@",
            "~", "null", "yes", "2026-11-23", "0x1F", "...", "http://a.example/?a=1&copy=2", "x", "я", "0", "A", " ",
        ][..]).prop_map(str::to_owned),
        1 => "[ -~]{0,6}",
        1 => any::<char>().prop_filter("NUL is no text", |letter| *letter != '\0').prop_map(String::from),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Any text of a field.
pub fn texts() -> impl Strategy<Value = String> {
    prop_oneof![sentences(), nasty(), Just(String::new())]
}

fn inline(kind: InlineKind) -> Inline {
    Inline { range: 0..0, kind }
}

fn block(kind: BlockKind) -> Block {
    Block { range: 0..0, kind }
}

fn lines() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        3 => sentences().prop_map(InlineKind::Text),
        4 => nasty().prop_map(InlineKind::Text),
        1 => Just(InlineKind::Break),
    ];
    let kind = leaf.prop_recursive(4, 16, 4, |inner| {
        let line = vec(inner.prop_map(inline), 0..4).boxed();
        prop_oneof![
            line.clone().prop_map(InlineKind::Strong),
            line.clone().prop_map(InlineKind::Emphasis),
            line.clone().prop_map(InlineKind::Insertion),
            (nasty(), nasty(), line).prop_map(|(target, title, text)| InlineKind::Link { target, title, text }),
        ]
    });
    vec(kind.prop_map(inline), 0..5)
}

fn tables() -> impl Strategy<Value = BlockKind> {
    let align = prop::sample::select(vec![Align::Unset, Align::Left, Align::Center, Align::Right]);
    let row = || vec(lines(), 0..4);
    let parts = (vec(align, 0..4), row(), vec(row(), 0..3));
    parts.prop_map(|(columns, head, rows)| BlockKind::Table { columns, head, rows })
}

fn leaves() -> impl Strategy<Value = BlockKind> {
    prop_oneof![
        4 => lines().prop_map(BlockKind::Paragraph),
        1 => (1..=6u8, lines()).prop_map(|(level, text)| BlockKind::Subhead { level, text }),
        1 => Just(BlockKind::Rule),
        1 => (nasty(), vec(nasty(), 0..4)).prop_map(|(info, text)| BlockKind::Pre { info, text: text.join("\n") }),
        1 => (nasty(), nasty(), lines())
            .prop_map(|(source, title, caption)| BlockKind::Figure { source, title, caption }),
        1 => tables(),
    ]
}

/// Bodies with every block and inline, ranges all `0..0`, not tidied: empty and adjacent inlines occur.
pub fn bodies() -> impl Strategy<Value = Body> {
    let kind = leaves().prop_recursive(3, 12, 3, |inner| {
        let blocks = vec(inner.prop_map(block), 0..3).boxed();
        let item = blocks.clone().prop_map(|blocks| Item { range: 0..0, blocks });
        let start = option::of(prop_oneof![0..3u32, Just(7), Just(999_999_999), any::<u32>()]);
        prop_oneof![
            blocks.prop_map(BlockKind::Quote),
            (start, vec(item, 0..4)).prop_map(|(start, items)| BlockKind::List { start, items }),
        ]
    });
    vec(kind.prop_map(block), 0..5).prop_map(|blocks| Body { blocks, notes: Vec::new() })
}

/// Markdown as typed or pasted: of a generated body, or any text at all.
pub fn markdowns() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec!["", "", "---\n", "---", "\u{feff}", "\n", "- "]);
    let text =
        prop_oneof![bodies().prop_map(|body| body.to_markdown()), vec(texts(), 0..6).prop_map(|all| all.join("\n"))];
    (start, text).prop_map(|(start, text)| format!("{start}{text}"))
}

fn terms() -> impl Strategy<Value = Term> {
    let part = || prop_oneof!["[a-z]{1,8}", "[0-9]{8}", "[!-9;-~]{1,6}", "[а-я]{1,4}"];
    (part(), part(), texts()).prop_filter_map("a term", |(scheme, code, label)| {
        Term::new(&scheme, &code).ok().map(|term| term.labelled(&label))
    })
}

fn dates() -> impl Strategy<Value = Date> {
    (prop_oneof![9 => 1990..2100i16, 1 => -9999..=9999i16], 1..=12i8, 1..=28i8)
        .prop_filter_map("a date", |(year, month, day)| Date::new(year, month, day).ok())
}

fn embargoes() -> impl Strategy<Value = Embargo> {
    let second = prop_oneof![9 => 0..4_000_000_000i64, 1 => -60_000_000_000..253_000_000_000i64];
    (second, -93_599..=93_599i32).prop_filter_map("a moment", |(second, offset)| {
        Some(Embargo::new(Timestamp::from_second(second).ok()?, Offset::from_seconds(offset).ok()?))
    })
}

fn datelines() -> impl Strategy<Value = Dateline> {
    (texts(), texts(), texts(), option::of(dates())).prop_map(|(place, region, country, date)| Dateline {
        place,
        region,
        country,
        date,
    })
}

fn extras() -> impl Strategy<Value = Vec<(String, String)>> {
    let value = prop::sample::select(vec![
        "~",
        "12",
        "plain words",
        "[a, b]",
        "{a: 1, b: [x, {c: ~}]}",
        "\"yes\"",
        "-5",
        "\"a\\nb\"",
        "{}",
        "[]",
    ]);
    let key = prop_oneof![Just("desk".to_owned()), Just("x-ref".to_owned()), nasty().prop_map(|key| format!("x{key}"))];
    vec((key, value.prop_map(str::to_owned)), 0..4).prop_map(|mut pairs| {
        let mut seen = std::collections::HashSet::new();
        pairs.retain(|(key, _)| seen.insert(key.clone()));
        pairs
    })
}

/// Stories with every field, given or not, in any state that the types allow.
pub fn stories() -> impl Strategy<Value = Story> {
    let words = (texts(), texts(), texts(), texts(), texts(), texts(), texts());
    let bylines = vec((texts(), texts(), texts()).prop_map(|(name, role, email)| Byline { name, role, email }), 0..3);
    let places =
        vec((texts(), texts(), texts()).prop_map(|(name, region, country)| Place { name, region, country }), 0..3);
    let rights = (texts(), texts(), texts()).prop_map(|(holder, notice, usage)| Rights { holder, notice, usage });
    let links = vec(
        (texts(), texts(), option::of(any::<u32>())).prop_map(|(rel, guid, version)| StoryLink { rel, guid, version }),
        0..3,
    );
    let urgency = option::of((1..=9u8).prop_filter_map("an urgency", |level| Urgency::new(level).ok()));
    let people = (datelines(), bylines, places, rights, links);
    let marks = (urgency, option::of(terms()), vec(terms(), 0..4), vec(texts(), 0..4), option::of(embargoes()));
    (words, people, marks, markdowns(), extras()).prop_map(|(words, people, marks, body, extra)| {
        let (slug, headline, summary, section, language, ed_note, sign_off) = words;
        let (dateline, byline, places, rights, links) = people;
        let (urgency, genre, subjects, keywords, embargo) = marks;
        Story {
            slug,
            headline,
            summary,
            section,
            dateline,
            byline,
            language,
            urgency,
            genre,
            subjects,
            places,
            keywords,
            ed_note,
            embargo,
            sign_off,
            rights,
            links,
            body,
            extra,
        }
    })
}

/// At least 500 cases, more when `PROPTEST_CASES` asks for them; a failure is printed, not kept in a file. The cases are
/// the same in every run, so that a red run says something about the change that made it; `PROPTEST_RNG_SEED` asks for
/// others.
pub fn often() -> ProptestConfig {
    let config = ProptestConfig::default();
    let rng_seed = if config.rng_seed == RngSeed::Random { RngSeed::Fixed(7901) } else { config.rng_seed };
    ProptestConfig { cases: config.cases.max(500), failure_persistence: None, rng_seed, ..config }
}
