//! Overseas training: the list of tours, one tour with its rules, itinerary and costs, and its form.

use axum::{Form, extract::Path};
use base::Problem;
use db::Tx;
use documents::workbook::Kind;
use register::budget;
use web::{
    Ask, Notes, Phrase, Reply,
    kit::{Badge, Block, Choice, FormBlock, Input, Page, at_fields, boxed, linked, pair},
    listing::{Entry, List, Value},
};

use super::{
    shared::{self, english},
    travellers::{nominee_rows, steps},
};
use crate::{
    actions,
    guideline::TourRules,
    model::{AddCost, AddLeg, SaveTour, Tour, in_words, missing},
    store,
};

/// The address of a tour.
pub fn href(id: &str) -> String {
    format!("/evaluation/tours/{id}")
}

async fn rows(ask: &Ask, tx: &mut Tx) -> Result<List, Problem> {
    let all = store::tours::tours(tx).await?;
    let sample = all.iter().any(|one| one.sample);
    let row = |one: Tour| {
        vec![
            Entry::link(one.title.clone(), href(&one.id)),
            Entry::from(one.destination.clone()),
            Entry::from(one.from_on),
            Entry::from(one.until_on),
            Entry::from(one.nominate_until_on),
            Entry::from(one.seats_multi + one.seats_single + one.seats_centre),
            Entry::badge(ask.t(&format!("evaluation-tour-{}", one.state)), shared::tone(&one.state)),
        ]
    };
    let columns = vec![
        ("title", "evaluation-f-title", Kind::Text),
        ("destination", "evaluation-f-destination", Kind::Text),
        ("from", "evaluation-f-from-on", Kind::Date),
        ("until", "evaluation-f-until-on", Kind::Date),
        ("nominate", "evaluation-f-nominate-until-on", Kind::Date),
        ("seats", "evaluation-f-seats", Kind::Whole),
        ("state", "evaluation-f-state", Kind::Text),
    ];
    let list = List::new(ask, "/evaluation/tours", "evaluation-tours", "evaluation-tours-title", columns);
    let list = list.none(ask.t("evaluation-tours-none")).sample(sample);
    Ok(list.rows(all.into_iter().map(row).collect()))
}

/// `GET /evaluation/tours`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let list = rows(&ask, &mut tx).await?;
    shared::page_of(&ask, ask.t("evaluation-tours-title"), "/evaluation/tours")
        .lead(ask.t("evaluation-tours-lead"))
        .tool_if(ask.actor.may("evaluation.edit"), ask.t("evaluation-tour-new"), "/evaluation/tours/new")
        .block(list.block(&ask))
        .answer(&ask)
}

/// `GET /evaluation/tours.csv`
pub async fn csv(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.csv(&ask)
}

/// `GET /evaluation/tours.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    rows(&ask, &mut tx).await?.xlsx(&ask)
}

/// The rules of a tour in words, each a line.
pub fn rules_block(ask: &Ask, rules: &TourRules) -> Block {
    let hours = web::listing::fixed(rules.training_tenths_min * 100_000, 1);
    let hours = Phrase::new("evaluation-rule-training").with("hours", hours);
    let say = |key: &str, pairs: &[(&str, i64)]| {
        let phrase = pairs.iter().fold(Phrase::new(key), |phrase, (name, value)| phrase.with(name, *value));
        web::kit::Link::new(ask.say(&phrase), "")
    };
    Block::Lines(vec![
        say("evaluation-rule-served", &[("months", rules.months_served_min)]),
        web::kit::Link::new(ask.say(&hours), ""),
        say("evaluation-rule-wait", &[("years", rules.wait_years)]),
        say(
            "evaluation-rule-points",
            &[
                ("result", rules.result_points),
                ("training", rules.training_points),
                ("award", rules.award_points),
                ("panel", rules.panel_points),
            ],
        ),
        say("evaluation-rule-report", &[("days", rules.report_working_days)]),
    ])
}

