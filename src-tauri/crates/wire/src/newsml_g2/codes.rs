//! `QCodes`: which may be written, and the three vocabularies of our own for what no IPTC scheme says. Their URIs lie
//! under the domain of the agency's guids.
//!
//! | alias | URI | says |
//! |---|---|---|
//! | `wkind` | `https://{domain}/cv/release/` | why a message goes out: `wkind:refile` |
//! | `wrole` | `https://{domain}/cv/role/` | what a note, a literal or a name is: `wrole:section` |
//! | `wrel` | `https://{domain}/cv/relation/` | a relation in the writer's own words, percent-encoded |

use std::borrow::Cow;

use wirecopy_story::{ReleaseKind, Term};

use crate::Profile;
use crate::newscodes::{self, SCHEMES};

/// The note that says why a message goes out.
pub(super) const RELEASE_NOTE: &str = "wrole:release";
/// The writer's own note to editors.
pub(super) const EDITORS_NOTE: &str = "wrole:editors";
/// The type of a subject that is the section.
pub(super) const SECTION: &str = "wrole:section";
/// The contributor who is the sign-off.
pub(super) const SIGN_OFF: &str = "wrole:sign-off";
/// The region around a place.
pub(super) const REGION: &str = "wrole:region";
/// The country around a place.
pub(super) const COUNTRY: &str = "wrole:country";
/// A name that the writer did not give: the one that the vocabulary has for the code, or the code itself.
pub(super) const CODE_NAME: &str = "wrole:code";

const OWN: &[(&str, &str)] = &[("wkind", "release"), ("wrole", "role"), ("wrel", "relation")];
/// What newsrooms look for by alias alone.
const NEWSROOM: &[(&str, &str)] = &[("cptType", "concept-type"), ("cRole", "source-role")];

/// Relations of the IPTC that writers know under a plainer word.
const RELATIONS: &[(&str, &str)] = &[
    ("see-also", "irel:seeAlso"),
    ("associated-with", "irel:associatedWith"),
    ("derived-from", "irel:derivedFrom"),
    ("depends-on", "irel:dependsOn"),
    ("processed-from", "irel:processedFrom"),
];

/// The schemes that a message declares beside the IPTC catalog: ours, then the agency's.
pub(super) fn declared(profile: &Profile, newsroom: Newsroom) -> Vec<(&str, Cow<'_, str>)> {
    let own = OWN.iter().chain(if newsroom == Newsroom::Served { NEWSROOM } else { &[] });
    let domain = profile.guid_domain();
    let own = own.map(|(alias, path)| (*alias, format!("https://{domain}/cv/{path}/").into()));
    let agency = profile.schemes().iter().filter(|(alias, _)| may_declare(alias));
    own.chain(agency.map(|(alias, uri)| (alias.as_str(), uri.as_str().into()))).collect()
}

/// Whether the codes that newsrooms look for are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Newsroom {
    Served,
    Ignored,
}

/// An alias is an XML name without a colon; one that the catalog or we have would be there twice.
fn may_declare(alias: &str) -> bool {
    let start = |one: char| one.is_ascii_alphabetic() || one == '_';
    let name =
        alias.starts_with(start) && alias.chars().all(|one| start(one) || one.is_ascii_digit() || ".-".contains(one));
    let taken = |table: &[(&str, &str)]| table.iter().any(|(known, _)| *known == alias);
    name && !taken(OWN) && !taken(NEWSROOM) && !taken(SCHEMES)
}

/// Whether receivers can resolve `alias`: the catalog has it, or the message declares it for the agency.
pub(super) fn resolves(alias: &str, profile: &Profile) -> bool {
    let agency = || profile.schemes().iter().any(|(known, _)| known == alias) && may_declare(alias);
    SCHEMES.iter().any(|(known, _)| *known == alias) || agency()
}

/// The code of a kind of release.
pub(super) fn kind(kind: ReleaseKind) -> String {
    format!("wkind:{}", kind.word())
}

/// The kind of release of a code.
pub(super) fn read_kind(qcode: &str) -> Option<ReleaseKind> {
    let word = qcode.strip_prefix("wkind:")?;
    ReleaseKind::ALL.into_iter().find(|kind| kind.word() == word)
}

/// A relation as the attribute of a `link` that says it.
pub(super) enum Relation {
    /// `rel`
    Code(String),
    /// `reluri`: a code whose plainer word was not what the writer wrote.
    Uri(String),
}

/// A relation in the writer's words as a code; `None` when there is none.
pub(super) fn relation(words: &str, profile: &Profile) -> Option<Relation> {
    if words.is_empty() {
        return None;
    }
    if let Some((_, code)) = RELATIONS.iter().find(|(word, _)| *word == words) {
        return Some(Relation::Code((*code).to_owned()));
    }
    let term = Term::parse(words).ok().filter(|term| resolves(term.scheme(), profile));
    if let Some(term) = &term
        && RELATIONS.iter().any(|(_, code)| *code == words)
    {
        return newscodes::uri(term, profile.schemes()).map(Relation::Uri);
    }
    let own = || format!("wrel:{}", percent_encoded(words));
    Some(Relation::Code(term.map_or_else(own, |term| term.qcode())))
}

/// The writer's words of a relation's code.
pub(super) fn read_relation(qcode: &str) -> String {
    if let Some((word, _)) = RELATIONS.iter().find(|(_, code)| *code == qcode) {
        return (*word).to_owned();
    }
    let own = qcode.strip_prefix("wrel:").and_then(newscodes::percent_decoded);
    own.unwrap_or_else(|| qcode.to_owned())
}

fn percent_encoded(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    newscodes::percent_encode_into(&mut out, words, b"-._~");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_reads_back_as_it_was_written() {
        let profile = Profile::find("generic").expect("built in");
        for (words, expected) in [
            ("see-also", "irel:seeAlso"),
            ("irel:seeAlso", "http://cv.iptc.org/newscodes/itemrelation/seeAlso"),
            ("irel:hasPart", "irel:hasPart"),
            ("evolved-from", "wrel:evolved-from"),
            ("wrel:x", "wrel:wrel%3Ax"),
            (
                "продолжение темы",
                "wrel:%D0%BF%D1%80%D0%BE%D0%B4%D0%BE%D0%BB%D0%B6%D0%B5%D0%BD%D0%B8%D0%B5%20%D1%82%D0%B5%D0%BC%D1%8B",
            ),
        ] {
            let (code, back) = match relation(words, profile) {
                Some(Relation::Code(code)) => (code.clone(), read_relation(&code)),
                Some(Relation::Uri(uri)) => {
                    let term = newscodes::term(&uri, profile.schemes());
                    (uri, term.map(|term| term.qcode()).unwrap_or_default())
                }
                None => (String::new(), String::new()),
            };
            assert_eq!((code.as_str(), back.as_str()), (expected, words));
        }
        assert!(relation("", profile).is_none(), "no relation, no code");
    }

    #[test]
    fn an_alias_that_is_no_name_or_is_taken_is_not_declared() {
        for bad in ["", "1a", "a:b", "é", "medtop", "wrole", "a b"] {
            assert!(!may_declare(bad), "{bad:?}");
        }
        assert!(may_declare("tass-rubric"), "a plain alias is");
    }
}
