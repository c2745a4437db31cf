//! What an editor would catch before a story leaves: rules over a [`Story`], each in a file of its own.
//!
//! Pure: the moment of the check and the house's limits come in as a [`House`]. A rule speaks up only where it is
//! sure; a false alarm costs trust.

mod finding;
mod house;
mod rule;

pub use finding::{Finding, Severity};
pub use house::{House, Stop};
use wirecopy_story::Story;

/// Every finding, the blocking ones first, then in the order of the story.
pub fn check(story: &Story, house: &House) -> Vec<Finding> {
    let body = story.parsed();
    let mut findings = Vec::new();
    for rule in rule::ALL {
        rule(story, &body, house, &mut findings);
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// Whether any of the findings keeps the story from leaving.
pub fn blocks(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Block)
}
