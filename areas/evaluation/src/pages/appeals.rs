//! Appeals: the list, one appeal with its papers, who decides, and the decision.

use axum::{
    Form,
    extract::{Multipart, Path},
};
use base::{AgencyId, Problem, UserId};
use db::Tx;
use documents::workbook::Kind;
use serde::Deserialize;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Badge, Block, Button, FormBlock, Input, Page, at_fields, linked, pair},
    listing::{Entry, List},
};

use super::{
    book::{self, Book},
    rounds::href,
    shared::{self, Names},
};
use crate::{
    actions::{
        self,
        appeals::{DecideAppeal, FileAppeal},
    },
    model::{Appeal, missing},
    store,
};

/// An appeal as it was typed, with the sentences at its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileForm {
    /// What was typed.
    pub wish: FileAppeal,
    /// Sentences at fields.
    pub notes: Notes,
}

/// Appeals as a list: of one agency or all, of one round or all.
pub async fn appeal_rows(
    ask: &Ask,
    tx: &mut Tx,
    agency: Option<&AgencyId>,
    round: Option<&str>,
) -> Result<List, Problem> {
    let names = Names::load(tx).await?;
    let all = store::appeals::appeals(tx, agency).await?;
    let row = |one: Appeal| {
        let about = if one.indicator.is_empty() {
            ask.t("evaluation-whole-result")
        } else {
            shared::indicator_name(ask, &one.indicator)
        };
        vec![
            Entry::link(one.receipt.clone(), format!("/evaluation/appeals/{}", one.id)),
            Entry::from(names.agency(one.agency_id.as_str())),
            Entry::from(about),
            Entry::from(base::seoul_day(one.filed_at)),
            Entry::from(one.due_on),
            Entry::badge(ask.t(&format!("evaluation-appeal-{}", one.state)), shared::tone(&one.state)),
        ]
    };
    let wanted = all.into_iter().filter(|one| round.is_none_or(|round| one.round_id == round));
    let wanted: Vec<Appeal> = wanted.collect();
    let sample = wanted.iter().any(|one| one.sample);
    let columns = vec![
        ("receipt", "evaluation-f-receipt", Kind::Text),
        ("agency", "evaluation-f-agency", Kind::Text),
        ("about", "evaluation-f-about", Kind::Text),
        ("filed", "evaluation-f-filed", Kind::Date),
        ("due", "evaluation-f-due", Kind::Date),
        ("state", "evaluation-f-state", Kind::Text),
    ];
    let list =
        List::new(ask, "/evaluation/appeals", "evaluation-appeals", "evaluation-appeals-title", columns);
    Ok(list.none(ask.t("evaluation-appeals-none")).rows(wanted.into_iter().map(row).collect()).sample(sample))
}

/// The list that the visitor may see.
async fn seen(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    if ask.actor.agency.is_none() {
        ask.actor.must("evaluation.all")?;
    }
    appeal_rows(ask, tx, ask.actor.agency.as_ref(), None).await
}

/// `GET /evaluation/appeals`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let list = seen(&ask, &mut tx).await?;
    shared::page_of(&ask, ask.t("evaluation-appeals-title"), "/evaluation/appeals")
        .lead(ask.t("evaluation-appeals-lead"))
        .block(list.block(&ask))
        .answer(&ask)
}

/// `GET /evaluation/appeals.csv`
pub async fn csv(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    seen(&ask, &mut tx).await?.csv(&ask)
}

/// `GET /evaluation/appeals.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    seen(&ask, &mut tx).await?.xlsx(&ask)
}

