//! XHTML that stands in a message of XML, as HTML for the HTML reader. The two differ: `<p/>` is a whole paragraph in XML
//! and opens one in HTML, a prefix is part of the name in HTML, a CDATA section is a comment there. So it is written anew
//! from the tree, by local names.

use crate::xml::{Element, Node, escape_into, escape_value_into};

/// Elements that HTML never closes.
const VOID: &[&str] = &["br", "hr", "img", "meta", "link", "input", "wbr", "col", "source", "area", "base", "track"];

/// What is inside `element`, as HTML. Foreign attributes are left out.
pub(crate) fn from_tree(element: &Element) -> String {
    let mut out = String::new();
    inside(element, &mut out);
    out
}

fn inside(element: &Element, out: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => escape_into(out, text),
            Node::Element(element) => whole(element, out),
        }
    }
}

fn whole(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(&element.name);
    for attribute in element.attributes.iter().filter(|one| one.space.is_empty()) {
        out.push(' ');
        out.push_str(&attribute.name);
        out.push_str("=\"");
        escape_value_into(out, &attribute.value);
        out.push('"');
    }
    out.push('>');
    if VOID.contains(&element.name.as_str()) {
        return;
    }
    inside(element, out);
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_becomes_the_html_that_means_the_same() {
        for (xml, html) in [
            ("<a><p/>b</a>", "<p></p>b"),
            ("<x:a xmlns:x='urn:x'><x:p x:q='1' r='2'>b<x:br/></x:p></x:a>", "<p r=\"2\">b<br></p>"),
            ("<a><![CDATA[1 < 2]]> &amp; 3</a>", "1 &lt; 2 &amp; 3"),
            ("<a><a name='top'/>words</a>", "<a name=\"top\"></a>words"),
        ] {
            let document = crate::xml::read(xml.as_bytes()).expect("well-formed");
            assert_eq!(from_tree(&document.root), html, "{xml}");
        }
    }
}
