//! The next practice year: last year's projects go on as sample projects, so that its months can be filled.

use base::{Problem, ProjectId};
use jiff::ToSpan;
use register::{
    Work,
    projects::{self, Project, Quota},
};

/// Carries the projects of the year before on into this year, and fills its months; does nothing where this year
/// has projects.
pub async fn next_year(work: &mut Work) -> Result<(), Problem> {
    let year = i64::from(work.today.year());
    if !projects::projects(&mut work.tx, year, None).await?.is_empty() {
        return Ok(());
    }
    let eve = work.today.first_of_year().yesterday().map_err(Problem::fault)?;
    for one in projects::projects(&mut work.tx, year - 1, None).await? {
        let places = projects::quota_on(&mut work.tx, &one.id, eve.min(one.until_on)).await?;
        carry_on(work, one, places.map_or(0, |quota| quota.places)).await?;
    }
    super::fill(work).await
}

/// One project, a year later: the same agency, type, district and places, marked as sample.
async fn carry_on(work: &mut Work, one: Project, places: i64) -> Result<(), Problem> {
    let year = one.year + 1;
    let number = one.number.replacen(&one.year.to_string(), &year.to_string(), 1);
    let later = |day: jiff::civil::Date| day.checked_add(1.year()).map_err(Problem::fault);
    let id = ProjectId::from(format!("sample-{year}.{number}"));
    let (from_on, until_on) = (later(one.from_on)?, later(one.until_on)?);
    let project = Project {
        id: id.clone(),
        number,
        year,
        from_on,
        until_on,
        sample: true,
        source: super::CLERK.to_owned(),
        as_of: String::new(),
        version: 1,
        ..one
    };
    projects::insert_project(work, &project).await?;
    let quota = Quota {
        id: format!("{id}.quota"),
        project_id: id,
        places,
        budget_won: 0,
        from_on,
        until_on: None,
        source: super::CLERK.to_owned(),
    };
    projects::insert_quota(work, &quota).await
}
