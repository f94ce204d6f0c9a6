//! Judging a draft: what is left out, what does not sum and what does not fit together.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Ask, Counts, Draft, DraftGrading, DraftIndicator, DraftReward, DraftStep, DraftUncertainty, Feed,
    Grading, Indicator, LeaveOut, Method, Normalise, Purse, Reward, RewardGrade, RewardMethod, Scheme,
    SplitBy, Status, Step, Vary,
};
use crate::{Aggregate, Micro, Missing, Refused, Scope, ZeroRange};

/// Indicators a scheme may have.
const MOST_INDICATORS: usize = 200;

/// Judges every part in the order in which the parts are used.
pub(super) fn judged(draft: &Draft) -> Result<Scheme, Refused> {
    if draft.status == Status::Empty {
        return Err(Refused::SchemeNotTypedIn { name: draft.name.clone() });
    }
    if draft.schema != 1 {
        return Err(Refused::SchemeVersion { version: i64::from(draft.schema) });
    }
    let grading = draft.grading.as_ref().map(grading).transpose()?;
    let given = matches!(grading, Some(Grading::Given { .. }));
    let measured = !draft.indicators.is_empty();
    if !measured && !given {
        return Err(Refused::NoIndicators);
    }
    let scheme = Scheme {
        id: draft.id.clone(),
        name: draft.name.clone(),
        status: draft.status,
        scope: chosen(draft.scope, measured, "scope")?.unwrap_or(Scope::League),
        winsor: draft.winsor.map(winsor).transpose()?,
        missing: chosen(draft.missing, measured, "missing")?.unwrap_or(Missing::ExcludeReweight),
        min_coverage: within_one(draft.min_coverage.unwrap_or(Micro::ZERO), "min_coverage")?,
        normalise: chosen(draft.normalise, measured, "normalise")?.unwrap_or(Normalise::MinMax),
        range: range(draft.range)?,
        zero_range: chosen(draft.zero_range, measured, "zero_range")?.unwrap_or(ZeroRange::Refuse),
        aggregate: chosen(draft.aggregate, measured, "aggregate")?.unwrap_or(Aggregate::Arithmetic),
        indicators: indicators(draft)?,
        covariates: draft.case_mix.as_ref().map(|mix| mix.covariates.clone()).unwrap_or_default(),
        reward: draft.reward.as_ref().map(|reward| rewards(reward, grading.as_ref())).transpose()?,
        grading,
        vary: None,
    };
    chosen(draft.rank_ties, measured, "rank_ties")?;
    fits(&scheme)?;
    let vary = draft.uncertainty.as_ref().map(|what| vary(what, &scheme)).transpose()?;
    Ok(Scheme { vary, ..scheme })
}

/// A choice that must be written out as soon as something is measured.
fn chosen<T>(choice: Option<T>, measured: bool, field: &str) -> Result<Option<T>, Refused> {
    if choice.is_none() && measured {
        return Err(Refused::ChoiceMissing { field: field.to_owned() });
    }
    Ok(choice)
}

fn outside(field: &str, value: &dyn ToString) -> Refused {
    Refused::OutOfRange { field: field.to_owned(), value: value.to_string() }
}

fn within_one(number: Micro, field: &str) -> Result<Micro, Refused> {
    if (Micro::ZERO..=Micro::ONE).contains(&number) { Ok(number) } else { Err(outside(field, &number)) }
}

fn winsor(quantiles: [Micro; 2]) -> Result<[Micro; 2], Refused> {
    let [low, high] = quantiles;
    within_one(low, "winsor")?;
    within_one(high, "winsor")?;
    if low < high { Ok(quantiles) } else { Err(outside("winsor", &high)) }
}

fn range(ends: Option<[Micro; 2]>) -> Result<[Micro; 2], Refused> {
    let ends = ends.unwrap_or([Micro::ZERO, Micro::ONE]);
    if ends[0] < ends[1] { Ok(ends) } else { Err(outside("range", &ends[1])) }
}

