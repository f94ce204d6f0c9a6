//! Files of many agencies' months as JSON: how far they are and what was found; a person's word.

use axum::Json;
use axum::extract::Path;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Ask, Reply};

use crate::actions;
use crate::import::Gap;
use crate::model::Batch;
use crate::pages::{self, import};

/// A file in the list.
#[derive(Serialize, ToSchema)]
struct BatchBody {
    id: String,
    name: String,
    /// `checking`, `checked`, `faulty`, `storing`, `stored` or `cancelled`.
    stage: String,
    rows: i64,
    replaces: bool,
    #[schema(value_type = String)]
    sent_at: jiff::Timestamp,
}

/// A file with how far it is and what was found.
#[derive(Serialize, ToSchema)]
struct BatchOneBody {
    #[serde(flatten)]
    batch: BatchBody,
    version: i64,
    /// Whether its job ended without an outcome.
    stuck: bool,
    /// Rows the job has come by.
    done: i64,
    first_month: String,
    last_month: String,
    added: u64,
    changed: u64,
    unchanged: u64,
    refused: u64,
    faults: u64,
    remarks: Vec<FaultBody>,
    /// Months in which projects of an agency are missing.
    gaps: Vec<GapBody>,
}

/// A month of an agency in which projects are missing.
#[derive(Serialize, ToSchema)]
struct GapBody {
    agency: String,
    agency_name: String,
    month: String,
    /// The first ten.
    projects: Vec<String>,
    missing: u64,
}

/// Something that does not fit.
#[derive(Serialize, ToSchema)]
struct FaultBody {
    line: u32,
    cell: String,
    code: String,
    /// Whether a sentence before it tells it for many rows at once.
    folded: bool,
    sentence: String,
    next: String,
}

/// A person's word for what was shown.
#[derive(Deserialize, ToSchema)]
pub struct ConfirmBody {
    version: i64,
}

fn gap(gap: Gap) -> GapBody {
    let Gap { agency, name, month, projects, count } = gap;
    GapBody { agency, agency_name: name, month, projects, missing: count }
}

fn body(batch: Batch) -> BatchBody {
    BatchBody {
        id: batch.id,
        name: batch.name,
        stage: batch.state,
        rows: batch.rows_expected,
        replaces: batch.replaced,
        sent_at: batch.made_at,
    }
}

/// The newest files.
#[utoipa::path(get, path = "/import", responses((status = 200, body = Vec<BatchBody>)))]
pub async fn list(ask: Ask) -> Reply {
    let found: Vec<BatchBody> = import::newest(&ask).await?.into_iter().map(body).collect();
    ask.json(&found)
}

/// One file.
#[utoipa::path(get, path = "/import/{id}", responses((status = 200, body = BatchOneBody), (status = 404)))]
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let seen = import::seen(&ask, &mut ask.read().await?, &id).await?;
    let fault = |remark: &crate::model::Remark| {
        let told = pages::told(&ask, remark);
        let (line, code) = (remark.row, remark.key.clone());
        FaultBody {
            line,
            cell: told.cell,
            code,
            folded: remark.folded,
            sentence: told.sentence,
            next: told.next,
        }
    };
    let (report, faults) = (&seen.found.report, &seen.found.faults);
    ask.json(&BatchOneBody {
        version: seen.batch.version,
        stuck: seen.is_stuck(),
        done: seen.job.as_ref().map_or(0, |job| job.done),
        first_month: report.first_month.clone(),
        last_month: report.last_month.clone(),
        added: report.added,
        changed: report.changed,
        unchanged: report.unchanged,
        refused: report.refused_count,
        faults: faults.count,
        remarks: faults.list.iter().map(fault).collect(),
        gaps: report.gaps.iter().cloned().map(gap).collect(),
        batch: body(seen.batch),
    })
}

/// Has a file stored that was looked through.
#[utoipa::path(post, path = "/import/{id}/confirm", request_body = ConfirmBody, responses((status = 200), (status = 409)))]
pub async fn confirm(ask: Ask, Path(id): Path<String>, Json(body): Json<ConfirmBody>) -> Reply {
    let mut work = ask.work().await?;
    actions::confirm_batch(&mut work, &id, body.version).await?;
    work.commit().await?;
    ask.json(&serde_json::json!({ "stage": "storing" }))
}

/// Calls a file off that is not stored yet.
#[utoipa::path(post, path = "/import/{id}/cancel", responses((status = 200), (status = 409)))]
pub async fn cancel(ask: Ask, Path(id): Path<String>) -> Reply {
    import::called_off(&ask, &id).await?;
    ask.json(&serde_json::json!({ "stage": "cancelled" }))
}
