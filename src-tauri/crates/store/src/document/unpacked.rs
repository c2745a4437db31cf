//! How much a document from outside becomes when it is unpacked. Loro unpacks LZ4 frames without a limit, and one of
//! some MiB can hold many GiB: the program would be ended by the system before anything of it could be refused.
//!
//! Whatever begins like a frame is unpacked here as well, and only counted.

use std::io::{self, Write};

use lz4_flex::frame::FrameDecoder;

/// How a frame begins, of today's format and of the one before: the reader takes both.
const BEGINS: [[u8; 4]; 2] = [0x184d_2204_u32.to_le_bytes(), 0x184c_2102_u32.to_le_bytes()];
/// Most bytes of all frames together.
const MOST: u64 = 256 << 20;
/// Most frames: a document has one for some KiB.
const MOST_FRAMES: usize = 100_000;

/// Refuses `bytes` that would become more than this desk has room for.
pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let mut counted = Counted(0);
    let frames = bytes.windows(4).enumerate().filter(|(_, begin)| BEGINS.iter().any(|frame| frame == begin));
    for (frame, (at, _)) in frames.enumerate() {
        // What only looks like a frame ends in an error, and counts as far as it came.
        let _ = io::copy(&mut FrameDecoder::new(&bytes[at..]), &mut counted);
        if counted.0 > MOST || frame >= MOST_FRAMES {
            return Err(format!("a document that unpacks to more than {} MiB", MOST >> 20));
        }
    }
    Ok(())
}

/// Takes bytes until there are too many.
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        if self.0 > MOST { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use lz4_flex::frame::FrameEncoder;

    use super::*;

    fn frame(length: u64) -> Vec<u8> {
        let mut encoder = FrameEncoder::new(Vec::new());
        io::copy(&mut io::repeat(7).take(length), &mut encoder).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_wherever_it_stands() {
        let (half, whole) = (frame(MOST / 2), frame(MOST));
        assert!(whole.len() < 4 << 20, "small enough for any bundle: {} bytes", whole.len());
        assert_eq!(check(&[b"before", whole.as_slice(), b"behind"].concat()), Ok(()), "just enough");
        let two = [half.as_slice(), b"between", half.as_slice(), &frame(1)].concat();
        let refused = check(&two).expect_err("together they are too much");
        assert!(refused.contains("256 MiB"), "it says how much: {refused}");
        check(&[frame(MOST + 1).as_slice(), b"torn"].concat()).expect_err("one alone");
    }

    #[test]
    fn bytes_that_only_look_like_frames_are_nothing() {
        assert_eq!(check(&BEGINS.concat().repeat(100)), Ok(()), "no frame at all");
        check(&BEGINS.concat().repeat(MOST_FRAMES)).expect_err("but not without end");
    }
}
