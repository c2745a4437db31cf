//! The message, member by member in the order in which it is written: identity, times, status, rights, text, what it
//! is about. `names` has what a line calls each member; here stands where the lines differ in shape.

use jiff::civil::Date;
use wirecopy_story::{Body, Byline, Story};

use super::names::{self, HEADLINE, LITERAL, Line, Name, PART};
use super::place;
use super::style::{Bodies, Links, Style};
use super::term::{Coding, List};
use crate::json::Pen;
use crate::profile::dateline::Printed;
use crate::{Profile, WireItem, ed_note, moment, opening, xhtml};

/// What ninjs carries of an item.
pub(super) struct Carried<'c> {
    pub(super) item: &'c WireItem,
    /// `None`: the story is killed.
    pub(super) body: Option<Body>,
    pub(super) dateline: Option<Printed>,
}

/// Writes what was carried.
pub(super) fn write(carried: &Carried<'_>, profile: &Profile, style: Style<'_>) -> Vec<u8> {
    let mut pen = Pen::new(style.layout, carried.item.story.body.len() * 2 + 2048);
    let writer = Writer { item: carried.item, story: &carried.item.story, profile, style };
    pen.object(|pen| {
        writer.identity(pen);
        writer.rights(pen);
        writer.texts(pen, carried);
        writer.about(pen);
        writer.sources(pen);
        writer.links(pen);
    });
    pen.finish()
}

struct Writer<'w> {
    item: &'w WireItem,
    story: &'w Story,
    profile: &'w Profile,
    style: Style<'w>,
}

