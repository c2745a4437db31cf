//! Writes what was carried as a page: facts in the head, then what is read. One small style, no script, nothing that
//! would be fetched.

use wirecopy_story::Body;

use super::{address, article};
use crate::carry::Carrier;
use crate::profile::dateline::Printed;
use crate::xml::{escape_into, escape_value_into};
use crate::{EncodeError, Encoded, Profile, WireItem, ed_note, language, xhtml};

/// Says to browsers what the page needs: its own style, and pictures that lie beside it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:";

const STYLE: &str = "
body { max-width: 40em; margin: 2em auto; padding: 0 1em; font: 1.1em/1.5 serif; }
.summary { font-size: 1.15em; }
.dateline, .embargo { font-weight: bold; }
.notice, .ed-note, .usage { white-space: pre-wrap; border-inline-start: 0.25em solid; padding-inline-start: 0.75em; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.2em 0.6em; text-align: start; }
.left { text-align: left; }
.center { text-align: center; }
.right { text-align: right; }
pre { overflow-x: auto; }
img { max-width: 100%; }
";

pub(super) fn encode(item: &WireItem, profile: &Profile) -> Result<Encoded, EncodeError> {
    let mut carrier = Carrier::new(item, profile);
    let body = carrier.body(|body, markdown, losses| {
        address::mend(body, losses);
        xhtml::narrow(body, markdown, losses);
    });
    if body.as_ref().is_some_and(|body| body.blocks.is_empty()) {
        return Err(EncodeError::Missing { missing: vec!["body"] });
    }
    carrier.withhold_addresses();
    carrier.clean_fields();
    let dateline = carrier.dateline();
    carrier.drop_unprinted_date(dateline.as_ref());
    carrier.drop_unknown_keys("a web page");
    carrier.leave_out(&["urgency"], "a web page");
    carrier.settle_release();
    let words = body.as_ref().map(|body| wirecopy_story::count::count(&body.plain_text(), profile.word_rule()).words);
    let facts = article::write(&carrier.item, profile, (dateline.as_ref(), words))?;
    let page = page(&carrier.item, profile, (body.as_ref(), dateline.as_ref(), &facts));
    Ok(Encoded { bytes: page.into_bytes(), charset: "utf-8".to_owned(), losses: carrier.losses.into_list() })
}

struct Page {
    out: String,
}

impl Page {
    fn line(&mut self, start: &str, text: &str, end: &str) {
        if !text.is_empty() {
            self.out.push_str(start);
            escape_into(&mut self.out, text);
            self.out.push_str(end);
            self.out.push('\n');
        }
    }
}

fn page(item: &WireItem, profile: &Profile, parts: (Option<&Body>, Option<&Printed>, &str)) -> String {
    let (body, dateline, facts) = parts;
    let story = &item.story;
    let mut page = Page { out: String::with_capacity(story.body.len() * 2 + facts.len() + 2048) };
    head(&mut page, item, facts);
    page.line("<p class=\"notice\">", &ed_note::release(item, profile), "</p>");
    if let Some(embargo) = story.embargo {
        let months = profile.dateline_style(&story.language).months();
        page.line("<p class=\"embargo\">", &profile.embargo_line().print(embargo, months), "</p>");
    }
    page.line("<p class=\"ed-note\">", &story.ed_note, "</p>");
    page.line("<p class=\"section\">", &story.section, "</p>");
    page.line("<h1>", &story.headline, "</h1>");
    page.line("<p class=\"summary\">", &story.summary, "</p>");
    page.line("<p class=\"byline\">", &profile.byline(&story.byline), "</p>");
    if let Some(body) = body {
        let day = story.dateline.date.map(|date| date.to_string()).unwrap_or_default();
        page.out.push_str("<div class=\"body\">\n");
        page.out.push_str(&xhtml::write_page(body, dateline, &day, &profile.marks().insertion));
        page.out.push_str("\n</div>\n");
    }
    page.line("<p class=\"sign-off\">", &story.sign_off, "</p>");
    page.line("<p class=\"copyright\">", &story.rights.notice, "</p>");
    page.line("<p class=\"usage\">", &story.rights.usage, "</p>");
    page.out.push_str("</article>\n</body>\n</html>\n");
    page.out
}

fn head(page: &mut Page, item: &WireItem, facts: &str) {
    let story = &item.story;
    page.out.push_str("<!DOCTYPE html>\n<html");
    if let Some(tag) = language::tag(&story.language) {
        page.out.push_str(" lang=\"");
        page.out.push_str(&tag);
        page.out.push('"');
        if language::is_right_to_left(&tag) {
            page.out.push_str(" dir=\"rtl\"");
        }
    }
    page.out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
    page.out.push_str(POLICY);
    page.out.push_str("\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.line("<title>", &story.headline, "</title>");
    if !story.summary.trim().is_empty() {
        page.out.push_str("<meta name=\"description\" content=\"");
        escape_value_into(&mut page.out, &story.summary);
        page.out.push_str("\">\n");
    }
    page.out.push_str("<script type=\"application/ld+json\">\n");
    page.out.push_str(facts);
    page.out.push_str("\n</script>\n<style>");
    page.out.push_str(STYLE);
    page.out.push_str("</style>\n</head>\n<body>\n<article class=\"story\">\n");
}
