//! Programme types with their names; agencies, projects and quotas of the project file.

use std::collections::{BTreeMap, BTreeSet};

use base::Problem;
use db::{sql, vals};
use jiff::civil::{Date, date};
use serde::Deserialize;

use super::{
    files,
    places::{self, DistrictRow},
};
use crate::Work;

/// The guideline file of programme types.
#[derive(Debug, Deserialize)]
struct TypeFile {
    #[serde(rename = "type")]
    types: Vec<TypeEntry>,
}

/// A programme type in the guideline file.
#[derive(Debug, Deserialize)]
struct TypeEntry {
    id: String,
    group: String,
    data_names: Vec<String>,
    #[serde(rename = "name")]
    names: Vec<NameEntry>,
}

/// A name that a programme type had for some years.
#[derive(Debug, Deserialize)]
struct NameEntry {
    from: i16,
    to: Option<i16>,
    ko: String,
    en: String,
    source: String,
}

fn type_file() -> Result<TypeFile, Problem> {
    toml::from_str(files::TYPES).map_err(Problem::fault)
}

/// Adds programme types and names that are missing; counts both.
pub async fn types(work: &mut Work) -> Result<(u64, u64), Problem> {
    let file = type_file()?;
    let known = places::known(work, sql!("SELECT id FROM register_programme_type")).await?;
    let mut loader = work.tx.loader("register_programme_type", &["id", "position", "public"]).await?;
    for (position, entry) in file.types.iter().enumerate().filter(|(_, entry)| !known.contains(&entry.id)) {
        loader.push(vals![&entry.id, position, entry.group == "public"]).await?;
    }
    let types = loader.finish().await?;
    let known = places::known(work, sql!("SELECT id FROM register_programme_name")).await?;
    let columns = &["id", "type_id", "name", "name_en", "from_on", "until_on", "source"];
    let mut loader = work.tx.loader("register_programme_name", columns).await?;
    for entry in &file.types {
        for name in &entry.names {
            let id = format!("{}-{}", entry.id, name.from);
            if !known.contains(&id) {
                let until = name.to.map(|year| date(year, 12, 31));
                loader
                    .push(vals![
                        id,
                        &entry.id,
                        &name.ko,
                        &name.en,
                        date(name.from, 1, 1),
                        until,
                        &name.source
                    ])
                    .await?;
            }
        }
    }
    Ok((types, loader.finish().await?))
}

/// A row of the project file.
#[derive(Debug, Deserialize)]
struct ProjectRow {
    project_no: String,
    year: i64,
    programme_type: String,
    activity_code: String,
    activity_name: String,
    project_name: String,
    first_year: Option<i64>,
    district: String,
    institution_id: String,
    #[serde(deserialize_with = "files::day")]
    start_date: Date,
    #[serde(deserialize_with = "files::day")]
    end_date: Date,
    deleted: String,
    target_jobs: i64,
    source: String,
    as_of: String,
}

/// The name and source of the one group of projects whose district column names no district.
pub fn name_without_district(districts: &[DistrictRow]) -> Result<Option<(String, String)>, Problem> {
    let names: BTreeSet<&str> = districts.iter().map(DistrictRow::name).collect();
    let rows: Vec<ProjectRow> = files::rows(files::PROJECTS)?;
    let found: BTreeMap<String, String> = rows
        .into_iter()
        .filter(|row| !names.contains(row.district.as_str()))
        .map(|row| (row.district, row.source))
        .collect();
    if found.len() > 1 {
        return Err(Problem::fault("the project file names more than one unknown district"));
    }
    Ok(found.into_iter().next())
}

/// Names of districts to their ids; what the city runs directly is the name that no district has.
fn district_ids(districts: &[DistrictRow]) -> Result<BTreeMap<String, String>, Problem> {
    let mut ids: BTreeMap<String, String> =
        districts.iter().map(|row| (row.name().to_owned(), row.code10.clone())).collect();
    if let Some((name, _)) = name_without_district(districts)? {
        ids.insert(name, places::direct_id(places::city(districts)?));
    }
    Ok(ids)
}

