//! People of the present and of the projections, each count with its definition, source and date.

use base::Problem;
use db::{Loader, sql, vals};
use jiff::civil::Date;
use serde::Deserialize;

use super::files;
use crate::Work;

/// Columns of a count of people.
const COLUMNS: &[&str] = &[
    "id",
    "level",
    "area_code",
    "area_name",
    "counted_on",
    "basis",
    "sex",
    "age_from",
    "age_to",
    "persons",
    "source",
    "as_of",
];
/// The definition that single ages and dong sums of 2026 follow: everyone in the register.
const SINGLE_AGE_BASIS: &str = "registered_all";

/// A row of `population.csv`, reduced to its counts.
#[derive(Debug, Deserialize)]
struct WideRow {
    area_level: String,
    area_code: String,
    area_name: String,
    #[serde(deserialize_with = "files::day")]
    ref_date: Date,
    basis: String,
    total: Option<i64>,
    male: Option<i64>,
    female: Option<i64>,
    age_50_plus: Option<i64>,
    age_60_plus: Option<i64>,
    age_65_plus: Option<i64>,
    age_70_plus: Option<i64>,
    age_75_plus: Option<i64>,
    age_80_plus: Option<i64>,
    source: String,
    as_of: String,
}

impl WideRow {
    /// Its counts as (sex, first age, persons); an empty cell is not a count.
    fn counts(&self) -> impl Iterator<Item = (&'static str, i64, i64)> {
        [
            ("T", 0, self.total),
            ("M", 0, self.male),
            ("F", 0, self.female),
            ("T", 50, self.age_50_plus),
            ("T", 60, self.age_60_plus),
            ("T", 65, self.age_65_plus),
            ("T", 70, self.age_70_plus),
            ("T", 75, self.age_75_plus),
            ("T", 80, self.age_80_plus),
        ]
        .into_iter()
        .filter_map(|(sex, from, persons)| Some((sex, from, persons?)))
    }
}

/// A row of `population_age.csv`.
#[derive(Debug, Deserialize)]
struct BandRow {
    area_level: String,
    area_code: String,
    area_name: String,
    #[serde(deserialize_with = "files::day")]
    ref_date: Date,
    basis: String,
    sex: String,
    age_from: i64,
    age_to: Option<i64>,
    persons: i64,
    source: String,
    as_of: String,
}

/// A row of `population_single_age_incheon.csv`.
#[derive(Debug, Deserialize)]
struct SingleRow {
    area_level: String,
    area_code: String,
    area_name: String,
    #[serde(deserialize_with = "files::day")]
    ref_date: Date,
    sex: String,
    age: i64,
    open_ended: String,
    persons: i64,
    source: String,
    as_of: String,
}

/// Replaces all counts of people.
pub async fn people(work: &mut Work) -> Result<u64, Problem> {
    work.tx.exec(sql!("DELETE FROM register_population"), vals![]).await?;
    let mut loader = work.tx.loader("register_population", COLUMNS).await?;
    for row in files::rows::<WideRow>(files::PEOPLE)? {
        for (sex, age_from, persons) in row.counts() {
            let id = format!("{}/{}/{}/{sex}/{age_from}+", row.area_code, row.ref_date, row.basis);
            let none = None::<i64>;
            loader
                .push(vals![
                    id,
                    &row.area_level,
                    &row.area_code,
                    &row.area_name,
                    row.ref_date,
                    &row.basis,
                    sex,
                    age_from,
                    none,
                    persons,
                    &row.source,
                    &row.as_of
                ])
                .await?;
        }
    }
    for row in files::rows::<BandRow>(files::AGE_BANDS)? {
        push_band(&mut loader, "band", &row).await?;
    }
    for row in files::rows::<SingleRow>(files::SINGLE_AGES)? {
        push_band(&mut loader, "age", &BandRow::from(row)).await?;
    }
    Ok(loader.finish().await?)
}

impl From<SingleRow> for BandRow {
    fn from(row: SingleRow) -> Self {
        Self {
            age_to: (row.open_ended == "0").then_some(row.age),
            area_level: row.area_level,
            area_code: row.area_code,
            area_name: row.area_name,
            ref_date: row.ref_date,
            basis: SINGLE_AGE_BASIS.to_owned(),
            sex: row.sex,
            age_from: row.age,
            persons: row.persons,
            source: row.source,
            as_of: row.as_of,
        }
    }
}

async fn push_band(loader: &mut Loader<'_>, sort: &str, row: &BandRow) -> Result<(), Problem> {
    let last = row.age_to.map(|age| age.to_string()).unwrap_or_default();
    let ages = format!("{sort} {}-{last}", row.age_from);
    let id = format!("{}/{}/{}/{}/{ages}", row.area_code, row.ref_date, row.basis, row.sex);
    loader
        .push(vals![
            id,
            &row.area_level,
            &row.area_code,
            &row.area_name,
            row.ref_date,
            &row.basis,
            &row.sex,
            row.age_from,
            row.age_to,
            row.persons,
            &row.source,
            &row.as_of
        ])
        .await?;
    Ok(())
}

/// A row of `projection.csv`.
#[derive(Debug, Deserialize)]
struct ProjectionRow {
    area_level: String,
    area_code: String,
    area_name: String,
    year: i64,
    sex: String,
    age_from: i64,
    age_to: Option<i64>,
    persons: i64,
    precision: i64,
    edition: String,
    source: String,
    as_of: String,
}

/// Replaces all projections.
pub async fn projections(work: &mut Work) -> Result<u64, Problem> {
    work.tx.exec(sql!("DELETE FROM register_projection"), vals![]).await?;
    let columns = &[
        "id",
        "level",
        "area_code",
        "area_name",
        "year",
        "sex",
        "age_from",
        "age_to",
        "persons",
        "precision_persons",
        "edition",
        "source",
        "as_of",
    ];
    let mut loader = work.tx.loader("register_projection", columns).await?;
    for (number, row) in files::rows::<ProjectionRow>(files::PROJECTIONS)?.iter().enumerate() {
        loader
            .push(vals![
                format!("projection-{:05}", number + 1),
                &row.area_level,
                &row.area_code,
                &row.area_name,
                row.year,
                &row.sex,
                row.age_from,
                row.age_to,
                row.persons,
                row.precision,
                &row.edition,
                &row.source,
                &row.as_of
            ])
            .await?;
    }
    Ok(loader.finish().await?)
}
