//! The message as it would leave now: the same story, version and profile always give the same bytes, so what the
//! window shows is what an export writes.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use wirecopy_store::{ExportRecord, Stored, StoryId};
use wirecopy_story::Story;
use wirecopy_wire::charset::Charset;
use wirecopy_wire::place::spots;
use wirecopy_wire::{Dialect, EncodeError, Encoded, Format, Loss, Profile, WireItem};

use crate::desk::Desk;
use crate::face::{Failure, Preview, Release, ShownFault, ShownLoss};
use crate::release::Trail;
use crate::{edge, vocabularies};

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
    /// `not_found`, `no_profile`, `no_format`, `no_dialect`; `release_kind` when such a release cannot follow what left;
    /// `refused` when the story lacks what the format must have.
    pub fn wire_preview(&self, id: &str, release: &Release) -> Result<Preview, Failure> {
        let way = &release.way;
        let (style, form) = (edge::profile(&way.profile)?, edge::format(&way.format)?);
        let stored = self.stored(id)?;
        let exports = self.exports(id)?;
        let trail = Trail::new(&exports, stored.version);
        let item = self.item((id, &stored), &trail, release)?;
        let message = message(&item, style, form, &Dialect::new(&way.dialect))?;
        let bytes = &message.encoded.bytes;
        Ok(Preview {
            version: stored.version.0,
            kind: item.kind,
            kinds: trail.kinds(),
            number: item.version,
            text: text(&message.encoded),
            charset: message.encoded.charset.clone(),
            bytes: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            sha256: message.sha256,
            file_name: message.file_name,
            faults: faults(form, bytes, style),
            losses: message.losses,
        })
    }

    /// The message as text for the clipboard.
    ///
    /// # Errors
    /// As for the preview; `no_text` when the message is no text.
    pub fn wire_copy(&self, id: &str, release: &Release) -> Result<Preview, Failure> {
        let preview = self.wire_preview(id, release)?;
        if preview.charset.is_empty() {
            let label = edge::format(&release.way.format)?.label();
            return Err(edge::failure("no_text", format!("{label} is no text: export it as a file")));
        }
        Ok(preview)
    }

    /// What left of a story, newest first.
    pub(crate) fn exports(&self, id: &str) -> Result<Vec<ExportRecord>, Failure> {
        self.store.exports(&StoryId::new(id)).map_err(|error| edge::store(&error))
    }

    /// The story as the release that is asked for, with what the vocabularies of the desk know of its terms.
    pub(crate) fn item(
        &self,
        (id, stored): (&str, &Stored),
        trail: &Trail<'_>,
        release: &Release,
    ) -> Result<WireItem, Failure> {
        let mut item = item(id, stored, edge::profile(&release.way.profile)?);
        trail.apply(&mut item, release)?;
        // An embargo that ended since holds nobody any more: the message's clock has gone as far.
        let ended = item.story.embargo.filter(|embargo| embargo.at() <= self.clock.now());
        item.envelope.sent_at = ended.map_or(item.envelope.sent_at, |embargo| embargo.at().max(item.envelope.sent_at));
        vocabularies::resolve(&mut item, || self.catalogue())?;
        Ok(item)
    }
}

/// What is wrong with a message, each with its line where it can be told.
pub(crate) fn faults(format: &dyn Format, bytes: &[u8], profile: &Profile) -> Vec<ShownFault> {
    told(format.validate(bytes, profile), bytes)
}

/// What a receiver of the dialect would find wrong with a message.
pub(crate) fn faults_for(
    format: &dyn Format,
    bytes: &[u8],
    asked: (&Profile, &Dialect),
) -> Result<Vec<ShownFault>, Failure> {
    let faults = wirecopy_wire::validate_for(format, bytes, asked).map_err(|error| refused(&error))?;
    Ok(told(faults, bytes))
}

fn told(faults: Vec<wirecopy_wire::Fault>, bytes: &[u8]) -> Vec<ShownFault> {
    let shown = |fault: wirecopy_wire::Fault| ShownFault {
        line: fault.line(bytes),
        place: fault.place,
        expected: fault.expected,
        got: fault.got,
    };
    faults.into_iter().map(shown).collect()
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
    let encoded = wirecopy_wire::compose(format, item, (profile, dialect)).map_err(|error| refused(&error))?;
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
pub(crate) fn text(encoded: &Encoded) -> String {
    let charset = Charset::by_name(&encoded.charset);
    charset.map_or_else(|| dump(&encoded.bytes), |charset| charset.decode(&encoded.bytes).0)
}

/// Bytes that are no text, sixteen a line: offset, hex, ASCII.
fn dump(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(bytes.len() * 5);
    for (at, line) in bytes.chunks(16).enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(out, "{:08x} ", at * 16);
        for place in 0..16 {
            let _ = match line.get(place) {
                Some(byte) => write!(out, " {byte:02x}"),
                None => write!(out, "   "),
            };
        }
        out.push_str("  ");
        out.extend(line.iter().map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' }));
        out.push('\n');
    }
    out
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
