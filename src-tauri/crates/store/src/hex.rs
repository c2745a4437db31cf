//! Bytes as lower-case hex and back: for keys and prints in small text files.

use std::fmt::Write;

pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// `None` unless `text` is exactly `N` bytes in lower-case hex.
pub(crate) fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 || !digits.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

/// `None` unless `text` is bytes in lower-case hex.
pub(crate) fn bytes(text: &str) -> Option<Vec<u8>> {
    text.as_bytes().chunks(2).map(|pair| decode::<1>(std::str::from_utf8(pair).ok()?).map(|[byte]| byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_and_anything_else_is_refused() {
        assert_eq!(decode(&encode(&[0, 9, 0xff])), Some([0, 9, 0xff]), "the way back");
        for text in ["", "0", "00ff", "00FF00", "0+0000", "zz0000", "00ff0é"] {
            assert_eq!(decode::<3>(text), None, "{text:?} is not three bytes");
        }
    }
}
