//! Budget lines with commitments and payments, exact to the won; the one set of books that areas share.
//!
//! Words as in `docs/glossary.md`: *planned* is what a line was given; *committed* is what was promised
//! by a contract or decision, paid or not; *spent* is what was paid; *remaining* is planned (with what was
//! carried over) less committed: what can still be promised. *Owed* is committed and not yet paid. So on
//! every line and in every sum, at any time:
//!
//! - committed = owed + spent
//! - planned + carried = owed + spent + remaining
//!
//! An open commitment counts with its full amount, a closed one with what was paid on it, a cancelled one
//! not at all; a payment without a commitment commits and spends at once. A carry-over is negative on the
//! line of the year it leaves and positive on the line of the year it enters: planned stays as decided.
//!
//! Which unit answers for a line is dated: a reorganization ends one span and begins another, so the budget
//! as of an old day names the unit of that day. Spans of a line follow each other without a gap, and the
//! last one is open; a line of a past year keeps the unit it had when its year ended.

use std::collections::BTreeMap;

use base::{FiscalYear, Id, Problem, Won};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

row! {
    /// A budget line: money for one purpose in one year.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Line {
        /// Id.
        pub id: String,
        /// Fiscal year.
        pub year: i64,
        /// What it pays for, such as `plan-task:2020-01`.
        pub about: String,
        /// Name of the purpose.
        pub name: String,
        /// Unit that answers for it, the last one unless another day was asked for.
        pub unit_id: Option<String>,
        /// What it was given, in won.
        pub planned_won: Won,
        /// Carried in from another year (positive) or out to one (negative), in won.
        pub carried_won: Won,
        /// Made up for the demo.
        pub sample: bool,
        /// Where the figure comes from.
        pub source: String,
        /// Counts changes; guards against two editors.
        pub version: i64,
    }
}

row! {
    /// A time in which one unit answers for a line.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct LineUnit {
        /// Id.
        pub id: String,
        /// The line.
        pub line_id: String,
        /// The unit.
        pub unit_id: String,
        /// First day.
        pub from_on: Date,
        /// Last day; none while it holds.
        pub until_on: Option<Date>,
    }
}

row! {
    /// A promise to pay, by contract or decision (원인행위).
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Commitment {
        /// Id.
        pub id: String,
        /// Line it draws on.
        pub line_id: String,
        /// What was promised.
        pub title: String,
        /// Amount promised, in won.
        pub won: Won,
        /// Day of the promise.
        pub committed_on: Date,
        /// `open`, `closed` (nothing more is owed) or `cancelled`.
        pub state: String,
        /// Made up for the demo.
        pub sample: bool,
    }
}

row! {
    /// Money paid; negative when it came back.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Payment {
        /// Id.
        pub id: String,
        /// Line it draws on.
        pub line_id: String,
        /// Commitment it fulfils, if there was one.
        pub commitment_id: Option<String>,
        /// What was paid for.
        pub title: String,
        /// Amount, in won.
        pub won: Won,
        /// Day of the payment.
        pub paid_on: Date,
        /// Made up for the demo.
        pub sample: bool,
    }
}

/// How a line, or a sum of lines, stands; all in won.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Standing {
    /// What was given.
    pub planned: Won,
    /// Carried in (positive) or out (negative).
    pub carried: Won,
    /// Promised, paid or not.
    pub committed: Won,
    /// Paid.
    pub spent: Won,
    /// Promised and not yet paid: committed less spent.
    pub owed: Won,
    /// What can still be promised: planned and carried less committed.
    pub remaining: Won,
}

impl Standing {
    /// The standing of what was given, carried, promised and paid; the rest follows.
    pub fn of(planned: Won, carried: Won, committed: Won, spent: Won) -> Self {
        let (owed, remaining) = (committed - spent, planned + carried - committed);
        Self { planned, carried, committed, spent, owed, remaining }
    }

    /// Whether the identities of this module hold, to the won.
    pub fn is_exact(&self) -> bool {
        self.committed == self.owed + self.spent
            && self.planned + self.carried == self.owed + self.spent + self.remaining
    }
}

impl std::iter::Sum for Standing {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), |a, b| {
            Self::of(
                a.planned + b.planned,
                a.carried + b.carried,
                a.committed + b.committed,
                a.spent + b.spent,
            )
        })
    }
}

row! {
    /// What a line's promises and payments sum to.
    struct Sums {
        line_id: String,
        planned: Won,
        carried: Won,
        open: Won,
        paid_beside: Won,
        spent: Won,
    }
}

