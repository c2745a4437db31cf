//! Writes an item as one message, then reads it back: what comes back otherwise is told as lost.

use std::fmt::Write as _;

use wirecopy_story::count::count;
use wirecopy_story::{BlockKind, ReleaseKind, Urgency};

use super::{BELLS, CHARSET, EMPTY_LINE, HEADLINE_END, KEYWORDS, LEAD_LINES, decode, header};
use crate::clean::{Cleaner, Shape};
use crate::dialect::DialectRow;
use crate::lines::fields::Fields;
use crate::lines::read;
use crate::loss::LossKind;
use crate::profile::Profile;
use crate::profile::telegraph::{Iptc7901, LONGEST, Paragraphs, WIDTH};
use crate::settle::settle;
use crate::telegraph::{EOT, ETX, SOH, STX, tell_normal};
use crate::{EncodeError, Encoded, Reading, WireItem, spelled, wrap};

/// What a paragraph begins with.
pub(super) const INDENT: &str = "   ";

/// The longest headline of a receiver who takes one line, characters: some over the 69 are tolerated.
const ONE_LINE: usize = 80;

/// The most characters of the optional information (clause 4.10).
pub(super) const MAX_OPTIONAL: usize = 50;

/// The most characters of a slug or keyword: it shares its line with the stroke that ends it.
const MAX_KEYWORD: usize = WIDTH - 1;

pub(super) fn encode(item: &WireItem, profile: &Profile, dialect: &DialectRow) -> Result<Encoded, EncodeError> {
    let wire = &profile.telegraph().iptc7901;
    let style = if dialect.option(&CHARSET) == "latin-1" { &wire.latin } else { &wire.style };
    let mut writer = Writer { fields: Fields::new(item, style), wire, dialect, out: String::new() };
    writer.message(profile)?;
    let charset = style.charset();
    let bytes = charset
        .encode(&writer.out)
        .map_err(|letter| EncodeError::Charset { charset: charset.name().to_owned(), code: letter.into() })?;
    let mut losses = writer.fields.losses.into_list();
    let back = decode::decode(&bytes, &Reading::new(profile, item.envelope.sent_at));
    let back = back.map_err(|error| EncodeError::Unwritable { got: error.to_string() })?;
    tell_normal(item, &back.item, &mut losses);
    settle(item, writer.fields.parsed, &back.item, &mut losses);
    Ok(Encoded { bytes, charset: charset.name().to_owned(), losses })
}

/// The priority of the message: the envelope's, else by the profile's table; a story without urgency is normal. What
/// must be taken down is urgent, whatever the story was.
fn priority(item: &WireItem, wire: &Iptc7901) -> u8 {
    let level = item.story.urgency.map_or(5, Urgency::level);
    let usual = wire.priorities.get(usize::from(level).saturating_sub(1)).copied().unwrap_or(5);
    let priority = item.envelope.priority.map_or(usual, |priority| priority.clamp(1, 6));
    if matches!(item.kind, ReleaseKind::Hold | ReleaseKind::Kill) { priority.min(wire.priorities[1]) } else { priority }
}

struct Writer<'w> {
    fields: Fields<'w>,
    wire: &'w Iptc7901,
    dialect: &'w DialectRow,
    out: String,
}