/// Refuses weights whose sum is neither 1 nor 100; gives the sum.
fn summed(weights: &[Micro], of: &str) -> Result<Micro, Refused> {
    if let Some(weight) = weights.iter().find(|weight| **weight <= Micro::ZERO) {
        return Err(Refused::WeightNotPositive { of: of.to_owned(), weight: weight.to_string() });
    }
    let sum: Micro = weights.iter().copied().sum();
    if sum == Micro::ONE || sum == Micro::from_millionths(100_000_000) {
        return Ok(sum);
    }
    Err(Refused::WeightsNotSumming { of: of.to_owned(), sum: sum.to_string() })
}

/// Refuses a name that is blank, padded or there twice.
fn unique<'a>(names: impl Iterator<Item = &'a str>, of: &str) -> Result<(), Refused> {
    let mut seen = BTreeSet::new();
    for name in names {
        if name.is_empty() || name.trim() != name {
            return Err(Refused::NameBlank { of: of.to_owned(), name: name.to_owned() });
        }
        if !seen.insert(name) {
            return Err(Refused::NameTwice { of: of.to_owned(), name: name.to_owned() });
        }
    }
    Ok(())
}

/// Indicators with their weights of the whole.
fn indicators(draft: &Draft) -> Result<Vec<Indicator>, Refused> {
    if draft.indicators.is_empty() {
        return Ok(Vec::new());
    }
    if draft.indicators.len() > MOST_INDICATORS {
        return Err(outside("indicator", &draft.indicators.len()));
    }
    unique(draft.indicators.iter().map(|one| one.id.as_str()), "indicator")?;
    unique(draft.groups.iter().map(|one| one.id.as_str()), "group")?;
    let shares = group_shares(draft)?;
    draft.indicators.iter().map(|one| indicator(one, &shares)).collect()
}

/// What a weight of one millionth comes to, by group; a group of the name "" when there are none.
fn group_shares(draft: &Draft) -> Result<BTreeMap<&str, f64>, Refused> {
    let of = |group: Option<&str>| -> Vec<Micro> {
        let members = draft.indicators.iter().filter(|one| group.is_none() || one.group.as_deref() == group);
        members.map(|one| one.weight).collect()
    };
    if draft.groups.is_empty() {
        let sum = summed(&of(None), "indicator")?;
        return Ok(BTreeMap::from([("", 1.0 / sum.millionths() as f64)]));
    }
    let weights: Vec<Micro> = draft.groups.iter().map(|one| one.weight).collect();
    let whole = summed(&weights, "group")?;
    let mut shares = BTreeMap::new();
    for group in &draft.groups {
        let sum = summed(&of(Some(&group.id)), &group.id)?;
        let share = group.weight.millionths() as f64 / whole.millionths() as f64;
        shares.insert(group.id.as_str(), share / sum.millionths() as f64);
    }
    Ok(shares)
}

fn indicator(one: &DraftIndicator, shares: &BTreeMap<&str, f64>) -> Result<Indicator, Refused> {
    let group = if shares.contains_key("") { "" } else { one.group.as_deref().unwrap_or_default() };
    let share = shares
        .get(group)
        .copied()
        .ok_or_else(|| Refused::GroupUnknown { indicator: one.id.clone(), group: group.to_owned() })?;
    let feed = match (&one.of, &one.per) {
        (Some(of), Some(per)) => {
            Feed::Rate { of: of.clone(), per: per.clone(), times: one.times.unwrap_or(Micro::ONE) }
        }
        (None, None) => Feed::Column(one.column.clone().unwrap_or_else(|| one.id.clone())),
        _ => return Err(Refused::RateHalf { indicator: one.id.clone() }),
    };
    let decimals = one.decimals.unwrap_or(2);
    if decimals > 6 {
        return Err(outside("decimals", &decimals));
    }
    if let Some([low, high]) = one.goalposts.filter(|[low, high]| low >= high) {
        return Err(outside("goalposts", &format!("{low}, {high}")));
    }
    Ok(Indicator {
        id: one.id.clone(),
        name: one.name.clone().unwrap_or_else(|| one.id.clone()),
        direction: one.direction,
        weight: one.weight.millionths() as f64 * share,
        group: one.group.clone(),
        target: one.target,
        goalposts: one.goalposts,
        feed,
        before: one.before.clone(),
        counts: one.counts.unwrap_or(Counts::Level),
        decimals,
    })
}

