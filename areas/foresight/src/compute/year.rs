//! How the year goes, from the sums of the ledger.

use std::collections::{BTreeMap, BTreeSet};

use base::{FiscalYear, Month, Ratio};
use jiff::civil::Date;
use register::workdays::Calendar;

use crate::{
    guideline::{Direction, DueRule, Rule},
    ledger::Ledger,
    model::{AgencyMonth, AgencyYear, Filing, MonthFigures, Pace, RunningYear, Warning, WarningKind},
    store::ProjectRow,
};

/// The rows that the year is computed from.
#[derive(Debug)]
pub struct YearRows<'a> {
    /// Year.
    pub year: i64,
    /// Day it is computed for: a return is due when its day lies before.
    pub today: Date,
    /// Whether the returns are made up for the demo.
    pub sample: bool,
    /// Projects of the year.
    pub projects: &'a [ProjectRow],
    /// Sums of the ledger.
    pub ledger: &'a Ledger,
    /// Working days.
    pub calendar: &'a Calendar,
    /// On which working day of the following month returns are due, by first day in force.
    pub due_rules: &'a [DueRule],
    /// Early warnings in force.
    pub rules: &'a [Rule],
}

/// One agency with its months.
struct Agency<'a> {
    id: &'a str,
    name: &'a str,
    /// Months in which a project of it runs.
    active: BTreeSet<Month>,
    budget: i64,
}

/// Computes how the year goes.
pub fn running(rows: &YearRows<'_>) -> RunningYear {
    let agencies = agencies(rows);
    let months: Vec<MonthFigures> =
        FiscalYear(rows.year as i16).months().filter_map(|month| figures(rows, &agencies, month)).collect();
    let passed = |figures: &&MonthFigures| figures.approved > 0 && due_on(rows, figures.month) < rows.today;
    let known = |figures: &&MonthFigures| figures.approved > 0;
    let latest = months.iter().rev().find(passed).or(months.iter().rev().find(known)).cloned();
    let until = latest.as_ref().map(|figures| figures.month);
    let of_agencies: Vec<AgencyYear> =
        agencies.iter().map(|agency| agency_year(rows, agency, until)).collect();
    let warnings = warnings(rows, &agencies, until);
    RunningYear {
        sample: rows.sample,
        planned_places: rows.projects.iter().map(|project| project.places).sum(),
        filing: agencies.iter().map(|agency| filing(rows, agency)).fold(Filing::default(), add),
        pace: pace(rows, &agencies, until),
        warning_kinds: kinds(rows, &warnings),
        months,
        latest,
        warnings,
        agencies: of_agencies,
    }
}

fn agencies<'a>(rows: &YearRows<'a>) -> Vec<Agency<'a>> {
    let mut by_id: BTreeMap<&str, Agency<'a>> = BTreeMap::new();
    for project in rows.projects {
        let agency = by_id.entry(&project.agency_id).or_insert_with(|| Agency {
            id: &project.agency_id,
            name: &project.agency,
            active: BTreeSet::new(),
            budget: 0,
        });
        agency.budget += project.budget_won;
        let runs =
            |month: &Month| project.from_on <= month.last_day() && project.until_on >= month.first_day();
        agency.active.extend(FiscalYear(rows.year as i16).months().filter(runs));
    }
    by_id.into_values().collect()
}

/// The day on which the return of a month is due.
fn due_on(rows: &YearRows<'_>, month: Month) -> Date {
    let in_force =
        rows.due_rules.iter().rfind(|rule| rule.from <= month.first_day()).or(rows.due_rules.first());
    rows.calendar.nth_of_month(month.next(), in_force.map_or(1, |rule| rule.due_workday))
}

fn add(a: Filing, b: Filing) -> Filing {
    Filing {
        due: a.due + b.due,
        filed: a.filed + b.filed,
        late: a.late + b.late,
        missing: a.missing + b.missing,
    }
}

fn at(rows: &YearRows<'_>, indicator: &str, agency: &str, month: Month) -> i64 {
    rows.ledger.sum(indicator, agency, month)
}

fn is_filed(rows: &YearRows<'_>, agency: &str, month: Month) -> bool {
    at(rows, "returns.filed", agency, month) > 0
}

/// The return of one agency for one month, counted; nothing before its day unless it was filed.
fn filing_of(rows: &YearRows<'_>, agency: &Agency<'_>, month: Month) -> Filing {
    let filed = is_filed(rows, agency.id, month);
    let expected = agency.active.contains(&month) && due_on(rows, month) < rows.today;
    let late = filed && at(rows, "returns.filed_late", agency.id, month) > 0;
    Filing {
        due: i64::from(expected || filed),
        filed: i64::from(filed),
        late: i64::from(late),
        missing: i64::from(expected && !filed),
    }
}

