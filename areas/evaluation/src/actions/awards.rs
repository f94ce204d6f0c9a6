//! Awards and certificates: what the council decided, written down one by one or from a file.

use base::{AgencyId, Problem};
use register::{
    Work, agencies,
    decisions::{self, NewDecision},
    workers::{self, Entry},
};
use tables::Sheet;

use super::fresh;
use crate::{
    model::{AWARD_KINDS, Award, Check, LINE, Refused, SaveAward, chosen},
    store,
};

/// Columns of a file of awards.
pub const COLUMNS: [&str; 6] = ["year", "kind", "title", "recipient", "decided_on", "until_on"];

/// Writes one award down with the council's decision.
pub async fn save_award(work: &mut Work, wish: &SaveAward, sample: bool) -> Result<String, Problem> {
    work.actor.must("evaluation.award")?;
    let mut check = Check::default();
    let mut one = Award {
        id: fresh(),
        year: check.number("year", &wish.year, 2004, 2200),
        kind: check.one_of("kind", &wish.kind, &AWARD_KINDS),
        title: check.text("title", &wish.title, LINE),
        recipient: check.text("recipient", &wish.recipient, LINE),
        agency_id: chosen(&wish.agency_id).map(AgencyId::from),
        worker_id: chosen(&wish.worker_id).map(str::to_owned),
        until_on: check.day_or_none("until_on", &wish.until_on),
        decision_id: String::new(),
        sample,
    };
    let decided_on = check.day("decided_on", &wish.decided_on);
    if let Some(agency) = &one.agency_id
        && agencies::agency(&mut work.tx, agency).await?.is_none()
    {
        check.note("agency_id", "web-field-choice");
    }
    if let Some(worker) = &one.worker_id
        && workers::worker(&mut work.tx, worker).await?.is_none()
    {
        check.note("worker_id", "web-field-choice");
    }
    check.done()?;
    let decision = NewDecision {
        about: &format!("evaluation-award:{}", one.id),
        body: "council",
        title: &one.title,
        outcome: "awarded",
        decided_on,
        file: None,
    };
    one.decision_id = decisions::record(work, &decision).await?;
    store::awards::insert_award(&mut work.tx, &one).await?;
    if let Some(worker) = &one.worker_id {
        let entry = Entry {
            id: String::new(),
            worker_id: worker.clone(),
            kind: "award".into(),
            value: 1,
            recorded_on: decided_on,
            title: one.title.clone(),
            source: format!("evaluation-award:{}", one.id),
        };
        workers::put_on_record(work, &entry).await?;
    }
    work.note("evaluation.award-kept", &one.id).await?;
    Ok(one.id)
}

/// Reads the rows of a file of awards; every row is kept or none.
pub async fn import_awards(work: &mut Work, sheet: &Sheet) -> Result<usize, Problem> {
    work.actor.must("evaluation.award")?;
    let mut rows = sheet.rows.iter();
    let header: Vec<String> = match rows.next() {
        Some(row) => row.cells.iter().map(|cell| cell.view().shown().trim().to_owned()).collect(),
        None => Vec::new(),
    };
    let mut places = Vec::new();
    for column in COLUMNS {
        let at = header.iter().position(|title| title == column);
        places.push(at.ok_or_else(|| Problem::from(Refused::ColumnMissing { column: column.to_owned() }))?);
    }
    let mut count = 0;
    for row in rows {
        let cell = |at: usize| {
            row.cells.get(places[at]).map(|cell| cell.view().shown()).unwrap_or_default().trim().to_owned()
        };
        let wish = SaveAward {
            year: cell(0),
            kind: cell(1),
            title: cell(2),
            recipient: cell(3),
            decided_on: cell(4),
            until_on: cell(5),
            ..SaveAward::default()
        };
        match save_award(work, &wish, false).await {
            Ok(_) => count += 1,
            Err(Problem::Fields(notes)) => {
                let column = notes.first().map(|note| note.field.clone()).unwrap_or_default();
                return Err(Refused::BadRow { row: i64::from(row.number), column }.into());
            }
            Err(problem) => return Err(problem),
        }
    }
    Ok(count)
}
