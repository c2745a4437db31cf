//! Writes an item as one message, then reads it back: what comes back otherwise is told as lost.

use std::fmt::Write as _;

use encodify::{base64, qp};
use jiff::tz::Offset;
use wirecopy_story::{ReleaseKind, Urgency};

use super::{BODY, decode, header};
use crate::clean::{Cleaner, Shape};
use crate::dialect::DialectRow;
use crate::lines::fields::Fields;
use crate::lines::page;
use crate::loss::Losses;
use crate::profile::LineEnds;
use crate::settle::settle;
use crate::xml::{escape_into, escape_value_into};
use crate::{EncodeError, Encoded, Profile, Reading, WireItem, language, wrap, xhtml};

/// Parts the bodies of `multipart/alternative`. `=_` stands in no part, because both are encoded (RFC 2045, 6.7).
const BOUNDARY: &str = "=_story_=";

/// The most octets of a line (RFC 5322, 2.1.1).
pub(super) const MAX_LINE: usize = 998;

pub(super) fn encode(item: &WireItem, profile: &Profile, dialect: &DialectRow) -> Result<Encoded, EncodeError> {
    let page = page::print(item, profile, LineEnds::Crlf)?;
    let charset = profile.charset();
    let text = charset
        .encode(&page.text)
        .map_err(|letter| EncodeError::Charset { charset: charset.name().to_owned(), code: letter.into() })?;
    let mut out = headers(item, profile)?;
    let text_type = format!("text/plain; charset={}", charset.name());
    if dialect.option(&BODY) == "alternative" {
        let _ = write!(out, "Content-Type: multipart/alternative; boundary=\"{BOUNDARY}\"\r\n\r\n");
        let _ = write!(out, "--{BOUNDARY}\r\n");
        part(&mut out, &text_type, &text, Plain::Never);
        let _ = write!(out, "\r\n--{BOUNDARY}\r\n");
        part(&mut out, "text/html; charset=utf-8", html(item, profile).as_bytes(), Plain::Never);
        let _ = write!(out, "\r\n--{BOUNDARY}--\r\n");
    } else {
        part(&mut out, &text_type, &text, Plain::WherePossible);
    }
    let bytes = out.into_bytes();
    let back = decode::decode(&bytes, &Reading::new(profile, item.envelope.sent_at));
    let back = back.map_err(|error| EncodeError::Unwritable { got: error.to_string() })?;
    let mut losses = page.losses;
    settle(item, page.parsed, &back.item, &mut losses);
    Ok(Encoded { bytes, charset: charset.name().to_owned(), losses })
}

fn headers(item: &WireItem, profile: &Profile) -> Result<String, EncodeError> {
    let mut out = String::with_capacity(4096);
    let provider = Some(item.envelope.provider.trim()).filter(|name| !name.is_empty());
    let provider = clean(provider.unwrap_or_else(|| profile.provider()), profile);
    out.push_str("From: ");
    let mut column = 6;
    header::phrase(&mut out, &provider, &mut column);
    let _ = write!(out, "\r\n <{}>\r\n", profile.sender());
    let subject = subject(item, profile)?;
    header::field(&mut out, "Subject", &subject);
    let sent = Offset::UTC.to_datetime(item.envelope.sent_at).strftime("%a, %d %b %Y %H:%M:%S +0000");
    let _ = write!(out, "Date: {sent}\r\n");
    let domain = profile.guid_domain();
    let _ = write!(out, "Message-ID: {}\r\n", header::message_id(&item.guid, item.version, domain));
    if let Some(previous) = item.previous {
        let before = header::message_id(&item.guid, previous.version, domain);
        let _ = write!(out, "References: {before}\r\n");
    }
    if !profile.prints("keywords") {
        keywords(&mut out, item, profile);
    }
    let note = clean(&item.story.ed_note, profile);
    if !note.is_empty() && !profile.prints("ed_note") {
        header::field(&mut out, "Comments", &note);
    }
    if is_tag(&item.story.language) {
        let _ = write!(out, "Content-Language: {}\r\n", item.story.language);
    }
    let level = item.story.urgency.map(Urgency::level);
    // What must be taken down is urgent, whatever the story was.
    let pulled = matches!(item.kind, ReleaseKind::Hold | ReleaseKind::Kill).then_some(1);
    if let Some(level) = pulled.or(level) {
        let importance = ["high", "normal", "low"][usize::from(level > 3) + usize::from(level > 5)];
        let _ = write!(out, "Importance: {importance}\r\n");
    }
    if let Some(level) = level {
        let _ = write!(out, "X-Urgency: {level}\r\n");
    }
    out.push_str("MIME-Version: 1.0\r\n");
    Ok(out)
}

