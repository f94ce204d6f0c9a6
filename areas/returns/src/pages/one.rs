//! One return: what was found, its rows, the next step; the receipt; the centre's decisions.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::{AgencyId, Month, Problem};
use jiff::civil::Date;
use register::{agencies, users, workdays};
use web::{Ask, Failure, Phrase, Reply, filters};

use super::{agency_month, place, told};
use crate::actions;
use crate::files::Told;
use crate::model::{
    Decide, Edition, Event, Figures, Level, Line, Refused, Remark, Reopen, Return, SendBack, State, Submit,
    month_to_file, return_id,
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
    /// Whether there is something accepted to be taken back.
    accepted: bool,
    submitted: bool,
    faulty_file: bool,
    errors: Vec<Told>,
    /// Errors that a sentence among `errors` tells for many cells at once.
    folded: Vec<Told>,
    questions: Vec<Question>,
    rows: Vec<RowView>,
    filed: usize,
    /// Sums over what was filed; nothing where nothing was, which is not zero.
    total: Option<Figures>,
    rows_href: String,
    done: Vec<Done>,
    ready: bool,
}

/// `GET /returns/{agency}/{month}`
pub async fn show(ask: Ask, path: Path<(String, String)>) -> Reply {
    let view = view(&ask, &path).await?;
    ask.page(&view)
}

/// What was read for the page, in one snapshot.
struct Seen {
    agency: agencies::Agency,
    month: Month,
    one: Return,
    state: State,
    known: check::Context,
    lines: Vec<Line>,
    locked: bool,
    due: Date,
    days_late: i64,
    faulty_file: bool,
    done: Vec<Done>,
}

impl Seen {
    /// Whether the agency may change the return now.
    fn open(&self, today: Date) -> bool {
        self.state.is_open() && (!self.locked || self.one.reopened) && self.month <= Month::of(today)
    }

    /// The remarks; of a return that is open and sound they are made afresh, because the register may have changed.
    fn remarks(&self, open: bool) -> Vec<Remark> {
        let kept = Remark::list(&self.one.remarks);
        if !open || self.lines.is_empty() || kept.iter().any(Remark::is_error) {
            return kept;
        }
        let mut fresh = check::kept(&self.lines, self.month, &self.known);
        for new in &mut fresh {
            if let Some(old) = kept.iter().find(|old| old.topic() == new.topic()) {
                new.answer.clone_from(&old.answer);
            }
        }
        fresh
    }

    /// The projects of the month with their figures, then rows of projects that no longer run.
    fn rows(&self, base: &str) -> Vec<RowView> {
        let mut rows: Vec<RowView> =
            self.known.projects.iter().map(|p| row_view(p, &self.lines, base)).collect();
        let gone = self.lines.iter().filter(|line| !self.known.projects.iter().any(|p| p.id == line.project));
        rows.extend(gone.map(|line| RowView {
            number: line.number.clone(),
            name: String::new(),
            places: String::new(),
            href: String::new(),
            figures: Some(line.figures),
        }));
        rows
    }
}

/// Reads what the page shows.
async fn seen(ask: &Ask, path: &Path<(String, String)>) -> Result<Seen, Failure> {
    let mut tx = ask.read().await?;
    let (agency, month) = place(ask, &mut tx, path).await?;
    let found = store::return_of(&mut tx, &agency.id, month).await?;
    let known = actions::context(&mut tx, &agency.id, month).await?;
    let lines = store::rows_of(&mut tx, &agency.id, month).await?.into_iter().map(Line::from).collect();
    let locked = actions::is_locked(&mut tx, month).await?;
    let calendar = workdays::calendar(&mut tx).await?;
    let id = return_id(&agency.id, month);
    let upload = store::upload(&mut tx, &id).await?;
    let people = users::users(&mut tx).await?;
    let name = |id: &str| people.iter().find(|user| user.id.as_str() == id).map(|user| user.name.clone());
    let done = store::events(&mut tx, &id).await?.into_iter().map(|event| Done {
        key: format!("returns-event-{}", event.deed),
        who: name(&event.actor_id).unwrap_or_default(),
        event,
    });
    Ok(Seen {
        state: found.as_ref().map_or(State::None, Return::state),
        one: found.unwrap_or_else(|| Return::begun(&agency.id, month, ask.app.clock().now())),
        known,
        lines,
        locked,
        due: due::due_on(month, &calendar),
        days_late: due::days_late(month, ask.today(), &calendar),
        faulty_file: upload.is_some_and(|upload| !upload.taken),
        done: done.collect(),
        agency,
        month,
    })
}

