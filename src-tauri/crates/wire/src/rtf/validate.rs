//! The frame of a document: one group that opens with `\rtf1`, groups that close, bytes of seven bits, nobody's name.
//! What single commands mean is not checked: a reader passes over what it does not know.

use super::token::{Token, Tokens};
use crate::{Fault, MAX_MESSAGE};

/// Groups inside each other.
pub(super) const MAX_DEPTH: usize = 256;

pub(super) fn validate(bytes: &[u8]) -> Vec<Fault> {
    if bytes.len() > MAX_MESSAGE {
        return vec![Fault::new("line 1", format!("at most {MAX_MESSAGE} bytes"), format!("{} bytes", bytes.len()))];
    }
    let mut faults = Vec::new();
    if !bytes.starts_with(b"{\\rtf1") {
        faults.push(Fault::new("line 1", "{\\rtf1 first", "something else"));
    }
    let line = |at: usize| format!("line {}", bytes[..at.min(bytes.len())].split(|one| *one == b'\n').count());
    if let Some(at) = bytes.iter().position(|byte| !byte.is_ascii()) {
        faults.push(Fault::new(line(at), "bytes of seven bits", format!("{:#04x}", bytes[at])));
    }
    let (mut depth, mut tokens) = (0usize, Tokens::new(bytes));
    while let Some(token) = tokens.next() {
        match token {
            Token::Open => depth += 1,
            Token::Close if depth == 0 => {
                faults.push(Fault::new(line(tokens.at), "a group that was opened", "one end more"));
                return faults;
            }
            Token::Close => depth -= 1,
            Token::Word("author" | "operator" | "manager", _) => {
                faults.push(Fault::new(line(tokens.at), "nobody's name", "\\info with one"));
            }
            Token::Word("bin", Some(length)) => tokens.pass(usize::try_from(length).unwrap_or(0)),
            Token::Word(..) | Token::Symbol(_) | Token::Byte(_) => {}
        }
        if depth > MAX_DEPTH {
            faults.push(Fault::new(line(tokens.at), format!("at most {MAX_DEPTH} groups inside each other"), "more"));
            return faults;
        }
    }
    if depth > 0 {
        faults.push(Fault::new(line(bytes.len()), "the end of every group", format!("{depth} that are open")));
    }
    faults
}
