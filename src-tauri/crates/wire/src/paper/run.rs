//! Runs of a paragraph: words with the same marks. Marks that stand inside each other are all on the run, and come back
//! in one order: link, insertion, bold, italics.

use wirecopy_story::{Inline, InlineKind};

/// Words with the same marks; `\n` is a hard line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    /// An editorial insertion; its brackets are among the words.
    pub(crate) insertion: bool,
    pub(crate) link: Option<Link>,
}

/// Where a run leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) target: String,
    pub(crate) title: String,
}

/// Arguments of the switches of a hyperlink; the other switches have none.
const SWITCHES: &[&str] = &["\\l", "\\o", "\\t"];

impl Link {
    /// The link of a field's instruction, `HYPERLINK "https://a.example" \o "title"` (ECMA-376, 17.16.5.25); `None`
    /// for other fields and for places inside the document.
    pub(crate) fn of_field(instruction: &str) -> Option<Self> {
        let mut words = arguments(instruction);
        words.next().filter(|word| word.eq_ignore_ascii_case("HYPERLINK"))?;
        let (mut target, mut title, mut place) = (None, String::new(), String::new());
        while let Some(word) = words.next() {
            match word.to_ascii_lowercase().as_str() {
                switch if SWITCHES.contains(&switch) => {
                    let argument = words.next().unwrap_or_default();
                    match switch {
                        "\\o" => title = argument,
                        "\\l" => place = argument,
                        _ => {}
                    }
                }
                switch if switch.starts_with('\\') => {}
                _ => target = target.or(Some(word)),
            }
        }
        let mut target = target?;
        if !place.is_empty() {
            target.push('#');
            target.push_str(&place);
        }
        Some(Self { target, title })
    }
}

/// The words of a field's instruction: parted by spaces, those in quotes whole.
fn arguments(instruction: &str) -> impl Iterator<Item = String> {
    let mut rest = instruction;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if let Some(quoted) = rest.strip_prefix('"') {
            let (word, behind) = quoted.split_once('"').unwrap_or((quoted, ""));
            rest = behind;
            return Some(word.to_owned());
        }
        let (word, behind) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        rest = behind;
        (!word.is_empty()).then(|| word.to_owned())
    })
}

impl Run {
    /// Words without marks.
    pub(crate) fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    fn marked_as(&self, other: &Self) -> bool {
        (self.bold, self.italic, self.insertion, &self.link) == (other.bold, other.italic, other.insertion, &other.link)
    }
}

/// Adds a run, joined to the last where the marks are the same.
pub(crate) fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        _ if run.text.is_empty() => {}
        Some(last) if last.marked_as(&run) => last.text.push_str(&run.text),
        Some(_) | None => runs.push(run),
    }
}

/// The runs of a line; `marks` open and close an insertion.
pub(crate) fn runs(line: &[Inline], marks: &(String, String)) -> Vec<Run> {
    let mut out = Vec::new();
    flatten(line, &Run::default(), marks, &mut out);
    out
}

fn flatten(line: &[Inline], style: &Run, marks: &(String, String), out: &mut Vec<Run>) {
    let words = |text: &str, out: &mut Vec<Run>| push(out, Run { text: text.to_owned(), ..style.clone() });
    for inline in line {
        match &inline.kind {
            InlineKind::Text(text) => words(text, out),
            InlineKind::Break => words("\n", out),
            InlineKind::Strong(inner) => flatten(inner, &Run { bold: true, ..style.clone() }, marks, out),
            InlineKind::Emphasis(inner) => flatten(inner, &Run { italic: true, ..style.clone() }, marks, out),
            InlineKind::Link { target, title, text: inner } => {
                let leads = Some(Link { target: target.clone(), title: title.clone() });
                flatten(inner, &Run { link: leads, ..style.clone() }, marks, out);
            }
            InlineKind::Insertion(inner) => {
                let style = Run { insertion: true, ..style.clone() };
                push(out, Run { text: marks.0.clone(), ..style.clone() });
                flatten(inner, &style, marks, out);
                push(out, Run { text: marks.1.clone(), ..style });
            }
        }
    }
}

/// The line of runs.
pub(crate) fn inlines(runs: &[Run], marks: &(String, String)) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut rest = runs;
    while let Some(first) = rest.first() {
        let end = rest.iter().position(|run| run.link != first.link).unwrap_or(rest.len());
        let inner = inserted(&rest[..end], marks);
        match &first.link {
            Some(Link { target, title }) => {
                let (target, title) = (target.clone(), title.clone());
                out.push(inline(InlineKind::Link { target, title, text: inner }));
            }
            None => out.extend(inner),
        }
        rest = &rest[end..];
    }
    out
}

fn inserted(runs: &[Run], marks: &(String, String)) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut rest = runs;
    while let Some(first) = rest.first() {
        let end = rest.iter().position(|run| run.insertion != first.insertion).unwrap_or(rest.len());
        if first.insertion {
            let inner = unbracketed(&rest[..end], marks);
            out.push(inline(InlineKind::Insertion(weighed(&inner))));
        } else {
            out.extend(weighed(&rest[..end]));
        }
        rest = &rest[end..];
    }
    out
}

fn unbracketed(runs: &[Run], marks: &(String, String)) -> Vec<Run> {
    let mut runs = runs.to_vec();
    if let Some(first) = runs.first_mut()
        && let Some(text) = first.text.strip_prefix(&marks.0)
    {
        first.text = text.to_owned();
    }
    if let Some(last) = runs.last_mut()
        && let Some(text) = last.text.strip_suffix(&marks.1)
    {
        last.text = text.to_owned();
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

fn weighed(runs: &[Run]) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut rest = runs;
    while let Some(first) = rest.first() {
        let end = rest.iter().position(|run| run.bold != first.bold).unwrap_or(rest.len());
        let mut inner = Vec::new();
        for run in &rest[..end] {
            let words = lines(&run.text);
            if run.italic { inner.push(inline(InlineKind::Emphasis(words))) } else { inner.extend(words) }
        }
        if first.bold {
            out.push(inline(InlineKind::Strong(inner)));
        } else {
            out.extend(inner);
        }
        rest = &rest[end..];
    }
    out
}

fn lines(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push(inline(InlineKind::Break));
        }
        if !line.is_empty() {
            out.push(inline(InlineKind::Text(line.to_owned())));
        }
    }
    out
}

fn inline(kind: InlineKind) -> Inline {
    Inline { range: 0..0, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_says_where_it_leads() {
        for (instruction, target, title) in [
            (" HYPERLINK \"https://a.example/b c\" ", Some("https://a.example/b c"), ""),
            ("HYPERLINK https://a.example \\o \"A title\" \\t \"_blank\"", Some("https://a.example"), "A title"),
            ("hyperlink \\h \"https://a.example\" \\l \"part\"", Some("https://a.example#part"), ""),
            ("HYPERLINK \\l \"_Toc1\"", None, ""),
            ("PAGEREF _Toc1", None, ""),
            ("", None, ""),
        ] {
            let expected = target.map(|target| Link { target: target.to_owned(), title: title.to_owned() });
            assert_eq!(Link::of_field(instruction), expected, "{instruction}");
        }
    }
}
