//! What must hold of a page beyond the grammar of HTML: the article's facts are there and can be read, and nothing is
//! fetched or run. The grammar itself is the Nu checker's business (a test runs it where it is installed).

use jiff::Timestamp;

use super::json_ld::{self, first, values};
use crate::json::Json;
use crate::{Fault, MAX_MESSAGE};

/// Properties that hold a time.
const TIMES: &[&str] = &["dateCreated", "datePublished", "dateModified"];

pub(super) fn validate(bytes: &[u8]) -> Vec<Fault> {
    if bytes.len() > MAX_MESSAGE {
        return vec![Fault::new("line 1", format!("at most {MAX_MESSAGE} bytes"), format!("{} bytes", bytes.len()))];
    }
    let Ok(html) = std::str::from_utf8(bytes) else {
        return vec![Fault::new("line 1", "UTF-8 (HTML, 4.2.5.4)", "other bytes")];
    };
    let mut faults = Vec::new();
    if json_ld::find(html, 0, "<!doctype html").is_none_or(|at| !html[..at].trim().is_empty()) {
        faults.push(Fault::new("line 1", "<!DOCTYPE html> first (HTML, 13.1)", "something else"));
    }
    if json_ld::find(html, 0, "<title>").is_none() {
        faults.push(Fault::new("line 1", "a title (HTML, 4.2.2)", "none"));
    }
    facts(html, &mut faults);
    runs_or_fetches(html, &mut faults);
    faults
}

fn line(html: &str, at: usize) -> String {
    format!("line {}", 1 + html[..at].matches('\n').count())
}

fn facts(html: &str, faults: &mut Vec<Fault>) {
    let mut found = false;
    for (at, text) in json_ld::blocks(html) {
        let place = line(html, at);
        let json = match Json::read(text.trim().as_bytes()) {
            Ok(json) => json,
            Err(fault) => {
                faults.push(Fault::new(place, fault.expected, fault.got));
                continue;
            }
        };
        let Some(article) = json_ld::article(&json) else { continue };
        found = true;
        for (key, member) in [("headline", "name"), ("datePublished", "@value"), ("publisher", "name")] {
            if first(article, key, member).is_empty() {
                faults.push(Fault::new(place.clone(), format!("`{key}` of the article (schema.org)"), "nothing"));
            }
        }
        for key in TIMES {
            for value in values(article, key) {
                let text = value.text().unwrap_or_default();
                let day = text.parse::<jiff::civil::Date>().is_ok();
                if !day && text.parse::<Timestamp>().is_err() {
                    let expected = format!("a time of ISO 8601 in `{key}` (schema.org)");
                    faults.push(Fault::new(place.clone(), expected, value.describe()));
                }
            }
        }
    }
    if !found {
        faults.push(Fault::new("line 1", "a NewsArticle in JSON-LD", "none"));
    }
}

/// A page of the wire shows words: what it would run or fetch is somebody else's.
fn runs_or_fetches(html: &str, faults: &mut Vec<Fault>) {
    let mut at = 0;
    while let Some(start) = json_ld::find(html, at, "<") {
        let end = html[start..].find('>').map_or(html.len(), |length| start + length + 1);
        let tag = &html[start..end];
        let named = |name: &str| {
            let rest = tag[1..]
                .get(name.len()..)
                .filter(|_| tag[1..].get(..name.len()).is_some_and(|one| one.eq_ignore_ascii_case(name)));
            rest.is_some_and(|rest| rest.starts_with([' ', '\t', '\n', '\r', '/', '>']))
        };
        let script = named("script") && json_ld::find(tag, 0, "ld+json").is_none();
        let frame = ["iframe", "object", "embed", "link"].iter().any(|name| named(name));
        let remote = ["img", "source", "video", "audio"].iter().any(|name| named(name))
            && (json_ld::find(tag, 0, " src=\"http").is_some() || json_ld::find(tag, 0, " src=\"//").is_some());
        if (script || frame || remote) && faults.len() < 100 {
            let got: String = tag.chars().take(60).collect();
            faults.push(Fault::new(line(html, start), "a page that runs and fetches nothing", got));
        }
        // A block of JSON-LD holds no tags.
        at = if named("script") { json_ld::find(html, end, "</script").unwrap_or(html.len()) } else { end };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_runs_or_fetches_is_faulted() {
        let page =
            "<!DOCTYPE html>\n<title>A</title>\n<script>x</script>\n<img src=\"https://t.example/1.gif\" alt=\"\">";
        let told: Vec<_> = validate(page.as_bytes()).iter().map(ToString::to_string).collect();
        let expected = [
            "line 1: expected a NewsArticle in JSON-LD, got none",
            "line 3: expected a page that runs and fetches nothing, got <script>",
            "line 4: expected a page that runs and fetches nothing, got <img src=\"https://t.example/1.gif\" alt=\"\">",
        ];
        assert_eq!(told, expected);
    }
}
