//! ninjs 2.1 and 2.2: lists of texts with a role, what is spoken of by URI. 2.0 has no table: its associations follow
//! rules of their own, and nothing else of it is refused here.

use super::{CONTACT, RIGHTS, Rule, STANDARD, STATUSES, Shape, TERM, open};

/// The root: an item with a `uri`.
pub(in super::super) static ROOT: Shape = Shape { shared: Some(&ITEM), required: &["uri"], ..open("item", &[]) };

static ASSOCIATION: Shape =
    Shape { shared: Some(&ITEM), required: &["name", "uri"], ..open("association", &[("name", Rule::Text)]) };

const TYPES: &[&str] = &["text", "audio", "video", "picture", "graphic", "composite", "component"];

/// Members of an item, at the root and in an association.
static ITEM: Shape = open(
    "item",
    &[
        ("uri", Rule::Text),
        ("type", Rule::OneOf(TYPES)),
        ("representationtype", Rule::OneOf(&["full", "partial"])),
        ("profile", Rule::Text),
        ("version", Rule::Text),
        ("firstcreated", Rule::Text),
        ("versioncreated", Rule::Text),
        ("contentcreated", Rule::Text),
        ("embargoed", Rule::Text),
        ("pubstatus", Rule::OneOf(STATUSES)),
        ("urgency", Rule::Number),
        ("copyrightholder", Rule::Text),
        ("copyrightnotice", Rule::Text),
        ("usageterms", Rule::Text),
        ("ednote", Rule::Text),
        ("language", Rule::Text),
        ("descriptions", Rule::List(&Rule::Object(&WORDS))),
        ("bodies", Rule::List(&Rule::Object(&BODY))),
        ("headlines", Rule::List(&Rule::Object(&WORDS))),
        ("people", Rule::List(&Rule::Object(&PERSON))),
        ("organisations", Rule::List(&Rule::Object(&ORGANISATION))),
        ("places", Rule::List(&Rule::Object(&PLACE))),
        ("subjects", Rule::List(&Rule::Object(&SUBJECT))),
        ("events", Rule::List(&Rule::Object(&NAMED))),
        ("objects", Rule::List(&Rule::Object(&NAMED))),
        ("infosources", Rule::List(&Rule::Object(&INFO_SOURCE))),
        ("title", Rule::Text),
        ("by", Rule::Text),
        ("slugline", Rule::Text),
        ("located", Rule::Text),
        ("renditions", Rule::List(&Rule::Object(&RENDITION))),
        ("associations", Rule::List(&Rule::Object(&ASSOCIATION))),
        ("altids", Rule::List(&Rule::Object(&ALT_ID))),
        ("trustindicators", Rule::List(&Rule::Object(&TRUST))),
        ("standard", Rule::Object(&STANDARD)),
        ("genres", Rule::List(&Rule::Object(&TERM))),
        ("expires", Rule::Text),
        ("rightsinfo", Rule::Object(&RIGHTS)),
        ("digitalsourcetype", Rule::Since("2.2", &Rule::Object(&TERM))),
    ],
);

static WORDS: Shape = Shape {
    required: &["value"],
    ..open("text with a role", &[("role", Rule::Text), ("contenttype", Rule::Text), ("value", Rule::Text)])
};

static BODY: Shape = Shape {
    required: &["value"],
    ..open(
        "body",
        &[
            ("role", Rule::Text),
            ("contenttype", Rule::Text),
            ("charcount", Rule::Number),
            ("wordcount", Rule::Number),
            ("value", Rule::Text),
        ],
    )
};

static PERSON: Shape = open(
    "person",
    &[
        ("name", Rule::Text),
        ("rel", Rule::Text),
        ("uri", Rule::Text),
        ("literal", Rule::Text),
        ("contactinfo", Rule::List(&Rule::Object(&CONTACT))),
    ],
);

static ORGANISATION: Shape = open(
    "organisation",
    &[
        ("name", Rule::Text),
        ("rel", Rule::Text),
        ("uri", Rule::Text),
        ("literal", Rule::Text),
        ("symbols", Rule::List(&Rule::Object(&SYMBOL))),
        ("contactinfo", Rule::List(&Rule::Object(&CONTACT))),
    ],
);

static SYMBOL: Shape = open(
    "symbol",
    &[("ticker", Rule::Text), ("exchange", Rule::Text), ("symboltype", Rule::Text), ("symbol", Rule::Text)],
);

static PLACE: Shape = open(
    "place",
    &[
        ("name", Rule::Text),
        ("rel", Rule::Text),
        ("uri", Rule::Text),
        ("literal", Rule::Text),
        ("contactinfo", Rule::List(&Rule::Object(&CONTACT))),
        ("geojson", Rule::GeoJson),
    ],
);

static SUBJECT: Shape = open(
    "subject",
    &[
        ("name", Rule::Text),
        ("rel", Rule::Text),
        ("uri", Rule::Text),
        ("literal", Rule::Text),
        ("creator", Rule::Text),
        ("relevance", Rule::Between(0, 100)),
        ("confidence", Rule::Between(0, 100)),
    ],
);

/// Events and objects.
static NAMED: Shape =
    open("thing by name", &[("name", Rule::Text), ("rel", Rule::Text), ("uri", Rule::Text), ("literal", Rule::Text)]);

static INFO_SOURCE: Shape = open(
    "info source",
    &[
        ("name", Rule::Text),
        ("role", Rule::Text),
        ("uri", Rule::Text),
        ("literal", Rule::Text),
        ("contactinfo", Rule::List(&Rule::Object(&CONTACT))),
    ],
);

static RENDITION: Shape = Shape {
    required: &["name"],
    ..open(
        "rendition",
        &[
            ("name", Rule::Text),
            ("href", Rule::Text),
            ("contenttype", Rule::Text),
            ("title", Rule::Text),
            ("height", Rule::Number),
            ("width", Rule::Number),
            ("sizeinbytes", Rule::Number),
            ("duration", Rule::Number),
            ("format", Rule::Text),
        ],
    )
};

static ALT_ID: Shape = open("alternative id", &[("role", Rule::Text), ("value", Rule::Text)]);
static TRUST: Shape = open("trust indicator", &[("role", Rule::Text), ("title", Rule::Text), ("href", Rule::Text)]);
