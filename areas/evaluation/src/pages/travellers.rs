//! Nominees of a tour: proposing, judging, ranking, publishing, deciding one by one, reporting.

use axum::{
    Form,
    extract::{Multipart, Path},
};
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use register::workers::{self, Worker};
use serde::Deserialize;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Badge, Block, Button, Choice, FormBlock, Input, Link, Page, at_fields, linked, pair},
    listing::{Entry, List, Value},
};

use super::{
    shared::{self, Names},
    tours::href,
};
use crate::{
    actions,
    model::{AddCost, AddLeg, Judge, Nominate, Nominee, Tour, missing},
    store,
};

/// Whether the visitor may see nominees of every agency.
fn sees_all(ask: &Ask) -> bool {
    ask.actor.may("evaluation.all") || ask.actor.may("evaluation.review")
}

/// A nominee with the person, if the visitor may see them.
pub async fn person(ask: &Ask, tx: &mut Tx, one: &Nominee) -> Result<Option<Worker>, Problem> {
    let worker = workers::worker(tx, &one.worker_id).await?.ok_or_else(missing)?;
    let own = ask.actor.agency.is_some() && worker.agency_id == ask.actor.agency;
    Ok((own || (ask.actor.agency.is_none() && sees_all(ask))).then_some(worker))
}

/// Why a nominee does not fit, in words.
fn why(ask: &Ask, one: &Nominee) -> String {
    if one.why.is_empty() {
        return String::new();
    }
    let args = serde_json::from_str(&one.why_args).unwrap_or_default();
    ask.say(&Phrase { key: one.why.clone(), args })
}

/// The nominees of a tour that the visitor may see.
pub async fn nominee_rows(ask: &Ask, tx: &mut Tx, tour: &Tour) -> Result<List, Problem> {
    let names = Names::load(tx).await?;
    let mut rows = Vec::new();
    for one in store::tours::nominees(tx, &tour.id).await? {
        let Some(worker) = person(ask, tx, &one).await? else { continue };
        let agency = worker
            .agency_id
            .as_ref()
            .map_or_else(|| ask.t("evaluation-centre"), |id| names.agency(id.as_str()));
        let decision = if one.decision.is_empty() {
            String::new()
        } else {
            ask.t(&format!("evaluation-nominee-{}", one.decision))
        };
        rows.push(vec![
            Entry::from(shared::league_word(ask, &one.league)),
            Entry::from(Value::whole(one.place, "")),
            Entry::link(worker.name, format!("/evaluation/nominees/{}", one.id)),
            Entry::from(agency),
            Entry::from(ask.t(&format!("evaluation-route-{}", one.route))),
            Entry::from(Value::Fixed(one.total_points, 2)),
            Entry::badge(
                ask.t(&format!("evaluation-standing-{}", one.standing)),
                shared::tone(&one.standing),
            ),
            Entry::from(decision),
            Entry::from(why(ask, &one)),
        ]);
    }
    let columns = vec![
        ("league", "evaluation-f-league", Kind::Text),
        ("place", "evaluation-f-place", Kind::Whole),
        ("name", "evaluation-f-nominee", Kind::Text),
        ("agency", "evaluation-f-agency", Kind::Text),
        ("route", "evaluation-f-route", Kind::Text),
        ("total", "evaluation-f-total-points", Kind::Rate { digits: 2 }),
        ("standing", "evaluation-f-standing", Kind::Text),
        ("decision", "evaluation-f-decision", Kind::Text),
        ("why", "evaluation-f-why-not", Kind::Text),
    ];
    let path = format!("{}/nominees", href(&tour.id));
    let list = List::new(ask, &path, "evaluation-nominees", "evaluation-nominees-title", columns);
    let list = list.on_page(&href(&tour.id)).files_if(ask.actor.may("evaluation.all"));
    Ok(list.none(ask.t("evaluation-nominees-none")).rows(rows).sample(tour.sample))
}

/// `GET /evaluation/tours/{id}/nominees.csv`
pub async fn csv(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let tour = store::tours::tour(&mut tx, &id).await?.ok_or_else(missing)?;
    nominee_rows(&ask, &mut tx, &tour).await?.csv(&ask)
}

