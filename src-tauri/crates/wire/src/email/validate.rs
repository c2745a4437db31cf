//! Whether a file is one message by RFC 5322 and RFC 2045: fields and their number, lines, what the body is encoded in.

use crate::Fault;
use crate::charset::Charset;
use crate::json::shortened;
use crate::letters::describe;

use super::encode::MAX_LINE;

/// No more faults than this are listed.
const MAX_FAULTS: usize = 200;

/// Fields that stand at most once (RFC 5322, 3.6); the first two must stand.
const ONCE: &[&str] = &["From", "Date", "Message-ID", "Subject", "References", "Reply-To", "Sender", "To", "Cc"];

pub(super) fn validate(bytes: &[u8]) -> Vec<Fault> {
    if bytes.len() > crate::MAX_MESSAGE {
        let expected = format!("at most {} bytes", crate::MAX_MESSAGE);
        return vec![Fault::new("line 1", expected, format!("{} bytes", bytes.len()))];
    }
    let mut faults = Vec::new();
    let lines: Vec<&[u8]> = bytes.split(|one| *one == b'\n').collect();
    check_lines(&lines, &mut faults);
    let blank = lines.iter().position(|line| line.is_empty() || **line == *b"\r").unwrap_or(lines.len());
    let fields = fields(&lines[..blank], &mut faults);
    check_fields(&fields, &mut faults);
    check_body(&fields, &lines[blank..], blank, &mut faults);
    faults.truncate(MAX_FAULTS);
    faults
}

fn place(line: usize) -> String {
    format!("line {}", line + 1)
}

fn check_lines(lines: &[&[u8]], faults: &mut Vec<Fault>) {
    let last = lines.len() - 1;
    for (at, line) in lines.iter().enumerate() {
        let ended = line.strip_suffix(b"\r");
        let line = ended.unwrap_or(line);
        if at < last && ended.is_none() {
            faults.push(Fault::new(place(at), "lines ended by CR LF", "LF"));
        }
        if at == last && !line.is_empty() {
            faults.push(Fault::new(place(at), "a line end at the end of the message", "none"));
        }
        if line.contains(&b'\r') || line.contains(&0) {
            faults.push(Fault::new(place(at), "no CR inside a line and no NUL", "one"));
        }
        if line.len() > MAX_LINE {
            faults.push(Fault::new(place(at), format!("at most {MAX_LINE} octets"), line.len().to_string()));
        }
        if faults.len() > MAX_FAULTS {
            return;
        }
    }
}

/// A field of the header, unfolded.
struct Field {
    line: usize,
    name: String,
    value: String,
}

fn fields(lines: &[&[u8]], faults: &mut Vec<Fault>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned();
        if let Some(odd) = line.chars().find(|one| !one.is_ascii() || (one.is_ascii_control() && *one != '\t')) {
            faults.push(Fault::new(place(at), "visible ASCII in the header", describe(odd)));
        }
        if let (true, Some(field)) = (line.starts_with([' ', '\t']), fields.last_mut()) {
            field.value.push_str(&line);
            continue;
        }
        match line.split_once(':') {
            Some((name, value)) if !name.is_empty() && name.bytes().all(|one| one.is_ascii_graphic()) => {
                fields.push(Field { line: at, name: name.to_owned(), value: value.trim().to_owned() });
            }
            Some(_) | None => {
                faults.push(Fault::new(place(at), "a field like `Subject: ...`", format!("{:?}", shortened(&line))));
            }
        }
    }
    fields
}

fn named<'f>(fields: &'f [Field], name: &str) -> impl Iterator<Item = &'f Field> {
    fields.iter().filter(move |field| field.name.eq_ignore_ascii_case(name))
}

