//! One batch: sessions, seats, sign-up, decisions, costs and the buttons that move it on.

use axum::extract::Path;
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use register::{budget, modes, needs, workers::Worker};
use serde_json::json;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, Button, Choice, FormBlock, Input, Page, boxed, linked, pair},
    listing::{Entry, List, Value, tenths},
};

use super::{
    super::{
        people,
        shared::{self, Names},
    },
    found, href,
};
use crate::{
    actions::certificates::verdicts,
    guideline,
    model::{AddCost, Batch, COST_KINDS, Course, DecideSeats, Enrolment, Session, SignUp, clock},
    store,
};

/// Where a session takes place, in words.
pub fn place(ask: &Ask, session: &Session) -> Entry {
    if session.way == "online" {
        return Entry::link(ask.t("training-way-online"), session.link.clone());
    }
    Entry::from(session.room.clone())
}

async fn session_block(ask: &Ask, tx: &mut Tx, sessions: &[Session]) -> Result<Vec<Block>, Problem> {
    let may_work = ask.actor.may("training.work");
    let history = modes::history(tx).await?;
    let mut stopped = None;
    let mut rows = Vec::new();
    for one in sessions {
        let mode = modes::holding(&history, one.held_on, None);
        if one.closed_at.is_none()
            && one.way == "face-to-face"
            && mode.is_some_and(|mode| guideline::stops_meetings(&mode.mode))
        {
            stopped = Some(one.held_on);
        }
        let time = format!("{}–{}", clock(one.from_minute), clock(one.until_minute));
        let (words, tone) = match (one.closed_at, one.held_on <= ask.today()) {
            (Some(_), _) => ("training-session-closed", "good"),
            (None, true) => ("training-session-to-close", "warn"),
            (None, false) => ("training-session-ahead", "plain"),
        };
        let link = if may_work { format!("/training/sessions/{}", one.id) } else { String::new() };
        rows.push(vec![
            Entry::link(one.held_on, link),
            Entry::from(time),
            tenths(one.hours_tenths),
            Entry::from(ask.t(&format!("training-way-{}", one.way))),
            place(ask, one),
            Entry::badge(ask.t(words), tone),
        ]);
    }
    let columns = vec![
        ("day", "training-f-day", Kind::Date),
        ("time", "training-f-time", Kind::Text),
        ("hours", "training-f-hours", Kind::Rate { digits: 1 }),
        ("way", "training-f-way", Kind::Text),
        ("place", "training-f-place", Kind::Text),
        ("state", "training-f-state", Kind::Text),
    ];
    let list = List::new(ask, "", "", "training-sessions-title", columns)
        .none(ask.t("training-sessions-none"))
        .rows(rows);
    let mut blocks = Vec::new();
    if let Some(day) = stopped {
        blocks.push(boxed(
            "warning",
            shared::say1(ask, "training-distancing", "day", day),
            ask.t(if may_work { "training-distancing-next" } else { "training-distancing-own" }),
        ));
    }
    blocks.push(list.plain(ask));
    Ok(blocks)
}

/// Those who asked for a seat and whom the visitor may see.
pub async fn seen_seats(ask: &Ask, tx: &mut Tx, id: &str) -> Result<Vec<(Enrolment, Worker)>, Problem> {
    let workers = shared::by_id(tx).await?;
    let all = store::enrolments(tx, id).await?;
    let with = |one: Enrolment| workers.get(&one.worker_id).cloned().map(|worker| (one, worker));
    Ok(all.into_iter().filter_map(with).filter(|(_, worker)| shared::sees(ask, worker)).collect())
}

/// Place in the waiting list: how many of those who wait asked earlier, and this one.
fn waiting_place(all: &[Enrolment], one: &Enrolment) -> i64 {
    all.iter().filter(|other| other.state == "waiting" && other.place <= one.place).count() as i64
}