/// Choices that need something the scheme must then have.
fn fits(scheme: &Scheme) -> Result<(), Refused> {
    for indicator in &scheme.indicators {
        if indicator.counts == Counts::Change && indicator.before.is_none() {
            return Err(Refused::NoBefore { indicator: indicator.id.clone() });
        }
        if indicator.counts == Counts::Difference && scheme.covariates.is_empty() {
            return Err(Refused::NoCovariates { indicator: indicator.id.clone() });
        }
    }
    normalisable(scheme, scheme.normalise)?;
    let split_by_score = matches!(scheme.reward, Some(Reward::Split { by: SplitBy::Score, .. }));
    if split_by_score && scheme.indicators.is_empty() {
        return Err(Refused::SplitNeedsScores);
    }
    Ok(())
}

/// A target normalisation needs a target above zero for every indicator.
fn normalisable(scheme: &Scheme, how: Normalise) -> Result<(), Refused> {
    let lacking = scheme.indicators.iter().find(|one| one.target.is_none_or(|target| target <= Micro::ZERO));
    match lacking {
        Some(one) if how == Normalise::Target => Err(Refused::NoTarget { indicator: one.id.clone() }),
        _ => Ok(()),
    }
}

fn grading(draft: &DraftGrading) -> Result<Grading, Refused> {
    if draft.method == Method::Given {
        let column = draft.column.clone().unwrap_or_else(|| "grade".to_owned());
        return Ok(Grading::Given { column });
    }
    let tie_at_cut = draft.tie_at_cut.ok_or(Refused::ChoiceMissing { field: "tie_at_cut".to_owned() })?;
    if draft.steps.is_empty() {
        return Err(Refused::NoGrades);
    }
    let steps: Vec<Step> = draft.steps.iter().map(|one| step(one, draft.method)).collect::<Result<_, _>>()?;
    let mut last: BTreeMap<&Option<String>, Ask> = BTreeMap::new();
    for (at, one) in steps.iter().enumerate() {
        if steps[..at].iter().any(|other| other.league == one.league && other.grade == one.grade) {
            return Err(Refused::NameTwice { of: "grading.step".to_owned(), name: one.grade.clone() });
        }
        if let (Some(Ask::Cutoff(above)), Ask::Cutoff(here)) = (last.insert(&one.league, one.ask), one.ask)
            && above <= here
        {
            return Err(outside("cutoff", &here));
        }
    }
    Ok(Grading::Ladder { tie_at_cut, steps, rest: draft.rest.clone() })
}

fn step(one: &DraftStep, method: Method) -> Result<Step, Refused> {
    let ask = match (method, one.count, one.share, one.cutoff) {
        (Method::Count, Some(count), None, None) => Ask::Count(count),
        (Method::Share, None, Some(share), None) => Ask::Share(within_one(share, "share")?),
        (Method::Cutoff, None, None, Some(cutoff)) => Ask::Cutoff(cutoff),
        _ => return Err(Refused::StepUnfit { grade: one.grade.clone() }),
    };
    Ok(Step { league: one.league.clone(), grade: one.grade.clone(), ask })
}