/// The form of an appeal in the book of its agency.
pub fn appeal_form(ask: &Ask, book: &Book, form: &FileForm) -> Block {
    let all = shared::indicator_choices(ask, &form.wish.indicator);
    let known = |choice: &web::kit::Choice| book.values.iter().any(|one| one.indicator == choice.value);
    let choices = all.into_iter().filter(known).collect();
    let until = book.round.appeal_until_on.map(|until| until.to_string()).unwrap_or_default();
    let lead = ask.say(&Phrase::new("evaluation-appeal-lead").with("until", until));
    let block = FormBlock::new(
        ask.t("evaluation-appeal-title"),
        format!("{}/appeals", book.href()),
        ask.t("evaluation-appeal-do"),
    );
    Block::Form(
        block.lead(lead).sends_file().with([
            Input::select("indicator", ask.t("evaluation-f-about"), choices)
                .first(ask.t("evaluation-whole-result")),
            Input::new("area", "text", ask.t("evaluation-f-text"), &form.wish.text).needed(),
            Input::new("file", "file", ask.t("evaluation-f-file"), "").help(ask.t("evaluation-f-file.hint")),
        ]),
    )
}

/// `POST /evaluation/rounds/{id}/agencies/{agency}/appeals`
pub async fn file(ask: Ask, Path((id, agency)): Path<(String, String)>, form: Multipart) -> Reply {
    let (sent, attached) = shared::upload(form).await?;
    let wish = FileAppeal { indicator: sent.get("indicator").to_owned(), text: sent.get("text").to_owned() };
    let mut work = ask.work().await?;
    let of = AgencyId::from(agency.as_str());
    match actions::appeals::file_appeal(&mut work, &id, &of, &wish).await {
        Ok(made) => {
            if attached.is_there() {
                actions::files::keep(&mut work, &format!("evaluation-appeal:{made}"), &attached).await?;
            }
            let receipt = store::appeals::appeal(&mut work.tx, &made).await?.ok_or_else(missing)?.receipt;
            work.commit().await?;
            let said = Phrase::new("evaluation-said-appeal").with("receipt", receipt);
            ask.see_saying(&format!("/evaluation/appeals/{made}"), &said)
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            book::view(&ask, (&id, &agency), FileForm { wish, notes }).await?.answer(&ask)
        }
    }
}

/// What is known of an appeal.
fn facts(ask: &Ask, one: &Appeal, names: &Names) -> Block {
    let about = if one.indicator.is_empty() {
        ask.t("evaluation-whole-result")
    } else {
        shared::indicator_name(ask, &one.indicator)
    };
    let result = format!("{}/agencies/{}", href(&one.round_id), one.agency_id);
    let mut pairs = vec![
        pair(ask.t("evaluation-f-receipt"), &one.receipt),
        linked(ask.t("evaluation-f-agency"), names.agency(one.agency_id.as_str()), result),
        pair(ask.t("evaluation-f-about"), about),
        pair(ask.t("evaluation-f-filed"), base::seoul_day(one.filed_at)),
        pair(ask.t("evaluation-f-due"), one.due_on),
    ];
    if let Some(officer) = &one.officer_id {
        pairs.push(pair(ask.t("evaluation-f-officer"), names.person(ask, Some(officer.as_str()))));
    }
    if let Some(at) = one.decided_at {
        pairs.push(pair(ask.t("evaluation-f-decided"), base::seoul_day(at)));
    }
    Block::Facts(pairs)
}

/// The form that names who decides.
async fn officer_form(ask: &Ask, tx: &mut Tx, one: &Appeal) -> Result<Block, Problem> {
    let now = one.officer_id.as_ref().map(UserId::to_string).unwrap_or_default();
    let choices = shared::officers(tx, &["director", "team-lead", "centre-staff"], &now).await?;
    let form = FormBlock::new(
        ask.t("evaluation-officer-title"),
        format!("/evaluation/appeals/{}/officer", one.id),
        ask.t("evaluation-officer-do"),
    );
    Ok(Block::Form(form.lead(ask.t("evaluation-officer-lead")).with([
        Input::hidden("version", one.version),
        Input::select("officer_id", ask.t("evaluation-f-officer"), choices).needed(),
    ])))
}

