//! The story that the tests write: our own words in the anatomy of a wire story.

/// Headline.
pub const HEADLINE: &str = "Ministry spokesman: Harbour reopened to grain ships";
/// Lead.
pub const LEAD: &str = "The first convoy left at dawn after three weeks of talks, the spokesman said";
/// Place of the dateline.
pub const PLACE: &str = "PORT TESTLAND";
/// Date of the dateline.
pub const DATE: &str = "2026-11-23";
/// Slug.
pub const SLUG: &str = "TESTLAND-GRAIN";
/// Paragraphs of the body, as typed.
pub const BODY: [&str; 4] = [
    "The harbour of Port Testland has reopened to grain ships, Ministry Spokesman Ivan Primerov told reporters on Monday.",
    "\"The president [of Testland] has asked for guarantees that the corridor will stay open,\" Primerov said.",
    "## Three ships, one pilot",
    "Three vessels left on Monday with 41,000 tonnes of wheat on board, the port authority said.",
];
