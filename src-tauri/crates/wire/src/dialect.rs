//! A dialect: a way of writing one format that some receivers need. The strict form is the default everywhere; which
//! dialect a destination wants is the destination's business. Dialects are data: each is a row of options, in
//! `dialects.toml` or in a profile, and a format only knows which options it has.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::{EncodeError, Format, Profile, ProfileError};

/// Name of a dialect. [`Dialect::strict`] is known to every format.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dialect(String);

/// Something that a format can write in more than one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// `body`
    pub name: &'static str,
    /// What it may be, the strict way first.
    pub values: &'static [&'static str],
}

/// A dialect in the table of a format.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DialectRow {
    /// `strict`
    pub id: String,
    /// What it does, for people.
    pub label: String,
    #[serde(flatten)]
    options: BTreeMap<String, String>,
}

/// Rows by the id of their format.
pub(crate) type Rows = BTreeMap<String, Vec<DialectRow>>;

static ROWS: LazyLock<Rows> =
    LazyLock::new(|| toml::from_str(include_str!("dialects.toml")).expect("the built-in dialects are read by a test"));

/// The rows that come with the program.
pub(crate) fn rows(format: &str) -> &'static [DialectRow] {
    ROWS.get(format).map(Vec::as_slice).unwrap_or_default()
}

/// The row that `dialect` names: a profile's own, else the program's.
pub(crate) fn resolve<'p>(
    format: &dyn Format,
    dialect: &Dialect,
    profile: &'p Profile,
) -> Result<&'p DialectRow, EncodeError> {
    let all = || profile.dialects(format.id()).iter().chain(rows(format.id()));
    all().find(|row| row.id == dialect.id()).ok_or_else(|| EncodeError::Dialect {
        format: format.id(),
        known: all().map(|row| row.id.as_str()).collect::<Vec<_>>().join(", "),
        got: dialect.id().to_owned(),
    })
}

/// Refuses rows of formats or with options that are not there.
pub(crate) fn refuse_unknown(rows: &Rows) -> Result<(), ProfileError> {
    for (id, rows) in rows {
        let format = crate::format(id);
        let format = format.ok_or_else(|| ProfileError::key("dialects", "the id of a format", id))?;
        for (name, value) in rows.iter().flat_map(|row| &row.options) {
            let key = format!("dialects.{id}.{name}");
            let choices = format.options();
            let Some(choice) = choices.iter().find(|choice| choice.name == name) else {
                let known = choices.iter().map(|choice| choice.name).collect::<Vec<_>>().join(", ");
                return Err(ProfileError::key(key, format!("an option of {id} ({known})"), name));
            };
            if !choice.values.contains(&value.as_str()) {
                return Err(ProfileError::key(key, choice.values.join(", "), value));
            }
        }
    }
    Ok(())
}

impl DialectRow {
    /// What the dialect says of `choice`.
    pub(crate) fn option(&self, choice: &Choice) -> &str {
        self.options.get(choice.name).map_or(choice.values[0], String::as_str)
    }
}

impl Dialect {
    /// The id of the strict form.
    pub const STRICT: &'static str = "strict";

    /// The standard to the letter.
    pub fn strict() -> Self {
        Self::default()
    }

    /// The dialect `id`; whether a format knows it shows when it encodes.
    pub fn new(id: &str) -> Self {
        Self(id.to_owned())
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.0
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self(Self::STRICT.to_owned())
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_format_and_options_that_it_has() {
        assert_eq!(refuse_unknown(&ROWS), Ok(()), "the built-in dialects");
        for format in crate::formats() {
            let rows = format.dialects();
            assert_eq!(rows.first().map(|row| row.id.as_str()), Some(Dialect::STRICT), "{}: strict first", format.id());
            assert_eq!(rows[0].options, BTreeMap::new(), "{}: strict is every option's first value", format.id());
            for (at, row) in rows.iter().enumerate() {
                assert!(rows[at + 1..].iter().all(|other| other.id != row.id), "{} stands once", row.id);
            }
        }
    }

    #[test]
    fn a_profile_adds_its_own_dialect() {
        let own = "\n[[dialects.ninjs-3]]\nid = \"one-line\"\nlabel = \"For the portal\"\nlayout = \"compact\"\n";
        let generic = include_str!("../profiles/generic.toml");
        let profile = Profile::parse(&format!("{generic}{own}")).expect("a dialect of known options");
        let format = crate::format("ninjs-3").expect("the table has it");
        let row = resolve(format, &Dialect::new("one-line"), &profile).expect("the profile has it");
        assert_eq!(row.label, "For the portal");
        for (from, to, key) in
            [("ninjs-3", "fax", "`dialects`"), ("\"compact\"", "\"round\"", "dialects.ninjs-3.layout")]
        {
            let error = Profile::parse(&format!("{generic}{}", own.replace(from, to))).expect_err("it is refused");
            assert!(error.to_string().contains(key), "{key} is named: {error}");
        }
    }
}
