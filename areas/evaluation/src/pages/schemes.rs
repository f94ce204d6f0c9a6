//! Schemes: versions, one scheme with its notice, simulation and publication, as a file and from a file.

use axum::{
    Form,
    extract::{Multipart, Path},
};
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use indicators::Draft;
use serde::Deserialize;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Badge, Block, FormBlock, Input, Link, Page, at_fields, boxed, pair},
    listing::{Entry, List, Value},
};

use super::{
    scheme_form::weights,
    shared::{self, Names},
};
use crate::{
    actions::{
        self,
        schemes::{EXAMPLE, OFFICIAL, fault},
    },
    model::{Check, Refused, SchemeRow, missing},
    store,
};

/// The address of a scheme.
pub fn href(id: &str) -> String {
    format!("/evaluation/schemes/{id}")
}

/// Schemes that the visitor may see: whoever does not make them sees what was published.
pub async fn seen(ask: &Ask, tx: &mut Tx) -> Result<Vec<SchemeRow>, Problem> {
    let all = store::schemes::schemes(tx).await?;
    let open = |one: &SchemeRow| {
        ask.actor.may("evaluation.all") || matches!(one.state.as_str(), "published" | "frozen")
    };
    Ok(all.into_iter().filter(open).collect())
}

async fn rows(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let all = seen(ask, tx).await?;
    let sample = all.iter().any(|one| one.sample);
    let row = |one: SchemeRow| {
        vec![
            Entry::link(one.title.clone(), href(&one.id)),
            Entry::from(one.number),
            Entry::badge(ask.t(&format!("evaluation-scheme-{}", one.state)), shared::tone(&one.state)),
            Entry::from(one.year.map(|year| year.to_string()).unwrap_or_default()),
            Entry::from(one.hash.chars().take(12).collect::<String>()),
            Entry::from(one.source),
        ]
    };
    let columns = vec![
        ("title", "evaluation-f-title", Kind::Text),
        ("number", "evaluation-f-number", Kind::Whole),
        ("state", "evaluation-f-state", Kind::Text),
        ("year", "evaluation-f-year", Kind::Text),
        ("hash", "evaluation-f-hash", Kind::Text),
        ("source", "evaluation-f-source", Kind::Text),
    ];
    let title = "evaluation-schemes-title";
    let list = List::new(ask, "/evaluation/schemes", "evaluation-schemes", title, columns);
    let list = list.none(ask.t("evaluation-schemes-none")).sample(sample);
    Ok(list.rows(all.into_iter().map(row).collect()))
}

async fn overview(ask: &Ask, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let list = rows(ask, &mut tx).await?;
    let mut page = shared::page_of(ask, ask.t("evaluation-schemes-title"), "/evaluation/schemes")
        .lead(ask.t("evaluation-schemes-lead"))
        .block(list.block(ask));
    if ask.actor.may("evaluation.edit") {
        let kinds = ["example", "official"];
        let choices = shared::word_choices(ask, "evaluation-scheme-from", &kinds, "example");
        let mut from = Input::select("from", ask.t("evaluation-f-from"), choices).needed();
        from.kind = "radio";
        page = page.block(Block::Form(
            FormBlock::new(
                ask.t("evaluation-scheme-new"),
                "/evaluation/schemes".into(),
                ask.t("evaluation-scheme-new-do"),
            )
            .with([from]),
        ));
        page = page.block(Block::Form(
            FormBlock::new(
                ask.t("evaluation-scheme-import"),
                "/evaluation/schemes/import".into(),
                ask.t("evaluation-scheme-import-do"),
            )
            .lead(ask.t("evaluation-scheme-import-lead"))
            .sends_file()
            .with([Input::new("file", "file", ask.t("evaluation-f-file"), "").needed()]),
        ));
    }
    Ok(page.noted(notes))
}

/// `GET /evaluation/schemes`
pub async fn list(ask: Ask) -> Reply {
    overview(&ask, Notes::default()).await?.answer(&ask)
}

/// `GET /evaluation/schemes.csv`
pub async fn csv(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.csv(&ask)
}

/// `GET /evaluation/schemes.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.xlsx(&ask)
}

/// What a new scheme begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Create {
    from: String,
}

/// `POST /evaluation/schemes`
pub async fn create(ask: Ask, Form(wish): Form<Create>) -> Reply {
    let text = if wish.from == "official" { OFFICIAL } else { EXAMPLE };
    let mut work = ask.work().await?;
    let id = actions::schemes::begin_scheme(&mut work, text).await?;
    work.commit().await?;
    ask.see_saying(&format!("{}/edit", href(&id)), &Phrase::new("evaluation-said-scheme"))
}

