//! Escapes: what to put before which letter so that Markdown takes it for the letter.

/// A letter as an entity.
pub(super) fn entity(letter: char) -> String {
    format!("&#{};", u32::from(letter))
}

/// Whether the `&` that `rest` starts with would be read as an entity.
fn entity_like(rest: &str) -> bool {
    let name = &rest[1..];
    let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    length > 0 && name[length..].starts_with(';')
}

/// Where a letter of plain words stands.
pub(super) struct Spot<'t> {
    /// The letter before it, if words.
    pub before: Option<char>,
    /// From the letter on; more than words may follow.
    pub rest: &'t str,
    /// First of its line, where blocks begin.
    pub opens_line: bool,
}

/// The letter at `spot` as Markdown: itself, escaped, or an entity.
pub(super) fn letter(spot: &Spot<'_>, written: &mut String) {
    let mut letters = spot.rest.chars();
    let Some(letter) = letters.next() else { return };
    let after = letters.next();
    if control(letter) || (spot.opens_line && letter.is_whitespace()) {
        written.push_str(&entity(letter));
        return;
    }
    if inline_mark(letter, after, spot) || (spot.opens_line && block_mark(letter, spot.rest)) {
        written.push('\\');
    }
    written.push(letter);
}

/// Length of what `rest` starts with that no letter beside it makes a mark, inside a line.
pub(super) fn calm(rest: &str) -> usize {
    let calm = |letter: char| {
        letter.is_ascii_alphanumeric() || matches!(letter, ' ' | ',' | '.' | '\'' | '"' | '-' | '\u{a0}'..='\u{fefe}')
    };
    rest.find(|letter| !calm(letter)).unwrap_or(rest.len())
}

/// Line ends and what no file should hold raw.
fn control(letter: char) -> bool {
    (letter.is_control() && letter != '\t') || letter == '\u{feff}'
}

fn inline_mark(letter: char, after: Option<char>, spot: &Spot<'_>) -> bool {
    match letter {
        '\\' | '`' | '[' | ']' => true,
        '*' => {
            let apart = |letter: Option<char>| letter == Some(' ');
            spot.opens_line || !(apart(spot.before) && apart(after))
        }
        '_' => {
            let joins = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            !(joins(spot.before) && joins(after))
        }
        '<' => after.is_none_or(|letter| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!' | '?')),
        '&' => entity_like(spot.rest) || spot.rest.len() == 1,
        _ => false,
    }
}

/// What opens a block at the start of a line. The marks of a list from a number are seen to by [`numbered`].
fn block_mark(letter: char, rest: &str) -> bool {
    let run = rest.chars().take_while(|next| *next == letter).count();
    let next = rest.chars().nth(run);
    let ends = next.is_none_or(char::is_whitespace);
    match letter {
        '>' | '=' | '|' => true,
        '#' => run <= 6 && ends,
        '-' => run > 1 || ends || matches!(next, Some(':' | '|')),
        '+' => run == 1 && ends,
        '~' => run >= 3,
        ':' => matches!(next, Some('-')),
        _ => false,
    }
}

/// Length of the digits at the start of a line that would make it an item of a list: the mark behind them is escaped.
pub(super) fn numbered(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mut behind = line[digits..].chars();
    let mark = matches!(behind.next(), Some('.' | ')')) && behind.next().is_none_or(char::is_whitespace);
    ((1..=9).contains(&digits) && mark).then_some(digits)
}

/// A cell: every pipe escaped, and no backslash left to take that escape for itself (GFM 4.10).
pub(super) fn cell(markdown: &str) -> String {
    let mut written = String::with_capacity(markdown.len());
    let mut escaped = false;
    for letter in markdown.chars() {
        if letter == '|' {
            written.push_str(if escaped { "\\\\|" } else { "\\|" });
            escaped = false;
        } else {
            written.push(letter);
            escaped = letter == '\\' && !escaped;
        }
    }
    written
}

/// Address and title of a link or image.
pub(super) fn target(address: &str, title: &str) -> String {
    let bare = |letter: char| letter.is_alphanumeric() || "-._~:/?#@!$'*+,;=%&".contains(letter);
    let mut written = if address.chars().all(bare) && (!address.is_empty() || title.is_empty()) {
        inside(address, "")
    } else {
        format!("<{}>", inside(address, "<>"))
    };
    if !title.is_empty() {
        written.extend([" \"", inside(title, "\"").as_str(), "\""]);
    }
    written
}

/// The words behind a code fence.
pub(super) fn info(words: &str) -> String {
    // A tilde would make the fence longer.
    match words.strip_prefix('~') {
        Some(rest) => entity('~') + &inside(rest, ""),
        None => inside(words, ""),
    }
}

/// Entities are read before backslashes here, so an ampersand can only be written as an entity.
fn inside(text: &str, marks: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let last = text.len();
    for (at, letter) in text.char_indices() {
        let end = at == 0 || at + letter.len_utf8() == last;
        match letter {
            '&' if entity_like(&text[at..]) => written.push_str("&amp;"),
            // comrak lets the second of two backslashes escape the quote that ends a title.
            '\\' if marks == "\"" => written.push_str("&#92;&#92;"),
            '\\' => written.push_str("\\\\"),
            _ if marks.contains(letter) => {
                written.push('\\');
                written.push(letter);
            }
            _ if letter.is_control() || (end && letter.is_whitespace()) => written.push_str(&entity(letter)),
            _ => written.push(letter),
        }
    }
    written
}
