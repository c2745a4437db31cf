//! Lines that a style's own wording makes: why the message goes out, what receivers must do, until when they wait;
//! the dateline; initials of a sign-off. Whatever else a line may be is the format's to say.

use wirecopy_story::ReleaseKind;

use crate::profile::Profile;
use crate::profile::dateline::ReadDateline;
use crate::{Reading, WireItem};

/// Reads kind, advice or embargo off a line; whether it was one.
pub(crate) fn told(line: &str, profile: &Profile, item: &mut WireItem) -> bool {
    let untold = item.kind == ReleaseKind::New && item.note.is_empty();
    if let Some((kind, note)) = profile.wording().read(line).filter(|_| untold) {
        item.kind = kind;
        note.clone_into(&mut item.note);
        item.version = if kind == ReleaseKind::New { 1 } else { 2 };
        return true;
    }
    let advice = profile.wording().advice(item.kind);
    if !advice.is_empty() && line == advice {
        return true;
    }
    let mut styles = profile.dateline_styles().iter();
    let embargo = styles.find_map(|style| profile.embargo_line().read(line, style.months()));
    let found = embargo.is_some() && item.story.embargo.is_none();
    if found {
        item.story.embargo = embargo;
    }
    found
}

/// The dateline that opens `line`, and the language of its grammar.
pub(crate) fn dateline(line: &str, reading: &Reading<'_>) -> Option<(ReadDateline, String)> {
    let today = reading.today();
    reading.profile.dateline_styles().iter().find_map(|style| {
        let read = style.read(line, today).or_else(|| {
            // A dateline that stands alone has lost the space behind it.
            style.read(&format!("{line} "), today).filter(|read| read.length > line.len())
        })?;
        Some((read, style.language().to_owned()))
    })
}

/// `ap/iv`: initials parted by slashes.
pub(crate) fn is_sign_off(line: &str) -> bool {
    let initials = |part: &str| (1..=4).contains(&part.chars().count()) && part.chars().all(char::is_lowercase);
    line.contains('/') && line.split('/').all(initials)
}
