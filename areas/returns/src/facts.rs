//! The facts a return writes to the ledger: which indicator takes which figure.

use register::facts::Fact;
use web::Indicator;

use crate::model::{Figures, place};

/// An indicator, its unit, what it takes, and whether a zero is worth a line.
struct Measure {
    name: &'static str,
    unit: &'static str,
    take: fn(&Figures) -> i64,
    zero: bool,
}

/// Writes a measure.
macro_rules! measures {
    ($($name:literal, $unit:literal, $zero:literal, $take:expr;)*) => {
        const MEASURES: &[Measure] = &[$(Measure { name: $name, unit: $unit, take: $take, zero: $zero }),*];
        /// Every indicator of this area.
        pub const INDICATORS: &[Indicator] = &[
            $(Indicator { name: $name, unit: $unit },)*
            Indicator { name: FILED, unit: "returns" },
            Indicator { name: FILED_LATE, unit: "returns" },
            Indicator { name: APPROVED, unit: "returns" },
        ];
    };
}

/// Written once per agency and month, when the first submission arrives.
pub const FILED: &str = "returns.filed";
/// Written beside [`FILED`] when that was after the due day.
pub const FILED_LATE: &str = "returns.filed_late";
/// Written when a return is approved and taken back when it is opened again, whatever its figures are: a sum of
/// figures cannot tell a month of zeros from one that was taken back.
pub const APPROVED: &str = "returns.approved";

measures! {
    "returns.places", "places", true, |f| f.at(place::TARGET);
    "returns.applicants", "persons", false, |f| f.at(place::APPLICANTS);
    "returns.people", "persons", true, Figures::people;
    "returns.people_women_60_64", "persons", false, |f| f.at(2);
    "returns.people_women_65_69", "persons", false, |f| f.at(3);
    "returns.people_women_70_79", "persons", false, |f| f.at(4);
    "returns.people_women_80", "persons", false, |f| f.at(5);
    "returns.people_men_60_64", "persons", false, |f| f.at(6);
    "returns.people_men_65_69", "persons", false, |f| f.at(7);
    "returns.people_men_70_79", "persons", false, |f| f.at(8);
    "returns.people_men_80", "persons", false, |f| f.at(9);
    "returns.people_since_january", "persons", true, |f| f.at(place::SINCE_JANUARY);
    "returns.joined", "persons", false, |f| f.at(place::JOINED);
    "returns.left", "persons", false, Figures::left;
    "returns.left_health", "persons", false, |f| f.at(place::LEFT);
    "returns.left_better_job", "persons", false, |f| f.at(place::LEFT + 1);
    "returns.left_misfit", "persons", false, |f| f.at(place::LEFT + 2);
    "returns.left_moved", "persons", false, |f| f.at(place::LEFT + 3);
    "returns.left_died", "persons", false, |f| f.at(place::LEFT + 4);
    "returns.left_other", "persons", false, |f| f.at(place::LEFT + 5);
    "returns.waiting", "persons", false, |f| f.at(place::WAITING);
    "returns.hours", "hours", false, |f| f.at(place::HOURS);
    "returns.pay_won", "won", false, |f| f.at(place::PAY);
    "returns.subsidy_won", "won", true, |f| f.at(place::SUBSIDY);
    "returns.trained", "persons", false, |f| f.at(place::TRAINED);
    "returns.training_hours", "hours", false, |f| f.at(place::TRAINED_HOURS);
    "returns.accidents", "accidents", false, Figures::accidents;
    "returns.accidents_light", "accidents", false, |f| f.at(place::ACCIDENTS);
    "returns.accidents_serious", "accidents", false, |f| f.at(place::ACCIDENTS + 1);
    "returns.accidents_fatal", "accidents", false, |f| f.at(place::ACCIDENTS + 2);
    "returns.safety_checks", "checks", false, |f| f.at(place::SAFETY_CHECKS);
    "returns.staff", "persons", false, |f| f.at(place::STAFF);
    "returns.safety_officers", "persons", false, |f| f.at(place::SAFETY_OFFICERS);
    "returns.registered_early", "persons", false, |f| f.at(place::REGISTERED_EARLY);
}

/// The facts of figures; `like` gives agency, project, district, type, day, source and version.
pub fn of(figures: &Figures, like: &Fact) -> Vec<Fact> {
    let fact = |measure: &Measure| {
        let value = (measure.take)(figures);
        (value != 0 || measure.zero).then(|| Fact { indicator: measure.name, value, ..like.clone() })
    };
    MEASURES.iter().filter_map(fact).collect()
}

/// The unit of an indicator of this area.
pub fn unit(indicator: &str) -> Option<&'static str> {
    MEASURES.iter().find(|measure| measure.name == indicator).map(|measure| measure.unit)
}

/// The value of an indicator in a row, for the page that shows what a figure is the sum of.
pub fn value(indicator: &str, figures: &Figures) -> Option<i64> {
    MEASURES.iter().find(|measure| measure.name == indicator).map(|measure| (measure.take)(figures))
}
