//! One applicant looked at closely: every clause, every point, the reasons and the sentence.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use crate::{
    Bound, Clause, Criterion, Exception, Facts, Label, Paper, Plan, Points, Role, Scale, Status, Verdict,
    Without, rulebook::scale,
};

/// One applicant under a plan.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    pub(crate) plan: &'a Plan<'a>,
    facts: &'a Facts,
    bound: Bound,
    row: usize,
}

/// What a clause comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding<'a> {
    /// It does not speak against the applicant.
    Well,
    /// It would, but for an exception.
    Waived(&'a Exception),
    /// It does.
    Against,
    /// A paper is missing.
    Unclear,
}

/// Why somebody may not take part, or what is still asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason<'a> {
    /// A clause speaks against it.
    Clause(&'a Clause),
    /// A paper is missing.
    Paper(&'a Paper),
}

impl Reason<'_> {
    /// The code of the result files: the clause's id, or `paper:` and the paper's.
    pub fn code(&self) -> String {
        match self {
            Self::Clause(clause) => clause.id.clone(),
            Self::Paper(paper) => format!("paper:{}", paper.id),
        }
    }
}

/// The points of one criterion or bonus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Award {
    /// Its code; `bonus-max` for what the limit of all bonus points takes away.
    pub id: String,
    /// The value they were given for; nothing where it is not known.
    pub value: Option<String>,
    /// The points; nothing while a paper is missing.
    pub points: Option<Points>,
}

/// One sentence for the applicant: a code and arguments, whose words are `rules-explained-<code>`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// Kebab-case code.
    pub code: &'static str,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, Value>,
}

impl Explanation {
    /// The key of the sentence.
    pub fn key(&self) -> String {
        format!("rules-explained-{}", self.code)
    }
}

impl<'a> Case<'a> {
    pub(crate) fn new(plan: &'a Plan<'a>, facts: &'a Facts, bound: Bound, row: usize) -> Self {
        Self { plan, facts, bound, row }
    }

