//! Laws that hold for all rulebooks and applicants: the compiled plan says what the rules say read naively, what is not
//! known is never guessed, and neither order nor threads change anything.

mod naive;

use std::{cmp::Ordering, collections::BTreeMap};

use base::Dice;
use jiff::{ToSpan, civil::date};
use naive::{Row, answer, before, invent};
use proptest::prelude::*;
use rules::{Draft, Effect, Enough, Facts, Finding, Intake, Points, Rulebook, Standing, Verdict, compare};

const ON: jiff::civil::Date = date(2026, 2, 28);

fn facts(rulebook: &Rulebook, rows: &[Row]) -> Facts {
    let mut intake = Intake::new(&[rulebook]).expect("one rulebook agrees with itself");
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<String> = intake.columns().iter().map(|column| row[*column].clone()).collect();
        intake.push(&format!("a{number:04}"), cells.iter().map(String::as_str));
    }
    intake.finish().expect("sound facts")
}

/// A rulebook with its draft, and applicants.
fn invented(seed: u64, count: i64, blank: i64) -> (Draft, Rulebook, Vec<Row>) {
    let mut dice = Dice::new(seed);
    let (draft, rulebook) = loop {
        let draft = invent::rulebook(&mut dice);
        match Rulebook::new(&draft) {
            Ok(rulebook) => break (draft, rulebook),
            // Ends outside the bounds of a field make bands with a hole; conditions may ask for what cannot be typed.
            Err(refused) => {
                let said = refused.to_string();
                assert!(
                    ["no band", "two bands", "nothing lies"].iter().any(|one| said.contains(one)),
                    "{said}"
                );
            }
        }
    };
    let rows = (0..count).map(|_| invent::applicant(&mut dice, blank)).collect();
    (draft, rulebook, rows)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_compiled_plan_says_what_the_rules_say_read_naively(seed in any::<u64>()) {
        let (draft, rulebook, rows) = invented(seed, 150, 15);
        let facts = facts(&rulebook, &rows);
        let plan = rulebook.plan(ON).expect("in force");
        let decisions = plan.decide(&facts, 1).expect("decisions");
        for (row, cells) in rows.iter().enumerate() {
            let expected = answer(&draft, cells, ON);
            let case = plan.case(&facts, row).expect("a case");
            let hundredths = |score: Option<Points>| score.map(|score| i64::from(score.hundredths()));
            prop_assert_eq!(decisions.verdict(row).word(), expected.verdict, "{:?}", cells);
            prop_assert_eq!(hundredths(decisions.score(row)), expected.score, "{:?}", cells);
            prop_assert_eq!(case.verdict(), decisions.verdict(row));
            prop_assert_eq!(hundredths(case.score()), expected.score);
            prop_assert_eq!(case.tier(), decisions.tier(row));
            let codes: Vec<String> = case.reasons().iter().map(rules::Reason::code).collect();
            prop_assert_eq!(codes, expected.reasons);
            let against: Vec<usize> = decisions.against(row).collect();
            let unclear: Vec<usize> = decisions.unclear(row).collect();
            for (place, (_, finding)) in case.clauses().into_iter().enumerate() {
                prop_assert_eq!(finding == Finding::Against, against.contains(&place));
                prop_assert_eq!(finding == Finding::Unclear, unclear.contains(&place));
            }
        }
        let counted = [Verdict::Yes, Verdict::No, Verdict::Unknown].map(|verdict| decisions.count(verdict));
        prop_assert_eq!(counted.iter().sum::<usize>(), rows.len());
        for (place, count) in decisions.against_counts().into_iter().enumerate() {
            let expected = (0..rows.len()).filter(|row| decisions.against(*row).any(|at| at == place)).count();
            prop_assert_eq!(count, expected);
        }
    }

    #[test]
    fn an_answer_given_in_spite_of_missing_papers_is_not_changed_by_any_of_them(seed in any::<u64>()) {
        let (_, rulebook, rows) = invented(seed, 40, 40);
        let mut dice = Dice::new(seed ^ 1);
        let filled: Vec<Row> = rows.iter().map(|row| {
            let whole = invent::applicant(&mut dice, 0);
            row.iter().map(|(name, cell)| {
                (name.clone(), if cell.is_empty() { whole[name].clone() } else { cell.clone() })
            }).collect::<BTreeMap<_, _>>()
        }).collect();
        let plan = rulebook.plan(ON).expect("in force");
        let (some, all) = (facts(&rulebook, &rows), facts(&rulebook, &filled));
        let (before, after) = (plan.decide(&some, 1).expect("decisions"), plan.decide(&all, 1).expect("decisions"));
        for row in 0..rows.len() {
            prop_assert_ne!(after.verdict(row), Verdict::Unknown);
            if before.verdict(row) == Verdict::Unknown {
                prop_assert!(!plan.case(&some, row).expect("a case").missing().is_empty());
            } else {
                prop_assert_eq!(after.verdict(row), before.verdict(row));
            }
        }
    }

    #[test]
    fn neither_the_order_of_applicants_nor_the_number_of_threads_changes_anything(
        seed in any::<u64>(), workers in 2_usize..9,
    ) {
        let (_, rulebook, rows) = invented(seed, 300, 10);
        let plan = rulebook.plan(ON).expect("in force");
        let sorted = facts(&rulebook, &rows);
        let mut intake = Intake::new(&[&rulebook]).expect("one rulebook");
        for (number, row) in rows.iter().enumerate().rev() {
            let cells: Vec<String> = intake.columns().iter().map(|column| row[*column].clone()).collect();
            intake.push(&format!("a{number:04}"), cells.iter().map(String::as_str));
        }
        let turned = intake.finish().expect("sound facts");
        prop_assert_eq!(&turned, &sorted);
        let decisions = plan.decide(&sorted, 1).expect("decisions");
        prop_assert_eq!(&plan.decide(&turned, workers).expect("decisions"), &decisions);
    }

    #[test]
    fn the_ranking_is_the_order_of_tier_score_and_tie_breaks(seed in any::<u64>()) {
        let (draft, rulebook, rows) = invented(seed, 60, 5);
        let plan = rulebook.plan(ON).expect("in force");
        let facts = facts(&rulebook, &rows);
        let decisions = plan.decide(&facts, 1).expect("decisions");
        let ranking = plan.ranking(&facts, &decisions).expect("a ranking");
        let ranked: Vec<(usize, u32)> = ranking.rows().collect();
        prop_assert_eq!(ranked.len(), decisions.count(Verdict::Yes));
        for (at, pair) in ranked.windows(2).enumerate() {
            let ((one, place), (other, next)) = (pair[0], pair[1]);
            match before(&draft, &rows[one], &rows[other], ON) {
                Ordering::Less => prop_assert_eq!(next as usize, at + 2),
                Ordering::Equal => {
                    prop_assert_eq!(next, place);
                    prop_assert!(one < other);
                }
                Ordering::Greater => prop_assert!(false, "{one} stands before {other}"),
            }
        }
    }

    #[test]
    fn each_way_out_of_a_clause_is_one(seed in any::<u64>()) {
        let (_, rulebook, rows) = invented(seed, 60, 10);
        let plan = rulebook.plan(ON).expect("in force");
        let facts = facts(&rulebook, &rows);
        for (row, cells) in rows.iter().enumerate() {
            let case = plan.case(&facts, row).expect("a case");
            for remedy in case.remedies() {
                for way in remedy.ways {
                    let id = &remedy.clause.id;
                    if let Some(day) = way.on {
                        let own = rulebook.fields.iter().find(|field| field.id == way.field.id);
                        if matches!(own.map(|field| &field.kind), Some(rules::Kind::Age { on: None, .. })) {
                            prop_assert!(day > ON);
                        }
                    }
                    if way.field.is_counted() {
                        continue;
                    }
                    let value = way.one_of.first().cloned().or(way.from.clone()).or(way.to.clone());
                    let Some(value) = value else { continue };
                    let mut changed = cells.clone();
                    changed.insert(way.field.id.clone(), value);
                    let one = self::facts(&rulebook, &[changed]);
                    let other = plan.case(&one, 0).expect("a case");
                    let finding = other.clauses().into_iter().find(|(clause, _)| &clause.id == id).map(|(_, f)| f);
                    // The date behind an age may have moved the age as well; other clauses need not hold.
                    let counted = ["born_on", "moved_on"].contains(&way.field.id.as_str());
                    prop_assert!(counted || !matches!(finding, Some(Finding::Against | Finding::Unclear)), "{way:?}");
                }
            }
        }
    }

    #[test]
    fn each_lift_brings_what_it_says(seed in any::<u64>(), cut in -500_i32..9_000) {
        let (_, rulebook, rows) = invented(seed, 40, 5);
        let plan = rulebook.plan(ON).expect("in force");
        let facts = facts(&rulebook, &rows);
        let cut = Points::from_hundredths(cut);
        for row in 0..rows.len() {
            let case = plan.case(&facts, row).expect("a case");
            let lifts = case.lifts(cut);
            let Some(score) = case.score() else {
                prop_assert!(lifts.is_empty());
                continue;
            };
            prop_assert!(score <= cut || lifts.is_empty());
            for lift in lifts {
                prop_assert!(lift.gain > Points::ZERO);
                let then = score.hundredths() + lift.gain.hundredths();
                let enough = match then.cmp(&cut.hundredths()) {
                    Ordering::Greater => Enough::Alone,
                    Ordering::Equal => Enough::Equal,
                    Ordering::Less => Enough::Helps,
                };
                prop_assert_eq!(lift.enough, enough);
            }
        }
    }

    #[test]
    fn a_rulebook_compared_with_itself_moves_nobody_and_all_places_are_accounted_for(
        seed in any::<u64>(), other in any::<u64>(), places in 0_usize..80,
    ) {
        let (_, one, rows) = invented(seed, 60, 10);
        let (_, two, _) = invented(other, 0, 0);
        let facts = facts(&one, &rows);
        let (before, after) = (one.plan(ON).expect("in force"), two.plan(ON).expect("in force"));
        let same = compare(&facts, &before, &before, (places, 1)).expect("a comparison");
        prop_assert_eq!((same.count(Effect::Gains), same.count(Effect::Loses), same.places_moved()), (0, 0, 0));
        let both = compare(&facts, &before, &after, (places, 2)).expect("a comparison");
        for side in [&both.before, &both.after] {
            prop_assert_eq!(side.placed + side.contested_places, places.min(side.eligible));
            prop_assert_eq!(side.eligible + side.ineligible + side.unknown, rows.len());
            prop_assert!(side.contested == 0 || side.contested > side.contested_places);
        }
        let sure = |standing: fn(&rules::Moved) -> Standing| {
            (0..rows.len()).filter(|row| standing(&both.moved(*row)) == Standing::Placed).count()
        };
        prop_assert_eq!((sure(|moved| moved.before), sure(|moved| moved.after)), (both.before.placed, both.after.placed));
        let turned = compare(&facts, &after, &before, (places, 1)).expect("a comparison");
        prop_assert_eq!(turned.count(Effect::Gains), both.count(Effect::Loses));
        let homes = both.by(&facts, "home");
        prop_assert_eq!(homes.iter().map(|share| share.applicants).sum::<usize>(), rows.len());
        prop_assert_eq!(homes.iter().map(|share| share.gains).sum::<usize>(), both.count(Effect::Gains));
    }

    #[test]
    fn an_age_is_reached_on_the_day_that_is_said(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let text = invent::FIELDS.to_owned() + "
            [[require]]
            id = 'of-age'
            name = 'of age'
            when = { field = 'age', at_least = 65 }
            source = 'invented'
        ";
        let rulebook = Rulebook::from_toml(&text).expect("a rulebook");
        let on = date(2021, 1, 1).saturating_add(dice.between(0, 3_000).days());
        let row = loop {
            let row = invent::applicant(&mut dice, 0);
            if row["born_on"].parse::<jiff::civil::Date>().expect("a date") < on {
                break row;
            }
        };
        let facts = facts(&rulebook, &[row]);
        let plan = rulebook.plan(on).expect("in force");
        let case = plan.case(&facts, 0).expect("a case");
        if case.verdict() == Verdict::Yes {
            prop_assert_eq!(case.eligible_from(), None);
        } else {
            let day = case.eligible_from().expect("only time is lacking");
            prop_assert!(day > on);
            let verdict = |day: jiff::civil::Date| {
                rulebook.plan(day).expect("in force").decide(&facts, 1).expect("decisions").verdict(0)
            };
            prop_assert_eq!(verdict(day), Verdict::Yes);
            prop_assert_eq!(verdict(day.yesterday().expect("a day before")), Verdict::No);
        }
    }

    #[test]
    fn no_input_makes_it_panic(cells in proptest::collection::vec(any::<String>(), 0..12), id in any::<String>()) {
        let rulebook = Rulebook::from_toml(&(invent::FIELDS.to_owned() + "
            [[exclude]]
            id = 'ill'
            name = 'ill'
            when = { field = 'ill', is = 'yes' }
            source = 'invented'
        ")).expect("a rulebook");
        let mut intake = Intake::new(&[&rulebook]).expect("one rulebook");
        intake.push(&id, cells.iter().map(String::as_str));
        intake.push("b", ["1950-01-01", "", "99", "-999999999999", "70", "0.1", "no", "yes", "home"]);
        drop(intake.finish());
    }

    #[test]
    fn no_text_makes_the_reader_of_rulebooks_panic(seed in any::<u64>(), cuts in 1_usize..6) {
        let mut dice = Dice::new(seed);
        let mut text: Vec<char> = invent::rulebook(&mut dice).to_toml().chars().collect();
        let letters: Vec<char> = "0123456789\"'-_.,={}[]\n abyz가".chars().collect();
        for _ in 0..cuts {
            let at = dice.between(0, text.len() as i64 - 1) as usize;
            let letter = letters[dice.between(0, letters.len() as i64 - 1) as usize];
            if dice.chance(50) {
                text[at] = letter;
            } else {
                text.remove(at);
            }
        }
        if let Ok(rulebook) = Rulebook::from_toml(&text.into_iter().collect::<String>()) {
            let rows: Vec<Row> = (0..3).map(|_| invent::applicant(&mut dice, 20)).collect();
            let mut intake = Intake::new(&[&rulebook]).expect("one rulebook");
            for (number, row) in rows.iter().enumerate() {
                let cells: Vec<String> = row.values().cloned().collect();
                intake.push(&number.to_string(), cells.iter().map(String::as_str));
            }
            if let (Ok(facts), Ok(plan)) = (intake.finish(), rulebook.plan(ON)) {
                drop(plan.decide(&facts, 2));
            }
        }
    }

    #[test]
    fn a_draft_written_and_read_again_is_the_same(seed in any::<u64>()) {
        let draft = invent::rulebook(&mut Dice::new(seed));
        let again = Draft::from_toml(&draft.to_toml()).expect("its own writing");
        prop_assert_eq!(&again, &draft);
        prop_assert_eq!(again.contents_sha256(), draft.contents_sha256());
    }
}
