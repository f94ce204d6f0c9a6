//! Invents rulebooks and applicants: every kind of field, conditions in one another, bands, tiers, bonuses, ties.

use base::Dice;
use rules::{Draft, DraftBand, Test, Typed, Words};

use crate::naive::Row;

/// A rulebook without rules over a field of every kind.
pub const FIELDS: &str = r#"
schema = 1
id = "law"
name = "law"
status = "sample"
type = "public-interest"
year = 2026
source = "invented"
as_of = "2026-01-01"
in_force = { from = "2020-01-01", to = "2060-12-31" }
paper = [{ id = "p0", name = "p0" }, { id = "p1", name = "p1" }, { id = "p2", name = "p2" }, { id = "p3", name = "p3" }]
field = [
  { id = "born_on", name = "born", kind = "date", paper = "p0" },
  { id = "age", name = "age", kind = "age", of = "born_on" },
  { id = "moved_on", name = "moved", kind = "date", paper = "p1" },
  { id = "months", name = "months", kind = "months", of = "moved_on", on = "2026-02-28" },
  { id = "income", name = "income", kind = "whole", min = 0, paper = "p2" },
  { id = "wide", name = "wide", kind = "whole", paper = "p2" },
  { id = "hours", name = "hours", kind = "decimal", decimals = 3, min = -5, max = 70, paper = "p3" },
  { id = "talk", name = "talk", kind = "decimal", decimals = 1, min = 0, max = 5, paper = "p3" },
  { id = "pension", name = "pension", kind = "yes-no", paper = "p1" },
  { id = "ill", name = "ill", kind = "yes-no", paper = "p2" },
  { id = "home", name = "home", kind = "choice", paper = "p0", choices = [
    { id = "alone", name = "alone" }, { id = "couple", name = "couple" }, { id = "family", name = "family" }] },
]
"#;

/// Columns in the order of the rulebook.
pub const COLUMNS: [&str; 9] =
    ["born_on", "moved_on", "income", "wide", "hours", "talk", "pension", "ill", "home"];

fn pick<'a>(dice: &mut Dice, list: &[&'a str]) -> &'a str {
    list[dice.between(0, list.len() as i64 - 1) as usize]
}

fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", thousandths.abs() / 1_000, thousandths.abs() % 1_000)
}

/// A value of a field, from few enough that ends are met.
pub fn typed(dice: &mut Dice, field: &str) -> String {
    match field {
        "born_on" => {
            let days = ["02-28", "02-29", "03-01", "01-02", "12-31", "08-10"];
            let year = dice.between(236, 242) * 4 + 992;
            match pick(dice, &days) {
                "02-29" => format!("{year}-02-29"),
                other => format!("{}-{other}", year + dice.between(0, 3)),
            }
        }
        "moved_on" => {
            format!("20{:02}-{:02}-{:02}", dice.between(23, 26), dice.between(1, 12), dice.between(1, 28))
        }
        "age" => dice.between(58, 98).to_string(),
        "months" => dice.between(0, 30).to_string(),
        "income" => dice.between(0, 20).to_string(),
        "wide" => (dice.between(-3, 3) * 100_000_000_000).to_string(),
        "hours" => {
            decimal(dice.between(-5, 70) * 1_000 + dice.between(0, 1) * if dice.chance(50) { 0 } else { -1 })
        }
        "talk" => format!("{}.{}", dice.between(0, 4), dice.between(0, 9)),
        "pension" | "ill" => pick(dice, &["yes", "no"]).to_owned(),
        _ => pick(dice, &["alone", "couple", "family"]).to_owned(),
    }
}

/// An applicant; some cells are blank.
pub fn applicant(dice: &mut Dice, blank: i64) -> Row {
    let cell = |column: &&str, dice: &mut Dice| match *column {
        _ if dice.chance(blank) => String::new(),
        "hours" => decimal(dice.between(-5_000, 70_000)),
        other => typed(dice, other),
    };
    COLUMNS.iter().map(|column| ((*column).to_owned(), cell(column, dice))).collect()
}

/// A condition of at most this depth.
pub fn test(dice: &mut Dice, depth: i64) -> Test {
    let some = |dice: &mut Dice| (0..dice.between(1, 3)).map(|_| test(dice, depth - 1)).collect::<Vec<_>>();
    match if depth == 0 { 9 } else { dice.between(0, 9) } {
        0 | 1 => Test { all: Some(some(dice)), ..Test::default() },
        2 | 3 => Test { any: Some(some(dice)), ..Test::default() },
        4 => Test { not: Some(Box::new(test(dice, depth - 1))), ..Test::default() },
        _ => atom(dice),
    }
}

fn atom(dice: &mut Dice) -> Test {
    let fields = [&COLUMNS[..], &["age", "months"]].concat();
    let field = pick(dice, &fields);
    let word = |dice: &mut Dice| Typed(typed(dice, field));
    let mut test = Test { field: Some(field.to_owned()), ..Test::default() };
    if ["pension", "ill", "home"].contains(&field) || dice.chance(10) {
        test.is = Some(if dice.chance(50) {
            Words::One(word(dice))
        } else {
            Words::Many(vec![word(dice), word(dice)])
        });
        return test;
    }
    let end = Some(word(dice));
    match dice.between(0, 3) {
        0 => test.at_least = end,
        1 => test.above = end,
        2 => test.at_most = end,
        _ => test.below = end,
    }
    test
}

