//! ninjs 3.0 and 3.1: beside texts and pictures events and the coverage that is planned for them; whole numbers where
//! 2.x takes any.

use super::{Choice, Rule, STANDARD, STATUSES, Shape, TERM, open};

/// The root: an item with a `uri`.
pub(in super::super) static ROOT: Shape = Shape { shared: Some(&ITEM), required: &["uri"], ..open("item", &[]) };

static ASSOCIATION: Shape = Shape {
    shared: Some(&ITEM),
    required: &["name", "uri"],
    ..open("association", &[("name", Rule::Text), ("rel", Rule::Text)])
};

const TYPES: &[&str] = &["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"];

/// Members of an item, at the root and in an association.
static ITEM: Shape = open(
    "item",
    &[
        ("uri", Rule::Text),
        ("type", Rule::OneOf(TYPES)),
        ("representationType", Rule::OneOf(&["full", "partial"])),
        ("profile", Rule::Text),
        ("version", Rule::Text),
        ("firstCreated", Rule::Text),
        ("versionCreated", Rule::Text),
        ("contentCreated", Rule::Text),
        ("embargoedUntil", Rule::Text),
        ("pubStatus", Rule::OneOf(STATUSES)),
        ("urgency", Rule::Between(1, 9)),
        ("copyrightHolder", Rule::Text),
        ("copyrightNotice", Rule::Text),
        ("usageTerms", Rule::Text),
        ("edNote", Rule::Text),
        ("language", Rule::Text),
        ("descriptions", Rule::List(&Rule::Object(&WORDS))),
        ("bodies", Rule::List(&Rule::Object(&BODY))),
        ("headlines", Rule::List(&Rule::Object(&WORDS))),
        ("people", Rule::List(&Rule::Object(&PERSON))),
        ("organisations", Rule::List(&Rule::Object(&ORGANISATION))),
        ("places", Rule::List(&Rule::Object(&PLACE))),
        ("subjects", Rule::List(&Rule::Object(&SUBJECT))),
        ("events", Rule::List(&Rule::Object(&EVENT))),
        ("eventDetails", Rule::Object(&EVENT_DETAILS)),
        ("plannedCoverage", Rule::List(&Rule::Object(&COVERAGE))),
        ("objects", Rule::List(&Rule::Object(&NAMED))),
        ("infoSources", Rule::List(&Rule::Object(&INFO_SOURCE))),
        ("title", Rule::Text),
        ("by", Rule::Text),
        ("slugline", Rule::Text),
        ("located", Rule::Text),
        ("renditions", Rule::List(&Rule::Object(&RENDITION))),
        ("associations", Rule::List(&Rule::Object(&ASSOCIATION))),
        ("altIds", Rule::List(&Rule::Object(&ALT_ID))),
        ("trustIndicators", Rule::List(&Rule::Object(&TRUST))),
        ("standard", Rule::Object(&STANDARD)),
        ("genres", Rule::List(&Rule::Object(&TERM))),
        ("expires", Rule::Text),
        ("rightsInfo", Rule::Object(&RIGHTS)),
        ("digitalSourceType", Rule::Since("3.1", &Rule::Object(&TERM))),
    ],
);

static WORDS: Shape = Shape {
    required: &["value"],
    ..open("text with a role", &[("role", Rule::Text), ("contentType", Rule::Text), ("value", Rule::Text)])
};

