//! The styles of the document and the marks of its lists. Names are those that every word processor knows (ECMA-376,
//! 17.7.4), so that a client's own template takes over.

use std::fmt::Write as _;

/// A paragraph style: id, name, the XML behind them.
const PARAGRAPHS: &[(&str, &str, &str)] = &[
    (
        "Title",
        "Title",
        "<w:pPr><w:spacing w:before=\"120\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"36\"/></w:rPr>",
    ),
    ("Subtitle", "Subtitle", "<w:rPr><w:sz w:val=\"28\"/></w:rPr>"),
    (
        "Heading2",
        "heading 2",
        "<w:pPr><w:keepNext/><w:spacing w:before=\"240\"/><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr>",
    ),
    (
        "Heading3",
        "heading 3",
        "<w:pPr><w:keepNext/><w:spacing w:before=\"200\"/><w:outlineLvl w:val=\"2\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"26\"/></w:rPr>",
    ),
    (
        "Heading4",
        "heading 4",
        "<w:pPr><w:keepNext/><w:spacing w:before=\"200\"/><w:outlineLvl w:val=\"3\"/></w:pPr><w:rPr><w:b/></w:rPr>",
    ),
    ("Heading5", "heading 5", "<w:pPr><w:keepNext/><w:outlineLvl w:val=\"4\"/></w:pPr><w:rPr><w:b/><w:i/></w:rPr>"),
    ("Heading6", "heading 6", "<w:pPr><w:keepNext/><w:outlineLvl w:val=\"5\"/></w:pPr><w:rPr><w:i/></w:rPr>"),
    ("Quote", "Quote", "<w:pPr><w:ind w:left=\"567\" w:right=\"567\"/></w:pPr>"),
    ("ListParagraph", "List Paragraph", "<w:pPr><w:spacing w:after=\"60\"/></w:pPr>"),
    ("Caption", "caption", "<w:rPr><w:i/><w:sz w:val=\"20\"/></w:rPr>"),
    (
        "HTMLPreformatted",
        "HTML Preformatted",
        "<w:rPr><w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:sz w:val=\"20\"/></w:rPr>",
    ),
    (
        "Rule",
        "Rule",
        "<w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/></w:pBdr></w:pPr>",
    ),
    (
        "Notice",
        "Notice",
        "<w:pPr><w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"auto\"/></w:pBdr></w:pPr>",
    ),
    ("Embargo", "Embargo", "<w:rPr><w:b/></w:rPr>"),
    ("Section", "Section", ""),
    ("Byline", "Byline", ""),
    ("SignOff", "Sign-off", ""),
    ("Copyright", "Copyright", "<w:rPr><w:sz w:val=\"18\"/></w:rPr>"),
];

/// A character style: id, name, the XML behind them.
const CHARACTERS: &[(&str, &str, &str)] = &[
    ("Dateline", "Dateline", "<w:rPr><w:b/></w:rPr>"),
    ("Insertion", "Insertion", ""),
    ("Hyperlink", "Hyperlink", "<w:rPr><w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/></w:rPr>"),
];

/// The namespace of the text.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Twentieths of a point that a level of a list stands in.
const INDENT: u32 = 425;

pub(super) fn styles() -> String {
    let mut out = format!("{DECLARATION}<w:styles xmlns:w=\"{W}\">\n");
    out.push_str(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
         w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/></w:rPr>\
         </w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr>\
         </w:pPrDefault></w:docDefaults>\n\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
         </w:style>\n\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         </w:style>\n\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/>\
         <w:basedOn w:val=\"TableNormal\"/><w:pPr><w:spacing w:after=\"0\"/></w:pPr><w:tblPr><w:tblBorders>",
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    }
    out.push_str(
        "</w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>\n",
    );
    let mut style = |kind: &str, (id, name, rest): &(&str, &str, &str)| {
        let based = if kind == "paragraph" { "<w:basedOn w:val=\"Normal\"/>" } else { "" };
        let _ = writeln!(
            out,
            "<w:style w:type=\"{kind}\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:qFormat/>{rest}</w:style>"
        );
    };
    for one in PARAGRAPHS {
        style("paragraph", one);
    }
    for one in CHARACTERS {
        style("character", one);
    }
    for level in 0..9 {
        let (id, name) = (format!("ListContinue{}", level + 1), format!("List Continue {}", level + 1));
        let left = INDENT * (level + 1);
        let rest = format!("<w:pPr><w:spacing w:after=\"60\"/><w:ind w:left=\"{left}\"/></w:pPr>");
        style("paragraph", &(&id, &name, &rest));
    }
    out.push_str("</w:styles>\n");
    out
}

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The marks of lists: one definition of bullets, one of numbers, and each list with its level and first number
/// (`None`: bullets). A list has the number of its place plus one.
pub(super) fn numbering(lists: &[(u8, Option<u32>)]) -> String {
    let mut out = format!("{DECLARATION}<w:numbering xmlns:w=\"{W}\">\n");
    for (at, ordered) in [(0, false), (1, true)] {
        let _ = write!(out, "<w:abstractNum w:abstractNumId=\"{at}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>");
        for level in 0..9u32 {
            let left = INDENT * (level + 1);
            let bullet = ["•", "–", "·"].get(level as usize % 3).copied().unwrap_or("•");
            let (format, text) =
                if ordered { ("decimal", format!("%{}.", level + 1)) } else { ("bullet", bullet.to_owned()) };
            let _ = write!(
                out,
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
                 <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"{INDENT}\"/></w:pPr></w:lvl>"
            );
        }
        out.push_str("</w:abstractNum>\n");
    }
    for (at, (level, start)) in lists.iter().enumerate() {
        let _ = write!(out, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{}\"/>", at + 1, u8::from(start.is_some()));
        if let Some(start) = start {
            let _ =
                write!(out, "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>");
        }
        out.push_str("</w:num>\n");
    }
    out.push_str("</w:numbering>\n");
    out
}
