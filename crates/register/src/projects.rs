//! Projects (사업단) with quotas and host sites.
//!
//! A project belongs to one year and one agency; its target (목표인원) is a dated quota, because targets are
//! changed during the year and a month is judged by the one in force on its last day.

use base::{AgencyId, DistrictId, Problem, ProgrammeTypeId, ProjectId, Won};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

row! {
    /// A project group of one year.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Project {
        /// Id.
        pub id: ProjectId,
        /// Number people write, unique within its year, such as `2022-07406`.
        pub number: String,
        /// Name.
        pub name: String,
        /// Programme year.
        pub year: i64,
        /// Agency that carries it out.
        pub agency_id: AgencyId,
        /// Programme type.
        pub type_id: ProgrammeTypeId,
        /// District that pays for it.
        pub district_id: DistrictId,
        /// Code of the activity, such as `E-08`.
        pub activity_code: String,
        /// Name of the activity.
        pub activity_name: String,
        /// First day.
        pub from_on: Date,
        /// Last day.
        pub until_on: Date,
        /// Year it was first held, if known.
        pub first_year: Option<i64>,
        /// Taken out of the plan.
        pub withdrawn: bool,
        /// Made up for the demo.
        pub sample: bool,
        /// Where it comes from.
        pub source: String,
        /// Day the source speaks for.
        pub as_of: String,
        /// Counts changes; guards against two editors.
        pub version: i64,
    }
}

row! {
    /// Places and money of a project from a day on.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Quota {
        /// Id.
        pub id: String,
        /// Project.
        pub project_id: ProjectId,
        /// Places (목표인원).
        pub places: i64,
        /// Budget in won; 0 when not known.
        pub budget_won: i64,
        /// First day in force.
        pub from_on: Date,
        /// Last day in force; none while it is.
        pub until_on: Option<Date>,
        /// Where it comes from.
        pub source: String,
    }
}

row! {
    /// A place where people of a project work (수요처).
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct HostSite {
        /// Id.
        pub id: String,
        /// Project.
        pub project_id: ProjectId,
        /// Name.
        pub name: String,
        /// District.
        pub district_id: DistrictId,
        /// Address.
        pub address: String,
        /// First day.
        pub from_on: Date,
        /// Last day; none while it goes on.
        pub until_on: Option<Date>,
    }
}

row! {
    /// A project with the quota in force on a day.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct ProjectPlaces {
        /// Project.
        pub id: ProjectId,
        /// Its number.
        pub number: String,
        /// Its name.
        pub name: String,
        /// Its agency.
        pub agency_id: AgencyId,
        /// Its type.
        pub type_id: ProgrammeTypeId,
        /// Its district.
        pub district_id: DistrictId,
        /// First day.
        pub from_on: Date,
        /// Last day.
        pub until_on: Date,
        /// Made up for the demo.
        pub sample: bool,
        /// Places in force; none when no quota is.
        pub places: Option<i64>,
        /// Budget in won in force; none when no quota is.
        pub budget_won: Option<i64>,
    }
}

row! {
    /// Places and projects of one district and type.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct PlacesSum {
        /// District.
        pub district_id: DistrictId,
        /// Type.
        pub type_id: ProgrammeTypeId,
        /// Projects.
        pub projects: i64,
        /// Places.
        pub places: i64,
    }
}

/// The project with `id`.
pub async fn project(tx: &mut Tx, id: &ProjectId) -> Result<Option<Project>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,number,name,year,agency_id,type_id,district_id,activity_code,activity_name,from_on,until_on,first_year,withdrawn,sample,source,as_of,version \
                  FROM register_project WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// The project of `year` with `number`.
pub async fn project_by_number(tx: &mut Tx, year: i64, number: &str) -> Result<Option<Project>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,number,name,year,agency_id,type_id,district_id,activity_code,activity_name,from_on,until_on,first_year,withdrawn,sample,source,as_of,version \
                  FROM register_project WHERE year=$1 AND number=$2"),
            vals![year, number],
        )
        .await?)
}

/// Projects of a year that are not withdrawn, by number; of one agency, or of all when `agency` is none.
pub async fn projects(tx: &mut Tx, year: i64, agency: Option<&AgencyId>) -> Result<Vec<Project>, Problem> {
    let agency = agency.map(AgencyId::as_str).unwrap_or_default();
    Ok(tx
        .all(
            sql!("SELECT id,number,name,year,agency_id,type_id,district_id,activity_code,activity_name,from_on,until_on,first_year,withdrawn,sample,source,as_of,version \
                  FROM register_project WHERE year=$1 AND ($2='' OR agency_id=$2) AND NOT withdrawn ORDER BY number"),
            vals![year, agency],
        )
        .await?)
}

/// Projects that run on `day`, each with the quota in force then; of one agency, or of all when `agency` is none.
pub async fn with_places(
    tx: &mut Tx,
    day: Date,
    agency: Option<&AgencyId>,
) -> Result<Vec<ProjectPlaces>, Problem> {
    let agency = agency.map(AgencyId::as_str).unwrap_or_default();
    Ok(tx
        .all(
            sql!("SELECT p.id,p.number,p.name,p.agency_id,p.type_id,p.district_id,p.from_on,p.until_on,p.sample,q.places,q.budget_won \
                  FROM register_project p LEFT JOIN register_quota q \
                  ON q.project_id=p.id AND q.from_on<=$1 AND (q.until_on IS NULL OR q.until_on>=$1) \
                  WHERE p.year=$2 AND ($3='' OR p.agency_id=$3) AND NOT p.withdrawn ORDER BY p.agency_id,p.number"),
            vals![day, day.year(), agency],
        )
        .await?)
}

