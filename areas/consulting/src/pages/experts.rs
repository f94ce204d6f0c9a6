//! The pool of experts: list, form, ties; and which of them a case may choose.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::Problem;
use db::Tx;
use documents::{Cell, workbook::Kind};
use register::{
    budget,
    ties::{self, Tie},
};
use serde::Deserialize;
use serde_json::json;
use web::{
    Ask, Notes, Phrase, Reply, filters,
    listing::{Filter, Table},
    pager::Pager,
};

use super::{
    cases::{self, CaseRow},
    shared::{self, Choice, Names, Nav, Stored},
};
use crate::{
    actions::{self, experts::years_before},
    guideline,
    matching::{self, Need, Pool, Ranked},
    model::{Case, DeclareTie, EngageExpert, Expert, SaveExpert, missing},
    store,
};

/// An expert as the list shows them.
struct ExpertRow {
    one: Expert,
    fields: String,
    weekdays: String,
    line: String,
    engaged: i64,
}

#[derive(Template)]
#[template(path = "experts.html")]
struct ExpertsPage {
    nav: Nav,
    filter: Filter,
    rows: Vec<ExpertRow>,
    fields: Vec<Choice>,
    pager: Pager,
}

fn filter(ask: &Ask) -> Filter {
    Filter::of(ask, "/consulting/experts", &["q", "field"])
}

/// Names of weekdays kept as digits.
fn weekday_names(ask: &Ask, digits: &str) -> String {
    let names = digits.split_whitespace().map(|day| ask.t(&format!("consulting-weekday-{day}")));
    names.collect::<Vec<_>>().join(" ")
}

async fn wanted(ask: &Ask, tx: &mut Tx, filter: &Filter) -> Result<Vec<ExpertRow>, Problem> {
    let engaged = store::engagements(tx, "").await?;
    let mut rows = Vec::new();
    for one in store::experts(tx).await? {
        let field = filter.get("field");
        if !filter.finds(&format!("{} {}", one.name, one.belongs))
            || !(field.is_empty() || one.fields.split_whitespace().any(|own| own == field))
        {
            continue;
        }
        let line = match &one.line_id {
            Some(id) => budget::line(tx, id).await?.map(|line| line.name).unwrap_or_default(),
            None => String::new(),
        };
        rows.push(ExpertRow {
            fields: shared::field_names(ask, &one.fields),
            weekdays: weekday_names(ask, &one.weekdays),
            line,
            engaged: engaged.iter().filter(|case| case.expert_id == one.id && case.state == "engaged").count()
                as i64,
            one,
        });
    }
    if filter.sort() == "engaged" {
        rows.sort_by_key(|row| std::cmp::Reverse(row.engaged));
    }
    Ok(rows)
}

/// `GET /consulting/experts`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let filter = filter(&ask);
    let (pager, rows) = filter.cut(wanted(&ask, &mut tx, &filter).await?);
    ask.page(&ExpertsPage {
        nav: shared::nav(&ask, &mut tx, "/consulting/experts").await?,
        fields: shared::word_choices(&ask, "web-need-field", &register::needs::FIELDS, filter.get("field")),
        rows,
        pager,
        filter,
    })
}

/// Why a file with names is fetched, and as what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Download {
    reason: String,
    format: String,
}

/// `POST /consulting/experts/download`: the pool as a file; it holds names, so a reason is asked and logged.
pub async fn download(ask: Ask, Form(wish): Form<Download>) -> Reply {
    if wish.reason.trim().is_empty() {
        return Err(Problem::from(web::Refused::ReasonMissing).into());
    }
    let rows = wanted(&ask, &mut ask.read().await?, &filter(&ask)).await?;
    let columns = vec![
        ("name", "consulting-f-name", Kind::Text),
        ("belongs", "consulting-f-belongs", Kind::Text),
        ("fields", "consulting-f-fields", Kind::Text),
        ("weekdays", "consulting-f-weekdays", Kind::Text),
        ("from", "consulting-f-from", Kind::Date),
        ("until", "consulting-f-until", Kind::Date),
        ("line", "consulting-f-line", Kind::Text),
        ("fee", "consulting-f-fee", Kind::Won),
    ];
    let cells = |row: &ExpertRow| {
        vec![
            Cell::from(row.one.name.as_str()),
            Cell::from(row.one.belongs.as_str()),
            Cell::from(row.fields.as_str()),
            Cell::from(row.weekdays.as_str()),
            Cell::Date(row.one.from_on),
            row.one.until_on.map_or(Cell::Empty, Cell::Date),
            Cell::from(row.line.as_str()),
            Cell::Won(row.one.fee_won.0),
        ]
    };
    let sample = rows.iter().any(|row| row.one.sample);
    let rows: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
    let mut work = ask.work().await?;
    let detail = json!({ "reason": wish.reason.trim(), "rows": rows.len() });
    work.note_with("consulting.experts-downloaded", "experts", &detail).await?;
    work.commit().await?;
    let table =
        Table { name: "consulting-experts", title: ask.t("consulting-experts-title"), columns, rows, sample };
    if wish.format == "xlsx" { table.xlsx(&ask) } else { table.csv(&ask) }
}

