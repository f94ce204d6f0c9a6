//! Schemes: a draft is written, simulated on a year, published for a year with its hash, then frozen by a round.

use std::collections::BTreeMap;

use base::{FiscalYear, Problem};
use indicators::{Draft, DraftIndicator, Scheme, Status};
use jiff::civil::Date;
use register::{Work, files::sha256};
use serde_json::json;

use super::{Letter, fresh, tell, unchanged};
use crate::{
    compute::{Inputs, Outcome, compute},
    guideline::{self, INDICATORS, Source},
    model::{Refused, SchemeRow, missing},
    sources::{Period, subjects},
    store,
};

/// The example that ships with the house: clearly no official weights.
pub const EXAMPLE: &str = include_str!("../../data/scheme_example.toml");
/// The official form, to be typed in; it refuses to be used as it is.
pub const OFFICIAL: &str = include_str!("../../../../guidelines/evaluation/official_form.toml");

/// The days of a year that are measured, as far as months have ended.
pub fn period_of(year: i64, today: Date) -> Period {
    let year = FiscalYear(i16::try_from(year).unwrap_or(2000));
    let ended = base::Month::of(today).previous().last_day();
    Period { from: year.first_day(), until: year.last_day().min(ended), known_at: None }
}

/// Judges a scheme's text; an official form that was not typed in is refused here.
pub fn judged(body: &str) -> Result<Scheme, Problem> {
    Ok(Scheme::new(&Draft::from_toml(body)?)?)
}

/// The source of an indicator of a scheme; none where no return feeds it, such as a rate of two columns of a file.
pub fn fed_by(one: &DraftIndicator) -> Option<&'static Source> {
    if one.of.is_some() || one.per.is_some() {
        return None;
    }
    guideline::source(one.column.as_ref().unwrap_or(&one.id))
}

/// Names of what a scheme measures that no return feeds: indicators and what agencies serve.
pub fn unfed(draft: &Draft) -> Vec<String> {
    let alone = draft.indicators.iter().filter(|one| fed_by(one).is_none());
    let mut names: Vec<String> =
        alone.map(|one| one.name.clone().unwrap_or_else(|| one.id.clone())).collect();
    let mixes = draft.case_mix.iter().flat_map(|mix| &mix.covariates);
    names.extend(mixes.filter(|id| INDICATORS.mix.iter().all(|mix| mix.id != **id)).cloned());
    names
}

/// What keeps a scheme from being used: a fault of its text, or something that cannot be measured here.
pub fn fault(body: &str) -> Option<Problem> {
    let draft = match judged(body).and_then(|_| Ok(Draft::from_toml(body)?)) {
        Ok(draft) => draft,
        Err(problem) => return Some(problem),
    };
    let names = unfed(&draft);
    (!names.is_empty()).then(|| Refused::IndicatorUnknown { indicator: names.join(", ") }.into())
}

/// Begins a scheme from a text: the example, the empty official form, or a file of the command line. An invented scheme
/// is marked as such by its own status, wherever it comes from.
pub async fn begin_scheme(work: &mut Work, body: &str) -> Result<String, Problem> {
    work.actor.must("evaluation.edit")?;
    let draft = Draft::from_toml(body)?;
    let body = draft.to_toml();
    let one = row(work, &draft, (fresh(), 1), body);
    store::schemes::insert_scheme(&mut work.tx, &one).await?;
    work.note_with("evaluation.scheme-begun", &one.id, &json!({ "hash": one.hash })).await?;
    Ok(one.id)
}

/// A draft's row.
fn row(work: &Work, draft: &Draft, (series, number): (String, i64), body: String) -> SchemeRow {
    SchemeRow {
        id: fresh(),
        series,
        number,
        title: draft.name.clone(),
        hash: sha256(body.as_bytes()),
        body,
        state: "draft".into(),
        simulated_year: None,
        simulated_hash: String::new(),
        simulation: String::new(),
        year: None,
        notice: String::new(),
        published_at: None,
        published_by: None,
        frozen_at: None,
        source: draft.source.clone().unwrap_or_default(),
        sample: draft.status == Status::Sample,
        made_at: work.now,
        made_by: work.actor.id.to_string(),
        version: 1,
    }
}

