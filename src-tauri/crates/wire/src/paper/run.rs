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
