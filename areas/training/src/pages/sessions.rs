//! Sessions: the form, the attendance page with its sheet and QR code, and check-in by the workers themselves.

use axum::extract::{Form as PlainForm, Path};
use axum_extra::extract::Form;
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use documents_pdf::{Block as Paper, Column, ColumnKind, Fact, Language, Report, Rows, Table};
use register::Work;
use serde_json::json;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, Button, FormBlock, Input, Page, Sent, linked, pair},
    listing::{Entry, List},
};

use super::{
    batches,
    certificates::printer,
    shared::{self, Names},
};
use crate::{
    actions::{self, attendance, sessions::WAYS},
    model::{ATTENDANCE, Batch, Course, Enrolment, SaveSession, Session, clock, hours, missing},
    store,
};

fn href(id: &str) -> String {
    format!("/training/sessions/{id}")
}

/// A session with its batch and course.
async fn found(tx: &mut Tx, id: &str) -> Result<(Session, Batch, Course), Problem> {
    let session = store::session(tx, id).await?.ok_or_else(missing)?;
    let (batch, course) = actions::batch(tx, &session.batch_id).await?;
    Ok((session, batch, course))
}

fn form_page(ask: &Ask, (action, back): (String, String), wish: &SaveSession, notes: Notes) -> Page {
    let mut form = FormBlock::new(String::new(), action, ask.t("training-save")).back(&back).with([
        Input::new("date", "held_on", ask.t("training-f-day"), &wish.held_on).needed(),
        Input::new("time", "from", ask.t("training-f-begin"), &wish.from).needed(),
        Input::new("time", "until", ask.t("training-f-end"), &wish.until).needed(),
        Input::new("text", "hours", ask.t("training-f-hours"), &wish.hours)
            .help(ask.t("training-hours-hint")),
        Input {
            kind: "radio",
            ..Input::select(
                "way",
                ask.t("training-f-way"),
                shared::word_choices(ask, "training-way", WAYS, &wish.way),
            )
        }
        .needed(),
        Input::new("text", "room", ask.t("training-f-room"), &wish.room).help(ask.t("training-room-hint")),
        Input::new("text", "link", ask.t("training-f-link"), &wish.link).help(ask.t("training-link-hint")),
        Input::hidden("version", wish.version),
    ]);
    if ask.actor.may("training.reopen") {
        form = form.with([Input::new("text", "reason", ask.t("training-f-locked-reason"), &wish.reason)]);
    }
    shared::page_of(ask, ask.t("training-session-form"), "/training/batches")
        .block(Block::Form(form))
        .noted(notes)
}

/// `GET /training/batches/{id}/sessions/new`
pub async fn new(ask: Ask, Path(id): Path<String>) -> Reply {
    batches::found(&ask, &mut ask.read().await?, &id).await?;
    let wish = SaveSession {
        way: "face-to-face".into(),
        from: "10:00".into(),
        until: "12:00".into(),
        ..SaveSession::default()
    };
    let at = (format!("{}/sessions", batches::href(&id)), batches::href(&id));
    form_page(&ask, at, &wish, Notes::default()).answer(&ask)
}

