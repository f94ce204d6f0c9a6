//! The screens of evaluation: routes.

mod appeals;
pub mod awards;
pub mod book;
mod desk;
mod indicators;
mod panels;
mod paper;
pub mod ranking;
pub mod reviews;
mod rounds;
mod rows;
mod scheme_form;
pub mod schemes;
pub mod shared;
mod tours;
pub mod travellers;

use axum::extract::Path;
use register::files;
use web::{Ask, Reply, Routes};

/// Every screen with its right.
pub fn routes() -> Routes {
    people(panels_routes(round_routes(scheme_routes(Routes::new()))))
        .get("/indicators", "evaluation.read", indicators::list)
        .get("/indicators.csv", "evaluation.read", indicators::csv)
        .get("/indicators.xlsx", "evaluation.read", indicators::xlsx)
        .get("/indicators/{id}", "evaluation.all", indicators::show)
        .get("/indicators/{id}/values.csv", "evaluation.all", indicators::values_csv)
        .get("/indicators/{id}/values.xlsx", "evaluation.all", indicators::values_xlsx)
        .get("/files/{id}", "evaluation.read", fetch)
}

/// Schemes.
fn scheme_routes(routes: Routes) -> Routes {
    routes
        .get("/schemes", "evaluation.read", schemes::list)
        .get("/schemes.csv", "evaluation.read", schemes::csv)
        .get("/schemes.xlsx", "evaluation.read", schemes::xlsx)
        .post("/schemes", "evaluation.edit", schemes::create)
        .post("/schemes/import", "evaluation.edit", schemes::import)
        .get("/schemes/{id}", "evaluation.read", schemes::show)
        .get("/schemes/{id}/scheme.toml", "evaluation.read", schemes::export)
        .get("/schemes/{id}/edit", "evaluation.edit", scheme_form::edit)
        .post("/schemes/{id}", "evaluation.edit", scheme_form::update)
        .post("/schemes/{id}/simulate", "evaluation.edit", schemes::simulate)
        .post("/schemes/{id}/publish", "evaluation.publish", schemes::publish)
        .post("/schemes/{id}/revise", "evaluation.edit", schemes::revise)
}

/// Rounds, results and appeals.
fn round_routes(routes: Routes) -> Routes {
    routes
        .get("/", "evaluation.read", rounds::list)
        .get("/rounds.csv", "evaluation.read", rounds::csv)
        .get("/rounds.xlsx", "evaluation.read", rounds::xlsx)
        .post("/rounds", "evaluation.edit", rounds::create)
        .get("/rounds/{id}", "evaluation.read", rounds::show)
        .post("/rounds/{id}/compute", "evaluation.edit", rounds::compute)
        .post("/rounds/{id}/send", "evaluation.publish", rounds::send)
        .post("/rounds/{id}/close", "evaluation.confirm", rounds::close)
        .post("/rounds/{id}/finish", "evaluation.confirm", rounds::finish)
        .get("/rounds/{id}/ranking", "evaluation.all", ranking::show)
        .get("/rounds/{id}/ranking.csv", "evaluation.all", ranking::csv)
        .get("/rounds/{id}/ranking.xlsx", "evaluation.all", ranking::xlsx)
        .get("/rounds/{id}/ranking.pdf", "evaluation.all", ranking::pdf)
        .get("/rounds/{id}/sensitivity", "evaluation.all", ranking::sensitivity)
        .get("/rounds/{id}/sensitivity.csv", "evaluation.all", ranking::sensitivity_csv)
        .get("/rounds/{id}/sensitivity.xlsx", "evaluation.all", ranking::sensitivity_xlsx)
        .get("/rounds/{id}/again", "evaluation.all", ranking::again)
        .get("/rounds/{id}/agencies/{agency}", "evaluation.read", book::show)
        .get("/rounds/{id}/agencies/{agency}/book.pdf", "evaluation.read", book::pdf)
        .get("/rounds/{id}/agencies/{agency}/values.csv", "evaluation.read", book::csv)
        .get("/rounds/{id}/agencies/{agency}/values.xlsx", "evaluation.read", book::xlsx)
        .post("/rounds/{id}/agencies/{agency}/confirm", "evaluation.confirm", book::confirm)
        .post("/rounds/{id}/agencies/{agency}/appeals", "evaluation.appeal", appeals::file)
        .get("/appeals", "evaluation.read", appeals::list)
        .get("/appeals.csv", "evaluation.read", appeals::csv)
        .get("/appeals.xlsx", "evaluation.read", appeals::xlsx)
        .get("/appeals/{id}", "evaluation.read", appeals::show)
        .post("/appeals/{id}/officer", "evaluation.judge", appeals::assign)
        .post("/appeals/{id}/decision", "evaluation.judge", appeals::decide)
}

