//! Published numbers and public holidays.

use base::Problem;
use db::{Loader, sql, vals};
use jiff::civil::Date;
use serde::Deserialize;

use super::{
    files,
    places::{self, DistrictRow},
};
use crate::Work;

/// One published number on its way into the register.
#[derive(Debug, Default)]
struct Figure {
    series: &'static str,
    area_name: String,
    year: i64,
    metric: String,
    programme_type: String,
    value: String,
    unit: String,
    precision: String,
    note: String,
    source: String,
    as_of: String,
}

/// A row of `senior_jobs.csv`.
#[derive(Debug, Deserialize)]
struct JobsRow {
    area_level: String,
    area_name: String,
    year: i64,
    metric: String,
    programme_type: String,
    value: String,
    unit: String,
    precision: String,
    note: String,
    source: String,
    as_of: String,
}

/// A row of `demand_projection.csv`.
#[derive(Debug, Deserialize)]
struct DemandRow {
    area_name: String,
    year: i64,
    indicator: String,
    group: String,
    value: String,
    unit: String,
    note: String,
    source: String,
    as_of: String,
}

/// A row of `job_activities_2022.csv`.
#[derive(Debug, Deserialize)]
struct ActivityRow {
    programme_type: String,
    activity_code: String,
    activity_name: String,
    projects_nation: String,
    target_jobs_nation: String,
    projects_incheon: String,
    target_jobs_incheon: String,
    year: i64,
    source: String,
    as_of: String,
}

impl From<JobsRow> for Figure {
    fn from(row: JobsRow) -> Self {
        Self {
            series: "senior_jobs",
            area_name: row.area_name,
            year: row.year,
            metric: row.metric,
            programme_type: row.programme_type,
            value: row.value,
            unit: row.unit,
            precision: row.precision,
            note: row.note,
            source: row.source,
            as_of: row.as_of,
        }
    }
}

impl From<DemandRow> for Figure {
    fn from(row: DemandRow) -> Self {
        Self {
            series: "demand_projection",
            area_name: row.area_name,
            year: row.year,
            metric: row.indicator,
            programme_type: row.group,
            value: row.value,
            unit: row.unit,
            precision: String::new(),
            note: row.note,
            source: row.source,
            as_of: row.as_of,
        }
    }
}

/// The four numbers of an activity: projects and places of the nation and of the city.
fn of_activity(row: &ActivityRow, nation: &str, city: &str) -> [Figure; 4] {
    let figure = |area: &str, metric: &str, value: &str, unit: &str| Figure {
        series: "job_activities",
        area_name: area.to_owned(),
        year: row.year,
        metric: metric.to_owned(),
        programme_type: row.programme_type.clone(),
        value: value.to_owned(),
        unit: unit.to_owned(),
        precision: String::new(),
        note: format!("{} {}", row.activity_code, row.activity_name),
        source: row.source.clone(),
        as_of: row.as_of.clone(),
    };
    [
        figure(nation, "projects", &row.projects_nation, "projects"),
        figure(nation, "target_jobs", &row.target_jobs_nation, "jobs"),
        figure(city, "projects", &row.projects_incheon, "projects"),
        figure(city, "target_jobs", &row.target_jobs_incheon, "jobs"),
    ]
}

/// Replaces all published numbers. Publishers contradict each other: each stays a row of its own.
pub async fn figures(work: &mut Work) -> Result<u64, Problem> {
    work.tx.exec(sql!("DELETE FROM register_public_figure"), vals![]).await?;
    let jobs: Vec<JobsRow> = files::rows(files::SENIOR_JOBS)?;
    let nation = jobs.iter().find(|row| row.area_level == "nation").map(|row| row.area_name.clone());
    let nation = nation.ok_or_else(|| Problem::fault("senior_jobs.csv has no row of the nation"))?;
    let districts: Vec<DistrictRow> = files::rows(files::DISTRICTS)?;
    let city = places::city(&districts)?.name();
    let mut figures: Vec<Figure> = jobs.into_iter().map(Figure::from).collect();
    figures.extend(files::rows::<DemandRow>(files::DEMAND)?.into_iter().map(Figure::from));
    for row in files::rows::<ActivityRow>(files::ACTIVITIES)? {
        figures.extend(of_activity(&row, &nation, city));
    }
    let columns = &[
        "id",
        "series",
        "area_name",
        "year",
        "metric",
        "programme_type",
        "value",
        "value_text",
        "unit",
        "precision_text",
        "note",
        "source",
        "as_of",
    ];
    let mut loader = work.tx.loader("register_public_figure", columns).await?;
    for (number, figure) in figures.iter().enumerate() {
        push(&mut loader, number, figure).await?;
    }
    Ok(loader.finish().await?)
}

async fn push(loader: &mut Loader<'_>, number: usize, figure: &Figure) -> Result<(), Problem> {
    loader
        .push(vals![
            format!("figure-{:05}", number + 1),
            figure.series,
            &figure.area_name,
            figure.year,
            &figure.metric,
            &figure.programme_type,
            figure.value.parse::<i64>().ok(),
            &figure.value,
            &figure.unit,
            &figure.precision,
            &figure.note,
            &figure.source,
            &figure.as_of
        ])
        .await?;
    Ok(())
}

/// A row of `holidays_kr.csv`.
#[derive(Debug, Deserialize)]
struct HolidayRow {
    #[serde(deserialize_with = "files::day")]
    date: Date,
    name_ko: String,
    name_en: String,
    source: String,
}

/// Adds public holidays that are missing; days the centre entered itself stay.
pub async fn holidays(work: &mut Work) -> Result<u64, Problem> {
    let known: Vec<(Date,)> = work.tx.all(sql!("SELECT held_on FROM register_holiday"), vals![]).await?;
    let rows: Vec<HolidayRow> = files::rows(files::HOLIDAYS)?;
    let mut loader = work.tx.loader("register_holiday", &["held_on", "name", "name_en", "source"]).await?;
    for row in rows.iter().filter(|row| !known.contains(&(row.date,))) {
        loader.push(vals![row.date, &row.name_ko, &row.name_en, &row.source]).await?;
    }
    Ok(loader.finish().await?)
}
