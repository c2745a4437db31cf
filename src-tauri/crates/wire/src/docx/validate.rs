//! The structure of the package: the parts that a document must have, each of a declared type and well-formed, and no
//! relationship that leads nowhere (ECMA-376 part 2). The schema of the text itself is not checked.

use super::package::Package;
use crate::xml::{self, Document};
use crate::{DecodeError, Fault, MAX_MESSAGE};

/// Parts without which there is no document.
const REQUIRED: &[&str] = &["[Content_Types].xml", "_rels/.rels", "word/document.xml"];

pub(super) fn validate(bytes: &[u8]) -> Vec<Fault> {
    if bytes.len() > MAX_MESSAGE {
        return vec![Fault::new("package", format!("at most {MAX_MESSAGE} bytes"), format!("{} bytes", bytes.len()))];
    }
    let mut faults = Vec::new();
    if let Err(error) = check(bytes, &mut faults) {
        faults.push(match error {
            DecodeError::NotThis { place, expected, got } => Fault::new(place, expected, got),
            DecodeError::TooLarge { max, got } => Fault::new("package", format!("{max} bytes"), format!("{got} bytes")),
        });
    }
    faults
}

fn check(bytes: &[u8], faults: &mut Vec<Fault>) -> Result<(), DecodeError> {
    let mut package = Package::open(bytes)?;
    let names = package.names();
    for name in REQUIRED.iter().filter(|name| !names.iter().any(|one| one == *name)) {
        faults.push(Fault::new(*name, "a part that every document has", "none"));
    }
    let mut parts = Vec::new();
    for name in names.iter().filter(|name| ends(name, &["xml", "rels"])) {
        let Some(part) = package.part(name)? else { continue };
        match xml::read(&part) {
            Ok(part) => parts.push((name.clone(), part)),
            Err(DecodeError::NotThis { place, expected, got }) => {
                faults.push(Fault::new(format!("{name}, {place}"), expected, got));
            }
            Err(error) => return Err(error),
        }
    }
    let found = |name: &str| parts.iter().find(|(one, _)| one == name).map(|(_, part)| part);
    if let Some(types) = found("[Content_Types].xml") {
        undeclared(types, &names, faults);
    }
    for (name, part) in parts.iter().filter(|(name, _)| ends(name, &["rels"])) {
        astray(name, part, (&names, faults));
    }
    if let Some(document) = found("word/document.xml")
        && (document.root.name != "document" || document.root.first("body").is_none())
    {
        faults.push(Fault::new("word/document.xml", "a document with a body (17.2.3)", document.root.name.clone()));
    }
    Ok(())
}

fn ends(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| extensions.iter().any(|one| one.eq_ignore_ascii_case(end)))
}

/// Parts of no declared type.
fn undeclared(types: &Document, names: &[String], faults: &mut Vec<Fault>) {
    let declared = |kind: &str, key: &str| {
        let all = types.root.all(kind).filter_map(move |one| one.attribute(key));
        all.map(str::to_ascii_lowercase).collect::<Vec<_>>()
    };
    let (extensions, parts) = (declared("Default", "Extension"), declared("Override", "PartName"));
    for name in names.iter().filter(|name| *name != "[Content_Types].xml" && !name.ends_with('/')) {
        let small = name.to_ascii_lowercase();
        let extension = small.rsplit('.').next().unwrap_or("");
        if !extensions.iter().any(|one| one == extension) && !parts.iter().any(|one| one[1..] == small) {
            faults.push(Fault::new(name.as_str(), "a part with a content type (part 2, 7.2.3)", "none"));
        }
    }
}

/// Relationships to parts that are not there.
fn astray(name: &str, part: &Document, (names, faults): (&[String], &mut Vec<Fault>)) {
    let folder = name.split("_rels/").next().unwrap_or("");
    for relation in part.root.all("Relationship") {
        let target = relation.attribute("Target").unwrap_or_default();
        if relation.attribute("TargetMode") == Some("External") {
            continue;
        }
        let path = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), ToOwned::to_owned);
        if !path.contains("..") && !names.contains(&path) {
            faults.push(Fault::new(part.line(relation.offset), format!("the part {path} that {name} names"), "none"));
        }
    }
}
