//! A message to an item: the text part is read as a page, the header gives what the page does not say. Messages of
//! others have their headline in the subject alone; attachments are not opened.

use jiff::Timestamp;
use mail_parser::{HeaderValue, MessageParser};
use wirecopy_story::{ReleaseKind, Story, Urgency};

use super::encode::clean;
use super::header;
use crate::coded::refuse_too_large;
use crate::json::shortened;
use crate::lines::copy;
use crate::{DecodeError, DecodeNote, Decoded, Profile, Reading, WireItem, opening, wrap};

/// A parsed message.
type Mail<'m> = mail_parser::Message<'m>;

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    refuse_too_large(bytes)?;
    let mail = MessageParser::default().parse(bytes).filter(|_| header::begins(bytes));
    let mail = mail.ok_or_else(|| DecodeError::NotThis {
        place: "line 1".to_owned(),
        expected: "the header of a message".to_owned(),
        got: format!("{:?}", shortened(&String::from_utf8_lossy(&bytes[..bytes.len().min(80)]))),
    })?;
    let mut notes = Vec::new();
    let sent = mail.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    if sent.is_none() {
        notes.push(DecodeNote::new("Date", "No date that could be read"));
    }
    let sent = sent.unwrap_or(reading.at);
    let reading = Reading::new(reading.profile, sent);
    let text = mail.body_text(0).unwrap_or_default();
    let subject = mail.subject().unwrap_or("").trim().to_owned();
    let mut read = copy::read_titled(&text, &subject, &reading, notes.clone());
    let headline = wrap::broken(&read.item.story.headline, usize::MAX);
    let ours = subject.strip_suffix(headline.as_ref()).map(ToOwned::to_owned);
    let prefix = ours.filter(|prefix| prefix.is_empty() || prefix.ends_with(": "));
    match prefix.filter(|_| !read.item.story.headline.is_empty()) {
        Some(prefix) => tag(&prefix, &mut read.item, &reading),
        None if !subject.is_empty() && mail.message_id().and_then(header::identity).is_none() => {
            // The subject is the headline that the text does not repeat.
            let (kind, headline) = tagged(&subject, reading.profile);
            let whole = format!("{headline}\n\n{text}");
            let sent_notes = notes.clone();
            read = copy::read(&whole, &reading, notes);
            let words =
                |text: &str| text.trim_end_matches('.').split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            if words(&read.item.story.headline) != words(headline) {
                // Words of it would be taken for another line: it is no line of the page.
                let mut story = Story { headline: headline.to_owned(), ..Story::default() };
                story.body = copy::body_of(&text, reading.profile);
                let taken = opening::take_from_words(&mut story, &reading);
                read.item = WireItem::first(story, "", reading.at);
                read.notes = sent_notes;
                read.notes.extend(taken.into_iter().map(|what| DecodeNote::new("body", what)));
            }
            if let Some(kind) = kind.filter(|_| read.item.kind == ReleaseKind::New) {
                (read.item.kind, read.item.version) = (kind, 2);
            }
            read.notes.push(DecodeNote::new("Subject", "Read as the headline"));
        }
        None => {}
    }
    fields(&mail, &mut read.item, reading.profile);
    (read.item.version_created, read.item.envelope.sent_at) = (sent, sent);
    if mail.attachment_count() > 0 {
        let what = format!("{} attachments are not read", mail.attachment_count());
        read.notes.push(DecodeNote::new("body", what));
    }
    Ok(read)
}

/// Words that mail programs put before a subject.
const FORWARDED: &[&str] = &["fw", "fwd", "re", "aw", "wg"];

/// The kind that a word before the headline tells, and the headline; words of mail programs are none of it.
fn tagged<'s>(subject: &'s str, profile: &Profile) -> (Option<ReleaseKind>, &'s str) {
    let mut headline = subject;
    while let Some((word, rest)) = headline.split_once(':')
        && FORWARDED.contains(&word.trim().to_lowercase().as_str())
    {
        headline = rest.trim_start();
    }
    let told = headline.split_once(": ").and_then(|(word, rest)| {
        let says = |kind: &ReleaseKind| profile.wording().line(*kind, "").eq_ignore_ascii_case(word);
        ReleaseKind::ALL.into_iter().find(says).map(|kind| (kind, rest.trim_start()))
    });
    told.map_or((None, headline), |(kind, rest)| (Some(kind), rest))
}

/// What stands before the headline in a subject: a word that the profile has, the word of an embargo, then the slug.
fn tag(prefix: &str, item: &mut WireItem, reading: &Reading<'_>) {
    let profile = reading.profile;
    let prefix = prefix.strip_suffix(": ").unwrap_or(prefix);
    let mut words = vec![profile.wording().line(item.kind, "")];
    words.extend(profile.telegraph().iptc7901.flash.iter().cloned());
    let slug = behind(prefix, &words);
    let waits = item.story.embargo.is_some() || !profile.prints("embargo");
    let slug = if waits { behind(slug, &[clean(profile.embargo_line().word(), profile)]) } else { slug };
    if !profile.prints("slug") {
        slug.clone_into(&mut item.story.slug);
    }
}

