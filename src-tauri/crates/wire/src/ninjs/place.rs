//! A place with its region and country in ninjs, which has one name a place: `literal` holds `country/region/name`,
//! a slash inside a part is `%2F`.

/// The literal; `None` when the name says it all.
pub(super) fn literal(name: &str, region: &str, country: &str) -> Option<String> {
    if region.is_empty() && country.is_empty() {
        return None;
    }
    let part = |text: &str| text.replace('%', "%25").replace('/', "%2F");
    Some(format!("{}/{}/{}", part(country), part(region), part(name)))
}

/// Region and country of a literal that belongs to `name`.
pub(super) fn parts(literal: &str, name: &str) -> Option<(String, String)> {
    let part = |text: &str| text.replace("%2F", "/").replace("%25", "%");
    let mut parts = literal.split('/').map(part);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(country), Some(region), Some(own), None) if own == name => Some((region, country)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn region_and_country_read_back() {
        for (name, region, country) in [("Port Testland", "Coast", "TL"), ("A/B", "50%", ""), ("", "", "x/%2Fy")] {
            let literal = literal(name, region, country).expect("there is more than a name");
            assert_eq!(parts(&literal, name), Some((region.into(), country.into())), "{literal}");
        }
        assert_eq!(literal("Rome", "", ""), None, "a name alone needs no literal");
        assert_eq!(parts("geo:1/2/3", "Rome"), None, "another agency's identifier is no address");
    }
}