#[derive(Template)]
#[template(path = "expert.html")]
struct ExpertPage {
    nav: Nav,
    action: String,
    one: Option<Expert>,
    ties: Vec<(Tie, String)>,
    engagements: Vec<(crate::model::Engagement, String)>,
    fields: Vec<Choice>,
    weekdays: Vec<Choice>,
    lines: Vec<Choice>,
    agencies: Vec<Choice>,
    kinds: Vec<Choice>,
    wish: SaveExpert,
    tie: DeclareTie,
    stored: Vec<Stored>,
    notes: Notes,
}

async fn view(
    ask: &Ask,
    one: Option<Expert>,
    (wish, tie): (SaveExpert, DeclareTie),
    notes: Notes,
) -> Result<ExpertPage, Problem> {
    let mut tx = ask.read().await?;
    let names = Names::load(ask, &mut tx).await?;
    let person = one.as_ref().map(Expert::person).unwrap_or_default();
    let ties = ties::of_person(&mut tx, &person).await?.into_iter().map(|tie| {
        let agency = names.agency(&tie.agency_id);
        (tie, agency)
    });
    let ties = ties.collect();
    let mut engagements = Vec::new();
    for engagement in store::engagements(&mut tx, "").await? {
        if one.as_ref().is_some_and(|one| one.id == engagement.expert_id) {
            let case = store::case(&mut tx, &engagement.case_id).await?;
            let title = case.map(|case| format!("{} {}", case.number, case.title)).unwrap_or_default();
            engagements.push((engagement, title));
        }
    }
    let weekday =
        |day: &str| Choice::among(day, &ask.t(&format!("consulting-weekday-{day}")), &wish.weekdays);
    let year = i64::from(ask.today().year());
    let mut lines: Vec<Choice> = budget::lines(&mut tx, year)
        .await?
        .into_iter()
        .map(|line| Choice::new(&line.id, &format!("{} ({})", line.name, line.year), &wish.line_id))
        .collect();
    if let (Some(id), false) =
        (one.as_ref().and_then(|one| one.line_id.as_ref()), lines.iter().any(|c| c.selected))
        && let Some(line) = budget::line(&mut tx, id).await?
    {
        lines.push(Choice::new(&line.id, &format!("{} ({})", line.name, line.year), &wish.line_id));
    }
    Ok(ExpertPage {
        nav: shared::nav(ask, &mut tx, "/consulting/experts").await?,
        action: one.as_ref().map_or_else(
            || "/consulting/experts".to_owned(),
            |one| format!("/consulting/experts/{}", one.id),
        ),
        fields: shared::field_choices(ask, &wish.fields),
        weekdays: ["1", "2", "3", "4", "5", "6", "7"].into_iter().map(weekday).collect(),
        lines,
        agencies: names.agency_choices(&tie.agency_id),
        kinds: shared::word_choices(ask, "web-tie", &ties::KINDS, &tie.kind),
        one,
        ties,
        engagements,
        wish,
        tie,
        stored: Vec::new(),
        notes,
    })
}

/// `GET /consulting/experts/new`
pub async fn new(ask: Ask) -> Reply {
    let wish = SaveExpert {
        from_on: ask.today().to_string(),
        weekdays: ["1", "2", "3", "4", "5"].map(str::to_owned).to_vec(),
        ..SaveExpert::default()
    };
    ask.page(&view(&ask, None, (wish, DeclareTie::default()), Notes::default()).await?)
}

/// A stored expert as the form.
async fn as_wish(ask: &Ask, one: &Expert) -> Result<SaveExpert, Problem> {
    let off = store::days_off(&mut ask.read().await?, &one.id).await?;
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    Ok(SaveExpert {
        name: one.name.clone(),
        belongs: one.belongs.clone(),
        fields: words(&one.fields),
        weekdays: words(&one.weekdays),
        from_on: one.from_on.to_string(),
        until_on: one.until_on.map(|day| day.to_string()).unwrap_or_default(),
        off: off.iter().map(|(_, day)| day.to_string()).collect::<Vec<_>>().join(" "),
        line_id: one.line_id.clone().unwrap_or_default(),
        fee_won: one.fee_won.0.to_string(),
        version: one.version,
    })
}

/// The expert with `id`.
pub async fn found(ask: &Ask, id: &str) -> Result<Expert, Problem> {
    store::expert(&mut ask.read().await?, id).await?.ok_or_else(missing)
}