fn filing(rows: &YearRows<'_>, agency: &Agency<'_>) -> Filing {
    FiscalYear(rows.year as i16)
        .months()
        .map(|month| filing_of(rows, agency, month))
        .fold(Filing::default(), add)
}

fn agency_month(rows: &YearRows<'_>, agency: &Agency<'_>, month: Month) -> AgencyMonth {
    let sum = |indicator: &str| at(rows, indicator, agency.id, month);
    AgencyMonth {
        filing: filing_of(rows, agency, month),
        // Figures come into the ledger when the centre approves, and go out when a month is opened again.
        approved: rows.ledger.approved(agency.id, month),
        target: sum("returns.places"),
        people: sum("returns.people"),
        people_since_january: sum("returns.people_since_january"),
        subsidy_won: sum("returns.subsidy_won"),
    }
}

/// Figures of a month over the agencies that filed it; none when nobody did.
fn figures(rows: &YearRows<'_>, agencies: &[Agency<'_>], month: Month) -> Option<MonthFigures> {
    let filing = agencies.iter().map(|agency| filing_of(rows, agency, month)).fold(Filing::default(), add);
    if filing.filed == 0 {
        return None;
    }
    let approved: Vec<AgencyMonth> = agencies
        .iter()
        .map(|agency| agency_month(rows, agency, month))
        .filter(|figures| figures.approved)
        .collect();
    let sum = approved.iter().fold(AgencyMonth::default(), |sum, one| AgencyMonth {
        target: sum.target + one.target,
        people: sum.people + one.people,
        people_since_january: sum.people_since_january + one.people_since_january,
        subsidy_won: sum.subsidy_won + one.subsidy_won,
        ..sum
    });
    Some(MonthFigures {
        month,
        filing,
        approved: approved.len() as i64,
        target: sum.target,
        people: sum.people,
        people_since_january: sum.people_since_january,
        attainment: Ratio::new(sum.people, sum.target),
        subsidy_won: sum.subsidy_won,
    })
}

fn spent(rows: &YearRows<'_>, agency: &Agency<'_>, until: Month) -> i64 {
    let months = until.year().months().filter(|month| *month <= until);
    let approved = months.filter(|month| rows.ledger.approved(agency.id, *month));
    approved.map(|month| at(rows, "returns.subsidy_won", agency.id, month)).sum()
}

/// Operating months of an agency that the centre approved: a month without figures is not time without spending.
fn gone(rows: &YearRows<'_>, agency: &Agency<'_>, until: Month) -> i64 {
    let known = |month: &&Month| **month <= until && rows.ledger.approved(agency.id, **month);
    agency.active.iter().filter(known).count() as i64
}

fn pace(rows: &YearRows<'_>, agencies: &[Agency<'_>], until: Option<Month>) -> Pace {
    let mut sums = (0, 0, 0, 0);
    let mut counted = 0;
    for agency in agencies {
        // An agency without any approved month is in none of the sums: its spending is not known.
        let Some(until) = latest_of(rows, agency, until) else { continue };
        counted += 1;
        sums.0 += spent(rows, agency, until);
        sums.1 += agency.budget;
        sums.2 += gone(rows, agency, until);
        sums.3 += agency.active.len() as i64;
    }
    Pace { spent: Ratio::new(sums.0, sums.1), time: Ratio::new(sums.2, sums.3), agencies: counted }
}

fn agency_year(rows: &YearRows<'_>, agency: &Agency<'_>, until: Option<Month>) -> AgencyYear {
    let latest = latest_of(rows, agency, until);
    AgencyYear {
        agency_id: agency.id.to_owned(),
        agency: agency.name.to_owned(),
        filing: filing(rows, agency),
        latest,
        figures: latest.map(|month| agency_month(rows, agency, month)).unwrap_or_default(),
        pace: pace(rows, std::slice::from_ref(agency), latest),
        months: FiscalYear(rows.year as i16)
            .months()
            .map(|month| (month, agency_month(rows, agency, month)))
            .filter(|(_, figures)| figures.filing.due > 0 || figures.approved)
            .collect(),
    }
}

/// The latest month up to `until` for which an agency's figures were approved.
fn latest_of(rows: &YearRows<'_>, agency: &Agency<'_>, until: Option<Month>) -> Option<Month> {
    let until = until?;
    until.year().months().filter(|month| *month <= until && rows.ledger.approved(agency.id, *month)).last()
}