/// What is known of a tour.
fn facts(ask: &Ask, one: &Tour) -> Block {
    let seat = |key: &str, seats: i64| pair(ask.t(key), seats);
    Block::Facts(vec![
        pair(ask.t("evaluation-f-destination"), &one.destination),
        pair(ask.t("evaluation-f-days"), format!("{} – {}", one.from_on, one.until_on)),
        pair(ask.t("evaluation-f-nominate-until-on"), one.nominate_until_on),
        seat("evaluation-f-seats-multi", one.seats_multi),
        seat("evaluation-f-seats-single", one.seats_single),
        seat("evaluation-f-seats-centre", one.seats_centre),
        seat("evaluation-f-reserve", one.reserve),
    ])
}

/// The itinerary.
async fn itinerary(ask: &Ask, tx: &mut Tx, id: &str) -> Result<Block, Problem> {
    let row = |one: crate::model::Leg| {
        vec![Entry::from(one.held_on), Entry::from(one.place), Entry::from(one.what)]
    };
    let columns = vec![
        ("day", "evaluation-f-held-on", Kind::Date),
        ("place", "evaluation-f-place-name", Kind::Text),
        ("what", "evaluation-f-what-happens", Kind::Text),
    ];
    let list = List::new(ask, "", "evaluation-itinerary", "evaluation-itinerary-title", columns);
    let rows = store::tours::legs(tx, id).await?.into_iter().map(row).collect();
    Ok(list.none(ask.t("evaluation-itinerary-none")).rows(rows).plain(ask))
}

/// The costs and the budget line that pays them.
async fn costs(ask: &Ask, tx: &mut Tx, one: &Tour) -> Result<Vec<Block>, Problem> {
    let all = store::tours::costs(tx, &one.id).await?;
    let sum: i64 = all.iter().map(|cost| cost.won).sum();
    let row = |cost: crate::model::Cost| vec![Entry::from(cost.title), Entry::from(Value::Won(cost.won))];
    let columns =
        vec![("title", "evaluation-f-cost-title", Kind::Text), ("won", "evaluation-f-cost-won", Kind::Won)];
    let list = List::new(ask, "", "evaluation-costs", "evaluation-costs-title", columns);
    let list = list.none(ask.t("evaluation-costs-none")).rows(all.into_iter().map(row).collect());
    let mut blocks = vec![list.plain(ask)];
    if let Some(id) = &one.line_id
        && let Some(line) = budget::line(tx, id).await?
    {
        let standing = budget::standing(tx, id).await?.unwrap_or_default();
        blocks.push(Block::Facts(vec![
            linked(ask.t("evaluation-f-line-id"), line.name, format!("/plan/budget/{id}")),
            pair(ask.t("evaluation-f-costs-sum"), Value::Won(sum).words()),
            pair(ask.t("evaluation-f-remaining"), Value::Won(standing.remaining.0).words()),
        ]));
    }
    Ok(blocks)
}

/// Forms that add a day and a cost.
fn add_forms(ask: &Ask, one: &Tour, (leg, cost): (&AddLeg, &AddCost)) -> Vec<Block> {
    let form = |title: &str, below: &str| {
        FormBlock::new(ask.t(title), format!("{}{below}", href(&one.id)), ask.t("evaluation-add"))
    };
    vec![
        Block::Form(form("evaluation-leg-add", "/legs").with([
            Input::new("date", "held_on", ask.t("evaluation-f-held-on"), &leg.held_on).needed(),
            Input::new("text", "place", ask.t("evaluation-f-place-name"), &leg.place).needed(),
            Input::new("text", "what", ask.t("evaluation-f-what-happens"), &leg.what).needed(),
        ])),
        Block::Form(form("evaluation-cost-add", "/costs").lead(ask.t("evaluation-cost-lead")).with([
            Input::new("text", "cost_title", ask.t("evaluation-f-cost-title"), &cost.cost_title).needed(),
            Input::new("money", "cost_won", ask.t("evaluation-f-cost-won"), &cost.cost_won).needed(),
        ])),
    ]
}

