//! A story as one file for another desk: `.wirecopy`. The layout, byte by byte, is docs/formats/bundle.md.
//!
//! Signed and hashed as a whole: nothing in it is believed before both prove right. A signature says which desk made it;
//! a desk that is not known is no fault. There is no room in it for anything but the story.

use jiff::Timestamp;
use loro::{Frontiers, VersionVector};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::chain::Hash;
use crate::document::{Document, knowledge};
use crate::seal::{Maker, Seal};
use crate::trail::{self, Step};
use crate::{StoryId, Why, hex};

/// The first bytes: no text begins so, and a transfer that changes line ends changes them.
pub(crate) const MAGIC: [u8; 8] = *b"\x8fWCPY\r\n\x1a";
const FORMAT: u32 = 1;
/// Magic, format, three lengths.
const START: usize = 8 + 4 + 3 * 4;
/// Hash and signature.
const END: usize = 32 + 64;
const MOST_HEADER: usize = 4 << 20;
/// Room for three million versions; what is read of it takes twenty times as much.
const MOST_TRAIL: usize = 8 << 20;
const MOST_DOCUMENT: usize = 64 << 20;
/// Most revisions that travel along; of more, the newest.
pub(crate) const MOST_REVISIONS: usize = 2_000;
const MOST_LABEL: usize = 4_096;

/// Why a file is no bundle that this desk takes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BundleFault {
    /// A newer program wrote it.
    #[error("The bundle was written by a newer Wirecopy: expected format {FORMAT} or older at byte 8, got {got}")]
    Newer {
        /// Its format.
        got: u32,
    },
    /// It is not what it should be.
    #[error("The bundle is refused: expected {expected} at byte {at}, got {got}")]
    Wrong {
        /// Where, in bytes from the beginning of the file.
        at: usize,
        /// What should stand there.
        expected: String,
        /// What does.
        got: String,
    },
}

/// Whether `bytes` begin like a bundle.
pub fn is_bundle(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// How much of a story leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The story as it stands, and nothing of how it came about.
    Present,
    /// All its changes and revisions.
    History,
}

/// What stands in a bundle before its document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub story: String,
    /// When the bundle was made.
    pub at: Timestamp,
    /// When the story was begun.
    pub created_at: Timestamp,
    /// Version of the program that made it.
    pub program: String,
    /// The desk's public key, hex.
    pub desk: String,
    /// Where the document stands (Loro frontiers), hex.
    pub frontier: String,
    /// What the desk knows of the story (a Loro version vector), hex.
    pub knows: String,
    pub history: bool,
    /// Oldest first; none without history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<Named>,
}

/// A revision on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    pub at: Timestamp,
    pub why: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// A version of the trail.
    pub version: u64,
}

/// What goes into a bundle.
pub(crate) struct Packed<'p> {
    pub header: Header,
    /// See [`crate::trail`]; empty without history.
    pub trail: &'p [u8],
    pub document: &'p [u8],
}

/// A bundle that proved right.
pub(crate) struct Received {
    pub story: StoryId,
    pub maker: Maker,
    pub created_at: Timestamp,
    pub knows: VersionVector,
    pub document: Document,
    /// The snapshot that `document` was read from.
    pub bytes: Vec<u8>,
    /// The document's versions, oldest first; none without history.
    pub steps: Vec<Step>,
    pub revisions: Vec<Kept>,
}

/// A revision that came along.
pub(crate) struct Kept {
    pub named: Named,
    pub why: Why,
    /// Which of the steps.
    pub place: usize,
    /// What the document says there.
    pub content: Hash,
}

/// Writes and signs a bundle.
pub(crate) fn pack(packed: &Packed<'_>, seal: &Seal) -> Result<Vec<u8>, BundleFault> {
    let header = serde_json::to_vec(&packed.header).map_err(|error| wrong(START, "a header", error.to_string()))?;
    let mut bytes = Vec::with_capacity(START + header.len() + packed.trail.len() + packed.document.len() + END);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    let parts = [(&*header, MOST_HEADER), (packed.trail, MOST_TRAIL), (packed.document, MOST_DOCUMENT)];
    for (part, most) in parts {
        let length = u32::try_from(part.len()).ok().filter(|_| part.len() <= most);
        let length = length.ok_or_else(|| too_long(bytes.len(), most, part.len()))?;
        bytes.extend_from_slice(&length.to_le_bytes());
    }
    for (part, _) in parts {
        bytes.extend_from_slice(part);
    }
    let hash = hash(&bytes);
    bytes.extend_from_slice(&hash);
    bytes.extend_from_slice(&seal.sign(&signed(&hash)));
    Ok(bytes)
}

