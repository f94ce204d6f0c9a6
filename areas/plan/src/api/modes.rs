//! Operating modes as JSON: which holds, every decision, days of a year, and what a switch would do.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::{
    activities::{ActivityWire, wires},
    given,
};
use crate::pages::modes::{self, ModeRow, StartRow};

/// A decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModeWire {
    id: String,
    /// The mode's word, such as `social-distancing`.
    mode: String,
    /// The mode's name in the reader's language.
    name: String,
    district: Option<String>,
    #[schema(value_type = String, format = Date)]
    from: Date,
    #[schema(value_type = Option<String>, format = Date)]
    until: Option<Date>,
    legal_basis: Option<String>,
    reason: Option<String>,
    decided_by: Option<String>,
    /// `in-force` or `undone`.
    state: String,
    /// Whether it holds today.
    holds: bool,
    /// Made up for the demo.
    sample: bool,
}

impl From<ModeRow> for ModeWire {
    fn from(row: ModeRow) -> Self {
        let one = row.one;
        Self {
            id: one.id,
            mode: one.mode,
            name: row.name,
            district: one.district_id.map(|id| id.to_string()),
            from: one.from_on,
            until: one.until_on,
            legal_basis: given(one.legal_basis),
            reason: given(one.note),
            decided_by: given(row.by),
            state: one.state,
            holds: row.holds,
            sample: row.sample,
        }
    }
}

/// The decisions, and the days of a year in each mode.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModesWire {
    /// The word of the mode that holds today.
    today: String,
    /// Year whose days are counted.
    year: i64,
    /// Days of the year by the mode's word.
    days: BTreeMap<String, i64>,
    /// Whether any decision is made up for the demo.
    sample: bool,
    history: Vec<ModeWire>,
}

/// Operating modes: which holds today, every decision, days of the year in each.
#[utoipa::path(get, path = "/modes", params(("year" = Option<i64>, Query, description = "Year whose days are counted")),
    responses((status = 200, description = "Mode of today, history and days", body = ModesWire)))]
pub async fn list(ask: Ask) -> Reply {
    let view = modes::view(&ask).await?;
    ask.json(&ModesWire {
        today: view.today,
        year: view.nav.year,
        days: view.days,
        sample: view.rows.iter().any(|row| row.sample),
        history: view.rows.into_iter().map(ModeWire::from).collect(),
    })
}

/// A sheet with the activities it becomes.
#[derive(Debug, Serialize, ToSchema)]
pub struct StartWire {
    sheet_title: String,
    activities: Vec<ActivityWire>,
}

impl From<StartRow> for StartWire {
    fn from(row: StartRow) -> Self {
        Self { sheet_title: row.title, activities: wires(row.activities) }
    }
}

/// What a switch would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModePreviewWire {
    mode: String,
    from_on: String,
    /// Name of the mode before, in the reader's language.
    before: String,
    stops: Vec<ActivityWire>,
    resumes: Vec<ActivityWire>,
    goes_on: Vec<ActivityWire>,
    /// Ways of working that go on.
    ways: Vec<String>,
    /// Who is to be told, in general.
    audiences: Vec<String>,
    /// Owners, agencies and city officials who get a letter.
    owners: Vec<String>,
    agencies: Vec<String>,
    city: Vec<String>,
    /// Ready sheets with the activities they become.
    starts: Vec<StartWire>,
    letter_subject: String,
    letter_to_owners: String,
    letter_to_agencies: String,
    letter_to_city: String,
}

/// What a switch would do, without doing it.
#[utoipa::path(get, path = "/modes/preview", params(
    ("mode" = String, Query, description = "The mode's word"),
    ("from_on" = String, Query, description = "First day"),
    ("until_on" = Option<String>, Query, description = "Last day, if known"),
    ("district_id" = Option<String>, Query, description = "District, or everywhere"),
    ("note" = String, Query, description = "Reason"),
    ("legal_basis" = Option<String>, Query, description = "Order or notice; needed for distancing"),
    ("start_sheets" = Option<String>, Query, description = "`yes` turns ready sheets into activities")),
    responses((status = 200, description = "What would change", body = ModePreviewWire),
        (status = 422, description = "What is wrong at which parameter")))]
pub async fn preview(ask: Ask) -> Reply {
    let view = modes::preview_of(&ask, modes::asked(&ask)).await?;
    ask.json(&ModePreviewWire {
        mode: view.wish.mode,
        from_on: view.wish.from_on,
        before: view.before,
        stops: wires(view.stops),
        resumes: wires(view.resumes),
        goes_on: wires(view.goes_on),
        ways: view.ways,
        audiences: view.audiences,
        owners: view.owners,
        agencies: view.agencies,
        city: view.city,
        starts: view.starts.into_iter().map(StartWire::from).collect(),
        letter_subject: view.letters.subject,
        letter_to_owners: view.letters.to_owner,
        letter_to_agencies: view.letters.to_agency,
        letter_to_city: view.letters.to_city,
    })
}
