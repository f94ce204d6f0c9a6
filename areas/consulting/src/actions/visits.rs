//! Visits: planned, held and taken down, cancelled, moved to the phone while nobody may meet.

use base::{AgencyId, Problem, UserId};
use db::Tx;
use jiff::civil::Date;
use register::{
    Work, agencies,
    facts::{self, Fact},
    modes::{self, Mode},
    ties::{self, Tie},
};
use serde_json::json;

use super::{advisers, agency_exists, case, fresh, stands, unchanged};
use crate::{
    guideline,
    model::{Check, PURPOSES, Refused, SaveVisit, TakeBack, Visit, WAYS, chosen, missing},
    store,
};

/// The decision that stops meetings at an agency on a day, with the district's name.
pub async fn meeting_stopped(
    tx: &mut Tx,
    agency: &AgencyId,
    on: Date,
) -> Result<Option<(String, Mode)>, Problem> {
    let known = agencies::agency_on(tx, agency, on).await?;
    let district = known.as_ref().and_then(|one| one.district_id.clone());
    let holds = modes::in_force(tx, on, district.as_ref()).await?;
    let stops = holds.filter(|mode| guideline::stops_meetings(&mode.mode));
    Ok(stops.map(|mode| (known.and_then(|one| one.district_name).unwrap_or_default(), mode)))
}

/// Refuses a visit in person where and when nobody may meet.
async fn may_meet(tx: &mut Tx, visit: &Visit) -> Result<(), Problem> {
    if visit.way != "in-person" || visit.state == "cancelled" {
        return Ok(());
    }
    match meeting_stopped(tx, &visit.agency_id, visit.visit_on).await? {
        None => Ok(()),
        Some((district, mode)) => {
            Err(Refused::DistancingForbids { district, on: visit.visit_on, since: mode.from_on }.into())
        }
    }
}

/// Reads a form into a visit and who goes, or says what is wrong at which field.
async fn read(
    work: &mut Work,
    wish: &SaveVisit,
    old: Option<Visit>,
) -> Result<(Visit, Vec<UserId>), Problem> {
    let mut check = Check::default();
    let of_case = match chosen(&wish.case_id) {
        Some(id) => Some(case(work, id).await?),
        None => None,
    };
    if let Some(one) = of_case.as_ref().filter(|_| old.is_none()) {
        stands(one, &["diagnosis", "planning", "approval", "running"])?;
    }
    let agency =
        of_case.as_ref().map_or_else(|| AgencyId::from(wish.agency_id.as_str()), |one| one.agency_id.clone());
    if !agency_exists(&mut work.tx, agency.as_str()).await? {
        check.note("agency_id", "consulting-field-agency");
    }
    let state = check.one_of("state", &wish.state, &["planned", "held"]);
    let visit_on = check.day("visit_on", &wish.visit_on);
    let held = state == "held";
    if held && visit_on > work.today {
        check.note("visit_on", "consulting-field-future");
    }
    let moved = old.as_ref().is_none_or(|old| old.visit_on != visit_on);
    if !held && moved && visit_on < work.today {
        check.note("visit_on", "consulting-field-past");
    }
    let people = advisers(&mut work.tx, &wish.visitors).await?;
    if people.is_empty() {
        check.note("visitors", "consulting-field-visitors");
    }
    let travel = if wish.travel_minutes.trim().is_empty() { "0" } else { &wish.travel_minutes };
    let visit = Visit {
        id: old.as_ref().map_or_else(fresh, |old| old.id.clone()),
        case_id: of_case.map(|one| one.id),
        agency_id: agency,
        way: check.one_of("way", &wish.way, WAYS),
        purpose: check.one_of("purpose", &wish.purpose, PURPOSES),
        state,
        visit_on,
        minutes: if held { check.number("minutes", &wish.minutes, 1, 1440) } else { 0 },
        travel_minutes: check.number("travel_minutes", travel, 0, 1440),
        note: check.short("visit_note", &wish.visit_note, 4000),
        expert_id: chosen(&wish.expert_id).map(str::to_owned),
        week_on: old.as_ref().and_then(|old| old.week_on),
        made_on: old.as_ref().map_or(work.today, |old| old.made_on),
        made_by: old.as_ref().map_or_else(|| work.actor.id.to_string(), |old| old.made_by.clone()),
        sample: false,
        version: old.as_ref().map_or(1, |_| wish.version),
    };
    check.done()?;
    Ok((visit, people))
}

/// Plans a visit, or takes down one that was held.
pub async fn create_visit(work: &mut Work, wish: &SaveVisit) -> Result<Visit, Problem> {
    work.actor.must("consulting.work")?;
    let (visit, people) = read(work, wish, None).await?;
    may_meet(&mut work.tx, &visit).await?;
    store::insert_visit(&mut work.tx, &visit).await?;
    store::put_visitors(&mut work.tx, &visit.id, &people).await?;
    if visit.state == "held" {
        held(work, &visit, &people).await?;
    }
    note(
        work,
        &visit,
        if visit.state == "held" { "consulting.visit-held" } else { "consulting.visit-planned" },
    )
    .await?;
    Ok(visit)
}