/// The form of the decision.
fn decision_form(ask: &Ask, one: &Appeal, wish: &DecideAppeal) -> Block {
    let indicator = if wish.indicator.is_empty() { &one.indicator } else { &wish.indicator };
    let form = FormBlock::new(
        ask.t("evaluation-decision-title"),
        format!("/evaluation/appeals/{}/decision", one.id),
        String::new(),
    );
    let button = |key: &str, now: &'static str| Button { label: ask.t(key), key: "outcome", now };
    Block::Form(
        form.lead(ask.t("evaluation-decision-lead"))
            .with([
                Input::hidden("version", one.version),
                Input::new("area", "decision", ask.t("evaluation-f-decision"), &wish.decision).needed(),
                Input::select(
                    "indicator",
                    ask.t("evaluation-f-corrected"),
                    shared::indicator_choices(ask, indicator),
                )
                .first(ask.t("evaluation-none-chosen")),
                Input::new("text", "value", ask.t("evaluation-f-corrected-value"), &wish.value)
                    .help(ask.t("evaluation-f-corrected-value.hint")),
            ])
            .buttons([button("evaluation-accept", "accepted"), button("evaluation-reject", "rejected")]),
    )
}

async fn view(ask: &Ask, id: &str, wish: DecideAppeal, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let one = store::appeals::appeal(&mut tx, id).await?.ok_or_else(missing)?;
    shared::must_see(ask, &one.agency_id)?;
    let names = Names::load(&mut tx).await?;
    let word = ask.t(&format!("evaluation-appeal-{}", one.state));
    let mut page = shared::page_of(ask, one.receipt.clone(), "/evaluation/appeals")
        .sample(one.sample)
        .block(Block::State(Badge { words: word, tone: shared::tone(&one.state), after: String::new() }))
        .block(facts(ask, &one, &names))
        .block(Block::Heading(ask.t("evaluation-f-text")))
        .block(Block::Text(one.text.clone()))
        .maybe(shared::file_lines(ask, &mut tx, &format!("evaluation-appeal:{id}")).await?);
    if !one.decision.is_empty() {
        page = page
            .block(Block::Heading(ask.t("evaluation-f-decision")))
            .block(Block::Text(one.decision.clone()));
    }
    if one.is_open() && ask.actor.may("evaluation.judge") {
        page = page.block(officer_form(ask, &mut tx, &one).await?);
        if one.officer_id.as_ref() == Some(&ask.actor.id) {
            page = page.block(decision_form(ask, &one, &wish));
        }
    }
    Ok(page.block(Block::Print).noted(notes))
}

/// `GET /evaluation/appeals/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    view(&ask, &id, DecideAppeal::default(), Notes::default()).await?.answer(&ask)
}

/// Who decides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Assign {
    officer_id: String,
    version: i64,
}

/// `POST /evaluation/appeals/{id}/officer`
pub async fn assign(ask: Ask, Path(id): Path<String>, Form(wish): Form<Assign>) -> Reply {
    let mut work = ask.work().await?;
    let officer = UserId::from(wish.officer_id.as_str());
    match actions::appeals::assign_appeal(&mut work, &id, &officer, wish.version).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/evaluation/appeals/{id}"), &Phrase::new("evaluation-said-officer"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            view(&ask, &id, DecideAppeal::default(), notes).await?.answer(&ask)
        }
    }
}

/// `POST /evaluation/appeals/{id}/decision`
pub async fn decide(ask: Ask, Path(id): Path<String>, Form(wish): Form<DecideAppeal>) -> Reply {
    let mut work = ask.work().await?;
    let before = store::appeals::appeal(&mut work.tx, &id).await?.ok_or_else(missing)?;
    let outcome = if wish.outcome == "accepted" { "accepted" } else { "rejected" };
    let args = [
        ("receipt", before.receipt),
        ("outcome", ask.t(&format!("evaluation-appeal-{outcome}"))),
        ("reason", wish.decision.trim().to_owned()),
    ];
    let letter = shared::letter(&ask, "evaluation-letter-appeal", &args);
    match actions::appeals::decide_appeal(&mut work, &id, &wish, &letter).await {
        Ok(one) => {
            work.commit().await?;
            let said = Phrase::new(format!("evaluation-said-{}", one.state));
            ask.see_saying(&format!("/evaluation/appeals/{id}"), &said)
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            view(&ask, &id, wish, notes).await?.answer(&ask)
        }
    }
}
