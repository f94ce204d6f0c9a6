//! Rounds, ranking, what moves it, result books and appeals as JSON.

use axum::extract::Path;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use crate::{
    model::{Round, ScoreRow, ValueRow, missing},
    pages::book::{Book, fact_href},
    store,
};

/// A round.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundWire {
    id: String,
    year: i64,
    title: String,
    state: String,
    scheme: String,
    scheme_hash: String,
    from: String,
    until: String,
    appeal_until: Option<String>,
    run: i64,
    outcome_hash: String,
    rewards_won: i64,
    sample: bool,
}

impl From<Round> for RoundWire {
    fn from(one: Round) -> Self {
        Self {
            from: one.from_on.to_string(),
            until: one.until_on.to_string(),
            appeal_until: one.appeal_until_on.map(|day| day.to_string()),
            id: one.id,
            year: one.year,
            title: one.title,
            state: one.state,
            scheme: one.scheme_id,
            scheme_hash: one.scheme_hash,
            run: one.run,
            outcome_hash: one.outcome_hash,
            rewards_won: one.rewards_won,
            sample: one.sample,
        }
    }
}

/// The rounds that the visitor may see.
#[utoipa::path(get, path = "/rounds", responses((status = 200, description = "Rounds, newest first", body = [RoundWire])))]
pub async fn rounds(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let all = store::rounds::rounds(&mut tx).await?.into_iter();
    let seen = all.filter(|one| ask.actor.may("evaluation.all") || one.is_sent());
    let wires: Vec<RoundWire> = seen
        .map(|one| {
            let hidden = !ask.actor.may("evaluation.all");
            let mut wire = RoundWire::from(one);
            if hidden {
                (wire.outcome_hash, wire.rewards_won) = (String::new(), 0);
            }
            wire
        })
        .collect();
    ask.json(&wires)
}

/// An agency's place.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoreWire {
    agency: String,
    league: String,
    /// Millionths.
    score: Option<i64>,
    place: Option<i64>,
    place_low: Option<i64>,
    place_high: Option<i64>,
    grade: String,
    reward_won: i64,
    /// Whether a cut falls inside its rank interval.
    doubtful: bool,
}

impl From<ScoreRow> for ScoreWire {
    fn from(one: ScoreRow) -> Self {
        Self {
            agency: one.agency_id.to_string(),
            league: one.league,
            score: one.score,
            place: one.place,
            place_low: one.place_low,
            place_high: one.place_high,
            grade: one.grade,
            reward_won: one.reward_won,
            doubtful: one.doubtful,
        }
    }
}

/// The ranking of a round.
#[utoipa::path(get, path = "/rounds/{id}/ranking", params(("id" = String, Path, description = "Round")),
    responses((status = 200, description = "By league and place", body = [ScoreWire]), (status = 404, description = "No such round")))]
pub async fn ranking(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let round = store::rounds::round(&mut tx, &id).await?.ok_or_else(missing)?;
    let scores = store::results::scores(&mut tx, &round).await?;
    ask.json(&scores.into_iter().map(ScoreWire::from).collect::<Vec<_>>())
}

/// How much one choice moves the ranks; millionths.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactorWire {
    factor: String,
    first_order: Option<i64>,
    total: Option<i64>,
    mean_shift: Option<i64>,
    moves_most: String,
}

/// What moves the ranks of a round.
#[utoipa::path(get, path = "/rounds/{id}/sensitivity", params(("id" = String, Path, description = "Round")),
    responses((status = 200, description = "Factors", body = [FactorWire]), (status = 404, description = "No such round")))]
pub async fn sensitivity(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let round = store::rounds::round(&mut tx, &id).await?.ok_or_else(missing)?;
    let wire = |one: crate::model::FactorRow| FactorWire {
        factor: one.factor,
        first_order: one.first_order,
        total: one.total,
        mean_shift: one.mean_shift,
        moves_most: one.moves_most,
    };
    let factors = store::results::factors(&mut tx, &round).await?;
    ask.json(&factors.into_iter().map(wire).collect::<Vec<_>>())
}

/// One indicator of one agency; millionths of the unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValueWire {
    indicator: String,
    numerator: Option<i64>,
    numerator_rows: String,
    denominator: Option<i64>,
    denominator_rows: String,
    value: Option<i64>,
    /// Why there is no value; empty when there is one.
    missing: String,
    past: Option<i64>,
    expected: Option<i64>,
    normalised: Option<i64>,
    weight: Option<i64>,
    contribution: Option<i64>,
    corrected: bool,
}

/// The result book of one agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookWire {
    round: RoundWire,
    score: ScoreWire,
    confirmed: bool,
    values: Vec<ValueWire>,
}

fn value_wire(book: &Book, one: &ValueRow) -> ValueWire {
    let source = crate::guideline::source(&one.indicator);
    let rows = |name: Option<&String>| {
        name.map(|name| fact_href(&book.round, &book.agency, name)).unwrap_or_default()
    };
    ValueWire {
        indicator: one.indicator.clone(),
        numerator: one.numerator,
        numerator_rows: rows(source.map(|source| &source.numerator)),
        denominator: one.denominator,
        denominator_rows: rows(source.map(|source| &source.denominator)),
        value: one.value,
        missing: one.missing.clone(),
        past: one.past,
        expected: one.expected,
        normalised: one.normalised,
        weight: one.weight,
        contribution: one.contribution,
        corrected: one.corrected,
    }
}

/// The result book of an agency, which sees its own only.
#[utoipa::path(get, path = "/rounds/{id}/agencies/{agency}/values",
    params(("id" = String, Path, description = "Round"), ("agency" = String, Path, description = "Agency")),
    responses((status = 200, description = "The book", body = BookWire), (status = 403, description = "Another agency"),
              (status = 404, description = "No such round, or not sent yet")))]
pub async fn book(ask: Ask, Path((id, agency)): Path<(String, String)>) -> Reply {
    let mut tx = ask.read().await?;
    let book = Book::read(&ask, &mut tx, &id, &agency).await?;
    let values = book.values.iter().map(|one| value_wire(&book, one)).collect();
    let mut round = RoundWire::from(book.round.clone());
    if ask.actor.agency.is_some() {
        (round.outcome_hash, round.rewards_won) = (String::new(), 0);
    }
    ask.json(&BookWire { round, score: book.score.into(), confirmed: book.confirmation.is_some(), values })
}

/// An appeal.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppealWire {
    id: String,
    receipt: String,
    round: String,
    agency: String,
    indicator: String,
    state: String,
    filed_on: String,
    due_on: String,
    decision: String,
}

/// Appeals that the visitor may see.
#[utoipa::path(get, path = "/appeals", responses((status = 200, description = "Appeals, newest first", body = [AppealWire])))]
pub async fn appeals(ask: Ask) -> Reply {
    if ask.actor.agency.is_none() {
        ask.actor.must("evaluation.all")?;
    }
    let mut tx = ask.read().await?;
    let wire = |one: crate::model::Appeal| AppealWire {
        id: one.id,
        receipt: one.receipt,
        round: one.round_id,
        agency: one.agency_id.to_string(),
        indicator: one.indicator,
        state: one.state,
        filed_on: base::seoul_day(one.filed_at).to_string(),
        due_on: one.due_on.to_string(),
        decision: one.decision,
    };
    let all = store::appeals::appeals(&mut tx, ask.actor.agency.as_ref()).await?;
    ask.json(&all.into_iter().map(wire).collect::<Vec<_>>())
}
