//! Who needs a visit and why: dated measures over what was filed, each reason a sentence with its figures and where they are.

use std::collections::BTreeMap;

use base::{AgencyId, Month, Problem};
use db::Tx;
use jiff::civil::Date;
use register::{
    agencies::{self, AgencyOn},
    workdays::{self, Calendar},
};
use web::{Ask, Phrase};

use crate::{
    figures::{self, Ledger, Money, Rate, Span, Standing},
    guideline::{self, Measure},
    store,
};

/// Why an agency needs a visit.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Measure.
    pub measure: &'static str,
    /// Field it points to.
    pub field: &'static str,
    /// Points it brings.
    pub points: i64,
    /// The sentence with its figures.
    pub phrase: Phrase,
    /// The rows it is the sum of.
    pub href: String,
}

/// An agency on the risk list.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// The agency.
    pub agency: AgencyOn,
    /// Sum of the points.
    pub points: i64,
    /// Reasons, the weightiest first.
    pub reasons: Vec<Reason>,
    /// What could not be judged, and why: never a zero.
    pub unsure: Vec<Phrase>,
    /// What its filed months say; none when nothing was filed.
    pub standing: Option<Standing>,
    /// Its money of the year.
    pub money: Money,
    /// Day of the last visit held.
    pub last_visit: Option<Date>,
    /// Visits held so far.
    pub visits: i64,
}

impl Risk {
    /// The district's id, empty when unknown.
    pub fn district(&self) -> String {
        self.agency.district_id.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    /// Fields its reasons point to, each once.
    pub fn fields(&self) -> Vec<&'static str> {
        let mut fields: Vec<&'static str> = Vec::new();
        for reason in &self.reasons {
            if !fields.contains(&reason.field) {
                fields.push(reason.field);
            }
        }
        fields
    }
}

/// Everything that judging an agency needs.
struct Judge<'a> {
    ledger: &'a Ledger,
    span: Span,
    today: Date,
    visited: BTreeMap<AgencyId, (Date, i64)>,
}

/// The risk list of a day, the most points first; agencies without projects that year are not on it.
pub async fn list(ask: &Ask) -> Result<(Span, Vec<Risk>), Problem> {
    let calendar = workdays::calendar(&mut ask.read().await?).await?;
    let span = Span::on(ask.today(), &calendar);
    let ledger = figures::ledger(ask, span.first, span.until).await?;
    let mut tx = ask.read().await?;
    Ok((span, judged(&mut tx, &ledger, ask.today(), &calendar).await?))
}

/// The risk list over a ledger already read.
pub async fn judged(
    tx: &mut Tx,
    ledger: &Ledger,
    today: Date,
    calendar: &Calendar,
) -> Result<Vec<Risk>, Problem> {
    let span = Span::on(today, calendar);
    let money = figures::money(tx, span.until).await?;
    let visited = store::last_visits(tx).await?;
    let visited = visited.into_iter().map(|(agency, day, count)| (agency, (day, count))).collect();
    let judge = Judge { ledger, span, today, visited };
    let all = agencies::agencies(tx, today).await?;
    let own = |agency: AgencyOn| money.get(&agency.id).map(|money| judge.judge(agency, money.clone()));
    let mut risks: Vec<Risk> = all.into_iter().filter_map(own).collect();
    risks.sort_by(|a, b| {
        (b.points, a.last_visit, &a.agency.name, &a.agency.id).cmp(&(
            a.points,
            b.last_visit,
            &b.agency.name,
            &b.agency.id,
        ))
    });
    Ok(risks)
}

