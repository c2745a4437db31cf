//! Writes what was carried as NewsML 1.2, in the order of its DTD.

use jiff::tz::Offset;
use wirecopy_story::{Body, Place, PubStatus, ReleaseKind};

use super::{ABOUT, EMAIL, EMBARGO, NOTE_LINE, ORIGIN, ROLE, SIGN_OFF_LINE, terms};
use crate::carry::Carrier;
use crate::nitf_body::{self, Opening};
use crate::opening;
use crate::profile::dateline::Printed;
use crate::xml::Writer;
use crate::{EncodeError, Encoded, Profile, WireItem, ed_note, moment};

/// Where the vocabularies of the standard are named.
const CATALOG: &str = "http://www.iptc.org/std/catalog/catalog.IptcMasterCatalog.xml";

pub(super) fn encode(item: &WireItem, profile: &Profile) -> Result<Encoded, EncodeError> {
    let mut carrier = Carrier::new(item, profile);
    let body = carrier.body(nitf_body::narrow);
    if body.as_ref().is_some_and(|body| body.blocks.is_empty()) {
        return Err(EncodeError::Missing { missing: vec!["body"] });
    }
    carrier.withhold_addresses();
    carrier.clean_fields();
    carrier.clean_terms();
    let dateline = carrier.dateline();
    carrier.drop_unknown_keys("NewsML 1");
    carrier.settle_note();
    let bytes = Message { item: &carrier.item, body, dateline, profile }.write();
    Ok(Encoded { bytes, charset: "utf-8".to_owned(), losses: carrier.losses.into_list() })
}

/// What NewsML 1 carries of an item.
struct Message<'m> {
    item: &'m WireItem,
    /// `None`: the story is killed.
    body: Option<Body>,
    dateline: Option<Printed>,
    profile: &'m Profile,
}