async fn seat_block(
    ask: &Ask,
    tx: &mut Tx,
    (one, course): (&Batch, &Course),
    seats: &[(Enrolment, Worker)],
) -> Result<Block, Problem> {
    let names = Names::load(ask, tx).await?;
    let all = store::enrolments(tx, &one.id).await?;
    let verdicts = verdicts(tx, one, course).await?;
    let mut rows = Vec::new();
    for (seat, worker) in seats {
        let verdict = verdicts.iter().find(|verdict| verdict.enrolment.id == seat.id);
        let share = verdict.and_then(|verdict| verdict.share.percent());
        let reach = verdict.map(|verdict| verdict.reach.word()).unwrap_or_default();
        let badge = Entry::badge(ask.t(&format!("training-seat-{}", seat.state)), shared::tone(&seat.state));
        let badge = match seat.state.as_str() {
            "waiting" => badge.small(shared::count(ask, "training-waiting-place", waiting_place(&all, seat))),
            "seated" if reach == "out-of-reach" => badge.small(ask.t("training-out-of-reach")),
            "not-completed" => badge.small(ask.t(&format!("training-lacks-{}", seat.reason))),
            _ => badge,
        };
        let quiz = verdict
            .and_then(|verdict| verdict.quiz)
            .map(|(right, of)| format!("{right}/{of}"))
            .unwrap_or_default();
        rows.push(vec![
            Entry::link(worker.name.clone(), format!("/training/enrolments/{}", seat.id)),
            Entry::from(names.agency(worker.agency_id.as_ref())),
            Entry::from(base::seoul_day(seat.asked_at)),
            Value::whole(share, "–").into(),
            Entry::from(quiz),
            badge,
        ]);
    }
    let columns = vec![
        ("name", "training-f-name", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("asked", "training-f-asked", Kind::Date),
        ("share", "training-f-share", Kind::Whole),
        ("quiz", "training-f-quiz", Kind::Text),
        ("state", "training-f-state", Kind::Text),
    ];
    // An agency sees its own people only: none of them is not nobody.
    let none = if ask.actor.agency.is_some() { "training-seats-none-own" } else { "training-seats-none" };
    let list = List::new(ask, "", "", "training-seats-title", columns);
    Ok(list.none(ask.t(none)).rows(rows).plain(ask))
}

/// The form that asks for seats, for workers who have not asked yet.
async fn sign_up_block(ask: &Ask, tx: &mut Tx, one: &Batch, typed: &SignUp) -> Result<Block, Problem> {
    let names = Names::load(ask, tx).await?;
    let all = store::enrolments(tx, &one.id).await?;
    let asked = |worker: &Worker| {
        all.iter().any(|seat| {
            seat.worker_id == worker.id && !matches!(seat.state.as_str(), "withdrawn" | "refused")
        })
    };
    let chosen: Vec<String> = typed.worker.iter().cloned().chain(ask.param("worker")).collect();
    let seen = shared::seen_workers(ask, tx).await?;
    let free: Vec<Choice> = seen
        .iter()
        .filter(|worker| !asked(worker))
        .map(|worker| Choice::new(&worker.id, &people::named(ask, &names, worker), ""))
        .collect();
    if free.is_empty() {
        return Ok(Block::Text(ask.t("training-sign-up-nobody")));
    }
    let now = ask.param("need").unwrap_or_else(|| typed.need_id.clone());
    let open = needs::open(tx, ask.actor.agency.as_ref()).await?;
    let need = |need: &needs::Need| {
        // Two needs of one field are told apart by why each was found.
        let why = shared::reason(ask, &crate::suggest::Reason::Need(need.clone()));
        let agency = names.agency(Some(&need.agency_id));
        Choice::new(&need.id, &format!("{agency} · {} · {why}", need.found_on), &now)
    };
    let needs: Vec<Choice> = open.iter().map(need).collect();
    let people = Input {
        kind: "checkbox",
        ..Input::select("worker", ask.t("training-f-workers"), shared::among(free, &chosen))
    };
    let mut form = FormBlock::new(
        ask.t("training-sign-up-title"),
        format!("{}/sign-up", href(&one.id)),
        ask.t("training-sign-up"),
    )
    .lead(ask.t("training-sign-up-lead"))
    .with([people]);
    if !needs.is_empty() {
        form = form
            .with([Input::select("need_id", ask.t("training-f-need"), needs)
                .first(ask.t("training-none-chosen"))]);
    }
    Ok(Block::Form(form.with([Input::new("text", "why", ask.t("training-f-why"), &typed.why)])))
}

/// The form that decides about those who asked.
async fn decide_block(
    ask: &Ask,
    tx: &mut Tx,
    one: &Batch,
    seats: &[(Enrolment, Worker)],
    typed: &DecideSeats,
) -> Result<Option<Block>, Problem> {
    let names = Names::load(ask, tx).await?;
    let may = |worker: &Worker| worker.agency_id.is_some() || ask.actor.may("training.lead");
    let choices: Vec<Choice> = seats
        .iter()
        .filter(|(seat, worker)| seat.state == "asked" && may(worker))
        .map(|(seat, worker)| Choice::new(&seat.id, &people::named(ask, &names, worker), ""))
        .collect();
    if choices.is_empty() {
        return Ok(None);
    }
    let choices = shared::among(choices, &typed.enrolment);
    let form =
        FormBlock::new(ask.t("training-decide-title"), format!("{}/seats", href(&one.id)), String::new())
            .lead(ask.t("training-decide-lead"))
            .with([
                Input {
                    kind: "checkbox",
                    ..Input::select("enrolment", ask.t("training-f-asked-by"), choices)
                }
                .needed(),
                Input::new("text", "note", ask.t("training-f-note"), &typed.note)
                    .help(ask.t("training-note-hint")),
            ])
            .buttons([
                Button { label: ask.t("training-approve"), key: "decision", now: "approve" },
                Button { label: ask.t("training-refuse"), key: "decision", now: "refuse" },
            ]);
    Ok(Some(Block::Form(form)))
}

/// Costs on budget lines, and the form that commits one.
async fn cost_blocks(ask: &Ask, tx: &mut Tx, one: &Batch, typed: &AddCost) -> Result<Vec<Block>, Problem> {
    let costs = store::costs(tx, &one.id).await?;
    let mut rows = Vec::new();
    for cost in &costs {
        let line = budget::line(tx, &cost.line_id).await?.map(|line| line.name).unwrap_or_default();
        rows.push(vec![
            Entry::from(ask.t(&format!("training-cost-{}", cost.kind))),
            Entry::from(cost.title.clone()),
            Entry::from(Value::Won(cost.won.0)),
            Entry::link(line, format!("/plan/budget/{}#commitments", cost.line_id)),
        ]);
    }
    let columns = vec![
        ("kind", "training-f-kind", Kind::Text),
        ("title", "training-f-what-for", Kind::Text),
        ("won", "training-f-won", Kind::Won),
        ("line", "training-f-line", Kind::Text),
    ];
    let list =
        List::new(ask, "", "", "training-costs-title", columns).none(ask.t("training-costs-none")).rows(rows);
    let total = costs.iter().map(|cost| cost.won.0).sum::<i64>();
    let mut blocks = vec![
        list.plain(ask),
        Block::Facts(vec![pair(ask.t("training-f-total"), web::number(&total.to_string()))]),
    ];
    if one.state == "cancelled" {
        return Ok(blocks);
    }
    for cost in costs {
        let label = shared::say1(ask, "training-cost-remove", "title", &cost.title);
        blocks.push(Block::Form(FormBlock::new(
            String::new(),
            format!("/training/costs/{}/remove", cost.id),
            label,
        )));
    }
    blocks.push(cost_form(ask, tx, one, typed).await?);
    Ok(blocks)
}

/// The form that commits a cost, or why there is none.
async fn cost_form(ask: &Ask, tx: &mut Tx, one: &Batch, typed: &AddCost) -> Result<Block, Problem> {
    let year = i64::from(one.sign_up_until_on.year());
    let standings = budget::standings(tx, year).await?;
    let mut lines = Vec::new();
    for line in budget::lines(tx, year).await? {
        let remaining = standings.get(&line.id).map_or(0, |standing| standing.remaining.0);
        let label = ask
            .say(&Phrase::new("training-line-left").with("name", line.name.as_str()).with("won", remaining));
        lines.push(Choice::new(&line.id, &label, &typed.line_id));
    }
    if lines.is_empty() {
        return Ok(Block::Text(ask.t("training-lines-none")));
    }
    let kinds = shared::word_choices(ask, "training-cost", COST_KINDS, &typed.cost_kind);
    let form = FormBlock::new(
        ask.t("training-cost-new"),
        format!("{}/costs", href(&one.id)),
        ask.t("training-cost-add"),
    )
    .with([
        Input::select("cost_kind", ask.t("training-f-kind"), kinds).needed(),
        Input::new("text", "cost_title", ask.t("training-f-what-for"), &typed.cost_title).needed(),
        Input::new("money", "cost_won", ask.t("training-f-won"), &typed.cost_won).needed(),
        Input::select("line_id", ask.t("training-f-line"), lines).needed(),
    ]);
    Ok(Block::Form(form))
}

/// What was typed into the forms of a batch's page.
#[derive(Debug, Default)]
pub struct Typed {
    /// Sign-up.
    pub sign_up: SignUp,
    /// Decision.
    pub decide: DecideSeats,
    /// Cost.
    pub cost: AddCost,
    /// Why the batch is cancelled.
    pub reason: String,
}

fn facts(ask: &Ask, one: &Batch, course: &Course, (seated, waiting): (i64, i64), teacher: &str) -> Block {
    let mut facts = vec![
        linked(ask.t("training-f-course"), &course.title, format!("/training/courses/{}", course.id)),
        pair(ask.t("training-f-state"), ask.t(&format!("training-batch-{}", one.state))),
        pair(ask.t("training-f-sign-up-until"), one.sign_up_until_on),
        linked(ask.t("training-f-seats"), format!("{seated} / {}", one.seats), "#seats"),
        linked(ask.t("training-f-waiting"), waiting, "#seats"),
    ];
    if !teacher.is_empty() {
        facts.push(pair(ask.t("training-f-instructor"), teacher));
    }
    Block::Facts(facts)
}

/// Buttons that move a batch on.
fn step_blocks(ask: &Ask, one: &Batch, typed: &Typed) -> Vec<Block> {
    let button = |words: &str, to: &str| {
        Block::Form(FormBlock::new(String::new(), format!("{}/{to}", href(&one.id)), ask.t(words)))
    };
    let mut blocks = match one.state.as_str() {
        "draft" => vec![button("training-batch-open-do", "open")],
        "open" => vec![button("training-batch-close-do", "close")],
        "closed" => vec![button("training-batch-reopen-do", "open")],
        _ => return Vec::new(),
    };
    let cancel = FormBlock::new(
        ask.t("training-cancel-title"),
        format!("{}/cancel", href(&one.id)),
        ask.t("training-batch-cancel-do"),
    );
    let reason = Input::new("text", "reason", ask.t("training-f-reason"), &typed.reason).needed();
    blocks.push(Block::Form(cancel.lead(ask.t("training-cancel-lead")).with([reason]).grave()));
    blocks
}

/// Seats, the decision about them and sign-up, as far as the visitor may.
async fn people_blocks(
    ask: &Ask,
    tx: &mut Tx,
    (one, course): (&Batch, &Course),
    typed: &Typed,
) -> Result<Vec<Block>, Problem> {
    if course.audience != "staff" || !(ask.actor.may("training.people") || ask.actor.may("training.attend")) {
        return Ok(Vec::new());
    }
    let seats = seen_seats(ask, tx, &one.id).await?;
    let mut blocks = vec![Block::Anchor("seats"), seat_block(ask, tx, (one, course), &seats).await?];
    if ask.actor.may("training.approve") && matches!(one.state.as_str(), "open" | "closed") {
        blocks.extend(decide_block(ask, tx, one, &seats, &typed.decide).await?);
    }
    if ask.actor.may("training.enrol") && one.state == "open" {
        blocks.push(Block::Anchor("sign-up"));
        blocks.push(if one.sign_up_until_on < ask.today() {
            Block::Text(ask.t("training-sign-up-over"))
        } else {
            sign_up_block(ask, tx, one, &typed.sign_up).await?
        });
    }
    Ok(blocks)
}

/// The page of a batch with what was typed.
pub async fn batch_page(ask: &Ask, id: &str, typed: &Typed, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let (one, course) = found(ask, &mut tx, id).await?;
    let sessions = store::sessions(&mut tx, id).await?;
    let teacher = match &one.instructor_id {
        Some(id) => store::instructor(&mut tx, id).await?.map(|one| one.name).unwrap_or_default(),
        None => String::new(),
    };
    let may_work = ask.actor.may("training.work");
    let alive = matches!(one.state.as_str(), "draft" | "open" | "closed");
    let counts = shared::seats(&mut tx, &one).await?;
    let mut page = shared::page_of(ask, one.title.clone(), "/training/batches")
        .lead(course.aim.clone())
        .tool_if(may_work && alive, ask.t("training-edit"), format!("{}/edit", href(id)))
        .tool_if(may_work && alive, ask.t("training-session-new"), format!("{}/sessions/new", href(id)))
        .tool_if(
            may_work && course.audience == "staff",
            ask.t("training-complete-title"),
            format!("{}/complete", href(id)),
        )
        .sample(one.sample)
        .block(facts(ask, &one, &course, counts, &teacher))
        .blocks(session_block(ask, &mut tx, &sessions).await?);
    page = page.blocks(people_blocks(ask, &mut tx, (&one, &course), typed).await?);
    if may_work {
        page = page
            .blocks(cost_blocks(ask, &mut tx, &one, &typed.cost).await?)
            .blocks(step_blocks(ask, &one, typed));
    }
    Ok(page.noted(notes))
}

/// `GET /training/batches/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    batch_page(&ask, &id, &Typed::default(), Notes::default()).await?.answer(&ask)
}