/// `GET /evaluation/tours/{id}/nominees.xlsx`
pub async fn xlsx(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let tour = store::tours::tour(&mut tx, &id).await?.ok_or_else(missing)?;
    nominee_rows(&ask, &mut tx, &tour).await?.xlsx(&ask)
}

/// People whom the visitor may propose, as options.
async fn candidates(ask: &Ask, tx: &mut Tx) -> Result<Vec<Choice>, Problem> {
    let names = Names::load(tx).await?;
    let all = match &ask.actor.agency {
        Some(agency) => workers::workers_of(tx, Some(agency), ask.today()).await?,
        None => workers::workers(tx, ask.today()).await?,
    };
    let label = |one: &Worker| {
        let agency =
            one.agency_id.as_ref().map_or_else(|| ask.t("evaluation-centre"), |id| names.agency(id.as_str()));
        format!("{} · {agency} · {}", one.name, ask.t(&format!("web-worker-job-{}", one.job)))
    };
    Ok(all.iter().map(|one| Choice::new(&one.id, &label(one), "")).collect())
}

/// What can be done with a tour's nominees in its state.
pub async fn steps(ask: &Ask, tx: &mut Tx, tour: &Tour) -> Result<Vec<Block>, Problem> {
    let at = href(&tour.id);
    let may = |right: &str| ask.actor.may(right);
    let form = |title: &str, below: &str, button: &str| {
        FormBlock::new(ask.t(title), format!("{at}{below}"), ask.t(button))
    };
    let mut blocks = Vec::new();
    if tour.state == "open" && may("evaluation.nominate") && ask.today() <= tour.nominate_until_on {
        let people = candidates(ask, tx).await?;
        blocks.push(Block::Form(
            form("evaluation-nominate-title", "/nominees", "evaluation-nominate-do")
                .lead(ask.t("evaluation-nominate-lead"))
                .with([
                    Input::select("worker_id", ask.t("evaluation-f-nominee"), people).needed(),
                    Input::new("area", "reason", ask.t("evaluation-f-reason"), "").needed(),
                ]),
        ));
    }
    if matches!(tour.state.as_str(), "open" | "ranked") && may("evaluation.edit") {
        blocks.push(Block::Form(
            form("evaluation-rank-title", "/rank", "evaluation-rank-do").lead(ask.t("evaluation-rank-lead")),
        ));
    }
    if tour.state == "ranked" && may("evaluation.publish") {
        let rationale = ask.t("evaluation-rationale-default");
        blocks.push(Block::Form(
            form("evaluation-tour-publish", "/publish", "evaluation-tour-publish-do").with([Input::new(
                "area",
                "rationale",
                ask.t("evaluation-f-rationale"),
                &rationale,
            )
            .needed()]),
        ));
    }
    if tour.state == "published" && may("evaluation.confirm") {
        blocks.push(Block::Form(
            form("evaluation-tour-finish", "/finish", "evaluation-tour-finish-do")
                .lead(ask.t("evaluation-tour-finish-lead")),
        ));
    }
    Ok(blocks)
}

/// Shows a tour again with sentences at fields.
async fn tour_again(ask: &Ask, id: &str, problem: Problem) -> Reply {
    let notes = at_fields(ask, problem)?;
    super::tours::view(ask, id, (&AddLeg::default(), &AddCost::default()), notes).await?.answer(ask)
}

/// `POST /evaluation/tours/{id}/nominees`
pub async fn nominate(ask: Ask, Path(id): Path<String>, Form(wish): Form<Nominate>) -> Reply {
    let mut work = ask.work().await?;
    match actions::nominees::nominate(&mut work, &id, &wish).await {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-nominated"))
        }
        Err(problem) => {
            drop(work);
            tour_again(&ask, &id, problem).await
        }
    }
}

/// `POST /evaluation/tours/{id}/rank`
pub async fn rank(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::tours::rank_tour(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&href(&id), &Phrase::new("evaluation-said-ranked"))
}

/// The rationale of a ranking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Publish {
    rationale: String,
}

