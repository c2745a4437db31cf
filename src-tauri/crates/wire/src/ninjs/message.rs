//! The message as ninjs has it, member by member in the order in which it is written.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::ser::Formatter;

/// Property order is the message's: identity, times, status, rights, text, what it is about.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message<'m> {
    pub(super) uri: &'m str,
    pub(super) standard: Standard,
    pub(super) r#type: &'static str,
    pub(super) representation_type: &'static str,
    pub(super) version: String,
    pub(super) first_created: String,
    pub(super) version_created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) embargoed_until: Option<String>,
    pub(super) pub_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) urgency: Option<u8>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) copyright_holder: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) copyright_notice: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) usage_terms: &'m str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) ed_note: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) language: &'m str,
    pub(super) headlines: Vec<Words<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) descriptions: Vec<Words<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) bodies: Vec<BodyWords<'m>>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) by: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) slugline: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) located: &'m str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) subjects: Vec<Subject<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) genres: Vec<Subject<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) places: Vec<Subject<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) info_sources: Vec<InfoSource<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) associations: Vec<Association<'m>>,
}

#[derive(Serialize)]
pub(super) struct Standard {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
    pub(super) schema: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Words<'m> {
    pub(super) role: &'static str,
    pub(super) content_type: &'static str,
    pub(super) value: &'m str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BodyWords<'m> {
    pub(super) role: &'static str,
    pub(super) content_type: &'static str,
    pub(super) char_count: u32,
    pub(super) word_count: u32,
    pub(super) value: Cow<'m, str>,
}

#[derive(Serialize)]
pub(super) struct Subject<'m> {
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) name: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) rel: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) literal: Option<Cow<'m, str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InfoSource<'m> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<&'m str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) role: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) literal: Option<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) contact_info: Vec<Contact<'m>>,
}

#[derive(Serialize)]
pub(super) struct Contact<'m> {
    pub(super) r#type: &'static str,
    pub(super) value: &'m str,
}

#[derive(Serialize)]
pub(super) struct Association<'m> {
    pub(super) name: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) rel: &'m str,
    pub(super) uri: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
}

/// Indents like another formatter and escapes every character beyond ASCII.
pub(super) struct AsciiFormatter<F>(pub(super) F);

macro_rules! as_inside {
    ($($name:ident($($arg:ident: $kind:ty),*);)*) => {
        $(fn $name<W: ?Sized + std::io::Write>(&mut self, writer: &mut W $(, $arg: $kind)*) -> std::io::Result<()> {
            self.0.$name(writer $(, $arg)*)
        })*
    };
}

impl<F: Formatter> Formatter for AsciiFormatter<F> {
    as_inside! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, text: &str) -> std::io::Result<()> {
        let mut rest = text;
        while let Some(at) = rest.find(|letter: char| !letter.is_ascii()) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let letter = rest[at..].chars().next().unwrap_or(char::REPLACEMENT_CHARACTER);
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + letter.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}
