//! Every refusal is met: what cannot be right is said in words, never computed around.

use base::Refused as Erased;
use jiff::civil::date;
use rules::{Draft, Intake, Lineage, Refused, Rulebook, WORDS_EN, WORDS_KO, compare};

const GOOD: &str = r#"
schema = 1
id = "good"
name = "good"
status = "sample"
type = "public-interest"
year = 2026
source = "invented"
as_of = "2026-01-01"
in_force = { from = "2026-01-01", to = "2026-12-31" }
total = 15
bonus_max = 5

[[paper]]
id = "abstract"
name = "abstract"

[[field]]
id = "born_on"
name = "born"
kind = "date"
paper = "abstract"

[[field]]
id = "age"
name = "age"
kind = "age"
of = "born_on"

[[field]]
id = "income"
name = "income"
kind = "whole"
min = 0
paper = "abstract"

[[field]]
id = "home"
name = "home"
kind = "choice"
choices = [{ id = "alone", name = "alone" }, { id = "couple", name = "couple" }]
paper = "abstract"

[[field]]
id = "talk"
name = "talk"
kind = "decimal"
decimals = 1
min = 0
max = 5
paper = "abstract"

[[require]]
id = "of-age"
name = "65 or older"
when = { field = "age", at_least = 65 }
source = "art. 1"

[[criterion]]
id = "by-income"
name = "by income"
field = "income"
max = 10
band = [{ below = 100, points = 10 }, { from = 100, points = 2.5 }]
source = "art. 2"

[[criterion]]
id = "by-talk"
name = "by talk"
field = "talk"
as_filed = true
source = "art. 3"

[[bonus]]
id = "alone-bonus"
name = "alone"
when = { field = "home", is = "alone" }
points = 1
source = "art. 4"

[[tie]]
field = "income"
prefer = "lower"
source = "art. 5"

[[deadline]]
id = "result"
name = "result"
days = 15
source = "art. 6"
"#;

fn code(refused: Refused) -> String {
    let erased: Erased = refused.into();
    assert!(WORDS_KO.contains(&format!("{} =", erased.key())), "{}", erased.key());
    assert!(WORDS_EN.contains(&format!("{} =", erased.key())), "{}", erased.key());
    erased.code
}

