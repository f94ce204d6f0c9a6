//! Laws that hold for all figures: order and threads change nothing, money is kept to the won, missing is never zero.

use base::{Dice, Won};
use indicators::{
    Column, Evaluation, Micro, Mode, Orientation, Question, Returns, Run, Scheme, Table, Unit, Units,
    evaluate, frontier, next_grade,
};
use proptest::prelude::*;

const HEAD: &str = "schema = 1\nid = 'law'\nname = 'law'\nstatus = 'official'\n\
                    missing = 'exclude-reweight'\nzero_range = 'half'\nrank_ties = 'min'\n";
const INDICATORS: &str = "
[[indicator]]
id = 'a'
direction = 'higher'
weight = 0.5
target = 7
decimals = 0
[[indicator]]
id = 'b'
direction = 'lower'
weight = 0.3
target = 4
decimals = 0
[[indicator]]
id = 'c'
direction = 'higher'
weight = 0.2
target = 9
decimals = 0
";
const GRADES: &str = "
[grading]
method = 'count'
tie_at_cut = 'expand'
rest = 'C'
[[grading.step]]
grade = 'A'
count = 2
[[grading.step]]
grade = 'B'
count = 2
";
const VARY: &str = "
[uncertainty]
weights_vary = 0.5
normalise = ['min-max', 'z-score', 'borda', 'rank', 'target']
missing = ['exclude-reweight']
leave_one_out = true
";

fn scheme(choices: &str, rest: &str) -> Scheme {
    Scheme::from_toml(&format!("{HEAD}{choices}{INDICATORS}{GRADES}{rest}")).expect("a judged scheme")
}

const PLAIN: &str = "scope = 'league'\nnormalise = 'min-max'\naggregate = 'arithmetic'\n";

/// One row: league, and three values that may be missing.
type Row = (u8, [Option<i64>; 3]);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let value = || prop_oneof![1 => Just(None), 6 => (0_i64..12).prop_map(Some)];
    prop::collection::vec((0_u8..3, [value(), value(), value()]), 3..14)
        .prop_filter("every column has a value", |rows| {
            (0..3).all(|column| rows.iter().any(|(_, values)| values[column].is_some()))
        })
}

fn table(rows: &[Row]) -> Table {
    table_in(rows, &(0..rows.len()).collect::<Vec<_>>())
}

fn table_in(rows: &[Row], order: &[usize]) -> Table {
    let units = order.iter().map(|&at| Unit {
        league: format!("league-{}", rows[at].0),
        id: format!("u{at:02}"),
        grade: None,
    });
    let columns = ["a", "b", "c"].iter().enumerate().map(|(column, name)| Column {
        name: (*name).to_owned(),
        values: order.iter().map(|&at| rows[at].1[column].and_then(Micro::from_whole)).collect(),
    });
    Table::new(units.collect(), columns.collect()).expect("a table")
}

