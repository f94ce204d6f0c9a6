//! Which expert for a case: by need, conflict of interest and time, ranked with reasons; a person chooses.

use std::collections::BTreeSet;

use base::AgencyId;
use jiff::civil::Date;
use register::ties::Tie;
use web::Phrase;

use crate::{guideline::Conflict, model::Expert};

/// An expert as a case sees them.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// The expert.
    pub expert: Expert,
    /// The tie that forbids, by kind.
    pub forbidden: Option<String>,
    /// Fields of the case they know.
    pub known: usize,
    /// Next day they are available.
    pub next_on: Option<Date>,
    /// Cases they are engaged in now.
    pub engaged: usize,
    /// Why they stand where they do.
    pub reasons: Vec<Phrase>,
}

/// What is asked of an expert.
#[derive(Debug, Clone, Copy)]
pub struct Need<'a> {
    /// Agency of the case.
    pub agency: &'a AgencyId,
    /// Fields of the case.
    pub fields: &'a str,
    /// First day wanted.
    pub from_on: Date,
    /// Rule on conflicts.
    pub rule: &'a Conflict,
}

/// What is known of the experts.
#[derive(Debug, Clone, Copy)]
pub struct Pool<'a> {
    /// Ties in force at some time in the years looked back.
    pub ties: &'a [Tie],
    /// Days off by expert.
    pub off: &'a [(String, Date)],
    /// Expert of each engagement that has not ended.
    pub engaged: &'a [String],
}

/// Whether an expert is there on a day: in the pool, on one of their weekdays, not off.
pub fn is_available(expert: &Expert, off: &BTreeSet<Date>, on: Date) -> bool {
    let weekday = on.weekday().to_monday_one_offset().to_string();
    expert.from_on <= on
        && expert.until_on.is_none_or(|until| on <= until)
        && expert.weekdays.split_whitespace().any(|day| day == weekday)
        && !off.contains(&on)
}

/// The tie that keeps an expert from an agency: its kind.
pub fn forbidding<'a>(
    expert: &Expert,
    agency: &AgencyId,
    ties: &'a [Tie],
    rule: &Conflict,
) -> Option<&'a str> {
    let person = expert.person();
    let tied =
        |tie: &&Tie| tie.person == person && tie.agency_id == *agency && rule.forbids.contains(&tie.kind);
    ties.iter().find(tied).map(|tie| tie.kind.as_str())
}

/// Ranks the pool for a case: whoever is free of conflicts first, then who knows more of its fields, is there
/// sooner and has fewer cases; at the end the name decides.
pub fn rank(experts: Vec<Expert>, need: Need<'_>, pool: Pool<'_>) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = experts.into_iter().map(|expert| judge(expert, need, pool)).collect();
    let order = |one: &Ranked| {
        (one.forbidden.is_some(), usize::MAX - one.known, one.next_on.is_none(), one.next_on, one.engaged)
    };
    ranked.sort_by(|a, b| {
        order(a)
            .cmp(&order(b))
            .then_with(|| (&a.expert.name, &a.expert.id).cmp(&(&b.expert.name, &b.expert.id)))
    });
    ranked
}

fn judge(expert: Expert, need: Need<'_>, pool: Pool<'_>) -> Ranked {
    let wanted: Vec<&str> = need.fields.split_whitespace().collect();
    let known = expert.fields.split_whitespace().filter(|field| wanted.contains(field)).count();
    let off: BTreeSet<Date> =
        pool.off.iter().filter(|(id, _)| *id == expert.id).map(|(_, day)| *day).collect();
    let days = std::iter::successors(Some(need.from_on), |day| day.tomorrow().ok()).take(60);
    let next_on = days.into_iter().find(|day| is_available(&expert, &off, *day));
    let engaged = pool.engaged.iter().filter(|id| **id == expert.id).count();
    let forbidden = forbidding(&expert, need.agency, pool.ties, need.rule).map(str::to_owned);
    let mut reasons = Vec::new();
    if let Some(kind) = &forbidden {
        reasons.push(Phrase::new("consulting-match-tied").with("kind", kind.as_str()));
    }
    reasons.push(
        Phrase::new("consulting-match-fields")
            .with("known", known as i64)
            .with("wanted", wanted.len() as i64),
    );
    reasons.push(match next_on {
        Some(day) => Phrase::new("consulting-match-next").with("day", day.to_string()),
        None => Phrase::new("consulting-match-never"),
    });
    reasons.push(Phrase::new("consulting-match-engaged").with("count", engaged as i64));
    Ranked { expert, forbidden, known, next_on, engaged, reasons }
}

#[cfg(test)]
mod tests {
    use base::Won;
    use jiff::civil::date;

    use super::*;
    use crate::guideline;

    fn expert(id: &str, fields: &str, weekdays: &str) -> Expert {
        Expert {
            id: id.to_owned(),
            name: id.to_owned(),
            belongs: String::new(),
            fields: fields.to_owned(),
            weekdays: weekdays.to_owned(),
            from_on: date(2026, 1, 1),
            until_on: None,
            line_id: None,
            fee_won: Won(0),
            sample: false,
            version: 1,
        }
    }

    fn tie(person: &str, kind: &str) -> Tie {
        Tie {
            id: String::new(),
            person: person.to_owned(),
            agency_id: AgencyId::from("agency"),
            kind: kind.to_owned(),
            from_on: date(2025, 1, 1),
            until_on: None,
            source: "declared".to_owned(),
        }
    }

    #[test]
    fn a_tie_outweighs_knowledge_knowledge_outweighs_time_and_advice_given_forbids_nothing() {
        let experts = vec![
            expert("best", "tax labor", "1"),
            expert("soon", "tax", "1 2 3 4 5"),
            expert("later", "tax labor", "5"),
            expert("tied", "tax labor", "1 2 3 4 5"),
        ];
        let ties = [tie("consulting-expert:tied", "board"), tie("consulting-expert:best", "advised")];
        let agency = AgencyId::from("agency");
        let on = date(2026, 3, 2);
        let need = Need { agency: &agency, fields: "tax labor", from_on: on, rule: guideline::conflict(on) };
        let off = [("best".to_owned(), on)];
        let pool = Pool { ties: &ties, off: &off, engaged: &[] };
        let ranked = rank(experts, need, pool);
        let names: Vec<&str> = ranked.iter().map(|one| one.expert.id.as_str()).collect();
        assert_eq!(names, ["later", "best", "soon", "tied"]);
        assert_eq!(ranked[0].next_on, Some(date(2026, 3, 6)));
        assert_eq!(ranked[1].next_on, Some(date(2026, 3, 9)));
        assert_eq!(ranked[3].forbidden.as_deref(), Some("board"));
    }

    #[test]
    fn an_expert_without_weekdays_is_never_there() {
        let on = date(2026, 3, 2);
        assert!(!is_available(&expert("a", "tax", ""), &BTreeSet::new(), on));
        assert!(is_available(&expert("a", "tax", "1"), &BTreeSet::new(), on));
        assert!(!is_available(&expert("a", "tax", "1"), &BTreeSet::from([on]), on));
    }
}
