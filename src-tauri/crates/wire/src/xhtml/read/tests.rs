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
fn paragraphs_stay_apart_whatever_is_wrapped_round_them() {
    reads_as(
        "<font color=red><p>Two <b>b</b></p><ul><li>a<li>b</ul><blockquote>Quote</blockquote><table><tr><td>a<td>b</table></font>",
        "Two **b**\n\n- a\n- b\n\n> Quote\n\n|  |  |\n|--|--|\n| a | b |",
    );
    reads_as("<span>One <span><p>Two</p>Three</span></span>", "One\n\nTwo\n\nThree");
    let player = read("<p>One</p><video><p>No video here</p></video>");
    assert_eq!((player.body.to_markdown().as_str(), player.notes.len()), ("One\n", 1), "{:?}", player.notes);
    let link = read("<a href='https://x.example'><p>One</p></a>");
    assert!(link.notes[0].contains("https://x.example"), "the address is told: {:?}", link.notes);
    let bold = read("<b><p>One</p><p>Two</p></b>");
    assert_eq!(
        (bold.body.to_markdown().as_str(), bold.notes.len()),
        ("One\n\nTwo\n", 1),
        "the mark is told: {:?}",
        bold.notes
    );
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

/// What both readers make of a body; `None` where it is left to the reader of HTML.
fn both(html: &str) -> Option<(String, String)> {
    let shown =
        |read: ReadBody| format!("{:?} {:?} {:?} {:?}", read.body.to_markdown(), read.dateline, read.date, read.notes);
    let tree = well_formed::parse(html)?;
    Some((shown(read_tag(tree.root())), shown(read_html(html))))
}

#[test]
fn what_is_read_as_it_stands_is_what_a_browser_reads() {
    for html in [
        "",
        "words &amp; <b>more</b> <a href=\"/?a=1&amp;b=2\" title=\"x &quot;y&quot;\">z</a>",
        "<p><span class=\"dateline\">ROME, <time datetime=\"2026-05-09\">May 9</time>. /X/. </span>Words</p>\n<hr/>",
        "<ul><li>a<ul><li>b</li></ul></li>\n<ul><li>c</li></ul></ul><ol start=\"3\"><li><p>d</p><p>e</p></li></ol>",
        "<table><caption>C</caption>\n<tr><th>a</th></tr><tbody><tr><td style='text-align: right'>b<table><tr><td>c</td></tr></table></td></tr></tbody></table>",
        "<figure><img src=\"a.jpg\" alt=\"x\"/><figcaption>y<br/>z</figcaption></figure><pre>a\n  b</pre>",
        "<div><blockquote>a&nbsp;b&#x41F;&apos;</blockquote>c</div>",
    ] {
        let (own, browser) = both(html).expect("it means the same to both");
        assert_eq!(own, browser, "{html}");
    }
    for html in [
        "<p>a",
        "<p>a<p>b</p></p>",
        "<p/>a",
        "<br></br>",
        "<P>a</P>",
        "<p>a &copy; b</p>",
        "<p>a &amp b</p>",
        "<p>&#x85;</p>",
        "<table>a<tr><td>b</td></tr></table>",
        "<p><table><tr><td>b</td></tr></table></p>",
        "<a>b<a>c</a></a>",
        "<pre>\na</pre>",
        "<p>a<!-- b --></p>",
        "<p><![CDATA[a]]></p>",
        "<script>a</script>",
        "<x:p xmlns:x='y'>a</x:p>",
        "a\rb",
        "<p class=a>b</p>",
    ] {
        assert!(well_formed::parse(html).is_none(), "left to the reader of HTML: {html}");
    }
}

proptest::proptest! {
    #![proptest_config(wirecopy_story::arbitrary::often())]

    #[test]
    fn our_own_bodies_are_read_as_they_stand_and_as_a_browser_reads_them(body in wirecopy_story::arbitrary::bodies()) {
        let mut body = Body::parse(&body.to_markdown());
        crate::xhtml::narrow(&mut body, "", &mut crate::loss::Losses::default());
        let html = crate::xhtml::write(&body, None, "", &("[".to_owned(), "]".to_owned()));
        match both(&html) {
            Some((own, browser)) => proptest::prop_assert_eq!(own, browser, "{}", html),
            None => proptest::prop_assert!(html.contains(['\r', '\u{C}']) || html.contains("<pre>\n"), "{}", html),
        }
    }

    #[test]
    fn a_body_of_any_tags_that_is_read_as_it_stands_is_read_as_a_browser_reads_it(
        parts in proptest::collection::vec(tags(), 0..24)
    ) {
        // Closed in their order, so that most are well-formed; the rest is for the other reader.
        let (mut html, mut open) = (String::new(), Vec::new());
        for part in parts.into_iter().chain(["/"; 24]) {
            if part == "/" {
                let end = open.pop().map_or(String::new(), |name| format!("</{name}>"));
                html.push_str(&end);
                continue;
            }
            html.push_str(part);
            html.push_str(if part.starts_with('<') { ">" } else { "" });
            if let Some(tag) = part.strip_prefix('<').filter(|tag| !tag.ends_with('/')) {
                open.push(tag.split(' ').next().unwrap_or(tag));
            }
        }
        if let Some((own, browser)) = both(&html) {
            proptest::prop_assert_eq!(own, browser, "{}", html);
        }
    }
}

/// A start tag, an end tag or words.
fn tags() -> impl proptest::strategy::Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "/",
        "/",
        "/",
        "/",
        "/",
        "/",
        "a",
        " b ",
        "\n",
        "\n  c",
        "&amp;",
        "&lt;i&gt;",
        "&#65;",
        "&nbsp;",
        "[",
        "<br/",
        "<hr/",
        "<img src=\"a.jpg\" alt=\"x\"/",
        "<p",
        "<p",
        "<p",
        "<em",
        "<strong",
        "<b",
        "<a href=\"b\"",
        "<span",
        "<span class=\"insertion\"",
        "<span class=\"dateline\"",
        "<time datetime=\"2026-05-09\"",
        "<h1",
        "<h2",
        "<h3 class=\"level-4\"",
        "<blockquote",
        "<div",
        "<section",
        "<figure",
        "<figure class=\"picture\"",
        "<figcaption",
        "<pre",
        "<pre class=\"language-x\"",
        "<ul",
        "<ol start=\"3\"",
        "<li",
        "<li",
        "<table",
        "<caption",
        "<tbody",
        "<tr",
        "<tr",
        "<td",
        "<td align=\"right\"",
        "<th",
    ])
}
