//! The whole chain: figures, scores, ranks, how sure they are, grades, money, and the reasons.

use base::Won;

use crate::{
    Aggregate, Counts, Cut, Detail, Evaluation, Factor, Missing, Money, Normalise, Reason, Refused, Run,
    Scheme, Score, Table, UnitResult, View,
    aggregate::{Matrix, NONE, Room},
    grade::{Grades, grades},
    normalise::normalised,
    prepare::{Prepared, Values, filled, prepared},
    reward::rewards,
    scheme::Status,
    spread::{Alternatives, Spread, admitted, spread},
};

/// Evaluates every unit of the table by the scheme.
pub fn evaluate(scheme: &Scheme, table: &Table, run: &Run<'_>) -> Result<Evaluation, Refused> {
    if scheme.indicators.is_empty() {
        return given(scheme, table);
    }
    let base = Base::new(scheme, table)?;
    let grades = base.grades(scheme, table)?;
    let spread = match &scheme.vary {
        Some(vary) if run.variants > 0 => {
            let seed = admitted(run, table)?;
            let alternatives = Alternatives::new(vary, |how, missing| {
                base.matrix(scheme, table, how, missing).map(|(matrix, _)| matrix)
            })?;
            Some(spread(scheme, vary, table, (&alternatives, run, &seed)))
        }
        _ => None,
    };
    let (paid, money) =
        rewards(scheme.reward.as_ref(), scheme.grading.as_ref(), table, (&grades.grades, &base.room.scores))?;
    let cuts = cuts(table, &base, &grades, spread.as_ref());
    let mut result = Evaluation {
        units: units(table, &base, (&grades, &paid, spread.as_ref())),
        details: details(scheme, table, &base),
        views: views(scheme, table, &base.prepared),
        factors: spread.as_ref().map(|spread| factors(table, spread)).unwrap_or_default(),
        reasons: reasons(scheme, table, &base, (&cuts, &money)),
        cuts,
        money,
    };
    result.units.sort_by(|a, b| {
        let key = |unit: &UnitResult| unit.rank.unwrap_or(u32::MAX);
        (&a.league, key(a), &a.id).cmp(&(&b.league, key(b), &b.id))
    });
    Ok(result)
}

/// Published grades: nothing is scored, only the money is computed.
fn given(scheme: &Scheme, table: &Table) -> Result<Evaluation, Refused> {
    let graded = grades(scheme.grading.as_ref(), table, &[], &[])?;
    let (paid, money) =
        rewards(scheme.reward.as_ref(), scheme.grading.as_ref(), table, (&graded.grades, &[]))?;
    let unit = |(unit, (grade, reward)): (&crate::Unit, (&Option<String>, &Won))| UnitResult {
        id: unit.id.clone(),
        league: unit.league.clone(),
        score: None,
        rank: None,
        rank_low: None,
        rank_high: None,
        grade: grade.clone(),
        reward: *reward,
        reasons: Vec::new(),
    };
    let units = table.units().iter().zip(graded.grades.iter().zip(&paid)).map(unit).collect();
    let mut reasons = vec![Reason::new("grades-given")];
    reasons.extend(status(scheme));
    Ok(Evaluation { units, details: vec![], views: vec![], cuts: vec![], factors: vec![], money, reasons })
}

/// The evaluation as the scheme says, before anything is varied.
pub(crate) struct Base {
    prepared: Prepared,
    filled: Vec<Values>,
    normalised: Vec<Values>,
    left_out: Vec<usize>,
    reasons: Vec<Reason>,
    /// Scores and ranks.
    pub(crate) room: Room,
}

impl Base {
    /// Scores and ranks by the scheme's own choices.
    pub(crate) fn new(scheme: &Scheme, table: &Table) -> Result<Self, Refused> {
        let prepared = prepared(scheme, table)?;
        let left_out = left_out(scheme, &prepared.treated);
        let reasons = Vec::new();
        let (filled, normalised) = (Vec::new(), Vec::new());
        let mut base = Self { prepared, filled, normalised, left_out, reasons, room: Room::default() };
        base.filled = filled_for(scheme, table, scheme.missing, &base.prepared)?;
        let mut reasons = Vec::new();
        base.normalised = normalised_for(scheme, table, scheme.normalise, (&base.filled, &mut reasons))?;
        base.reasons = reasons;
        let matrix = Matrix::new(scheme, table, &base.normalised, &base.left_out)?;
        let weights: Vec<f64> = scheme.indicators.iter().map(|one| one.weight).collect();
        matrix.scores(&weights, &mut base.room);
        if let Some(at) =
            base.room.scores.iter().position(|score| score.saturating_abs() == i64::MAX && *score != NONE)
        {
            return Err(Refused::ScoreTooLarge { unit: table.units()[at].id.clone() });
        }
        base.room.rank(table.leagues());
        Ok(base)
    }

