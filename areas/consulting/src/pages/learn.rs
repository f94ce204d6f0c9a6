//! Whom to learn from, and whether advice helped: both with the agencies and figures behind every statement.

use std::collections::BTreeMap;

use askama::Template;
use base::{AgencyId, FiscalYear, Month, Problem};
use documents::{Cell, workbook::Kind};
use indicators::{Effect, Verdict};
use register::agencies;
use web::{Ask, Phrase, Reply, filters, listing::Table};

use super::shared::{self, Choice, Nav};
use crate::{
    effects::{self, Asked, Compared, MEASURES, Outcome, Window},
    figures, guideline,
    learn::{self, Frontier},
    risk::{self, Risk, rows_href},
    store,
};

/// A peer with its words.
struct PeerRow {
    name: String,
    id: String,
    weight: i64,
    why: Phrase,
}

/// An agency with its peers.
struct PlaceRow {
    name: String,
    id: String,
    /// Share in percent with one decimal; empty when the frontier gives none.
    reached: String,
    /// Whether nobody reaches more with the same means.
    on_frontier: bool,
    peers: Vec<PeerRow>,
    /// Staff, subsidy, people, hours, hours of classes: each with its rows.
    values: Vec<(i64, String)>,
}

#[derive(Template)]
#[template(path = "learn.html")]
struct LearnPage {
    nav: Nav,
    q: String,
    rows: Vec<PlaceRow>,
    left_out: Vec<(String, Phrase)>,
    until: String,
}

/// Heads of the values shown, in the order of `learn::COLUMNS`.
const HEADS: [&str; 5] = [
    "consulting-f-staff",
    "consulting-f-subsidy",
    "consulting-f-people",
    "consulting-f-hours",
    "consulting-f-training",
];

impl PlaceRow {
    /// Each value with the key of its head and its rows.
    fn headed(&self) -> Vec<(&'static str, i64, &str)> {
        self.values.iter().zip(HEADS).map(|((value, href), head)| (head, *value, href.as_str())).collect()
    }
}

/// Indicators of the values shown, in the order of `learn::COLUMNS`.
const INDICATORS: [&str; 5] =
    ["returns.staff", "returns.subsidy_won", "returns.people", "returns.hours", "returns.training_hours"];

fn place_rows(risks: &[Risk], frontier: &Frontier, first: Month) -> Vec<PlaceRow> {
    let row = |place: &learn::Place| {
        let risk = &risks[place.at];
        let own = risk.standing.as_ref()?;
        let peers = place.peers.iter().filter_map(|(at, weight)| {
            let peer = &risks[*at];
            Some(PeerRow {
                name: peer.agency.name.clone(),
                id: peer.agency.id.to_string(),
                weight: *weight,
                why: learn::why(own, peer.standing.as_ref()?),
            })
        });
        let last = own.last();
        let values = learn::values(own).into_iter().zip(INDICATORS).map(|(value, indicator)| {
            // Staff and people are of the newest month, the rest are sums since January.
            let from = if matches!(indicator, "returns.staff" | "returns.people") { last } else { first };
            (value, rows_href(&risk.agency.id, from, last, indicator))
        });
        Some(PlaceRow {
            name: risk.agency.name.clone(),
            id: risk.agency.id.to_string(),
            reached: place
                .reached
                .map(|tenths| format!("{}.{}", tenths / 10, tenths % 10))
                .unwrap_or_default(),
            on_frontier: place.reached.is_some_and(|tenths| tenths >= 1000),
            peers: peers.collect(),
            values: values.collect(),
        })
    };
    frontier.places.iter().filter_map(row).collect()
}

async fn learned(ask: &Ask) -> Result<(String, Vec<PlaceRow>, Vec<(String, Phrase)>), Problem> {
    let (span, risks) = risk::list(ask).await?;
    let q = ask.param("q").unwrap_or_default().to_lowercase();
    let frontier = learn::learn(&risks)?;
    let mut rows = place_rows(&risks, &frontier, span.first);
    rows.retain(|row| row.name.to_lowercase().contains(&q));
    let left_out =
        frontier.left_out.into_iter().map(|(at, why)| (risks[at].agency.name.clone(), why)).collect();
    Ok((span.until.to_string(), rows, left_out))
}

