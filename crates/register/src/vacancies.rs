//! Vacancies that areas share.

use base::{AgencyId, DistrictId, Id, Problem};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

row! {
    /// A vacancy: places at an agency or a company for some time.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Vacancy {
        /// Id.
        pub id: String,
        /// What the work is.
        pub title: String,
        /// Agency that offers it, if one.
        pub agency_id: Option<AgencyId>,
        /// Company that offers it; empty when an agency does.
        pub company: String,
        /// District, if known.
        pub district_id: Option<DistrictId>,
        /// Places.
        pub places: i64,
        /// First day to apply.
        pub open_on: Date,
        /// Last day to apply, if set.
        pub close_on: Option<Date>,
        /// Hours a month, if known.
        pub hours_month: Option<i64>,
        /// Pay a month in won, if known.
        pub pay_won: Option<i64>,
        /// `draft`, `open` or `closed`.
        pub state: String,
        /// Whether it is sample data.
        pub sample: bool,
    }
}

/// Vacancies, optionally in one state, newest first.
pub async fn vacancies(tx: &mut Tx, state: &str) -> Result<Vec<Vacancy>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,title,agency_id,company,district_id,places,open_on,close_on,hours_month,pay_won,state,sample \
                  FROM register_vacancy WHERE ($1 = '' OR state=$1) ORDER BY open_on DESC,id"),
            vals![state],
        )
        .await?)
}

/// Adds a vacancy under a new id, which is returned; the id given is not used. The caller notes it.
pub async fn insert_vacancy(work: &mut Work, vacancy: &Vacancy) -> Result<String, Problem> {
    let id = Id::<()>::fresh().to_string();
    work.tx
        .exec(
            sql!("INSERT INTO register_vacancy(id,title,agency_id,company,district_id,places,open_on,close_on,hours_month,pay_won,state,sample) \
                  VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)"),
            vals![
                &id, &vacancy.title, vacancy.agency_id.as_ref(), &vacancy.company, vacancy.district_id.as_ref(), vacancy.places,
                vacancy.open_on, vacancy.close_on, vacancy.hours_month, vacancy.pay_won, &vacancy.state, vacancy.sample
            ],
        )
        .await?;
    Ok(id)
}

/// Closes a vacancy today; counts 0 when it is unknown or closed already. The caller notes it.
pub async fn close_vacancy(work: &mut Work, id: &str) -> Result<u64, Problem> {
    let today = work.today;
    Ok(work
        .tx
        .exec(
            sql!("UPDATE register_vacancy SET state='closed',close_on=$2 WHERE id=$1 AND state<>'closed'"),
            vals![id, today],
        )
        .await?)
}
