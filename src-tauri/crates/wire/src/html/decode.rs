//! A page to an item. Our own comes back whole; of another the JSON-LD is read first, then what its head says to
//! networks, then the page as it is seen. Nothing that the page names is fetched.

use jiff::Timestamp;
use scraper::{ElementRef, Html, Selector};
use wirecopy_story::{Byline, Embargo, Place, PubStatus, ReleaseKind, Story, StoryLink, Term};

use super::article::EMBARGO;
use super::json_ld::{self, first, values, words};
use crate::charset::{Charset, decode_unnamed};
use crate::coded::refuse_too_large;
use crate::json::{Json, shortened};
use crate::{DecodeError, DecodeNote, Decoded, Envelope, Reading, WireItem, ed_note, newscodes, opening, xhtml};

/// The most notes of one page.
const MAX_NOTES: usize = 200;

/// Parts of a page that belong to the site and not to the story.
const BESIDE: &str = "nav, aside, footer, form, button, noscript, [hidden], [role=navigation], [role=complementary]";

pub(super) fn decode(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    refuse_too_large(bytes)?;
    let (html, clean, guessed) = text_of(bytes);
    let refused = |why: &str| DecodeError::NotThis {
        place: "line 1".to_owned(),
        expected: "a page of HTML".to_owned(),
        got: why.to_owned(),
    };
    let page = xhtml::page(&html).map_err(refused)?;
    let mut reader = Reader { reading, html: &html, page, notes: guessed.into_iter().collect() };
    if !clean {
        reader.note("line 1", "Bytes that are not of the page's character set are replaced");
    }
    let facts = reader.facts();
    let item = match &facts {
        Some(facts) => reader.stated(facts),
        None => reader.seen(),
    };
    Ok(Decoded { item, notes: reader.notes })
}

/// The text of a page: by its mark, by what it declares, as UTF-8, by its letters. The note says which was guessed.
fn text_of(bytes: &[u8]) -> (String, bool, Option<DecodeNote>) {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let declared = json_ld::find(&start, 0, "charset=").and_then(|at| {
        let name = start[at + 8..].trim_start_matches(['"', '\'', ' ']);
        Charset::by_name(name.split(['"', '\'', ' ', ';', '>', '/']).next()?)
    });
    if let Some(set) = declared.filter(|set| !set.is_utf8()) {
        let (text, clean) = set.decode(bytes);
        return (text, clean, None);
    }
    let (text, set, clean) = decode_unnamed(bytes, &Charset::default());
    let guessed = !set.is_utf8() && !set.name().starts_with("utf");
    (text, clean, guessed.then(|| DecodeNote::new("line 1", format!("Read as {}", set.name()))))
}

struct Reader<'r> {
    reading: &'r Reading<'r>,
    html: &'r str,
    page: Html,
    notes: Vec<DecodeNote>,
}

