//! Districts with their successors, and the directory of institutions.

use std::collections::{BTreeMap, BTreeSet};

use base::Problem;
use db::{sql, vals};
use jiff::civil::Date;
use serde::Deserialize;

use super::files;
use crate::Work;

/// A row of `districts.csv`.
#[derive(Debug, Deserialize)]
pub struct DistrictRow {
    level: String,
    /// Ten-digit code; the district's id.
    pub code10: String,
    sido: String,
    sigungu: String,
    #[serde(deserialize_with = "files::compact_day")]
    created: Option<Date>,
    #[serde(deserialize_with = "files::compact_day")]
    abolished: Option<Date>,
    source: String,
}

impl DistrictRow {
    /// Its name: that of the district, or of the city on the city's own row.
    pub fn name(&self) -> &str {
        if self.sigungu.is_empty() { &self.sido } else { &self.sigungu }
    }

    /// Whether it is the city itself.
    pub fn is_city(&self) -> bool {
        self.level == "province"
    }

    /// Counties have codes from 287 on, districts below: the ministry's own numbering.
    fn kind(&self) -> &'static str {
        match (self.is_city(), &self.code10[2..3]) {
            (true, _) => "city",
            (false, "7") => "county",
            _ => "district",
        }
    }
}

/// Id of what the city runs directly: no area and no people of its own.
pub fn direct_id(city: &DistrictRow) -> String {
    format!("{}-direct", city.code10)
}

/// The city's own row.
pub fn city(rows: &[DistrictRow]) -> Result<&DistrictRow, Problem> {
    rows.iter()
        .find(|row| row.is_city())
        .ok_or_else(|| Problem::fault("districts.csv has no row of the city"))
}

/// Ids that `table` holds already.
pub async fn known(work: &mut Work, statement: &'static db::Statement) -> Result<BTreeSet<String>, Problem> {
    let ids: Vec<(String,)> = work.tx.all(statement, vals![]).await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

/// Adds the districts that are missing; the name of what the city runs directly is the project file's.
pub async fn districts(work: &mut Work) -> Result<u64, Problem> {
    let rows: Vec<DistrictRow> = files::rows(files::DISTRICTS)?;
    let city = city(&rows)?;
    let city_from =
        city.created.ok_or_else(|| Problem::fault("districts.csv does not say when the city began"))?;
    let direct = super::jobs::name_without_district(&rows)?;
    let known = known(work, sql!("SELECT id FROM register_district")).await?;
    let mut loader =
        work.tx.loader("register_district", &["id", "name", "kind", "from_on", "until_on", "source"]).await?;
    for row in rows.iter().filter(|row| !known.contains(&row.code10)) {
        let source = match row.created {
            Some(_) => row.source.clone(),
            None => format!("{}; first day not published, the city's own is used", row.source),
        };
        let from = row.created.unwrap_or(city_from);
        loader.push(vals![&row.code10, row.name(), row.kind(), from, row.abolished, source]).await?;
    }
    let id = direct_id(city);
    if let (Some((name, source)), false) = (direct, known.contains(&id)) {
        loader.push(vals![id, name, "direct", city_from, None::<Date>, source]).await?;
    }
    Ok(loader.finish().await?)
}

/// A row of `population_dong.csv`: the official list of which dong went where.
#[derive(Debug, Deserialize)]
struct DongRow {
    district_20260630: String,
    district_20260701: String,
    source: String,
}

/// Adds the lines from abolished districts to those that came after, read off the list of dongs.
pub async fn successors(work: &mut Work) -> Result<u64, Problem> {
    let districts: Vec<DistrictRow> = files::rows(files::DISTRICTS)?;
    let dongs: Vec<DongRow> = files::rows(files::DONGS)?;
    let mut after: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for dong in &dongs {
        after.entry(&dong.district_20260630).or_default().insert(&dong.district_20260701, &dong.source);
    }
    let known: Vec<(String, String)> = work
        .tx
        .all(sql!("SELECT district_id,successor_id FROM register_district_successor"), vals![])
        .await?;
    let find = |name: &str| districts.iter().find(|row| row.name() == name);
    let mut loader = work
        .tx
        .loader(
            "register_district_successor",
            &["district_id", "successor_id", "changed_on", "whole", "source"],
        )
        .await?;
    for (old, parts) in after {
        for (new, source) in &parts {
            let (Some(from), Some(to)) = (find(old), find(new)) else {
                return Err(Problem::fault("the list of dongs names an unknown district"));
            };
            let pair = (from.code10.clone(), to.code10.clone());
            let Some(changed_on) = to.created.filter(|_| old != *new && !known.contains(&pair)) else {
                continue;
            };
            loader.push(vals![pair.0, pair.1, changed_on, parts.len() == 1, *source]).await?;
        }
    }
    Ok(loader.finish().await?)
}

/// A row of `agencies.csv`.
#[derive(Debug, Deserialize)]
struct InstitutionRow {
    agency_id: String,
    name: String,
    kind: String,
    register_category: String,
    district_20250131: String,
    district_20260701: String,
    address: String,
    runs_senior_jobs_evidence: String,
    source: String,
    as_of: String,
}

/// Replaces the directory of institutions. It is never joined to the agencies of the project file.
pub async fn institutions(work: &mut Work) -> Result<u64, Problem> {
    work.tx.exec(sql!("DELETE FROM register_institution"), vals![]).await?;
    let rows: Vec<InstitutionRow> = files::rows(files::INSTITUTIONS)?;
    let columns = &[
        "id",
        "name",
        "kind",
        "category",
        "district_before",
        "district_after",
        "address",
        "evidence",
        "source",
        "as_of",
    ];
    let mut loader = work.tx.loader("register_institution", columns).await?;
    for row in &rows {
        loader
            .push(vals![
                &row.agency_id,
                &row.name,
                &row.kind,
                &row.register_category,
                &row.district_20250131,
                &row.district_20260701,
                &row.address,
                &row.runs_senior_jobs_evidence,
                &row.source,
                &row.as_of
            ])
            .await?;
    }
    Ok(loader.finish().await?)
}