/// `GET /consulting/learn`
pub async fn learn(ask: Ask) -> Reply {
    let (until, rows, left_out) = learned(&ask).await?;
    let nav = shared::nav(&ask, &mut ask.read().await?, "/consulting/learn").await?;
    ask.page(&LearnPage { nav, q: ask.param("q").unwrap_or_default(), rows, left_out, until })
}

async fn learn_table(ask: &Ask) -> Result<Table, Problem> {
    let (_, rows, _) = learned(ask).await?;
    let columns = vec![
        ("agency", "consulting-f-agency", Kind::Text),
        ("reached", "consulting-f-reached", Kind::Text),
        ("staff", "consulting-f-staff", Kind::Whole),
        ("subsidy", "consulting-f-subsidy", Kind::Won),
        ("people", "consulting-f-people", Kind::Whole),
        ("hours", "consulting-f-hours", Kind::Whole),
        ("training", "consulting-f-training", Kind::Whole),
        ("peers", "consulting-f-peers", Kind::Text),
    ];
    let cells = |row: &PlaceRow| {
        let peers: Vec<String> =
            row.peers.iter().map(|peer| format!("{} {}%", peer.name, peer.weight)).collect();
        let mut cells = vec![Cell::from(row.name.as_str()), Cell::from(row.reached.as_str())];
        cells.extend(row.values.iter().enumerate().map(|(at, (value, _))| match at {
            1 => Cell::Won(*value),
            _ => Cell::Whole(*value),
        }));
        cells.push(Cell::from(peers.join(", ")));
        cells
    };
    let rows = rows.iter().map(cells).collect();
    let sample = ask.app.options().demo;
    Ok(Table { name: "consulting-learn", title: ask.t("consulting-learn-title"), columns, rows, sample })
}

/// `GET /consulting/learn.csv`
pub async fn csv(ask: Ask) -> Reply {
    learn_table(&ask).await?.csv(&ask)
}

/// `GET /consulting/learn.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    learn_table(&ask).await?.xlsx(&ask)
}

/// What the effect is asked about: measure, year, window.
pub struct Question {
    /// One of `effects::MEASURES`.
    pub measure: String,
    /// Year of the visits.
    pub year: i16,
    /// `months` or `next-year`.
    pub window: String,
}

/// Looks for the effect that the address asks for.
pub async fn effect_of(ask: &Ask) -> Result<(Question, Outcome), Problem> {
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let known = |measure: &String| MEASURES.contains(&measure.as_str());
    let question = Question {
        measure: Some(param("measure")).filter(known).unwrap_or_else(|| MEASURES[0].to_owned()),
        year: param("year")
            .parse()
            .ok()
            .filter(|year| (2004..=2200).contains(year))
            .unwrap_or(ask.today().year()),
        window: if param("window") == "next-year" { "next-year" } else { "months" }.to_owned(),
    };
    let rule = guideline::effect_rule(ask.today());
    let year = FiscalYear(question.year);
    let window = match question.window.as_str() {
        "next-year" => Window::NextYear,
        _ => Window::Months(rule.months_before, rule.months_after),
    };
    let before = Month::of(FiscalYear(year.0 - 1).first_day());
    let after = Month::of(FiscalYear(year.0 + 1).last_day());
    let ledger = figures::ledger(ask, before, after).await?;
    let mut tx = ask.read().await?;
    let mut first: BTreeMap<AgencyId, Month> = BTreeMap::new();
    for visit in store::visits(&mut tx, "", "").await? {
        if visit.state == "held" {
            let month = Month::of(visit.visit_on);
            first.entry(visit.agency_id).and_modify(|known| *known = month.min(*known)).or_insert(month);
        }
    }
    let all = agencies::agencies(&mut tx, year.last_day()).await?;
    let asked = Asked { measure: &question.measure, year, window, least: rule.least_agencies };
    let outcome = effects::compare(&ledger, &all, &first, asked);
    Ok((question, outcome))
}

