//! Named steps, one after the other: stops at the first that fails, says which, and ends with a table of times.

use std::time::{Duration, Instant};

/// One thing to try.
pub struct Step {
    /// One word, as `--only` takes it.
    pub name: &'static str,
    /// Does it; the error is one sentence.
    pub run: fn() -> Result<(), String>,
}

/// Runs `steps` in their order. Prints the times and, as the last line, `N passed, N failed`.
///
/// # Errors
/// The sentence of the step that failed.
pub fn run(steps: &[Step]) -> Result<(), String> {
    let mut times: Vec<(&str, Duration)> = Vec::new();
    let mut failed = None;
    for step in steps {
        println!("\n=== {}", step.name);
        let started = Instant::now();
        let done = (step.run)();
        times.push((step.name, started.elapsed()));
        if let Err(sentence) = done {
            println!("\n{sentence}");
            failed = Some(step.name);
            break;
        }
    }
    println!();
    for (name, time) in &times {
        let verdict = if failed == Some(*name) { "FAILED" } else { "ok" };
        println!("{name:<16} {:>8.1} s  {verdict}", time.as_secs_f64());
    }
    for step in &steps[times.len()..] {
        println!("{:<16} {:>10}  not run", step.name, "");
    }
    let total: Duration = times.iter().map(|(_, time)| *time).sum();
    println!("{:<16} {:>8.1} s", "together", total.as_secs_f64());
    let passed = times.len() - usize::from(failed.is_some());
    println!("{passed} passed, {} failed", usize::from(failed.is_some()));
    failed.map_or(Ok(()), |name| Err(format!("The step `{name}` failed; `cargo xtask test --only {name}` repeats it.")))
}
