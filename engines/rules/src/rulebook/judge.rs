//! Judging a draft part by part, in the order in which the parts are used.

use super::{
    Bonus, Clause, Condition, Criterion, Deadline, Draft, DraftBonus, DraftClause, DraftCriterion, DraftTie,
    Exception, Field, Kind, Label, Paper, Prefer, Role, Rulebook, Status, Tie, TieBy, Tier, Without, check,
    condition, fields, scale,
};
use crate::{Points, Refused};

/// Parts of each kind that a rulebook may have.
const MOST: usize = 64;
/// Tests in all conditions together.
const MOST_TESTS: usize = 1_000;
/// What may decide between equals.
const MOST_TIES: usize = 9;
/// Tiers.
const MOST_TIERS: usize = 9;

/// Judges every part.
pub(super) fn judged(draft: &Draft) -> Result<Rulebook, Refused> {
    usable(draft)?;
    let papers = papers(draft)?;
    check::count(draft.fields.len(), MOST, "field")?;
    let fields = fields::judged(&draft.fields, &papers)?;
    codes(draft)?;
    let clauses = clauses(draft, &fields)?;
    let criteria = criteria(draft, &fields)?;
    if clauses.is_empty() && criteria.is_empty() {
        return Err(Refused::NothingToDecide);
    }
    let period = check::there(draft.in_force.as_ref(), "rulebook", "in_force")?;
    if period.from > period.to {
        return Err(Refused::PeriodBackwards { from: period.from.to_string(), to: period.to.to_string() });
    }
    let rulebook = Rulebook {
        id: draft.id.clone(),
        name: Label::judged("rulebook", &draft.name, draft.name_en.as_deref())?,
        status: draft.status,
        programme: check::there(draft.programme.as_ref(), "rulebook", "type")?.clone(),
        year: *check::there(draft.year.as_ref(), "rulebook", "year")?,
        source: check::source(draft.source.as_deref(), "rulebook")?,
        as_of: check::there(draft.as_of.as_ref(), "rulebook", "as_of")?.clone(),
        from: period.from,
        to: period.to,
        age_on: draft.age_on,
        tiers: tiers(draft, &fields)?,
        bonuses: draft.bonuses.iter().map(|one| bonus(one, &fields)).collect::<Result<_, _>>()?,
        bonus_max: bonus_max(draft)?,
        ties: ties(draft, &fields, &criteria)?,
        deadlines: deadlines(draft)?,
        sha256: draft.contents_sha256(),
        papers,
        fields,
        clauses,
        criteria,
    };
    sized(&rulebook)?;
    summed(draft, &rulebook)?;
    Ok(rulebook)
}

/// Refuses an empty form, another version, and an official table that nobody signed off as it stands.
fn usable(draft: &Draft) -> Result<(), Refused> {
    if draft.schema != 1 {
        return Err(Refused::RulebookVersion { version: i64::from(draft.schema) });
    }
    check::ids(std::iter::once(draft.id.as_str()), "rulebook")?;
    match (draft.status, &draft.signed) {
        (Status::Empty, _) => Err(Refused::RulebookNotTypedIn { name: draft.name.clone() }),
        (Status::Sample, _) => Ok(()),
        (Status::Official, None) => {
            Err(Refused::NotSignedOff { name: draft.name.clone(), sha256: draft.contents_sha256() })
        }
        (Status::Official, Some(signed)) => {
            for (key, text) in [("by", &signed.by), ("document", &signed.document)] {
                check::there(Some(text).filter(|text| !text.trim().is_empty()), "signed", key)?;
            }
            let now = draft.contents_sha256();
            if signed.sha256.eq_ignore_ascii_case(&now) {
                return Ok(());
            }
            let signed = signed.sha256.clone();
            Err(Refused::ChangedSinceSigned { name: draft.name.clone(), signed, now })
        }
    }
}

/// Codes stand in results, so no two lines may share one.
fn codes(draft: &Draft) -> Result<(), Refused> {
    let clauses = || draft.requires.iter().chain(&draft.excludes);
    let all = clauses()
        .map(|one| &one.id)
        .chain(clauses().flat_map(|one| &one.exceptions).map(|one| &one.id))
        .chain(draft.tiers.iter().map(|one| &one.id))
        .chain(draft.criteria.iter().map(|one| &one.id))
        .chain(draft.bonuses.iter().map(|one| &one.id));
    check::ids(all.map(String::as_str).chain(["bonus-max"]), "code")
}

