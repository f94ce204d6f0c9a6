//! Districts, institutions and agencies as JSON.

use axum::extract::Path;
use base::AgencyId;
use register::{agencies, districts};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::List;
use crate::{model::AgencyProject, pages};

/// A district.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct District {
    id: String,
    name: String,
    kind: String,
    from_on: String,
    until_on: Option<String>,
    source: String,
}

impl From<districts::District> for District {
    fn from(one: districts::District) -> Self {
        Self {
            id: one.id.to_string(),
            name: one.name,
            kind: one.kind,
            from_on: one.from_on.to_string(),
            until_on: one.until_on.map(|day| day.to_string()),
            source: one.source,
        }
    }
}

/// What became of a district.
#[derive(Debug, Serialize, ToSchema)]
struct Succession {
    district_id: String,
    successor_id: String,
    changed_on: String,
    /// Whether all of it went into the successor; figures move along only then.
    whole: bool,
}

/// Districts on a day, those of other days, and what became of them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Districts {
    on: String,
    now: Vec<District>,
    past: Vec<District>,
    successions: Vec<Succession>,
}

/// Districts that exist on `on` (today when left out), the others, and successions.
#[utoipa::path(get, path = "/districts", params(("on" = Option<String>, Query)), responses((status = 200, body = Districts)))]
pub(super) async fn districts_list(ask: Ask) -> Reply {
    let on = pages::agencies::day(&ask);
    let mut tx = ask.read().await?;
    let (now, past): (Vec<_>, Vec<_>) =
        districts::all(&mut tx).await?.into_iter().partition(|one| one.valid_on(on));
    let step = |one: districts::Succession| Succession {
        district_id: one.district_id.to_string(),
        successor_id: one.successor_id.to_string(),
        changed_on: one.changed_on.to_string(),
        whole: one.whole,
    };
    ask.json(&Districts {
        on: on.to_string(),
        now: now.into_iter().map(District::from).collect(),
        past: past.into_iter().map(District::from).collect(),
        successions: districts::successions(&mut tx).await?.into_iter().map(step).collect(),
    })
}

/// An institution of the public directory.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Institution {
    id: String,
    name: String,
    kind: String,
    category: String,
    district_before: String,
    district_after: String,
    address: String,
    evidence: String,
    source: String,
    as_of: String,
}

/// The public directory of institutions, narrowed by words and kind.
#[utoipa::path(
    get,
    path = "/institutions",
    params(("q" = Option<String>, Query), ("kind" = Option<String>, Query), ("page" = Option<i64>, Query)),
    responses((status = 200, body = List<Institution>))
)]
pub(super) async fn institutions_list(ask: Ask) -> Reply {
    let (found, _) = pages::districts::fitting(&ask).await?;
    let wire = |one: agencies::Institution| Institution {
        id: one.id,
        name: one.name,
        kind: one.kind,
        category: one.category,
        district_before: one.district_before,
        district_after: one.district_after,
        address: one.address,
        evidence: one.evidence,
        source: one.source,
        as_of: one.as_of,
    };
    ask.json(&List::page_of(&ask, found.into_iter().map(wire).collect()))
}

/// An agency with what it is on a day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Agency {
    id: String,
    name: String,
    public_number: Option<String>,
    kind: Option<String>,
    league: Option<String>,
    district_id: Option<String>,
    district_name: Option<String>,
    /// Projects of the year counted; absent on the page of one agency.
    projects: Option<i64>,
    /// Places of the year counted; absent on the page of one agency.
    places: Option<i64>,
    sample: bool,
    source: String,
    version: i64,
}

impl From<agencies::AgencyOn> for Agency {
    fn from(one: agencies::AgencyOn) -> Self {
        Self {
            id: one.id.to_string(),
            name: one.name,
            public_number: one.public_number,
            kind: one.kind,
            league: one.league,
            district_id: one.district_id.map(|id| id.to_string()),
            district_name: one.district_name,
            projects: None,
            places: None,
            sample: one.sample,
            source: one.source,
            version: one.version,
        }
    }
}

/// Agencies with what they are on `on` and what they run in `year`; agency staff see their own.
#[utoipa::path(
    get,
    path = "/agencies",
    params(
        ("on" = Option<String>, Query), ("year" = Option<i64>, Query), ("q" = Option<String>, Query),
        ("kind" = Option<String>, Query), ("league" = Option<String>, Query), ("district" = Option<String>, Query),
        ("sort" = Option<String>, Query, description = "district or places; by name when left out"),
        ("page" = Option<i64>, Query)
    ),
    responses((status = 200, body = List<Agency>))
)]
pub(super) async fn agencies_list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = pages::agencies::counted_year(&ask, &mut tx).await?;
    let rows = pages::agencies::fitting(&ask, &mut tx, year).await?;
    let wire = |row: pages::agencies::Row| Agency {
        projects: Some(row.projects),
        places: Some(row.places),
        ..Agency::from(row.agency)
    };
    ask.json(&List::page_of(&ask, rows.into_iter().map(wire).collect()))
}

/// What an agency is from a day on.
#[derive(Debug, Serialize, ToSchema)]
struct Term {
    from_on: String,
    until_on: Option<String>,
    kind: String,
    league: String,
    district_id: String,
    district_name: String,
}

/// A project of an agency.
#[derive(Debug, Serialize, ToSchema)]
struct Project {
    number: String,
    name: String,
    year: i64,
    from_on: String,
    until_on: String,
    places: i64,
    sample: bool,
}

impl From<AgencyProject> for Project {
    fn from(one: AgencyProject) -> Self {
        Self {
            number: one.number,
            name: one.name,
            year: one.year,
            from_on: one.from_on.to_string(),
            until_on: one.until_on.to_string(),
            places: one.places,
            sample: one.sample,
        }
    }
}

/// One agency with its terms and projects.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AgencyWhole {
    #[serde(flatten)]
    agency: Agency,
    terms: Vec<Term>,
    /// Projects, of one year when `year` is given.
    running: Vec<Project>,
}

/// One agency.
#[utoipa::path(
    get,
    path = "/agencies/{id}",
    params(("id" = String, Path), ("on" = Option<String>, Query), ("year" = Option<i64>, Query)),
    responses((status = 200, body = AgencyWhole), (status = 403), (status = 404))
)]
pub(super) async fn agency_one(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = pages::agencies::one(&ask, &AgencyId::from(id)).await?;
    let year: Option<i64> = ask.param("year").and_then(|year| year.parse().ok());
    let term = |(term, district_name): (agencies::Term, String)| Term {
        from_on: term.from_on.to_string(),
        until_on: term.until_on.map(|day| day.to_string()),
        kind: term.kind,
        league: term.league,
        district_id: term.district_id.to_string(),
        district_name,
    };
    let shown = one.projects.into_iter().filter(|project| year.is_none_or(|year| project.year == year));
    ask.json(&AgencyWhole {
        agency: one.agency.into(),
        terms: one.terms.into_iter().map(term).collect(),
        running: shown.map(Project::from).collect(),
    })
}
