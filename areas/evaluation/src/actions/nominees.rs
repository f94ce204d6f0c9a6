//! Nominees of a tour: who may be proposed by whom, points by rule, opinions of judges, one decision each.

use base::{Problem, Ratio};
use jiff::{Span, civil::Date};
use register::{
    Work, tasks, users,
    workers::{self, Worker},
};
use serde_json::json;

use super::{bond, fresh, tours};
use crate::{
    guideline::TourRules,
    model::{Check, Judge, Nominate, Nominee, Opinion, PAGE, Refused, Tour, missing},
    sources::MILLION,
    store,
};

/// Years in which a tie keeps a judge from giving points.
const TIE_YEARS: i64 = 2;

/// How a person was proposed: by the agency, by themselves, or by the centre.
fn route(work: &Work, worker: &Worker) -> &'static str {
    if worker.user_id.as_ref() == Some(&work.actor.id) {
        "self"
    } else if work.actor.agency.is_some() {
        "agency"
    } else {
        "centre"
    }
}

/// Proposes a person; who does not meet the rules is kept in the list with the reason.
pub async fn nominate(work: &mut Work, id: &str, wish: &Nominate) -> Result<String, Problem> {
    work.actor.must("evaluation.nominate")?;
    let tour = tours::in_state(work, id, &["open"]).await?;
    if work.today > tour.nominate_until_on {
        return Err(Refused::NominationsEnded { until: tour.nominate_until_on }.into());
    }
    let mut check = Check::default();
    let reason = check.text("reason", &wish.reason, PAGE);
    let worker = workers::worker(&mut work.tx, &wish.worker_id).await?;
    let own = |worker: &Worker| work.actor.agency.is_none() || worker.agency_id == work.actor.agency;
    let Some(worker) = worker.filter(own) else {
        check.note("worker_id", "web-field-choice");
        return Err(check.done().err().unwrap_or_else(missing));
    };
    check.done()?;
    let before = store::tours::nominees(&mut work.tx, id).await?;
    if before.iter().any(|one| one.worker_id == worker.id) {
        return Err(Refused::AlreadyNominated.into());
    }
    let blank = Nominee {
        id: fresh(),
        tour_id: id.to_owned(),
        worker_id: worker.id.clone(),
        route: route(work, &worker).to_owned(),
        reason,
        nominated_at: work.now,
        nominated_by: work.actor.id.to_string(),
        league: "centre".into(),
        fits: true,
        why: String::new(),
        why_args: "{}".into(),
        result_points: 0,
        training_points: 0,
        award_points: 0,
        panel_points: None,
        total_points: 0,
        place: None,
        standing: "nominated".into(),
        decision: String::new(),
        decided_at: None,
        decided_by: None,
        decided_why: String::new(),
        task_id: None,
        version: 1,
    };
    let one = judged(work, &tour, blank).await?;
    store::tours::insert_nominee(&mut work.tx, &one).await?;
    work.note_with("evaluation.nominee-proposed", &one.id, &json!({ "route": one.route, "fits": one.fits }))
        .await?;
    Ok(one.id)
}

