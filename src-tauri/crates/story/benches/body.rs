//! What a body costs before any format begins: to parse and to count it, at 400, 600 and 2,000 words.
//!
//! The floor in the same run is comrak's bare parse of the same text: what [`Body::parse`] adds to it is ours.

use std::hint::black_box;

use comrak::{Arena, Options, parse_document};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use wirecopy_story::Body;
use wirecopy_story::count::{WordRule, count};

const ENGLISH: &str = include_str!("../../../../tests/fixtures/stories/tass-anatomy.md");

/// One paragraph of Russian copy: what no ASCII short way helps.
const RUSSIAN: &str = "Порт Тестландии вновь открыт для судов с зерном после перерыва в 22 дня, сообщил журналистам \
    представитель Минтранса Иван Примеров. «Три судна вышли на рассвете, четвёртое [у причала №2] ещё грузится, — \
    сказал он. — Мы просили об одном: чтобы капитан знал глубину канала *до* выхода в море».\n\n";

/// The blocks of the fixture, as often as it takes to reach `words`.
fn english(words: usize) -> String {
    let story = wirecopy_story::file::read(ENGLISH).expect("the fixture is right");
    let (mut body, mut count) = (String::new(), 0);
    for block in story.body.trim().split("\n\n").cycle() {
        if count >= words {
            break;
        }
        body.push_str(block);
        body.push_str("\n\n");
        count += block.split_whitespace().count();
    }
    body
}

fn russian(words: usize) -> String {
    RUSSIAN.repeat(words.div_ceil(RUSSIAN.split_whitespace().count()))
}

fn bench(criterion: &mut Criterion) {
    let mut options = Options::default();
    options.extension.table = true;
    options.parse.escaped_char_spans = true;
    for (language, text) in [("english", english as fn(usize) -> String), ("russian", russian)] {
        let mut group = criterion.benchmark_group(language);
        for words in [400, 600, 2000] {
            let markdown = text(words);
            let body = Body::parse(&markdown);
            let plain = body.plain_text();
            group.bench_function(BenchmarkId::new("comrak alone", words), |bencher| {
                bencher.iter(|| {
                    let arena = Arena::new();
                    black_box(parse_document(&arena, black_box(&markdown), &options));
                });
            });
            group.bench_function(BenchmarkId::new("parse", words), |bencher| {
                bencher.iter(|| Body::parse(black_box(&markdown)));
            });
            group.bench_function(BenchmarkId::new("plain text", words), |bencher| {
                bencher.iter(|| black_box(&body).plain_text());
            });
            for (name, rule) in [("count unicode", WordRule::Unicode), ("count superdesk", WordRule::Superdesk)] {
                group.bench_function(BenchmarkId::new(name, words), |bencher| {
                    bencher.iter(|| count(black_box(&plain), rule));
                });
            }
        }
        group.finish();
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
