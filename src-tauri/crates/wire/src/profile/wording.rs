//! The lines that tell receivers why a message goes out, what they must do with it, and until when they must wait.
//! Each is written and read back by the same template.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use wirecopy_story::{Embargo, ReleaseKind};

use super::ProfileError;
use super::file::WordingFile;
use super::tag::Tag;
use super::template::{Fit, Template};
use crate::moment;

/// The lines of one kind of release.
#[derive(Debug, Clone)]
pub(crate) struct KindWording {
    line: String,
    note: Template,
    advice: String,
    tag: Option<Tag>,
}

/// The lines of every kind, in the order of [`ReleaseKind::ALL`].
#[derive(Debug, Clone)]
pub(crate) struct Wording {
    kinds: Vec<KindWording>,
}

impl Wording {
    pub(super) fn build(mut file: BTreeMap<String, WordingFile>) -> Result<Self, ProfileError> {
        let mut kinds: Vec<KindWording> = Vec::new();
        for kind in ReleaseKind::ALL {
            let key = format!("wording.{}", kind.word());
            let one = file.remove(kind.word());
            let one = one.ok_or_else(|| ProfileError::key(&key, "the lines of this kind of release", "nothing"))?;
            let note =
                Template::parse(&one.note, &["note"]).map_err(|got| ProfileError::key(&key, "one {note}", got))?;
            if note.slots().count() != 1 || note.is_bare() {
                return Err(ProfileError::key(&key, "words and one {note}", one.note));
            }
            if kind != ReleaseKind::New && one.line.is_empty() {
                return Err(ProfileError::key(&key, "a line for a release without a note", "nothing"));
            }
            if kinds.iter().any(|other| other.note == note || (!one.line.is_empty() && other.line == one.line)) {
                return Err(ProfileError::key(&key, "lines that no other kind has", one.note));
            }
            let tag = Tag::build(&key, &one.tag, &one.reads)?;
            kinds.push(KindWording { line: one.line, note, advice: one.advice, tag });
        }
        if let Some(key) = file.into_keys().next() {
            return Err(ProfileError::key(format!("wording.{key}"), "a kind of release", key));
        }
        Ok(Self { kinds })
    }

    /// The same lines in other words.
    pub(super) fn reworded(&self, word: &dyn Fn(&str) -> String) -> Self {
        let one = |one: &KindWording| KindWording {
            line: word(&one.line),
            note: one.note.reworded(word),
            advice: word(&one.advice),
            tag: one.tag.as_ref().map(|tag| tag.reworded(word)),
        };
        Self { kinds: self.kinds.iter().map(one).collect() }
    }

    fn of(&self, kind: ReleaseKind) -> Option<&KindWording> {
        self.kinds.get(ReleaseKind::ALL.iter().position(|one| *one == kind)?)
    }

    /// The line of a release; empty for a new story without a note.
    pub(crate) fn line(&self, kind: ReleaseKind, note: &str) -> String {
        let Some(wording) = self.of(kind) else { return String::new() };
        let noted = wording.note.render(|_| Some(Cow::Borrowed(note)));
        noted.unwrap_or_else(|| wording.line.clone())
    }

    /// The line of a release whose headline has its tag before it: the note alone, in brackets.
    pub(crate) fn line_below_tag(&self, kind: ReleaseKind, note: &str) -> String {
        let tagged = self.of(kind).is_some_and(|wording| wording.tag.is_some());
        match (tagged, note) {
            (false, _) => self.line(kind, note),
            (true, "") => String::new(),
            (true, _) => format!("({note})"),
        }
    }

    /// The note in a line below a headline whose tag told `kind`.
    pub(crate) fn note_below_tag<'t>(&self, kind: ReleaseKind, line: &'t str) -> Option<&'t str> {
        self.of(kind)?.tag.as_ref()?;
        line.strip_prefix('(')?.strip_suffix(')').filter(|note| !note.is_empty())
    }

    /// What opens the headline of version `version`; empty in a house without tags.
    pub(crate) fn tag(&self, kind: ReleaseKind, version: u32) -> String {
        let tag = self.of(kind).and_then(|wording| wording.tag.as_ref());
        tag.map(|tag| tag.print(version)).unwrap_or_default()
    }

    /// The kind, the version where the tag counts it, and the headline behind its tag; the first of several tags tells.
    pub(crate) fn untagged<'t>(&self, headline: &'t str) -> Option<(ReleaseKind, Option<u32>, &'t str)> {
        let read = |line: &'t str| {
            let mut tags =
                ReleaseKind::ALL.iter().zip(&self.kinds).filter_map(|(kind, one)| Some((*kind, one.tag.as_ref()?)));
            tags.find_map(|(kind, tag)| tag.read(line).map(|(version, rest)| (kind, version, rest)))
        };
        let (kind, version, mut rest) = read(headline)?;
        while let Some((_, _, behind)) = read(rest) {
            rest = behind;
        }
        Some((kind, version, rest))
    }

    /// What receivers must do; empty where nothing is asked.
    pub(crate) fn advice(&self, kind: ReleaseKind) -> &str {
        self.of(kind).map_or("", |wording| &wording.advice)
    }

    /// The note in a line of `kind`, empty where the line has none; `None` when it is no line of that kind.
    pub(crate) fn note<'t>(&self, kind: ReleaseKind, line: &'t str) -> Option<&'t str> {
        let wording = self.of(kind)?;
        if wording.line == line {
            return Some("");
        }
        let (found, _) = wording.note.read(line, Fit::Whole, &|_, _| true)?;
        Some(found.first()?.1)
    }

    /// The kind and note of a line, by the wording that says most of it; `None` when it is no such line.
    pub(crate) fn read<'t>(&self, line: &'t str) -> Option<(ReleaseKind, &'t str)> {
        let kinds = if line.is_empty() { &[][..] } else { &ReleaseKind::ALL };
        let read = kinds.iter().filter_map(|kind| Some((*kind, self.note(*kind, line)?)));
        read.min_by_key(|(_, note)| note.len())
    }
}

