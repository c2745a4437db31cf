//! RTF to an item. Our own comes back by its properties and styles; of another the paragraphs, headings, marks, links,
//! lists and tables are read. Groups of an unknown kind are passed over, as the standard asks.

use std::collections::BTreeMap;

use wirecopy_story::Align;

use super::token::{Token, Tokens};
use super::validate::MAX_DEPTH;
use crate::charset::Charset;
use crate::paper::{self, Line, Link, Part, Property, Run};
use crate::{DecodeError, DecodeNote, Decoded, Reading};

mod look;
mod parts;

use look::{Kind, Look, Place};

/// A table with more columns is none.
const MAX_COLUMNS: usize = 100;

pub(super) fn read(bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded, DecodeError> {
    let refused = |place: &str, expected: String, got: &str| {
        Err(DecodeError::NotThis { place: place.to_owned(), expected, got: got.to_owned() })
    };
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return refused("line 1", "{\\rtf first".to_owned(), "something else");
    }
    let mut reader = Reader::new();
    let mut tokens = Tokens::new(bytes);
    while let Some(token) = tokens.next() {
        if token == Token::Open && reader.stack.len() >= MAX_DEPTH {
            return refused("document", format!("at most {MAX_DEPTH} groups inside each other"), "more");
        }
        if let Token::Word("bin", Some(length)) = token {
            tokens.pass(usize::try_from(length).unwrap_or(0));
        }
        reader.token(token);
    }
    reader.paragraph();
    reader.end_table();
    let own = paper::restored(&reader.properties, reading);
    let times = |(what, times): (&&str, &usize)| {
        let what = if *times > 1 { format!("{what} ({times} times)") } else { (*what).to_owned() };
        DecodeNote::new("document", what)
    };
    let mut notes: Vec<_> = reader.notes.iter().map(times).collect();
    let item = match own {
        Some(item) => {
            let plain = |line: &mut Line| {
                if let Part::Paragraph(paragraph) = &mut line.part {
                    paragraph.runs.retain(|run| !run.text.is_empty());
                }
            };
            let mut lines = reader.lines;
            lines.iter_mut().for_each(plain);
            paper::own(item, lines, reading)
        }
        None => paper::foreign(reader.lines, reading, &mut notes),
    };
    Ok(Decoded { item, notes })
}

struct Reader {
    look: Look,
    stack: Vec<Look>,
    /// A group has just begun with `\*`.
    starred: bool,
    /// Characters that stand for a `\u` before them.
    skip: usize,
    /// Bytes of text that wait for their character set.
    bytes: Vec<u8>,
    /// The first half of a character in two `\u`.
    half: Option<u16>,
    charset: Option<Charset>,
    fonts: BTreeMap<i32, Charset>,
    styles: BTreeMap<i32, Kind>,
    characters: BTreeMap<i32, String>,
    properties: Vec<Property>,
    words: String,
    mark: String,
    runs: Vec<Run>,
    row: Vec<(Vec<Run>, Align)>,
    rows: Vec<Vec<(Vec<Run>, Align)>>,
    lists: Vec<(u8, usize, Option<u32>)>,
    last_list: usize,
    lines: Vec<Line>,
    notes: BTreeMap<&'static str, usize>,
}

impl Reader {
    fn new() -> Self {
        Self {
            look: Look::default(),
            stack: Vec::new(),
            starred: false,
            skip: 0,
            bytes: Vec::new(),
            half: None,
            charset: Charset::by_name("windows-1252"),
            fonts: BTreeMap::new(),
            styles: BTreeMap::new(),
            characters: BTreeMap::new(),
            properties: Vec::new(),
            words: String::new(),
            mark: String::new(),
            runs: Vec::new(),
            row: Vec::new(),
            rows: Vec::new(),
            lists: Vec::new(),
            last_list: 0,
            lines: Vec::new(),
            notes: BTreeMap::new(),
        }
    }