impl Writer<'_> {
    fn message(&mut self, profile: &Profile) -> Result<(), EncodeError> {
        let item = self.fields.item;
        let priority = priority(item, self.wire);
        let paragraphs = self.wire.paragraphs;
        let chunks = self.fields.body(|setter| {
            setter.lead = if paragraphs == Paragraphs::Parted { "" } else { INDENT };
        })?;
        let chunks = self.folded(chunks);
        let sign_off = self.fields.field("sign_off", &item.story.sign_off);
        let note = self.ed_note();
        let below = item.kind != ReleaseKind::Kill && note.is_empty();
        let words = words(&chunks, if below { &sign_off } else { "" }, profile);
        self.header(priority, words, profile);
        self.keyword_lines();
        self.out.push(STX);
        self.head(priority)?;
        self.body(&chunks);
        if !chunks.is_empty() && (!note.is_empty() || !sign_off.is_empty()) {
            self.empty_line();
        }
        self.foot(&note, &sign_off);
        self.out.push(ETX);
        self.out.push_str(&header::day_time(item.envelope.sent_at));
        self.out.push_str("\r\n\u{7F}\n\u{7F}");
        self.out.push(EOT);
        Ok(())
    }

    fn header(&mut self, priority: u8, words: u32, profile: &Profile) {
        let (item, wire) = (self.fields.item, self.wire);
        let limit = 10u32.pow(u32::try_from(wire.digits).unwrap_or(4));
        let number = item.envelope.sequence % limit;
        let category = category(item, wire);
        let (source, digits, words) = (&wire.source, wire.digits, words.min(9_999));
        let optional = self.optional(number, profile);
        self.out.push(SOH);
        let _ = write!(self.out, "{source}{number:0digits$} {priority} {category} {words}  {optional}");
        self.out.push_str("\r\n");
        if self.dialect.option(&EMPTY_LINE) == "lf" {
            self.out.push('\n');
        }
    }

    /// Agency, number, language: at most 50 characters.
    fn optional(&self, number: u32, profile: &Profile) -> String {
        let item = self.fields.item;
        let provider = Some(item.envelope.provider.trim()).filter(|name| !name.is_empty());
        let provider = self.clean(provider.unwrap_or_else(|| profile.provider()));
        let language = &item.story.language;
        let rest = if is_language(language) { format!(" {number:04} {language}") } else { format!(" {number:04}") };
        let provider = self.cut(&provider, MAX_OPTIONAL.saturating_sub(rest.len()));
        format!("{}{rest}", provider.trim()).trim().to_owned()
    }

    /// Words that are no field of the story, in the character set.
    fn clean(&self, text: &str) -> String {
        Cleaner::Plain(self.fields.style).clean(text, Shape::Line, |_| {}).trim().to_owned()
    }

    /// The slug on the first line, keywords behind it on lines of their own, each ended by a stroke.
    fn keyword_lines(&mut self) {
        let story = &self.fields.item.story;
        let slug = self.keyword("slug", &story.slug);
        let mut lines = vec![format!("{slug}/")];
        if self.dialect.option(&KEYWORDS) == "carried" {
            let mut line = String::new();
            for (at, word) in story.keywords.iter().enumerate() {
                let word = self.keyword(&format!("keywords[{at}]"), word);
                let word = self.without_strokes(at, word);
                if !line.is_empty() && self.bytes(&line) + self.bytes(&word) + 1 > WIDTH {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(&word);
                line.push('/');
            }
            lines.push(line);
        }
        for line in lines.iter().filter(|line| !line.is_empty()) {
            self.out.push_str(line);
            self.out.push_str("\r\n");
        }
    }

    /// A stroke inside a keyword would part it in two.
    fn without_strokes(&mut self, at: usize, word: String) -> String {
        if !word.contains('/') {
            return word;
        }
        let (became, length) = (word.replace('/', "-"), self.fields.item.story.keywords[at].len());
        let what = "A stroke inside a keyword becomes a hyphen";
        self.fields.losses.add(LossKind::Character, format!("keywords[{at}]"), 0..length, what, &became);
        became
    }

    /// Bytes that the text takes in the character set: the header is measured in them.
    fn bytes(&self, text: &str) -> usize {
        let wide = self.fields.style.charset().is_utf8();
        if wide { text.len() } else { text.chars().count() }
    }

    /// As much of the text as `most` bytes hold.
    fn cut<'t>(&self, text: &'t str, most: usize) -> &'t str {
        let wide = self.fields.style.charset().is_utf8();
        let mut taken = 0;
        let beyond = text.char_indices().find(|(_, one)| {
            taken += if wide { one.len_utf8() } else { 1 };
            taken > most
        });
        beyond.map_or(text, |(at, _)| &text[..at])
    }

    /// A slug or keyword, cut where the line ends.
    fn keyword(&mut self, field: &str, text: &str) -> String {
        let word = self.fields.field(field, text);
        let most = spelled::outside(&word, self.cut(&word, MAX_KEYWORD).len());
        let cut = word[..most].trim_end().to_owned();
        if cut == word {
            return word;
        }
        let what = format!("A keyword line has {WIDTH} characters: the rest is cut off");
        self.fields.losses.add(LossKind::Field, field.to_owned(), 0..text.len(), what, &cut);
        cut
    }

    /// Everything above the body.
    fn head(&mut self, priority: u8) -> Result<(), EncodeError> {
        let kind = self.fields.kind();
        let special = [kind, self.fields.advice().to_owned(), self.fields.embargo()];
        let special: Vec<String> = special.into_iter().filter(|line| !line.is_empty()).collect();
        let headline = self.fields.headline();
        if headline.is_empty() {
            return Err(EncodeError::Missing { missing: vec!["headline"] });
        }
        let byline = self.fields.byline();
        let above = self.dialect.option(&LEAD_LINES) == "before-headline";
        let end = if self.dialect.option(&HEADLINE_END) == "equals" { " =" } else { "" };
        let bells = "\u{7}".repeat(if priority == 1 { 10 } else { 5 });
        let rings = self.dialect.option(&BELLS) == "ring" && priority <= 2;
        let pulled = matches!(self.fields.item.kind, ReleaseKind::Hold | ReleaseKind::Kill);
        // What must be pulled back rings above its own words: a flash below them would read as news.
        if rings && pulled {
            self.lines(&bells, WIDTH);
        }
        if above {
            for line in &special {
                self.alone(line);
            }
        }
        if rings && !pulled {
            let word = self.wire.flash[usize::from(priority) - 1].clone();
            self.lines(&format!("{word}{bells}"), WIDTH);
        }
        let one_line = end.is_empty() && wrap::broken(&headline, LONGEST).chars().count() <= ONE_LINE;
        let from = self.out.len();
        self.ended(&headline, end, if one_line { ONE_LINE } else { WIDTH });
        if end.is_empty()
            && let Some((first, _)) = self.out[from..].trim_end().split_once("\r\n")
        {
            let length = self.fields.item.story.headline.len();
            let what = "The headline takes more than a line: receivers that have it end there read the rest as text";
            self.fields.losses.add(LossKind::Field, "headline", 0..length, what, first);
        }
        if !byline.is_empty() {
            self.ended(&byline, end, WIDTH);
        }
        self.empty_line();
        if !above {
            for line in &special {
                self.alone(line);
            }
        }
        Ok(())
    }

    fn body(&mut self, chunks: &[String]) {
        for (at, chunk) in chunks.iter().enumerate() {
            let after_paragraph = at > 0 && is_paragraph(&chunks[at - 1]) && is_paragraph(chunk);
            if at > 0 && !(after_paragraph && self.wire.paragraphs == Paragraphs::Indented) {
                self.empty_line();
            }
            for line in chunk.split('\n') {
                self.out.push_str(line);
                self.out.push_str("\r\n");
            }
        }
    }

    /// The note to editors as lines, without blank ones at its ends.
    fn ed_note(&mut self) -> String {
        let typed = &self.fields.item.story.ed_note;
        let losses = &mut self.fields.losses;
        losses.begin_unit();
        let note = Cleaner::Plain(self.fields.style).clean(typed, Shape::Lines, |change| {
            losses.add(change.kind, "ed_note", change.range, change.what, change.became);
        });
        note.trim().to_owned()
    }

    /// Notes to editors, then the sign-off on the last line.
    fn foot(&mut self, note: &str, sign_off: &str) {
        if !note.is_empty() {
            let opening = self.wire.notes.clone();
            self.lines(&opening, WIDTH);
            let mut blank = true;
            for line in note.split('\n').map(str::trim) {
                match (line.is_empty(), blank) {
                    (true, false) => self.empty_line(),
                    (true, true) => {}
                    (false, _) => self.lines(line, WIDTH),
                }
                blank = line.is_empty();
            }
        }
        if !sign_off.is_empty() {
            if !note.is_empty() {
                self.empty_line();
            }
            self.lines(sign_off, WIDTH);
        }
    }

    fn empty_line(&mut self) {
        self.out.push_str(if self.dialect.option(&EMPTY_LINE) == "lf" { "\n" } else { "\r\n" });
    }

    /// A line between empty ones.
    fn alone(&mut self, text: &str) {
        self.lines(text, WIDTH);
        self.empty_line();
    }

    /// A text whose last line has room for what ends it.
    fn ended(&mut self, text: &str, end: &str, width: usize) {
        // Where nothing ends a headline, a lone `=` of its own would.
        let bare = text.strip_suffix(" =").filter(|_| end.is_empty()).map(|rest| format!("{rest} -"));
        let text = bare.as_deref().unwrap_or(text);
        self.lines(text, width - end.len());
        if let Some(at) = self.out.rfind(|one| !matches!(one, '\r' | '\n')) {
            let behind = at + self.out[at..].chars().next().map_or(0, char::len_utf8);
            self.out.insert_str(behind, end);
        }
    }

    /// A text as lines of at most `width` characters; none of them ends with a lone `=` that its text goes on behind.
    fn lines(&mut self, text: &str, width: usize) {
        let text = wrap::broken(text, LONGEST);
        let glued = if text.contains(" = ") { text.replace(" = ", " =\u{1}").into() } else { text };
        let mut folded = String::with_capacity(glued.len() + 8);
        wrap::wrap_into(&mut folded, &glued, width, "");
        for line in folded.split('\n').map(str::trim_end).filter(|line| !line.is_empty()) {
            self.out.push_str(&line.replace('\u{1}', " "));
            self.out.push_str("\r\n");
        }
    }

    /// Chunks without a line beyond the width. A body without any paragraph gets its first plain chunk set as one, so
    /// that the rest can be told from paragraphs.
    fn folded(&self, chunks: Vec<String>) -> Vec<String> {
        let fold = |chunk: String| {
            let mut out = String::with_capacity(chunk.len() + 8);
            for (at, line) in chunk.split('\n').enumerate() {
                if at > 0 {
                    out.push('\n');
                }
                wrap::fold_into(&mut out, line, WIDTH, LONGEST);
            }
            out
        };
        let mut chunks: Vec<String> = chunks.into_iter().map(fold).collect();
        if self.wire.paragraphs != Paragraphs::Parted && !chunks.iter().any(|chunk| is_paragraph(chunk)) {
            let plain = |chunk: &String| {
                let lines: Vec<&str> = chunk.split('\n').collect();
                matches!(read::block(&lines, self.fields.style, false), BlockKind::Paragraph(_))
            };
            if let Some(first) = chunks.iter().position(plain) {
                let mut out = String::new();
                for (at, line) in chunks[first].split('\n').enumerate() {
                    if at > 0 {
                        out.push('\n');
                    }
                    let lead = if at == 0 { INDENT } else { "" };
                    let line = wrap::broken(line, LONGEST);
                    wrap::wrap_into(&mut out, &format!("{lead}{line}"), WIDTH, "");
                }
                chunks[first] = out;
            }
        }
        chunks
    }
}

