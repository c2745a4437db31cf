//! A finding: which rule, how much it weighs, where it stands, and one sentence about it.

use std::ops::Range;

/// How much a finding weighs; the heavier one is the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The story must not leave like this.
    Block,
    /// An editor would ask.
    Warn,
    /// Good to know.
    Note,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule: `headline-stop`.
    pub rule: &'static str,
    /// Weight.
    pub severity: Severity,
    /// Name of the field in the story file: `headline`, `body`, `dateline.place`.
    pub field: &'static str,
    /// Half-open, bytes inside the field's text.
    pub range: Range<usize>,
    /// One sentence: expected, got.
    pub message: String,
}

impl Finding {
    /// A finding about a whole field.
    pub(crate) fn whole(rule: &'static str, severity: Severity, field: &'static str, message: String) -> Self {
        Self { rule, severity, field, range: 0..0, message }
    }

    /// The same finding, narrowed to a range of the field.
    pub(crate) fn at(mut self, range: Range<usize>) -> Self {
        self.range = range;
        self
    }
}
