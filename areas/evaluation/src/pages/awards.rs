//! Awards and certificates that the council decided, and the rewards of the ministry that go with published grades.

use axum::{Form, extract::Multipart};
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use intake::Limits;
use register::{decisions, workers};
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Block, Choice, FormBlock, Input, Page, at_fields, boxed, pair},
    listing::{Entry, List, Value},
};

use super::shared::{self, Names, word_choices};
use crate::{
    actions::{self, awards::COLUMNS},
    model::{AWARD_KINDS, Award, Refused, SaveAward},
    published::{self, Case, CaseRow},
    store,
};

/// The awards that the visitor may read: persons' awards are for whoever may see every agency, else of the own agency.
pub async fn seen(ask: &Ask, tx: &mut Tx) -> Result<Vec<Award>, Problem> {
    let mut all = Vec::new();
    for one in store::awards::awards(tx).await? {
        if one.kind != "person-award" || sees(ask, tx, &one).await? {
            all.push(one);
        }
    }
    Ok(all)
}

/// The awards that the visitor may read, as a list.
async fn rows(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let mut rows = Vec::new();
    let mut sample = false;
    for one in seen(ask, tx).await? {
        sample |= one.sample;
        let decision = decisions::decision(tx, &one.decision_id).await?;
        rows.push(vec![
            Entry::from(one.year.to_string()),
            Entry::from(ask.t(&format!("evaluation-award-{}", one.kind))),
            Entry::from(one.title),
            Entry::from(one.recipient),
            Entry::from(decision.map(|decision| decision.decided_on)),
            Entry::from(one.until_on),
        ]);
    }
    let columns = vec![
        ("year", "evaluation-f-year", Kind::Text),
        ("kind", "evaluation-f-kind", Kind::Text),
        ("title", "evaluation-f-title", Kind::Text),
        ("recipient", "evaluation-f-recipient", Kind::Text),
        ("decided", "evaluation-f-decided-on", Kind::Date),
        ("until", "evaluation-f-valid-until", Kind::Date),
    ];
    let list = List::new(ask, "/evaluation/awards", "evaluation-awards", "evaluation-awards-title", columns);
    Ok(list.none(ask.t("evaluation-awards-none")).rows(rows).sample(sample))
}

/// Whether the visitor may read a person's award.
async fn sees(ask: &Ask, tx: &mut Tx, one: &Award) -> Result<bool, Problem> {
    if ask.actor.may("evaluation.all") || ask.actor.may("evaluation.review") {
        return Ok(true);
    }
    let Some(worker) = &one.worker_id else { return Ok(false) };
    let worker = workers::worker(tx, worker).await?;
    Ok(worker.is_some_and(|worker| worker.agency_id.is_some() && worker.agency_id == ask.actor.agency))
}

/// The form that writes one award down.
async fn award_form(ask: &Ask, tx: &mut Tx, wish: &SaveAward) -> Result<Block, Problem> {
    let names = Names::load(tx).await?;
    let people = workers::workers(tx, ask.today()).await?;
    let people = people.iter().map(|one| Choice::new(&one.id, &one.name, &wish.worker_id)).collect();
    let kinds = word_choices(ask, "evaluation-award", &AWARD_KINDS, &wish.kind);
    let form =
        FormBlock::new(ask.t("evaluation-award-new"), "/evaluation/awards".into(), ask.t("evaluation-add"));
    Ok(Block::Form(
        form.lead(ask.t("evaluation-award-lead")).with([
            Input::new("number", "year", ask.t("evaluation-f-year"), &wish.year).needed(),
            Input::select("kind", ask.t("evaluation-f-kind"), kinds).needed(),
            Input::new("text", "title", ask.t("evaluation-f-title"), &wish.title).needed(),
            Input::new("text", "recipient", ask.t("evaluation-f-recipient"), &wish.recipient).needed(),
            Input::select("agency_id", ask.t("evaluation-f-agency"), names.agency_choices(&wish.agency_id))
                .first(ask.t("evaluation-none-chosen")),
            Input::select("worker_id", ask.t("evaluation-f-worker"), people)
                .first(ask.t("evaluation-none-chosen")),
            Input::new("date", "decided_on", ask.t("evaluation-f-decided-on"), &wish.decided_on).needed(),
            Input::new("date", "until_on", ask.t("evaluation-f-valid-until"), &wish.until_on),
        ]),
    ))
}