impl Sums {
    /// The standing they make.
    fn standing(&self) -> Standing {
        Standing::of(self.planned, self.carried, self.open + self.paid_beside, self.spent)
    }
}

/// A line to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct NewLine<'a> {
    /// Fiscal year.
    pub year: i64,
    /// What it pays for.
    pub about: &'a str,
    /// Name of the purpose.
    pub name: &'a str,
    /// Unit that answers for it.
    pub unit_id: Option<&'a str>,
    /// What it is given.
    pub planned: Won,
    /// Made up for the demo.
    pub sample: bool,
    /// Where the figure comes from.
    pub source: &'a str,
}

/// Lines of a year, by what they are about and name.
pub async fn lines(tx: &mut Tx, year: i64) -> Result<Vec<Line>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT l.id,l.year,l.about,l.name,u.unit_id,l.planned_won,l.carried_won,l.sample,l.source,l.version FROM register_budget_line l \
                  LEFT JOIN register_line_unit u ON u.line_id=l.id AND u.until_on IS NULL WHERE l.year=$1 ORDER BY l.about,l.name,l.id"),
            vals![year],
        )
        .await?)
}

/// Lines of a year with the units that answered for them on a day: as [`lines`] once the year has ended, and
/// the first unit where the line was made later.
pub async fn lines_on(tx: &mut Tx, year: i64, on: Date) -> Result<Vec<Line>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT l.id,l.year,l.about,l.name, \
                  (SELECT u.unit_id FROM register_line_unit u WHERE u.line_id=l.id AND (u.until_on IS NULL OR u.until_on>=$2) ORDER BY u.from_on,u.id LIMIT 1), \
                  l.planned_won,l.carried_won,l.sample,l.source,l.version FROM register_budget_line l WHERE l.year=$1 ORDER BY l.about,l.name,l.id"),
            vals![year, on],
        )
        .await?)
}

/// The units that have answered for a line, the first first.
pub async fn line_units(tx: &mut Tx, line_id: &str) -> Result<Vec<LineUnit>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,line_id,unit_id,from_on,until_on FROM register_line_unit WHERE line_id=$1 ORDER BY from_on,id"),
            vals![line_id],
        )
        .await?)
}

/// Lines of all years about one thing, by year and name.
pub async fn lines_about(tx: &mut Tx, about: &str) -> Result<Vec<Line>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT l.id,l.year,l.about,l.name,u.unit_id,l.planned_won,l.carried_won,l.sample,l.source,l.version FROM register_budget_line l \
                  LEFT JOIN register_line_unit u ON u.line_id=l.id AND u.until_on IS NULL WHERE l.about=$1 ORDER BY l.year,l.name,l.id"),
            vals![about],
        )
        .await?)
}

/// The line with `id`.
pub async fn line(tx: &mut Tx, id: &str) -> Result<Option<Line>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT l.id,l.year,l.about,l.name,u.unit_id,l.planned_won,l.carried_won,l.sample,l.source,l.version FROM register_budget_line l \
                  LEFT JOIN register_line_unit u ON u.line_id=l.id AND u.until_on IS NULL WHERE l.id=$1"),
            vals![id],
        )
        .await?)
}

/// How each line of a year stands, by line id.
pub async fn standings(tx: &mut Tx, year: i64) -> Result<BTreeMap<String, Standing>, Problem> {
    let sums: Vec<Sums> = tx
        .all(
            sql!("SELECT l.id,l.planned_won,l.carried_won, \
                  CAST(COALESCE((SELECT SUM(c.won) FROM register_commitment c WHERE c.line_id=l.id AND c.state='open'),0) AS BIGINT), \
                  CAST(COALESCE((SELECT SUM(p.won) FROM register_payment p WHERE p.line_id=l.id AND (p.commitment_id IS NULL \
                    OR p.commitment_id IN (SELECT c.id FROM register_commitment c WHERE c.line_id=l.id AND c.state<>'open'))),0) AS BIGINT), \
                  CAST(COALESCE((SELECT SUM(p.won) FROM register_payment p WHERE p.line_id=l.id),0) AS BIGINT) \
                  FROM register_budget_line l WHERE l.year=$1 ORDER BY l.id"),
            vals![year],
        )
        .await?;
    Ok(sums.into_iter().map(|sum| (sum.line_id.clone(), sum.standing())).collect())
}

