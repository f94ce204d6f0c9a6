//! Measurements as Prometheus reads them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use observe::metrics::{self, Registry};

#[test]
fn counters_gauges_and_histograms_render_in_the_text_format() {
    let registry = Registry::new();
    registry.count(&metrics::HTTP_REQUESTS, &[("route", "/returns"), ("status", "200")], 2);
    registry.count(&metrics::HTTP_REQUESTS, &[("route", "/returns"), ("status", "200")], 1);
    registry.set(&metrics::OUTBOX_WAITING, &[], 7);
    registry.set(&metrics::OUTBOX_WAITING, &[], 5);
    for milliseconds in [1, 2, 30, 70_000] {
        registry.observe(&metrics::JOB_SECONDS, &[("job", "outbox")], Duration::from_millis(milliseconds));
    }
    let mut expected = String::from(
        "# HELP dure_http_requests_total Requests answered, by route, method and status.\n\
         # TYPE dure_http_requests_total counter\n\
         dure_http_requests_total{route=\"/returns\",status=\"200\"} 3\n\
         # HELP dure_job_seconds Time a background job takes, by job.\n\
         # TYPE dure_job_seconds histogram\n",
    );
    let buckets = [
        ("0.001", 1),
        ("0.0025", 2),
        ("0.005", 2),
        ("0.01", 2),
        ("0.025", 2),
        ("0.05", 3),
        ("0.1", 3),
        ("0.25", 3),
        ("0.5", 3),
        ("1", 3),
        ("5", 3),
        ("20", 3),
        ("60", 3),
        ("+Inf", 4),
    ];
    for (bound, total) in buckets {
        writeln!(expected, "dure_job_seconds_bucket{{job=\"outbox\",le=\"{bound}\"}} {total}").unwrap();
    }
    expected += "dure_job_seconds_sum{job=\"outbox\"} 70.033\n\
        dure_job_seconds_count{job=\"outbox\"} 4\n\
        # HELP dure_outbox_waiting Letters that wait in the outbox.\n\
        # TYPE dure_outbox_waiting gauge\n\
        dure_outbox_waiting 5\n";
    assert_eq!(registry.render(), expected);
}

#[test]
fn labels_are_escaped_and_masked() {
    let registry = Registry::new();
    registry.count(&metrics::FAULTS, &[("area", "a\"b\\c\nd")], 1);
    registry.count(&metrics::FAULTS, &[("area", "kim@example.kr")], 1);
    let lines: Vec<String> =
        registry.render().lines().filter(|line| !line.starts_with('#')).map(String::from).collect();
    assert_eq!(
        lines,
        ["dure_faults_total{area=\"[masked]\"} 1", "dure_faults_total{area=\"a\\\"b\\\\c\\nd\"} 1"]
    );
}

#[test]
fn too_many_labels_are_counted_together_and_none_is_lost() {
    let registry = Registry::new();
    for number in 0..1_500 {
        registry.count(&metrics::REFUSALS, &[("code", &format!("c{number}"))], 1);
    }
    let text = registry.render();
    let counts: Vec<u64> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.rsplit(' ').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!((counts.len(), counts.iter().sum::<u64>()), (1_001, 1_500));
    assert!(text.contains("dure_refusals_total{code=\"other\"} 500\n"));
}

#[test]
fn counts_from_many_threads_add_up() {
    let registry = Registry::new();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..1_000).for_each(|_| registry.count(&metrics::JOBS, &[("job", "x")], 1)));
        }
    });
    assert!(registry.render().ends_with("dure_jobs_total{job=\"x\"} 8000\n"));
}

#[test]
fn the_process_has_one_set_of_measurements() {
    metrics::count(&metrics::LETTERS, &[("outcome", "sent")], 4);
    assert!(metrics::render().contains("dure_letters_total{outcome=\"sent\"} 4\n"));
}

#[test]
fn every_name_is_known_once_and_ends_in_its_unit() {
    let names: BTreeSet<&str> = metrics::KNOWN.iter().map(|metric| metric.name).collect();
    assert_eq!(names.len(), metrics::KNOWN.len());
    for metric in metrics::KNOWN {
        let unit = match metric.kind {
            metrics::Kind::Counter => "_total",
            metrics::Kind::Histogram => "_seconds",
            metrics::Kind::Gauge => "",
        };
        assert!(metric.name.starts_with("dure_") && metric.name.ends_with(unit), "{}", metric.name);
    }
}
