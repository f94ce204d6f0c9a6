//! How the year goes: returns, people, money and early warnings.

use base::Ratio;
use serde::Serialize;

pub use base::Month;

/// Returns due, filed and late. One return is what one agency files for one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Filing {
    /// Returns whose day has passed.
    pub due: i64,
    /// Of these, filed; late ones included.
    pub filed: i64,
    /// Filed after the day.
    pub late: i64,
    /// Due and not filed; never read as zero people.
    pub missing: i64,
}

/// What the agencies reported for one month, as far as the centre approved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MonthFigures {
    /// Month.
    pub month: Month,
    /// Returns of this month.
    pub filing: Filing,
    /// Agencies whose figures the centre approved: those that the sums below are over.
    pub approved: i64,
    /// Target of these agencies.
    pub target: i64,
    /// People on the last day of the month.
    pub people: i64,
    /// Different people since January.
    pub people_since_january: i64,
    /// People of the last day for the target of the same agencies.
    pub attainment: Ratio,
    /// Subsidy spent in the month, in won.
    pub subsidy_won: i64,
}

/// Spending against time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pace {
    /// Won spent in approved months for the subsidy of the year; no rate when the subsidy is not known.
    pub spent: Ratio,
    /// Approved operating months for all operating months.
    pub time: Ratio,
    /// Agencies in the sums: those with an approved month.
    pub agencies: i64,
}

impl Pace {
    /// Spent less time gone by, in tenths of a percentage point; none without a subsidy.
    pub fn ahead_tenths(&self) -> Option<i64> {
        Some(self.spent.scaled(1000)? - self.time.scaled(1000)?)
    }
}

/// A sort of early warning as the guideline has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WarningKind {
    /// Id, such as `attainment-low`.
    pub id: String,
    /// Threshold in `unit`.
    pub threshold: i64,
    /// Unit of the threshold.
    pub unit: String,
    /// Agencies it was raised for.
    pub agencies: i64,
    /// Whether the ledger holds what it needs.
    pub measurable: bool,
    /// Where the threshold comes from.
    pub source: String,
}

/// An early warning about one agency, with its reason in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Which sort.
    pub kind: String,
    /// Agency.
    pub agency_id: String,
    /// Its name.
    pub agency: String,
    /// Month it is about.
    pub month: Month,
    /// What was measured.
    pub of: i64,
    /// Against what; 1 where a count is compared.
    pub per: i64,
    /// The measure in the unit of the threshold, in tenths.
    pub measure_tenths: i64,
    /// Threshold.
    pub threshold: i64,
    /// Second number of the reason: the share of operating months gone by, in tenths of a percent.
    pub time_tenths: i64,
}

/// What the ledger holds of one agency in one month.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AgencyMonth {
    /// Its return: due, filed, late, missing, each 0 or 1.
    pub filing: Filing,
    /// Whether the centre approved its figures; before that they are not known.
    pub approved: bool,
    /// Target.
    pub target: i64,
    /// People on the last day.
    pub people: i64,
    /// Different people since January.
    pub people_since_january: i64,
    /// Subsidy spent in the month, in won.
    pub subsidy_won: i64,
}

/// One agency over the months of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgencyYear {
    /// Agency.
    pub agency_id: String,
    /// Its name.
    pub agency: String,
    /// Its returns.
    pub filing: Filing,
    /// The latest month it filed.
    pub latest: Option<Month>,
    /// What it reported for that month.
    pub figures: AgencyMonth,
    /// Its spending.
    pub pace: Pace,
    /// What it reported for each month that was due, filed or approved.
    pub months: Vec<(Month, AgencyMonth)>,
}

/// How the year goes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunningYear {
    /// Whether the returns are made up for the demo.
    pub sample: bool,
    /// Places in the plan of the year.
    pub planned_places: i64,
    /// Returns of the whole year so far.
    pub filing: Filing,
    /// Figures by month; months without any return are left out.
    pub months: Vec<MonthFigures>,
    /// The latest of them.
    pub latest: Option<MonthFigures>,
    /// Spending of the year.
    pub pace: Pace,
    /// Sorts of early warnings with how many agencies they concern.
    pub warning_kinds: Vec<WarningKind>,
    /// The warnings themselves: for the centre and the city, not for everyone.
    #[serde(skip)]
    pub warnings: Vec<Warning>,
    /// Agencies over the year: for the centre and the city.
    #[serde(skip)]
    pub agencies: Vec<AgencyYear>,
}
