//! Handing a case over, with acceptance; and hand-over notes on an agency.

use base::{AgencyId, Problem, UserId};
use register::Work;
use serde_json::json;

use super::{agency_exists, case, fresh, is_adviser, keep, stands};
use crate::{
    model::{Check, Decide, Note, OfferTransfer, Refused, Transfer, WriteNote, missing},
    store,
};

/// Offers a case to someone else; it stays where it is until they accept.
pub async fn offer_transfer(work: &mut Work, id: &str, wish: &OfferTransfer) -> Result<Transfer, Problem> {
    work.actor.must("consulting.work")?;
    let one = case(work, id).await?;
    stands(&one, &["diagnosis", "planning", "approval", "running"])?;
    let mut check = Check::default();
    let note = check.text("transfer_note", &wish.transfer_note, 1000);
    let own = one.owner_id.as_ref().is_some_and(|owner| owner.as_str() == wish.to_user_id);
    if own || !is_adviser(&mut work.tx, &wish.to_user_id).await? {
        check.note("to_user_id", "consulting-field-owner");
    }
    check.done()?;
    if store::transfers(&mut work.tx, id).await?.iter().any(|one| one.state == "offered") {
        return Err(Refused::TransferOpen.into());
    }
    let transfer = Transfer {
        id: fresh(),
        case_id: id.to_owned(),
        from_user_id: work.actor.id.to_string(),
        to_user_id: UserId::from(wish.to_user_id.as_str()),
        note,
        answer: String::new(),
        state: "offered".to_owned(),
        offered_on: work.today,
        answered_on: None,
    };
    store::insert_transfer(&mut work.tx, &transfer).await?;
    work.note_with("consulting.transfer-offered", id, &json!({ "to": transfer.to_user_id })).await?;
    Ok(transfer)
}

/// Accepts or refuses an offered case; only the person asked may. Returns the id of the case.
pub async fn answer_transfer(work: &mut Work, id: &str, wish: &Decide) -> Result<String, Problem> {
    work.actor.must("consulting.work")?;
    let mut transfer = store::transfer(&mut work.tx, id).await?.ok_or_else(missing)?;
    let mut one = case(work, &transfer.case_id).await?;
    if transfer.to_user_id != work.actor.id || transfer.state != "offered" {
        return Err(Refused::NotYours.into());
    }
    let mut check = Check::default();
    let accepts = check.one_of("decision", &wish.decision, &["accept", "refuse"]) == "accept";
    transfer.answer =
        if accepts { check.short("note", &wish.note, 500) } else { check.text("note", &wish.note, 500) };
    check.done()?;
    if accepts { "accepted" } else { "refused" }.clone_into(&mut transfer.state);
    transfer.answered_on = Some(work.today);
    store::update_transfer(&mut work.tx, &transfer).await?;
    let deed = if accepts {
        one.owner_id = Some(transfer.to_user_id.clone());
        keep(work, &one).await?;
        "consulting.transfer-accepted"
    } else {
        "consulting.transfer-refused"
    };
    work.note(deed, &one.id).await?;
    Ok(one.id)
}

/// Writes a hand-over note on an agency.
pub async fn write_note(work: &mut Work, agency: &str, wish: &WriteNote) -> Result<Note, Problem> {
    work.actor.must("consulting.work")?;
    if !agency_exists(&mut work.tx, agency).await? {
        return Err(missing());
    }
    let mut check = Check::default();
    let body = check.text("body", &wish.body, 2000);
    check.done()?;
    let note = Note {
        id: fresh(),
        agency_id: AgencyId::from(agency),
        body,
        written_on: work.today,
        written_by: work.actor.id.to_string(),
        sample: false,
    };
    store::insert_note(&mut work.tx, &note).await?;
    work.note_with("consulting.note-written", &note.id, &json!({ "agency": agency })).await?;
    Ok(note)
}