/// Bands that cover a field, each end said in one of four ways.
fn bands(dice: &mut Dice, field: &str) -> Vec<DraftBand> {
    let none = DraftBand { from: None, above: None, to: None, below: None, is: None, points: "0".into() };
    let points = |dice: &mut Dice| Typed(format!("{}.{:02}", dice.between(-9, 60), dice.between(0, 99)));
    let words: &[&str] = match field {
        "home" => &["alone", "couple", "family"],
        "pension" | "ill" => &["yes", "no"],
        _ => &[],
    };
    if !words.is_empty() {
        let band = |word: &&str, dice: &mut Dice| DraftBand {
            is: Some(Words::One((*word).into())),
            points: points(dice),
            ..none.clone()
        };
        return words.iter().map(|word| band(word, dice)).collect();
    }
    let mut ends: Vec<String> = (0..dice.between(0, 4)).map(|_| typed(dice, field)).collect();
    let order = |text: &String| match text.parse::<f64>() {
        Ok(number) => (number * 1_000.0).round() as i64,
        Err(_) => text.replace('-', "").parse().expect("a date"),
    };
    ends.sort_by_key(order);
    ends.dedup_by_key(|text| order(text));
    let mut all = vec![none.clone()];
    for end in ends {
        let end = Some(Typed(end));
        let last = all.last_mut().expect("a band");
        if dice.chance(50) {
            last.below.clone_from(&end);
            all.push(DraftBand { from: end, ..none.clone() });
        } else {
            last.to.clone_from(&end);
            all.push(DraftBand { above: end, ..none.clone() });
        }
    }
    for band in &mut all {
        band.points = points(dice);
    }
    if dice.chance(50) {
        all.reverse();
    }
    all
}

/// A whole rulebook.
pub fn rulebook(dice: &mut Dice) -> Draft {
    let mut draft = Draft::from_toml(FIELDS).expect("a form");
    let part = |kind: &str, number: i64, more: &str| -> String {
        format!("[[{kind}]]\nid = \"{kind}-{number}\"\nname = \"{kind}\"\nsource = \"invented\"\n{more}\n")
    };
    let mut text = FIELDS.to_owned();
    let numbers =
        [dice.between(0, 3), dice.between(0, 4), dice.between(0, 2), dice.between(1, 4), dice.between(0, 3)];
    for (kind, count) in ["require", "exclude", "tier", "criterion", "bonus"].into_iter().zip(numbers) {
        for number in 0..count {
            let points = format!("points = {}.{}", dice.between(-5, 9), dice.between(0, 9));
            text += &part(kind, number, if kind == "bonus" { &points } else { "" });
        }
    }
    let shape = Draft::from_toml(&text).expect("a form");
    draft.clone_from(&shape);
    for clause in draft.requires.iter_mut().chain(&mut draft.excludes) {
        clause.when = Some(test(dice, 3));
        for number in 0..dice.between(0, 2) {
            clause.exceptions.push(rules::DraftException {
                id: format!("{}-x{number}", clause.id),
                name: "x".to_owned(),
                name_en: None,
                when: Some(test(dice, 1)),
                source: Some("invented".to_owned()),
            });
        }
    }
    draft.tiers.iter_mut().for_each(|tier| tier.when = Some(test(dice, 2)));
    for bonus in &mut draft.bonuses {
        bonus.when = Some(test(dice, 2));
        bonus.without_paper = dice.chance(50).then_some(rules::Without::None);
    }
    if dice.chance(50) {
        draft.bonus_max = Some(Typed(dice.between(0, 9).to_string()));
    }
    for criterion in &mut draft.criteria {
        let field = pick(dice, &[&COLUMNS[..], &["age", "months", "talk"]].concat());
        criterion.field = Some(field.to_owned());
        criterion.without_paper = dice.chance(30).then(|| Typed(dice.between(-3, 3).to_string()));
        if field == "talk" && dice.chance(70) {
            criterion.as_filed = Some(true);
        } else {
            criterion.bands = bands(dice, field);
        }
    }
    ties(dice, &mut draft);
    draft
}

fn ties(dice: &mut Dice, draft: &mut Draft) {
    let mut fields = vec!["born_on", "age", "income", "hours", "pension", "wide"];
    for _ in 0..dice.between(0, 3) {
        let field = fields.remove(dice.between(0, fields.len() as i64 - 1) as usize);
        let prefer = if dice.chance(50) { rules::Prefer::Higher } else { rules::Prefer::Lower };
        let source = Some("invented".to_owned());
        draft.ties.push(rules::DraftTie { field: Some(field.to_owned()), criterion: None, prefer, source });
    }
    if dice.chance(30) {
        let criterion = draft.criteria.first().map(|one| one.id.clone());
        let (prefer, source) = (rules::Prefer::Higher, Some("invented".to_owned()));
        draft.ties.push(rules::DraftTie { field: None, criterion, prefer, source });
    }
}
