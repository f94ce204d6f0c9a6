//! Schemes, indicators with their values, and published rewards as JSON.

use std::collections::BTreeMap;

use axum::extract::Path;
use base::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::day;
use crate::{
    actions::{
        panels::points_of_year,
        schemes::{fault, period_of},
    },
    guideline::{self, INDICATORS, Source},
    model::{SchemeRow, missing},
    pages::schemes as pages,
    published,
    sources::{Ledger, subjects},
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

impl From<SchemeRow> for SchemeWire {
    fn from(one: SchemeRow) -> Self {
        Self {
            id: one.id,
            title: one.title,
            number: one.number,
            state: one.state,
            year: one.year,
            hash: one.hash,
            toml: one.body,
            source: one.source,
            sample: one.sample,
        }
    }
}

/// Schemes that the visitor may see.
#[utoipa::path(get, path = "/schemes", responses((status = 200, description = "Versions of schemes", body = [SchemeWire])))]
pub async fn schemes(ask: Ask) -> Reply {
    let all = pages::seen(&ask, &mut ask.read().await?).await?;
    ask.json(&all.into_iter().map(SchemeWire::from).collect::<Vec<_>>())
}

/// An agency as the simulation placed it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SimulatedWire {
    agency: String,
    league: String,
    /// Millionths.
    score: Option<i64>,
    place: Option<i64>,
    grade: String,
    reward_won: i64,
}

/// What the last simulation gave.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimulationWire {
    year: Option<i64>,
    /// Whether the scheme was changed since.
    stale: bool,
    rewards_won: i64,
    /// Agencies by grade.
    grades: BTreeMap<String, i64>,
    rows: Vec<SimulatedWire>,
}

/// The short form in which a simulation is kept.
#[derive(Deserialize)]
struct KeptSimulation {
    grades: BTreeMap<String, i64>,
    rewards_won: i64,
    rows: Vec<SimulatedWire>,
}

impl SimulationWire {
    /// The last simulation of a scheme, if there was one.
    fn of(one: &SchemeRow) -> Option<Self> {
        let kept: KeptSimulation = serde_json::from_str(&one.simulation).ok()?;
        Some(Self {
            year: one.simulated_year,
            stale: one.simulated_hash != one.hash,
            rewards_won: kept.rewards_won,
            grades: kept.grades,
            rows: kept.rows,
        })
    }
}

/// Another version of a scheme.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchemeVersionWire {
    id: String,
    number: i64,
    state: String,
}

/// A scheme with its notice, its last simulation and its other versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct SchemeWholeWire {
    scheme: SchemeWire,
    /// What agencies were told; empty until it is published.
    notice: String,
    published_on: Option<String>,
    /// Code of what keeps it from being used; none when nothing does.
    fault: Option<String>,
    /// For whoever may see every agency.
    simulation: Option<SimulationWire>,
    versions: Vec<SchemeVersionWire>,
    version: i64,
}

/// One scheme; whoever does not make them sees what was published.
#[utoipa::path(get, path = "/schemes/{id}", params(("id" = String, Path, description = "Scheme")),
    responses((status = 200, description = "The scheme", body = SchemeWholeWire), (status = 404, description = "No such scheme, or not published")))]
pub async fn scheme(ask: Ask, Path(id): Path<String>) -> Reply {
    let all = pages::seen(&ask, &mut ask.read().await?).await?;
    let one = all.iter().find(|one| one.id == id).cloned().ok_or_else(missing)?;
    let others = all.into_iter().filter(|other| other.series == one.series && other.id != id);
    let simulation = SimulationWire::of(&one).filter(|_| ask.actor.may("evaluation.all"));
    ask.json(&SchemeWholeWire {
        notice: one.notice.clone(),
        published_on: day(one.published_at),
        fault: fault(&one.body).and_then(|problem| problem.code()),
        simulation,
        versions: others
            .map(|one| SchemeVersionWire { id: one.id, number: one.number, state: one.state })
            .collect(),
        version: one.version,
        scheme: one.into(),
    })
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

impl From<&Source> for IndicatorWire {
    fn from(one: &Source) -> Self {
        Self {
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
        }
    }
}

/// Every indicator.
#[utoipa::path(get, path = "/indicators", responses((status = 200, description = "Indicators", body = [IndicatorWire])))]
pub async fn indicators(ask: Ask) -> Reply {
    ask.json(&INDICATORS.indicator.iter().map(IndicatorWire::from).collect::<Vec<_>>())
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

/// The year asked for, else this one, with the values of an indicator for every agency.
async fn of_year(ask: &Ask, source: &'static Source) -> Result<(i64, Vec<RawWire>), Problem> {
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
    Ok((year, wires))
}

/// The values of an indicator for every agency of a year.
#[utoipa::path(get, path = "/indicators/{id}/values",
    params(("id" = String, Path, description = "Indicator"), ("year" = Option<i64>, Query, description = "Year")),
    responses((status = 200, description = "By agency", body = [RawWire]), (status = 404, description = "No such indicator")))]
pub async fn values(ask: Ask, Path(id): Path<String>) -> Reply {
    let source = guideline::source(&id).ok_or_else(missing)?;
    ask.json(&of_year(&ask, source).await?.1)
}

/// An indicator with the values of every agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct IndicatorWholeWire {
    indicator: IndicatorWire,
    year: i64,
    values: Vec<RawWire>,
}

/// One indicator: what it is made of, and the values of every agency of a year.
#[utoipa::path(get, path = "/indicators/{id}",
    params(("id" = String, Path, description = "Indicator"), ("year" = Option<i64>, Query, description = "Year")),
    responses((status = 200, description = "The indicator", body = IndicatorWholeWire), (status = 404, description = "No such indicator")))]
pub async fn indicator(ask: Ask, Path(id): Path<String>) -> Reply {
    let source = guideline::source(&id).ok_or_else(missing)?;
    let (year, values) = of_year(&ask, source).await?;
    ask.json(&IndicatorWholeWire { indicator: source.into(), year, values })
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
