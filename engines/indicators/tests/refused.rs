//! Every refusal is met: what cannot be right is said in words, never computed around.

use base::Refused as Erased;
use indicators::{Column, Micro, Refused, Run, Scheme, Table, Unit, Units, WORDS_EN, WORDS_KO, evaluate};

const GOOD: &str = "schema = 1
id = 'x'
name = 'x'
status = 'official'
scope = 'league'
missing = 'league-mean'
normalise = 'min-max'
zero_range = 'refuse'
aggregate = 'arithmetic'
rank_ties = 'min'
[[indicator]]
id = 'a'
direction = 'higher'
weight = 0.6
[[indicator]]
id = 'b'
direction = 'lower'
weight = 0.4
[grading]
method = 'count'
tie_at_cut = 'refuse'
rest = 'B'
[[grading.step]]
grade = 'A'
count = 1
[reward]
method = 'split'
by = 'score'
budget_won = 1000
[[reward.grade]]
grade = 'A'
[uncertainty]
weights_vary = 0.2
";

fn code(refused: Refused) -> String {
    let erased: Erased = refused.into();
    assert!(WORDS_KO.contains(&format!("{} =", erased.key())), "{}", erased.key());
    assert!(WORDS_EN.contains(&format!("{} =", erased.key())), "{}", erased.key());
    erased.code
}