/// Every early warning, by kind in the guideline's order and by agency.
fn warnings(rows: &YearRows<'_>, agencies: &[Agency<'_>], until: Option<Month>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for rule in rows.rules {
        for agency in agencies {
            if rule.numerator == "working_days_late" {
                warnings.extend(not_filed(rows, rule, agency));
            } else if let Some(month) = latest_of(rows, agency, until) {
                warnings.extend(judge(rows, rule, agency, month));
            }
        }
    }
    warnings
}

/// A warning for each month whose return is overdue.
fn not_filed<'a>(
    rows: &'a YearRows<'_>,
    rule: &'a Rule,
    agency: &'a Agency<'_>,
) -> impl Iterator<Item = Warning> + 'a {
    let overdue = |month: &Month| filing_of(rows, agency, *month).missing > 0;
    FiscalYear(rows.year as i16).months().filter(overdue).filter_map(|month| {
        let days = rows.calendar.between(due_on(rows, month), rows.today);
        (days >= rule.threshold).then(|| warning(rule, agency, month, (days, 1)))
    })
}

fn warning(rule: &Rule, agency: &Agency<'_>, month: Month, (of, per): (i64, i64)) -> Warning {
    Warning {
        kind: rule.id.clone(),
        agency_id: agency.id.to_owned(),
        agency: agency.name.to_owned(),
        month,
        of,
        per,
        measure_tenths: of.saturating_mul(10),
        threshold: rule.threshold,
        time_tenths: 0,
    }
}

/// Accidents that are to be reported within seven days.
const SERIOUS_OR_FATAL: &str = "accidents_serious_or_fatal";
/// The indicators that it is the sum of.
const SERIOUS: [&str; 2] = ["returns.accidents_serious", "returns.accidents_fatal"];

/// A figure that a rule names; none when the ledger does not hold it.
fn figure(rows: &YearRows<'_>, name: &str, agency: &Agency<'_>, month: Month) -> Option<i64> {
    // A return has every column and the ledger leaves zeros out: what an approved month does not hold is zero.
    let since_january = |indicator: &'static str| {
        Some(month.year().months().filter(|m| *m <= month).map(|m| at(rows, indicator, agency.id, m)).sum())
    };
    match name {
        "subsidy_of_the_year" => (agency.budget > 0).then_some(agency.budget),
        "subsidy_spent_since_january" => since_january("returns.subsidy_won"),
        "left_since_january" => since_january("returns.left"),
        SERIOUS_OR_FATAL => Some(SERIOUS.iter().map(|indicator| at(rows, indicator, agency.id, month)).sum()),
        _ => Some(at(rows, indicator(name)?, agency.id, month)),
    }
}

/// The indicator of the ledger for a monthly figure of the guideline.
fn indicator(name: &str) -> Option<&'static str> {
    Some(match name {
        "people_last_day" => "returns.people",
        "dedicated_staff" => "returns.staff",
        "target" => "returns.places",
        "different_people_since_january" => "returns.people_since_january",
        "accidents" => "returns.accidents",
        "safety_officers" => "returns.safety_officers",
        "safety_checks" => "returns.safety_checks",
        _ => return None,
    })
}

/// Judges one agency's month by one rule, in whole numbers.
fn judge(rows: &YearRows<'_>, rule: &Rule, agency: &Agency<'_>, month: Month) -> Option<Warning> {
    let of = figure(rows, &rule.numerator, agency, month)?;
    let per = match &rule.denominator {
        Some(name) => figure(rows, name, agency, month).filter(|per| *per > 0)?,
        None => 1,
    };
    if rule.denominator.is_none()
        && rule.direction == Direction::Below
        && at(rows, "returns.people", agency.id, month) == 0
    {
        return None;
    }
    let (gone, all) = (gone(rows, agency, month), agency.active.len() as i64);
    // measure = scale × of / per − 100 × gone / all, compared without dividing.
    let scale = if rule.unit.starts_with("percent") { 100 } else { 1 };
    let (time, all) = if rule.unit == "percentage points" { (100 * gone, all.max(1)) } else { (0, 1) };
    let top = i128::from(scale * all) * i128::from(of) - i128::from(time) * i128::from(per);
    let bottom = i128::from(per) * i128::from(all);
    let limit = i128::from(rule.threshold) * bottom;
    let raised = match rule.direction {
        Direction::Above => top > limit,
        Direction::Below => top < limit,
        Direction::Any => top >= limit,
    };
    let tenths = (top * 10).div_euclid(bottom);
    raised.then(|| Warning {
        measure_tenths: i64::try_from(tenths).unwrap_or(i64::MAX),
        time_tenths: Ratio::new(time, all).scaled(10).unwrap_or(0),
        ..warning(rule, agency, month, (of, per))
    })
}