fn run(scheme: &Scheme, table: &Table, variants: u32, workers: usize) -> Evaluation {
    let run = Run { variants, seed: Some([9; 32]), workers, progress: None };
    evaluate(scheme, table, &run).expect("a result")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(), seed in any::<u64>()) {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let mut dice = Dice::new(seed);
        for at in (1..order.len()).rev() {
            order.swap(at, dice.between(0, at as i64) as usize);
        }
        let scheme = scheme(PLAIN, VARY);
        let (one, other) = (run(&scheme, &table(&rows), 40, 1), run(&scheme, &table_in(&rows, &order), 40, 1));
        prop_assert_eq!(one, other);
    }

    #[test]
    fn the_number_of_threads_changes_nothing(rows in rows(), workers in 2_usize..6) {
        let scheme = scheme(PLAIN, VARY);
        let table = table(&rows);
        prop_assert_eq!(run(&scheme, &table, 37, 1), run(&scheme, &table, 37, workers));
    }

    #[test]
    fn nothing_is_ever_not_a_number(rows in rows()) {
        let scheme = scheme(PLAIN, VARY);
        let result = run(&scheme, &table(&rows), 20, 2);
        for detail in &result.details {
            for value in [detail.treated, detail.normalised, detail.contribution].into_iter().flatten() {
                prop_assert!(value.is_finite());
            }
        }
        for factor in &result.factors {
            prop_assert!(factor.mean_rank_shift.is_finite());
            prop_assert!(factor.total.is_none_or(f64::is_finite));
        }
        for unit in &result.units {
            if let (Some(low), Some(high)) = (unit.rank_low, unit.rank_high) {
                prop_assert!(1 <= low && low <= high && high as usize <= rows.len());
            }
        }
    }

    #[test]
    fn what_is_missing_does_not_count_and_what_is_there_sums_to_the_score(rows in rows()) {
        let result = run(&scheme(PLAIN, ""), &table(&rows), 0, 1);
        for unit in &result.units {
            let own: Vec<_> = result.details.iter().filter(|detail| detail.unit == unit.id).collect();
            for detail in own.iter().filter(|detail| detail.raw.is_none()) {
                prop_assert_eq!((detail.normalised, detail.contribution), (None, None));
                prop_assert!(detail.weight.abs() < 1e-15);
            }
            let sum: f64 = own.iter().filter_map(|detail| detail.contribution).sum();
            match unit.score {
                Some(score) => {
                    prop_assert!((score.to_f64() - sum).abs() < 2e-9);
                    let weights: f64 = own.iter().map(|detail| detail.weight).sum();
                    prop_assert!((weights - 1.0).abs() < 1e-9);
                }
                None => prop_assert!(own.iter().all(|detail| detail.raw.is_none())),
            }
        }
    }

    #[test]
    fn a_better_value_never_makes_the_own_rank_worse(rows in rows(), at in 0_usize..14, more in 1_i64..6) {
        let at = at % rows.len();
        let scheme = scheme(PLAIN, "");
        let rank = |rows: &[Row]| run(&scheme, &table(rows), 0, 1).unit(&format!("u{at:02}")).and_then(|u| u.rank);
        let before = rank(&rows);
        let mut better = rows.clone();
        if let Some(value) = &mut better[at].1[0] {
            *value += more;
            prop_assert!(rank(&better) <= before);
        }
    }

    #[test]
    fn a_split_is_kept_to_the_won(
        rows in rows(),
        budget in 100_i64..5_000,
        floor in 0_i64..8,
        cap in 8_i64..400,
        rounding in 1_i64..20,
        by in prop_oneof![Just("equal"), Just("grade")],
    ) {
        let (floor, cap) = (floor * rounding, cap * rounding);
        let reward = format!(
            "[reward]\nmethod = 'split'\nby = '{by}'\nbudget_won = {budget}\nfloor_won = {floor}\ncap_won = {cap}\n\
             rounding_won = {rounding}\ngrade = [{{ grade = 'A', weight = 3 }}, {{ grade = 'B', weight = 1.5 }}]\n"
        );
        let scheme = scheme(PLAIN, &reward);
        let result = match evaluate(&scheme, &table(&rows), &Run::plain()) {
            Ok(result) => result,
            Err(refused) => {
                let below = matches!(refused, indicators::Refused::BudgetBelowFloors { .. });
                prop_assert!(below, "{refused}");
                return Ok(());
            }
        };
        let paid: Won = result.units.iter().map(|unit| unit.reward).sum();
        prop_assert_eq!(paid, result.money.rewards);
        prop_assert_eq!(result.money.rewards + result.money.unspent, Won(budget));
        for unit in &result.units {
            let takes_part = unit.grade.as_deref().is_some_and(|grade| grade != "C");
            if takes_part {
                prop_assert!((floor..=cap).contains(&unit.reward.0), "{unit:?}");
                prop_assert_eq!(unit.reward.0 % rounding, 0);
            } else {
                prop_assert_eq!(unit.reward, Won::ZERO);
            }
        }
    }

    #[test]
    fn the_change_that_is_named_lifts_and_one_grain_less_does_not(rows in rows(), at in 0_usize..14) {
        let (scheme, table) = (scheme(PLAIN, ""), table(&rows));
        let unit = format!("u{:02}", at % rows.len());
        let answer = next_grade(&scheme, &table, &unit).expect("an answer");
        let place = table.place(&unit).expect("the unit is there");
        let height = |table: &Table| {
            let grade = run(&scheme, table, 0, 1).unit(&unit).and_then(|one| one.grade.clone());
            ["A", "B", "C"].iter().position(|name| grade.as_deref() == Some(*name)).unwrap_or(3)
        };
        let now = height(&table);
        for change in &answer.changes {
            prop_assert!(height(&table.with(&change.column, place, Some(change.to))) < now);
            let grain = if change.indicator == "b" { 1_000_000 } else { -1_000_000 };
            let short = Micro::from_millionths(change.to.millionths() + grain);
            let still_a_change = change.from.is_some_and(|from| {
                if grain < 0 { short > from } else { short < from }
            });
            if still_a_change {
                prop_assert_eq!(height(&table.with(&change.column, place, Some(short))), now);
            }
        }
    }

    #[test]
    fn the_frontier_agrees_with_a_general_solver(
        values in prop::collection::vec(prop::array::uniform4(1_i64..40), 2..14),
        variable in any::<bool>(),
        output in any::<bool>(),
        others_only in any::<bool>(),
    ) {
        let units = units(&values, [1, 1, 1, 1]);
        let question = Question {
            returns: if variable { Returns::Variable } else { Returns::Constant },
            orientation: if output { Orientation::Output } else { Orientation::Input },
            mode: if others_only { Mode::Super } else { Mode::Plain },
        };
        for (at, position) in frontier(&units, question, 2).iter().enumerate() {
            let general = frontier::baseline_score(&units, question, at);
            match (position.score, general) {
                (Some(own), Some(general)) => prop_assert!((own - general).abs() < 1e-6 * general.max(1.0), "{own} {general}"),
                (own, general) => prop_assert_eq!(own, general),
            }
        }
    }

    #[test]
    fn the_frontier_does_not_hang_on_units_of_measure(
        values in prop::collection::vec(prop::array::uniform4(1_i64..40), 2..12),
        variable in any::<bool>(),
    ) {
        let returns = if variable { Returns::Variable } else { Returns::Constant };
        let question = Question { returns, orientation: Orientation::Input, mode: Mode::Plain };
        let scores = |scale| -> Vec<Option<f64>> {
            frontier(&units(&values, scale), question, 1).into_iter().map(|one| one.score).collect()
        };
        for (one, other) in scores([1, 1, 1, 1]).into_iter().zip(scores([1_000, 1, 10, 100_000])) {
            let (one, other) = (one.expect("a score"), other.expect("a score"));
            prop_assert!((one - other).abs() < 1e-8, "{one} {other}");
            prop_assert!(one > 0.0 && one <= 1.0 + 1e-9);
        }
    }

    #[test]
    fn peers_and_slacks_account_for_the_unit(values in prop::collection::vec(prop::array::uniform4(1_i64..40), 2..12)) {
        let units = units(&values, [1, 1, 1, 1]);
        let question = Question { returns: Returns::Variable, orientation: Orientation::Input, mode: Mode::Plain };
        let place = |id: &str| id[1..].parse::<usize>().expect("a number");
        for position in frontier(&units, question, 1) {
            let own = values[place(&position.id)];
            let weights: f64 = position.peers.iter().map(|(_, weight)| weight).sum();
            prop_assert!((weights - 1.0).abs() < 1e-7);
            for column in 0..4 {
                let reached: f64 =
                    position.peers.iter().map(|(peer, weight)| weight * values[place(peer)][column] as f64).sum();
                let slack = position.slacks[column].1;
                let asked = own[column] as f64;
                let told = if column < 2 {
                    position.score.expect("a score") * asked - slack
                } else {
                    asked + slack
                };
                prop_assert!((reached - told).abs() < 1e-6, "{position:?}");
            }
        }
    }
}

fn units(values: &[[i64; 4]], scale: [i64; 4]) -> Units {
    let ids: Vec<String> = (0..values.len()).map(|at| format!("u{at:02}")).collect();
    let column = |at: usize| Column {
        name: format!("c{at}"),
        values: values.iter().map(|row| Micro::from_whole(row[at] * scale[at])).collect(),
    };
    Units::new(&ids, &[column(0), column(1)], &[column(2), column(3)]).expect("units")
}
