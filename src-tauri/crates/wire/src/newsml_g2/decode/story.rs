//! What stands around the text: `contentMeta`, `rightsInfo` and the links of `itemMeta`, as fields of a story.

use std::collections::HashSet;

use wirecopy_story::{Byline, Place, Story, StoryLink, Urgency};

use super::reader::{Reader, block_text, line_text, name_of};
use crate::json::shortened;
use crate::newsml_g2::codes;
use crate::xml::Element;

impl Reader<'_> {
    pub(super) fn story(&mut self, item: &Element) -> Story {
        let mut story = Story::default();
        if let Some(meta) = item.first("contentMeta") {
            let standing = Standing::of(meta);
            for element in meta.elements() {
                self.property(&standing, element, &mut story);
            }
            self.printed_byline(meta, &mut story);
        }
        if story.language.is_empty() && item.at(&["contentMeta", "language"]).is_none() {
            self.language_of_item(item, &mut story);
        }
        let mut rights = item.all("rightsInfo");
        if let Some(first) = rights.next() {
            self.rights(first, &mut story);
        }
        for other in rights {
            self.note(other, "One more statement of rights is not read");
        }
        for link in item.all("itemMeta").flat_map(|meta| meta.all("link")) {
            story.links.push(self.link(link));
        }
        if let Some(content) = item.first("contentSet") {
            self.content(content, item, &mut story);
        } else {
            self.printed_dateline(item, None, &mut story);
        }
        story
    }

    fn property(&mut self, standing: &Standing<'_>, element: &Element, story: &mut Story) {
        match element.name.as_str() {
            "urgency" => self.urgency(element, story),
            "contentCreated" => {
                let text = line_text(element);
                // With a time it says when the text was made, which is not the day that the dateline prints.
                story.dateline.date = if text.len() == 10 { text.parse().ok() } else { None };
            }
            "located" => self.located(element, story),
            "creator" => self.creator(element, story),
            "contributor" if self.code(element, "role") == codes::SIGN_OFF => {
                element.attribute("literal").unwrap_or_default().clone_into(&mut story.sign_off);
            }
            // The source is the provider once more, or told.
            "infoSource" if self.code(element, "role") == "cRole:source" => {}
            "language" => self.language(element, story),
            "genre" => self.genre(element, story),
            "keyword" => story.keywords.push(line_text(element)),
            "subject" if standing.derived(element) => {}
            "subject" => self.subject(element, story),
            "slugline" => self.first(element, &mut story.slug),
            "headline" => self.first(element, &mut story.headline),
            "description" if standing.is_summary(element) => story.summary = line_text(element),
            "contentModified" | "digitalSourceType" | "dateline" | "by" => {}
            _ => self.unread(element),
        }
    }

    /// The first property of its kind is read, the others are told.
    fn first(&mut self, element: &Element, field: &mut String) {
        if field.is_empty() { *field = line_text(element) } else { self.unread(element) }
    }

    fn urgency(&mut self, element: &Element, story: &mut Story) {
        let text = line_text(element);
        story.urgency = text.parse().ok().and_then(|level| Urgency::new(level).ok());
        if story.urgency.is_none() {
            self.note(element, format!("An urgency from 1 to 9 was expected, {:?} is not read", shortened(&text)));
        }
    }

    fn language(&mut self, element: &Element, story: &mut Story) {
        let tag = element.attribute("tag").unwrap_or_default();
        if story.language.is_empty() {
            tag.clone_into(&mut story.language);
        } else {
            self.note(element, format!("One more language is not read: {:?}", shortened(tag)));
        }
    }

    /// The language of a message that only says it of its own text.
    fn language_of_item(&mut self, item: &Element, story: &mut Story) {
        let tag = item.attribute_in(crate::xml::XML, "lang").unwrap_or_default();
        if !tag.is_empty() {
            self.note(item, "The language is that of the item, the text says none");
            tag.clone_into(&mut story.language);
        }
    }

    fn located(&mut self, element: &Element, story: &mut Story) {
        let line = &story.dateline;
        if !(line.place.is_empty() && line.region.is_empty() && line.country.is_empty()) {
            return self.unread(element);
        }
        let place = self.place(element);
        (story.dateline.place, story.dateline.region, story.dateline.country) =
            (place.name, place.region, place.country);
    }

    /// Name, region and country. Where no relation of ours tells them, the country is the widest place around.
    pub(super) fn place(&mut self, element: &Element) -> Place {
        let mut place = Place { name: name_of(element).unwrap_or_default(), ..Place::default() };
        let mut around = Vec::new();
        for broader in element.all("broader") {
            let (qcode, relation) = (self.code(broader, "qcode"), self.code(broader, "rel"));
            let country = qcode.strip_prefix("iso3166-1a2:").map(ToOwned::to_owned);
            let name = country.clone().or_else(|| name_of(broader)).unwrap_or_else(|| qcode.clone().into_owned());
            if relation == codes::REGION {
                place.region = name;
            } else if relation == codes::COUNTRY || country.is_some() {
                place.country = name;
            } else if !name.is_empty() {
                around.push(name);
            }
        }
        if place.country.is_empty() {
            place.country = around.pop().unwrap_or_default();
        }
        if place.region.is_empty() && !around.is_empty() {
            place.region = around.remove(0);
        }
        let code = element.attribute("qcode").or(element.attribute("uri")).unwrap_or_default();
        if !code.is_empty() {
            if place.name.is_empty() {
                code.clone_into(&mut place.name);
            }
            self.note(element, format!("Only the name of a place is read, not its code {:?}", shortened(code)));
        }
        place
    }

    fn creator(&mut self, element: &Element, story: &mut Story) {
        let organisation = self.code(element, "type") == "cpnat:organisation";
        let Some(name) = name_of(element).filter(|_| !organisation) else { return self.unread(element) };
        let email = element.at(&["personDetails", "contactInfo", "email"]).map(line_text);
        story.byline.push(Byline {
            name,
            role: element.first("note").map(line_text).unwrap_or_default(),
            email: email.unwrap_or_default(),
        });
    }

    /// The printed byline of a message that names no authors.
    fn printed_byline(&mut self, meta: &Element, story: &mut Story) {
        let by = meta.first("by").map(line_text).unwrap_or_default();
        if story.byline.is_empty() && !by.is_empty() {
            let read = self.reading.profile.read_byline(&by);
            story.byline = read.unwrap_or_else(|| vec![Byline { name: by, ..Byline::default() }]);
        }
    }

    fn genre(&mut self, element: &Element, story: &mut Story) {
        match self.term(element, &label_of(element)) {
            Some(term) if story.genre.is_none() => story.genre = Some(term),
            Some(_) | None => self.unread(element),
        }
    }

    /// A section, a place, a term, or words that become a keyword.
    fn subject(&mut self, element: &Element, story: &mut Story) {
        let kind = self.code(element, "type");
        let name = name_of(element).unwrap_or_default();
        if kind == codes::SECTION && story.section.is_empty() {
            story.section = name;
            return;
        }
        if kind == "cpnat:geoArea" || kind == "cptType:5" {
            let place = self.place(element);
            story.places.push(place);
            return;
        }
        match self.term(element, &label_of(element)) {
            Some(term) => story.subjects.push(term),
            None if !name.is_empty() => story.keywords.push(name),
            None => self.note(element, "A subject without name or code"),
        }
    }

    fn rights(&mut self, element: &Element, story: &mut Story) {
        for one in element.elements() {
            match one.name.as_str() {
                "copyrightHolder" => story.rights.holder = name_of(one).unwrap_or_default(),
                "copyrightNotice" if story.rights.notice.is_empty() => story.rights.notice = line_text(one),
                "usageTerms" if story.rights.usage.is_empty() => story.rights.usage = block_text(one),
                _ => self.unread(one),
            }
        }
    }

    fn link(&mut self, element: &Element) -> StoryLink {
        let rel = match (element.attribute("rel"), element.attribute("reluri")) {
            (Some(qcode), _) => codes::read_relation(&self.qcode(qcode)),
            (None, Some(uri)) => {
                let term = crate::newscodes::term(uri, self.reading.profile.schemes());
                term.map_or_else(|| uri.to_owned(), |term| term.qcode())
            }
            (None, None) => String::new(),
        };
        let guid = element.attribute("residref").or(element.attribute("href")).unwrap_or_default().to_owned();
        let version = element.attribute("version").and_then(|version| version.parse().ok());
        StoryLink { rel, guid, version }
    }
}