impl Judge<'_> {
    fn judge(&self, agency: AgencyOn, money: Money) -> Risk {
        let standing = Standing::of(self.ledger, &agency.id, self.span.months());
        let visited = self.visited.get(&agency.id).copied();
        let mut risk = Risk {
            points: 0,
            reasons: Vec::new(),
            unsure: Vec::new(),
            standing,
            money,
            last_visit: visited.map(|(day, _)| day),
            visits: visited.map_or(0, |(_, count)| count),
            agency,
        };
        for measure in guideline::measures(self.today) {
            match self.look(measure, &risk) {
                Look::Fine => {}
                Look::Reason(reason) => risk.reasons.push(reason),
                Look::Unsure(phrase) => risk.unsure.push(phrase),
            }
        }
        if risk.standing.is_none() {
            risk.unsure.insert(0, Phrase::new("consulting-risk-not-filed"));
        }
        risk.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points));
        risk.points = risk.reasons.iter().map(|reason| reason.points).sum();
        risk
    }

    /// Looks at one measure of one agency.
    fn look(&self, measure: &'static Measure, risk: &Risk) -> Look {
        match measure.id.as_str() {
            "missing-returns" => return self.missing(measure, risk),
            "late-returns" => return self.late(measure, risk),
            "not-visited" => return self.not_visited(measure, risk),
            _ => {}
        }
        let Some(standing) = &risk.standing else { return Look::Fine };
        let last = standing.last();
        let phrase = Phrase::new(format!("consulting-reason-{}", measure.id)).with("month", last.to_string());
        let rows = |indicator: &str| rows_href(&risk.agency.id, self.span.first, last, indicator);
        match measure.id.as_str() {
            "attainment" => {
                let rate = Rate::of(Some(standing.people), Some(standing.places));
                let phrase = phrase.with("people", standing.people).with("places", standing.places);
                weigh(measure, rate, 100, phrase, rows_href(&risk.agency.id, last, last, "returns.people"))
            }
            "spending" => self.spending(measure, risk, standing, phrase),
            "drop-out" => {
                let rate = Rate::of(Some(standing.left), Some(standing.since_january));
                let phrase = phrase.with("left", standing.left).with("people", standing.since_january);
                weigh(measure, rate, 100, phrase, rows("returns.left"))
            }
            "accidents" => {
                let rate = Rate::of(Some(standing.accidents), Some(standing.since_january));
                let phrase =
                    phrase.with("accidents", standing.accidents).with("people", standing.since_january);
                weigh(measure, rate, 1000, phrase, rows("returns.accidents"))
            }
            "grave-accidents" => {
                let phrase = phrase.with("accidents", standing.grave);
                weigh(measure, Rate::Is(standing.grave, 1), 1, phrase, rows("returns.accidents"))
            }
            "training" => training(measure, standing, phrase, rows("returns.training_hours")),
            "data-quality" => data_quality(measure, standing, phrase, rows("returns.people")),
            "staff-ratio" => {
                let phrase = phrase.with("people", standing.people).with("staff", standing.staff);
                let href = rows_href(&risk.agency.id, last, last, "returns.staff");
                weigh(measure, standing.staff_ratio(), 1, phrase, href)
            }
            _ => Look::Fine,
        }
    }

    fn spending(&self, measure: &'static Measure, risk: &Risk, standing: &Standing, phrase: Phrase) -> Look {
        // Money expected by the newest known month, not by today: what was not filed is not unspent.
        let behind = standing.last() < self.span.until;
        if behind {
            return Look::Fine;
        }
        let money = &risk.money;
        let rate = Rate::of(Some(standing.subsidy - money.expected), Some(money.budget));
        let phrase = phrase
            .with("spent", standing.subsidy)
            .with("expected", money.expected)
            .with("budget", money.budget);
        let href = rows_href(&risk.agency.id, self.span.first, standing.last(), "returns.subsidy_won");
        weigh(measure, rate, 100, phrase, href)
    }

    fn missing(&self, measure: &'static Measure, risk: &Risk) -> Look {
        let due = self.span.months().filter(|month| *month <= self.span.due && risk.money.runs_in(*month));
        let missing: Vec<Month> = due.filter(|month| !self.ledger.filed(&risk.agency.id, *month)).collect();
        let shown: Vec<String> = missing.iter().map(Month::to_string).collect();
        let phrase = Phrase::new("consulting-reason-missing-returns")
            .with("count", missing.len() as i64)
            .with("months", shown.join(", "));
        weigh(measure, Rate::Is(missing.len() as i64, 1), 1, phrase, returns_of(risk, self.span))
    }

    fn late(&self, measure: &'static Measure, risk: &Risk) -> Look {
        let late: Vec<String> = self
            .span
            .months()
            .filter(|month| self.ledger.filed_late(&risk.agency.id, *month))
            .map(|month| month.to_string())
            .collect();
        let phrase = Phrase::new("consulting-reason-late-returns")
            .with("count", late.len() as i64)
            .with("months", late.join(", "));
        weigh(measure, Rate::Is(late.len() as i64, 1), 1, phrase, returns_of(risk, self.span))
    }

    fn not_visited(&self, measure: &'static Measure, risk: &Risk) -> Look {
        let href = format!("/consulting/agencies/{}#visits", risk.agency.id);
        let Some(last) = risk.last_visit else {
            let phrase = Phrase::new("consulting-reason-never-visited");
            return Look::Reason(reason(measure, measure.weight * 2, phrase, href));
        };
        let days = (self.today - last).get_days().into();
        let phrase =
            Phrase::new("consulting-reason-not-visited").with("days", days).with("day", last.to_string());
        weigh(measure, Rate::Is(days, 1), 1, phrase, href)
    }
}

