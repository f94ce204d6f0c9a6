//! Rounds: computed from the ledger as it was known, sent as provisional results, decided after appeals, made final.

use base::Problem;
use db::Tx;
use jiff::civil::Date;
use register::{Work, files::sha256, workdays};
use serde_json::json;

use super::{Letter, findable, fresh, panels, schemes::judged, schemes::period_of, tell};
use crate::{
    compute::{Inputs, Outcome, compute},
    guideline::INDICATORS,
    model::{Refused, Round, missing},
    sources::Period,
    store,
};

/// Variants of the rank intervals when nothing else is asked for.
pub const VARIANTS: i64 = 1_000;

/// A round to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRound {
    /// Published scheme.
    pub scheme_id: String,
    /// Title.
    pub title: String,
    /// Variants of the rank intervals.
    pub variants: i64,
    /// Made up for the demo.
    pub sample: bool,
}

/// Makes a round with a published scheme, which is frozen with it.
pub async fn begin_round(work: &mut Work, wish: &NewRound) -> Result<String, Problem> {
    work.actor.must("evaluation.edit")?;
    let scheme = store::schemes::scheme(&mut work.tx, &wish.scheme_id).await?.ok_or_else(missing)?;
    let Some(year) = scheme.year.filter(|_| matches!(scheme.state.as_str(), "published" | "frozen")) else {
        return Err(Refused::SchemeNotPublished.into());
    };
    let all = store::rounds::rounds(&mut work.tx).await?;
    let same = |one: &&Round| one.year == year && one.scheme_id == scheme.id && one.state != "final";
    if let Some(open) = all.iter().find(same) {
        return Err(Refused::RoundOpen { title: open.title.clone() }.into());
    }
    let period = period_of(year, work.today);
    let id = fresh();
    let round = Round {
        seed: sha256(format!("{}{}", scheme.hash, wish.title).as_bytes()),
        id: id.clone(),
        year,
        title: wish.title.clone(),
        scheme_id: scheme.id.clone(),
        scheme_hash: scheme.hash,
        state: "draft".into(),
        run: 0,
        from_on: period.from,
        until_on: period.until,
        known_at: None,
        computed_at: None,
        computed_by: None,
        outcome_hash: String::new(),
        published_at: None,
        published_by: None,
        appeal_from_on: None,
        appeal_until_on: None,
        decided_at: None,
        decided_by: None,
        closing: String::new(),
        final_at: None,
        final_by: None,
        variants: wish.variants,
        reasons: "[]".into(),
        rewards_won: 0,
        unspent_won: 0,
        sample: wish.sample || scheme.sample,
        version: 1,
    };
    let now = work.now;
    store::rounds::insert_round(&mut work.tx, &round).await?;
    store::schemes::freeze(&mut work.tx, &scheme.id, now).await?;
    work.note_with("evaluation.round-begun", &id, &json!({ "scheme": round.scheme_hash })).await?;
    Ok(id)
}

/// The days and the horizon of a round.
pub fn period(round: &Round) -> Period {
    Period { from: round.from_on, until: round.until_on, known_at: round.known_at }
}

/// What a round's computation reads, by its scheme, panel and corrections.
pub async fn inputs(tx: &mut Tx, round: &Round) -> Result<(indicators::Scheme, Inputs), Problem> {
    let scheme = store::schemes::scheme(tx, &round.scheme_id).await?.ok_or_else(missing)?;
    if scheme.hash != round.scheme_hash || sha256(scheme.body.as_bytes()) != round.scheme_hash {
        return Err(Problem::fault(format!("the scheme of round {} no longer has its hash", round.id)));
    }
    let judged = judged(&scheme.body)?;
    let panel = panels::points_of_round(tx, round).await?;
    let inputs = Inputs::read(tx, &judged, period(round), panel).await?;
    let corrections = store::results::corrections(tx, &round.id).await?;
    let pairs = corrections.into_iter().map(|one| ((one.agency_id.to_string(), one.indicator), one.value));
    Ok((judged, inputs.corrected(pairs)))
}

/// Computes a round as it stands, without keeping anything.
pub async fn outcome(tx: &mut Tx, round: &Round) -> Result<Outcome, Problem> {
    let (scheme, inputs) = inputs(tx, round).await?;
    compute(scheme, &inputs, round.variants, &round.seed).await
}

/// Computes and keeps a run of the round. The horizon of facts is that of the first run.
pub(super) async fn keep_run(work: &mut Work, mut round: Round) -> Result<(), Problem> {
    round.known_at = round.known_at.or(Some(work.now));
    let outcome = outcome(&mut work.tx, &round).await?;
    round.run += 1;
    round.computed_at = Some(work.now);
    round.computed_by = round.computed_by.or_else(|| Some(work.actor.id.to_string()));
    round.outcome_hash = outcome.hash;
    round.reasons = outcome.reasons;
    (round.rewards_won, round.unspent_won) = (outcome.rewards_won, outcome.unspent_won);
    store::rounds::keep_run(&mut work.tx, &round).await?;
    let (id, run) = (round.id.as_str(), round.run);
    store::rounds::insert_values(&mut work.tx, id, run, &outcome.values).await?;
    store::rounds::insert_scores(&mut work.tx, id, run, &outcome.scores).await?;
    store::rounds::insert_factors(&mut work.tx, id, run, &outcome.factors).await?;
    let detail = json!({ "run": run, "hash": round.outcome_hash, "scheme": round.scheme_hash });
    work.note_with("evaluation.round-computed", id, &detail).await
}

/// Computes a round that was not sent yet, with all facts known now.
pub async fn compute_round(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    let mut round = store::rounds::round(&mut work.tx, id).await?.ok_or_else(missing)?;
    if round.is_sent() {
        return Err(Refused::RoundElsewhere { state: round.state }.into());
    }
    (round.known_at, round.computed_by) = (None, None);
    keep_run(work, round).await
}

