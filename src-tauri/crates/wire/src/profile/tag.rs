//! What opens a headline and says why the message goes out: `UPDATE 2-Harbour reopens`.

use super::ProfileError;
use super::template::{Fit, Template};

/// A tag, as it is printed and as other desks write it.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    prints: Template,
    reads: Vec<Template>,
}

impl Tag {
    /// A tag `{n}-` counts; nothing to print is no tag.
    pub(super) fn build(key: &str, prints: &str, reads: &[String]) -> Result<Option<Self>, ProfileError> {
        let template = |text: &str| {
            let wrong =
                |got| ProfileError::key(format!("{key}.tag"), "words, and at most one {n} with words behind it", got);
            let template = Template::parse(text, &["n"]).map_err(wrong)?;
            let counts = template.slots().count();
            let ends = text.ends_with("{n}");
            if counts > 1 || ends || text.is_empty() { Err(wrong(text.to_owned())) } else { Ok(template) }
        };
        if prints.is_empty() && reads.is_empty() {
            return Ok(None);
        }
        let reads = reads.iter().map(|text| template(text)).collect::<Result<_, _>>()?;
        Ok(Some(Self { prints: template(prints)?, reads }))
    }

    pub(super) fn reworded(&self, word: &dyn Fn(&str) -> String) -> Self {
        let reads = self.reads.iter().map(|one| one.reworded(word)).collect();
        Self { prints: self.prints.reworded(word), reads }
    }

    /// The tag of version `version`: the second version is the first update.
    pub(super) fn print(&self, version: u32) -> String {
        let number = version.saturating_sub(1).max(1).to_string();
        self.prints.render(|_| Some(number.as_str().into())).unwrap_or_default()
    }

    /// The version where the tag counts it, and what stands behind the tag; `None` when the line has no such tag.
    pub(super) fn read<'t>(&self, line: &'t str) -> Option<(Option<u32>, &'t str)> {
        let number = |_: &str, value: &str| value.len() <= 3 && value.bytes().all(|byte| byte.is_ascii_digit());
        let mut all = std::iter::once(&self.prints).chain(&self.reads);
        let (found, end) = all.find_map(|one| one.read(line, Fit::Start, &number))?;
        let rest = line.get(end..)?.trim_start();
        let version = found.first().and_then(|(_, number)| number.parse::<u32>().ok()).map(|number| number + 1);
        (!rest.is_empty()).then_some((version, rest))
    }
}

#[cfg(test)]
mod tests {
    use wirecopy_story::ReleaseKind;

    use crate::Profile;

    #[test]
    fn a_headline_has_its_tag_and_loses_it_again() {
        let wording = Profile::find("reuters").expect("built in").wording().clone();
        let tagged = |kind, version| wording.tag(kind, version) + "Harbour reopens";
        assert_eq!(tagged(ReleaseKind::New, 1), "Harbour reopens");
        assert_eq!(tagged(ReleaseKind::Update, 3), "UPDATE 2-Harbour reopens");
        assert_eq!(tagged(ReleaseKind::Correction, 2), "CORRECTED-Harbour reopens");
        for (line, expected) in [
            ("UPDATE 2-Harbour reopens", Some((ReleaseKind::Update, Some(3), "Harbour reopens"))),
            ("CORRECTED-UPDATE 1-Harbour reopens", Some((ReleaseKind::Correction, None, "Harbour reopens"))),
            ("RPT-Harbour reopens", Some((ReleaseKind::Repeat, None, "Harbour reopens"))),
            ("UPDATE on the harbour", None),
            ("UPDATE 2-", None),
        ] {
            assert_eq!(wording.untagged(line), expected, "{line}");
        }
        assert_eq!(Profile::find("tass").expect("built in").wording().untagged("UPDATE 2-Harbour"), None);
    }
}
