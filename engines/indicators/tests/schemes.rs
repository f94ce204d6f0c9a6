//! The schemes that ship, the views side by side, and the effect of advice.

use indicators::{
    Column, Confidence, Draft, Effect, Group, Micro, NEEDED, Refused, Run, Scheme, Seen, Status, Table, Unit,
    Verdict, effect, evaluate, next_grade, screen,
};

const SHIPPED: [&str; 3] = [
    include_str!("../../../guidelines/evaluation/incheon_2020.toml"),
    include_str!("../../../guidelines/evaluation/sample.toml"),
    include_str!("../../../guidelines/evaluation/official_form.toml"),
];
const SAMPLE: &str = include_str!("../../../guidelines/cases/evaluation/sample_agencies.csv");

/// The 65 invented agencies.
fn sample() -> (Scheme, Table) {
    let scheme = Scheme::from_toml(SHIPPED[1]).expect("a judged scheme");
    let mut lines = SAMPLE.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let head = lines.next().expect("a header");
    let rows: Vec<Vec<&str>> = lines.collect();
    let unit = |row: &Vec<&str>| Unit { id: row[0].to_owned(), league: row[1].to_owned(), grade: None };
    let columns = scheme.columns().into_iter().map(|name| {
        let at = head.iter().position(|title| *title == name).expect("the column");
        Column { name, values: rows.iter().map(|row| Micro::parse(row[at])).collect() }
    });
    let columns = columns.collect();
    (scheme, Table::new(rows.iter().map(unit).collect(), columns).expect("a table"))
}

#[test]
fn every_shipped_scheme_reads_back_as_it_was_written_and_only_the_empty_form_refuses() {
    for text in SHIPPED {
        let draft = Draft::from_toml(text).expect("a draft");
        assert_eq!(Draft::from_toml(&draft.to_toml()), Ok(draft.clone()));
        let judged = Scheme::new(&draft);
        if draft.status == Status::Empty {
            assert_eq!(judged, Err(Refused::SchemeNotTypedIn { name: draft.name }));
        } else {
            assert!(judged.is_ok(), "{judged:?}");
        }
    }
}

#[test]
fn the_three_views_stand_side_by_side_and_the_scheme_says_which_counts() {
    let (scheme, table) = sample();
    let result = evaluate(&scheme, &table, &Run::plain()).expect("a result");
    assert_eq!(result.views.len(), table.units().len() * scheme.indicators.len());
    for (view, detail) in result.views.iter().zip(&result.details) {
        assert_eq!((&view.unit, &view.indicator), (&detail.unit, &detail.indicator));
        if let (Some(level), Some(before)) = (view.level, view.before) {
            assert_eq!(view.change, Some(level - before));
        }
        if let (Some(level), Some(expected)) = (view.level, view.expected) {
            assert_eq!(view.difference, Some(level - expected));
        }
    }
    // What is expected is right on average: the differences of a fit with an intercept sum to nothing.
    let gaps: f64 = result
        .views
        .iter()
        .filter(|view| view.indicator == "drop_out")
        .filter_map(|view| view.difference)
        .sum();
    assert!(gaps.abs() < 1e-8, "{gaps}");
    let seen = screen(&scheme, &table).expect("a screening");
    assert_eq!(seen.constant, Vec::<String>::new());
    assert!(seen.indicators.iter().all(|(_, known)| *known >= 60));
}

#[test]
fn whoever_just_missed_a_grade_learns_what_would_have_been_enough() {
    let (scheme, table) = sample();
    let result = evaluate(&scheme, &table, &Run::plain()).expect("a result");
    let sixth = result.units.iter().find(|unit| unit.league == "복수유형" && unit.rank == Some(6));
    let sixth = sixth.expect("a sixth place").id.clone();
    let answer = next_grade(&scheme, &table, &sixth).expect("an answer");
    assert_eq!((answer.now.as_deref(), answer.next.as_deref()), (Some("A"), Some("S")));
    let change = answer.changes.first().expect("a change that is enough");
    let place = table.place(&sixth).expect("the unit is there");
    let lifted = table.with(&change.column, place, Some(change.to));
    let lifted = evaluate(&scheme, &lifted, &Run::plain()).expect("a result");
    assert_eq!(lifted.unit(&sixth).and_then(|unit| unit.grade.as_deref()), Some("S"));
    let first = result.units.iter().find(|unit| unit.league == "복수유형").expect("a first place");
    assert_eq!(next_grade(&scheme, &table, &first.id).expect("an answer").changes, []);
}

fn seen(advised: &[f64], compared: &[f64]) -> Vec<Seen> {
    let one = |(at, change): (usize, &f64), group, mark| Seen {
        unit: format!("{mark}{at}"),
        before: 10.0,
        after: 10.0 + change,
        group,
    };
    let left = advised.iter().enumerate().map(|item| one(item, Group::Advised, 'a'));
    left.chain(compared.iter().enumerate().map(|item| one(item, Group::Compared, 'c'))).collect()
}

#[test]
fn too_few_units_are_said_to_be_too_few() {
    let found = effect(&seen(&[3.0; 4], &[1.0; 9]), Confidence::NinetyFive);
    assert_eq!(found, Effect::TooFew { advised: 4, compared: 9, needed: NEEDED });
}

#[test]
fn an_effect_has_an_interval_and_an_exact_chance() {
    let rows = seen(&[5.0, 6.0, 7.0, 8.0, 9.0], &[0.0, 1.0, 2.0, 3.0, 4.0]);
    let Effect::Measured(found) = effect(&rows, Confidence::NinetyFive) else { panic!("measured") };
    // Two samples of five with variance 2.5 each: difference 5, standard error 1, 8 degrees of freedom, t = 2.306.
    assert!((found.estimate - 5.0).abs() < 1e-12 && (found.error - 1.0).abs() < 1e-12);
    assert!((found.freedom - 8.0).abs() < 1e-9 && (found.high - 7.306).abs() < 1e-3);
    // Only this split and its mirror are as far apart, of 252.
    assert_eq!((found.exact, found.verdict), (Some(2.0 / 252.0), Verdict::Higher));
    let mut turned = rows;
    turned.reverse();
    assert_eq!(effect(&turned, Confidence::NinetyFive), Effect::Measured(found));
    let nothing = seen(&[1.0, -1.0, 2.0, -2.0, 0.0], &[1.0, -1.0, 2.0, -2.0, 0.0]);
    let Effect::Measured(found) = effect(&nothing, Confidence::Ninety) else { panic!("measured") };
    assert_eq!((found.verdict, found.exact), (Verdict::NotTold, Some(1.0)));
}
