//! Puts a file beside the text of a message: `multipart/mixed` (RFC 2046, 5.1.3), the file in base64 under a name that
//! every reader takes. The message is one of ours: what describes its body follows `MIME-Version`.

use std::fmt::Write as _;

use encodify::base64;

/// A file that travels with a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct File<'f> {
    /// Name without folder; other characters than ASCII letters, digits, `.`, `-` and `_` become `_`.
    pub(crate) name: &'f str,
    /// IANA media type.
    pub(crate) media_type: &'f str,
    pub(crate) bytes: &'f [u8],
}

const BEFORE_BODY: &str = "MIME-Version: 1.0\r\n";

/// The message with the file beside its text; `None` when it is no message of ours.
pub(crate) fn attach(message: &[u8], file: File<'_>) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(message).ok()?;
    let (head, body) = text.split_at(text.find(BEFORE_BODY)? + BEFORE_BODY.len());
    let boundary = boundary(text);
    let name: String = file.name.chars().map(|one| if is_plain(one) { one } else { '_' }).collect();
    let mut out = String::with_capacity(message.len() + file.bytes.len() * 3 / 2 + 512);
    out.push_str(head);
    let _ = write!(out, "Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n");
    out.push_str(body);
    let _ = write!(out, "\r\n--{boundary}\r\nContent-Type: {}; name=\"{name}\"\r\n", file.media_type);
    let _ = write!(out, "Content-Disposition: attachment; filename=\"{name}\"\r\n");
    out.push_str("Content-Transfer-Encoding: base64\r\n\r\n");
    base64::MIME.encode_append(file.bytes, &mut out);
    if !out.ends_with("\r\n") {
        out.push_str("\r\n");
    }
    let _ = write!(out, "\r\n--{boundary}--\r\n");
    Some(out.into_bytes())
}

fn is_plain(one: char) -> bool {
    one.is_ascii_alphanumeric() || matches!(one, '.' | '-' | '_')
}

/// A line that stands nowhere in the message.
fn boundary(text: &str) -> String {
    let mut boundary = "=_wire_=".to_owned();
    while text.contains(&boundary) {
        boundary.insert(2, '_');
    }
    boundary
}