/// `CORRECTION: EMBARGO: TESTLAND-GRAIN: Harbour reopened`: why it goes out or how urgent it is, that it must wait, the
/// slug, the headline.
fn subject(item: &WireItem, profile: &Profile) -> Result<String, EncodeError> {
    let headline = Fields::new(item, profile).headline();
    if headline.is_empty() {
        return Err(EncodeError::Missing { missing: vec!["headline"] });
    }
    let word = match item.kind {
        ReleaseKind::New => {
            let words = profile.telegraph().iptc7901.flash.iter();
            let level = item.story.urgency.map_or(5, Urgency::level);
            words.zip(1..).find(|(_, priority)| *priority == level).map(|(word, _)| word.clone()).unwrap_or_default()
        }
        kind => profile.wording().line(kind, ""),
    };
    let embargo = item.waits().map_or("", |_| profile.embargo_line().word());
    let parts = [clean(&word, profile), clean(embargo, profile), clean(&item.story.slug, profile), headline];
    let subject = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    // A folded field has single spaces.
    Ok(wrap::broken(&subject, usize::MAX).into_owned())
}

fn keywords(out: &mut String, item: &WireItem, profile: &Profile) {
    let words = item.story.keywords.iter().map(|word| clean(word, profile)).filter(|word| !word.is_empty());
    for (at, word) in words.enumerate() {
        out.push_str(if at == 0 { "Keywords: " } else { ",\r\n " });
        let mut column = if at == 0 { 10 } else { 1 };
        header::phrase(out, &word, &mut column);
    }
    if out.rsplit("\r\n").next().is_some_and(|line| !line.is_empty()) {
        out.push_str("\r\n");
    }
}

/// One line of text as the profile takes it; what changes is told when the message is read back.
pub(super) fn clean(text: &str, profile: &Profile) -> String {
    Cleaner::Plain(profile).clean(text, Shape::Line, |_| {}).trim().to_owned()
}

/// A language tag that a header can name.
fn is_tag(tag: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|one| one.is_ascii_alphanumeric());
    !tag.is_empty() && tag.len() <= 35 && tag.split('-').all(part)
}

/// Whether a part may stay as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plain {
    WherePossible,
    Never,
}

/// The headers and the body of a part, in the least of 7bit, quoted-printable and base64 that carries it.
fn part(out: &mut String, media_type: &str, body: &[u8], plain: Plain) {
    let fits = body.split(|one| *one == b'\n').all(|line| line.len() < MAX_LINE && !line.starts_with(b"From "));
    let _ = write!(out, "Content-Type: {media_type}\r\nContent-Transfer-Encoding: ");
    if plain == Plain::WherePossible && body.is_ascii() && fits {
        out.push_str("7bit\r\n\r\n");
        out.extend(body.iter().copied().map(char::from));
        return;
    }
    let most = base64::MIME.encoded_len(body.len());
    if qp::BODY.encoded_len_within(body, most).is_some() {
        out.push_str("quoted-printable\r\n\r\n");
        qp::BODY.encode_append(body, out);
    } else {
        out.push_str("base64\r\n\r\n");
        base64::MIME.encode_append(body, out);
    }
    if !out.ends_with("\r\n") {
        out.push_str("\r\n");
    }
}

/// The same story as HTML: the lines that tell receivers what to do, headline, lead, authors, body, sign-off.
fn html(item: &WireItem, profile: &Profile) -> String {
    let mut fields = Fields::new(item, profile);
    let story = &item.story;
    let (kind, advice, embargo) = (fields.kind(), fields.advice().to_owned(), fields.embargo());
    let (headline, summary, byline) = (fields.headline(), fields.summary(), fields.byline());
    let sign_off = fields.field("sign_off", &story.sign_off);
    let mut out = "<!DOCTYPE html>\r\n<html lang=\"".to_owned();
    let tag = if is_tag(&story.language) { &story.language } else { profile.language() };
    escape_value_into(&mut out, tag);
    out.push_str(if language::is_right_to_left(tag) { "\" dir=\"rtl" } else { "" });
    out.push_str("\">\r\n<head><meta charset=\"utf-8\"><title>");
    escape_into(&mut out, &headline);
    out.push_str("</title></head>\r\n<body>\r\n");
    for (open, text, close) in [
        ("<p><strong>", &kind, "</strong></p>"),
        ("<p><strong>", &advice, "</strong></p>"),
        ("<p><strong>", &embargo, "</strong></p>"),
        ("<h1>", &headline, "</h1>"),
        ("<p>", &summary, "</p>"),
        ("<p>", &byline, "</p>"),
    ] {
        line(&mut out, open, text, close);
    }
    if item.kind != ReleaseKind::Kill {
        let mut body = story.parsed();
        xhtml::narrow(&mut body, &story.body, &mut Losses::default());
        let dateline = profile.dateline_style(&story.language).print(&story.dateline);
        let day = story.dateline.date.map(|date| date.to_string()).unwrap_or_default();
        let written = xhtml::write(&body, dateline.as_ref(), &day, &profile.marks().insertion);
        out.push_str(&written.replace('\n', "\r\n"));
        out.push_str("\r\n");
    }
    line(&mut out, "<p>", &sign_off, "</p>");
    out.push_str("</body>\r\n</html>\r\n");
    out
}

fn line(out: &mut String, open: &str, text: &str, close: &str) {
    if !text.is_empty() {
        out.push_str(open);
        escape_into(out, text);
        out.push_str(close);
        out.push_str("\r\n");
    }
}
