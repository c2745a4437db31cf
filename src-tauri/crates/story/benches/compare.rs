//! What it costs to compare two versions: a story of 600 words with 20 edits, a book's chapter of 10,000, and two
//! bodies of 100,000 that have nothing in common, which must not cost the product of their lengths.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use wirecopy_story::Story;
use wirecopy_story::compare::{compare, lines};

/// Paragraphs of 40 words out of a vocabulary of `seed`'s own.
fn body(words: usize, seed: u64) -> Vec<String> {
    let mut state = seed;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut paragraph = || {
        let words = (0..40).map(|at| match next(4) {
            0 => ["the", "of", "a", "in", "to", "and", "said", "on"][usize::try_from(next(8)).unwrap_or(0)].to_owned(),
            _ if at == 0 => format!("Port{}", next(3000)),
            _ => format!("w{seed}x{}", next(3000)),
        });
        words.collect::<Vec<_>>().join(" ") + "."
    };
    (0..words / 40).map(|_| paragraph()).collect()
}

fn story(paragraphs: &[String]) -> Story {
    Story { body: paragraphs.join("\n\n"), ..Story::default() }
}

/// `count` edits spread over the text: a word replaced, a paragraph moved, one new, one gone.
fn edited(paragraphs: &[String], count: usize) -> Vec<String> {
    let mut edited = paragraphs.to_vec();
    for edit in 0..count {
        let at = edit * 7919 % edited.len();
        match edit % 4 {
            0 | 1 => edited[at] = edited[at].replacen(" the ", " one more ", 1) + " He confirmed.",
            2 => {
                let moved = edited.remove(at);
                edited.insert((at + 5) % (edited.len() + 1), moved);
            }
            _ => edited.insert(at, format!("Paragraph {edit} is new and says that {edit} ships left.")),
        }
    }
    edited
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compare");
    for (words, edits) in [(600, 20), (10_000, 200)] {
        let (old, new) = (body(words, 1), edited(&body(words, 1), edits));
        let (old, new) = (story(&old), story(&new));
        group.bench_function(BenchmarkId::new("edited", words), |bencher| {
            bencher.iter(|| compare(black_box(&old), black_box(&new)));
        });
        let text = (old.body.replace(' ', "\n"), new.body.replace(' ', "\n"));
        group.bench_function(BenchmarkId::new("lines", words), |bencher| {
            bencher.iter(|| lines(black_box(&text.0), black_box(&text.1)));
        });
    }
    group.sample_size(10);
    for words in [10_000, 100_000] {
        let (old, new) = (story(&body(words, 1)), story(&body(words, 2)));
        group.bench_function(BenchmarkId::new("unrelated", words), |bencher| {
            bencher.iter(|| compare(black_box(&old), black_box(&new)));
        });
        let one = (story(&[body(words, 1).join(" ")]), story(&[body(words, 2).join(" ")]));
        group.bench_function(BenchmarkId::new("unrelated, one paragraph", words), |bencher| {
            bencher.iter(|| compare(black_box(&one.0), black_box(&one.1)));
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
