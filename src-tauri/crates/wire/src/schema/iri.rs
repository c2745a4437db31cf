//! A reference by IRI (`xs:anyURI` of XML Schema 1.0 part 2, 3.2.17: what RFC 2396 and 2732 take once letters beyond
//! theirs are escaped). Nearly every text is one; what is not: a lone `%`, a second `#`, a colon before which no scheme
//! stands, brackets round anything but an address.

/// Whether `text`, without white space round it, is such a reference.
pub(super) fn is_iri(text: &str) -> bool {
    let (reference, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (reference, query) = reference.split_once('?').unwrap_or((reference, ""));
    let plain = |part: &str| !part.contains(['[', ']', '#']) && escapes_are_whole(part);
    let hierarchy = match reference.split_once(':') {
        Some((scheme, rest)) if !scheme.contains('/') => {
            if !is_scheme(scheme) {
                return false;
            }
            rest
        }
        Some(_) | None => reference,
    };
    let path = match hierarchy.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            if !is_authority(&rest[..end]) {
                return false;
            }
            &rest[end..]
        }
        None => hierarchy,
    };
    plain(path) && plain(query) && plain(fragment)
}

/// `user@host:80`; a host in brackets is an address of version 6 or later.
fn is_authority(text: &str) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) => (address, port),
            None => return false,
        },
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port =
        port.is_empty() || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()));
    let plain = |part: &str| !part.contains(['[', ']', '@']) && escapes_are_whole(part);
    plain(user) && plain(name) && is_port
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|one: char| one.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn escapes_are_whole(text: &str) -> bool {
    text.split('%').skip(1).all(|after| {
        let two = after.as_bytes().get(..2);
        two.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
    })
}

#[cfg(test)]
mod tests {
    use super::is_iri;

    #[test]
    fn nearly_every_text_is_a_reference() {
        for good in [
            "",
            "a b",
            "é<>",
            "urn:newsml:x:20261220:1",
            "http://a@b.example:80/c?d#e",
            "//a",
            "/a:b",
            "./a:b",
            "a?b:c",
            "a#b:c",
            "http://[::1]:80/",
            "%C3%A9",
            "tag:a,2026:b",
            "mailto:a@b",
        ] {
            assert!(is_iri(good), "{good}");
        }
        for bad in ["%", "%zz", "%c", ":a", "1a:b", "é:a", "a#b#c", "http://[a", "a[b]", "http://a:b/", "http://a@b@c/"]
        {
            assert!(!is_iri(bad), "{bad}");
        }
    }
}