    /// The matrix of one alternative.
    fn matrix(
        &self,
        scheme: &Scheme,
        table: &Table,
        how: Normalise,
        missing: Missing,
    ) -> Result<(Matrix, Vec<Values>), Refused> {
        let filled = filled_for(scheme, table, missing, &self.prepared)?;
        let columns = normalised_for(scheme, table, how, (&filled, &mut Vec::new()))?;
        Ok((Matrix::new(scheme, table, &columns, &self.left_out)?, columns))
    }

    /// Grades by the scheme's ladder.
    pub(crate) fn grades(&self, scheme: &Scheme, table: &Table) -> Result<Grades, Refused> {
        grades(scheme.grading.as_ref(), table, &self.room.scores, &self.room.ranks)
    }
}

fn filled_for(
    scheme: &Scheme,
    table: &Table,
    missing: Missing,
    prepared: &Prepared,
) -> Result<Vec<Values>, Refused> {
    filled(missing, scheme, table, &prepared.treated)
}

fn normalised_for(
    scheme: &Scheme,
    table: &Table,
    how: Normalise,
    parts: (&[Values], &mut Vec<Reason>),
) -> Result<Vec<Values>, Refused> {
    normalised(how, scheme, table, parts)
}

/// Units of which nothing is known, or less than the scheme asks for.
fn left_out(scheme: &Scheme, treated: &[Values]) -> Vec<usize> {
    let whole: f64 = scheme.indicators.iter().map(|one| one.weight).sum();
    let known = |unit: usize| -> f64 {
        let parts = scheme.indicators.iter().zip(treated).filter(|(_, values)| values[unit].is_some());
        parts.map(|(one, _)| one.weight).sum()
    };
    // A billionth of slack: the sum of all weights is one only up to rounding.
    let least = scheme.min_coverage.to_f64() * whole - 1e-9;
    let units = treated.first().map_or(0, Vec::len);
    (0..units).filter(|&unit| known(unit) <= 0.0 || known(unit) < least).collect()
}

fn units(
    table: &Table,
    base: &Base,
    (grades, paid, spread): (&Grades, &[Won], Option<&Spread>),
) -> Vec<UnitResult> {
    let room = &base.room;
    let one = |(at, unit): (usize, &crate::Unit)| {
        let known = room.scores[at] != NONE;
        let interval = spread.filter(|_| known).map(|spread| spread.intervals[at]);
        let reasons = if known { vec![] } else { vec![Reason::new("not-scored")] };
        UnitResult {
            id: unit.id.clone(),
            league: unit.league.clone(),
            score: known.then(|| Score::from_billionths(room.scores[at])),
            rank: known.then(|| room.ranks[at]),
            rank_low: interval.map(|(low, _)| low),
            rank_high: interval.map(|(_, high)| high),
            grade: grades.grades[at].clone(),
            reward: paid[at],
            reasons,
        }
    };
    table.units().iter().enumerate().map(one).collect()
}

fn cuts(table: &Table, base: &Base, grades: &Grades, spread: Option<&Spread>) -> Vec<Cut> {
    let cut = |(range, grade, place): &(std::ops::Range<usize>, String, u32)| {
        let mut contested: Vec<usize> = match spread {
            Some(spread) => range
                .clone()
                .filter(|&at| base.room.scores[at] != NONE)
                .filter(|&at| spread.intervals[at].0 <= *place && *place < spread.intervals[at].1)
                .collect(),
            None => Vec::new(),
        };
        contested.sort_by_key(|&at| (base.room.ranks[at], at));
        Cut {
            league: table.league(range).to_owned(),
            grade: grade.clone(),
            place: *place,
            contested: contested.into_iter().map(|at| table.units()[at].id.clone()).collect(),
        }
    };
    grades.lines.iter().map(cut).collect()
}

