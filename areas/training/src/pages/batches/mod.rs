//! Batches: the list and the form; one batch and what is done to it, and completing it, have files of their own.

mod complete;
mod page;
mod verbs;

use axum::extract::Path;
use axum_extra::extract::Form;
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, Choice, FormBlock, Input, Page},
    listing::{Entry, List},
};

use super::shared;
use crate::{
    actions,
    model::{BATCH_STATES, Batch, Course, SaveBatch, missing},
    store,
};

pub use complete::{complete, complete_json, issue, show_complete};
pub use page::{batch_json, place, show};
pub use verbs::{add_cost, cancel, close, decide, open, remove_cost, sign_up};

/// The address of a batch's page.
pub fn href(id: &str) -> String {
    format!("/training/batches/{id}")
}

/// The batches, of one course or all; drafts are seen by those who make them.
pub async fn rows(ask: &Ask, tx: &mut Tx, course: Option<&str>) -> Result<List, Problem> {
    let state = if course.is_some() { String::new() } else { ask.param("state").unwrap_or_default() };
    let wanted = course.map(str::to_owned).or_else(|| ask.param("course")).unwrap_or_default();
    let courses = store::courses(tx).await?;
    let mut rows = Vec::new();
    let mut sample = false;
    for one in store::batches(tx).await? {
        let hidden = one.state == "draft" && !ask.actor.may("training.work");
        if hidden
            || (!state.is_empty() && one.state != state)
            || (!wanted.is_empty() && one.course_id != wanted)
        {
            continue;
        }
        sample |= one.sample;
        let (seated, waiting) = shared::seats(tx, &one).await?;
        let sessions = store::sessions(tx, &one.id).await?;
        let title =
            courses.iter().find(|course| course.id == one.course_id).map(|course| course.title.clone());
        rows.push(vec![
            Entry::link(one.title.clone(), href(&one.id)),
            Entry::link(title.unwrap_or_default(), format!("/training/courses/{}", one.course_id)),
            Entry::from(sessions.first().map(|session| session.held_on)),
            Entry::from(sessions.last().map(|session| session.held_on)),
            Entry::from(one.sign_up_until_on),
            Entry::from(one.seats),
            Entry::link(seated, format!("{}#seats", href(&one.id))),
            Entry::link(waiting, format!("{}#seats", href(&one.id))),
            Entry::badge(ask.t(&format!("training-batch-{}", one.state)), shared::tone(&one.state)),
        ]);
    }
    let columns = vec![
        ("title", "training-f-batch", Kind::Text),
        ("course", "training-f-course", Kind::Text),
        ("from", "training-f-first-day", Kind::Date),
        ("until", "training-f-last-day", Kind::Date),
        ("sign-up", "training-f-sign-up-until", Kind::Date),
        ("seats", "training-f-seats", Kind::Whole),
        ("seated", "training-f-seated", Kind::Whole),
        ("waiting", "training-f-waiting", Kind::Whole),
        ("state", "training-f-state", Kind::Text),
    ];
    let list = List::new(ask, "/training/batches", "training-batches", "training-batches-title", columns);
    let states = shared::word_choices(ask, "training-batch", BATCH_STATES, &state);
    let list = list.none(ask.t("training-batches-none")).rows(rows).sample(sample);
    let list = list.filter(ask, "course", "training-f-course", shared::course_choices(&courses, &wanted));
    Ok(list.filter(ask, "state", "training-f-state", states))
}

/// `GET /training/batches`
pub async fn list(ask: Ask) -> Reply {
    let list = rows(&ask, &mut ask.read().await?, None).await?;
    shared::page_of(&ask, ask.t("training-batches-title"), "/training/batches")
        .lead(ask.t("training-batches-lead"))
        .tool_if(ask.actor.may("training.work"), ask.t("training-batch-new"), "/training/batches/new")
        .block(list.block(&ask))
        .answer(&ask)
}

/// `GET /training/batches.csv`
pub async fn csv(ask: Ask) -> Reply {
    rows(&ask, &mut ask.read().await?, None).await?.csv(&ask)
}

/// `GET /training/batches.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    rows(&ask, &mut ask.read().await?, None).await?.xlsx(&ask)
}

