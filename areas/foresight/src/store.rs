//! What the situation reads: projects with their places, people, projections and sums of the ledger. SQL only.

use base::Problem;
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

row! {
    /// A project with its agency's name and the quota in force on the last day of its year.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct ProjectRow {
        /// Number.
        pub number: String,
        /// Name.
        pub name: String,
        /// Agency.
        pub agency_id: String,
        /// Name of the agency.
        pub agency: String,
        /// Programme type.
        pub type_id: String,
        /// District.
        pub district_id: String,
        /// Code of the activity.
        pub activity_code: String,
        /// Name of the activity.
        pub activity_name: String,
        /// First day.
        pub from_on: Date,
        /// Last day.
        pub until_on: Date,
        /// Places.
        pub places: i64,
        /// Subsidy of the year in won; 0 when not known.
        pub budget_won: i64,
        /// Whether it is sample data.
        pub sample: bool,
        /// Source.
        pub source: String,
        /// Day of the source.
        pub as_of: String,
    }
}

/// Projects of a year that were not withdrawn, by number; empty filters take all.
pub async fn projects(tx: &mut Tx, year: i64, filter: &Filter) -> Result<Vec<ProjectRow>, Problem> {
    let last_day = jiff::civil::date(year as i16, 12, 31);
    Ok(tx
        .all(
            sql!("SELECT p.number,p.name,p.agency_id,a.name,p.type_id,p.district_id,p.activity_code,p.activity_name, \
                  p.from_on,p.until_on,COALESCE(q.places,0),COALESCE(q.budget_won,0),p.sample,p.source,p.as_of \
                  FROM register_project p JOIN register_agency a ON a.id=p.agency_id \
                  LEFT JOIN register_quota q ON q.project_id=p.id AND q.from_on<=$2 AND (q.until_on IS NULL OR q.until_on>=$2) \
                  WHERE p.year=$1 AND NOT p.withdrawn AND ($3='' OR p.district_id=$3) AND ($4='' OR p.type_id=$4) \
                  AND ($5='' OR p.activity_code=$5) AND ($6='' OR p.agency_id=$6) ORDER BY p.number"),
            vals![year, last_day, &filter.district, &filter.type_id, &filter.activity, &filter.agency],
        )
        .await?)
}

/// Which projects are listed; an empty text takes all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// District.
    pub district: String,
    /// Programme type.
    pub type_id: String,
    /// Code of the activity.
    pub activity: String,
    /// Agency.
    pub agency: String,
}

/// The newest day on which people 65 and over were counted in every district, by this definition.
pub async fn newest_count(tx: &mut Tx, basis: &str) -> Result<Option<Date>, Problem> {
    let found: Option<(Date,)> = tx
        .opt(
            sql!("SELECT counted_on FROM register_population WHERE level='sigungu' AND basis=$1 AND age_from=65 AND age_to IS NULL \
                  ORDER BY counted_on DESC LIMIT 1"),
            vals![basis],
        )
        .await?;
    Ok(found.map(|(day,)| day))
}

/// The newest day for which single years of age were counted in an area.
pub async fn newest_single_ages(tx: &mut Tx, area_code: &str) -> Result<Option<Date>, Problem> {
    let found: Option<(Date,)> = tx
        .opt(
            sql!("SELECT counted_on FROM register_population WHERE area_code=$1 AND age_from=64 AND age_to=64 ORDER BY counted_on DESC LIMIT 1"),
            vals![area_code],
        )
        .await?;
    Ok(found.map(|(day,)| day))
}

/// Number of the newest fact; 0 when there are none.
pub async fn newest_fact(tx: &mut Tx) -> Result<i64, Problem> {
    let last: Option<(i64,)> =
        tx.opt(sql!("SELECT seq FROM register_fact ORDER BY seq DESC LIMIT 1"), vals![]).await?;
    Ok(last.map_or(0, |(seq,)| seq))
}

row! {
    /// Facts of one agency, indicator and day, summed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FactSum {
        /// Indicator.
        pub indicator: String,
        /// Agency.
        pub agency_id: String,
        /// Day counted for.
        pub counted_on: Date,
        /// Sum.
        pub value: i64,
        /// Facts above zero less facts below: a reversal takes one away.
        pub standing: i64,
        /// Number of the newest fact of zero; 0 when there is none.
        pub zero_at: i64,
        /// Number of the newest fact below zero; 0 when there is none.
        pub undone_at: i64,
    }
}

