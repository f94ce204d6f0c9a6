//! Filing: a file is taken or refused as a whole, a row is typed in, a checked return is submitted.

use base::{AgencyId, FieldNote, Id, Month, Problem, ProjectId};
use register::{Work, facts::Fact, files, workdays};
use tables::Sheet;

use super::{context, harmless, keep, open_return};
use crate::check::{self, Checked};
use crate::model::{
    Edition, Figures, FillRow, Level, Line, MEASURES, Refused, Remark, Return, State, Submit, Upload,
    return_id,
};
use crate::{due, facts, rules, store};

/// Largest count of people or things in a cell, hours, and won, as in the published schema.
const MOST: i64 = 1_000_000;
const MOST_HOURS: i64 = 10_000_000;
const MOST_WON: i64 = 999_999_999_999;

/// What came of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// The same file was taken before: nothing was changed.
    Unchanged,
    /// Its rows are the return's rows now.
    Accepted,
    /// It has errors: none of its rows were taken.
    Faulty,
}

/// A file that a person sent, with what was read from it.
#[derive(Debug)]
pub struct Sent<'a> {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What was read from it.
    pub sheet: &'a Sheet,
    /// Title of the column that repeats the project's name in the template.
    pub name_title: String,
}

/// Checks a file and takes its rows, or keeps what is wrong with it. A file is never half taken.
pub async fn take_sheet(
    work: &mut Work,
    agency: &AgencyId,
    month: Month,
    version: i64,
    sent: Sent<'_>,
) -> Result<Taken, Problem> {
    let sha256 = files::sha256(&sent.bytes);
    let id = return_id(agency, month);
    work.actor.must("returns.file")?;
    work.actor.must_see(agency)?;
    let before = store::upload(&mut work.tx, &id).await?;
    if let Some(before) = before.filter(|before| before.taken && before.sha256 == sha256)
        && let Some(one) = store::return_of(&mut work.tx, agency, month).await?
        // After the lock even the same file is told that the month is closed.
        && one.state() != State::Locked
        && unchanged(work, &one, &before).await?
    {
        return Ok(Taken::Unchanged);
    }
    let mut one = open_return(work, agency, month, version).await?;
    let known = context(&mut work.tx, agency, month).await?;
    let checked = check::sheet(sent.sheet, month, &known, &sent.name_title);
    let (taken, found) = (!checked.has_errors(), checked.remarks.len());
    keep_file(work, &one, sent, sha256, &checked, taken).await?;
    if taken {
        store::delete_rows(work, &one.id).await?;
        store::insert_rows(work, &one.id, &checked.lines).await?;
        settle(&mut one, month, &checked.lines, checked.remarks.clone())?;
    } else {
        one.set_state(State::Draft);
        one.remarks = serde_json::to_string(&checked.remarks).map_err(Problem::fault)?;
    }
    keep(work, &one).await?;
    let deed = if taken { "returns.file-taken" } else { "returns.file-refused" };
    store::event(work, &one.id, deed.trim_start_matches("returns."), "").await?;
    work.note_with(deed, &one.id, &serde_json::json!({ "rows": checked.lines.len(), "remarks": found }))
        .await?;
    Ok(if taken { Taken::Accepted } else { Taken::Faulty })
}

/// Whether the rows are still those of the file taken before.
async fn unchanged(work: &mut Work, one: &Return, before: &Upload) -> Result<bool, Problem> {
    let later = store::events(&mut work.tx, &one.id).await?;
    let edited =
        later.iter().any(|event| event.deed == "row-filled" && event.happened_at > before.uploaded_at);
    Ok(!edited)
}

/// Keeps the file as it came and what was found in it.
async fn keep_file(
    work: &mut Work,
    one: &Return,
    sent: Sent<'_>,
    sha256: String,
    checked: &Checked,
    taken: bool,
) -> Result<(), Problem> {
    let mime = "application/octet-stream";
    let name: String = if tables::holds_resident_number(&sent.name) { "file".into() } else { sent.name };
    let file = files::store(work, &name, mime, &format!("returns:{}", one.id), false, sent.bytes).await?;
    let upload = Upload {
        return_id: one.id.clone(),
        file_id: file.id,
        sha256,
        remarks: serde_json::to_string(&checked.remarks).map_err(Problem::fault)?,
        taken,
        uploaded_at: work.now,
        uploaded_by: work.actor.id.to_string(),
    };
    store::put_upload(work, &upload).await
}

