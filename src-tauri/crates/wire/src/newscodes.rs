//! The IPTC `NewsCodes` (CC BY 4.0, (c) IPTC): aliases of vocabularies and the URIs they stand for, and the few
//! vocabularies that every desk has.
//!
//! A profile adds an agency's own schemes. A term of an unknown scheme travels as its `scheme:code`.

use wirecopy_story::Term;

mod builtin;
mod schemes;

pub use builtin::{media_topic, subject_code, vocabularies};
pub use schemes::{SCHEMES, alias_of, uri_of};

/// The URI of `term`: the profile's `own` schemes are looked up first. Characters that a URI does not carry are
/// percent-encoded (RFC 3986).
pub fn uri(term: &Term, own: &[(String, String)]) -> Option<String> {
    let scheme = scheme_uri(term.scheme(), own)?;
    let mut out = String::with_capacity(scheme.len() + term.code().len());
    out.push_str(scheme);
    percent_encode_into(&mut out, term.code(), b"-._~!$&'()*+,;=:@/");
    Some(out)
}

/// The English name of a term of the built-in vocabularies, for a code that the writer gave no label.
pub(crate) fn name(term: &Term) -> Option<&'static str> {
    let vocabulary = vocabularies().iter().find(|vocabulary| vocabulary.scheme() == term.scheme())?;
    vocabulary.concept(term.code()).map(|concept| concept.name("en"))
}

/// Appends `text` with every byte percent-encoded that is neither letter nor digit nor one of `kept`.
pub(crate) fn percent_encode_into(out: &mut String, text: &str, kept: &[u8]) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])));
        }
    }
}

/// The term of a URI; `None` when no scheme fits or the code is no code.
pub fn term(uri: &str, own: &[(String, String)]) -> Option<Term> {
    let (alias, code) = schemes(own)
        .filter_map(|(alias, scheme)| Some((alias, uri.strip_prefix(scheme)?)))
        .min_by_key(|(_, code)| code.len())?;
    Term::new(alias, &percent_decoded(code)?).ok()
}

/// The URI of the scheme `alias`, the profile's `own` first.
pub(crate) fn scheme_uri<'s>(alias: &str, own: &'s [(String, String)]) -> Option<&'s str> {
    schemes(own).find(|(known, _)| *known == alias).map(|(_, uri)| uri)
}

/// The alias of the scheme `uri`, the profile's `own` first.
pub(crate) fn scheme_alias<'s>(uri: &str, own: &'s [(String, String)]) -> Option<&'s str> {
    schemes(own).find(|(_, known)| *known == uri).map(|(alias, _)| alias)
}

fn schemes(own: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    own.iter().map(|(alias, uri)| (alias.as_str(), uri.as_str())).chain(SCHEMES.iter().copied())
}

/// The term of an eight-digit code of IPTC: a media topic where the code is one of those (the 17 of the first level,
/// which both vocabularies have, and `20` with six digits), else an old subject code.
pub(crate) fn of_eight_digits(code: &str) -> Option<Term> {
    let digits = code.len() == 8 && code.bytes().all(|one| one.is_ascii_digit());
    let first = code.get(..2).filter(|_| digits)?;
    let top = code.ends_with("000000") && ("01"..="17").contains(&first);
    Term::new(if top || first == "20" { "medtop" } else { "subj" }, code).ok()
}

/// The text of [`percent_encode_into`]; `None` when it is none.
pub(crate) fn percent_decoded(code: &str) -> Option<String> {
    let mut out = Vec::with_capacity(code.len());
    let mut rest = code.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                out.push(u8::try_from(digit(high)? * 16 + digit(low)?).ok()?);
                rest = tail;
            }
            _ => out.push(*first),
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_and_its_uri_are_the_same_thing() {
        let own = [("wsvc".to_owned(), "https://wire.example/cv/service/".to_owned())];
        for qcode in ["medtop:04000000", "genre:Current", "wsvc:sport/é%20?", "subj:1:2"] {
            let one = Term::parse(qcode).expect("a term");
            let uri = uri(&one, &own).expect("its scheme is known");
            assert!(uri.is_ascii() && !uri.contains(['?', ' ']), "{uri} is a URI");
            assert_eq!(term(&uri, &own), Some(one), "{qcode} comes back from {uri}");
        }
    }

    #[test]
    fn every_alias_of_the_catalog_is_told_from_the_others() {
        for (alias, uri) in SCHEMES {
            let one = Term::new(alias, "1").expect("a term");
            assert_eq!(term(&format!("{uri}1"), &[]), Some(one), "{alias}");
        }
    }

    #[test]
    fn eight_digits_tell_their_vocabulary() {
        for (code, qcode) in [
            ("04000000", Some("medtop:04000000")),
            ("20000232", Some("medtop:20000232")),
            ("04016001", Some("subj:04016001")),
            ("18000000", Some("subj:18000000")),
            ("4000000", None),
            ("0400000x", None),
        ] {
            assert_eq!(of_eight_digits(code).map(|term| term.qcode()).as_deref(), qcode, "{code}");
        }
    }

    #[test]
    fn an_unknown_scheme_has_no_uri() {
        let term = Term::parse("house:1").expect("a term");
        assert_eq!(uri(&term, &[]), None, "no URI is made up");
        assert_eq!(super::term("https://elsewhere.example/1", &[]), None, "no alias is made up");
    }
}
