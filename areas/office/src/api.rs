//! JSON of the office: agencies, districts, institutions, people, units and the journal, with wire types of its own.

use axum::extract::Path;
use base::{AgencyId, Problem};
use register::{agencies, districts, journal, organization};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web::{Ask, Reply, Routes, open::PUBLIC};

use crate::store::people;

/// JSON below `/api/office`.
pub fn routes() -> Routes {
    Routes::new()
        .get("/districts", PUBLIC, districts_list)
        .get("/institutions", PUBLIC, institutions_list)
        .get("/agencies", "office.agencies-see", agencies_list)
        .get("/agencies/{id}", "office.agencies-see", agency_one)
        .get("/users", "office.users-see", users_list)
        .get("/units", "office.organization-see", units_list)
        .get("/journal", "office.journal", journal_list)
        .get("/journal/verdict", "office.journal", journal_verdict)
}

/// The OpenAPI document of the office.
#[derive(OpenApi)]
#[openapi(
    paths(
        districts_list,
        institutions_list,
        agencies_list,
        agency_one,
        users_list,
        units_list,
        journal_list,
        journal_verdict
    ),
    components(schemas(District, Institution, Agency, Person, Unit, Line, Verdict))
)]
struct Document;

/// The OpenAPI paths, relative to `/api/office`.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// A district.
#[derive(Debug, Serialize, ToSchema)]
struct District {
    id: String,
    name: String,
    kind: String,
    from_on: String,
    until_on: Option<String>,
    source: String,
}

/// Districts that exist on `on` (today when left out).
#[utoipa::path(get, path = "/districts", params(("on" = Option<String>, Query)), responses((status = 200, body = [District])))]
async fn districts_list(ask: Ask) -> Reply {
    let found = districts::districts(&mut ask.read().await?, day(&ask)).await?;
    let wire = |one: districts::District| District {
        id: one.id.to_string(),
        name: one.name,
        kind: one.kind,
        from_on: one.from_on.to_string(),
        until_on: one.until_on.map(|day| day.to_string()),
        source: one.source,
    };
    ask.json(&found.into_iter().map(wire).collect::<Vec<_>>())
}

/// The day asked for, or today.
fn day(ask: &Ask) -> jiff::civil::Date {
    ask.param("on").and_then(|day| day.parse().ok()).unwrap_or_else(|| ask.today())
}

/// An institution of the public directory.
#[derive(Debug, Serialize, ToSchema)]
struct Institution {
    id: String,
    name: String,
    kind: String,
    category: String,
    district_before: String,
    district_after: String,
    address: String,
    source: String,
    as_of: String,
}

/// The public directory of institutions.
#[utoipa::path(get, path = "/institutions", responses((status = 200, body = [Institution])))]
async fn institutions_list(ask: Ask) -> Reply {
    let found = agencies::institutions(&mut ask.read().await?).await?;
    let wire = |one: agencies::Institution| Institution {
        id: one.id,
        name: one.name,
        kind: one.kind,
        category: one.category,
        district_before: one.district_before,
        district_after: one.district_after,
        address: one.address,
        source: one.source,
        as_of: one.as_of,
    };
    ask.json(&found.into_iter().map(wire).collect::<Vec<_>>())
}

/// An agency with what it is on a day.
#[derive(Debug, Serialize, ToSchema)]
struct Agency {
    id: String,
    name: String,
    public_number: Option<String>,
    kind: Option<String>,
    league: Option<String>,
    district_id: Option<String>,
    district_name: Option<String>,
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
            sample: one.sample,
            source: one.source,
            version: one.version,
        }
    }
}

/// Agencies with what they are on `on`; agency staff see their own.
#[utoipa::path(get, path = "/agencies", params(("on" = Option<String>, Query)), responses((status = 200, body = [Agency])))]
async fn agencies_list(ask: Ask) -> Reply {
    let found = agencies::agencies(&mut ask.read().await?, day(&ask)).await?;
    let seen = found.into_iter().filter(|one| ask.actor.must_see(&one.id).is_ok());
    ask.json(&seen.map(Agency::from).collect::<Vec<_>>())
}

/// One agency.
#[utoipa::path(get, path = "/agencies/{id}", params(("id" = String, Path)), responses((status = 200, body = Agency), (status = 403), (status = 404)))]
async fn agency_one(ask: Ask, Path(id): Path<String>) -> Reply {
    let id = AgencyId::from(id);
    ask.actor.must_see(&id)?;
    let found = agencies::agency_on(&mut ask.read().await?, &id, day(&ask)).await?;
    ask.json(&Agency::from(found.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?))
}

