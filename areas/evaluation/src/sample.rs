//! Sample material for the demo: the example scheme, a round of the practice year computed and sent with one appeal,
//! a panel that reads, a tour with nominees, and awards. All of it is marked.

use std::collections::BTreeMap;

use base::{AgencyId, Problem, UserId};
use jiff::Span;
use register::{
    Work, users, workdays,
    workers::{self, Entry, Worker},
};
use serde::Deserialize;

use crate::{
    actions::{
        Letter,
        awards::save_award,
        nominees, panels,
        panels::{AddCriterion, AddItem, SavePanel},
        results::result_subject,
        rounds::{self, NewRound, VARIANTS},
        schemes::{self, EXAMPLE},
        tours,
    },
    compute::{Inputs, compute},
    model::{Appeal, Nominate, SaveAward, SaveTour},
    sources::subjects,
    store,
};

/// What agencies serve, as far as the sample explains values by it.
const COVARIATES: [&str; 4] = ["share_80", "share_islands", "share_public_interest", "places"];

const WORDS: &str = include_str!("../data/sample.toml");
/// People of the sample who read for the panel.
const READERS: [&str; 3] = ["sample-lead-1", "sample-staff-2", "sample-council"];

#[derive(Debug, Deserialize)]
struct Words {
    scheme_notice: String,
    round: String,
    round_notice: String,
    result_subject: String,
    appeal: String,
    panel: PanelWords,
    tour: TourWords,
    worker: WorkerWords,
    award: Vec<AwardWords>,
}

#[derive(Debug, Deserialize)]
struct PanelWords {
    title: String,
    calibration: String,
    item: String,
    criterion: Vec<CriterionWords>,
}

#[derive(Debug, Deserialize)]
struct CriterionWords {
    title: String,
    low: String,
    middle: String,
    high: String,
    points: i64,
}

#[derive(Debug, Deserialize)]
struct TourWords {
    title: String,
    destination: String,
}

#[derive(Debug, Deserialize)]
struct WorkerWords {
    agency: String,
    centre: String,
    reason: String,
    training: String,
}

#[derive(Debug, Deserialize)]
struct AwardWords {
    year: i64,
    kind: String,
    title: String,
    recipient: String,
}

/// Fills the practice year once; does nothing where a round is there, or where no returns were filed.
pub async fn fill(work: &mut Work) -> Result<(), Problem> {
    if !store::rounds::rounds(&mut work.tx).await?.is_empty() {
        return Ok(());
    }
    let year = i64::from(work.today.year());
    let all = subjects(&mut work.tx, schemes::period_of(year, work.today)).await?;
    if all.len() < 4 {
        return Ok(());
    }
    let words: Words = toml::from_str(WORDS).map_err(Problem::fault)?;
    let agencies: Vec<AgencyId> = all.into_iter().map(|one| one.id).collect();
    let round = round(work, &words, year).await?;
    appeal(work, &words, (&round, &agencies[0])).await?;
    let people = people(work, &words, &agencies).await?;
    panel(work, &words.panel, (year, &agencies)).await?;
    tour(work, &words, (year, &round), &people).await?;
    for one in &words.award {
        let wish = SaveAward {
            year: one.year.to_string(),
            kind: one.kind.clone(),
            title: one.title.clone(),
            recipient: one.recipient.clone(),
            decided_on: work.today.to_string(),
            ..SaveAward::default()
        };
        save_award(work, &wish, true).await?;
    }
    work.note("evaluation.sample-filled", &round).await
}

/// The example scheme; where enough agencies filed, with what they serve beside it, so that expected values are shown.
async fn scheme_text(work: &mut Work, year: i64) -> Result<String, Problem> {
    let mixed = format!("{EXAMPLE}\n[case_mix]\ncovariates = {COVARIATES:?}\n");
    let scheme = schemes::judged(&mixed)?;
    let period = schemes::period_of(year, work.today);
    let inputs = Inputs::read(&mut work.tx, &scheme, period, BTreeMap::new()).await?;
    let fits = compute(scheme, &inputs, 0, "").await.is_ok();
    Ok(if fits { mixed } else { EXAMPLE.to_owned() })
}

/// The example scheme published, and a round computed by one person and sent by another.
async fn round(work: &mut Work, words: &Words, year: i64) -> Result<String, Problem> {
    let text = scheme_text(work, year).await?;
    let scheme = schemes::begin_scheme(work, &text).await?;
    schemes::simulate_scheme(work, &scheme, year).await?;
    let notice = Letter { subject: words.round.clone(), body: words.scheme_notice.clone() };
    schemes::publish_scheme(work, &scheme, year, &notice).await?;
    let new = NewRound { scheme_id: scheme, title: words.round.clone(), variants: VARIANTS, sample: true };
    let id = rounds::begin_round(work, &new).await?;
    rounds::compute_round(work, &id).await?;
    let letter = Letter { subject: words.result_subject.clone(), body: words.round_notice.clone() };
    rounds::publish_round(work, &id, &letter).await?;
    Ok(id)
}

