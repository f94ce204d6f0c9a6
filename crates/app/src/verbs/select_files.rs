//! The files of `dure select`, row by row in the order of applicant ids.

use base::Problem;
use rules::{Case, Comparison, Decisions, Facts, Plan, Points, Way};

use super::match_rows::put;

/// A file being written.
struct Sheet(Vec<u8>);

impl Sheet {
    fn new(header: &str) -> Self {
        let mut bytes = header.as_bytes().to_vec();
        bytes.push(b'\n');
        Self(bytes)
    }

    fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.0.push(b',');
            }
            put(&mut self.0, cell);
        }
        self.0.push(b'\n');
    }
}

fn points_text(points: Option<Points>) -> String {
    points.map(|points| points.to_string()).unwrap_or_default()
}

/// `decisions.csv`
pub(crate) fn decisions(plan: &Plan<'_>, facts: &Facts) -> Result<Vec<u8>, Problem> {
    let mut sheet = Sheet::new("applicant_id,eligible,score,reasons");
    for case in plan.cases(facts)? {
        let reasons: Vec<String> = case.reasons().iter().map(rules::Reason::code).collect();
        let (score, reasons) = (points_text(case.score()), reasons.join(";"));
        sheet.row([case.id(), case.verdict().word(), &score, &reasons]);
    }
    Ok(sheet.0)
}

/// `points.csv`: every criterion and bonus of every applicant; they sum to the score.
pub(crate) fn points(plan: &Plan<'_>, facts: &Facts) -> Result<Vec<u8>, Problem> {
    let mut sheet = Sheet::new("applicant_id,criterion,value,points");
    for case in plan.cases(facts)? {
        for award in case.points() {
            let value = award.value.unwrap_or_default();
            sheet.row([case.id(), &award.id, &value, &points_text(award.points)]);
        }
    }
    Ok(sheet.0)
}

/// `explanations.csv`: one plain sentence each.
pub(crate) fn explanations(
    plan: &Plan<'_>,
    facts: &Facts,
    explain: impl Fn(&Case<'_>) -> String,
) -> Result<Vec<u8>, Problem> {
    let mut sheet = Sheet::new("applicant_id,explanation");
    for case in plan.cases(facts)? {
        sheet.row([case.id(), &explain(&case)]);
    }
    Ok(sheet.0)
}

/// `changes.csv`: for each clause that speaks against somebody, the changes of one fact that would each have been enough.
pub(crate) fn changes(plan: &Plan<'_>, facts: &Facts) -> Result<Vec<u8>, Problem> {
    let mut sheet = Sheet::new("applicant_id,clause,source,field,now,from,to,one_of,on");
    for case in plan.cases(facts)? {
        for remedy in case.remedies() {
            let clause = remedy.clause;
            if remedy.ways.is_empty() {
                sheet.row([case.id(), &clause.id, &clause.source, "", "", "", "", "", ""]);
            }
            for way in &remedy.ways {
                let cells = way_cells(way);
                let head = [case.id(), &clause.id, &clause.source];
                sheet.row(head.into_iter().chain(cells.iter().map(String::as_str)));
            }
        }
    }
    Ok(sheet.0)
}

fn way_cells(way: &Way<'_>) -> [String; 6] {
    let on = way.on.map(|day| day.to_string()).unwrap_or_default();
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    [way.field.id.clone(), text(&way.now), text(&way.from), text(&way.to), way.one_of.join(";"), on]
}

/// `ranking.csv`: those who may take part, the first first; equals share a place.
pub(crate) fn ranking(plan: &Plan<'_>, facts: &Facts, decisions: &Decisions) -> Result<Vec<u8>, Problem> {
    let mut sheet = Sheet::new("place,applicant_id,tier,score");
    let tiers = &plan.rulebook().tiers;
    for (row, place) in plan.ranking(facts, decisions)?.rows() {
        let tier = decisions.tier(row).and_then(|tier| tiers.get(tier));
        let tier = tier.map_or("", |tier| tier.id.as_str());
        sheet.row([&place.to_string(), facts.id(row), tier, &points_text(decisions.score(row))]);
    }
    Ok(sheet.0)
}

/// `comparison.csv`: what another rulebook would change for each.
pub(crate) fn comparison(facts: &Facts, compared: &Comparison) -> Vec<u8> {
    let mut sheet = Sheet::new("applicant_id,before,after,score_before,score_after,effect");
    for row in 0..facts.applicants() {
        let moved = compared.moved(row);
        let (before, after) = (points_text(moved.score_before), points_text(moved.score_after));
        let cells = [moved.before.word(), moved.after.word(), &before, &after, moved.effect.word()];
        sheet.row(std::iter::once(facts.id(row)).chain(cells));
    }
    sheet.0
}