/// Places and projects of a year by district and type, by the quotas in force on `day`.
pub async fn places_of_year(tx: &mut Tx, year: i64, day: Date) -> Result<Vec<PlacesSum>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT p.district_id,p.type_id,COUNT(DISTINCT p.id),CAST(COALESCE(SUM(q.places),0) AS BIGINT) \
                  FROM register_project p LEFT JOIN register_quota q \
                  ON q.project_id=p.id AND q.from_on<=$1 AND (q.until_on IS NULL OR q.until_on>=$1) \
                  WHERE p.year=$2 AND NOT p.withdrawn GROUP BY p.district_id,p.type_id ORDER BY p.district_id,p.type_id"),
            vals![day, year],
        )
        .await?)
}

/// Years that have projects, newest first.
pub async fn years(tx: &mut Tx) -> Result<Vec<i64>, Problem> {
    let years: Vec<(i64,)> = tx
        .all(
            sql!("SELECT DISTINCT year FROM register_project WHERE NOT withdrawn ORDER BY year DESC"),
            vals![],
        )
        .await?;
    Ok(years.into_iter().map(|(year,)| year).collect())
}

/// Puts a project into the register; a number taken in its year is a unique violation.
pub async fn insert_project(work: &mut Work, project: &Project) -> Result<(), Problem> {
    let p = project;
    work.tx
        .exec(
            sql!("INSERT INTO register_project(id,number,name,year,agency_id,type_id,district_id,activity_code,activity_name,from_on,until_on,first_year,withdrawn,sample,source,as_of,version) \
                  VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,1)"),
            vals![
                &p.id, &p.number, &p.name, p.year, &p.agency_id, &p.type_id, &p.district_id, &p.activity_code,
                &p.activity_name, p.from_on, p.until_on, p.first_year, p.withdrawn, p.sample, &p.source, &p.as_of
            ],
        )
        .await?;
    Ok(())
}

/// Changes a project's name, days and whether it is withdrawn; false when its version is no longer the one given.
pub async fn update_project(work: &mut Work, project: &Project) -> Result<bool, Problem> {
    let p = project;
    let changed = work
        .tx
        .exec(
            sql!("UPDATE register_project SET name=$3,from_on=$4,until_on=$5,withdrawn=$6,version=version+1 WHERE id=$1 AND version=$2"),
            vals![&p.id, p.version, &p.name, p.from_on, p.until_on, p.withdrawn],
        )
        .await?;
    Ok(changed == 1)
}

/// Quotas of a project, oldest first.
pub async fn quotas(tx: &mut Tx, project: &ProjectId) -> Result<Vec<Quota>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,project_id,places,budget_won,from_on,until_on,source FROM register_quota WHERE project_id=$1 ORDER BY from_on,id"),
            vals![project],
        )
        .await?)
}

/// The quota of a project in force on `day`.
pub async fn quota_on(tx: &mut Tx, project: &ProjectId, day: Date) -> Result<Option<Quota>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,project_id,places,budget_won,from_on,until_on,source FROM register_quota \
                  WHERE project_id=$1 AND from_on<=$2 AND (until_on IS NULL OR until_on>=$2) ORDER BY from_on DESC LIMIT 1"),
            vals![project, day],
        )
        .await?)
}

/// Puts a quota in force and ends the one before it the day before.
pub async fn insert_quota(work: &mut Work, quota: &Quota) -> Result<(), Problem> {
    let eve = quota.from_on.yesterday().map_err(Problem::fault)?;
    work.tx
        .exec(
            sql!("UPDATE register_quota SET until_on=$2 WHERE project_id=$1 AND from_on<$3 AND (until_on IS NULL OR until_on>=$3)"),
            vals![&quota.project_id, eve, quota.from_on],
        )
        .await?;
    work.tx
        .exec(
            sql!("INSERT INTO register_quota(id,project_id,places,budget_won,from_on,until_on,source) VALUES($1,$2,$3,$4,$5,$6,$7)"),
            vals![&quota.id, &quota.project_id, quota.places, quota.budget_won, quota.from_on, quota.until_on, &quota.source],
        )
        .await?;
    Ok(())
}

/// Sets the money of every quota of a project: used where places are known and money came later.
pub async fn set_budget(work: &mut Work, project: &ProjectId, budget: Won) -> Result<(), Problem> {
    work.tx
        .exec(sql!("UPDATE register_quota SET budget_won=$2 WHERE project_id=$1"), vals![project, budget])
        .await?;
    Ok(())
}

/// Host sites of a project, by name.
pub async fn host_sites(tx: &mut Tx, project: &ProjectId) -> Result<Vec<HostSite>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,project_id,name,district_id,address,from_on,until_on FROM register_host_site WHERE project_id=$1 ORDER BY name,id"),
            vals![project],
        )
        .await?)
}

/// Puts a host site into the register.
pub async fn insert_host_site(work: &mut Work, site: &HostSite) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_host_site(id,project_id,name,district_id,address,from_on,until_on) VALUES($1,$2,$3,$4,$5,$6,$7)"),
            vals![&site.id, &site.project_id, &site.name, &site.district_id, &site.address, site.from_on, site.until_on],
        )
        .await?;
    Ok(())
}
