//! A term in a message. 2.x and 3.x give its URI, or its `scheme:code` where no URI is known; 1.x gives the URI of its
//! scheme, and its code. Some receivers read codes without a scheme: each list then has one vocabulary that goes
//! without saying, and a term of any other says its scheme inside its code.

use std::borrow::Cow;

use wirecopy_story::Term;

use super::names::{LITERAL, Line};
use crate::json::{Json, Pen};
use crate::newscodes;

/// The lists of terms in an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Subjects,
    Genres,
}

/// How the terms of a message are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// By the URI of the term or of its scheme.
    Uris,
    /// By a bare code and a name.
    Codes,
}

/// Writes and reads the terms of one message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms<'p> {
    pub(super) line: Line,
    pub(super) coding: Coding,
    /// Schemes of the profile: alias and URI.
    pub(super) schemes: &'p [(String, String)],
}

/// The code of a term in 1.x, and the URI of its scheme.
struct Code<'t> {
    scheme: Option<&'t str>,
    code: Cow<'t, str>,
}

impl<'p> Terms<'p> {
    /// The members of `term`.
    pub(super) fn put(&self, pen: &mut Pen, term: &Term, list: List) {
        let rel = match list {
            List::Subjects => "about",
            List::Genres => "",
        };
        if self.line != Line::One {
            pen.filled("name", term.label());
            pen.filled("rel", rel);
            match newscodes::uri(term, self.schemes) {
                Some(uri) => pen.text("uri", &uri),
                None => pen.text(LITERAL.of(self.line), &term.qcode()),
            }
            return;
        }
        let Code { scheme, code } = self.code(term, list);
        let unnamed = self.coding == Coding::Codes && term.label().is_empty();
        pen.filled("name", if unnamed { &code } else { term.label() });
        pen.filled("rel", rel);
        pen.filled("scheme", scheme.unwrap_or_default());
        pen.text("code", &code);
    }

    /// Whether the label of `term` would be taken for the code in place of a name.
    pub(super) fn hides_label(&self, term: &Term, list: List) -> bool {
        let code = (self.line == Line::One && !term.label().is_empty()).then(|| self.code(term, list));
        code.is_some_and(|Code { scheme, code }| scheme.is_none() && code == term.label())
    }

    fn code<'t>(&self, term: &'t Term, list: List) -> Code<'t>
    where
        'p: 't,
    {
        let qcode = || Code { scheme: None, code: Cow::Owned(term.qcode()) };
        match self.coding {
            Coding::Codes => {
                // A bare Media Topic would be looked up among the subject codes.
                let bare = bare(term.code(), list).filter(|bare| bare.scheme() != "medtop");
                match bare.filter(|bare| bare.scheme() == term.scheme()) {
                    Some(_) => Code { scheme: None, code: Cow::Borrowed(term.code()) },
                    None => qcode(),
                }
            }
            Coding::Uris => {
                let uri = newscodes::scheme_uri(term.scheme(), self.schemes);
                let back = uri.and_then(|uri| newscodes::scheme_alias(uri, self.schemes));
                match uri.filter(|_| back == Some(term.scheme())) {
                    Some(scheme) => Code { scheme: Some(scheme), code: Cow::Borrowed(term.code()) },
                    None => qcode(),
                }
            }
        }
    }

    /// The term of an entry of `list`; `None` where it has no code.
    pub(super) fn read(&self, entry: &Json, list: List) -> Option<Term> {
        let text = |key: &str| entry.get(key).and_then(Json::text);
        let label = text("name").unwrap_or_default();
        if self.line == Line::One {
            let code = text("code")?;
            let Some(scheme) = text("scheme").filter(|scheme| !scheme.is_empty()) else {
                let term = Term::parse(code).ok().or_else(|| bare(code, list));
                return term.map(|term| term.labelled(if label == code { "" } else { label }));
            };
            let alias = newscodes::scheme_alias(scheme, self.schemes).unwrap_or(scheme);
            // The URI of an unknown vocabulary is still a code: its scheme and what follows.
            let term = Term::new(alias, code).ok().or_else(|| Term::parse(&format!("{scheme}{code}")).ok());
            return term.map(|term| term.labelled(label));
        }
        let by_uri = text("uri").and_then(|uri| newscodes::term(uri, self.schemes));
        let term = by_uri.or_else(|| Term::parse(text(LITERAL.of(self.line))?).ok());
        let term = term.or_else(|| Term::parse(text("uri")?).ok());
        term.map(|term| term.labelled(label))
    }
}

/// The term of a code without a scheme. Codes of eight digits are the old subject codes, whose first two are 01 to
/// 17; those that begin with 20 are Media Topics.
fn bare(code: &str, list: List) -> Option<Term> {
    let scheme = match list {
        List::Genres if !code.contains(':') => "genre",
        List::Subjects if code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit()) => {
            if code.starts_with("20") { "medtop" } else { "subj" }
        }
        List::Genres | List::Subjects => return None,
    };
    Term::new(scheme, code).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Layout;

    fn written(terms: Terms<'_>, term: &Term, list: List) -> String {
        let mut pen = Pen::new(Layout::Compact, 0);
        pen.object(|pen| terms.put(pen, term, list));
        String::from_utf8(pen.finish()).expect("JSON is UTF-8")
    }

    #[test]
    fn every_way_of_writing_a_term_reads_back() {
        let own = [("wsvc".to_owned(), "https://wire.example/cv/service/".to_owned())];
        for line in Line::ALL {
            for coding in [Coding::Uris, Coding::Codes] {
                for list in [List::Subjects, List::Genres] {
                    for qcode in [
                        "medtop:04000000",
                        "medtop:20000002",
                        "subj:04000000",
                        "subj:20000002",
                        "genre:Current",
                        "genre:a:b",
                        "wsvc:é/1",
                        "house:1",
                        "http://x.example/cv/9",
                    ] {
                        let term = Term::parse(qcode).expect("a term").labelled("Label");
                        let terms = Terms { line, coding, schemes: &own };
                        let json = written(terms, &term, list);
                        let entry = Json::read(json.as_bytes()).expect("it is JSON");
                        assert_eq!(terms.read(&entry, list), Some(term), "{json} of {line:?} {coding:?} {list:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_bare_code_is_what_its_list_takes_it_for() {
        let terms = Terms { line: Line::One, coding: Coding::Codes, schemes: &[] };
        let term = |qcode| Term::parse(qcode).expect("a term");
        for (qcode, list, json) in [
            ("subj:04000000", List::Subjects, r#"{"name":"04000000","rel":"about","code":"04000000"}"#),
            ("medtop:04000000", List::Subjects, r#"{"name":"medtop:04000000","rel":"about","code":"medtop:04000000"}"#),
            ("genre:Current", List::Genres, r#"{"name":"Current","code":"Current"}"#),
        ] {
            assert_eq!(written(terms, &term(qcode), list).trim_end(), json, "{qcode}");
        }
        let twice = term("genre:Current").labelled("Current");
        assert!(terms.hides_label(&twice, List::Genres), "a label that is the code is read as none");
    }
}
