//! Accepting a week's plan: its trips become planned visits.

use base::{AgencyId, Problem, UserId};
use jiff::civil::Date;
use register::Work;
use serde_json::json;

use super::fresh;
use crate::{
    model::{Refused, Visit},
    store,
    week::Plan,
};

/// Writes the visits of a plan down; `people` are who goes, in the plan's order. Counts the visits.
pub async fn accept_week(
    work: &mut Work,
    (plan, monday): (&Plan, Date),
    people: &[UserId],
) -> Result<i64, Problem> {
    work.actor.must("consulting.work")?;
    let mut count = 0;
    for trip in &plan.trips {
        let Some(person) = people.get(trip.person) else { continue };
        for (at, agency) in trip.agencies.iter().enumerate() {
            // The trip's travel is counted once: with its first visit.
            let travel_minutes = if at == 0 { trip.travel } else { 0 };
            let visit = Visit {
                id: fresh(),
                case_id: None,
                agency_id: AgencyId::from(agency.as_str()),
                way: trip.way.to_owned(),
                purpose: "regular".to_owned(),
                state: "planned".to_owned(),
                visit_on: trip.day,
                minutes: 0,
                travel_minutes,
                note: String::new(),
                expert_id: None,
                week_on: Some(monday),
                made_on: work.today,
                made_by: work.actor.id.to_string(),
                sample: false,
                version: 1,
            };
            store::insert_visit(&mut work.tx, &visit).await?;
            store::put_visitors(&mut work.tx, &visit.id, std::slice::from_ref(person)).await?;
        }
        count += trip.agencies.len() as i64;
    }
    if count == 0 {
        return Err(Refused::WeekEmpty.into());
    }
    work.note_with("consulting.week-accepted", &monday.to_string(), &json!({ "visits": count })).await?;
    Ok(count)
}
