//! Counters, gauges and histograms in the process, rendered in the Prometheus text format 0.0.4.
//!
//! Every name is a constant of this module with its help, so that the list below is the list of what can be measured.
//! Labels carry classes (a route pattern, a state), never ids or words of persons.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock};

use crate::mask::masked;

/// Upper bounds of the histogram buckets in microseconds: 1 ms to 60 s.
const BOUNDS: [u64; 13] = [
    1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000, 20_000_000,
    60_000_000,
];

/// Most label combinations kept of one metric; what comes later is counted under `other`.
const SERIES: usize = 1_000;

/// What can be measured: its name, how it counts, and what it means.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Metric {
    /// The name as Prometheus reads it.
    pub name: &'static str,
    /// How it counts.
    pub kind: Kind,
    /// What it means, in one sentence.
    pub help: &'static str,
}

/// How a metric counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Only goes up.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Durations in buckets.
    Histogram,
}

/// Labels of one measurement: name and value.
pub type Labels<'a> = &'a [(&'static str, &'a str)];

macro_rules! metrics {
    ($($constant:ident $kind:ident $name:literal $help:literal)*) => {
        $(#[doc = $help] pub static $constant: Metric = Metric { name: $name, kind: Kind::$kind, help: $help };)*
        /// Everything that can be measured, in the order of this file.
        pub static KNOWN: &[&Metric] = &[$(&$constant),*];
    };
}

metrics! {
    HTTP_REQUESTS Counter "dure_http_requests_total" "Requests answered, by route, method and status."
    HTTP_SECONDS Histogram "dure_http_request_seconds" "Time to answer a request, by route."
    REFUSALS Counter "dure_refusals_total" "Requests refused for a typed reason, by area and code."
    FAULTS Counter "dure_faults_total" "Faults of the program itself, by area."
    SIGN_INS Counter "dure_sign_ins_total" "Attempts to sign in, by outcome."
    SESSIONS Gauge "dure_sessions" "Sessions that are open."
    WRITE_WAIT_SECONDS Histogram "dure_write_wait_seconds" "Time a writer waits for its turn."
    ROWS_IMPORTED Counter "dure_rows_imported_total" "Rows taken in from files, by kind."
    FILES_REFUSED Counter "dure_files_refused_total" "Files refused at the door, by reason."
    JOBS Counter "dure_jobs_total" "Background jobs finished, by job and outcome."
    JOB_SECONDS Histogram "dure_job_seconds" "Time a background job takes, by job."
    LETTERS Counter "dure_letters_total" "Letters carried out, by channel and outcome."
    OUTBOX_WAITING Gauge "dure_outbox_waiting" "Letters that wait in the outbox."
}

/// Adds to a counter.
pub fn count(metric: &'static Metric, labels: Labels<'_>, by: u64) {
    ALL.count(metric, labels, by);
}

/// Sets a gauge.
pub fn set(metric: &'static Metric, labels: Labels<'_>, value: i64) {
    ALL.set(metric, labels, value);
}

/// Adds a duration to a histogram.
pub fn observe(metric: &'static Metric, labels: Labels<'_>, took: std::time::Duration) {
    ALL.observe(metric, labels, took);
}

/// Renders everything measured in this process, sorted by name and labels.
pub fn render() -> String {
    ALL.render()
}

static ALL: Registry = Registry::new();

/// A set of measurements; the process has one, tests make their own.
pub struct Registry {
    series: RwLock<BTreeMap<&'static Metric, BTreeMap<String, Arc<Series>>>>,
}

/// One combination of labels: a value, or buckets with their sum.
#[derive(Default)]
struct Series {
    value: AtomicI64,
    buckets: [AtomicU64; BOUNDS.len() + 1],
    microseconds: AtomicU64,
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}

impl Registry {
    /// Begins without any measurement.
    pub const fn new() -> Self {
        Self { series: RwLock::new(BTreeMap::new()) }
    }

    /// Adds to a counter; other kinds are left alone.
    pub fn count(&self, metric: &'static Metric, labels: Labels<'_>, by: u64) {
        if metric.kind == Kind::Counter {
            self.find(metric, labels).value.fetch_add(by as i64, Relaxed);
        }
    }

    /// Sets a gauge; other kinds are left alone.
    pub fn set(&self, metric: &'static Metric, labels: Labels<'_>, value: i64) {
        if metric.kind == Kind::Gauge {
            self.find(metric, labels).value.store(value, Relaxed);
        }
    }

    /// Adds a duration to a histogram; other kinds are left alone.
    pub fn observe(&self, metric: &'static Metric, labels: Labels<'_>, took: std::time::Duration) {
        if metric.kind == Kind::Histogram {
            let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
            let series = self.find(metric, labels);
            let bucket = BOUNDS.iter().position(|&bound| took <= bound).unwrap_or(BOUNDS.len());
            series.buckets[bucket].fetch_add(1, Relaxed);
            series.microseconds.fetch_add(took, Relaxed);
        }
    }

    /// Renders everything measured, sorted by name and labels.
    pub fn render(&self) -> String {
        let mut out = String::new();
        let all = self.series.read().unwrap_or_else(PoisonError::into_inner);
        for (metric, series) in all.iter() {
            let kind = match metric.kind {
                Kind::Counter => "counter",
                Kind::Gauge => "gauge",
                Kind::Histogram => "histogram",
            };
            put(&mut out, format_args!("# HELP {0} {1}\n# TYPE {0} {kind}\n", metric.name, metric.help));
            for (labels, series) in series {
                series.render(metric, labels, &mut out);
            }
        }
        out
    }

    /// Finds the series of these labels or begins it; the common case takes only a shared lock.
    fn find(&self, metric: &'static Metric, labels: Labels<'_>) -> Arc<Series> {
        let key = written(labels);
        let known = self.series.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(series) = known.get(metric).and_then(|series| series.get(&key)) {
            return Arc::clone(series);
        }
        drop(known);
        let mut all = self.series.write().unwrap_or_else(PoisonError::into_inner);
        let series = all.entry(metric).or_default();
        let key = if series.len() >= SERIES && !series.contains_key(&key) {
            written(&labels.iter().map(|&(name, _)| (name, "other")).collect::<Vec<_>>())
        } else {
            key
        };
        Arc::clone(series.entry(key).or_default())
    }
}

impl Series {
    fn render(&self, metric: &Metric, labels: &str, out: &mut String) {
        let name = metric.name;
        let braces = |inner: &str| if inner.is_empty() { String::new() } else { format!("{{{inner}}}") };
        if metric.kind != Kind::Histogram {
            put(out, format_args!("{name}{} {}\n", braces(labels), self.value.load(Relaxed)));
            return;
        }
        let comma = if labels.is_empty() { "" } else { "," };
        let mut total = 0;
        for (at, bucket) in self.buckets.iter().enumerate() {
            total += bucket.load(Relaxed);
            let bound = BOUNDS.get(at).map_or_else(|| "+Inf".to_owned(), |&bound| seconds(bound));
            put(out, format_args!("{name}_bucket{{{labels}{comma}le=\"{bound}\"}} {total}\n"));
        }
        put(out, format_args!("{name}_sum{} {}\n", braces(labels), seconds(self.microseconds.load(Relaxed))));
        put(out, format_args!("{name}_count{} {total}\n", braces(labels)));
    }
}

/// Labels as Prometheus writes them, in the order given, escaped and masked.
fn written(labels: Labels<'_>) -> String {
    let mut out = String::new();
    for (at, (name, value)) in labels.iter().enumerate() {
        let value = masked(value).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        put(&mut out, format_args!("{}{name}=\"{value}\"", if at == 0 { "" } else { "," }));
    }
    out
}

/// Microseconds as seconds in shortest decimals: 2500 is "0.0025".
fn seconds(microseconds: u64) -> String {
    let fraction = format!("{:06}", microseconds % 1_000_000);
    let fraction = fraction.trim_end_matches('0');
    let whole = microseconds / 1_000_000;
    if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes every write");
}
