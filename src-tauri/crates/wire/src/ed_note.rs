//! The note to editors of a message of markup: the line that says why it goes out, what receivers must do, then the
//! writer's own note.
//!
//! Few formats have a signal for a correction and none has one for a refile, so the line is what tells them apart.

use wirecopy_story::{PubStatus, ReleaseKind};

use crate::{Profile, WireItem};

/// What a note to editors says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) kind: ReleaseKind,
    pub(crate) reason: String,
    pub(crate) ed_note: String,
}

/// Writes the note; empty when there is nothing to say.
pub(crate) fn write(item: &WireItem, note: &str, ed_note: &str, profile: &Profile) -> String {
    let implied = WireItem::implied_kind(item.status(), item.version) == item.kind;
    let silent = implied && note.is_empty() && matches!(item.kind, ReleaseKind::New | ReleaseKind::Update);
    let mut out = if silent { String::new() } else { profile.wording().line(item.kind, note) };
    let advice = profile.wording().advice(item.kind);
    if !out.is_empty() && !advice.is_empty() {
        out.push('\n');
        out.push_str(advice);
    }
    if !out.is_empty() && !ed_note.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(ed_note);
    out
}

/// The part of the note that says why a message goes out, for formats that set the writer's own note apart.
pub(crate) fn release(item: &WireItem, profile: &Profile) -> String {
    write(item, &item.note, "", profile)
}

/// Reads the note of a message with `status` and `version`.
pub(crate) fn read(text: &str, status: PubStatus, version: u32, profile: &Profile) -> Told {
    let (first, rest) = text.split_once('\n').map_or((text, None), |(first, rest)| (first, Some(rest)));
    let told = profile.wording().read(first).filter(|(kind, _)| kind.status() == status);
    let Some((kind, note)) = told else {
        let kind = WireItem::implied_kind(status, version);
        return Told { kind, reason: String::new(), ed_note: text.to_owned() };
    };
    let advice = profile.wording().advice(kind);
    let behind = match rest.and_then(|rest| rest.strip_prefix(advice)) {
        Some(behind) if !advice.is_empty() && (behind.is_empty() || behind.starts_with('\n')) => {
            behind.strip_prefix('\n').unwrap_or(behind)
        }
        Some(_) | None => rest.unwrap_or(""),
    };
    let ed_note = behind.strip_prefix('\n').unwrap_or(behind);
    Told { kind, reason: note.to_owned(), ed_note: ed_note.to_owned() }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use wirecopy_story::Story;

    use super::*;

    #[test]
    fn every_kind_with_and_without_notes_reads_back() {
        for profile in Profile::builtin() {
            for kind in ReleaseKind::ALL {
                for (note, ed_note) in
                    [("", ""), ("Tonnage", ""), ("", "Pictures\n\nto follow"), ("Tonnage", "Pictures")]
                {
                    for version in [1, 2] {
                        let mut item = WireItem::first(Story::default(), "urn:x", Timestamp::UNIX_EPOCH);
                        (item.kind, item.version) = (kind, version);
                        let text = write(&item, note, ed_note, profile);
                        let back = read(&text, item.status(), version, profile);
                        let kind = if kind == ReleaseKind::New && note.is_empty() && version > 1 {
                            // Nothing is said of a new story, so a second version reads as an update.
                            ReleaseKind::Update
                        } else {
                            kind
                        };
                        let expected = Told { kind, reason: note.into(), ed_note: ed_note.into() };
                        assert_eq!(back, expected, "{}: {text:?}", profile.id());
                    }
                }
            }
        }
    }
}
