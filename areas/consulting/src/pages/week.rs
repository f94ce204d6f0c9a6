//! The week's visit plan: whom to see within the team's hours, shown before it is accepted.

use std::collections::BTreeSet;

use askama::Template;
use axum_extra::extract::Form;
use base::{AgencyId, Problem, UserId};
use jiff::{
    Span,
    civil::{Date, Weekday},
};
use register::{
    files::sha256,
    modes::{self, Mode},
    workdays,
};
use web::{Ask, Phrase, Reply, filters};

use super::shared::{self, Choice, Names, Nav};
use crate::{
    actions, guideline,
    model::{AcceptWeek, Refused},
    risk::{self, Risk},
    store,
    week::{self, Candidate, Cost, Plan},
};

/// A visit of the plan with its words.
struct Stop {
    agency: String,
    id: String,
    points: i64,
    reasons: Vec<Phrase>,
}

/// A trip with its words.
struct TripRow {
    day: Date,
    person: String,
    district: String,
    way: &'static str,
    minutes: i64,
    travel: i64,
    stops: Vec<Stop>,
}

/// A plan for one week, and what it was made from.
pub struct Asked {
    /// Monday.
    pub monday: Date,
    /// Working days of the week that are not over.
    pub days: Vec<Date>,
    /// Who goes.
    pub people: Vec<UserId>,
    /// Hours a week of each.
    pub hours: i64,
    /// The plan.
    pub plan: Plan,
    /// The risk list it was made from.
    pub risks: Vec<Risk>,
    /// Hash of the plan, so that nothing else is accepted.
    pub shown: String,
}

#[derive(Template)]
#[template(path = "week.html")]
struct WeekPage {
    nav: Nav,
    asked: Asked,
    trips: Vec<TripRow>,
    people: Vec<Choice>,
    visits: i64,
}

/// The Monday of a day's week.
fn monday_of(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(Span::new().days(back)).unwrap_or(day)
}

/// The Monday after a day; the day itself when it is one.
fn coming_monday(day: Date) -> Date {
    if day.weekday() == Weekday::Monday { day } else { monday_of(day) + Span::new().days(7) }
}

/// Agencies that need no visit in the week: seen within the rest days, or with a visit already planned.
async fn resting(ask: &Ask, monday: Date) -> Result<BTreeSet<AgencyId>, Problem> {
    let since = monday - Span::new().days(guideline::team(ask.today()).rest_days);
    let all = store::visits(&mut ask.read().await?, "", "").await?;
    let rests = |state: &str, on: Date| match state {
        "planned" => on >= ask.today(),
        "held" => on >= since,
        _ => false,
    };
    Ok(all.into_iter().filter(|one| rests(&one.state, one.visit_on)).map(|one| one.agency_id).collect())
}

/// What visits in a district cost in a week: by phone where nobody may meet on its first day.
fn cost(district: &str, (monday, history): (Date, &[Mode])) -> Cost {
    let id = base::DistrictId::from(district);
    let holds = modes::holding(history, monday, Some(&id));
    let stopped = holds.is_some_and(|mode| guideline::stops_meetings(&mode.mode));
    let way = if stopped { "phone" } else { "in-person" };
    let rule = guideline::visit_cost(way, monday);
    let travel = if stopped { 0 } else { guideline::travel_minutes(district, monday) };
    Cost { way, minutes: rule.minutes, travel, per_trip: rule.visits_per_trip }
}

