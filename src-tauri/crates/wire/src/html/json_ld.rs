//! Finds the article in the JSON-LD of any page, and reads single properties of it. Sites write the same fact as a text,
//! an object with a name or a list of either.

use crate::json::Json;

/// The blocks of JSON-LD of a page, each with the byte where it begins.
pub(super) fn blocks(html: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = find(html, at, "<script") {
        let Some(open) = html[start..].find('>').map(|length| start + length + 1) else { break };
        let end = find(html, open, "</script").unwrap_or(html.len());
        if find(&html[start..open], 0, "application/ld+json").is_some() && found.len() < 50 {
            found.push((open, &html[open..end]));
        }
        at = end;
    }
    found
}

/// Where `word` (small letters of ASCII) stands next, in whatever case.
pub(super) fn find(html: &str, from: usize, word: &str) -> Option<usize> {
    let (bytes, first) = (html.as_bytes(), *word.as_bytes().first()?);
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| byte.eq_ignore_ascii_case(&first))?;
        if bytes.get(at..at + word.len())?.eq_ignore_ascii_case(word.as_bytes()) {
            return Some(at);
        }
        at += 1;
    }
}

/// The article of a block: the block itself, one of its list or of its `@graph`.
pub(super) fn article(json: &Json) -> Option<&Json> {
    let list = json.get("@graph").map_or(json.items(), Json::items);
    std::iter::once(json).chain(list).find(|one| is_article(one))
}

fn is_article(json: &Json) -> bool {
    let named = |kind: &Json| {
        let kind = kind.text().map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind));
        kind.is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"))
    };
    json.get("@type").is_some_and(|kind| named(kind) || kind.items().iter().any(named))
}

/// The values of a property: a list's items, or the one value.
pub(super) fn values<'j>(json: &'j Json, key: &str) -> &'j [Json] {
    match json.get(key) {
        None | Some(Json::Null) => &[],
        Some(Json::List(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The words of a value: a text, or an object's `member`.
pub(super) fn words<'j>(json: &'j Json, member: &str) -> &'j str {
    json.text().or_else(|| json.get(member)?.text()).unwrap_or_default()
}

/// The words of a property's first value.
pub(super) fn first<'j>(json: &'j Json, key: &str, member: &str) -> &'j str {
    values(json, key).first().map_or("", |value| words(value, member))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_wherever_it_stands() {
        for text in [
            r#"{"@type": "NewsArticle", "headline": "A"}"#,
            r#"[{"@type": "WebSite"}, {"@type": ["Article", "NewsArticle"], "headline": ["A"]}]"#,
            r#"{"@graph": [{"@type": "http://schema.org/ReportageNewsArticle", "headline": {"name": "A"}}]}"#,
        ] {
            let json = Json::read(text.as_bytes()).expect("JSON");
            assert_eq!(article(&json).map(|one| first(one, "headline", "name")), Some("A"), "{text}");
        }
    }

    #[test]
    fn blocks_are_cut_at_their_ends() {
        let page =
            "<SCRIPT>x</SCRIPT><script type='application/ld+json'>{}</script ><script type=application/ld+json>[]";
        assert_eq!(blocks(page).into_iter().map(|(_, text)| text).collect::<Vec<_>>(), ["{}", "[]"]);
    }
}
