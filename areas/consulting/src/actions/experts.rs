//! Experts: the pool, their ties, and choosing one for a case.

use std::collections::BTreeSet;

use base::{AgencyId, Problem, Won};
use jiff::civil::Date;
use register::{
    Work,
    budget::{self, Commitment},
    ties::{self, Tie},
};
use serde_json::json;
use web::Phrase;

use super::{agency_exists, case, fresh, unchanged};
use crate::{
    guideline, matching,
    model::{
        Check, DeclareTie, EngageExpert, Engagement, Expert, Refused, SaveExpert, chosen, fields, missing,
    },
    store,
};

/// Reads a form into an expert with days off.
async fn read(work: &mut Work, id: String, wish: &SaveExpert) -> Result<(Expert, Vec<Date>), Problem> {
    let mut check = Check::default();
    let mut off = BTreeSet::new();
    for text in wish.off.split([' ', ',', '\n', '\r']).filter(|text| !text.is_empty()) {
        off.insert(check.day("off", text));
    }
    let mut weekdays: Vec<&str> = wish
        .weekdays
        .iter()
        .map(String::as_str)
        .filter(|day| ["1", "2", "3", "4", "5", "6", "7"].contains(day))
        .collect();
    weekdays.sort_unstable();
    weekdays.dedup();
    let from_on = check.day("from_on", &wish.from_on);
    let until_on = check.day_or_none("until_on", &wish.until_on);
    if until_on.is_some_and(|until| until < from_on) {
        check.note("until_on", "consulting-field-order");
    }
    let line_id = chosen(&wish.line_id).map(str::to_owned);
    if let Some(line) = &line_id
        && budget::line(&mut work.tx, line).await?.is_none()
    {
        check.note("line_id", "web-field-choice");
    }
    let fee = if wish.fee_won.trim().is_empty() { "0" } else { &wish.fee_won };
    let fee_won = check.won("fee_won", fee, 0);
    if fee_won > Won(0) && line_id.is_none() {
        check.note("line_id", "consulting-field-line");
    }
    let expert = Expert {
        id,
        name: check.text("name", &wish.name, 60),
        belongs: check.short("belongs", &wish.belongs, 120),
        fields: fields(&mut check, "fields", &wish.fields),
        weekdays: weekdays.join(" "),
        from_on,
        until_on,
        line_id,
        fee_won,
        sample: false,
        version: wish.version,
    };
    check.done()?;
    Ok((expert, off.into_iter().collect()))
}

/// Puts an expert into the pool.
pub async fn create_expert(work: &mut Work, wish: &SaveExpert) -> Result<Expert, Problem> {
    work.actor.must("consulting.work")?;
    let (mut expert, off) = read(work, fresh(), wish).await?;
    expert.version = 1;
    store::insert_expert(&mut work.tx, &expert).await?;
    store::put_days_off(&mut work.tx, &expert.id, &off).await?;
    work.note("consulting.expert-added", &expert.id).await?;
    Ok(expert)
}

/// Changes an expert.
pub async fn update_expert(work: &mut Work, id: &str, wish: &SaveExpert) -> Result<Expert, Problem> {
    work.actor.must("consulting.work")?;
    store::expert(&mut work.tx, id).await?.ok_or_else(missing)?;
    let (expert, off) = read(work, id.to_owned(), wish).await?;
    unchanged(store::update_expert(&mut work.tx, &expert).await?)?;
    store::put_days_off(&mut work.tx, id, &off).await?;
    work.note("consulting.expert-changed", id).await?;
    Ok(expert)
}

/// Writes down a tie of an expert with an agency.
pub async fn declare_tie(work: &mut Work, id: &str, wish: &DeclareTie) -> Result<(), Problem> {
    work.actor.must("consulting.work")?;
    let expert = store::expert(&mut work.tx, id).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    if !agency_exists(&mut work.tx, &wish.agency_id).await? {
        check.note("agency_id", "consulting-field-agency");
    }
    let from_on = check.day("tie_from_on", &wish.tie_from_on);
    let until_on = check.day_or_none("tie_until_on", &wish.tie_until_on);
    if until_on.is_some_and(|until| until < from_on) {
        check.note("tie_until_on", "consulting-field-order");
    }
    let kind = check.one_of("kind", &wish.kind, &ties::KINDS);
    check.done()?;
    let tie = Tie {
        id: String::new(),
        person: expert.person(),
        agency_id: AgencyId::from(wish.agency_id.as_str()),
        kind,
        from_on,
        until_on,
        source: "declared".to_owned(),
    };
    let tie_id = ties::declare(work, &tie).await?;
    work.note_with("consulting.tie-declared", id, &json!({ "tie": tie_id })).await
}