/// Sends the provisional results to every agency evaluated; the days of appeals begin.
pub async fn publish_round(work: &mut Work, id: &str, letter: &Letter) -> Result<Date, Problem> {
    work.actor.must("evaluation.publish")?;
    let round = store::rounds::round(&mut work.tx, id).await?.ok_or_else(missing)?;
    match round.state.as_str() {
        "computed" => {}
        "draft" => return Err(Refused::NotComputed.into()),
        _ => return Err(Refused::RoundElsewhere { state: round.state }.into()),
    }
    let calendar = workdays::calendar(&mut work.tx).await?;
    let until = calendar.add(work.today, INDICATORS.terms.appeal_working_days);
    let (now, by, today) = (work.now, work.actor.id.to_string(), work.today);
    store::rounds::publish(&mut work.tx, id, (now, &by), (today, until)).await?;
    findable(work, id, &round.title, &format!("/evaluation/rounds/{id}")).await?;
    let about = format!("evaluation-round:{id}");
    for score in store::results::scores(&mut work.tx, &round).await? {
        tell(work, &about, &score.agency_id, letter).await?;
    }
    work.note_with("evaluation.round-sent", id, &json!({ "until": until })).await?;
    Ok(until)
}

/// Closes the appeals: after their last day, or before it with a reason that every agency is told.
pub async fn close_appeals(work: &mut Work, id: &str, closing: &str, letter: &Letter) -> Result<(), Problem> {
    work.actor.must("evaluation.confirm")?;
    let round = store::rounds::round(&mut work.tx, id).await?.ok_or_else(missing)?;
    if round.state != "provisional" {
        return Err(Refused::RoundElsewhere { state: round.state }.into());
    }
    let open = store::appeals::appeals_of(&mut work.tx, id).await?;
    let count = open.iter().filter(|one| one.is_open()).count() as i64;
    if count > 0 {
        return Err(Refused::AppealsUndecided { count }.into());
    }
    let early = round.appeal_until_on.filter(|until| work.today <= *until);
    let closing = closing.trim();
    if let Some(until) = early.filter(|_| closing.is_empty()) {
        return Err(Refused::AppealsOpen { until }.into());
    }
    let closing = if early.is_some() { closing } else { "" };
    let (now, by) = (work.now, work.actor.id.to_string());
    store::rounds::decide(&mut work.tx, id, (now, &by), closing).await?;
    if early.is_some() {
        let about = format!("evaluation-round:{id}");
        for score in store::results::scores(&mut work.tx, &round).await? {
            tell(work, &about, &score.agency_id, letter).await?;
        }
    }
    work.note_with("evaluation.appeals-closed", id, &json!({ "early": early.is_some() })).await
}

/// Makes a round final once every result was confirmed by a named person.
pub async fn finish_round(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("evaluation.confirm")?;
    let round = store::rounds::round(&mut work.tx, id).await?.ok_or_else(missing)?;
    if round.state != "decided" {
        return Err(Refused::RoundElsewhere { state: round.state }.into());
    }
    let scores = store::results::scores(&mut work.tx, &round).await?.len();
    let confirmed = store::results::confirmations(&mut work.tx, id).await?.len();
    if confirmed < scores {
        return Err(Refused::ResultsUnconfirmed { count: (scores - confirmed) as i64 }.into());
    }
    let (now, by) = (work.now, work.actor.id.to_string());
    store::rounds::finish(&mut work.tx, id, now, &by).await?;
    work.note("evaluation.round-finished", id).await
}

/// A value that a computation of today gives otherwise than the one kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Agency.
    pub agency_id: String,
    /// Indicator, or `score`, `place`, `grade`, `reward`.
    pub what: String,
    /// As kept.
    pub kept: String,
    /// As computed now.
    pub now: String,
}

/// A second computation with the scheme, the horizon and the seed of the first, and where it differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// Hash of the second computation.
    pub hash: String,
    /// Values that differ.
    pub differences: Vec<Difference>,
}

/// Computes a round again and compares; nothing is kept.
pub async fn again(tx: &mut Tx, round: &Round) -> Result<Again, Problem> {
    if round.run == 0 {
        return Err(Refused::NotComputed.into());
    }
    let now = outcome(tx, round).await?;
    let (values, scores) =
        (store::results::values(tx, round, "").await?, store::results::scores(tx, round).await?);
    let mut differences = Vec::new();
    let mut differ = |agency: &str, what: &str, kept: String, now: String| {
        if kept != now {
            let (agency_id, what) = (agency.to_owned(), what.to_owned());
            differences.push(Difference { agency_id, what, kept, now });
        }
    };
    let shown = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    for one in &values {
        let same = |other: &&crate::model::ValueRow| {
            other.agency_id == one.agency_id && other.indicator == one.indicator
        };
        let other = now.values.iter().find(same).cloned().unwrap_or_default();
        differ(&one.agency_id, &one.indicator, shown(one.value), shown(other.value));
    }
    for one in &scores {
        let Some(other) = now.scores.iter().find(|other| other.agency_id == one.agency_id) else {
            differ(one.agency_id.as_str(), "score", shown(one.score), String::new());
            continue;
        };
        let agency = one.agency_id.as_str();
        differ(agency, "score", shown(one.score), shown(other.score));
        differ(agency, "place", shown(one.place), shown(other.place));
        differ(agency, "grade", one.grade.clone(), other.grade.clone());
        differ(agency, "reward", one.reward_won.to_string(), other.reward_won.to_string());
    }
    Ok(Again { hash: now.hash, differences })
}
