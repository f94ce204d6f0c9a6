//! One return: what was found, its rows, the next step; the receipt; the centre's decisions.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::{AgencyId, Month, Problem};
use register::{agencies, users, workdays};
use web::{Ask, Failure, Phrase, Reply, filters};

use super::{agency_month, place, told};
use crate::actions;
use crate::files::Told;
use crate::model::{
    Decide, Event, Figures, Level, Line, Refused, Remark, Reopen, Return, SendBack, State, Submit, month_to_file,
};
use crate::{check, due, store};

/// A project on the page of a return.
struct RowView {
    number: String,
    name: String,
    places: String,
    href: String,
    figures: Option<Figures>,
}

/// A question with its answer.
struct Question {
    place: usize,
    sentence: String,
    next: String,
    answer: String,
    ok: bool,
}

/// Something that was done, with who did it.
struct Done {
    key: String,
    event: Event,
    who: String,
}

#[derive(Template)]
#[template(path = "return.html")]
struct ReturnPage {
    agency: String,
    month: String,
    base: String,
    state_key: String,
    tone: &'static str,
    due: String,
    days_late: i64,
    late: bool,
    reason: String,
    receipt: String,
    version: i64,
    open: bool,
    may_file: bool,
    may_approve: bool,
    may_reopen: bool,
    submitted: bool,
    faulty_file: bool,
    errors: Vec<Told>,
    questions: Vec<Question>,
    rows: Vec<RowView>,
    filed: usize,
    total: Figures,
    people: i64,
    left: i64,
    done: Vec<Done>,
    ready: bool,
}

/// `GET /returns/{agency}/{month}`
pub async fn show(ask: Ask, path: Path<(String, String)>) -> Reply {
    let view = view(&ask, &path).await?;
    ask.page(&view)
}

/// Reads what the page shows.
async fn view(ask: &Ask, path: &Path<(String, String)>) -> Result<ReturnPage, Failure> {
    let mut tx = ask.read().await?;
    let (agency, month) = place(ask, &mut tx, path).await?;
    let found = store::return_of(&mut tx, &agency.id, month).await?;
    let known = actions::context(&mut tx, &agency.id, month).await?;
    let kept = store::rows_of(&mut tx, &agency.id, month).await?;
    let state = found.as_ref().map_or(State::None, Return::state);
    let locked = actions::is_locked(&mut tx, month).await?;
    let reopened = found.as_ref().is_some_and(|one| one.reopened);
    let open = state.is_open() && (!locked || reopened) && month <= Month::of(ask.today());
    let calendar = workdays::calendar(&mut tx).await?;
    let upload = match &found {
        Some(one) => store::upload(&mut tx, &one.id).await?,
        None => None,
    };
    let people = users::users(&mut tx).await?;
    let name = |id: &str| people.iter().find(|user| user.id.as_str() == id).map(|user| user.name.clone());
    let events = store::events(&mut tx, &crate::model::return_id(&agency.id, month)).await?;
    let done = events.into_iter().map(|event| Done {
        key: format!("returns-event-{}", event.deed),
        who: name(&event.actor_id).unwrap_or_default(),
        event,
    });
    let base = format!("/returns/{}/{month}", agency.id);
    let lines: Vec<Line> = kept.into_iter().map(Line::from).collect();
    let remarks = found.as_ref().map(|one| Remark::list(&one.remarks)).unwrap_or_default();
    let faulty = remarks.iter().any(Remark::is_error);
    // What the register says may have changed since the file was checked.
    let remarks = if open && !faulty && !lines.is_empty() {
        let mut fresh = check::kept(&lines, month, &known);
        fresh.iter_mut().for_each(|new| {
            if let Some(old) = remarks.iter().find(|old| old.topic() == new.topic()) {
                new.answer.clone_from(&old.answer);
            }
        });
        fresh
    } else {
        remarks
    };
    let mut rows: Vec<RowView> = known.projects.iter().map(|p| row_view(p, &lines, &base)).collect();
    rows.extend(lines.iter().filter(|line| !known.projects.iter().any(|p| p.id == line.project)).map(|line| RowView {
        number: line.number.clone(),
        name: String::new(),
        places: String::new(),
        href: String::new(),
        figures: Some(line.figures),
    }));
    let total = sum(&lines);
    let due = due::due_on(month, &calendar);
    let one = found.unwrap_or_else(|| Return { version: 0, ..Return::begun(&agency.id, month, ask.app.clock().now()) });
    let ready = open && !faulty && !lines.is_empty();
    Ok(ReturnPage {
        agency: agency.name,
        month: month.to_string(),
        base,
        state_key: state.key(),
        tone: state.tone(),
        due: due.to_string(),
        days_late: due::days_late(month, ask.today(), &calendar),
        late: one.filed_late || (!one.filed && state != State::Imported && ask.today() > due),
        reason: if matches!(state, State::Returned | State::Draft | State::Ready) { one.reason } else { String::new() },
        receipt: one.receipt,
        version: one.version,
        open,
        may_file: ask.actor.may("returns.file"),
        may_approve: ask.actor.may("returns.approve"),
        may_reopen: ask.actor.may("returns.reopen") && !open && (state.is_accepted() || (locked && !reopened))
            && month <= month_to_file(ask.today()),
        submitted: state == State::Submitted,
        faulty_file: faulty && upload.is_some_and(|upload| !upload.taken),
        errors: remarks.iter().filter(|remark| remark.is_error()).map(|remark| told(ask, remark)).collect(),
        questions: questions(ask, &remarks),
        filed: lines.len(),
        people: total.people(),
        left: total.left(),
        total,
        rows,
        done: done.collect(),
        ready,
    })
}

