//! The list of agencies with their card's first figures, the least visited first when asked.

use askama::Template;
use base::Problem;
use documents::{Cell, workbook::Kind};
use web::{
    Ask, Reply, filters,
    listing::{Filter, Table},
    pager::Pager,
};

use super::shared::{self, Nav};
use crate::{
    figures::Standing,
    guideline,
    risk::{self, Risk},
};

#[derive(Template)]
#[template(path = "agencies_visited.html")]
struct AgenciesPage {
    nav: Nav,
    filter: Filter,
    rows: Vec<AgencyRow>,
    pager: Pager,
    limit: i64,
}

fn filter(ask: &Ask) -> Filter {
    Filter::of(ask, "/consulting/agencies", &["q", "district"])
}

async fn wanted(ask: &Ask, filter: &Filter) -> Result<Vec<Risk>, Problem> {
    let (_, mut rows) = risk::list(ask).await?;
    rows.retain(|one| {
        let district = one.agency.district_name.clone().unwrap_or_default();
        filter.finds(&format!("{} {district}", one.agency.name)) && filter.fits("district", &one.district())
    });
    match filter.sort() {
        "visited" => rows.sort_by(|a, b| (a.last_visit, &a.agency.name).cmp(&(b.last_visit, &b.agency.name))),
        "places" => {
            rows.sort_by(|a, b| (b.money.places, &a.agency.name).cmp(&(a.money.places, &b.agency.name)));
        }
        "district" => rows.sort_by(|a, b| {
            (&a.agency.district_name, &a.agency.name).cmp(&(&b.agency.district_name, &b.agency.name))
        }),
        _ => rows.sort_by(|a, b| (&a.agency.name, &a.agency.id).cmp(&(&b.agency.name, &b.agency.id))),
    }
    Ok(rows)
}

/// A row with its ratio in words (empty when it has no value) and whether that is above the limit.
pub struct AgencyRow {
    /// The agency with its figures.
    pub risk: Risk,
    /// Seniors for one of the dedicated staff.
    pub ratio: String,
    /// Whether that is above the limit.
    pub above: bool,
}

impl AgencyRow {
    fn of(risk: Risk, limit: i64) -> Self {
        let ratio = risk.standing.as_ref().map(Standing::staff_ratio);
        Self {
            ratio: ratio.and_then(|ratio| ratio.shown(1)).unwrap_or_default(),
            above: ratio.and_then(|ratio| ratio.beyond(1, limit, "above")) == Some(true),
            risk,
        }
    }
}

/// `GET /consulting/agencies`
pub async fn list(ask: Ask) -> Reply {
    let filter = filter(&ask);
    let rows = wanted(&ask, &filter).await?;
    let (pager, rows) = filter.cut(rows);
    let nav = shared::nav(&ask, &mut ask.read().await?, "/consulting/agencies").await?;
    let limit = guideline::staff_ratio(ask.today()).limit;
    let rows = rows.into_iter().map(|risk| AgencyRow::of(risk, limit)).collect();
    ask.page(&AgenciesPage { nav, filter, rows, pager, limit })
}

/// The wanted agencies for their JSON twin, with the limit of seniors for one of the staff.
pub async fn rows(ask: &Ask) -> Result<(i64, Vec<AgencyRow>), Problem> {
    let limit = guideline::staff_ratio(ask.today()).limit;
    let rows = wanted(ask, &filter(ask)).await?;
    Ok((limit, rows.into_iter().map(|risk| AgencyRow::of(risk, limit)).collect()))
}

async fn table(ask: &Ask) -> Result<Table, Problem> {
    let rows = wanted(ask, &filter(ask)).await?;
    let columns = vec![
        ("agency", "consulting-f-agency", Kind::Text),
        ("district", "consulting-f-district", Kind::Text),
        ("projects", "consulting-f-projects", Kind::Whole),
        ("places", "consulting-f-places", Kind::Whole),
        ("people", "consulting-f-people", Kind::Whole),
        ("staff", "consulting-f-staff", Kind::Whole),
        ("last_visit", "consulting-f-last-visit", Kind::Date),
        ("visits", "consulting-f-visits", Kind::Whole),
    ];
    let sample = ask.app.options().demo || rows.iter().any(|one| one.agency.sample);
    // What was not filed stays empty: it is not zero.
    let filed = |value: Option<i64>| value.map_or(Cell::Empty, Cell::Whole);
    let cells = |one: &Risk| {
        vec![
            Cell::from(one.agency.name.as_str()),
            Cell::from(one.agency.district_name.clone().unwrap_or_default()),
            Cell::Whole(one.money.projects),
            Cell::Whole(one.money.places),
            filed(one.standing.as_ref().map(|standing| standing.people)),
            filed(one.standing.as_ref().map(|standing| standing.staff)),
            one.last_visit.map_or(Cell::Empty, Cell::Date),
            Cell::Whole(one.visits),
        ]
    };
    let rows = rows.iter().map(cells).collect();
    Ok(Table {
        name: "consulting-agencies",
        title: ask.t("consulting-agencies-title"),
        columns,
        rows,
        sample,
    })
}

/// `GET /consulting/agencies.csv`
pub async fn csv(ask: Ask) -> Reply {
    table(&ask).await?.csv(&ask)
}

/// `GET /consulting/agencies.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    table(&ask).await?.xlsx(&ask)
}
