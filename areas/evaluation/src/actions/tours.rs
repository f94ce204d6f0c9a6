//! Tours: nominations are ranked by rules and panel, published with a rationale, and paid from a budget line.

use base::{Problem, Won};
use register::{
    Work,
    budget::{self, Commitment},
    workers::{self, Entry},
};
use serde_json::json;

use super::{Letter, files, findable, fresh, nominees, tell, unchanged};
use crate::{
    guideline::tour_rules,
    model::{
        AddCost, AddLeg, Check, Cost, LINE, Leg, Nominee, PAGE, Refused, SaveTour, Tour, chosen, missing,
    },
    sources::MILLION,
    store,
};

/// A tour in one of these states.
pub async fn in_state(work: &mut Work, id: &str, states: &[&str]) -> Result<Tour, Problem> {
    let tour = store::tours::tour(&mut work.tx, id).await?.ok_or_else(missing)?;
    if states.contains(&tour.state.as_str()) {
        return Ok(tour);
    }
    Err(Refused::TourElsewhere { state: tour.state }.into())
}

/// Reads a tour's form.
fn parsed(wish: &SaveTour, id: &str) -> Result<Tour, Problem> {
    let mut check = Check::default();
    let one = Tour {
        id: id.to_owned(),
        year: check.number("year", &wish.year, 2004, 2200),
        title: check.text("title", &wish.title, LINE),
        destination: check.text("destination", &wish.destination, LINE),
        from_on: check.day("from_on", &wish.from_on),
        until_on: check.day("until_on", &wish.until_on),
        nominate_until_on: check.day("nominate_until_on", &wish.nominate_until_on),
        seats_multi: check.number("seats_multi", &wish.seats_multi, 0, 100),
        seats_single: check.number("seats_single", &wish.seats_single, 0, 100),
        seats_centre: check.number("seats_centre", &wish.seats_centre, 0, 100),
        reserve: check.number("reserve", &wish.reserve, 0, 100),
        round_id: chosen(&wish.round_id).map(str::to_owned),
        line_id: chosen(&wish.line_id).map(str::to_owned),
        state: "open".into(),
        rationale: String::new(),
        sample: false,
        version: wish.version,
    };
    if check.is_clean() && one.until_on < one.from_on {
        check.note("until_on", "evaluation-field-order");
    }
    if check.is_clean() && one.nominate_until_on >= one.from_on {
        check.note("nominate_until_on", "evaluation-field-before");
    }
    check.done()?;
    Ok(one)
}

/// Refuses a round or a budget line that is not there.
async fn known(work: &mut Work, tour: &Tour) -> Result<(), Problem> {
    if let Some(round) = &tour.round_id
        && store::rounds::round(&mut work.tx, round).await?.is_none()
    {
        return Err(Problem::field("round_id", "web-field-choice"));
    }
    if let Some(line) = &tour.line_id
        && budget::line(&mut work.tx, line).await?.is_none()
    {
        return Err(Problem::field("line_id", "web-field-choice"));
    }
    Ok(())
}

/// Makes a tour that is open for nominations.
pub async fn begin_tour(work: &mut Work, wish: &SaveTour, sample: bool) -> Result<String, Problem> {
    work.actor.must("evaluation.edit")?;
    let one = Tour { sample, ..parsed(wish, &fresh())? };
    known(work, &one).await?;
    store::tours::insert_tour(&mut work.tx, &one).await?;
    findable(work, &one.id, &one.title, &format!("/evaluation/tours/{}", one.id)).await?;
    work.note("evaluation.tour-begun", &one.id).await?;
    Ok(one.id)
}

/// Changes a tour that is open.
pub async fn save_tour(work: &mut Work, id: &str, wish: &SaveTour) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    in_state(work, id, &["open"]).await?;
    let one = parsed(wish, id)?;
    known(work, &one).await?;
    unchanged(store::tours::update_tour(&mut work.tx, &one).await?)?;
    work.note("evaluation.tour-changed", id).await
}

