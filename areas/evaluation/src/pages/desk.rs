//! The desk of a panel: who reads what, changes by hand, closing, and the marks with the severity of readers.

use axum::{Form, extract::Path};
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use serde::Deserialize;
use web::{
    Ask, Phrase, Reply,
    kit::{Block, FormBlock, Input, boxed},
    listing::{Entry, List, Value},
};

use super::{
    panels::{href, options},
    shared::{Names, page_of, tone},
};
use crate::{
    actions::{self, panels::Desk},
    model::{Panel, missing},
    store,
};

/// Code of an item.
fn code(desk: &Desk, id: &str) -> String {
    desk.items.iter().find(|one| one.id == id).map(|one| one.code.clone()).unwrap_or_default()
}

/// Name of a reviewer.
fn reader(ask: &Ask, desk: &Desk, names: &Names, id: &str) -> String {
    let one = desk.reviewers.iter().find(|one| one.id == id);
    one.map(|one| names.person(ask, Some(one.user_id.as_str()))).unwrap_or_default()
}

/// Who reads what.
pub fn assignment_rows(ask: &Ask, desk: &Desk, names: &Names) -> Block {
    let row = |one: &crate::model::Assignment| {
        vec![
            Entry::from(code(desk, &one.item_id)),
            Entry::from(reader(ask, desk, names, &one.reviewer_id)),
            Entry::from(ask.t(&format!("evaluation-way-{}", one.way))),
            Entry::badge(ask.t(&format!("evaluation-review-{}", one.state)), tone(&one.state)),
        ]
    };
    let columns = vec![
        ("code", "evaluation-f-code", Kind::Text),
        ("reader", "evaluation-f-reviewer", Kind::Text),
        ("way", "evaluation-f-way", Kind::Text),
        ("state", "evaluation-f-state", Kind::Text),
    ];
    let list = List::new(ask, "", "evaluation-assignments", "evaluation-assignments-title", columns);
    list.none(ask.t("evaluation-assignments-none"))
        .rows(desk.assignments.iter().map(row).collect())
        .plain(ask)
}

/// Forms that change who reads what, and that close the panel.
pub fn hand_form(ask: &Ask, desk: &Desk, names: &Names) -> Vec<Block> {
    let at = href(&desk.panel.id);
    let items = options(desk.items.iter().map(|one| (one.id.as_str(), one.code.clone())));
    let people = |one: &crate::model::Reviewer| names.person(ask, Some(one.user_id.as_str()));
    let readers = options(desk.reviewers.iter().map(|one| (one.id.as_str(), people(one))));
    if items.is_empty() || readers.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Form(
        FormBlock::new(
            ask.t("evaluation-hand-title"),
            format!("{at}/assignments"),
            ask.t("evaluation-hand-do"),
        )
        .with([
            Input::select("item_id", ask.t("evaluation-f-code"), items).needed(),
            Input::select("reviewer_id", ask.t("evaluation-f-reviewer"), readers).needed(),
        ]),
    )];
    for one in desk.assignments.iter().filter(|one| one.state == "open") {
        let label = format!("{} · {}", code(desk, &one.item_id), reader(ask, desk, names, &one.reviewer_id));
        let said = Phrase::new("evaluation-remove-do").with("what", label);
        let action = format!("/evaluation/assignments/{}/remove", one.id);
        blocks.push(Block::Form(FormBlock::new(String::new(), action, ask.say(&said))));
    }
    if desk.panel.state == "reading" {
        let form = FormBlock::new(
            ask.t("evaluation-panel-close"),
            format!("{at}/close"),
            ask.t("evaluation-panel-close-do"),
        );
        blocks.push(Block::Form(form.lead(ask.t("evaluation-panel-close-lead"))));
    }
    blocks
}

/// `POST /evaluation/panels/{id}/assign`
pub async fn assign(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let count = actions::panels::assign_fairly(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&href(&id), &Phrase::new("evaluation-said-assigned").with("count", count as i64))
}

/// A pair to be made by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Pairing {
    item_id: String,
    reviewer_id: String,
}

/// `POST /evaluation/panels/{id}/assignments`
pub async fn by_hand(ask: Ask, Path(id): Path<String>, Form(wish): Form<Pairing>) -> Reply {
    let mut work = ask.work().await?;
    actions::panels::assign_by_hand(&mut work, &id, &wish.item_id, &wish.reviewer_id).await?;
    work.commit().await?;
    ask.see_saying(&href(&id), &Phrase::new("evaluation-said-added"))
}

