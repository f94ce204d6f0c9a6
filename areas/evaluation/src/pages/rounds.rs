//! Rounds: their list, one round with what can be done next.

use axum::{Form, extract::Path};
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use serde::Deserialize;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Badge, Block, Choice, FormBlock, Input, Link, Page, at_fields, boxed, linked, pair},
    listing::{Entry, List, Value},
};

use super::shared::{self, Names};
use crate::{
    actions::{self, rounds::NewRound, rounds::VARIANTS},
    model::{Check, LINE, Round, missing},
    store,
};

/// The address of a round.
pub fn href(id: &str) -> String {
    format!("/evaluation/rounds/{id}")
}

/// The views of a round.
pub fn views(ask: &Ask, id: &str, here: &str) -> Vec<Link> {
    let all = [
        ("evaluation-view-summary", ""),
        ("evaluation-view-ranking", "/ranking"),
        ("evaluation-view-sensitivity", "/sensitivity"),
        ("evaluation-view-again", "/again"),
    ];
    let view = |(key, below): &(&str, &str)| Link {
        label: ask.t(key),
        href: format!("{}{below}", href(id)),
        here: *below == here,
    };
    if ask.actor.may("evaluation.all") { all.iter().map(view).collect() } else { Vec::new() }
}

/// The list of rounds; an agency's lead to its own book.
async fn rows(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let own = ask.actor.agency.clone();
    let mut rows = Vec::new();
    let mut sample = false;
    for round in store::rounds::rounds(tx).await? {
        if own.is_some() && !round.is_sent() {
            continue;
        }
        sample |= round.sample;
        let to = own
            .as_ref()
            .map_or_else(|| href(&round.id), |agency| format!("{}/agencies/{agency}", href(&round.id)));
        rows.push(vec![
            Entry::from(Value::Text(round.year.to_string())),
            Entry::link(round.title.clone(), to),
            Entry::badge(ask.t(&format!("evaluation-state-{}", round.state)), shared::tone(&round.state)),
            Entry::from(round.until_on),
            Entry::from(round.appeal_until_on),
        ]);
    }
    let columns = vec![
        ("year", "evaluation-f-year", Kind::Text),
        ("title", "evaluation-f-title", Kind::Text),
        ("state", "evaluation-f-state", Kind::Text),
        ("until", "evaluation-f-until", Kind::Date),
        ("appeals", "evaluation-f-appeal-until", Kind::Date),
    ];
    let list = List::new(ask, "/evaluation/rounds", "evaluation-rounds", "evaluation-rounds-title", columns);
    Ok(list.on_page("/evaluation").none(ask.t("evaluation-rounds-none")).rows(rows).sample(sample))
}

/// What is typed to begin a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Begin {
    title: String,
    scheme_id: String,
    variants: String,
}

/// The form that begins a round.
async fn begin_form(ask: &Ask, tx: &mut Tx, wish: &Begin) -> Result<Block, Problem> {
    let schemes = store::schemes::schemes(tx).await?;
    let usable = schemes.iter().filter(|one| matches!(one.state.as_str(), "published" | "frozen"));
    let choice = |one: &crate::model::SchemeRow| {
        let label = format!("{} {} ({})", one.title, one.number, one.year.unwrap_or_default());
        Choice::new(&one.id, &label, &wish.scheme_id)
    };
    let choices: Vec<Choice> = usable.map(choice).collect();
    if choices.is_empty() {
        let (words, next) = (ask.t("evaluation-begin-none"), ask.t("evaluation-begin-none.next"));
        return Ok(boxed("info", words, next));
    }
    let form = FormBlock::new(
        ask.t("evaluation-begin-title"),
        "/evaluation/rounds".into(),
        ask.t("evaluation-begin-do"),
    );
    Ok(Block::Form(
        form.lead(ask.t("evaluation-begin-lead")).with([
            Input::new("text", "title", ask.t("evaluation-f-title"), &wish.title).needed(),
            Input::select("scheme_id", ask.t("evaluation-f-scheme"), choices).needed(),
            Input::new("number", "variants", ask.t("evaluation-f-variants"), &wish.variants)
                .help(ask.t("evaluation-f-variants.hint")),
        ]),
    ))
}

async fn overview(ask: &Ask, wish: &Begin, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let list = rows(ask, &mut tx).await?;
    let mut page =
        shared::page_of(ask, ask.t("evaluation-menu"), "/evaluation").lead(ask.t("evaluation-lead"));
    page = page.block(list.block(ask));
    if ask.actor.may("evaluation.edit") {
        page = page.block(begin_form(ask, &mut tx, wish).await?);
    }
    Ok(page.noted(notes))
}