/// Ranks the nominees of every league: seats first, then reserves, then who is below, then who does not fit.
pub async fn rank_tour(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    let tour = in_state(work, id, &["open", "ranked"]).await?;
    let opinions = store::tours::opinions(&mut work.tx, id).await?;
    let mut all = Vec::new();
    for one in store::tours::nominees(&mut work.tx, id).await? {
        let own: Vec<i64> = opinions.iter().filter(|o| o.nominee_id == one.id).map(|o| o.points).collect();
        let mut one = nominees::judged(work, &tour, one).await?;
        one.panel_points = base::Ratio::new(own.iter().sum(), own.len() as i64).scaled(MILLION);
        one.total_points =
            one.result_points + one.training_points + one.award_points + one.panel_points.unwrap_or(0);
        all.push(one);
    }
    let count = all.iter().filter(|one| one.fits && one.panel_points.is_none()).count() as i64;
    if count > 0 {
        return Err(Refused::OpinionsMissing { count }.into());
    }
    place(&tour, &mut all);
    for one in &all {
        store::tours::rank_nominee(&mut work.tx, one).await?;
    }
    store::tours::set_tour_state(&mut work.tx, id, "ranked", &tour.rationale).await?;
    work.note_with("evaluation.tour-ranked", id, &json!({ "nominees": all.len() })).await
}

/// Gives places by total, then training, then awards, then who was nominated first.
pub fn place(tour: &Tour, all: &mut [Nominee]) {
    all.sort_by(|a, b| {
        let key = |one: &Nominee| {
            let points = (one.total_points, one.training_points, one.award_points);
            (!one.fits, std::cmp::Reverse(points), one.nominated_at, one.id.clone())
        };
        a.league.cmp(&b.league).then_with(|| key(a).cmp(&key(b)))
    });
    let (mut league, mut place) = (String::new(), 0);
    for one in all {
        if one.league != league {
            (league, place) = (one.league.clone(), 0);
        }
        if !one.fits {
            (one.place, one.standing) = (None, "out".into());
            continue;
        }
        place += 1;
        let seats = tour.seats(&one.league);
        one.place = Some(place);
        one.standing = if place <= seats {
            "seat"
        } else if place <= seats + tour.reserve {
            "reserve"
        } else {
            "below"
        }
        .into();
    }
}

/// Publishes the ranking with its rationale; the agencies of nominees are told.
pub async fn publish_tour(
    work: &mut Work,
    id: &str,
    rationale: &str,
    letter: &Letter,
) -> Result<(), Problem> {
    work.actor.must("evaluation.publish")?;
    in_state(work, id, &["ranked"]).await?;
    let mut check = Check::default();
    let rationale = check.text("rationale", rationale, PAGE);
    check.done()?;
    store::tours::set_tour_state(&mut work.tx, id, "published", &rationale).await?;
    let mut told = std::collections::BTreeSet::new();
    for one in store::tours::nominees(&mut work.tx, id).await? {
        let worker = workers::worker(&mut work.tx, &one.worker_id).await?;
        if let Some(agency) = worker.and_then(|worker| worker.agency_id)
            && told.insert(agency.clone())
        {
            tell(work, &format!("evaluation-tour:{id}"), &agency, letter).await?;
        }
    }
    work.note("evaluation.tour-published", id).await
}

/// Adds a day to the itinerary.
pub async fn add_leg(work: &mut Work, id: &str, wish: &AddLeg) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    let tour = in_state(work, id, &["open", "ranked", "published"]).await?;
    let mut check = Check::default();
    let one = Leg {
        id: fresh(),
        held_on: check.day("held_on", &wish.held_on),
        place: check.text("place", &wish.place, LINE),
        what: check.text("what", &wish.what, LINE),
    };
    if check.is_clean() && !(tour.from_on..=tour.until_on).contains(&one.held_on) {
        check.note("held_on", "evaluation-field-outside");
    }
    check.done()?;
    store::tours::insert_leg(&mut work.tx, id, &one).await?;
    work.note("evaluation.leg-added", &one.id).await
}

