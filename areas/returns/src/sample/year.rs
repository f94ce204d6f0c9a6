//! The years beside the practice year: its projects go on into the next, and back into the last, as sample projects.

use base::{Month, Problem, ProgrammeTypeId, ProjectId};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use register::{
    Work,
    agencies::{self, Agency, Term},
    districts,
    projects::{self, Project, Quota},
};
use serde::Deserialize;

use super::{CLERK, Stretch};

const WORDS: &str = include_str!("../../data/sample.toml");
/// Another seed than that of the practice year, so that the figures of the two years differ.
const SEED_BEFORE: u64 = 20_211_123;

/// What the agencies of the year before are called, and what they do.
#[derive(Debug, Deserialize)]
struct Words {
    agency: String,
    count: usize,
    project: Vec<Example>,
}

/// One kind of project that such an agency carries out.
#[derive(Debug, Deserialize)]
struct Example {
    kind: ProgrammeTypeId,
    activity: String,
    name: String,
    places: i64,
}

/// Carries the projects of the year before on into this year, and fills its months; does nothing where this year
/// has projects.
pub async fn next_year(work: &mut Work) -> Result<(), Problem> {
    let year = i64::from(work.today.year());
    if !projects::projects(&mut work.tx, year, None).await?.is_empty() {
        return Ok(());
    }
    carry_all(work, year - 1, 1).await?;
    super::fill(work).await
}

/// Makes up the year before: this year's projects a year earlier, a few agencies that ended with that year, and
/// returns for its twelve locked months; does nothing where that year has projects or this year has none.
///
/// A scheme is simulated on a year that is over, and change needs a value before: without it neither can be practised.
pub async fn last_year(work: &mut Work) -> Result<(), Problem> {
    let year = work.today.year() - 1;
    if !projects::projects(&mut work.tx, i64::from(year), None).await?.is_empty() {
        return Ok(());
    }
    carry_all(work, i64::from(year) + 1, -1).await?;
    if projects::projects(&mut work.tx, i64::from(year), None).await?.is_empty() {
        return Ok(());
    }
    ended_agencies(work, year).await?;
    let last = Month::of(date(year, 12, 31));
    super::fill_year(work, Stretch { last, seed: SEED_BEFORE, over: true }).await
}

/// Carries every project of a year some years on, or back when `years` is negative.
async fn carry_all(work: &mut Work, from: i64, years: i16) -> Result<(), Problem> {
    for one in projects::projects(&mut work.tx, from, None).await? {
        let places = projects::quota_on(&mut work.tx, &one.id, one.until_on).await?;
        carry(work, one, places.map_or(0, |quota| quota.places), years).await?;
    }
    Ok(())
}

/// One project, some years later: the same agency, type, district and places, marked as sample.
async fn carry(work: &mut Work, one: Project, places: i64, years: i16) -> Result<(), Problem> {
    let year = one.year + i64::from(years);
    let number = one.number.replacen(&one.year.to_string(), &year.to_string(), 1);
    let moved = |day: Date| day.checked_add(i64::from(years).years()).map_err(Problem::fault);
    let (from_on, until_on) = (moved(one.from_on)?, moved(one.until_on)?);
    let project = Project {
        id: sample_id(year, &number),
        number,
        year,
        from_on,
        until_on,
        first_year: one.first_year.filter(|first| *first <= year),
        sample: true,
        source: CLERK.to_owned(),
        as_of: String::new(),
        version: 1,
        ..one
    };
    put(work, &project, places).await
}

/// The id of a sample project.
fn sample_id(year: i64, number: &str) -> ProjectId {
    ProjectId::from(format!("sample-{year}.{number}"))
}

/// Puts a project with its places into the register.
async fn put(work: &mut Work, project: &Project, places: i64) -> Result<(), Problem> {
    projects::insert_project(work, project).await?;
    let quota = Quota {
        id: format!("{}.quota", project.id),
        project_id: project.id.clone(),
        places,
        budget_won: 0,
        from_on: project.from_on,
        until_on: None,
        source: CLERK.to_owned(),
    };
    projects::insert_quota(work, &quota).await
}

/// Adds the agencies that were there in `year` only, in turn in the districts of its last day.
async fn ended_agencies(work: &mut Work, year: i16) -> Result<(), Problem> {
    let words: Words = toml::from_str(WORDS).map_err(Problem::fault)?;
    let until_on = date(year, 12, 31);
    let places: Vec<_> = districts::districts(&mut work.tx, until_on)
        .await?
        .into_iter()
        .filter(|one| matches!(one.kind.as_str(), "district" | "county"))
        .collect();
    if places.is_empty() {
        return Ok(());
    }
    for at in 0..words.count {
        let agency = Agency {
            id: format!("sample-{year}-{:02}", at + 1).as_str().into(),
            name: format!("{} {}", words.agency, at + 1),
            public_number: None,
            phone: String::new(),
            sample: true,
            source: CLERK.to_owned(),
            version: 1,
        };
        // Two of five carry out public-interest activities only.
        let single = matches!(at % 5, 1 | 4);
        let term = Term {
            id: format!("{}-{year}", agency.id),
            agency_id: agency.id.clone(),
            kind: "unknown".to_owned(),
            league: if single { "single" } else { "multi" }.to_owned(),
            district_id: places[at % places.len()].id.clone(),
            from_on: date(year, 1, 1),
            until_on: Some(until_on),
        };
        agencies::insert(work, &agency).await?;
        agencies::add_term(work, &term).await?;
        let kinds = words.project.iter().filter(|one| !single || one.kind.as_str() == "public-interest");
        let count = if single { 2 } else { 3 + at % 2 };
        for (nth, kind) in kinds.take(count).enumerate() {
            let number = format!("{year}-9{:02}{nth:02}", at + 1);
            put(work, &own_project(&term, kind, number), kind.places + 5 * (at as i64 % 4)).await?;
        }
    }
    Ok(())
}

/// A project of such an agency, from the middle of January to the end of its year.
fn own_project(term: &Term, kind: &Example, number: String) -> Project {
    let year = term.from_on.year();
    Project {
        id: sample_id(i64::from(year), &number),
        number,
        name: kind.name.clone(),
        year: i64::from(year),
        agency_id: term.agency_id.clone(),
        type_id: kind.kind.clone(),
        district_id: term.district_id.clone(),
        activity_code: kind.activity.clone(),
        activity_name: String::new(),
        from_on: date(year, 1, 15),
        until_on: date(year, 12, 31),
        first_year: None,
        withdrawn: false,
        sample: true,
        source: CLERK.to_owned(),
        as_of: String::new(),
        version: 1,
    }
}
