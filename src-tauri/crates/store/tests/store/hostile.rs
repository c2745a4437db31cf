//! Bundles made by somebody who has a key and means no good: written here as docs/formats/bundle.md describes them, so
//! that hash and signature hold and only what is inside is wrong.

use ed25519_dalek::{Signer, SigningKey};
use loro::{ExportMode, LoroDoc, LoroValue};
use serde_json::{Value, json};
use wirecopy_store::{Landing, Store, StoreError, StoryId};

use crate::common::{Bench, at};

const MAGIC: &[u8] = b"\x8fWCPY\r\n\x1a";

fn beside() -> StoryId {
    StoryId::new("fedcba9876543210fedcba9876543210")
}

fn key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from_digit(digit.into(), 16).unwrap_or('?'))
        .collect()
}

/// A signed bundle.
fn signed(header: &Value, trail: &[u8], document: &[u8]) -> Vec<u8> {
    let header = serde_json::to_vec(header).expect("JSON");
    let mut bytes = [MAGIC, &1u32.to_le_bytes()].concat();
    for part in [&header, trail, document] {
        bytes.extend_from_slice(&u32::try_from(part.len()).expect("short").to_le_bytes());
    }
    bytes.extend_from_slice(&[&header, trail, document].concat());
    let hash = blake3::derive_key("wirecopy 2026 bundle", &bytes);
    bytes.extend_from_slice(&hash);
    let signature = key().sign(&[b"wirecopy bundle 1".as_slice(), &hash].concat());
    bytes.extend_from_slice(&signature.to_bytes());
    bytes
}

fn header(document: &LoroDoc) -> Value {
    json!({
        "story": "0123456789abcdef0123456789abcdef",
        "at": "2026-11-27T12:00:00Z",
        "created_at": "2026-11-27T11:00:00Z",
        "program": "1.0",
        "desk": hex(&key().verifying_key().to_bytes()),
        "frontier": hex(&document.oplog_frontiers().encode()),
        "knows": hex(&document.oplog_vv().encode()),
        "history": false,
    })
}

/// A document as a desk writes it.
fn document() -> LoroDoc {
    let doc = LoroDoc::new();
    doc.set_peer_id(7 << 8).expect("a peer");
    doc.get_map("fields").insert("format", 1).expect("a field");
    doc.get_map("fields").insert("slug", "\"GRAIN\"").expect("a field");
    doc.get_text("headline").insert(0, "Harbour").expect("a text");
    for word in ["Ships ", "came ", "and ", "went, ", "said ", "he. "] {
        let body = doc.get_text("body");
        body.insert(body.len_unicode(), word).expect("a text");
        doc.commit();
    }
    doc.get_text("body").delete(3, 2).expect("a text");
    doc.commit();
    doc
}

fn whole(doc: &LoroDoc) -> Vec<u8> {
    doc.export(ExportMode::Snapshot).expect("a snapshot")
}

fn short(doc: &LoroDoc) -> Vec<u8> {
    doc.export(ExportMode::shallow_snapshot(&doc.oplog_frontiers())).expect("a snapshot")
}

fn refused(store: &Store, bytes: &[u8], what: &str) -> String {
    let error = store.merge(bytes, beside(), at(1)).expect_err(what);
    assert!(matches!(error, StoreError::Bundle(_)), "{what}: expected a refusal, got {error:?}");
    error.to_string()
}

#[test]
fn a_bundle_written_by_the_book_is_taken() {
    let bench = Bench::new();
    let doc = document();
    let landed = bench.store.merge(&signed(&header(&doc), &[], &short(&doc)), beside(), at(1)).expect("it is one");
    assert_eq!(landed.how, Landing::Added, "the helper of these tests writes what the desk reads");
    let story = bench.store.read(&landed.id).expect("it is there").story;
    assert_eq!((story.slug.as_str(), story.body.as_str()), ("GRAIN", "Shi came and went, said he. "), "its words");
    bench.store.verify().expect("the desk is sound");
}

#[test]
fn headers_that_lie_are_refused_with_what_was_expected() {
    let bench = Bench::new();
    let doc = document();
    let bytes = short(&doc);
    for (key, value, expected) in [
        ("story", json!("../../../etc/passwd"), "32 hex digits"),
        ("story", json!("0123456789ABCDEF0123456789ABCDEF"), "32 hex digits"),
        ("story", json!(""), "32 hex digits"),
        ("story", json!(7), "a header"),
        ("at", json!("yesterday"), "a header"),
        ("desk", json!("00"), "a public key"),
        ("desk", json!("00".repeat(32)), "signature"),
        ("desk", json!(hex(&SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes())), "signature"),
        ("frontier", json!(""), "where the document stands"),
        ("frontier", json!("ffffffffffffffff"), "where the document stands"),
        ("knows", json!("zz"), "a version vector"),
        ("knows", json!("ffffffffffffffff"), "a version vector"),
        ("history", json!(true), "a trail"),
        ("history", json!("no"), "a header"),
        ("notes", json!("private"), "a header"),
        ("revisions", json!([{"at": "2026-11-27T12:00:00Z", "why": "manual", "version": 7}]), "of the trail"),
        ("revisions", json!([{"at": "2026-11-27T12:00:00Z", "why": "spite", "version": 7}]), "why a revision"),
    ] {
        let mut header = header(&doc);
        header[key] = value.clone();
        let said = refused(&bench.store, &signed(&header, &[], &bytes), &format!("{key} = {value}"));
        assert!(said.contains(expected), "{key} = {value}: {said}");
    }
    let said = refused(&bench.store, &signed(&header(&doc), b"\x01\x01\x01", &bytes), "a trail without history");
    assert!(said.contains("no trail"), "{said}");
    for trail in [b"".as_slice(), b"\xff", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", &[0; 64], &[1; 600]] {
        let mut header = header(&doc);
        header["history"] = json!(true);
        let said = refused(&bench.store, &signed(&header, trail, &whole(&doc)), "a trail that is none");
        assert!(said.contains("a trail"), "{said}");
    }
    assert_eq!(bench.store.rows().expect("the list"), [], "nothing was added");
}

