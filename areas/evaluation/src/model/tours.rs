//! Overseas training and awards as they are kept, and what people ask for in forms.

use base::{AgencyId, UserId};
use db::row;
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

row! {
    /// A journey abroad to learn.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Tour {
        /// Id.
        pub id: String,
        /// Year.
        pub year: i64,
        /// Title.
        pub title: String,
        /// Where it goes.
        pub destination: String,
        /// First day.
        pub from_on: Date,
        /// Last day.
        pub until_on: Date,
        /// Last day of nominations.
        pub nominate_until_on: Date,
        /// Seats for agencies of several types.
        pub seats_multi: i64,
        /// Seats for agencies of one type.
        pub seats_single: i64,
        /// Seats for the centre.
        pub seats_centre: i64,
        /// Reserve places in each league.
        pub reserve: i64,
        /// Round whose results give points.
        pub round_id: Option<String>,
        /// Budget line that pays.
        pub line_id: Option<String>,
        /// `open`, `ranked`, `published` or `done`.
        pub state: String,
        /// Published rationale.
        pub rationale: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

impl Tour {
    /// Seats of a league: `multi`, `single` or `centre`.
    pub fn seats(&self, league: &str) -> i64 {
        match league {
            "multi" => self.seats_multi,
            "single" => self.seats_single,
            _ => self.seats_centre,
        }
    }
}

row! {
    /// A person proposed for a tour; points in millionths.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Nominee {
        /// Id.
        pub id: String,
        /// Tour.
        pub tour_id: String,
        /// Person.
        pub worker_id: String,
        /// `agency`, `self` or `centre`.
        pub route: String,
        /// Why.
        pub reason: String,
        /// When.
        pub nominated_at: Timestamp,
        /// By whom.
        pub nominated_by: String,
        /// `multi`, `single` or `centre`.
        pub league: String,
        /// Whether the rules are met.
        pub fits: bool,
        /// Message key of why not; empty when they are.
        pub why: String,
        /// Its arguments as JSON.
        pub why_args: String,
        /// Points of the agency's place.
        pub result_points: i64,
        /// Points of training.
        pub training_points: i64,
        /// Points of awards.
        pub award_points: i64,
        /// Mean points of the panel.
        pub panel_points: Option<i64>,
        /// Sum.
        pub total_points: i64,
        /// Place in the league.
        pub place: Option<i64>,
        /// `nominated`, `seat`, `reserve`, `below` or `out`.
        pub standing: String,
        /// Empty, `approved` or `refused`.
        pub decision: String,
        /// When decided.
        pub decided_at: Option<Timestamp>,
        /// By whom.
        pub decided_by: Option<String>,
        /// Why.
        pub decided_why: String,
        /// Task of the report.
        pub task_id: Option<String>,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// Points one judge gives a nominee.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Opinion {
        /// Nominee.
        pub nominee_id: String,
        /// Judge.
        pub user_id: UserId,
        /// Points.
        pub points: i64,
        /// Why.
        pub note: String,
    }
}

row! {
    /// A day of the itinerary.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Leg {
        /// Id.
        pub id: String,
        /// Day.
        pub held_on: Date,
        /// Place.
        pub place: String,
        /// What happens.
        pub what: String,
    }
}

row! {
    /// A cost promised on the plan's budget line.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Cost {
        /// Id.
        pub id: String,
        /// What for.
        pub title: String,
        /// Won.
        pub won: i64,
        /// Promise in the register.
        pub commitment_id: String,
    }
}

row! {
    /// An award or certificate that the council decided.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Award {
        /// Id.
        pub id: String,
        /// Year.
        pub year: i64,
        /// `firm-certificate`, `firm-award`, `person-award` or `agency-award`.
        pub kind: String,
        /// What it is called.
        pub title: String,
        /// Who got it, as published.
        pub recipient: String,
        /// Agency, if it is one of the house.
        pub agency_id: Option<AgencyId>,
        /// Person, if one of the house.
        pub worker_id: Option<String>,
        /// Last day it holds.
        pub until_on: Option<Date>,
        /// Decision in the register.
        pub decision_id: String,
        /// Made up for the demo.
        pub sample: bool,
    }
}

/// Kinds of awards.
pub const AWARD_KINDS: [&str; 4] = ["firm-certificate", "firm-award", "person-award", "agency-award"];

/// Make or change a tour.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SaveTour {
    /// Year.
    pub year: String,
    /// Title.
    pub title: String,
    /// Where it goes.
    pub destination: String,
    /// First day.
    pub from_on: String,
    /// Last day.
    pub until_on: String,
    /// Last day of nominations.
    pub nominate_until_on: String,
    /// Seats for agencies of several types.
    pub seats_multi: String,
    /// Seats for agencies of one type.
    pub seats_single: String,
    /// Seats for the centre.
    pub seats_centre: String,
    /// Reserve places.
    pub reserve: String,
    /// Round whose results give points.
    pub round_id: String,
    /// Budget line.
    pub line_id: String,
    /// Version that was changed.
    pub version: i64,
}

/// Propose a person.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Nominate {
    /// Person.
    pub worker_id: String,
    /// Why.
    pub reason: String,
}

/// Judge or decide about a person.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Judge {
    /// Points.
    pub points: String,
    /// `approved` or `refused`.
    pub decision: String,
    /// Why.
    pub why: String,
}

/// A day of the itinerary.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AddLeg {
    /// Day.
    pub held_on: String,
    /// Place.
    pub place: String,
    /// What happens.
    pub what: String,
}

/// A cost.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AddCost {
    /// What for.
    pub cost_title: String,
    /// Won.
    pub cost_won: String,
}

/// Write an award down.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SaveAward {
    /// Year.
    pub year: String,
    /// Kind.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Who got it.
    pub recipient: String,
    /// Agency.
    pub agency_id: String,
    /// Person.
    pub worker_id: String,
    /// Day of the council's decision.
    pub decided_on: String,
    /// Last day it holds.
    pub until_on: String,
}