fn check_fields(fields: &[Field], faults: &mut Vec<Fault>) {
    for (at, name) in ONCE.iter().enumerate() {
        let times = named(fields, name).count();
        if times > 1 || (at < 2 && times == 0) {
            let expected = format!("{name} once");
            faults.push(Fault::new("header", expected, if times == 0 { "none".to_owned() } else { times.to_string() }));
        }
    }
    for field in named(fields, "Date") {
        if jiff::fmt::rfc2822::parse(&field.value).is_err() {
            let got = format!("{:?}", shortened(&field.value));
            faults.push(Fault::new(place(field.line), "a date like \"Mon, 23 Nov 2026 09:15:00 +0000\"", got));
        }
    }
    for field in named(fields, "From") {
        if !field.value.contains('@') {
            faults.push(Fault::new(place(field.line), "an address", format!("{:?}", shortened(&field.value))));
        }
    }
    for field in named(fields, "Message-ID") {
        let inside = field.value.strip_prefix('<').and_then(|id| id.strip_suffix('>'));
        let good = inside
            .is_some_and(|id| id.split_once('@').is_some_and(|(one, other)| !one.is_empty() && !other.is_empty()));
        if !good {
            let got = format!("{:?}", shortened(&field.value));
            faults.push(Fault::new(place(field.line), "an id like <42+1@wirecopy.example>", got));
        }
    }
}

fn check_body(fields: &[Field], body: &[&[u8]], first: usize, faults: &mut Vec<Fault>) {
    let value = |name: &str| named(fields, name).next().map_or(String::new(), |field| field.value.to_ascii_lowercase());
    let (encoding, media_type) = (value("Content-Transfer-Encoding"), value("Content-Type"));
    if !media_type.is_empty() && named(fields, "MIME-Version").next().is_none() {
        faults.push(Fault::new("header", "MIME-Version: 1.0 beside Content-Type", "none"));
    }
    let known = ["", "7bit", "8bit", "binary", "quoted-printable", "base64"];
    if !known.contains(&encoding.as_str()) {
        faults.push(Fault::new("header", "a transfer encoding of RFC 2045", format!("{:?}", shortened(&encoding))));
    }
    let charset = media_type.split(';').find_map(|one| one.trim().strip_prefix("charset="));
    if let Some(name) = charset.map(|name| name.trim_matches('"'))
        && Charset::by_name(name).is_none()
    {
        faults.push(Fault::new("header", "a character set that is known", format!("{:?}", shortened(name))));
    }
    if media_type.contains("format=flowed") {
        faults.push(Fault::new("header", "lines as they stand", "format=flowed, which joins them"));
    }
    let eight = matches!(encoding.as_str(), "8bit" | "binary");
    if let Some(at) = body.iter().position(|line| !line.is_ascii()).filter(|_| !eight) {
        faults.push(Fault::new(place(first + at), "a body of 7 bits", "8 bits"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "From: A <a@b.example>\r\nDate: Mon, 23 Nov 2026 09:15:00 +0000\r\nMIME-Version: 1.0\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\r\nText.\r\n";

    #[test]
    fn each_fault_has_its_place() {
        assert_eq!(validate(GOOD.as_bytes()), [], "a good message has none");
        for (from, to, expected) in [
            ("From: A <a@b.example>\r\n", "", "header: expected From once, got none"),
            ("23 Nov", "33 Nov", "line 2: expected a date like"),
            ("utf-8", "utf-99", "header: expected a character set that is known, got \"utf-99\""),
            ("utf-8", "utf-8; format=flowed", "header: expected lines as they stand"),
            ("MIME-Version: 1.0\r\n", "", "header: expected MIME-Version: 1.0 beside Content-Type, got none"),
            ("Text.\r\n", "Text.\n", "line 6: expected lines ended by CR LF, got LF"),
            ("Text.", "Té.", "line 6: expected a body of 7 bits, got 8 bits"),
            ("MIME-Version: 1.0", "Subject x", "line 3: expected a field like"),
        ] {
            let faults = validate(GOOD.replacen(from, to, 1).as_bytes());
            assert!(faults.iter().any(|fault| fault.to_string().starts_with(expected)), "{expected}: {faults:?}");
        }
        let long = GOOD.replace("Text.", &"x".repeat(999));
        assert_eq!(validate(long.as_bytes())[0].to_string(), "line 6: expected at most 998 octets, got 999");
    }
}
