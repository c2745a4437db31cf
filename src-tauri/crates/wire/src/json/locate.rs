//! From a JSON pointer (RFC 6901) to the line of the message: faults are found in values, which no longer know where
//! they stood. Walks the text once; a member that is missing is where its object begins.

/// The line, from 1, where the value at `pointer` begins; `None` when the message is no JSON up to there.
pub(crate) fn line(pointer: &str, message: &[u8]) -> Option<u32> {
    let mut walk = Walk { bytes: message, at: 0 };
    walk.space();
    for token in pointer.split('/').skip(1).filter(|_| pointer != "/") {
        let begin = walk.at;
        let key = token.replace("~1", "/").replace("~0", "~");
        let found = match walk.bytes.get(walk.at)? {
            b'{' => walk.member(&key)?,
            b'[' => walk.item(key.parse().ok()?)?,
            _ => false,
        };
        if !found {
            walk.at = begin;
            break;
        }
    }
    let before = &message[..walk.at.min(message.len())];
    u32::try_from(before.split(|byte| *byte == b'\n').count()).ok()
}

struct Walk<'m> {
    bytes: &'m [u8],
    at: usize,
}

impl Walk<'_> {
    fn space(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    /// Goes to the value of a member; `false`: the object ends without it.
    fn member(&mut self, key: &str) -> Option<bool> {
        self.at += 1;
        loop {
            self.space();
            if *self.bytes.get(self.at)? == b'}' {
                return Some(false);
            }
            let begin = self.at;
            self.value()?;
            let name: String = serde_json::from_slice(&self.bytes[begin..self.at]).ok()?;
            self.space();
            self.at += 1;
            self.space();
            if name == key {
                return Some(true);
            }
            self.value()?;
            self.comma();
        }
    }

    /// Goes to an item; `false`: the list ends before it.
    fn item(&mut self, index: usize) -> Option<bool> {
        self.at += 1;
        for _ in 0..index {
            self.space();
            if *self.bytes.get(self.at)? == b']' {
                return Some(false);
            }
            self.value()?;
            self.comma();
        }
        self.space();
        Some(*self.bytes.get(self.at)? != b']')
    }

    fn comma(&mut self) {
        self.space();
        if self.bytes.get(self.at) == Some(&b',') {
            self.at += 1;
        }
    }

    /// Goes behind a value: brackets are counted, strings skipped.
    fn value(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            match *self.bytes.get(self.at)? {
                b'"' => self.text()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                byte if depth == 0 && !byte.is_ascii_whitespace() && byte != b',' => self.word(),
                _ => self.at += 1,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Goes behind a number or a bare word.
    fn word(&mut self) {
        let ends = |byte: &u8| byte.is_ascii_whitespace() || b",]}".contains(byte);
        while self.bytes.get(self.at).is_some_and(|byte| !ends(byte)) {
            self.at += 1;
        }
    }

    fn text(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match *self.bytes.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_at_its_line() {
        let message = b"{\n  \"a\": [1,\n    {\"b\\\"/\": \"x, ]\"},\n  3],\n  \"c\": null\n}\n";
        for (pointer, expected) in [
            ("/", 1),
            ("/a", 2),
            ("/a/0", 2),
            ("/a/1", 3),
            ("/a/1/b\"~1", 3),
            ("/a/2", 4),
            ("/c", 5),
            ("/a/1/none", 3),
            ("/none", 1),
            ("/c/deeper", 5),
            ("/a/9", 2),
        ] {
            assert_eq!(line(pointer, message), Some(expected), "{pointer}");
        }
    }

    #[test]
    fn what_is_no_json_has_no_line() {
        for message in ["", "{", "{\"a\"", "[1", "{\"a\": \"", "]"] {
            let _ = line("/a/1", message.as_bytes());
        }
        assert_eq!(line("/b", b"{\"a\": \"b\\"), None, "it ends inside a string");
    }
}