/// Sums of the returns' facts numbered after `after` and up to `until`: the ledger only grows.
pub async fn facts(tx: &mut Tx, after: i64, until: i64) -> Result<Vec<FactSum>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT indicator,agency_id,counted_on,CAST(SUM(value) AS BIGINT), \
                  CAST(SUM(CASE WHEN value>0 THEN 1 WHEN value<0 THEN -1 ELSE 0 END) AS BIGINT), \
                  CAST(MAX(CASE WHEN value=0 THEN seq ELSE 0 END) AS BIGINT),CAST(MAX(CASE WHEN value<0 THEN seq ELSE 0 END) AS BIGINT) \
                  FROM register_fact \
                  WHERE seq>$1 AND seq<=$2 AND indicator LIKE 'returns.%' GROUP BY indicator,agency_id,counted_on"),
            vals![after, until],
        )
        .await?)
}

row! {
    /// A projected or counted number of people as a list shows it.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct PeopleRow {
        /// Level of the area.
        pub level: String,
        /// Code of the area.
        pub area_code: String,
        /// Area.
        pub area: String,
        /// Day counted.
        pub counted_on: Date,
        /// Definition.
        pub basis: String,
        /// First age.
        pub age_from: i64,
        /// Last age; none = and over.
        pub age_to: Option<i64>,
        /// People.
        pub persons: i64,
        /// Source.
        pub source: String,
        /// Day of the source.
        pub as_of: String,
    }
}

/// Bands of ages from 65 on that make up a district's people 65 and over on one day of one basis.
pub async fn bands(
    tx: &mut Tx,
    area_code: &str,
    counted_on: Date,
    basis: &str,
) -> Result<Vec<PeopleRow>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT level,area_code,area_name,counted_on,basis,age_from,age_to,persons,source,as_of FROM register_population \
                  WHERE area_code=$1 AND counted_on=$2 AND basis=$3 AND sex='T' AND age_from>=65 \
                  AND (age_to=age_from+4 OR (age_to IS NULL AND age_from=100)) ORDER BY age_from"),
            vals![area_code, counted_on, basis],
        )
        .await?)
}

row! {
    /// A projected number of people in a band of ages.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct ProjectionRow {
        /// Area.
        pub area: String,
        /// Year.
        pub year: i64,
        /// First age.
        pub age_from: i64,
        /// Last age; none = and over.
        pub age_to: Option<i64>,
        /// People.
        pub persons: i64,
        /// Edition.
        pub edition: String,
        /// Source.
        pub source: String,
        /// When it was published.
        pub as_of: String,
    }
}

/// Projected bands from 65 on of one edition and area in one year: five years each, then 95 and over.
pub async fn projected_bands(
    tx: &mut Tx,
    edition: &str,
    area_code: &str,
    year: i64,
) -> Result<Vec<ProjectionRow>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT area_name,year,age_from,age_to,persons,edition,source,as_of FROM register_projection \
                  WHERE edition=$1 AND area_code=$2 AND year=$3 AND sex='T' AND age_from>=65 \
                  AND (age_to IS NOT NULL OR age_from=95) ORDER BY age_from"
            ),
            vals![edition, area_code, year],
        )
        .await?)
}

/// People of one single age by district on one day, of one basis.
pub async fn of_age(tx: &mut Tx, counted_on: Date, basis: &str, age: i64) -> Result<Vec<PeopleRow>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT level,area_code,area_name,counted_on,basis,age_from,age_to,persons,source,as_of FROM register_population \
                  WHERE counted_on=$1 AND basis=$2 AND age_from=$3 AND age_to=$3 AND sex='T' ORDER BY area_code"),
            vals![counted_on, basis, age],
        )
        .await?)
}

impl From<register::figures::People> for PeopleRow {
    fn from(people: register::figures::People) -> Self {
        Self {
            level: people.level,
            area_code: people.area_code,
            area: people.area_name,
            counted_on: people.counted_on,
            basis: people.basis,
            age_from: people.age_from,
            age_to: people.age_to,
            persons: people.persons,
            source: people.source,
            as_of: people.as_of,
        }
    }
}
