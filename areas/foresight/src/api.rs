//! The situation as JSON.

use serde_json::{Value, json};
use utoipa::OpenApi;
use web::{App, Ask, Reply, Routes, open};

use crate::{actions, pages::year_of};

/// Everything below `/api/foresight`.
pub fn routes() -> Routes {
    Routes::new().get("/situation", open::PUBLIC, situation).get("/warnings", "foresight.warnings", warnings)
}

/// The OpenAPI paths of the situation.
#[derive(Debug, OpenApi)]
#[openapi(paths(situation, warnings))]
struct Document;

/// The OpenAPI document of this area.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Gives the situation of a year: supply, need, demand, variety, the plan of 2020 and the running year.
#[utoipa::path(
    get,
    path = "/situation",
    params(("year" = Option<i64>, Query, description = "Year of the projects; the latest when left out")),
    responses((status = 200, description = "The situation"), (status = 404, description = "No projects in that year"))
)]
async fn situation(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let situation = actions::kept_situation(&ask.app, &mut tx, year_of(&ask)?).await?;
    ask.json(&*situation)
}

/// Gives early warnings with their figures, and what each agency reported, for the centre and the city.
#[utoipa::path(
    get,
    path = "/warnings",
    params(("year" = Option<i64>, Query, description = "Year of the projects; the latest when left out")),
    responses((status = 200, description = "Warnings and agencies"), (status = 403, description = "Not allowed"))
)]
async fn warnings(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let situation = actions::kept_situation(&ask.app, &mut tx, year_of(&ask)?).await?;
    let running = &situation.running;
    ask.json(&json!({ "year": situation.year, "sample": running.sample, "warnings": running.warnings, "agencies": running.agencies }))
}

/// The situation of the latest year as JSON: what `dure situation --json` prints.
pub async fn situation_json(app: &App) -> Result<Value, base::Problem> {
    let situation = actions::situation_of(app, None).await?;
    serde_json::to_value(&*situation).map_err(base::Problem::fault)
}
