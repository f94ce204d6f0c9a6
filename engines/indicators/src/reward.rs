//! From grades to money, to the won: fixed sums, or a budget split with floor, cap and rounding.

use std::cmp::Reverse;

use base::Won;

use crate::{
    Refused, Table,
    aggregate::NONE,
    outcome::Money,
    scheme::{Grading, Purse, Reward, RewardGrade, SplitBy},
};

/// Rewards by unit, in the order of the table, and their sum.
pub(crate) fn rewards(
    reward: Option<&Reward>,
    grading: Option<&Grading>,
    table: &Table,
    (grades, scores): (&[Option<String>], &[i64]),
) -> Result<(Vec<Won>, Money), Refused> {
    let given = matches!(grading, Some(Grading::Given { .. }));
    match reward {
        None => {
            let none = vec![Won::ZERO; table.units().len()];
            Ok((none, Money { budget: None, rewards: Won::ZERO, unspent: Won::ZERO }))
        }
        Some(Reward::Fixed(sums)) => {
            let mut paid = Vec::with_capacity(grades.len());
            for (unit, grade) in table.units().iter().zip(grades) {
                paid.push(match (grade, entry(sums, &unit.league, grade.as_deref())) {
                    (_, Some(sum)) => Won(sum.amount),
                    (Some(grade), None) if given => {
                        let (unit, grade) = (unit.id.clone(), grade.clone());
                        return Err(Refused::GradeWithoutReward { unit, grade });
                    }
                    _ => Won::ZERO,
                });
            }
            let rewards = paid.iter().copied().sum();
            Ok((paid, Money { budget: None, rewards, unspent: Won::ZERO }))
        }
        Some(Reward::Split { by, purse, grades: rewarded }) => {
            let parties = parties(*by, rewarded, table, (grades, scores))?;
            let mut paid = vec![Won::ZERO; table.units().len()];
            for (party, won) in parties.iter().zip(split(*purse, &parties)?) {
                paid[party.place] = Won(won);
            }
            let rewards: Won = paid.iter().copied().sum();
            let budget = Won(purse.budget);
            Ok((paid, Money { budget: Some(budget), rewards, unspent: budget - rewards }))
        }
    }
}

/// The entry of a grade: the league's own, or the one for every league.
fn entry<'a>(entries: &'a [RewardGrade], league: &str, grade: Option<&str>) -> Option<&'a RewardGrade> {
    let fits = |of: Option<&str>| {
        entries.iter().find(|one| Some(one.grade.as_str()) == grade && one.league.as_deref() == of)
    };
    fits(Some(league)).or_else(|| fits(None))
}

/// One who takes part in a split.
#[derive(Debug, Clone)]
pub(crate) struct Party {
    /// Its place in the table.
    pub(crate) place: usize,
    /// What it counts for.
    pub(crate) weight: u128,
    /// Its score, for the order of what rounding leaves over.
    pub(crate) score: i64,
}

fn parties(
    by: SplitBy,
    rewarded: &[RewardGrade],
    table: &Table,
    (grades, scores): (&[Option<String>], &[i64]),
) -> Result<Vec<Party>, Refused> {
    let mut parties = Vec::new();
    for (place, unit) in table.units().iter().enumerate() {
        let score = scores.get(place).copied().unwrap_or(NONE);
        let known = score != NONE;
        let entry = entry(rewarded, &unit.league, grades[place].as_deref());
        let takes_part = entry.is_some() || (rewarded.is_empty() && known);
        if !takes_part {
            continue;
        }
        let weight = match by {
            SplitBy::Equal => 1,
            SplitBy::Grade => entry.map_or(0, |entry| entry.amount.unsigned_abs().into()),
            SplitBy::Score if known && score > 0 => score.unsigned_abs().into(),
            SplitBy::Score => return Err(Refused::ScoreNotAboveZero { unit: unit.id.clone() }),
        };
        parties.push(Party { place, weight, score: if known { score } else { i64::MIN } });
    }
    Ok(parties)
}

/// Splits a budget: whoever falls below the floor gets the floor, then whoever passes the cap gets the cap, until
/// nothing changes; the rest in proportion, rounded down to whole multiples of `rounding`; what that leaves goes out
/// one multiple each by largest fraction, then score, then place. What caps leave over stays unspent.
pub(crate) fn split(purse: Purse, parties: &[Party]) -> Result<Vec<i64>, Refused> {
    let floors = purse.floor.saturating_mul(parties.len() as i64);
    if floors > purse.budget {
        let (budget, units) = (purse.budget, parties.len() as i64);
        return Err(Refused::BudgetBelowFloors { budget, floors, units });
    }
    let mut paid: Vec<Option<i64>> = vec![None; parties.len()];
    let mut left = purse.budget as u128;
    let mut weight: u128 = parties.iter().map(|party| party.weight).sum();
    loop {
        let free = || parties.iter().enumerate().filter(|(at, _)| paid[*at].is_none());
        let below: Vec<usize> = free()
            .filter(|(_, party)| left * party.weight < purse.floor as u128 * weight)
            .map(|(at, _)| at)
            .collect();
        let above = || {
            let cap = purse.cap?;
            let over: Vec<usize> = free()
                .filter(|(_, party)| left * party.weight > cap as u128 * weight)
                .map(|(at, _)| at)
                .collect();
            (!over.is_empty()).then_some((over, cap))
        };
        let (bound, sum) = if below.is_empty() {
            let Some(bound) = above() else { break };
            bound
        } else {
            (below, purse.floor)
        };
        for at in bound {
            paid[at] = Some(sum);
            left -= sum as u128;
            weight -= parties[at].weight;
        }
    }
    Ok(rounded(purse, parties, paid, left, weight))
}

/// Shares of those that no floor or cap bound, in whole multiples of the rounding.
fn rounded(purse: Purse, parties: &[Party], paid: Vec<Option<i64>>, left: u128, weight: u128) -> Vec<i64> {
    let step = weight * purse.rounding as u128;
    let mut over = Vec::new();
    let mut given = 0_u128;
    let mut sums = Vec::with_capacity(paid.len());
    for (at, paid) in paid.into_iter().enumerate() {
        sums.push(paid.unwrap_or_else(|| {
            let whole = left * parties[at].weight / step;
            over.push((Reverse(left * parties[at].weight % step), Reverse(parties[at].score), at));
            given += whole;
            (whole * purse.rounding as u128) as i64
        }));
    }
    let mut steps = left / purse.rounding as u128 - given;
    over.sort_unstable();
    for (_, _, at) in over {
        let more = sums[at] + purse.rounding;
        if steps > 0 && purse.cap.is_none_or(|cap| more <= cap) {
            sums[at] = more;
            steps -= 1;
        }
    }
    sums
}
