//! Writes what was carried as NITF 3.6: the document from `body` on; `head` is in `head`.

use wirecopy_story::{Body, PubStatus, Urgency};

use super::{NAMESPACE, SPACE, VERSION, head};
use crate::carry::Carrier;
use crate::dialect::DialectRow;
use crate::loss::LossKind;
use crate::nitf_body::head::{write_byline, write_dateline};
use crate::nitf_body::{self, Opening};
use crate::opening;
use crate::profile::dateline::Printed;
use crate::xml::Writer;
use crate::{EncodeError, Encoded, Profile, WireItem, moment};

/// The last of the eight levels of urgency.
const ROUTINE: u8 = 8;

/// What NITF carries of an item.
pub(super) struct Carried<'c> {
    pub(super) item: &'c WireItem,
    /// `None`: the story is killed.
    pub(super) body: Option<Body>,
    pub(super) dateline: Option<Printed>,
    pub(super) profile: &'c Profile,
    pub(super) dialect: &'c DialectRow,
}

pub(super) fn encode(item: &WireItem, profile: &Profile, dialect: &DialectRow) -> Result<Encoded, EncodeError> {
    let mut carrier = Carrier::new(item, profile);
    let body = carrier.body(nitf_body::narrow);
    if body.as_ref().is_some_and(|body| body.blocks.is_empty()) {
        return Err(EncodeError::Missing { missing: vec!["body"] });
    }
    carrier.withhold_addresses();
    carrier.clean_fields();
    carrier.clean_terms();
    carrier.drop_nameless_bylines();
    let dateline = carrier.dateline();
    lower_urgency(&mut carrier);
    drop_past_embargo(&mut carrier);
    carrier.drop_unknown_keys("NITF");
    carrier.settle_note();
    let bytes = write(&Carried { item: &carrier.item, body, dateline, profile, dialect });
    Ok(Encoded { bytes, charset: "utf-8".to_owned(), losses: carrier.losses.into_list() })
}

/// NITF has eight levels.
fn lower_urgency(carrier: &mut Carrier<'_>) {
    if carrier.item.story.urgency.is_some_and(|urgency| urgency.level() > ROUTINE) {
        let what = "Urgency 9 becomes 8, the least of NITF";
        carrier.losses.add(LossKind::Field, "urgency", 0..1, what, "8");
        carrier.item.to_mut().story.urgency = Urgency::new(ROUTINE).ok();
    }
}

/// A release that is not after the issue is no embargo to readers.
fn drop_past_embargo(carrier: &mut Carrier<'_>) {
    let item = &carrier.item;
    let Some(embargo) = item.story.embargo.filter(|_| item.status() == PubStatus::Usable) else { return };
    if item.waits().is_none() && embargo.at().as_second() <= item.version_created.as_second() {
        let what = "The embargo was over when this version was made and is not carried";
        carrier.losses.add(LossKind::Field, "embargo", 0..embargo.to_string().len(), what, "");
        carrier.item.to_mut().story.embargo = None;
    }
}

fn write(carried: &Carried<'_>) -> Vec<u8> {
    let story = &carried.item.story;
    let mut writer = Writer::message(story.body.len() * 2 + 4096);
    writer.open("nitf");
    if carried.dialect.option(&NAMESPACE) == "iptc" {
        writer.attribute("xmlns", SPACE);
    }
    writer.attribute("version", VERSION).filled("uno", &carried.item.guid).filled("baselang", &story.language);
    head::write(&mut writer, carried);
    writer.open("body");
    body_head(&mut writer, carried);
    if let Some(body) = &carried.body {
        writer.open("body.content");
        let day = story.dateline.date.map(moment::basic_day).unwrap_or_default();
        let insertion = &carried.profile.marks().insertion;
        let dateline = opening::before(body, carried.dateline.as_ref(), carried.profile);
        nitf_body::write(&mut writer, body, &Opening { dateline, day: &day, insertion });
        writer.close();
    }
    if !story.sign_off.is_empty() {
        writer.open("body.end").line("tagline", &story.sign_off).close();
    }
    writer.close().close();
    writer.into_bytes()
}

/// Headline, rights, byline, agency, dateline, summary: in the order of the schema.
fn body_head(writer: &mut Writer, carried: &Carried<'_>) {
    let (item, profile) = (carried.item, carried.profile);
    let story = &item.story;
    writer.open("body.head");
    writer.open("hedline").line("hl1", &story.headline).close();
    writer.line("rights", &story.rights.notice);
    write_byline(writer, &story.byline, profile);
    let provider = head::provider(carried);
    if !provider.is_empty() {
        writer.leaf("distributor").begin("org").text(provider).end().end();
    }
    write_dateline(writer, &story.dateline, carried.dateline.as_ref());
    if !story.summary.is_empty() {
        writer.open("abstract").line("p", &story.summary).close();
    }
    writer.close();
}
