//! The 31 figures of one project in one month, in the order of the published schema.

use base::ProjectId;
use serde::{Deserialize, Serialize};

/// The figures' names: columns of the file, of the table and of the JSON alike.
pub const MEASURES: [&str; 31] = [
    "target",
    "applicants",
    "people_women_60_64",
    "people_women_65_69",
    "people_women_70_79",
    "people_women_80",
    "people_men_60_64",
    "people_men_65_69",
    "people_men_70_79",
    "people_men_80",
    "people_since_january",
    "joined",
    "left_health",
    "left_better_job",
    "left_misfit",
    "left_moved",
    "left_died",
    "left_other",
    "waiting",
    "hours",
    "pay_won",
    "subsidy_won",
    "trained",
    "trained_hours",
    "accidents_light",
    "accidents_serious",
    "accidents_fatal",
    "safety_checks",
    "dedicated_staff",
    "safety_officers",
    "registered_early",
];

/// Where the people on the last day stand, by sex and age band.
pub const PEOPLE: std::ops::Range<usize> = 2..10;
const LEFT: std::ops::Range<usize> = 12..18;
const ACCIDENTS: std::ops::Range<usize> = 24..27;

/// Places of single figures.
pub mod place {
    /// Places in the file of the target (목표인원).
    pub const TARGET: usize = 0;
    /// Applicants this month.
    pub const APPLICANTS: usize = 1;
    /// Different people since January.
    pub const SINCE_JANUARY: usize = 10;
    /// People who joined this month.
    pub const JOINED: usize = 11;
    /// First of the reasons for leaving.
    pub const LEFT: usize = 12;
    /// People waiting on the last day.
    pub const WAITING: usize = 18;
    /// Hours worked.
    pub const HOURS: usize = 19;
    /// Pay in won.
    pub const PAY: usize = 20;
    /// Subsidy spent in won.
    pub const SUBSIDY: usize = 21;
    /// People trained.
    pub const TRAINED: usize = 22;
    /// Hours of training.
    pub const TRAINED_HOURS: usize = 23;
    /// First of the accidents, by severity.
    pub const ACCIDENTS: usize = 24;
    /// Safety checks.
    pub const SAFETY_CHECKS: usize = 27;
    /// Dedicated staff.
    pub const STAFF: usize = 28;
    /// Safety officers.
    pub const SAFETY_OFFICERS: usize = 29;
    /// People registered early, in January.
    pub const REGISTERED_EARLY: usize = 30;
}

/// The figures of one project in one month; people and counts are whole, money is whole won.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Figures(pub [i64; 31]);

impl Figures {
    /// The figure at a place of [`MEASURES`].
    pub fn at(&self, place: usize) -> i64 {
        self.0[place]
    }

    /// People on the last day.
    pub fn people(&self) -> i64 {
        self.0[PEOPLE].iter().sum()
    }

    /// People who left this month, for any reason.
    pub fn left(&self) -> i64 {
        self.0[LEFT].iter().sum()
    }

    /// Accidents of any severity.
    pub fn accidents(&self) -> i64 {
        self.0[ACCIDENTS].iter().sum()
    }
}

/// One row of a return: a project with its figures and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Row of the file, from 1; 0 when it was typed into a form.
    pub row: u32,
    /// Project.
    pub project: ProjectId,
    /// Its number.
    pub number: String,
    /// Its figures.
    pub figures: Figures,
}