/// The scheme with some text replaced.
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(GOOD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

#[test]
fn a_scheme_that_cannot_be_right_is_refused_before_any_figure_is_read() {
    assert!(Scheme::from_toml(GOOD).is_ok());
    let long = format!("# {}\n{GOOD}", "x".repeat(300_000));
    assert_eq!(Scheme::from_toml(&long).map_err(code), Err("scheme-too-large".to_owned()));
    let cases: [(&[(&str, &str)], &str); 30] = [
        (&[("scope = 'league'", "scoop = 'league'")], "scheme-unreadable"),
        (&[("'arithmetic'", "'harmonic'")], "scheme-unreadable"),
        (&[("schema = 1", "schema = 2")], "scheme-version"),
        (&[("status = 'official'", "status = 'empty'")], "scheme-not-typed-in"),
        (&[("scope = 'league'\n", "")], "choice-missing"),
        (&[("tie_at_cut = 'refuse'\n", "")], "choice-missing"),
        (&[("weights_vary = 0.2", "weights_vary = 1.2")], "out-of-range"),
        (&[("rank_ties = 'min'", "rank_ties = 'min'\nwinsor = [0.9, 0.1]")], "out-of-range"),
        (&[("weight = 0.4", "weight = 0")], "weight-not-positive"),
        (&[("weight = 0.4", "weight = 0.39")], "weights-not-summing"),
        (&[("id = 'b'", "id = ' b'")], "name-blank"),
        (&[("id = 'b'", "id = 'a'")], "name-twice"),
        (
            &[
                ("[grading]", "[[group]]\nid = 'g'\nweight = 1\n[grading]"),
                ("id = 'a'", "id = 'a'\ngroup = 'g'"),
                ("weight = 0.6", "weight = 1"),
            ],
            "group-unknown",
        ),
        (&[("id = 'a'", "id = 'a'\nof = 'x'")], "rate-half"),
        (&[("id = 'a'", "id = 'a'\ncounts = 'change'")], "no-before"),
        (&[("id = 'a'", "id = 'a'\ncounts = 'difference'")], "no-covariates"),
        (&[("'min-max'", "'target'")], "no-target"),
        (&[("weights_vary = 0.2", "normalise = ['target']")], "no-target"),
        (&[("[[grading.step]]\ngrade = 'A'\ncount = 1\n", "")], "no-grades"),
        (&[("count = 1", "share = 0.1")], "step-unfit"),
        (&[("[[reward.grade]]\ngrade = 'A'", "[[reward.grade]]\ngrade = 'S'")], "reward-of-no-grade"),
        (&[("by = 'score'", "by = 'grade'")], "reward-without-sum"),
        (
            &[("budget_won = 1000", "budget_won = 1000\nrounding_won = 100\nfloor_won = 150")],
            "not-a-round-sum",
        ),
        (&[("budget_won = 1000", "budget_won = 1000\nfloor_won = 200\ncap_won = 100")], "out-of-range"),
        (&[("budget_won = 1000", "budget_won = 1000\nrounding_won = 0")], "out-of-range"),
        (
            &[("'arithmetic'", "'geometric'"), ("weights_vary = 0.2", "normalise = ['z-score']")],
            "geometric-of-z-scores",
        ),
        (&[("budget_won = 1000\n", "")], "choice-missing"),
        (&[("id = 'a'", "id = 'a'\ndecimals = 7")], "out-of-range"),
        (&[("id = 'a'", "id = 'a'\ngoalposts = [3, 3]")], "out-of-range"),
        (&[("count = 1", "count = 1\n[[grading.step]]\ngrade = 'A'\ncount = 2")], "name-twice"),
    ];
    for (changes, expected) in cases {
        let found = Scheme::from_toml(&with(changes)).map_err(code);
        assert_eq!(found.map(|_| ()), Err(expected.to_owned()), "{changes:?}");
    }
    let head = GOOD.split("[[indicator]]").next().unwrap_or_default();
    assert_eq!(Scheme::from_toml(head).map_err(code), Err("no-indicators".to_owned()));
    let given = format!(
        "{head}[grading]\nmethod = 'given'\n[reward]\nmethod = 'split'\nby = 'score'\nbudget_won = 1\n"
    );
    assert_eq!(Scheme::from_toml(&given).map_err(code), Err("split-needs-scores".to_owned()));
}

fn unit(id: &str, league: &str) -> Unit {
    Unit { league: league.to_owned(), id: id.to_owned(), grade: None }
}

fn column(name: &str, values: &[&str]) -> Column {
    Column { name: name.to_owned(), values: values.iter().map(|text| Micro::parse(text)).collect() }
}

#[test]
fn a_table_that_cannot_be_right_is_refused() {
    let make = |units: Vec<Unit>, columns: Vec<Column>| Table::new(units, columns).map(|_| ()).map_err(code);
    assert_eq!(make(vec![], vec![]), Err("no-units".to_owned()));
    assert_eq!(make(vec![unit("u", "1"), unit("u", "2")], vec![]), Err("unit-twice".to_owned()));
    assert_eq!(make(vec![unit(" u", "1")], vec![]), Err("unit-blank".to_owned()));
    assert_eq!(make(vec![unit("u", "1")], vec![column("a", &[])]), Err("column-length".to_owned()));
    let many = (0..50_001).map(|at| unit(&at.to_string(), "1")).collect();
    assert_eq!(make(many, vec![]), Err("too-many-units".to_owned()));
}

/// Evaluates three units of one league (a fourth alone in its own when there are four values).
fn evaluated(scheme: &str, a: &[&str], b: &[&str], run: &Run<'_>) -> Result<(), String> {
    let leagues = ["1", "1", "1", "2"];
    let units = a.iter().enumerate().map(|(at, _)| unit(&format!("u{at}"), leagues[at])).collect();
    let mut columns = vec![column("a", a), column("b", b)];
    columns.extend((0..1).map(|_| column("per", &["-1", "2", "3", "4"][..a.len()])));
    let table = Table::new(units, columns).expect("a table");
    let scheme = Scheme::from_toml(scheme).expect("a judged scheme");
    evaluate(&scheme, &table, run).map(|_| ()).map_err(code)
}

#[test]
fn figures_that_cannot_be_evaluated_are_refused_and_named() {
    let plain = Run::plain();
    let good: [&str; 3] = ["3", "2", "1"];
    let refused = |code: &str| Err(code.to_owned());
    let at = |changes: &[(&str, &str)], a: &[&str], b: &[&str]| evaluated(&with(changes), a, b, &plain);
    assert_eq!(at(&[], &good, &good), Ok(()));
    assert_eq!(at(&[("id = 'b'", "id = 'c'")], &good, &good), refused("no-column"));
    assert_eq!(at(&[], &["", "", ""], &good), refused("column-blank"));
    assert_eq!(
        at(&[("id = 'a'", "id = 'a'\nof = 'a'\nper = 'per'")], &good, &good),
        refused("denominator-negative")
    );
    assert_eq!(at(&[], &["3", "2", "1", ""], &["1", "2", "3", "1"]), refused("nothing-stands-in"));
    assert_eq!(at(&[], &["2", "2", "2"], &good), refused("all-equal"));
    assert_eq!(at(&[("'min-max'", "'z-score'")], &["2", "2", "2"], &good), refused("all-equal"));
    assert_eq!(at(&[], &["3", "2", "1", "1"], &["1", "2", "3", "1"]), refused("league-of-one"));
    assert_eq!(at(&[("'arithmetic'", "'geometric'")], &good, &good), refused("not-above-zero"));
    assert_eq!(
        at(&[("'refuse'\naggregate", "'half'\naggregate")], &["2", "2", "2"], &["2", "2", "2"]),
        refused("tie-at-cut")
    );
    assert_eq!(
        at(&[("budget_won = 1000", "budget_won = 1000\nfloor_won = 2000")], &good, &good),
        refused("budget-below-floors")
    );
    assert_eq!(
        at(&[("'min-max'", "'z-score'"), ("count = 1", "count = 3")], &good, &["3", "2", "1"]),
        refused("score-not-above-zero")
    );
    let tiny = [
        ("'min-max'", "'target'"),
        ("id = 'a'", "id = 'a'\ntarget = 0.000001"),
        ("id = 'b'", "id = 'b'\ntarget = 1"),
    ];
    assert_eq!(at(&tiny, &["999999999999", "2", "1"], &good), refused("score-too-large"));
    let mix = [
        ("id = 'a'", "id = 'a'\ncounts = 'difference'"),
        ("[grading]", "[case_mix]\ncovariates = ['b']\n[grading]"),
    ];
    assert_eq!(at(&mix, &good, &good), refused("too-few-for-case-mix"));
}

#[test]
fn variants_need_a_seed_and_have_a_bound() {
    let good = ["3", "2", "1"];
    let run =
        |variants, seed| evaluated(GOOD, &good, &good, &Run { variants, seed, workers: 1, progress: None });
    assert_eq!(run(10, None), Err("no-seed".to_owned()));
    assert_eq!(run(2_000_000, Some([0; 32])), Err("too-many-variants".to_owned()));
    assert_eq!(run(10, Some([0; 32])), Ok(()));
}

#[test]
fn covariates_that_say_the_same_are_refused() {
    let text = with(&[
        ("id = 'a'", "id = 'a'\ncounts = 'difference'"),
        ("[grading]", "[case_mix]\ncovariates = ['x', 'y']\n[grading]"),
    ]);
    let scheme = Scheme::from_toml(&text).expect("a judged scheme");
    let numbers: Vec<String> = (1..=20).map(|at| at.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let units = numbers.iter().map(|id| unit(id, "1")).collect();
    let columns = ["a", "b", "x", "y"].iter().map(|name| column(name, &numbers)).collect();
    let table = Table::new(units, columns).expect("a table");
    assert_eq!(
        evaluate(&scheme, &table, &Run::plain()).map(|_| ()).map_err(code),
        Err("covariates-dependent".to_owned())
    );
}

#[test]
fn a_published_grade_without_a_reward_is_refused() {
    let head = GOOD.split("scope").next().unwrap_or_default();
    let scheme = format!(
        "{head}[grading]\nmethod = 'given'\n[reward]\nmethod = 'fixed'\ngrade = [{{ grade = 'S', won = 5 }}]\n"
    );
    let scheme = Scheme::from_toml(&scheme).expect("a judged scheme");
    let graded = |grade: &str| Unit { grade: Some(grade.to_owned()), ..unit("u", "1") };
    let run = |grade: &str| {
        let table = Table::new(vec![graded(grade)], vec![]).expect("a table");
        evaluate(&scheme, &table, &Run::plain()).map(|result| result.money.rewards.0).map_err(code)
    };
    assert_eq!(run("S"), Ok(5));
    assert_eq!(run("A"), Err("grade-without-reward".to_owned()));
}

#[test]
fn a_frontier_takes_only_known_values_above_zero() {
    let make = |a: &[&str], b: &[&str]| {
        let ids: Vec<String> = (0..a.len()).map(|at| format!("u{at}")).collect();
        let side = |name: &str, values: &[&str]| {
            if values.is_empty() { vec![] } else { vec![column(name, values)] }
        };
        Units::new(&ids, &side("a", a), &side("b", b)).map(|_| ()).map_err(code)
    };
    assert_eq!(make(&["1", "2"], &["1", "2"]), Ok(()));
    assert_eq!(make(&["1", "2"], &[]), Err("no-side".to_owned()));
    assert_eq!(make(&["1", ""], &["1", "2"]), Err("value-blank".to_owned()));
    assert_eq!(make(&["1", "0"], &["1", "2"]), Err("value-not-above-zero".to_owned()));
    assert_eq!(make(&["1", "-3"], &["1", "2"]), Err("value-not-above-zero".to_owned()));
}
