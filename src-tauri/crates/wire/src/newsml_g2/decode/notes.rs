//! Why a message goes out and what it says to editors: the signals, the status, and one or more `edNote`.

use wirecopy_story::{PubStatus, ReleaseKind};

use super::reader::{Reader, block_text};
use crate::WireItem;
use crate::ed_note::{self, Told};
use crate::newsml_g2::codes;
use crate::xml::Element;

impl Reader<'_> {
    pub(super) fn notes(&mut self, meta: Option<&Element>, status: PubStatus, version: u32) -> Told {
        let (mut release, mut apart, mut texts) = (None, false, Vec::new());
        for element in meta.into_iter().flat_map(|meta| meta.all("edNote")) {
            let mut roles = element.attribute("role").unwrap_or_default().split_ascii_whitespace();
            match roles.next() {
                Some(codes::RELEASE_NOTE) if release.is_none() => release = Some(block_text(element)),
                role => {
                    apart |= role == Some(codes::EDITORS_NOTE);
                    texts.push(block_text(element));
                }
            }
        }
        texts.retain(|text| !text.is_empty());
        let text = texts.join("\n\n");
        let signalled = meta.and_then(|meta| self.signalled(meta, status));
        let kind = signalled.unwrap_or_else(|| WireItem::implied_kind(status, version));
        if release.is_none() && !apart {
            let told = ed_note::read(&text, status, version, self.reading.profile);
            let silent = told.reason.is_empty() && told.ed_note == text;
            return if silent { Told { kind, ..told } } else { told };
        }
        let line = release.as_deref().unwrap_or_default().split('\n').next().unwrap_or_default();
        let reason = self.reading.profile.wording().note(kind, line).unwrap_or(line);
        Told { kind, reason: reason.to_owned(), ed_note: text }
    }

    /// What the signals say, as far as the status allows it; those of other agencies are told.
    fn signalled(&mut self, meta: &Element, status: PubStatus) -> Option<ReleaseKind> {
        let (mut own, mut iptc) = (None, None);
        for element in meta.all("signal") {
            let told = self.code(element, "qcode");
            let uri = element.attribute("uri").unwrap_or_default();
            let signal = uri.strip_prefix("http://cv.iptc.org/newscodes/signal/").or(told.strip_prefix("sig:"));
            match (codes::read_kind(&told), signal) {
                (Some(kind), _) => own = Some(kind),
                (None, Some("correction")) => iptc = Some(ReleaseKind::Correction),
                (None, Some("update")) => iptc = iptc.or(Some(ReleaseKind::Update)),
                (None, _) => self.unread(element),
            }
        }
        own.or(iptc).filter(|kind| kind.status() == status)
    }
}