/// One tour; `added` is what was typed into a form that comes back.
pub async fn view(ask: &Ask, id: &str, added: (&AddLeg, &AddCost), notes: Notes) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let one = store::tours::tour(&mut tx, id).await?.ok_or_else(missing)?;
    let rules = actions::tours::rules(&one);
    let word = ask.t(&format!("evaluation-tour-{}", one.state));
    let edit = ask.actor.may("evaluation.edit");
    let mut page = shared::page_of(ask, one.title.clone(), "/evaluation/tours")
        .sample(one.sample)
        .tool_if(edit && one.state == "open", ask.t("evaluation-edit"), format!("{}/edit", href(id)))
        .block(Block::State(Badge { words: word, tone: shared::tone(&one.state), after: String::new() }))
        .block(facts(ask, &one))
        .block(Block::Heading(ask.t("evaluation-rules-title")))
        .block(rules_block(ask, rules));
    if !one.rationale.is_empty() {
        page = page
            .block(Block::Heading(ask.t("evaluation-f-rationale")))
            .block(Block::Text(one.rationale.clone()));
    }
    page = page.block(nominee_rows(ask, &mut tx, &one).await?.block(ask));
    page = page.block(itinerary(ask, &mut tx, id).await?);
    if ask.actor.may("evaluation.all") {
        page = page.blocks(costs(ask, &mut tx, &one).await?);
    }
    if let Some(files) = shared::file_lines(ask, &mut tx, &format!("evaluation-report:{id}")).await? {
        page = page.block(Block::Heading(ask.t("evaluation-reports-title"))).block(files);
    }
    page = page.blocks(steps(ask, &mut tx, &one).await?);
    if edit && one.state != "done" {
        page = page.blocks(add_forms(ask, &one, added));
    }
    Ok(page.source(in_words(english(ask), &rules.source_ko, &rules.source), &rules.as_of).noted(notes))
}

/// `GET /evaluation/tours/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let added = (&AddLeg::default(), &AddCost::default());
    view(&ask, &id, added, Notes::default()).await?.answer(&ask)
}

/// Budget lines of a year as options, with what remains.
async fn line_choices(tx: &mut Tx, year: i64, now: &str) -> Result<Vec<Choice>, Problem> {
    let standings = budget::standings(tx, year).await?;
    let mut choices = Vec::new();
    for line in budget::lines(tx, year).await? {
        let remaining = standings.get(&line.id).map(|standing| standing.remaining).unwrap_or_default();
        choices.push(Choice::new(&line.id, &format!("{} ({remaining})", line.name), now));
    }
    Ok(choices)
}

/// The form of a tour.
async fn form(
    ask: &Ask,
    id: &str,
    wish: &SaveTour,
    (stored, notes): (Option<&SaveTour>, Notes),
) -> Result<Page, Problem> {
    let mut tx = ask.read().await?;
    let year = wish.year.parse().unwrap_or_else(|_| i64::from(ask.today().year()));
    let mut lines = line_choices(&mut tx, year, &wish.line_id).await?;
    lines.extend(line_choices(&mut tx, 2020, &wish.line_id).await?);
    lines.dedup_by(|a, b| a.value == b.value);
    let rounds = store::rounds::rounds(&mut tx).await?;
    let rounds = rounds.iter().map(|one| Choice::new(&one.id, &one.title, &wish.round_id)).collect();
    let label = |field: &str| ask.t(&format!("evaluation-f-{}", field.replace('_', "-")));
    let input =
        |kind: &'static str, field: &str, now: &str| Input::new(kind, field, label(field), now).needed();
    let action = if id.is_empty() { "/evaluation/tours".to_owned() } else { href(id) };
    let block = FormBlock::new(String::new(), action, ask.t("evaluation-save")).with([
        Input::hidden("version", wish.version),
        input("number", "year", &wish.year),
        input("text", "title", &wish.title),
        input("text", "destination", &wish.destination),
        input("date", "from_on", &wish.from_on),
        input("date", "until_on", &wish.until_on),
        input("date", "nominate_until_on", &wish.nominate_until_on),
        input("number", "seats_multi", &wish.seats_multi),
        input("number", "seats_single", &wish.seats_single),
        input("number", "seats_centre", &wish.seats_centre),
        input("number", "reserve", &wish.reserve),
        Input::select("round_id", label("round_id"), rounds).first(ask.t("evaluation-none-chosen")),
        Input::select("line_id", label("line_id"), lines).first(ask.t("evaluation-none-chosen")),
    ]);
    let mut page = shared::page_of(ask, ask.t("evaluation-tour-form"), "/evaluation/tours");
    if let Some(stored) = stored {
        page = page
            .block(boxed("warning", ask.t("evaluation-stored"), ask.t("evaluation-stored.next")))
            .block(Block::Facts(vec![
                pair(label("title"), &stored.title),
                pair(label("destination"), &stored.destination),
                pair(label("from_on"), &stored.from_on),
                pair(label("until_on"), &stored.until_on),
                pair(label("nominate_until_on"), &stored.nominate_until_on),
            ]));
    }
    Ok(page.block(Block::Form(block.back("/evaluation/tours"))).noted(notes))
}

