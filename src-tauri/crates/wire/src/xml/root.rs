//! The name of a message's root element, without reading the message: what tells one format of XML from another.

/// The most bytes before the root element: declaration, comments, a document type.
const PROLOG: usize = 8 * 1024;

/// Local name of the root element; `None` when the bytes do not begin as XML does.
pub(crate) fn root_name(bytes: &[u8]) -> Option<String> {
    let start = &bytes[..bytes.len().min(PROLOG)];
    let text: String = match start {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8_lossy(start).into_owned(),
    };
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    loop {
        rest = if let Some(inside) = rest.strip_prefix("<?") {
            inside.split_once("?>")?.1
        } else if let Some(inside) = rest.strip_prefix("<!--") {
            inside.split_once("-->")?.1
        } else if let Some(inside) = rest.strip_prefix("<!") {
            inside.split_once('>')?.1
        } else {
            break;
        };
        rest = rest.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = &name[..name.find(|one: char| one.is_whitespace() || matches!(one, '>' | '/')).unwrap_or(name.len())];
    let local = name.rsplit(':').next().unwrap_or(name);
    (!local.is_empty()).then(|| local.to_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|one| one.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_found_behind_whatever_stands_before_it() {
        for (text, expected) in [
            ("<nitf>", Some("nitf")),
            ("\u{FEFF}<?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE nitf SYSTEM \"x.dtd\">\n<nitf/>", Some("nitf")),
            ("<n:nitf xmlns:n='x'>", Some("nitf")),
            ("words <nitf>", None),
            ("<?xml", None),
            ("<", None),
            ("", None),
        ] {
            assert_eq!(root_name(text.as_bytes()).as_deref(), expected, "{text:?}");
        }
    }
}
