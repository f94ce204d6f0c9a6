//! The rulebooks that ship: samples that work and say what they are, official forms that refuse to be used.

use jiff::civil::date;
use rules::{Draft, Intake, Lineage, Reason, Refused, Rulebook, Status, Verdict};

const SAMPLE_2026: &str = include_str!("../../../guidelines/selection/sample_public_interest_2026.toml");
const SAMPLE_2025: &str = include_str!("../../../guidelines/selection/sample_public_interest_2025.toml");
const FORMS: [&str; 4] = [
    include_str!("../../../guidelines/selection/official_form_public_interest.toml"),
    include_str!("../../../guidelines/selection/official_form_capability.toml"),
    include_str!("../../../guidelines/selection/official_form_market.toml"),
    include_str!("../../../guidelines/selection/official_form_job_placement.toml"),
];
const TYPES: &str = include_str!("../../../guidelines/programme_types.toml");

fn sample() -> Rulebook {
    Rulebook::from_toml(SAMPLE_2026).expect("the sample is sound")
}

#[test]
fn the_samples_are_sound_and_marked_as_samples() {
    for text in [SAMPLE_2026, SAMPLE_2025] {
        let rulebook = Rulebook::from_toml(text).expect("the sample is sound");
        assert_eq!(rulebook.status, Status::Sample);
        let lineage = Lineage::from_toml(TYPES).expect("type names");
        assert!(lineage.name_in(&rulebook.programme, rulebook.year).is_ok());
    }
}

#[test]
fn the_official_forms_refuse_until_they_are_typed_in_and_signed_off() {
    for text in FORMS {
        let draft = Draft::from_toml(text).expect("a form");
        assert!(matches!(Rulebook::new(&draft), Err(Refused::RulebookNotTypedIn { .. })));
        let typed_in = Draft { status: Status::Official, ..draft.clone() };
        assert!(matches!(Rulebook::new(&typed_in), Err(Refused::NotSignedOff { .. })));
        // What is known already is sound: only points are missing.
        assert!(Rulebook::new(&Draft { status: Status::Sample, ..draft }).is_ok());
    }
}

/// An applicant of the sample who may take part, with some cells changed.
fn decided(changes: &[(&str, &str)]) -> (Verdict, Option<String>, Vec<String>) {
    let rulebook = sample();
    let mut intake = Intake::new(&[&rulebook]).expect("one rulebook");
    let cells: Vec<&str> = intake
        .columns()
        .into_iter()
        .map(|column| match changes.iter().find(|(name, _)| *name == column) {
            Some((_, value)) => *value,
            None => match column {
                "born_on" => "1950-05-01",
                "resident" | "registered" | "basic_pension" => "yes",
                "care_grade" => "none",
                "other_programmes" | "years_joined" => "0",
                "income_won" => "450000",
                "household" => "alone",
                "body" | "talk" => "4.5",
                "applied_on" => "2025-12-01",
                _ => "no",
            },
        })
        .collect();
    let cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
    intake.push("a", cells.iter().map(String::as_str));
    let facts = intake.finish().expect("sound facts");
    let plan = rulebook.plan(date(2026, 1, 2)).expect("in force");
    let case = plan.case(&facts, 0).expect("a case");
    (
        case.verdict(),
        case.score().map(|score| score.to_string()),
        case.reasons().iter().map(Reason::code).collect(),
    )
}

#[test]
fn exclusions_and_their_exceptions_are_those_of_the_published_notices() {
    let yes = |changes: &[(&str, &str)]| decided(changes).0 == Verdict::Yes;
    let no = |changes: &[(&str, &str)], code: &str| decided(changes).2 == [code];
    assert_eq!(decided(&[]), (Verdict::Yes, Some("94".to_owned()), Vec::new()));
    assert!(no(&[("livelihood_benefit", "yes")], "livelihood-benefit"));
    assert!(no(&[("workplace_insured", "yes")], "workplace-insurance"));
    assert!(yes(&[("workplace_insured", "yes"), ("insured_by_this_job", "yes")]));
    assert!(no(&[("care_grade", "5")], "care-grade"));
    assert!(no(&[("care_grade", "cognitive")], "care-grade"));
    assert!(yes(&[("other_programmes", "1")]));
    assert!(no(&[("other_programmes", "2")], "two-programmes"));
    assert!(no(&[("same_programme", "yes")], "same-programme"));
    assert!(no(&[("registered", "no")], "registered"));
    assert!(no(&[("basic_pension", "no")], "pension"));
    assert!(yes(&[("basic_pension", "no"), ("occupational_pension", "yes")]));
    assert!(no(&[("born_on", "1962-01-01")], "of-age"));
    assert!(yes(&[("born_on", "1962-01-01"), ("near_poor", "yes")]));
    assert!(no(&[("born_on", "1967-01-01"), ("near_poor", "yes")], "of-age"));
}

#[test]
fn what_is_not_known_asks_for_its_paper_and_only_where_something_hangs_on_it() {
    assert_eq!(
        decided(&[("income_won", "")]),
        (Verdict::Unknown, None, vec!["paper:income-check".to_owned()])
    );
    let insured = decided(&[("workplace_insured", ""), ("insured_by_this_job", "yes")]);
    assert_eq!(insured.0, Verdict::Yes);
    assert_eq!(decided(&[("workplace_insured", "")]).2, ["paper:insurance-proof"]);
    assert_eq!(decided(&[("safety_licence", "")]).1.as_deref(), Some("94"));
    assert_eq!(decided(&[("income_won", ""), ("livelihood_benefit", "yes")]).2, ["livelihood-benefit"]);
}