fn kinds(rows: &YearRows<'_>, warnings: &[Warning]) -> Vec<WarningKind> {
    let budget_known = rows.projects.iter().any(|project| project.budget_won > 0);
    let approved = rows.ledger.has("returns.people");
    let known = |name: &str| match name {
        "subsidy_of_the_year" => budget_known,
        "working_days_late" => true,
        "subsidy_spent_since_january" | "left_since_january" | SERIOUS_OR_FATAL => approved,
        name => approved && indicator(name).is_some(),
    };
    let kind = |rule: &Rule| {
        let agencies: BTreeSet<&str> = warnings
            .iter()
            .filter(|warning| warning.kind == rule.id)
            .map(|warning| warning.agency_id.as_str())
            .collect();
        WarningKind {
            id: rule.id.clone(),
            threshold: rule.threshold,
            unit: rule.unit.clone(),
            agencies: agencies.len() as i64,
            measurable: known(&rule.numerator) && rule.denominator.as_deref().is_none_or(known),
            source: rule.source.clone(),
        }
    };
    rows.rules.iter().map(kind).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{guideline, store::FactSum};

    fn project() -> ProjectRow {
        ProjectRow {
            number: "1".into(),
            name: String::new(),
            agency_id: "a".into(),
            agency: "a".into(),
            type_id: String::new(),
            district_id: String::new(),
            activity_code: String::new(),
            activity_name: String::new(),
            from_on: date(2025, 1, 1),
            until_on: date(2025, 12, 31),
            places: 10,
            budget_won: 0,
            sample: false,
            source: String::new(),
            as_of: String::new(),
        }
    }

    fn fact(seq: i64, indicator: &str, value: i64) -> FactSum {
        FactSum {
            indicator: indicator.into(),
            agency_id: "a".into(),
            counted_on: date(2025, 3, 31),
            value,
            standing: value.signum(),
            zero_at: if value == 0 { seq } else { 0 },
            undone_at: if value < 0 { seq } else { 0 },
        }
    }

    fn year_of(facts: &[(&str, i64)]) -> RunningYear {
        let mut ledger = Ledger::default();
        let numbered = (1..).zip(facts).map(|(seq, (indicator, value))| fact(seq, indicator, *value));
        ledger.add(numbered.collect());
        running(&YearRows {
            year: 2025,
            today: date(2025, 12, 31),
            sample: false,
            projects: &[project()],
            ledger: &ledger,
            calendar: &Calendar::default(),
            due_rules: &guideline::due_rules().expect("the rules can be read"),
            rules: &guideline::warnings(date(2025, 12, 31)).expect("the warnings can be read"),
        })
    }

    #[test]
    fn a_fatal_accident_alone_is_to_be_reported_within_seven_days() {
        let filed = [("returns.filed", 1), ("returns.places", 10), ("returns.people", 9)];
        let serious = |facts: &[(&str, i64)]| {
            let year = year_of(&[&filed, facts].concat());
            let kind = year.warning_kinds.iter().find(|kind| kind.id == "serious-accident").cloned();
            kind.map(|kind| (kind.measurable, kind.agencies))
        };
        assert_eq!(serious(&[]), Some((true, 0)));
        assert_eq!(serious(&[("returns.accidents", 1), ("returns.accidents_fatal", 1)]), Some((true, 1)));
        assert_eq!(serious(&[("returns.accidents", 1), ("returns.accidents_serious", 1)]), Some((true, 1)));
    }

    #[test]
    fn a_month_is_approved_while_a_fact_of_its_target_stands_even_one_of_zero() {
        let approved = |targets: &[i64]| {
            let targets = targets.iter().map(|target| ("returns.places", *target));
            let facts: Vec<_> = [("returns.filed", 1)].into_iter().chain(targets).collect();
            year_of(&facts).agencies[0].latest.is_some()
        };
        let cases: [(&[i64], bool); 6] = [
            (&[], false),
            (&[0], true),
            (&[10], true),
            (&[10, 0, -10], false),
            (&[10, -10, 0], true),
            (&[10, -10, 8], true),
        ];
        for (targets, expected) in cases {
            assert_eq!(approved(targets), expected, "{targets:?}");
        }
    }
}
