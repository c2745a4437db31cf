//! Alias and URI of each scheme that stories and messages use (IPTC catalog 41). The URIs are facts, quirks included:
//! that of `ednoterole` ends without a slash.

/// Alias and URI of each scheme; a term's URI is the scheme's followed by the code.
pub const SCHEMES: &[(&str, &str)] = &[
    ("medtop", "http://cv.iptc.org/newscodes/mediatopic/"),
    ("genre", "http://cv.iptc.org/newscodes/genre/"),
    ("subj", "http://cv.iptc.org/newscodes/subjectcode/"),
    ("stat", "http://cv.iptc.org/newscodes/pubstatusg2/"),
    ("sig", "http://cv.iptc.org/newscodes/signal/"),
    ("urgy", "http://cv.iptc.org/newscodes/urgency/"),
    ("irel", "http://cv.iptc.org/newscodes/itemrelation/"),
    ("drol", "http://cv.iptc.org/newscodes/descriptionrole/"),
    ("erol", "http://cv.iptc.org/newscodes/edrole/"),
    ("ednoterole", "http://cv.iptc.org/newscodes/ednoterole"),
    ("ninat", "http://cv.iptc.org/newscodes/ninature/"),
    ("cpnat", "http://cv.iptc.org/newscodes/cpnature/"),
    ("nprov", "http://cv.iptc.org/newscodes/newsprovider/"),
    ("nprod", "http://cv.iptc.org/newscodes/newsproduct/"),
    ("nmsig", "http://cv.iptc.org/newscodes/newsmsgsignal/"),
    ("rnd", "http://cv.iptc.org/newscodes/rendition/"),
    ("hopaction", "http://cv.iptc.org/newscodes/hopaction/"),
    ("digsrctype", "http://cv.iptc.org/newscodes/digitalsourcetype/"),
    ("a1312cat", "http://cvx.iptc.org/anpa1312-category/"),
    ("a1312prio", "http://cvx.iptc.org/anpa1312-priority/"),
    ("a1312svc", "http://cvx.iptc.org/anpa1312-servicelevel/"),
    ("a1312vers", "http://cvx.iptc.org/anpa1312-version/"),
    ("iso3166-1a2", "http://cvx.iptc.org/iso3166-1a2/"),
    ("geonames", "http://sws.geonames.org/"),
    ("wikidata", "http://www.wikidata.org/entity/"),
];

/// The URI of a scheme in the table.
pub fn uri_of(alias: &str) -> Option<&'static str> {
    SCHEMES.iter().find(|(known, _)| *known == alias).map(|(_, uri)| *uri)
}

/// The alias of a scheme in the table.
pub fn alias_of(uri: &str) -> Option<&'static str> {
    SCHEMES.iter().find(|(_, known)| *known == uri).map(|(alias, _)| *alias)
}
