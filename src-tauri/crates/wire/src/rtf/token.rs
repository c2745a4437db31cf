//! The pieces of RTF: groups, commands with their number, symbols, bytes. Nothing is copied, nothing can fail.

/// One piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Open,
    Close,
    /// A command and its number.
    Word(&'t str, Option<i32>),
    /// A command of one character.
    Symbol(u8),
    /// A byte of text, as it stands or as `\'hh`.
    Byte(u8),
}

/// Cuts bytes into pieces; line ends between them say nothing.
pub(super) struct Tokens<'t> {
    bytes: &'t [u8],
    pub(super) at: usize,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over bytes that are no RTF.
    pub(super) fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn command(&mut self) -> Option<Token<'t>> {
        let rest = &self.bytes[self.at..];
        let first = *rest.first()?;
        if first == b'\'' {
            let digit = |at: usize| rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
            let byte = digit(1).zip(digit(2)).and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
            self.pass(if byte.is_some() { 3 } else { 1 });
            return Some(byte.map_or(Token::Symbol(b'\''), Token::Byte));
        }
        if !first.is_ascii_alphabetic() {
            self.pass(1);
            return Some(Token::Symbol(first));
        }
        let length = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        let name = std::str::from_utf8(&rest[..length]).unwrap_or("");
        let mut end = length;
        let sign = usize::from(rest.get(length) == Some(&b'-'));
        let digits = rest[length + sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            end = length + sign + digits;
            number = std::str::from_utf8(&rest[length..end]).ok().and_then(|text| text.parse().ok()).or(Some(0));
        }
        end += usize::from(rest.get(end) == Some(&b' '));
        self.pass(end);
        Some(Token::Word(name, number))
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'\r' | b'\n' | 0 => continue,
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => return self.command(),
                other => Token::Byte(other),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_cut_as_the_standard_says() {
        let all: Vec<_> = Tokens::new(b"{\\b0 a\r\n\\'e9\\~\\u-10?\\par}").collect();
        let expected = [
            Token::Open,
            Token::Word("b", Some(0)),
            Token::Byte(b'a'),
            Token::Byte(0xE9),
            Token::Symbol(b'~'),
            Token::Word("u", Some(-10)),
            Token::Byte(b'?'),
            Token::Word("par", None),
            Token::Close,
        ];
        assert_eq!(all, expected);
    }
}
