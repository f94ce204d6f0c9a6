//! Advice: the list of what was advised, to whom, and what became of it.

use askama::Template;
use base::{AgencyId, Problem};
use db::Tx;
use documents::{Cell, workbook::Kind};
use web::{
    Ask, Reply, filters,
    listing::{Filter, Table},
    pager::Pager,
};

use super::shared::{self, Choice, Names, Nav};
use crate::{
    model::{ADVICE_STATES, Advice},
    store,
};

/// A piece of advice as a list shows it.
#[derive(Debug, Clone)]
pub struct AdviceRow {
    /// The advice.
    pub one: Advice,
    /// Agency's name.
    pub agency: String,
    /// Name of the field.
    pub field: String,
    /// Name of who carries it out.
    pub owner: String,
    /// Whether it should have been carried out by now.
    pub overdue: bool,
    /// How its state is shown.
    pub tone: &'static str,
}

impl AdviceRow {
    /// A piece of advice with its words.
    pub fn of(ask: &Ask, names: &Names, one: Advice) -> Self {
        let overdue = one.state == "open" && one.due_on < ask.today();
        Self {
            agency: names.agency(&one.agency_id),
            field: ask.t(&format!("web-need-field-{}", one.field)),
            owner: names.person(ask, one.owner_id.as_str()),
            tone: shared::tone(if overdue { "overdue" } else { &one.state }),
            overdue,
            one,
        }
    }
}

/// Advice to one agency for its card's twin.
pub async fn of_agency(ask: &Ask, tx: &mut Tx, agency: &AgencyId) -> Result<Vec<AdviceRow>, Problem> {
    let names = Names::load(ask, tx).await?;
    let all = store::advice(tx, agency.as_str(), "").await?;
    Ok(all.into_iter().map(|one| AdviceRow::of(ask, &names, one)).collect())
}

/// What the list is narrowed to; `mine=yes` takes what the reader is to carry out. `from` and `until` narrow the day it
/// was given, for what was carried out (`state=done`) the day it was.
pub fn filter(ask: &Ask) -> Filter {
    Filter::of(
        ask,
        "/consulting/advice",
        &["q", "agency", "state", "field", "overdue", "mine", "from", "until"],
    )
}

/// Whether a piece of advice lies inside the days asked for.
fn within(filter: &Filter, one: &Advice) -> bool {
    let day = |name: &str| filter.get(name).parse::<jiff::civil::Date>().ok();
    let on = if filter.get("state") == "done" { one.ended_on } else { Some(one.given_on) };
    day("from").is_none_or(|from| on.is_some_and(|on| from <= on))
        && day("until").is_none_or(|until| on.is_some_and(|on| on <= until))
}

/// The wanted advice, sorted; agency staff get their own agency's only.
pub async fn wanted(ask: &Ask, tx: &mut Tx) -> Result<Vec<AdviceRow>, Problem> {
    let filter = filter(ask);
    let names = Names::load(ask, tx).await?;
    let all = store::advice(tx, &shared::agency_asked(ask), "").await?;
    let mut rows: Vec<AdviceRow> = all.into_iter().map(|one| AdviceRow::of(ask, &names, one)).collect();
    rows.retain(|row| {
        filter.finds(&format!("{} {} {}", row.one.body, row.agency, row.owner))
            && filter.fits("state", &row.one.state)
            && within(&filter, &row.one)
            && filter.fits("field", &row.one.field)
            && (filter.get("overdue").is_empty() || row.overdue)
            && (filter.get("mine").is_empty() || row.one.owner_id == ask.actor.id)
    });
    match filter.sort() {
        "agency" => rows.sort_by(|a, b| (&a.agency, &a.one.id).cmp(&(&b.agency, &b.one.id))),
        "owner" => rows.sort_by(|a, b| (&a.owner, &a.one.id).cmp(&(&b.owner, &b.one.id))),
        "given" => rows.sort_by(|a, b| (b.one.given_on, &a.one.id).cmp(&(a.one.given_on, &b.one.id))),
        _ => {}
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "advice.html")]
struct AdvicePage {
    nav: Nav,
    filter: Filter,
    rows: Vec<AdviceRow>,
    pager: Pager,
    states: Vec<Choice>,
    fields: Vec<Choice>,
}

/// `GET /consulting/advice`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let filter = filter(&ask);
    let (pager, rows) = filter.cut(wanted(&ask, &mut tx).await?);
    ask.page(&AdvicePage {
        nav: shared::nav(&ask, &mut tx, "/consulting/advice").await?,
        states: shared::word_choices(&ask, "consulting-advice-state", ADVICE_STATES, filter.get("state")),
        fields: shared::word_choices(&ask, "web-need-field", &register::needs::FIELDS, filter.get("field")),
        rows,
        pager,
        filter,
    })
}

async fn table(ask: &Ask) -> Result<Table, Problem> {
    let rows = wanted(ask, &mut ask.read().await?).await?;
    let columns = vec![
        ("agency", "consulting-f-agency", Kind::Text),
        ("field", "consulting-f-field", Kind::Text),
        ("advice", "consulting-f-advice", Kind::Text),
        ("owner", "consulting-f-advice-owner", Kind::Text),
        ("given", "consulting-f-given", Kind::Date),
        ("due", "consulting-f-due", Kind::Date),
        ("state", "consulting-f-state", Kind::Text),
        ("note", "consulting-f-note", Kind::Text),
    ];
    let cells = |row: &AdviceRow| {
        vec![
            Cell::from(row.agency.as_str()),
            Cell::from(row.field.as_str()),
            Cell::from(row.one.body.as_str()),
            Cell::from(row.owner.as_str()),
            Cell::Date(row.one.given_on),
            Cell::Date(row.one.due_on),
            Cell::from(ask.t(&format!("consulting-advice-state-{}", row.one.state))),
            Cell::from(row.one.note.as_str()),
        ]
    };
    let sample = rows.iter().any(|row| row.one.sample);
    let rows = rows.iter().map(cells).collect();
    Ok(Table { name: "consulting-advice", title: ask.t("consulting-advice-title"), columns, rows, sample })
}

/// `GET /consulting/advice.csv`
pub async fn csv(ask: Ask) -> Reply {
    table(&ask).await?.csv(&ask)
}

/// `GET /consulting/advice.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    table(&ask).await?.xlsx(&ask)
}
