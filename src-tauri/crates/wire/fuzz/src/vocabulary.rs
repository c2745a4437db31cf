//! Any bytes as a vocabulary, in whichever of its forms they are told to be: no panic, no hang; what is read can be kept
//! and searched, and a refusal says what was expected.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirecopy_wire::vocabulary::{Asked, Catalogue, Query, Scope, read};

fuzz_target!(|bytes: &[u8]| {
    match read(bytes, &Asked { scheme: None, stem: "wsvc" }) {
        Err(error) => assert!(error.to_string().contains("expected"), "{error}"),
        Ok(vocabulary) => {
            let code = vocabulary.concepts().first().expect("an empty vocabulary is refused").code.clone();
            let scheme = vocabulary.scheme().to_owned();
            let catalogue = Catalogue::new(vec![vocabulary]);
            let query = Query { words: &code, scope: Scope::Scheme(&scheme), language: "en", limit: 500 };
            let hits = catalogue.search(&query);
            assert!(hits.iter().any(|hit| hit.term.code() == code), "{code:?} is found by its code: {hits:?}");
        }
    }
});
