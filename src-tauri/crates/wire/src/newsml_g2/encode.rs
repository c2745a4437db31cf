//! Writes what was carried as NewsML-G2: the envelope, the item and its parts in the order that the schema fixes.

use wirecopy_story::Body;

use super::codes::{self, Newsroom};
use super::narrow::{Notes, narrow};
use super::{BODY, CODES, KILL, NAR, NOTES, PRIORITY, SUBJECTS, WRAP, body, meta};
use crate::carry::Carrier;
use crate::clean::{Cleaner, Shape};
use crate::dialect::DialectRow;
use crate::profile::dateline::Printed;
use crate::xml::Writer;
use crate::{EncodeError, Encoded, Profile, WireItem, language, moment, nitf_body, xhtml};

pub(super) fn encode(item: &WireItem, profile: &Profile, dialect: &DialectRow) -> Result<Encoded, EncodeError> {
    let mut carrier = Carrier::new(item, profile);
    let notes = Notes::of(dialect.option(&NOTES));
    let layout = dialect.option(&BODY);
    let markup = if layout == "nitf" { nitf_body::narrow } else { xhtml::narrow };
    let blocks = narrow(&mut carrier, markup, profile, notes);
    if blocks.as_ref().is_some_and(|body| body.blocks.is_empty()) {
        return Err(EncodeError::Missing { missing: vec!["body"] });
    }
    let message = Carried {
        item: &carrier.item,
        body: blocks,
        dateline: carrier.dateline(),
        profile,
        provider: provider(item, profile),
        notes,
        newsroom: Newsroom::of(dialect.option(&CODES)),
        subject_codes: dialect.option(&SUBJECTS) == "subj-too",
        layout,
        empty_content: dialect.option(&KILL) == "empty-content",
    };
    let mut writer = Writer::message(item.story.body.len() * 2 + 4096);
    if dialect.option(&WRAP) == "message" {
        writer.open("newsMessage").attribute("xmlns", NAR);
        header(&mut writer, &message, if dialect.option(&PRIORITY) == "to-six" { 6 } else { 9 });
        writer.open("itemSet").open("newsItem");
        news_item(&mut writer, &message);
        writer.close().close();
    } else {
        writer.open("newsItem").attribute("xmlns", NAR);
        news_item(&mut writer, &message);
    }
    Ok(Encoded { bytes: writer.into_bytes(), charset: "utf-8".to_owned(), losses: carrier.losses.into_list() })
}

/// What NewsML-G2 carries of an item, and how the dialect wants it.
pub(super) struct Carried<'c> {
    pub(super) item: &'c WireItem,
    /// `None`: the story is killed.
    pub(super) body: Option<Body>,
    pub(super) dateline: Option<Printed>,
    pub(super) profile: &'c Profile,
    pub(super) provider: String,
    pub(super) notes: Notes,
    pub(super) newsroom: Newsroom,
    /// Old subject codes beside media topics.
    pub(super) subject_codes: bool,
    /// The value of [`BODY`].
    pub(super) layout: &'c str,
    /// A kill has an empty `contentSet`.
    pub(super) empty_content: bool,
}

/// The agency as receivers know it.
fn provider(item: &WireItem, profile: &Profile) -> String {
    let own = &item.envelope.provider;
    let name = if own.is_empty() { profile.provider() } else { own };
    Cleaner::Markup.clean(name, Shape::Line, |_| {}).trim().to_owned()
}

fn header(writer: &mut Writer, carried: &Carried<'_>, least: u8) {
    let envelope = &carried.item.envelope;
    writer.open("header");
    writer.line("sent", &moment::utc(envelope.sent_at));
    writer.line("sender", &carried.provider);
    if envelope.sequence > 0 {
        writer.line("transmitId", &envelope.sequence.to_string());
    }
    let urgency = carried.item.story.urgency.map(wirecopy_story::Urgency::level);
    if let Some(priority) = envelope.priority.or(urgency) {
        writer.line("priority", &priority.clamp(1, least).to_string());
    }
    writer.close();
}

/// The item whose start tag is open.
fn news_item(writer: &mut Writer, carried: &Carried<'_>) {
    let item = carried.item;
    writer.attribute("guid", &item.guid);
    writer.attribute("version", &item.version.max(1).to_string());
    writer.attribute("standard", "NewsML-G2");
    writer.attribute("standardversion", "2.35");
    writer.attribute("conformance", "power");
    writer.filled("xml:lang", &item.story.language);
    writer.filled("dir", if language::is_right_to_left(&item.story.language) { "rtl" } else { "" });
    writer.leaf("catalogRef").attribute("href", CATALOG).end();
    writer.open("catalog");
    for (alias, uri) in codes::declared(carried.profile, carried.newsroom) {
        writer.leaf("scheme").attribute("alias", alias).attribute("uri", &uri).end();
    }
    writer.close();
    meta::rights(writer, carried);
    meta::item(writer, carried);
    meta::content(writer, carried);
    body::content_set(writer, carried);
    writer.close();
}

/// The newest catalog of the IPTC, with the table of [`crate::newscodes::SCHEMES`].
const CATALOG: &str = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml";