/// The good rulebook with some text replaced.
fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(GOOD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

fn judged(text: &str) -> Result<Rulebook, String> {
    Rulebook::from_toml(text).map_err(code)
}

#[test]
fn a_rulebook_that_cannot_be_right_is_refused_before_any_applicant_is_read() {
    assert!(judged(GOOD).is_ok());
    let long = format!("# {}\n{GOOD}", "x".repeat(300_000));
    assert_eq!(judged(&long), Err("rulebook-too-large".to_owned()));
    let cases: [(&str, &str, &str); 42] = [
        ("status = \"sample\"", "state = \"sample\"", "rulebook-unreadable"),
        ("\"sample\"", "\"perhaps\"", "rulebook-unreadable"),
        ("schema = 1", "schema = 2", "rulebook-version"),
        ("\"sample\"", "\"empty\"", "rulebook-not-typed-in"),
        ("\"sample\"", "\"official\"", "not-signed-off"),
        ("type = \"public-interest\"\n", "", "part-missing"),
        ("in_force = { from = \"2026-01-01\", to = \"2026-12-31\" }\n", "", "part-missing"),
        ("when = { field = \"age\", at_least = 65 }\n", "", "part-missing"),
        ("band = [{ below = 100, points = 10 }, { from = 100, points = 2.5 }]\n", "", "part-missing"),
        ("min = 0\nmax = 5", "min = 0", "part-missing"),
        ("source = \"art. 1\"", "source = \" \"", "source-missing"),
        ("source = \"art. 4\"\n", "", "source-missing"),
        ("source = \"art. 5\"\n", "", "source-missing"),
        ("name = \"by talk\"", "name = \" by talk\"", "name-blank"),
        ("id = \"by-talk\"", "id = \"by;talk\"", "id-unfit"),
        ("id = \"by-talk\"", "id = \"by-income\"", "id-twice"),
        ("id = \"alone-bonus\"", "id = \"of-age\"", "id-twice"),
        ("id = \"alone-bonus\"", "id = \"bonus-max\"", "id-twice"),
        ("to = \"2026-12-31\"", "to = \"2025-12-31\"", "period-backwards"),
        ("when = { field = \"age\"", "when = { field = \"years\"", "field-unknown"),
        ("of = \"born_on\"", "of = \"born\"", "field-unknown"),
        ("kind = \"date\"\npaper = \"abstract\"", "kind = \"date\"", "paper-unknown"),
        ("kind = \"date\"\npaper = \"abstract\"", "kind = \"date\"\npaper = \"other\"", "paper-unknown"),
        ("at_least = 65", "at_least = 65, above = 60", "test-unfit"),
        ("at_least = 65", "is = 65, at_most = 70", "test-unfit"),
        ("{ field = \"age\", at_least = 65 }", "{ field = \"age\" }", "test-unfit"),
        ("{ field = \"age\", at_least = 65 }", "{ all = [] }", "test-unfit"),
        ("{ field = \"home\", is = \"alone\" }", "{ field = \"home\", above = \"alone\" }", "test-unfit"),
        ("field = \"income\"\nprefer", "field = \"home\"\nprefer", "test-unfit"),
        ("of = \"born_on\"", "of = \"age\"", "field-unknown"),
        ("at_least = 65", "at_least = 65.5", "value-unfit"),
        ("is = \"alone\"", "is = \"single\"", "value-unfit"),
        ("days = 15", "days = 0", "value-unfit"),
        ("at_least = 65", "at_least = 65, below = 65", "span-empty"),
        ("min = 0\nmax = 5", "min = 6\nmax = 5", "span-empty"),
        ("from = 100", "from = 99", "bands-overlap"),
        ("from = 100", "above = 100", "bands-hole"),
        ("{ from = 100, points", "{ from = 100, to = 900, points", "bands-hole"),
        ("points = 2.5", "points = 2.555", "points-unfit"),
        ("points = 2.5", "points = \"많음\"", "points-unfit"),
        ("max = 10", "max = 12", "highest-differs"),
        ("total = 15", "total = 20", "points-not-summing"),
    ];
    for (from, to, expected) in cases {
        assert_eq!(judged(&with(&[(from, to)])), Err(expected.to_owned()), "{from} → {to}");
    }
    assert_eq!(judged(&with(&[("bonus_max = 5", "bonus_max = -1")])), Err("points-unfit".to_owned()));
    let front = &GOOD[..GOOD.find("[[paper]]").expect("a first part")];
    assert_eq!(judged(&front.replace("total = 15", "")), Err("nothing-to-decide".to_owned()));
    let many: Vec<String> = (0..65)
        .map(|at| format!("[[exclude]]\nid = 'x{at}'\nname = 'x'\nwhen = {{ field = 'age', above = 99 }}\nsource = 's'\n"))
        .collect();
    let many = many.concat();
    assert_eq!(judged(&format!("{GOOD}{many}")), Err("too-many".to_owned()));
}

#[test]
fn an_official_table_is_used_only_as_it_was_signed_off() {
    let official = with(&[("\"sample\"", "\"official\"")]);
    let sum = Draft::from_toml(&official).expect("a draft").contents_sha256();
    let signed = format!(
        "{official}\n[signed]\nby = \"office\"\ndocument = \"guide\"\non = \"2026-01-02\"\nsha256 = \"{sum}\"\n"
    );
    assert_eq!(judged(&signed).map(|rulebook| rulebook.sha256), Ok(sum.clone()));
    let spaced = signed.replace("# ", "## ").replace("[[tie]]", "# a comment\n\n[[tie]]");
    assert_eq!(judged(&spaced).map(|rulebook| rulebook.sha256), Ok(sum));
    let changed = signed.replacen("points = 2.5", "points = 3.5", 1);
    assert_eq!(judged(&changed), Err("changed-since-signed".to_owned()));
    let nobody = signed.replacen("by = \"office\"", "by = \" \"", 1);
    assert_eq!(judged(&nobody), Err("part-missing".to_owned()));
}

/// Codes of what is wrong with the rows: id, born_on, income, home, talk.
fn taken(rows: &[(&str, [&str; 4])]) -> Vec<String> {
    let rulebook = judged(GOOD).expect("a rulebook");
    let mut intake = Intake::new(&[&rulebook]).expect("one rulebook");
    for (id, cells) in rows {
        intake.push(id, *cells);
    }
    match intake.finish() {
        Ok(facts) => {
            let plan = rulebook.plan(date(2026, 3, 1)).expect("in force");
            plan.decide(&facts, 1).map_or_else(|refused| vec![code(refused)], |_| Vec::new())
        }
        Err(all) => all.into_iter().map(code).collect(),
    }
}

#[test]
fn facts_that_cannot_be_right_are_refused_with_their_applicant_and_column() {
    let good = ["1950-01-01", "100", "alone", "4.5"];
    assert_eq!(taken(&[("a", good), ("b", ["", "", "", ""])]), Vec::<String>::new());
    assert_eq!(taken(&[("a", ["1960-02-29", "100", "alone", "4.5"])]), Vec::<String>::new());
    let cases: [([&str; 4], &str); 14] = [
        (["1950.01.01", "100", "alone", "4.5"], "not-a-date"),
        (["500101", "100", "alone", "4.5"], "not-a-date"),
        (["1961-02-29", "100", "alone", "4.5"], "no-such-day"),
        (["1950-13-01", "100", "alone", "4.5"], "no-such-day"),
        (["1950-01-01", "많음", "alone", "4.5"], "not-a-number"),
        (["1950-01-01", "1,000", "alone", "4.5"], "not-a-number"),
        (["1950-01-01", "100.5", "alone", "4.5"], "not-a-number"),
        (["1950-01-01", "100", "alone", "4.55"], "not-a-number"),
        (["1950-01-01", "100", "single", "4.5"], "not-a-choice"),
        (["1950-01-01", "-1", "alone", "4.5"], "out-of-range"),
        (["1950-01-01", "100", "alone", "5.1"], "out-of-range"),
        (["2026-03-02", "100", "alone", "4.5"], "born-later"),
        (["1894-03-01", "100", "alone", "4.5"], "age-too-high"),
        (["1950-01-01", " 100", "alone", "4.5"], "not-a-number"),
    ];
    for (cells, expected) in cases {
        assert_eq!(taken(&[("a", cells)]), [expected], "{cells:?}");
    }
    assert_eq!(taken(&[("a", ["1895-03-02", "1", "alone", "1"])]), Vec::<String>::new());
    assert_eq!(taken(&[]), ["no-applicants"]);
    assert_eq!(taken(&[("", good)]), ["applicant-blank"]);
    assert_eq!(taken(&[(" a", good)]), ["applicant-blank"]);
    assert_eq!(taken(&[("a", good), ("b", good), ("a", good)]), ["applicant-twice"]);
    assert_eq!(taken(&[("500101-1234567", good)]), ["resident-number"]);
}

#[test]
fn a_resident_number_is_not_repeated_in_what_is_said_about_it() {
    let rulebook = judged(GOOD).expect("a rulebook");
    let mut intake = Intake::new(&[&rulebook]).expect("one rulebook");
    intake.push("500101-1234567", ["500101-1234567", "500101-1234567", "500101-1234567", "1"]);
    let said = format!("{:?}", intake.finish().expect_err("refused"));
    assert!(!said.contains("1234567"), "{said}");
}

#[test]
fn a_row_with_another_number_of_cells_is_refused() {
    let rulebook = judged(GOOD).expect("a rulebook");
    let mut intake = Intake::new(&[&rulebook]).expect("one rulebook");
    intake.push("a", ["1950-01-01", "1"]);
    intake.push("b", ["1950-01-01", "1", "alone", "1", "more"]);
    let codes: Vec<String> = intake.finish().expect_err("refused").into_iter().map(code).collect();
    assert_eq!(codes, ["row-length", "row-length"]);
}

#[test]
fn a_day_of_another_year_is_refused() {
    let rulebook = judged(GOOD).expect("a rulebook");
    for day in [date(2025, 12, 31), date(2027, 1, 1)] {
        assert_eq!(rulebook.plan(day).map(|_| ()).map_err(code), Err("other-year".to_owned()));
    }
}

#[test]
fn two_rulebooks_that_mean_different_things_are_not_compared() {
    let one = judged(GOOD).expect("a rulebook");
    let words = with(&[("{ id = \"couple\", name = \"couple\" }", "{ id = \"two\", name = \"two\" }")]);
    let other = judged(&words).expect("a rulebook");
    assert_eq!(Intake::new(&[&one, &other]).map(|_| ()).map_err(code), Err("field-differs".to_owned()));
    let market = judged(&with(&[("public-interest", "market")])).expect("a rulebook");
    let mut intake = Intake::new(&[&one, &market]).expect("the same fields");
    intake.push("a", ["1950-01-01", "1", "alone", "1"]);
    let facts = intake.finish().expect("sound facts");
    let (before, after) =
        (one.plan(date(2026, 3, 1)).expect("a plan"), market.plan(date(2026, 3, 1)).expect("a plan"));
    assert_eq!(
        compare(&facts, &before, &after, (1, 1)).map(|_| ()).map_err(code),
        Err("types-differ".to_owned())
    );
    let many = compare(&facts, &before, &before, (9_000_000, 1)).map(|_| ());
    assert_eq!(many.map_err(code), Err("too-many-places".to_owned()));
    let more = with(&[(
        "[[require]]",
        "[[field]]\nid = 'ill'\nname = 'ill'\nkind = 'yes-no'\npaper = 'abstract'\n\n[[require]]",
    )]);
    let more = judged(&more).expect("a rulebook");
    let lacking = more.plan(date(2026, 3, 1)).expect("a plan").decide(&facts, 1);
    assert_eq!(lacking.map(|_| ()).map_err(code), Err("column-missing".to_owned()));
}

#[test]
fn a_type_is_found_by_every_name_it_has_had_and_only_in_its_years() {
    let text = include_str!("../../../guidelines/programme_types.toml");
    let lineage = Lineage::from_toml(text).expect("the type names");
    for (name, year, official) in [
        ("인력파견형", 2019, "인력파견형"),
        ("인력파견형", 2020, "취업알선형"),
        ("취업알선형", 2026, "취업 지원"),
        ("시장형사업단", 2026, "공동체사업단"),
        ("public-interest", 2024, "공익활동"),
        ("노인공익활동사업", 2004, "공익활동"),
    ] {
        assert_eq!(lineage.name_in(name, year).map(|name| name.ko.as_str()), Ok(official), "{name} {year}");
    }
    assert_eq!(lineage.find("공익활동형").map(|one| one.id.as_str()), Ok("public-interest"));
    assert_eq!(lineage.find("없는 유형").map(|_| ()).map_err(code), Err("type-unknown".to_owned()));
    assert_eq!(
        lineage.name_in("재능나눔", 2022).map(|_| ()).map_err(code),
        Err("type-not-in-year".to_owned())
    );
    assert_eq!(
        Lineage::from_toml("type = 1").map(|_| ()).map_err(code),
        Err("lineage-unreadable".to_owned())
    );
}
