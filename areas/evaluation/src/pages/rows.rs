//! Where a figure of an indicator comes from: the address of the rows that sum to it.

use base::{AgencyId, Month};
use jiff::civil::Date;
use web::Phrase;

use crate::guideline::Take;

/// What decides the address: whose rows, of which days.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// Agency.
    pub agency: &'a AgencyId,
    /// Year.
    pub year: i64,
    /// First day measured.
    pub from: Date,
    /// Last day measured.
    pub until: Date,
    /// First and last month the agency filed.
    pub filed: Option<(Month, Month)>,
    /// Whether the reader may see the panels.
    pub panels: bool,
}

impl Rows<'_> {
    /// The address of the rows behind one side of the line; empty where there are none to show.
    pub fn href(&self, name: &str, take: Take) -> String {
        let Self { agency, year, from, until, .. } = self;
        let days = format!("agency={agency}&from={from}&until={until}");
        match name {
            "register.budget_won" | "register.projects" => format!("/office/agencies/{agency}"),
            "calendar.months" => format!("/returns/calendar?year={year}"),
            // Filing is counted for each return, not for each row of it: the agency's returns of the year.
            "returns.filed" | "returns.filed_late" => format!("/returns?year={year}"),
            "consulting.advice" => format!("/consulting/advice?{days}"),
            "consulting.advice_done" => format!("/consulting/advice?{days}&state=done"),
            "training.staff_hours" => format!("/training/hours?{days}"),
            "panel.points" if self.panels => "/evaluation/panels".to_owned(),
            _ if name.starts_with("returns.") => self.returned(name, take),
            _ => String::new(),
        }
    }

    /// Where one side of the line comes from in words, for paper; none where there is nothing below the line.
    pub fn origin(&self, name: &str, take: Take) -> Option<Phrase> {
        let key = match name {
            "" => return None,
            "register.budget_won" | "register.projects" => "evaluation-origin-register",
            "calendar.months" => "evaluation-origin-calendar",
            "panel.points" => "evaluation-origin-panel",
            _ if name.starts_with("consulting.") => "evaluation-origin-consulting",
            _ if name.starts_with("training.") => "evaluation-origin-training",
            _ => {
                let (first, last) = self.months();
                let phrase = match take {
                    Take::First => Phrase::new("evaluation-origin-first").with("month", first.to_string()),
                    Take::Last => Phrase::new("evaluation-origin-last").with("month", last.to_string()),
                    Take::Sum | Take::Mean => Phrase::new("evaluation-origin-months")
                        .with("from", first.to_string())
                        .with("until", last.to_string()),
                };
                return Some(phrase);
            }
        };
        let days = Phrase::new(key).with("from", self.from.to_string());
        Some(days.with("until", self.until.to_string()))
    }

    /// First and last month that the agency filed; those measured where it filed none.
    fn months(&self) -> (Month, Month) {
        self.filed.unwrap_or((Month::of(self.from), Month::of(self.until)))
    }

    /// The rows of the returns of the months that were taken.
    fn returned(&self, name: &str, take: Take) -> String {
        let (first, last) = self.months();
        let (from, until) = match take {
            Take::First => (first, first),
            Take::Last => (last, last),
            Take::Sum | Take::Mean => (first, last),
        };
        format!("/returns/rows?agency={}&from={from}&until={until}&indicator={name}", self.agency)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::guideline::INDICATORS;

    #[test]
    fn every_side_of_every_indicator_leads_to_rows() {
        let agency = AgencyId::from("a");
        let rows = Rows {
            agency: &agency,
            year: 2026,
            from: date(2026, 1, 1),
            until: date(2026, 10, 31),
            filed: Some((Month::of(date(2026, 2, 1)), Month::of(date(2026, 9, 1)))),
            panels: true,
        };
        for one in &INDICATORS.indicator {
            for above in [true, false] {
                let (name, take) = one.side(above);
                assert_eq!(rows.href(name, take).is_empty(), name.is_empty(), "{} {name}", one.id);
            }
        }
        assert_eq!(
            rows.href("returns.people", Take::Last),
            "/returns/rows?agency=a&from=2026-09&until=2026-09&indicator=returns.people"
        );
        assert_eq!(
            rows.href("consulting.advice_done", Take::Sum),
            "/consulting/advice?agency=a&from=2026-01-01&until=2026-10-31&state=done"
        );
    }
}
