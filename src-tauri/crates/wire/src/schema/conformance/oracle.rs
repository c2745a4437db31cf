//! The official schemas as a judge: `xmllint` of libxml2, many messages a run, nothing fetched. Where libxml2 is known to
//! depart from the standard, a message is not put before it ([`deviates`]).

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::tree::{Piece, Tree};
use crate::schema::automaton::Automaton;
use crate::schema::datatype::trim;
use crate::schema::grammar::Inside;
use crate::schema::moment::{Moment, is_moment};
use crate::schema::{newsml_g2, nitf};

/// Messages of one run.
const RUN: usize = 500;

/// The judge of one format.
pub(super) struct Oracle {
    /// Emptied when it goes.
    folder: PathBuf,
}

impl Oracle {
    /// Nothing, having said so, where `xmllint` is not installed.
    pub(super) fn of(standards: &Path, name: &str, namespaces: &[(&str, &str)]) -> Option<Self> {
        if Command::new("xmllint").arg("--version").output().is_err() {
            println!("skipped: xmllint is not installed (`cargo xtask packages` names its package)");
            return None;
        }
        let folder = std::env::temp_dir().join(format!("wirecopy-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for messages");
        let schemas = standards.join("schemas").canonicalize().expect("the standards folder is complete");
        let import = |(space, file): &(&str, &str)| {
            format!("<xs:import namespace=\"{space}\" schemaLocation=\"{}\"/>", schemas.join(file).display())
        };
        let schema = format!(
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"urn:all\">{}</xs:schema>",
            namespaces.iter().map(import).collect::<String>()
        );
        std::fs::write(folder.join("all.xsd"), schema).expect("a schema of schemas");
        Some(Self { folder })
    }

    /// Whether each of `messages` is valid.
    pub(super) fn verdicts(&self, messages: &[String]) -> Vec<bool> {
        let mut verdicts = Vec::new();
        for run in messages.chunks(RUN) {
            let said = self.run(run);
            let says = |verdict: &str| {
                let lines = said.lines().filter_map(|line| line.strip_suffix(verdict)?.strip_suffix(".xml "));
                lines.filter_map(|number| number.parse().ok()).collect::<HashSet<usize>>()
            };
            let (valid, invalid) = (says("validates"), says("fails to validate"));
            assert_eq!(valid.len() + invalid.len(), run.len(), "a verdict on each: {said}");
            verdicts.extend((0..run.len()).map(|at| valid.contains(&at)));
        }
        verdicts
    }

    /// What it says of one message.
    pub(super) fn reason(&self, message: &str) -> String {
        self.run(&[message.to_owned()])
    }

    fn run(&self, messages: &[String]) -> String {
        let mut command = Command::new("xmllint");
        command
            .current_dir(&self.folder)
            .env("XML_CATALOG_FILES", "")
            .args(["--noout", "--nonet", "--schema", "all.xsd"]);
        for (at, message) in messages.iter().enumerate() {
            let name = format!("{at}.xml");
            std::fs::write(self.folder.join(&name), message).expect("a message is written");
            command.arg(name);
        }
        let output = command.output().expect("xmllint runs");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Whether libxml2 departs from XML Schema 1.0 at something that the message has:
///
/// - a list of words or references may be empty (part 2, 3.2.10 and 3.2.12 ask for one);
/// - an id that is referred to may be missing (3.2.9): the caller leaves those faults of ours out;
/// - white space round a `dateTime` is refused (4.3.6 takes it away);
/// - elements that repeat are taken again after those of another namespace that must come last, `a* {other}*` as if it
///   were `(a | {other})*` (part 1, 3.8.4);
/// - the other way round, we do not know which prefixes are declared where a value is a `QName` (3.2.18).
pub(super) fn deviates(tree: &Tree) -> bool {
    let is_blank = |text: &str| text.trim().is_empty();
    let by_attribute = tree.attributes.iter().any(|(name, value)| match name.as_str() {
        "class" | "media" | "idrefs" | "contentrefs" => is_blank(value),
        "valuedatatype" => value.contains(':') && !value.starts_with("f:"),
        _ => false,
    });
    let text = |tree: &Tree| {
        let texts = tree.children.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Tree(_) => "",
        });
        texts.collect::<String>()
    };
    let text = text(tree);
    let token = trim(&text);
    let is_spaced_moment = token != text && is_moment(token, Moment::Second);
    let is_blank_list = tree.name == "hierarchyInfo" && is_blank(&text);
    by_attribute || is_spaced_moment || is_blank_list || has_late_repeats(tree) || tree.trees().any(deviates)
}

/// Whether an element of the parent's namespace stands after one of another, where our tables let it only before.
fn has_late_repeats(tree: &Tree) -> bool {
    static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let types = [&nitf::TABLE, &newsml_g2::TABLE].into_iter().flat_map(|table| table.types());
        let states = types.filter_map(|of| match &of.inside {
            Inside::Elements(states) | Inside::Mixed(states) => Some(states),
            Inside::Nothing | Inside::Value(_) => None,
        });
        states.flat_map(Automaton::repeated_before_others).collect()
    });
    let parted = |tree: &Tree| {
        tree.name
            .split_once(':')
            .map_or((String::new(), tree.name.clone()), |(prefix, name)| (prefix.to_owned(), name.to_owned()))
    };
    let (own, _) = parted(tree);
    let mut others = false;
    tree.trees().any(|child| {
        let (prefix, name) = parted(child);
        others |= prefix != own;
        others && prefix == own && NAMES.contains(name.as_str())
    })
}
