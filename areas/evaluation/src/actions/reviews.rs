//! Reviews: a reader marks an item blind, may leave a criterion out, and may say that a tie is there.

use base::{AgencyId, Problem};
use register::{
    Work, agencies,
    ties::{self, Tie},
};
use serde_json::json;

use super::{fresh, unchanged};
use crate::{
    model::{Assignment, Check, Mark, Refused, missing},
    store,
};

/// One answer of a review: criterion, and the text of its points or `abstain`.
pub type Answer = (String, String);

/// The assignment of the reader who asks, in a panel that reads.
pub async fn own_review(work: &mut Work, id: &str) -> Result<Assignment, Problem> {
    work.actor.must("evaluation.review")?;
    let one = store::panels::assignment(&mut work.tx, id).await?.ok_or_else(missing)?;
    let reviewers = store::panels::reviewers(&mut work.tx, &one.panel_id).await?;
    let own = reviewers.iter().any(|by| by.id == one.reviewer_id && by.user_id == work.actor.id);
    if !own {
        return Err(Refused::NotYourReview.into());
    }
    let panel = store::panels::panel(&mut work.tx, &one.panel_id).await?.ok_or_else(missing)?;
    if panel.state != "reading" {
        return Err(Refused::PanelElsewhere { state: panel.state }.into());
    }
    Ok(one)
}

/// Keeps the marks of a review.
pub async fn save_review(
    work: &mut Work,
    id: &str,
    answers: &[Answer],
    (note, version): (&str, i64),
) -> Result<(), Problem> {
    let one = own_review(work, id).await?;
    let mut check = Check::default();
    let mut marks = Vec::new();
    for criterion in store::panels::criteria(&mut work.tx, &one.panel_id).await? {
        let field = format!("c-{}", criterion.id);
        let text = answers.iter().find(|(of, _)| *of == criterion.id).map_or("", |(_, text)| text.as_str());
        let points =
            if text == "abstain" { None } else { Some(check.number(&field, text, 0, criterion.points)) };
        marks.push(Mark { assignment_id: id.to_owned(), criterion_id: criterion.id, points });
    }
    check.done()?;
    if marks.iter().all(|mark| mark.points.is_none()) {
        return Err(Refused::AllAbstained.into());
    }
    unchanged(store::panels::finish_assignment(&mut work.tx, id, note.trim(), version).await?)?;
    for mark in &marks {
        store::panels::put_mark(&mut work.tx, mark).await?;
    }
    work.note("evaluation.review-kept", id).await
}

/// A reader says that a tie to an agency is there; what is not read of that agency goes back to the desk.
pub async fn declare_tie(work: &mut Work, agency: &AgencyId, kind: &str) -> Result<usize, Problem> {
    work.actor.must("evaluation.review")?;
    let mut check = Check::default();
    let kind = check.one_of("kind", kind, &ties::KINDS);
    if agencies::agency(&mut work.tx, agency).await?.is_none() {
        check.note("agency_id", "web-field-choice");
    }
    check.done()?;
    let tie = Tie {
        id: fresh(),
        person: format!("user:{}", work.actor.id),
        agency_id: agency.clone(),
        kind,
        from_on: work.today,
        until_on: None,
        source: "declared".into(),
    };
    let id = ties::declare(work, &tie).await?;
    let user = work.actor.id.clone();
    let mut freed = 0;
    for one in store::panels::assignments_of(&mut work.tx, &user).await? {
        let items = store::panels::items(&mut work.tx, &one.panel_id).await?;
        let of = items.iter().find(|item| item.id == one.item_id);
        if of.is_some_and(|item| item.agency_id.as_ref() == Some(agency)) && one.state == "open" {
            freed += store::panels::delete_assignment(&mut work.tx, &one.id).await?;
        }
    }
    work.note_with("evaluation.tie-declared", &id, &json!({ "freed": freed })).await?;
    Ok(freed as usize)
}