/// A person with an account.
#[derive(Debug, Serialize, ToSchema)]
struct Person {
    id: String,
    login: String,
    name: String,
    state: String,
    agency_id: Option<String>,
    roles: Vec<String>,
    sample: bool,
}

/// People with their roles in force.
#[utoipa::path(get, path = "/users", responses((status = 200, body = [Person])))]
async fn users_list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let roles = people::roles_in_force(&mut tx).await?;
    let found = people::listed_users(&mut tx).await?;
    let wire = |one: crate::model::ListedUser| Person {
        roles: roles.iter().filter(|(id, _)| *id == one.id).map(|(_, role)| role.clone()).collect(),
        id: one.id.to_string(),
        login: one.login,
        name: one.name,
        state: one.state,
        agency_id: one.agency_id.map(|id| id.to_string()),
        sample: one.sample,
    };
    ask.json(&found.into_iter().map(wire).collect::<Vec<_>>())
}

/// A unit with its people's ids and shares.
#[derive(Debug, Serialize, ToSchema)]
struct Unit {
    id: String,
    structure_id: String,
    name: String,
    kind: String,
    from_on: String,
    until_on: Option<String>,
    members: Vec<Member>,
}

/// A person in a unit.
#[derive(Debug, Serialize, ToSchema)]
struct Member {
    user_id: String,
    role: String,
    share_percent: i64,
}

/// Units in force on `on`, of all structures.
#[utoipa::path(get, path = "/units", params(("on" = Option<String>, Query)), responses((status = 200, body = [Unit])))]
async fn units_list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let members = organization::members(&mut tx, day(&ask)).await?;
    let member = |one: &organization::Member| Member {
        user_id: one.user_id.to_string(),
        role: one.role.clone(),
        share_percent: one.share_percent,
    };
    let wire = |one: organization::Unit| Unit {
        members: members.iter().filter(|m| m.unit_id == one.id).map(member).collect(),
        id: one.id,
        structure_id: one.structure_id,
        name: one.name,
        kind: one.kind,
        from_on: one.from_on.to_string(),
        until_on: one.until_on.map(|day| day.to_string()),
    };
    let units = organization::units(&mut tx, day(&ask)).await?;
    ask.json(&units.into_iter().map(wire).collect::<Vec<_>>())
}

/// A line of the journal.
#[derive(Debug, Serialize, ToSchema)]
struct Line {
    seq: i64,
    recorded_at: String,
    actor_id: String,
    deed: String,
    subject: String,
    detail: String,
    previous: String,
    hash: String,
}

/// The newest lines below number `before`, at most 1,000.
#[utoipa::path(
    get,
    path = "/journal",
    params(("deed" = Option<String>, Query), ("subject" = Option<String>, Query), ("before" = Option<i64>, Query)),
    responses((status = 200, body = [Line]))
)]
async fn journal_list(ask: Ask) -> Reply {
    let filter = journal::Filter {
        deed: ask.param("deed").unwrap_or_default(),
        subject: ask.param("subject").unwrap_or_default(),
        actor: ask.param("actor").unwrap_or_default(),
        before: ask.param("before").and_then(|number| number.parse().ok()).unwrap_or(0),
    };
    let found = journal::lines(&mut ask.read().await?, &filter, 1_000).await?;
    let wire = |one: journal::Line| Line {
        seq: one.seq,
        recorded_at: one.recorded_at.to_string(),
        actor_id: one.actor_id,
        deed: one.deed,
        subject: one.subject,
        detail: one.detail,
        previous: one.previous,
        hash: one.hash,
    };
    ask.json(&found.into_iter().map(wire).collect::<Vec<_>>())
}

/// Whether the chain of the journal is whole.
#[derive(Debug, Serialize, ToSchema)]
struct Verdict {
    sound: bool,
    seq: i64,
    hash: String,
    why: String,
}

/// Recomputes the chain from the first line on.
#[utoipa::path(get, path = "/journal/verdict", responses((status = 200, body = Verdict)))]
async fn journal_verdict(ask: Ask) -> Reply {
    ask.json(&match journal::verify(&mut ask.read().await?, None).await? {
        journal::Verdict::Sound { head } => {
            Verdict { sound: true, seq: head.seq, hash: head.hash, why: String::new() }
        }
        journal::Verdict::Broken { seq, why } => {
            Verdict { sound: false, seq, hash: String::new(), why: why.to_owned() }
        }
    })
}