/// One appeal that nobody has taken up yet.
async fn appeal(work: &mut Work, words: &Words, (round, agency): (&str, &AgencyId)) -> Result<(), Problem> {
    let calendar = workdays::calendar(&mut work.tx).await?;
    let one = Appeal {
        id: crate::actions::fresh(),
        receipt: format!("EA-{}-0001", work.today.year()),
        round_id: round.to_owned(),
        agency_id: agency.clone(),
        indicator: "safety_checks".into(),
        text: words.appeal.clone(),
        filed_at: work.now,
        filed_by: work.actor.id.to_string(),
        due_on: calendar.add(work.today, 15),
        officer_id: None,
        state: "filed".into(),
        decision: String::new(),
        decided_at: None,
        decided_by: None,
        sample: true,
        version: 1,
    };
    store::appeals::insert_appeal(&mut work.tx, &one).await?;
    work.note("evaluation.appeal-filed", &result_subject(round, agency)).await
}

/// Workers of the first agencies and one of the centre, with training on record; those there already are used.
async fn people(work: &mut Work, words: &Words, agencies: &[AgencyId]) -> Result<Vec<String>, Problem> {
    let today = work.today;
    let mut found = Vec::new();
    let places: Vec<Option<AgencyId>> = agencies.iter().take(4).cloned().map(Some).chain([None]).collect();
    for (at, agency) in places.into_iter().enumerate() {
        let known = workers::workers_of(&mut work.tx, agency.as_ref(), today).await?;
        let id = match known.into_iter().next() {
            Some(worker) => worker.id,
            None => add_worker(work, words, (at, agency)).await?,
        };
        let entry = Entry {
            id: String::new(),
            worker_id: id.clone(),
            kind: "training-hours".into(),
            value: 40 + 20 * at as i64,
            recorded_on: today.checked_sub(Span::new().days(60)).unwrap_or(today),
            title: words.worker.training.clone(),
            source: "sample".into(),
        };
        workers::put_on_record(work, &entry).await?;
        found.push(id);
    }
    Ok(found)
}

/// One worker of the sample, tied to the account of the same agency where there is one.
async fn add_worker(
    work: &mut Work,
    words: &Words,
    (at, agency): (usize, Option<AgencyId>),
) -> Result<String, Problem> {
    let users = users::users(&mut work.tx).await?;
    let account = users.iter().find(|user| user.sample && agency.is_some() && user.agency_id == agency);
    let (name, job) = match agency {
        Some(_) => (format!("{} {}", words.worker.agency, at + 1), "dedicated"),
        None => (words.worker.centre.clone(), "centre"),
    };
    let worker = Worker {
        id: String::new(),
        user_id: account.map(|user| user.id.clone()),
        agency_id: agency,
        name,
        job: job.into(),
        from_on: work.today.checked_sub(Span::new().years(2)).unwrap_or(work.today),
        until_on: None,
        sample: true,
        version: 1,
    };
    workers::insert_worker(work, &worker).await
}

/// A panel whose readers are assigned and have not read yet.
async fn panel(
    work: &mut Work,
    words: &PanelWords,
    (year, agencies): (i64, &[AgencyId]),
) -> Result<(), Problem> {
    let wish = SavePanel {
        year: year.to_string(),
        title: words.title.clone(),
        readers: "2".into(),
        tie_years: "2".into(),
    };
    let id = panels::begin_panel(work, &wish, true).await?;
    for one in &words.criterion {
        let wish = AddCriterion {
            criterion: one.title.clone(),
            low_anchor: one.low.clone(),
            middle_anchor: one.middle.clone(),
            high_anchor: one.high.clone(),
            points: one.points.to_string(),
        };
        panels::add_criterion(work, &id, &wish).await?;
    }
    let calibration = AddItem { text: words.calibration.clone(), ..AddItem::default() };
    panels::put_item(work, &id, &calibration).await?;
    for agency in agencies.iter().take(6) {
        let wish = AddItem { agency_id: agency.to_string(), text: words.item.clone(), ..AddItem::default() };
        panels::put_item(work, &id, &wish).await?;
    }
    let mut readers = 0;
    for reader in READERS {
        let user = UserId::from(reader);
        if users::user(&mut work.tx, &user).await?.is_some() {
            panels::put_reviewer(work, &id, &user, 6).await?;
            readers += 1;
        }
    }
    if readers > 1 {
        panels::assign_fairly(work, &id).await?;
    }
    Ok(())
}

/// A tour of the next spring, open for nominations, with nominees of whom one lacks training.
async fn tour(
    work: &mut Work,
    words: &Words,
    (year, round): (i64, &str),
    people: &[String],
) -> Result<(), Problem> {
    let day = |days: i64| work.today.checked_add(Span::new().days(days)).unwrap_or(work.today).to_string();
    let wish = SaveTour {
        year: year.to_string(),
        title: words.tour.title.clone(),
        destination: words.tour.destination.clone(),
        from_on: day(120),
        until_on: day(126),
        nominate_until_on: day(30),
        seats_multi: "1".into(),
        seats_single: "1".into(),
        seats_centre: "1".into(),
        reserve: "1".into(),
        round_id: round.to_owned(),
        ..SaveTour::default()
    };
    let id = tours::begin_tour(work, &wish, true).await?;
    for worker in people {
        let wish = Nominate { worker_id: worker.clone(), reason: words.worker.reason.clone() };
        nominees::nominate(work, &id, &wish).await?;
    }
    Ok(())
}