/// `GET /evaluation`
pub async fn list(ask: Ask) -> Reply {
    let wish = Begin { variants: VARIANTS.to_string(), ..Begin::default() };
    overview(&ask, &wish, Notes::default()).await?.answer(&ask)
}

/// `GET /evaluation/rounds.csv`
pub async fn csv(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.csv(&ask)
}

/// `GET /evaluation/rounds.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.xlsx(&ask)
}

/// Reads what is typed to begin a round.
fn parsed(wish: &Begin) -> Result<NewRound, Problem> {
    let mut check = Check::default();
    let new = NewRound {
        scheme_id: check.text("scheme_id", &wish.scheme_id, LINE),
        title: check.text("title", &wish.title, LINE),
        variants: check.number("variants", &wish.variants, 0, 10_000),
        sample: false,
    };
    check.done()?;
    Ok(new)
}

/// `POST /evaluation/rounds`
pub async fn create(ask: Ask, Form(wish): Form<Begin>) -> Reply {
    let mut work = ask.work().await?;
    let done = match parsed(&wish) {
        Ok(new) => actions::rounds::begin_round(&mut work, &new).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(id) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-round"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            overview(&ask, &wish, notes).await?.answer(&ask)
        }
    }
}

/// What is known of a round.
fn facts(ask: &Ask, round: &Round, names: &Names, scheme: &str) -> Block {
    let own = ask.actor.agency.is_some();
    let who = |id: &Option<String>| if own { String::new() } else { names.person(ask, id.as_deref()) };
    let moment = |at: Option<jiff::Timestamp>, by: String| {
        let at = at.map(|at| base::seoul_day(at).to_string()).unwrap_or_default();
        if by.is_empty() { at } else { format!("{at} · {by}") }
    };
    let mut pairs = vec![
        pair(ask.t("evaluation-f-year"), round.year),
        linked(ask.t("evaluation-f-scheme"), scheme, format!("/evaluation/schemes/{}", round.scheme_id)),
        pair(ask.t("evaluation-f-hash"), &round.scheme_hash),
        pair(ask.t("evaluation-f-days"), format!("{} – {}", round.from_on, round.until_on)),
        pair(ask.t("evaluation-f-computed"), moment(round.computed_at, who(&round.computed_by))),
        pair(ask.t("evaluation-f-sent"), moment(round.published_at, who(&round.published_by))),
    ];
    if let Some(until) = round.appeal_until_on {
        pairs.push(pair(ask.t("evaluation-f-appeal-until"), until));
    }
    if !round.closing.is_empty() {
        pairs.push(pair(ask.t("evaluation-f-closing"), &round.closing));
    }
    if round.final_at.is_some() {
        pairs.push(pair(ask.t("evaluation-f-final"), moment(round.final_at, who(&round.final_by))));
    }
    if round.run > 0 && !own {
        pairs.push(pair(ask.t("evaluation-f-run"), round.run));
        pairs.push(pair(ask.t("evaluation-f-outcome-hash"), &round.outcome_hash));
        pairs.push(pair(ask.t("evaluation-f-rewards"), Value::Won(round.rewards_won).words()));
    }
    Block::Facts(pairs.into_iter().filter(|one| !one.value.is_empty()).collect())
}

/// What can be done with a round in its state.
fn next_steps(ask: &Ask, round: &Round, waiting: usize) -> Vec<Block> {
    let at = href(&round.id);
    let may = |right: &str| ask.actor.may(right);
    let mut blocks = Vec::new();
    let form = |title: &str, below: &str, button: &str| {
        FormBlock::new(ask.t(title), format!("{at}{below}"), ask.t(button))
    };
    if matches!(round.state.as_str(), "draft" | "computed") && may("evaluation.edit") {
        let lead = ask.t("evaluation-compute-lead");
        blocks.push(Block::Form(
            form("evaluation-compute-title", "/compute", "evaluation-compute-do").lead(lead),
        ));
    }
    if round.state == "computed" && may("evaluation.publish") {
        let lead = ask.t("evaluation-send-lead");
        blocks.push(Block::Form(form("evaluation-send-title", "/send", "evaluation-send-do").lead(lead)));
    }
    if round.state == "provisional" && may("evaluation.confirm") {
        let closing = Input::new("area", "closing", ask.t("evaluation-f-closing"), "")
            .help(ask.t("evaluation-f-closing.hint"));
        blocks.push(Block::Form(
            form("evaluation-close-title", "/close", "evaluation-close-do")
                .lead(ask.t("evaluation-close-lead"))
                .with([closing]),
        ));
    }
    if round.state == "decided" {
        if waiting > 0 {
            let said = Phrase::new("evaluation-confirm-waiting").with("count", waiting as i64);
            blocks.push(boxed("info", ask.say(&said), ask.t("evaluation-confirm-waiting.next")));
        } else if may("evaluation.confirm") {
            blocks.push(Block::Form(form("evaluation-finish-title", "/finish", "evaluation-finish-do")));
        }
    }
    blocks
}

