//! The fact ledger: measured facts that areas write and others read, append-only.
//!
//! A fact is (indicator, agency, project?, district?, type?, day, value, source record, version).
//! Nothing is ever changed: taking a record back writes the same facts with the sign turned, so sums
//! over what was recorded until any instant give what was known then.

use base::{AgencyId, DistrictId, Problem, ProgrammeTypeId, ProjectId};
use db::{Tx, row, sql, vals};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

/// One measured fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Declared by the writing area in `AREA.indicators`.
    pub indicator: &'static str,
    /// Whose fact it is.
    pub agency: AgencyId,
    /// Which project, if one.
    pub project: Option<ProjectId>,
    /// Which district, if one.
    pub district: Option<DistrictId>,
    /// Which programme type, if one.
    pub programme_type: Option<ProgrammeTypeId>,
    /// The day it counts for; the last day of the month for monthly figures.
    pub counted_on: Date,
    /// Value in the indicator's declared unit.
    pub value: i64,
    /// Id of the record it comes from.
    pub source: String,
    /// Version of that record, from 1.
    pub version: i64,
}

impl Fact {
    /// A fact about a whole agency.
    pub fn of_agency(
        indicator: &'static str,
        agency: AgencyId,
        counted_on: Date,
        value: i64,
        source: &str,
    ) -> Self {
        Self {
            indicator,
            agency,
            project: None,
            district: None,
            programme_type: None,
            counted_on,
            value,
            source: source.to_owned(),
            version: 1,
        }
    }
}

/// Number of the newest fact.
async fn newest(tx: &mut Tx) -> Result<i64, Problem> {
    let last: Option<(i64,)> =
        tx.opt(sql!("SELECT seq FROM register_fact ORDER BY seq DESC LIMIT 1"), vals![]).await?;
    Ok(last.map_or(0, |(seq,)| seq))
}

/// Adds facts to the ledger; called through [`crate::Work`].
pub(crate) async fn append(tx: &mut Tx, at: Timestamp, facts: &[Fact]) -> Result<(), Problem> {
    let mut seq = newest(tx).await?;
    let mut loader = tx
        .loader(
            "register_fact",
            &[
                "seq",
                "indicator",
                "agency_id",
                "project_id",
                "district_id",
                "type_id",
                "counted_on",
                "value",
                "source",
                "version",
                "recorded_at",
            ],
        )
        .await?;
    for fact in facts {
        seq += 1;
        loader
            .push(vals![
                seq,
                fact.indicator,
                &fact.agency,
                fact.project.as_ref(),
                fact.district.as_ref(),
                fact.programme_type.as_ref(),
                fact.counted_on,
                fact.value,
                &fact.source,
                fact.version,
                at
            ])
            .await?;
    }
    loader.finish().await?;
    Ok(())
}

/// Takes back every fact of the record `source` by writing it with the sign turned.
pub async fn reverse(work: &mut crate::Work, source: &str) -> Result<u64, Problem> {
    let seq = newest(&mut work.tx).await?;
    Ok(work
        .tx
        .exec(
            sql!("INSERT INTO register_fact(seq,indicator,agency_id,project_id,district_id,type_id,counted_on,value,source,version,recorded_at) \
                  SELECT $1 + ROW_NUMBER() OVER (ORDER BY f.indicator,f.project_id,f.counted_on),f.indicator,f.agency_id,f.project_id,f.district_id,f.type_id,f.counted_on,-f.total,f.source,f.version,$3 \
                  FROM (SELECT indicator,agency_id,project_id,district_id,type_id,counted_on,source,MAX(version) AS version,CAST(SUM(value) AS BIGINT) AS total \
                        FROM register_fact WHERE source=$2 GROUP BY indicator,agency_id,project_id,district_id,type_id,counted_on,source) f \
                  WHERE f.total <> 0"),
            vals![seq, source, work.now],
        )
        .await?)
}

/// Which facts are summed.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The indicator.
    pub indicator: &'static str,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Only what was recorded by then; `None` = all that is known now.
    pub known_at: Option<Timestamp>,
}

impl Query {
    /// All that is known now of `indicator` between two days, both included.
    pub fn between(indicator: &'static str, from: Date, until: Date) -> Self {
        Self { indicator, from, until, known_at: None }
    }

    /// The instant up to which records count.
    fn horizon(&self) -> Timestamp {
        self.known_at.unwrap_or(Timestamp::MAX.round(jiff::Unit::Second).unwrap_or(Timestamp::MAX)).min(FAR)
    }
}

/// 9999-12-30: later than any record, and inside what both databases can write.
const FAR: Timestamp = Timestamp::constant(253_402_128_000, 0);

row! {
    /// A sum for one agency on one day.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct AgencySum {
        /// Agency.
        pub agency_id: AgencyId,
        /// Project, if the facts name one.
        pub project_id: Option<ProjectId>,
        /// District, if the facts name one.
        pub district_id: Option<DistrictId>,
        /// Type, if the facts name one.
        pub type_id: Option<ProgrammeTypeId>,
        /// Day counted for.
        pub counted_on: Date,
        /// Sum in the indicator's unit.
        pub value: i64,
    }
}

/// The sum over everything.
pub async fn total(tx: &mut Tx, query: &Query) -> Result<i64, Problem> {
    let sum: (i64,) = tx
        .one(
            sql!("SELECT CAST(COALESCE(SUM(value),0) AS BIGINT) FROM register_fact WHERE indicator=$1 AND counted_on>=$2 AND counted_on<=$3 AND recorded_at<=$4"),
            vals![query.indicator, query.from, query.until, query.horizon()],
        )
        .await?;
    Ok(sum.0)
}

row! {
    /// A sum for one district, type and day: what pages over many projects read.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct GroupSum {
        /// District, if the facts name one.
        pub district_id: Option<DistrictId>,
        /// Type, if the facts name one.
        pub type_id: Option<ProgrammeTypeId>,
        /// Day counted for.
        pub counted_on: Date,
        /// Sum in the indicator's unit.
        pub value: i64,
    }
}

/// Sums by district, type and day.
pub async fn by_group(tx: &mut Tx, query: &Query) -> Result<Vec<GroupSum>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT district_id,type_id,counted_on,CAST(SUM(value) AS BIGINT) FROM register_fact \
                  WHERE indicator=$1 AND counted_on>=$2 AND counted_on<=$3 AND recorded_at<=$4 \
                  GROUP BY district_id,type_id,counted_on ORDER BY counted_on,district_id NULLS LAST,type_id NULLS LAST"),
            vals![query.indicator, query.from, query.until, query.horizon()],
        )
        .await?)
}

/// Sums by agency, project and day; zero sums (taken back) are left out.
pub async fn by_project(tx: &mut Tx, query: &Query) -> Result<Vec<AgencySum>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT agency_id,project_id,district_id,type_id,counted_on,CAST(SUM(value) AS BIGINT) FROM register_fact \
                  WHERE indicator=$1 AND counted_on>=$2 AND counted_on<=$3 AND recorded_at<=$4 \
                  GROUP BY agency_id,project_id,district_id,type_id,counted_on HAVING SUM(value) <> 0 \
                  ORDER BY counted_on,agency_id,project_id NULLS LAST"),
            vals![query.indicator, query.from, query.until, query.horizon()],
        )
        .await?)
}
