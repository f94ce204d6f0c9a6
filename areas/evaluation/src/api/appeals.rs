//! Appeals as JSON: the list, one appeal, and filing one.

use axum::{Json, extract::Path};
use base::AgencyId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::{KeptFileWire, day, files_of};
use crate::{
    actions::appeals::{FileAppeal, file_appeal},
    model::{Appeal, missing},
    pages::shared,
    store,
};

/// An appeal.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppealWire {
    id: String,
    receipt: String,
    round: String,
    agency: String,
    /// Indicator; empty for the whole result.
    indicator: String,
    state: String,
    filed_on: String,
    due_on: String,
    decision: String,
}

impl From<Appeal> for AppealWire {
    fn from(one: Appeal) -> Self {
        Self {
            id: one.id,
            receipt: one.receipt,
            round: one.round_id,
            agency: one.agency_id.to_string(),
            indicator: one.indicator,
            state: one.state,
            filed_on: base::seoul_day(one.filed_at).to_string(),
            due_on: one.due_on.to_string(),
            decision: one.decision,
        }
    }
}

/// Appeals that the visitor may see.
#[utoipa::path(get, path = "/appeals", responses((status = 200, description = "Appeals, newest first", body = [AppealWire])))]
pub async fn appeals(ask: Ask) -> Reply {
    if ask.actor.agency.is_none() {
        ask.actor.must("evaluation.all")?;
    }
    let mut tx = ask.read().await?;
    let all = store::appeals::appeals(&mut tx, ask.actor.agency.as_ref()).await?;
    ask.json(&all.into_iter().map(AppealWire::from).collect::<Vec<_>>())
}

/// An appeal with its papers.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppealWholeWire {
    appeal: AppealWire,
    /// What the agency says.
    text: String,
    /// Who decides (opaque id).
    officer: Option<String>,
    decided_on: Option<String>,
    files: Vec<KeptFileWire>,
    sample: bool,
    version: i64,
}

/// One appeal; an agency sees its own only.
#[utoipa::path(get, path = "/appeals/{id}", params(("id" = String, Path, description = "Appeal")),
    responses((status = 200, description = "The appeal", body = AppealWholeWire), (status = 403, description = "Another agency's"),
              (status = 404, description = "No such appeal")))]
pub async fn appeal(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = store::appeals::appeal(&mut tx, &id).await?.ok_or_else(missing)?;
    shared::must_see(&ask, &one.agency_id)?;
    ask.json(&AppealWholeWire {
        text: one.text.clone(),
        officer: one.officer_id.as_ref().map(ToString::to_string),
        decided_on: day(one.decided_at),
        files: files_of(&mut tx, &format!("evaluation-appeal:{id}")).await?,
        sample: one.sample,
        version: one.version,
        appeal: one.into(),
    })
}

/// An appeal to be filed.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct FileAppealBody {
    /// Indicator; left out for the whole result.
    indicator: String,
    /// What the agency says.
    text: String,
}

/// Files an appeal of the own agency while appeals are open.
#[utoipa::path(post, path = "/rounds/{id}/agencies/{agency}/appeals", request_body = FileAppealBody,
    params(("id" = String, Path, description = "Round"), ("agency" = String, Path, description = "Agency")),
    responses((status = 200, description = "Id and receipt of the appeal"), (status = 409, description = "Not open, or filed already"),
              (status = 422, description = "Fields at fault")))]
pub async fn file(
    ask: Ask,
    Path((id, agency)): Path<(String, String)>,
    Json(body): Json<FileAppealBody>,
) -> Reply {
    let mut work = ask.work().await?;
    let wish = FileAppeal { indicator: body.indicator, text: body.text };
    let made = file_appeal(&mut work, &id, &AgencyId::from(agency), &wish).await?;
    let one = store::appeals::appeal(&mut work.tx, &made).await?.ok_or_else(missing)?;
    work.commit().await?;
    ask.json(&json!({ "id": one.id, "receipt": one.receipt, "due_on": one.due_on }))
}
