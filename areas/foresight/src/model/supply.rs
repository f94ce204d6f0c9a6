//! Places, people and need, by district and type, before and after the districts changed.

use base::Ratio;
use jiff::civil::Date;
use serde::Serialize;

/// A count of people with everything that says what was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// People.
    pub persons: i64,
    /// Day counted.
    pub counted_on: Date,
    /// Definition: `registered_resident`, `registered_all`.
    pub basis: String,
    /// Source.
    pub source: String,
    /// Day the source speaks for, as it says.
    pub as_of: String,
}

/// The national goal as the guideline has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// Places for a thousand people 65 and over.
    pub places_per_mille: i64,
    /// Least share of places outside the public type, in thousandths.
    pub non_public_per_mille: i64,
    /// Year by which it is to be reached.
    pub by: i64,
    /// Source.
    pub source: String,
    /// Day of the source.
    pub as_of: String,
}

/// Projects and what they hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Places: the quotas in force on the last day of the year.
    pub places: i64,
    /// Projects.
    pub projects: i64,
    /// Agencies that run them.
    pub institutions: i64,
}

/// Projects of one type in one district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeTally {
    /// Programme type.
    pub type_id: String,
    /// Projects and places.
    pub tally: Tally,
    /// Places for people 65 and over of the same year; none without people.
    pub rate: Option<Ratio>,
    /// The rate less the city's rate of the same type.
    pub above_mean: Option<Ratio>,
}

/// How many places a goal asks for, and how many are lacking (negative: more than asked).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Places the goal asks for: people × goal, rounded up.
    pub needed: i64,
    /// Needed less the places of the year.
    pub lacking: i64,
}

/// Need at the goal by people of a later day; never compared with places by a rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedNow {
    /// The people.
    pub people: Count,
    /// Places the goal asks for.
    pub needed: i64,
}

/// People of an official projection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Projection {
    /// People 65 and over.
    pub persons: i64,
    /// Source.
    pub source: String,
    /// When it was published.
    pub as_of: String,
}

/// Need in a year of the projections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedInYear {
    /// Year.
    pub year: i64,
    /// Projected people; none when this district has no projection.
    pub projection: Option<Projection>,
    /// Places the goal asks for.
    pub needed: Option<i64>,
    /// Needed less the places of the year shown.
    pub more_than_now: Option<i64>,
}

/// One row: a district, the city as a whole, or what the city runs directly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct District {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `city`, `district`, `county` or `direct`.
    pub kind: String,
    /// Projects and places.
    pub tally: Tally,
    /// The same by type.
    pub types: Vec<TypeTally>,
    /// People 65 and over at the end of the same year; none where there is no count.
    pub people: Option<Count>,
    /// Places for people 65 and over, both of the same year.
    pub rate: Option<Ratio>,
    /// The rate less the city's.
    pub above_mean: Option<Ratio>,
    /// Gap to the national goal in the same year.
    pub goal: Option<Gap>,
    /// People of the newest count, with its own basis, and their need.
    pub now: Option<NeedNow>,
    /// Need in the years of the projections.
    pub later: Vec<NeedInYear>,
}

impl District {
    /// Whether an official projection exists for it.
    pub fn has_projection(&self) -> bool {
        self.later.iter().any(|year| year.projection.is_some())
    }

    /// Whether it is run by the city itself: no area, no people, no rate.
    pub fn is_direct(&self) -> bool {
        self.kind == "direct"
    }
}

/// A district from which a new one was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Places it had.
    pub places: i64,
    /// Whether all of it went into the new one.
    pub whole: bool,
}

/// What becomes of places when the districts change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Carried {
    /// The district, or all of its origins, went over as a whole.
    Whole {
        /// Projects and places.
        places: i64,
    },
    /// A part of an origin went elsewhere: nothing is spread by area or people.
    NotDivisible {
        /// What it was made from.
        from: Vec<Origin>,
    },
}

/// A district after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct After {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// People of the newest count and their need.
    pub now: Option<NeedNow>,
    /// Places of the year shown, where they can be told.
    pub carried: Carried,
}

/// Places, people and need of the city and its districts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Supply {
    /// The national goal.
    pub goal: Goal,
    /// The whole city, what it runs directly included.
    pub city: District,
    /// Districts of the year, then what the city runs directly.
    pub districts: Vec<District>,
    /// Programme types in order, with the names of that year in Korean and English.
    pub types: Vec<TypeName>,
    /// Districts after the change and when it happened; none when the districts stay as they are.
    pub after: Vec<After>,
    /// First day of the new districts.
    pub changed_on: Option<Date>,
    /// Edition of the projections.
    pub edition: Option<String>,
    /// Sum over the districts that have a projection, by year: (year, people, needed, districts counted).
    pub later_sum: Vec<LaterSum>,
    /// Where places and projects come from.
    pub source: String,
    /// Day of that source.
    pub as_of: String,
}

/// The sum over districts that have a projection; it is not the city when one is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LaterSum {
    /// Year.
    pub year: i64,
    /// People 65 and over.
    pub persons: i64,
    /// Places the goal asks for, each district rounded up by itself.
    pub needed: i64,
    /// Districts in the sum.
    pub districts: i64,
}

/// A programme type with its name of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeName {
    /// Id.
    pub id: String,
    /// Korean name of that year.
    pub name: String,
    /// English name of that year.
    pub name_en: String,
    /// Whether it belongs to the public group.
    pub public: bool,
}
