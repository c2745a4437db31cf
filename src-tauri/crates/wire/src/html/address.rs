//! Link addresses that a page may hold. A browser mends a bad address in its own way, so two readers could be led to two
//! places; what the URL standard calls an error is percent-encoded here, or the link becomes its words.

use std::fmt::Write as _;

use wirecopy_story::{Block, BlockKind, Body, Inline, InlineKind};

use crate::loss::{LossKind, Losses};

/// Mends the links of `body` before it is narrowed.
pub(super) fn mend(body: &mut Body, losses: &mut Losses) {
    blocks(&mut body.blocks, losses);
}

fn blocks(all: &mut [Block], losses: &mut Losses) {
    for block in all {
        match &mut block.kind {
            BlockKind::Paragraph(line) | BlockKind::Subhead { text: line, .. } => inlines(line, losses),
            BlockKind::Figure { caption, .. } => inlines(caption, losses),
            BlockKind::Quote(inner) => blocks(inner, losses),
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| blocks(&mut item.blocks, losses)),
            BlockKind::Table { head, rows, .. } => {
                head.iter_mut().chain(rows.iter_mut().flatten()).for_each(|cell| inlines(cell, losses));
            }
            BlockKind::Rule | BlockKind::Pre { .. } => {}
        }
    }
}

fn inlines(line: &mut [Inline], losses: &mut Losses) {
    for inline in line {
        match &mut inline.kind {
            InlineKind::Text(_) | InlineKind::Break => {}
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) | InlineKind::Insertion(inner) => {
                inlines(inner, losses);
            }
            InlineKind::Link { target, text, .. } => {
                inlines(text, losses);
                let good = encoded(target);
                let Some(scheme) = good.split_once(':').map(|(scheme, _)| scheme) else { continue };
                let web = ["http", "https", "ftp", "ftps"].iter().any(|one| scheme.eq_ignore_ascii_case(one));
                if web && !has_host(&good[scheme.len() + 1..]) {
                    let what = format!("Link address {target} names no host");
                    losses.add(LossKind::Link, "body", inline.range.clone(), what, "");
                    target.clear();
                } else if good != *target {
                    let what = "Characters that no address may hold are percent-encoded";
                    losses.add(LossKind::Link, "body", inline.range.clone(), what, &good);
                    *target = good;
                }
            }
        }
    }
}

/// The address with what the URL standard does not allow in it percent-encoded.
fn encoded(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    let mut hashes = 0;
    for (at, letter) in target.char_indices() {
        hashes += usize::from(letter == '#');
        let good = match letter {
            '%' => target.as_bytes()[at + 1..].get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)),
            '#' => hashes == 1,
            _ => letter.is_alphanumeric() || "!$&'()*+,-./:;=?@_~".contains(letter),
        };
        if good {
            out.push(letter);
        } else {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// `//host` or `//host:port`, without a user's name: that is how readers are misled.
fn has_host(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let label = |label: &str| {
        let ascii = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let fits = |letter: char| ascii(letter) || (!letter.is_ascii() && letter.is_alphabetic());
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(fits)
    };
    let numeric = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    let named = !host.split('.').next_back().is_some_and(numeric) || host.parse::<std::net::Ipv4Addr>().is_ok();
    named && host.split('.').all(label) && (port.is_empty() || port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_address_may_hold_is_encoded() {
        for (target, expected) in [
            ("https://x.example/a?b=c&d=%20#e", "https://x.example/a?b=c&d=%20#e"),
            ("https://x.example/{a}|b", "https://x.example/%7Ba%7D%7Cb"),
            ("https://x.example/100%", "https://x.example/100%25"),
            ("https://x.example/#a#b", "https://x.example/#a%23b"),
            ("https://пример.рф/я", "https://пример.рф/я"),
        ] {
            assert_eq!(encoded(target), expected);
        }
    }

    #[test]
    fn a_web_address_names_its_host() {
        for good in ["//x.example", "//x.example:8080/a", "//10.0.0.1/", "//пример.рф"] {
            assert!(has_host(good), "{good}");
        }
        for bad in ["", "x.example", "//", "///a", "//user@x.example", "//x..example", "//1.2.3", "//x:y"] {
            assert!(!has_host(bad), "{bad}");
        }
    }
}
