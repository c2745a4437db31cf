//! ninjs 1.3 to 1.6: one text a member, with open names (`body_x`); what is spoken of by scheme and code; associations
//! and renditions by their names. 1.0 to 1.2 have no table: 1.3 only adds to them.

use super::{CONTACT, Others, RIGHTS, Rule, STANDARD, STATUSES, Shape, TERM, open};

/// An item with a `uri`: the root, and each association.
pub(in super::super) static ROOT: Shape = Shape { shared: Some(&ITEM), required: &["uri"], ..open("item", &[]) };

const TYPES: &[&str] = &["text", "audio", "video", "picture", "graphic", "composite", "component"];

static ITEM: Shape = Shape {
    begun: &[("description_", Rule::Text), ("body_", Rule::Text), ("headline_", Rule::Text)],
    ..open(
        "item",
        &[
            ("uri", Rule::Text),
            ("type", Rule::OneOf(TYPES)),
            ("mimetype", Rule::Text),
            ("representationtype", Rule::OneOf(&["complete", "incomplete"])),
            ("profile", Rule::Text),
            ("version", Rule::Text),
            ("firstcreated", Rule::Text),
            ("versioncreated", Rule::Text),
            ("contentcreated", Rule::Since("1.4", &Rule::Text)),
            ("embargoed", Rule::Text),
            ("pubstatus", Rule::OneOf(STATUSES)),
            ("urgency", Rule::Number),
            ("copyrightholder", Rule::Text),
            ("copyrightnotice", Rule::Text),
            ("usageterms", Rule::Text),
            ("ednote", Rule::Text),
            ("language", Rule::Text),
            ("person", Rule::List(&Rule::Object(&PERSON))),
            ("organisation", Rule::List(&Rule::Object(&ORGANISATION))),
            ("place", Rule::List(&Rule::Object(&PLACE))),
            ("subject", Rule::List(&Rule::Object(&SUBJECT))),
            ("event", Rule::List(&Rule::Object(&NAMED))),
            ("object", Rule::List(&Rule::Object(&NAMED))),
            ("infosource", Rule::List(&Rule::Object(&INFO_SOURCE))),
            ("title", Rule::Text),
            ("byline", Rule::Text),
            ("headline", Rule::Text),
            ("slugline", Rule::Text),
            ("located", Rule::Text),
            ("charcount", Rule::Number),
            ("wordcount", Rule::Number),
            ("renditions", Rule::Named(&Rule::Object(&RENDITION))),
            ("associations", Rule::Named(&Rule::Object(&ROOT))),
            ("altids", Rule::Object(&ALT_IDS)),
            ("trustindicator", Rule::List(&Rule::Object(&TRUST))),
            ("$standard", Rule::Object(&STANDARD)),
            ("genre", Rule::List(&Rule::Object(&GENRE))),
            ("expires", Rule::Since("1.4", &Rule::Text)),
            ("rightsinfo", Rule::Since("1.4", &Rule::Object(&RIGHTS))),
            ("digitalsourcetype", Rule::Since("1.6", &Rule::Object(&TERM))),
        ],
    )
};

/// How to reach a person, an organisation, a place or a source.
const CONTACTS: Rule = Rule::Since("1.5", &Rule::List(&Rule::Object(&CONTACT)));

static PERSON: Shape = open(
    "person",
    &[
        ("name", Rule::Text),
        ("rel", Rule::Text),
        ("scheme", Rule::Text),
        ("code", Rule::Text),
        ("contactinfo", CONTACTS),
    ],
);

static ORGANISATION: Shape = open(
    "organisation",
    &[
        ("name", Rule::Text),
        ("rel", Rule::Text),
        ("scheme", Rule::Text),
        ("code", Rule::Text),
        ("symbols", Rule::List(&Rule::Object(&SYMBOL))),
        ("contactinfo", CONTACTS),
    ],
);

static SYMBOL: Shape = open(
    "symbol",
    &[
        ("ticker", Rule::Text),
        ("exchange", Rule::Text),
        ("symboltype", Rule::Since("1.5", &Rule::Text)),
        ("symbol", Rule::Since("1.5", &Rule::Text)),
    ],
);

static PLACE: Shape = Shape {
    begun: &[("geometry_", Rule::Object(&GEOMETRY))],
    ..open(
        "place",
        &[
            ("name", Rule::Text),
            ("rel", Rule::Text),
            ("scheme", Rule::Text),
            ("code", Rule::Text),
            ("contactinfo", CONTACTS),
        ],
    )
};

static SUBJECT: Shape = open(
    "subject",
    &[
        ("name", Rule::Text),
        ("rel", Rule::Text),
        ("scheme", Rule::Text),
        ("code", Rule::Text),
        ("creator", Rule::Since("1.5", &Rule::Text)),
        ("relevance", Rule::Since("1.5", &Rule::Between(0, 100))),
        ("confidence", Rule::Since("1.5", &Rule::Between(0, 100))),
    ],
);

/// Events and objects.
static NAMED: Shape =
    open("thing by name", &[("name", Rule::Text), ("rel", Rule::Text), ("scheme", Rule::Text), ("code", Rule::Text)]);

static INFO_SOURCE: Shape = open(
    "info source",
    &[
        ("name", Rule::Text),
        ("rel", Rule::Text),
        ("scheme", Rule::Text),
        ("code", Rule::Text),
        ("contactinfo", CONTACTS),
    ],
);

static RENDITION: Shape = open(
    "rendition",
    &[
        ("href", Rule::Text),
        ("mimetype", Rule::Text),
        ("title", Rule::Text),
        ("height", Rule::Number),
        ("width", Rule::Number),
        ("sizeinbytes", Rule::Number),
        ("duration", Rule::Number),
        ("format", Rule::Text),
    ],
);

static TRUST: Shape = open(
    "trust indicator",
    &[("scheme", Rule::Text), ("code", Rule::Text), ("title", Rule::Text), ("href", Rule::Text)],
);

static GENRE: Shape = open("genre", &[("name", Rule::Text), ("scheme", Rule::Text), ("code", Rule::Text)]);

/// Objects whose members are the writer's own.
static ALT_IDS: Shape = Shape { others: Others::Taken, ..open("alternative ids", &[]) };
static GEOMETRY: Shape = Shape { others: Others::Taken, ..open("geometry", &[]) };