/// `POST /training/batches/{id}/sessions`
pub async fn create(ask: Ask, Path(id): Path<String>, Form(wish): Form<SaveSession>) -> Reply {
    let mut work = ask.work().await?;
    match actions::sessions::create_session(&mut work, &id, &wish).await {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying(&batches::href(&id), &Phrase::new("training-said-session"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            let at = (format!("{}/sessions", batches::href(&id)), batches::href(&id));
            form_page(&ask, at, &wish, ask.notes(&notes)).answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

fn as_wish(one: &Session) -> SaveSession {
    SaveSession {
        held_on: one.held_on.to_string(),
        from: clock(one.from_minute),
        until: clock(one.until_minute),
        hours: hours(one.hours_tenths),
        way: one.way.clone(),
        room: one.room.clone(),
        link: one.link.clone(),
        reason: String::new(),
        version: one.version,
    }
}

/// `GET /training/sessions/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let (session, _, _) = found(&mut ask.read().await?, &id).await?;
    form_page(&ask, (href(&id), href(&id)), &as_wish(&session), Notes::default()).answer(&ask)
}

/// `POST /training/sessions/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveSession>) -> Reply {
    let mut work = ask.work().await?;
    let Err(problem) = actions::sessions::update_session(&mut work, &id, &wish).await else {
        work.commit().await?;
        return ask.see_saying(&href(&id), &Phrase::new("training-said-saved"));
    };
    drop(work);
    if shared::is_changed_meanwhile(&problem) {
        let (now, _, _) = found(&mut ask.read().await?, &id).await?;
        wish.version = now.version;
        let page = form_page(&ask, (href(&id), href(&id)), &wish, Notes::default());
        let time = format!("{}–{}", clock(now.from_minute), clock(now.until_minute));
        let stored = vec![
            ("training-f-day", now.held_on.to_string()),
            ("training-f-time", time),
            ("training-f-room", now.room),
        ];
        return shared::changed(&ask, page, stored);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    form_page(&ask, (href(&id), href(&id)), &wish, ask.notes(&notes)).answer(&ask)
}

/// `POST /training/sessions/{id}/remove`
pub async fn remove(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let batch = actions::sessions::delete_session(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&batches::href(&batch), &Phrase::new("training-said-removed"))
}

/// Everyone with a seat: enrolment, name, agency and mark.
async fn sheet(
    ask: &Ask,
    tx: &mut Tx,
    session: &Session,
) -> Result<Vec<(Enrolment, String, String, String)>, Problem> {
    let names = Names::load(ask, tx).await?;
    let workers = shared::by_id(tx).await?;
    let marks = store::attendance(tx, &session.batch_id).await?;
    let mut rows = Vec::new();
    for seat in store::enrolments(tx, &session.batch_id).await? {
        if !matches!(seat.state.as_str(), "seated" | "completed" | "not-completed") {
            continue;
        }
        let Some(worker) = workers.get(&seat.worker_id) else { continue };
        let mark = marks.iter().find(|mark| mark.session_id == session.id && mark.enrolment_id == seat.id);
        let word = mark.map(|mark| mark.state.clone()).unwrap_or_default();
        rows.push((seat, worker.name.clone(), names.agency(worker.agency_id.as_ref()), word));
    }
    rows.sort_by(|a, b| (&a.2, &a.1).cmp(&(&b.2, &b.1)));
    Ok(rows)
}

fn facts(ask: &Ask, session: &Session, batch: &Batch) -> Block {
    let place = batches::place(ask, session);
    Block::Facts(vec![
        linked(ask.t("training-f-batch"), &batch.title, batches::href(&batch.id)),
        pair(ask.t("training-f-day"), session.held_on),
        pair(
            ask.t("training-f-time"),
            format!("{}–{}", clock(session.from_minute), clock(session.until_minute)),
        ),
        pair(ask.t("training-f-hours"), hours(session.hours_tenths)),
        pair(ask.t("training-f-way"), ask.t(&format!("training-way-{}", session.way))),
        linked(ask.t("training-f-place"), place.value.words(), place.href),
    ])
}

/// The form that marks everyone, each with one choice.
fn mark_block(ask: &Ask, session: &Session, rows: &[(Enrolment, String, String, String)]) -> Block {
    let form = FormBlock::new(
        ask.t("training-marks-title"),
        format!("{}/marks", href(&session.id)),
        ask.t("training-mark"),
    );
    let input = |(seat, name, agency, word): &(Enrolment, String, String, String)| Input {
        kind: "radio",
        ..Input::select(
            &format!("mark-{}", seat.id),
            format!("{name} ({agency})"),
            shared::word_choices(ask, "training-attendance", ATTENDANCE, word),
        )
    };
    let mut form = form.lead(ask.t("training-marks-lead")).with(rows.iter().map(input));
    if ask.actor.may("training.reopen") {
        form = form.with([Input::new("text", "locked_reason", ask.t("training-f-locked-reason"), "")]);
    }
    let all = Button { label: ask.t("training-mark-rest-absent"), key: "rest", now: "absent" };
    let main = Button { label: ask.t("training-mark"), ..Button::default() };
    Block::Form(form.buttons([main, all]))
}

/// Head counts of a session for seniors.
async fn head_blocks(ask: &Ask, tx: &mut Tx, session: &Session) -> Result<Vec<Block>, Problem> {
    let names = Names::load(ask, tx).await?;
    let heads = store::headcounts(tx, &session.id).await?;
    let row = |one: &crate::model::Headcount| {
        vec![
            Entry::from(names.agency(Some(&one.agency_id))),
            Entry::from(one.people),
            web::listing::tenths(one.people * session.hours_tenths),
        ]
    };
    let columns = vec![
        ("agency", "training-f-agency", Kind::Text),
        ("people", "training-f-people", Kind::Whole),
        ("hours", "training-f-hours", Kind::Rate { digits: 1 }),
    ];
    let list = List::new(ask, "", "", "training-heads-title", columns);
    let mut blocks =
        vec![list.none(ask.t("training-heads-none")).rows(heads.iter().map(row).collect()).plain(ask)];
    if session.closed_at.is_none() {
        let form = FormBlock::new(
            ask.t("training-heads-new"),
            format!("{}/heads", href(&session.id)),
            ask.t("training-heads-add"),
        );
        blocks.push(Block::Form(form.lead(ask.t("training-heads-lead")).with([
            Input::select("agency_id", ask.t("training-f-agency"), names.agency_choices("")).needed(),
            Input::new("number", "people", ask.t("training-f-people"), "").needed(),
        ])));
    }
    Ok(blocks)
}

async fn session_page(ask: &Ask, id: &str, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let (session, batch, course) = found(&mut tx, id).await?;
    let locked = actions::is_locked(&mut tx, session.held_on).await?;
    let open = session.closed_at.is_none();
    let title = ask.say(&Phrase::new("training-session-on").with("day", session.held_on.to_string()));
    let mut page = shared::page_of(ask, title, "/training/batches")
        .lead(course.title.clone())
        .tool_if(open, ask.t("training-edit"), format!("{}/edit", href(id)))
        .tool(ask.t("training-sheet-title"), format!("{}/sheet", href(id)))
        .tool_if(
            open && course.audience == "staff",
            ask.t("training-code-title"),
            format!("{}/code", href(id)),
        )
        .sample(batch.sample)
        .block(facts(ask, &session, &batch));
    if locked {
        let next = if ask.actor.may("training.reopen") {
            "training-locked-director"
        } else {
            "training-locked-next"
        };
        page = page.block(web::kit::boxed("warning", ask.t("training-locked"), ask.t(next)));
    }
    let rows = sheet(ask, &mut tx, &session).await?;
    if course.audience == "seniors" {
        page = page.blocks(head_blocks(ask, &mut tx, &session).await?);
    } else if rows.is_empty() {
        page = page.block(Block::Text(ask.t("training-seats-none")));
    } else if open {
        page = page.block(mark_block(ask, &session, &rows));
    } else {
        page = page.block(mark_table(ask, &rows));
    }
    let reason = || Input::new("text", "reason", ask.t("training-f-reason"), "");
    if open {
        let mut form = FormBlock::new(
            ask.t("training-session-close-title"),
            format!("{}/close", href(id)),
            ask.t("training-session-close"),
        )
        .lead(ask.t("training-session-close-lead"));
        if locked && ask.actor.may("training.reopen") {
            form = form.with([reason().needed()]);
        }
        let drop =
            FormBlock::new(String::new(), format!("{}/remove", href(id)), ask.t("training-session-remove"));
        page = page.block(Block::Form(form)).block(Block::Form(drop.grave()));
    } else if matches!(batch.state.as_str(), "open" | "closed") {
        let form = FormBlock::new(
            ask.t("training-session-reopen-title"),
            format!("{}/reopen", href(id)),
            ask.t("training-session-reopen"),
        );
        page = page
            .block(Block::Form(form.lead(ask.t("training-session-reopen-lead")).with([reason().needed()])));
    }
    Ok(page.noted(notes))
}

fn mark_table(ask: &Ask, rows: &[(Enrolment, String, String, String)]) -> Block {
    let row = |(seat, name, agency, word): &(Enrolment, String, String, String)| {
        let words =
            if word.is_empty() { String::new() } else { ask.t(&format!("training-attendance-{word}")) };
        vec![
            Entry::link(name.clone(), format!("/training/enrolments/{}", seat.id)),
            Entry::from(agency.clone()),
            Entry::badge(words, shared::tone(word)),
        ]
    };
    let columns = vec![
        ("name", "training-f-name", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("state", "training-f-attendance", Kind::Text),
    ];
    List::new(ask, "", "", "training-marks-title", columns).rows(rows.iter().map(row).collect()).plain(ask)
}

/// `GET /training/sessions/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    session_page(&ask, &id, Notes::default()).await?.answer(&ask)
}

/// Ends a verb on a session.
async fn settle(ask: &Ask, work: Work, id: &str, done: Result<Phrase, Problem>) -> Reply {
    match done {
        Ok(said) => {
            work.commit().await?;
            ask.see_saying(&href(id), &said)
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            session_page(ask, id, ask.notes(&notes)).await?.answer(ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /training/sessions/{id}/marks`
pub async fn mark(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let mut marks: Vec<(String, String)> = sent
        .iter()
        .filter_map(|(key, value)| Some((key.strip_prefix("mark-")?.to_owned(), value.clone())))
        .collect();
    let sent = Sent(sent);
    if sent.get("rest") == "absent" {
        let mut tx = ask.read().await?;
        let (session, _, _) = found(&mut tx, &id).await?;
        for (seat, _, _, word) in sheet(&ask, &mut tx, &session).await? {
            if word.is_empty() && seat.state == "seated" && !marks.iter().any(|(one, _)| *one == seat.id) {
                marks.push((seat.id, "absent".to_owned()));
            }
        }
    }
    let mut work = ask.work().await?;
    let done = attendance::mark(&mut work, &id, &marks, sent.get("locked_reason")).await;
    settle(&ask, work, &id, done.map(|count| Phrase::new("training-said-marked").with("count", count))).await
}

/// `POST /training/sessions/{id}/heads`
pub async fn heads(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let sent = Sent(sent);
    let mut work = ask.work().await?;
    let done = attendance::count_heads(&mut work, &id, sent.get("agency_id"), sent.get("people")).await;
    settle(&ask, work, &id, done.map(|()| Phrase::new("training-said-saved"))).await
}

/// `POST /training/sessions/{id}/close`
pub async fn close(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let mut work = ask.work().await?;
    let done = attendance::close_session(&mut work, &id, Sent(sent).get("reason")).await;
    settle(&ask, work, &id, done.map(|count| Phrase::new("training-said-credited").with("count", count)))
        .await
}

/// `POST /training/sessions/{id}/reopen`
pub async fn reopen(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let mut work = ask.work().await?;
    let done = attendance::reopen_session(&mut work, &id, Sent(sent).get("reason")).await;
    settle(&ask, work, &id, done.map(|_| Phrase::new("training-said-reopened"))).await
}

/// `GET /training/sessions/{id}/sheet`: to be printed and signed.
pub async fn show_sheet(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let (session, batch, course) = found(&mut tx, &id).await?;
    let rows = sheet(&ask, &mut tx, &session).await?;
    let row = |(at, (_, name, agency, _)): (i64, &(Enrolment, String, String, String))| {
        vec![Entry::from(at), Entry::from(name.clone()), Entry::from(agency.clone()), Entry::from("")]
    };
    let columns = vec![
        ("number", "training-f-number", Kind::Whole),
        ("name", "training-f-name", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("sign", "training-f-signature", Kind::Text),
    ];
    let list = List::new(&ask, "", "", "training-sheet-title", columns);
    let list = list.none(ask.t("training-seats-none")).rows((1..).zip(&rows).map(row).collect());
    shared::page_of(&ask, ask.t("training-sheet-title"), "/training/batches")
        .lead(course.title)
        .tool(ask.t("training-sheet-pdf"), format!("{}/sheet/file", href(&id)))
        .sample(batch.sample)
        .block(facts(&ask, &session, &batch))
        .block(list.plain(&ask))
        .block(Block::Print)
        .answer(&ask)
}

/// The language papers are set in.
pub fn language(ask: &Ask) -> Language {
    if shared::english(ask) { Language::En } else { Language::Ko }
}

/// `GET /training/sessions/{id}/sheet/file`: the same as PDF.
pub async fn sheet_pdf(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let (session, batch, course) = found(&mut tx, &id).await?;
    let rows = sheet(&ask, &mut tx, &session).await?;
    let mut table = Table::new(vec![
        Column::new(ask.t("training-f-number"), ColumnKind::Number, 0),
        Column::new(ask.t("training-f-name"), ColumnKind::Title, 3),
        Column::new(ask.t("training-f-agency"), ColumnKind::Words, 4),
        Column::new(ask.t("training-f-signature"), ColumnKind::Words, 4),
    ]);
    table.height = Rows::ForSigning;
    let line = |(at, (_, name, agency, _)): (usize, &(Enrolment, String, String, String))| {
        vec![at.to_string(), name.clone(), agency.clone(), String::new()]
    };
    table.rows = (1..).zip(&rows).map(line).collect();
    let time = format!("{} {}–{}", session.held_on, clock(session.from_minute), clock(session.until_minute));
    let place = batches::place(&ask, &session).value.words();
    let mut report = Report::new(language(&ask), ask.t("training-sheet-title"), ask.app.clock().now());
    report.subtitle = course.title;
    report.issuer = shared::centre(&ask);
    report.sample = batch.sample.then(|| ask.t("web-sample-mark"));
    report.blocks = vec![
        Paper::Facts(vec![
            Fact::new(ask.t("training-f-batch"), batch.title),
            Fact::new(ask.t("training-f-time"), time),
            Fact::new(ask.t("training-f-place"), place),
        ]),
        Paper::Table(table),
    ];
    let bytes =
        tokio::task::spawn_blocking(move || printer().report(&report)).await.map_err(Problem::fault)?;
    ask.file("attendance.pdf", "application/pdf", bytes.map_err(Problem::fault)?)
}

/// `GET /training/sessions/{id}/code`: the QR code shown in the room.
pub async fn code(ask: Ask, Path(id): Path<String>) -> Reply {
    let (session, batch, course) = found(&mut ask.read().await?, &id).await?;
    let path = format!("/training/check-in/{}", session.code);
    let home = shared::home(&ask);
    let address = format!("{home}{path}");
    let (svg, lead) = if home.is_empty() {
        (None, "training-code-by-hand")
    } else {
        let svg = documents::qr::svg(&address, &ask.t("training-code-title")).map_err(Problem::fault)?;
        (Some(Block::Figure(svg)), "training-code-lead")
    };
    shared::page_of(&ask, ask.t("training-code-title"), "/training/batches")
        .lead(course.title)
        .block(facts(&ask, &session, &batch))
        .maybe(shared::no_address(&ask))
        .maybe(svg)
        .block(Block::Lines(vec![web::kit::Link::new(&address, &path)]))
        .block(Block::Text(ask.t(lead)))
        .block(Block::Print)
        .answer(&ask)
}

async fn of_code(tx: &mut Tx, code: &str) -> Result<(Session, Batch, Course), Problem> {
    let session = store::session_of_code(tx, code).await?.ok_or_else(missing)?;
    let (batch, course) = actions::batch(tx, &session.batch_id).await?;
    Ok((session, batch, course))
}

/// `GET /training/check-in/{code}`
pub async fn check_in_page(ask: Ask, Path(code): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let (session, batch, course) = of_code(&mut tx, &code).await?;
    let (worker, seat) = attendance::own_seat(&mut tx, (&ask.actor.id, ask.today()), &session).await?;
    let marks = store::attendance(&mut tx, &session.batch_id).await?;
    let mark = marks.iter().find(|mark| mark.session_id == session.id && mark.enrolment_id == seat.id);
    let page = shared::page_of(&ask, ask.t("training-check-in-title"), "")
        .lead(course.title)
        .block(facts(&ask, &session, &batch));
    let page = if let Some(mark) = mark {
        let state = ask.t(&format!("training-attendance-{}", mark.state));
        let words = shared::say1(&ask, "training-checked-in", "state", state);
        page.block(web::kit::boxed("success", words, String::new()))
    } else {
        let action = format!("/training/check-in/{code}");
        let form = FormBlock::new(String::new(), action, ask.t("training-check-in"));
        let lead = shared::say1(&ask, "training-check-in-lead", "name", worker.name);
        page.block(Block::Form(form.lead(lead)))
    };
    page.answer(&ask)
}

/// `POST /training/check-in/{code}`
pub async fn check_in(ask: Ask, Path(code): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let (session, _, _) = of_code(&mut work.tx, &code).await?;
    attendance::check_in(&mut work, &session, "qr").await?;
    work.commit().await?;
    ask.see_saying(&format!("/training/check-in/{code}"), &Phrase::new("training-said-checked-in"))
}

/// `POST /training/sessions/{id}/here`: self check-in from one's own page.
pub async fn here(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let (session, _, _) = found(&mut work.tx, &id).await?;
    attendance::check_in(&mut work, &session, "self").await?;
    work.commit().await?;
    ask.see_saying("/training/mine", &Phrase::new("training-said-checked-in"))
}

/// A session's attendance as JSON.
pub async fn session_json(ask: &Ask, id: &str) -> Reply {
    let mut tx = ask.read().await?;
    let (one, batch, _) = found(&mut tx, id).await?;
    let marks: Vec<_> = sheet(ask, &mut tx, &one)
        .await?
        .iter()
        .map(|(seat, name, agency, word)| json!({ "enrolment": seat.id, "name": name, "agency": agency, "attendance": word }))
        .collect();
    let heads: Vec<_> = store::headcounts(&mut tx, id)
        .await?
        .iter()
        .map(|one| json!({ "agency": one.agency_id, "people": one.people }))
        .collect();
    ask.json(&json!({ "id": one.id, "batch": batch.id, "day": one.held_on, "from": clock(one.from_minute), "until": clock(one.until_minute),
        "hours_tenths": one.hours_tenths, "way": one.way, "room": one.room, "closed": one.closed_at.is_some(), "attendance": marks, "heads": heads }))
}

/// The session behind a code, and the reader's own mark, as JSON.
pub async fn check_in_json(ask: &Ask, code: &str) -> Reply {
    let mut tx = ask.read().await?;
    let (session, batch, course) = of_code(&mut tx, code).await?;
    let (_, seat) = attendance::own_seat(&mut tx, (&ask.actor.id, ask.today()), &session).await?;
    let marks = store::attendance(&mut tx, &session.batch_id).await?;
    let mark = marks.into_iter().find(|mark| mark.session_id == session.id && mark.enrolment_id == seat.id);
    ask.json(
        &json!({ "session": session.id, "batch": batch.title, "course": course.title, "day": session.held_on,
        "attendance": mark.map(|mark| mark.state) }),
    )
}
