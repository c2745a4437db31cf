//! Who a message comes from, and the items that it is tied to.

use wirecopy_story::{Byline, Story, StoryLink};

use super::Reader;
use crate::json::Json;
use crate::ninjs::names::{self, LITERAL, Line, PART};
use crate::profile::template::Fit;

impl Reader<'_> {
    /// Authors and sign-off; the answer is the agency.
    pub(super) fn info_sources(&mut self, story: &mut Story) -> String {
        let mut provider = String::new();
        for (at, source) in self.items(names::SOURCES).iter().enumerate() {
            let text = |key: &str| source.get(key).and_then(Json::text);
            let named = text("name").is_some() && text("uri").or(text("scheme")).is_none();
            match (text(PART.of(self.line)), text(LITERAL.of(self.line))) {
                (Some("provider"), Some(literal)) if provider.is_empty() => literal.clone_into(&mut provider),
                (Some("sign-off"), Some(literal)) if text("name").is_none() => literal.clone_into(&mut story.sign_off),
                (role, None) if named => story.byline.push(Byline {
                    name: text("name").unwrap_or_default().to_owned(),
                    role: role.unwrap_or_default().to_owned(),
                    email: self.email(source).unwrap_or_default().to_owned(),
                }),
                _ => {
                    let place = format!("/{}/{at}", names::SOURCES.of(self.line));
                    self.note(place, format!("A source is not read: {}", source.describe()));
                }
            }
        }
        let by = self.text(names::BY);
        if story.byline.is_empty() && !by.is_empty() {
            let own = self.reading.profile.byline_template();
            let names = own.read(&by, Fit::Whole, &|_, _| true);
            let name = names.and_then(|(found, _)| Some(found.first()?.1)).unwrap_or(&by);
            story.byline.push(Byline { name: name.to_owned(), ..Byline::default() });
        }
        provider
    }

    fn email<'j>(&self, source: &'j Json) -> Option<&'j str> {
        let contacts = source.get(names::CONTACT.of(self.line))?.items();
        let mail = contacts.iter().find(|contact| contact.get("type").and_then(Json::text) == Some("email"))?;
        mail.get("value")?.text()
    }

    pub(super) fn associations(&mut self, story: &mut Story) {
        let Some(ties) = self.get(names::ASSOCIATIONS) else { return };
        let named = ties.members().iter().map(|(name, tie)| (name.clone(), name.as_str(), tie));
        let listed = ties.items().iter().enumerate().map(|(at, tie)| {
            let name = tie.get("name").and_then(Json::text).unwrap_or_default();
            (at.to_string(), name, tie)
        });
        for (place, name, tie) in named.chain(listed) {
            let text = |key: &str| tie.get(key).and_then(Json::text);
            let Some(guid) = text("uri") else {
                let place = format!("/{}/{place}", names::ASSOCIATIONS.of(self.line));
                self.note(place, "An association without `uri` is not read");
                continue;
            };
            let rel = match self.line {
                Line::One => text(names::RELATION).unwrap_or_else(|| given_name(name)),
                Line::Two => described(tie).unwrap_or_else(|| given_name(name)),
                Line::Three => text("rel").unwrap_or_default(),
            };
            story.links.push(StoryLink {
                rel: rel.to_owned(),
                guid: guid.to_owned(),
                version: text("version").and_then(|version| version.parse().ok()),
            });
        }
    }
}

/// What 2.x describes of a tie.
fn described(tie: &Json) -> Option<&str> {
    let descriptions = tie.get(names::DESCRIPTION.of(Line::Two))?.items();
    let relation = descriptions.iter().find(|one| one.get("role").and_then(Json::text) == Some("relation"))?;
    relation.get("value")?.text()
}

/// What another agency calls a tie says what it is: `related`. Our own are only numbered.
fn given_name(name: &str) -> &str {
    let number = name.strip_prefix("link").map(str::trim_start);
    let numbered = number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    if numbered { "" } else { name }
}