/// Makes the plan that the address or form asks for.
pub async fn asked(ask: &Ask, (monday, hours, people): (&str, &str, &[String])) -> Result<Asked, Problem> {
    let today = ask.today();
    let monday = monday.parse().map_or_else(|_| coming_monday(today), monday_of);
    let team = guideline::team(today);
    let hours = hours.trim().parse().ok().filter(|hours| (1..=60).contains(hours)).unwrap_or(team.hours_week);
    let advisers = store::advisers(&mut ask.read().await?).await?;
    let ids = || advisers.iter().map(|(id, _)| id.clone());
    let mut chosen: Vec<UserId> = ids().filter(|id| people.iter().any(|one| one == id.as_str())).collect();
    if chosen.is_empty() {
        chosen = ids().take(usize::try_from(team.persons).unwrap_or(1)).collect();
    }
    let calendar = workdays::calendar(&mut ask.read().await?).await?;
    let days: Vec<Date> = (0..5)
        .map(|add| monday + Span::new().days(add))
        .filter(|day| calendar.is_workday(*day) && *day >= today)
        .collect();
    let resting = resting(ask, monday).await?;
    let (_, risks) = risk::list(ask).await?;
    let candidate = |risk: &Risk| Candidate {
        agency: risk.agency.id.to_string(),
        district: risk.district(),
        points: risk.points,
    };
    let candidates: Vec<Candidate> =
        risks.iter().filter(|risk| !resting.contains(&risk.agency.id)).map(candidate).collect();
    let history = modes::history(&mut ask.read().await?).await?;
    let each = if days.is_empty() { 0 } else { hours * 60 };
    let plan =
        week::plan(&candidates, (chosen.len(), each), &days, |district| cost(district, (monday, &history)));
    let shown = sha256(&serde_json::to_vec(&(&plan, &chosen, hours)).map_err(Problem::fault)?);
    Ok(Asked { monday, days, people: chosen, hours, plan, risks, shown })
}

fn trip_rows(ask: &Ask, asked: &Asked, names: &Names) -> Vec<TripRow> {
    let stop = |id: &String| {
        let risk = asked.risks.iter().find(|risk| risk.agency.id.as_str() == id);
        Stop {
            agency: risk.map(|risk| risk.agency.name.clone()).unwrap_or_default(),
            id: id.clone(),
            points: risk.map_or(0, |risk| risk.points),
            reasons: risk
                .map(|risk| risk.reasons.iter().take(2).map(|reason| reason.phrase.clone()).collect())
                .unwrap_or_default(),
        }
    };
    let district = |id: &str| {
        let risk = asked.risks.iter().find(|risk| risk.district() == id);
        risk.and_then(|risk| risk.agency.district_name.clone()).unwrap_or_default()
    };
    let row = |trip: &week::Trip| TripRow {
        day: trip.day,
        person: asked.people.get(trip.person).map(|id| names.person(ask, id.as_str())).unwrap_or_default(),
        district: district(&trip.district),
        way: trip.way,
        minutes: trip.minutes,
        travel: trip.travel,
        stops: trip.agencies.iter().map(stop).collect(),
    };
    asked.plan.trips.iter().map(row).collect()
}

/// `GET /consulting/week`
pub async fn show(ask: Ask) -> Reply {
    let param = |name: &str| ask.param(name).unwrap_or_default();
    // One box for each person, named by their id.
    let people: Vec<String> = store::advisers(&mut ask.read().await?)
        .await?
        .into_iter()
        .map(|(id, _)| id.to_string())
        .filter(|id| !param(&format!("person-{id}")).is_empty())
        .collect();
    let asked = asked(&ask, (&param("monday"), &param("hours"), &people)).await?;
    let mut tx = ask.read().await?;
    let names = Names::load(&ask, &mut tx).await?;
    let chosen: Vec<String> = asked.people.iter().map(ToString::to_string).collect();
    let trips = trip_rows(&ask, &asked, &names);
    ask.page(&WeekPage {
        nav: shared::nav(&ask, &mut tx, "/consulting/week").await?,
        people: shared::adviser_choices(&mut tx, &chosen).await?,
        visits: trips.iter().map(|trip| trip.stops.len() as i64).sum(),
        trips,
        asked,
    })
}

/// `POST /consulting/week`
pub async fn accept(ask: Ask, Form(wish): Form<AcceptWeek>) -> Reply {
    let asked = asked(&ask, (&wish.monday, &wish.hours, &wish.people)).await?;
    if asked.shown != wish.shown {
        return Err(Problem::from(Refused::WeekChanged).into());
    }
    let mut work = ask.work().await?;
    let count = actions::week::accept_week(&mut work, (&asked.plan, asked.monday), &asked.people).await?;
    work.commit().await?;
    let said = Phrase::new("consulting-said-week").with("count", count);
    ask.see_saying(&format!("/consulting/visits?week={}", asked.monday), &said)
}
