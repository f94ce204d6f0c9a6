//! Money: lines with how they stand, one line with its promises and payments, the import.

use askama::Template;
use axum::{
    Form,
    extract::{Multipart, Path},
};
use base::{Problem, Won};
use db::Tx;
use documents::{Cell, workbook::Kind};
use register::budget::{self, Commitment, Line, Payment, Standing};
use web::{Ask, Notes, Phrase, Reply, filters, listing::Filter};

use super::{
    downloads::Table,
    files::{self, Upload},
    shared::{self, Choice, FileRow, Names, Nav},
};
use crate::{
    actions,
    model::{Commit, Field, Pay, SetState, in_words, missing, task_subject},
    store,
};

/// A line as a list shows it.
#[derive(Debug)]
pub struct LineRow {
    /// The line.
    pub line: Line,
    /// The task it pays for.
    pub task_id: String,
    /// The task's field.
    pub field_id: String,
    /// What it pays for.
    pub task: String,
    /// Where that is.
    pub href: String,
    /// Unit that answers for it.
    pub unit: String,
    /// How it stands.
    pub money: Standing,
}

/// The lines of a year by task, with the units of the day that parameter `on` asks for, else the last ones.
pub async fn rows(ask: &Ask, tx: &mut Tx, year: i64) -> Result<Vec<LineRow>, Problem> {
    let names = Names::load(tx).await?;
    let standings = budget::standings(tx, year).await?;
    let lines = match ask.param("on").and_then(|on| on.parse().ok()) {
        Some(on) => budget::lines_on(tx, year, on).await?,
        None => budget::lines(tx, year).await?,
    };
    let tasks = store::tasks(tx, year).await?;
    let row = |line: Line| {
        let task = tasks.iter().find(|task| task_subject(&task.id) == line.about);
        LineRow {
            task_id: task.map(|task| task.id.clone()).unwrap_or_default(),
            field_id: task.map(|task| task.field_id.clone()).unwrap_or_default(),
            task: task.map_or_else(|| ask.t("plan-outside"), |task| shared::task_title(ask, task)),
            href: task.map(|task| format!("/plan/tasks/{}", task.id)).unwrap_or_default(),
            unit: names.unit(line.unit_id.as_ref()),
            money: standings.get(&line.id).copied().unwrap_or_default(),
            line,
        }
    };
    Ok(lines.into_iter().map(row).collect())
}

#[derive(Template)]
#[template(path = "budget.html")]
struct BudgetPage {
    nav: Nav,
    filter: Filter,
    rows: Vec<LineRow>,
    sum: Standing,
    /// Lines of no task, which are no part of the plan's money.
    outside: Vec<LineRow>,
    budget: Won,
    unallotted: Won,
    sample: bool,
    tasks: Vec<Choice>,
    fields: Vec<Choice>,
}

impl BudgetPage {
    /// How a column is sorted, for its head.
    fn sorted(&self, by: &str) -> &'static str {
        match (self.filter.sort() == "remaining", by) {
            (true, "remaining") => "descending",
            (false, "task") => "ascending",
            _ => "",
        }
    }
}

/// What the list of a year is narrowed to.
pub fn filter(ask: &Ask, year: i64) -> Filter {
    Filter::of(ask, "/plan/budget", &["q", "task", "field", "on"]).with("year", &year)
}

/// The wanted lines of a year: all of them on one page, so that the sums below are of what is shown.
pub async fn wanted(ask: &Ask, tx: &mut Tx, year: i64, filter: &Filter) -> Result<Vec<LineRow>, Problem> {
    let mut rows = rows(ask, tx, year).await?;
    rows.retain(|row| {
        filter.finds(&format!("{} {} {}", row.task, row.line.name, row.unit))
            && filter.fits("task", &row.task_id)
            && filter.fits("field", &row.field_id)
    });
    if filter.sort() == "remaining" {
        rows.sort_by_key(|row| (std::cmp::Reverse(row.money.remaining), row.line.id.clone()));
    }
    Ok(rows)
}

/// Options of a year's fields.
async fn field_choices(ask: &Ask, tx: &mut Tx, year: i64) -> Result<Vec<Choice>, Problem> {
    let now = ask.param("field").unwrap_or_default();
    let choice = |field: Field| {
        let title = in_words(shared::english(ask), &field.title, &field.title_en).to_owned();
        let label = Phrase::new("plan-field-n").with("number", field.number).with("title", title);
        Choice::new(&field.id, &ask.say(&label), &now)
    };
    Ok(store::fields(tx, year).await?.into_iter().map(choice).collect())
}

