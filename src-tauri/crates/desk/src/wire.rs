//! The message as it would leave now: the same story, version and profile always give the same bytes, so what the
//! window shows is what an export writes.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use wirecopy_store::Stored;
use wirecopy_story::Story;
use wirecopy_wire::charset::Charset;
use wirecopy_wire::place::spots;
use wirecopy_wire::{Dialect, EncodeError, Encoded, Format, Loss, Profile, WireItem};

use crate::desk::Desk;
use crate::edge;
use crate::face::{Failure, Preview, ShownFault, ShownLoss};

/// A message and what it was made of.
pub(crate) struct Message {
    pub(crate) encoded: Encoded,
    pub(crate) file_name: String,
    pub(crate) sha256: String,
    pub(crate) losses: Vec<ShownLoss>,
}

impl Desk {
    /// The message as it would leave now. Writes nothing.
    ///
    /// # Errors
    /// `not_found`, `no_profile`, `no_format`; `refused` when the story lacks what the format must have.
    pub fn wire_preview(&self, id: &str, profile: &str, format: &str) -> Result<Preview, Failure> {
        let (style, form) = (edge::profile(profile)?, edge::format(format)?);
        let stored = self.stored(id)?;
        let message = message(&item(id, &stored, style), style, form, &Dialect::default())?;
        let faults = form.validate(&message.encoded.bytes, style).into_iter().map(|fault| ShownFault {
            place: fault.place,
            expected: fault.expected,
            got: fault.got,
        });
        Ok(Preview {
            version: stored.version.0,
            text: text(&message.encoded),
            charset: message.encoded.charset.clone(),
            bytes: u32::try_from(message.encoded.bytes.len()).unwrap_or(u32::MAX),
            sha256: message.sha256,
            file_name: message.file_name,
            losses: message.losses,
            faults: faults.collect(),
        })
    }
}

/// The story on the desk as everything that a format may know. The clock of the message is the story's last change:
/// looking at it twice, or exporting it after looking, gives the same bytes.
pub(crate) fn item(id: &str, stored: &Stored, profile: &Profile) -> WireItem {
    let guid = guid(profile, stored.created_at, id);
    let first = WireItem::first(stored.story.clone(), &guid, stored.changed_at);
    WireItem { first_created: stored.created_at, ..first }
}

/// `urn:newsml:PROVIDER:YYYYMMDD:ID` (RFC 3085 without the revision part), the same for all versions of a story.
pub(crate) fn guid(profile: &Profile, created: Timestamp, id: &str) -> String {
    let date = jiff::tz::TimeZone::UTC.to_datetime(created).strftime("%Y%m%d").to_string();
    format!("urn:newsml:{}:{date}:{id}", profile.guid_domain())
}

/// Encodes, and says what was lost in the words of the edge.
pub(crate) fn message(
    item: &WireItem,
    profile: &Profile,
    format: &dyn Format,
    dialect: &Dialect,
) -> Result<Message, Failure> {
    let encoded = format.encode(item, profile, dialect).map_err(|error| refused(&error))?;
    Ok(Message {
        sha256: hex(&Sha256::digest(&encoded.bytes)),
        file_name: wirecopy_wire::file_name(item, profile, format),
        losses: shown(&item.story, &encoded.losses),
        encoded,
    })
}

/// A story that is refused is the writer's to mend, a dialect that is not there the caller's.
fn refused(error: &EncodeError) -> Failure {
    let code = if matches!(error, EncodeError::Dialect { .. }) { "no_dialect" } else { "refused" };
    Failure { code: code.to_owned(), message: error.to_string(), place: error.field().map(str::to_owned) }
}

fn shown(story: &Story, losses: &[Loss]) -> Vec<ShownLoss> {
    let found = spots(story, losses.iter().map(|loss| &loss.place));
    let shown = |(loss, spot): (&Loss, _)| ShownLoss {
        what: loss.what.clone(),
        became: loss.became.clone(),
        place: edge::place(&loss.place.field, spot),
    };
    losses.iter().zip(found).map(shown).collect()
}

/// The bytes as people read them.
fn text(encoded: &Encoded) -> String {
    Charset::by_name(&encoded.charset).map(|charset| charset.decode(&encoded.bytes).0).unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
