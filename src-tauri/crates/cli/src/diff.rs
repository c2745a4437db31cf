//! `wirecopy desk diff`: two versions on a terminal without colour. Gone is `[-so-]`, come is `{+so+}`; a paragraph has
//! the number that a desk gives it.

use std::path::Path;

use wirecopy_desk::face::{BlockChange, BlockDelta, BlockPlace, Comparison, LineDelta, Piece, PieceKind, Way};
use wirecopy_desk::{Compared, Reading};

use crate::arguments::Diff;
use crate::output::{self, End, Outcome};

pub(crate) fn run(folder: &Path, order: &Diff) -> Outcome {
    let desk = Reading::open(folder)?;
    if let Some(format) = &order.wire {
        let (profile, dialect) = (order.profile.clone(), order.dialect.clone());
        let way = Way { profile, format: format.clone(), dialect };
        let compared = desk.compare_wire(&order.id, (order.old, order.new), &way)?;
        if order.json {
            output::json(&compared)?;
        } else {
            output::bytes(messages(&compared.lines).as_bytes())?;
        }
        return Ok(End::Done);
    }
    let compared = desk.compare(&order.id, (order.old, order.new))?;
    if order.json {
        output::json(&compared.comparison)?;
    } else {
        output::bytes(story(&compared).as_bytes())?;
    }
    Ok(End::Done)
}

/// Lines of a message that stand unchanged around a change.
const AROUND: usize = 3;

fn story(compared: &Compared) -> String {
    let Compared { old, new, comparison } = compared;
    let mut out = format!("--- version {old}\n+++ version {new}\n");
    for (name, pieces) in [("headline", &comparison.headline), ("summary", &comparison.summary)] {
        if changed(pieces) {
            line(&mut out, &format!("{name}: "), &marked(pieces));
        }
    }
    for field in &comparison.fields {
        line(&mut out, &format!("{}: ", field.field), &format!("[-{}-]{{+{}+}}", field.old, field.new));
    }
    blocks(&mut out, &comparison.body);
    out.push_str(&count(comparison));
    out
}

fn changed(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| piece.kind != PieceKind::Same)
}

fn count(comparison: &Comparison) -> String {
    format!("words: {} came, {} went\n", comparison.words_added, comparison.words_removed)
}

/// Blocks that stand as they stood are told by their numbers alone.
fn blocks(out: &mut String, body: &[BlockDelta]) {
    for run in body.chunk_by(|one, two| one.kind == BlockChange::Same && two.kind == BlockChange::Same) {
        match run {
            [delta] if delta.kind != BlockChange::Same => block(out, delta),
            run => {
                let number =
                    |delta: Option<&BlockDelta>| delta.and_then(|delta| delta.new).map_or(0, |place| place.paragraph);
                let (first, last) = (number(run.first()).max(1), number(run.last()).max(1));
                let numbers = if first == last { first.to_string() } else { format!("{first}-{last}") };
                line(out, &format!("  {numbers:>4}  "), "unchanged");
            }
        }
    }
}

fn block(out: &mut String, delta: &BlockDelta) {
    let number = |place: Option<BlockPlace>| place.map_or_else(String::new, |place| place.paragraph.to_string());
    let (old, new) = (number(delta.old), number(delta.new));
    let text = marked(&delta.pieces);
    match delta.kind {
        BlockChange::Same => line(out, &format!("  {new:>4}  "), &text),
        BlockChange::Changed => line(out, &format!("~ {new:>4}  "), &text),
        BlockChange::Added => line(out, &format!("+ {new:>4}  "), &text),
        BlockChange::Removed => line(out, &format!("- {old:>4}  "), &text),
        BlockChange::Moved => line(out, &format!("> {new:>4}  (moved from paragraph {old}) "), &text),
        BlockChange::Left => line(out, &format!("< {old:>4}  "), &format!("(moved to paragraph {new})")),
    }
}

/// A text under its head; further lines of it stand below its first word.
fn line(out: &mut String, head: &str, text: &str) {
    out.push_str(head);
    for letter in output::printable(text).trim_end().chars() {
        out.push(letter);
        if letter == '\n' {
            out.push_str("        ");
        }
    }
    out.push('\n');
}

fn marked(pieces: &[Piece]) -> String {
    let mark = |piece: &Piece| match piece.kind {
        PieceKind::Same => piece.text.clone(),
        PieceKind::Removed => format!("[-{}-]", piece.text),
        PieceKind::Added => format!("{{+{}+}}", piece.text),
    };
    pieces.iter().map(mark).collect()
}

/// Both messages in one: lines that changed, and a few around them.
fn messages(lines: &[LineDelta]) -> String {
    let mut out = String::new();
    let near = |at: usize| {
        let window = at.saturating_sub(AROUND)..lines.len().min(at + AROUND + 1);
        lines[window].iter().any(|line| line.kind != PieceKind::Same)
    };
    let mut before = true;
    for (at, delta) in lines.iter().enumerate() {
        let shown = near(at);
        if shown && (at == 0 || !before) {
            let number = delta.new.or(delta.old).unwrap_or(1);
            line(&mut out, "@@ ", &format!("line {number}"));
        }
        before = shown;
        if shown {
            let sign = match delta.kind {
                PieceKind::Same => " ",
                PieceKind::Added => "+",
                PieceKind::Removed => "-",
            };
            line(&mut out, sign, &marked(&delta.pieces));
        }
    }
    out
}
