//! What each line of ninjs calls a member. 1.x has one text a member (`headline`, `body_xhtml`), 2.x lists of texts,
//! 3.x writes the names of 2.x in camel case and renames the embargo.

/// The lines of ninjs, apart because a message of one is invalid in the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// 1.x: one object or list a thing, terms by scheme and code.
    One,
    /// 2.x: lists, terms by URI, lower case.
    Two,
    /// 3.x: as 2.x, in camel case.
    Three,
}

impl Line {
    pub(super) const ALL: [Self; 3] = [Self::One, Self::Two, Self::Three];
}

/// What the three lines call one member; empty where a line has none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name([&'static str; 3]);

impl Name {
    pub(super) const fn of(self, line: Line) -> &'static str {
        self.0[line as usize]
    }
}

/// Names of members, and a list of all of them.
macro_rules! names {
    ($list:ident: $($name:ident = $one:literal, $two:literal, $three:literal;)*) => {
        $(pub(super) const $name: Name = Name([$one, $two, $three]);)*
        pub(super) const $list: &[Name] = &[$($name),*];
    };
}

names! { READ:
    URI = "uri", "uri", "uri";
    STANDARD = "$standard", "standard", "standard";
    TYPE = "type", "type", "type";
    REPRESENTATION = "representationtype", "representationtype", "representationType";
    VERSION = "version", "version", "version";
    FIRST_CREATED = "firstcreated", "firstcreated", "firstCreated";
    VERSION_CREATED = "versioncreated", "versioncreated", "versionCreated";
    EMBARGO = "embargoed", "embargoed", "embargoedUntil";
    STATUS = "pubstatus", "pubstatus", "pubStatus";
    URGENCY = "urgency", "urgency", "urgency";
    HOLDER = "copyrightholder", "copyrightholder", "copyrightHolder";
    NOTICE = "copyrightnotice", "copyrightnotice", "copyrightNotice";
    USAGE = "usageterms", "usageterms", "usageTerms";
    ED_NOTE = "ednote", "ednote", "edNote";
    LANGUAGE = "language", "language", "language";
    HEADLINE = "headline", "headlines", "headlines";
    DESCRIPTION = "description_text", "descriptions", "descriptions";
    BODY = "body_xhtml", "bodies", "bodies";
    BY = "byline", "by", "by";
    SLUG = "slugline", "slugline", "slugline";
    LOCATED = "located", "located", "located";
    SUBJECTS = "subject", "subjects", "subjects";
    GENRES = "genre", "genres", "genres";
    PLACES = "place", "places", "places";
    SOURCES = "infosource", "infosources", "infoSources";
    ASSOCIATIONS = "associations", "associations", "associations";
}

/// Members that no story has a place for; they tell the lines apart and are named in faults.
const UNREAD: &[Name] = &[
    Name(["person", "people", "people"]),
    Name(["organisation", "organisations", "organisations"]),
    Name(["event", "events", "events"]),
    Name(["object", "objects", "objects"]),
    Name(["altids", "altids", "altIds"]),
    Name(["trustindicator", "trustindicators", "trustIndicators"]),
    Name(["contentcreated", "contentcreated", "contentCreated"]),
    Name(["rightsinfo", "rightsinfo", "rightsInfo"]),
    Name(["digitalsourcetype", "digitalsourcetype", "digitalSourceType"]),
    Name(["title", "title", "title"]),
    Name(["profile", "profile", "profile"]),
    Name(["expires", "expires", "expires"]),
    Name(["renditions", "renditions", "renditions"]),
    Name(["mimetype", "", ""]),
    Name(["", "", "eventDetails"]),
    Name(["", "", "plannedCoverage"]),
];

/// Names inside a member.
pub(super) const CONTENT_TYPE: Name = Name(["contenttype", "contenttype", "contentType"]);
pub(super) const CHARACTERS: Name = Name(["charcount", "charcount", "charCount"]);
pub(super) const WORDS: Name = Name(["wordcount", "wordcount", "wordCount"]);
pub(super) const CONTACT: Name = Name(["contactinfo", "contactinfo", "contactInfo"]);
/// What a source did.
pub(super) const PART: Name = Name(["rel", "role", "role"]);
/// A value that is no URI.
pub(super) const LITERAL: Name = Name(["code", "literal", "literal"]);

/// What a tie is, in an association of 1.x; 2.x has the role `relation` of a description for it, 3.x `rel`.
pub(super) const RELATION: &str = "description_relation";

/// Beginnings of the members of 1.x whose names are open: `body_html`, `headline_seo`.
pub(super) const HEADLINE_STEM: &str = "headline";
pub(super) const DESCRIPTION_STEM: &str = "description";
pub(super) const BODY_STEM: &str = "body";

/// What stands behind the stem of an open name of 1.x: `html` in `body_html`.
pub(super) fn suffix<'k>(key: &'k str, stem: &str) -> Option<&'k str> {
    key.strip_prefix(stem)?.strip_prefix('_')
}

/// Whether a message of `line` has a member `key`.
pub(super) fn knows(line: Line, key: &str) -> bool {
    let named = READ.iter().chain(UNREAD).any(|name| name.of(line) == key);
    let stems = [HEADLINE_STEM, DESCRIPTION_STEM, BODY_STEM];
    let counts = key == CHARACTERS.of(line) || key == WORDS.of(line);
    named || (line == Line::One && (counts || stems.iter().any(|stem| suffix(key, stem).is_some())))
}

/// What `line` calls a member that other lines, or writers in a hurry, call `key`.
pub(super) fn elsewhere(key: &str, line: Line) -> Option<&'static str> {
    let stem = |stem| key == stem || suffix(key, stem).is_some();
    let row = match key {
        _ if stem(BODY_STEM) => Some(BODY),
        _ if stem(HEADLINE_STEM) => Some(HEADLINE),
        _ if stem(DESCRIPTION_STEM) => Some(DESCRIPTION),
        _ => {
            let same = |name: &Name| name.0.iter().any(|one| one.eq_ignore_ascii_case(key));
            READ.iter().chain(UNREAD).copied().find(same)
        }
    };
    row.map(|name| name.of(line)).filter(|name| !name.is_empty() && *name != key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_one_line_is_told_in_the_others() {
        for (key, line, told) in [
            ("headline", Line::Three, Some("headlines")),
            ("body_html", Line::Two, Some("bodies")),
            ("embargoedUntil", Line::Two, Some("embargoed")),
            ("versioncreated", Line::Three, Some("versionCreated")),
            ("Byline", Line::Three, Some("by")),
            ("headlines", Line::One, Some("headline")),
            ("mimetype", Line::Two, None),
            ("uri", Line::One, None),
            ("colour", Line::One, None),
        ] {
            assert_eq!(elsewhere(key, line), told, "{key} in {line:?}");
        }
    }
}