/// `POST /evaluation/tours/{id}/publish`
pub async fn publish(ask: Ask, Path(id): Path<String>, Form(wish): Form<Publish>) -> Reply {
    let mut work = ask.work().await?;
    let tour = store::tours::tour(&mut work.tx, &id).await?.ok_or_else(missing)?;
    let args = [("title", tour.title), ("rationale", wish.rationale.trim().to_owned())];
    let letter = shared::letter(&ask, "evaluation-letter-tour", &args);
    match actions::tours::publish_tour(&mut work, &id, &wish.rationale, &letter).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-tour-published"))
        }
        Err(problem) => {
            drop(work);
            tour_again(&ask, &id, problem).await
        }
    }
}

/// `POST /evaluation/tours/{id}/finish`
pub async fn finish(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::tours::finish_tour(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&href(&id), &Phrase::new("evaluation-said-tour-done"))
}

/// What is known of a nominee.
fn facts(ask: &Ask, one: &Nominee, tour: &Tour, agency: String) -> Block {
    let points = |key: &str, value: i64| pair(ask.t(key), Value::Fixed(value, 2).words());
    let mut pairs = vec![
        linked(ask.t("evaluation-f-tour"), &tour.title, href(&tour.id)),
        pair(ask.t("evaluation-f-agency"), agency),
        pair(ask.t("evaluation-f-league"), shared::league_word(ask, &one.league)),
        pair(ask.t("evaluation-f-route"), ask.t(&format!("evaluation-route-{}", one.route))),
        pair(ask.t("evaluation-f-reason"), &one.reason),
        points("evaluation-f-result-points", one.result_points),
        points("evaluation-f-training-points", one.training_points),
        points("evaluation-f-award-points", one.award_points),
    ];
    if let Some(panel) = one.panel_points {
        pairs.push(points("evaluation-f-panel-points", panel));
        pairs.push(points("evaluation-f-total-points", one.total_points));
    }
    if let Some(place) = one.place {
        pairs.push(pair(ask.t("evaluation-f-place"), place));
    }
    if !one.decided_why.is_empty() {
        pairs.push(pair(
            ask.t("evaluation-f-decision"),
            ask.t(&format!("evaluation-nominee-{}", one.decision)),
        ));
        pairs.push(pair(ask.t("evaluation-f-decided-why"), &one.decided_why));
    }
    Block::Facts(pairs)
}

/// Forms for points, decision and report, as the visitor and the state allow.
fn forms(ask: &Ask, one: &Nominee, tour: &Tour, wish: &Judge) -> Vec<Block> {
    let at = format!("/evaluation/nominees/{}", one.id);
    let mut blocks = Vec::new();
    if ask.actor.may("evaluation.review") && matches!(tour.state.as_str(), "open" | "ranked") && one.fits {
        let most = actions::tours::rules(tour).panel_points;
        let form = FormBlock::new(
            ask.t("evaluation-points-title"),
            format!("{at}/points"),
            ask.t("evaluation-points-do"),
        );
        blocks.push(Block::Form(
            form.with([
                Input::new("number", "points", ask.t("evaluation-f-points"), &wish.points)
                    .help(ask.say(&Phrase::new("evaluation-points-hint").with("most", most)))
                    .needed(),
                Input::new("area", "why", ask.t("evaluation-f-reason"), &wish.why).needed(),
            ]),
        ));
    }
    if ask.actor.may("evaluation.confirm") && tour.state == "published" && one.decision.is_empty() {
        let form = FormBlock::new(ask.t("evaluation-decide-title"), format!("{at}/decision"), String::new());
        let button = |key: &str, now: &'static str| Button { label: ask.t(key), key: "decision", now };
        blocks.push(Block::Form(
            form.with([Input::new("area", "why", ask.t("evaluation-f-reason"), &wish.why).needed()])
                .buttons([button("evaluation-approve", "approved"), button("evaluation-refuse", "refused")]),
        ));
    }
    if ask.actor.may("evaluation.nominate") && one.decision == "approved" {
        let form = FormBlock::new(
            ask.t("evaluation-report-title"),
            format!("{at}/report"),
            ask.t("evaluation-report-do"),
        );
        blocks.push(Block::Form(
            form.lead(ask.t("evaluation-report-lead")).sends_file().with([Input::new(
                "file",
                "file",
                ask.t("evaluation-f-file"),
                "",
            )
            .needed()]),
        ));
    }
    blocks
}