/// `POST /evaluation/assignments/{id}/remove`
pub async fn remove(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let panel = actions::panels::remove_assignment(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&href(&panel), &Phrase::new("evaluation-said-removed"))
}

/// `POST /evaluation/panels/{id}/close`
pub async fn close(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::panels::close_panel(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&format!("{}/marks", href(&id)), &Phrase::new("evaluation-said-panel-closed"))
}

/// Marks of items with both orders, and how severe each reader is.
async fn marked(ask: &Ask, tx: &mut Tx, id: &str) -> Result<(Panel, List, List), Problem> {
    let panel = store::panels::panel(tx, id).await?.ok_or_else(missing)?;
    let found = actions::panels::adjusted(tx, &panel).await?.unwrap_or_default();
    let names = Names::load(tx).await?;
    let desk = actions::panels::desk(tx, panel.clone(), ask.today()).await?;
    let shown = panel.state == "closed";
    let place = |all: &std::collections::BTreeMap<String, i64>, mark: Option<i64>| {
        mark.map(|mark| 1 + all.values().filter(|other| **other > mark).count() as i64)
    };
    let row = |one: &crate::model::Item| {
        let agency = match &one.agency_id {
            None => ask.t("evaluation-calibration"),
            Some(id) if shown => names.agency(id.as_str()),
            Some(_) => ask.t("evaluation-hidden"),
        };
        let (raw, fair) = (found.raw.get(&one.id).copied(), found.items.get(&one.id).copied());
        vec![
            Entry::from(one.code.clone()),
            Entry::from(agency),
            Entry::from(Value::fixed(raw, 2, "")),
            Entry::from(Value::whole(place(&found.raw, raw), "")),
            Entry::from(Value::fixed(fair, 2, "")),
            Entry::from(Value::whole(place(&found.items, fair), "")),
        ]
    };
    let columns = vec![
        ("code", "evaluation-f-code", Kind::Text),
        ("agency", "evaluation-f-agency", Kind::Text),
        ("raw", "evaluation-f-raw-mark", Kind::Rate { digits: 2 }),
        ("raw_place", "evaluation-f-raw-place", Kind::Whole),
        ("adjusted", "evaluation-f-adjusted-mark", Kind::Rate { digits: 2 }),
        ("adjusted_place", "evaluation-f-adjusted-place", Kind::Whole),
    ];
    let path = format!("{}/marks", href(id));
    let items = List::new(ask, &path, "evaluation-marks", "evaluation-marks-title", columns)
        .rows(desk.items.iter().map(row).collect())
        .sample(panel.sample);
    let severity = |one: &crate::model::Reviewer| {
        vec![
            Entry::from(names.person(ask, Some(one.user_id.as_str()))),
            Entry::from(Value::fixed(found.readers.get(&one.id).copied(), 2, "")),
        ]
    };
    let columns = vec![
        ("reader", "evaluation-f-reviewer", Kind::Text),
        ("severity", "evaluation-f-severity", Kind::Rate { digits: 2 }),
    ];
    let readers = List::new(ask, "", "evaluation-severity", "evaluation-severity-title", columns)
        .rows(desk.reviewers.iter().map(severity).collect());
    Ok((panel, items, readers))
}

/// `GET /evaluation/panels/{id}/marks`
pub async fn marks(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let (panel, items, readers) = marked(&ask, &mut tx, &id).await?;
    let mut page = page_of(&ask, panel.title.clone(), "/evaluation/panels")
        .lead(ask.t("evaluation-marks-lead"))
        .tool(ask.t("evaluation-panel-back"), href(&id))
        .sample(panel.sample);
    if panel.state != "closed" {
        let (words, next) = (ask.t("evaluation-marks-open"), ask.t("evaluation-marks-open.next"));
        page = page.block(boxed("info", words, next));
    }
    page.block(items.block(&ask)).block(readers.plain(&ask)).answer(&ask)
}

/// `GET /evaluation/panels/{id}/marks.csv`
pub async fn marks_csv(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    marked(&ask, &mut tx, &id).await?.1.csv(&ask)
}

/// `GET /evaluation/panels/{id}/marks.xlsx`
pub async fn marks_xlsx(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    marked(&ask, &mut tx, &id).await?.1.xlsx(&ask)
}
