//! Rounds, the ranking, what moves it and the same computation once more as JSON.

use axum::extract::Path;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::day;
use crate::{
    actions,
    model::{Round, ScoreRow, missing},
    pages::shared::{self, Names},
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

impl RoundWire {
    /// A round as the visitor may see it: an agency sees what was sent, and not what all agencies get together.
    pub fn seen(ask: &Ask, one: Round) -> Option<Self> {
        let own = ask.actor.agency.is_some();
        if own && !one.is_sent() {
            return None;
        }
        let mut wire = Self::from(one);
        if own {
            (wire.outcome_hash, wire.rewards_won) = (String::new(), 0);
        }
        Some(wire)
    }
}

/// The rounds that the visitor may see.
#[utoipa::path(get, path = "/rounds", responses((status = 200, description = "Rounds, newest first", body = [RoundWire])))]
pub async fn rounds(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let all = store::rounds::rounds(&mut tx).await?.into_iter();
    ask.json(&all.filter_map(|one| RoundWire::seen(&ask, one)).collect::<Vec<_>>())
}

/// How far a round has come, for whoever may see every agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundCountsWire {
    /// What the computation said, in the language asked for.
    reasons: Vec<String>,
    /// Agencies that were evaluated.
    evaluated: i64,
    /// Appeals filed.
    appeals: i64,
    /// Results that a named person made final.
    confirmed: i64,
}

/// A round with what was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundWholeWire {
    round: RoundWire,
    computed_on: Option<String>,
    sent_on: Option<String>,
    /// Why appeals were closed before their last day.
    closing: String,
    final_on: Option<String>,
    counts: Option<RoundCountsWire>,
}

/// One round; an agency sees it once it was sent.
#[utoipa::path(get, path = "/rounds/{id}", params(("id" = String, Path, description = "Round")),
    responses((status = 200, description = "The round", body = RoundWholeWire), (status = 404, description = "No such round, or not sent yet")))]
pub async fn round(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = store::rounds::round(&mut tx, &id).await?.ok_or_else(missing)?;
    let mut counts = None;
    if ask.actor.may("evaluation.all") {
        let names = Names::load(&mut tx).await?;
        let told = shared::reasons(&ask, &names, &one.reasons);
        counts = Some(RoundCountsWire {
            reasons: told.into_iter().map(|line| line.label).collect(),
            evaluated: store::results::scores(&mut tx, &one).await?.len() as i64,
            appeals: store::appeals::appeals_of(&mut tx, &id).await?.len() as i64,
            confirmed: store::results::confirmations(&mut tx, &id).await?.len() as i64,
        });
    }
    let (computed_on, sent_on, final_on) = (day(one.computed_at), day(one.published_at), day(one.final_at));
    let closing = one.closing.clone();
    let round = RoundWire::seen(&ask, one).ok_or_else(missing)?;
    ask.json(&RoundWholeWire { round, computed_on, sent_on, closing, final_on, counts })
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

/// A value that a computation of today gives otherwise than the one kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct DifferenceWire {
    agency: String,
    /// Indicator, or `score`, `place`, `grade`, `reward`.
    what: String,
    kept: String,
    now: String,
}

/// The same computation once more.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgainWire {
    same: bool,
    outcome_hash: String,
    hash_again: String,
    /// The moment whose knowledge both used.
    known_at: Option<String>,
    differences: Vec<DifferenceWire>,
}

/// Computes a round again with its scheme, horizon and seed, and compares; nothing is kept.
#[utoipa::path(get, path = "/rounds/{id}/again", params(("id" = String, Path, description = "Round")),
    responses((status = 200, description = "Whether it is the same, and what differs", body = AgainWire),
              (status = 404, description = "No such round"), (status = 409, description = "Not computed yet")))]
pub async fn again(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let round = store::rounds::round(&mut tx, &id).await?.ok_or_else(missing)?;
    let again = actions::rounds::again(&mut tx, &round).await?;
    let wire = |one: actions::rounds::Difference| DifferenceWire {
        agency: one.agency_id,
        what: one.what,
        kept: one.kept,
        now: one.now,
    };
    ask.json(&AgainWire {
        same: again.hash == round.outcome_hash,
        outcome_hash: round.outcome_hash,
        hash_again: again.hash,
        known_at: round.known_at.map(|at| at.to_string()),
        differences: again.differences.into_iter().map(wire).collect(),
    })
}
