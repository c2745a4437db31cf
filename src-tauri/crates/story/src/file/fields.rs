//! Front matter to the fields of a story. One shape is written; a few more that people type are read.

use jiff::civil::Date;

use super::yaml::{Entry, Kind, Node};
use crate::{Byline, Dateline, Embargo, Place, Rights, Story, StoryError, StoryLink, Term, Urgency};

/// A value and the path of its key.
struct Field<'n> {
    path: &'n str,
    node: &'n Node,
}

pub(super) fn story(root: &Node) -> Result<Story, StoryError> {
    let mut story = Story::default();
    let entries = match &root.kind {
        Kind::Map(entries) => entries.as_slice(),
        Kind::Text { .. } | Kind::List(_) if root.is_null() => &[],
        Kind::Text { .. } | Kind::List(_) => {
            return Err(StoryError::File {
                line: root.line,
                expected: "`key: value` lines".to_owned(),
                got: root.shown(),
            });
        }
    };
    for Entry { key, value } in entries {
        let field = Field { path: key, node: value };
        match key.as_str() {
            "slug" => story.slug = field.text()?,
            "headline" => story.headline = field.text()?,
            "summary" => story.summary = field.text()?,
            "section" => story.section = field.text()?,
            "dateline" => story.dateline = field.dateline()?,
            "byline" => story.byline = field.each(Field::byline)?,
            "language" => story.language = field.text()?,
            "urgency" => story.urgency = field.given(Field::urgency)?,
            "genre" => story.genre = field.given(Field::term)?,
            "subjects" => story.subjects = field.each(Field::term)?,
            "places" => story.places = field.each(Field::place)?,
            "keywords" => story.keywords = field.keywords()?,
            "ed_note" => story.ed_note = field.text()?,
            "embargo" => story.embargo = field.given(Field::embargo)?,
            "sign_off" => story.sign_off = field.text()?,
            "rights" => story.rights = field.rights()?,
            "links" => story.links = field.each(Field::link)?,
            _ => story.extra.push((key.clone(), value.flow())),
        }
    }
    Ok(story)
}

