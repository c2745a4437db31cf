//! What stands on the screen, as pixels. Text counts as painted when a region holds lines of ink with paper between
//! them, so that no program has to say that it is ready.

use std::ops::Range;
use std::time::{Duration, Instant};

use wirecopy_e2e::{Outcome, Trouble};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat};
use x11rb::rust_connection::RustConnection;

/// A part of the screen, points from its top left corner.
#[derive(Debug, Clone, Copy)]
pub struct Region {
    pub x: i16,
    pub y: i16,
    pub width: u16,
    pub height: u16,
}

/// Sees one screen.
pub struct Eye {
    connection: RustConnection,
    root: u32,
}

/// The pixels of a region, four bytes each.
#[derive(PartialEq, Eq)]
pub struct Picture {
    pixels: Vec<u8>,
    row: usize,
}

impl Eye {
    /// Opens its eye on the screen called `display`.
    ///
    /// # Errors
    /// When there is no such screen.
    pub fn open(display: &str) -> Outcome<Self> {
        let (connection, screen) = x11rb::connect(Some(display)).map_err(|error| Trouble::new("the screen", error))?;
        let root = connection.setup().roots[screen].root;
        Ok(Self { connection, root })
    }

    /// What stands in `region` now.
    ///
    /// # Errors
    /// When the screen is gone.
    pub fn look(&self, region: Region) -> Outcome<Picture> {
        let Region { x, y, width, height } = region;
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, !0);
        let image = image.map_err(|error| Trouble::new("the screen", error))?;
        let image = image.reply().map_err(|error| Trouble::new("the screen", error))?;
        Ok(Picture { pixels: image.data, row: usize::from(width) * 4 })
    }

    /// Looks at `region` again and again, `pause` between two looks, until `seen` likes it; the moment of that look.
    ///
    /// # Errors
    /// When it has not after `patience`.
    pub fn watch(
        &self,
        region: Region,
        pause: Duration,
        patience: Duration,
        seen: impl Fn(&Picture) -> bool,
    ) -> Outcome<Instant> {
        let started = Instant::now();
        while started.elapsed() < patience {
            let picture = self.look(region)?;
            if seen(&picture) {
                return Ok(Instant::now());
            }
            std::thread::sleep(pause);
        }
        Err(Trouble::new("the screen", format!("expected something else on it within {patience:?}")))
    }
}

impl Picture {
    /// Rows of each line of ink with paper above and below it, counting down the picture.
    pub fn lines(&self) -> Vec<Range<usize>> {
        let paper = self.paper();
        let inked = |row: &[u8]| row.chunks_exact(4).filter(|pixel| far(pixel, &paper)).count() * 50 > row.len() / 4;
        let rows: Vec<bool> = self.pixels.chunks_exact(self.row).map(inked).collect();
        let turns: Vec<usize> =
            rows.windows(2).enumerate().filter(|(_, pair)| pair[0] != pair[1]).map(|(at, _)| at + 1).collect();
        let first = usize::from(rows.first() == Some(&true));
        turns.get(first..).unwrap_or_default().chunks_exact(2).map(|line| line[0]..line[1]).collect()
    }

    /// Whether ink stands in the last tenth of these rows: the line goes on to the right.
    pub fn goes_on(&self, rows: &Range<usize>) -> bool {
        let paper = self.paper();
        let pixels = self.row / 4;
        let tail = |row: &[u8]| row.chunks_exact(4).skip(pixels - pixels / 10).any(|pixel| far(pixel, &paper));
        self.pixels.chunks_exact(self.row).skip(rows.start).take(rows.len()).any(tail)
    }

    /// How many pixels differ from `other`, a picture of the same region.
    pub fn differs(&self, other: &Self) -> usize {
        let pairs = self.pixels.chunks_exact(4).zip(other.pixels.chunks_exact(4));
        pairs.filter(|(here, there)| here[..3] != there[..3]).count()
    }

    /// The colour that most of a sample of the pixels have.
    fn paper(&self) -> [u8; 4] {
        // A few hundred pixels tell; of a small picture all of them.
        let step = (self.pixels.len() / 2_000).clamp(1, 97);
        let sample: Vec<&[u8]> = self.pixels.chunks_exact(4).step_by(step).collect();
        let most = sample.iter().max_by_key(|colour| sample.iter().filter(|other| other == colour).count());
        most.and_then(|colour| (*colour).try_into().ok()).unwrap_or_default()
    }
}

/// Whether two colours are told apart by a reader.
fn far(one: &[u8], other: &[u8]) -> bool {
    one.iter().zip(other).take(3).map(|(a, b)| u32::from(a.abs_diff(*b))).sum::<u32>() > 96
}

#[cfg(test)]
mod tests {
    use super::Picture;

    /// A picture of ten points a row: `#` is ink.
    fn drawn(rows: &[&str]) -> Picture {
        let pixel = |letter: char| if letter == '#' { [0, 0, 0, 0] } else { [255, 255, 255, 0] };
        Picture { pixels: rows.iter().flat_map(|row| row.chars().flat_map(pixel)).collect(), row: 40 }
    }

    #[test]
    fn a_line_that_the_edge_cuts_is_none() {
        let cut = [
            "##########",
            "          ",
            "#### ###  ",
            "### # ####",
            "          ",
            " ###      ",
            "          ",
            "###       ",
        ];
        let picture = drawn(&cut);
        assert_eq!(picture.lines(), [2..4, 5..6], "only lines with paper above and below");
        assert!(picture.goes_on(&(2..4)), "ink to the right end of the second row");
        assert!(!picture.goes_on(&(5..6)), "the line ends early");
    }
}