async fn view(ask: &Ask, id: &str, wish: &Judge, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let one = store::tours::nominee(&mut tx, id).await?.ok_or_else(missing)?;
    let worker = person(ask, &mut tx, &one).await?.ok_or_else(missing)?;
    let tour = store::tours::tour(&mut tx, &one.tour_id).await?.ok_or_else(missing)?;
    let names = Names::load(&mut tx).await?;
    let agency =
        worker.agency_id.as_ref().map_or_else(|| ask.t("evaluation-centre"), |id| names.agency(id.as_str()));
    let word = ask.t(&format!("evaluation-standing-{}", one.standing));
    let after = why(ask, &one);
    let mut page = shared::page_of(ask, worker.name, "/evaluation/tours")
        .sample(tour.sample)
        .block(Block::State(Badge { words: word, tone: shared::tone(&one.standing), after }))
        .block(facts(ask, &one, &tour, agency));
    if ask.actor.agency.is_none() {
        let own = store::tours::opinions(&mut tx, &tour.id).await?.into_iter();
        let lines: Vec<Link> = own
            .filter(|opinion| opinion.nominee_id == one.id)
            .map(|opinion| {
                let who = names.person(ask, Some(opinion.user_id.as_str()));
                Link::new(format!("{who}: {} · {}", opinion.points, opinion.note), "")
            })
            .collect();
        if !lines.is_empty() {
            page = page.block(Block::Heading(ask.t("evaluation-opinions-title"))).block(Block::Lines(lines));
        }
    }
    for task in register::tasks::about(&mut tx, &format!("evaluation-nominee:{id}")).await? {
        let due = task.due_on.map(|due| due.to_string()).unwrap_or_default();
        let state = ask.t(&format!("evaluation-task-{}", task.state));
        let pairs = vec![pair(ask.t("evaluation-f-report-due"), format!("{due} · {state}"))];
        page = page.block(Block::Facts(pairs));
    }
    Ok(page.blocks(forms(ask, &one, &tour, wish)).noted(notes))
}

/// `GET /evaluation/nominees/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    view(&ask, &id, &Judge::default(), Notes::default()).await?.answer(&ask)
}

/// `POST /evaluation/nominees/{id}/points`
pub async fn points(ask: Ask, Path(id): Path<String>, Form(wish): Form<Judge>) -> Reply {
    let mut work = ask.work().await?;
    match actions::nominees::give_opinion(&mut work, &id, &wish).await {
        Ok(_) => {
            work.commit().await?;
            let back = format!("/evaluation/nominees/{id}");
            ask.see_saying(&back, &Phrase::new("evaluation-said-points"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            view(&ask, &id, &wish, notes).await?.answer(&ask)
        }
    }
}

/// `POST /evaluation/nominees/{id}/decision`
pub async fn decide(ask: Ask, Path(id): Path<String>, Form(wish): Form<Judge>) -> Reply {
    let mut work = ask.work().await?;
    let one = store::tours::nominee(&mut work.tx, &id).await?.ok_or_else(missing)?;
    let tour = store::tours::tour(&mut work.tx, &one.tour_id).await?.ok_or_else(missing)?;
    let title = ask.say(&Phrase::new("evaluation-report-task").with("title", tour.title));
    match actions::nominees::decide_nominee(&mut work, &id, &wish, &title).await {
        Ok(_) => {
            work.commit().await?;
            let back = format!("/evaluation/nominees/{id}");
            ask.see_saying(&back, &Phrase::new("evaluation-said-decided"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            view(&ask, &id, &wish, notes).await?.answer(&ask)
        }
    }
}

/// `POST /evaluation/nominees/{id}/report`
pub async fn report(ask: Ask, Path(id): Path<String>, form: Multipart) -> Reply {
    let (_, file) = shared::upload(form).await?;
    let mut work = ask.work().await?;
    let tour = actions::tours::report(&mut work, &id, &file).await?;
    work.commit().await?;
    ask.see_saying(&href(&tour), &Phrase::new("evaluation-said-report"))
}
