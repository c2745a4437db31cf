//! Any bytes into one format's reader, and what was read out again: no panic, no hang, and what was read can be written
//! or is refused in words. Which format is the name of the program.
#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use wirecopy_wire::{Dialect, Profile, Reading, format};

fuzz_target!(|bytes: &[u8]| {
    let format = format(env!("CARGO_BIN_NAME")).expect("the target is named for a format");
    let profile = Profile::find("tass").expect("built in");
    let _ = format.looks_like(bytes);
    let _ = format.validate(bytes, profile);
    let Ok(decoded) = format.decode(bytes, &Reading::new(profile, Timestamp::UNIX_EPOCH)) else { return };
    let Ok(encoded) = format.encode(&decoded.item, profile, &Dialect::strict()) else { return };
    let again = format.decode(&encoded.bytes, &Reading::new(profile, Timestamp::UNIX_EPOCH));
    assert!(again.is_ok(), "our own message is read: {again:?}");
});