/// `GET /consulting/experts/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = found(&ask, &id).await?;
    let wish = as_wish(&ask, &one).await?;
    ask.page(&view(&ask, Some(one), (wish, DeclareTie::default()), Notes::default()).await?)
}

/// `POST /consulting/experts`
pub async fn create(ask: Ask, Form(wish): Form<SaveExpert>) -> Reply {
    let mut work = ask.work().await?;
    match actions::experts::create_expert(&mut work, &wish).await {
        Ok(one) => {
            work.commit().await?;
            let href = format!("/consulting/experts/{}", one.id);
            ask.see_saying(&href, &Phrase::new("consulting-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&view(&ask, None, (wish, DeclareTie::default()), ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /consulting/experts/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveExpert>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::experts::update_expert(&mut work, &id, &wish).await {
        Ok(one) => {
            work.commit().await?;
            let href = format!("/consulting/experts/{}", one.id);
            return ask.see_saying(&href, &Phrase::new("consulting-said-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    let now = found(&ask, &id).await?;
    if shared::is_changed_meanwhile(&problem) {
        wish.version = now.version;
        let stored = vec![
            Stored::new(&ask, "consulting-f-name", &now.name),
            Stored::new(&ask, "consulting-f-belongs", &now.belongs),
            Stored::new(&ask, "consulting-f-fields", &shared::field_names(&ask, &now.fields)),
        ];
        let mut page = view(&ask, Some(now), (wish, DeclareTie::default()), Notes::default()).await?;
        page.stored = stored;
        return ask.page_again(&page);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    ask.page_again(&view(&ask, Some(now), (wish, DeclareTie::default()), ask.notes(&notes)).await?)
}

/// `POST /consulting/experts/{id}/ties`
pub async fn declare_tie(ask: Ask, Path(id): Path<String>, Form(wish): Form<DeclareTie>) -> Reply {
    let mut work = ask.work().await?;
    match actions::experts::declare_tie(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/consulting/experts/{id}"), &Phrase::new("consulting-said-tie"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            let one = found(&ask, &id).await?;
            let kept = as_wish(&ask, &one).await?;
            ask.page_again(&view(&ask, Some(one), (kept, wish), ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

#[derive(Template)]
#[template(path = "matched.html")]
struct MatchedPage {
    nav: Nav,
    row: CaseRow,
    ranked: Vec<Ranked>,
    wish: EngageExpert,
    notes: Notes,
}

/// The pool as a case sees it.
pub async fn ranked(tx: &mut Tx, one: &Case, today: jiff::civil::Date) -> Result<Vec<Ranked>, Problem> {
    let rule = guideline::conflict(today);
    let ties = ties::since(tx, years_before(today, rule.years)).await?;
    let off = store::days_off(tx, "").await?;
    let engaged: Vec<String> = store::engagements(tx, "")
        .await?
        .into_iter()
        .filter(|one| one.state == "engaged")
        .map(|one| one.expert_id)
        .collect();
    let pool = Pool { ties: &ties, off: &off, engaged: &engaged };
    let need = Need { agency: &one.agency_id, fields: &one.fields, from_on: today, rule };
    Ok(matching::rank(store::experts(tx).await?, need, pool))
}

async fn matched_view(ask: &Ask, id: &str, wish: EngageExpert, notes: Notes) -> Result<MatchedPage, Problem> {
    let one = cases::found(ask, id).await?;
    let mut tx = ask.read().await?;
    let names = Names::load(ask, &mut tx).await?;
    Ok(MatchedPage {
        nav: shared::nav(ask, &mut tx, "").await?,
        ranked: ranked(&mut tx, &one, ask.today()).await?,
        row: CaseRow::of(ask, &names, one),
        wish,
        notes,
    })
}

/// `GET /consulting/cases/{id}/experts`
pub async fn matched(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&matched_view(&ask, &id, EngageExpert::default(), Notes::default()).await?)
}

/// `POST /consulting/cases/{id}/experts`
pub async fn engage(ask: Ask, Path(id): Path<String>, Form(wish): Form<EngageExpert>) -> Reply {
    let one = cases::found(&ask, &id).await?;
    let reasons = ranked(&mut ask.read().await?, &one, ask.today()).await?;
    let reasons = reasons.into_iter().find(|one| one.expert.id == wish.expert_id).map(|one| one.reasons);
    let mut work = ask.work().await?;
    let done =
        actions::experts::engage_expert(&mut work, &id, &wish, reasons.as_deref().unwrap_or_default()).await;
    match done {
        Ok(_) => {
            work.commit().await?;
            let href = format!("/consulting/cases/{id}#experts");
            ask.see_saying(&href, &Phrase::new("consulting-said-engaged"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&matched_view(&ask, &id, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /consulting/engagements/{id}`
pub async fn release(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let case = actions::experts::end_engagement(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&format!("/consulting/cases/{case}#experts"), &Phrase::new("consulting-said-released"))
}