impl Reader<'_> {
    fn note(&mut self, place: impl Into<String>, what: impl Into<String>) {
        if self.notes.len() < MAX_NOTES {
            self.notes.push(DecodeNote::new(place, what));
        }
    }

    /// The article of the page's JSON-LD.
    fn facts(&mut self) -> Option<Json> {
        for (at, text) in json_ld::blocks(self.html) {
            match Json::read(text.trim().as_bytes()) {
                Ok(json) => {
                    if let Some(article) = json_ld::article(&json) {
                        return Some(article.clone());
                    }
                }
                Err(fault) => {
                    let line = 1 + self.html[..at].matches('\n').count();
                    self.note(format!("line {line}"), format!("The JSON-LD is not read: expected {}", fault.expected));
                }
            }
        }
        None
    }

    /// An item by what the JSON-LD states.
    fn stated(&mut self, facts: &Json) -> WireItem {
        let version = self.version(facts);
        let status = self.status(facts);
        let notice = self.shown("p.notice");
        let told = ed_note::read(&notice, status, version, self.reading.profile);
        let mut story = self.story(facts);
        story.sign_off = self.shown("p.sign-off");
        let own = self.shown("p.ed-note");
        story.ed_note = if own.is_empty() { told.ed_note } else { own };
        let (mut kind, mut reason) = (told.kind, told.reason);
        let corrected = first(facts, "correction", "text");
        if kind != ReleaseKind::Correction && status == PubStatus::Usable && !corrected.is_empty() {
            (kind, reason) = (ReleaseKind::Correction, corrected.to_owned());
        }
        let modified = self.moment(facts, "dateModified");
        let created = self.moment(facts, "dateCreated").or_else(|| self.moment(facts, "datePublished"));
        let created = created.unwrap_or(modified.unwrap_or(self.reading.at));
        let modified = modified.unwrap_or(created);
        self.body(&mut story);
        WireItem {
            story,
            guid: self.identifier(facts),
            version,
            kind,
            note: reason,
            first_created: created,
            version_created: modified,
            previous: None,
            envelope: Envelope {
                provider: first(facts, "publisher", "name").to_owned(),
                sent_at: modified,
                ..Envelope::default()
            },
        }
    }

    fn story(&mut self, facts: &Json) -> Story {
        let text = |key: &str, member: &str| first(facts, key, member).to_owned();
        let mut story = Story {
            headline: text("headline", "name"),
            slug: text("alternateName", "name"),
            summary: text("description", "text"),
            section: text("articleSection", "name"),
            language: text("inLanguage", "alternateName"),
            ..Story::default()
        };
        if story.headline.is_empty() {
            story.headline = text("name", "name");
        }
        if let Some(place) = values(facts, "locationCreated").first() {
            let Place { name, region, country } = located(place);
            (story.dateline.place, story.dateline.region, story.dateline.country) = (name, region, country);
        }
        let own = |key: &str| words(facts.get(key).unwrap_or(&Json::Null), "name").to_owned();
        story.rights.holder = text("copyrightHolder", "name");
        story.rights.notice = own("copyrightNotice");
        story.rights.usage = text("usageInfo", "text");
        story.embargo = self.embargo(facts);
        story.byline = values(facts, "author").iter().map(|author| self.author(author)).collect();
        story.places = values(facts, "contentLocation").iter().map(located).collect();
        story.links = values(facts, "isBasedOn").iter().map(tie).collect();
        Self::keywords(facts, &mut story);
        for genre in values(facts, "genre") {
            match self.term(genre) {
                Some(term) if story.genre.is_none() => story.genre = Some(term),
                Some(_) | None => self.note("JSON-LD, genre", format!("A genre is not read: {}", genre.describe())),
            }
        }
        for about in values(facts, "about") {
            if let Some(term) = self.term(about) {
                story.subjects.push(term);
                continue;
            }
            let name = words(about, "name");
            let known = name.is_empty() || story.keywords.iter().any(|word| word == name);
            if !known {
                story.keywords.push(name.to_owned());
            }
        }
        story
    }

    fn keywords(facts: &Json, story: &mut Story) {
        match facts.get("keywords") {
            Some(Json::Text(list)) => {
                story.keywords =
                    list.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
            }
            Some(_) | None => {
                story.keywords = values(facts, "keywords").iter().map(|word| words(word, "name").to_owned()).collect();
            }
        }
    }

    fn author(&self, author: &Json) -> Byline {
        let name = words(author, "name");
        let member = |key: &str| author.get(key).and_then(Json::text).unwrap_or_default().to_owned();
        let printed = author.text().and_then(|line| self.reading.profile.read_byline(line)?.into_iter().next());
        let named = printed.unwrap_or_else(|| Byline { name: name.to_owned(), ..Byline::default() });
        Byline {
            role: if author.text().is_some() { named.role } else { member("jobTitle") },
            email: member("email"),
            name: named.name,
        }
    }

    fn term(&self, json: &Json) -> Option<Term> {
        let text = |key: &str| json.get(key).and_then(Json::text);
        let own = text("identifier").and_then(|code| Term::parse(code).ok());
        let uri = text("url").or(text("sameAs")).or(text("@id"));
        let term = own.or_else(|| newscodes::term(uri?, self.reading.profile.schemes()));
        term.map(|term| term.labelled(text("name").unwrap_or_default()))
    }

    fn version(&mut self, facts: &Json) -> u32 {
        let Some(value) = facts.get("version") else { return 1 };
        let read = match value {
            Json::Number(number) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
            Json::Text(text) => text.parse().ok(),
            Json::Null | Json::Bool(_) | Json::List(_) | Json::Object(_) => None,
        };
        read.unwrap_or_else(|| {
            self.note("JSON-LD, version", format!("{} is no version and is read as 1", value.describe()));
            1
        })
    }

    fn status(&mut self, facts: &Json) -> PubStatus {
        let text = first(facts, "creativeWorkStatus", "name");
        let all = [PubStatus::Usable, PubStatus::Withheld, PubStatus::Canceled];
        let known = all.into_iter().find(|status| status.code().eq_ignore_ascii_case(text));
        let published = text.is_empty() || text.eq_ignore_ascii_case("published");
        known.or(published.then_some(PubStatus::Usable)).unwrap_or_else(|| {
            // Whoever meant to hold a story must not see it published by a spelling.
            self.note("JSON-LD, creativeWorkStatus", format!("{:?} is read as withheld", shortened(text)));
            PubStatus::Withheld
        })
    }

    fn moment(&mut self, facts: &Json, key: &str) -> Option<Timestamp> {
        let text = first(facts, key, "@value");
        let read = text.parse().ok();
        if read.is_none() && !text.is_empty() {
            self.note(format!("JSON-LD, {key}"), format!("{:?} is no time with an offset", shortened(text)));
        }
        read
    }

    fn embargo(&mut self, facts: &Json) -> Option<Embargo> {
        let text = first(facts, "conditionsOfAccess", "text");
        let until = text.strip_prefix(EMBARGO);
        let read = until.and_then(|until| until.parse().ok());
        if read.is_none() && !text.is_empty() {
            let loud = if text.to_ascii_lowercase().contains("embargo") { "EMBARGO NOT READ: " } else { "" };
            let what = format!("{loud}{:?} is no time until which the story waits", shortened(text));
            self.note("JSON-LD, conditionsOfAccess", what);
        }
        read
    }

    fn identifier(&mut self, facts: &Json) -> String {
        let own = first(facts, "identifier", "value");
        let fallback = || Some(first(facts, "@id", "@id")).filter(|id| !id.is_empty());
        let found = if own.is_empty() { fallback().unwrap_or_else(|| first(facts, "url", "@id")) } else { own };
        if found.is_empty() && facts.get("identifier").is_none() {
            self.note("JSON-LD, identifier", "The article has no `identifier`");
        }
        found.to_owned()
    }

    /// A page without JSON-LD: what its head says to networks, then what is seen.
    fn seen(&mut self) -> WireItem {
        self.note("line 1", "The page has no JSON-LD of an article; its head and its words are read");
        let mut story = Story {
            headline: self.either(&["og:title"], "h1"),
            summary: self.either(&["og:description", "description"], ""),
            section: self.either(&["article:section"], ""),
            ..Story::default()
        };
        if story.headline.is_empty() {
            story.headline = self.title();
        }
        let author = self.either(&["author", "article:author"], "[rel=author], .byline");
        if !author.is_empty() && !author.starts_with("http") {
            story.byline = self.reading.profile.read_byline(&author).unwrap_or_else(|| {
                vec![Byline { name: author.trim_start_matches("By ").to_owned(), ..Byline::default() }]
            });
        }
        let published = self.either(&["article:published_time", "date"], "").parse().unwrap_or(self.reading.at);
        let words = self.either(&["news_keywords", "keywords"], "");
        story.keywords = words.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        self.body(&mut story);
        let guid = self.either(&["og:url"], "");
        WireItem::first(story, &guid, published)
    }

    /// The content of the first `meta` of these names, else the words of the first element.
    fn either(&self, names: &[&str], selector: &str) -> String {
        let meta = Selector::parse("meta[content]").ok();
        let is_called = |element: &ElementRef<'_>, name: &str| {
            [element.attr("name"), element.attr("property")].contains(&Some(name))
        };
        for name in names {
            let found = meta.iter().flat_map(|meta| self.page.select(meta)).find(|element| is_called(element, name));
            if let Some(content) = found.and_then(|element| element.attr("content")) {
                return content.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        self.shown(selector).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of the first element that fits, as they stand.
    fn shown(&self, selector: &str) -> String {
        let found = Selector::parse(selector).ok();
        found.and_then(|one| Some(self.page.select(&one).next()?.text().collect())).unwrap_or_default()
    }

    fn title(&self) -> String {
        let Some(start) = json_ld::find(self.html, 0, "<title") else { return String::new() };
        let text = self.html[start..].split_once('>').map_or("", |(_, rest)| rest);
        let words = &text[..text.find('<').unwrap_or(text.len())];
        xhtml::read(words).body.plain_text().trim().to_owned()
    }

    /// The body: our own, or where a site has its article.
    fn body(&mut self, story: &mut Story) {
        let own = Selector::parse("article.story > div.body").ok();
        let place = own.and_then(|own| Some(self.page.select(&own).next()?.id()));
        let place = match place {
            Some(place) => Some(place),
            None if self.is_own() => None,
            None => self.article(&story.headline),
        };
        let Some(element) = place.and_then(|place| ElementRef::wrap(self.page.tree.get(place)?)) else { return };
        let mut read = xhtml::read_below(element);
        let bare = read.dateline.is_none() && !self.is_own();
        let taken = if bare { opening::take(&mut read.body, story, self.reading) } else { Vec::new() };
        read.notes.into_iter().chain(taken).for_each(|what| self.note("body", what));
        story.body = read.body.into_markdown();
        if let Some(printed) = read.dateline {
            self.dateline(story, &printed, read.date);
        }
    }

    fn is_own(&self) -> bool {
        Selector::parse("article.story > h1").is_ok_and(|own| self.page.select(&own).next().is_some())
    }

    /// Where a site has its article, without what stands beside it.
    fn article(&mut self, headline: &str) -> Option<ego_tree::NodeId> {
        let places = ["[itemprop=articleBody]", "article", "main, [role=main]"];
        let found = places.iter().find_map(|place| Some(self.page.select(&Selector::parse(place).ok()?).next()?.id()));
        let place = found.unwrap_or_else(|| self.page.root_element().id());
        let inside = ElementRef::wrap(self.page.tree.get(place)?)?;
        let beside = Selector::parse(BESIDE).ok()?;
        let mut out: Vec<_> = inside.select(&beside).map(|one| one.id()).collect();
        let beside = out.len();
        let headings = Selector::parse("h1").ok()?;
        let same = |one: &ElementRef<'_>| {
            let words: String = one.text().collect();
            words.split_whitespace().eq(headline.split_whitespace())
        };
        out.extend(inside.select(&headings).filter(same).map(|one| one.id()));
        for one in out {
            if let Some(mut node) = self.page.tree.get_mut(one) {
                node.detach();
            }
        }
        if beside > 0 {
            self.note("body", format!("{beside} parts of the page beside its article are not read"));
        }
        Some(place)
    }

    fn dateline(&mut self, story: &mut Story, printed: &str, date: Option<jiff::civil::Date>) {
        story.dateline.date = date;
        if !story.dateline.place.is_empty() {
            return;
        }
        let today = self.reading.today();
        let mut styles = self.reading.profile.dateline_styles().iter();
        let line = format!("{} ", printed.trim_end());
        if let Some(read) = styles.find_map(|style| style.read(&line, today)) {
            story.dateline.place = read.dateline.place;
            story.dateline.date = date.or(read.dateline.date);
        }
    }
}

fn located(json: &Json) -> Place {
    let address = json.get("address").unwrap_or(&Json::Null);
    let part = |key: &str| first(address, key, "name").to_owned();
    let mut name = words(json, "name").to_owned();
    if name.is_empty() && json.get("name").is_none() {
        name = part("addressLocality");
    }
    Place { name, region: part("addressRegion"), country: part("addressCountry") }
}

fn tie(json: &Json) -> StoryLink {
    let member = |key: &str| json.get(key).and_then(Json::text);
    let guid = json.text().or(member("identifier")).or(member("url")).or(member("@id")).unwrap_or_default();
    let version = match json.get("version") {
        Some(Json::Number(number)) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
        Some(Json::Text(text)) => text.parse().ok(),
        Some(_) | None => None,
    };
    StoryLink { rel: member("description").unwrap_or_default().to_owned(), guid: guid.to_owned(), version }
}
