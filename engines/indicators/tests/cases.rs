//! Published examples, reproduced to the printed digit; each file under `cases/` names its source.

use std::{collections::BTreeMap, fs, path::Path};

use indicators::{
    Column, Confidence, Micro, Mode, Orientation, Position, Question, Returns, Run, Scheme, Summary, Table,
    Unit, Units, Verdict, difference, evaluate, frontier,
};
use serde::Deserialize;

/// A file under `cases/`; which parts it has depends on its kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    source: String,
    kind: String,
    data: Option<String>,
    scheme: Option<String>,
    column: Option<String>,
    target: Option<BTreeMap<String, toml::Value>>,
    inputs: Option<Vec<String>>,
    outputs: Option<Vec<String>>,
    returns: Option<String>,
    orientation: Option<String>,
    advised: Option<Published>,
    compared: Option<Published>,
    expect: toml::Table,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Published {
    mean: f64,
    error: f64,
    units: usize,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the cases are files, so that staff can read them; the engine itself reads none"
)]
fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of cases").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(entry.path()).expect("a case");
        let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(case.source.len() > 80, "{name} names no source");
        all.push((name, case));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

fn of_kind(kind: &str) -> Vec<(String, Case)> {
    let found: Vec<_> = cases().into_iter().filter(|(_, case)| case.kind == kind).collect();
    assert!(!found.is_empty(), "no case of the kind {kind}");
    found
}

/// Lines of comma-separated text without quotes: the header, then cells by row.
fn rows(text: &str) -> (Vec<&str>, Vec<Vec<&str>>) {
    let mut lines = text.trim().lines().map(|line| line.split(',').collect::<Vec<_>>());
    (lines.next().expect("a header"), lines.collect())
}

fn columns(text: &str) -> (Vec<String>, Vec<Column>) {
    let (header, rows) = rows(text);
    let ids = rows.iter().map(|row| row[0].to_owned()).collect();
    let figures = header.iter().enumerate().filter(|(_, name)| !["unit_id", "league"].contains(name));
    let columns = figures.map(|(at, name)| Column {
        name: (*name).to_owned(),
        values: rows.iter().map(|row| Micro::parse(row[at])).collect(),
    });
    (ids, columns.collect())
}

fn table(text: &str) -> Table {
    let (ids, columns) = columns(text);
    let units = ids.into_iter().map(|id| Unit { id, league: "all".to_owned(), grade: None }).collect();
    Table::new(units, columns).expect("a table")
}

/// As printed in a book: halves go up, also where the binary fraction lies a hair below.
fn printed(value: f64, like: &str) -> String {
    let decimals = like.split_once('.').map_or(0, |(_, part)| part.len());
    format!("{:.decimals$}", value + 1e-12)
}

fn text_of(value: &toml::Value) -> &str {
    value.as_str().expect("expected values are written as text, so that their digits are kept")
}

#[test]
fn published_ranks_come_out_in_their_order() {
    for (name, case) in of_kind("ranks") {
        let scheme = Scheme::from_toml(&case.scheme.expect("a scheme")).expect("a judged scheme");
        let result = evaluate(&scheme, &table(&case.data.expect("data")), &Run::plain()).expect("a result");
        let order: Vec<&str> = result.units.iter().map(|unit| unit.id.as_str()).collect();
        let expected: Vec<&str> =
            case.expect["order"].as_array().expect("a list").iter().map(text_of).collect();
        assert_eq!(order, expected, "{name}");
        let ranks: Vec<u32> = result.units.iter().filter_map(|unit| unit.rank).collect();
        assert_eq!(ranks, (1..=expected.len() as u32).collect::<Vec<_>>(), "{name}");
    }
}

