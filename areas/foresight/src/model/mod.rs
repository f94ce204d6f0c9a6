//! The situation (현황) as values: what is supplied, what is needed, why need grows, and what is being done.
//!
//! Everything here is computed from rows that were read before; a rate keeps its two counts, a count its
//! source, day and basis. Nothing is estimated, spread or added up over sources.

mod demand;
mod plan;
mod supply;
mod year;

use base::{Kind, Refusal};
use jiff::civil::Date;
use serde::Serialize;

pub use demand::{Activity, Cohort, Demand, Inside, TypeShare, Variety};
pub use plan::{Field, Money, PlanOf2020, Task, UnitOfPlan};
pub use supply::{
    After, Carried, Count, District, Gap, Goal, LaterSum, NeedInYear, NeedNow, Origin, Projection, Supply,
    Tally, TypeName, TypeTally,
};
pub use year::{
    AgencyMonth, AgencyYear, Filing, Month, MonthFigures, Pace, RunningYear, Warning, WarningKind,
};

/// The whole situation of one year; written out as `wire.rs` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation {
    /// Year of the projects.
    pub year: i64,
    /// Day it was computed for.
    pub today: Date,
    /// Years that have projects, newest first.
    pub years: Vec<i64>,
    /// Places, people and need.
    pub supply: Supply,
    /// Why demand rises.
    pub demand: Demand,
    /// How varied the jobs are.
    pub variety: Variety,
    /// The plan of 2020 and its money.
    pub plan: PlanOf2020,
    /// How the year goes.
    pub running: RunningYear,
}

impl Situation {
    /// The row of a district.
    pub fn district(&self, id: &str) -> Option<&District> {
        self.supply.districts.iter().find(|district| district.id == id)
    }
}

/// Why the situation cannot be shown.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// There are no projects yet.
    #[error("no projects have been loaded")]
    NoProjects,
    /// There are no projects in this year.
    #[error("no projects in {year}")]
    NoSuchYear {
        /// The year asked for.
        year: String,
    },
    /// There is no such district.
    #[error("no such district")]
    NoSuchDistrict,
    /// There are no rows of this kind.
    #[error("no rows of the kind {what}")]
    NoSuchRows {
        /// What was asked for.
        what: String,
    },
}

impl Refusal for Refused {
    const AREA: &'static str = "foresight";
    fn kind(&self) -> Kind {
        Kind::Missing
    }
}
