//! Copy of other agencies, our own runs of words, and what attacks the reader.

use super::*;

fn reading(content: &str) -> ReadBody {
    let text = format!("<body.content>{content}</body.content>");
    let document = crate::xml::read(text.as_bytes()).expect("well-formed");
    read([&document.root])
}

fn reads_as(content: &str, markdown: &str) {
    let read = reading(content);
    let same = read.body.same_content(&Body::parse(markdown));
    assert!(same, "{content}\nis  {:?}\nnot {markdown:?}", read.body.to_markdown());
}

#[test]
fn copy_of_other_agencies_is_read() {
    reads_as("<block>\n  <p>One.</p>\n  <p lede='true'>Two\n   lines.</p>\n</block>", "One.\n\nTwo lines.");
    reads_as("Bare words<p>Two</p>", "Bare words\n\nTwo");
    reads_as("<hl2>A</hl2><bq><block><p>b</p></block><credit>C</credit></bq>", "## A\n\n> b\n>\n> C");
    reads_as("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b");
    reads_as("<ol seqnum='3'><li><p>a</p></li></ol>", "3. a");
    reads_as("<p><em>a</em> <em class='bold'>b</em> <strong>c</strong></p>", "*a* **b** **c**");
    reads_as("<p><q>Words <em class='insert'>[more]</em>,</q> he said</p>", "\"Words [more],\" he said");
    reads_as("<p><person>A. <name.family>B</name.family></person> of <num>H<sub>2</sub></num></p>", "A. B of H2");
    reads_as("<fn><body.content><p>Foot</p></body.content></fn>", "Foot");
    reads_as("<dl><dt>a</dt><dd><p>b</p></dd></dl>", "a\n\nb");
    reads_as("<hedline><hl1>Head</hl1></hedline><p>a</p>", "a");
    reads_as(
        "<table><caption>Ships</caption><tr><td align='right'>1</td><td>2</td></tr></table>",
        "Ships\n\n|  |  |\n|--:|---|\n| 1 | 2 |",
    );
    reads_as("<media media-type='image'><media-reference source='a.jpg' alternate-text='C'/></media>", "![C](a.jpg)");
}

#[test]
fn our_own_runs_of_words_are_understood() {
    let one = reading(
        "<p><lang class=\"dateline\">ROME, <chron norm=\"20260509\">May 9</chron>. /X/. </lang>He \
         <lang class=\"insertion\">[Ivanov]</lang> said [sic]</p>",
    );
    assert_eq!(one.dateline.as_deref(), Some("ROME, May 9. /X/. "));
    assert_eq!(one.date.map(|date| date.to_string()).as_deref(), Some("2026-05-09"));
    assert_eq!(one.body.to_markdown(), "He [Ivanov] said \\[sic\\]\n", "typed brackets are no insertion");
}

#[test]
fn what_has_no_place_is_told_and_its_words_are_kept() {
    let one = reading(
        "<p><a href='javascript:alert(1)'>words</a></p><media media-type='video'><media-reference \
         source='a.mp4'/><media-caption>Clip</media-caption></media>",
    );
    assert_eq!(one.body.to_markdown(), "words\n\nClip\n");
    assert_eq!(one.notes.len(), 2, "{:?}", one.notes);
}

#[test]
fn a_table_of_a_thousand_columns_is_paragraphs() {
    let row = |cell: &str| format!("<tr>{}</tr>", cell.repeat(1000));
    let one = reading(&format!("<table>{}{}</table>", row("<td>x</td>"), row("<td>y</td>")));
    assert_eq!((one.body.blocks.len(), one.notes.len()), (2, 1), "{:?}", one.notes);
}
