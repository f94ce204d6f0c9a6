//! Forms as JSON: where each is sent, what is filled in and what may be chosen.

use axum::extract::Path;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use crate::pages::{
    activities::{self, ActivityForm},
    documents, materials, modes, overview,
    shared::{self, Choice},
    sheets::{self, SheetForm},
};

/// Something that may be chosen.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChoiceWire {
    value: String,
    label: String,
}

/// A field of a form.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormFieldWire {
    name: String,
    /// What is filled in.
    value: String,
    /// What may be chosen; `null` where it is written freely.
    choices: Option<Vec<ChoiceWire>>,
}

/// A form: its fields are sent to `action` by POST (a mode's preview by GET), urlencoded.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormWire {
    /// `get` or `post`.
    method: String,
    action: String,
    fields: Vec<FormFieldWire>,
}

impl FormWire {
    fn to(method: &str, action: &str) -> Self {
        Self { method: method.to_owned(), action: action.to_owned(), fields: Vec::new() }
    }

    /// A field that is written freely.
    fn text(mut self, name: &str, value: impl Into<String>) -> Self {
        let (name, value) = (name.to_owned(), value.into());
        self.fields.push(FormFieldWire { name, value, choices: None });
        self
    }

    /// A field whose value is one of several.
    fn one_of(mut self, name: &str, value: &str, of: Vec<Choice>) -> Self {
        let wire = |one: Choice| ChoiceWire { value: one.value, label: one.label };
        let choices = Some(of.into_iter().map(wire).collect());
        self.fields.push(FormFieldWire { name: name.to_owned(), value: value.to_owned(), choices });
        self
    }
}

fn activity(form: ActivityForm) -> FormWire {
    let wish = form.wish;
    FormWire::to("post", &form.action)
        .text("year", wish.year)
        .one_of("task_id", &wish.task_id, form.tasks)
        .text("title", wish.title)
        .one_of("kind", &wish.kind, form.kinds)
        .one_of("way", &wish.way, form.ways)
        .text("from_on", wish.from_on)
        .text("until_on", wish.until_on)
        .one_of("owner_id", &wish.owner_id, form.owners)
        .one_of("unit_id", &wish.unit_id, form.units)
        .one_of("district_id", &wish.district_id, form.districts)
        .text("hours_week", wish.hours_week)
        .text("version", wish.version.to_string())
}

/// The form of a new activity.
#[utoipa::path(get, path = "/activities/new", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("task" = Option<String>, Query, description = "Task it is begun for")),
    responses((status = 200, description = "The form", body = FormWire)))]
pub async fn new_activity(ask: Ask) -> Reply {
    ask.json(&activity(activities::new_form(&ask).await?))
}

/// The form of a stored activity.
#[utoipa::path(get, path = "/activities/{id}/edit", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The form", body = FormWire), (status = 404, description = "No such activity")))]
pub async fn edit_activity(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.json(&activity(activities::edit_form(&ask, &id).await?))
}

/// The form of new material.
#[utoipa::path(get, path = "/materials/new", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("task" = Option<String>, Query, description = "Task it is begun for")),
    responses((status = 200, description = "The form", body = FormWire)))]
pub async fn new_material(ask: Ask) -> Reply {
    let form = materials::new_form(&ask).await?;
    let wish = form.wish;
    let wire = FormWire::to("post", &form.action)
        .one_of("task_id", &wish.task_id, form.tasks)
        .text("title", wish.title)
        .one_of("kind", &wish.kind, form.kinds)
        .text("origin", wish.origin)
        .text("link", wish.link)
        .one_of("owner_id", &wish.owner_id, form.owners)
        .one_of("state", &wish.state, form.states)
        .text("version", wish.version.to_string());
    ask.json(&wire)
}

fn sheet(form: SheetForm) -> FormWire {
    let wish = form.wish;
    FormWire::to("post", &form.action)
        .one_of("task_id", &wish.task_id, form.tasks)
        .text("title", wish.title)
        .text("aim", wish.aim)
        .text("people", wish.people)
        .text("cost_won", wish.cost_won)
        .one_of("owner_id", &wish.owner_id, form.owners)
        .one_of("unit_id", &wish.unit_id, form.units)
        .one_of("district_id", &wish.district_id, form.districts)
        .text("version", wish.version.to_string())
}

/// The form of a new sheet.
#[utoipa::path(get, path = "/sheets/new", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("task" = Option<String>, Query, description = "Task it is begun for")),
    responses((status = 200, description = "The form", body = FormWire)))]
pub async fn new_sheet(ask: Ask) -> Reply {
    ask.json(&sheet(sheets::new_form(&ask).await?))
}

/// The form of a stored sheet.
#[utoipa::path(get, path = "/sheets/{id}/edit", params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The form", body = FormWire), (status = 404, description = "No such sheet")))]
pub async fn edit_sheet(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.json(&sheet(sheets::edit_form(&ask, &id).await?))
}

/// The form of a document's version.
#[utoipa::path(get, path = "/documents/{id}/edit", params(("id" = String, Path, description = "Id of the version")),
    responses((status = 200, description = "The form", body = FormWire), (status = 404, description = "No such version")))]
pub async fn edit_document(ask: Ask, Path(id): Path<String>) -> Reply {
    let wish = documents::edit_form(&ask, &id).await?.wish;
    let form = FormWire::to("post", &format!("/plan/documents/{id}"))
        .text("body", wish.body)
        .text("items", wish.items)
        .text("version", wish.version.to_string());
    ask.json(&form)
}

/// The form that takes in the real split of the money: the file is sent as multipart.
#[utoipa::path(get, path = "/budget/import", params(("year" = Option<i64>, Query, description = "Year of the plan")),
    responses((status = 200, description = "The form", body = FormWire)))]
pub async fn import_budget(ask: Ask) -> Reply {
    let plan = shared::plan(&ask, &mut ask.read().await?).await?;
    ask.json(
        &FormWire::to("post", "/plan/budget/import").text("year", plan.year.to_string()).text("file", ""),
    )
}

/// The form that copies a year.
#[utoipa::path(get, path = "/copy", params(("year" = Option<i64>, Query, description = "Year to copy")),
    responses((status = 200, description = "The form", body = FormWire)))]
pub async fn copy(ask: Ask) -> Reply {
    let form = overview::copy_begun(&ask).await?;
    let wish = form.wish;
    let wire = FormWire::to("post", "/plan/copy")
        .one_of("from_year", &wish.from_year, form.years)
        .text("to_year", wish.to_year)
        .one_of("budget", &wish.budget, form.budgets);
    ask.json(&wire)
}

/// The form of a switch of mode; sent to its preview first.
#[utoipa::path(get, path = "/modes/switch", params(("mode" = Option<String>, Query, description = "The mode's word")),
    responses((status = 200, description = "The form", body = FormWire)))]
pub async fn switch_mode(ask: Ask) -> Reply {
    let form = modes::switch_form(&ask).await?;
    let wish = form.wish;
    let wire = FormWire::to("get", "/plan/modes/preview")
        .one_of("mode", &wish.mode, form.modes)
        .text("from_on", wish.from_on)
        .text("until_on", wish.until_on)
        .one_of("district_id", &wish.district_id, form.districts)
        .text("note", wish.note)
        .text("legal_basis", wish.legal_basis)
        .text("start_sheets", wish.start_sheets);
    ask.json(&wire)
}