fn papers(draft: &Draft) -> Result<Vec<Paper>, Refused> {
    check::count(draft.papers.len(), MOST, "paper")?;
    check::ids(draft.papers.iter().map(|one| one.id.as_str()), "paper")?;
    let paper = |one: &super::DraftPaper| {
        Ok(Paper {
            id: one.id.clone(),
            name: Label::judged(&one.id, &one.name, one.name_en.as_deref())?,
            source: one.source.clone(),
        })
    };
    draft.papers.iter().map(paper).collect()
}

fn clauses(draft: &Draft, fields: &[Field]) -> Result<Vec<Clause>, Refused> {
    let requires = draft.requires.iter().map(|one| clause(one, Role::Require, fields));
    let excludes = draft.excludes.iter().map(|one| clause(one, Role::Exclude, fields));
    requires.chain(excludes).collect()
}

fn clause(draft: &DraftClause, role: Role, fields: &[Field]) -> Result<Clause, Refused> {
    let line = draft.id.as_str();
    let when = condition::judged(check::there(draft.when.as_ref(), line, "when")?, line, fields)?;
    let exceptions = draft.exceptions.iter().map(|one| {
        let when = check::there(one.when.as_ref(), &one.id, "when")?;
        Ok(Exception {
            id: one.id.clone(),
            name: Label::judged(&one.id, &one.name, one.name_en.as_deref())?,
            when: condition::judged(when, &one.id, fields)?,
            source: check::source(one.source.as_deref(), &one.id)?,
        })
    });
    let exceptions: Vec<Exception> = exceptions.collect::<Result<_, Refused>>()?;
    let speaks = match role {
        Role::Require => Condition::Not(Box::new(when.clone())),
        Role::Exclude => when.clone(),
    };
    let unless = exceptions.iter().map(|one| Condition::Not(Box::new(one.when.clone())));
    let against = if exceptions.is_empty() {
        speaks
    } else {
        Condition::All(std::iter::once(speaks).chain(unless).collect())
    };
    Ok(Clause {
        id: draft.id.clone(),
        name: Label::judged(line, &draft.name, draft.name_en.as_deref())?,
        role,
        when,
        exceptions,
        against,
        source: check::source(draft.source.as_deref(), line)?,
        as_of: draft.as_of.clone(),
    })
}

fn tiers(draft: &Draft, fields: &[Field]) -> Result<Vec<Tier>, Refused> {
    check::count(draft.tiers.len(), MOST_TIERS, "tier")?;
    let tier = |one: &super::DraftTier| {
        let when = check::there(one.when.as_ref(), &one.id, "when")?;
        Ok(Tier {
            id: one.id.clone(),
            name: Label::judged(&one.id, &one.name, one.name_en.as_deref())?,
            when: condition::judged(when, &one.id, fields)?,
            source: check::source(one.source.as_deref(), &one.id)?,
        })
    };
    draft.tiers.iter().map(tier).collect()
}

fn criteria(draft: &Draft, all: &[Field]) -> Result<Vec<Criterion>, Refused> {
    let criterion = |one: &DraftCriterion| {
        let line = one.id.as_str();
        let field = fields::at(all, check::there(one.field.as_ref(), line, "field")?, line)?;
        Ok(Criterion {
            id: one.id.clone(),
            name: Label::judged(line, &one.name, one.name_en.as_deref())?,
            field,
            scale: scale::judged(one, &all[field])?,
            without_paper: one.without_paper.as_ref().map(|text| check::points(text, line)).transpose()?,
            source: check::source(one.source.as_deref(), line)?,
        })
    };
    draft.criteria.iter().map(criterion).collect()
}

fn bonus(draft: &DraftBonus, fields: &[Field]) -> Result<Bonus, Refused> {
    let line = draft.id.as_str();
    Ok(Bonus {
        id: draft.id.clone(),
        name: Label::judged(line, &draft.name, draft.name_en.as_deref())?,
        when: condition::judged(check::there(draft.when.as_ref(), line, "when")?, line, fields)?,
        points: check::points(check::there(draft.points.as_ref(), line, "points")?, line)?,
        without_paper: draft.without_paper.unwrap_or(Without::Ask),
        source: check::source(draft.source.as_deref(), line)?,
    })
}