/// Sets state, hash and remarks by rows that were checked; answers to the same questions stay.
fn settle(one: &mut Return, month: Month, lines: &[Line], mut remarks: Vec<Remark>) -> Result<(), Problem> {
    let before = Remark::list(&one.remarks);
    for remark in &mut remarks {
        if let Some(same) = before.iter().find(|old| old.topic() == remark.topic()) {
            remark.answer.clone_from(&same.answer);
        }
    }
    let errors = remarks.iter().any(Remark::is_error);
    one.set_state(if errors || lines.is_empty() { State::Draft } else { State::Ready });
    one.content_hash = files::sha256(check::canonical(&one.agency_id, month, lines).as_bytes());
    one.remarks = serde_json::to_string(&remarks).map_err(Problem::fault)?;
    Ok(())
}

/// Puts in one project's figures as typed; sentences at the fields when they do not fit.
pub async fn fill_row(
    work: &mut Work,
    agency: &AgencyId,
    month: Month,
    project: &ProjectId,
    wish: &FillRow,
) -> Result<(), Problem> {
    let mut one = open_return(work, agency, month, wish.version).await?;
    let known = context(&mut work.tx, agency, month).await?;
    let Some(expected) = known.projects.iter().find(|one| one.id == *project) else {
        return Err(Refused::NoSuchProject.into());
    };
    let figures = read_figures(wish)?;
    let before = known.before.get(project).filter(|_| month.number() > 1);
    let notes: Vec<FieldNote> = rules::broken_rules(&figures, month, before, expected.places)
        .into_iter()
        .filter(|broken| broken.level == Level::Error)
        .map(|broken| {
            let note = FieldNote::new(broken.field, &format!("returns-finding-{}", broken.code));
            broken.args.into_iter().fold(note, |note, (name, value)| note.with(name, value))
        })
        .map(|note| note.with("place", expected.number.clone()))
        .collect();
    if !notes.is_empty() {
        return Err(Problem::Fields(notes));
    }
    let line = Line { row: 0, project: project.clone(), number: expected.number.clone(), figures };
    store::put_row(work, &one.id, &line).await?;
    let lines: Vec<Line> =
        store::rows_of_id(&mut work.tx, &one.id).await?.into_iter().map(Line::from).collect();
    let remarks = check::kept(&lines, month, &known);
    settle(&mut one, month, &lines, remarks)?;
    keep(work, &one).await?;
    store::event(work, &one.id, "row-filled", "").await?;
    work.note_with("returns.row-filled", &one.id, &serde_json::json!({ "project": project })).await
}

/// Reads what was typed: whole numbers, with thousands separated or not.
fn read_figures(wish: &FillRow) -> Result<Figures, Problem> {
    let mut figures = Figures::default();
    let mut notes = Vec::new();
    for (place, name) in MEASURES.iter().enumerate() {
        let typed = wish.typed.get(*name).map(|text| text.trim().replace(',', "")).unwrap_or_default();
        let most = if name.ends_with("_won") {
            MOST_WON
        } else if name.ends_with("hours") {
            MOST_HOURS
        } else {
            MOST
        };
        match typed.parse::<i64>() {
            _ if typed.is_empty() => notes.push(FieldNote::new(name, "returns-form-required")),
            Ok(figure) if figure < 0 => notes.push(FieldNote::new(name, "returns-form-negative")),
            Ok(figure) if figure > most => {
                notes.push(FieldNote::new(name, "returns-form-too-large").with("most", most));
            }
            Ok(figure) => figures.0[place] = figure,
            Err(_) => notes.push(FieldNote::new(name, "returns-form-no-number")),
        }
    }
    if notes.is_empty() { Ok(figures) } else { Err(Problem::Fields(notes)) }
}