const EMBARGO_SLOTS: &[&str] = &["time", "offset", "D", "Month", "YYYY"];

/// The line that says until when a story must wait, and the word that warns of it.
#[derive(Debug, Clone)]
pub(crate) struct EmbargoLine {
    line: Template,
    word: String,
}

impl EmbargoLine {
    pub(super) fn build(line: &str, word: &str) -> Result<Self, ProfileError> {
        let wrong =
            |got: String| ProfileError::key("embargo.line", "a line with {time} {offset} {D} {Month} {YYYY}", got);
        let template = Template::parse(line, EMBARGO_SLOTS).map_err(wrong)?;
        let complete = EMBARGO_SLOTS.iter().all(|slot| template.slots().any(|one| one == *slot));
        if word.trim().is_empty() {
            return Err(ProfileError::key("embargo.word", "a word that warns of an embargo", word));
        }
        if complete { Ok(Self { line: template, word: word.to_owned() }) } else { Err(wrong(line.to_owned())) }
    }

    /// The same line in other words.
    pub(super) fn reworded(&self, word: &dyn Fn(&str) -> String) -> Self {
        Self { line: self.line.reworded(word), word: word(&self.word) }
    }

    /// The word alone, for a place that has no room for the line.
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// The line for `embargo`, by its own clock.
    pub(crate) fn print(&self, embargo: Embargo, months: &[String]) -> String {
        let (clock, offset) = moment::wall(embargo);
        let time = if clock.second() == 0 { clock.strftime("%H:%M") } else { clock.strftime("%H:%M:%S") };
        let month = usize::from(clock.month().unsigned_abs()).saturating_sub(1);
        let line = self.line.render(|slot| {
            Some(match slot {
                "time" => time.to_string().into(),
                "offset" => moment::spoken_offset(offset).into(),
                "D" => clock.day().to_string().into(),
                "Month" => Cow::Borrowed(months.get(month)?.as_str()),
                _ => format!("{:04}", clock.year()).into(),
            })
        });
        line.unwrap_or_default()
    }

    /// The embargo of a line; `None` when it is no such line.
    pub(crate) fn read(&self, line: &str, months: &[String]) -> Option<Embargo> {
        let accept = |slot: &str, value: &str| slot != "Month" || months.iter().any(|month| month == value);
        let (found, _) = self.line.read(line, Fit::Whole, &accept)?;
        let value = |slot: &str| found.iter().find(|(name, _)| *name == slot).map(|(_, value)| *value);
        let month = months.iter().position(|month| Some(month.as_str()) == value("Month"))?;
        let date = Date::new(value("YYYY")?.parse().ok()?, i8::try_from(month + 1).ok()?, value("D")?.parse().ok()?);
        let time: jiff::civil::Time = value("time")?.parse().ok()?;
        let offset = moment::read_offset(value("offset")?)?;
        let at = offset.to_timestamp(date.ok()?.to_datetime(time)).ok()?;
        Some(Embargo::new(at, offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;

    #[test]
    fn every_line_of_every_house_reads_back() {
        for profile in Profile::builtin() {
            for kind in ReleaseKind::ALL {
                for note in ["", "Tonnage in paragraph 3 is 41,000, not 14,000"] {
                    let line = profile.wording().line(kind, note);
                    if !line.is_empty() {
                        assert_eq!(profile.wording().read(&line), Some((kind, note)), "{}: {line}", profile.id());
                    }
                }
            }
            assert_eq!(profile.wording().read("Harbour reopened"), None, "a headline is no such line");
        }
    }

    #[test]
    fn an_embargo_reads_back_by_its_own_clock() {
        let profile = Profile::find("tass").expect("built in");
        let months = profile.dateline_style("en").months();
        for text in ["2026-11-23T12:00:00+03:00", "2026-01-02T00:00:30Z", "2026-11-23T12:00:00-09:30"] {
            let embargo: Embargo = text.parse().expect("an embargo");
            let line = profile.embargo_line().print(embargo, months);
            assert_eq!(profile.embargo_line().read(&line, months), Some(embargo), "{line}");
        }
    }
}