/// Points by rule and whether the rules are met, as of the last day of nominations.
pub async fn judged(work: &mut Work, tour: &Tour, mut one: Nominee) -> Result<Nominee, Problem> {
    let rules = tours::rules(tour);
    let worker = workers::worker(&mut work.tx, &one.worker_id).await?.ok_or_else(missing)?;
    let on = tour.nominate_until_on;
    let back = |years: i64| on.checked_sub(Span::new().years(years)).unwrap_or(on);
    let record = workers::record_of(&mut work.tx, &worker.id, back(rules.wait_years.max(5)), on).await?;
    let sum = |kind: &str, from: Date| -> i64 {
        record.iter().filter(|e| e.kind == kind && e.recorded_on >= from).map(|e| e.value).sum()
    };
    let (training, awards) = (sum("training-hours", back(1)), sum("award", back(5)));
    let went = sum("overseas-training", back(rules.wait_years));
    let (league, grade, share) = standing(work, tour, &worker).await?;
    one.league = league;
    let months = served(worker.from_on, on);
    let why: Option<(&str, serde_json::Value)> = if months < rules.months_served_min {
        Some(("evaluation-why-served", json!({ "months": months, "needed": rules.months_served_min })))
    } else if training < rules.training_tenths_min {
        let hours = |tenths: i64| format!("{}.{}", tenths / 10, tenths % 10);
        Some((
            "evaluation-why-training",
            json!({ "hours": hours(training), "needed": hours(rules.training_tenths_min) }),
        ))
    } else if went > 0 {
        Some(("evaluation-why-went", json!({ "years": rules.wait_years })))
    } else if worker.agency_id.is_some() && !rules.grades.is_empty() && !rules.grades.contains(&grade) {
        Some(("evaluation-why-grade", json!({ "grade": grade })))
    } else {
        None
    };
    one.fits = why.is_none();
    (one.why, one.why_args) =
        why.map_or((String::new(), "{}".into()), |(key, args)| (key.to_owned(), args.to_string()));
    points(&mut one, rules, (training, awards), share);
    Ok(one)
}

/// Points of result, training and awards.
fn points(one: &mut Nominee, rules: &TourRules, (training, awards): (i64, i64), share: Option<Ratio>) {
    let scaled = |ratio: Ratio, most: i64| ratio.scaled(most * MILLION).unwrap_or(0);
    one.result_points = share.map_or(0, |share| scaled(share, rules.result_points));
    let full = rules.training_tenths_full.max(1);
    one.training_points = scaled(Ratio::new(training.clamp(0, full), full), rules.training_points);
    one.award_points = (awards.max(0) * rules.award_points_each).min(rules.award_points) * MILLION;
    one.total_points =
        one.result_points + one.training_points + one.award_points + one.panel_points.unwrap_or(0);
}

/// Whole months between two days.
fn served(from: Date, until: Date) -> i64 {
    let months = i64::from(until.year() - from.year()) * 12 + i64::from(until.month() - from.month());
    months - i64::from(until.day() < from.day())
}

/// League, grade and share of its league that the agency of a worker beats or equals in the tour's round.
async fn standing(
    work: &mut Work,
    tour: &Tour,
    worker: &Worker,
) -> Result<(String, String, Option<Ratio>), Problem> {
    let Some(agency) = &worker.agency_id else { return Ok(("centre".into(), String::new(), None)) };
    let round = match &tour.round_id {
        Some(id) => store::rounds::round(&mut work.tx, id).await?,
        None => None,
    };
    let Some(round) = round else {
        let on = tour.nominate_until_on;
        let known = register::agencies::agency_on(&mut work.tx, agency, on).await?;
        let league = known.and_then(|known| known.league).filter(|league| league == "multi");
        return Ok((league.unwrap_or_else(|| "single".into()), String::new(), None));
    };
    let scores = store::results::scores(&mut work.tx, &round).await?;
    let Some(own) = scores.iter().find(|one| one.agency_id == *agency) else {
        return Ok(("single".into(), String::new(), None));
    };
    let of = scores.iter().filter(|one| one.league == own.league && one.place.is_some()).count() as i64;
    let share = own.place.map(|place| Ratio::new(of - place + 1, of.max(1)));
    Ok((own.league.clone(), own.grade.clone(), share))
}

