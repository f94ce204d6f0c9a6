//! Course offerings that areas share.

use base::{DistrictId, Id, Problem};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

row! {
    /// A course held at some time for seniors or for staff.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct CourseOffering {
        /// Id.
        pub id: String,
        /// Title.
        pub title: String,
        /// `seniors` or `staff`.
        pub audience: String,
        /// Seats.
        pub seats: i64,
        /// Hours in all.
        pub hours: i64,
        /// First day.
        pub begin_on: Date,
        /// Last day.
        pub end_on: Date,
        /// District, if one.
        pub district_id: Option<DistrictId>,
        /// `draft`, `open` or `closed`.
        pub state: String,
        /// Whether it is sample data.
        pub sample: bool,
    }
}

/// Course offerings, optionally in one state, the latest first.
pub async fn course_offerings(tx: &mut Tx, state: &str) -> Result<Vec<CourseOffering>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,title,audience,seats,hours,begin_on,end_on,district_id,state,sample FROM register_course_offering \
                  WHERE ($1 = '' OR state=$1) ORDER BY begin_on DESC,id"),
            vals![state],
        )
        .await?)
}

/// Adds a course offering under a new id, which is returned; the id given is not used. The caller notes it.
pub async fn insert_course_offering(work: &mut Work, course: &CourseOffering) -> Result<String, Problem> {
    let id = Id::<()>::fresh().to_string();
    work.tx
        .exec(
            sql!("INSERT INTO register_course_offering(id,title,audience,seats,hours,begin_on,end_on,district_id,state,sample) \
                  VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)"),
            vals![
                &id, &course.title, &course.audience, course.seats, course.hours, course.begin_on, course.end_on,
                course.district_id.as_ref(), &course.state, course.sample
            ],
        )
        .await?;
    Ok(id)
}

/// Closes a course offering; counts 0 when it is unknown or closed already. The caller notes it.
pub async fn close_course_offering(work: &mut Work, id: &str) -> Result<u64, Problem> {
    Ok(work
        .tx
        .exec(
            sql!("UPDATE register_course_offering SET state='closed' WHERE id=$1 AND state<>'closed'"),
            vals![id],
        )
        .await?)
}