/// `GET /evaluation/tours/new`
pub async fn new(ask: Ask) -> Reply {
    let none = "0".to_owned();
    let wish = SaveTour {
        year: ask.today().year().to_string(),
        seats_multi: none.clone(),
        seats_single: none.clone(),
        seats_centre: none.clone(),
        reserve: none,
        ..SaveTour::default()
    };
    form(&ask, "", &wish, (None, Notes::default())).await?.answer(&ask)
}

/// A stored tour as its form.
async fn as_wish(ask: &Ask, id: &str) -> Result<SaveTour, Problem> {
    let mut tx = ask.read().await?;
    let one = store::tours::tour(&mut tx, id).await?.ok_or_else(missing)?;
    Ok(SaveTour {
        year: one.year.to_string(),
        title: one.title,
        destination: one.destination,
        from_on: one.from_on.to_string(),
        until_on: one.until_on.to_string(),
        nominate_until_on: one.nominate_until_on.to_string(),
        seats_multi: one.seats_multi.to_string(),
        seats_single: one.seats_single.to_string(),
        seats_centre: one.seats_centre.to_string(),
        reserve: one.reserve.to_string(),
        round_id: one.round_id.unwrap_or_default(),
        line_id: one.line_id.unwrap_or_default(),
        version: one.version,
    })
}

/// `GET /evaluation/tours/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let wish = as_wish(&ask, &id).await?;
    form(&ask, &id, &wish, (None, Notes::default())).await?.answer(&ask)
}

/// `POST /evaluation/tours`
pub async fn create(ask: Ask, Form(wish): Form<SaveTour>) -> Reply {
    let mut work = ask.work().await?;
    match actions::tours::begin_tour(&mut work, &wish, false).await {
        Ok(id) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-tour"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            form(&ask, "", &wish, (None, notes)).await?.answer(&ask)
        }
    }
}

/// `POST /evaluation/tours/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveTour>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::tours::save_tour(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            return ask.see_saying(&href(&id), &Phrase::new("evaluation-said-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    if problem.code().as_deref() == Some("web/changed-meanwhile") {
        let stored = as_wish(&ask, &id).await?;
        wish.version = stored.version;
        let page = form(&ask, &id, &wish, (Some(&stored), Notes::default())).await?;
        return ask.page_again(&page);
    }
    let notes = at_fields(&ask, problem)?;
    form(&ask, &id, &wish, (None, notes)).await?.answer(&ask)
}

/// `POST /evaluation/tours/{id}/legs`
pub async fn add_leg(ask: Ask, Path(id): Path<String>, Form(wish): Form<AddLeg>) -> Reply {
    let mut work = ask.work().await?;
    match actions::tours::add_leg(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-added"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            view(&ask, &id, (&wish, &AddCost::default()), notes).await?.answer(&ask)
        }
    }
}

/// `POST /evaluation/tours/{id}/costs`
pub async fn add_cost(ask: Ask, Path(id): Path<String>, Form(wish): Form<AddCost>) -> Reply {
    let mut work = ask.work().await?;
    match actions::tours::add_cost(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&href(&id), &Phrase::new("evaluation-said-cost"))
        }
        Err(problem) => {
            drop(work);
            let notes = at_fields(&ask, problem)?;
            view(&ask, &id, (&AddLeg::default(), &wish), notes).await?.answer(&ask)
        }
    }
}
