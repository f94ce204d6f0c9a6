//! Schemes, indicators with their values, and published rewards as JSON.

use axum::extract::Path;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use crate::{
    actions::{panels::points_of_year, schemes::period_of},
    guideline::{self, INDICATORS},
    model::missing,
    published,
    sources::{Ledger, subjects},
    store,
};

/// A version of a scheme.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchemeWire {
    id: String,
    title: String,
    number: i64,
    state: String,
    year: Option<i64>,
    hash: String,
    /// The scheme as the command line reads it.
    toml: String,
    source: String,
    sample: bool,
}

/// Schemes that the visitor may see.
#[utoipa::path(get, path = "/schemes", responses((status = 200, description = "Versions of schemes", body = [SchemeWire])))]
pub async fn schemes(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let open = |one: &crate::model::SchemeRow| {
        ask.actor.may("evaluation.all") || matches!(one.state.as_str(), "published" | "frozen")
    };
    let wire = |one: crate::model::SchemeRow| SchemeWire {
        id: one.id,
        title: one.title,
        number: one.number,
        state: one.state,
        year: one.year,
        hash: one.hash,
        toml: one.body,
        source: one.source,
        sample: one.sample,
    };
    let all = store::schemes::schemes(&mut tx).await?;
    ask.json(&all.into_iter().filter(open).map(wire).collect::<Vec<_>>())
}

/// What an indicator is made of.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorWire {
    id: String,
    ko: String,
    en: String,
    unit: String,
    numerator: String,
    denominator: String,
    direction: String,
    field: String,
    source: String,
    as_of: String,
}

/// Every indicator.
#[utoipa::path(get, path = "/indicators", responses((status = 200, description = "Indicators", body = [IndicatorWire])))]
pub async fn indicators(ask: Ask) -> Reply {
    let wire = |one: &guideline::Source| IndicatorWire {
        id: one.id.clone(),
        ko: one.ko.clone(),
        en: one.en.clone(),
        unit: one.unit.clone(),
        numerator: one.numerator.clone(),
        denominator: one.denominator.clone(),
        direction: one.direction.clone(),
        field: one.field.clone(),
        source: one.source.clone(),
        as_of: one.as_of.clone(),
    };
    ask.json(&INDICATORS.indicator.iter().map(wire).collect::<Vec<_>>())
}

/// A value of an indicator; millionths of the unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct RawWire {
    agency: String,
    league: String,
    numerator: Option<i64>,
    denominator: Option<i64>,
    value: Option<i64>,
    missing: String,
}

/// The values of an indicator for every agency of a year.
#[utoipa::path(get, path = "/indicators/{id}/values",
    params(("id" = String, Path, description = "Indicator"), ("year" = Option<i64>, Query, description = "Year")),
    responses((status = 200, description = "By agency", body = [RawWire]), (status = 404, description = "No such indicator")))]
pub async fn values(ask: Ask, Path(id): Path<String>) -> Reply {
    let source = guideline::source(&id).ok_or_else(missing)?;
    let asked = ask.param("year").and_then(|year| year.parse().ok());
    let year = asked.filter(|year| (2004..=2200).contains(year)).unwrap_or(i64::from(ask.today().year()));
    let period = period_of(year, ask.today());
    let mut tx = ask.read().await?;
    let mut ledger = Ledger::read(&mut tx, &[source], period).await?;
    ledger.panel = points_of_year(&mut tx, year).await?;
    let mut wires = Vec::new();
    for subject in subjects(&mut tx, period).await? {
        let raw = ledger.raw(source, &subject, period);
        wires.push(RawWire {
            agency: subject.id.to_string(),
            league: subject.league,
            numerator: raw.numerator,
            denominator: raw.denominator,
            value: raw.value,
            missing: raw.missing,
        });
    }
    ask.json(&wires)
}

/// A published grade of one agency with its reward.
#[derive(Debug, Serialize, ToSchema)]
pub struct RewardWire {
    agency: String,
    grade: String,
    reward_won: i64,
    /// Whether the reward is arithmetic of the house and was not published.
    derived: bool,
}

/// A published case.
#[derive(Debug, Serialize, ToSchema)]
pub struct RewardsWire {
    case: String,
    total_won: i64,
    published_total_won: i64,
    source: String,
    as_of: String,
    agencies: Vec<RewardWire>,
}

/// Published grades with the ministry's rewards; never booked to the plan.
#[utoipa::path(get, path = "/rewards", responses((status = 200, description = "Published cases", body = [RewardsWire])))]
pub async fn rewards(ask: Ask) -> Reply {
    let case = published::incheon_2020();
    let agency = |one: &published::CaseRow| RewardWire {
        agency: one.agency.clone(),
        grade: one.grade.clone(),
        reward_won: one.reward_won,
        derived: one.derived,
    };
    let wire = RewardsWire {
        case: case.id.clone(),
        total_won: case.total_won,
        published_total_won: case.published_won,
        source: case.source.clone(),
        as_of: case.as_of.clone(),
        agencies: case.rows.iter().map(agency).collect(),
    };
    ask.json(&[wire])
}