    /// The applicant's id.
    pub fn id(&self) -> &'a str {
        self.facts.id(self.row)
    }

    /// The value of the field at a place of the rulebook; an age or a number of months is counted.
    pub fn value(&self, field: usize) -> Option<i64> {
        self.plan.counted(self.facts, self.bound.0[field], field, self.row)
    }

    /// The same as it stands in a file.
    pub fn shown(&self, field: usize) -> Option<String> {
        self.value(field).map(|value| self.plan.rulebook.fields[field].shown(value).into_owned())
    }

    /// The value of the column behind a field: for an age, the date.
    pub(crate) fn raw(&self, field: usize) -> Option<i64> {
        self.facts.columns[self.bound.0[field]].value(self.row)
    }

    /// Every clause in the order of the rulebook, and what it comes to.
    pub fn clauses(&self) -> Vec<(&'a Clause, Finding<'a>)> {
        self.plan.rulebook.clauses.iter().map(|clause| (clause, self.finding(clause))).collect()
    }

    fn finding(&self, clause: &'a Clause) -> Finding<'a> {
        let value = |field: usize| self.value(field);
        match clause.against.holds(&value) {
            None => Finding::Unclear,
            Some(true) => Finding::Against,
            Some(false) => {
                let well = clause.when.holds(&value) == Some(clause.role == Role::Require);
                let waiver = clause.exceptions.iter().find(|one| one.when.holds(&value) == Some(true));
                waiver.filter(|_| !well).map_or(Finding::Well, Finding::Waived)
            }
        }
    }

    /// Whether the applicant may take part.
    pub fn verdict(&self) -> Verdict {
        let value = |field: usize| self.value(field);
        let held = self.plan.rulebook.clauses.iter().map(|clause| clause.against.holds(&value));
        let held: Vec<Option<bool>> = held.collect();
        if held.contains(&Some(true)) {
            Verdict::No
        } else if held.contains(&None) || self.tier().is_none() || self.score().is_none() {
            Verdict::Unknown
        } else {
            Verdict::Yes
        }
    }

    /// Place of the tier the applicant belongs to, the number of tiers for the rest.
    pub fn tier(&self) -> Option<usize> {
        let value = |field: usize| self.value(field);
        for (place, tier) in self.plan.rulebook.tiers.iter().enumerate() {
            if tier.when.holds(&value)? {
                return Some(place);
            }
        }
        Some(self.plan.rulebook.tiers.len())
    }

    /// The sum of all points; nothing while a paper is missing on which they hang.
    pub fn score(&self) -> Option<Points> {
        let points = self.points().into_iter().map(|award| award.points.map(Points::hundredths));
        points.sum::<Option<i32>>().map(Points::from_hundredths)
    }

    /// The points of every criterion, then of every bonus, in the order of the rulebook; they sum to the score.
    pub fn points(&self) -> Vec<Award> {
        let rulebook = self.plan.rulebook;
        let mut all: Vec<Award> = rulebook
            .criteria
            .iter()
            .map(|one| {
                let points = self.value(one.field).map_or(one.without_paper, |value| Some(worth(one, value)));
                Award { id: one.id.clone(), value: self.shown(one.field), points }
            })
            .collect();
        let bonuses: Vec<Award> = rulebook.bonuses.iter().map(|bonus| self.bonus(bonus)).collect();
        let sum: Option<i32> = bonuses.iter().map(|award| award.points.map(Points::hundredths)).sum();
        all.extend(bonuses);
        if let (Some(most), Some(sum)) = (rulebook.bonus_max, sum)
            && sum > most.hundredths()
        {
            let points = Some(Points::from_hundredths(most.hundredths() - sum));
            all.push(Award { id: "bonus-max".to_owned(), value: Some(most.to_string()), points });
        }
        all
    }

    fn bonus(&self, bonus: &crate::Bonus) -> Award {
        let held = bonus.when.holds(&|field| self.value(field));
        let points = match (held, bonus.without_paper) {
            (Some(true), _) => Some(bonus.points),
            (Some(false), _) | (None, Without::None) => Some(Points::ZERO),
            (None, Without::Ask) => None,
        };
        let value = held.map(|held| if held { "yes" } else { "no" }.to_owned());
        Award { id: bonus.id.clone(), value, points }
    }

    /// Why not, or what is missing; nothing for those who may take part. In the order of the rulebook.
    pub fn reasons(&self) -> Vec<Reason<'a>> {
        let against = self.clauses().into_iter().filter(|(_, finding)| *finding == Finding::Against);
        let against: Vec<Reason<'a>> = against.map(|(clause, _)| Reason::Clause(clause)).collect();
        if against.is_empty() { self.missing().into_iter().map(Reason::Paper).collect() } else { against }
    }

    /// The papers on which something hangs, each once, in the order in which the rulebook asks.
    pub fn missing(&self) -> Vec<&'a Paper> {
        let rulebook = self.plan.rulebook;
        let value = |field: usize| self.value(field);
        let mut fields = Vec::new();
        for clause in &rulebook.clauses {
            clause.against.asks(&value, &mut fields);
        }
        if self.tier().is_none() {
            rulebook.tiers.iter().for_each(|tier| tier.when.asks(&value, &mut fields));
        }
        let bare = rulebook.criteria.iter().filter(|one| one.without_paper.is_none());
        fields.extend(bare.map(|one| one.field).filter(|field| self.value(*field).is_none()));
        for bonus in rulebook.bonuses.iter().filter(|bonus| bonus.without_paper == Without::Ask) {
            bonus.when.asks(&value, &mut fields);
        }
        let mut papers: Vec<&Paper> = Vec::new();
        for paper in fields.into_iter().map(|field| rulebook.paper_of(field)) {
            if !papers.contains(&paper) {
                papers.push(paper);
            }
        }
        papers
    }

    /// One plain sentence, with names picked in the reader's language.
    pub fn explanation(&self, pick: impl Fn(&Label) -> &str) -> Explanation {
        let said = |labels: Vec<&Label>| labels.into_iter().map(&pick).collect::<Vec<_>>().join(", ");
        let mut args: BTreeMap<String, Value> = BTreeMap::new();
        let sample = if self.plan.rulebook.status == Status::Sample { "yes" } else { "no" };
        args.insert("sample".to_owned(), sample.into());
        let code = match self.verdict() {
            Verdict::Yes => {
                args.insert("score".to_owned(), self.score().unwrap_or_default().to_string().into());
                "eligible"
            }
            Verdict::Unknown => {
                let papers = self.missing();
                args.insert("count".to_owned(), papers.len().into());
                args.insert("papers".to_owned(), said(papers.iter().map(|one| &one.name).collect()).into());
                "unknown"
            }
            Verdict::No => {
                let against = self.clauses().into_iter().filter(|(_, finding)| *finding == Finding::Against);
                let (unmet, excluded): (Vec<&Clause>, Vec<&Clause>) =
                    against.map(|(clause, _)| clause).partition(|clause| clause.role == Role::Require);
                for (name, list) in [("unmet", unmet), ("excluded", excluded)] {
                    args.insert(format!("{name}_count"), list.len().into());
                    let names = list.iter().map(|clause| &clause.name).collect();
                    args.insert(name.to_owned(), said(names).into());
                }
                let waits = args["excluded_count"] == 0;
                match self.eligible_from().filter(|_| waits) {
                    Some(day) => {
                        args.insert("day".to_owned(), day.to_string().into());
                        "ineligible-until"
                    }
                    None => "ineligible",
                }
            }
        };
        Explanation { code, args }
    }

    /// The first day on which no clause would speak against the applicant, when only time is lacking.
    pub fn eligible_from(&self) -> Option<Date> {
        let remedies = self.remedies();
        let days = remedies.iter().map(|remedy| remedy.ways.iter().filter_map(|way| way.on).min());
        days.collect::<Option<Vec<Date>>>()?.into_iter().max()
    }
}

/// The points of a known value.
pub(crate) fn worth(criterion: &Criterion, value: i64) -> Points {
    match &criterion.scale {
        Scale::AsFiled(decimals) => scale::filed(value, *decimals),
        Scale::Bands(bands) => {
            let band = bands.iter().find(|band| (band.low..=band.high).contains(&value));
            band.map_or(Points::ZERO, |band| band.points)
        }
    }
}