/// Changes a visit: a planned one in every way, one that was held without planning it again.
pub async fn update_visit(work: &mut Work, id: &str, wish: &SaveVisit) -> Result<Visit, Problem> {
    work.actor.must("consulting.work")?;
    let old = store::visit(&mut work.tx, id).await?.ok_or_else(missing)?;
    let over = old.state == "cancelled" || (old.state == "held" && wish.state != "held");
    if over {
        return Err(Refused::VisitOver { state: old.state }.into());
    }
    let wish = SaveVisit {
        case_id: old.case_id.clone().unwrap_or_default(),
        agency_id: old.agency_id.to_string(),
        ..wish.clone()
    };
    let was_held = old.state == "held";
    let (visit, people) = read(work, &wish, Some(old)).await?;
    may_meet(&mut work.tx, &visit).await?;
    unchanged(store::update_visit(&mut work.tx, &visit).await?)?;
    store::put_visitors(&mut work.tx, id, &people).await?;
    if was_held {
        facts::reverse(work, id).await?;
    }
    if visit.state == "held" {
        held(work, &visit, &people).await?;
    }
    let deed = match (was_held, visit.state.as_str()) {
        (false, "held") => "consulting.visit-held",
        _ => "consulting.visit-changed",
    };
    note(work, &visit, deed).await?;
    Ok(visit)
}

/// Cancels a planned visit.
pub async fn cancel_visit(work: &mut Work, id: &str, version: i64) -> Result<Visit, Problem> {
    work.actor.must("consulting.work")?;
    let mut visit = planned(work, id, version).await?;
    "cancelled".clone_into(&mut visit.state);
    unchanged(store::update_visit(&mut work.tx, &visit).await?)?;
    note(work, &visit, "consulting.visit-cancelled").await?;
    Ok(visit)
}

/// Takes back a visit that was taken down by mistake, with the reason: its facts are turned back and those who went are no
/// longer tied to the agency by it.
pub async fn take_back_visit(work: &mut Work, id: &str, wish: &TakeBack) -> Result<Visit, Problem> {
    work.actor.must("consulting.work")?;
    let mut visit = store::visit(&mut work.tx, id).await?.ok_or_else(missing)?;
    if visit.state != "held" {
        return Err(Refused::VisitNotHeld { state: visit.state }.into());
    }
    if let Some(of_case) = &visit.case_id {
        stands(&case(work, of_case).await?, &["diagnosis", "planning", "approval", "running"])?;
    }
    let mut check = Check::default();
    let reason = check.text("reason", &wish.reason, 300);
    check.done()?;
    visit.version = wish.version;
    "cancelled".clone_into(&mut visit.state);
    unchanged(store::update_visit(&mut work.tx, &visit).await?)?;
    facts::reverse(work, id).await?;
    ties::take_back(work, &format!("consulting-visit:{id}")).await?;
    let subject = visit.case_id.as_ref().unwrap_or(&visit.id);
    let detail = json!({ "visit": visit.id, "minutes": visit.minutes, "reason": reason });
    work.note_with("consulting.visit-taken-back", subject, &detail).await?;
    Ok(visit)
}

/// Moves a planned visit to the phone or to video, as distancing asks for.
pub async fn change_way(work: &mut Work, id: &str, (way, version): (&str, i64)) -> Result<Visit, Problem> {
    work.actor.must("consulting.work")?;
    let mut visit = planned(work, id, version).await?;
    let mut check = Check::default();
    visit.way = check.one_of("way", way, WAYS);
    check.done()?;
    if visit.way != "in-person" {
        visit.travel_minutes = 0;
    }
    may_meet(&mut work.tx, &visit).await?;
    unchanged(store::update_visit(&mut work.tx, &visit).await?)?;
    note(work, &visit, "consulting.visit-changed").await?;
    Ok(visit)
}

/// A visit that is planned.
async fn planned(work: &mut Work, id: &str, version: i64) -> Result<Visit, Problem> {
    let mut visit = store::visit(&mut work.tx, id).await?.ok_or_else(missing)?;
    if visit.state != "planned" {
        return Err(Refused::VisitOver { state: visit.state }.into());
    }
    visit.version = version;
    Ok(visit)
}

/// Writes the facts of a visit that was held, and the ties of those who advised.
pub async fn held(work: &mut Work, visit: &Visit, people: &[UserId]) -> Result<(), Problem> {
    let fact = |indicator: &'static str, value: i64| {
        let version = visit.version;
        Fact {
            version,
            ..Fact::of_agency(indicator, visit.agency_id.clone(), visit.visit_on, value, &visit.id)
        }
    };
    work.facts(&[fact("consulting.visits", 1), fact("consulting.minutes", visit.minutes)]).await?;
    let mut persons: Vec<String> = people.iter().map(|id| format!("user:{id}")).collect();
    persons.extend(visit.expert_id.iter().map(|id| format!("consulting-expert:{id}")));
    let source = format!("consulting-visit:{}", visit.id);
    for person in persons {
        if ties::of_person(&mut work.tx, &person).await?.iter().any(|tie| tie.source == source) {
            continue;
        }
        let tie = Tie {
            id: String::new(),
            person,
            agency_id: visit.agency_id.clone(),
            kind: "advised".to_owned(),
            from_on: visit.visit_on,
            until_on: Some(visit.visit_on),
            source: source.clone(),
        };
        ties::declare(work, &tie).await?;
    }
    Ok(())
}

/// Writes the journal line of a visit: on its case, if it has one.
async fn note(work: &mut Work, visit: &Visit, deed: &'static str) -> Result<(), Problem> {
    let subject = visit.case_id.as_ref().unwrap_or(&visit.id);
    work.note_with(deed, subject, &json!({ "visit": visit.id, "way": visit.way })).await
}
