//! The last steps of typing, told as splices, so that a window that starts anew can take them back one by one.
//!
//! Only the three texts matter; a change of another field is no step. Every step is what differs between two versions,
//! so whatever made them (typing, a merge, a restoration) can be taken back alike.

use std::collections::VecDeque;

use wirecopy_story::{Splice, Story, TextField, splices};

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
    let (Some(oldest), Some(newest)) = (recent.first(), recent.last()) else { return Ok(LastSteps::default()) };
    // Forwards: in a long history a step on costs a fortieth of a step back.
    let mut earlier = machine.show(oldest)?;
    let (mut told, mut bytes) = (VecDeque::new(), 0);
    for after in recent.iter().skip(1) {
        let later = machine.show(after)?;
        let texts = texts_between(&earlier, &later);
        bytes += inserted(&texts);
        told.push_back(TextStep { at: after.at, texts });
        while bytes > most.bytes
            && let Some(dropped) = told.pop_front()
        {
            bytes -= inserted(&dropped.texts);
        }
        earlier = later;
    }
    let Story { headline, summary, body, .. } = machine.show(&recent[recent.len() - 1 - told.len()])?;
    let steps = told.into_iter().filter(|step| !step.texts.is_empty()).collect();
    Ok(LastSteps { headline, summary, body, steps, version: Version(newest.n) })
}

/// Bytes of text that come in.
fn inserted(texts: &[(TextField, Vec<Splice>)]) -> usize {
    texts.iter().flat_map(|(_, splices)| splices).map(|splice| splice.insert.len()).sum()
}

fn texts_between(earlier: &Story, later: &Story) -> Vec<(TextField, Vec<Splice>)> {
    let changed = |field: TextField| (field, splices::between(field.of(earlier), field.of(later)));
    TextField::ALL.map(changed).into_iter().filter(|(_, splices)| !splices.is_empty()).collect()
}
