//! A search while somebody types, in a vocabulary of the size of the Media Topics in thirteen languages, and how long
//! it takes to have one at hand. The names are made up.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use wirecopy_wire::vocabulary::{Asked, Catalogue, Query, Scope, Vocabulary, read};

const LANGUAGES: [&str; 13] = ["en", "ar", "da", "de", "es", "fi", "fr", "nl", "no", "pt", "ru", "sv", "zh"];
const STEMS: [&str; 12] = [
    "economy",
    "policy",
    "transport",
    "harbour",
    "weather",
    "election",
    "justice",
    "football",
    "théâtre",
    "погода",
    "Straße",
    "market",
];

fn vocabulary() -> Vocabulary {
    let mut table =
        format!("code,parent,synonyms,{}\n", LANGUAGES.map(|language| format!("name_{language}")).join(","));
    for number in 0..1_400_usize {
        let stem = |salt: usize| STEMS[(number * 7 + salt * 5) % STEMS.len()];
        write!(table, "2{number:07},2{:07},{} {}", number / 6, stem(3), number % 90).expect("a string takes it");
        for salt in 0..LANGUAGES.len() {
            write!(table, ",{} and {} {salt}", stem(salt), stem(salt + 4)).expect("a string takes it");
        }
        table.push('\n');
    }
    read(table.as_bytes(), &Asked { scheme: Some("medtop"), stem: "" }).expect("a table")
}

fn searches(bench: &mut Criterion) {
    let catalogue = Catalogue::new(vec![vocabulary()]);
    for words in ["e", "econ", "harbour pol", "20000123", "погода", "nothing of the kind"] {
        let query = Query { words, scope: Scope::Subjects, language: "en", limit: 60 };
        bench.bench_function(&format!("search {words:?}"), |bench| bench.iter(|| catalogue.search(black_box(&query))));
    }
    let whole = vocabulary();
    bench.bench_function("index 1,400 concepts", |bench| bench.iter(|| Catalogue::new(vec![whole.clone()])));
}

criterion_group!(benches, searches);
criterion_main!(benches);