/// A project with its figures, if filed.
fn row_view(project: &check::Expected, lines: &[Line], base: &str) -> RowView {
    RowView {
        number: project.number.clone(),
        name: project.name.clone(),
        places: project.places.map(|places| places.to_string()).unwrap_or_default(),
        href: format!("{base}/rows/{}", project.id),
        figures: lines.iter().find(|line| line.project == project.id).map(|line| line.figures),
    }
}

/// The questions among the remarks, by their place in the list.
fn questions(ask: &Ask, remarks: &[Remark]) -> Vec<Question> {
    let asked = remarks.iter().enumerate().filter(|(_, remark)| remark.level == Level::Question);
    asked
        .map(|(place, remark)| {
            let told = told(ask, remark);
            let ok = remark.answer == "ok";
            let answer = if ok { String::new() } else { remark.answer.clone() };
            Question { place, sentence: told.sentence, next: told.next, answer, ok }
        })
        .collect()
}

/// The sums over rows.
pub fn sum(lines: &[Line]) -> Figures {
    let mut total = Figures::default();
    for line in lines {
        for (sum, figure) in total.0.iter_mut().zip(line.figures.0) {
            *sum += figure;
        }
    }
    total
}

/// `POST /returns/{agency}/{month}/submit`
pub async fn submit(ask: Ask, path: Path<(String, String)>, Form(wish): Form<Submit>) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &path.0.0, &path.0.1).await?;
    let mut work = ask.work().await?;
    let receipt = actions::submit(&mut work, &agency.id, month, &wish).await?;
    work.commit().await?;
    ask.see_saying(&format!("/returns/receipts/{receipt}"), &Phrase::new("returns-said-submitted").with("receipt", receipt))
}

/// `POST /returns/{agency}/{month}/approve`
pub async fn approve(ask: Ask, path: Path<(String, String)>, Form(wish): Form<Decide>) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &path.0.0, &path.0.1).await?;
    let mut work = ask.work().await?;
    actions::approve(&mut work, &agency.id, month, &wish).await?;
    work.commit().await?;
    back(&ask, &agency.id, month, "returns-said-approved")
}

/// `POST /returns/{agency}/{month}/send-back`
pub async fn send_back(ask: Ask, path: Path<(String, String)>, Form(wish): Form<SendBack>) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &path.0.0, &path.0.1).await?;
    let mut work = ask.work().await?;
    actions::send_back(&mut work, &agency.id, month, &wish).await?;
    work.commit().await?;
    back(&ask, &agency.id, month, "returns-said-sent-back")
}

/// `POST /returns/{agency}/{month}/reopen`
pub async fn reopen(ask: Ask, path: Path<(String, String)>, Form(wish): Form<Reopen>) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &path.0.0, &path.0.1).await?;
    let mut work = ask.work().await?;
    actions::reopen(&mut work, &agency.id, month, &wish).await?;
    work.commit().await?;
    back(&ask, &agency.id, month, "returns-said-reopened")
}

/// Back to the return, saying what was done.
fn back(ask: &Ask, agency: &AgencyId, month: Month, key: &str) -> Reply {
    ask.see_saying(&format!("/returns/{agency}/{month}"), &Phrase::new(key).with("month", month.to_string()))
}

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    agency: String,
    month: String,
    href: String,
    receipt: String,
    hash: String,
    rows: i64,
    number: i64,
    latest: bool,
    submitted_at: jiff::Timestamp,
    code: String,
}

/// `GET /returns/receipts/{receipt}`: what was filed, when, with its hash; to be printed.
pub async fn receipt(ask: Ask, Path(receipt): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let Some(edition) = store::edition_by_receipt(&mut tx, &receipt).await? else {
        return Err(Failure(Refused::NoSuchReceipt.into()));
    };
    let (month, agency) = edition.return_id.split_once('.').unwrap_or_default();
    let (agency, month) = agency_month(&ask, &mut tx, agency, month).await?;
    let newest = store::editions(&mut tx, &edition.return_id).await?;
    let address = format!("{}/returns/receipts/{receipt}#{}", ask.app.options().public_url, edition.content_hash);
    let code = documents::qr::svg(&address, &ask.t("returns-receipt-code")).map_err(Problem::fault)?;
    let name = agencies::agency(&mut tx, &agency.id).await?.map(|one| one.name).unwrap_or_default();
    ask.page(&ReceiptPage {
        agency: name,
        month: month.to_string(),
        href: format!("/returns/{}/{month}", agency.id),
        receipt,
        hash: edition.content_hash,
        rows: edition.rows_filed,
        number: edition.number,
        latest: newest.first().is_some_and(|first| first.number == edition.number),
        submitted_at: edition.submitted_at,
        code,
    })
}