/// Gives or changes a judge's points for a nominee.
pub async fn give_opinion(work: &mut Work, id: &str, wish: &Judge) -> Result<String, Problem> {
    work.actor.must("evaluation.review")?;
    let one = store::tours::nominee(&mut work.tx, id).await?.ok_or_else(missing)?;
    let tour = tours::in_state(work, &one.tour_id, &["open", "ranked"]).await?;
    let worker = workers::worker(&mut work.tx, &one.worker_id).await?.ok_or_else(missing)?;
    let user = work.actor.id.clone();
    if worker.user_id.as_ref() == Some(&user) {
        return Err(Refused::JudgeTied { tie: "employed".into() }.into());
    }
    if let Some(agency) = &worker.agency_id {
        let today = work.today;
        if let Some(bond) = bond(&mut work.tx, today, (&user, agency), TIE_YEARS).await? {
            return Err(Refused::JudgeTied { tie: bond.kind }.into());
        }
    }
    let mut check = Check::default();
    let points = check.number("points", &wish.points, 0, tours::rules(&tour).panel_points);
    let note = check.text("why", &wish.why, PAGE);
    check.done()?;
    let opinion = Opinion { nominee_id: id.to_owned(), user_id: user, points, note };
    store::tours::put_opinion(&mut work.tx, &opinion).await?;
    work.note_with("evaluation.opinion-given", id, &json!({ "points": points })).await?;
    Ok(one.tour_id)
}

/// A named person decides about one nominee; who may travel has a report to hand in afterwards.
pub async fn decide_nominee(
    work: &mut Work,
    id: &str,
    wish: &Judge,
    task_title: &str,
) -> Result<String, Problem> {
    work.actor.must("evaluation.confirm")?;
    let one = store::tours::nominee(&mut work.tx, id).await?.ok_or_else(missing)?;
    let tour = tours::in_state(work, &one.tour_id, &["published"]).await?;
    if !one.decision.is_empty() {
        return Err(Refused::NomineeDecided.into());
    }
    let mut check = Check::default();
    let decision = check.one_of("decision", &wish.decision, &["approved", "refused"]);
    let why = check.text("why", &wish.why, PAGE);
    check.done()?;
    let mut task = None;
    if decision == "approved" {
        seat(work, &tour, &one).await?;
        task = Some(report_task(work, &tour, &one, task_title).await?);
    }
    let (now, by) = (work.now, work.actor.id.to_string());
    store::tours::decide_nominee(&mut work.tx, id, (&decision, &why), (now, &by), task.as_ref()).await?;
    work.note_with("evaluation.nominee-decided", id, &json!({ "decision": decision })).await?;
    Ok(one.tour_id)
}

/// Refuses a person who does not fit, or for whom no seat is free: reserves move up when a seat was refused.
async fn seat(work: &mut Work, tour: &Tour, one: &Nominee) -> Result<(), Problem> {
    if !one.fits {
        return Err(Refused::NomineeUnfit.into());
    }
    let all = store::tours::nominees(&mut work.tx, &tour.id).await?;
    let of_league = all.iter().filter(|other| other.league == one.league && other.id != one.id);
    let held = of_league.filter(|other| {
        other.decision == "approved" || (other.standing == "seat" && other.decision.is_empty())
    });
    let seats = tour.seats(&one.league);
    if held.count() as i64 >= seats {
        return Err(Refused::SeatsTaken { league: one.league.clone(), seats }.into());
    }
    Ok(())
}

/// Opens the task of the report.
async fn report_task(work: &mut Work, tour: &Tour, one: &Nominee, title: &str) -> Result<String, Problem> {
    let worker = workers::worker(&mut work.tx, &one.worker_id).await?.ok_or_else(missing)?;
    let owner = match &worker.user_id {
        Some(user) => users::user(&mut work.tx, user).await?.map(|user| user.id),
        None => None,
    };
    let calendar = register::workdays::calendar(&mut work.tx).await?;
    let due = calendar.add(tour.until_on, tours::rules(tour).report_working_days);
    let task = tasks::NewTask {
        about: &format!("evaluation-nominee:{}", one.id),
        title,
        owner: owner.as_ref(),
        unit: None,
        year: Some(tour.year),
        due_on: Some(due),
    };
    tasks::open(work, &task).await
}