/// How one line stands; `None` when there is no such line.
pub async fn standing(tx: &mut Tx, line_id: &str) -> Result<Option<Standing>, Problem> {
    let Some(line) = line(tx, line_id).await? else { return Ok(None) };
    Ok(standings(tx, line.year).await?.remove(line_id))
}

/// How a whole year stands.
pub async fn year_standing(tx: &mut Tx, year: i64) -> Result<Standing, Problem> {
    Ok(standings(tx, year).await?.into_values().sum())
}

/// Promises of a line, oldest first.
pub async fn commitments(tx: &mut Tx, line_id: &str) -> Result<Vec<Commitment>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,line_id,title,won,committed_on,state,sample FROM register_commitment WHERE line_id=$1 ORDER BY committed_on,id"),
            vals![line_id],
        )
        .await?)
}

/// The promise with `id`.
pub async fn commitment(tx: &mut Tx, id: &str) -> Result<Option<Commitment>, Problem> {
    Ok(tx
        .opt(
            sql!(
                "SELECT id,line_id,title,won,committed_on,state,sample FROM register_commitment WHERE id=$1"
            ),
            vals![id],
        )
        .await?)
}

/// Payments of a line, oldest first.
pub async fn payments(tx: &mut Tx, line_id: &str) -> Result<Vec<Payment>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,line_id,commitment_id,title,won,paid_on,sample FROM register_payment WHERE line_id=$1 ORDER BY paid_on,id"),
            vals![line_id],
        )
        .await?)
}

/// Payments of a whole year's lines, oldest first: what a spending pace is drawn from.
pub async fn payments_of_year(tx: &mut Tx, year: i64) -> Result<Vec<Payment>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT p.id,p.line_id,p.commitment_id,p.title,p.won,p.paid_on,p.sample FROM register_payment p \
                  JOIN register_budget_line l ON l.id=p.line_id WHERE l.year=$1 ORDER BY p.paid_on,p.id"),
            vals![year],
        )
        .await?)
}

/// What was paid on a promise.
pub async fn paid_on_commitment(tx: &mut Tx, commitment_id: &str) -> Result<Won, Problem> {
    let (won,): (Won,) = tx
        .one(
            sql!("SELECT CAST(COALESCE(SUM(won),0) AS BIGINT) FROM register_payment WHERE commitment_id=$1"),
            vals![commitment_id],
        )
        .await?;
    Ok(won)
}

/// Makes a line; the caller notes it.
pub async fn insert_line(work: &mut Work, line: &NewLine<'_>) -> Result<String, Problem> {
    let id = Id::<Line>::fresh().to_string();
    work.tx
        .exec(
            sql!("INSERT INTO register_budget_line(id,year,about,name,planned_won,carried_won,sample,source,version) VALUES($1,$2,$3,$4,$5,0,$6,$7,1)"),
            vals![&id, line.year, line.about, line.name, line.planned, line.sample, line.source],
        )
        .await?;
    if let Some(unit) = line.unit_id {
        let first = FiscalYear(line.year as i16).first_day().min(work.today);
        insert_line_unit(&mut work.tx, &id, unit, first).await?;
    }
    Ok(id)
}

/// Begins a time in which a unit answers for a line.
async fn insert_line_unit(tx: &mut Tx, line: &str, unit: &str, from: Date) -> Result<String, Problem> {
    let id = Id::<LineUnit>::fresh().to_string();
    tx.exec(
        sql!("INSERT INTO register_line_unit(id,line_id,unit_id,from_on) VALUES($1,$2,$3,$4)"),
        vals![&id, line, unit, from],
    )
    .await?;
    Ok(id)
}

/// Gives a line to another unit from a day on, as a reorganization does; the caller notes it. Days before
/// keep the unit they had, and a time that begins later than `from` is replaced from its first day. Returns
/// the new [`LineUnit`], which [`take_line_back`] needs.
pub async fn hand_line(work: &mut Work, line: &str, to_unit: &str, from: Date) -> Result<String, Problem> {
    let now = line_units(&mut work.tx, line).await?.pop();
    let from = now.as_ref().map_or(from, |now| now.from_on.max(from));
    if let Some(now) = now {
        let last = from.yesterday().map_err(Problem::fault)?;
        work.tx
            .exec(sql!("UPDATE register_line_unit SET until_on=$2 WHERE id=$1"), vals![&now.id, last])
            .await?;
    }
    work.tx.exec(sql!("UPDATE register_budget_line SET version=version+1 WHERE id=$1"), vals![line]).await?;
    insert_line_unit(&mut work.tx, line, to_unit, from).await
}

