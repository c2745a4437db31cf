//! The words of an update's advisory line, by language, and the words that tell what a changed figure is about and who
//! speaks. The shared ones stand in `profiles/writethru.toml`; a style's own go before them, key by key.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::{Table, Value};

use super::ProfileError;
use super::template::Template;

/// One form for one, one for several.
#[derive(Debug, Clone)]
pub(crate) struct Forms {
    /// For one.
    pub(crate) one: Template,
    /// For several.
    pub(crate) several: Template,
}

/// Words that tell what a figure is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Topic {
    /// What the advisory line calls it: `death toll`.
    pub(crate) what: String,
    /// Words one of which stands near such a figure; `погиб*` is every word that begins so.
    pub(crate) words: Vec<String>,
    /// How near, words.
    #[serde(default = "near")]
    pub(crate) within: usize,
}

fn near() -> usize {
    5
}

/// Which words have a capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Capitals {
    /// Names.
    Names,
    /// Names and every noun.
    Nouns,
}

/// What is recognised in the text of a story.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Known {
    /// Which words have a capital.
    pub(crate) capitals: Capitals,
    /// Verbs of speech, the speaker before or behind them.
    pub(crate) says: Vec<String>,
    /// Verbs of speech with the speaker before them.
    pub(crate) tells: Vec<String>,
    /// What the speaker stands behind.
    pub(crate) by: Vec<String>,
    /// Words that make a statement a reaction.
    pub(crate) reacts: Vec<String>,
    /// Words before a noun that is no person's name.
    pub(crate) articles: Vec<String>,
    /// Words that are no names even with a capital.
    pub(crate) not_names: Vec<String>,
    /// What stands before a name.
    pub(crate) titles: Vec<String>,
    /// Numbers that are spelled.
    pub(crate) numbers: Vec<String>,
    /// What figures are about, the first first.
    pub(crate) topics: Vec<Topic>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AdvisoryFile {
    at: (String, String),
    bare: (String, String),
    throughout: String,
    range: String,
    between: String,
    last: String,
    rewrite: String,
    lead: String,
    headline: String,
    headline_edited: String,
    summary: String,
    summary_edited: String,
    quote: (String, String),
    quote_from: (String, String),
    reaction: (String, String),
    reaction_from: (String, String),
    comment_from: (String, String),
    adds: (String, String),
    updates: (String, String),
    figures: (String, String),
    details: (String, String),
    list: (String, String),
    table: (String, String),
    subhead: (String, String),
    rewritten: (String, String),
    edited: (String, String),
    removed: (String, String),
    removed_what: (String, String),
    removed_quote: (String, String),
    removed_quote_from: (String, String),
    moved: String,
    more: String,
    known: Known,
}

/// The advisory line in one language.
#[derive(Debug, Clone)]
pub(crate) struct Advisory {
    language: String,
    pub(crate) at: Forms,
    pub(crate) bare: Forms,
    pub(crate) throughout: String,
    pub(crate) range: String,
    pub(crate) between: String,
    pub(crate) last: String,
    pub(crate) rewrite: String,
    pub(crate) lead: String,
    pub(crate) headline: String,
    pub(crate) headline_edited: String,
    pub(crate) summary: String,
    pub(crate) summary_edited: String,
    pub(crate) quote: Forms,
    pub(crate) quote_from: Forms,
    pub(crate) reaction: Forms,
    pub(crate) reaction_from: Forms,
    pub(crate) comment_from: Forms,
    pub(crate) adds: Forms,
    pub(crate) updates: Forms,
    pub(crate) figures: Forms,
    pub(crate) details: Forms,
    pub(crate) list: Forms,
    pub(crate) table: Forms,
    pub(crate) subhead: Forms,
    pub(crate) rewritten: Forms,
    pub(crate) edited: Forms,
    pub(crate) removed: Forms,
    pub(crate) removed_what: Forms,
    pub(crate) removed_quote: Forms,
    pub(crate) removed_quote_from: Forms,
    pub(crate) moved: String,
    pub(crate) more: String,
    pub(crate) known: Known,
}

/// The shared words, by language.
static SHARED: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../profiles/writethru.toml")).expect("every profile is built with it")
});

impl Advisory {
    /// Every language's words: the shared ones, and the style's `own` before them.
    pub(super) fn build(mut own: BTreeMap<String, Table>) -> Result<Vec<Self>, ProfileError> {
        let mut all = Vec::new();
        for (language, shared) in SHARED.iter() {
            all.push(Self::of(language, merged(shared.clone(), own.remove(language).unwrap_or_default()))?);
        }
        for (language, table) in own {
            all.push(Self::of(&language, table)?);
        }
        Ok(all)
    }

