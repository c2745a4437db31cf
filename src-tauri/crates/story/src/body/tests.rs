//! What the parser makes of Markdown, and that the writer is its inverse.

use std::ops::Range;

use proptest::prelude::*;

use super::*;
use crate::arbitrary;

/// The body in a short form: one string a block, marks as angle brackets.
fn short(markdown: &str) -> String {
    blocks(&Body::parse(markdown).blocks)
}

fn blocks(all: &[Block]) -> String {
    let each = all.iter().map(|block| match &block.kind {
        BlockKind::Paragraph(text) => format!("p({})", line(text)),
        BlockKind::Subhead { level, text } => format!("h{level}({})", line(text)),
        BlockKind::Quote(inside) => format!("quote({})", blocks(inside)),
        BlockKind::List { start, items } => {
            let items: Vec<_> = items.iter().map(|item| blocks(&item.blocks)).collect();
            format!("{}({})", start.map_or("ul".to_owned(), |number| format!("ol{number}")), items.join(" | "))
        }
        BlockKind::Table { columns, head, rows } => {
            let row = |cells: &Vec<Vec<Inline>>| cells.iter().map(|cell| line(cell)).collect::<Vec<_>>().join(",");
            let rows: Vec<_> = std::iter::once(head).chain(rows).map(row).collect();
            format!("table{}({})", columns.len(), rows.join(" | "))
        }
        BlockKind::Rule => "rule".to_owned(),
        BlockKind::Pre { info, text } => format!("pre[{info}]({text:?})"),
        BlockKind::Figure { source, title, caption } => format!("figure[{source},{title}]({})", line(caption)),
    });
    each.collect::<Vec<_>>().join(" ")
}

fn line(inlines: &[Inline]) -> String {
    let each = inlines.iter().map(|inline| match &inline.kind {
        InlineKind::Text(text) => text.clone(),
        InlineKind::Strong(inside) => format!("<b {}>", line(inside)),
        InlineKind::Emphasis(inside) => format!("<i {}>", line(inside)),
        InlineKind::Link { target, title, text } => format!("<a {target},{title} {}>", line(text)),
        InlineKind::Insertion(inside) => format!("<ins {}>", line(inside)),
        InlineKind::Break => "<br>".to_owned(),
    });
    each.collect()
}

#[test]
fn every_construct_of_a_story_is_read() {
    for (markdown, expected) in [
        ("one\ntwo", "p(one two)"),
        ("one\\\ntwo  \nthree", "p(one<br>two<br>three)"),
        ("# a\n\n## b\n\nc\n===\n\nd\n---", "h1(a) h2(b) h1(c) h2(d)"),
        ("**a** *b* __c__ _d_", "p(<b a> <i b> <b c> <i d>)"),
        ("> a\n>\n> > b", "quote(p(a) quote(p(b)))"),
        ("- a\n- b\n  - c", "ul(p(a) | p(b) ul(p(c)))"),
        ("3. a\n4. b", "ol3(p(a) | p(b))"),
        ("a\n\n---\n\nb", "p(a) rule p(b)"),
        ("```txt\na\n b\n```\n\n    c", "pre[txt](\"a\\n b\\n\") pre[](\"c\\n\")"),
        ("| a | b |\n|:--|--:|\n| 1 | *2* |\n| x |", "table2(a,b | 1,<i 2> | x,)"),
        ("![A *ship*](a.jpg \"T\")", "figure[a.jpg,T](A <i ship>)"),
        (
            "[port](https://port.example/7 \"t\") <https://a.example>",
            "p(<a https://port.example/7,t port> <a https://a.example, https://a.example>)",
        ),
        ("[port][1]\n\n[1]: smb://x", "p(<a smb://x, port>)"),
        ("~~a~~ www.a.example - [x] [^1]", "p(~~a~~ www.a.example - <ins x> <ins ^1>)"),
    ] {
        assert_eq!(short(markdown), expected, "{markdown:?}");
    }
}

