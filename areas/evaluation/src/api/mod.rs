//! Evaluation as JSON, with wire types of its own. Scores and values are millionths, money is whole won.

mod people;
mod results;
mod rules;

use utoipa::OpenApi;
use web::Routes;

/// Every JSON route with its right.
pub fn routes() -> Routes {
    Routes::new()
        .get("/rounds", "evaluation.read", results::rounds)
        .get("/rounds/{id}/ranking", "evaluation.all", results::ranking)
        .get("/rounds/{id}/sensitivity", "evaluation.all", results::sensitivity)
        .get("/rounds/{id}/agencies/{agency}/values", "evaluation.read", results::book)
        .get("/appeals", "evaluation.read", results::appeals)
        .get("/schemes", "evaluation.read", rules::schemes)
        .get("/indicators", "evaluation.read", rules::indicators)
        .get("/indicators/{id}/values", "evaluation.all", rules::values)
        .get("/rewards", "evaluation.read", rules::rewards)
        .get("/panels", "evaluation.all", people::panels)
        .get("/panels/{id}/marks", "evaluation.all", people::marks)
        .get("/tours", "evaluation.read", people::tours)
        .get("/tours/{id}/nominees", "evaluation.all", people::nominees)
        .get("/awards", "evaluation.all", people::awards)
}

#[derive(OpenApi)]
#[openapi(
    paths(
        results::rounds,
        results::ranking,
        results::sensitivity,
        results::book,
        results::appeals,
        rules::schemes,
        rules::indicators,
        rules::values,
        rules::rewards,
        people::panels,
        people::marks,
        people::tours,
        people::nominees,
        people::awards
    ),
    components(schemas(
        results::RoundWire,
        results::ScoreWire,
        results::FactorWire,
        results::BookWire,
        results::ValueWire,
        results::AppealWire,
        rules::SchemeWire,
        rules::IndicatorWire,
        rules::RawWire,
        rules::RewardWire,
        rules::RewardsWire,
        people::PanelWire,
        people::MarkWire,
        people::MarksWire,
        people::SeverityWire,
        people::TourWire,
        people::NomineeWire,
        people::AwardWire
    ))
)]
struct Document;

/// The OpenAPI paths of evaluation.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
