//! Seats: one's own page, those waiting for a decision, and one enrolment with its quiz, its feedback and the way out.

use axum::extract::{Form as PlainForm, Path};
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use register::{
    Work,
    workers::{self, Worker},
};
use serde_json::json;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, FormBlock, Input, Page, Sent, boxed, linked, pair},
    listing::{Entry, List},
};

use super::{
    batches,
    shared::{self, Names},
};
use crate::{
    actions::{self, attendance::three_months_after, certificates::verdicts, learning},
    model::{Batch, Course, Enrolment, missing},
    store,
};

fn href(id: &str) -> String {
    format!("/training/enrolments/{id}")
}

/// Everyone who asked and waits for a decision.
pub async fn requests(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let names = Names::load(ask, tx).await?;
    let all = shared::by_id(tx).await?;
    let mut rows = Vec::new();
    let mut sample = false;
    for seat in store::enrolments_in(tx, "asked").await? {
        let Some(worker) = all.get(&seat.worker_id).filter(|worker| shared::sees(ask, worker)) else {
            continue;
        };
        let Some(batch) = store::batch(tx, &seat.batch_id).await? else { continue };
        sample |= batch.sample;
        let (seated, waiting) = shared::seats(tx, &batch).await?;
        let decides =
            if worker.agency_id.is_none() { "training-decides-lead" } else { "training-decides-centre" };
        rows.push(vec![
            Entry::link(worker.name.clone(), href(&seat.id)),
            Entry::from(names.agency(worker.agency_id.as_ref())),
            Entry::link(batch.title.clone(), format!("{}#seats", batches::href(&batch.id))),
            Entry::from(base::seoul_day(seat.asked_at)),
            Entry::from((batch.seats - seated).max(0)),
            Entry::from(waiting),
            Entry::from(ask.t(decides)),
            Entry::from(seat.reason),
        ]);
    }
    let columns = vec![
        ("name", "training-f-name", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("batch", "training-f-batch", Kind::Text),
        ("asked", "training-f-asked", Kind::Date),
        ("free", "training-f-free", Kind::Whole),
        ("waiting", "training-f-waiting", Kind::Whole),
        ("decides", "training-f-decides", Kind::Text),
        ("why", "training-f-why", Kind::Text),
    ];
    let list = List::new(ask, "/training/requests", "training-requests", "training-requests-title", columns);
    Ok(list
        .none(ask.t("training-requests-none"))
        .rows(rows)
        .sample(sample)
        .personal("training.names-downloaded"))
}

/// `GET /training/requests`
pub async fn request_list(ask: Ask) -> Reply {
    let list = requests(&ask, &mut ask.read().await?).await?;
    shared::page_of(&ask, ask.t("training-requests-title"), "/training/requests")
        .lead(ask.t("training-requests-lead"))
        .block(list.block(&ask))
        .answer(&ask)
}

/// `POST /training/requests/download`
pub async fn request_download(ask: Ask, PlainForm(wish): PlainForm<web::listing::Download>) -> Reply {
    let list = requests(&ask, &mut ask.read().await?).await?;
    list.download(&ask, &wish).await
}

/// An enrolment that the visitor may see, with everything around it.
struct Seen {
    seat: Enrolment,
    worker: Worker,
    batch: Batch,
    course: Course,
}

async fn seen(ask: &Ask, tx: &mut Tx, id: &str) -> Result<Seen, Problem> {
    let seat = store::enrolment(tx, id).await?.ok_or_else(missing)?;
    let worker = workers::worker(tx, &seat.worker_id).await?.ok_or_else(missing)?;
    if let Some(agency) = &worker.agency_id
        && worker.user_id.as_ref() != Some(&ask.actor.id)
    {
        ask.actor.must_see(agency)?;
    }
    if !shared::sees(ask, &worker) {
        return Err(missing());
    }
    let (batch, course) = actions::batch(tx, &seat.batch_id).await?;
    Ok(Seen { seat, worker, batch, course })
}

/// Whether the visitor speaks for the worker: it is their account, or the worker has none.
fn speaks(ask: &Ask, worker: &Worker) -> bool {
    worker.user_id.as_ref().is_none_or(|user| *user == ask.actor.id) && ask.actor.may("training.attend")
}

async fn quiz_blocks(ask: &Ask, tx: &mut Tx, one: &Seen) -> Result<Vec<Block>, Problem> {
    let questions = store::questions(tx, &one.course.id).await?;
    let Some(percent) = one.course.pass_percent.filter(|_| !questions.is_empty()) else {
        return Ok(Vec::new());
    };
    let best = store::best_quiz(tx, &one.seat.id).await?;
    let tries = store::quiz_tries(tx, &one.seat.id).await?;
    let mut blocks = vec![Block::Heading(ask.t("training-quiz-title"))];
    let rule =
        Phrase::new("training-quiz-rule").with("percent", percent).with("tries", learning::TRIES - tries);
    blocks.push(Block::Text(ask.say(&rule)));
    if let Some((right, all)) = best {
        let passed = crate::attend::passed(&one.course, best);
        let words = Phrase::new("training-quiz-best").with("right", right).with("all", all);
        blocks.push(boxed(if passed { "success" } else { "warning" }, ask.say(&words), String::new()));
        if passed {
            return Ok(blocks);
        }
    }
    if one.seat.state == "seated" && speaks(ask, &one.worker) && tries < learning::TRIES {
        let input = |(question, choices): &(crate::model::Question, Vec<(i64, String)>)| Input {
            kind: "radio",
            needed: true,
            ..Input::select(
                &format!("question-{}", question.id),
                question.text.clone(),
                choices.iter().map(|(at, text)| web::kit::Choice::new(&at.to_string(), text, "")).collect(),
            )
        };
        let all = learning::shuffled(&one.seat.id, &questions);
        let form = FormBlock::new(
            String::new(),
            format!("{}/quiz", href(&one.seat.id)),
            ask.t("training-quiz-send"),
        );
        blocks.push(Block::Form(form.with(all.iter().map(input))));
    }
    Ok(blocks)
}

async fn feedback_blocks(ask: &Ask, tx: &mut Tx, one: &Seen, typed: &Sent) -> Result<Vec<Block>, Problem> {
    let said = store::feedback(tx, &one.seat.id).await?;
    let has = |stage: &str| said.iter().any(|one| one.stage == stage);
    let sessions = store::sessions(tx, &one.batch.id).await?;
    let (Some(first), Some(last)) = (sessions.first(), sessions.last()) else { return Ok(Vec::new()) };
    let takes_part = matches!(one.seat.state.as_str(), "seated" | "completed" | "not-completed");
    let mut blocks = Vec::new();
    if has("at-once") {
        blocks.push(boxed("success", ask.t("training-feedback-thanks"), String::new()));
    } else if takes_part && speaks(ask, &one.worker) && ask.today() >= first.held_on {
        let scale = ["5", "4", "3", "2", "1"];
        let input = |part: &&str| {
            let key = format!("mark-{part}");
            let choices = shared::word_choices(ask, "training-scale", &scale, typed.get(&key));
            Input {
                kind: "radio",
                needed: true,
                ..Input::select(&key, ask.t(&format!("training-mark-{part}")), choices)
            }
        };
        let form = FormBlock::new(
            ask.t("training-feedback-title"),
            format!("{}/feedback", href(&one.seat.id)),
            ask.t("training-feedback-send"),
        );
        let text = Input::new("area", "text", ask.t("training-f-own-words"), typed.get("text"));
        blocks.push(Block::Form(form.with(learning::AT_ONCE.iter().map(input)).with([text])));
    }
    let from = three_months_after(last.held_on);
    if has("three-months") {
        blocks.push(boxed("success", ask.t("training-use-thanks"), String::new()));
    } else if one.seat.state == "completed" && ask.today() < from {
        blocks.push(Block::Text(shared::say1(ask, "training-use-from", "day", from)));
    } else if one.seat.state == "completed" && speaks(ask, &one.worker) {
        let choices = shared::word_choices(ask, "training-use", learning::USES, typed.get("use"));
        let form = FormBlock::new(
            ask.t("training-use-title"),
            format!("{}/use", href(&one.seat.id)),
            ask.t("training-use-send"),
        );
        blocks.push(Block::Form(form.with([
            Input { kind: "radio", needed: true, ..Input::select("use", ask.t("training-f-use"), choices) },
            Input::new("area", "use_text", ask.t("training-f-own-words"), typed.get("use_text")),
        ])));
    }
    Ok(blocks)
}

async fn seat_page(ask: &Ask, id: &str, typed: &Sent, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let one = seen(ask, &mut tx, id).await?;
    let verdicts = verdicts(&mut tx, &one.batch, &one.course).await?;
    let verdict = verdicts.iter().find(|verdict| verdict.enrolment.id == id);
    let mut facts = vec![
        linked(ask.t("training-f-name"), &one.worker.name, super::people::href(&one.worker.id)),
        linked(ask.t("training-f-course"), &one.course.title, format!("/training/courses/{}", one.course.id)),
        pair(ask.t("training-f-state"), ask.t(&format!("training-seat-{}", one.seat.state))),
    ];
    if one.seat.state == "waiting" {
        let all = store::enrolments(&mut tx, &one.batch.id).await?;
        let place =
            all.iter().filter(|other| other.state == "waiting" && other.place <= one.seat.place).count();
        facts.push(pair(ask.t("training-f-place-waiting"), place));
    }
    if let Some(verdict) = verdict {
        let percent = verdict.share.percent().map(|percent| format!("{percent}%")).unwrap_or_default();
        let words = ask.t(&format!("training-reach-{}", verdict.reach.word()));
        facts.push(pair(ask.t("training-f-share"), format!("{percent} · {words}")));
    }
    let words = ["asked", "seated", "waiting"];
    let mut page = shared::page_of(ask, one.batch.title.clone(), "/training/batches")
        .tool(ask.t("training-back-to-batch"), batches::href(&one.batch.id))
        .sample(one.batch.sample)
        .block(Block::Facts(facts));
    if verdict.is_some_and(|verdict| verdict.reach == crate::attend::Reach::TooLate)
        && one.seat.state == "seated"
    {
        page =
            page.block(boxed("warning", ask.t("training-out-of-reach"), ask.t("training-out-of-reach-next")));
    }
    page = page
        .blocks(quiz_blocks(ask, &mut tx, &one).await?)
        .blocks(feedback_blocks(ask, &mut tx, &one, typed).await?);
    if words.contains(&one.seat.state.as_str()) && ask.actor.may("training.enrol") {
        let form = FormBlock::new(
            ask.t("training-withdraw-title"),
            format!("{}/withdraw", href(id)),
            ask.t("training-withdraw"),
        );
        let reason = Input::new("text", "reason", ask.t("training-f-reason"), typed.get("reason"));
        page = page.block(Block::Form(form.lead(ask.t("training-withdraw-lead")).with([reason]).grave()));
    }
    Ok(page.noted(notes))
}

/// `GET /training/enrolments/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    seat_page(&ask, &id, &Sent::default(), Notes::default()).await?.answer(&ask)
}

