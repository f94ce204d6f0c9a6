//! Reviews: what I have to read, reading one item blind, and saying that a tie is there.

use axum::{Form, extract::Path};
use base::{AgencyId, Problem};
use db::Tx;
use documents::workbook::Kind;
use serde::Deserialize;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, FormBlock, Input, Page, Sent, at_fields},
    listing::{Entry, List},
};

use super::{
    panels::rubric,
    shared::{self, Names, tone},
};
use crate::{
    actions::{self, reviews::Answer},
    model::{Assignment, Criterion, Item, Panel, Refused, missing},
    store,
};

/// What an assignment reads: the panel and the item.
pub async fn item(tx: &mut Tx, one: &Assignment) -> Result<(Panel, Item), Problem> {
    let panel = store::panels::panel(tx, &one.panel_id).await?.ok_or_else(missing)?;
    let items = store::panels::items(tx, &one.panel_id).await?;
    let item = items.into_iter().find(|item| item.id == one.item_id).ok_or_else(missing)?;
    Ok((panel, item))
}

async fn overview(ask: &Ask, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let mut rows = Vec::new();
    for one in store::panels::assignments_of(&mut tx, &ask.actor.id).await? {
        let (panel, item) = item(&mut tx, &one).await?;
        let code = Entry::link(item.code, format!("/evaluation/reviews/{}", one.id));
        let state = Entry::badge(ask.t(&format!("evaluation-review-{}", one.state)), tone(&one.state));
        rows.push(vec![code, Entry::from(panel.title), state]);
    }
    let columns = vec![
        ("code", "evaluation-f-code", Kind::Text),
        ("panel", "evaluation-f-panel", Kind::Text),
        ("state", "evaluation-f-state", Kind::Text),
    ];
    let list = List::new(ask, "", "evaluation-reviews", "evaluation-reviews-title", columns);
    let list = list.none(ask.t("evaluation-reviews-none")).rows(rows);
    let names = Names::load(&mut tx).await?;
    let kinds = shared::word_choices(ask, "web-tie", &register::ties::KINDS, "");
    let form =
        FormBlock::new(ask.t("evaluation-tie-title"), "/evaluation/ties".into(), ask.t("evaluation-tie-do"));
    let form = form.lead(ask.t("evaluation-tie-lead")).with([
        Input::select("agency_id", ask.t("evaluation-f-agency"), names.agency_choices("")).needed(),
        Input::select("kind", ask.t("evaluation-f-tie"), kinds).needed(),
    ]);
    Ok(shared::page_of(ask, ask.t("evaluation-reviews-title"), "/evaluation/reviews")
        .lead(ask.t("evaluation-reviews-lead"))
        .block(list.plain(ask))
        .block(Block::Form(form))
        .noted(notes))
}

/// `GET /evaluation/reviews`
pub async fn list(ask: Ask) -> Reply {
    overview(&ask, Notes::default()).await?.answer(&ask)
}

/// A tie to an agency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Declare {
    agency_id: String,
    kind: String,
}

/// `POST /evaluation/ties`
pub async fn declare(ask: Ask, Form(wish): Form<Declare>) -> Reply {
    let mut work = ask.work().await?;
    let agency = AgencyId::from(wish.agency_id.as_str());
    match actions::reviews::declare_tie(&mut work, &agency, &wish.kind).await {
        Ok(freed) => {
            work.commit().await?;
            let said = Phrase::new("evaluation-said-tie").with("count", freed as i64);
            ask.see_saying("/evaluation/reviews", &said)
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            overview(&ask, notes).await?.answer(&ask)
        }
    }
}

/// The choices of one criterion: every point, and leaving it out.
fn criterion_input(ask: &Ask, one: &Criterion, now: &str) -> Input {
    let said = Phrase::new("evaluation-criterion-points")
        .with("title", one.title.clone())
        .with("points", one.points);
    let anchors = Phrase::new("evaluation-criterion-anchors")
        .with("low", one.low_anchor.clone())
        .with("middle", one.middle_anchor.clone())
        .with("high", one.high_anchor.clone())
        .with("points", one.points);
    let mut choices: Vec<web::kit::Choice> = (0..=one.points)
        .map(|points| web::kit::Choice::new(&points.to_string(), &points.to_string(), now))
        .collect();
    choices.push(web::kit::Choice::new("abstain", &ask.t("evaluation-abstain"), now));
    Input::select(&format!("c-{}", one.id), ask.say(&said), choices)
        .help(ask.say(&anchors))
        .first(ask.t("evaluation-none-chosen"))
        .needed()
}

/// One review of the reader who asks.
async fn view(ask: &Ask, id: &str, sent: Option<&Sent>, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let own = store::panels::assignments_of(&mut tx, &ask.actor.id).await?;
    let one =
        own.into_iter().find(|one| one.id == id).ok_or_else(|| Problem::from(Refused::NotYourReview))?;
    let (panel, item) = item(&mut tx, &one).await?;
    let criteria = store::panels::criteria(&mut tx, &panel.id).await?;
    let marks = store::panels::marks(&mut tx, &panel.id).await?;
    let kept = |criterion: &Criterion| {
        let of = marks.iter().find(|mark| mark.assignment_id == one.id && mark.criterion_id == criterion.id);
        of.map(|mark| mark.points.map_or_else(|| "abstain".into(), |points| points.to_string()))
            .unwrap_or_default()
    };
    let now = |criterion: &Criterion| -> String {
        let field = format!("c-{}", criterion.id);
        sent.map_or_else(|| kept(criterion), |sent| sent.get(&field).to_owned())
    };
    let note = sent.map_or(one.note.as_str(), |sent| sent.get("note"));
    let action = format!("/evaluation/reviews/{id}");
    let form = FormBlock::new(ask.t("evaluation-review-title"), action, ask.t("evaluation-review-do"))
        .lead(ask.t("evaluation-review-lead"))
        .back("/evaluation/reviews")
        .with([Input::hidden("version", one.version)])
        .with(criteria.iter().map(|criterion| criterion_input(ask, criterion, &now(criterion))))
        .with([Input::new("area", "note", ask.t("evaluation-f-review-note"), note)]);
    let mut page = shared::page_of(ask, item.code.clone(), "/evaluation/reviews")
        .lead(panel.title.clone())
        .sample(panel.sample)
        .block(Block::Text(item.text.clone()))
        .maybe(shared::file_lines(ask, &mut tx, &format!("evaluation-item:{}", item.id)).await?)
        .block(rubric(ask, &criteria));
    if panel.state == "reading" {
        page = page.block(Block::Form(form));
    }
    Ok(page.noted(notes))
}

/// `GET /evaluation/reviews/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    view(&ask, &id, None, Notes::default()).await?.answer(&ask)
}

/// `POST /evaluation/reviews/{id}`
pub async fn save(ask: Ask, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> Reply {
    let sent = Sent(pairs);
    let answer = |(name, value): &(String, String)| {
        name.strip_prefix("c-").map(|criterion| (criterion.to_owned(), value.clone()))
    };
    let answers: Vec<Answer> = sent.0.iter().filter_map(answer).collect();
    let version = sent.get("version").parse().unwrap_or(0);
    let mut work = ask.work().await?;
    let kept = actions::reviews::save_review(&mut work, &id, &answers, (sent.get("note"), version));
    match kept.await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying("/evaluation/reviews", &Phrase::new("evaluation-said-review"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            view(&ask, &id, Some(&sent), notes).await?.answer(&ask)
        }
    }
}