/// Panels and reviews.
fn panels_routes(routes: Routes) -> Routes {
    routes
        .get("/panels", "evaluation.all", panels::list)
        .get("/panels.csv", "evaluation.all", panels::csv)
        .get("/panels.xlsx", "evaluation.all", panels::xlsx)
        .post("/panels", "evaluation.edit", panels::create)
        .get("/panels/{id}", "evaluation.all", panels::show)
        .post("/panels/{id}/criteria", "evaluation.edit", panels::add_criterion)
        .post("/panels/{id}/items", "evaluation.edit", panels::put_item)
        .post("/panels/{id}/reviewers", "evaluation.edit", panels::put_reviewer)
        .post("/panels/{id}/assign", "evaluation.edit", desk::assign)
        .post("/panels/{id}/assignments", "evaluation.edit", desk::by_hand)
        .post("/assignments/{id}/remove", "evaluation.edit", desk::remove)
        .post("/panels/{id}/close", "evaluation.edit", desk::close)
        .get("/panels/{id}/marks", "evaluation.all", desk::marks)
        .get("/panels/{id}/marks.csv", "evaluation.all", desk::marks_csv)
        .get("/panels/{id}/marks.xlsx", "evaluation.all", desk::marks_xlsx)
        .get("/reviews", "evaluation.review", reviews::list)
        .post("/ties", "evaluation.review", reviews::declare)
        .get("/reviews/{id}", "evaluation.review", reviews::show)
        .post("/reviews/{id}", "evaluation.review", reviews::save)
}

/// Overseas training and awards.
fn people(routes: Routes) -> Routes {
    routes
        .get("/tours", "evaluation.read", tours::list)
        .get("/tours.csv", "evaluation.read", tours::csv)
        .get("/tours.xlsx", "evaluation.read", tours::xlsx)
        .get("/tours/new", "evaluation.edit", tours::new)
        .post("/tours", "evaluation.edit", tours::create)
        .get("/tours/{id}", "evaluation.read", tours::show)
        .get("/tours/{id}/edit", "evaluation.edit", tours::edit)
        .post("/tours/{id}", "evaluation.edit", tours::update)
        .post("/tours/{id}/nominees", "evaluation.nominate", travellers::nominate)
        .post("/tours/{id}/rank", "evaluation.edit", travellers::rank)
        .post("/tours/{id}/publish", "evaluation.publish", travellers::publish)
        .post("/tours/{id}/legs", "evaluation.edit", tours::add_leg)
        .post("/tours/{id}/costs", "evaluation.edit", tours::add_cost)
        .post("/tours/{id}/finish", "evaluation.confirm", travellers::finish)
        .get("/tours/{id}/nominees.csv", "evaluation.all", travellers::csv)
        .get("/tours/{id}/nominees.xlsx", "evaluation.all", travellers::xlsx)
        .get("/nominees/{id}", "evaluation.read", travellers::show)
        .post("/nominees/{id}/points", "evaluation.review", travellers::points)
        .post("/nominees/{id}/decision", "evaluation.confirm", travellers::decide)
        .post("/nominees/{id}/report", "evaluation.nominate", travellers::report)
        .get("/awards", "evaluation.read", awards::list)
        .get("/awards.csv", "evaluation.read", awards::csv)
        .get("/awards.xlsx", "evaluation.read", awards::xlsx)
        .post("/awards", "evaluation.award", awards::create)
        .post("/awards/import", "evaluation.award", awards::import)
        .get("/rewards", "evaluation.read", awards::rewards)
        .get("/rewards.csv", "evaluation.read", awards::rewards_csv)
        .get("/rewards.xlsx", "evaluation.read", awards::rewards_xlsx)
}

/// `GET /evaluation/files/{id}`
async fn fetch(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let file = shared::file_for(&ask, &mut tx, &id).await?;
    let bytes = files::content(&mut tx, &file).await?;
    ask.file(&file.name, "application/octet-stream", bytes)
}