/// The page of a return.
async fn view(ask: &Ask, path: &Path<(String, String)>) -> Result<ReturnPage, Failure> {
    let seen = seen(ask, path).await?;
    let (one, state, month) = (&seen.one, seen.state, seen.month);
    let base = format!("/returns/{}/{month}", seen.agency.id);
    let open = seen.open(ask.today());
    let remarks = seen.remarks(open);
    let faulty = remarks.iter().any(Remark::is_error);
    let shut = !open && (state.is_accepted() || (seen.locked && !one.reopened));
    let told_why = matches!(state, State::Returned | State::None | State::Draft | State::Ready);
    Ok(ReturnPage {
        month: month.to_string(),
        state_key: state.key(),
        tone: state.tone(),
        due: seen.due.to_string(),
        days_late: seen.days_late,
        late: one.filed_late || (!one.filed && state != State::Imported && ask.today() > seen.due),
        reason: if told_why { one.reason.clone() } else { String::new() },
        receipt: one.receipt.clone(),
        version: one.version,
        open,
        may_file: ask.actor.may("returns.file"),
        may_approve: ask.actor.may("returns.approve"),
        accepted: state.is_accepted(),
        may_reopen: shut && ask.actor.may("returns.reopen") && month <= month_to_file(ask.today()),
        submitted: state == State::Submitted,
        faulty_file: faulty && seen.faulty_file,
        errors: errors(ask, &remarks, false),
        folded: errors(ask, &remarks, true),
        questions: questions(ask, &remarks),
        rows: seen.rows(&base),
        filed: seen.lines.len(),
        total: sum(&seen.lines),
        rows_href: format!("/returns/rows?month={month}&agency={}&accepted=no", seen.agency.id),
        ready: open && !faulty && !seen.lines.is_empty(),
        done: seen.done,
        agency: seen.agency.name,
        base,
    })
}

/// The errors among the remarks: those told one by one, or those folded away.
fn errors(ask: &Ask, remarks: &[Remark], folded: bool) -> Vec<Told> {
    let wanted = |remark: &&Remark| remark.is_error() && remark.folded == folded;
    remarks.iter().filter(wanted).map(|remark| told(ask, remark)).collect()
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

/// The sums over rows; nothing where there is none, because no return is not zero.
pub fn sum(lines: &[Line]) -> Option<Figures> {
    let mut total = Figures::default();
    for line in lines {
        for (sum, figure) in total.0.iter_mut().zip(line.figures.0) {
            *sum += figure;
        }
    }
    (!lines.is_empty()).then_some(total)
}

/// `POST /returns/{agency}/{month}/submit`
pub async fn submit(ask: Ask, path: Path<(String, String)>, Form(wish): Form<Submit>) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &path.0.0, &path.0.1).await?;
    let mut work = ask.work().await?;
    let receipt = actions::submit(&mut work, &agency.id, month, &wish).await?;
    work.commit().await?;
    ask.see_saying(
        &format!("/returns/receipts/{receipt}"),
        &Phrase::new("returns-said-submitted").with("receipt", receipt),
    )
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
    let state = actions::reopen(&mut work, &agency.id, month, &wish).await?;
    work.commit().await?;
    let said = if state == State::Returned { "returns-said-reopened" } else { "returns-said-let-in" };
    back(&ask, &agency.id, month, said)
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

/// A submission with whose it is.
pub struct Receipt {
    /// The submission.
    pub edition: Edition,
    /// The agency.
    pub agency: agencies::Agency,
    /// The month.
    pub month: Month,
    /// Whether it is the newest of its return.
    pub latest: bool,
}

/// Reads the submission with a receipt number; agency staff read their own only.
pub async fn receipt_of(ask: &Ask, receipt: &str) -> Result<Receipt, Problem> {
    let mut tx = ask.read().await?;
    let Some(edition) = store::edition_by_receipt(&mut tx, receipt).await? else {
        return Err(Refused::NoSuchReceipt.into());
    };
    let (month, agency) = edition.return_id.split_once('.').unwrap_or_default();
    let (agency, month) = agency_month(ask, &mut tx, agency, month).await?;
    let newest = store::editions(&mut tx, &edition.return_id).await?;
    let latest = newest.first().is_some_and(|first| first.number == edition.number);
    Ok(Receipt { edition, agency, month, latest })
}

/// `GET /returns/receipts/{receipt}`: what was filed, when, with its hash; to be printed.
pub async fn receipt(ask: Ask, Path(receipt): Path<String>) -> Reply {
    let Receipt { edition, agency, month, latest } = receipt_of(&ask, &receipt).await?;
    let address =
        format!("{}/returns/receipts/{receipt}#{}", ask.app.options().public_url, edition.content_hash);
    let code = documents::qr::svg(&address, &ask.t("returns-receipt-code")).map_err(Problem::fault)?;
    ask.page(&ReceiptPage {
        month: month.to_string(),
        href: format!("/returns/{}/{month}", agency.id),
        agency: agency.name,
        receipt,
        hash: edition.content_hash,
        rows: edition.rows_filed,
        number: edition.number,
        latest,
        submitted_at: edition.submitted_at,
        code,
    })
}