    fn note(&mut self, what: &'static str) {
        *self.notes.entry(what).or_default() += 1;
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Open => {
                self.flush();
                self.skip = 0;
                self.stack.push(self.look.clone());
            }
            Token::Close => {
                self.flush();
                self.skip = 0;
                self.close();
            }
            Token::Byte(byte) => {
                if self.skip > 0 {
                    self.skip -= 1;
                } else {
                    self.bytes.push(byte);
                }
            }
            Token::Symbol(b'*') => self.starred = true,
            Token::Symbol(symbol) => {
                if self.skip > 0 {
                    self.skip -= 1;
                    return;
                }
                match symbol {
                    b'\\' | b'{' | b'}' => self.bytes.push(symbol),
                    b'~' => self.add("\u{A0}"),
                    b'_' => self.add("\u{2011}"),
                    b'-' => self.add("\u{AD}"),
                    b'\r' | b'\n' => self.paragraph(),
                    _ => {}
                }
            }
            Token::Word("u", Some(code)) => {
                self.flush_bytes();
                self.unicode(code);
                self.skip = self.look.fallback;
            }
            Token::Word(name, number) => {
                self.flush();
                if self.skip > 0 && !matches!(name, "par" | "cell" | "row") {
                    self.skip -= 1;
                    return;
                }
                let starred = std::mem::take(&mut self.starred);
                self.word(name, (number, starred));
            }
        }
    }

    fn unicode(&mut self, code: i32) {
        let unit = u16::try_from(code & 0xFFFF).unwrap_or_default();
        let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xD800..0xDC00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let text = String::from_utf16_lossy(&units);
        self.add(&text);
    }

    /// Bytes that wait become text in the character set of their font.
    fn flush_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if bytes.is_ascii() {
            let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            return self.add(&text);
        }
        let set = self.look.font.and_then(|font| self.fonts.get(&font)).or(self.charset.as_ref());
        let text = set.map_or_else(|| String::from_utf8_lossy(&bytes).into_owned(), |set| set.decode(&bytes).0);
        self.add(&text);
    }

    fn flush(&mut self) {
        self.flush_bytes();
        if self.half.take().is_some() {
            self.add("\u{FFFD}");
        }
    }

    /// Text to where the group puts it.
    fn add(&mut self, text: &str) {
        match self.look.place {
            Place::Text => {
                if self.look.hidden {
                    return;
                }
                let look = &self.look;
                let (bold, italic) = (look.bold != look.kind.bold, look.italic != look.kind.italic);
                let run =
                    Run { text: text.to_owned(), bold, italic, insertion: look.insertion, link: look.link.clone() };
                paper::push(&mut self.runs, run);
            }
            Place::Mark => self.mark.push_str(text),
            Place::Fonts | Place::Styles | Place::Name | Place::Value | Place::Field => self.words.push_str(text),
            Place::Nowhere => {}
        }
    }

    fn close(&mut self) {
        let words = match self.look.place {
            Place::Text | Place::Nowhere | Place::Mark => String::new(),
            Place::Fonts | Place::Styles | Place::Name | Place::Value | Place::Field => std::mem::take(&mut self.words),
        };
        let ended = std::mem::take(&mut self.look);
        self.look = self.stack.pop().unwrap_or_default();
        match ended.place {
            Place::Styles => {
                let name = words.trim().trim_end_matches(';').to_lowercase();
                if name.is_empty() {
                    return;
                }
                if let Some(number) = ended.character {
                    self.characters.insert(number, name);
                } else {
                    let kind = Kind { name, bold: ended.bold, italic: ended.italic };
                    self.styles.insert(ended.style, kind);
                }
            }
            Place::Name if self.look.place != Place::Name => {
                self.properties.push(Property { name: words, value: String::new() });
            }
            Place::Value if self.look.place != Place::Value => {
                if let Some(property) = self.properties.last_mut() {
                    property.value = unescaped(&words);
                }
            }
            Place::Field if self.look.place != Place::Field => self.look.link = Link::of_field(&words),
            Place::Field => self.words = words,
            Place::Text | Place::Nowhere | Place::Mark | Place::Fonts | Place::Name | Place::Value => {}
        }
    }

    fn word(&mut self, name: &str, (number, starred): (Option<i32>, bool)) {
        if self.destination(name, starred) || self.look.place == Place::Nowhere {
            return;
        }
        let on = number != Some(0);
        match name {
            "ansicpg" => {
                let set = number.and_then(|page| Charset::by_name(&look::page_name(page)));
                self.charset = set.or(self.charset.take());
            }
            "uc" => self.look.fallback = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(16),
            "f" => self.look.font = number,
            "fcharset" if self.look.place == Place::Fonts => {
                let set = number.and_then(look::font_set).and_then(Charset::by_name);
                if let (Some(font), Some(set)) = (self.look.font, set) {
                    self.fonts.insert(font, set);
                }
            }
            "b" => self.look.bold = on,
            "i" => self.look.italic = on,
            "plain" => self.look.plain(),
            "v" => {
                self.look.hidden = on;
                if on {
                    self.note("Hidden words are left out");
                }
            }
            "deleted" => {
                self.look.hidden = on;
                if on {
                    self.note("A tracked deletion is left out");
                }
            }
            "revised" if on => self.note("A tracked insertion is kept"),
            "cs" => self.character(number.unwrap_or(0)),
            "s" => {
                self.look.style = number.unwrap_or(0);
                self.look.kind = self.styles.get(&self.look.style).cloned().unwrap_or_default();
            }
            "pard" => self.look.paragraph(),
            "li" => self.look.indent = number.unwrap_or(0),
            "ilvl" => self.look.level = number.and_then(|level| u8::try_from(level).ok()),
            "intbl" => self.look.in_table = true,
            "ql" => self.look.align = Align::Left,
            "qc" => self.look.align = Align::Center,
            "qr" => self.look.align = Align::Right,
            "par" | "sect" => self.paragraph(),
            "line" => self.add("\n"),
            "tab" => self.add("\t"),
            "cell" => self.cell(),
            "row" => self.end_row(),
            "emdash" => self.add("—"),
            "endash" => self.add("–"),
            "bullet" => self.add("•"),
            "lquote" => self.add("‘"),
            "rquote" => self.add("’"),
            "ldblquote" => self.add("“"),
            "rdblquote" => self.add("”"),
            _ => {}
        }
    }

    /// Whether the word sends what follows in its group somewhere.
    fn destination(&mut self, name: &str, starred: bool) -> bool {
        let place = match name {
            "fonttbl" => Place::Fonts,
            "stylesheet" => Place::Styles,
            "propname" => Place::Name,
            "staticval" => Place::Value,
            "fldinst" => Place::Field,
            "listtext" | "pntext" => Place::Mark,
            "fldrslt" | "shptxt" | "ud" => return starred && name == "shptxt",
            "cs" if starred && self.look.place == Place::Styles => return false,
            "pict" | "object" | "shp" | "do" => {
                self.note("A picture or drawing is not read");
                Place::Nowhere
            }
            "footnote" | "annotation" => {
                self.note("A footnote or comment is left out");
                Place::Nowhere
            }
            "userprops" | "colortbl" | "info" | "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl"
            | "footerr" | "footerf" | "filetbl" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl"
            | "pntxta" | "pntxtb" | "nonshppict" | "xe" | "tc" | "template" => Place::Nowhere,
            _ if starred => Place::Nowhere,
            _ => return false,
        };
        // Properties stand inside a group that is itself passed over.
        let hidden = self.look.place == Place::Nowhere && !matches!(place, Place::Name | Place::Value);
        if !hidden {
            self.look.place = place;
        }
        true
    }

    fn character(&mut self, number: i32) {
        if self.look.place == Place::Styles {
            self.look.character = Some(number);
            return;
        }
        match self.characters.get(&number).map(String::as_str) {
            Some("insertion") => self.look.insertion = true,
            Some("dateline") if !self.properties.is_empty() => self.look.hidden = true,
            Some(_) | None => {}
        }
    }
}

/// The value of a property: `\n` is a line end, `\\` a backslash.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letters.as_str().chars().next()) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('\\')) => out.push('\\'),
            _ => {
                out.push(letter);
                continue;
            }
        }
        letters.next();
    }
    out
}
