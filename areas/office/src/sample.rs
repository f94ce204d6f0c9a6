//! Sample people and units of the demo: one person for each role, staff of a few agencies, and the
//! structures of 2019 and 2020. All flagged as sample; nobody can sign in as them with a password.

use base::{AgencyId, Problem, UserId};
use jiff::civil::Date;
use register::{Work, agencies, organization, users};
use serde::Deserialize;

/// The material as data, because its words are Korean.
const SOURCE: &str = include_str!("../data/sample.toml");
/// What the journal and the rows say about where they are from.
const MARK: &str = "sample";

#[derive(Debug, Deserialize)]
struct Sample {
    /// What stands where a real structure names the paper it was decided with.
    mark: String,
    person: Vec<Person>,
    agency_staff: AgencyStaff,
    structure: Vec<StructureRow>,
    unit: Vec<UnitRow>,
    member: Vec<MemberRow>,
}

#[derive(Debug, Deserialize)]
struct Person {
    login: String,
    name: String,
    role: String,
}

#[derive(Debug, Deserialize)]
struct AgencyStaff {
    name: String,
    count: usize,
}

#[derive(Debug, Deserialize)]
struct StructureRow {
    id: String,
    name: String,
    from_on: Date,
    until_on: Option<Date>,
}

#[derive(Debug, Deserialize)]
struct UnitRow {
    id: String,
    structure: String,
    name: String,
    kind: String,
}

#[derive(Debug, Deserialize)]
struct MemberRow {
    unit: String,
    login: String,
    role: String,
    share: i64,
}

/// Fills in the sample people and units, once: a second call changes nothing. Agencies must be there
/// before, for their staff; staff are made for the first few by name.
pub async fn fill(work: &mut Work) -> Result<(), Problem> {
    let sample: Sample = toml::from_str(SOURCE).map_err(Problem::fault)?;
    if users::user(&mut work.tx, &UserId::from(sample.person[0].login.as_str())).await?.is_some() {
        return Ok(());
    }
    for person in &sample.person {
        add(work, &person.login, &person.name, &person.role, None).await?;
    }
    let today = work.today;
    let agencies = agencies::agencies(&mut work.tx, today).await?;
    for (at, agency) in agencies.iter().take(sample.agency_staff.count).enumerate() {
        let number = at + 1;
        let name = format!("{} {number}", sample.agency_staff.name);
        add(work, &format!("sample-agency-{number}"), &name, "agency-staff", Some(&agency.id)).await?;
    }
    fill_units(work, &sample).await?;
    work.note("office.sample-filled", MARK).await
}

/// Adds one sample person, active but without a password.
async fn add(
    work: &mut Work,
    login: &str,
    name: &str,
    role: &str,
    agency: Option<&AgencyId>,
) -> Result<(), Problem> {
    let user = users::User {
        id: UserId::from(login),
        login: login.to_owned(),
        name: name.to_owned(),
        email: String::new(),
        agency_id: agency.cloned(),
        state: "active".into(),
        sample: true,
        version: 1,
    };
    users::insert_user(work, &user).await?;
    users::grant(work, &user.id, role, MARK).await
}

/// Adds structures, units and memberships.
async fn fill_units(work: &mut Work, sample: &Sample) -> Result<(), Problem> {
    for row in &sample.structure {
        let structure = organization::Structure {
            id: row.id.clone(),
            name: row.name.clone(),
            from_on: row.from_on,
            until_on: row.until_on,
            decided: sample.mark.clone(),
        };
        organization::insert_structure(work, &structure).await?;
        for unit in sample.unit.iter().filter(|unit| unit.structure == row.id) {
            let unit = organization::Unit {
                id: unit.id.clone(),
                structure_id: row.id.clone(),
                name: unit.name.clone(),
                kind: unit.kind.clone(),
                from_on: row.from_on,
                until_on: row.until_on,
                sample: true,
                source: MARK.to_owned(),
            };
            organization::insert_unit(work, &unit).await?;
        }
    }
    for (at, row) in sample.member.iter().enumerate() {
        let unit = organization::unit(&mut work.tx, &row.unit).await?;
        let Some(unit) = unit else { return Err(Problem::fault("a sample membership names no unit")) };
        let membership = organization::Membership {
            id: format!("sample-member-{at}"),
            unit_id: row.unit.clone(),
            user_id: UserId::from(row.login.as_str()),
            role: row.role.clone(),
            share_percent: row.share,
            from_on: unit.from_on,
            until_on: unit.until_on,
        };
        organization::insert_membership(work, &membership).await?;
    }
    Ok(())
}