/// Reads a bundle, proving everything.
///
/// # Errors
/// [`BundleFault`]; nothing of it was believed.
pub(crate) fn receive(bytes: &[u8]) -> Result<Received, BundleFault> {
    let parts = Parts::of(bytes)?;
    let header: Header = serde_json::from_slice(parts.header)
        .map_err(|error| wrong(START, "a header of format 1", error.to_string()))?;
    let maker = parts.proven(&header)?;
    let document_at = START + parts.header.len() + parts.trail.len();
    let document =
        Document::receive(parts.document).map_err(|got| wrong(document_at, "the document of a story", got))?;
    let frontier = hex::bytes(&header.frontier).and_then(|frontier| Frontiers::decode(&frontier).ok());
    if frontier.as_ref() != Some(&document.frontier()) {
        return Err(wrong(START, "the place where the document stands", header.frontier));
    }
    let knows = hex::bytes(&header.knows).and_then(|knows| VersionVector::decode(&knows).ok());
    let mut knows = knows.ok_or_else(|| wrong(START, "a version vector", header.knows.clone()))?;
    knows.merge(&document.knows());
    let knows = knowledge(&knows);
    let steps = parts.steps(&header, &document)?;
    let revisions = revisions(header.revisions, &steps)?;
    let places: Vec<_> = revisions.iter().map(|(_, _, place)| &steps[*place].frontier).collect();
    let contents = document.contents(&places);
    let contents = contents.map_err(|got| wrong(document_at, "a document that shows its revisions", got))?;
    let kept = |((named, why, place), content)| Kept { named, why, place, content };
    let revisions = revisions.into_iter().zip(contents).map(kept).collect();
    Ok(Received {
        story: StoryId::new(header.story),
        maker,
        created_at: header.created_at,
        knows,
        document,
        bytes: parts.document.to_vec(),
        steps,
        revisions,
    })
}

/// A bundle cut into its parts; nothing is proven yet.
struct Parts<'b> {
    header: &'b [u8],
    trail: &'b [u8],
    document: &'b [u8],
    /// Everything that is hashed.
    body: &'b [u8],
    hash: &'b [u8; 32],
    signature: &'b [u8; 64],
}

impl<'b> Parts<'b> {
    fn of(bytes: &'b [u8]) -> Result<Self, BundleFault> {
        if !is_bundle(bytes) {
            let first = &bytes[..bytes.len().min(MAGIC.len())];
            return Err(wrong(0, "the first bytes of a bundle (8f 57 43 50 59 0d 0a 1a)", spaced(first)));
        }
        let format = number(bytes, 8)?;
        if format != FORMAT {
            return Err(BundleFault::Newer { got: format });
        }
        let mut lengths = [0; 3];
        for (place, (length, most)) in lengths.iter_mut().zip([MOST_HEADER, MOST_TRAIL, MOST_DOCUMENT]).enumerate() {
            let at = 12 + 4 * place;
            *length = usize::try_from(number(bytes, at)?).unwrap_or(usize::MAX);
            if *length > most {
                return Err(too_long(at, most, *length));
            }
        }
        let [header, trail, document] = lengths;
        let whole = START + header + trail + document + END;
        if bytes.len() != whole {
            let expected = format!("the end of the file, as its lengths say ({whole} bytes)");
            return Err(wrong(whole.min(bytes.len()), &expected, format!("{} bytes", bytes.len())));
        }
        let (body, end) = bytes.split_at(whole - END);
        let cut = || wrong(whole - END, "a hash and a signature", "less".to_owned());
        let (hash, signature) = end.split_first_chunk::<32>().ok_or_else(cut)?;
        let signature = signature.first_chunk::<64>().ok_or_else(cut)?;
        let (header, rest) = body[START..].split_at(header);
        let (trail, document) = rest.split_at(trail);
        Ok(Self { header, trail, document, body, hash, signature })
    }