/// Chooses an expert for a case: no forbidding tie, there that day, the fee within its budget line.
pub async fn engage_expert(
    work: &mut Work,
    id: &str,
    wish: &EngageExpert,
    reasons: &[Phrase],
) -> Result<Engagement, Problem> {
    work.actor.must("consulting.work")?;
    let one = case(work, id).await?;
    super::stands(&one, &["diagnosis", "planning", "approval", "running"])?;
    let mut check = Check::default();
    let held_on = check.day("held_on", &wish.held_on);
    check.done()?;
    let expert = store::expert(&mut work.tx, &wish.expert_id).await?.ok_or_else(missing)?;
    let rule = guideline::conflict(work.today);
    let since = years_before(work.today, rule.years);
    let all = ties::since(&mut work.tx, since).await?;
    if let Some(kind) = matching::forbidding(&expert, &one.agency_id, &all, rule) {
        return Err(Refused::ExpertTied { expert: expert.name, kind: kind.to_owned() }.into());
    }
    let off = store::days_off(&mut work.tx, &expert.id).await?.into_iter().map(|(_, day)| day).collect();
    if !matching::is_available(&expert, &off, held_on) {
        return Err(Refused::ExpertAway { expert: expert.name, on: held_on }.into());
    }
    let commitment_id = promise_fee(work, &expert, &one.title).await?;
    let engagement = Engagement {
        id: fresh(),
        case_id: one.id,
        expert_id: expert.id,
        held_on,
        fee_won: expert.fee_won,
        commitment_id,
        reasons: serde_json::to_string(reasons).map_err(Problem::fault)?,
        chosen_on: work.today,
        chosen_by: work.actor.id.to_string(),
        state: "engaged".to_owned(),
        sample: false,
    };
    store::insert_engagement(&mut work.tx, &engagement).await?;
    let detail = json!({ "expert": engagement.expert_id, "fee_won": engagement.fee_won });
    work.note_with("consulting.expert-engaged", id, &detail).await?;
    Ok(engagement)
}

/// The same day so many years before.
pub fn years_before(day: Date, years: i16) -> Date {
    day.checked_sub(jiff::Span::new().years(i64::from(years))).unwrap_or(Date::MIN)
}

/// Promises an expert's fee on its budget line; nothing for a fee of 0.
async fn promise_fee(work: &mut Work, expert: &Expert, title: &str) -> Result<Option<String>, Problem> {
    let (Some(line), true) = (&expert.line_id, expert.fee_won > Won(0)) else { return Ok(None) };
    let standing = budget::standing(&mut work.tx, line).await?.ok_or_else(missing)?;
    if standing.remaining < expert.fee_won {
        let (fee, remaining) = (expert.fee_won.0, standing.remaining.0);
        return Err(Refused::FeeTooLarge { fee, remaining }.into());
    }
    let commitment = Commitment {
        id: fresh(),
        line_id: line.clone(),
        title: title.to_owned(),
        won: expert.fee_won,
        committed_on: work.today,
        state: "open".to_owned(),
        sample: false,
    };
    budget::insert_commitment(work, &commitment).await?;
    Ok(Some(commitment.id))
}

/// Ends an engagement that did not take place; its fee is free again. Returns the id of its case.
pub async fn end_engagement(work: &mut Work, id: &str) -> Result<String, Problem> {
    work.actor.must("consulting.work")?;
    let one = store::engagement(&mut work.tx, id).await?.ok_or_else(missing)?;
    if let Some(commitment) = &one.commitment_id
        && budget::paid_on_commitment(&mut work.tx, commitment).await? == Won(0)
    {
        budget::end_commitment(work, commitment, "cancelled").await?;
    }
    store::end_engagement(&mut work.tx, id).await?;
    work.note_with("consulting.expert-released", &one.case_id, &json!({ "expert": one.expert_id })).await?;
    Ok(one.case_id)
}