/// `POST /evaluation/schemes/import`
pub async fn import(ask: Ask, form: Multipart) -> Reply {
    let (_, file) = shared::upload(form).await?;
    if !file.is_there() {
        return Err(Problem::from(Refused::FileMissing).into());
    }
    let text = String::from_utf8(file.bytes).map_err(|_| Problem::from(Refused::FileKind))?;
    let mut work = ask.work().await?;
    let id = actions::schemes::begin_scheme(&mut work, &text).await?;
    work.commit().await?;
    ask.see_saying(&href(&id), &Phrase::new("evaluation-said-scheme"))
}

/// One scheme that the visitor may see.
pub async fn one(ask: &Ask, tx: &mut Tx, id: &str) -> Result<SchemeRow, Problem> {
    seen(ask, tx).await?.into_iter().find(|one| one.id == id).ok_or_else(missing)
}

/// What is known of a scheme.
fn facts(ask: &Ask, one: &SchemeRow, names: &Names) -> Block {
    let mut pairs = vec![
        pair(ask.t("evaluation-f-number"), one.number),
        pair(ask.t("evaluation-f-hash"), &one.hash),
        pair(ask.t("evaluation-f-source"), &one.source),
    ];
    if let Some(year) = one.year {
        pairs.push(pair(ask.t("evaluation-f-year"), year));
    }
    if let (Some(at), None) = (one.published_at, &ask.actor.agency) {
        let who = names.person(ask, one.published_by.as_deref());
        pairs.push(pair(ask.t("evaluation-f-published"), format!("{} · {who}", base::seoul_day(at))));
    }
    Block::Facts(pairs.into_iter().filter(|one| !one.value.is_empty()).collect())
}

/// The result of the last simulation.
fn simulation(ask: &Ask, one: &SchemeRow, names: &Names) -> Vec<Block> {
    let Ok(kept) = serde_json::from_str::<serde_json::Value>(&one.simulation) else { return Vec::new() };
    let year = one.simulated_year.unwrap_or_default().to_string();
    let won = kept["rewards_won"].as_i64().unwrap_or_default();
    let stale = one.simulated_hash != one.hash;
    let said = Phrase::new("evaluation-simulation-lead").with("year", year).with("won", won);
    let mut blocks = vec![Block::Heading(ask.t("evaluation-simulation-title")), Block::Text(ask.say(&said))];
    if stale {
        let words = ask.t("evaluation-simulation-stale");
        blocks.push(boxed("warning", words, ask.t("evaluation-simulation-stale.next")));
    }
    let grades = kept["grades"].as_object().cloned().unwrap_or_default();
    let count = |(grade, count): (&String, &serde_json::Value)| {
        let grade = if grade.is_empty() { ask.t("evaluation-no-grade") } else { grade.clone() };
        pair(grade, count.as_i64().unwrap_or_default())
    };
    blocks.push(Block::Facts(grades.iter().map(count).collect()));
    let row = |row: &serde_json::Value| {
        vec![
            Entry::from(shared::league_word(ask, row["league"].as_str().unwrap_or_default())),
            Entry::from(Value::whole(row["place"].as_i64(), "")),
            Entry::from(names.agency(row["agency"].as_str().unwrap_or_default())),
            Entry::from(Value::fixed(row["score"].as_i64(), 4, "")),
            Entry::from(row["grade"].as_str().unwrap_or_default()),
            Entry::from(Value::Won(row["reward_won"].as_i64().unwrap_or_default())),
        ]
    };
    let rows = kept["rows"].as_array().map(|rows| rows.iter().map(row).collect()).unwrap_or_default();
    let columns = vec![
        ("league", "evaluation-f-league", Kind::Text),
        ("place", "evaluation-f-place", Kind::Whole),
        ("agency", "evaluation-f-agency", Kind::Text),
        ("score", "evaluation-f-score", Kind::Rate { digits: 4 }),
        ("grade", "evaluation-f-grade", Kind::Text),
        ("reward", "evaluation-f-reward", Kind::Won),
    ];
    let list = List::new(ask, "", "evaluation-simulation", "evaluation-simulation-rows", columns).rows(rows);
    blocks.push(list.plain(ask));
    blocks
}

/// Forms of what can be done with a scheme in its state.
///
/// It is simulated on `simulate` and published for `publish`.
fn next_steps(ask: &Ask, one: &SchemeRow, fit: bool, (simulate, publish): (&str, &str)) -> Vec<Block> {
    let mut blocks = Vec::new();
    let form = |title: &str, below: &str, button: &str| {
        FormBlock::new(ask.t(title), format!("{}{below}", href(&one.id)), ask.t(button))
    };
    let year = |words: &str, year: &str| Input::new("number", "year", ask.t(words), year).needed();
    let open = matches!(one.state.as_str(), "draft" | "simulated");
    if open && fit && ask.actor.may("evaluation.edit") {
        blocks.push(Block::Form(
            form("evaluation-simulate-title", "/simulate", "evaluation-simulate-do")
                .lead(ask.t("evaluation-simulate-lead"))
                .with([year("evaluation-f-simulate-year", simulate)]),
        ));
    }
    if one.state == "simulated" && fit && ask.actor.may("evaluation.publish") {
        blocks.push(Block::Form(
            form("evaluation-publish-title", "/publish", "evaluation-publish-do")
                .lead(ask.t("evaluation-publish-lead"))
                .with([year("evaluation-f-publish-year", publish)]),
        ));
    }
    if !open && ask.actor.may("evaluation.edit") {
        blocks.push(Block::Form(form("evaluation-revise-title", "/revise", "evaluation-revise-do")));
    }
    blocks
}