/// A batch as JSON: sessions, and the seats that the reader may see.
pub async fn batch_json(ask: &Ask, id: &str) -> Reply {
    let mut tx = ask.read().await?;
    let (one, course) = found(ask, &mut tx, id).await?;
    let (seated, waiting) = shared::seats(&mut tx, &one).await?;
    let sessions: Vec<_> = store::sessions(&mut tx, id)
        .await?
        .iter()
        .map(|one| json!({ "id": one.id, "day": one.held_on, "from": clock(one.from_minute), "until": clock(one.until_minute),
            "hours_tenths": one.hours_tenths, "way": one.way, "room": one.room, "closed": one.closed_at.is_some() }))
        .collect();
    let all = store::enrolments(&mut tx, id).await?;
    let seats: Vec<_> = seen_seats(ask, &mut tx, id)
        .await?
        .iter()
        .map(|(seat, worker)| {
            let place = (seat.state == "waiting").then(|| waiting_place(&all, seat));
            json!({ "id": seat.id, "worker": worker.id, "name": worker.name, "agency": worker.agency_id, "state": seat.state, "waiting_place": place })
        })
        .collect();
    let costs = if ask.actor.may("training.work") { store::costs(&mut tx, id).await? } else { Vec::new() };
    let costs: Vec<_> = costs
        .iter()
        .map(
            |cost| json!({ "kind": cost.kind, "title": cost.title, "won": cost.won.0, "line": cost.line_id }),
        )
        .collect();
    ask.json(&json!({ "id": one.id, "title": one.title, "course": course.id, "seats": one.seats, "seated": seated, "waiting": waiting,
        "sign_up_until": one.sign_up_until_on, "state": one.state, "sample": one.sample, "sessions": sessions, "enrolments": seats, "costs": costs }))
}