/// Adds a cost and promises it on the tour's budget line.
pub async fn add_cost(work: &mut Work, id: &str, wish: &AddCost) -> Result<(), Problem> {
    work.actor.must("evaluation.edit")?;
    let tour = in_state(work, id, &["open", "ranked", "published"]).await?;
    let line = tour.line_id.ok_or_else(|| Problem::from(Refused::NoBudgetLine))?;
    let mut check = Check::default();
    let (title, won) =
        (check.text("cost_title", &wish.cost_title, LINE), check.won("cost_won", &wish.cost_won, 1));
    check.done()?;
    let standing = budget::standing(&mut work.tx, &line).await?.ok_or_else(missing)?;
    if won > standing.remaining {
        let remaining = standing.remaining.0.max(0);
        return Err(Refused::NotEnoughRemaining { wanted: won.0, remaining }.into());
    }
    promise(work, (id, &line), (title, won), tour.sample).await
}

/// Promises money on a line and keeps the cost.
async fn promise(
    work: &mut Work,
    (tour, line): (&str, &str),
    (title, won): (String, Won),
    sample: bool,
) -> Result<(), Problem> {
    let promised = Commitment {
        id: fresh(),
        line_id: line.to_owned(),
        title: title.clone(),
        won,
        committed_on: work.today,
        state: "open".into(),
        sample,
    };
    budget::insert_commitment(work, &promised).await?;
    let cost = Cost { id: fresh(), title, won: won.0, commitment_id: promised.id };
    store::tours::insert_cost(&mut work.tx, tour, &cost).await?;
    work.note_with("evaluation.cost-promised", &cost.id, &json!({ "won": won, "line": line })).await
}

/// Hands in the report of one traveller; its task is done, and the report is material for all.
pub async fn report(work: &mut Work, id: &str, file: &files::Attached) -> Result<String, Problem> {
    work.actor.must("evaluation.nominate")?;
    let one = store::tours::nominee(&mut work.tx, id).await?.ok_or_else(missing)?;
    let worker = workers::worker(&mut work.tx, &one.worker_id).await?.ok_or_else(missing)?;
    if work.actor.agency.is_some() && worker.agency_id != work.actor.agency {
        return Err(missing());
    }
    if one.decision != "approved" {
        return Err(Refused::NoTraveller.into());
    }
    if !file.is_there() {
        return Err(Refused::FileMissing.into());
    }
    files::keep(work, &format!("evaluation-report:{}", one.tour_id), file).await?;
    if let Some(task) = &one.task_id {
        register::tasks::close(work, task, "done").await?;
    }
    work.note("evaluation.report-handed-in", id).await?;
    Ok(one.tour_id)
}

/// Ends a tour after its last day: everyone who travelled has it on record, and waits from now on.
pub async fn finish_tour(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("evaluation.confirm")?;
    let tour = in_state(work, id, &["published"]).await?;
    let all = store::tours::nominees(&mut work.tx, id).await?;
    let count = all.iter().filter(|one| one.standing == "seat" && one.decision.is_empty()).count() as i64;
    if count > 0 {
        return Err(Refused::NomineesUndecided { count }.into());
    }
    for one in all.into_iter().filter(|one| one.decision == "approved") {
        let entry = Entry {
            id: String::new(),
            worker_id: one.worker_id,
            kind: "overseas-training".into(),
            value: 1,
            recorded_on: tour.until_on,
            title: tour.title.clone(),
            source: format!("evaluation-tour:{id}"),
        };
        workers::put_on_record(work, &entry).await?;
    }
    store::tours::set_tour_state(&mut work.tx, id, "done", &tour.rationale).await?;
    work.note("evaluation.tour-finished", id).await
}

/// The rules that hold for a tour.
pub fn rules(tour: &Tour) -> &'static crate::guideline::TourRules {
    tour_rules(tour.nominate_until_on)
}
