//! Result books as JSON: every number of one agency with where it comes from, and what would change the grade.

use axum::extract::Path;
use db::Tx;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::{
    appeals::AppealWire,
    day,
    results::{RoundWire, ScoreWire},
};
use crate::{
    model::{ValueRow, missing},
    pages::{
        book::{self as pages, Book, fact_href},
        shared::{self, Names},
    },
    store,
};

/// One indicator of one agency; millionths of the unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValueWire {
    indicator: String,
    numerator: Option<i64>,
    numerator_rows: String,
    denominator: Option<i64>,
    denominator_rows: String,
    value: Option<i64>,
    /// Why there is no value; empty when there is one.
    missing: String,
    past: Option<i64>,
    expected: Option<i64>,
    normalised: Option<i64>,
    weight: Option<i64>,
    contribution: Option<i64>,
    corrected: bool,
}

/// The values of one agency's result book.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookWire {
    round: RoundWire,
    score: ScoreWire,
    confirmed: bool,
    values: Vec<ValueWire>,
}

fn value_wire(book: &Book, one: &ValueRow) -> ValueWire {
    let source = crate::guideline::source(&one.indicator);
    let rows = |above: bool| {
        source
            .map(|source| source.side(above))
            .map(|(name, take)| fact_href(book, name, take))
            .unwrap_or_default()
    };
    ValueWire {
        indicator: one.indicator.clone(),
        numerator: one.numerator,
        numerator_rows: rows(true),
        denominator: one.denominator,
        denominator_rows: rows(false),
        value: one.value,
        missing: one.missing.clone(),
        past: one.past,
        expected: one.expected,
        normalised: one.normalised,
        weight: one.weight,
        contribution: one.contribution,
        corrected: one.corrected,
    }
}

/// The book of an agency with its values.
fn book_wire(ask: &Ask, book: &Book) -> Result<BookWire, base::Problem> {
    let round = RoundWire::seen(ask, book.round.clone()).ok_or_else(missing)?;
    let values = book.values.iter().map(|one| value_wire(book, one)).collect();
    Ok(BookWire { round, score: book.score.clone().into(), confirmed: book.confirmation.is_some(), values })
}

/// The values of an agency's result book; an agency sees its own only.
#[utoipa::path(get, path = "/rounds/{id}/agencies/{agency}/values",
    params(("id" = String, Path, description = "Round"), ("agency" = String, Path, description = "Agency")),
    responses((status = 200, description = "The values", body = BookWire), (status = 403, description = "Another agency"),
              (status = 404, description = "No such round, or not sent yet")))]
pub async fn values(ask: Ask, Path((id, agency)): Path<(String, String)>) -> Reply {
    let mut tx = ask.read().await?;
    let book = Book::read(&ask, &mut tx, &id, &agency).await?;
    ask.json(&book_wire(&ask, &book)?)
}

/// A single change that would lift the agency; millionths of the indicator's unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct GradeChangeWire {
    indicator: String,
    from: Option<i64>,
    to: i64,
}

/// What would lift the agency by one grade, the smallest change first.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextGradeWire {
    now: Option<String>,
    /// The next better grade; none when there is no better one.
    next: Option<String>,
    changes: Vec<GradeChangeWire>,
}

/// A need that the result found.
#[derive(Debug, Serialize, ToSchema)]
pub struct NeedFoundWire {
    field: String,
    /// The sentence in the language asked for.
    reason: String,
}

/// The result book of one agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookWholeWire {
    book: BookWire,
    /// Agencies of its league that have a place.
    of: i64,
    confirmed_on: Option<String>,
    /// What the computation said, in the language asked for.
    reasons: Vec<String>,
    next_grade: NextGradeWire,
    needs: Vec<NeedFoundWire>,
    appeals: Vec<AppealWire>,
}

/// What would lift the agency.
async fn next_grade(tx: &mut Tx, book: &Book) -> Result<NextGradeWire, base::Problem> {
    let found = pages::lifts(tx, book).await?;
    let wire = |change: indicators::Change| GradeChangeWire {
        indicator: change.indicator,
        from: change.from.map(indicators::Micro::millionths),
        to: change.to.millionths(),
    };
    let changes = found.changes.into_iter().map(wire).collect();
    Ok(NextGradeWire { now: found.now, next: found.next, changes })
}

/// The result book of an agency, which sees its own only.
#[utoipa::path(get, path = "/rounds/{id}/agencies/{agency}",
    params(("id" = String, Path, description = "Round"), ("agency" = String, Path, description = "Agency")),
    responses((status = 200, description = "The book", body = BookWholeWire), (status = 403, description = "Another agency"),
              (status = 404, description = "No such round, or not sent yet")))]
pub async fn book(ask: Ask, Path((id, agency)): Path<(String, String)>) -> Reply {
    let mut tx = ask.read().await?;
    let book = Book::read(&ask, &mut tx, &id, &agency).await?;
    let names = Names::load(&mut tx).await?;
    let told = shared::reasons(&ask, &names, &book.score.reasons);
    let need = |(field, reason): (String, web::Phrase)| NeedFoundWire { field, reason: ask.say(&reason) };
    let needs = pages::needs_found(&mut tx, &book).await?.into_iter().map(need).collect();
    let appeals = store::appeals::appeals(&mut tx, Some(&book.agency)).await?;
    let appeals = appeals.into_iter().filter(|one| one.round_id == id).map(AppealWire::from).collect();
    ask.json(&BookWholeWire {
        book: book_wire(&ask, &book)?,
        of: book.of,
        confirmed_on: day(book.confirmation.as_ref().map(|one| one.confirmed_at)),
        reasons: told.into_iter().map(|line| line.label).collect(),
        next_grade: next_grade(&mut tx, &book).await?,
        needs,
        appeals,
    })
}
