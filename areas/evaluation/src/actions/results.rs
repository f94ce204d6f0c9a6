//! Results: a named person confirms each one; then needs are written, and score and rank go to the ledger.

use std::collections::BTreeMap;

use base::{AgencyId, Problem};
use register::{
    Work,
    facts::Fact,
    needs::{self, Need},
};
use serde_json::json;

use super::fresh;
use crate::{
    guideline::{self, INDICATORS},
    model::{Confirmation, Refused, Round, ScoreRow, ValueRow, missing},
    store,
};

/// Subject under which a result's needs, facts and files are kept.
pub fn result_subject(round: &str, agency: &AgencyId) -> String {
    format!("evaluation-result:{round}:{agency}")
}

/// Confirms one agency's result: one person, one agency, one decision.
pub async fn confirm_result(
    work: &mut Work,
    round: &str,
    agency: &AgencyId,
    note: &str,
) -> Result<(), Problem> {
    work.actor.must("evaluation.confirm")?;
    let round = store::rounds::round(&mut work.tx, round).await?.ok_or_else(missing)?;
    if round.state != "decided" {
        return Err(Refused::RoundElsewhere { state: round.state }.into());
    }
    let score = store::results::score(&mut work.tx, &round, agency)
        .await?
        .ok_or_else(|| Problem::from(Refused::NoResult))?;
    let done = store::results::confirmations(&mut work.tx, &round.id).await?;
    if done.iter().any(|one| one.agency_id == *agency) {
        return Err(Refused::ResultConfirmed.into());
    }
    let one = Confirmation {
        id: fresh(),
        round_id: round.id.clone(),
        agency_id: agency.clone(),
        run: round.run,
        grade: score.grade.clone(),
        reward_won: score.reward_won,
        confirmed_at: work.now,
        confirmed_by: work.actor.id.to_string(),
        note: note.trim().to_owned(),
    };
    store::results::insert_confirmation(&mut work.tx, &one).await?;
    write_facts(work, &round, &score).await?;
    let needs = write_needs(work, &round, agency).await?;
    let detail =
        json!({ "agency": agency, "grade": one.grade, "reward_won": one.reward_won, "needs": needs });
    work.note_with("evaluation.result-confirmed", &one.id, &detail).await
}

/// Score and rank as facts of the last day measured.
async fn write_facts(work: &mut Work, round: &Round, score: &ScoreRow) -> Result<(), Problem> {
    let source = result_subject(&round.id, &score.agency_id);
    let fact = |name: &'static str, value: Option<i64>| {
        value.map(|value| Fact::of_agency(name, score.agency_id.clone(), round.until_on, value, &source))
    };
    let facts: Vec<Fact> = [fact("evaluation.scores", score.score), fact("evaluation.ranks", score.place)]
        .into_iter()
        .flatten()
        .collect();
    work.facts(&facts).await
}

/// A weak indicator: its value's place among those who have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weak {
    /// Indicator.
    pub indicator: String,
    /// Place in the league by the common scale, 1 the best.
    pub place: i64,
    /// Agencies that have a value.
    pub of: i64,
}

/// Indicators of an agency among the weakest share of its league.
pub fn weak(values: &[ValueRow], league: &[AgencyId], agency: &AgencyId) -> Vec<Weak> {
    let mut by: BTreeMap<&str, Vec<(&str, i64)>> = BTreeMap::new();
    let inside =
        |row: &&ValueRow| row.value.is_some() && league.iter().any(|id| id.as_str() == row.agency_id);
    for row in values.iter().filter(inside) {
        if let Some(normalised) = row.normalised {
            by.entry(&row.indicator).or_default().push((&row.agency_id, normalised));
        }
    }
    let share = INDICATORS.terms.weak_share_percent;
    let of = |(indicator, all): (&str, Vec<(&str, i64)>)| {
        let own = all.iter().find(|(id, _)| *id == agency.as_str())?.1;
        let place = 1 + all.iter().filter(|(_, other)| *other > own).count() as i64;
        let worse = all.iter().filter(|(_, other)| *other < own).count() as i64;
        let of = all.len() as i64;
        let is_weak = of > 1 && worse * 100 < of * share && place > 1;
        is_weak.then(|| Weak { indicator: indicator.to_owned(), place, of })
    };
    by.into_iter().filter_map(of).collect()
}

/// Writes a need for each weak indicator; consulting and training answer them.
async fn write_needs(work: &mut Work, round: &Round, agency: &AgencyId) -> Result<usize, Problem> {
    let source = result_subject(&round.id, agency);
    needs::withdraw(work, &source).await?;
    let values = store::results::values(&mut work.tx, round, "").await?;
    let scores = store::results::scores(&mut work.tx, round).await?;
    let league = scores.iter().find(|one| one.agency_id == *agency).map(|one| one.league.clone());
    let of_league: Vec<AgencyId> = scores
        .into_iter()
        .filter(|one| Some(&one.league) == league.as_ref())
        .map(|one| one.agency_id)
        .collect();
    let found = weak(&values, &of_league, agency);
    for one in &found {
        let Some(known) = guideline::source(&one.indicator) else { continue };
        let need = Need {
            id: String::new(),
            agency_id: agency.clone(),
            field: known.field.clone(),
            source: source.clone(),
            reason: format!("evaluation-need-{}", known.id.replace('_', "-")),
            reason_args: json!({ "year": round.year, "place": one.place, "of": one.of }).to_string(),
            found_on: work.today,
            met_on: None,
            met_by: None,
        };
        needs::find(work, &need).await?;
    }
    Ok(found.len())
}