impl Message<'_> {
    fn write(&self) -> Vec<u8> {
        let mut writer = Writer::message(self.item.story.body.len() * 2 + 8192);
        writer.open("NewsML").attribute("Version", "1.2");
        writer.leaf("Catalog").attribute("Href", CATALOG).end();
        self.envelope(&mut writer);
        writer.open("NewsItem");
        self.identification(&mut writer);
        self.management(&mut writer);
        writer.open("NewsComponent");
        formal(&mut writer, "Role", "Main");
        self.lines(&mut writer);
        self.administration(&mut writer);
        self.rights(&mut writer);
        self.description(&mut writer);
        if let Some(body) = &self.body {
            self.content(&mut writer, body);
        }
        writer.close().close().close();
        writer.into_bytes()
    }

    fn provider(&self) -> &str {
        let own = self.item.envelope.provider.as_str();
        if own.is_empty() { self.profile.provider() } else { own }
    }

    fn envelope(&self, writer: &mut Writer) {
        let envelope = &self.item.envelope;
        writer.open("NewsEnvelope");
        if envelope.sequence > 0 {
            writer.line("TransmissionId", &envelope.sequence.to_string());
        }
        writer.open("SentFrom");
        formal(writer, "Party", self.provider());
        writer.close();
        writer.line("DateAndTime", &moment::basic(envelope.sent_at, Offset::UTC));
        if !envelope.category.is_empty() {
            formal(writer, "NewsService", &envelope.category);
        }
        if let Some(priority) = envelope.priority.filter(|priority| (1..=9).contains(priority)) {
            formal(writer, "Priority", &priority.to_string());
        }
        writer.close();
    }

    /// A guid of the form that NewsML asks for gives its parts; any other is the item's id as a whole. The public
    /// identifier is the guid and the revision either way.
    fn identification(&self, writer: &mut Writer) {
        let item = self.item;
        let day = moment::basic_day(Offset::UTC.to_datetime(item.first_created).date());
        let (provider, day, id) =
            parts(&item.guid).unwrap_or((self.profile.guid_domain(), day.as_str(), item.guid.as_str()));
        let previous = item.previous.map_or(item.version.saturating_sub(1), |previous| previous.version);
        writer.open("Identification").open("NewsIdentifier");
        writer.leaf("ProviderId").text(provider).end();
        writer.leaf("DateId").text(day).end();
        writer.leaf("NewsItemId").text(id).end();
        writer.leaf("RevisionId").attribute("PreviousRevision", &previous.to_string()).attribute("Update", "N");
        writer.text(&item.version.to_string()).end();
        writer.leaf("PublicIdentifier").text(&format!("{}:{}N", item.guid, item.version)).end();
        writer.close().line("NameLabel", &item.story.slug).close();
    }

    fn management(&self, writer: &mut Writer) {
        let item = self.item;
        let story = &item.story;
        let waits = item.waits();
        writer.open("NewsManagement");
        formal(writer, "NewsItemType", "News");
        writer.line("FirstCreated", &moment::basic(item.first_created, Offset::UTC));
        writer.line("ThisRevisionCreated", &moment::basic(item.version_created, Offset::UTC));
        let status = match item.status() {
            PubStatus::Usable if waits.is_some() => "Embargoed",
            PubStatus::Usable => "Usable",
            PubStatus::Withheld => "Withheld",
            PubStatus::Canceled => "Canceled",
        };
        formal(writer, "Status", status);
        if let Some(embargo) = waits {
            writer.open("StatusWillChange");
            formal(writer, "FutureStatus", "Usable");
            writer.line("DateAndTime", &moment::basic(embargo.at(), embargo.offset())).close();
        }
        if let Some(urgency) = story.urgency {
            formal(writer, "Urgency", &urgency.level().to_string());
        }
        for link in &story.links {
            writer.leaf("AssociatedWith").filled("FormalName", &link.rel).attribute("NewsItem", &link.guid);
            if let Some(version) = link.version {
                writer.begin("Comment").text(&version.to_string()).end();
            }
            writer.end();
        }
        if item.kind == ReleaseKind::Correction {
            formal(writer, "Instruction", "Correction");
        }
        // A held or killed story must not become usable by itself when its embargo ends, and one that is over is none.
        if let Some(embargo) = story.embargo.filter(|_| waits.is_none()) {
            property(writer, EMBARGO, &moment::basic(embargo.at(), embargo.offset()));
        }
        writer.close();
    }

    fn lines(&self, writer: &mut Writer) {
        let item = self.item;
        let story = &item.story;
        writer.open("NewsLines").line("HeadLine", &story.headline).line("SubHeadLine", &story.summary);
        writer.line("ByLine", &self.profile.byline(&story.byline));
        writer.line("DateLine", self.dateline.as_ref().map_or("", |printed| printed.text.trim()));
        writer.line("CopyrightLine", &story.rights.notice).line("SlugLine", &story.slug);
        for keyword in &story.keywords {
            writer.leaf("KeywordLine").text(keyword).end();
        }
        news_line(writer, NOTE_LINE, &ed_note::write(item, &item.note, &story.ed_note, self.profile));
        news_line(writer, SIGN_OFF_LINE, if self.body.is_none() { &story.sign_off } else { "" });
        writer.close();
    }

    fn administration(&self, writer: &mut Writer) {
        writer.open("AdministrativeMetadata").open("Provider");
        formal(writer, "Party", self.provider());
        writer.close();
        let authors = &self.item.story.byline;
        if !authors.is_empty() {
            writer.open("Creator");
            for author in authors {
                writer.open("Party").attribute("FormalName", &author.name);
                property(writer, ROLE, &author.role);
                if !author.email.is_empty() {
                    property(writer, EMAIL, &author.email);
                }
                writer.close();
            }
            writer.close();
        }
        writer.close();
    }

    fn rights(&self, writer: &mut Writer) {
        let rights = &self.item.story.rights;
        if rights.holder.is_empty() && rights.usage.is_empty() {
            return;
        }
        writer.open("RightsMetadata");
        if !rights.holder.is_empty() {
            let year = Offset::UTC.to_datetime(self.item.first_created).year().to_string();
            writer.open("Copyright").line("CopyrightHolder", &rights.holder).line("CopyrightDate", &year).close();
        }
        if !rights.usage.is_empty() {
            writer.open("UsageRights").line("Limitations", &rights.usage).close();
        }
        writer.close();
    }

    fn description(&self, writer: &mut Writer) {
        let story = &self.item.story;
        let dateline = &story.dateline;
        writer.open("DescriptiveMetadata");
        if !story.language.is_empty() {
            formal(writer, "Language", &story.language);
        }
        terms::write_codes(writer, story);
        if let Some(date) = dateline.date {
            writer.line("DateLineDate", &moment::basic_day(date));
        }
        let origin =
            Place { name: dateline.place.clone(), region: dateline.region.clone(), country: dateline.country.clone() };
        if origin != Place::default() {
            location(writer, ORIGIN, &origin);
        }
        for place in &story.places {
            location(writer, ABOUT, place);
        }
        terms::write_properties(writer, story);
        writer.close();
    }

    fn content(&self, writer: &mut Writer, body: &Body) {
        let story = &self.item.story;
        let words = wirecopy_story::count::count(&body.plain_text(), self.profile.word_rule()).words;
        writer.open("ContentItem");
        formal(writer, "MediaType", "Text");
        formal(writer, "Format", "NITF");
        formal(writer, "MimeType", "text/vnd.IPTC.NITF");
        writer.open("Characteristics");
        property(writer, "WordCount", &words.to_string());
        writer.close();
        writer.open("DataContent").open("nitf").open("body");
        writer.open("body.head").open("hedline").line("hl1", &story.headline).close().close();
        writer.open("body.content");
        let day = story.dateline.date.map(moment::basic_day).unwrap_or_default();
        let insertion = &self.profile.marks().insertion;
        let dateline = opening::before(body, self.dateline.as_ref(), self.profile);
        nitf_body::write(writer, body, &Opening { dateline, day: &day, insertion });
        writer.close();
        if !story.sign_off.is_empty() {
            writer.open("body.end").line("tagline", &story.sign_off).close();
        }
        writer.close().close().close().close();
    }
}

