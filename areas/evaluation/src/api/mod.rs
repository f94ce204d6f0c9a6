//! Evaluation as JSON, with wire types of its own. Scores and values are millionths, money is whole won.

mod appeals;
mod books;
mod panels;
mod people;
mod results;
mod rules;

use base::{Problem, seoul_day};
use db::Tx;
use jiff::Timestamp;
use register::files;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web::Routes;

/// Every JSON route with its right.
pub fn routes() -> Routes {
    people(reading(rules(Routes::new())))
        .get("/rounds", "evaluation.read", results::rounds)
        .get("/rounds/{id}", "evaluation.read", results::round)
        .get("/rounds/{id}/ranking", "evaluation.all", results::ranking)
        .get("/rounds/{id}/sensitivity", "evaluation.all", results::sensitivity)
        .get("/rounds/{id}/again", "evaluation.all", results::again)
        .get("/rounds/{id}/agencies/{agency}", "evaluation.read", books::book)
        .get("/rounds/{id}/agencies/{agency}/values", "evaluation.read", books::values)
        .post("/rounds/{id}/agencies/{agency}/appeals", "evaluation.appeal", appeals::file)
        .get("/appeals", "evaluation.read", appeals::appeals)
        .get("/appeals/{id}", "evaluation.read", appeals::appeal)
}

/// Schemes, indicators and published rewards.
fn rules(routes: Routes) -> Routes {
    routes
        .get("/schemes", "evaluation.read", rules::schemes)
        .get("/schemes/{id}", "evaluation.read", rules::scheme)
        .get("/indicators", "evaluation.read", rules::indicators)
        .get("/indicators/{id}", "evaluation.all", rules::indicator)
        .get("/indicators/{id}/values", "evaluation.all", rules::values)
        .get("/rewards", "evaluation.read", rules::rewards)
}

/// Panels and reviews.
fn reading(routes: Routes) -> Routes {
    routes
        .get("/panels", "evaluation.all", panels::panels)
        .get("/panels/{id}", "evaluation.all", panels::panel)
        .get("/panels/{id}/marks", "evaluation.all", panels::marks)
        .get("/reviews", "evaluation.review", panels::reviews)
        .get("/reviews/{id}", "evaluation.review", panels::review)
}

/// Overseas training and awards.
fn people(routes: Routes) -> Routes {
    routes
        .get("/tours", "evaluation.read", people::tours)
        .get("/tours/{id}", "evaluation.read", people::tour)
        .get("/tours/{id}/nominees", "evaluation.all", people::nominees)
        .get("/nominees/{id}", "evaluation.read", people::nominee)
        .get("/awards", "evaluation.read", people::awards)
}

/// The day of a moment.
fn day(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| seoul_day(at).to_string())
}

/// A file kept beside a record; its bytes are fetched at `/evaluation/files/{id}`.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptFileWire {
    id: String,
    name: String,
    bytes: i64,
}

/// The files kept beside `about`.
async fn files_of(tx: &mut Tx, about: &str) -> Result<Vec<KeptFileWire>, Problem> {
    let wire =
        |file: files::File| KeptFileWire { id: file.id.to_string(), name: file.name, bytes: file.bytes };
    Ok(files::files(tx, about).await?.into_iter().map(wire).collect())
}

#[derive(OpenApi)]
#[openapi(paths(
    results::rounds,
    results::round,
    results::ranking,
    results::sensitivity,
    results::again,
    books::book,
    books::values,
    appeals::appeals,
    appeals::appeal,
    appeals::file,
    rules::schemes,
    rules::scheme,
    rules::indicators,
    rules::indicator,
    rules::values,
    rules::rewards,
    panels::panels,
    panels::panel,
    panels::marks,
    panels::reviews,
    panels::review,
    people::tours,
    people::tour,
    people::nominees,
    people::nominee,
    people::awards
))]
struct Document;

/// The OpenAPI paths of evaluation.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
