//! Material lists as JSON.

use axum::extract::Path;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::{EvidenceWire, PlanPageWire, evidence, given};
use crate::{
    model::missing,
    pages::{
        materials::{self, MaterialRow},
        shared,
    },
    store,
};

/// A line of a material list.
#[derive(Debug, Serialize, ToSchema)]
pub struct MaterialWire {
    id: String,
    task: String,
    task_title: Option<String>,
    title: String,
    /// `law`, `plan`, `report`, `statistics`, `case`, `press` or `other`.
    kind: String,
    origin: Option<String>,
    link: Option<String>,
    owner: Option<String>,
    owner_name: Option<String>,
    /// `wanted`, `found` or `read`.
    state: String,
    /// How many files are kept beside it.
    files: usize,
    /// Made up for the demo.
    sample: bool,
    version: i64,
}

impl From<MaterialRow> for MaterialWire {
    fn from(row: MaterialRow) -> Self {
        let one = row.one;
        Self {
            id: one.id,
            task: one.task_id,
            task_title: given(row.task),
            title: one.title,
            kind: one.kind,
            origin: given(one.origin),
            link: given(one.link),
            owner: one.owner_id.map(|id| id.to_string()),
            owner_name: given(row.owner),
            state: one.state,
            files: row.files,
            sample: one.sample,
            version: one.version,
        }
    }
}

/// A page of material.
#[derive(Debug, Serialize, ToSchema)]
pub struct MaterialsWire {
    #[serde(flatten)]
    of: PlanPageWire,
    rows: Vec<MaterialWire>,
}

/// The material of a year's tasks, narrowed and paged as on the page.
#[utoipa::path(get, path = "/materials", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("q" = Option<String>, Query, description = "Words in title or origin"),
    ("task" = Option<String>, Query, description = "Id of a task"),
    ("state" = Option<String>, Query, description = "`wanted`, `found` or `read`"),
    ("page" = Option<i64>, Query, description = "Page, from 1")),
    responses((status = 200, description = "Material", body = MaterialsWire)))]
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let filter = materials::filter(&ask, year);
    let (pager, shown) = filter.cut(materials::wanted(&mut tx, year, &filter).await?);
    let tasks = store::tasks(&mut tx, year).await?;
    let of = PlanPageWire::of(year, &pager, shown.iter().any(|one| one.sample));
    let rows = materials::rows(&ask, &mut tx, shown, &tasks).await?;
    ask.json(&MaterialsWire { of, rows: rows.into_iter().map(MaterialWire::from).collect() })
}

/// A line of a material list with its evidence.
#[derive(Debug, Serialize, ToSchema)]
pub struct MaterialWholeWire {
    #[serde(flatten)]
    material: MaterialWire,
    evidence: Option<Vec<EvidenceWire>>,
}

/// One line of a material list.
#[utoipa::path(get, path = "/materials/{id}", params(("id" = String, Path, description = "Id")), responses(
    (status = 200, description = "The material", body = MaterialWholeWire), (status = 404, description = "No such material")))]
pub async fn one(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = store::material(&mut tx, &id).await?.ok_or_else(missing)?;
    let task = store::task(&mut tx, &one.task_id).await?.ok_or_else(missing)?;
    let files = shared::files(&mut tx, &format!("plan-material:{id}")).await?;
    let row = materials::rows(&ask, &mut tx, vec![one], &[task]).await?.remove(0);
    let evidence = evidence(ask.actor.may("plan.money"), files);
    ask.json(&MaterialWholeWire { material: row.into(), evidence })
}