/// Provider, day and id of `urn:newsml:provider:20261123:id` (RFC 3085).
fn parts(guid: &str) -> Option<(&str, &str, &str)> {
    let mut parts = guid.strip_prefix("urn:newsml:")?.splitn(3, ':');
    let (provider, day, id) = (parts.next()?, parts.next()?, parts.next()?);
    let is_day = day.len() == 8 && day.bytes().all(|one| one.is_ascii_digit()) && moment::read(day).is_some();
    (!provider.is_empty() && is_day && !id.is_empty()).then_some((provider, day, id))
}

/// An element that says one name of a vocabulary.
fn formal(writer: &mut Writer, element: &'static str, name: &str) {
    writer.leaf(element).attribute("FormalName", name).end();
}

fn property(writer: &mut Writer, name: &str, value: &str) {
    writer.leaf("Property").attribute("FormalName", name).attribute("Value", value).end();
}

fn news_line(writer: &mut Writer, kind: &str, text: &str) {
    if !text.is_empty() {
        writer.open("NewsLine");
        formal(writer, "NewsLineType", kind);
        writer.line("NewsLineText", text).close();
    }
}

fn location(writer: &mut Writer, how: &str, place: &Place) {
    writer.open("Location").attribute("HowPresent", how);
    for (name, value) in [("City", &place.name), ("CountryArea", &place.region), ("Country", &place.country)] {
        if !value.is_empty() {
            property(writer, name, value);
        }
    }
    writer.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_of_the_form_of_newsml_gives_its_parts() {
        assert_eq!(parts("urn:newsml:x.example:20261123:42"), Some(("x.example", "20261123", "42")));
        assert_eq!(parts("urn:newsml:x.example:20261123:4:2"), Some(("x.example", "20261123", "4:2")));
        for other in ["urn:x:1", "urn:newsml:x.example:today:42", "urn:newsml::20261123:42", "urn:newsml:x:20261123"] {
            assert_eq!(parts(other), None, "{other}");
        }
    }
}