async fn overview(ask: &Ask, wish: &SaveAward, notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let mut page = shared::page_of(ask, ask.t("evaluation-awards-title"), "/evaluation/awards")
        .lead(ask.t("evaluation-awards-lead"))
        .block(rows(ask, &mut tx).await?.block(ask));
    if ask.actor.may("evaluation.award") {
        page = page.block(award_form(ask, &mut tx, wish).await?);
        let lead = Phrase::new("evaluation-award-import-lead").with("columns", COLUMNS.join(","));
        page = page.block(Block::Form(
            FormBlock::new(
                ask.t("evaluation-award-import"),
                "/evaluation/awards/import".into(),
                ask.t("evaluation-award-import-do"),
            )
            .lead(ask.say(&lead))
            .sends_file()
            .with([Input::new("file", "file", ask.t("evaluation-f-file"), "").needed()]),
        ));
    }
    Ok(page.noted(notes))
}

/// `GET /evaluation/awards`
pub async fn list(ask: Ask) -> Reply {
    let wish = SaveAward { year: ask.today().year().to_string(), ..SaveAward::default() };
    overview(&ask, &wish, Notes::default()).await?.answer(&ask)
}

/// `GET /evaluation/awards.csv`
pub async fn csv(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.csv(&ask)
}

/// `GET /evaluation/awards.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.xlsx(&ask)
}

/// `POST /evaluation/awards`
pub async fn create(ask: Ask, Form(wish): Form<SaveAward>) -> Reply {
    let mut work = ask.work().await?;
    match actions::awards::save_award(&mut work, &wish, false).await {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying("/evaluation/awards", &Phrase::new("evaluation-said-award"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            overview(&ask, &wish, notes).await?.answer(&ask)
        }
    }
}

/// `POST /evaluation/awards/import`
pub async fn import(ask: Ask, form: Multipart) -> Reply {
    let (_, file) = shared::upload(form).await?;
    if !file.is_there() {
        return Err(Problem::from(Refused::FileMissing).into());
    }
    let limits = Limits::default();
    let read = tokio::task::spawn_blocking(move || intake::open_here(&file.bytes, None, &limits));
    let sheet = read.await.map_err(Problem::fault)?.map_err(Problem::from)?;
    let mut work = ask.work().await?;
    let count = actions::awards::import_awards(&mut work, &sheet).await?;
    work.commit().await?;
    ask.see_saying("/evaluation/awards", &Phrase::new("evaluation-said-imported").with("count", count as i64))
}

/// The agencies of a case with their rewards.
fn case_list(ask: &Ask, case: &Case) -> List {
    let row = |one: &CaseRow| {
        let reward = Entry::from(Value::Won(one.reward_won));
        vec![
            Entry::from(one.agency.clone()),
            Entry::from(one.league.clone()),
            Entry::from(one.grade.clone()),
            if one.derived { reward.small(ask.t("evaluation-derived")) } else { reward },
        ]
    };
    let columns = vec![
        ("agency", "evaluation-f-agency", Kind::Text),
        ("league", "evaluation-f-league", Kind::Text),
        ("grade", "evaluation-f-grade", Kind::Text),
        ("reward", "evaluation-f-reward", Kind::Won),
    ];
    List::new(ask, "/evaluation/rewards", "evaluation-rewards", "evaluation-rewards-title", columns)
        .rows(case.rows.iter().map(row).collect())
}

/// `GET /evaluation/rewards`
pub async fn rewards(ask: Ask) -> Reply {
    let case = published::incheon_2020();
    let list = case_list(&ask, case);
    let grade = |(grade, count, won, derived): (String, i64, i64, bool)| {
        let note = if derived { ask.t("evaluation-derived") } else { String::new() };
        let (each, sum) = (Value::Won(won).words(), Value::Won(count * won).words());
        pair(grade, format!("{count} × {each} = {sum} {note}"))
    };
    let mut facts: Vec<web::kit::Pair> = case.grades().into_iter().map(grade).collect();
    facts.push(pair(ask.t("evaluation-f-sum"), Value::Won(case.total_won).words()));
    facts.push(pair(ask.t("evaluation-f-published-sum"), Value::Won(case.published_won).words()));
    shared::page_of(&ask, ask.t("evaluation-rewards-title"), "/evaluation/rewards")
        .lead(case.name.clone())
        .block(boxed("info", ask.t("evaluation-rewards-note"), ask.t("evaluation-rewards-note.next")))
        .block(Block::Facts(facts))
        .block(list.block(&ask))
        .source(&case.source, &case.as_of)
        .answer(&ask)
}

/// `GET /evaluation/rewards.csv`
pub async fn rewards_csv(ask: Ask) -> Reply {
    case_list(&ask, published::incheon_2020()).csv(&ask)
}

/// `GET /evaluation/rewards.xlsx`
pub async fn rewards_xlsx(ask: Ask) -> Reply {
    case_list(&ask, published::incheon_2020()).xlsx(&ask)
}
