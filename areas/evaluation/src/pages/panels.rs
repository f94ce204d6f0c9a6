//! Panels: their list, one panel with rubric, items and reviewers.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{Multipart, Path},
};
use base::{Problem, UserId};
use db::Tx;
use documents::workbook::Kind;
use serde::Deserialize;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Badge, Block, Choice, FormBlock, Input, Page, Sent, at_fields, pair},
    listing::{Entry, List},
};

use super::{
    desk::{assignment_rows, hand_form},
    shared::{self, Names},
};
use crate::{
    actions::{
        self,
        panels::{AddCriterion, AddItem, Desk, SavePanel},
    },
    model::{Check, Criterion, missing},
    store,
};

/// The address of a panel.
pub fn href(id: &str) -> String {
    format!("/evaluation/panels/{id}")
}

async fn rows(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let all = store::panels::panels(tx).await?;
    let sample = all.iter().any(|one| one.sample);
    let row = |one: crate::model::Panel| {
        vec![
            Entry::from(one.year.to_string()),
            Entry::link(one.title, href(&one.id)),
            Entry::badge(ask.t(&format!("evaluation-panel-{}", one.state)), shared::tone(&one.state)),
            Entry::from(one.readers),
        ]
    };
    let columns = vec![
        ("year", "evaluation-f-year", Kind::Text),
        ("title", "evaluation-f-title", Kind::Text),
        ("state", "evaluation-f-state", Kind::Text),
        ("readers", "evaluation-f-readers", Kind::Whole),
    ];
    let list = List::new(ask, "/evaluation/panels", "evaluation-panels", "evaluation-panels-title", columns);
    let list = list.none(ask.t("evaluation-panels-none")).sample(sample);
    Ok(list.rows(all.into_iter().map(row).collect()))
}

async fn overview(ask: &Ask, wish: &SavePanel, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let mut page = shared::page_of(ask, ask.t("evaluation-panels-title"), "/evaluation/panels")
        .lead(ask.t("evaluation-panels-lead"))
        .block(rows(ask, &mut tx).await?.block(ask));
    if ask.actor.may("evaluation.edit") {
        let form = FormBlock::new(
            ask.t("evaluation-panel-new"),
            "/evaluation/panels".into(),
            ask.t("evaluation-panel-new-do"),
        );
        page = page.block(Block::Form(
            form.with([
                Input::new("text", "title", ask.t("evaluation-f-title"), &wish.title).needed(),
                Input::new("number", "year", ask.t("evaluation-f-year"), &wish.year).needed(),
                Input::new("number", "readers", ask.t("evaluation-f-readers"), &wish.readers).needed(),
                Input::new("number", "tie_years", ask.t("evaluation-f-tie-years"), &wish.tie_years)
                    .help(ask.t("evaluation-f-tie-years.hint"))
                    .needed(),
            ]),
        ));
    }
    Ok(page.noted(notes))
}

/// `GET /evaluation/panels`
pub async fn list(ask: Ask) -> Reply {
    let wish = SavePanel {
        year: ask.today().year().to_string(),
        readers: "2".into(),
        tie_years: "2".into(),
        ..SavePanel::default()
    };
    overview(&ask, &wish, Notes::default()).await?.answer(&ask)
}

/// `GET /evaluation/panels.csv`
pub async fn csv(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.csv(&ask)
}

/// `GET /evaluation/panels.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.xlsx(&ask)
}

/// `POST /evaluation/panels`
pub async fn create(ask: Ask, Form(wish): Form<SavePanel>) -> Reply {
    let mut work = ask.work().await?;
    match actions::panels::begin_panel(&mut work, &wish, false).await {
        Ok(id) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-panel"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            overview(&ask, &wish, notes).await?.answer(&ask)
        }
    }
}

/// The rubric with its anchors.
pub fn rubric(ask: &Ask, criteria: &[Criterion]) -> Block {
    let row = |one: &Criterion| {
        vec![
            Entry::from(one.title.clone()),
            Entry::from(one.points),
            Entry::from(one.low_anchor.clone()),
            Entry::from(one.middle_anchor.clone()),
            Entry::from(one.high_anchor.clone()),
        ]
    };
    let columns = vec![
        ("title", "evaluation-f-criterion", Kind::Text),
        ("points", "evaluation-f-points", Kind::Whole),
        ("low", "evaluation-f-low-anchor", Kind::Text),
        ("middle", "evaluation-f-middle-anchor", Kind::Text),
        ("high", "evaluation-f-high-anchor", Kind::Text),
    ];
    let list = List::new(ask, "", "evaluation-rubric", "evaluation-rubric-title", columns);
    list.none(ask.t("evaluation-rubric-none")).rows(criteria.iter().map(row).collect()).plain(ask)
}