/// The effect in one sentence: an estimate with its interval, or that there are too few to tell.
pub fn shown(outcome: &Outcome, measure: &str) -> Phrase {
    match &outcome.effect {
        Effect::TooFew { advised, compared, needed } => Phrase::new("consulting-effect-too-few")
            .with("advised", *advised as i64)
            .with("compared", *compared as i64)
            .with("needed", *needed as i64),
        Effect::Measured(found) => {
            let verdict = match found.verdict {
                Verdict::Higher => "higher",
                Verdict::Lower => "lower",
                Verdict::NotTold => "not-told",
            };
            Phrase::new(format!("consulting-effect-{verdict}"))
                .with("measure", measure)
                .with("estimate", indicators::fixed(found.estimate, 2))
                .with("low", indicators::fixed(found.low, 2))
                .with("high", indicators::fixed(found.high, 2))
                .with("advised", found.advised as i64)
                .with("compared", found.compared as i64)
        }
    }
}

/// An agency of the comparison with its words and rows.
struct EffectRow {
    name: String,
    id: String,
    visited: Option<Month>,
    before: String,
    after: String,
    change: String,
    before_href: String,
    after_href: String,
}

#[derive(Template)]
#[template(path = "effects.html")]
struct EffectsPage {
    nav: Nav,
    measures: Vec<Choice>,
    windows: Vec<Choice>,
    year: i16,
    sentence: Phrase,
    known: bool,
    rows: Vec<EffectRow>,
    left_out: Vec<String>,
    query: String,
}

/// The indicator whose rows stand behind a measure.
fn indicator(measure: &str) -> &'static str {
    match measure {
        "drop-out" => "returns.left",
        "training" => "returns.training_hours",
        "hours" => "returns.hours",
        "accidents" => "returns.accidents",
        _ => "returns.people",
    }
}

fn effect_row(row: &Compared, measure: &str) -> EffectRow {
    let href = |(from, until): (Month, Month)| rows_href(&row.agency, from, until, indicator(measure));
    EffectRow {
        name: row.name.clone(),
        id: row.agency.to_string(),
        visited: row.visited,
        before: indicators::fixed(row.before, 2),
        after: indicators::fixed(row.after, 2),
        change: indicators::fixed(row.after - row.before, 2),
        before_href: href(row.months_before),
        after_href: href(row.months_after),
    }
}

/// `GET /consulting/effects`
pub async fn effects(ask: Ask) -> Reply {
    let (question, outcome) = effect_of(&ask).await?;
    let nav = shared::nav(&ask, &mut ask.read().await?, "/consulting/effects").await?;
    ask.page(&EffectsPage {
        nav,
        measures: shared::word_choices(&ask, "consulting-effect-measure", &MEASURES, &question.measure),
        windows: shared::word_choices(
            &ask,
            "consulting-effect-window",
            &["months", "next-year"],
            &question.window,
        ),
        year: question.year,
        sentence: shown(&outcome, &question.measure),
        known: matches!(outcome.effect, Effect::Measured(_)),
        rows: outcome.rows.iter().map(|row| effect_row(row, &question.measure)).collect(),
        left_out: outcome.left_out,
        query: format!("measure={}&year={}&window={}", question.measure, question.year, question.window),
    })
}

async fn effects_table(ask: &Ask) -> Result<Table, Problem> {
    let (question, outcome) = effect_of(ask).await?;
    let columns = vec![
        ("agency", "consulting-f-agency", Kind::Text),
        ("visited", "consulting-f-first-visit", Kind::Text),
        ("before", "consulting-f-before", Kind::Text),
        ("after", "consulting-f-after", Kind::Text),
        ("change", "consulting-f-change", Kind::Text),
    ];
    let cells = |row: &Compared| {
        let row = effect_row(row, &question.measure);
        let visited = row.visited.map(|month| month.to_string()).unwrap_or_default();
        [row.name, visited, row.before, row.after, row.change].into_iter().map(Cell::from).collect()
    };
    let rows = outcome.rows.iter().map(cells).collect();
    let sample = ask.app.options().demo;
    Ok(Table { name: "consulting-effects", title: ask.t("consulting-effects-title"), columns, rows, sample })
}

/// `GET /consulting/effects.csv`
pub async fn effects_csv(ask: Ask) -> Reply {
    effects_table(&ask).await?.csv(&ask)
}

/// `GET /consulting/effects.xlsx`
pub async fn effects_xlsx(ask: Ask) -> Reply {
    effects_table(&ask).await?.xlsx(&ask)
}