fn factors(table: &Table, spread: &Spread) -> Vec<Factor> {
    let factor = |(at, name): (usize, &String)| {
        let indices = spread.sums.indices(at);
        Factor {
            name: name.clone(),
            first_order: indices.map(|indices| indices.first_order),
            total: indices.map(|indices| indices.total),
            mean_rank_shift: spread.sums.mean_shift(at),
            moves_most: spread.sums.most_shifted(at).map(|unit| table.units()[unit].id.clone()),
        }
    };
    spread.factors.iter().enumerate().map(factor).collect()
}

/// Every indicator of every unit, with the weight it had for that unit and what it brought.
fn details(scheme: &Scheme, table: &Table, base: &Base) -> Vec<Detail> {
    let mut all = Vec::with_capacity(table.units().len() * scheme.indicators.len());
    for (at, unit) in table.units().iter().enumerate() {
        let values = || scheme.indicators.iter().zip(base.normalised.iter().map(|column| column[at]));
        let known: f64 = values().filter(|(_, value)| value.is_some()).map(|(one, _)| one.weight).sum();
        let scored = base.room.scores[at] != NONE;
        for (place, (indicator, value)) in values().enumerate() {
            let weight = if value.is_some() && scored { indicator.weight / known } else { 0.0 };
            let brought = |value: f64| match scheme.aggregate {
                Aggregate::Arithmetic => weight * value,
                Aggregate::Geometric => libm::exp(weight * libm::log(value)),
            };
            all.push(Detail {
                unit: unit.id.clone(),
                indicator: indicator.id.clone(),
                raw: base.prepared.raw[place][at],
                treated: base.filled[place][at],
                normalised: value,
                weight,
                contribution: value.filter(|_| scored).map(brought),
            });
        }
    }
    all
}

/// The three views side by side, for schemes that have more than the level.
fn views(scheme: &Scheme, table: &Table, prepared: &Prepared) -> Vec<View> {
    let more = prepared.before.iter().chain(&prepared.expected).any(Option::is_some);
    if !more && scheme.indicators.iter().all(|one| one.counts == Counts::Level) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (at, unit) in table.units().iter().enumerate() {
        for (place, indicator) in scheme.indicators.iter().enumerate() {
            let level = prepared.raw[place][at];
            let of = |values: &Option<Values>| values.as_ref().and_then(|values| values[at]);
            let (before, expected) = (of(&prepared.before[place]), of(&prepared.expected[place]));
            let less = |other: Option<f64>| Some(level? - other?);
            all.push(View {
                unit: unit.id.clone(),
                indicator: indicator.id.clone(),
                level,
                before,
                change: less(before),
                expected,
                difference: less(expected),
                counts: indicator.counts,
            });
        }
    }
    all
}

fn status(scheme: &Scheme) -> Option<Reason> {
    (scheme.status == Status::Sample).then(|| Reason::new("sample").with("name", scheme.name.clone()))
}

/// What a reader has to know about the whole.
fn reasons(scheme: &Scheme, table: &Table, base: &Base, (cuts, money): (&[Cut], &Money)) -> Vec<Reason> {
    let mut all: Vec<Reason> = status(scheme).into_iter().collect();
    all.extend(base.prepared.reasons.iter().cloned());
    all.extend(base.reasons.iter().cloned());
    for range in table.leagues().iter().filter(|range| range.len() == 1) {
        let unit = table.units()[range.start].id.clone();
        let league = table.league(range).to_owned();
        all.push(Reason::new("league-of-one").with("league", league).with("unit", unit));
    }
    let unscored = base.room.scores.iter().filter(|score| **score == NONE).count();
    if unscored > 0 {
        all.push(Reason::new("units-not-scored").with("units", unscored as i64));
    }
    for cut in cuts.iter().filter(|cut| !cut.contested.is_empty()) {
        let reason = Reason::new("cut-inside-intervals").with("league", cut.league.clone());
        let reason = reason.with("grade", cut.grade.clone()).with("place", cut.place);
        all.push(reason.with("units", cut.contested.len() as i64));
    }
    if money.unspent > Won::ZERO {
        all.push(Reason::new("unspent").with("won", money.unspent.0));
    }
    all
}
