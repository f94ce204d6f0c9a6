//! Plan documents as JSON.

use axum::extract::Path;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Notes, Reply};

use super::given;
use crate::{
    pages::documents::{self, DocumentRow, ItemRow},
    store,
};

/// One version of a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanDocumentWire {
    id: String,
    /// What all versions share.
    series: String,
    /// Number of the version, from 1.
    number: i64,
    year: i64,
    /// `basic-plan` or `detailed-plan`.
    kind: String,
    /// Title in the reader's language.
    title: String,
    /// Month it was made, such as `2019-09`.
    month: String,
    /// `draft`, `approved` or `superseded`.
    state: String,
    #[schema(value_type = Option<String>, format = Date)]
    approved_on: Option<Date>,
    source: Option<String>,
    as_of: Option<String>,
    version: i64,
}

impl From<DocumentRow> for PlanDocumentWire {
    fn from(row: DocumentRow) -> Self {
        let one = row.one;
        Self {
            id: one.id,
            series: one.series,
            number: one.number,
            year: one.year,
            kind: one.kind,
            title: row.title,
            month: one.month,
            state: one.state,
            approved_on: one.approved_on,
            source: given(one.source),
            as_of: given(one.as_of),
            version: one.version,
        }
    }
}

/// Every version of every document, the newest first within each.
#[utoipa::path(get, path = "/documents", responses((status = 200, description = "Versions", body = [PlanDocumentWire])))]
pub async fn list(ask: Ask) -> Reply {
    let all = store::documents(&mut ask.read().await?).await?;
    let wire = |one| PlanDocumentWire::from(documents::document_row(&ask, one));
    ask.json(&all.into_iter().map(wire).collect::<Vec<_>>())
}

/// An item of a document.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanItemWire {
    /// Code that tasks cite.
    code: String,
    title: String,
    text: Option<String>,
    /// Ids of the tasks that carry it out.
    tasks: Vec<String>,
}

impl From<ItemRow> for PlanItemWire {
    fn from(row: ItemRow) -> Self {
        let tasks = row.tasks.into_iter().map(|(id, _)| id).collect();
        Self { code: row.code, title: row.title, text: given(row.text), tasks }
    }
}

/// A version with its text and items.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanDocumentWholeWire {
    #[serde(flatten)]
    document: PlanDocumentWire,
    /// Text before the items.
    body: Option<String>,
    approved_by: Option<String>,
    /// Id of the document it carries out.
    follows: Option<String>,
    items: Vec<PlanItemWire>,
    /// Ids of all versions, the newest first.
    versions: Vec<String>,
}

/// One version with its items and the tasks that carry them out.
#[utoipa::path(get, path = "/documents/{id}", params(("id" = String, Path, description = "Id of the version")), responses(
    (status = 200, description = "The version", body = PlanDocumentWholeWire), (status = 404, description = "No such version")))]
pub async fn one(ask: Ask, Path(id): Path<String>) -> Reply {
    let view = documents::document_view(&ask, &id, Notes::default()).await?;
    ask.json(&PlanDocumentWholeWire {
        body: given(view.row.one.body.clone()),
        approved_by: given(view.approved_by),
        follows: view.follows.map(|(id, _)| id),
        items: view.items.into_iter().map(PlanItemWire::from).collect(),
        versions: view.versions.into_iter().map(|row| row.one.id).collect(),
        document: view.row.into(),
    })
}
