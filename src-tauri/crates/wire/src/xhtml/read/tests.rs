//! HTML of other agencies, as a correspondent wants it read.

use super::*;

fn reads_as(html: &str, markdown: &str) {
    let read = read(html);
    let same = read.body.same_content(&Body::parse(markdown));
    assert!(same, "{html}\nis  {:?}\nnot {markdown:?}", read.body.to_markdown());
}

#[test]
fn plain_copy_is_paragraphs() {
    reads_as("<p>One.</p>\n<p>Two <b>bold</b> <i>words</i>.</p>", "One.\n\nTwo **bold** *words*.");
    reads_as("<div>One.<p>Two.</p>Three.</div>", "One.\n\nTwo.\n\nThree.");
    reads_as("One<br>two", "One\\\ntwo");
    reads_as("<p>One\n   line</p>", "One line");
    reads_as("No markup at all", "No markup at all");
    reads_as("", "");
}

#[test]
fn structure_stays() {
    reads_as("<h1>Head</h1><h3>Sub</h3>", "## Head\n\n### Sub");
    reads_as("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c");
    reads_as("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b");
    reads_as("<ol start=3><li><p>a</p><p>b</p></li></ol>", "3. a\n\n   b");
    reads_as("<blockquote>Words</blockquote>", "> Words");
    reads_as("<pre>a\n  b</pre>", "```\na\n  b\n```");
    reads_as(
        "<figure><img src='https://x.example/a.jpg'><figcaption>C</figcaption></figure>",
        "![C](https://x.example/a.jpg)",
    );
    reads_as("<p><img src='a.jpg' alt='C'></p>", "![C](a.jpg)");
    reads_as("a<hr>b", "a\n\n---\n\nb");
}

#[test]
fn tables_are_filled_up() {
    reads_as("<table><tr><th>a<th>b</tr><tr><td>c</td></tr></table>", "| a | b |\n|---|---|\n| c |  |");
    reads_as(
        "<table><caption>Ships</caption><tr><td style='text-align: right'>1</td></tr></table>",
        "Ships\n\n|  |\n|--:|\n| 1 |",
    );
}

#[test]
fn our_own_spans_are_understood() {
    let one =
        read("<p><span class=\"dateline\">ROME, <time datetime=\"2026-05-09\">May 9</time>. /X/. </span>Words</p>");
    assert_eq!(one.dateline.as_deref(), Some("ROME, May 9. /X/. "));
    assert_eq!(one.date.map(|date| date.to_string()).as_deref(), Some("2026-05-09"));
    assert_eq!(one.body.to_markdown(), "Words\n", "the dateline is not part of the body");
    reads_as("<p>he <span class=\"insertion\">[the spokesman]</span> said</p>", "he [the spokesman] said");
    reads_as("<p>he <span class=\"insertion\">(the spokesman)</span> said</p>", "he [the spokesman] said");
    reads_as("<p>plain [brackets]</p>", "plain \\[brackets\\]");
}

#[test]
fn what_has_no_place_is_told_and_its_words_are_kept() {
    let one = read("<p><a href=\"javascript:alert(1)\">words</a> <video>x</video><script>alert(2)</script></p>");
    assert_eq!(one.body.plain_text().trim(), "words");
    assert_eq!(one.notes.len(), 2, "{:?}", one.notes);
    assert!(one.notes[0].contains("javascript:alert(1)"), "{:?}", one.notes);
    assert!(one.notes[1].contains("video"), "{:?}", one.notes);
}

#[test]
fn a_hostile_body_is_bare_words_with_a_note() {
    let deep = "<blockquote>".repeat(100) + "deep";
    let one = read(&deep);
    assert_eq!(one.body.plain_text().trim(), "deep", "words are kept however deep");
    let absurd = "<div>".repeat(10_000);
    assert!(read(&absurd).notes[0].contains("open elements"), "what cannot be read is told");
    let wide = format!("<table><tr>{}</tr>{}</table>", "<td>x</td>".repeat(500), "<tr><td>y</td></tr>".repeat(500));
    let one = read(&wide);
    assert!(one.body.blocks.len() == 501 && one.notes.len() == 1, "rows of a monstrous table are paragraphs");
}
