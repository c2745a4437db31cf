//! A term of a controlled vocabulary: `medtop:04000000`, `genre:Current`.

use serde::{Deserialize, Serialize};

use crate::StoryError;

/// Scheme alias and code (a NewsML-G2 `QCode`), with a label where one is known. Built through [`Term::parse`] or
/// [`Term::new`]; neither part is empty or holds white space, and the scheme holds no colon.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(ts_rs::TS))]
#[serde(try_from = "RawTerm")]
pub struct Term {
    scheme: String,
    code: String,
    label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    scheme: String,
    code: String,
    #[serde(default)]
    label: String,
}

impl TryFrom<RawTerm> for Term {
    type Error = StoryError;

    fn try_from(raw: RawTerm) -> Result<Self, Self::Error> {
        Ok(Self::new(&raw.scheme, &raw.code)?.labelled(&raw.label))
    }
}

impl Term {
    /// # Errors
    /// [`StoryError::Term`] when a part is empty or holds white space, or the scheme holds a colon.
    pub fn new(scheme: &str, code: &str) -> Result<Self, StoryError> {
        let blank = |part: &str| part.is_empty() || part.contains(char::is_whitespace);
        if blank(scheme) || blank(code) || scheme.contains(':') {
            return Err(StoryError::Term { got: format!("{scheme}:{code}") });
        }
        Ok(Self { scheme: scheme.to_owned(), code: code.to_owned(), label: String::new() })
    }

    /// Reads `scheme:code`; the first colon parts them.
    ///
    /// # Errors
    /// [`StoryError::Term`] as for [`Term::new`].
    pub fn parse(qcode: &str) -> Result<Self, StoryError> {
        let (scheme, code) = qcode.split_once(':').ok_or_else(|| StoryError::Term { got: qcode.to_owned() })?;
        Self::new(scheme, code)
    }

    /// The same term with a label for people.
    #[must_use]
    pub fn labelled(mut self, label: &str) -> Self {
        label.trim().clone_into(&mut self.label);
        self
    }

    /// Alias of the vocabulary: `medtop`.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Code inside the vocabulary: `04000000`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Label for people, empty when not known.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// `scheme:code`.
    pub fn qcode(&self) -> String {
        format!("{}:{}", self.scheme, self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qcode_reads_and_writes_the_same() {
        let term = Term::parse("medtop:04000000").expect("a plain code is a term");
        assert_eq!((term.scheme(), term.code(), term.qcode().as_str()), ("medtop", "04000000", "medtop:04000000"));
        assert_eq!(Term::parse("a:b:c").expect("a code may hold a colon").code(), "b:c");
    }

    #[test]
    fn what_is_no_qcode_is_refused() {
        for bad in ["", "medtop", ":1", "medtop:", "med top:1", "medtop:0 1"] {
            assert!(Term::parse(bad).is_err(), "{bad:?} is not scheme:code");
        }
    }
}
