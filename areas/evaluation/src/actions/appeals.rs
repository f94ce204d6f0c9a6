//! Appeals: an agency files one, another officer than who computed decides it, with reasons, visible to both.

use base::{AgencyId, Problem, UserId};
use register::{Work, users, workdays};
use serde_json::json;

use super::{Letter, bond, fresh, results::result_subject, rounds, tell, unchanged};
use crate::{
    guideline::{self, INDICATORS},
    model::{Appeal, Check, Correction, PAGE, Refused, Round, millionths, missing},
    store,
};

/// Years in which a tie keeps an officer from deciding.
const TIE_YEARS: i64 = 2;

/// An appeal to be filed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileAppeal {
    /// Indicator; empty for the whole result.
    pub indicator: String,
    /// What the agency says.
    pub text: String,
}

/// A decision to be written down.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct DecideAppeal {
    /// `accepted` or `rejected`.
    pub outcome: String,
    /// Reasons.
    pub decision: String,
    /// Indicator whose value is corrected.
    pub indicator: String,
    /// Corrected value in the indicator's unit.
    pub value: String,
    /// Version that was decided about.
    pub version: i64,
}

/// The round of an appeal while appeals may be filed.
async fn open_round(work: &mut Work, id: &str) -> Result<Round, Problem> {
    let round = store::rounds::round(&mut work.tx, id).await?.ok_or_else(missing)?;
    let until = round.appeal_until_on.ok_or_else(|| Problem::from(Refused::AppealTooEarly))?;
    if round.state != "provisional" || work.today > until {
        return Err(Refused::AppealTooLate { until }.into());
    }
    Ok(round)
}

/// Files an appeal of an agency; gives its id.
pub async fn file_appeal(
    work: &mut Work,
    round: &str,
    agency: &AgencyId,
    wish: &FileAppeal,
) -> Result<String, Problem> {
    work.actor.must("evaluation.appeal")?;
    work.actor.must_see(agency)?;
    let round = open_round(work, round).await?;
    if store::results::score(&mut work.tx, &round, agency).await?.is_none() {
        return Err(Refused::NoResult.into());
    }
    let mut check = Check::default();
    let text = check.text("text", &wish.text, PAGE);
    if !wish.indicator.is_empty() && guideline::source(&wish.indicator).is_none() {
        check.note("indicator", "web-field-choice");
    }
    check.done()?;
    let before = store::appeals::appeals_of(&mut work.tx, &round.id).await?;
    let same = |one: &&Appeal| one.agency_id == *agency && one.indicator == wish.indicator && one.is_open();
    if let Some(open) = before.iter().find(same) {
        return Err(Refused::AppealOpen { receipt: open.receipt.clone() }.into());
    }
    let number = store::appeals::count(&mut work.tx).await? + 1;
    let calendar = workdays::calendar(&mut work.tx).await?;
    let one = Appeal {
        id: fresh(),
        receipt: format!("EA-{}-{number:04}", round.year),
        round_id: round.id,
        agency_id: agency.clone(),
        indicator: wish.indicator.clone(),
        text,
        filed_at: work.now,
        filed_by: work.actor.id.to_string(),
        due_on: calendar.add(work.today, INDICATORS.terms.decide_working_days),
        officer_id: None,
        state: "filed".into(),
        decision: String::new(),
        decided_at: None,
        decided_by: None,
        sample: round.sample,
        version: 1,
    };
    store::appeals::insert_appeal(&mut work.tx, &one).await?;
    let detail = json!({ "receipt": one.receipt, "agency": one.agency_id });
    work.note_with("evaluation.appeal-filed", &one.id, &detail).await?;
    Ok(one.id)
}

/// Refuses an officer who computed or sent the round, or who is tied to the agency.
async fn fit_officer(work: &mut Work, appeal: &Appeal, officer: &UserId) -> Result<(), Problem> {
    let round = store::rounds::round(&mut work.tx, &appeal.round_id).await?.ok_or_else(missing)?;
    let did = [&round.computed_by, &round.published_by];
    if did.iter().any(|by| by.as_deref() == Some(officer.as_str())) {
        return Err(Refused::SameOfficer.into());
    }
    let today = work.today;
    if let Some(bond) = bond(&mut work.tx, today, (officer, &appeal.agency_id), TIE_YEARS).await? {
        return Err(Refused::OfficerTied { tie: bond.kind }.into());
    }
    Ok(())
}

