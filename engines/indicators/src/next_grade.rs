//! What would change a grade: for one unit, the smallest change of one filed value that lifts it.
//!
//! The whole chain runs again for every value that is tried, so the answer holds with everything that hangs on the
//! value: outliers, the ends of the scale, the places of all others. Values are tried up to the best that was filed in
//! the league (or the target, or the better goalpost, if that is further); between there and the present value the
//! smallest lifting step is found by halving, in the decimals in which the indicator is filed.

use crate::{
    Counts, Direction, Feed, Indicator, Micro, Refused, Scheme, Table, evaluate::Base, grade::steps_of,
    scheme::Grading,
};

/// What would lift one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct NextGrade {
    /// The grade now.
    pub now: Option<String>,
    /// The next better grade; none when there is no better one, or grades are given.
    pub next: Option<String>,
    /// Changes that reach a better grade, the smallest first. Empty when no single one does.
    pub changes: Vec<Change>,
}

/// One change that lifts.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The indicator.
    pub indicator: String,
    /// The column whose value changes.
    pub column: String,
    /// The value now; none when it was not filed.
    pub from: Option<Micro>,
    /// The nearest value that lifts.
    pub to: Micro,
    /// The step as a share of the range of the league's values, for comparing indicators.
    pub share_of_range: f64,
}

/// Finds what would lift `unit`; nothing is found for given grades or a unit that is not there.
pub fn next_grade(scheme: &Scheme, table: &Table, unit: &str) -> Result<NextGrade, Refused> {
    let nothing = NextGrade { now: None, next: None, changes: Vec::new() };
    let (Some(Grading::Ladder { steps, rest, .. }), Some(place)) = (&scheme.grading, table.place(unit))
    else {
        return Ok(nothing);
    };
    let league = &table.units()[place].league;
    let ladder: Vec<&str> =
        steps_of(steps, league).iter().map(|step| step.grade.as_str()).chain(rest.as_deref()).collect();
    let seat = Seat { scheme, table, place, ladder };
    let now = seat.height(table)?;
    let grade = |height: usize| seat.ladder.get(height).map(|&grade| grade.to_owned());
    if now == 0 {
        return Ok(NextGrade { now: grade(0), ..nothing });
    }
    let mut changes = Vec::new();
    for indicator in &scheme.indicators {
        changes.extend(seat.change(indicator, now)?);
    }
    changes.sort_by(|a, b| {
        a.share_of_range.total_cmp(&b.share_of_range).then_with(|| a.indicator.cmp(&b.indicator))
    });
    Ok(NextGrade { now: grade(now), next: grade(now - 1), changes })
}

/// One unit under one ladder.
struct Seat<'a> {
    scheme: &'a Scheme,
    table: &'a Table,
    place: usize,
    ladder: Vec<&'a str>,
}

impl Seat<'_> {
    /// How far down the ladder the unit stands; 0 is the best grade, no grade is below all.
    fn height(&self, table: &Table) -> Result<usize, Refused> {
        let base = Base::new(self.scheme, table)?;
        let grades = base.grades(self.scheme, table)?;
        let own = grades.grades[self.place].as_deref();
        let at = own.and_then(|own| self.ladder.iter().position(|grade| *grade == own));
        Ok(at.unwrap_or(self.ladder.len()))
    }

    /// Whether a value lifts; one that makes the evaluation impossible does not.
    fn lifts(&self, column: &str, value: i64, now: usize) -> bool {
        let table = self.table.with(column, self.place, Some(Micro::from_millionths(value)));
        self.height(&table).is_ok_and(|height| height < now)
    }

    /// The smallest lifting step of one indicator.
    fn change(&self, indicator: &Indicator, now: usize) -> Result<Option<Change>, Refused> {
        let name = match &indicator.feed {
            Feed::Column(name) => name,
            Feed::Rate { of, .. } => of,
        };
        let column = self.table.needed(&indicator.id, name)?;
        let range = self.table.leagues().iter().find(|range| range.contains(&self.place));
        let range = range.cloned().unwrap_or(0..column.len());
        let filed: Vec<i64> = column[range].iter().flatten().map(|value| value.millionths()).collect();
        let (Some(&low), Some(&high)) = (filed.iter().min(), filed.iter().max()) else { return Ok(None) };
        let better = match indicator.direction {
            Direction::Higher => 1,
            Direction::Lower => -1,
        };
        let worst = if better > 0 { low } else { high };
        let from = column[self.place].map_or(worst, Micro::millionths);
        let best = better * furthest(indicator).chain([low, high]).map(|end| better * end).max().unwrap_or(0);
        let grain = 10_i64.pow(6 - indicator.decimals.min(6));
        let steps = ((best - from) * better + grain - 1).div_euclid(grain);
        let value = |step: i64| {
            let whole = (from * better).div_euclid(grain) + step;
            better * (whole * grain).max(from * better)
        };
        if steps <= 0 || !self.lifts(name, value(steps), now) {
            return Ok(None);
        }
        let (mut short, mut enough) = (0, steps);
        while enough - short > 1 {
            let middle = short + (enough - short) / 2;
            if self.lifts(name, value(middle), now) { enough = middle } else { short = middle }
        }
        let to = value(enough);
        Ok(Some(Change {
            indicator: indicator.id.clone(),
            column: name.clone(),
            from: column[self.place],
            to: Micro::from_millionths(to),
            share_of_range: to.abs_diff(from) as f64 / ((high - low).max(1)) as f64,
        }))
    }
}

/// Values beyond those filed that a unit may reasonably reach.
fn furthest(indicator: &Indicator) -> impl Iterator<Item = i64> + use<> {
    let plain = indicator.counts == Counts::Level && matches!(indicator.feed, Feed::Column(_));
    let posts = indicator.goalposts.into_iter().flatten();
    let ends: Vec<Micro> = if plain { posts.chain(indicator.target).collect() } else { Vec::new() };
    ends.into_iter().map(Micro::millionths)
}