    /// Primary subtag.
    pub(crate) fn language(&self) -> &str {
        &self.language
    }

    fn of(language: &str, table: Table) -> Result<Self, ProfileError> {
        let key = format!("writethru.{language}");
        let file: AdvisoryFile = Value::Table(table).try_into().map_err(|error: toml::de::Error| {
            ProfileError::key(&key, "the words of the advisory line", error.to_string().trim())
        })?;
        let forms = |name: &str, (one, several): &(String, String), slots: &[&'static str]| {
            let template = |text: &str| {
                let template = Template::parse(text, slots);
                template.map_err(|got| ProfileError::key(format!("{key}.{name}"), "words and known slots", got))
            };
            Ok(Forms { one: template(one)?, several: template(several)? })
        };
        Ok(Self {
            language: language.to_owned(),
            at: forms("at", &file.at, &["n"])?,
            bare: forms("bare", &file.bare, &["n"])?,
            quote: forms("quote", &file.quote, &["place"])?,
            quote_from: forms("quote_from", &file.quote_from, &["place", "who"])?,
            reaction: forms("reaction", &file.reaction, &["place"])?,
            reaction_from: forms("reaction_from", &file.reaction_from, &["place", "who"])?,
            comment_from: forms("comment_from", &file.comment_from, &["place", "who"])?,
            adds: forms("adds", &file.adds, &["place", "what"])?,
            updates: forms("updates", &file.updates, &["place", "what"])?,
            figures: forms("figures", &file.figures, &["place"])?,
            details: forms("details", &file.details, &["place"])?,
            list: forms("list", &file.list, &["place"])?,
            table: forms("table", &file.table, &["place"])?,
            subhead: forms("subhead", &file.subhead, &[])?,
            rewritten: forms("rewritten", &file.rewritten, &["paragraph"])?,
            edited: forms("edited", &file.edited, &["paragraph"])?,
            removed: forms("removed", &file.removed, &[])?,
            removed_what: forms("removed_what", &file.removed_what, &["what"])?,
            removed_quote: forms("removed_quote", &file.removed_quote, &[])?,
            removed_quote_from: forms("removed_quote_from", &file.removed_quote_from, &["who"])?,
            throughout: file.throughout,
            range: file.range,
            between: file.between,
            last: file.last,
            rewrite: file.rewrite,
            lead: file.lead,
            headline: file.headline,
            headline_edited: file.headline_edited,
            summary: file.summary,
            summary_edited: file.summary_edited,
            moved: file.moved,
            more: file.more,
            known: file.known,
        })
    }
}

/// `own` before `shared`: a key of its own takes the shared one's place, its topics go before the shared ones.
fn merged(mut shared: Table, own: Table) -> Table {
    for (key, value) in own {
        match (shared.get_mut(&key), value) {
            (Some(Value::Array(all)), Value::Array(mut first)) if key == "topics" => {
                first.append(all);
                *all = first;
            }
            (Some(Value::Table(all)), Value::Table(first)) => *all = merged(std::mem::take(all), first),
            (_, value) => drop(shared.insert(key, value)),
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;

    #[test]
    fn every_house_has_the_shared_words_and_its_own_before_them() {
        let own = "[en]\nlead = \"new top\"\n[en.known]\ntopics = [{ what = \"tonnage\", words = [\"tonnes\"] }]\n";
        let all = Advisory::build(toml::from_str(own).expect("TOML")).expect("two keys of its own");
        let english = all.iter().find(|words| words.language() == "en").expect("shared");
        assert_eq!((english.lead.as_str(), english.rewrite.as_str()), ("new top", "rewrites throughout"), "key by key");
        let topics: Vec<&str> = english.known.topics.iter().take(2).map(|topic| topic.what.as_str()).collect();
        assert_eq!(topics, ["tonnage", "death toll"], "its topics first");
        for profile in Profile::builtin() {
            let found = profile.advisory(profile.language()).language();
            assert_eq!(found, profile.language(), "{} drafts in its own language", profile.id());
        }
    }

    #[test]
    fn a_wrong_key_is_named() {
        let wrong = |text: &str| {
            let error = Advisory::build(toml::from_str(text).expect("TOML")).expect_err("it is wrong");
            error.to_string()
        };
        assert!(wrong("[en]\nlede = \"x\"\n").contains("lede"), "an unknown key");
        assert!(wrong("[en]\nquote = [\"adds {who}\", \"\"]\n").contains("writethru.en.quote"), "an unknown slot");
        assert!(wrong("[fi]\nlead = \"x\"\n").contains("writethru.fi"), "a language that nobody shares needs all");
    }
}
