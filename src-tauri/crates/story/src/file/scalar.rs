//! Texts as YAML scalars: plain where every reader takes them for the same text, quoted otherwise.
//!
//! YAML 1.2 (7.3.3) says what a plain scalar may hold; what YAML 1.1 readers take for numbers, dates or yes and no
//! is quoted too, so that other programs read a headline `2026-11-23` as words.

/// What stands around a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// On a line of its own behind a key.
    Block,
    /// Between brackets, braces and commas.
    Flow,
}

/// A text that must read back as this text.
pub(super) fn text(text: &str, context: Context) -> String {
    if fits_plain(text, context) && !means_more(text) { text.to_owned() } else { quoted(text) }
}

/// A plain scalar that must read back as the plain scalar it was.
pub(super) fn as_typed(text: &str, context: Context) -> String {
    if fits_plain(text, context) || number(text) { text.to_owned() } else { quoted(text) }
}

/// A text behind a key, on as many lines as it has: a literal block where that keeps it exactly.
pub(super) fn lines(words: &str) -> String {
    let inner = words.strip_suffix('\n').unwrap_or(words);
    let tidy = |line: &str| {
        line.is_empty()
            || (!line.starts_with(char::is_whitespace)
                && !line.ends_with(char::is_whitespace)
                && line.chars().all(shown))
    };
    let literal =
        inner.contains('\n') && inner.split('\n').all(tidy) && !inner.starts_with('\n') && !inner.ends_with('\n');
    if !literal {
        return text(words, Context::Block);
    }
    let mut block = if inner.len() == words.len() { "|-".to_owned() } else { "|".to_owned() };
    for line in inner.split('\n') {
        block.push('\n');
        if !line.is_empty() {
            block.push_str("  ");
            block.push_str(line);
        }
    }
    block
}

/// May stand in a file as itself.
fn shown(letter: char) -> bool {
    let odd = letter.is_control()
        || matches!(letter, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}')
        || u32::from(letter) & 0xfffe == 0xfffe;
    !odd
}

fn fits_plain(text: &str, context: Context) -> bool {
    let flow = context == Context::Flow;
    let first = |letter: char| !"-?:,[]{}#&*!|>'\"%@`~=<.".contains(letter);
    text.chars().next().is_some_and(first)
        && text.chars().all(|letter| shown(letter) && (letter == ' ' || !letter.is_whitespace()))
        // saphyr takes a hyphen before a bracket for the mark of a list.
        && !(flow && (text.contains([',', '[', ']', '{', '}']) || text.ends_with(['-', '?'])))
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.starts_with(' ')
        && !text.ends_with([' ', ':'])
}

/// A number such as `-5` or `.5`, which the rule for texts is too careful for.
fn number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().any(|b| b.is_ascii_digit())
}

/// Read as nothing, yes, no, a number or a date by some program.
fn means_more(text: &str) -> bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let digit = text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '+');
    let figures = |letter: char| letter.is_ascii_hexdigit() || "xoTZ+-._: ".contains(letter);
    words.iter().any(|word| text.eq_ignore_ascii_case(word)) || (digit && text.chars().all(figures))
}

fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for letter in text.chars() {
        match letter {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            _ if shown(letter) => written.push(letter),
            _ => {
                let code = u32::from(letter);
                let escape = match code {
                    0..=0xff => format!("\\x{code:02x}"),
                    0x100..=0xffff => format!("\\u{code:04x}"),
                    _ => format!("\\U{code:08x}"),
                };
                written.push_str(&escape);
            }
        }
    }
    written.push('"');
    written
}
