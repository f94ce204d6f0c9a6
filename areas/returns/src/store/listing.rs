//! Lists over many returns: months of agencies, and the rows that figures are the sum of.

use base::{AgencyId, DistrictId, Month, Problem, ProgrammeTypeId, ProjectId};
use db::{Row, RowReader, Tx, row, sql, vals};

use crate::model::{Figures, Return};

/// Returns of the months between two, both included; of one agency, or of all when `agency` is empty.
pub async fn returns_of_months(
    tx: &mut Tx,
    from: Month,
    until: Month,
    agency: &str,
) -> Result<Vec<Return>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,agency_id,month,state,content_hash,remarks,receipt,edition,filed,filed_late,reopened,reason,submitted_at,submitted_by,approved_at,approved_by,changed_at,sample,version FROM returns_return WHERE month>=$1 AND month<=$2 AND ($3='' OR agency_id=$3) ORDER BY agency_id,month"),
            vals![from, until, agency],
        )
        .await?)
}

row! {
    /// Whether an agency's month was filed, without its remarks.
    #[derive(Debug, Clone, PartialEq)]
    pub struct FiledMonth {
        /// Agency.
        pub agency_id: AgencyId,
        /// Agency's name.
        pub agency: String,
        /// Month.
        pub month: Month,
        /// State.
        pub state: String,
        /// Whether it was ever submitted.
        pub filed: bool,
        /// Whether the first submission was late.
        pub filed_late: bool,
        /// Receipt of the last submission.
        pub receipt: String,
        /// When last submitted.
        pub submitted_at: Option<jiff::Timestamp>,
        /// Made up for the demo.
        pub sample: bool,
    }
}

/// States of the months between two, both included; of one agency, or of all when `agency` is empty.
pub async fn filed_between(
    tx: &mut Tx,
    from: Month,
    until: Month,
    agency: &str,
) -> Result<Vec<FiledMonth>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT t.agency_id,a.name,t.month,t.state,t.filed,t.filed_late,t.receipt,t.submitted_at,t.sample \
                  FROM returns_return t JOIN register_agency a ON a.id=t.agency_id \
                  WHERE t.month>=$1 AND t.month<=$2 AND ($3='' OR t.agency_id=$3) ORDER BY t.agency_id,t.month"
            ),
            vals![from, until, agency],
        )
        .await?)
}

/// Agency, month and state of every return there is.
pub async fn all_states(tx: &mut Tx) -> Result<Vec<(AgencyId, Month, String)>, Problem> {
    Ok(tx.all(sql!("SELECT agency_id,month,state FROM returns_return"), vals![]).await?)
}

/// Which rows a reader wants; an empty text leaves that part open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFilter {
    /// First month.
    pub from: Month,
    /// Last month.
    pub until: Month,
    /// Agency.
    pub agency: String,
    /// Project.
    pub project: String,
    /// District.
    pub district: String,
    /// Type.
    pub kind: String,
    /// Only approved, locked and imported returns count for figures.
    pub accepted: bool,
}

/// A row with the project and return it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// Month.
    pub month: Month,
    /// Agency.
    pub agency_id: AgencyId,
    /// Agency's name.
    pub agency: String,
    /// Project.
    pub project_id: ProjectId,
    /// Project's number.
    pub number: String,
    /// Project's name.
    pub project: String,
    /// Type.
    pub type_id: ProgrammeTypeId,
    /// District.
    pub district_id: DistrictId,
    /// District's name.
    pub district: String,
    /// State of the return.
    pub state: String,
    /// Whether the return is made up for the demo.
    pub sample: bool,
    /// The figures.
    pub figures: Figures,
}

impl Row for LedgerRow {
    fn read(reader: &mut RowReader<'_>) -> Result<Self, db::Error> {
        Ok(Self {
            month: reader.next("month")?,
            agency_id: reader.next("agency_id")?,
            agency: reader.next("agency")?,
            project_id: reader.next("project_id")?,
            number: reader.next("number")?,
            project: reader.next("project")?,
            type_id: reader.next("type_id")?,
            district_id: reader.next("district_id")?,
            district: reader.next("district")?,
            state: reader.next("state")?,
            sample: reader.next("sample")?,
            figures: Figures::read(reader)?,
        })
    }
}