/// How the lines of a year's tasks stand together: the plan's own money, without lines that others keep.
pub async fn given_to_tasks(tx: &mut Tx, year: i64) -> Result<Standing, Problem> {
    let tasks = store::tasks(tx, year).await?;
    let standings = budget::standings(tx, year).await?;
    let of_task = |line: &Line| tasks.iter().any(|task| task_subject(&task.id) == line.about);
    let lines = budget::lines(tx, year).await?;
    let own = lines.iter().filter(|line| of_task(line));
    Ok(own.filter_map(|line| standings.get(&line.id).copied()).sum())
}

/// `GET /plan/budget`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let plan = shared::plan(&ask, &mut tx).await?;
    let filter = filter(&ask, plan.year);
    let rows = wanted(&ask, &mut tx, plan.year, &filter).await?;
    let (rows, outside): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| !row.task_id.is_empty());
    let given = given_to_tasks(&mut tx, plan.year).await?;
    ask.page(&BudgetPage {
        nav: shared::nav(&ask, &mut tx, plan.year, "/plan/budget").await?,
        sum: rows.iter().map(|row| row.money).sum(),
        budget: plan.budget,
        unallotted: plan.budget - given.planned,
        sample: rows.iter().chain(&outside).any(|row| row.line.sample),
        tasks: shared::task_choices(&ask, &mut tx, plan.year, filter.get("task")).await?,
        fields: field_choices(&ask, &mut tx, plan.year).await?,
        filter,
        rows,
        outside,
    })
}

/// The list as a table to be written.
async fn table(ask: &Ask) -> Result<Table, Problem> {
    let mut tx = ask.read().await?;
    let year = shared::plan(ask, &mut tx).await?.year;
    let rows = wanted(ask, &mut tx, year, &filter(ask, year)).await?;
    let columns = vec![
        ("task", "plan-f-task", Kind::Text),
        ("line", "plan-f-line", Kind::Text),
        ("unit", "plan-f-unit", Kind::Text),
        ("planned_won", "plan-planned", Kind::Won),
        ("carried_won", "plan-carried", Kind::Won),
        ("committed_won", "plan-committed", Kind::Won),
        ("spent_won", "plan-spent", Kind::Won),
        ("owed_won", "plan-owed", Kind::Won),
        ("remaining_won", "plan-remaining", Kind::Won),
    ];
    let cells = |row: &LineRow| {
        let money = row.money;
        let words = [row.task.as_str(), row.line.name.as_str(), row.unit.as_str()].map(Cell::from);
        let won = [money.planned, money.carried, money.committed, money.spent, money.owed, money.remaining];
        words.into_iter().chain(won.map(|won| Cell::Won(won.0))).collect()
    };
    let sample = rows.iter().any(|row| row.line.sample);
    let rows = rows.iter().map(cells).collect();
    Ok(Table { name: "plan-budget", title: "plan-budget-title", columns, rows, sample })
}

/// `GET /plan/budget.csv`
pub async fn csv(ask: Ask) -> Reply {
    table(&ask).await?.csv(&ask)
}

/// `GET /plan/budget.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    table(&ask).await?.xlsx(&ask)
}

/// A promise with what was paid on it.
#[derive(Debug)]
pub struct CommitmentRow {
    /// The promise.
    pub one: Commitment,
    /// Paid on it.
    pub paid: Won,
    /// Not yet paid.
    pub owed: Won,
}

/// A payment with the promise it fulfils.
#[derive(Debug)]
pub struct PaymentRow {
    /// The payment.
    pub one: Payment,
    /// What the promise was; empty for money paid without one.
    pub promise: String,
}

#[derive(Template)]
#[template(path = "line.html")]
pub struct LinePage {
    nav: Nav,
    /// The line.
    pub row: LineRow,
    /// What was promised.
    pub commitments: Vec<CommitmentRow>,
    /// What was paid; on one promise alone when the address names one.
    pub payments: Vec<PaymentRow>,
    /// Whether payments on one promise alone are shown.
    pub narrowed: bool,
    open: Vec<Choice>,
    /// Evidence beside it.
    pub files: Vec<FileRow>,
    about: String,
    commit: Commit,
    pay: Pay,
    notes: Notes,
}