/// Undoes [`hand_line`]: the time it began goes, the one before it is open again as it was; the caller notes
/// it and has seen that `made` is still the line's last.
pub async fn take_line_back(work: &mut Work, line: &str, made: &str) -> Result<(), Problem> {
    work.tx
        .exec(sql!("DELETE FROM register_line_unit WHERE id=$1 AND line_id=$2"), vals![made, line])
        .await?;
    if let Some(before) = line_units(&mut work.tx, line).await?.pop() {
        work.tx
            .exec(sql!("UPDATE register_line_unit SET until_on=NULL WHERE id=$1"), vals![&before.id])
            .await?;
    }
    work.tx.exec(sql!("UPDATE register_budget_line SET version=version+1 WHERE id=$1"), vals![line]).await?;
    Ok(())
}

/// Writes down a promise; the caller has checked what remains, and notes it.
pub async fn insert_commitment(work: &mut Work, wish: &Commitment) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_commitment(id,line_id,title,won,committed_on,state,sample) VALUES($1,$2,$3,$4,$5,$6,$7)"),
            vals![&wish.id, &wish.line_id, &wish.title, wish.won, wish.committed_on, &wish.state, wish.sample],
        )
        .await?;
    Ok(())
}

/// Closes or cancels a promise; the caller notes it. Tells whether it was open.
pub async fn end_commitment(work: &mut Work, id: &str, state: &str) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(sql!("UPDATE register_commitment SET state=$2 WHERE id=$1 AND state='open'"), vals![id, state])
        .await?;
    Ok(changed == 1)
}

/// Writes down a payment; the caller has checked what remains, and notes it.
pub async fn insert_payment(work: &mut Work, wish: &Payment) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_payment(id,line_id,commitment_id,title,won,paid_on,sample) VALUES($1,$2,$3,$4,$5,$6,$7)"),
            vals![&wish.id, &wish.line_id, wish.commitment_id.as_ref(), &wish.title, wish.won, wish.paid_on, wish.sample],
        )
        .await?;
    Ok(())
}

/// Moves planned money between two lines (전용): one loses what the other gains, so the sum stays. The
/// caller has checked what remains, and notes it.
pub async fn move_planned(work: &mut Work, from: &str, to: &str, won: Won) -> Result<(), Problem> {
    for (line, change) in [(from, -won), (to, won)] {
        work.tx
            .exec(
                sql!(
                    "UPDATE register_budget_line SET planned_won=planned_won+$2,version=version+1 WHERE id=$1"
                ),
                vals![line, change],
            )
            .await?;
    }
    Ok(())
}

/// Carries money from a line of one year to a line of another (이월): planned stays on both. The caller
/// has checked what remains, and notes it.
pub async fn carry_over(work: &mut Work, from: &str, to: &str, won: Won) -> Result<(), Problem> {
    for (line, change) in [(from, -won), (to, won)] {
        work.tx
            .exec(
                sql!(
                    "UPDATE register_budget_line SET carried_won=carried_won+$2,version=version+1 WHERE id=$1"
                ),
                vals![line, change],
            )
            .await?;
    }
    Ok(())
}

/// Removes every made-up line of a year with its made-up promises and payments; counts the lines.
pub async fn remove_sample(work: &mut Work, year: i64) -> Result<u64, Problem> {
    let of_year = vals![year];
    work.tx
        .exec(
            sql!("DELETE FROM register_payment WHERE line_id IN (SELECT id FROM register_budget_line WHERE year=$1 AND sample)"),
            of_year,
        )
        .await?;
    work.tx
        .exec(
            sql!("DELETE FROM register_commitment WHERE line_id IN (SELECT id FROM register_budget_line WHERE year=$1 AND sample)"),
            of_year,
        )
        .await?;
    work.tx
        .exec(
            sql!("DELETE FROM register_line_unit WHERE line_id IN (SELECT id FROM register_budget_line WHERE year=$1 AND sample)"),
            of_year,
        )
        .await?;
    Ok(work.tx.exec(sql!("DELETE FROM register_budget_line WHERE year=$1 AND sample"), of_year).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_splits_planned_and_carried_into_owed_spent_and_remaining() {
        let standing = Standing::of(Won(100), Won(20), Won(70), Won(30));
        assert_eq!((standing.owed, standing.remaining), (Won(40), Won(50)));
        assert!(standing.is_exact());
        let sum: Standing = [standing, standing].into_iter().sum();
        assert_eq!((sum.planned, sum.remaining), (Won(200), Won(100)));
    }
}