/// Adds agencies and projects that are missing; counts both. Institution numbers have no names.
pub async fn projects(work: &mut Work) -> Result<(u64, u64), Problem> {
    let districts: Vec<DistrictRow> = files::rows(files::DISTRICTS)?;
    let ids = district_ids(&districts)?;
    let rows: Vec<ProjectRow> = files::rows(files::PROJECTS)?;
    let agencies = agencies(work, &rows, &ids).await?;
    let known = places::known(work, sql!("SELECT id FROM register_project")).await?;
    let fresh: Vec<&ProjectRow> = rows.iter().filter(|row| !known.contains(&row.project_no)).collect();
    insert_projects(work, &fresh, &ids).await?;
    insert_quotas(work, &fresh).await?;
    Ok((agencies, fresh.len() as u64))
}

/// Id of an agency known by its number only.
fn agency_id(number: &str) -> String {
    format!("institution-{number}")
}

async fn agencies(
    work: &mut Work,
    rows: &[ProjectRow],
    ids: &BTreeMap<String, String>,
) -> Result<u64, Problem> {
    let known = places::known(work, sql!("SELECT id FROM register_agency")).await?;
    let by_number: BTreeMap<&str, &ProjectRow> =
        rows.iter().map(|row| (row.institution_id.as_str(), row)).collect();
    let fresh: Vec<_> =
        by_number.into_iter().filter(|(number, _)| !known.contains(&agency_id(number))).collect();
    let mut loader = work
        .tx
        .loader("register_agency", &["id", "name", "public_number", "phone", "sample", "source", "version"])
        .await?;
    for (number, row) in &fresh {
        let name = format!("institution {number} ({})", row.district);
        loader.push(vals![agency_id(number), name, *number, "", false, &row.source, 1]).await?;
    }
    let count = loader.finish().await?;
    let columns = &["id", "agency_id", "kind", "league", "district_id", "from_on", "until_on"];
    let mut loader = work.tx.loader("register_agency_term", columns).await?;
    for (number, row) in &fresh {
        let (agency, from) = (agency_id(number), date(row.year as i16, 1, 1));
        let district = ids.get(&row.district).ok_or_else(|| Problem::fault("a project has no district"))?;
        loader
            .push(vals![
                format!("{agency}-{}", row.year),
                agency,
                "unknown",
                "unknown",
                district,
                from,
                None::<Date>
            ])
            .await?;
    }
    loader.finish().await?;
    Ok(count)
}

async fn insert_projects(
    work: &mut Work,
    rows: &[&ProjectRow],
    ids: &BTreeMap<String, String>,
) -> Result<(), Problem> {
    let file = type_file()?;
    let type_of = |name: &String| file.types.iter().find(|entry| entry.data_names.contains(name));
    let columns = &[
        "id",
        "number",
        "name",
        "year",
        "agency_id",
        "type_id",
        "district_id",
        "activity_code",
        "activity_name",
        "from_on",
        "until_on",
        "first_year",
        "withdrawn",
        "sample",
        "source",
        "as_of",
        "version",
    ];
    let mut loader = work.tx.loader("register_project", columns).await?;
    for row in rows {
        let (Some(kind), Some(district)) = (type_of(&row.programme_type), ids.get(&row.district)) else {
            return Err(Problem::fault(format!(
                "project {} has an unknown type or district",
                row.project_no
            )));
        };
        loader
            .push(vals![
                &row.project_no,
                &row.project_no,
                &row.project_name,
                row.year,
                agency_id(&row.institution_id),
                &kind.id,
                district,
                &row.activity_code,
                &row.activity_name,
                row.start_date,
                row.end_date,
                row.first_year,
                row.deleted == "Y",
                false,
                &row.source,
                &row.as_of,
                1
            ])
            .await?;
    }
    loader.finish().await?;
    Ok(())
}

async fn insert_quotas(work: &mut Work, rows: &[&ProjectRow]) -> Result<(), Problem> {
    let columns = &["id", "project_id", "places", "budget_won", "from_on", "until_on", "source"];
    let mut loader = work.tx.loader("register_quota", columns).await?;
    for row in rows {
        let id = format!("{}-quota", row.project_no);
        loader
            .push(vals![id, &row.project_no, row.target_jobs, 0, row.start_date, None::<Date>, &row.source])
            .await?;
    }
    loader.finish().await?;
    Ok(())
}
