//! Indicators: what each is made of, and the values of every agency for a year.

use axum::extract::Path;
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use web::{
    Ask, Phrase, Reply,
    kit::{Block, pair},
    listing::{Entry, List, Value},
};

use super::{
    rows::Rows,
    shared::{self, english},
};
use crate::{
    actions::{panels, schemes::period_of},
    guideline::{self, INDICATORS, Source},
    model::{in_words, missing},
    sources::{Ledger, subjects},
};

/// One side of the line in words.
fn side(name: &str, ask: &Ask) -> String {
    match name {
        "" => "–".to_owned(),
        _ => ask.t(&format!("evaluation-source-{}", name.replace(['.', '_'], "-"))),
    }
}

/// What each indicator is made of.
fn rows(ask: &Ask) -> List {
    let row = |one: &Source| {
        let link = format!("/evaluation/indicators/{}", one.id);
        let name = in_words(english(ask), &one.ko, &one.en).to_owned();
        let name = if ask.actor.may("evaluation.all") { Entry::link(name, link) } else { Entry::from(name) };
        vec![
            name,
            Entry::from(side(&one.numerator, ask)),
            Entry::from(side(&one.denominator, ask)),
            Entry::from(shared::unit_word(ask, one)),
            Entry::from(ask.t(&format!("evaluation-direction-{}", one.direction))),
            Entry::from(ask.t(&format!("web-need-field-{}", one.field))),
            Entry::from(in_words(english(ask), &one.source_ko, &one.source)),
        ]
    };
    let columns = vec![
        ("name", "evaluation-f-indicator", Kind::Text),
        ("numerator", "evaluation-f-numerator", Kind::Text),
        ("denominator", "evaluation-f-denominator", Kind::Text),
        ("unit", "evaluation-f-unit", Kind::Text),
        ("direction", "evaluation-f-direction", Kind::Text),
        ("field", "evaluation-f-field", Kind::Text),
        ("source", "evaluation-f-source", Kind::Text),
    ];
    let title = "evaluation-indicators-title";
    List::new(ask, "/evaluation/indicators", "evaluation-indicators", title, columns)
        .rows(INDICATORS.indicator.iter().map(row).collect())
}

/// `GET /evaluation/indicators`
pub async fn list(ask: Ask) -> Reply {
    shared::page_of(&ask, ask.t("evaluation-indicators-title"), "/evaluation/indicators")
        .lead(ask.t("evaluation-indicators-lead"))
        .block(rows(&ask).block(&ask))
        .answer(&ask)
}

/// `GET /evaluation/indicators.csv`
pub async fn csv(ask: Ask) -> Reply {
    rows(&ask).csv(&ask)
}

/// `GET /evaluation/indicators.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    rows(&ask).xlsx(&ask)
}

/// The year asked for, else this one.
fn year_of(ask: &Ask) -> i64 {
    let asked = ask.param("year").and_then(|year| year.parse().ok());
    asked.filter(|year| (2004..=2200).contains(year)).unwrap_or_else(|| i64::from(ask.today().year()))
}

/// The values of an indicator for every agency.
async fn values(ask: &Ask, tx: &mut Tx, source: &'static Source) -> Result<List, Problem> {
    let year = year_of(ask);
    let period = period_of(year, ask.today());
    let mut ledger = Ledger::read(tx, &[source], period).await?;
    ledger.panel = panels::points_of_year(tx, year).await?;
    let mut rows = Vec::new();
    let mut sample = false;
    for subject in subjects(tx, period).await? {
        sample |= subject.sample;
        let raw = ledger.raw(source, &subject, period);
        let word = match raw.missing.as_str() {
            "" => String::new(),
            word => ask.t(&format!("evaluation-missing-{word}")),
        };
        let from = Rows {
            agency: &subject.id,
            year,
            from: period.from,
            until: period.until,
            filed: ledger.filed(&subject.id),
            panels: true,
        };
        let side = |value: Option<i64>, above: bool| {
            let (name, take) = source.side(above);
            Entry::link(Value::whole(value, ""), from.href(name, take))
        };
        rows.push(vec![
            Entry::from(subject.name.clone()),
            Entry::from(shared::league_word(ask, &subject.league)),
            side(raw.numerator, true),
            side(raw.denominator, false),
            Entry::from(Value::fixed(raw.value, 2, &word)),
        ]);
    }
    let columns = vec![
        ("agency", "evaluation-f-agency", Kind::Text),
        ("league", "evaluation-f-league", Kind::Text),
        ("numerator", "evaluation-f-numerator", Kind::Whole),
        ("denominator", "evaluation-f-denominator", Kind::Whole),
        ("value", "evaluation-f-value", Kind::Rate { digits: 2 }),
    ];
    let path = format!("/evaluation/indicators/{}/values", source.id);
    let list = List::new(ask, &path, "evaluation-values", "evaluation-values-title", columns);
    let page = format!("/evaluation/indicators/{}", source.id);
    Ok(list.on_page(&page).hold("year", &year.to_string()).rows(rows).sample(sample))
}

/// The indicator asked for.
fn source(id: &str) -> Result<&'static Source, Problem> {
    guideline::source(id).ok_or_else(missing)
}

/// `GET /evaluation/indicators/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = source(&id)?;
    let mut tx = ask.read().await?;
    let list = values(&ask, &mut tx, one).await?;
    let name = in_words(english(&ask), &one.ko, &one.en).to_owned();
    let lead = Phrase::new("evaluation-indicator-lead").with("year", year_of(&ask).to_string());
    shared::page_of(&ask, name, "/evaluation/indicators")
        .lead(ask.say(&lead))
        .block(Block::Facts(vec![
            pair(ask.t("evaluation-f-numerator"), side(&one.numerator, &ask)),
            pair(ask.t("evaluation-f-denominator"), side(&one.denominator, &ask)),
            pair(ask.t("evaluation-f-unit"), shared::unit_word(&ask, one)),
        ]))
        .block(list.block(&ask))
        .source(in_words(english(&ask), &one.source_ko, &one.source), &one.as_of)
        .answer(&ask)
}

/// `GET /evaluation/indicators/{id}/values.csv`
pub async fn values_csv(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    values(&ask, &mut tx, source(&id)?).await?.csv(&ask)
}

/// `GET /evaluation/indicators/{id}/values.xlsx`
pub async fn values_xlsx(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    values(&ask, &mut tx, source(&id)?).await?.xlsx(&ask)
}