impl Writer<'_> {
    fn name(&self, name: Name) -> &'static str {
        name.of(self.style.line)
    }

    fn filled(&self, pen: &mut Pen, name: Name, text: &str) {
        pen.filled(self.name(name), text);
    }

    fn identity(&self, pen: &mut Pen) {
        let item = self.item;
        let number = self.style.version;
        pen.text(self.name(names::URI), &item.guid);
        pen.object_at(self.name(names::STANDARD), |pen| {
            pen.text("name", "ninjs");
            pen.text("version", number);
            pen.text("schema", &format!("http://www.iptc.org/std/ninjs/ninjs-schema_{number}.json#"));
        });
        pen.text(self.name(names::TYPE), "text");
        let whole = if self.style.line == Line::One { "complete" } else { "full" };
        pen.text(self.name(names::REPRESENTATION), whole);
        pen.text(self.name(names::VERSION), &item.version.to_string());
        pen.text(self.name(names::FIRST_CREATED), &moment::utc(item.first_created));
        pen.text(self.name(names::VERSION_CREATED), &moment::utc(item.version_created));
        if let Some(embargo) = self.story.embargo {
            pen.text(self.name(names::EMBARGO), &embargo.to_string());
        }
        pen.text(self.name(names::STATUS), item.status().code());
        if let Some(urgency) = self.story.urgency {
            pen.number(self.name(names::URGENCY), urgency.level().into());
        }
    }

    fn rights(&self, pen: &mut Pen) {
        let Self { item, story, .. } = self;
        self.filled(pen, names::HOLDER, &story.rights.holder);
        self.filled(pen, names::NOTICE, &story.rights.notice);
        self.filled(pen, names::USAGE, &story.rights.usage);
        self.filled(pen, names::ED_NOTE, &ed_note::write(item, &item.note, &story.ed_note, self.profile));
        self.filled(pen, names::LANGUAGE, &story.language);
    }

    fn texts(&self, pen: &mut Pen, carried: &Carried<'_>) {
        let story = self.story;
        match self.style.line {
            Line::One => {
                self.filled(pen, HEADLINE, &story.headline);
                self.filled(pen, names::DESCRIPTION, &story.summary);
            }
            Line::Two | Line::Three => {
                let words = |pen: &mut Pen, role, text: &str| {
                    pen.object(|pen| self.words(pen, role, "text/plain", |pen| pen.text("value", text)));
                };
                pen.list_at(self.name(HEADLINE), &[&story.headline], |pen, text| words(pen, "main", text));
                let summary = [&story.summary];
                let summary = if story.summary.is_empty() { &[] } else { &summary[..] };
                pen.list_at(self.name(names::DESCRIPTION), summary, |pen, text| words(pen, "summary", text));
            }
        }
        if let Some(body) = &carried.body {
            self.body(pen, body, carried.dateline.as_ref());
        }
        self.filled(pen, names::BY, &self.profile.byline_names(&story.byline));
        self.filled(pen, names::SLUG, &story.slug);
        self.filled(pen, names::LOCATED, &story.dateline.place);
    }

    /// The body as XHTML, and as plain text where the dialect asks for it.
    fn body(&self, pen: &mut Pen, body: &Body, dateline: Option<&Printed>) {
        let plain = body.plain_text();
        let count = wirecopy_story::count::count(&plain, self.profile.word_rule());
        let day = self.story.dateline.date.map(|date: Date| date.to_string()).unwrap_or_default();
        let marked = opening::before(body, dateline, self.profile);
        let html = xhtml::write(body, marked, &day, &self.profile.marks().insertion);
        let plain = match self.style.bodies {
            Bodies::Xhtml => None,
            Bodies::XhtmlAndText => Some(format!("{}{plain}", dateline.map_or("", |printed| &printed.text))),
        };
        let counts = |pen: &mut Pen| {
            pen.number(self.name(names::CHARACTERS), count.characters);
            pen.number(self.name(names::WORDS), count.words);
        };
        match self.style.line {
            Line::One => {
                pen.text(self.name(names::BODY), &html);
                if let Some(plain) = &plain {
                    pen.text("body_text", plain);
                }
                counts(pen);
            }
            Line::Two | Line::Three => {
                let xhtml = ("main", "application/xhtml+xml", html);
                let bodies: Vec<_> =
                    std::iter::once(xhtml).chain(plain.map(|plain| ("plain", "text/plain", plain))).collect();
                pen.list_at(self.name(names::BODY), &bodies, |pen, (role, kind, value)| {
                    pen.object(|pen| {
                        self.words(pen, role, kind, |pen| {
                            counts(pen);
                            pen.text("value", value);
                        });
                    });
                });
            }
        }
    }

    fn words(&self, pen: &mut Pen, role: &str, kind: &str, rest: impl FnOnce(&mut Pen)) {
        pen.text("role", role);
        pen.text(self.name(names::CONTENT_TYPE), kind);
        rest(pen);
    }

    /// Topics, then the section, then keywords, which `rel` tells apart; genre; places.
    fn about(&self, pen: &mut Pen) {
        let story = self.story;
        let section = Some(&story.section).filter(|section| !section.is_empty());
        let literals = section.into_iter().map(|section| ("section", section));
        let literals = literals.chain(story.keywords.iter().map(|keyword| ("keyword", keyword)));
        let subjects: Vec<_> = story
            .subjects
            .iter()
            .map(Subject::Term)
            .chain(literals.map(|(rel, text)| Subject::Text(rel, text)))
            .collect();
        let terms = self.style.terms(self.profile);
        pen.list_at(self.name(names::SUBJECTS), &subjects, |pen, subject| {
            pen.object(|pen| match subject {
                Subject::Term(term) => terms.put(pen, term, List::Subjects),
                Subject::Text(rel, text) => {
                    pen.filled("name", text);
                    pen.text("rel", rel);
                    if self.style.line != Line::One {
                        pen.text(self.name(LITERAL), text);
                    }
                }
            });
        });
        pen.list_at(self.name(names::GENRES), story.genre.as_slice(), |pen, genre| {
            pen.object(|pen| terms.put(pen, genre, List::Genres));
        });
        self.places(pen);
    }

    fn places(&self, pen: &mut Pen) {
        let line = &self.story.dateline;
        let printed = place::literal(&line.place, &line.region, &line.country);
        let mut places: Vec<_> = printed.into_iter().map(|literal| ("dateline", &line.place, Some(literal))).collect();
        places.extend(
            self.story
                .places
                .iter()
                .map(|one| ("about", &one.name, place::literal(&one.name, &one.region, &one.country))),
        );
        pen.list_at(self.name(names::PLACES), &places, |pen, (rel, name, literal)| {
            pen.object(|pen| {
                pen.filled("name", name);
                pen.text("rel", rel);
                match (literal, self.style.coding) {
                    (Some(literal), _) => pen.text(self.name(LITERAL), literal),
                    (None, Coding::Codes) => pen.filled(self.name(LITERAL), name),
                    (None, Coding::Uris) => {}
                }
            });
        });
    }

    /// The agency, the authors, the sign-off. The agency and the sign-off have a literal, authors never do.
    fn sources(&self, pen: &mut Pen) {
        let given = &self.item.envelope.provider;
        let provider = if given.is_empty() { self.profile.provider() } else { given };
        let story = self.story;
        let signed = Some(story.sign_off.as_str()).filter(|sign_off| !sign_off.is_empty());
        let sources: Vec<_> = std::iter::once(Source::Agency(provider))
            .chain(story.byline.iter().map(Source::Author))
            .chain(signed.map(Source::SignOff))
            .collect();
        pen.list_at(self.name(names::SOURCES), &sources, |pen, source| {
            pen.object(|pen| match source {
                Source::Agency(name) => {
                    pen.text("name", name);
                    pen.text(self.name(PART), "provider");
                    pen.text(self.name(LITERAL), name);
                }
                Source::Author(author) => {
                    pen.text("name", &author.name);
                    self.filled(pen, PART, &author.role);
                    let mail = [&author.email];
                    let mail = if author.email.is_empty() { &[] } else { &mail[..] };
                    pen.list_at(self.name(names::CONTACT), mail, |pen, mail| {
                        pen.object(|pen| {
                            pen.text("type", "email");
                            pen.text("value", mail);
                        });
                    });
                }
                Source::SignOff(initials) => {
                    pen.text(self.name(PART), "sign-off");
                    pen.text(self.name(LITERAL), initials);
                }
            });
        });
    }

    /// Ties to other items. Only 3.x has a member for what the tie is; before it, the tie is described.
    fn links(&self, pen: &mut Pen) {
        let links = &self.story.links;
        if self.style.links == Links::LeftOut || links.is_empty() {
            return;
        }
        let rest = |pen: &mut Pen, link: &wirecopy_story::StoryLink| {
            pen.text(self.name(names::URI), &link.guid);
            if let Some(version) = link.version {
                pen.text(self.name(names::VERSION), &version.to_string());
            }
        };
        let key = self.name(names::ASSOCIATIONS);
        let numbered: Vec<_> = links.iter().zip(1..).collect();
        match self.style.line {
            Line::One => pen.object_at(key, |pen| {
                for (link, number) in numbered {
                    pen.object_at(&format!("link{number}"), |pen| {
                        rest(pen, link);
                        pen.filled(names::RELATION, &link.rel);
                    });
                }
            }),
            Line::Two => pen.list_at(key, &numbered, |pen, (link, number)| {
                pen.object(|pen| {
                    pen.text("name", &format!("link {number}"));
                    rest(pen, link);
                    let relation = [&link.rel];
                    let relation = if link.rel.is_empty() { &[] } else { &relation[..] };
                    pen.list_at(self.name(names::DESCRIPTION), relation, |pen, rel| {
                        pen.object(|pen| {
                            pen.text("role", "relation");
                            pen.text("value", rel);
                        });
                    });
                });
            }),
            Line::Three => pen.list_at(key, &numbered, |pen, (link, number)| {
                pen.object(|pen| {
                    pen.text("name", &format!("link {number}"));
                    pen.filled("rel", &link.rel);
                    rest(pen, link);
                });
            }),
        }
    }
}

enum Subject<'s> {
    Term(&'s wirecopy_story::Term),
    /// What it is, and its words.
    Text(&'static str, &'s str),
}

enum Source<'s> {
    Agency(&'s str),
    Author(&'s Byline),
    SignOff(&'s str),
}
