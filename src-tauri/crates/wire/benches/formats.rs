//! Stories a second: encode, decode and validate of each format, at 400 and 2,000 words.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jiff::Timestamp;
use wirecopy_story::count::count;
use wirecopy_story::{Body, Dateline, Story};
use wirecopy_wire::{Dialect, Profile, Reading, WireItem, formats};

const PARAGRAPH: &str = "\"The president [of Testland] has asked for guarantees,\" Ministry Spokesman Ivan Primerov told \
    reporters on Monday, adding that **three ships** had left the [harbour](https://port.example/notices/7) at dawn \
    with 41,000 tonnes of wheat — the first convoy in three weeks, according to the *port authority* of the city.";

fn story(words: usize) -> WireItem {
    let mut body = String::new();
    let mut count = 0;
    while count < words {
        body.push_str(PARAGRAPH);
        body.push_str("\n\n");
        count += 48;
        if count % 240 == 0 {
            body.push_str("## Three ships, one pilot\n\n- *Aurora*, 18,000 tonnes\n- *Boreas*, 12,500 tonnes\n\n");
            count += 12;
        }
    }
    let story = Story {
        slug: "TESTLAND-GRAIN".into(),
        headline: "Ministry spokesman: Harbour reopened to grain ships".into(),
        summary: "The first convoy left at dawn after three weeks of talks, the spokesman said".into(),
        section: "World".into(),
        dateline: Dateline { place: "Port Testland".into(), date: "2026-11-23".parse().ok(), ..Dateline::default() },
        language: "en".into(),
        keywords: vec!["grain".into(), "harbour".into()],
        body,
        ..Story::default()
    };
    WireItem::first(story, "urn:newsml:wirecopy.example:20261123:42", Timestamp::UNIX_EPOCH)
}

fn bench(criterion: &mut Criterion) {
    let profile = Profile::find("tass").expect("built in");
    let reading = Reading::new(profile, Timestamp::UNIX_EPOCH);
    // What every encoding pays before the format begins.
    let mut group = criterion.benchmark_group("story");
    for words in [400, 600, 2000] {
        let body = story(words).story.body;
        let plain = Body::parse(&body).plain_text();
        group
            .bench_function(BenchmarkId::new("parse", words), |bencher| bencher.iter(|| Body::parse(black_box(&body))));
        group.bench_function(BenchmarkId::new("count", words), |bencher| {
            bencher.iter(|| count(black_box(&plain), profile.word_rule()));
        });
    }
    group.finish();
    for format in formats() {
        let mut group = criterion.benchmark_group(format.id());
        group.throughput(Throughput::Elements(1));
        for words in [400, 600, 2000] {
            let item = story(words);
            let encode = || format.encode(black_box(&item), profile, &Dialect::strict()).expect("a whole story");
            let bytes = encode().bytes;
            group.bench_function(BenchmarkId::new("encode", words), |bencher| bencher.iter(encode));
            // Only a page for people is not read.
            if format.id() == "pdf" {
                continue;
            }
            group.bench_function(BenchmarkId::new("decode", words), |bencher| {
                bencher.iter(|| format.decode(black_box(&bytes), &reading).expect("our own message"));
            });
            group.bench_function(BenchmarkId::new("validate", words), |bencher| {
                bencher.iter(|| format.validate(black_box(&bytes), profile));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