/// Weighs a rate against its thresholds; the value joins the sentence.
fn weigh(measure: &'static Measure, rate: Rate, scale: i64, phrase: Phrase, href: String) -> Look {
    let Some(beyond) = rate.beyond(scale, measure.threshold, &measure.direction) else {
        let why = if rate == Rate::NotDivisible { "not-divisible" } else { "not-filed" };
        return Look::Unsure(
            Phrase::new(format!("consulting-unsure-{why}")).with("measure", measure.id.as_str()),
        );
    };
    if !beyond {
        return Look::Fine;
    }
    let severe = rate.beyond(scale, measure.severe, &measure.direction) == Some(true);
    let points = if severe { measure.weight * 2 } else { measure.weight };
    let phrase = phrase.with("rate", rate.shown(scale).unwrap_or_default()).with("limit", measure.threshold);
    Look::Reason(reason(measure, points, phrase, href))
}

/// Looks at the hours of classes, in proportion: what a full year of such months would bring.
fn training(measure: &'static Measure, standing: &Standing, phrase: Phrase, href: String) -> Look {
    let months = standing.months.len() as i64;
    let rate = Rate::of(Some(standing.training_hours * 12), Some(standing.since_january * months));
    let phrase = phrase
        .with("hours", standing.training_hours)
        .with("people", standing.since_january)
        .with("months", months);
    weigh(measure, rate, 1, phrase, href)
}

/// Looks at figures that contradict each other.
fn data_quality(measure: &'static Measure, standing: &Standing, phrase: Phrase, href: String) -> Look {
    let count = standing.odd.len() as i64;
    let mut months: Vec<String> = standing.odd.iter().map(|(month, _)| month.to_string()).collect();
    months.dedup();
    let phrase = phrase.with("count", count).with("months", months.join(", "));
    weigh(measure, Rate::Is(count, 1), 1, phrase, href)
}

/// Address of the rows of returns that a figure of an agency is the sum of.
pub fn rows_href(agency: &AgencyId, from: Month, until: Month, indicator: &str) -> String {
    format!("/returns/rows?agency={agency}&from={from}&until={until}&indicator={indicator}")
}

/// Address of an agency's months of a year.
fn returns_of(risk: &Risk, span: Span) -> String {
    format!("/returns?year={}&name={}", span.year(), web::listing::percent(&risk.agency.name))
}

fn reason(measure: &'static Measure, points: i64, phrase: Phrase, href: String) -> Reason {
    Reason { measure: &measure.id, field: &measure.field, points, phrase, href }
}

/// What looking at a measure found.
enum Look {
    Fine,
    Reason(Reason),
    Unsure(Phrase),
}