/// Words of the body as printed. A sign-off right below it counts, because it may be read as part of it.
fn words(chunks: &[String], sign_off: &str, profile: &Profile) -> u32 {
    let sign_off = wrap::broken(sign_off, LONGEST);
    let texts = chunks.iter().map(String::as_str).chain([&*sign_off]);
    texts.map(|text| count(text, profile.word_rule()).words).sum()
}

/// Whether a chunk begins as a paragraph does: with three spaces, no more.
pub(super) fn is_paragraph(chunk: &str) -> bool {
    chunk.strip_prefix(INDENT).is_some_and(|rest| !rest.starts_with(' ') && !rest.is_empty())
}

/// A language that the optional information can name: a short tag of BCP 47.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|one| one.is_ascii_lowercase())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|one| one.is_ascii_alphanumeric()))
        && tag.len() <= 16
}

/// The envelope's category, else the section's letters, else the usual ones.
fn category<'c>(item: &'c WireItem, wire: &'c Iptc7901) -> &'c str {
    let named = item.envelope.category.trim();
    let good = (1..=3).contains(&named.len()) && named.bytes().all(|one| one.is_ascii_alphabetic());
    let section = wire.sections.get(item.story.section.trim()).unwrap_or(&wire.category);
    if good { named } else { section }
}