#[test]
fn insertions_are_brackets_that_are_no_link() {
    for (markdown, expected) in [
        ("the president [of Testland] said", "p(the president <ins of Testland> said)"),
        ("\\[a\\] [b\\]", "p([a] [b])"),
        ("[a [b] *c*]", "p(<ins a <ins b> <i c>>)"),
        ("[a *b] c*", "p([a <i b] c>)"),
        ("[see [port](u)]", "p(<ins see <a u, port>>)"),
        ("[a [b] c](u)", "p(<a u, a <ins b> c>)"),
        ("[] [ ]", "p([] [ ])"),
        ("&#91;a&#93; &lsqb;b] [c&amp;d]", "p([a] [b] <ins c&d>)"),
        ("`[a]` <b title=\"[x]\">", "p([a] <b title=\"[x]\">)"),
        ("| [a] |\n|---|\n| x \\| [b] |", "table1(<ins a> | x | <ins b>)"),
        ("Wow![a]", "p(Wow!<ins a>)"),
    ] {
        assert_eq!(short(markdown), expected, "{markdown:?}");
    }
}

#[test]
fn a_definition_that_nobody_uses_is_words() {
    for (markdown, expected) in [
        ("[Ivanov]: yes", "p(<ins Ivanov>: yes)"),
        ("> [Ed.]: see", "quote(p(<ins Ed.>: see))"),
        ("[a]: u\n\nsee [A]", "p(see <a u, A>)"),
        ("[a]: u\nsee [a] and [b]", "p(see <a u, a> and <ins b>)"),
        ("[a]: u \"`]:`\"\n\n```\n[b]: c\n```", "p(<ins a>: u \"]:\") pre[](\"[b]: c\\n\")"),
    ] {
        assert_eq!(short(markdown), expected, "{markdown:?}");
    }
}

#[test]
fn what_the_writer_should_know_is_noted() {
    let kinds = |markdown: &str| Body::parse(markdown).notes.iter().map(|note| note.kind).collect::<Vec<_>>();
    assert_eq!(kinds("# a"), [NoteKind::TopHeading], "the headline has a field of its own");
    assert_eq!(kinds("a <b>c</b>"), [NoteKind::RawHtml, NoteKind::RawHtml], "HTML in a line is text");
    assert_eq!(kinds("<div>\n*a*\n</div>"), [NoteKind::RawHtml], "an HTML block is text");
    assert_eq!(short("<div>\n*a*\n</div>"), "p(<div> *a* </div>)", "an HTML block is text");
    assert_eq!(kinds("a `b`"), [NoteKind::CodeSpan], "a code span is text");
    assert_eq!(kinds("a ![b](c)"), [NoteKind::InlineImage], "an image in a line is its caption");
    assert_eq!(short("a ![b *c*](d)"), "p(a b <i c>)", "an image in a line is its caption");
    let body = Body::parse("Да `x` нет");
    assert_eq!(&"Да `x` нет"[body.notes[0].range.clone()], "`x`", "a note points at what it is about");
}

#[test]
fn ranges_point_at_the_source() {
    let markdown =
        "Он сказал: \"мы [в Порту] **ждём**\"\n\n- [one\n  two](u) & [x]\n\n| a | b\\|c [d] |\n|--|--|\n| [é] | 2 |\n";
    let body = Body::parse(markdown);
    let mut found = Vec::new();
    each_inline(&body.blocks, &mut |inline| {
        if let InlineKind::Insertion(_) | InlineKind::Strong(_) | InlineKind::Link { .. } = inline.kind {
            found.push(&markdown[inline.range.clone()]);
        }
    });
    assert_eq!(found, ["[в Порту]", "**ждём**", "[one\n  two](u)", "[x]", "[d]", "[é]"], "each inline with its marks");
}

fn each_inline<'b>(blocks: &'b [Block], see: &mut impl FnMut(&'b Inline)) {
    fn inlines<'b>(line: &'b [Inline], see: &mut impl FnMut(&'b Inline)) {
        for inline in line {
            see(inline);
            match &inline.kind {
                InlineKind::Text(_) | InlineKind::Break => {}
                InlineKind::Strong(inside)
                | InlineKind::Emphasis(inside)
                | InlineKind::Insertion(inside)
                | InlineKind::Link { text: inside, .. } => inlines(inside, see),
            }
        }
    }
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Subhead { text, .. } | BlockKind::Figure { caption: text, .. } => {
                inlines(text, see);
            }
            BlockKind::Quote(inside) => each_inline(inside, see),
            BlockKind::List { items, .. } => items.iter().for_each(|item| each_inline(&item.blocks, see)),
            BlockKind::Table { head, rows, .. } => {
                std::iter::once(head).chain(rows).flatten().for_each(|cell| inlines(cell, see));
            }
            BlockKind::Rule | BlockKind::Pre { .. } => {}
        }
    }
}