/// Items with how often they are read; nobody who reads for the panel sees an agency before it is closed.
fn items(ask: &Ask, desk: &Desk, names: &Names) -> Block {
    let open = desk.is_open_to(&ask.actor);
    let row = |one: &crate::model::Item| {
        let agency = match &one.agency_id {
            None => ask.t("evaluation-calibration"),
            Some(id) if open => names.agency(id.as_str()),
            Some(_) => ask.t("evaluation-hidden"),
        };
        let readers = desk.assignments.iter().filter(|of| of.item_id == one.id).count();
        vec![Entry::from(one.code.clone()), Entry::from(agency), Entry::from(readers as i64)]
    };
    let columns = vec![
        ("code", "evaluation-f-code", Kind::Text),
        ("agency", "evaluation-f-agency", Kind::Text),
        ("readers", "evaluation-f-readers", Kind::Whole),
    ];
    let list = List::new(ask, "", "evaluation-items", "evaluation-items-title", columns);
    list.none(ask.t("evaluation-items-none")).rows(desk.items.iter().map(row).collect()).plain(ask)
}

/// Reviewers with their loads and the ties that forbid pairs.
fn reviewers(ask: &Ask, desk: &Desk, names: &Names) -> Block {
    let open = desk.is_open_to(&ask.actor);
    let row = |one: &crate::model::Reviewer| {
        let own = desk.assignments.iter().filter(|of| of.reviewer_id == one.id);
        let done = own.clone().filter(|of| of.state == "done").count();
        let barred: Vec<String> = desk
            .barred
            .iter()
            .filter(|((_, by), _)| *by == one.id)
            .map(|((item, _), bond)| {
                // A reader who sees the item of a known tie would know whose it is.
                let code = desk.items.iter().find(|of| open && of.id == *item).map(|of| of.code.clone());
                let code = code.unwrap_or_else(|| ask.t("evaluation-hidden"));
                format!("{code} ({})", ask.t(&format!("web-tie-{}", bond.kind)))
            })
            .collect();
        vec![
            Entry::from(names.person(ask, Some(one.user_id.as_str()))),
            Entry::from(one.capacity),
            Entry::from(own.count() as i64),
            Entry::from(done as i64),
            Entry::from(barred.join(", ")),
        ]
    };
    let columns = vec![
        ("name", "evaluation-f-reviewer", Kind::Text),
        ("capacity", "evaluation-f-capacity", Kind::Whole),
        ("load", "evaluation-f-load", Kind::Whole),
        ("done", "evaluation-f-done", Kind::Whole),
        ("barred", "evaluation-f-barred", Kind::Text),
    ];
    let list = List::new(ask, "", "evaluation-reviewers", "evaluation-reviewers-title", columns);
    list.none(ask.t("evaluation-reviewers-none")).rows(desk.reviewers.iter().map(row).collect()).plain(ask)
}

/// Forms that prepare a panel.
async fn prepare(
    ask: &Ask,
    tx: &mut Tx,
    desk: &Desk,
    (names, kept): (&Names, &BTreeMap<String, String>),
) -> Result<Vec<Block>, Problem> {
    let at = href(&desk.panel.id);
    let now = |field: &str| kept.get(field).map_or("", String::as_str);
    let form = |title: &str, below: &str, button: &str| {
        FormBlock::new(ask.t(title), format!("{at}{below}"), ask.t(button))
    };
    let line = |field: &str, key: &str| Input::new("text", field, ask.t(key), now(field)).needed();
    let mut blocks = Vec::new();
    if desk.panel.state == "draft" {
        blocks.push(Block::Form(form("evaluation-criterion-add", "/criteria", "evaluation-add").with([
            line("criterion", "evaluation-f-criterion"),
            line("low_anchor", "evaluation-f-low-anchor"),
            line("middle_anchor", "evaluation-f-middle-anchor"),
            line("high_anchor", "evaluation-f-high-anchor"),
            Input::new("number", "points", ask.t("evaluation-f-points"), now("points")).needed(),
        ])));
        let agencies =
            Input::select("agency_id", ask.t("evaluation-f-agency"), names.agency_choices(now("agency_id")))
                .first(ask.t("evaluation-calibration"));
        blocks.push(Block::Form(
            form("evaluation-item-add", "/items", "evaluation-add")
                .lead(ask.t("evaluation-item-lead"))
                .sends_file()
                .with([
                    agencies,
                    Input::new("area", "text", ask.t("evaluation-f-item-text"), now("text")).needed(),
                    Input::new("file", "file", ask.t("evaluation-f-file"), ""),
                ]),
        ));
    }
    let roles = ["director", "team-lead", "centre-staff", "council-member"];
    let people = shared::officers(tx, &roles, now("user_id")).await?;
    blocks.push(Block::Form(
        form("evaluation-reviewer-add", "/reviewers", "evaluation-add")
            .lead(ask.t("evaluation-reviewer-lead"))
            .with([
                Input::select("user_id", ask.t("evaluation-f-reviewer"), people).needed(),
                Input::new("number", "capacity", ask.t("evaluation-f-capacity"), now("capacity")).needed(),
            ]),
    ));
    blocks.push(Block::Form(
        form("evaluation-assign-title", "/assign", "evaluation-assign-do")
            .lead(ask.t("evaluation-assign-lead")),
    ));
    Ok(blocks)
}