/// Names the officer who decides.
pub async fn assign_appeal(work: &mut Work, id: &str, officer: &UserId, version: i64) -> Result<(), Problem> {
    work.actor.must("evaluation.judge")?;
    let appeal = store::appeals::appeal(&mut work.tx, id).await?.ok_or_else(missing)?;
    if !appeal.is_open() {
        return Err(Refused::AppealDecided.into());
    }
    if users::user(&mut work.tx, officer).await?.is_none_or(|user| user.state != "active") {
        return Err(Problem::field("officer_id", "web-field-choice"));
    }
    fit_officer(work, &appeal, officer).await?;
    unchanged(store::appeals::assign(&mut work.tx, id, officer, version).await?)?;
    work.note_with("evaluation.appeal-assigned", id, &json!({ "officer": officer })).await
}

/// Decides an appeal: accepted with a corrected value, after which the round is computed again, or rejected.
pub async fn decide_appeal(
    work: &mut Work,
    id: &str,
    wish: &DecideAppeal,
    letter: &Letter,
) -> Result<Appeal, Problem> {
    work.actor.must("evaluation.judge")?;
    let appeal = store::appeals::appeal(&mut work.tx, id).await?.ok_or_else(missing)?;
    let officer = decider(work, &appeal).await?;
    let mut check = Check::default();
    let outcome = check.one_of("outcome", &wish.outcome, &["accepted", "rejected"]);
    let decision = check.text("decision", &wish.decision, PAGE);
    let mut value = 0;
    if outcome == "accepted" {
        if guideline::source(&wish.indicator).is_none() {
            check.note("indicator", "web-field-choice");
        }
        value = millionths(&mut check, "value", &wish.value);
    }
    check.done()?;
    let (now, by) = (work.now, officer.to_string());
    let kept = store::appeals::decide(&mut work.tx, id, (&outcome, &decision), (now, &by), wish.version);
    unchanged(kept.await?)?;
    if outcome == "accepted" {
        correct(work, &appeal, (&wish.indicator, value), &decision).await?;
    }
    let about = result_subject(&appeal.round_id, &appeal.agency_id);
    tell(work, &about, &appeal.agency_id, letter).await?;
    let detail = json!({ "outcome": outcome, "receipt": appeal.receipt });
    work.note_with("evaluation.appeal-decided", id, &detail).await?;
    store::appeals::appeal(&mut work.tx, id).await?.ok_or_else(missing)
}

/// The officer who was named and now decides.
async fn decider(work: &mut Work, appeal: &Appeal) -> Result<UserId, Problem> {
    if !appeal.is_open() {
        return Err(Refused::AppealDecided.into());
    }
    let officer = appeal.officer_id.clone().ok_or_else(|| Problem::from(Refused::NoOfficer))?;
    if officer != work.actor.id {
        return Err(Refused::OtherOfficer.into());
    }
    fit_officer(work, appeal, &officer).await?;
    Ok(officer)
}

/// Puts a corrected value in place and computes the round again.
async fn correct(
    work: &mut Work,
    appeal: &Appeal,
    (indicator, value): (&str, i64),
    reason: &str,
) -> Result<(), Problem> {
    let one = Correction {
        id: fresh(),
        round_id: appeal.round_id.clone(),
        agency_id: appeal.agency_id.clone(),
        indicator: indicator.to_owned(),
        value,
        reason: reason.to_owned(),
        appeal_id: appeal.id.clone(),
        made_at: work.now,
        made_by: work.actor.id.to_string(),
    };
    store::results::insert_correction(&mut work.tx, &one).await?;
    let round = store::rounds::round(&mut work.tx, &appeal.round_id).await?.ok_or_else(missing)?;
    rounds::keep_run(work, round).await
}