/// The limit of all bonus points, which takes nothing away from somebody without any.
fn bonus_max(draft: &Draft) -> Result<Option<Points>, Refused> {
    let Some(text) = &draft.bonus_max else { return Ok(None) };
    match check::points(text, "bonus-max")? {
        most if most < Points::ZERO => {
            Err(Refused::PointsUnfit { line: "bonus-max".to_owned(), value: text.0.clone() })
        }
        most => Ok(Some(most)),
    }
}

fn ties(draft: &Draft, all: &[Field], criteria: &[Criterion]) -> Result<Vec<Tie>, Refused> {
    check::count(draft.ties.len(), MOST_TIES, "tie")?;
    let mut found: Vec<Tie> = Vec::new();
    for (place, one) in draft.ties.iter().enumerate() {
        let line = format!("tie {}", place + 1);
        let by = tie_by(one, &line, all, criteria)?;
        if found.iter().any(|other| other.by == by) {
            return Err(Refused::IdTwice { of: "tie".to_owned(), id: line });
        }
        found.push(Tie { by, prefer: one.prefer, source: check::source(one.source.as_deref(), &line)? });
    }
    Ok(found)
}

fn tie_by(draft: &DraftTie, line: &str, all: &[Field], criteria: &[Criterion]) -> Result<TieBy, Refused> {
    let unfit = || Refused::TestUnfit { line: line.to_owned() };
    match (&draft.field, &draft.criterion) {
        (Some(field), None) => match fields::at(all, field, line)? {
            place if matches!(all[place].kind, Kind::Choice { .. }) => Err(unfit()),
            place => Ok(TieBy::Field(place)),
        },
        (None, Some(id)) => {
            let place = criteria.iter().position(|one| &one.id == id);
            let unknown = || Refused::FieldUnknown { line: line.to_owned(), field: id.clone() };
            if draft.prefer == Prefer::Lower {
                Err(unfit())
            } else {
                place.map(TieBy::Criterion).ok_or_else(unknown)
            }
        }
        _ => Err(unfit()),
    }
}

fn deadlines(draft: &Draft) -> Result<Vec<Deadline>, Refused> {
    check::count(draft.deadlines.len(), MOST, "deadline")?;
    check::ids(draft.deadlines.iter().map(|one| one.id.as_str()), "deadline")?;
    let deadline = |one: &super::DraftDeadline| {
        let days = one.days.max(one.extension_days.unwrap_or(0));
        if one.days == 0 || days > 3_650 {
            let (line, value) = (one.id.clone(), days.to_string());
            return Err(Refused::ValueUnfit { line, field: "days".to_owned(), value });
        }
        Ok(Deadline {
            id: one.id.clone(),
            name: Label::judged(&one.id, &one.name, one.name_en.as_deref())?,
            days: one.days,
            extension_days: one.extension_days,
            source: check::source(one.source.as_deref(), &one.id)?,
        })
    };
    draft.deadlines.iter().map(deadline).collect()
}

/// Bounds that keep a run's time and memory in proportion to its applicants.
fn sized(rulebook: &Rulebook) -> Result<(), Refused> {
    check::count(rulebook.clauses.len(), MOST, "require, exclude")?;
    check::count(rulebook.criteria.len(), MOST, "criterion")?;
    check::count(rulebook.bonuses.len(), MOST, "bonus")?;
    let mut tests = Vec::new();
    let clauses = rulebook.clauses.iter().map(|one| &one.against);
    let others =
        rulebook.tiers.iter().map(|one| &one.when).chain(rulebook.bonuses.iter().map(|one| &one.when));
    clauses.chain(others).for_each(|condition| condition.tests(&mut tests));
    check::count(tests.len(), MOST_TESTS, "test")
}

/// The highest points of all criteria come to the total that was typed beside them.
fn summed(draft: &Draft, rulebook: &Rulebook) -> Result<(), Refused> {
    let Some(total) = &draft.total else { return Ok(()) };
    let total = check::points(total, "total")?;
    let highest = |one: &Criterion| scale::highest(&one.scale, &rulebook.fields[one.field]).hundredths();
    let sum = Points::from_hundredths(rulebook.criteria.iter().map(highest).sum());
    if sum == total {
        return Ok(());
    }
    Err(Refused::PointsNotSumming { total: total.to_string(), sum: sum.to_string() })
}