/// `GET /evaluation/rounds/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let round = store::rounds::round(&mut tx, &id).await?.ok_or_else(missing)?;
    if let Some(agency) = &ask.actor.agency {
        return ask.see(&format!("{}/agencies/{agency}", href(&id)));
    }
    let names = Names::load(&mut tx).await?;
    let scheme = store::schemes::scheme(&mut tx, &round.scheme_id).await?.ok_or_else(missing)?;
    let confirmed = store::results::confirmations(&mut tx, &id).await?.len();
    let scores = store::results::scores(&mut tx, &round).await?;
    let appeals = store::appeals::appeals_of(&mut tx, &id).await?;
    let title = format!("{} {}", scheme.title, scheme.number);
    let word = ask.t(&format!("evaluation-state-{}", round.state));
    let state = Badge { words: word, tone: shared::tone(&round.state), after: String::new() };
    let mut page = shared::page_of(&ask, round.title.clone(), "/evaluation")
        .views(views(&ask, &id, ""))
        .sample(round.sample)
        .block(Block::State(state))
        .block(facts(&ask, &round, &names, &title));
    if ask.actor.may("evaluation.all") {
        let told = shared::reasons(&ask, &names, &round.reasons);
        page = page.maybe((!told.is_empty()).then_some(Block::Lines(told)));
        page = page.block(Block::Facts(vec![
            linked(ask.t("evaluation-f-evaluated"), scores.len(), format!("{}/ranking", href(&id))),
            linked(ask.t("evaluation-appeals-title"), appeals.len(), "/evaluation/appeals"),
            pair(ask.t("evaluation-f-confirmed"), confirmed),
        ]));
    }
    page.blocks(next_steps(&ask, &round, scores.len().saturating_sub(confirmed))).answer(&ask)
}

/// `POST /evaluation/rounds/{id}/compute`
pub async fn compute(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    if let Err(problem) = actions::rounds::compute_round(&mut work, &id).await {
        drop(work);
        return Err(shared::named(&ask, problem).await.into());
    }
    work.commit().await?;
    ask.see_saying(&format!("{}/ranking", href(&id)), &Phrase::new("evaluation-said-computed"))
}

/// `POST /evaluation/rounds/{id}/send`
pub async fn send(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let round = store::rounds::round(&mut work.tx, &id).await?.ok_or_else(missing)?;
    let calendar = register::workdays::calendar(&mut work.tx).await?;
    let until = calendar.add(work.today, crate::guideline::INDICATORS.terms.appeal_working_days);
    let args = [("title", round.title), ("year", round.year.to_string()), ("until", until.to_string())];
    let letter = shared::letter(&ask, "evaluation-letter-result", &args);
    let until = actions::rounds::publish_round(&mut work, &id, &letter).await?;
    work.commit().await?;
    ask.see_saying(&href(&id), &Phrase::new("evaluation-said-sent").with("until", until.to_string()))
}

/// Why appeals are closed before their last day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Close {
    closing: String,
}

/// `POST /evaluation/rounds/{id}/close`
pub async fn close(ask: Ask, Path(id): Path<String>, Form(wish): Form<Close>) -> Reply {
    let mut work = ask.work().await?;
    let round = store::rounds::round(&mut work.tx, &id).await?.ok_or_else(missing)?;
    let args = [("title", round.title), ("reason", wish.closing.trim().to_owned())];
    let letter = shared::letter(&ask, "evaluation-letter-closed", &args);
    actions::rounds::close_appeals(&mut work, &id, &wish.closing, &letter).await?;
    work.commit().await?;
    ask.see_saying(&href(&id), &Phrase::new("evaluation-said-closed"))
}

/// `POST /evaluation/rounds/{id}/finish`
pub async fn finish(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::rounds::finish_round(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&href(&id), &Phrase::new("evaluation-said-final"))
}