fn rewards(draft: &DraftReward, grading: Option<&Grading>) -> Result<Reward, Refused> {
    for one in &draft.grades {
        let known = match grading {
            Some(Grading::Ladder { steps, rest, .. }) => {
                rest.as_ref() == Some(&one.grade) || steps.iter().any(|step| step.grade == one.grade)
            }
            Some(Grading::Given { .. }) => true,
            None => false,
        };
        if !known {
            return Err(Refused::RewardOfNoGrade { grade: one.grade.clone() });
        }
    }
    if draft.method == RewardMethod::Fixed {
        let grades = draft.grades.iter().map(|one| {
            let won = one.won.filter(|won| *won >= 0);
            let amount = won.ok_or(Refused::RewardWithoutSum { grade: one.grade.clone() })?;
            Ok(RewardGrade {
                league: one.league.clone(),
                grade: one.grade.clone(),
                amount,
                note: one.note.clone(),
            })
        });
        return Ok(Reward::Fixed(grades.collect::<Result<_, Refused>>()?));
    }
    let by = draft.by.ok_or(Refused::ChoiceMissing { field: "reward.by".to_owned() })?;
    let grades = draft.grades.iter().map(|one| {
        let weight = one.weight.or((by != SplitBy::Grade).then_some(Micro::ONE));
        let weight = weight.filter(|weight| *weight > Micro::ZERO);
        let amount = weight.ok_or(Refused::RewardWithoutSum { grade: one.grade.clone() })?.millionths();
        Ok(RewardGrade {
            league: one.league.clone(),
            grade: one.grade.clone(),
            amount,
            note: one.note.clone(),
        })
    });
    let grades = grades.collect::<Result<Vec<_>, Refused>>()?;
    if by == SplitBy::Grade && grades.is_empty() {
        return Err(Refused::NoGrades);
    }
    Ok(Reward::Split { by, purse: purse(draft)?, grades })
}

/// The money of a split; floor and cap must be whole multiples of the rounding, else nobody could get them.
fn purse(draft: &DraftReward) -> Result<Purse, Refused> {
    let budget = draft.budget_won.ok_or(Refused::ChoiceMissing { field: "reward.budget_won".to_owned() })?;
    let purse = Purse {
        budget,
        floor: draft.floor_won.unwrap_or(0),
        cap: draft.cap_won,
        rounding: draft.rounding_won.unwrap_or(1),
    };
    let (least, most) = (0, 1_000_000_000_000_000);
    for (field, won) in [
        ("budget_won", purse.budget),
        ("floor_won", purse.floor),
        ("cap_won", purse.cap.unwrap_or(0)),
        ("rounding_won", purse.rounding - 1),
    ] {
        if !(least..=most).contains(&won) {
            return Err(outside(field, &won));
        }
    }
    if purse.cap.is_some_and(|cap| cap < purse.floor) {
        return Err(outside("cap_won", &purse.cap.unwrap_or(0)));
    }
    for (field, won) in [("floor_won", purse.floor), ("cap_won", purse.cap.unwrap_or(0))] {
        if won % purse.rounding != 0 {
            return Err(Refused::NotARoundSum { field: field.to_owned(), won, rounding: purse.rounding });
        }
    }
    Ok(purse)
}

fn vary(draft: &DraftUncertainty, scheme: &Scheme) -> Result<Vary, Refused> {
    let or_own = |list: &[Normalise]| if list.is_empty() { vec![scheme.normalise] } else { list.to_vec() };
    let normalise = or_own(&draft.normalise);
    let missing = if draft.missing.is_empty() { vec![scheme.missing] } else { draft.missing.clone() };
    for how in &normalise {
        normalisable(scheme, *how)?;
        if scheme.aggregate == Aggregate::Geometric && *how == Normalise::ZScore {
            return Err(Refused::GeometricOfZScores);
        }
    }
    Ok(Vary {
        weights: within_one(draft.weights_vary.unwrap_or(Micro::ZERO), "weights_vary")?,
        normalise,
        missing,
        leave_one_out: if draft.leave_one_out == Some(true) && scheme.indicators.len() > 1 {
            LeaveOut::One
        } else {
            LeaveOut::Never
        },
    })
}
