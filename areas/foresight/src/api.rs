//! The situation and its lists as JSON: the same filters, pages, rights and figures as on the screens.

use axum::extract::Path;
use serde::Serialize;
use serde_json::Value;
use utoipa::{OpenApi, ToSchema};
use web::{App, Ask, Reply, Routes, open};

use crate::{
    actions, lists,
    pages::{district_view, year_of},
    wire::{self, ListBody},
};

/// Everything below `/api/foresight`.
pub fn routes() -> Routes {
    Routes::new()
        .get("/situation", open::PUBLIC, situation)
        .get("/districts/{id}", open::PUBLIC, district)
        .get("/rows", open::PUBLIC, lists::rows_json)
        .get("/population", open::PUBLIC, lists::population_json)
        .get("/projections", open::PUBLIC, lists::projections_json)
        .get("/calculation", open::PUBLIC, lists::calculation_json)
        .get("/agencies", "foresight.warnings", lists::agencies_json)
        .get("/warnings", "foresight.warnings", lists::warnings_json)
}

/// The OpenAPI paths of the situation.
#[derive(Debug, OpenApi)]
#[openapi(
    paths(
        situation,
        district,
        documented::rows,
        documented::population,
        documented::projections,
        documented::calculation,
        documented::agencies,
        documented::warnings
    ),
    components(schemas(ListBody, DistrictBody))
)]
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

/// One district with its tables.
#[derive(Debug, Serialize, ToSchema)]
struct DistrictBody {
    id: String,
    name: String,
    lead: String,
    year: i64,
    /// What a reader must know.
    notes: Vec<String>,
    lists: Vec<ListBody>,
}

/// Gives one district, of the year or of the order after the change.
#[utoipa::path(
    get,
    path = "/districts/{id}",
    params(("id" = String, Path), ("year" = Option<i64>, Query)),
    responses((status = 200, body = DistrictBody), (status = 404, description = "No such district"))
)]
async fn district(ask: Ask, Path(id): Path<String>) -> Reply {
    let view = district_view(&ask, &id).await?;
    ask.json(&DistrictBody {
        lists: view.lists.iter().map(|list| wire::list(list, None)).collect(),
        name: view.name,
        lead: view.lead,
        year: view.year,
        notes: view.notes,
        id,
    })
}

/// The lists as the document describes them; their handlers stand beside the pages in `lists`.
mod documented {
    #![expect(
        clippy::unused_async,
        dead_code,
        reason = "utoipa documents functions; these carry the attributes only"
    )]

    use crate::wire::ListBody;

    /// The projects, or with `what=agencies` the agencies, that a figure is the sum of.
    #[utoipa::path(
        get,
        path = "/rows",
        params(
            ("what" = Option<String>, Query, description = "places, projects or agencies"),
            ("year" = Option<i64>, Query), ("district" = Option<String>, Query), ("type" = Option<String>, Query),
            ("activity" = Option<String>, Query), ("agency" = Option<String>, Query), ("q" = Option<String>, Query),
            ("sort" = Option<String>, Query, description = "Key of a column; with - before it the other way round"),
            ("page" = Option<i64>, Query)
        ),
        responses((status = 200, body = ListBody), (status = 404))
    )]
    async fn rows() {}

    /// People 65 and over by district on one day of one basis; one district by age; or those of one age.
    #[utoipa::path(
        get,
        path = "/population",
        params(
            ("on" = Option<String>, Query), ("basis" = Option<String>, Query), ("area" = Option<String>, Query),
            ("age" = Option<i64>, Query), ("q" = Option<String>, Query), ("sort" = Option<String>, Query),
            ("page" = Option<i64>, Query)
        ),
        responses((status = 200, body = ListBody), (status = 404))
    )]
    async fn population() {}

    /// Projected people by district, or one district by age.
    #[utoipa::path(
        get,
        path = "/projections",
        params(
            ("year" = Option<i64>, Query), ("area" = Option<String>, Query), ("q" = Option<String>, Query),
            ("sort" = Option<String>, Query), ("page" = Option<i64>, Query)
        ),
        responses((status = 200, body = ListBody), (status = 404))
    )]
    async fn projections() {}

    /// How a rate, a difference or a need is computed, each term with the rows it sums.
    #[utoipa::path(
        get,
        path = "/calculation",
        params(
            ("what" = String, Query, description = "rate, above, needed, lacking, needed-now, needed-in, more, share, non-public, largest-five, turned or to-come"),
            ("year" = Option<i64>, Query), ("district" = Option<String>, Query), ("type" = Option<String>, Query),
            ("activity" = Option<String>, Query), ("in" = Option<i64>, Query, description = "Year of the projections")
        ),
        responses((status = 200, body = ListBody), (status = 404))
    )]
    async fn calculation() {}

    /// What agencies reported: over the year, with `month` for one month, with `agency` one agency by month.
    #[utoipa::path(
        get,
        path = "/agencies",
        params(
            ("year" = Option<i64>, Query), ("month" = Option<String>, Query), ("agency" = Option<String>, Query),
            ("q" = Option<String>, Query), ("sort" = Option<String>, Query), ("page" = Option<i64>, Query)
        ),
        responses((status = 200, body = ListBody), (status = 403, description = "Not allowed"))
    )]
    async fn agencies() {}

    /// Early warnings with their reasons, of one kind or of all.
    #[utoipa::path(
        get,
        path = "/warnings",
        params(
            ("year" = Option<i64>, Query), ("kind" = Option<String>, Query), ("q" = Option<String>, Query),
            ("sort" = Option<String>, Query), ("page" = Option<i64>, Query)
        ),
        responses((status = 200, body = ListBody), (status = 403, description = "Not allowed"))
    )]
    async fn warnings() {}
}

/// The situation of the latest year as JSON: what `dure situation --json` prints.
pub async fn situation_json(app: &App) -> Result<Value, base::Problem> {
    let situation = actions::situation_of(app, None).await?;
    serde_json::to_value(&*situation).map_err(base::Problem::fault)
}
