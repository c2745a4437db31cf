//! The parts of the package: content types, relationships, properties, styles, list marks and the document.

use wirecopy_story::Align;

use super::sheet::{self, Written};
use super::style;
use crate::paper::{Property, Sheet, properties};
use crate::xml::Writer;
use crate::{Profile, moment};

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// The set of properties that programs add (ECMA-376, 22.3).
const CUSTOM: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// The parts, in the order in which they are packed.
pub(super) fn parts(sheet: &Sheet<'_>, profile: &Profile) -> Vec<(&'static str, Vec<u8>)> {
    let written = sheet::write(sheet, profile);
    vec![
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations()),
        ("docProps/core.xml", core(sheet)),
        ("docProps/custom.xml", custom(&properties(&sheet.carrier.item))),
        ("word/_rels/document.xml.rels", links(&written)),
        ("word/document.xml", written.document),
        ("word/styles.xml", style::styles().into_bytes()),
        ("word/numbering.xml", style::numbering(&written.lists).into_bytes()),
    ]
}

fn types() -> Vec<u8> {
    let mut writer = Writer::message(1024);
    writer.open("Types").attribute("xmlns", TYPES);
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    for (extension, kind) in [("rels", relations), ("xml", "application/xml")] {
        writer.leaf("Default").attribute("Extension", extension).attribute("ContentType", kind).end();
    }
    for (name, kind) in [
        ("/word/document.xml", format!("{DOCUMENT}.document.main+xml")),
        ("/word/styles.xml", format!("{DOCUMENT}.styles+xml")),
        ("/word/numbering.xml", format!("{DOCUMENT}.numbering+xml")),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml".to_owned()),
    ] {
        writer.leaf("Override").attribute("PartName", name).attribute("ContentType", &kind).end();
    }
    writer.into_bytes()
}

fn relation(writer: &mut Writer, id: &str, (kind, target): (&str, &str)) {
    writer.leaf("Relationship").attribute("Id", id).attribute("Type", kind).attribute("Target", target);
}

fn relations() -> Vec<u8> {
    let mut writer = Writer::message(1024);
    writer.open("Relationships").attribute("xmlns", RELATIONS);
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    for (id, kind, target) in [
        ("rId1", format!("{OFFICE}/officeDocument"), "word/document.xml"),
        ("rId2", core.to_owned(), "docProps/core.xml"),
        ("rId3", format!("{OFFICE}/custom-properties"), "docProps/custom.xml"),
    ] {
        relation(&mut writer, id, (&kind, target));
        writer.end();
    }
    writer.into_bytes()
}

fn links(written: &Written) -> Vec<u8> {
    let mut writer = Writer::message(1024);
    writer.open("Relationships").attribute("xmlns", RELATIONS);
    for (id, part) in [("rIdStyles", "styles"), ("rIdNumbering", "numbering")] {
        relation(&mut writer, id, (&format!("{OFFICE}/{part}"), &format!("{part}.xml")));
        writer.end();
    }
    for (at, target) in written.links.iter().enumerate() {
        relation(&mut writer, &format!("rId{}", at + 1), (&format!("{OFFICE}/hyperlink"), target));
        writer.attribute("TargetMode", "External").end();
    }
    writer.into_bytes()
}

/// Title and times of the item. Who wrote and changed the file is nobody's business, so no name stands here.
fn core(sheet: &Sheet<'_>) -> Vec<u8> {
    let item = &sheet.carrier.item;
    let mut writer = Writer::message(1024);
    writer.open("cp:coreProperties");
    for (name, space) in [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ] {
        writer.attribute(name, space);
    }
    writer.line("dc:title", &item.story.headline);
    for (name, at) in [("dcterms:created", item.first_created), ("dcterms:modified", item.version_created)] {
        writer.leaf(name).attribute("xsi:type", "dcterms:W3CDTF").text(&moment::utc(at)).end();
    }
    writer.into_bytes()
}

fn custom(properties: &[Property]) -> Vec<u8> {
    let mut writer = Writer::message(2048);
    writer.open("Properties");
    writer.attribute("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties");
    writer.attribute("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes");
    for (at, property) in properties.iter().enumerate() {
        writer.leaf("property").attribute("fmtid", CUSTOM).attribute("pid", &(at + 2).to_string());
        writer.attribute("name", &property.name).begin("vt:lpwstr").text(&property.value).end().end();
    }
    writer.into_bytes()
}

/// The word for an alignment (ECMA-376, 17.18.44); empty: not said.
pub(super) fn aligned(align: Align) -> &'static str {
    match align {
        Align::Unset => "",
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}