/// Ends a verb on an enrolment.
async fn settle(ask: &Ask, work: Work, id: &str, (done, sent): (Result<Phrase, Problem>, &Sent)) -> Reply {
    match done {
        Ok(said) => {
            work.commit().await?;
            ask.see_saying(&href(id), &said)
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            seat_page(ask, id, sent, ask.notes(&notes)).await?.answer(ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /training/enrolments/{id}/quiz`
pub async fn quiz(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let mut work = ask.work().await?;
    let done = learning::answer(&mut work, &id, &sent).await.map(|(right, all, passed)| {
        let key = if passed { "training-said-passed" } else { "training-said-failed" };
        Phrase::new(key).with("right", right).with("all", all)
    });
    settle(&ask, work, &id, (done, &Sent(sent))).await
}

/// `POST /training/enrolments/{id}/feedback`
pub async fn feedback(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let mut work = ask.work().await?;
    let done = learning::say_at_once(&mut work, &id, &sent).await;
    settle(&ask, work, &id, (done.map(|()| Phrase::new("training-said-thanks")), &Sent(sent))).await
}

/// `POST /training/enrolments/{id}/use`
pub async fn say_use(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let sent = Sent(sent);
    let mut work = ask.work().await?;
    let done = learning::say_use(&mut work, &id, sent.get("use"), sent.get("use_text")).await;
    settle(&ask, work, &id, (done.map(|()| Phrase::new("training-said-thanks")), &sent)).await
}

/// `POST /training/enrolments/{id}/withdraw`
pub async fn withdraw(
    ask: Ask,
    Path(id): Path<String>,
    PlainForm(sent): PlainForm<Vec<(String, String)>>,
) -> Reply {
    let sent = Sent(sent);
    let mut work = ask.work().await?;
    let done = actions::enrolments::withdraw(&mut work, ask.app.words(), &id, sent.get("reason")).await;
    let done = done.map(|(_, moved)| Phrase::new("training-said-withdrawn").with("count", moved));
    settle(&ask, work, &id, (done, &sent)).await
}

/// An enrolment as JSON.
pub async fn seat_json(ask: &Ask, id: &str) -> Reply {
    let mut tx = ask.read().await?;
    let one = seen(ask, &mut tx, id).await?;
    let verdicts = verdicts(&mut tx, &one.batch, &one.course).await?;
    let verdict = verdicts.iter().find(|verdict| verdict.enrolment.id == id);
    let quiz = store::best_quiz(&mut tx, id).await?;
    ask.json(&json!({ "id": id, "batch": one.batch.id, "course": one.course.id, "worker": one.worker.id, "state": one.seat.state,
        "need": one.seat.need_id, "attended_tenths": verdict.map(|verdict| verdict.share.attended), "all_tenths": verdict.map(|verdict| verdict.share.all),
        "attendance": verdict.map(|verdict| verdict.reach.word()), "quiz_right": quiz.map(|one| one.0), "quiz_all": quiz.map(|one| one.1) }))
}

/// The worker behind the visitor's account.
async fn own_worker(ask: &Ask, tx: &mut Tx) -> Result<Option<Worker>, Problem> {
    workers::worker_of_user(tx, &ask.actor.id, ask.today()).await
}

/// `GET /training/mine`
pub async fn mine(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let Some(worker) = own_worker(&ask, &mut tx).await? else {
        return shared::page_of(&ask, ask.t("training-tab-mine"), "/training/mine")
            .block(boxed("info", ask.t("training-mine-nobody"), ask.t("training-mine-nobody-next")))
            .answer(&ask);
    };
    let mut page = shared::page_of(&ask, ask.t("training-tab-mine"), "/training/mine")
        .lead(worker.name.clone())
        .tool(ask.t("training-mine-record"), super::people::href(&worker.id));
    let mut rows = Vec::new();
    for seat in store::enrolments_of_worker(&mut tx, &worker.id).await? {
        let (batch, course) = actions::batch(&mut tx, &seat.batch_id).await?;
        let sessions = store::sessions(&mut tx, &batch.id).await?;
        let next = sessions.iter().find(|session| session.closed_at.is_none()).map(|session| session.held_on);
        for session in sessions
            .iter()
            .filter(|one| one.held_on == ask.today() && one.closed_at.is_none() && seat.state == "seated")
        {
            let action = format!("/training/sessions/{}/here", session.id);
            let form = FormBlock::new(course.title.clone(), action, ask.t("training-check-in"));
            page = page.block(Block::Form(form.lead(ask.t("training-today"))));
        }
        rows.push(vec![
            Entry::link(batch.title, href(&seat.id)),
            Entry::from(course.title),
            Entry::from(next),
            Entry::badge(ask.t(&format!("training-seat-{}", seat.state)), shared::tone(&seat.state)),
        ]);
    }
    let columns = vec![
        ("batch", "training-f-batch", Kind::Text),
        ("course", "training-f-course", Kind::Text),
        ("next", "training-f-next-day", Kind::Date),
        ("state", "training-f-state", Kind::Text),
    ];
    let list = List::new(&ask, "", "", "training-asked-title", columns);
    page.block(list.none(ask.t("training-asked-none")).rows(rows).plain(&ask)).answer(&ask)
}

/// One's own seats as JSON.
pub async fn mine_json(ask: &Ask) -> Reply {
    let mut tx = ask.read().await?;
    let worker = own_worker(ask, &mut tx).await?;
    let seats = match &worker {
        Some(worker) => store::enrolments_of_worker(&mut tx, &worker.id).await?,
        None => Vec::new(),
    };
    let seats: Vec<_> = seats
        .iter()
        .map(|seat| json!({ "id": seat.id, "batch": seat.batch_id, "state": seat.state }))
        .collect();
    ask.json(&json!({ "worker": worker.map(|worker| worker.id), "seats": seats }))
}

/// Figures of the area's first page: key, number and the rows they count.
pub async fn figures(ask: &Ask, tx: &mut Tx) -> Result<Vec<(&'static str, i64, String)>, Problem> {
    let batches = store::batches(tx).await?;
    let open = batches.iter().filter(|one| one.state == "open").count() as i64;
    let courses = store::courses(tx).await?.iter().filter(|one| one.state == "open").count() as i64;
    let mut all = vec![
        ("training-home-courses", courses, "/training/courses".to_owned()),
        ("training-home-batches", open, "/training/batches?state=open".to_owned()),
    ];
    if ask.actor.may("training.people") {
        let ledger = crate::standing::Ledger::load(tx, ask.today()).await?;
        let seen = shared::seen_workers(ask, tx).await?;
        let states: Vec<&str> = seen
            .iter()
            .flat_map(|worker| ledger.duties(worker, ask.today()))
            .map(|(_, standing)| standing.state.word())
            .collect();
        let count = |word: &str| states.iter().filter(|state| **state == word).count() as i64;
        let asked = requests(ask, tx).await?.count();
        let certificates = super::certificates::certificates(ask, tx).await?.count();
        all.push(("training-home-people", seen.len() as i64, "/training/people".to_owned()));
        all.push((
            "training-home-reachable",
            count("reachable"),
            "/training/duties?state=reachable".to_owned(),
        ));
        all.push((
            "training-home-out-of-reach",
            count("out-of-reach"),
            "/training/duties?state=out-of-reach".to_owned(),
        ));
        all.push(("training-home-requests", asked, "/training/requests".to_owned()));
        all.push(("training-home-certificates", certificates, "/training/certificates".to_owned()));
    }
    Ok(all)
}

/// Open needs that no training answers yet, with the courses of their field.
async fn need_block(ask: &Ask, tx: &mut Tx) -> Result<Block, Problem> {
    let names = Names::load(ask, tx).await?;
    let courses = store::courses(tx).await?;
    let mut rows = Vec::new();
    for need in register::needs::open(tx, ask.actor.agency.as_ref()).await?.into_iter().take(30) {
        let fitting = courses.iter().find(|course| {
            course.state == "open" && course.field == need.field && course.audience == "staff"
        });
        let why = crate::suggest::Reason::Need(need.clone());
        rows.push(vec![
            Entry::link(
                names.agency(Some(&need.agency_id)),
                format!("/training/people?agency={}", need.agency_id),
            ),
            Entry::from(shared::reason(ask, &why)),
            Entry::from(need.found_on),
            match fitting {
                Some(course) => Entry::link(course.title.clone(), format!("/training/courses/{}", course.id)),
                None => Entry::from(ask.t("training-no-course")),
            },
        ]);
    }
    let columns = vec![
        ("agency", "training-f-agency", Kind::Text),
        ("why", "training-f-reasons", Kind::Text),
        ("found", "training-f-found", Kind::Date),
        ("course", "training-f-suggested", Kind::Text),
    ];
    let list = List::new(ask, "", "", "training-needs-title", columns);
    Ok(list.none(ask.t("training-needs-none")).rows(rows).plain(ask))
}

/// `GET /training`
pub async fn home(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let facts = figures(&ask, &mut tx).await?;
    let facts = facts
        .into_iter()
        .map(|(key, number, href)| linked(ask.t(key), web::number(&number.to_string()), href));
    let mut page = shared::page_of(&ask, ask.t("training-title"), "/training")
        .lead(ask.t("training-lead"))
        .tool(ask.t("training-verify-title"), "/training/verify")
        .tool_if(ask.actor.may("training.keys"), ask.t("training-keys-title"), "/training/keys")
        .block(Block::Facts(facts.collect()));
    if ask.actor.may("training.people") {
        page = page.block(need_block(&ask, &mut tx).await?);
    }
    page.answer(&ask)
}

/// The first page's figures as JSON.
pub async fn home_json(ask: &Ask) -> Reply {
    let all = figures(ask, &mut ask.read().await?).await?;
    let all: serde_json::Map<String, serde_json::Value> = all
        .into_iter()
        .map(|(key, number, href)| {
            (key.trim_start_matches("training-home-").to_owned(), json!({ "count": number, "rows": href }))
        })
        .collect();
    ask.json(&all)
}