async fn form_page(ask: &Ask, id: &str, wish: &SaveBatch, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let courses: Vec<Course> =
        store::courses(&mut tx).await?.into_iter().filter(|one| one.state == "open").collect();
    let all = store::instructors(&mut tx).await?;
    let teachers = all.iter().filter(|one| !one.ended || one.id == wish.instructor_id);
    let teachers = teachers.map(|one| Choice::new(&one.id, &one.name, &wish.instructor_id)).collect();
    let action = if id.is_empty() { "/training/batches".to_owned() } else { href(id) };
    let title = if id.is_empty() { "training-batch-new" } else { "training-batch-edit" };
    let mut form = FormBlock::new(String::new(), action, ask.t("training-save")).back("/training/batches");
    if id.is_empty() {
        let choices = shared::course_choices(&courses, &wish.course_id);
        form = form.with([Input::select("course_id", ask.t("training-f-course"), choices).needed()]);
    }
    let form = form.with([
        Input::new("text", "title", ask.t("training-f-batch"), &wish.title).needed(),
        Input::new("number", "seats", ask.t("training-f-seats"), &wish.seats).needed(),
        Input::new("date", "sign_up_until_on", ask.t("training-f-sign-up-until"), &wish.sign_up_until_on)
            .needed(),
        Input::select("instructor_id", ask.t("training-f-instructor"), teachers)
            .first(ask.t("training-none-chosen")),
        Input::hidden("version", wish.version),
    ]);
    Ok(shared::page_of(ask, ask.t(title), "/training/batches").block(Block::Form(form)).noted(notes))
}

/// `GET /training/batches/new`
pub async fn new(ask: Ask) -> Reply {
    let course_id = ask.param("course").unwrap_or_default();
    let wish = SaveBatch { course_id, seats: "30".into(), ..SaveBatch::default() };
    form_page(&ask, "", &wish, Notes::default()).await?.answer(&ask)
}

/// `POST /training/batches`
pub async fn create(ask: Ask, Form(wish): Form<SaveBatch>) -> Reply {
    let mut work = ask.work().await?;
    match actions::batches::create_batch(&mut work, &wish).await {
        Ok(one) => {
            work.commit().await?;
            ask.see_saying(&href(&one.id), &Phrase::new("training-said-batch"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            form_page(&ask, "", &wish, ask.notes(&notes)).await?.answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A batch with its course, drafts for those who make them.
pub async fn found(ask: &Ask, tx: &mut Tx, id: &str) -> Result<(Batch, Course), Problem> {
    let (one, course) = actions::batch(tx, id).await?;
    if one.state == "draft" && !ask.actor.may("training.work") { Err(missing()) } else { Ok((one, course)) }
}

fn as_wish(one: &Batch) -> SaveBatch {
    SaveBatch {
        course_id: one.course_id.clone(),
        title: one.title.clone(),
        seats: one.seats.to_string(),
        sign_up_until_on: one.sign_up_until_on.to_string(),
        instructor_id: one.instructor_id.clone().unwrap_or_default(),
        version: one.version,
    }
}

/// `GET /training/batches/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let (one, _) = found(&ask, &mut ask.read().await?, &id).await?;
    form_page(&ask, &id, &as_wish(&one), Notes::default()).await?.answer(&ask)
}

/// `POST /training/batches/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveBatch>) -> Reply {
    let mut work = ask.work().await?;
    let Err(problem) = actions::batches::update_batch(&mut work, ask.app.words(), &id, &wish).await else {
        work.commit().await?;
        return ask.see_saying(&href(&id), &Phrase::new("training-said-saved"));
    };
    drop(work);
    if shared::is_changed_meanwhile(&problem) {
        let (now, _) = found(&ask, &mut ask.read().await?, &id).await?;
        wish.version = now.version;
        let page = form_page(&ask, &id, &wish, Notes::default()).await?;
        let until = now.sign_up_until_on.to_string();
        let stored = vec![
            ("training-f-batch", now.title),
            ("training-f-seats", now.seats.to_string()),
            ("training-f-sign-up-until", until),
        ];
        return shared::changed(&ask, page, stored);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    form_page(&ask, &id, &wish, ask.notes(&notes)).await?.answer(&ask)
}