#[test]
fn documents_that_no_desk_writes_are_refused() {
    let bench = Bench::new();
    let try_it =
        |doc: &LoroDoc, bytes: &[u8], what: &str| refused(&bench.store, &signed(&header(doc), &[], bytes), what);
    let plain = document();
    for (bytes, what) in [(b"".as_slice(), "nothing"), (b"loro", "a beginning"), (&[0xff; 900], "noise")] {
        let said = try_it(&plain, bytes, what);
        assert!(said.contains("the document of a story"), "{said}");
    }
    let updates = plain.export(ExportMode::all_updates()).expect("updates");
    try_it(&plain, &updates, "changes without their document");
    let other = document();
    other.get_text("notes").insert(0, "private").expect("a text");
    other.commit();
    assert!(try_it(&other, &whole(&other), "a part that no story has").contains("notes"), "it says which");
    let newer = document();
    newer.get_map("fields").insert("format", 2).expect("a field");
    newer.commit();
    assert!(try_it(&newer, &whole(&newer), "a newer document").contains("format"), "it says what");
    for (name, json) in [("urgency", "77"), ("slug", "{"), ("slug", "[1]"), ("byline", "\"x\""), ("unheard", "1")] {
        let odd = document();
        odd.get_map("fields").insert(name, json).expect("a field");
        odd.commit();
        try_it(&odd, &whole(&odd), &format!("{name} = {json}"));
    }
    let deep = document();
    let nested = (0..20_000).fold(String::new(), |nested, _| nested + "[");
    deep.get_map("fields").insert("keywords", nested.as_str()).expect("a field");
    deep.commit();
    try_it(&deep, &whole(&deep), "a field nested without end");
    let wide = document();
    wide.get_map("fields").insert("slug", format!("\"{}\"", "x".repeat(2 << 20)).as_str()).expect("a field");
    wide.commit();
    try_it(&wide, &whole(&wide), "a field without end");
    let value = document();
    let inner = (0..200).fold(LoroValue::Null, |inner, _| LoroValue::List(vec![inner].into()));
    value.get_map("fields").insert("format", inner).expect("a field");
    value.commit();
    try_it(&value, &whole(&value), "a format that is a list of lists");
    assert_eq!(bench.store.rows().expect("the list"), [], "nothing was added");
}

/// Writes Loro's own checksum anew, so that only what is inside is damaged.
fn checked(mut bytes: Vec<u8>) -> Vec<u8> {
    let sum = xxhash_rust::xxh32::xxh32(&bytes[20..], u32::from_le_bytes(*b"LORO"));
    bytes[16..20].copy_from_slice(&sum.to_le_bytes());
    bytes
}

#[test]
fn damaged_documents_under_a_good_signature_hurt_nobody() {
    let bench = Bench::new();
    let doc = document();
    let (mut taken, mut tried) = (0, 0);
    for bytes in [whole(&doc), short(&doc)] {
        assert_eq!(checked(bytes.clone()), bytes, "the checksum is Loro's");
        let flips = (22 * 8..bytes.len() * 8).step_by(5).map(|bit| {
            let mut bytes = bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            bytes
        });
        let cuts = (22..bytes.len()).step_by(3).map(|length| bytes[..length].to_vec());
        let stretched = (22..bytes.len()).step_by(9).map(|at| {
            let mut bytes = bytes.clone();
            bytes[at] = 0xff;
            bytes
        });
        for damaged in flips.chain(cuts).chain(stretched) {
            tried += 1;
            match bench.store.merge(&signed(&header(&doc), &[], &checked(damaged)), beside(), at(1)) {
                Ok(_) => taken += 1,
                Err(other) => assert_eq!(other.code(), "bundle", "a refusal, got {other:?}"),
            }
        }
    }
    // Some flips change a letter and nothing else: such a text is as good as any other.
    assert!(taken * 2 < tried, "{taken} of {tried} were taken");
    bench.store.verify().expect("the desk is sound whatever was taken");
    bench.reopen().store.verify().expect("and stays so");
}
