//! Figures of repeated measurements.

use std::time::Duration;

/// All measurements of one thing, in order of size.
pub struct Figures(Vec<Duration>);

impl Figures {
    /// Puts them in order.
    pub fn of(mut measured: Vec<Duration>) -> Self {
        measured.sort_unstable();
        Self(measured)
    }

    /// The measurement that `percent` of all do not exceed; zero when there is none.
    pub fn percentile(&self, percent: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * percent / 100).copied().unwrap_or_default()
    }

    /// The one in the middle.
    pub fn median(&self) -> Duration {
        self.percentile(50)
    }
}

/// Milliseconds with one digit after the point.
pub fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}