    /// Who made it, once hash, signature and story id prove right.
    fn proven(&self, header: &Header) -> Result<Maker, BundleFault> {
        let at = self.body.len();
        let expected = hash(self.body);
        if expected != *self.hash {
            return Err(wrong(at, &format!("the hash {}", hex::encode(&expected[..8])), hex::encode(&self.hash[..8])));
        }
        let maker = hex::decode(&header.desk).map(Maker);
        let maker = maker.ok_or_else(|| wrong(START, "a public key of 64 hex digits", header.desk.clone()))?;
        if !maker.signed(&signed(&expected), self.signature) {
            return Err(wrong(at + 32, "the signature of the desk that the header names", "another".to_owned()));
        }
        let is_id =
            header.story.len() == 32 && header.story.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        if !is_id {
            let got = header.story.chars().take(64).collect::<String>();
            return Err(wrong(START, "the id of a story (32 hex digits)", format!("{got:?}")));
        }
        Ok(maker)
    }

    /// The trail, each step of it a place in the document, the last one its end.
    fn steps(&self, header: &Header, document: &Document) -> Result<Vec<Step>, BundleFault> {
        let at = START + self.header.len();
        if !header.history {
            return match self.trail {
                [] => Ok(Vec::new()),
                _ => Err(wrong(at, "no trail without history", format!("{} bytes", self.trail.len()))),
            };
        }
        let steps = trail::read(self.trail).filter(|steps| !steps.is_empty());
        let steps = steps.ok_or_else(|| wrong(at, "a trail", "none that reads".to_owned()))?;
        let rising = steps.windows(2).all(|pair| pair[0].n < pair[1].n);
        if !rising || steps.iter().any(|step| document.knew(&step.frontier).is_none()) {
            return Err(wrong(at, "a trail of rising versions of the document", "others".to_owned()));
        }
        if steps.last().map(|step| &step.frontier) != Some(&document.frontier()) {
            return Err(wrong(at, "a trail that ends where the document does", "another end".to_owned()));
        }
        Ok(steps)
    }
}

/// The revisions of a header, each with its place in `steps`.
fn revisions(named: Vec<Named>, steps: &[Step]) -> Result<Vec<(Named, Why, usize)>, BundleFault> {
    if named.len() > MOST_REVISIONS {
        return Err(wrong(START, &format!("at most {MOST_REVISIONS} revisions"), named.len().to_string()));
    }
    let known = |named: Named| {
        let why = Why::of(&named.why).ok_or_else(|| wrong(START, "why a revision was made", named.why.clone()))?;
        if named.label.len() > MOST_LABEL {
            return Err(wrong(START, "a label of at most 4096 bytes", format!("{}", named.label.len())));
        }
        match steps.binary_search_by_key(&named.version, |step| step.n) {
            Ok(place) => Ok((named, why, place)),
            Err(_) => Err(wrong(START, "a revision of a version of the trail", named.version.to_string())),
        }
    };
    named.into_iter().map(known).collect()
}

fn hash(body: &[u8]) -> [u8; 32] {
    blake3::derive_key("wirecopy 2026 bundle", body)
}

/// What is signed: a sentence that nothing else of ours signs, and the hash.
fn signed(hash: &[u8; 32]) -> Vec<u8> {
    [b"wirecopy bundle 1".as_slice(), hash].concat()
}

fn number(bytes: &[u8], at: usize) -> Result<u32, BundleFault> {
    let four = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>);
    four.map(|four| u32::from_le_bytes(*four)).ok_or_else(|| wrong(at, "four bytes", "the end of the file".to_owned()))
}

fn too_long(at: usize, most: usize, got: usize) -> BundleFault {
    wrong(at, &format!("a part of at most {most} bytes"), format!("{got}"))
}

fn wrong(at: usize, expected: &str, got: String) -> BundleFault {
    BundleFault::Wrong { at, expected: expected.to_owned(), got }
}

fn spaced(bytes: &[u8]) -> String {
    let text = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
    if text.is_empty() { "an empty file".to_owned() } else { text }
}