async fn view(ask: &Ask, id: &str, years: (&str, &str), notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let one = one(ask, &mut tx, id).await?;
    let names = Names::load(&mut tx).await?;
    let draft = Draft::from_toml(&one.body)?;
    let open = matches!(one.state.as_str(), "draft" | "simulated");
    let word = ask.t(&format!("evaluation-scheme-{}", one.state));
    let mut page = shared::page_of(ask, one.title.clone(), "/evaluation/schemes")
        .sample(one.sample)
        .tool(ask.t("evaluation-scheme-export"), format!("{}/scheme.toml", href(id)))
        .tool_if(
            open && ask.actor.may("evaluation.edit"),
            ask.t("evaluation-edit"),
            format!("{}/edit", href(id)),
        )
        .block(Block::State(Badge { words: word, tone: shared::tone(&one.state), after: String::new() }))
        .block(facts(ask, &one, &names));
    let mut fit = true;
    if let Some(problem) = fault(&one.body) {
        let (words, next) = shared::refusal_words(ask, &names, &problem).ok_or(problem)?;
        page = page.block(boxed("warning", words, next));
        fit = false;
    }
    page = page.blocks(weights(ask, &draft));
    if !one.notice.is_empty() {
        page = page
            .block(Block::Heading(ask.t("evaluation-notice-title")))
            .block(Block::Text(one.notice.clone()));
    }
    if ask.actor.may("evaluation.all") {
        page = page.blocks(simulation(ask, &one, &names)).blocks(next_steps(ask, &one, fit, years));
    }
    let versions: Vec<Link> = seen(ask, &mut tx)
        .await?
        .into_iter()
        .filter(|other| other.series == one.series && other.id != one.id)
        .map(|other| {
            let state = ask.t(&format!("evaluation-scheme-{}", other.state));
            Link::new(format!("{} {} · {state}", other.title, other.number), href(&other.id))
        })
        .collect();
    if !versions.is_empty() {
        page = page.block(Block::Heading(ask.t("evaluation-versions"))).block(Block::Lines(versions));
    }
    Ok(page.block(Block::Code(one.body)).noted(notes))
}

/// The year that a scheme is tried on, which is over, and the one that it is published for.
fn years(ask: &Ask) -> (String, String) {
    let this = ask.today().year();
    ((this - 1).to_string(), this.to_string())
}

/// `GET /evaluation/schemes/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let (last, this) = years(&ask);
    view(&ask, &id, (&last, &this), Notes::default()).await?.answer(&ask)
}

/// `GET /evaluation/schemes/{id}/scheme.toml`
pub async fn export(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = one(&ask, &mut tx, &id).await?;
    ask.file("scheme.toml", "application/toml", one.body.into_bytes())
}

/// A year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct OfYear {
    year: String,
}

impl OfYear {
    fn parsed(&self) -> Result<i64, Problem> {
        let mut check = Check::default();
        let year = check.number("year", &self.year, 2004, 2200);
        check.done()?;
        Ok(year)
    }
}

/// `POST /evaluation/schemes/{id}/simulate`
pub async fn simulate(ask: Ask, Path(id): Path<String>, Form(wish): Form<OfYear>) -> Reply {
    let mut work = ask.work().await?;
    let done = match wish.parsed() {
        Ok(year) => actions::schemes::simulate_scheme(&mut work, &id, year).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-simulated"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, shared::named(&ask, problem).await)?;
            view(&ask, &id, (&wish.year, &years(&ask).1), notes).await?.answer(&ask)
        }
    }
}

/// `POST /evaluation/schemes/{id}/publish`
pub async fn publish(ask: Ask, Path(id): Path<String>, Form(wish): Form<OfYear>) -> Reply {
    let mut work = ask.work().await?;
    let one = store::schemes::scheme(&mut work.tx, &id).await?.ok_or_else(missing)?;
    let args = [
        ("title", format!("{} {}", one.title, one.number)),
        ("year", wish.year.trim().to_owned()),
        ("hash", one.hash),
    ];
    let letter = shared::letter(&ask, "evaluation-letter-scheme", &args);
    let done = match wish.parsed() {
        Ok(year) => actions::schemes::publish_scheme(&mut work, &id, year, &letter).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-published"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            view(&ask, &id, (&years(&ask).0, &wish.year), notes).await?.answer(&ask)
        }
    }
}

/// `POST /evaluation/schemes/{id}/revise`
pub async fn revise(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let made = actions::schemes::revise_scheme(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&format!("{}/edit", href(&made)), &Phrase::new("evaluation-said-scheme"))
}