/// What follows the first of the tags, where it is one of `words`.
fn behind<'t>(tags: &'t str, words: &[String]) -> &'t str {
    let (first, rest) = tags.split_once(": ").unwrap_or((tags, ""));
    if words.iter().any(|word| !word.is_empty() && word == first) { rest } else { tags }
}

/// What the page does not say.
fn fields(mail: &Mail<'_>, item: &mut WireItem, profile: &Profile) {
    let story: &mut Story = &mut item.story;
    if !profile.prints("keywords") {
        story.keywords = texts(mail.keywords());
    }
    if !profile.prints("ed_note") {
        story.ed_note = texts(mail.comments()).join(" ");
    }
    let identity = mail.message_id().and_then(header::identity);
    let language = mail.header("Content-Language").and_then(|value| texts(value).into_iter().next());
    // Our messages name the language of a story that has one.
    if identity.is_some() || language.is_some() {
        story.language = language.unwrap_or_default();
    }
    let urgency = mail.header("X-Urgency").and_then(|value| texts(value).into_iter().next());
    story.urgency = urgency.and_then(|level| Urgency::new(level.trim().parse().ok()?).ok());
    if let Some((guid, version)) = identity {
        (item.guid, item.version) = (guid, version);
    } else if let Some(id) = mail.message_id() {
        id.clone_into(&mut item.guid);
    }
    let from = mail.from().and_then(|from| from.first()).and_then(|from| from.name());
    from.unwrap_or("").clone_into(&mut item.envelope.provider);
}

/// The texts of a field, none empty.
fn texts(value: &HeaderValue<'_>) -> Vec<String> {
    let all: Vec<String> = match value {
        HeaderValue::Text(text) => vec![text.trim().to_owned()],
        HeaderValue::TextList(list) => list.iter().map(|text| text.trim().to_owned()).collect(),
        HeaderValue::Address(_)
        | HeaderValue::DateTime(_)
        | HeaderValue::ContentType(_)
        | HeaderValue::Received(_)
        | HeaderValue::Empty => Vec::new(),
    };
    all.into_iter().filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Decoded {
        let profile = Profile::find("generic").expect("built in");
        let at = "2026-11-24T08:00:00Z".parse().expect("an RFC 3339 time");
        decode(text.as_bytes(), &Reading::new(profile, at)).expect("it is a message")
    }

    #[test]
    fn a_message_of_others_has_its_headline_in_the_subject() {
        let text = "From: Harbour Office <press@harbour.example>\r\nTo: desk@wirecopy.example\r\n\
            Subject: =?utf-8?Q?Harbour_reopened_=E2=80=94_office?=\r\nDate: Mon, 23 Nov 2026 12:00:00 +0300\r\n\
            Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nThe harbour has reopened.\r\n\r\nIt was closed.\r\n";
        let read = decoded(text);
        assert_eq!(read.item.story.headline, "Harbour reopened — office");
        assert_eq!(read.item.story.body.trim_end(), "The harbour has reopened.\n\nIt was closed.");
        assert_eq!(read.item.envelope.provider, "Harbour Office");
        assert_eq!(read.item.version_created.to_string(), "2026-11-23T09:00:00Z");
        assert!(read.notes.iter().any(|note| note.place == "Subject"), "it is told: {:?}", read.notes);
    }

    #[test]
    fn a_word_before_the_headline_is_not_the_headline() {
        for (subject, headline, kind) in [
            ("KILL: Bank raises rates", "Bank raises rates", ReleaseKind::Kill),
            ("FW: Headline here", "Headline here", ReleaseKind::New),
            ("Re: Fwd: Correction: Bank: rates", "Bank: rates", ReleaseKind::Correction),
            ("Bank: rates rise", "Bank: rates rise", ReleaseKind::New),
        ] {
            let text = format!(
                "From: a@b.example\r\nDate: Mon, 23 Nov 2026 12:00:00 +0300\r\nSubject: {subject}\r\n\r\nOne.\r\n\r\nTwo.\r\n"
            );
            let read = decoded(&text);
            assert_eq!((read.item.story.headline.as_str(), read.item.kind), (headline, kind), "{subject}");
            assert_eq!(
                (read.item.story.slug.as_str(), read.item.story.body.trim_end()),
                ("", "One.\n\nTwo."),
                "{subject}"
            );
        }
    }

    #[test]
    fn broken_messages_are_read_as_far_as_they_go() {
        for text in
            ["From: a\nTo: b\n", "From: \r\nSubject: \r\nDate: never\r\n\r\n", "Subject: =?x?B?\nFrom: <\n\n\u{FF}"]
        {
            let _ = decoded(text);
        }
    }
}
