//! Consulting as JSON: risk list, agencies, cases, visits, advice, experts, week's plan, peers and effects.

mod advice;
mod agencies;
mod cases;
mod experts;
mod visits;

use jiff::civil::Date;
use utoipa::OpenApi;
use web::Routes;

/// Every JSON route with its right.
pub fn routes() -> Routes {
    Routes::new()
        .get("/risk", "consulting.compare", agencies::risks)
        .get("/agencies", "consulting.compare", agencies::agencies)
        .get("/agencies/{id}", "consulting.read", agencies::agency)
        .get("/cases", "consulting.read", cases::cases)
        .post("/cases", "consulting.request", cases::request)
        .get("/cases/{id}", "consulting.read", cases::case)
        .get("/cases/{id}/diagnosis", "consulting.work", cases::diagnosis)
        .get("/cases/{id}/experts", "consulting.work", cases::experts)
        .post("/cases/{id}/advice", "consulting.work", advice::give)
        .get("/visits", "consulting.read", visits::visits)
        .post("/visits", "consulting.work", visits::create)
        .get("/visits/{id}", "consulting.work", visits::visit)
        .post("/visits/{id}", "consulting.work", visits::update)
        .get("/advice", "consulting.read", advice::advice)
        .post("/advice/{id}", "consulting.carry-out", advice::decide)
        .get("/advice/{id}/letter", "consulting.read", advice::letter)
        .get("/experts", "consulting.internal", experts::experts)
        .get("/experts/{id}", "consulting.internal", experts::expert)
        .get("/week", "consulting.work", visits::week)
        .get("/learn", "consulting.compare", agencies::learn)
        .get("/effects", "consulting.compare", agencies::effects)
}

#[derive(OpenApi)]
#[openapi(paths(
    agencies::risks,
    agencies::agencies,
    agencies::agency,
    agencies::learn,
    agencies::effects,
    cases::cases,
    cases::request,
    cases::case,
    cases::diagnosis,
    cases::experts,
    visits::visits,
    visits::create,
    visits::visit,
    visits::update,
    visits::week,
    advice::advice,
    advice::give,
    advice::decide,
    advice::letter,
    experts::experts,
    experts::expert
))]
struct Document;

/// The OpenAPI paths of consulting.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// A day as it is sent.
fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}