/// Submits a checked return: answers its questions, gives it a receipt, counts it as filed. Gives the receipt number.
pub async fn submit(
    work: &mut Work,
    agency: &AgencyId,
    month: Month,
    wish: &Submit,
) -> Result<String, Problem> {
    let mut one = open_return(work, agency, month, wish.version).await?;
    let known = context(&mut work.tx, agency, month).await?;
    let lines: Vec<Line> =
        store::rows_of_id(&mut work.tx, &one.id).await?.into_iter().map(Line::from).collect();
    if lines.is_empty() {
        return Err(Refused::NothingFiled { month: month.to_string() }.into());
    }
    let remarks = check::kept(&lines, month, &known);
    let faulty_file = Remark::list(&one.remarks).iter().filter(|remark| remark.is_error()).count();
    settle(&mut one, month, &lines, remarks)?;
    let remarks = answered(&one, wish)?;
    let errors = remarks.iter().filter(|remark| remark.is_error()).count().max(faulty_file) as i64;
    if errors > 0 {
        return Err(Refused::ErrorsLeft { errors }.into());
    }
    let questions = remarks.iter().filter(|remark| remark.answer.is_empty()).count() as i64;
    if questions > 0 {
        return Err(Refused::AnswersMissing { questions }.into());
    }
    one.remarks = serde_json::to_string(&remarks).map_err(Problem::fault)?;
    file_edition(work, &mut one, month, &lines).await?;
    count_filed(work, &mut one, month).await?;
    keep(work, &one).await?;
    store::event(work, &one.id, "submitted", &one.receipt).await?;
    work.note_with(
        "returns.return-submitted",
        &one.id,
        &serde_json::json!({ "receipt": one.receipt, "hash": one.content_hash }),
    )
    .await?;
    Ok(one.receipt)
}

/// The remarks with the answers of the form.
fn answered(one: &Return, wish: &Submit) -> Result<Vec<Remark>, Problem> {
    let mut remarks = Remark::list(&one.remarks);
    for (place, remark) in remarks.iter_mut().enumerate() {
        let answer = wish.answers.get(&format!("answer-{place}")).map(|text| text.trim()).unwrap_or_default();
        harmless(answer)?;
        if answer.chars().count() >= 2 {
            remark.answer = answer.chars().take(300).collect();
        } else if wish.answers.contains_key(&format!("ok-{place}")) {
            "ok".clone_into(&mut remark.answer);
        }
    }
    Ok(remarks)
}

/// Keeps what is filed, word for word, under a receipt number.
async fn file_edition(
    work: &mut Work,
    one: &mut Return,
    month: Month,
    lines: &[Line],
) -> Result<(), Problem> {
    let content = check::canonical(&one.agency_id, month, lines);
    let content_hash = files::sha256(content.as_bytes());
    one.edition += 1;
    let mark =
        files::sha256(format!("{}\n{}\n{content_hash}", one.id, one.edition).as_bytes()).to_uppercase();
    one.receipt = format!("{}-{}-{}", month.to_string().replace('-', ""), &mark[..4], &mark[4..8]);
    one.content_hash.clone_from(&content_hash);
    one.set_state(State::Submitted);
    (one.submitted_at, one.submitted_by) = (Some(work.now), Some(work.actor.id.to_string()));
    let edition = Edition {
        id: Id::<Edition>::fresh().to_string(),
        return_id: one.id.clone(),
        number: one.edition,
        receipt: one.receipt.clone(),
        content_hash,
        content,
        rows_filed: lines.len() as i64,
        submitted_at: work.now,
        submitted_by: work.actor.id.to_string(),
    };
    store::insert_edition(work, &edition).await
}

/// Counts the first submission, and whether it was late.
async fn count_filed(work: &mut Work, one: &mut Return, month: Month) -> Result<(), Problem> {
    if one.filed {
        return Ok(());
    }
    let calendar = workdays::calendar(&mut work.tx).await?;
    (one.filed, one.filed_late) = (true, work.today > due::due_on(month, &calendar));
    let source = format!("{}:filed", one.id);
    let fact = |indicator| Fact::of_agency(indicator, one.agency_id.clone(), month.last_day(), 1, &source);
    let mut filed = vec![fact(facts::FILED)];
    if one.filed_late {
        filed.push(fact(facts::FILED_LATE));
    }
    work.facts(&filed).await
}