/// Begins the next version of a scheme as a copy.
pub async fn revise_scheme(work: &mut Work, id: &str) -> Result<String, Problem> {
    work.actor.must("evaluation.edit")?;
    let old = store::schemes::scheme(&mut work.tx, id).await?.ok_or_else(missing)?;
    let all = store::schemes::schemes(&mut work.tx).await?;
    let own: Vec<&SchemeRow> = all.iter().filter(|one| one.series == old.series).collect();
    if own.iter().any(|one| matches!(one.state.as_str(), "draft" | "simulated")) {
        return Err(Refused::DraftExists.into());
    }
    let number = own.iter().map(|one| one.number).max().unwrap_or(0) + 1;
    let draft = Draft::from_toml(&old.body)?;
    let one = row(work, &draft, (old.series, number), old.body);
    store::schemes::insert_scheme(&mut work.tx, &one).await?;
    work.note("evaluation.scheme-revised", &one.id).await?;
    Ok(one.id)
}

/// Saves a draft as typed; it may be incomplete, and what is wrong with it is shown.
pub async fn save_scheme(work: &mut Work, id: &str, draft: &Draft, version: i64) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    let one = store::schemes::scheme(&mut work.tx, id).await?.ok_or_else(missing)?;
    if !matches!(one.state.as_str(), "draft" | "simulated") {
        return Err(Refused::SchemeFixed.into());
    }
    let body = draft.to_toml();
    let hash = sha256(body.as_bytes());
    let sample = draft.status == Status::Sample;
    let source = draft.source.clone().unwrap_or_default();
    let change =
        store::schemes::SchemeText { title: &draft.name, body: &body, hash: &hash, source: &source, sample };
    let kept = store::schemes::update_scheme(&mut work.tx, id, &change, version).await?;
    unchanged(kept)?;
    work.note_with("evaluation.scheme-changed", id, &json!({ "hash": hash })).await
}

/// What a simulation gave, in the short form that is kept.
fn simulation_json(outcome: &Outcome) -> String {
    let mut grades: BTreeMap<String, i64> = BTreeMap::new();
    for score in &outcome.scores {
        *grades.entry(score.grade.clone()).or_default() += 1;
    }
    let rows: Vec<serde_json::Value> = outcome
        .scores
        .iter()
        .map(|one| {
            json!({ "agency": one.agency_id, "league": one.league, "score": one.score, "place": one.place,
                    "grade": one.grade, "reward_won": one.reward_won })
        })
        .collect();
    json!({ "grades": grades, "rewards_won": outcome.rewards_won, "rows": rows }).to_string()
}

/// Simulates a draft on a year's facts; nothing is published.
pub async fn simulate_scheme(work: &mut Work, id: &str, year: i64) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    let one = store::schemes::scheme(&mut work.tx, id).await?.ok_or_else(missing)?;
    if !matches!(one.state.as_str(), "draft" | "simulated") {
        return Err(Refused::SchemeFixed.into());
    }
    let scheme = judged(&one.body)?;
    let period = period_of(year, work.today);
    let panel = super::panels::points_of_year(&mut work.tx, year).await?;
    let inputs = Inputs::read(&mut work.tx, &scheme, period, panel).await?;
    let outcome = compute(scheme, &inputs, 0, "").await?;
    let kept = simulation_json(&outcome);
    store::schemes::keep_simulation(&mut work.tx, id, year, (&one.hash, &kept)).await?;
    work.note_with("evaluation.scheme-simulated", id, &json!({ "year": year, "hash": one.hash })).await
}

/// Publishes a simulated scheme for a year and tells every agency, with its hash.
pub async fn publish_scheme(work: &mut Work, id: &str, year: i64, letter: &Letter) -> Result<(), Problem> {
    work.actor.must("evaluation.publish")?;
    let one = store::schemes::scheme(&mut work.tx, id).await?.ok_or_else(missing)?;
    if one.state == "draft" || one.simulated_hash != one.hash {
        return Err(Refused::NotSimulated.into());
    }
    if one.state != "simulated" {
        return Err(Refused::SchemeFixed.into());
    }
    judged(&one.body)?;
    let (now, by) = (work.now, work.actor.id.to_string());
    store::schemes::publish(&mut work.tx, id, year, &letter.body, (now, &by)).await?;
    let about = format!("evaluation-scheme:{id}");
    for subject in subjects(&mut work.tx, period_of(year, work.today)).await? {
        tell(work, &about, &subject.id, letter).await?;
    }
    work.note_with("evaluation.scheme-published", id, &json!({ "year": year, "hash": one.hash })).await
}
