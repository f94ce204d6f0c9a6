//! Public figures: population, projections and published numbers, each with basis, source and date.
//!
//! Two counts of people may be compared only when they share `basis` and day, two projections only
//! when they share `edition`; that is why both must be named to read anything here.

use base::Problem;
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

row! {
    /// A count of people.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct People {
        /// `province`, `sigungu`, or `sigungu_2026_07` for the districts made on 2026-07-01.
        pub level: String,
        /// Code of the area; ten digits, or `KOSTAT:…` for the census.
        pub area_code: String,
        /// Name of the area.
        pub area_name: String,
        /// Day counted.
        pub counted_on: Date,
        /// Definition: `registered_all`, `registered_resident` or `census`.
        pub basis: String,
        /// `T`, `M` or `F`.
        pub sex: String,
        /// First age.
        pub age_from: i64,
        /// Last age; none = and over.
        pub age_to: Option<i64>,
        /// People.
        pub persons: i64,
        /// Source.
        pub source: String,
        /// Day the source speaks for, as it says.
        pub as_of: String,
    }
}

/// People of `age_from` and over, both sexes, by area, on one day and of one basis.
pub async fn people(
    tx: &mut Tx,
    counted_on: Date,
    basis: &str,
    age_from: i64,
) -> Result<Vec<People>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT level,area_code,area_name,counted_on,basis,sex,age_from,age_to,persons,source,as_of FROM register_population \
                  WHERE counted_on=$1 AND basis=$2 AND age_from=$3 AND age_to IS NULL AND sex='T' ORDER BY area_code"),
            vals![counted_on, basis, age_from],
        )
        .await?)
}

/// People by single years of age from `age_from` to `age_to` in one area, both sexes, youngest first.
pub async fn single_ages(
    tx: &mut Tx,
    area_code: &str,
    counted_on: Date,
    (age_from, age_to): (i64, i64),
) -> Result<Vec<People>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT level,area_code,area_name,counted_on,basis,sex,age_from,age_to,persons,source,as_of FROM register_population \
                  WHERE area_code=$1 AND counted_on=$2 AND age_from>=$3 AND age_from<=$4 AND age_to=age_from AND sex='T' ORDER BY age_from"),
            vals![area_code, counted_on, age_from, age_to],
        )
        .await?)
}

row! {
    /// A projected count of people.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Projected {
        /// `province` or `sigungu`.
        pub level: String,
        /// Code of the area: five digits for districts.
        pub area_code: String,
        /// Name of the area.
        pub area_name: String,
        /// Year.
        pub year: i64,
        /// People.
        pub persons: i64,
        /// 1 = exact; 1,000 or 10,000 = rounded that much by the publisher.
        pub precision_persons: i64,
        /// Which projection.
        pub edition: String,
        /// Source.
        pub source: String,
        /// Day of publication, as the source says.
        pub as_of: String,
    }
}

/// Projected people of `age_from` and over, both sexes, of one edition, by area and year.
pub async fn projections(tx: &mut Tx, edition: &str, age_from: i64) -> Result<Vec<Projected>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT level,area_code,area_name,year,persons,precision_persons,edition,source,as_of FROM register_projection \
                  WHERE edition=$1 AND age_from=$2 AND age_to IS NULL AND sex='T' ORDER BY area_code,year"),
            vals![edition, age_from],
        )
        .await?)
}

/// The edition that gives people of `age_from` and over exactly, by district, for the most districts and years.
pub async fn district_edition(tx: &mut Tx, age_from: i64) -> Result<Option<String>, Problem> {
    let found: Option<(String, i64)> = tx
        .opt(
            sql!("SELECT edition,COUNT(*) FROM register_projection \
                  WHERE level='sigungu' AND age_from=$1 AND age_to IS NULL AND sex='T' AND precision_persons=1 \
                  GROUP BY edition ORDER BY COUNT(*) DESC,edition LIMIT 1"),
            vals![age_from],
        )
        .await?;
    Ok(found.map(|(edition, _)| edition))
}

row! {
    /// A published number.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct PublicFigure {
        /// Which collection: `senior_jobs`, `demand_projection` or `job_activities`.
        pub series: String,
        /// Area.
        pub area_name: String,
        /// Year.
        pub year: i64,
        /// What is counted.
        pub metric: String,
        /// Programme type or group, in the words of the collection.
        pub programme_type: String,
        /// Whole number, if it is one.
        pub value: Option<i64>,
        /// The number as printed.
        pub value_text: String,
        /// Unit.
        pub unit: String,
        /// How far it was rounded, if it was.
        pub precision_text: String,
        /// Remark.
        pub note: String,
        /// Source.
        pub source: String,
        /// Day of the source.
        pub as_of: String,
    }
}

/// Published numbers of a collection, optionally of one metric; never to be summed over sources.
pub async fn published(tx: &mut Tx, series: &str, metric: &str) -> Result<Vec<PublicFigure>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT series,area_name,year,metric,programme_type,value,value_text,unit,precision_text,note,source,as_of \
                  FROM register_public_figure WHERE series=$1 AND ($2 = '' OR metric=$2) ORDER BY year,id"),
            vals![series, metric],
        )
        .await?)
}