/// One panel; `kept` is what was typed into a form that comes back.
pub async fn view(
    ask: &Ask,
    id: &str,
    kept: &BTreeMap<String, String>,
    notes: Notes,
) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let panel = store::panels::panel(&mut tx, id).await?.ok_or_else(missing)?;
    let desk = actions::panels::desk(&mut tx, panel, ask.today()).await?;
    let names = Names::load(&mut tx).await?;
    let criteria = store::panels::criteria(&mut tx, id).await?;
    let state = desk.panel.state.clone();
    let word = ask.t(&format!("evaluation-panel-{state}"));
    let mut page = shared::page_of(ask, desk.panel.title.clone(), "/evaluation/panels")
        .sample(desk.panel.sample)
        .tool(ask.t("evaluation-marks-title"), format!("{}/marks", href(id)))
        .block(Block::State(Badge { words: word, tone: shared::tone(&state), after: String::new() }))
        .block(Block::Facts(vec![
            pair(ask.t("evaluation-f-year"), desk.panel.year),
            pair(ask.t("evaluation-f-readers"), desk.panel.readers),
            pair(ask.t("evaluation-f-tie-years"), desk.panel.tie_years),
        ]))
        .block(rubric(ask, &criteria))
        .block(items(ask, &desk, &names))
        .block(reviewers(ask, &desk, &names))
        .block(assignment_rows(ask, &desk, &names));
    if ask.actor.may("evaluation.edit") && state != "closed" {
        page = page.blocks(prepare(ask, &mut tx, &desk, (&names, kept)).await?);
        page = page.blocks(hand_form(ask, &desk, &names));
    }
    Ok(page.noted(notes))
}

/// `GET /evaluation/panels/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    view(&ask, &id, &BTreeMap::new(), Notes::default()).await?.answer(&ask)
}

/// What was typed, for a form that comes back.
fn kept(pairs: &[(&str, &String)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).clone())).collect()
}

/// `POST /evaluation/panels/{id}/criteria`
pub async fn add_criterion(ask: Ask, Path(id): Path<String>, Form(wish): Form<AddCriterion>) -> Reply {
    let mut work = ask.work().await?;
    match actions::panels::add_criterion(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-added"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            let kept = kept(&[
                ("criterion", &wish.criterion),
                ("low_anchor", &wish.low_anchor),
                ("middle_anchor", &wish.middle_anchor),
                ("high_anchor", &wish.high_anchor),
                ("points", &wish.points),
            ]);
            view(&ask, &id, &kept, notes).await?.answer(&ask)
        }
    }
}

/// `POST /evaluation/panels/{id}/items`
pub async fn put_item(ask: Ask, Path(id): Path<String>, form: Multipart) -> Reply {
    let (sent, file): (Sent, _) = shared::upload(form).await?;
    let wish =
        AddItem { agency_id: sent.get("agency_id").to_owned(), text: sent.get("text").to_owned(), file };
    let mut work = ask.work().await?;
    match actions::panels::put_item(&mut work, &id, &wish).await {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-added"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            let kept = kept(&[("agency_id", &wish.agency_id), ("text", &wish.text)]);
            view(&ask, &id, &kept, notes).await?.answer(&ask)
        }
    }
}

/// Who reads, and how much.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PutReviewer {
    user_id: String,
    capacity: String,
}

/// `POST /evaluation/panels/{id}/reviewers`
pub async fn put_reviewer(ask: Ask, Path(id): Path<String>, Form(wish): Form<PutReviewer>) -> Reply {
    let mut work = ask.work().await?;
    let mut check = Check::default();
    let capacity = check.number("capacity", &wish.capacity, 0, 1_000);
    let done = match check.done() {
        Ok(()) => {
            let user = UserId::from(wish.user_id.as_str());
            actions::panels::put_reviewer(&mut work, &id, &user, capacity).await
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-added"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            let kept = kept(&[("user_id", &wish.user_id), ("capacity", &wish.capacity)]);
            view(&ask, &id, &kept, notes).await?.answer(&ask)
        }
    }
}

/// Options of a panel's items or reviewers.
pub fn options<'a>(pairs: impl Iterator<Item = (&'a str, String)>) -> Vec<Choice> {
    pairs.map(|(id, label)| Choice::new(id, &label, "")).collect()
}