impl Field<'_> {
    fn wrong(&self, expected: &str) -> StoryError {
        StoryError::Field {
            line: self.node.line,
            field: self.path.to_owned(),
            expected: expected.to_owned(),
            got: self.node.shown(),
        }
    }

    /// `~` is nothing given.
    fn text(&self) -> Result<String, StoryError> {
        match &self.node.kind {
            Kind::Text { .. } if self.node.is_null() => Ok(String::new()),
            Kind::Text { text, .. } => Ok(text.clone()),
            Kind::List(_) | Kind::Map(_) => Err(self.wrong("text")),
        }
    }

    fn given<T>(&self, read: impl Fn(&Self) -> Result<T, StoryError>) -> Result<Option<T>, StoryError> {
        if self.node.is_null() { Ok(None) } else { read(self).map(Some) }
    }

    /// A list of values, or one value without the list.
    fn each<T>(&self, read: impl Fn(&Self) -> Result<T, StoryError>) -> Result<Vec<T>, StoryError> {
        match &self.node.kind {
            Kind::List(items) => {
                let given = items.iter().filter(|item| !item.is_null());
                given.map(|node| read(&Field { path: self.path, node })).collect()
            }
            Kind::Text { .. } | Kind::Map(_) => Ok(self.given(read)?.into_iter().collect()),
        }
    }

    /// Reads the keys of a map; `take` says what a key is or that it is none of `keys`.
    fn map(
        &self,
        keys: &str,
        mut take: impl FnMut(&str, &Field<'_>) -> Result<Known, StoryError>,
    ) -> Result<(), StoryError> {
        let Kind::Map(entries) = &self.node.kind else {
            return if self.node.is_null() { Ok(()) } else { Err(self.wrong(&format!("a map of {keys}"))) };
        };
        for Entry { key, value } in entries {
            let path = format!("{}.{key}", self.path);
            let field = Field { path: &path, node: value };
            if take(key, &field)? == Known::No {
                let (line, got) = (value.line, format!("`{key}`"));
                return Err(StoryError::Field { line, field: self.path.to_owned(), expected: keys.to_owned(), got });
            }
        }
        Ok(())
    }

    fn dateline(&self) -> Result<Dateline, StoryError> {
        let mut dateline = Dateline::default();
        self.map("place, region, country, date", |key, field| {
            match key {
                "place" => dateline.place = field.text()?,
                "region" => dateline.region = field.text()?,
                "country" => dateline.country = field.text()?,
                "date" => dateline.date = field.given(Field::date)?,
                _ => return Ok(Known::No),
            }
            Ok(Known::Yes)
        })?;
        Ok(dateline)
    }

    fn date(&self) -> Result<Date, StoryError> {
        let text = self.text()?;
        // jiff also takes a date out of a whole time; only the date itself is meant here.
        let date = text.parse::<Date>().ok().filter(|date| date.to_string() == text);
        date.ok_or_else(|| self.wrong("a date like 2026-11-23"))
    }

    fn urgency(&self) -> Result<Urgency, StoryError> {
        let level = self.text()?.parse().ok().and_then(|level| Urgency::new(level).ok());
        level.ok_or_else(|| self.wrong("an urgency from 1 (flash) to 9 (routine)"))
    }

    fn embargo(&self) -> Result<Embargo, StoryError> {
        let embargo = self.text()?.parse();
        embargo.map_err(|_| self.wrong("a time with its offset like 2026-11-23T12:00:00+03:00"))
    }

    fn keywords(&self) -> Result<Vec<String>, StoryError> {
        match &self.node.kind {
            Kind::Text { text, .. } if !self.node.is_null() => {
                Ok(text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect())
            }
            Kind::Text { .. } | Kind::List(_) => self.each(Field::text),
            Kind::Map(_) => Err(self.wrong("a list of keywords")),
        }
    }

    /// A name alone, or a map.
    fn byline(&self) -> Result<Byline, StoryError> {
        let mut byline = Byline::default();
        if let Kind::Text { text, .. } = &self.node.kind {
            byline.name.clone_from(text);
            return Ok(byline);
        }
        self.map("name, role, email", |key, field| {
            match key {
                "name" => byline.name = field.text()?,
                "role" => byline.role = field.text()?,
                "email" => byline.email = field.text()?,
                _ => return Ok(Known::No),
            }
            Ok(Known::Yes)
        })?;
        Ok(byline)
    }

    /// A name alone, or a map.
    fn place(&self) -> Result<Place, StoryError> {
        let mut place = Place::default();
        if let Kind::Text { text, .. } = &self.node.kind {
            place.name.clone_from(text);
            return Ok(place);
        }
        self.map("name, region, country", |key, field| {
            match key {
                "name" => place.name = field.text()?,
                "region" => place.region = field.text()?,
                "country" => place.country = field.text()?,
                _ => return Ok(Known::No),
            }
            Ok(Known::Yes)
        })?;
        Ok(place)
    }

    /// `scheme:code`, `{qcode, label}` or `{scheme, code, label}`.
    fn term(&self) -> Result<Term, StoryError> {
        let wrong = || self.wrong("a term like `medtop:04000000` or {qcode: medtop:04000000, label: economy}");
        if let Kind::Text { text, .. } = &self.node.kind {
            return Term::parse(text).map_err(|_| wrong());
        }
        let (mut qcode, mut scheme, mut code, mut label) = (None, String::new(), String::new(), String::new());
        self.map("qcode, scheme, code, label", |key, field| {
            match key {
                "qcode" => qcode = Some(field.text()?),
                "scheme" => scheme = field.text()?,
                "code" => code = field.text()?,
                "label" => label = field.text()?,
                _ => return Ok(Known::No),
            }
            Ok(Known::Yes)
        })?;
        let term = match qcode {
            Some(qcode) if scheme.is_empty() && code.is_empty() => Term::parse(&qcode),
            Some(_) => return Err(wrong()),
            None => Term::new(&scheme, &code),
        };
        Ok(term.map_err(|_| wrong())?.labelled(&label))
    }

    fn rights(&self) -> Result<Rights, StoryError> {
        let mut rights = Rights::default();
        self.map("holder, notice, usage", |key, field| {
            match key {
                "holder" => rights.holder = field.text()?,
                "notice" => rights.notice = field.text()?,
                "usage" => rights.usage = field.text()?,
                _ => return Ok(Known::No),
            }
            Ok(Known::Yes)
        })?;
        Ok(rights)
    }

    fn link(&self) -> Result<StoryLink, StoryError> {
        let mut link = StoryLink::default();
        self.map("rel, guid, version", |key, field| {
            match key {
                "rel" => link.rel = field.text()?,
                "guid" => link.guid = field.text()?,
                "version" => link.version = field.given(Field::version)?,
                _ => return Ok(Known::No),
            }
            Ok(Known::Yes)
        })?;
        Ok(link)
    }

    fn version(&self) -> Result<u32, StoryError> {
        self.text()?.parse().map_err(|_| self.wrong("a version number like 1"))
    }
}

/// Whether a map takes a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Yes,
    No,
}