fn inside(range: &Range<usize>, markdown: &str) -> bool {
    range.start <= range.end && markdown.get(range.clone()).is_some()
}

/// Checks the ranges of a body and its depth.
fn sound(body: &Body, markdown: &str) -> Result<(), String> {
    fn inline_depth(line: &[Inline]) -> usize {
        let below = line.iter().map(|inline| match &inline.kind {
            InlineKind::Text(_) | InlineKind::Break => 0,
            InlineKind::Strong(inside)
            | InlineKind::Emphasis(inside)
            | InlineKind::Insertion(inside)
            | InlineKind::Link { text: inside, .. } => inline_depth(inside),
        });
        below.max().map_or(0, |deepest| deepest + 1)
    }
    fn depth(blocks: &[Block], markdown: &str) -> Result<usize, String> {
        let mut deepest = 0;
        for block in blocks {
            if !inside(&block.range, markdown) {
                return Err(format!("{block:?} lies outside"));
            }
            deepest = deepest.max(match &block.kind {
                BlockKind::Quote(inside) => depth(inside, markdown)?,
                BlockKind::List { items, .. } => {
                    let mut most = 0;
                    for item in items {
                        most = most.max(depth(&item.blocks, markdown)?);
                    }
                    most
                }
                _ => 0,
            });
        }
        Ok(deepest + 1)
    }
    if depth(&body.blocks, markdown)? > Body::MAX_DEPTH {
        return Err("nested too deep".to_owned());
    }
    let mut wrong = None;
    each_inline(&body.blocks, &mut |inline| {
        if inline_depth(std::slice::from_ref(inline)) > Body::MAX_DEPTH {
            wrong = Some("inlines nested too deep".to_owned());
        }
        if !inside(&inline.range, markdown) {
            wrong = Some(format!("{inline:?} lies outside"));
        }
    });
    let note =
        body.notes.iter().find(|note| !inside(&note.range, markdown)).map(|note| format!("{note:?} lies outside"));
    wrong.or(note).map_or(Ok(()), Err)
}

#[test]
fn hostile_nesting_is_text_in_the_end() {
    let long = 100_000;
    let lists: String = (0..400).map(|depth| " ".repeat(2 * depth) + "- x\n").collect();
    let quotes: String = (1..400).map(|depth| "> ".repeat(depth) + "x\n").collect();
    for text in [
        ">".repeat(long),
        "> ".repeat(long),
        "[".repeat(long),
        "]".repeat(long),
        "[".repeat(long) + &"]".repeat(long),
        "*".repeat(long),
        "*a ".repeat(long),
        "**a ".repeat(long),
        "*a **a ".repeat(long) + &"**b* ".repeat(long),
        "_".repeat(long),
        "- ".repeat(long),
        "1. ".repeat(long),
        "[a](".repeat(long),
        "![[](".repeat(long),
        "`".repeat(long),
        "`a``".repeat(long),
        "<".repeat(long),
        "<!--".repeat(long),
        "&".repeat(long),
        "&abc;".repeat(long / 4),
        "\\".repeat(long),
        "|".repeat(long),
        "[a]: b\n".repeat(long / 10),
        "[a]:".repeat(long),
        "[a\\".repeat(long),
        format!("{}x\n|-|\n", "|x\n".repeat(long)),
        quotes,
        format!("{}x\n{}", "- ".repeat(90), "\n".repeat(long)),
        lists.clone() + &"\n".repeat(long),
        "[*".repeat(long) + &"*]".repeat(long),
        "![a".repeat(long) + &"](b)".repeat(long),
        "#".repeat(long),
        "a\n=\n".repeat(long / 4),
        "~".repeat(long),
        "\0".repeat(long),
        "> - ".repeat(long),
    ] {
        let body = Body::parse(&text);
        let start: String = text.chars().take(12).collect();
        assert_eq!(sound(&body, &text), Ok(()), "{start:?} many times");
        assert!(Body::parse(&body.to_markdown()).blocks.len() < 1 << 20, "{start:?} can be written");
    }
}

