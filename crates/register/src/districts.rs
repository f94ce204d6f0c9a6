//! Districts with the days they exist and their successors.
//!
//! A day range is closed on both sides: `until_on` is the last day, so the districts that ended on
//! 2026-07-01 have 2026-06-30 there. A figure of an old district is never spread over its successors.

use base::{DistrictId, Problem};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

row! {
    /// A district (군·구), the city itself, or the row of projects the city runs directly (직속).
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct District {
        /// Id: the official five-digit code, or `direct`.
        pub id: DistrictId,
        /// Official name.
        pub name: String,
        /// `city`, `district`, `county` or `direct`.
        pub kind: String,
        /// First day it exists.
        pub from_on: Date,
        /// Last day it exists; none while it does.
        pub until_on: Option<Date>,
        /// Where this is known from.
        pub source: String,
    }
}

impl District {
    /// Whether the district exists on `day`.
    pub fn valid_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day <= until)
    }
}

row! {
    /// One district that became another, or a part of it.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Succession {
        /// The district before.
        pub district_id: DistrictId,
        /// Its name.
        pub district_name: String,
        /// The district after.
        pub successor_id: DistrictId,
        /// Its name.
        pub successor_name: String,
        /// First day of the new order.
        pub changed_on: Date,
        /// Whether the old district went into the new one as a whole; figures move along only then.
        pub whole: bool,
        /// Where this is known from.
        pub source: String,
    }
}

/// Every district there ever was, by name and first day.
pub async fn all(tx: &mut Tx) -> Result<Vec<District>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,name,kind,from_on,until_on,source FROM register_district ORDER BY name,from_on,id"
            ),
            vals![],
        )
        .await?)
}

/// The districts that exist on a day, by name.
pub async fn districts(tx: &mut Tx, on: Date) -> Result<Vec<District>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,name,kind,from_on,until_on,source FROM register_district \
                  WHERE from_on<=$1 AND (until_on IS NULL OR until_on>=$1) ORDER BY name,id"
            ),
            vals![on],
        )
        .await?)
}

/// The district with `id`.
pub async fn district(tx: &mut Tx, id: &DistrictId) -> Result<Option<District>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,name,kind,from_on,until_on,source FROM register_district WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Every succession, the oldest first.
pub async fn successions(tx: &mut Tx) -> Result<Vec<Succession>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT s.district_id,a.name,s.successor_id,b.name,s.changed_on,s.whole,s.source FROM register_district_successor s \
                  JOIN register_district a ON a.id=s.district_id JOIN register_district b ON b.id=s.successor_id \
                  ORDER BY s.changed_on,a.name,b.name"),
            vals![],
        )
        .await?)
}

/// What a district became.
pub async fn successors(tx: &mut Tx, id: &DistrictId) -> Result<Vec<Succession>, Problem> {
    Ok(successions(tx).await?.into_iter().filter(|step| step.district_id == *id).collect())
}

/// What a district came from.
pub async fn predecessors(tx: &mut Tx, id: &DistrictId) -> Result<Vec<Succession>, Problem> {
    Ok(successions(tx).await?.into_iter().filter(|step| step.successor_id == *id).collect())
}

/// Adds a district, or corrects the one with its id; the caller notes it.
pub async fn put_district(work: &mut Work, district: &District) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_district(id,name,kind,from_on,until_on,source) VALUES($1,$2,$3,$4,$5,$6) \
                  ON CONFLICT (id) DO UPDATE SET name=excluded.name,kind=excluded.kind,from_on=excluded.from_on,until_on=excluded.until_on,source=excluded.source"),
            vals![&district.id, &district.name, &district.kind, district.from_on, district.until_on, &district.source],
        )
        .await?;
    Ok(())
}

/// Adds a succession; the names in it are not stored. The caller notes it.
pub async fn put_succession(work: &mut Work, step: &Succession) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_district_successor(district_id,successor_id,changed_on,whole,source) VALUES($1,$2,$3,$4,$5) \
                  ON CONFLICT (district_id,successor_id) DO UPDATE SET changed_on=excluded.changed_on,whole=excluded.whole,source=excluded.source"),
            vals![&step.district_id, &step.successor_id, step.changed_on, step.whole, &step.source],
        )
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_district_is_there_on_its_first_and_last_day_and_not_around_them() {
        let old = District {
            id: "28110".into(),
            name: "중구".into(),
            kind: "district".into(),
            from_on: date(1968, 1, 1),
            until_on: Some(date(2026, 6, 30)),
            source: String::new(),
        };
        let on = [date(1967, 12, 31), date(1968, 1, 1), date(2026, 6, 30), date(2026, 7, 1)];
        assert_eq!(on.map(|day| old.valid_on(day)), [false, true, true, false]);
    }
}
