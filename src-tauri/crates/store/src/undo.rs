//! The last steps of typing, told as splices, so that a window that starts anew can take them back one by one.
//!
//! Only the three texts matter; a change of another field is no step. Every step is what differs between two versions,
//! so whatever made them (typing, a merge, a restoration) can be taken back alike.

use wirecopy_story::{Story, TextField, splices};

use crate::past::Machine;
use crate::{LastSteps, Result, TextStep, Version};

/// How far to go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Most {
    /// Changes looked at.
    pub changes: usize,
    /// Bytes of inserted text.
    pub bytes: usize,
}

/// The last steps of `machine`'s story, oldest first. The first version of a story is never taken back.
pub(crate) fn last_steps(machine: &Machine, most: Most) -> Result<LastSteps> {
    let steps = machine.steps();
    let recent = &steps[steps.len().saturating_sub(most.changes + 1)..];
    let Some((newest, _)) = recent.split_last() else { return Ok(LastSteps::default()) };
    let mut later = machine.show(newest)?;
    let (mut told, mut bytes) = (Vec::new(), 0);
    for pair in recent.windows(2).rev() {
        let [before, after] = pair else { continue };
        let earlier = machine.show(before)?;
        let texts = texts_between(&earlier, &later);
        let inserts = texts.iter().flat_map(|(_, splices)| splices);
        bytes += inserts.map(|splice| splice.insert.len()).sum::<usize>();
        if bytes > most.bytes {
            break;
        }
        if !texts.is_empty() {
            told.push(TextStep { at: after.at, texts });
        }
        later = earlier;
    }
    told.reverse();
    let Story { headline, summary, body, .. } = later;
    Ok(LastSteps { headline, summary, body, steps: told, version: Version(newest.n) })
}

fn texts_between(earlier: &Story, later: &Story) -> Vec<(TextField, Vec<wirecopy_story::Splice>)> {
    let changed = |field: TextField| (field, splices::between(field.of(earlier), field.of(later)));
    TextField::ALL.map(changed).into_iter().filter(|(_, splices)| !splices.is_empty()).collect()
}