/// Rows that fit, newest month first.
pub async fn filed_rows(
    tx: &mut Tx,
    filter: &RowFilter,
    limit: i64,
    offset: i64,
) -> Result<Vec<LedgerRow>, Problem> {
    let f = filter;
    Ok(tx
        .all(
            sql!("SELECT t.month,t.agency_id,a.name,r.project_id,p.number,p.name,p.type_id,p.district_id,d.name,t.state,t.sample,r.target,r.applicants,r.people_women_60_64,r.people_women_65_69,r.people_women_70_79,r.people_women_80,r.people_men_60_64,r.people_men_65_69,r.people_men_70_79,r.people_men_80,r.people_since_january,r.joined,r.left_health,r.left_better_job,r.left_misfit,r.left_moved,r.left_died,r.left_other,r.waiting,r.hours,r.pay_won,r.subsidy_won,r.trained,r.trained_hours,r.accidents_light,r.accidents_serious,r.accidents_fatal,r.safety_checks,r.dedicated_staff,r.safety_officers,r.registered_early \
                  FROM returns_return t JOIN returns_row r ON r.return_id=t.id JOIN register_project p ON p.id=r.project_id \
                  JOIN register_agency a ON a.id=t.agency_id JOIN register_district d ON d.id=p.district_id \
                  WHERE t.month>=$1 AND t.month<=$2 AND ($3='' OR t.agency_id=$3) AND ($4='' OR r.project_id=$4 OR p.number=$4) \
                  AND ($5='' OR p.district_id=$5) AND ($6='' OR p.type_id=$6) AND ($7=FALSE OR t.state IN ('approved','locked','imported')) \
                  ORDER BY t.month DESC,a.name,p.number LIMIT $8 OFFSET $9"),
            vals![f.from, f.until, &f.agency, &f.project, &f.district, &f.kind, f.accepted, limit, offset],
        )
        .await?)
}

/// How many rows fit.
pub async fn filed_rows_count(tx: &mut Tx, filter: &RowFilter) -> Result<i64, Problem> {
    let f = filter;
    let (count,): (i64,) = tx
        .one(
            sql!("SELECT COUNT(*) FROM returns_return t JOIN returns_row r ON r.return_id=t.id JOIN register_project p ON p.id=r.project_id \
                  WHERE t.month>=$1 AND t.month<=$2 AND ($3='' OR t.agency_id=$3) AND ($4='' OR r.project_id=$4 OR p.number=$4) \
                  AND ($5='' OR p.district_id=$5) AND ($6='' OR p.type_id=$6) AND ($7=FALSE OR t.state IN ('approved','locked','imported'))"),
            vals![f.from, f.until, &f.agency, &f.project, &f.district, &f.kind, f.accepted],
        )
        .await?;
    Ok(count)
}

/// The sums of the rows that fit.
pub async fn filed_rows_total(tx: &mut Tx, filter: &RowFilter) -> Result<Figures, Problem> {
    let f = filter;
    Ok(tx
        .one(
            sql!("SELECT CAST(COALESCE(SUM(r.target),0) AS BIGINT),CAST(COALESCE(SUM(r.applicants),0) AS BIGINT),CAST(COALESCE(SUM(r.people_women_60_64),0) AS BIGINT),CAST(COALESCE(SUM(r.people_women_65_69),0) AS BIGINT),CAST(COALESCE(SUM(r.people_women_70_79),0) AS BIGINT),CAST(COALESCE(SUM(r.people_women_80),0) AS BIGINT),CAST(COALESCE(SUM(r.people_men_60_64),0) AS BIGINT),CAST(COALESCE(SUM(r.people_men_65_69),0) AS BIGINT),CAST(COALESCE(SUM(r.people_men_70_79),0) AS BIGINT),CAST(COALESCE(SUM(r.people_men_80),0) AS BIGINT),CAST(COALESCE(SUM(r.people_since_january),0) AS BIGINT),CAST(COALESCE(SUM(r.joined),0) AS BIGINT),CAST(COALESCE(SUM(r.left_health),0) AS BIGINT),CAST(COALESCE(SUM(r.left_better_job),0) AS BIGINT),CAST(COALESCE(SUM(r.left_misfit),0) AS BIGINT),CAST(COALESCE(SUM(r.left_moved),0) AS BIGINT),CAST(COALESCE(SUM(r.left_died),0) AS BIGINT),CAST(COALESCE(SUM(r.left_other),0) AS BIGINT),CAST(COALESCE(SUM(r.waiting),0) AS BIGINT),CAST(COALESCE(SUM(r.hours),0) AS BIGINT),CAST(COALESCE(SUM(r.pay_won),0) AS BIGINT),CAST(COALESCE(SUM(r.subsidy_won),0) AS BIGINT),CAST(COALESCE(SUM(r.trained),0) AS BIGINT),CAST(COALESCE(SUM(r.trained_hours),0) AS BIGINT),CAST(COALESCE(SUM(r.accidents_light),0) AS BIGINT),CAST(COALESCE(SUM(r.accidents_serious),0) AS BIGINT),CAST(COALESCE(SUM(r.accidents_fatal),0) AS BIGINT),CAST(COALESCE(SUM(r.safety_checks),0) AS BIGINT),CAST(COALESCE(SUM(r.dedicated_staff),0) AS BIGINT),CAST(COALESCE(SUM(r.safety_officers),0) AS BIGINT),CAST(COALESCE(SUM(r.registered_early),0) AS BIGINT) \
                  FROM returns_return t JOIN returns_row r ON r.return_id=t.id JOIN register_project p ON p.id=r.project_id \
                  WHERE t.month>=$1 AND t.month<=$2 AND ($3='' OR t.agency_id=$3) AND ($4='' OR r.project_id=$4 OR p.number=$4) \
                  AND ($5='' OR p.district_id=$5) AND ($6='' OR p.type_id=$6) AND ($7=FALSE OR t.state IN ('approved','locked','imported'))"),
            vals![f.from, f.until, &f.agency, &f.project, &f.district, &f.kind, f.accepted],
        )
        .await?)
}
