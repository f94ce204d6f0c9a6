//! Structures, units and memberships, all dated, several in parallel.
//!
//! A structure is an order of units decided once, such as three teams; a second one, such as a task
//! force, may run beside it. Reorganizing never rewrites: it ends units and begins others, so that a
//! report of an old day shows the units of that day. Day ranges are closed on both sides.

use base::{Problem, UserId};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

row! {
    /// An order of units, as it was decided.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Structure {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
        /// First day.
        pub from_on: Date,
        /// Last day; none while it holds.
        pub until_on: Option<Date>,
        /// What decided it: number or title of the paper.
        pub decided: String,
    }
}

row! {
    /// A unit: a team, a task force or the office.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Unit {
        /// Id.
        pub id: String,
        /// Structure it belongs to.
        pub structure_id: String,
        /// Name.
        pub name: String,
        /// `team`, `task-force` or `office`.
        pub kind: String,
        /// First day.
        pub from_on: Date,
        /// Last day; none while it is there.
        pub until_on: Option<Date>,
        /// Made up for the demo.
        pub sample: bool,
        /// Where this is known from.
        pub source: String,
    }
}

impl Unit {
    /// Whether the unit is there on `day`.
    pub fn valid_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day <= until)
    }
}

row! {
    /// A person's place in a unit for a time.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Membership {
        /// Id.
        pub id: String,
        /// The unit.
        pub unit_id: String,
        /// The person.
        pub user_id: UserId,
        /// Role in the unit, such as `lead` or `member`.
        pub role: String,
        /// Share of their working time in percent.
        pub share_percent: i64,
        /// First day.
        pub from_on: Date,
        /// Last day; none while it holds.
        pub until_on: Option<Date>,
    }
}

row! {
    /// A person in a unit, with names.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Member {
        /// Id of the membership.
        pub id: String,
        /// The unit.
        pub unit_id: String,
        /// Its name.
        pub unit_name: String,
        /// The person.
        pub user_id: UserId,
        /// Their name.
        pub user_name: String,
        /// Role in the unit, such as `lead` or `member`.
        pub role: String,
        /// Share of their working time in percent.
        pub share_percent: i64,
        /// First day.
        pub from_on: Date,
        /// Last day; none while it holds.
        pub until_on: Option<Date>,
    }
}

/// Every structure, the latest first.
pub async fn structures(tx: &mut Tx) -> Result<Vec<Structure>, Problem> {
    Ok(tx
        .all(sql!("SELECT id,name,from_on,until_on,decided FROM register_structure ORDER BY from_on DESC,name,id"), vals![])
        .await?)
}

/// The structure with `id`.
pub async fn structure(tx: &mut Tx, id: &str) -> Result<Option<Structure>, Problem> {
    Ok(tx
        .opt(sql!("SELECT id,name,from_on,until_on,decided FROM register_structure WHERE id=$1"), vals![id])
        .await?)
}

/// The units in force on a day, in all structures, by structure and name.
pub async fn units(tx: &mut Tx, on: Date) -> Result<Vec<Unit>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,structure_id,name,kind,from_on,until_on,sample,source FROM register_unit \
                  WHERE from_on<=$1 AND (until_on IS NULL OR until_on>=$1) ORDER BY structure_id,name,id"
            ),
            vals![on],
        )
        .await?)
}

/// Every unit there ever was, for names in old records.
pub async fn all_units(tx: &mut Tx) -> Result<Vec<Unit>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,structure_id,name,kind,from_on,until_on,sample,source FROM register_unit ORDER BY from_on,name,id"),
            vals![],
        )
        .await?)
}

/// The unit with `id`.
pub async fn unit(tx: &mut Tx, id: &str) -> Result<Option<Unit>, Problem> {
    Ok(tx
        .opt(sql!("SELECT id,structure_id,name,kind,from_on,until_on,sample,source FROM register_unit WHERE id=$1"), vals![id])
        .await?)
}

/// Who is in which unit on a day, by unit and name.
pub async fn members(tx: &mut Tx, on: Date) -> Result<Vec<Member>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT m.id,m.unit_id,u.name,m.user_id,p.name,m.role,m.share_percent,m.from_on,m.until_on FROM register_membership m \
                  JOIN register_unit u ON u.id=m.unit_id JOIN register_user p ON p.id=m.user_id \
                  WHERE m.from_on<=$1 AND (m.until_on IS NULL OR m.until_on>=$1) ORDER BY u.name,m.unit_id,m.role,p.name,m.id"),
            vals![on],
        )
        .await?)
}

/// The people of one unit on a day, with their share.
pub async fn people(tx: &mut Tx, unit: &str, on: Date) -> Result<Vec<Member>, Problem> {
    Ok(members(tx, on).await?.into_iter().filter(|member| member.unit_id == unit).collect())
}

/// The units of one person on a day.
pub async fn units_of(tx: &mut Tx, user: &UserId, on: Date) -> Result<Vec<Member>, Problem> {
    Ok(members(tx, on).await?.into_iter().filter(|member| member.user_id == *user).collect())
}

/// Adds a structure; the caller notes it.
pub async fn insert_structure(work: &mut Work, one: &Structure) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_structure(id,name,from_on,until_on,decided) VALUES($1,$2,$3,$4,$5)"),
            vals![&one.id, &one.name, one.from_on, one.until_on, &one.decided],
        )
        .await?;
    Ok(())
}

/// Ends a structure on `last`; the caller notes it.
pub async fn end_structure(work: &mut Work, id: &str, last: Date) -> Result<(), Problem> {
    work.tx.exec(sql!("UPDATE register_structure SET until_on=$2 WHERE id=$1"), vals![id, last]).await?;
    Ok(())
}

/// Adds a unit; the caller notes it.
pub async fn insert_unit(work: &mut Work, one: &Unit) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_unit(id,structure_id,name,kind,from_on,until_on,sample,source) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"),
            vals![&one.id, &one.structure_id, &one.name, &one.kind, one.from_on, one.until_on, one.sample, &one.source],
        )
        .await?;
    Ok(())
}

/// Ends a unit on `last`; the caller notes it.
pub async fn end_unit(work: &mut Work, id: &str, last: Date) -> Result<(), Problem> {
    work.tx.exec(sql!("UPDATE register_unit SET until_on=$2 WHERE id=$1"), vals![id, last]).await?;
    Ok(())
}

/// Adds a membership; the caller notes it.
pub async fn insert_membership(work: &mut Work, one: &Membership) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_membership(id,unit_id,user_id,role,share_percent,from_on,until_on) VALUES($1,$2,$3,$4,$5,$6,$7)"),
            vals![&one.id, &one.unit_id, &one.user_id, &one.role, one.share_percent, one.from_on, one.until_on],
        )
        .await?;
    Ok(())
}

/// Ends a membership on `last`; the caller notes it.
pub async fn end_membership(work: &mut Work, id: &str, last: Date) -> Result<(), Problem> {
    work.tx.exec(sql!("UPDATE register_membership SET until_on=$2 WHERE id=$1"), vals![id, last]).await?;
    Ok(())
}