/// The name that the writer gave.
fn label_of(element: &Element) -> String {
    let name = element.first("name").filter(|name| name.attribute("role") != Some(codes::CODE_NAME));
    name.map(line_text).unwrap_or_default()
}

/// What one property means beside the others of its kind.
struct Standing<'m> {
    /// Codes of the subjects that were given, not derived.
    codes: HashSet<&'m str>,
    /// The summary, or the first description where none is called so.
    summary: Option<&'m Element>,
}

impl<'m> Standing<'m> {
    fn of(meta: &'m Element) -> Self {
        let given = meta.all("subject").filter(|one| one.attribute("derivedfrom").is_none());
        let summary = meta.all("description").find(|one| one.attribute("role") == Some("drol:summary"));
        Self {
            codes: given.filter_map(|one| one.attribute("qcode")).collect(),
            summary: summary.or_else(|| meta.first("description")),
        }
    }

    /// An old subject code beside the media topic that it comes from.
    fn derived(&self, subject: &Element) -> bool {
        let from = subject.attribute("derivedfrom").unwrap_or_default();
        let old = subject.attribute("qcode").is_some_and(|qcode| qcode.starts_with("subj:"));
        old && !from.is_empty() && from.split_ascii_whitespace().all(|qcode| self.codes.contains(qcode))
    }

    fn is_summary(&self, description: &Element) -> bool {
        self.summary.is_some_and(|summary| std::ptr::eq(summary, description))
    }
}