/// Normalises one column by one method through the whole chain.
fn normalised(case: &Case, method: &str, target: Option<&toml::Value>) -> BTreeMap<String, f64> {
    let column = case.column.as_deref().expect("a column");
    let target = target.map(|value| format!(", target = {value}")).unwrap_or_default();
    let scheme = format!(
        "schema = 1\nid = 'c'\nname = 'c'\nstatus = 'official'\nscope = 'all'\nmissing = 'worst'\n\
         normalise = '{method}'\nzero_range = 'refuse'\naggregate = 'arithmetic'\nrank_ties = 'min'\n\
         indicator = [{{ id = '{column}', direction = 'higher', weight = 1{target} }}]\n"
    );
    let scheme = Scheme::from_toml(&scheme).expect("a judged scheme");
    let table = table(case.data.as_deref().expect("data"));
    let result = evaluate(&scheme, &table, &Run::plain()).expect("a result");
    result.details.into_iter().filter_map(|detail| Some((detail.unit, detail.normalised?))).collect()
}

#[test]
fn published_normalisations_come_out_to_the_printed_digit() {
    for (name, case) in of_kind("normalised") {
        let targets = case.target.clone().expect("targets");
        for method in ["rank", "min-max", "best", "worst"] {
            let target = targets.get(method);
            let ours = normalised(&case, if target.is_some() { "target" } else { method }, target);
            for (unit, expected) in &case.expect {
                let like = text_of(&expected[method]);
                assert_eq!(printed(ours[unit], like), like, "{name}: {method} of {unit}");
            }
        }
    }
}

fn positions(case: &Case) -> BTreeMap<String, Position> {
    let (ids, columns) = columns(case.data.as_deref().expect("data"));
    let side = |names: &Option<Vec<String>>| -> Vec<Column> {
        let names = names.as_ref().expect("a side");
        names.iter().filter_map(|name| columns.iter().find(|one| &one.name == name).cloned()).collect()
    };
    let units = Units::new(&ids, &side(&case.inputs), &side(&case.outputs)).expect("units");
    let returns = match case.returns.as_deref() {
        Some("vrs") => Returns::Variable,
        _ => Returns::Constant,
    };
    let orientation = match case.orientation.as_deref() {
        Some("output") => Orientation::Output,
        _ => Orientation::Input,
    };
    let question = Question { returns, orientation, mode: Mode::Plain };
    frontier(&units, question, 2).into_iter().map(|one| (one.id.clone(), one)).collect()
}

#[test]
fn published_frontiers_come_out_to_the_printed_digit() {
    for (name, case) in of_kind("frontier") {
        let ours = positions(&case);
        for (unit, like) in case.expect["score"].as_table().expect("scores") {
            let score = ours[unit].score.expect("a score");
            assert_eq!(printed(score, text_of(like)), text_of(like), "{name}: {unit}");
        }
        for (unit, peers) in case.expect.get("peers").and_then(toml::Value::as_table).into_iter().flatten() {
            let expected: Vec<&str> = peers.as_array().expect("a list").iter().map(text_of).collect();
            let found: Vec<&str> = ours[unit].peers.iter().map(|(peer, _)| peer.as_str()).collect();
            assert_eq!(found, expected, "{name}: peers of {unit}");
        }
        for (unit, slacks) in case.expect.get("slack").and_then(toml::Value::as_table).into_iter().flatten() {
            let found: BTreeMap<&str, f64> =
                ours[unit].slacks.iter().map(|(c, v)| (c.as_str(), *v)).collect();
            for (column, like) in slacks.as_table().expect("columns") {
                assert_eq!(printed(found[column.as_str()], text_of(like)), text_of(like), "{name}: {unit}");
            }
        }
    }
}

#[test]
fn a_published_difference_in_differences_comes_out_to_the_printed_digit() {
    for (name, case) in of_kind("effect") {
        let summary = |one: Option<Published>| {
            let Published { mean, error, units } = one.expect("a group");
            Summary { mean, error, units }
        };
        let found = difference(summary(case.advised), summary(case.compared), Confidence::NinetyFive);
        for (key, value) in [("estimate", found.estimate), ("error", found.error)] {
            assert_eq!(printed(value, text_of(&case.expect[key])), text_of(&case.expect[key]), "{name}");
        }
        assert_eq!((found.verdict, text_of(&case.expect["verdict"])), (Verdict::Higher, "higher"), "{name}");
    }
}