static BODY: Shape = Shape {
    required: &["value"],
    ..open(
        "body",
        &[
            ("role", Rule::Text),
            ("contentType", Rule::Text),
            ("charCount", Rule::Whole),
            ("wordCount", Rule::Whole),
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
        ("contactInfo", Rule::List(&Rule::Object(&CONTACT))),
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
        ("contactInfo", Rule::List(&Rule::Object(&CONTACT))),
    ],
);

static SYMBOL: Shape = open("symbol", &[("exchange", Rule::Text), ("symbolType", Rule::Text), ("symbol", Rule::Text)]);

static PLACE: Shape = open(
    "place",
    &[
        ("name", Rule::Text),
        ("rel", Rule::Text),
        ("uri", Rule::Text),
        ("literal", Rule::Text),
        ("contactInfo", Rule::List(&Rule::Object(&CONTACT))),
        ("geoJSON", Rule::GeoJson),
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

static EVENT: Shape = open(
    "event",
    &[("id", Rule::Text), ("name", Rule::Text), ("rel", Rule::Text), ("uri", Rule::Text), ("literal", Rule::Text)],
);

static EVENT_DETAILS: Shape = open(
    "event details",
    &[
        ("eventStatus", Rule::Text),
        ("plannedCoverageStatus", Rule::Text),
        ("dates", Rule::Object(&DATES)),
        ("organiser", Rule::Object(&ORGANISATION)),
    ],
);

static DATES: Shape = Shape {
    choice: Choice::OnePairOrOther(("startDate", "expectedStartDate"), ("endDate", "expectedEndDate")),
    ..open(
        "dates",
        &[
            ("startDate", Rule::Text),
            ("endDate", Rule::Text),
            ("expectedStartDate", Rule::TruncatedMoment),
            ("expectedEndDate", Rule::TruncatedMoment),
            ("expectedDuration", Rule::Text),
            ("recurrence", Rule::Object(&RECURRENCE)),
        ],
    )
};

static RECURRENCE: Shape = open(
    "recurrence",
    &[("recurrenceDates", Rule::Nothing), ("recurrenceRules", Rule::List(&Rule::Object(&RECURRENCE_RULE)))],
);

static RECURRENCE_RULE: Shape = open(
    "recurrence rule",
    &[
        ("frequency", Rule::OneOf(&["secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly"])),
        ("interval", Rule::Whole),
        ("until", Rule::Text),
        ("count", Rule::Whole),
    ],
);

static COVERAGE: Shape = open(
    "planned coverage",
    &[
        ("uri", Rule::Text),
        ("title", Rule::Text),
        ("pubStatus", Rule::OneOf(STATUSES)),
        ("type", Rule::OneOf(TYPES)),
        ("commissioned", Rule::Object(&COMMISSIONED)),
        ("dates", Rule::Object(&DATES)),
        ("audiences", Rule::List(&Rule::Object(&AUDIENCE))),
        ("exclAudience", Rule::List(&Rule::Text)),
        ("edNote", Rule::Text),
        ("urgency", Rule::Between(1, 9)),
        ("language", Rule::Text),
        ("itemCount", Rule::Object(&ITEM_COUNT)),
        ("wordCount", Rule::Whole),
        ("renditions", Rule::List(&Rule::Object(&RENDITION))),
    ],
);

static COMMISSIONED: Shape = open(
    "commission",
    &[("by", Rule::Text), ("on", Rule::Text), ("references", Rule::List(&Rule::Object(&REFERENCE)))],
);

static REFERENCE: Shape = open("reference", &[("name", Rule::Text), ("value", Rule::Text)]);
static AUDIENCE: Shape = open("audience", &[("audience", Rule::Text), ("significance", Rule::Whole)]);
static ITEM_COUNT: Shape = open("item count", &[("rangeFrom", Rule::Whole), ("rangeTo", Rule::Whole)]);

static NAMED: Shape =
    open("object", &[("name", Rule::Text), ("rel", Rule::Text), ("uri", Rule::Text), ("literal", Rule::Text)]);

static INFO_SOURCE: Shape = open(
    "info source",
    &[
        ("name", Rule::Text),
        ("role", Rule::Text),
        ("uri", Rule::Text),
        ("literal", Rule::Text),
        ("contactInfo", Rule::List(&Rule::Object(&CONTACT))),
    ],
);

static CONTACT: Shape = Shape {
    choice: Choice::ExactlyOne("value", "address"),
    ..open(
        "contact",
        &[
            ("type", Rule::Text),
            ("role", Rule::Text),
            ("lang", Rule::Text),
            ("name", Rule::Text),
            ("value", Rule::Text),
            ("address", Rule::Object(&ADDRESS)),
        ],
    )
};

static ADDRESS: Shape = open(
    "address",
    &[
        ("lines", Rule::List(&Rule::Text)),
        ("locality", Rule::Text),
        ("area", Rule::Text),
        ("postalCode", Rule::Text),
        ("country", Rule::Text),
    ],
);

static RENDITION: Shape = Shape {
    required: &["name"],
    ..open(
        "rendition",
        &[
            ("name", Rule::Text),
            ("href", Rule::Text),
            ("contentType", Rule::Text),
            ("title", Rule::Text),
            ("width", Rule::Whole),
            ("height", Rule::Whole),
            ("sizeInBytes", Rule::Whole),
            ("duration", Rule::Number),
            ("format", Rule::Text),
            ("aspectRatio", Rule::Text),
            ("videoCodec", Rule::Text),
            ("frameRate", Rule::Number),
            ("poi", Rule::Object(&POINT)),
            ("transportProtocol", Rule::Text),
            ("scanType", Rule::OneOf(&["progressive", "interlaced"])),
            ("bitrate", Rule::Text),
        ],
    )
};

static POINT: Shape = open("point of interest", &[("x", Rule::Whole), ("y", Rule::Whole)]);
static ALT_ID: Shape = open("alternative id", &[("role", Rule::Text), ("value", Rule::Text)]);
static TRUST: Shape = open("trust indicator", &[("role", Rule::Text), ("title", Rule::Text), ("href", Rule::Text)]);

static RIGHTS: Shape = Shape {
    choice: Choice::ExactlyOne("linkedRights", "encodedRights"),
    ..open("rights information", &[("langId", Rule::Text), ("linkedRights", Rule::Text), ("encodedRights", Rule::Text)])
};