/// One line with its promises and payments.
pub async fn line_view(
    ask: &Ask,
    id: &str,
    commit: Commit,
    pay: Pay,
    notes: Notes,
) -> Result<LinePage, Problem> {
    let mut tx = ask.read().await?;
    let line = budget::line(&mut tx, id).await?.ok_or_else(missing)?;
    let payments = budget::payments(&mut tx, id).await?;
    let promise = |one: Commitment| {
        let paid: Won =
            payments.iter().filter(|p| p.commitment_id.as_ref() == Some(&one.id)).map(|p| p.won).sum();
        let owed = if one.state == "open" { one.won - paid } else { Won::ZERO };
        CommitmentRow { one, paid, owed }
    };
    let promises = budget::commitments(&mut tx, id).await?;
    let commitments: Vec<CommitmentRow> = promises.into_iter().map(promise).collect();
    let wanted = ask.param("commitment").unwrap_or_default();
    let paid_on = |one: Payment| {
        let promise = commitments.iter().find(|row| one.commitment_id.as_ref() == Some(&row.one.id));
        PaymentRow { promise: promise.map(|row| row.one.title.clone()).unwrap_or_default(), one }
    };
    let fits = |one: &Payment| wanted.is_empty() || one.commitment_id.as_ref() == Some(&wanted);
    let payments = payments.into_iter().filter(fits).map(paid_on).collect();
    let open = commitments.iter().filter(|row| row.one.state == "open");
    let label = |row: &CommitmentRow| format!("{} ({})", row.one.title, row.owed);
    let open = open.map(|row| Choice::new(&row.one.id, &label(row), &pay.commitment_id)).collect();
    let all = rows(ask, &mut tx, line.year).await?;
    let row = all.into_iter().find(|row| row.line.id == line.id).ok_or_else(missing)?;
    let about = format!("plan-line:{id}");
    Ok(LinePage {
        nav: shared::nav(ask, &mut tx, line.year, "").await?,
        files: shared::files(&mut tx, &about).await?,
        row,
        narrowed: !wanted.is_empty(),
        payments,
        open,
        commitments,
        about,
        commit,
        pay,
        notes,
    })
}

/// `GET /plan/budget/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&line_view(&ask, &id, Commit::default(), Pay::default(), Notes::default()).await?)
}

/// `POST /plan/budget/{id}/commitments`
pub async fn commit(ask: Ask, Path(id): Path<String>, Form(wish): Form<Commit>) -> Reply {
    let mut work = ask.work().await?;
    match actions::budget::commit(&mut work, &id, &wish).await {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying(&format!("/plan/budget/{id}"), &Phrase::new("plan-said-committed"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&line_view(&ask, &id, wish, Pay::default(), named(&ask, &notes, "commit")).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Notes at the fields of one of two forms on a page.
fn named(ask: &Ask, notes: &[base::FieldNote], form: &str) -> Notes {
    let mut notes = ask.notes(notes);
    notes.0.iter_mut().for_each(|note| note.field = format!("{form}-{}", note.field));
    notes
}

/// `POST /plan/budget/{id}/payments`
pub async fn pay(ask: Ask, Path(id): Path<String>, Form(wish): Form<Pay>) -> Reply {
    let mut work = ask.work().await?;
    match actions::budget::pay(&mut work, &id, &wish).await {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying(&format!("/plan/budget/{id}"), &Phrase::new("plan-said-paid"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&line_view(&ask, &id, Commit::default(), wish, named(&ask, &notes, "pay")).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /plan/commitments/{id}`
pub async fn end_commitment(ask: Ask, Path(id): Path<String>, Form(wish): Form<SetState>) -> Reply {
    let mut work = ask.work().await?;
    let line = actions::budget::end_commitment(&mut work, &id, &wish.state).await?;
    work.commit().await?;
    ask.see_saying(&format!("/plan/budget/{line}"), &Phrase::new("plan-said-saved"))
}

#[derive(Template)]
#[template(path = "budget_import.html")]
struct ImportPage {
    nav: Nav,
    budget: Won,
}

/// `GET /plan/budget/import`
pub async fn import_form(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let plan = shared::plan(&ask, &mut tx).await?;
    let nav = shared::nav(&ask, &mut tx, plan.year, "").await?;
    ask.page(&ImportPage { nav, budget: plan.budget })
}

/// `POST /plan/budget/import`
pub async fn import(ask: Ask, form: Multipart) -> Reply {
    let upload = Upload::read(form).await?;
    let plan = shared::plan(&ask, &mut ask.read().await?).await?;
    let year = upload.field("year").parse().unwrap_or(plan.year);
    let sheet = files::open(&ask, upload.bytes).await?;
    let rows = actions::import::budget_rows(&sheet)?;
    let mut work = ask.work().await?;
    let report = actions::import::import_budget(&mut work, year, &rows).await?;
    work.commit().await?;
    let said = Phrase::new("plan-said-imported").with("made", report.made).with("sum", report.sum.0);
    ask.see_saying(&format!("/plan/budget?year={year}"), &said)
}
