//! The pool of experts as JSON, without names: they leave the house only with a reason.

use axum::extract::Path;
use register::ties;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::day;
use crate::{
    model::{Engagement, Expert},
    pages, store,
};

/// An expert without name: names leave the house only with a reason.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpertWire {
    id: String,
    fields: Vec<String>,
    weekdays: Vec<String>,
    from_on: String,
    until_on: Option<String>,
    fee_won: i64,
    sample: bool,
}

impl From<Expert> for ExpertWire {
    fn from(one: Expert) -> Self {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        Self {
            fields: words(&one.fields),
            weekdays: words(&one.weekdays),
            id: one.id,
            from_on: one.from_on.to_string(),
            until_on: day(one.until_on),
            fee_won: one.fee_won.0,
            sample: one.sample,
        }
    }
}

/// The pool of experts.
#[utoipa::path(get, path = "/experts", responses((status = 200, description = "Experts", body = [ExpertWire])))]
pub async fn experts(ask: Ask) -> Reply {
    let all = store::experts(&mut ask.read().await?).await?;
    ask.json(&all.into_iter().map(ExpertWire::from).collect::<Vec<_>>())
}

/// A tie of an expert with an agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpertTieWire {
    agency: String,
    kind: String,
    from_on: String,
    until_on: Option<String>,
}

/// A case that an expert was chosen for.
#[derive(Debug, Serialize, ToSchema)]
pub struct EngagementWire {
    id: String,
    case: String,
    held_on: String,
    fee_won: i64,
    state: String,
}

/// An expert with days off, ties and cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpertWholeWire {
    expert: ExpertWire,
    /// Budget line the fee is paid from.
    line: Option<String>,
    off: Vec<String>,
    ties: Vec<ExpertTieWire>,
    engagements: Vec<EngagementWire>,
    version: i64,
}

/// One expert.
#[utoipa::path(get, path = "/experts/{id}", params(("id" = String, Path, description = "Expert")),
    responses((status = 200, description = "The expert", body = ExpertWholeWire), (status = 404, description = "No such expert")))]
pub async fn expert(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = pages::found_expert(&ask, &id).await?;
    let mut tx = ask.read().await?;
    let tie = |tie: ties::Tie| ExpertTieWire {
        agency: tie.agency_id.to_string(),
        kind: tie.kind,
        from_on: tie.from_on.to_string(),
        until_on: day(tie.until_on),
    };
    let engagement = |one: Engagement| EngagementWire {
        id: one.id,
        case: one.case_id,
        held_on: one.held_on.to_string(),
        fee_won: one.fee_won.0,
        state: one.state,
    };
    let off = store::days_off(&mut tx, &id).await?;
    let engaged = store::engagements(&mut tx, "").await?.into_iter().filter(|one| one.expert_id == id);
    ask.json(&ExpertWholeWire {
        line: one.line_id.clone(),
        off: off.into_iter().map(|(_, day)| day.to_string()).collect(),
        ties: ties::of_person(&mut tx, &one.person()).await?.into_iter().map(tie).collect(),
        engagements: engaged.map(engagement).collect(),
        version: one.version,
        expert: one.into(),
    })
}
