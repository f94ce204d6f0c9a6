//! Completing a batch by its rule, and issuing certificates to those who completed it.

use axum::extract::Path;
use axum_extra::extract::Form;
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, Choice, FormBlock, Input, Page},
    listing::{Entry, List, Value, tenths},
};

use super::{
    super::{
        people,
        shared::{self, Names},
    },
    found, href,
    page::seen_seats,
};
use crate::{
    actions::{self, certificates::verdicts},
    model::{Batch, Course},
    store,
};

/// Everyone with a seat, and whether they complete the batch by its rule.
pub async fn standing(ask: &Ask, tx: &mut Tx, (one, course): (&Batch, &Course)) -> Result<List, Problem> {
    let names = Names::load(ask, tx).await?;
    let workers = shared::by_id(tx).await?;
    let mut rows = Vec::new();
    for verdict in verdicts(tx, one, course).await? {
        let Some(worker) =
            workers.get(&verdict.enrolment.worker_id).filter(|worker| shared::sees(ask, worker))
        else {
            continue;
        };
        let (words, tone) = match verdict.lacks() {
            "" => ("training-completes", "good"),
            "quiz" => ("training-lacks-quiz", "warn"),
            _ => ("training-lacks-attendance", "warn"),
        };
        let own = store::certificates_of_worker(tx, &worker.id).await?;
        let own = own.into_iter().find(|certificate| {
            certificate.enrolment_id == verdict.enrolment.id && certificate.revoked_on.is_none()
        });
        rows.push(vec![
            Entry::link(worker.name.clone(), format!("/training/enrolments/{}", verdict.enrolment.id)),
            Entry::from(names.agency(worker.agency_id.as_ref())),
            tenths(verdict.share.attended),
            tenths(verdict.share.all),
            Value::whole(verdict.share.percent(), "–").into(),
            Entry::from(verdict.quiz.map(|(right, all)| format!("{right}/{all}")).unwrap_or_default()),
            Entry::badge(ask.t(words), tone),
            own.map_or_else(
                || Entry::from(""),
                |own| Entry::link(own.number, format!("/training/certificates/{}", own.id)),
            ),
        ]);
    }
    let columns = vec![
        ("name", "training-f-name", Kind::Text),
        ("agency", "training-f-agency", Kind::Text),
        ("attended", "training-f-attended", Kind::Rate { digits: 1 }),
        ("all", "training-f-all-hours", Kind::Rate { digits: 1 }),
        ("share", "training-f-share", Kind::Whole),
        ("quiz", "training-f-quiz", Kind::Text),
        ("verdict", "training-f-verdict", Kind::Text),
        ("certificate", "training-f-certificate", Kind::Text),
    ];
    let list = List::new(ask, "", "", "training-complete-title", columns);
    Ok(list.none(ask.t("training-seats-none")).rows(rows))
}

async fn complete_page(ask: &Ask, id: &str, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let (one, course) = found(ask, &mut tx, id).await?;
    let list = standing(ask, &mut tx, (&one, &course)).await?;
    let rule = Phrase::new("training-complete-rule").with("percent", course.attend_percent).with(
        "quiz",
        course.pass_percent.map_or_else(|| ask.t("training-quiz-none"), |pass| format!("{pass}%")),
    );
    let mut page = shared::page_of(ask, ask.t("training-complete-title"), "/training/batches")
        .lead(one.title.clone())
        .tool(ask.t("training-back-to-batch"), href(id))
        .block(Block::Text(ask.say(&rule)))
        .block(list.plain(ask));
    if matches!(one.state.as_str(), "open" | "closed") {
        let form =
            FormBlock::new(String::new(), format!("{}/complete", href(id)), ask.t("training-complete-do"));
        page = page.block(Block::Form(form.lead(ask.t("training-complete-lead"))));
    }
    let issuable = issuable(ask, &mut tx, &one, &course).await?;
    if !issuable.is_empty() {
        let chosen: Vec<String> = issuable.iter().map(|choice| choice.value.clone()).collect();
        let people =
            Input::select("enrolment", ask.t("training-f-completed-by"), shared::among(issuable, &chosen));
        let form = FormBlock::new(
            ask.t("training-issue-title"),
            format!("{}/certificates", href(id)),
            ask.t("training-issue"),
        );
        page = page.block(Block::Form(
            form.lead(ask.t("training-issue-lead")).with([Input { kind: "checkbox", ..people }]),
        ));
    }
    Ok(page.noted(notes))
}

/// Who completed and has no certificate in force.
async fn issuable(ask: &Ask, tx: &mut Tx, one: &Batch, course: &Course) -> Result<Vec<Choice>, Problem> {
    let names = Names::load(ask, tx).await?;
    let mut all = Vec::new();
    if !course.certified {
        return Ok(all);
    }
    for (seat, worker) in seen_seats(ask, tx, &one.id).await? {
        let own = store::certificates_of_worker(tx, &worker.id).await?;
        let has = own.iter().any(|own| own.enrolment_id == seat.id && own.revoked_on.is_none());
        if seat.state == "completed" && !has {
            all.push(Choice::new(&seat.id, &people::named(ask, &names, &worker), ""));
        }
    }
    Ok(all)
}

/// `GET /training/batches/{id}/complete`
pub async fn show_complete(ask: Ask, Path(id): Path<String>) -> Reply {
    complete_page(&ask, &id, Notes::default()).await?.answer(&ask)
}

/// `POST /training/batches/{id}/complete`
pub async fn complete(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let (done, not) = actions::certificates::complete(&mut work, &ask.app, &id).await?;
    work.commit().await?;
    let phrase = Phrase::new("training-said-completed").with("done", done).with("not", not);
    ask.see_saying(&format!("{}/complete", href(&id)), &phrase)
}

/// People whose certificates are issued.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Issue {
    enrolment: Vec<String>,
}

/// `POST /training/batches/{id}/certificates`
pub async fn issue(ask: Ask, Path(id): Path<String>, Form(wish): Form<Issue>) -> Reply {
    let mut work = ask.work().await?;
    match actions::certificates::issue(&mut work, &ask.app, &wish.enrolment).await {
        Ok(issued) => {
            work.commit().await?;
            let phrase = Phrase::new("training-said-issued").with("count", issued.len() as i64);
            ask.see_saying(&format!("{}/complete", href(&id)), &phrase)
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            complete_page(&ask, &id, ask.notes(&notes)).await?.answer(&ask)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Everyone whom the rule of a batch judges, as JSON.
pub async fn complete_json(ask: &Ask, id: &str) -> Reply {
    let mut tx = ask.read().await?;
    let (one, course) = found(ask, &mut tx, id).await?;
    standing(ask, &mut tx, (&one, &course)).await?.json(ask)
}