proptest! {
    #![proptest_config(arbitrary::often())]

    #[test]
    fn what_is_written_reads_the_same(body in arbitrary::bodies()) {
        let markdown = body.to_markdown();
        let read = Body::parse(&markdown);
        prop_assert!(read.same_content(&body), "{}\n{}\n{}", markdown, blocks(&super::tidy::blocks(body.blocks.clone())), blocks(&read.blocks));
        prop_assert_eq!(read.to_markdown(), markdown, "a second writing changes nothing");
    }

    #[test]
    fn any_markdown_is_a_body(markdown in arbitrary::markdowns()) {
        let body = Body::parse(&markdown);
        prop_assert_eq!(sound(&body, &markdown), Ok(()));
        let again = Body::parse(&body.to_markdown());
        prop_assert!(again.same_content(&body), "{:?}\n{:?}\n{}\n{}", markdown, body.to_markdown(), blocks(&body.blocks), blocks(&again.blocks));
    }
}

#[test]
fn the_fixture_with_everything_has_every_block() {
    let text = include_str!("../../../../../tests/fixtures/stories/everything.md");
    let story = crate::file::read(text).expect("the fixture is right");
    let body = story.parsed();
    let seen = blocks(&body.blocks);
    for part in [
        "p(",
        "h1(",
        "h2(",
        "quote(p",
        "ul(",
        "ol3(",
        "table3(",
        "rule",
        "pre[text]",
        "pre[](",
        "figure[",
        "<ins of Testland>",
        "<b ",
        "<i ",
        "<a ",
        "<br>",
    ] {
        assert!(seen.contains(part), "{part} is in {seen}");
    }
    let kinds: Vec<_> = body.notes.iter().map(|note| note.kind).collect();
    for kind in [NoteKind::RawHtml, NoteKind::TopHeading, NoteKind::CodeSpan, NoteKind::InlineImage] {
        assert!(kinds.contains(&kind), "{kind:?} is noted among {kinds:?}");
    }
    assert!(Body::parse(&body.to_markdown()).same_content(&body), "and it can be written");
}

#[test]
fn what_once_read_otherwise() {
    for markdown in [
        "\u{feff}\u{feff}a",
        "~~~~ `\n~~~\n~~~~",
        "# [a](<> \"\\\\\")**\"b\"**",
        "|a|\n|-|\n| *\\|\\|[b]* |",
        "[&#1;]() [b](<> \"![]:\")",
        "![\\^a](b)",
        "п**!\\\nи* a*и**Глава",
    ] {
        let body = Body::parse(markdown);
        let again = body.to_markdown();
        assert!(Body::parse(&again).same_content(&body), "{markdown:?} is written as {again:?}");
    }
}

#[test]
fn plain_copy_stays_plain() {
    for copy in [
        "The president [of Testland] has asked - again - for guarantees, he said.\n",
        "Prices rose 5 * 3% at AT&T & Co; snake_case, a < b, c > d. #1 -5 degrees +7 =)\n",
        "\"Да\", - сказал он. [прим. ред.]\n",
        "1,000 tonnes\\\n2,000 tonnes\n",
        "## Three ships, one pilot\n",
        "- *Aurora*, 18,000 tonnes\n- *Boreas*\n  - one\n  - two\n",
        "a **b** *c* [d](https://port.example/7?a=1&b=2)\n",
        "| Ship | Tonnes |\n|---|---:|\n| Aurora | 18,000 |\n",
        "> A long quotation.\n",
    ] {
        assert_eq!(Body::parse(copy).to_markdown(), copy, "nothing in it needs an escape");
    }
}

#[test]
fn plain_text_is_the_words() {
    let markdown = "## A *b*\n\nThe [of x] **c**\\\nd\n\n- e\n- f\n\n| g | h |\n|--|--|\n| i | j |\n\n---\n\n```\nk\n```\n\n> l\n\n![m](n)\n";
    assert_eq!(Body::parse(markdown).plain_text(), "A b\nThe [of x] c\nd\ne\nf\ng h\ni j\nk\nl\nm", "one line a block");
}
