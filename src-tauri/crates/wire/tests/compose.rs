//! A wire file travels beside the text of an e-mail, and each is what it would be alone.

use jiff::Timestamp;
use mail_parser::{MessageParser, MimeHeaders};
use wirecopy_story::Story;
use wirecopy_wire::{Dialect, Profile, Reading, WireItem, compose, format};

fn item() -> WireItem {
    let story = Story {
        slug: "TESTLAND-GRAIN".into(),
        headline: "Harbour reopened".into(),
        body: "The harbour has **reopened**, \"[of Testland]\" said: =_wire_=.".into(),
        language: "en".into(),
        ..Story::default()
    };
    let at: Timestamp = "2026-11-23T09:15:00Z".parse().expect("an RFC 3339 time");
    WireItem::first(story, "urn:newsml:wirecopy.example:20261123:42", at)
}

#[test]
fn the_attached_file_is_the_message_of_its_format() {
    let profile = Profile::find("tass").expect("built in");
    let email = format("email").expect("the table has it");
    for id in ["nitf", "newsml-g2", "ninjs-3"] {
        let dialect = Dialect::new(&format!("with-{id}"));
        let composed = compose(email, &item(), (profile, &dialect)).expect("a whole story");
        let alone = format(id).expect("the table has it");
        let alone = alone.encode(&item(), profile, &Dialect::strict()).expect("a whole story");
        let mail = MessageParser::default().parse(&composed.bytes).expect("a mail");
        let file = mail.attachment(0).expect("one attachment");
        assert_eq!(file.contents(), alone.bytes, "{id} as it is alone");
        assert!(file.attachment_name().is_some_and(|name| name.starts_with("TESTLAND-GRAIN")), "{id} has a name");
        assert_eq!(email.validate(&composed.bytes, profile), [], "{id}: the mail is valid");
        let text = email.encode(&item(), profile, &Dialect::strict()).expect("a whole story");
        assert_eq!(composed.losses, text.losses, "{id}: the losses are those of the text");
        let reading = Reading::new(profile, item().version_created);
        let back = email.decode(&composed.bytes, &reading).expect("it is read");
        assert_eq!(back.item.story.headline, "Harbour reopened", "{id}: the text is read");
        assert!(back.notes.iter().any(|note| note.what.contains("attachment")), "{id}: the file is told");
        let again = compose(email, &item(), (profile, &dialect)).expect("a whole story");
        assert_eq!(again.bytes, composed.bytes, "{id}: the same bytes again");
    }
}

#[test]
fn a_format_without_attachments_is_written_as_ever() {
    let profile = Profile::find("tass").expect("built in");
    let nitf = format("nitf").expect("the table has it");
    let alone = nitf.encode(&item(), profile, &Dialect::strict()).expect("a whole story");
    assert_eq!(compose(nitf, &item(), (profile, &Dialect::strict())), Ok(alone), "nothing beside it");
}
